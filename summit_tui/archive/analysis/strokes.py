"""Names in Han characters by their strokes, the order of lists and indexes in Traditional Chinese.

`strokes.txt` beside this file has the characters with one number of strokes on each line, in the
order of Unicode CLDR 42 (https://cldr.unicode.org, common/collation/zh.xml): fewer strokes come
first, and of as many the radical decides. `tests/strokes.py` makes it anew and says how.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from summit_tui.archive.analysis.normalize import normalize

_HAN: Final = re.compile("([\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af])")
_KNOWN: Final = "\x01"
"""Begins the key of a character whose strokes are known: less than any letter or figure."""
_UNKNOWN: Final = "\x02"
_FIRST: Final = 0x1000
"""Added to a character's position in the table: the characters that follow sort by their codes."""


def stroke_key(text: str) -> str:
    """Return the key by which a name or text is sorted: Han characters by strokes, before others.

    Each counts as it is written: 張 has eleven strokes and 张 seven.
    """
    if text.isascii():
        return normalize(text)
    # Between two Han characters stands a text without any, perhaps an empty one.
    parts = _HAN.split(unicodedata.normalize("NFKC", text))
    parts[::2] = map(normalize, parts[::2])
    parts[1::2] = map(_character_key, parts[1::2])
    return "".join(parts)


@lru_cache(4_096)
def _character_key(character: str) -> str:
    position = _characters().find(character)
    return _UNKNOWN + character if position < 0 else _KNOWN + chr(_FIRST + position)


@cache
def _characters() -> str:
    """Return all characters in their order; they are loaded for the first name that has one."""
    return Path(__file__).with_name("strokes.txt").read_text(encoding="utf-8")
