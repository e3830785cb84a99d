"""Which parts of a text stand in quotation marks, in the manners of several languages."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from summit_tui.model.text import is_in_spaced_word

_CLOSERS: Final = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    '"': '"',
    "＂": "＂",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "﹃": "﹄",
    "｢": "｣",
    "〝": "〞〟",
    "‘": "’",
    "‚": "‘’",
    "‹": "›",
    "'": "'",
}
"""Marks that open a quotation, and the marks that may close each."""

_TWO_WAYS: Final = "\"＂»'"
"""Marks that open and close: the characters beside them decide which."""

_SINGLE: Final = "'’"
"""Marks that are apostrophes as well."""

_PARAGRAPH: Final = r"\n[^\S\n]*\n[\s\u200b]*"
"""An empty line and the indentation behind it."""
_MARK: Final = re.compile(f"[{''.join(_CLOSERS)}{''.join(_CLOSERS.values())}]|{_PARAGRAPH}")
_LINE_START: Final = re.compile(r"\n[^\S\n]*$")
_DOUBLE: Final = {
    opening: closers for opening, closers in _CLOSERS.items() if opening not in "'‘‚‹"
}
"""The same without single marks, which are apostrophes too: only whole pairs of these tell."""
_INSIDE: Final = re.compile(f".+[{''.join(_DOUBLE.values())}].", re.DOTALL)
"""A text with a mark inside of it that closes."""
_EDGE: Final = " \t\r\n\u3000.,;:!?…，。；：！？、．"
_EDGE_OR_MARK: Final = _EDGE + "".join({*_CLOSERS, *"".join(_CLOSERS.values())})


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of the outermost quotations in a text, without their marks.

    A quotation must be closed before its paragraph ends, unless the next paragraph begins with a
    mark again, as is the custom in long speeches.
    """
    spans: list[tuple[int, int]] = []
    start, opener, depth = 0, "", 0
    for match in _MARK.finditer(text):
        character, offset = match[0], match.start()
        if character.isspace():
            if text[match.end() : match.end() + 1] not in tuple(_CLOSERS):
                depth = 0
        elif not depth:
            if character in _CLOSERS and _may_open(text, offset):
                start, opener, depth = offset + 1, character, 1
        elif character in _CLOSERS[opener]:
            depth -= _may_close(text, offset) and not _is_plural_possessive(text, offset)
            if not depth:
                spans.append((start, offset))
        elif character == opener:
            # At the beginning of a line the mark continues the same quotation.
            depth += not _LINE_START.search(text, max(offset - 40, 0), offset)
    return spans


def fragments(text: str) -> Iterator[str]:
    """Yield the quotations in a text, without punctuation at their edges."""
    for start, end in quoted_spans(text):
        if fragment := text[start:end].strip(_EDGE):
            yield fragment


def quotes_something(text: str) -> bool:
    """Tell whether a text has a quotation in it."""
    return next(fragments(text), None) is not None


def without_marks(text: str) -> str:
    """Return a text without quotation marks and punctuation at its edges."""
    return text.strip(_EDGE_OR_MARK)


def is_interrupted(text: str) -> bool:
    """Tell whether quotation marks end and begin again inside of what is one quotation.

    Marks around the whole may be there or not: `We agree,” she said, “to act.`
    """
    text = text.strip()
    if not _INSIDE.match(text):
        return False
    for opening, closers in _DOUBLE.items():
        if not any(closer in text[1:] for closer in closers):
            continue
        whole = text if text.startswith(opening) else f"{opening}{text}"
        whole = whole if whole.endswith(tuple(closers)) else f"{whole}{closers[0]}"
        spans = quoted_spans(whole)
        if len(spans) > 1 and spans[0][0] == 1 and spans[-1][1] == len(whole) - 1:
            gaps = (whole[before[1] : after[0]] for before, after in pairwise(spans))
            return any(any(map(str.isalnum, gap)) for gap in gaps)
    return False


def _may_open(text: str, offset: int) -> bool:
    if text[offset] not in _TWO_WAYS:
        return True
    before, after = text[max(offset - 1, 0) : offset], text[offset + 1 : offset + 2]
    if text[offset] in _SINGLE and after.isdigit():
        return False
    return bool(after) and not after.isspace() and not is_in_spaced_word(before)


_AFTER_POSSESSIVE: Final = re.compile(r"['’] [^\W\d_A-Z]")
_LONGEST_POSSESSIVE: Final = 500
"""The most characters between such an apostrophe and the mark that closes the quotation."""
_CLOSING_SINGLE: Final = re.compile(r"(?<!\s)['’](?!\w)")


def _is_plural_possessive(text: str, offset: int) -> bool:
    """Return whether a single mark is the apostrophe of a plural, as in ‘the fishers’ cable’.

    It may be where a word in small letters follows, if a mark that is none closes the quotation
    later, in its paragraph and before another one opens.
    """
    if text[offset - 1] not in "sS" or not _AFTER_POSSESSIVE.match(text, offset):
        return False
    limit = offset + _LONGEST_POSSESSIVE
    ends = (text.find(end, offset + 1, limit) for end in ("\n\n", "‘", " '"))
    limit = min((end for end in ends if end >= 0), default=limit)
    return any(
        text[match.start() - 1] not in "sS" or not _AFTER_POSSESSIVE.match(text, match.start())
        for match in _CLOSING_SINGLE.finditer(text, offset + 1, limit)
    )


def _may_close(text: str, offset: int) -> bool:
    if text[offset] not in _TWO_WAYS + _SINGLE or text[offset] == "»":
        return True
    before, after = text[max(offset - 1, 0) : offset], text[offset + 1 : offset + 2]
    return not before.isspace() and not (text[offset] in _SINGLE and is_in_spaced_word(after))
