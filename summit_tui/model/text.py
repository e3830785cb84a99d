"""Control characters become visible symbols, so that no text can steer the reader's terminal.

What cannot be seen has rules of its own, in `invisible`.
"""

import re
from collections.abc import Iterable
from typing import Final

from summit_tui.model.invisible import REPLACEMENT, close_directions, show_hidden

HAN: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u3099-\u30ff"
    "\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U0001aff0-\U0001b16f\U00020000-\U0003ffff"
)
"""Characters of Han, kana and bopomofo, for a class in a regular expression."""

_HAN_RANGES: Final = [(HAN[at], HAN[at + 2]) for at in range(0, len(HAN), 3)]


def is_han(character: str) -> bool:
    """Return whether a character is one of `HAN`; a class of them takes long to compile."""
    return character >= HAN[0] and any(first <= character <= last for first, last in _HAN_RANGES)


CJK: Final = (
    HAN + "\u3001-\u303f\ufe10-\ufe1f\ufe30-\ufe6f"
    "\uff01-\uff06\uff08-\uff0f\uff1a-\uff20\uff3b-\uff3f\uff5b-\uff65"
)
"""The same with their punctuation: white space beside one of these has no meaning."""

_CJK_RANGES: Final = [(CJK[at], CJK[at + 2]) for at in range(0, len(CJK), 3)]


def _is_cjk(character: str) -> bool:
    return character >= CJK[0] and any(first <= character <= last for first, last in _CJK_RANGES)


def ellipsis_behind(text: str) -> str:
    """Return an ellipsis, with a space before it where a script has spaces between its words."""
    return "…" if _is_cjk(text[-1:]) else " …"


def rejoin(lines: Iterable[str]) -> str:
    """Return the lines of one text as one line, with a space where the script has any."""
    joined = ""
    for line in lines:
        has_space = joined and not (_is_cjk(joined[-1]) or _is_cjk(line[:1]))
        joined += f" {line}" if has_space else line
    return joined


_NONCHARACTERS: Final = (
    *range(0xFDD0, 0xFDF0),
    *(plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF)),
)
_SYMBOLS: Final = str.maketrans(
    # The Control Pictures block (U+2400) has a picture for each C0 control at the same offset.
    {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"}
    | {0x7F: "\N{SYMBOL FOR DELETE}"}
    | dict.fromkeys((*range(0x80, 0xA0), *_NONCHARACTERS), REPLACEMENT)
    | dict.fromkeys((0x2028, 0x2029), "\n")
)

# Compiled when they are first searched for: a start need not wait for that.
_SUSPECT: Final = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    f"{''.join(map(chr, _NONCHARACTERS[34:]))}]"
)
_SURROGATE: Final = "[\ud800-\udfff]"


def escape_controls(text: str) -> str:
    """Return `text` with every control character shown as a symbol, as a record holds it.

    C0 and DEL become their control pictures (U+2400 to U+2421); C1, lone surrogates and
    noncharacters become U+FFFD; tabs and line feeds stay, and every other line end becomes a line
    feed.
    """
    # `isprintable` takes half as long as the search, and nearly every text is printable.
    if text.isprintable() or text.replace("\n", "").isprintable() or not re.search(_SUSPECT, text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(_SURROGATE, REPLACEMENT, text.translate(_SYMBOLS))


def neutralize(text: str) -> str:
    """Return `text` as it may leave: nothing in it steers a terminal, hides or turns text around.

    Each value has to be neutralized by itself: a direction that one begins and another ends would
    turn around what is between them.
    """
    return show_hidden(escape_controls(text))


def one_line(text: str) -> str:
    """Return `text` neutralized and on one line, every run of white space a single space."""
    return show_hidden(join_lines(text))


def value_line(text: str) -> str:
    """Return a whole value as `one_line`; the directions that it leaves open are closed."""
    if text.isprintable() and "  " not in text:  # as nearly every value is; it has no direction
        return show_hidden(text.strip())
    return show_hidden(close_directions(join_lines(text)))


def join_lines(text: str) -> str:
    """Return `text` on one line as a record holds it, every run of white space a single space."""
    if text.isprintable() and "  " not in text:  # the space is the one printable white space
        return text.strip()
    return " ".join(escape_controls(text).split())


_UNSPACED: Final = (
    ("\u0e00", "\u0eff"),  # Thai, Lao
    ("\u1000", "\u109f"),  # Burmese
    ("\u1780", "\u17ff"),  # Khmer
    ("\u2e80", "\U0003ffff"),  # Chinese, Japanese
)
"""The scripts without spaces, their first and last characters."""


def is_in_spaced_word(character: str) -> bool:
    """Return whether a character belongs to a word that spaces separate from others."""
    return character.isalnum() and not any(first <= character <= last for first, last in _UNSPACED)
