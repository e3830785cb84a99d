"""Write a folder of invented coverage: `python -m tests.bench.generate SIZE FOLDER`.

A folder holds one event, so each event has a folder with one file, and few events have most of
the statements: in size L the largest files hold well over a hundredth of all. Size L100 has as
many statements in exactly 100 files, and size XL has ten million records. The same size and seed
write the same bytes.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final, TextIO

from summit_tui.model.kinds import KINDS, Kind
from tests.bench.event import EventPlan, event_records
from tests.bench.words import Prose, chinese, english


@dataclass(frozen=True, slots=True)
class Size:
    """How much a folder holds."""

    events: int
    sessions: int
    quotes: int


SIZES: Final[Mapping[str, Size]] = {
    "S": Size(events=1, sessions=40, quotes=2_000),
    "M": Size(events=50, sessions=2_000, quotes=100_000),
    "L": Size(events=540, sessions=22_000, quotes=1_000_000),
    "L100": Size(events=100, sessions=4_000, quotes=1_000_000),
    "XL": Size(events=4_200, sessions=172_000, quotes=7_800_000),
}


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    files: Sequence[Path]
    counts: Mapping[Kind, int]
    size: int
    """In bytes."""


def generate(size: Size, folder: Path, seed: int = 0, *, lines: bool = False) -> Written:
    """Write coverage of `size` below `folder`, as JSON Lines where `lines` is true."""
    proses = english(seed), chinese(seed)
    counts = dict.fromkeys(KINDS, 0)
    files = []
    for event in plans(size, seed):
        path = folder / event.id / ("coverage.jsonl" if lines else "coverage.json")
        path.parent.mkdir(parents=True)
        _write(path, event, proses, counts, lines=lines)
        files.append(path)
    return Written(files, counts, sum(path.stat().st_size for path in files))


def plans(size: Size, seed: int = 0) -> Iterator[EventPlan]:
    """Yield the events of a folder: series that return each year, of very different weight."""
    random = Random(f"{seed}/events")
    weights = [random.lognormvariate(0, 0.9) for _ in range(size.events)]
    shares = zip(_shares(size.sessions, weights), _shares(size.quotes, weights), strict=True)
    people = 60 + size.quotes // 25
    for number, (sessions, quotes) in enumerate(shares):
        year, series = 2014 + number % 13, number // 13
        yield EventPlan(seed, series, year, sessions, quotes, people)


def _shares(total: int, weights: Sequence[float]) -> Iterator[int]:
    """Split `total` by weight, to the last one."""
    reached, ends = 0, itertools.accumulate(weights)
    for end in ends:
        now = round(total * end / sum(weights))
        yield now - reached
        reached = now


def _write(
    path: Path,
    event: EventPlan,
    proses: tuple[Prose, Prose],
    counts: dict[Kind, int],
    *,
    lines: bool,
) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        records = event_records(event, *proses)
        (_write_lines if lines else _write_json)(file, records, counts)


Records = Iterator[tuple[Kind, Iterator[Mapping[str, Any]]]]


def _write_lines(file: TextIO, records: Records, counts: dict[Kind, int]) -> None:
    """Write a record a line; its line names its kind, so its own field `kind` has no place."""
    for kind, group in records:
        for record in group:
            file.write(_json({**record, "kind": kind}) + "\n")
            counts[kind] += 1


def _write_json(file: TextIO, records: Records, counts: dict[Kind, int]) -> None:
    """Write one object: the event, then a list for each kind, a record a line."""
    file.write("{\n")
    for number, (kind, group) in enumerate(records):
        file.write((",\n" if number else "") + f'"{kind}": ' + ("" if kind == "event" else "[\n"))
        for index, record in enumerate(group):
            file.write((",\n" if index else "") + _json(record))
            counts[kind] += 1
        file.write("" if kind == "event" else "\n]")
    file.write("\n}\n")


_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def main() -> None:
    """Write a folder and say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.bench.generate")
    parser.add_argument("size", choices=SIZES, metavar="SIZE", help=", ".join(SIZES))
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where; made if missing")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="another folder (0)")
    parser.add_argument("--jsonl", action="store_true", help="JSON Lines instead of JSON")
    asked = parser.parse_args()
    start = time.perf_counter()
    written = generate(SIZES[asked.size], asked.folder, asked.seed, lines=asked.jsonl)
    counts = ", ".join(f"{count:,} {kind}" for kind, count in written.counts.items())
    print(f"{counts}: {written.size / 1e6:,.0f} MB in {len(written.files)} files")
    print(f"{time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
