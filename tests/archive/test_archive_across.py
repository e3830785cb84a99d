"""Where events name records of others, a changed event is still read alone."""

import json
from contextlib import closing

import pytest

from summit_tui.archive import Search
from summit_tui.archive.query import parse
from summit_tui.archive.sqlite.catalog import Catalog, open_archive
from summit_tui.archive.sqlite.indexer import stage
from summit_tui.model.kinds import Address


class Folder:
    """Events that are written one by one, and the archive after each change."""

    def __init__(self, root, opened, read):
        self.root, self.opened, self.read = root / "coverage", opened, read
        for number in range(9):
            self.write(f"x{number}", padding="Nothing in here. " * 99)

    def write(self, id, *, same=(), printed=(), statements=1, name="Ann", padding="Little."):
        """Write an event whose speaker says to be the same as others', and what it prints."""
        ann = {"id": "ann", "name": name, "same_as": [f"{event}/speakers/ann" for event in same]}
        quote = {"speaker": "ann", "mode": "direct", "source": "s", "text": "Well."}
        tables = {
            "event": {"id": id, "name": id.upper(), "summary": padding, "start": f"20{id[1:]:0>2}"},
            "quotes": [quote | {"id": f"q{n}"} for n in range(statements)],
            "speakers": [ann],
            "sources": [{"id": "s", "title": f"Of {id}", "publisher": f"Paper {statements}"}],
            "readings": [
                {"record": f"{other}/speakers/ann", "field": "name", "value": value, "source": "s"}
                for other, value in printed
            ],
        }
        file = self.root / id / "all.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        # A record a line: what is added above changes the line of what is below.
        file.write_text(json.dumps(tables, indent=1), "utf-8")

    def archive(self):
        self.read.clear()
        return self.opened(self.root, cache=self.root.parent / "cache")

    def remove(self, id):
        (self.root / id / "all.json").unlink()


@pytest.fixture
def folder(tmp_path, opened, monkeypatch):
    read, original = [], stage.read_file

    def noted(file):
        read.append(file.path.parent.name)
        return original(file)

    monkeypatch.setattr(stage, "read_file", noted)
    return Folder(tmp_path, opened, read)


def editions(archive, event):
    return [
        edition.address.event for edition in archive.editions(Address(event, "speakers", "ann"))
    ]


def hit_addresses(archive, text, kind="speakers"):
    return [str(hit.address) for hit in archive.search(Search(parse(text).node, kind)).hits]


def readings(archive, event):
    return [
        (reading.reading.value, reading.event, reading.source.publisher)
        for reading in archive.get(Address(event, "speakers", "ann")).readings
    ]


@pytest.mark.parametrize("changed", ["a1", "a2", "a3"])
def test_a_chain_holds_whichever_of_its_events_changes(folder, changed):
    ties = {"a1": ["a2"], "a2": ["a3"], "a3": []}
    for id, same in ties.items():
        folder.write(id, same=same)
    assert editions(folder.archive(), "a1") == ["a3", "a2", "a1"]
    folder.write(changed, same=ties[changed], statements=2)
    archive = folder.archive()
    assert folder.read == [changed]
    assert [editions(archive, id) for id in ties] == [["a3", "a2", "a1"]] * 3
    assert editions(archive, "x1") == []


def test_ties_appear_change_and_vanish_with_the_event_that_tells_of_them(folder):
    for id in ("a1", "a2", "a3"):
        folder.write(id)
    folder.archive()
    expected = {("a1", "a3"): "a3 a2 a1", ("a1",): "a2 a1", (): "", ("a3", "a7"): "a3 a2"}
    for same, editions_then in expected.items():
        folder.write("a2", same=same)
        archive = folder.archive()
        assert (folder.read, editions(archive, "a2")) == (["a2"], editions_then.split())
    folder.remove("a2")
    assert editions(folder.archive(), "a3") == []


def test_a_tie_into_an_event_that_is_not_open_holds_once_it_is(folder):
    folder.write("a1", same=["a2"])
    assert editions(folder.archive(), "a1") == []
    folder.write("a2")
    archive = folder.archive()
    assert (folder.read, editions(archive, "a1")) == (["a2"], ["a2", "a1"])
    folder.remove("a1")
    assert editions(folder.archive(), "a2") == []


