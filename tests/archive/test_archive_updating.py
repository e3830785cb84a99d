"""After any changes of the files, what was kept and what was read anew answer as one index does."""

import json
import os
import shutil
from contextlib import closing
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from archive_samples import Inventor, random_node
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.archive import Sort, building, changing, every_hit, sqlite
from summit_tui.archive.folding import fold
from summit_tui.archive.joined import JoinedArchive
from summit_tui.archive.opening import Coverage, open_archive
from summit_tui.archive.query import And, Reference
from summit_tui.records import KINDS

SEEDS = st.integers(0, 1 << 32)


class Alone(Inventor):
    """Invents the records of an event that names no other one."""

    def reading(self):
        reading = super().reading()
        return reading | {"record": "/".join(reading["record"].split("/")[-2:])}

    def same(self):
        return ["/".join(address.split("/")[-2:]) for address in super().same()]


class Folder:
    """A folder of invented events that changes at random."""

    def __init__(self, random, root):
        self.random, self.root = random, root
        self.inventor = random.choice([Alone, Alone, Alone, Inventor])
        self.clock = 0
        self.numbers = iter(range(1_000))
        for _ in range(random.randint(2, 4)):
            self.add()

    def add(self):
        """Add an event: one file, or two."""
        number = next(self.numbers)
        home = f"{self.random.randint(0, 99):02}" if self.random.random() < 0.8 else "x/deep"
        folder = self.root / f"{home}-{number}"
        folder.mkdir(parents=True)
        tables = self.inventor(self.random, f"e{number}").tables(8)
        quotes = {"quotes": tables.pop("quotes")} if self.random.random() < 0.5 else {}
        self.write(folder / "a.json", tables)
        if quotes:
            self.write(folder / "b.json", quotes)

    def write(self, path, tables):
        self.clock += 1
        path.write_text(json.dumps(tables), "utf-8")
        os.utime(path, ns=(self.clock, self.clock))

    def files(self):
        return sorted(self.root.rglob("*.json"))

    def edit(self):
        """Change some records of a file, give one the id of another, or break it."""
        if not self.files():
            return
        path = self.random.choice(self.files())
        tables = json.loads(path.read_text("utf-8")) if path.stat().st_size > 20 else {}
        for kind in self.random.choices([kind for kind in KINDS if kind != "event"], k=3):
            rows = tables.get(kind, [])
            self.random.shuffle(rows)
            if rows and self.random.random() < 0.4:
                rows.append(self.random.choice(rows) | {"summary": "the twin"})
            if rows and self.random.random() < 0.4:
                rows.pop()
            if rows and kind == "quotes":
                rows[0] |= {"text": "digital again", "remark": self.random.choice(["r0", "r1"])}
            if rows and self.random.random() < 0.1:
                rows[0]["unknown"] = True
        if "event" in tables and self.random.random() < 0.4:
            tables["event"] |= {"start": f"202{self.random.randint(3, 6)}-01-01"}
        if self.random.random() < 0.1:
            tables.pop("event", None)
        self.write(path, tables)

    def move(self):
        """Move a file into another folder, or give it away."""
        if len(self.files()) > 1:
            one, other = self.random.sample(self.files(), 2)
            one.rename(other.with_name(f"{self.random.choice('ab')}{next(self.numbers)}.json"))

    def remove(self):
        if self.files():
            self.random.choice(self.files()).unlink()

    def change(self):
        for _ in range(self.random.randint(1, 2)):
            self.random.choice([self.add, self.edit, self.edit, self.edit, self.remove, self.move])()


def counted(facets):
    """Return what facets say; equals come in any order, and a label in any case."""
    return {
        name: sorted((value.mark, fold(value.label), value.count) for value in values)
        for name, values in facets.items()
    }


def compare(archive, expected, random):
    """Ask both everything."""
    one, other = archive.info(), expected.info()
    assert one.events == other.events
    assert one.counts == other.counts
    assert one.paths == other.paths
    assert one.problems == other.problems
    assert list(archive.readings()) == list(expected.readings())
    assert archive.disagreements() == expected.disagreements()
    for id in ("q0", "s1", "e0", "quotes/q1", "e1/sessions/t0"):
        assert archive.resolve(id) == expected.resolve(id)
    for node in (And(), Reference("mode=direct"), random_node(random)):
        assert archive.counts(node) == expected.counts(node)
        for kind in ("quotes", *random.sample(KINDS, 2)):
            assert counted(archive.facets(node, kind)) == counted(expected.facets(node, kind))
            for sort in Sort:
                compare_order(archive, expected, random, (node, kind, sort))


def compare_order(archive, expected, random, question):
    reverse = random.random() < 0.5
    hits = list(every_hit(expected, *question, reverse=reverse))
    assert list(every_hit(archive, *question, reverse=reverse)) == hits
    start, limit = random.randint(0, len(hits) + 1), random.randint(1, 5)
    place = {"reverse": reverse, "start": start, "limit": limit}
    assert archive.search(*question, **place) == expected.search(*question, **place)
    node, _, sort = question
    for entry in random.sample(hits, min(2, len(hits))):
        address = entry.address
        place = expected.position(address, node, sort, reverse=reverse)
        assert archive.position(address, node, sort, reverse=reverse) == place
        assert archive.get(address) == entry
        assert archive.neighbours(address) == expected.neighbours(address)
        assert archive.editions(address) == expected.editions(address)


@settings(max_examples=12, deadline=None)
@given(SEEDS)
def test_an_updated_index_answers_as_one_made_anew(seed):
    random = Random(seed)
    with TemporaryDirectory() as root, pytest.MonkeyPatch.context() as patch:
        patch.setattr(changing, "_MOST", 1)
        patch.setattr(sqlite, "CAP", 6)
        patch.setattr("summit_tui.archive.joined.CAP", 6)
        folder, cache = Folder(random, Path(root, "coverage")), Path(root, "cache")
        open_archive([folder.root], cache).close()
        for _ in range(2):
            folder.change()
            with (
                closing(open_archive([folder.root], cache)) as archive,
                closing(open_archive([folder.root], None)) as expected,
            ):
                compare(archive, expected, random)
            with closing(Coverage([folder.root], cache).fresh()) as again:
                assert type(again) is type(archive)
