"""Quotation marks: which ones a language uses, and which ones a text already has."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from summit_tui.model.invisible import close_directions, strip_edges
from summit_tui.model.text import is_in_spaced_word


class QuotationMarks(NamedTuple):
    """The quotation marks of one language."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


_ENGLISH: Final = QuotationMarks("“", "”", "‘", "’")
_CORNERS: Final = QuotationMarks("「", "」", "『", "』")
# Unicode CLDR 48, main/*/delimiters.json. French sets a narrow no-break space inside its marks,
# which CLDR leaves to the typesetter.
_MARKS: Final = {
    "ar": QuotationMarks("”", "“", "’", "‘"),
    "de": QuotationMarks("„", "“", "‚", "‘"),
    "fr": QuotationMarks("«\u202f", "\u202f»", "«\u202f", "\u202f»"),
    "it": QuotationMarks("«", "»", "“", "”"),
    "ja": _CORNERS,
    "ru": QuotationMarks("«", "»", "„", "“"),
    "zh-hant": _CORNERS,
    # Where traditional characters are the likely script (CLDR, likely subtags).
    "zh-hk": _CORNERS,
    "zh-mo": _CORNERS,
    "zh-tw": _CORNERS,
}
"""Language tag in small letters to marks; every other language uses the English ones."""

_PARTNERS: Final = {
    "“": "”",
    "”": "”“",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
    "〝": "〞〟",
    '"': '"',
    "＂": "＂",
    "‘": "’",
    "'": "'",
}
"""Opening marks of any language, and the marks that may close each."""

_STRAIGHT: Final = '"＂'
"""Marks that open and close, and that are part of the spelling of some words."""

_SPEECH: Final = re.compile("[“”„‟«»‹›「」『』〝〞〟\"＂‘‚‛]|(?<!\\w)'(?=\\w)")
_BEFORE_OPENING: Final = re.compile(r"[\s(\[{<—–“‘„«「『]")


def quotation_marks(language: str | None) -> QuotationMarks:
    """Return the marks for a language tag (BCP 47), or the English ones."""
    tag = (language or "").lower()
    script_or_region = "-".join(tag.split("-")[:2])
    return _MARKS.get(script_or_region) or _MARKS.get(tag.split("-")[0], _ENGLISH)


def has_marks(text: str) -> bool:
    """Return whether a reader may take anything in `text` for the beginning or end of speech."""
    return _SPEECH.search(text) is not None


def strip_marks(text: str) -> str:
    """Return neutralized `text` without the quotation marks in which the whole of it stands."""
    text = text.strip()
    # Direction marks may stand before and behind them.
    while (
        (bare := strip_edges(text)) and bare[-1] in _PARTNERS.get(bare[0], "") and _encloses(bare)
    ):
        # What closed a direction may have stood behind the marks.
        text = close_directions(bare[1:-1].strip())
    return text


def in_quotation_marks(text: str, language: str | None = None) -> str:
    """Return `text` as speech: within one pair of its language's marks, inner ones changed.

    No mark inside can be taken for the end of the speech, whether it has a partner or not. A
    straight mark that is part of a word's spelling stays.
    """
    outer = quotation_marks(language)
    opening, closing = outer.opening.strip(), outer.closing.strip()
    text = strip_marks(text)

    straight = _openings(text)

    def inner(match: re.Match[str]) -> str:
        char, at = match[0], match.start()
        if char in _STRAIGHT and at not in straight:
            return char
        opens = straight[at] if char in _STRAIGHT else char == opening
        return (outer.inner_opening if opens else outer.inner_closing).strip()

    changed = re.sub(f'[{opening}{closing}"＂]', inner, text)
    return f"{outer.opening}{changed}{outer.closing}"


def _openings(text: str) -> dict[int, bool]:
    """Return for each straight mark of a text whether it opens.

    One within a word (ארה"ב) or behind a figure (5'10") is part of its spelling and left out,
    unless it closes what another one opened.
    """
    openings: dict[int, bool] = {}
    is_open = False
    for match in re.finditer(f"[{_STRAIGHT}]", text):
        at = match.start()
        before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
        if _is_within_word(text, at) or (before.isdigit() and before.isascii() and not is_open):
            continue
        # Where no spaces separate words, only what came before tells the two apart.
        opens = _opens(text, at) or not (
            is_open or is_in_spaced_word(before) or not after.isalnum()
        )
        openings[at] = is_open = opens
    return openings


def _opens(text: str, at: int) -> bool:
    """Return whether the undirected mark at `at` opens rather than closes."""
    return at == 0 or _BEFORE_OPENING.match(text[at - 1]) is not None


def _is_apostrophe(text: str, at: int) -> bool:
    return text[at - 1].isalnum() and at + 1 < len(text) and text[at + 1].isalnum()


def _is_within_word(text: str, at: int) -> bool:
    return is_in_spaced_word(text[max(at - 1, 0) : at]) and is_in_spaced_word(text[at + 1 : at + 2])


def _encloses(text: str) -> bool:
    """Return whether the mark that begins `text` has the one that ends it for its partner."""
    opening, closing = text[0], text[-1]
    if not text[1:-1].strip():
        return False
    depth = 1
    for at in range(1, len(text) - 1):
        char = text[at]
        if char not in (opening, closing) or (char in "'’" and _is_apostrophe(text, at)):
            continue
        if char in _STRAIGHT and _is_within_word(text, at):
            continue
        opens = _opens(text, at) if opening == closing else char == opening
        depth += 1 if opens else -1
        if depth == 0:
            return False
    return depth == 1


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
_EDGE: Final = " \t\r\n\u3000.,;:!?…，。；：！？、．"


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of the outermost quotations in a text, without their marks.

    A quotation must be closed before its paragraph ends, unless the next paragraph begins with a
    mark again, as is the custom in long speeches.
    """
    spans: list[tuple[int, int]] = []
    start, opener, depth = 0, "", 0
    for match in _MARK.finditer(text):
        mark, offset = match[0], match.start()
        if mark.isspace():
            if text[match.end() : match.end() + 1] not in tuple(_CLOSERS):
                depth = 0
        elif not depth:
            if mark in _CLOSERS and _may_open(text, offset):
                start, opener, depth = offset + 1, mark, 1
        elif mark in _CLOSERS[opener]:
            depth -= _may_close(text, offset) and not _is_plural_possessive(text, offset)
            if not depth:
                spans.append((start, offset))
        elif mark == opener:
            # At the beginning of a line the mark continues the same quotation.
            depth += not _LINE_START.search(text, max(offset - 40, 0), offset)
    return spans


def fragments(text: str) -> Iterator[str]:
    """Yield the quotations in a text, without punctuation at their edges."""
    for start, end in quoted_spans(text):
        if fragment := text[start:end].strip(_EDGE):
            yield fragment


def without_marks(text: str) -> str:
    """Return a text without quotation marks and punctuation at its edges."""
    return text.strip(_EDGE + "".join(set("".join((*_CLOSERS, *_CLOSERS.values())))))


def is_interrupted(text: str) -> bool:
    """Tell whether quotation marks end and begin again inside of what is one quotation.

    Marks around the whole may be there or not: `We agree,” she said, “to act.`
    """
    text = text.strip()
    for opening, closers in _CLOSERS.items():
        # Single marks are apostrophes too: only whole pairs of double ones tell.
        if opening in "'‘‚‹" or not any(mark in text[1:] for mark in closers):
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