def test_the_middle_of_a_chain_goes_and_comes_back(folder):
    for id, same in {"a1": ["a2"], "a2": [], "a3": ["a2"]}.items():
        folder.write(id, same=same)
    folder.archive()
    folder.remove("a2")
    assert editions(folder.archive(), "a1") == editions(folder.archive(), "a3") == []
    folder.write("a2", statements=3)
    assert editions(folder.archive(), "a1") == ["a3", "a2", "a1"]


def test_what_another_event_prints_is_told_as_it_is_now_without_reading_more(folder):
    folder.write("a1", printed=[("a2", "Anna"), ("x3", "Anya")])
    folder.write("a2")
    before = next(iter(folder.archive().readings())).line
    folder.write("a1", printed=[("a2", "Anna"), ("x3", "Anya")], statements=5)
    archive = folder.archive()
    assert folder.read == ["a1"]
    assert readings(archive, "a2") == [("Anna", "a1", "Paper 5")]
    (hit,) = archive.search(Search(parse("anna").node, "speakers")).hits
    assert [reading.line for reading in hit.readings] == [next(iter(archive.readings())).line]
    assert hit.readings[0].line > before
    assert [str(reading.address) for reading in archive.readings()] == [
        "a2/speakers/ann",
        "x3/speakers/ann",
    ]


def test_an_event_that_is_printed_of_is_read_alone_and_found_by_it(folder):
    folder.write("a1", printed=[("a2", "Anna")])
    folder.write("a2")
    folder.archive()
    folder.write("a2", statements=2)
    archive = folder.archive()
    assert folder.read == ["a2"]
    assert hit_addresses(archive, "speaker:anna", "quotes") == ["a2/quotes/q0", "a2/quotes/q1"]
    assert hit_addresses(archive, "has:readings") == ["a2/speakers/ann"]
    assert readings(archive, "a2") == [("Anna", "a1", "Paper 1")]
    assert len(list(archive.readings())) == 1


def test_where_something_else_is_printed_what_it_is_of_is_read_too(folder):
    folder.write("a1", printed=[("a2", "Anna")])
    folder.write("a2")
    folder.archive()
    folder.write("a1", printed=[("a2", "Hanna"), ("a2", "Hannah")])
    archive = folder.archive()
    assert folder.read == ["a1", "a1", "a2"]
    assert (hit_addresses(archive, "anna"), hit_addresses(archive, "hanna")) == (
        [],
        ["a2/speakers/ann"],
    )
    assert [disagreement.field for disagreement in archive.disagreements()] == ["name"]
    folder.remove("a1")
    archive = folder.archive()
    assert (folder.read, hit_addresses(archive, "hanna"), readings(archive, "a2")) == (
        ["a2"],
        [],
        [],
    )


def test_a_reading_of_an_event_that_is_not_open_is_of_its_record_once_it_is(folder):
    folder.write("a1", printed=[("a2", "Anna")])
    assert [reading.address for reading in folder.archive().readings()] == [None]
    folder.write("a2")
    archive = folder.archive()
    assert (folder.read, hit_addresses(archive, "anna")) == (["a2"], ["a2/speakers/ann"])
    assert [str(reading.address) for reading in archive.readings()] == ["a2/speakers/ann"]
    folder.remove("a2")
    assert [reading.address for reading in folder.archive().readings()] == [None]


def test_an_event_that_takes_the_id_of_another_is_read_with_it(folder):
    for id in ("a1", "a2"):
        folder.write(id)
    folder.archive()
    text = (folder.root / "a2" / "all.json").read_text("utf-8")
    (folder.root / "a2" / "all.json").write_text(text.replace('"a2"', '"a1"'), "utf-8")
    archive = folder.archive()
    assert folder.read == ["a2", "a1", "a2"]
    assert {problem.code for problem in archive.info().problems} == {"E106"}
    assert [event.id for event in archive.info().events if event.id[0] == "a"] == ["a1"]


def test_an_updated_index_is_fresh_the_next_time(folder):
    folder.write("a1", same=["a2"], printed=[("a2", "Anna")])
    folder.write("a2")
    folder.archive()
    folder.write("a1", same=["a2"], printed=[("a2", "Hanna")])
    folder.archive()
    folder.read.clear()
    with closing(open_archive([folder.root], folder.root.parent / "cache")) as archive:
        assert (folder.read, editions(archive, "a1")) == ([], ["a2", "a1"])
    with closing(Catalog([folder.root], folder.root.parent / "cache").fresh()) as archive:
        assert hit_addresses(archive, "hanna") == ["a2/speakers/ann"]
