"""After any changes of the files, what was kept and what was read anew answer as one index does."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from archive_samples import Inventor, random_node
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.archive import NAME_LANGUAGES, Search, Sort, iterate_hits
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.query.tree import And, Facet
from summit_tui.archive.sqlite import incremental
from summit_tui.archive.sqlite.catalog import Catalog, open_archive
from summit_tui.archive.sqlite.indexer import stage
from summit_tui.archive.sqlite.searcher import StoreArchive
from summit_tui.model.kinds import KINDS

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
        self.inventor = random.choice([Alone, Inventor, Inventor])
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
            if rows and kind in ("speakers", "delegations") and self.random.random() < 0.4:
                rows[0]["same_as"] = self.inventor(self.random, "e0").same()
            if rows and self.random.random() < 0.1:
                rows[0]["unknown"] = True
        self.edit_readings(tables)
        if "event" in tables and self.random.random() < 0.4:
            tables["event"] |= {"start": f"202{self.random.randint(3, 6)}-01-01"}
        if self.random.random() < 0.1:
            tables.pop("event", None)
        self.write(path, tables)

    def edit_readings(self, tables):
        """Change what sources print, or the order in which it stands, or neither."""
        rows = tables.get("readings", [])
        if rows and self.random.random() < 0.5:
            self.random.shuffle(rows)
            rows[0] |= self.random.choice([{}, {"value": "shan jixiang 7"}])
            rows += self.random.choice([[], rows[:1]])

    def move(self):
        """Move a file into another folder, or give it away."""
        if len(self.files()) > 1:
            path, other = self.random.sample(self.files(), 2)
            path.rename(other.with_name(f"{self.random.choice('ab')}{next(self.numbers)}.json"))

    def remove(self):
        if self.files():
            self.random.choice(self.files()).unlink()

    def change(self):
        for _ in range(self.random.randint(1, 2)):
            self.random.choice(
                [self.add, self.edit, self.edit, self.edit, self.remove, self.move]
            )()


def counted(facets):
    """Return what facets say; equals come in any order, and a label in any case."""
    return {
        name: sorted(
            (repr(value.restriction), normalize(value.label), value.count) for value in values
        )
        for name, values in facets.items()
    }


def compare(archive, expected, random):
    """Ask both everything."""
    ours, other = archive.info(), expected.info()
    assert ours.events == other.events
    assert ours.counts == other.counts
    assert ours.paths == other.paths
    assert ours.problems == other.problems
    assert list(archive.readings()) == list(expected.readings())
    events = [event.id for event in ours.events]
    assert list(archive.digests(events)) == list(expected.digests(events))
    assert archive.disagreements() == expected.disagreements()
    for kind in ("speakers", "delegations"):
        for entry in iterate_hits(expected, Search(And(), kind)):
            assert archive.editions(entry.address) == expected.editions(entry.address)
    for id in ("q0", "s1", "e0", "quotes/q1", "e1/sessions/t0"):
        assert archive.resolve(id) == expected.resolve(id)
    for node in (And(), Facet("mode", "direct"), random_node(random)):
        assert archive.counts(node) == expected.counts(node)
        for kind in ("quotes", *random.sample(KINDS, 2)):
            assert counted(archive.facets(node, kind)) == counted(expected.facets(node, kind))
            for sort in random.sample(list(Sort), 2):
                compare_order(archive, expected, random, (node, kind, sort))


def compare_order(archive, expected, random, question):
    node, kind, sort = question
    order = {"reverse": random.random() < 0.5, "collapsed": random.random() < 0.3}
    order["language"] = random.choice(("", *NAME_LANGUAGES))
    hits = list(iterate_hits(expected, Search(*question, **order)))
    assert list(iterate_hits(archive, Search(*question, **order))) == hits
    start, limit = random.randint(0, len(hits) + 1), random.randint(1, 5)
    ours, other = (
        side.search(Search(*question, **order), start=start, limit=limit)
        for side in (archive, expected)
    )
    assert (ours.hits, ours.start) == (other.hits, other.start)
    if order["collapsed"]:
        # While statements are folded, how many there are at least depends on how far was counted.
        assert ours.total.number <= len(hits)
        assert not ours.total.exact or ours.total.number == len(hits)
    else:
        assert ours.total == other.total
    assert archive.counts(node, collapsed=order["collapsed"])[kind] == len(hits)
    for entry in random.sample(hits, min(2, len(hits))):
        address = entry.address
        position = expected.position(address, Search(node, address.kind, sort, **order))
        assert archive.position(address, Search(node, address.kind, sort, **order)) == position
        assert archive.get(address) == entry
        assert archive.neighbours(address) == expected.neighbours(address)


@settings(max_examples=12, deadline=None)
@given(SEEDS)
def test_an_updated_index_answers_as_one_made_anew(seed):
    random = Random(seed)
    with TemporaryDirectory() as root, pytest.MonkeyPatch.context() as patch:
        patch.setattr(incremental, "_MAX_SHARE", 1)
        patch.setattr("summit_tui.archive.sqlite.results.CAP", 6)
        patch.setattr("summit_tui.archive.sqlite.multi_hits.CAP", 6)
        patch.setattr("summit_tui.archive.sqlite.postings._LEAST", 0)
        patch.setattr("summit_tui.archive.sqlite.postings._SHARE", random.choice([2, 16, 1_000]))
        patch.setattr("summit_tui.archive.sqlite.results._FEW", random.choice([2, 16, 1_000]))
        folder, cache = Folder(random, Path(root, "coverage")), Path(root, "cache")
        open_archive([folder.root], cache).close()
        for _ in range(2):
            folder.change()
            with (
                closing(open_archive([folder.root], cache)) as archive,
                closing(open_archive([folder.root], None)) as expected,
            ):
                compare(archive, expected, random)
            with closing(Catalog([folder.root], cache).fresh()) as again:
                assert type(again) is type(archive)


def event(folder, name, quotes):
    """Write an event with statements of these ids into a folder of its own."""
    (folder / name).mkdir(parents=True, exist_ok=True)
    rows = [
        {"id": id, "text": f"Statement {id} on cables", "speaker": "ann", "mode": "direct"}
        | {"source": "s"}
        for id in quotes
    ]
    tables = {"event": {"id": name, "name": name.title()}, "quotes": rows}
    (folder / name / "all.json").write_text(json.dumps(tables), "utf-8")


@pytest.fixture
def folder(tmp_path):
    """Return a folder of ten events."""
    for number in range(10):
        event(tmp_path / "coverage", f"e{number}", [f"q{n}" for n in range(5)])
    return tmp_path / "coverage"


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def read(monkeypatch):
    """Note the folders of the files that are read."""
    names = []
    original = stage.read_file

    def noted(file):
        names.append(file.path.parent.name)
        return original(file)

    monkeypatch.setattr(stage, "read_file", noted)
    return names


def quotes(archive, id="q5"):
    return [str(address) for address in archive.resolve(f"quotes/{id}")]


def index_in(cache):
    (index,) = cache.glob("*.index")
    return index


def part_in(cache):
    (part,) = cache.glob("*.part")
    return part


def test_one_changed_file_is_read_alone_and_the_older_index_stays(opened, folder, cache, read):
    opened(folder, cache=cache)
    before = index_in(cache).read_bytes()
    read.clear()
    event(folder, "e3", ["q0", "q5"])
    assert quotes(opened(folder, cache=cache)) == ["e3/quotes/q5"]
    assert read == ["e3"]
    assert index_in(cache).read_bytes() == before
    assert quotes(opened(folder, cache=cache)) == ["e3/quotes/q5"]
    assert read == ["e3"]


def test_a_second_change_is_added_to_the_first(opened, folder, cache, read):
    opened(folder, cache=cache)
    for name in ("e3", "e7"):
        event(folder, name, ["q5"])
        archive = opened(folder, cache=cache)
    assert quotes(archive) == ["e3/quotes/q5", "e7/quotes/q5"]
    assert read[10:] == ["e3", "e3", "e7"]


def test_a_removed_event_is_gone_without_reading(opened, folder, cache, read):
    opened(folder, cache=cache)
    read.clear()
    shutil.rmtree(folder / "e4")
    archive = opened(folder, cache=cache)
    assert [event.id for event in archive.info().events] == [f"e{n}" for n in range(10) if n != 4]
    assert (archive.info().counts["quotes"], read) == (45, [])


def test_what_was_changed_back_is_as_it_was(opened, folder, cache, read):
    file = folder / "e3" / "all.json"
    status, text = file.stat(), file.read_bytes()
    opened(folder, cache=cache)
    event(folder, "e3", [])
    assert opened(folder, cache=cache).info().counts["quotes"] == 45
    file.write_bytes(text)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    read.clear()
    assert opened(folder, cache=cache).info().counts["quotes"] == 50
    assert read == []


def test_many_changes_make_a_new_index_and_leave_no_part(opened, folder, cache, read):
    opened(folder, cache=cache)
    event(folder, "e0", ["q5"])
    opened(folder, cache=cache)
    for number in range(5):
        event(folder, f"e{number}", ["q5"])
    read.clear()
    assert len(quotes(opened(folder, cache=cache))) == 5
    assert len(read) == 10
    assert [path.suffix for path in cache.iterdir()] == [".index"]


def test_an_event_that_takes_the_id_of_another_joins_it(opened, folder, cache):
    opened(folder, cache=cache)
    tables = json.loads((folder / "e3" / "all.json").read_text("utf-8"))
    tables["event"]["id"] = "e5"
    (folder / "e3" / "all.json").write_text(json.dumps(tables), "utf-8")
    info = opened(folder, cache=cache).info()
    assert "e3" not in [event.id for event in info.events]
    assert {problem.code for problem in info.problems} == {"E106"}


def test_the_older_archive_can_be_browsed_while_files_have_changed(opened, folder, cache):
    assert Catalog([folder], cache).stale() is None
    opened(folder, cache=cache)
    event(folder, "e3", ["q5"])
    with closing(Catalog([folder], cache).stale()) as older:
        assert older.info().counts["quotes"] == 50
    opened(folder, cache=cache)
    event(folder, "e3", [])
    with closing(Catalog([folder], cache).stale()) as older:
        assert quotes(older) == ["e3/quotes/q5"]


def test_whoever_reads_the_part_keeps_it_while_another_is_written(opened, folder, cache):
    opened(folder, cache=cache)
    event(folder, "e3", ["q5"])
    archive = opened(folder, cache=cache)
    event(folder, "e3", ["q6"])
    assert quotes(opened(folder, cache=cache), "q6") == ["e3/quotes/q6"]
    assert quotes(archive) == ["e3/quotes/q5"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda part: part.write_bytes(b""),
        lambda part: part.write_bytes(Random(1).randbytes(100_000)),
        lambda part: os.truncate(part, part.stat().st_size // 2),
        lambda part: part.unlink(),
    ],
)
def test_a_damaged_part_is_made_anew(opened, folder, cache, damage):
    opened(folder, cache=cache)
    event(folder, "e3", ["q5"])
    opened(folder, cache=cache)
    damage(part_in(cache))
    assert Catalog([folder], cache).fresh() is None
    assert quotes(opened(folder, cache=cache)) == ["e3/quotes/q5"]
    with closing(Catalog([folder], cache).fresh()) as again:
        assert quotes(again) == ["e3/quotes/q5"]


def test_the_part_of_another_index_is_not_believed(opened, folder, cache):
    opened(folder, cache=cache)
    event(folder, "e3", ["q5"])
    opened(folder, cache=cache)
    kept = part_in(cache).read_bytes(), part_in(cache).stat()
    index_in(cache).unlink()
    opened(folder, cache=cache)
    event(folder, "e3", ["q6"])
    part = index_in(cache).with_suffix(".part")
    part.write_bytes(kept[0])
    os.utime(part, ns=(kept[1].st_atime_ns, kept[1].st_mtime_ns))
    with closing(Catalog([folder], cache).stale()) as older:
        assert quotes(older) == ["e3/quotes/q5"]
        assert type(older) is StoreArchive


def test_an_update_that_is_stopped_leaves_all_as_it_was(opened, folder, cache):
    opened(folder, cache=cache)
    event(folder, "e3", ["q5"])

    def stop(progress):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_archive([folder], cache, stop)
    assert [path.suffix for path in cache.iterdir()] == [".index"]
    assert quotes(opened(folder, cache=cache)) == ["e3/quotes/q5"]


def test_a_file_that_could_not_be_read_is_tried_again(opened, folder, cache, monkeypatch):
    opened(folder, cache=cache)
    event(folder, "e3", ["q5"])

    def refused(path, name):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr("summit_tui.readers.json.read_text", refused)
        archive = opened(folder, cache=cache)
        assert [problem.code for problem in archive.info().problems] == ["E001"]
    assert quotes(opened(folder, cache=cache)) == ["e3/quotes/q5"]


def test_a_changed_file_above_the_events_makes_a_new_index(opened, folder, cache, read):
    opened(folder, cache=cache)
    (folder / "more.json").write_text('{"quotes": []}', "utf-8")
    read.clear()
    opened(folder, cache=cache)
    assert len(read) == 11


UPDATE = """
import sys
from pathlib import Path
from summit_tui.archive.sqlite.catalog import open_archive
open_archive([Path(sys.argv[1])], Path(sys.argv[2])).close()
"""


def test_an_update_that_is_killed_leaves_the_old_archive_or_the_new_one(
    opened, folder, cache, root
):
    opened(folder, cache=cache)
    random = Random()
    for number in range(4):
        event(folder, "e3", ["q5", f"q{10 + number}"])
        command = [sys.executable, "-c", UPDATE, folder, cache]
        with subprocess.Popen(command, cwd=root) as updating:
            try:
                updating.wait(timeout=random.uniform(0.2, 0.8))
            except subprocess.TimeoutExpired:
                updating.kill()
        with closing(Catalog([folder], cache).stale()) as older:
            assert older.info().counts["quotes"] in (47, 50)
        archive = opened(folder, cache=cache)
        assert quotes(archive, f"q{10 + number}") == [f"e3/quotes/q{10 + number}"]
        assert archive.info().counts["quotes"] == 47
