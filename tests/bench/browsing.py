"""What a person at the screen waits for on a large folder: keys in the list, letters of a query."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Final

from tests.bench.ground import ROOT, SEED, Ground, headless
from tests.bench.machine import wait_for_quiet
from tests.bench.peers import Peer
from tests.bench.startup import DETAIL, LIST
from tests.bench.table import Row, markdown
from tests.bench.terminal import Terminal
from tests.bench.words import vocabulary

Seen = dict[str, list[float]]
"""The milliseconds of each key, by what it was."""

_STATEMENTS, _SEARCH, _CLEAR, _LEAVE = b"4", b"/", b"\x15", b"\x11"
_DOWN, _PAGE_DOWN, _END, _HOME = b"\x1b[B", b"\x1b[6~", b"\x1b[F", b"\x1b[H"
_KEYS: Final[Sequence[tuple[str, bytes, float]]] = (
    ("cursor down", _DOWN, 6),
    ("page down", _PAGE_DOWN, 12),
    ("end", _END, 20),
)
"""What is typed in the list, and how many milliseconds it should take at most."""
_ALL_WORDS: Final = 3_000
"""So many of the most frequent words are searched: most keystrokes find something."""


def rows(ground: Ground) -> Iterator[Row]:
    """Yield the rows of this part of the table; the index stands."""
    command = tuple(map(str, headless(ground.folder)))
    yield from measured(Peer(command, ground.sign), ground.environment, ground.size, ground.rounds)


def measured(
    program: Peer, environment: Mapping[str, str], size: str, rounds: int
) -> Iterator[Row]:
    """Yield what keys cost in a program that is started once, on the clock."""
    seen: Seen = defaultdict(list)
    wait_for_quiet()
    with Terminal(program.command, folder=ROOT, environment=environment) as terminal:
        terminal.wait_text(program.text)
        _type(terminal, _STATEMENTS)
        _move(terminal, seen, rounds)
        _search(terminal, seen, rounds + 1)
        memory = terminal.peak_memory()
        terminal.quit(_LEAVE)
    letters = sorted(seen["letter"])
    label = f"{size}: key typed → list and detail painted"
    yield Row(f"{label}, p50 of {len(letters)}", _at(letters, 0.5), most=35)
    yield Row(f"{label}, p95", _at(letters, 0.95), most=50)
    for name, _, most in _KEYS:
        yield Row(f"{size}: {name} → list painted", _at(sorted(seen[name]), 0.5), most=most)
    yield Row(f"{size}: peak memory after browsing", memory, "MB", most=75)


def _move(terminal: Terminal, seen: Seen, rounds: int) -> None:
    """Go down the list row by row, page by page, and to its end and back."""
    for name, key, _ in _KEYS:
        for _ in range(rounds + 1):
            _note(seen[name], terminal.painted(key, LIST))
            if key == _END:
                # Typed again at the end it changes nothing.
                _type(terminal, _HOME)


def _search(terminal: Terminal, seen: Seen, words: int) -> None:
    """Type words letter by letter; a letter that changes nothing counts for nothing."""
    known = vocabulary(SEED, _ALL_WORDS)
    _type(terminal, _SEARCH)
    for word in Random(SEED).sample(known, words):
        for letter in word:
            _note(seen["letter"], terminal.painted(letter.encode(), LIST, DETAIL))
        _type(terminal, _CLEAR)


def _note(seen: list[float], figure: float | None) -> None:
    if figure is not None:
        seen.append(figure)


def _type(terminal: Terminal, data: bytes) -> None:
    terminal.settle(quiet=0.2)
    terminal.send(data)
    terminal.settle(quiet=0.2)


def _at(figures: Sequence[float], share: float) -> float | None:
    """Return the figure that a share of all is below, None where there is none."""
    return figures[int(len(figures) * share)] if figures else None


def main() -> None:
    """Measure one folder: `python -m tests.bench.browsing FOLDER CACHE`."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.bench.browsing")
    parser.add_argument("folder", help="a generated folder")
    parser.add_argument("cache", help="where its index stands")
    parser.add_argument("--rounds", type=int, default=9, help="how often each key is typed (9)")
    parser.add_argument("--text", default="100k", help="what shows that a record is there (100k)")
    asked = parser.parse_args()
    command = (sys.executable, "-m", "summit_tui", "--cache", asked.cache, asked.folder)
    program = Peer(command, asked.text)
    print(markdown(measured(program, {}, Path(asked.folder).name, asked.rounds)))


if __name__ == "__main__":
    main()
