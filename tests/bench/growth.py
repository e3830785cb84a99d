"""What grows with a folder and what does not: sizes S, M and L side by side, or one alone."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from summit_tui.archive import Search
from summit_tui.archive.query.tree import And
from summit_tui.archive.sqlite.catalog import open_archive
from tests.bench.ground import Ground, prepared, read, spend
from tests.bench.machine import Meanwhile, circumstances
from tests.bench.searching import facet_times, keystroke_times
from tests.bench.table import figure, median

_OPENINGS: Final = 5

Column = Mapping[str, str]
"""What was measured on one size, with its unit."""


def column(ground: Ground) -> Column:
    """Build the index of a folder and measure what is done with it."""
    built = spend(ground.search, ground.environment)
    records = sum(ground.written.counts.values())
    index = next(ground.home.rglob("*.index"))
    command = (sys.executable, "-m", "tests.bench.growth", str(ground.folder), str(index.parent))
    opened = [json.loads(read((*command, "--open"))) for _ in range(_OPENINGS)]
    typed = json.loads(read(command))
    return {
        "records": f"{records:,}",
        "files": f"{ground.written.size / 1e6:,.1f} MB",
        "first build, on the clock": f"{figure(built.wall / 1000)} s",
        "the same, processor time": f"{figure(built.processor / 1000)} s",
        "the same, for each record": f"{figure(built.processor * 1000 / records)} µs",
        "first build, peak memory": f"{figure(built.memory)} MB",
        "index, as a multiple of the files": f"{index.stat().st_size / ground.written.size:.2f}×",
        "open again, first page, processor time": f"{figure(median(opened))} ms",
        f"keystroke, p50 of {typed['keystrokes']:,}": f"{figure(typed['p50'])} ms",
        "keystroke, p99": f"{figure(typed['p99'])} ms",
        "facet counts, p99": f"{figure(typed['facets'])} ms",
        "resident memory after them": f"{figure(typed['memory'])} MB",
    }


def markdown(columns: Mapping[str, Column]) -> str:
    """Return the columns as one Markdown table, a size each."""
    first = next(iter(columns.values()))
    lines = [["what", *columns], ["---", *("---:" for _ in columns)]]
    lines += ([name, *(column[name] for column in columns.values())] for name in first)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def print_growth(sizes: Sequence[str]) -> None:
    """Measure each size on a folder of its own and print the table."""
    columns, meanwhile = {}, Meanwhile()
    for size in sizes:
        with prepared(size, _OPENINGS, joined=False) as ground:
            columns[size] = column(ground)
        print(f"{size} is measured", file=sys.stderr)
    print(markdown(columns))
    print(f"\n{circumstances(meanwhile)}")


def _opened(folder: Path, cache: Path) -> float:
    """Return the milliseconds of processor time until the first page of an index is there."""
    start = time.process_time()
    with closing(open_archive([folder], cache)) as archive:
        archive.search(Search(And(), "quotes"))
        return (time.process_time() - start) * 1000


def _typed(folder: Path, cache: Path) -> Mapping[str, float]:
    spent = keystroke_times(folder, cache, _OPENINGS)
    counted = facet_times(folder, cache, _OPENINGS)
    status = Path("/proc/self/status").read_text()
    (resident,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return {
        "keystrokes": len(spent),
        "p50": spent[len(spent) // 2],
        "p99": spent[len(spent) * 99 // 100],
        "facets": counted[len(counted) * 99 // 100],
        "memory": int(resident) / 1024,
    }


def main() -> None:
    """Print what one fresh index costs in this process, as JSON."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("cache", type=Path)
    parser.add_argument("--open", action="store_true", help="open it and nothing else")
    asked = parser.parse_args()
    print(json.dumps((_opened if asked.open else _typed)(asked.folder, asked.cache)))


if __name__ == "__main__":
    main()
