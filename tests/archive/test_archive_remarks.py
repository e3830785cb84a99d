"""Lists in which one row stands for all statements of a remark."""

import json

import pytest

from summit_tui.archive import Search, Sort, iterate_hits
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And
from summit_tui.archive.sqlite.results import CollapsedHits
from summit_tui.model.kinds import Address

REMARKS = {2: 2, 5: 2, 7: 7, 8: 2, 9: 9, 12: 9}


@pytest.mark.parametrize(
    ("hits", "rows"),
    [
        (range(6), [0, 1, 2, 3, 4]),
        (range(10), [0, 1, 2, 3, 4, 6, 7, 9]),
        (range(10)[::-1], [9, 8, 7, 6, 4, 3, 1, 0]),
        ([5, 2, 12, 9, 7], [5, 12, 7]),
        ([8, 0, 5], [8, 0]),
        ([0, 1, 3], [0, 1, 3]),
        ([5], [5]),
        ([], []),
        (range(0), []),
    ],
)
def test_the_first_of_each_remark_is_a_row(hits, rows):
    collapsed = CollapsedHits(hits, REMARKS)
    assert len(collapsed) == len(rows)
    for start in range(len(rows) + 2):
        for stop in range(start, len(rows) + 3):
            assert collapsed.page(start, stop) == rows[start:stop]
    assert [collapsed.row(rank) for rank in rows] == list(range(len(rows)))
    assert collapsed.row(99) is None
    gone = [rank for rank in hits if rank not in rows]
    assert all(REMARKS[rows[collapsed.row(rank)]] == REMARKS[rank] for rank in gone)


@pytest.fixture
def archive(opened, tmp_path, quote):
    """Open an archive of which every second statement is of one remark."""
    quotes = [
        quote(f"q{number:03}", text=f"Words {number}", source="ab"[number % 2])
        | ({"remark": "same"} if number % 2 else {})
        for number in range(40)
    ]
    sources = [{"id": id, "title": id, "publisher": id} for id in "ab"]
    event = {"id": "e", "name": "E"}
    tables = {"event": event, "sources": sources, "quotes": quotes}
    (tmp_path / "all.json").write_text(json.dumps(tables), "utf-8")
    return opened(tmp_path)


@pytest.mark.parametrize("text", ["", "words", "source:b", "remark:same", "-remark:same", "ann"])
@pytest.mark.parametrize("sort", [Sort.DEFAULT, Sort.NAME, Sort.SOURCE])
def test_a_page_that_many_statements_of_a_remark_fill_is_full_all_the_same(
    archive, text, sort, monkeypatch
):
    monkeypatch.setattr("summit_tui.archive.sqlite.results.CAP", 6)
    node = parse(text).node
    every = list(iterate_hits(archive, Search(node, "quotes", sort)))
    same = [hit.address for hit in every if hit.record.remark]
    rows = [hit.address for hit in every if hit.address not in same[1:]]
    for start in range(len(rows)):
        page = archive.search(Search(node, "quotes", sort, collapsed=True), start=start, limit=5)
        assert [hit.address for hit in page.hits] == rows[start : start + 5]
        assert page.total.number == len(rows) if page.total.exact else page.total.number <= 6
    assert archive.counts(node, collapsed=True)["quotes"] == len(rows)


def test_a_statement_that_is_folded_away_stands_where_its_remark_does(archive):
    address = Address("e", "quotes", "q033")
    assert archive.position(address, Search(And(), address.kind, Sort.DEFAULT, collapsed=True)) == 1
    assert (
        archive.position(address, Search(parse("-remark:same").node, address.kind, Sort.DEFAULT))
        is None
    )
    elsewhere = parse("-remark:same").node
    assert (
        archive.position(address, Search(elsewhere, address.kind, Sort.DEFAULT, collapsed=True))
        is None
    )


def test_other_kinds_have_nothing_to_fold(archive):
    assert archive.search(Search(And(), "sources", collapsed=True)) == archive.search(
        Search(And(), "sources")
    )
    assert archive.counts(And(), collapsed=True)["sources"] == 2


def test_what_unnamed_speakers_said_is_never_one_remark(opened, tmp_path, quote):
    quotes = [
        quote("named-a", speaker="ann", source="a"),
        quote("named-b", speaker="ann", source="b"),
        quote("unnamed-a", speaker="official", source="a"),
        quote("unnamed-b", speaker="official", source="b"),
        quote("joint-b", speaker="ann", source="b") | {"joint_speakers": ["official"]},
    ]
    tables = {
        "event": {"id": "e", "name": "E"},
        "speakers": [
            {"id": "ann", "name": "Ann"},
            {"id": "official", "name": "a senior official", "naming": "unnamed"},
        ],
        "sources": [{"id": id, "title": id, "publisher": id} for id in "ab"],
        "quotes": [each | {"remark": "same"} for each in quotes],
    }
    (tmp_path / "all.json").write_text(json.dumps(tables), "utf-8")
    archive = opened(tmp_path)
    rows = archive.search(Search(And(), "quotes", collapsed=True)).hits
    assert len(rows) == 4
    assert sum(entry.address.id.startswith("named") for entry in rows) == 1
    in_several = iterate_hits(archive, Search(parse("sources:2").node, "quotes"))
    assert sorted(entry.record.id for entry in in_several) == ["named-a", "named-b"]
    declared = iterate_hits(archive, Search(parse("remark:same").node, "quotes"))
    assert len(list(declared)) == len(quotes)
