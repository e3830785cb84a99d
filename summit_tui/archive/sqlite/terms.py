"""Marks: exact tokens of the index, such as `mode=direct`, each written as one character.

A mark of one character stands in no index of prefixes, which is most of what a mark would cost.
The characters are those of planes that hold no letter, so that no folded word contains one.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final

from summit_tui.archive.analysis.normalize import COMMON_GRAMS, ROOM, normalize
from summit_tui.archive.sqlite.checksums import checksum

_FIRST: Final = COMMON_GRAMS + ROOM
_ROOM: Final = 0x110000 - _FIRST
ABOVE_WORDS: Final = chr(COMMON_GRAMS)
"""Sorts after every word and before every mark, pairs of characters among them."""
_BATCH: Final = 10_000

SOURCE_WORD: Final = "\ue000"
"""Begins a word that only `source:` searches: a character for private use, which nobody types."""

REMARK_WORD: Final = "\ue001"
"""Begins a word that only `remark:` searches."""

INITIALS: Final = "\ue002"
"""Begins the initials of a name, which are found whole: likewise for private use."""

GAP: Final = " = "
"""A token nobody can type, so that no phrase runs from one field into the next."""


def encode_term(number: int) -> str:
    """Return the token that stands for mark `number` in the index."""
    if number < _ROOM:
        return chr(_FIRST + number)
    return chr(_FIRST + number // _ROOM) + chr(_FIRST + number % _ROOM)


def encode_terms(numbers: Iterable[int]) -> str:
    """Return marks as they stand in the index."""
    return " ".join(map(encode_term, numbers))


def joined(texts: Iterable[str]) -> str:
    """Return texts folded, with a gap between them; what folds alike stands there once."""
    return apart(map(normalize, texts))


def apart(folded: Iterable[str]) -> str:
    """Return folded texts with a gap between them, each once."""
    return GAP.join(filter(None, dict.fromkeys(folded)))


class TermNumbers:
    """The marks of an index that is being made, numbered as they come."""

    def __init__(self, target: sqlite3.Connection) -> None:
        self._target = target
        self._numbers: dict[str, int] = {}
        self._waiting: list[tuple[int, str, str]] = []

    def number(self, token: str, label: str = "", field: str = "", folded: str = "") -> int:
        """Return the number of a mark; what else is given counts when it is first seen.

        `label` is what a reader sees; `folded` are the words by which `field` finds the mark.
        """
        number = self._numbers.get(token)
        if number is None:
            number = self._numbers[token] = len(self._numbers)
            self._waiting.append((number, token, label))
            if len(self._waiting) >= _BATCH:
                self.flush()
            if field:
                meaning = (field, number, folded)
                self._target.execute(
                    "INSERT INTO term_alias VALUES(?, ?, ?, ?)", (*meaning, checksum(b"", *meaning))
                )
        return number

    def country(self, texts: Sequence[str]) -> int:
        """Return the number of the mark of a country's code and names."""
        folded = joined(texts)
        return self.number(f"country={folded}", "", "country", folded)

    def flush(self) -> None:
        """Write the marks that wait."""
        rows = ((*one, checksum(b"", *one)) for one in self._waiting)
        self._target.executemany("INSERT INTO term VALUES(?, ?, ?, ?)", rows)
        self._waiting.clear()
