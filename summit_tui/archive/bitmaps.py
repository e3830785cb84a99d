"""The records that frequent words and marks find, as bitmaps: bit number `rank` is one record.

What many records have is what a search engine is slow at. A Python integer of a million bits is
intersected in the time that it takes to read twenty hits.
"""

import sqlite3
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache, reduce
from itertools import chain, compress
from operator import and_, or_
from typing import Final

from summit_tui.archive.compiling import beginnings, phrase
from summit_tui.archive.expressions import EVERY, Both, Either, Expression, Words, either, quoted
from summit_tui.archive.lexicon import Lexicon, write_beginnings
from summit_tui.archive.marks import ABOVE_WORDS, GAP, INITIALS, SOURCE_WORD

SHARE: Final = 16
"""What at least one in so many records has is frequent."""
_LEAST: Final = 4_000
"""What fewer records have is found at once in any way."""
_ASKED: Final = 2_048
"""From so many records it is guessed what is frequent: what has no bitmap is found without."""
_KEPT: Final = 24
"""So many bitmaps stay in memory; of a million records one takes 125 KB."""
_BEGUN: Final = 128
"""So many beginnings of bitmaps stay in memory."""
ALL: Final = -1
"""The bitmap of every record."""
_WIDTH: Final = 1_024
"""Among so many records at the end of a bitmap, the first page is looked for."""
_LONGEST: Final = 12
"""So many characters of a word may have been typed."""
MATCHING: Final = "SELECT rowid FROM findable WHERE findable MATCH ?"
_ONE: Final = ord("1")
_BITS: Final = bytes(number == _ONE for number in range(256))


