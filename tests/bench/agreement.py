"""Compare the archive with a scan of all records: `python -m tests.bench.agreement [FOLDER]`.

Ten random updates of size M, or of the folder that is given, which is left as it is; half of them
break a file and mend it. The index is opened after each, and updated. Then random queries are
asked in every order; the exit code is 1 where an answer is not the scan's.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import Final

from summit_tui.archive import NAME_LANGUAGES, Archive, Search, Sort
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import Node
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.model.kinds import KINDS, Kind
from tests.bench.generate import SIZES, generate
from tests.bench.ground import SEED
from tests.bench.questions import questions
from tests.bench.scanning import LargeScan
from tests.bench.updates import Editor, files_in, tables_of

_UPDATES: Final = 10
_PAGE: Final = 50
_TOLD: Final = 20
"""So many differences are printed."""


class Agreement:
    """Counts what was compared, and prints where it differs."""

    def __init__(self) -> None:
        self.compared = 0
        self.differences = 0

    def hold(self, label: str, answer: object, expected: object) -> None:
        """Note whether an answer is what was expected."""
        self.compared += 1
        if answer != expected:
            self.differences += 1
            if self.differences <= _TOLD:
                print(f"DIFFERENT: {label}: {_difference(answer, expected)}", flush=True)


def updated(editor: Editor, folder: Path, cache: Path, agreement: Agreement) -> None:
    """Make the index of a folder, then update folder and index in turn."""
    open_archive([folder], cache).close()
    (index,) = cache.glob("*.index")
    made = index.stat().st_mtime_ns, index.stat().st_ino
    for number in range(_UPDATES):
        for label in editor.update(number):
            start = time.process_time()
            with closing(open_archive([folder], cache)) as archive:
                problems = len(archive.info().problems)
                now = index.stat().st_mtime_ns, index.stat().st_ino
            agreement.hold(f"{label}: the older index stays", now, made)
            agreement.hold(f"{label}: a problem is told", problems > 0, label.endswith("broken"))
            spent = time.process_time() - start
            print(f"update {number + 1}: {label}, {spent:.1f} s, {problems} problems", flush=True)


def compare(archive: Archive, scan: LargeScan, number: int, seed: int) -> Agreement:
    """Ask both a number of random questions."""
    agreement, random = Agreement(), Random(f"{seed}/orders")
    for index, (text, typing) in enumerate(questions(scan, number, seed)):
        if index % 50 == 0:
            print(f"query {index}, {time.process_time():.0f} s of processor time", flush=True)
        node = parse(text, typing=typing).node
        agreement.hold(f"{text!r}, totals", dict(archive.counts(node)), scan.counts(node))
        _compare_orders(archive, scan, (text, node), random, agreement)
    return agreement


def _compare_orders(
    archive: Archive,
    scan: LargeScan,
    question: tuple[str, Node],
    random: Random,
    agreement: Agreement,
) -> None:
    """Compare the first page and its total in every order, forwards or backwards."""
    text, node = question
    kind: Kind = random.choice(("quotes", "quotes", "quotes", *KINDS))
    total = len(scan.hits_of(node) & scan.of_kind(kind))
    for sort in Sort:
        reverse, language = random.random() < 0.3, random.choice(("", *NAME_LANGUAGES))
        search = Search(node, kind, sort, reverse=reverse, language=language)
        page = archive.search(search, limit=_PAGE)
        label = f"{text!r}, {kind} by {sort} {language}{', reversed' * reverse}"
        addresses = [tuple(hit.address) for hit in page.hits]
        agreement.hold(label, addresses, scan.best(search, _PAGE))
        is_right = page.total.number == total or (
            not page.total.exact and page.total.number < total
        )
        agreement.hold(f"{label}, total", is_right, True)


def _difference(answer: object, expected: object) -> str:
    """Say in few words what an answer is and what it should be."""
    if isinstance(answer, list) and isinstance(expected, list):
        pairs = enumerate(zip_longest(answer, expected))
        index, (answer, expected) = next(pair for pair in pairs if pair[1][0] != pair[1][1])
        return f"hit {index} is {answer}, by the scan {expected}"
    return f"{answer}, by the scan {expected}"


def _facts(scan: LargeScan) -> Iterator[str]:
    for kind in KINDS:
        yield f"{len(scan.of_kind(kind)):,} {kind}"


def main() -> None:
    """Update, compare, print what was compared, and exit 1 on a difference."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.bench.agreement")
    parser.add_argument("folder", type=Path, nargs="?", help="a generated folder (size M)")
    parser.add_argument("--queries", type=int, default=500, help="how many are asked (500)")
    parser.add_argument("--seed", type=int, default=SEED, help="other updates and queries (0)")
    asked = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="summit-agreement-") as scratch:
        folder, cache = Path(scratch, "coverage"), Path(scratch, "cache")
        if asked.folder:
            shutil.copytree(asked.folder, folder)
        else:
            generate(SIZES["M"], folder, SEED, lines=True)
        try:
            editor = Editor(folder, asked.seed, _UPDATES)
        except ValueError as error:
            parser.error(str(error))
        updates = Agreement()
        updated(editor, folder, cache, updates)
        scan = LargeScan(map(tables_of, files_in(folder)))
        with closing(open_archive([folder], cache)) as archive:
            answers = compare(archive, scan, asked.queries, asked.seed)
    differences = updates.differences + answers.differences
    print(f"{', '.join(_facts(scan))} after {_UPDATES} updates")
    print(f"{asked.queries} queries: {answers.compared:,} totals and pages of {_PAGE} compared")
    print(f"{differences} differences, {time.monotonic() - start:.0f} s")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
