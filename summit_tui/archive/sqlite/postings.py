"""The records that frequent words and marks find, as bitmaps: bit number `rank` is one record.

What many records have is what a search engine is slow at. A Python integer of a million bits is
intersected in the time that it takes to read twenty hits.
"""

import json
import sqlite3
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from itertools import chain
from operator import and_, or_
from typing import Final, NamedTuple

from summit_tui.archive.sqlite.checksums import checksum, only_row, verify
from summit_tui.archive.sqlite.compiler import (
    EVERY,
    Both,
    Either,
    Expression,
    Words,
    any_expression,
    phrase,
    phrase_text,
    prefixes,
)
from summit_tui.archive.sqlite.lexicon import TermDictionary, write_beginnings
from summit_tui.archive.sqlite.terms import ABOVE_WORDS, GAP, INITIALS, SOURCE_WORD
from summit_tui.readers import decoder

_SHARE: Final = 24
"""What at least one in so many records has is frequent."""
_LEAST: Final = 4_000
"""What fewer records have is found at once in any way."""
ASKED: Final = 2_048
"""From so many records it is guessed what is frequent: what has no bitmap is found without."""
_KEPT: Final = 24
"""So many bitmaps stay in memory; of a million records one takes 125 KB."""
_BEGUN: Final = 128
"""So many beginnings of bitmaps stay in memory."""
ALL: Final = -1
"""The bitmap of every record."""
_AT_ONCE: Final = 1 << 20
"""So many digits of ranks become numbers at once: those of a million hits take 40 MB."""
_QUICKLY: Final = 1
"""The level of zlib: at its own, a bitmap takes 4 % less room and five times the time."""
_WIDTH: Final = 1_024
"""Among so many records at the end of a bitmap, the first page is looked for."""
_LONGEST: Final = 12
"""So many characters of a word may have been typed."""
MATCHING: Final = "SELECT rowid FROM document WHERE document MATCH ?"
TOGETHER: Final = "SELECT group_concat(rowid) FROM ({})"
"""As one value, hits are fetched in a third of the time that row by row they take."""
_ALL_TOGETHER: Final = TOGETHER.format(MATCHING)
_ONES: Final = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]
"""Which bits of a byte are 1."""
_ONE: Final = ord("1")
_BITS: Final = bytes(number == _ONE for number in range(256))


