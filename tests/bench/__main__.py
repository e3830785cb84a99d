"""Print the benchmark's one table: `python -m tests.bench`, from the checkout.

It measures and never judges by failing. Close what else runs on the machine.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from typing import Final

from tests.bench import browsing, growth, opening, peers, searching, startup
from tests.bench.generate import SIZES
from tests.bench.ground import QUICK, Ground, prepared
from tests.bench.machine import Meanwhile, circumstances
from tests.bench.table import Row, markdown

PARTS: Final[tuple[Callable[[Ground], Iterator[Row]], ...]] = (
    lambda ground: startup.rows(startup.BUNDLED, ground.rounds),
    opening.rows,
    searching.rows,
    browsing.rows,
    peers.rows,
    peers.exporting,
)
"""What yields the rows of the table, in order; the index stands from `opening.rows` on."""


def main() -> None:
    """Measure all parts on a folder of one size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.bench")
    parser.add_argument("--quick", action="store_true", help="two minutes: size M, 3 rounds")
    parser.add_argument("--growth", action="store_true", help="S, M and L side by side instead")
    parser.add_argument("--size", choices=SIZES, help="size of the large folder (L)")
    parser.add_argument("--rounds", type=int, help="runs that a median is made of (9)")
    asked = parser.parse_args()
    if asked.growth:
        growth.print_growth([asked.size] if asked.size else tuple(SIZES)[:3])
        return
    size = asked.size or ("M" if asked.quick else "L")
    start, meanwhile = time.monotonic(), Meanwhile()
    with prepared(size, asked.rounds or (QUICK if asked.quick else 9)) as ground:
        rows = []
        for part in PARTS:
            for row in part(ground):
                print(f"{time.monotonic() - start:5.0f} s  {row.label}", file=sys.stderr)
                rows.append(row)
        counts = ", ".join(f"{count:,} {kind}" for kind, count in ground.written.counts.items())
    print(markdown(rows))
    print(f"\n{size}: {counts}.\n{circumstances(meanwhile)}")


if __name__ == "__main__":
    main()
