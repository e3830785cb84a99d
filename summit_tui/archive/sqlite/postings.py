"""The records of frequent words and terms, as bitmaps: bit number `docid` is one record.

A search engine is slow at what many records have. A Python integer of a million bits is
intersected in the time that it takes to read twenty hits.
"""

import json
import math
import sqlite3
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from itertools import chain
from operator import and_, or_
from typing import Final, NamedTuple

from summit_tui.archive.analysis.normalize import INITIALS
from summit_tui.archive.sqlite.bitmaps import ALL, bitmap, docids, sparse_bitmap
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
    flattened,
)
from summit_tui.archive.sqlite.fts_store import FtsStore
from summit_tui.archive.sqlite.lexicon import TermDictionary, write_prefixes
from summit_tui.archive.sqlite.newest_postings import NewestPostings, unpack
from summit_tui.archive.sqlite.record_store import RecordStore
from summit_tui.archive.sqlite.schema import BLOCK_SIZE
from summit_tui.archive.sqlite.term_postings import TermDocids, TermPostings, write_term_postings
from summit_tui.archive.sqlite.terms import (
    ABOVE_WORDS,
    GAP,
    SOURCE_WORD,
    decode_term,
    encode_term,
    is_term,
)
from summit_tui.readers import decoder

_SHARE: Final = 24
"""What at least one in this many records has is frequent."""
_LEAST: Final = 4_000
"""What fewer records have is found quickly in any way."""
SAMPLE_SIZE: Final = 2_048
"""Records from which it is estimated what is frequent; an error costs time, not hits."""
_KEPT: Final = 24
"""Bitmaps in a cache at most; one of a million records takes 125 KB."""
_KEPT_BYTES: Final = 8_000_000
"""Bytes of the bitmaps in a cache, of which there are two."""
_BEGINNINGS_KEPT: Final = 128
"""Beginnings of bitmaps in the cache."""
_AT_ONCE: Final = 1 << 20
"""Digits of docids that are decoded at once: those of a million hits take 40 MB."""
_LEVEL: Final = 1
"""The level of zlib: its default saves 4 % of the space and takes five times as long."""
_LONGEST: Final = 12
"""Characters of the longest prefix that has a bitmap."""


