"""Other programs that do part of the job on the same records, where they are installed."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.databases import searches, written_as_csv
from tests.bench.ground import SEED, Ground, headless, spend
from tests.bench.table import Row, median
from tests.bench.words import vocabulary

_RANK: Final = 2_000
"""The rank of the word that is searched: neither common nor rare."""
_EXPORTED: Final = "100000"
"""So many statements are written as a table."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A program that shows records on a screen."""

    command: Sequence[str]
    """Its command line."""
    text: str
    """What it shows as soon as it shows anything of the records."""


def viewers(ground: Ground) -> Mapping[str, Peer | None]:
    """Return the peers that open records on a screen; None for one that is not installed."""
    peers: dict[str, Peer | None] = {"visidata": None, "harlequin": None}
    if visidata := _installed("vd"):
        peers["visidata"] = Peer((visidata, str(ground.joined)), "e00-2014")
    if harlequin := _installed("harlequin"):
        # It reads databases, not JSON Lines, and shows their catalogue before any record.
        command = (harlequin, "--adapter", "sqlite", str(_database(ground)))
        peers["harlequin"] = Peer(command, "main db")
    return peers


def _installed(program: str) -> str | None:
    """Return where a program is: beside this Python, as packages put theirs, or on the path."""
    beside = str(Path(sys.executable).parent)
    return shutil.which(program, path=os.pathsep.join([beside, os.environ.get("PATH", "")]))


def rows(ground: Ground) -> Iterator[Row]:
    """Yield a search from the shell, from its start to its end, beside the peers' own."""
    word = vocabulary(SEED)[_RANK]
    own = headless("search", word, ground.folder, "--limit", "50")
    commands: dict[str, Sequence[str | Path] | None] = {"rg": None, "fzf --filter": None}
    if ripgrep := _installed("rg"):
        commands["rg"] = (ripgrep, "--no-config", "-i", "-w", word, ground.joined)
    if fzf := _installed("fzf"):
        commands["fzf --filter"] = (fzf, "--filter", f"'{word}")
    commands |= searches(ground, word)
    figures: dict[str, list[float | None]] = {name: [] for name in ("own", *commands)}
    for _ in range(ground.rounds):
        spent = spend(own, ground.environment)
        figures["own"].append(None if spent.status else spent.wall)
        for name, command in commands.items():
            if command:
                with ground.joined.open("rb") as records:
                    figures[name].append(spend(command, ground.environment, records).wall)
    for name, command in commands.items():
        against = name if command else f"{name} (not installed)"
        label = f"{ground.size}: search for a word from the shell"
        yield Row(label, median(figures["own"]), "ms", against, median(figures[name]))


def exporting(ground: Ground) -> Iterator[Row]:
    """Yield the table of many statements as a file, beside a database that writes its own."""
    table = ("--format", "csv", "--quiet")
    own = headless("search", "", ground.folder, "--kind", "quotes", "--limit", _EXPORTED, *table)
    peer = written_as_csv(ground, _EXPORTED)
    figures: dict[str, list[float | None]] = {"own": [], "peer": []}
    for _ in range(ground.rounds):
        for name, command in (("own", own), ("peer", peer)):
            if command:
                figures[name].append(spend(command, ground.environment).wall / 1000)
    against = "sqlite-utils" if peer else "sqlite-utils (not installed)"
    label = f"{ground.size}: CSV of {int(_EXPORTED):,} statements"
    yield Row(label, median(figures["own"]), "s", against, median(figures["peer"]), most=4)


def _database(ground: Ground) -> Path:
    """Write the records as one table of a database, for programs that read nothing else."""
    path = ground.joined.with_suffix(".sqlite")
    with closing(sqlite3.connect(path)) as connection, connection, ground.joined.open("rb") as file:
        connection.execute("CREATE TABLE statements (id, speaker, text, source, date)")
        records = map(json.loads, file)
        quotes = (record for record in records if record["kind"] == "quotes")
        connection.executemany(
            "INSERT INTO statements VALUES (?, ?, ?, ?, ?)",
            ((q["id"], q["speaker"], q["text"], q["source"], q.get("date")) for q in quotes),
        )
    return path
