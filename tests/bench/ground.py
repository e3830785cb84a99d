"""The large folder that the rows stand on, and what a command spends on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from tests.bench.generate import SIZES, Written, generate

ROOT: Final = Path(__file__).parents[2]
"""The checkout."""
HOMES: Final = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")
QUICK: Final = 3
"""Rounds, where a table is wanted in two minutes."""
SEED: Final = 0
"""The seed of the folder, from which its words can be made again."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A generated folder, a home with nothing in it, and how often to measure."""

    size: str
    """The folder's size, a key of `SIZES`."""
    rounds: int
    """How many runs a median is made of."""
    folder: Path
    """The coverage, as JSON Lines, a file for each event."""
    joined: Path
    """The same records in one file, for programs that read one."""
    written: Written
    """What the folder holds."""
    home: Path
    """Where caches and settings go."""

    @property
    def is_quick(self) -> bool:
        """Say whether peers should be measured once."""
        return self.rounds <= QUICK

    @property
    def sign(self) -> str:
        """What the line of the panes shows once a record does: the number of statements."""
        number = self.written.counts["quotes"]
        return f"{number // 1_000}k" if number < 1_000_000 else f"{number / 1_000_000:.1f}M"

    @property
    def search(self) -> Sequence[str | Path]:
        """The command that opens the folder and shows one record: to print all takes a while."""
        return headless("search", "the", self.folder, "--limit", "1")

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment in which nothing of the user's own is read or written."""
        return dict.fromkeys((*HOMES, "HOME"), str(self.home))


@contextmanager
def prepared(size: str, rounds: int, *, joined: bool = True) -> Iterator[Ground]:
    """Generate a folder of `size` in a temporary place, and take it away afterwards."""
    with tempfile.TemporaryDirectory(prefix="summit-bench-") as scratch:
        folder, whole, home = (Path(scratch, name) for name in ("coverage", "all.jsonl", "home"))
        home.mkdir()
        written = generate(SIZES[size], folder, SEED, lines=True)
        with whole.open("xb") as all_records:
            for path in written.files if joined else ():
                with path.open("rb") as file:
                    shutil.copyfileobj(file, all_records)
        yield Ground(size, rounds, folder, whole, written, home)


@dataclass(frozen=True, slots=True)
class Spent:
    """What a command took from its start to its end."""

    wall: float
    """Milliseconds on the clock."""
    processor: float
    """Milliseconds of processor time."""
    memory: float
    """Peak resident memory in MB (2^20); never less than this process's own."""
    status: int
    """Its exit code."""


def spend(
    command: Sequence[str | Path],
    environment: Mapping[str, str] | None = None,
    given: BinaryIO | None = None,
) -> Spent:
    """Run `command` in the checkout on the input `given`, drop its output, and say its cost."""
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdin=given or subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    processor = usage.ru_utime + usage.ru_stime
    return Spent(wall * 1000, processor * 1000, usage.ru_maxrss / 1024, process.returncode)


def read(command: Sequence[str | Path]) -> str:
    """Run `command` in the checkout and return what it prints; raises an error where it fails."""
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def headless(*arguments: str | Path) -> Sequence[str | Path]:
    """Return the command line of one of the program's headless commands."""
    return (sys.executable, "-m", "summit_tui", *arguments)
