"""Makes the table of Han characters by strokes anew: `python -m tests.strokes`.

It asks ICU (https://icu.unicode.org), whose library has to be installed, for the collation by
strokes of Unicode CLDR (common/collation/zh.xml). That orders characters by their number of
strokes, those with as many by their radical. Each line has the characters with one number of
strokes, from 1 up; numbers that no character has are left out.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable
from ctypes.util import find_library
from itertools import groupby
from typing import Final

from tests.characters import TABLES

COLLATION: Final = b"zh@collation=stroke"
HAN: Final = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0x20000, 0x2F800))
"""The blocks of Han characters, but for the doubles that normalization replaces."""
LEADER: Final = "\ufdd0"
"""Begins what CLDR has before the characters with a number of strokes: it and a Braille pattern."""
MOST_STROKES: Final = 48
_LONGEST_KEY: Final = 64


def sort_key() -> Callable[[str], bytes]:
    """Return the function that gives the key by which ICU sorts a text."""
    name = find_library("icui18n")
    if name is None:
        raise SystemExit("ICU is not installed.")
    version = name.rpartition(".")[2]
    library, failed = ctypes.CDLL(name), ctypes.c_int(0)
    open_collator = library[f"ucol_open_{version}"]
    open_collator.restype = ctypes.c_void_p
    collator = ctypes.c_void_p(open_collator(COLLATION, ctypes.byref(failed)))
    if failed.value > 0:
        raise SystemExit(f"ICU fails with its error {failed.value}.")
    fill = library[f"ucol_getSortKey_{version}"]

    def key(text: str) -> bytes:
        units, buffer = text.encode("utf-16-le"), ctypes.create_string_buffer(_LONGEST_KEY)
        length = fill(collator, units, len(units) // 2, buffer, _LONGEST_KEY)
        return buffer.raw[:length]

    return key


def table() -> str:
    """Return the characters that CLDR orders by strokes, as the file has them."""
    leaders = [LEADER + chr(0x2800 + strokes) for strokes in range(1, MOST_STROKES + 1)]
    characters = [
        chr(point) for block in HAN for point in block if unicodedata.name(chr(point), "")
    ]
    ordered = sorted((*characters, *leaders), key=sort_key())
    # Behind the last leader and its one character come those whose strokes CLDR does not have.
    ordered = ordered[: ordered.index(leaders[-1]) + 2]
    by_leader = groupby(ordered, key=lambda text: text[0] == LEADER)
    return "".join("".join(line) + "\n" for is_leader, line in by_leader if not is_leader)


if __name__ == "__main__":
    (TABLES / "strokes.txt").write_text(table(), encoding="utf-8")