class Postings:
    """The bitmaps of one index."""

    def __init__(self, store: RecordStore, records: int) -> None:
        self._store = store
        self._records = records
        self._keys = {
            key for (key,) in store.tables.execute("SELECT key FROM posting_key").fetchall()
        }
        kept = min(_KEPT, _KEPT_BYTES * 8 // max(1, records))
        self._whole = lru_cache(kept)(self._load)
        self._beginning = lru_cache(_BEGINNINGS_KEPT)(self._load)
        self._newest = NewestPostings(store.tables) if store.is_local else None
        self._terms = TermPostings(store.tables)
        self._rare = lru_cache(kept)(self._load_terms)

    def split(
        self, expression: Expression | None, first: int | None = None
    ) -> tuple[int, Expression | None]:
        """Return a bitmap that has all hits, and the expression that is left, if that is not all.

        None finds every record. With `first`, the bitmap is of that many records only.
        """
        if expression is None:
            return ALL, None
        if self._has(expression, first):
            return self._bitmap(expression, first), None
        if not self._store.is_local:
            return ALL, expression
        if isinstance(expression, Both):
            expression = flattened(expression)
            known, unknown = self._partition(expression.parts, first)
            excluded, others = self._partition(expression.excluded, first)
            if known and unknown:
                return self._bitmap(Both(known, excluded), first), Both(unknown, others)
            if unknown and any(map(has_term, excluded)):
                return ~self._bitmap(any_expression(excluded), first), Both(unknown, others)
        if has_term(expression):
            return self._bitmap(expression, first), None
        return ALL, expression

    def newest(self, expression: Expression | None) -> tuple[int, int] | None:
        """Return the number of the newest statements, and the bitmap of the hits among them.

        None where they are not known to the bitmaps.
        """
        size = self._newest.size if self._newest else 0
        if not size or expression is None or not self._has(expression, size):
            return None
        return size, self._bitmap(expression, size)

    def _partition(
        self, parts: Sequence[Expression], first: int | None
    ) -> tuple[tuple[Expression, ...], tuple[Expression, ...]]:
        """Return the parts that bitmaps answer and those that are left to the store."""
        known = tuple(part for part in parts if self._has(part, first) or has_term(part))
        return known, tuple(part for part in parts if part not in known)

    def _has(self, expression: Expression, first: int | None) -> bool:
        match expression:
            case Words(key=str(key)):
                return (
                    key in self._keys
                    or self._is_newest(key, first)
                    or (self._store.is_local and (is_term(key) or key.startswith(INITIALS)))
                )
            case Every():
                return True
            case Either(parts):
                # Of other spellings there are few records; what they are beside is frequent.
                has = [self._has(part, first) for part in parts]
                return any(has) and all(
                    has_part or (self._store.is_local and isinstance(part, Also))
                    for has_part, part in zip(has, parts, strict=True)
                )
            case Both(parts, excluded):
                return all(self._has(part, first) for part in (*parts, *excluded))
        return False

    def _is_newest(self, key: str | None, first: int | None) -> bool:
        """Say whether the bitmap of a key is that of the newest statements, which are asked for."""
        newest = self._newest
        return newest is not None and first == newest.size and key in newest.keys

    def _bitmap(self, expression: Expression, first: int | None) -> int:
        load = self._beginning if first else self._whole
        if not (self._has(expression, first) or has_term(expression)):
            return load(expression, first)
        match expression:
            case Words(key=str(key)) if self._is_rare_term(key):
                return self._rare((decode_term(key),))
            case Also(part) if has_term(part):
                return self._bitmap(part, first)
            case Words() | Also():
                return load(expression, first)
            case Every():
                return ALL
            case Either(parts):
                others = [part for part in parts if not self._is_rare_term(_key(part))]
                keys = filter(self._is_rare_term, filter(None, map(_key, parts)))
                rare = [decode_term(key) for key in keys]
                bits = self._rare(tuple(rare)) if rare else 0
                return reduce(or_, (self._bitmap(part, first) for part in others), bits)
            case Both(parts, excluded):
                both = reduce(and_, (self._bitmap(part, first) for part in parts))
                return reduce(lambda bits, part: bits & ~self._bitmap(part, first), excluded, both)

    def _is_rare_term(self, key: str | None) -> bool:
        return key is not None and key not in self._keys and is_term(key)

    def _load_terms(self, terms: tuple[int, ...]) -> int:
        """Return the bitmap of any of some terms that are not frequent."""
        return self._terms.bitmap(terms, self._records)

    def _load(self, expression: Expression, first: int | None) -> int:
        key = _key(expression)
        if self._newest and key is not None and self._is_newest(key, first):
            return self._newest.bitmap(key)
        if key not in self._keys:
            # Few records have these initials or this spelling; the rest of a query may be frequent.
            span = range(first or self._records)
            text = self._store.matching(expression, span, self._records)
            return sparse_bitmap(json.loads(f"[{text}]"), len(span))
        query = "SELECT posting, checksum FROM posting_key WHERE key = ?"
        number, expected = only_row(self._store.tables.execute(query, (key,)))
        verify(expected, b"", key, number)
        return unpack(self._store.tables, number, first)


def _key(expression: Expression) -> str | None:
    """Return the key of words that have one."""
    return expression.key if isinstance(expression, Words) else None


def has_term(expression: Expression) -> bool:
    """Say whether a term is a part of an expression: no store that is local knows any."""
    match expression:
        case Words(tokens):
            return is_term(tokens[0])
        case Also(part) | Every(part):
            return has_term(part)
        case Either(parts):
            return any(map(has_term, parts))
        case Both(parts, excluded):
            return any(map(has_term, (*parts, *excluded)))


def _arrays(text: str) -> Iterator[str]:
    """Yield the numbers of a text as JSON arrays of limited size."""
    start = 0
    while start < len(text):
        end = text.find(",", start + _AT_ONCE)
        end = len(text) if end < 0 else end
        yield f"[{text[start:end]}]"
        start = end + 1


def beginnings_in(tables: sqlite3.Connection) -> set[str]:
    """Return the keys of frequent beginnings of one character or two: most words share these."""
    keys = tables.execute("SELECT key FROM posting_key WHERE key LIKE '%*' AND length(key) <= 3")
    return {key for (key,) in keys}


def terms_of_records(tables: sqlite3.Connection, records: int) -> Iterator[str]:
    """Yield the encoded terms of each of all records, in the order of docids.

    Those of `beginnings_in` are among them.
    """
    keys = tables.execute("SELECT key, posting FROM posting_key").fetchall()
    beginnings = beginnings_in(tables)
    wanted = ((key, number) for key, number in keys if is_term(key) or key in beginnings)
    frequent = [(key, unpack(tables, number)) for key, number in wanted]
    rare = [(encode_term(term), of_term) for term, of_term in TermPostings(tables).all()]
    for start in range(0, records, BLOCK_SIZE):
        span = range(start, min(start + BLOCK_SIZE, records))
        terms: list[list[str]] = [[] for _ in span]
        for key, bits in frequent:
            for docid in docids(bits, span):
                terms[docid - start].append(key)
        for key, of_term in rare:
            first, stop = bisect_left(of_term, start), bisect_left(of_term, span.stop)
            for docid in of_term[first:stop]:
                terms[docid - start].append(key)
        yield from map(" ".join, terms)


def least_frequent(records: int) -> float:
    """Return how many of so many records have at least what is frequent."""
    return max(_LEAST, records / _SHARE)


def frequent_keys(
    sample: Iterable[Sequence[str]], records: int, least: float = 0, most: float = math.inf
) -> list[str]:
    """Return the keys that seem to be frequent, a prefix behind all that it is a prefix of.

    `sample` has the columns of about `SAMPLE_SIZE` records, evenly spaced among `records`. With
    `least`, what so many records have and fewer than `most` is meant.
    """
    least = least or least_frequent(records)
    size, counts = 0, Counter[str]()
    if least > records:
        return []
    for columns in sample:
        size += 1
        tokens = {*" ".join(columns).split()} - {GAP.strip()}
        # Nobody types the beginning of a gram, and words for private use are not searched alone.
        words = {token for token in tokens if token < SOURCE_WORD}
        prefixes = set(chain.from_iterable(map(_prefixes_of, words)))
        grams = {token for token in tokens if token >= ABOVE_WORDS}
        counts.update(words | prefixes | grams)
    keys = (key for key, count in counts.items() if least <= count * records / size < most)
    return sorted(keys, key=lambda key: key.replace("*", ABOVE_WORDS))


@lru_cache(1 << 14)
def _prefixes_of(word: str) -> tuple[str, ...]:
    return tuple(f"{word[:end]}*" for end in range(1, min(len(word), _LONGEST) + 1))


def write_postings(
    target: sqlite3.Connection, keys: Sequence[str], terms: TermDocids, records: int
) -> None:
    """Write a bitmap for each of the keys of `frequent_keys`, once the words are indexed.

    The same for each of `terms` that is frequent, and what records have the others.
    """
    write_prefixes(target)
    writer = _Writer(target, records)
    dictionary = TermDictionary(FtsStore(target), (1, 1))
    for key in keys:
        word = phrase((key.removesuffix("*"),), dictionary, prefix=key.endswith("*"))
        longer = [Words((beginning,), prefix=True) for beginning in word.beginnings]
        writer.add(key, [Words(word.tokens), *longer] if longer else [word])
    least = least_frequent(records)
    frequent = {term for term in range(len(terms)) if terms.count(term) >= least}
    for term in sorted(frequent):
        bits = bitmap(chain.from_iterable(terms.arrays(term)), records)
        writer.add_bits(encode_term(term), bits)
    others = ((term, terms.arrays(term)) for term in range(len(terms)) if term not in frequent)
    write_term_postings(target, others)


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
        self.add_bits(key, self._bits(parts, included), included)

    def add_bits(self, key: str, bits: int, included: Sequence[_Posting] = ()) -> None:
        """Write a bitmap under its key; `included` are those of what it is a prefix of."""
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
