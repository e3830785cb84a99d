"""Start, keys, end and memory of the program on a small folder, beside the minimal Textual app.

Each round starts all programs once, in turn, so that whatever the machine does meanwhile hits all.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tests.bench.ground import HOMES, ROOT
from tests.bench.machine import Meanwhile, circumstances, wait_for_quiet
from tests.bench.table import Row, markdown, median
from tests.bench.terminal import Region, Terminal

_MINIMAL: Final = (sys.executable, "-m", "tests.bench.minimal_app")
LIST: Final = Region(26, 3, 66, 37)
"""Where the list stands in 120 columns and 40 rows, facets left out."""
DETAIL: Final = Region(72, 3, 118, 37)
"""Where the highlighted record stands."""

Figures = dict[str, list[float | None]]


@dataclass(frozen=True, slots=True)
class Program:
    """The program under test: how to start it, what to look for and what to type."""

    command: Sequence[str] = (sys.executable, "-m", "summit_tui", "data/wic-ap/wic-ap-2025")
    """The command line, run from the checkout."""
    text: str = "World Internet Conference"
    """What stands on the screen as soon as the first record does."""
    open_list: bytes = b"4"
    """Opens the list in which keys are timed."""
    down: bytes = b"\x1b[B"
    """Moves the cursor of that list one row down."""
    downs: int = 4
    """How often `down` is typed."""
    search: bytes = b"/"
    """Opens the search box."""
    word: bytes = b"deep"
    """What is typed there, letter by letter."""
    quit: bytes = b"q"
    """Ends the program."""
    leave_box: bytes = b"\x11"
    """Ends the program while the search box has the keyboard."""
    list_region: Region = LIST
    """Where the list stands."""
    detail_region: Region = DETAIL
    """Where the highlighted record stands."""


BUNDLED: Final = Program()
"""The program on the coverage that it carries."""


def measure(program: Program, rounds: int) -> Mapping[str, float | None]:
    """Return the median of each figure over `rounds` rounds: a cold first one does not move it."""
    figures: Figures = defaultdict(list)
    for _ in range(rounds):
        _minimal(figures)
        with tempfile.TemporaryDirectory(prefix="summit-bench-") as home:
            environment = dict.fromkeys(HOMES, home)
            _start(program, environment, figures)
            _browse(program, environment, figures)
    return defaultdict(lambda: None, {name: median(seen) for name, seen in figures.items()})


def rows(program: Program, rounds: int) -> Iterator[Row]:
    """Yield the rows of this part of the table."""
    times = measure(program, rounds)
    text, peer = times["minimal text"], "minimal Textual app"
    yield Row(
        "first record on the screen, very first start",
        times["first start"],
        "ms",
        peer,
        text,
        most_ratio=2,
    )
    yield Row(
        "first record on the screen, from the second start on",
        times["start"],
        "ms",
        peer,
        text,
        most_ratio=1.25,
    )
    yield Row("the same, processor time", times["start cpu"], "ms", peer, times["minimal cpu"])
    yield Row(
        "key down → list painted",
        times["down"],
        "ms",
        f"{peer}, a key",
        times["minimal key"],
        most=10,
    )
    yield Row(
        "key down → list and detail painted",
        times["down detail"],
        "ms",
        f"{peer}, a key",
        times["minimal key"],
    )
    yield Row(
        "letter typed → list and detail painted",
        times["letter"],
        "ms",
        f"{peer}, a key",
        times["minimal key"],
        most=45,
    )
    yield Row("quit", times["quit"], "ms", peer, times["minimal quit"], most_ratio=1)
    yield Row(
        "peak resident memory, after browsing",
        times["memory"],
        "MB",
        peer,
        times["minimal memory"],
        most_ratio=1.5,
    )


def _minimal(figures: Figures) -> None:
    wait_for_quiet()
    with Terminal(_MINIMAL, folder=ROOT) as terminal:
        figures["minimal text"].append(terminal.wait_text("This is the text."))
        figures["minimal cpu"].append(terminal.processor_time())
        terminal.settle()
        figures["minimal key"].append(terminal.painted(b"x", Region(0, 0, 120, 40)))
        figures["minimal memory"].append(terminal.peak_memory())
        figures["minimal quit"].append(terminal.quit(b"q"))


def _start(program: Program, environment: Mapping[str, str], figures: Figures) -> None:
    """Start the program for the first time until a record stands on the screen, and quit."""
    wait_for_quiet()
    with Terminal(program.command, folder=ROOT, environment=environment) as terminal:
        if _shown(terminal, program, figures["first start"]):
            terminal.settle(quiet=0.3)
            figures["quit"].append(terminal.quit(program.quit))


def _browse(program: Program, environment: Mapping[str, str], figures: Figures) -> None:
    """Start again, move through the list, search letter by letter, and note the memory it took."""
    both = (program.list_region, program.detail_region)
    wait_for_quiet()
    with Terminal(program.command, folder=ROOT, environment=environment) as terminal:
        if not _shown(terminal, program, figures["start"]):
            return
        figures["start cpu"].append(terminal.processor_time())
        _type(terminal, program.open_list)
        for number in range(program.downs):
            name, regions = ("down", both[:1]) if number % 2 == 0 else ("down detail", both)
            figures[name].append(terminal.painted(program.down, *regions))
        _type(terminal, program.search)
        for letter in program.word:
            figures["letter"].append(terminal.painted(bytes([letter]), *both))
        figures["memory"].append(terminal.peak_memory())
        terminal.quit(program.leave_box)


def _shown(terminal: Terminal, program: Program, seen: list[float | None]) -> bool:
    """Wait for the first record, note when it came, and say whether it did."""
    seen.append(terminal.wait_text(program.text))
    return seen[-1] is not None


def _type(terminal: Terminal, data: bytes) -> None:
    terminal.settle(quiet=0.2)
    terminal.send(data)
    terminal.settle(quiet=0.2)


def main() -> None:
    """Print this part of the table alone: `python -m tests.bench.startup`."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.bench.startup")
    parser.add_argument("--rounds", type=int, default=9, help="rounds measured (9)")
    parser.add_argument("--quick", action="store_true", help="5 rounds")
    parser.add_argument("--text", default=BUNDLED.text, help="what shows that a record is there")
    parser.add_argument("--word", default=BUNDLED.word.decode(), help="what is typed to search")
    parser.add_argument("command", nargs="*", help="another command line to measure")
    asked = parser.parse_args()
    program = Program(
        command=asked.command or BUNDLED.command, text=asked.text, word=asked.word.encode()
    )
    meanwhile = Meanwhile()
    print(markdown(rows(program, 5 if asked.quick else asked.rounds)))
    print(f"\n{circumstances(meanwhile)}")


if __name__ == "__main__":
    main()
