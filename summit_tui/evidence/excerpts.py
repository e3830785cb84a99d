"""From a passage of a text to the excerpt by which it is found there again."""

import re
from collections.abc import Iterator
from typing import Final

from summit_tui.evidence.locate import Passage, SourceText, Status
from summit_tui.model.fields import Excerpt

_LONGEST_CONTEXT: Final = 400
"""Characters of a prefix or suffix; nobody distinguishes passages that are equal for longer."""
_WORD: Final = re.compile(r"\w+\W*|\W+")


def words_of(text: str, start: int, end: int) -> str:
    """Return a passage as one line: breaks and runs of white space are single spaces."""
    return " ".join(text[start:end].split())


def excerpt_at(source: SourceText, start: int, end: int) -> Excerpt | None:
    """Return the excerpt that is found at a passage and nowhere else, or None.

    Its prefix and suffix are the fewest words around it that tell it from the same words
    elsewhere; where the words stand once it has neither. None where the passage is empty or cuts
    a word, or where even long ones do not tell.
    """
    exact = words_of(source.text, start, end)
    if not exact:
        return None
    for prefix, suffix in _contexts(source.text, start, end):
        excerpt = Excerpt(exact=exact, prefix=prefix or None, suffix=suffix or None)
        evidence = source.find(excerpt)
        if evidence.status is Status.FOUND:
            return excerpt if _overlaps(evidence.passages[0], start, end) else None
        if evidence.status is Status.MISSING:
            return None
    return None


def _contexts(text: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    """Yield ever more words before and behind a passage, first none."""
    before = text[max(0, start - _LONGEST_CONTEXT) : start]
    behind = text[end : end + _LONGEST_CONTEXT]
    starts = [match.start() for match in _WORD.finditer(before)][::-1]
    ends = [match.end() for match in _WORD.finditer(behind)]
    yield "", ""
    for number in range(max(len(starts), len(ends))):
        left = " ".join(before[starts[min(number, len(starts) - 1)] :].split()) if starts else ""
        right = " ".join(behind[: ends[min(number, len(ends) - 1)]].split()) if ends else ""
        yield left, ""
        yield left, right


def _overlaps(passage: Passage, start: int, end: int) -> bool:
    return passage.start < end and start < passage.end
