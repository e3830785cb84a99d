"""Quotation marks: which ones a language uses, and which ones a text already has."""

import re
from typing import Final, NamedTuple


class Marks(NamedTuple):
    """The quotation marks of one language."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


_ENGLISH: Final = Marks("“", "”", "‘", "’")
_CORNERS: Final = Marks("「", "」", "『", "』")
# Unicode CLDR 48, main/*/delimiters.json. French sets a narrow no-break space inside its marks,
# which CLDR leaves to the typesetter.
_MARKS: Final = {
    "ar": Marks("”", "“", "’", "‘"),
    "de": Marks("„", "“", "‚", "‘"),
    "fr": Marks("«\u202f", "\u202f»", "«\u202f", "\u202f»"),
    "it": Marks("«", "»", "“", "”"),
    "ja": _CORNERS,
    "ru": Marks("«", "»", "„", "“"),
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
"""Opening marks, in one language or another, and what may close them."""

_SPEECH: Final = re.compile("[“”„‟«»‹›「」『』〝〞〟\"＂‘‚‛]|(?<!\\w)'(?=\\w)")
_BEFORE_OPENING: Final = re.compile(r"[\s(\[{<—–“‘„«「『]")


def marks(language: str | None) -> Marks:
    """Return the marks for a language tag (BCP 47), or the English ones."""
    tag = (language or "").lower()
    script_or_region = "-".join(tag.split("-")[:2])
    return _MARKS.get(script_or_region) or _MARKS.get(tag.split("-")[0], _ENGLISH)


def has_marks(text: str) -> bool:
    """Return whether a reader may take anything in `text` for the beginning or end of speech."""
    return _SPEECH.search(text) is not None


def bare(text: str) -> str:
    """Return `text` without the quotation marks in which the whole of it stands."""
    text = text.strip()
    while text and text[-1] in _PARTNERS.get(text[0], "") and _encloses(text):
        text = text[1:-1].strip()
    return text


def quoted(text: str, language: str | None = None) -> str:
    """Return `text` as speech: within one pair of its language's marks, inner ones changed.

    No mark inside can be taken for the end of the speech, whether it has a partner or not.
    """
    outer = marks(language)
    opening, closing = outer.opening.strip(), outer.closing.strip()
    text = bare(text)

    def inner(mark: re.Match[str]) -> str:
        char = mark[0]
        opens = _opens(text, mark.start()) if char in '"＂' else char == opening
        return (outer.inner_opening if opens else outer.inner_closing).strip()

    changed = re.sub(f'[{opening}{closing}"＂]', inner, text)
    return f"{outer.opening}{changed}{outer.closing}"


def _opens(text: str, at: int) -> bool:
    """Return whether the undirected mark at `at` opens rather than closes."""
    return at == 0 or _BEFORE_OPENING.match(text[at - 1]) is not None


def _is_apostrophe(text: str, at: int) -> bool:
    return text[at - 1].isalnum() and at + 1 < len(text) and text[at + 1].isalnum()


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
        opens = _opens(text, at) if opening == closing else char == opening
        depth += 1 if opens else -1
        if depth == 0:
            return False
    return depth == 1
