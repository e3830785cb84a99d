"""Records that say the same, found on disk: a million keys are sorted there, not held here."""

import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from summit_tui.archive import Entry
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.lint.people import all_names
from summit_tui.model.kinds import Address
from summit_tui.model.problem import Problem
from summit_tui.model.records import Quote, Speaker
from summit_tui.readers.found import where

_TABLES = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;
CREATE TABLE said (number INTEGER PRIMARY KEY, code, path, line, place, event, person);
CREATE TABLE keyed (key, number);
"""
# Of a key's holders each is held against the first: to hold all against all would never end.
_TWINS = """
SELECT twin.code, twin.path, twin.line, twin.place, first.path, first.line FROM (
    SELECT pair.number, min(earliest) AS earliest FROM (
        SELECT number, min(number) OVER (PARTITION BY key) AS earliest FROM keyed
    ) pair
    JOIN said one ON one.number = pair.number JOIN said other ON other.number = earliest
    WHERE one.event <> other.event AND one.person <> other.person
    GROUP BY pair.number
) pair
JOIN said twin ON twin.number = pair.number JOIN said first ON first.number = pair.earliest
ORDER BY twin.number
"""
_MESSAGES = {
    "W204": "the same statement stands at {}; keep one",
    "W401": "the speaker at {} has the same name; keep one record if they are one",
    "W404": "the speaker at {} has the same name; say so in `same_as` if they are one",
}


class Duplicates:
    """Statements and speakers, each with the keys that no other one should have."""

    def __init__(self) -> None:
        # An unnamed database is a temporary file of SQLite's, gone when it is closed.
        self._database = sqlite3.connect("")
        self._database.executescript(_TABLES)

    def add(self, entry: Entry, first: Address) -> None:
        """Note a record, unless it says that having a twin does not matter.

        `first` is the first of those that say to be the same as this one, or its own address.
        """
        event = entry.address.event
        alone = str(entry.address)
        match entry.record:
            case Quote() as quote:
                self._add(entry, "W204", ((event, *key) for key in _keys_of(quote)), alone, alone)
            case Speaker():
                names = {folded for name in all_names(entry) if (folded := normalize(name))}
                keys = [(event, "speaker", name) for name in names]
                self._add(entry, "W401", keys, alone, alone)
                self._add(entry, "W404", (("speaker", name) for name in names), event, str(first))

    def found(self) -> Iterator[Problem]:
        """Yield a problem for each record that has the key of an earlier one."""
        for code, path, line, place, *first in self._database.execute(_TWINS):
            message = _MESSAGES[code].format(":".join(map(str, first)))
            yield Problem(path, line, place, code, message)

    def close(self) -> None:
        """Let go of the disk's room."""
        self._database.close()

    def _add(
        self, entry: Entry, code: str, keys: Iterable[tuple[str, ...]], event: str, person: str
    ) -> None:
        """Note a record with its keys; it is no twin of one of the same event or person."""
        if code in entry.record.ignore:
            return
        place = where(entry.address.kind, None, (), entry.address.id)
        number = self._database.execute(
            "INSERT INTO said (code, path, line, place, event, person) VALUES(?, ?, ?, ?, ?, ?)",
            (code, entry.path, entry.line, place, event, person),
        ).lastrowid
        hashed = {_hashed(key) for key in keys}
        self._database.executemany("INSERT INTO keyed VALUES(?, ?)", ((k, number) for k in hashed))


def _keys_of(quote: Quote) -> Iterator[tuple[str, ...]]:
    yield "text", quote.speaker, quote.source, normalize(quote.text) or quote.text
    if quote.excerpt:
        parts = (quote.excerpt.prefix or "", quote.excerpt.exact, quote.excerpt.suffix or "")
        words = [normalize(part) for part in parts] if normalize(quote.excerpt.exact) else parts
        yield "excerpt", quote.speaker, quote.source, *words


def _hashed(key: tuple[str, ...]) -> bytes:
    return blake2b("\0".join(key).encode("utf-8", "replace"), digest_size=16).digest()
