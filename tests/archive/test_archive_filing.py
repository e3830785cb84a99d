"""Which event a record belongs to, and what becomes of records that stand in each other's way."""

import json
import os
from pathlib import Path

import pytest

from summit_tui.archive import Search
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And
from summit_tui.archive.sqlite.indexer import combinations
from summit_tui.model.kinds import KINDS, Address


def event(id, **more):
    return {"event": {"id": id, "name": id.upper()} | more}


def said(archive):
    """Return the addresses of all statements and the problems' codes."""
    problems = [problem.code for problem in archive.info().problems]
    addresses = archive.resolve("q")
    return [str(address) for address in addresses], problems


def test_a_folder_belongs_to_its_own_event_or_the_nearest_above(opened, coverage, quote):
    tables = {"quotes": [quote("q")]}
    coverage(event("top", start="2025") | tables, "all")
    coverage(event("first", start="2024") | tables, "all/first")
    coverage(event("second", start="2023") | tables, "all/second")
    coverage({"quotes": [quote("deep")]}, "all/first/deep/er")
    root = coverage({"quotes": [quote("plain")]}, "all/plain")
    archive = opened(root.parent)
    addresses, problems = said(archive)
    assert sorted(addresses) == ["first/quotes/q", "second/quotes/q", "top/quotes/q"]
    assert problems == []
    assert [*map(str, archive.resolve("deep"))] == ["first/quotes/deep"]
    assert [*map(str, archive.resolve("plain"))] == ["top/quotes/plain"]
    assert [event.id for event in archive.info().events] == ["top", "first", "second"]


def test_events_come_newest_first_and_undated_ones_last(opened, coverage):
    starts = {"old": "2014", "none": None, "new": "2026-01-02", "mid": "2025-12"}
    folders = [
        coverage(event(id, **({"start": start} if start else {})), id)
        for id, start in starts.items()
    ]
    ids = [event.id for event in opened(*folders).info().events]
    assert ids == ["new", "mid", "old", "none"]


def test_a_subfolder_opened_beside_its_parent_belongs_to_it(opened, coverage, quote):
    top = coverage(event("top"), "top")
    sub = coverage({"quotes": [quote("q")]}, "top/sub")
    assert said(opened(sub, top)) == (["top/quotes/q"], [])
    assert said(opened(sub)) == (["sub/quotes/q"], ["E107"])


def test_a_path_that_leads_up_and_down_does_not_change_the_parents(
    opened, coverage, quote, monkeypatch
):
    here = coverage(event("here"), "here")
    coverage({"quotes": [quote("q")]}, "other")
    monkeypatch.chdir(here)
    assert said(opened(Path(), Path("..", "other"))) == (["other/quotes/q"], ["E107"])


def test_the_folder_one_stands_in_gives_its_name(opened, coverage, quote, monkeypatch):
    folder = coverage({"quotes": [quote("q")]}, "Our Talks, 2025!")
    monkeypatch.chdir(folder)
    assert said(opened(Path())) == (["our-talks-2025/quotes/q"], ["E107"])


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("wic-2025", "wic-2025"),
        ("WIC 2025", "wic-2025"),
        ("..x", "x"),
        ("Été", "t"),
        ("Éé", "ee"),
        ("大会", "coverage"),
        ("_", "coverage"),
    ],
)
def test_without_an_event_the_folder_lends_its_name(opened, coverage, quote, name, id):
    folder = coverage({"quotes": [quote("q")]}, f"in/{name}")
    archive = opened(folder)
    assert said(archive) == ([f"{id}/quotes/q"], ["E107"])
    (problem,) = archive.info().problems
    assert (problem.path, problem.line) == (str(folder), 0)
    assert f"‘{id}’" in problem.message
    assert [event.name for event in archive.info().events] == [id]
    assert archive.facets(And(), "quotes")["event"][0].label == id


def test_a_folder_without_a_valid_record_has_no_event(opened, coverage, quote):
    archive = opened(coverage({"quotes": [quote("q", mode="loud")]}))
    assert [problem.code for problem in archive.info().problems] == ["E104"]
    assert archive.info().events == []
    assert archive.info().counts == dict.fromkeys(KINDS, 0)


def test_a_broken_event_leaves_its_records_to_the_folder(opened, coverage, quote):
    archive = opened(coverage(event("e", startt="2025") | {"quotes": [quote("q")]}, "talks"))
    assert said(archive) == (["talks/quotes/q"], ["E102", "E107"])


def test_a_second_event_in_a_folder_is_a_problem(opened, coverage, quote):
    folder = coverage(event("one") | {"quotes": [quote("q")]})
    (folder / "more.toml").write_text('\n[event]\nid = "two"\nname = "Two"\n', "utf-8")
    archive = opened(folder)
    assert said(archive) == (["one/quotes/q"], ["E108"])
    (problem,) = archive.info().problems
    assert (problem.path, problem.line) == (str(folder / "more.toml"), 2)
    assert "‘one’" in problem.message
    assert archive.resolve("two") == []


