"""Control characters become visible symbols, so that no text can steer the reader's terminal."""

import re
from functools import cache
from typing import Final

HAN: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u3099-\u30ff"
    "\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U0001aff0-\U0001b16f\U00020000-\U0003ffff"
)
"""Characters of Han, kana and bopomofo, for a class in a regular expression."""

CJK: Final = (
    HAN + "\u3001-\u303f\ufe10-\ufe1f\ufe30-\ufe6f"
    "\uff01-\uff06\uff08-\uff0f\uff1a-\uff20\uff3b-\uff3f\uff5b-\uff65"
)
"""The same with their punctuation: white space beside one of these has no meaning."""


_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

_BIDIRECTIONAL: Final = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Marks, embeddings, overrides and isolates (Unicode Annex 9): they reorder what a reader sees."""

_SYMBOLS: Final = str.maketrans(
    # The Control Pictures block (U+2400) has a picture for each C0 control at the same offset.
    {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"}
    | {0x7F: "\N{SYMBOL FOR DELETE}"}
    | dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT)
    | dict.fromkeys(_BIDIRECTIONAL, _REPLACEMENT)
    | dict.fromkeys((0x2028, 0x2029), "\n")
    # A tag character is invisible and can hide a second text behind the first (U+E0000).
    | dict.fromkeys(range(0xE0000, 0xE0080), _REPLACEMENT)
)

_SUSPECT: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def escape_controls(text: str) -> str:
    """Return `text` with every control character shown as a symbol.

    C0 and DEL become their control pictures (U+2400 to U+2421); C1, bidirectional controls, tag
    characters and lone surrogates become U+FFFD; tabs and line feeds stay, and every other line
    end becomes a line feed.
    """
    # `isprintable` takes half as long as the search, and nearly every text is printable.
    if text.replace("\n", "").isprintable() or not _SUSPECT.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub(_REPLACEMENT, text.translate(_SYMBOLS))


def one_line(text: str) -> str:
    """Return `text` on one line: visible, and every run of white space a single space."""
    if text.isprintable() and "  " not in text:  # the space is the one printable white space
        return text.strip()
    return " ".join(escape_controls(text).split())


def is_in_spaced_word(character: str) -> bool:
    """Return whether a character belongs to a word that spaces separate from others."""
    return character.isalnum() and not _unspaced().match(character)


@cache
def _unspaced() -> re.Pattern[str]:
    """Return the scripts without spaces: Thai, Lao, Burmese, Khmer, Chinese, Japanese.

    It is compiled when it is first needed, for a start does not.
    """
    return re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\U0003ffff]")
