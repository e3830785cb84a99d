"""Terms: exact tokens of the index, such as `mode=direct`, each encoded as a character or two.

The characters are those of planes without letters, so that no normalized word contains one. In
what a query asks, terms come beside words; which records have a term is in tables of its own.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final

from summit_tui.archive.analysis.normalize import COMMON_GRAMS, ROOM, normalize
from summit_tui.archive.sqlite.checksums import checksum

_FIRST: Final = COMMON_GRAMS + ROOM
_FIRST_TERM: Final = chr(_FIRST)
_CHARACTERS: Final = 0x110000 - _FIRST
ABOVE_WORDS: Final = chr(COMMON_GRAMS)
"""Sorts after every word and before every term; common grams are above it."""
_BATCH: Final = 10_000
"""Terms that are written in one go."""

SOURCE_WORD: Final = "\ue000"
"""Begins a word that only `source:` searches: a character for private use, which nobody types."""

REMARK_WORD: Final = "\ue001"
"""Begins a word that only `remark:` searches."""

GAP: Final = " = "
"""A token nobody can type, so that no phrase runs from one field into the next."""


def encode_term(number: int) -> str:
    """Return the token that stands for the term of a number in a document."""
    if number < _CHARACTERS:
        return chr(_FIRST + number)
    return chr(_FIRST + number // _CHARACTERS) + chr(_FIRST + number % _CHARACTERS)


def decode_term(encoded: str) -> int:
    """Return the number of the term that a token stands for."""
    number = 0
    for character in encoded:
        number = number * _CHARACTERS + ord(character) - _FIRST
    return number


def decode_terms(encoded: str) -> list[int]:
    """Return the numbers of several terms from their tokens."""
    return list(map(decode_term, encoded.split()))


def is_term(token: str) -> bool:
    """Say whether a token stands for a term."""
    return token >= _FIRST_TERM


def encode_terms(numbers: Iterable[int]) -> str:
    """Return the tokens of several terms with spaces between them."""
    return " ".join(map(encode_term, numbers))


def normalize_distinct(texts: Iterable[str]) -> str:
    """Return the distinct normalized forms of texts, with a gap between them."""
    return join_distinct(map(normalize, texts))


def join_distinct(normalized: Iterable[str]) -> str:
    """Return distinct normalized texts with a gap between them; empty ones are left out."""
    return GAP.join(filter(None, dict.fromkeys(normalized)))


NewTerm = tuple[str, ...]
"""The arguments of `TermNumbers.number` for a term."""


def country_term(texts: Sequence[str]) -> NewTerm:
    """Return the term of a country's code and names."""
    normalized = normalize_distinct(texts)
    return f"country={normalized}", "", "country", normalized


class TermNumbers:
    """The terms of an index that is being built, numbered as they come."""

    def __init__(self, target: sqlite3.Connection) -> None:
        self._target = target
        self._numbers: dict[str, int] = {}
        self._unwritten: list[tuple[int, str, str]] = []
        self._size = 0

    def __len__(self) -> int:
        """Return how many there are."""
        return self._size

    def number(self, token: str, label: str = "", field: str = "", normalized: str = "") -> int:
        """Return the number of a term; the other arguments count when it is first seen.

        `label` is what a reader sees; `normalized` are the words by which `field` finds the term.
        """
        number = self._numbers.get(token)
        if number is None:
            number = self._numbers[token] = self.add(token, label)
            if field:
                alias = (field, number, normalized)
                self._target.execute(
                    "INSERT INTO term_alias VALUES(?, ?, ?, ?)", (*alias, checksum(b"", *alias))
                )
        return number

    def add(self, token: str, label: str) -> int:
        """Return the number of a new term, whose token is never asked for again."""
        number = self._size
        self._size += 1
        self._unwritten.append((number, token, label))
        if len(self._unwritten) >= _BATCH:
            self._flush()
        return number

    def finish(self) -> None:
        """Write the terms that are not written yet and forget all: no number is needed any more."""
        self._flush()
        self._numbers.clear()

    def _flush(self) -> None:
        rows = ((*row, checksum(b"", *row)) for row in self._unwritten)
        self._target.executemany("INSERT INTO term VALUES(?, ?, ?, ?)", rows)
        self._unwritten.clear()
