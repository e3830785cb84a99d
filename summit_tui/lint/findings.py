"""What was found doubtful with statements beside the texts of their sources, kept on disk."""

import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final

from summit_tui.archive import Entry
from summit_tui.lint.catalog import RULES
from summit_tui.model.kinds import Address
from summit_tui.paths import make_private, open_descriptor

FILE: Final = "doubts.sqlite"
"""The name of the file, in the folder of what can be made again."""
_MAX_BYTES: Final = 200_000_000
"""A file that has grown larger is begun anew: what nobody looks at any more stays in it."""
_SCHEMA: Final = (
    "PRAGMA synchronous=OFF;"
    "CREATE TABLE IF NOT EXISTS examined (key BLOB PRIMARY KEY, codes TEXT NOT NULL) WITHOUT ROWID;"
)
_EDITION: Final = 3
"""Changes whenever a rule finds something else in the same records and texts."""


def key_of(entry: Entry, gathered: Mapping[Address, Entry], names: str, sha256: str) -> bytes:
    """Return under what the doubts about a statement are kept.

    That is a digest of all that they follow from: the statement, what it refers to, the records
    that were `gathered` for it, the `names` of the event's speakers, the text of its source, by
    its `sha256`, and the rules.
    """
    digest = blake2b(digest_size=16)
    readings = [gathered[address].readings for address in sorted(gathered)]
    linked = sorted((kind, id, repr(record)) for (kind, id), record in entry.linked.items())
    for part in (_EDITION, *RULES, entry.record, linked, readings, names, sha256):
        digest.update(repr(part).encode("utf-8", "surrogatepass") + b"\0")
    return digest.digest()


class Findings:
    """The codes of the doubts about statements, by the keys of `key_of`.

    Several programs may use one file. What cannot be read or written is not kept: it is examined
    again.
    """

    def __init__(self, folder: Path | None) -> None:
        """Keep them in a folder, or with None only as long as the program runs."""
        self._memory: dict[bytes, Sequence[str]] = {}
        self._database = _opened(folder / FILE) if folder else None

    def get(self, key: bytes) -> Sequence[str] | None:
        """Return the codes of a statement's doubts; None where it was not examined."""
        if key in self._memory or self._database is None:
            return self._memory.get(key)
        row = None
        with suppress(sqlite3.Error):
            query = "SELECT codes FROM examined WHERE key = ?"
            row = self._database.execute(query, (key,)).fetchone()
        return tuple(str(row[0]).split()) if row else None

    def put(self, findings: Iterable[tuple[bytes, Sequence[str]]]) -> None:
        """Keep the codes of the doubts about some statements."""
        rows = [(key, " ".join(codes)) for key, codes in findings]
        if self._database is None:
            self._memory.update((key, tuple(codes.split())) for key, codes in rows)
            return
        with suppress(sqlite3.Error), self._database:
            self._database.executemany("INSERT OR REPLACE INTO examined VALUES(?, ?)", rows)

    def close(self) -> None:
        """Let go of the file."""
        if self._database is not None:
            self._database.close()


def _opened(path: Path) -> sqlite3.Connection | None:
    """Return a connection to the file, made anew where it is damaged or has grown too large."""
    for _ in range(2):
        database = None
        try:
            make_private(path.parent)
            descriptor = open_descriptor(path, os.O_RDWR | os.O_CREAT, follow_link=False)
            is_too_large = os.fstat(descriptor).st_size > _MAX_BYTES
            os.close(descriptor)
            if is_too_large:
                path.unlink(missing_ok=True)
                continue
            # The threads that use it take turns.
            database = sqlite3.connect(path, timeout=1, check_same_thread=False)
            database.executescript(_SCHEMA)
        except sqlite3.DatabaseError:
            if database is not None:
                database.close()
            with suppress(OSError):
                path.unlink(missing_ok=True)
        except OSError:
            return None
        else:
            return database
    return None
