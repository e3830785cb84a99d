"""Random changes of a generated folder, file by file, as an editor of coverage makes them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any, Final

from summit_tui.model.kinds import TABLES

Tables = dict[str, Any]
"""The tables of one file, as JSON types."""

_SMALL: Final = 0.01
"""The share of all bytes that a file may have which is changed, and what it names: where a fifth
has to be read, all is."""


def tables_of(path: Path) -> Tables:
    """Return what a coverage file holds, an empty list for each table it has not."""
    tables: Tables = {table: [] for table in TABLES}
    with path.open(encoding="utf-8") as file:
        if path.suffix == ".json":
            return tables | json.load(file)
        for record in map(json.loads, file):
            kind = record.pop("kind")
            if kind == "event":
                tables["event"] = record
            else:
                tables[kind].append(record)
    return tables


def files_in(folder: Path) -> list[Path]:
    """Return the coverage files of a generated folder, in their order."""
    return sorted((*folder.rglob("*.json"), *folder.rglob("*.jsonl")))


class Editor:
    """Changes one file after the other, each at most once."""

    def __init__(self, folder: Path, seed: int, updates: int) -> None:
        """Prepare a number of updates of a folder.

        Raises ValueError where it has too few files of which one is a small share of the whole.
        """
        self._folder = folder
        self._random = Random(f"{seed}/updates")
        files = files_in(folder)
        most = _SMALL * sum(path.stat().st_size for path in files)
        self._waiting = [path for path in files if path.stat().st_size <= most]
        if len(self._waiting) < updates:
            raise ValueError(
                f"{updates} updates take {updates} files that are each at most {_SMALL:.0%} of the "
                f"folder; this one has {len(self._waiting)} of {len(files)}"
            )
        self._random.shuffle(self._waiting)
        self._events = [path.parent.name for path in self._waiting]

    def update(self, number: int) -> Iterator[str]:
        """Make an update and say what it was; every second one breaks a file before it mends it."""
        path = self._waiting.pop()
        match number % 10:
            case 3 | 6:
                shutil.rmtree(path.parent)
                yield f"{path.parent.name} removed"
                return
            case 1 | 4 | 9:
                tables, path = tables_of(path), self._renamed(path, number)
                tables["event"] |= {"id": path.parent.name}
                label = f"{path.parent.name} added"
            case _:
                tables, label = tables_of(path), f"{path.parent.name} changed"
        self._change(tables)
        whole = _written(tables, path)
        if number % 2:
            path.write_bytes(self._broken(whole))
            yield f"{label}, broken"
            label = f"{path.parent.name} mended"
        path.write_bytes(whole)
        yield label

    def _renamed(self, path: Path, number: int) -> Path:
        folder = self._folder / f"{path.parent.name}-new{number}"
        folder.mkdir()
        return folder / path.name

    def _broken(self, whole: bytes) -> bytes:
        middle = self._random.randrange(len(whole) // 4, len(whole) * 3 // 4)
        noise = self._random.choice([b"", b"\xff\xfe\x00", b'{"id": ', b"]" * 1_000])
        rest = self._random.choice([b"", whole[middle + 50 :]])
        return whole[:middle] + (noise if noise or not rest else b"\n{") + rest

    def _change(self, tables: Tables) -> None:
        """Change, add and remove records, and what they say of those of other events."""
        random, quotes = self._random, tables["quotes"]
        random.shuffle(quotes)
        del quotes[: len(quotes) // 20]
        texts = [record["text"] for record in quotes]
        for number, quote in enumerate(random.choices(quotes, k=len(quotes) // 5)):
            quote |= random.choice(
                [
                    {"text": random.choice(texts)},
                    {"date": random.choice(quotes).get("date", "2020")},
                    {"remark": f"r{number // 6}"},
                    {"speaker": random.choice(quotes)["speaker"], "topics": ["Wholly new"]},
                ]
            )
        quotes += [record | {"id": f"{record['id']}x"} for record in quotes[: len(quotes) // 20]]
        if random.random() < 0.5:
            tables["event"]["start"] = f"{random.randint(2014, 2026)}-{random.randint(1, 12):02}"
        del tables["speakers"][: len(tables["speakers"]) // 20]
        for speaker in tables["speakers"][:20]:
            speaker["same_as"] = [f"{random.choice(self._events)}/speakers/{speaker['id']}"]
        tables["readings"] += [self._reading(tables, number) for number in range(20)]

    def _reading(self, tables: Tables, number: int) -> Mapping[str, Any]:
        speaker = self._random.choice(tables["speakers"])["id"]
        other = self._random.choice(self._events)
        return {
            "record": f"{other}/speakers/{speaker}" if number == 0 else f"speakers/{speaker}",
            "field": self._random.choice(["name", "roles"]),
            "value": f"Printed {self._random.randrange(10)}",
            "source": self._random.choice(tables["sources"])["id"],
        }


def _written(tables: Tables, path: Path) -> bytes:
    """Return the content of a file that holds these tables."""
    if path.suffix == ".json":
        return json.dumps(tables, ensure_ascii=False, indent=0).encode()
    records = [tables["event"] | {"kind": "event"}]
    records += (record | {"kind": kind} for kind in TABLES[1:] for record in tables[kind])
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records).encode()
