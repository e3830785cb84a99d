"""The dictionary of the terms and words of an index."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Final

from summit_tui.archive.analysis.normalize import next_block
from summit_tui.archive.analysis.spelling import Spelling, has_all, spellings, spellings_in
from summit_tui.archive.query.tree import Term
from summit_tui.archive.sqlite.checksums import checksum, verify
from summit_tui.archive.sqlite.expressions import Words
from summit_tui.archive.sqlite.record_store import RecordStore
from summit_tui.archive.sqlite.schema import PREFIX_SIZE
from summit_tui.archive.sqlite.terms import ABOVE_WORDS, GAP, encode_term

_END: Final = "\x01"
"""Sorts before every character of a word."""

_TOPICS: Final = 1_000
"""Topics from which on their words are searched more quickly by FTS5 than one by one."""


class TermDictionary:
    """Looks up terms and words of one index."""

    def __init__(self, store: RecordStore, years: tuple[int, int]) -> None:
        self._store = store
        self._tables = store.tables
        self.years = years
        """The first and the last year of any date in the index."""
        self.term = lru_cache(4_096)(self._term)
        self.prefixes = lru_cache(64)(self._prefixes)
        self.has_word = lru_cache(4_096)(store.has_word)
        self.has_name_word = lru_cache(4_096)(self._has_name_word)
        self.spellings = lru_cache(256)(self._spellings)
        # Each further letter asks the same: whether a word stands before another two letters.
        self._occurs = lru_cache(512)(lambda words: store.count_up_to(words, 1) > 0)

    def matching(self, field: str, tokens: Sequence[str], *, prefix: bool) -> list[str]:
        """Return the encoded terms that `field` finds by consecutive words."""
        rows = self._tables.execute("SELECT * FROM term_alias WHERE field = ?", (field,))
        known = [(f" {row[2]} ", row) for row in rows]
        ways = spellings_in(GAP.join(words for words, _ in known), tokens, prefix=prefix)
        matches = [row for words, row in known if any(way in words for way in ways)]
        for _, number, words, expected in matches:
            verify(expected, b"", field, number, words)
        return [encode_term(number) for _, number, *_ in matches]

    def in_countries(self, codes: Collection[str]) -> list[str]:
        """Return the encoded terms of the countries with these codes, never those of a name.

        The words by which a country is found begin with its code, if it has one.
        """
        rows = self._tables.execute("SELECT * FROM term_alias WHERE field = 'country'")
        matches = [row for row in rows if row[2].split(GAP, 1)[0] in codes]
        for field, number, words, expected in matches:
            verify(expected, b"", field, number, words)
        return [encode_term(number) for _, number, *_ in matches]

    def topics(self, tokens: Sequence[str], *, prefix: bool) -> list[str] | None:
        """Return the encoded terms of the topics with consecutive words; None for many topics.

        FTS5 would look at all records that have the words anywhere.
        """
        if len(self._topics) > _TOPICS:
            return None
        ways = spellings_in(GAP.join(self._topics), tokens, prefix=prefix)
        topics = self._topics.items()
        return [
            encode_term(number) for words, number in topics if any(way in words for way in ways)
        ]

    def in_range(self, field: str, least: int, most: int) -> list[str]:
        """Return the encoded terms whose number in `field` is from `least` to `most`."""
        rows = self._rows("token BETWEEN ? AND ?", f"{field}={least:08}", f"{field}={most:08}")
        return [encode_term(number) for number, _ in rows]

    def _spellings(self, term: Term) -> list[Spelling]:
        """Return the ways to write a term that records may have, as written first.

        Those of `speaker` are such that names have all their words, maybe none.
        """
        of_names = term.field == "speaker"
        has_word = self.has_name_word if of_names else self.has_word
        ways = spellings(term.tokens, prefix=term.prefix, has_word=has_word)
        occurring = [ways[0], *filter(self._may_occur, ways[1:])]
        return [way for way in occurring if not of_names or has_all(way, has_word)]

    def _may_occur(self, way: Spelling) -> bool:
        """Say whether a record may have words that follow each other, the last one unfinished.

        FTS5 finds beginnings of two characters at once, and gathers all words for longer ones.
        """
        *before, last = way.tokens
        if not (before and way.prefix and len(last) > PREFIX_SIZE and self._store.is_local):
            return True
        return self._occurs(Words((*before, last[:PREFIX_SIZE]), prefix=True))

    def _has_name_word(self, word: str) -> bool:
        """Say of the names and ids of speakers what `RecordStore.has_word` says of all words."""
        query = "SELECT * FROM name_word WHERE word >= ? LIMIT 1"
        begins = word.removesuffix("*")
        for name, expected in self._tables.execute(query, (begins,)):
            verify(expected, b"", name)
            return bool(name.startswith(begins) if word.endswith("*") else name == word)
        return False

    @cached_property
    def _topics(self) -> dict[str, int]:
        """The terms of topics by their words with spaces around; at most `_TOPICS` and one more."""
        rows = self._rows("token > 'topic=' AND token < 'topic>' LIMIT ?", _TOPICS + 1)
        words = ((token.removeprefix("topic="), number) for number, token in rows)
        return {f" {slug.replace('-', ' ')} ": number for slug, number in words}

    def _term(self, token: str) -> str | None:
        """Return the encoded term of a token, or None where no record has it."""
        return next((encode_term(number) for number, _ in self._rows("token = ?", token)), None)

    def _rows(self, condition: str, *values: str | int) -> Iterator[tuple[int, str]]:
        """Yield number and token of the terms that meet a condition."""
        # The condition is one of those above.
        rows = self._tables.execute(f"SELECT * FROM term WHERE {condition}", values)  # noqa: S608
        for number, token, label, expected in rows:
            verify(expected, b"", number, token, label)
            yield number, token

    def _prefixes(self, character: str) -> list[str]:
        """Return the first two characters of all longer words that begin with `character`."""
        rows = self._tables.execute(
            "SELECT * FROM prefix WHERE characters > ? AND characters < ?",
            (character, chr(ord(character) + 1)),
        ).fetchall()
        for prefix, expected in rows:
            verify(expected, b"", prefix)
        return [prefix for prefix, _ in rows]


def write_prefixes(target: sqlite3.Connection) -> None:
    """Write the first two characters of all words that are at least that long."""
    target.execute("CREATE VIRTUAL TABLE temp.word USING fts5vocab(main, document, instance)")
    query, after = "SELECT term FROM temp.word WHERE term >= ? AND term < ? LIMIT 1", _END
    while row := target.execute(query, (after, ABOVE_WORDS)).fetchone():
        first, *second = row[0][:2]
        if second:
            prefix = row[0][:2]
            target.execute("INSERT INTO prefix VALUES(?, ?)", (prefix, checksum(b"", prefix)))
            after = first + chr(ord(second[0]) + 1)
        else:
            after = next_block(first) or first + _END
    target.execute("DROP TABLE temp.word")
