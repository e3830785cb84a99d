"""The dictionary of the terms and words of an index."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Final

from summit_tui.archive.analysis.normalize import next_block
from summit_tui.archive.sqlite.checksums import checksum, verify
from summit_tui.archive.sqlite.terms import ABOVE_WORDS, GAP, encode_term

_END: Final = "\x01"
"""Sorts before every character of a word."""

_TOPICS: Final = 1_000
"""Topics from which on their words are searched more quickly by FTS5 than one by one."""


class TermDictionary:
    """Looks up terms and words of one index."""

    def __init__(self, connection: sqlite3.Connection, years: tuple[int, int]) -> None:
        self._connection = connection
        self.years = years
        """The first and the last year of any date in the index."""
        self.term = lru_cache(4_096)(self._term)
        self.prefixes = lru_cache(64)(self._prefixes)

    def matching(self, field: str, tokens: Sequence[str], *, prefix: bool) -> list[str]:
        """Return the encoded terms that `field` finds by consecutive words."""
        phrase = f" {' '.join(tokens)}" + ("" if prefix else " ")
        rows = self._connection.execute("SELECT * FROM term_alias WHERE field = ?", (field,))
        matches = [row for row in rows if phrase in f" {row[2]} "]
        for _, number, words, expected in matches:
            verify(expected, b"", field, number, words)
        return [encode_term(number) for _, number, *_ in matches]

    def countries(self, codes: Collection[str]) -> list[str]:
        """Return the encoded terms of the countries with these codes, never those of a name.

        The words by which a country is found begin with its code, if it has one.
        """
        rows = self._connection.execute("SELECT * FROM term_alias WHERE field = 'country'")
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
        phrase = f" {' '.join(tokens)}" + ("" if prefix else " ")
        return [encode_term(number) for words, number in self._topics.items() if phrase in words]

    def in_range(self, field: str, least: int, most: int) -> list[str]:
        """Return the encoded terms whose number in `field` is from `least` to `most`."""
        rows = self._rows("token BETWEEN ? AND ?", f"{field}={least:08}", f"{field}={most:08}")
        return [encode_term(number) for number, _ in rows]

    def frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """Return in how many records each of some words occurs, of those that do."""
        rows = self._vocabulary().execute(
            "SELECT term, doc FROM temp.vocabulary WHERE term IN (SELECT value FROM json_each(?))",
            (json.dumps(words),),
        )
        return dict(rows.fetchall())

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
        rows = self._connection.execute(f"SELECT * FROM term WHERE {condition}", values)  # noqa: S608
        for number, token, label, expected in rows:
            verify(expected, b"", number, token, label)
            yield number, token

    def _prefixes(self, character: str) -> list[str]:
        """Return the first two characters of all longer words that begin with `character`."""
        rows = self._connection.execute(
            "SELECT * FROM prefix WHERE characters > ? AND characters < ?",
            (character, chr(ord(character) + 1)),
        ).fetchall()
        for prefix, expected in rows:
            verify(expected, b"", prefix)
        return [prefix for prefix, _ in rows]

    def _vocabulary(self) -> sqlite3.Connection:
        self._connection.executescript(
            "PRAGMA query_only=0;"
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary"
            " USING fts5vocab(main, document, row);"
            "PRAGMA query_only=1"
        )
        return self._connection


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
