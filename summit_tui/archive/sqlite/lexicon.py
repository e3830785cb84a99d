"""The marks and words of an index, as a query needs them to be written."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Final

from summit_tui.archive.analysis.normalize import behind_alone
from summit_tui.archive.sqlite.checksums import checksum, verify
from summit_tui.archive.sqlite.terms import ABOVE_WORDS, encode_term

_FINISHED = "\x01"
"""Sorts before every character of a word."""

_TOPICS: Final = 1_000
"""Among more topics it takes longer to look for words than to find them by the words' own index."""


class TermDictionary:
    """What stands in one index."""

    def __init__(self, connection: sqlite3.Connection, years: tuple[int, int]) -> None:
        self._connection = connection
        self.years = years
        """The first and the last year of any date in the index."""
        self.sign = lru_cache(4_096)(self._sign)
        self.begun = lru_cache(64)(self._begun)

    def found_by(self, field: str, tokens: Sequence[str], *, prefix: bool) -> list[str]:
        """Return the signs of the marks that `field` finds by words in a row."""
        wanted = f" {' '.join(tokens)}" + ("" if prefix else " ")
        rows = self._connection.execute("SELECT * FROM term_alias WHERE field = ?", (field,))
        found = [row for row in rows if wanted in f" {row[2]} "]
        for _, mark, folded, checked in found:
            verify(checked, b"", field, mark, folded)
        return [encode_term(mark) for _, mark, *_ in found]

    def topics(self, tokens: Sequence[str], *, prefix: bool) -> list[str] | None:
        """Return the signs of the topics that have words in a row, or None where topics are many.

        To search the words of topics means to look at all records that have the words anywhere.
        """
        if len(self._topics) > _TOPICS:
            return None
        wanted = f" {' '.join(tokens)}" + ("" if prefix else " ")
        return [encode_term(mark) for folded, mark in self._topics.items() if wanted in folded]

    def numbered(self, field: str, least: int, most: int) -> list[str]:
        """Return the signs of the marks whose number in `field` lies in a span."""
        rows = self._marks("token BETWEEN ? AND ?", f"{field}={least:08}", f"{field}={most:08}")
        return [encode_term(number) for number, _ in rows]

    def counted(self, words: Sequence[str]) -> dict[str, int]:
        """Return in how many records each of some folded words occurs, of those that do."""
        rows = self._vocabulary().execute(
            "SELECT term, doc FROM temp.vocabulary WHERE term IN (SELECT value FROM json_each(?))",
            (json.dumps(words),),
        )
        return dict(rows.fetchall())

    @cached_property
    def _topics(self) -> dict[str, int]:
        """The marks of topics, or of some too many, by folded words with spaces around them."""
        rows = self._marks("token > 'topic=' AND token < 'topic>' LIMIT ?", _TOPICS + 1)
        words = ((token.removeprefix("topic="), number) for number, token in rows)
        return {f" {slug.replace('-', ' ')} ": number for slug, number in words}

    def _sign(self, token: str) -> str | None:
        """Return the sign of a mark, or None where no record has it."""
        return next((encode_term(number) for number, _ in self._marks("token = ?", token)), None)

    def _marks(self, condition: str, *values: str | int) -> Iterator[tuple[int, str]]:
        """Yield the numbers and tokens of some marks."""
        # The condition is one of those above.
        rows = self._connection.execute(f"SELECT * FROM term WHERE {condition}", values)  # noqa: S608
        for number, token, label, checked in rows:
            verify(checked, b"", number, token, label)
            yield number, token

    def _begun(self, character: str) -> list[str]:
        """Return the first two characters of all words that begin with `character`, and go on."""
        rows = self._connection.execute(
            "SELECT * FROM prefix WHERE characters > ? AND characters < ?",
            (character, chr(ord(character) + 1)),
        ).fetchall()
        for two, checked in rows:
            verify(checked, b"", two)
        return [two for two, _ in rows]

    def _vocabulary(self) -> sqlite3.Connection:
        self._connection.executescript(
            "PRAGMA query_only=0;"
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary"
            " USING fts5vocab(main, document, row);"
            "PRAGMA query_only=1"
        )
        return self._connection


def write_beginnings(target: sqlite3.Connection) -> None:
    """Note the first two characters of all words that have so many."""
    target.execute("CREATE VIRTUAL TABLE temp.word USING fts5vocab(main, document, instance)")
    query, after = "SELECT term FROM temp.word WHERE term >= ? AND term < ? LIMIT 1", _FINISHED
    while row := target.execute(query, (after, ABOVE_WORDS)).fetchone():
        first, *second = row[0][:2]
        if second:
            two = row[0][:2]
            target.execute("INSERT INTO prefix VALUES(?, ?)", (two, checksum(b"", two)))
            after = first + chr(ord(second[0]) + 1)
        else:
            after = behind_alone(first) or first + _FINISHED
    target.execute("DROP TABLE temp.word")
