"""Building the index of a large folder and opening it again, beside peers on the same records."""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from tests.bench.databases import load
from tests.bench.ground import ROOT, Ground, headless, spend
from tests.bench.machine import wait_for_quiet
from tests.bench.peers import Peer, viewers
from tests.bench.startup import BUNDLED, Figures
from tests.bench.table import Row, median
from tests.bench.terminal import Terminal

_MEGABYTE: Final = 1 << 20
OWN: Final = ("bundled", "large")
"""What this program is called among those that are started."""


def rows(ground: Ground) -> Iterator[Row]:
    """Yield the rows of this part of the table."""
    yield _glimpsing(ground)
    yield from _building(ground)
    yield from _opening(ground)


def _glimpsing(ground: Ground) -> Row:
    """Return when the newest records of a folder are seen that was never read, with no cache."""
    seen = []
    for _ in range(ground.rounds):
        with tempfile.TemporaryDirectory() as home:
            environment = dict.fromkeys(ground.environment, home)
            command = tuple(map(str, headless(ground.folder)))
            wait_for_quiet()
            with Terminal(command, folder=ROOT, environment=environment) as terminal:
                if (milliseconds := terminal.wait_text("so far")) is not None:
                    seen.append(milliseconds)
    label = f"{ground.size}: the newest records of a folder never read"
    return Row(label, median(seen) if seen else None, note="not seen")


def _building(ground: Ground) -> Iterator[Row]:
    """Yield what the first build costs: one build, for it takes minutes on a large folder."""
    size, large = ground.size, ground.size.startswith("L")
    reading = spend(("cat", *ground.written.files))
    built = spend(ground.search, ground.environment)
    if built.status:
        yield Row(f"{size}: first build", None, note=f"failed with exit code {built.status}")
        return
    yield Row(
        f"{size}: first build, processor time",
        built.processor / 1000,
        "s",
        "reading the bytes",
        reading.processor / 1000,
        most=120 if large else None,
    )
    yield Row(f"{size}: first build, on the clock", built.wall / 1000, "s")
    yield Row(f"{size}: first build, peak memory", built.memory, "MB", most=400 if large else None)
    disk = sum(path.stat().st_size for path in ground.home.rglob("*") if path.is_file())
    yield Row(
        f"{size}: index on disk",
        disk / _MEGABYTE,
        "MB",
        "the files",
        ground.written.size / _MEGABYTE,
        most_ratio=3,
    )
    yield from _beside_databases(ground, built.processor / 1000, disk / _MEGABYTE)
    yield _rereading(ground)


def _beside_databases(ground: Ground, seconds: float, megabytes: float) -> Iterator[Row]:
    """Yield what the first build takes, beside databases that take the statements alone."""
    for name, loaded in load(ground).items():
        against = name if loaded else f"{name} (not installed)"
        build, index = (
            f"{ground.size}: first build, processor time",
            f"{ground.size}: index on disk",
        )
        yield Row(build, seconds, "s", against, loaded and loaded.seconds)
        yield Row(index, megabytes, "MB", against, loaded and loaded.size / _MEGABYTE)


def _rereading(ground: Ground) -> Row:
    """Return what a search costs after one file, of middle size, has lost its last record."""
    files = sorted(ground.written.files, key=lambda path: path.stat().st_size)
    changed = files[len(files) // 2]
    before, dates = changed.read_bytes(), changed.stat()
    changed.write_bytes(before[: before.rindex(b"\n", 0, -1) + 1])
    try:
        spent = spend(ground.search, ground.environment)
    finally:
        changed.write_bytes(before)
        os.utime(changed, ns=(dates.st_atime_ns, dates.st_mtime_ns))
    fresh = spend(ground.search, ground.environment)
    label = f"{ground.size}: re-reading 1 changed file of {len(files)}, processor time"
    seconds, floor = spent.processor / 1000, fresh.processor / 1000
    return Row(label, seconds, "s", "nothing changed", floor, most=2)


def _opening(ground: Ground) -> Iterator[Row]:
    """Yield the time to the first record, interleaved with the bundled coverage and with peers."""
    peers = viewers(ground)
    own = {
        "bundled": Peer(BUNDLED.command, BUNDLED.text),
        "large": Peer(tuple(map(str, headless(ground.folder))), ground.sign),
    }
    figures = _first_sights(own | {name: peer for name, peer in peers.items() if peer}, ground)
    label, value = f"{ground.size}: open again, first record", median(figures["large"])
    yield Row(label, value, "ms", "bundled coverage", median(figures["bundled"]), most_ratio=1.15)
    for name, peer in peers.items():
        against = name if peer else f"{name} (not installed)"
        yield Row(label, value, "ms", against, median(figures[name]))
    yield Row(
        f"{ground.size}: peak memory once open",
        median(figures["large memory"]),
        "MB",
        "visidata",
        median(figures["visidata memory"]),
    )


def _first_sights(programs: Mapping[str, Peer], ground: Ground) -> Figures:
    """Start the programs in turn; one that shows nothing is not started again.

    Peers, which read the whole folder each time, are started once where it has to be quick.
    """
    figures: Figures = defaultdict(list)
    waiting = dict(programs)
    for _ in range(ground.rounds):
        for name, peer in tuple(waiting.items()):
            wait_for_quiet()
            with Terminal(peer.command, folder=ROOT, environment=ground.environment) as terminal:
                seen = terminal.wait_text(peer.text)
                if seen is None:
                    del waiting[name]
                else:
                    terminal.settle(quiet=0.2, seconds=0.5)
                    figures[name].append(seen)
                    figures[f"{name} memory"].append(terminal.peak_memory())
                if ground.is_quick and name not in OWN:
                    waiting.pop(name, None)
    return figures