class Postings:
    """The bitmaps of one index."""

    def __init__(self, connection: sqlite3.Connection, records: int) -> None:
        self._connection = connection
        self._records = records
        self._keys = {
            key for (key,) in connection.execute("SELECT key FROM posting_key").fetchall()
        }
        self._load = lru_cache(_KEPT)(self._read)
        self._begin = lru_cache(_BEGUN)(self._read)

    def split(
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
                return key in self._keys or key == EVERY or (key or "").startswith(INITIALS)
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
        if key not in self._keys:
            # Few have these initials; what they are a part of may be a frequent word.
            return _bitmap_of_few(
                _told(self._connection, phrase_text((key,))), first or self._records
            )
        query = "SELECT posting, checksum FROM posting_key WHERE key = ?"
        number, checked = only_row(self._connection.execute(query, (key,)))
        verify(checked, b"", key, number)
        return _unpacked(self._connection, number, first)


def _unpacked(connection: sqlite3.Connection, number: int, first: int | None = None) -> int:
    """Return a bitmap, or of it the bits of so many records alone."""
    query = "SELECT bits, checksum FROM posting WHERE number = ?"
    packed, checked = only_row(connection.execute(query, (number,)))
    verify(checked, packed, number)
    unpacked = zlib.decompressobj().decompress(packed, first // 8 if first else 0)
    return int.from_bytes(unpacked, "little")


def within(bits: int, span: range) -> int:
    """Return the part of a bitmap for a span of ranks, from its lowest bit on."""
    # To copy a bitmap takes as long as to count what is in it.
    if not span.start and bits >= 0 and bits.bit_length() <= len(span):
        return bits
    return (bits >> span.start) & ((1 << len(span)) - 1)


def ranks(bits: int, span: range) -> "array[int]":
    """Return those of a span of ranks that are in a bitmap."""
    packed = within(bits, span).to_bytes(len(span) // 8 + 1, "little")
    return array("I", ones(packed, range(span.start, span.stop + 8, 8)))


def ones(packed: bytes, firsts: Iterable[int]) -> list[int]:
    """Return the bits that are 1; `firsts` are the numbers of the first bit of each byte."""
    filled = zip(firsts, packed, strict=False)
    return [first + bit for first, byte in filled if byte for bit in _ONES[byte]]


def some_ranks(bits: int, span: range, most: int, *, reverse: bool) -> Sequence[int]:
    """Return the first of these, or the last of them in reverse, at most so many."""
    width = _WIDTH
    while True:
        end = span[-width:] if reverse else span[:width]
        if len(end) == len(span) or within(bits, end).bit_count() >= most:
            found = ranks(bits, end)
            return found[::-1][:most] if reverse else found[:most]
        width *= 8


def bitmap(ranks: Iterable[int], records: int, first: int = 0) -> int:
    """Return the bitmap of some of so many records, from the record `first` on."""
    lanes = bytearray(b"0") * max(1, records - first)
    last = len(lanes) - 1 + first
    for rank in ranks:
        lanes[last - rank] = _ONE
    return int(lanes, 2)


def _bitmap_of_few(ranks: Iterable[int], records: int) -> int:
    """Return the bitmap of those of a few ranks that are among so many records."""
    packed = bytearray(records // 8 + 1)
    for rank in ranks:
        if 0 <= rank < records:
            packed[rank >> 3] |= 1 << (rank & 7)
    return int.from_bytes(packed, "little")


def lanes(bits: int, size: int) -> bytes:
    """Return a byte for each of the lowest bits: 0 or 1."""
    return f"{bits:0{size}b}".encode().translate(_BITS)[: -size - 1 : -1] if size else b""


def _told(
    connection: sqlite3.Connection,
    expression: Expression,
    decode: Callable[[str], list[int]] = json.loads,
) -> Iterator[int]:
    """Return the ranks of what an expression finds."""
    (text,) = connection.execute(_ALL_TOGETHER, (str(expression),)).fetchone()
    return chain.from_iterable(map(decode, _parts(text or "")))


def _parts(text: str) -> Iterator[str]:
    """Yield the numbers of a text as JSON arrays, never many of them at once."""
    start = 0
    while start < len(text):
        end = text.find(",", start + _AT_ONCE)
        end = len(text) if end < 0 else end
        yield f"[{text[start:end]}]"
        start = end + 1


def frequent(columns_of_some: Iterable[Sequence[str]], records: int) -> list[str]:
    """Return the keys of what seems to be frequent, beginnings behind what begins with them.

    It is guessed from the columns of about `ASKED` records, evenly spaced among so many.
    """
    share, asked = max(1 / _SHARE, _LEAST / max(1, records)), 0
    counts: Counter[str] = Counter()
    if share > 1:
        return []
    for columns in columns_of_some:
        asked += 1
        tokens = {*" ".join(columns).split()} - {GAP.strip()}
        # Nobody begins to type a mark, and words for private use are not sought alone.
        words = {one for one in tokens if one < SOURCE_WORD}
        begun = {f"{one[:end]}*" for one in words for end in range(1, _LONGEST + 1)}
        marks = {one for one in tokens if one >= ABOVE_WORDS}
        counts.update(words | begun | marks)
    keys = (key for key, number in counts.items() if number >= asked * share)
    return sorted(keys, key=lambda key: key.replace("*", ABOVE_WORDS))


def write_postings(target: sqlite3.Connection, keys: Sequence[str], records: int) -> None:
    """Write a bitmap for each of some keys as `frequent` gives them, once words can be found."""
    write_beginnings(target)
    written = _Written(target, records)
    lexicon = TermDictionary(target, (1, 1))
    for key in keys:
        word, is_begun = (key.removesuffix("*"),), key.endswith("*")
        if len(key) == len("a*") and is_begun:
            written.add(key, prefixes(word, lexicon))
        else:
            written.add(key, [phrase(word, lexicon, prefix=is_begun)])


class _Bits(NamedTuple):
    """A bitmap that is written, for one of the keys that find it."""

    key: str
    number: int
    bits: int


class _Written:
    """The bitmaps that are written already."""

    def __init__(self, target: sqlite3.Connection, records: int) -> None:
        self._target = target
        self._records = records
        self._decode = decoder()
        self._numbers: dict[bytes, int] = {}
        self._last: list[_Bits] = []
        """Those that no beginning had so far; each beginning comes behind what begins with it."""

    def add(self, key: str, parts: Iterable[Expression]) -> None:
        """Write the bitmap of what any part finds by its key; nothing is written twice."""
        inside: list[_Bits] = []
        if self._last and self._last[-1].key[0] != key[0]:
            # Nothing that comes begins with what these begin with.
            self._last.clear()
        while self._last and key.endswith("*") and self._last[-1].key.startswith(key[:-1]):
            inside.append(self._last.pop())
        bits = self._bits(parts, inside)
        same = [one.number for one in inside if one.bits == bits]
        found = _Bits(key, same[0] if same else self._number(bits), bits)
        row = (*found[:2], checksum(b"", *found[:2]))
        self._target.execute("INSERT INTO posting_key VALUES(?, ?, ?)", row)
        self._last.append(found)

    def _bits(self, parts: Iterable[Expression], inside: Sequence[_Bits]) -> int:
        """Return the bitmap of what any part finds; what is inside is not told again."""
        bits = reduce(or_, (one.bits for one in inside), 0)
        known = tuple(
            phrase_text((k.removesuffix("*"),), prefix=k.endswith("*")) for k, *_ in inside
        )
        if sought := tuple(part for part in parts if part not in known):
            rest = Both((any_expression(sought),), known)
            bits |= bitmap(_told(self._target, rest, self._decode), self._records)
        return bits

    def _number(self, bits: int) -> int:
        """Return the number of a bitmap, which is written if it was not before."""
        from hashlib import sha256  # for who writes; most who open an index do not

        packed = zlib.compress(bits.to_bytes(self._records // 8 + 1, "little"), _QUICKLY)
        digest = sha256(packed).digest()
        if digest not in self._numbers:
            self._numbers[digest] = number = len(self._numbers)
            self._target.execute(
                "INSERT INTO posting VALUES(?, ?, ?)", (number, packed, checksum(packed, number))
            )
        return self._numbers[digest]
