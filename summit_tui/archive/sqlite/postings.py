"""The records of frequent words and terms, as bitmaps: bit number `docid` is one record.

A search engine is slow at what many records have. A Python integer of a million bits is
intersected in the time that it takes to read twenty hits.
"""

import json
import sqlite3
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from itertools import chain
from operator import and_, or_
from typing import Final, NamedTuple

from summit_tui.archive.analysis.normalize import INITIALS
from summit_tui.archive.sqlite.checksums import checksum, only_row, verify
from summit_tui.archive.sqlite.compiler import phrase
from summit_tui.archive.sqlite.expressions import (
    Also,
    Both,
    Either,
    Every,
    Expression,
    Words,
    any_expression,
)
from summit_tui.archive.sqlite.fts_store import FtsStore
from summit_tui.archive.sqlite.lexicon import TermDictionary, write_prefixes
from summit_tui.archive.sqlite.record_store import RecordStore
from summit_tui.archive.sqlite.terms import ABOVE_WORDS, GAP, SOURCE_WORD
from summit_tui.readers import decoder

_SHARE: Final = 24
"""What at least one in this many records has is frequent."""
_LEAST: Final = 4_000
"""What fewer records have is found quickly in any way."""
SAMPLE_SIZE: Final = 2_048
"""Records from which it is estimated what is frequent; an error costs time, not hits."""
_KEPT: Final = 24
"""Bitmaps in the cache; one of a million records takes 125 KB."""
_BEGINNINGS_KEPT: Final = 128
"""Beginnings of bitmaps in the cache."""
ALL: Final = -1
"""The bitmap of every record."""
_AT_ONCE: Final = 1 << 20
"""Digits of docids that are decoded at once: those of a million hits take 40 MB."""
_LEVEL: Final = 1
"""The level of zlib: its default saves 4 % of the space and takes five times as long."""
_WIDTH: Final = 1_024
"""Records at the end of a bitmap among which the first page is looked for."""
_LONGEST: Final = 12
"""Characters of the longest prefix that has a bitmap."""
_SET_BITS: Final = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]
"""The bits of each byte that are 1."""
_ONE: Final = ord("1")
_IS_ONE: Final = bytes(number == _ONE for number in range(256))


class Postings:
    """The bitmaps of one index."""

    def __init__(self, store: RecordStore, records: int) -> None:
        self._store = store
        self._records = records
        self._keys = {
            key for (key,) in store.tables.execute("SELECT key FROM posting_key").fetchall()
        }
        self._whole = lru_cache(_KEPT)(self._load)
        self._beginning = lru_cache(_BEGINNINGS_KEPT)(self._load)

    def split(
        self, expression: Expression | None, first: int | None = None
    ) -> tuple[int, Expression | None]:
        """Return a bitmap that has all hits, and the expression that is left, if that is not all.

        None finds every record. With `first`, the bitmap is of that many records only.
        """
        if expression is None:
            return ALL, None
        if self._has(expression):
            return self._bitmap(expression, first), None
        if isinstance(expression, Both) and self._store.is_local:
            known, unknown = self._partition(expression.parts)
            excluded, others = self._partition(expression.excluded)
            if known and unknown:
                return self._bitmap(Both(known, excluded), first), Both(unknown, others)
        return ALL, expression

    def _partition(
        self, parts: Sequence[Expression]
    ) -> tuple[tuple[Expression, ...], tuple[Expression, ...]]:
        """Return the parts that have bitmaps and those that have none."""
        known = tuple(filter(self._has, parts))
        return known, tuple(part for part in parts if part not in known)

    def _has(self, expression: Expression) -> bool:
        match expression:
            case Words(key=str(key)):
                return key in self._keys or (self._store.is_local and key.startswith(INITIALS))
            case Every():
                return True
            case Either(parts):
                # Of other spellings there are few records; what they are beside is frequent.
                return any(map(self._has, parts)) and all(
                    self._has(part) or (self._store.is_local and isinstance(part, Also))
                    for part in parts
                )
            case Both(parts, excluded):
                return all(map(self._has, (*parts, *excluded)))
        return False

    def _bitmap(self, expression: Expression, first: int | None) -> int:
        match expression:
            case Words() | Also():
                return (self._beginning if first else self._whole)(expression, first)
            case Every():
                return ALL
            case Either(parts):
                return reduce(or_, (self._bitmap(part, first) for part in parts))
            case Both(parts, excluded):
                both = reduce(and_, (self._bitmap(part, first) for part in parts))
                return reduce(lambda bits, part: bits & ~self._bitmap(part, first), excluded, both)

    def _load(self, expression: Words | Also, first: int | None) -> int:
        key = expression.key if isinstance(expression, Words) else None
        if key not in self._keys:
            # Few records have these initials; the other half of the query may be frequent.
            span = range(first or self._records)
            text = self._store.matching(expression, span, self._records)
            return _sparse_bitmap(json.loads(f"[{text}]"), len(span))
        query = "SELECT posting, checksum FROM posting_key WHERE key = ?"
        number, expected = only_row(self._store.tables.execute(query, (key,)))
        verify(expected, b"", key, number)
        return _unpack(self._store.tables, number, first)


