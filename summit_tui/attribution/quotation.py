"""Quotation marks around speech: which ones a language uses, and which ones a text has."""

import re
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

_SPEECH: Final = "[“”„‟«»‹›「」『』〝〞〟\"＂‘‚‛]|(?<!\\w)'(?=\\w)"
_BEFORE_OPENING: Final = r"[\s(\[{<—–“‘„«「『]"


def quotation_marks(language: str | None) -> QuotationMarks:
    """Return the marks for a language tag (BCP 47), or the English ones."""
    tag = (language or "").lower()
    script_or_region = "-".join(tag.split("-")[:2])
    return _MARKS.get(script_or_region) or _MARKS.get(tag.split("-")[0], _ENGLISH)


def has_marks(text: str) -> bool:
    """Return whether a reader may take anything in `text` for the beginning or end of speech."""
    return re.search(_SPEECH, text) is not None


def strip_marks(text: str) -> str:
    """Return neutralized `text` without the quotation marks in which the whole of it stands."""
    text = text.strip()
    if text[:1].isascii() and text[:1].isalnum():
        return text  # most texts, at a tenth of the time
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
    return at == 0 or re.match(_BEFORE_OPENING, text[at - 1]) is not None


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
