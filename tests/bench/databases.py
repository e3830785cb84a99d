"""Databases that take the same statements, where they are installed: the extra `recipes` has them.

DuckDB keeps columns and looks through all of one for a word, as its wheel has no full-text index;
sqlite-utils makes one of the same FTS5, of the text alone. Neither says what is wrong with a file.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from tests.bench.ground import Ground, spend

Command = Sequence[str | Path]


@dataclass(frozen=True, slots=True)
class Database:
    """A database and its commands."""

    name: str
    package: str
    loading: Callable[[Path, Path], Sequence[Command]]
    """What makes the file of the database from one of statements, given both."""
    searching: Callable[[Path, str], Command]
    """What prints the first 50 statements with a word, given the file of the database."""

    def file(self, ground: Ground) -> Path:
        """Return where its file is; there is none where it is not installed."""
        return ground.joined.with_name(f"{self.package}.database")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What it cost a database to take the statements."""

    seconds: float
    """Processor time."""
    size: int
    """Bytes of its file."""


_DUCKDB_LOAD: Final = """
import duckdb, sys
file, statements = sys.argv[1:]
read = "read_json(?, format='newline_delimited', union_by_name=true, sample_size=-1)"
duckdb.connect(file).execute(f"CREATE TABLE statements AS SELECT * FROM {read}", [statements])
"""
_DUCKDB_SEARCH: Final = r"""
import duckdb, sys
file, word = sys.argv[1:]
query = "SELECT * FROM statements WHERE regexp_matches(text, ?, 'i') LIMIT 50"
print(duckdb.connect(file, read_only=True).execute(query, [rf"\b{word}\b"]).fetchall())
"""
_PYTHON: Final = (sys.executable, "-c")
_SQLITE_UTILS: Final = (sys.executable, "-m", "sqlite_utils")

DATABASES: Final = (
    Database(
        "DuckDB",
        "duckdb",
        lambda file, statements: [(*_PYTHON, _DUCKDB_LOAD, file, statements)],
        lambda file, word: (*_PYTHON, _DUCKDB_SEARCH, file, word),
    ),
    Database(
        "sqlite-utils",
        "sqlite_utils",
        lambda file, statements: [
            (*_SQLITE_UTILS, "insert", file, "statements", statements, "--nl", "--alter"),
            (*_SQLITE_UTILS, "enable-fts", file, "statements", "text"),
        ],
        lambda file, word: (*_SQLITE_UTILS, "search", file, "statements", word, "--limit", "50"),
    ),
)


def load(ground: Ground) -> Mapping[str, Loaded | None]:
    """Load the statements into each database; None for one that is not installed, or fails."""
    statements = ground.joined.with_name("statements.jsonl")
    with ground.joined.open("rb") as records, statements.open("wb") as lines:
        lines.writelines(line for line in records if line.endswith(b'"kind": "quotes"}\n'))
    loaded = {database.name: _load(database, ground, statements) for database in DATABASES}
    statements.unlink()
    return loaded


def _load(database: Database, ground: Ground, statements: Path) -> Loaded | None:
    file = database.file(ground)
    if not find_spec(database.package):
        return None
    spent = [spend(command) for command in database.loading(file, statements)]
    if any(step.status for step in spent):
        file.unlink(missing_ok=True)
        return None
    return Loaded(sum(step.processor for step in spent) / 1000, file.stat().st_size)


def searches(ground: Ground, word: str) -> Mapping[str, Command | None]:
    """Return what looks for a word in each database; None for one that took no statements."""
    return {
        database.name: database.searching(file, word)
        if (file := database.file(ground)).exists()
        else None
        for database in DATABASES
    }


def written_as_csv(ground: Ground, number: str) -> Command | None:
    """Return what writes so many statements as CSV, or None where no database took them."""
    file = DATABASES[-1].file(ground)
    command = (*_SQLITE_UTILS, "rows", file, "statements", "--limit", number, "--csv")
    return command if file.exists() else None