def test_the_first_of_twins_stays_and_the_other_names_it(opened, coverage, quote):
    first = coverage(event("e") | {"quotes": [quote("q", text="first")]}, "a")
    (first / "z.toml").write_text(
        '[[quotes]]\nid="q"\nspeaker="b"\ntext="second"\nmode="direct"\nsource="s"\n', "utf-8"
    )
    second = coverage(event("e") | {"quotes": [quote("q", text="third")]}, "b")
    archive = opened(first, second)
    assert archive.get(Address("e", "quotes", "q")).record.text == "first"
    assert archive.info().counts["quotes"] == archive.info().counts["event"] == 1
    reported = {
        (problem.path, problem.line, problem.code, problem.where)
        for problem in archive.info().problems
    }
    assert reported == {
        (str(first / "z.toml"), 1, "E106", "quotes q"),
        (str(second / "quotes.json"), 1, "E106", "quotes q"),
        (str(second / "event.json"), 1, "E106", "event e"),
    }
    places = [problem.message for problem in archive.info().problems if problem.where == "quotes q"]
    assert all(f"{first / 'quotes.json'}:1;" in message for message in places)


def test_the_same_id_may_name_one_record_of_each_kind_and_event(opened, coverage, quote):
    tables = {"quotes": [quote("x")], "sessions": [{"id": "x", "title": "X"}]}
    archive = opened(coverage(event("x") | tables, "a"), coverage(event("y") | tables, "b"))
    assert archive.info().problems == []
    assert len(archive.resolve("x")) == 5


def test_a_single_file_is_opened_alone(opened, coverage, quote):
    folder = coverage(event("e") | {"quotes": [quote("q")]}, "talks")
    assert said(opened(folder / "quotes.json")) == (["talks/quotes/q"], ["E107"])
    assert said(opened(folder / "quotes.json", folder / "event.json")) == (["e/quotes/q"], [])
    assert said(opened(folder, folder / "quotes.json")) == (["e/quotes/q"], [])


def test_nothing_to_read_is_an_empty_archive(opened, tmp_path):
    archive = opened(tmp_path / "missing")
    assert [problem.code for problem in archive.info().problems] == ["E001"]
    assert archive.info().counts == dict.fromkeys(KINDS, 0)
    assert archive.search(Search(And(), "quotes")).hits == []
    assert not any(archive.facets(And(), "quotes").values())


def test_a_file_name_that_is_no_text_is_read_all_the_same(opened, coverage, quote, tmp_path):
    folder = coverage(event("e") | {"quotes": [quote("q")]})
    try:
        (folder / "quotes.json").rename(os.fsdecode(os.fsencode(folder) + b"/\xff\n.json"))
    except OSError:
        pytest.skip("this file system takes only text")
    archive = opened(folder, cache=tmp_path / "cache")
    assert said(archive) == (["e/quotes/q"], [])
    assert archive.get(Address("e", "quotes", "q")).path.endswith("\N{REPLACEMENT CHARACTER}␊.json")


def test_what_only_a_twin_says_counts_for_nobody(opened, coverage, quote):
    twin = quote("q", speaker="bob", source="t", topics=["Doubles"], same_as=["quotes/q"])
    folder = coverage(
        event("e")
        | {
            "quotes": [quote("q"), {**twin, "same_as": None}],
            "speakers": [
                {"id": "ann", "name": "Ann"},
                {"id": "bob", "name": "Bob", "same_as": ["f/speakers/bob"]},
                {"id": "bob", "name": "Bob", "same_as": ["g/speakers/bob"]},
            ],
        },
        "e",
    )
    archive = opened(folder)
    quoted = archive.search(Search(parse("has:quotes").node, "speakers")).hits
    assert [hit.address.id for hit in quoted] == ["ann"]
    facets = archive.facets(And(), "quotes")
    assert [value.label for value in facets["speaker"]] == ["Ann"]
    assert facets["topic"] == []
    assert archive.search(Search(parse("source:t").node, "quotes")).hits == []


def test_a_folder_between_whose_files_many_others_were_read_is_found_and_counted_whole(
    opened, coverage, quote, monkeypatch
):
    monkeypatch.setattr(combinations, "KNOWN", 0)
    speakers = [{"id": "ann", "name": "Ann Lee"}]
    sources = [{"id": "s", "title": "S", "publisher": "P"}]
    tables = event("e") | {"speakers": speakers, "sources": sources}
    top = coverage(tables | {"quotes": [quote("q1")]}, "all")
    deep = coverage(event("deep") | {"quotes": [quote("q")]}, "all/deep")
    files, last = sorted(top.glob("*.json")), top / "last.json"
    last.write_text(json.dumps({"quotes": [quote("q2")]}))
    archive = opened(*files, deep, last)
    hits = archive.search(Search(parse("speaker:lee").node, "quotes")).hits
    assert sorted(hit.address.id for hit in hits) == ["q1", "q2"]
    counts = archive.facets(And(), "quotes")["speaker"]
    assert [(value.label, value.count) for value in counts] == [("Ann Lee", 2), ("ann", 1)]
    quoted = archive.search(Search(parse("has:quotes").node, "speakers")).hits
    assert [str(hit.address) for hit in quoted] == ["e/speakers/ann"]
