"""What stands within quotation marks in a text of any language."""

import re
from collections.abc import Iterator
from typing import Final

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
"""Marks that open a quotation, each with those that close it."""

_TWO_WAYS: Final = "\"＂»'"
"""Marks that open and close: what stands beside them tells which."""

_SINGLE: Final = "'’"
"""Marks that are apostrophes as well."""

_MARK: Final = re.compile(f"[{''.join(_CLOSERS)}{''.join(_CLOSERS.values())}]|\n[^\\S\n]*\n")
_EDGE: Final = " \t\r\n\u3000.,;:!?…，。；：！？、．"


def spans(text: str) -> list[tuple[int, int]]:
    """Return where quotations begin and end, marks not included; only the outermost.

    A quotation that is not closed before its paragraph ends is none, unless the next paragraph
    begins with a mark again, as printers do in long speeches.
    """
    found: list[tuple[int, int]] = []
    start, opener, depth = 0, "", 0
    for match in _MARK.finditer(text):
        mark, place = match[0], match.start()
        if mark.isspace():
            if text[match.end() : match.end() + 1] not in tuple(_CLOSERS):
                depth = 0
        elif not depth:
            if mark in _CLOSERS and _may_open(text, place):
                start, opener, depth = place + 1, mark, 1
        elif mark in _CLOSERS[opener]:
            depth -= _may_close(text, place)
            if not depth:
                found.append((start, place))
        elif mark == opener:
            # At the beginning of a line it goes on with the same quotation.
            depth += text[place - 1] != "\n"
    return found


def fragments(text: str) -> Iterator[str]:
    """Yield what a text quotes, without punctuation at its edges."""
    for start, end in spans(text):
        if fragment := text[start:end].strip(_EDGE):
            yield fragment


def bare(text: str) -> str:
    """Return a text without quotation marks and punctuation at its edges."""
    return text.strip(_EDGE + "".join(set("".join((*_CLOSERS, *_CLOSERS.values())))))


def _may_open(text: str, place: int) -> bool:
    if text[place] not in _TWO_WAYS:
        return True
    before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    if text[place] in _SINGLE and after.isdigit():
        return False
    return bool(after) and not after.isspace() and not _is_in_word(before)


def _may_close(text: str, place: int) -> bool:
    if text[place] not in _TWO_WAYS + _SINGLE or text[place] == "»":
        return True
    before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    return not before.isspace() and not (text[place] in _SINGLE and _is_in_word(after))


def _is_in_word(character: str) -> bool:
    """Tell whether a character belongs to a word that spaces separate from others."""
    return character.isalnum() and not "\u2e80" <= character <= "\U0003ffff"
