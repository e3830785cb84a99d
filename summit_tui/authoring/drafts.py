"""What can be proposed of a new record from the passage that it rests on, and no more than that."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import Any, Final

from summit_tui.archive.analysis.pinyin import pinyin_of
from summit_tui.archive.describe import slug
from summit_tui.attribution.quotation import has_marks
from summit_tui.attribution.speech import SpeechText
from summit_tui.evidence.locate import Passage, SourceText, Status
from summit_tui.model.fields import Excerpt, Mode
from summit_tui.model.records import Quote

_LONGEST_CONTEXT: Final = 400
"""Characters of a prefix or suffix; words that repeat for longer are told apart by nobody."""
_LONGEST_ID: Final = 40
_WORDS_OF_ID: Final = 4
_WORD: Final = re.compile(r"\w+\W*|\W+")
_NO_ID: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """A statement as it is filled in: what is unknown is empty."""

    source: str
    """Id of the source."""
    excerpt: Excerpt
    """Where it stands there."""
    mode: Mode
    text: str
    speaker: str = ""
    attribution: str = ""
    role: str = ""
    session: str = ""
    date: str = ""
    topics: tuple[str, ...] = ()
    language: str = ""

    # `Any`: the values are those of the class of statements.
    def record(self, is_taken: Callable[[str], bool]) -> dict[str, Any]:
        """Return it as a record without what is empty, under an id that is not taken."""
        excerpt = {name: getattr(self.excerpt, name) for name in ("exact", "prefix", "suffix")}
        fields = {
            "id": id_from(self.speaker or self.source, self.text or excerpt["exact"], is_taken),
            "speaker": self.speaker,
            "text": self.text,
            "mode": self.mode,
            "language": self.language,
            "attribution": self.attribution,
            "role": self.role,
            "session": self.session,
            "date": self.date,
            "topics": [*self.topics],
            "source": self.source,
            "excerpt": {name: words for name, words in excerpt.items() if words},
        }
        return {name: value for name, value in fields.items() if value}


CHANGED: Final = ("speaker", "text", "mode", "role", "session", "date", "topics")
"""The fields of a statement that a person fills in or changes."""


def draft_of(quote: Quote) -> StatementDraft | None:
    """Return a statement as it is filled in; None where it rests on no passage."""
    if quote.excerpt is None:
        return None
    return StatementDraft(
        quote.source,
        quote.excerpt,
        quote.mode,
        quote.text,
        speaker=quote.speaker,
        role=quote.role or "",
        session=quote.session or "",
        date=quote.date or "",
        topics=quote.topics,
    )


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


def label_at(speech: SpeechText, start: int, end: int) -> str:
    """Return the label of the turn that a passage is said in, as printed; empty without one."""
    turn = speech.turn(start)
    is_said = turn is not None and end <= turn.end and speech.quotation(start, end) is None
    return turn.label if turn and is_said else ""


def mode_at(speech: SpeechText, start: int, end: int) -> Mode:
    """Return the mode that a passage suggests: how the source sets its words apart.

    It is direct only within quotation marks or in a labelled turn of a transcript, and there only
    where the words are not an interpreter's.
    """
    if speech.quotation(start, end):
        return "direct"
    if has_marks(speech.text[start:end]):
        return "partial"
    turn = speech.turn(start)
    is_own = label_at(speech, start, end) and turn is not None and not turn.is_interpreted
    return "direct" if is_own else "paraphrase"


def id_from(name: str, words: str, is_taken: Callable[[str], bool]) -> str:
    """Return a readable id that is not taken, from a name and words in any script.

    A Chinese name is spelt in pinyin. Words that give no letters leave six digits of the SHA-256
    of both instead: the same words have the same id on every machine.
    """
    pinyin = next(iter(pinyin_of(name)), name)
    parts = [part for part in (_readable(pinyin), _readable(words)) if part]
    if not parts or (words and not _readable(words)):
        parts.append(sha256(f"{name}\n{words}".encode()).hexdigest()[:6])
    base = "-".join(parts)[: _LONGEST_ID * 2].strip("-")
    ids = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(id for id in ids if not is_taken(id))


def _readable(words: str) -> str:
    parts = [part for part in _NO_ID.split(slug(words)) if part][:_WORDS_OF_ID]
    return "-".join(parts)[:_LONGEST_ID].strip("-")