class Bitmaps:
    """The bitmaps of one index."""

    def __init__(self, connection: sqlite3.Connection, records: int) -> None:
        self._connection = connection
        self._records = records
        self._numbers = dict(connection.execute("SELECT key, bitmap FROM frequent").fetchall())
        self._load = lru_cache(_KEPT)(self._read)
        self._begin = lru_cache(_BEGUN)(self._read)

    def parted(
        self, expression: Expression | None, first: int | None = None
    ) -> tuple[int, Expression | None]:
        """Return a bitmap that all hits are in, and what else has to find them, if that is not all.

        None finds every record. Where `first` is given, the bitmap is of so many records alone.
        """
        if expression is None:
            return ALL, None
        if self._has(expression):
            return self._of(expression, first), None
        if isinstance(expression, Both):
            known, unknown = self._sorted(expression.parts)
            frequent, others = self._sorted(expression.unwanted)
            if known and unknown:
                return self._of(Both(known, frequent), first), Both(unknown, others)
        return ALL, expression

    def _sorted(
        self, parts: Sequence[Expression]
    ) -> tuple[tuple[Expression, ...], tuple[Expression, ...]]:
        """Return those that have bitmaps and those that have none."""
        known = tuple(filter(self._has, parts))
        return known, tuple(part for part in parts if part not in known)

    def _has(self, expression: Expression) -> bool:
        match expression:
            case Words(_, key):
                return key in self._numbers or key == EVERY or (key or "").startswith(INITIALS)
            case Either(parts):
                return all(map(self._has, parts))
            case Both(parts, unwanted):
                return all(map(self._has, (*parts, *unwanted)))

    def _of(self, expression: Expression, first: int | None) -> int:
        match expression:
            case Words(_, key):
                if key == EVERY:
                    return ALL
                return (self._begin if first else self._load)(str(key), first)
            case Either(parts):
                return reduce(or_, (self._of(part, first) for part in parts))
            case Both(parts, unwanted):
                both = reduce(and_, (self._of(part, first) for part in parts))
                return reduce(lambda bits, part: bits & ~self._of(part, first), unwanted, both)

    def _read(self, key: str, first: int | None) -> int:
        if key not in self._numbers:
            # Few have these initials; what they are a part of may be a frequent word.
            return _found(self._connection, quoted((key,)), self._records)
        query = "SELECT bits FROM bitmap WHERE number = ?"
        (packed,) = self._connection.execute(query, (self._numbers[key],)).fetchone()
        try:
            unpacked = zlib.decompressobj().decompress(packed, first // 8 if first else 0)
        except zlib.error as error:
            raise ValueError("a damaged bitmap") from error
        return int.from_bytes(unpacked, "little")


def within(bits: int, span: range) -> int:
    """Return the part of a bitmap for a span of ranks, from its lowest bit on."""
    return (bits >> span.start) & ((1 << len(span)) - 1)


def ranks(bits: int, span: range) -> "array[int]":
    """Return those of a span of ranks that are in a bitmap."""
    return array("I", compress(span, lanes(within(bits, span), len(span))))


def some_ranks(bits: int, span: range, most: int, *, reverse: bool) -> Sequence[int]:
    """Return the first of these, or the last of them in reverse, at most so many."""
    width = _WIDTH
    while True:
        end = span[-width:] if reverse else span[:width]
        if len(end) == len(span) or within(bits, end).bit_count() >= most:
            found = ranks(bits, end)
            return found[::-1][:most] if reverse else found[:most]
        width *= 8


def bitmap(ranks: Iterable[int], records: int) -> int:
    """Return the bitmap of some of so many records."""
    lanes, rank = bytearray(b"0") * (records + 1), None
    for rank in ranks:
        lanes[-1 - rank] = _ONE
    return 0 if rank is None else int(lanes, 2)


def lanes(bits: int, size: int) -> bytes:
    """Return a byte for each of the lowest bits: 0 or 1."""
    return f"{bits:0{size}b}".encode().translate(_BITS)[: -size - 1 : -1] if size else b""


def _found(connection: sqlite3.Connection, expression: Expression, records: int) -> int:
    """Return the bitmap of what an expression finds among so many records."""
    rows = connection.execute(MATCHING, (str(expression),))
    return bitmap(chain.from_iterable(rows), records)


class Sample:
    """The words and marks of some records of an index that is being made."""

    def __init__(self, records: int) -> None:
        self._step = max(1, records // _ASKED)
        self._share = max(1 / SHARE, _LEAST / max(1, records))
        self._asked = 0
        self._counts: Counter[str] = Counter()

    def note(self, rank: int, columns: Sequence[str]) -> None:
        """Note what the next record is found by."""
        if self._share <= 1 and rank % self._step == 0:
            self._asked += 1
            tokens = {*" ".join(columns).split()} - {GAP.strip()}
            # Nobody begins to type a mark, and words for private use are not sought alone.
            words = {one for one in tokens if one < SOURCE_WORD}
            begun = {f"{one[:end]}*" for one in words for end in range(1, _LONGEST + 1)}
            marks = {one for one in tokens if one >= ABOVE_WORDS}
            self._counts.update(words | begun | marks)

    def frequent(self) -> list[str]:
        """Return the keys of what seems to be frequent, the longest beginnings first."""
        least = self._asked * self._share
        keys = (key for key, number in self._counts.items() if number >= least)
        return sorted(keys, key=lambda key: (key.endswith("*"), -len(key), key))


def write_bitmaps(target: sqlite3.Connection, keys: Sequence[str], records: int) -> None:
    """Write a bitmap for each of some keys, once every word can be found."""
    write_beginnings(target)
    written = _Written(target, records)
    lexicon = Lexicon(target, (1, 1))
    for key in keys:
        word, is_begun = (key.removesuffix("*"),), key.endswith("*")
        if len(key) == len("a*") and is_begun:
            written.add(key, written.bits(beginnings(word, lexicon)))
        else:
            written.add(key, written.bits([phrase(word, lexicon, prefix=is_begun)]))


class _Written:
    """The bitmaps that are written already."""

    def __init__(self, target: sqlite3.Connection, records: int) -> None:
        self._target = target
        self._records = records
        self._numbers: dict[bytes, int] = {}

    def add(self, key: str, bits: int) -> None:
        """Write a bitmap by its key; what is there already is not written twice."""
        from hashlib import sha256  # for who writes; most who open an index do not

        packed = zlib.compress(bits.to_bytes(self._records // 8 + 1, "little"))
        digest = sha256(packed).digest()
        if digest not in self._numbers:
            self._numbers[digest] = number = len(self._numbers)
            self._target.execute("INSERT INTO bitmap VALUES(?, ?)", (number, packed))
        row = (key, self._numbers[digest])
        self._target.execute("INSERT INTO frequent VALUES(?, ?)", row)

    def bits(self, parts: Iterable[Expression]) -> int:
        """Return the bitmap of what any part finds; for those written already nothing is sought."""
        known = Bitmaps(self._target, self._records)
        parted = [known.parted(part) for part in parts]
        rest = either(part for _, part in parted if part)
        found = _found(self._target, rest, self._records)
        return reduce(or_, (bits for bits, rest in parted if rest is None), found)