def _unpack(connection: sqlite3.Connection, number: int, first: int | None = None) -> int:
    """Return a bitmap, or its bits for the first records only."""
    query = "SELECT bits, checksum FROM posting WHERE number = ?"
    packed, expected = only_row(connection.execute(query, (number,)))
    verify(expected, packed, number)
    unpacked = zlib.decompressobj().decompress(packed, first // 8 if first else 0)
    return int.from_bytes(unpacked, "little")


def within(bits: int, span: range) -> int:
    """Return the part of a bitmap for a span of docids, from its lowest bit on."""
    # To copy a bitmap takes as long as to count its bits.
    if not span.start and bits >= 0 and bits.bit_length() <= len(span):
        return bits
    return (bits >> span.start) & ((1 << len(span)) - 1)


def docids(bits: int, span: range) -> "array[int]":
    """Return the docids of a span that are in a bitmap."""
    packed = within(bits, span).to_bytes(len(span) // 8 + 1, "little")
    return array("I", set_bits(packed, range(span.start, span.stop + 8, 8)))


def set_bits(packed: bytes, firsts: Iterable[int]) -> list[int]:
    """Return the numbers of the bits that are 1; `firsts` has that of each byte's first bit."""
    filled = zip(firsts, packed, strict=False)
    return [first + bit for first, byte in filled if byte for bit in _SET_BITS[byte]]


def first_docids(bits: int, span: range, limit: int, *, reverse: bool) -> Sequence[int]:
    """Return the first `limit` docids of a span that are in a bitmap, or the last in reverse."""
    width = _WIDTH
    while True:
        end = span[-width:] if reverse else span[:width]
        if len(end) == len(span) or within(bits, end).bit_count() >= limit:
            matches = docids(bits, end)
            return matches[::-1][:limit] if reverse else matches[:limit]
        width *= 8


def bitmap(docids: Iterable[int], records: int, first: int = 0) -> int:
    """Return the bitmap of some docids below `records`, from the docid `first` on."""
    digits = bytearray(b"0") * max(1, records - first)
    last = len(digits) - 1 + first
    for docid in docids:
        digits[last - docid] = _ONE
    return int(digits, 2)


def _sparse_bitmap(docids: Iterable[int], records: int) -> int:
    """Return the bitmap of those of a few docids that are below `records`."""
    packed = bytearray(records // 8 + 1)
    for docid in docids:
        if 0 <= docid < records:
            packed[docid >> 3] |= 1 << (docid & 7)
    return int.from_bytes(packed, "little")


def lanes(bits: int, size: int) -> bytes:
    """Return a byte, 0 or 1, for each of the `size` lowest bits."""
    return f"{bits:0{size}b}".encode().translate(_IS_ONE)[: -size - 1 : -1] if size else b""


def _arrays(text: str) -> Iterator[str]:
    """Yield the numbers of a text as JSON arrays of limited size."""
    start = 0
    while start < len(text):
        end = text.find(",", start + _AT_ONCE)
        end = len(text) if end < 0 else end
        yield f"[{text[start:end]}]"
        start = end + 1


def frequent_keys(sample: Iterable[Sequence[str]], records: int) -> list[str]:
    """Return the keys that seem to be frequent, a prefix behind all that it is a prefix of.

    `sample` has the columns of about `SAMPLE_SIZE` records, evenly spaced among `records`.
    """
    share, size = max(1 / _SHARE, _LEAST / max(1, records)), 0
    counts: Counter[str] = Counter()
    if share > 1:
        return []
    for columns in sample:
        size += 1
        tokens = {*" ".join(columns).split()} - {GAP.strip()}
        # Nobody types the beginning of a term, and words for private use are not searched alone.
        words = {token for token in tokens if token < SOURCE_WORD}
        prefixes = set(chain.from_iterable(map(_prefixes_of, words)))
        terms = {token for token in tokens if token >= ABOVE_WORDS}
        counts.update(words | prefixes | terms)
    keys = (key for key, count in counts.items() if count >= size * share)
    return sorted(keys, key=lambda key: key.replace("*", ABOVE_WORDS))


@lru_cache(1 << 14)
def _prefixes_of(word: str) -> tuple[str, ...]:
    return tuple(f"{word[:end]}*" for end in range(1, min(len(word), _LONGEST) + 1))


def write_postings(target: sqlite3.Connection, keys: Sequence[str], records: int) -> None:
    """Write a bitmap for each of the keys of `frequent_keys`, once the words are indexed."""
    write_prefixes(target)
    writer = _Writer(target, records)
    dictionary = TermDictionary(FtsStore(target), (1, 1))
    for key in keys:
        word = phrase((key.removesuffix("*"),), dictionary, prefix=key.endswith("*"))
        longer = [Words((beginning,), prefix=True) for beginning in word.beginnings]
        writer.add(key, [Words(word.tokens), *longer] if longer else [word])


class _Posting(NamedTuple):
    """A bitmap and one of the keys that find it."""

    key: str
    number: int
    bits: int


class _Writer:
    """Writes bitmaps, equal ones once."""

    def __init__(self, target: sqlite3.Connection, records: int) -> None:
        self._target = target
        self._store = FtsStore(target)
        self._records = records
        self._decode = decoder()
        self._numbers: dict[bytes, int] = {}
        self._open: list[_Posting] = []
        """Those that no prefix has included yet; each prefix comes behind what it includes."""

    def add(self, key: str, parts: Iterable[Expression]) -> None:
        """Write the bitmap of what any part finds under its key."""
        included: list[_Posting] = []
        if self._open and self._open[-1].key[0] != key[0]:
            # No further key is a prefix of these.
            self._open.clear()
        while self._open and key.endswith("*") and self._open[-1].key.startswith(key[:-1]):
            included.append(self._open.pop())
        bits = self._bits(parts, included)
        same = [posting.number for posting in included if posting.bits == bits]
        posting = _Posting(key, same[0] if same else self._number(bits), bits)
        row = (*posting[:2], checksum(b"", *posting[:2]))
        self._target.execute("INSERT INTO posting_key VALUES(?, ?, ?)", row)
        self._open.append(posting)

    def _bits(self, parts: Iterable[Expression], included: Sequence[_Posting]) -> int:
        """Return the bitmap of what any part finds; what is included is not searched again."""
        bits = reduce(or_, (posting.bits for posting in included), 0)
        known = tuple(
            Words((key.removesuffix("*"),), prefix=key.endswith("*")) for key, *_ in included
        )
        if unknown := tuple(part for part in parts if part not in known):
            rest = Both((any_expression(unknown),), known)
            arrays = _arrays(self._store.all_matching(rest))
            bits |= bitmap(chain.from_iterable(map(self._decode, arrays)), self._records)
        return bits

    def _number(self, bits: int) -> int:
        """Return the number of a bitmap, which is written if it is new."""
        from hashlib import sha256  # only the build of an index needs it

        packed = zlib.compress(bits.to_bytes(self._records // 8 + 1, "little"), _LEVEL)
        digest = sha256(packed).digest()
        if digest not in self._numbers:
            self._numbers[digest] = number = len(self._numbers)
            self._target.execute(
                "INSERT INTO posting VALUES(?, ?, ?)", (number, packed, checksum(packed, number))
            )
        return self._numbers[digest]
