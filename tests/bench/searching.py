"""What a keystroke, an exact total and the facets cost on the index of a large folder."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

from summit_tui.archive import Archive, Search
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import Node
from summit_tui.archive.sqlite.catalog import open_archive
from tests.bench.event import TOPICS
from tests.bench.ground import SEED, Ground
from tests.bench.table import Row
from tests.bench.words import chinese, english

QUERIES: Final = 300
_COUNTED: Final = 270
"""So many of the keystrokes also ask for the exact total and the facets."""
_ROUNDS: Final = 5

Question = Callable[[Archive, Node], object]


def rows(ground: Ground) -> Iterator[Row]:
    """Yield the rows of this part of the table."""
    built = next(ground.home.rglob("*.index"), ground.home / "none")
    yield from measured(ground.folder, built.parent, ground.size, ground.rounds)


def measured(folder: Path, cache: Path, size: str, rounds: int = _ROUNDS) -> Iterator[Row]:
    """Yield what typing `QUERIES` queries costs, in milliseconds of processor time."""
    nodes = _nodes()
    few = _few(nodes)
    asked: Sequence[tuple[str, Sequence[Node], Question, float, float]] = (
        ("keystroke, page and capped total", nodes, _page, 0.5, 5),
        ("exact totals", few, lambda archive, node: archive.counts(node), 60, 60),
        ("facet counts", few, _facets, 60, 60),
    )
    for label, given, ask, middle, most in asked:
        spent = _times(folder, cache, given, ask, rounds)
        yield Row(f"{size}: {label}, p50 of {len(spent):,}", spent[len(spent) // 2], most=middle)
        yield Row(f"{size}: {label}, p99", spent[len(spent) * 99 // 100], most=most)


def keystroke_times(folder: Path, cache: Path, rounds: int) -> Sequence[float]:
    """Return what the page and capped total of each keystroke cost, sorted."""
    return _times(folder, cache, _nodes(), _page, rounds)


def facet_times(folder: Path, cache: Path, rounds: int) -> Sequence[float]:
    """Return what the facets cost after some of the keystrokes, sorted."""
    return _times(folder, cache, _few(_nodes()), _facets, rounds)


def _nodes() -> Sequence[Node]:
    return [parse(text, typing=True).node for text in keystrokes()]


def _few(nodes: Sequence[Node]) -> Sequence[Node]:
    return Random(SEED).sample(nodes, min(_COUNTED, len(nodes)))


def _page(archive: Archive, node: Node) -> object:
    return archive.search(Search(node, "quotes"), whole=False)


def _facets(archive: Archive, node: Node) -> object:
    return archive.facets(node, "quotes")


def _times(
    folder: Path, cache: Path, nodes: Sequence[Node], ask: Question, rounds: int
) -> Sequence[float]:
    """Return what each question costs, sorted: the median of so many runs.

    In each run all are asked one after the other, of an index that was just opened.
    """
    runs = []
    # As the application does; what is asked here is not its to look through.
    gc.set_threshold(8_000, 10, 10)
    for _ in range(rounds):
        with closing(open_archive([folder], cache)) as archive:
            gc.collect()
            gc.freeze()
            runs.append([_spent(ask, archive, node) for node in nodes])
        gc.unfreeze()
    return sorted(map(median, zip(*runs, strict=True)))


def keystrokes() -> Iterator[str]:
    """Yield what the search box holds after each key of invented queries."""
    random = Random(f"{SEED}/queries")
    lines = [list(prose.texts(random, [60] * QUERIES)) for prose in (english(SEED), chinese(SEED))]
    for number in range(QUERIES):
        text = _query(random, number % 6, lines[0][number], lines[1][number])
        yield from (text[: end + 1] for end in range(len(text)))


def _query(random: Random, sort: int, line: str, han: str) -> str:
    """Return a query of one of six sorts: words, two words, Chinese, a field, a phrase, both."""
    words = line.lower().strip(".").replace(",", "").split()
    match sort:
        case 0:
            return random.choice(words)
        case 1:
            return " ".join(random.sample(words, min(2, len(words))))
        case 2:
            return "".join(character for character in han if character.isalpha())[
                : random.randint(1, 4)
            ]
        case 3:
            return f'topic:"{random.choice(TOPICS.split("|"))}"'
        case 4:
            start = random.randrange(max(1, len(words) - 2))
            return f'"{" ".join(words[start : start + 2])}"'
    return f"mode:direct {random.choice(words)}"


def main() -> None:
    """Measure one folder: `python -m tests.bench.searching FOLDER CACHE`."""
    import sys

    for row in measured(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[1]).name):
        print(" | ".join(row.cells()))
    status = Path("/proc/self/status").read_text()
    print(next(line for line in status.splitlines() if line.startswith("VmRSS")))


_CLOCK: Final = time.process_time


def _spent(ask: Question, archive: Archive, node: Node) -> float:
    start = _CLOCK()
    ask(archive, node)
    return (_CLOCK() - start) * 1000


if __name__ == "__main__":
    main()
