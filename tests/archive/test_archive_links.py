"""The records that a record refers to come with it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from summit_tui.archive import IndexCorruptError, Search, Sort
from summit_tui.archive.query.tree import And
from summit_tui.archive.sqlite.catalog import Catalog
from summit_tui.archive.sqlite.fts_store import FtsStore
from summit_tui.archive.sqlite.index_file import connect_read_only
from summit_tui.archive.sqlite.loader import RecordLoader
from summit_tui.archive.sqlite.roots import Roots
from summit_tui.model.kinds import Address

EVENT = {"id": "e", "name": "Event E"}


def tables(quote):
    return {
        "event": EVENT,
        "sessions": [
            {"id": "t", "title": "Talk", "speakers": ["ann", {"speaker": "two"}, "ghost"]}
        ],
        "speakers": [
            {"id": "ann", "name": "Ann", "delegation": "dx"},
            {"id": "two", "name": "Two", "delegation": ["dy", "dx", "lost"]},
        ],
        "quotes": [
            quote("q1"),
            quote("q2", speaker="two", session="t"),
            quote("q3", speaker="ghost", source="nowhere"),
            quote("q4", source="talk"),
        ],
        "delegations": [{"id": "dx", "name": "X"}, {"id": "dy", "name": "Y"}],
        "sources": [
            {"id": "s", "title": "S", "publisher": "Paper"},
            {"id": "talk", "title": "T", "publisher": "Office", "speech_by": ["two", "ghost"]},
        ],
    }


@pytest.fixture
def archive(opened, coverage, quote):
    return opened(coverage(tables(quote)))


@pytest.mark.parametrize(
    ("kind", "id", "named"),
    [
        ("quotes", "q1", ["speakers/ann", "delegations/dx", "sources/s", "event/e"]),
        (
            "quotes",
            "q2",
            [
                "speakers/two",
                "delegations/dy",
                "delegations/dx",
                "sources/s",
                "sessions/t",
                "event/e",
            ],
        ),
        ("quotes", "q3", ["event/e"]),
        (
            "quotes",
            "q4",
            ["speakers/ann", "delegations/dx", "sources/talk", "speakers/two", "event/e"],
        ),
        (
            "sessions",
            "t",
            ["speakers/ann", "delegations/dx", "speakers/two", "delegations/dy", "event/e"],
        ),
        ("speakers", "two", ["delegations/dy", "delegations/dx", "event/e"]),
        ("event", "e", ["event/e"]),
    ],
)
def test_a_record_comes_with_what_it_names_in_the_order_of_its_fields(archive, kind, id, named):
    linked = archive.get(Address("e", kind, id)).linked
    assert ["/".join(key) for key in linked] == named
    assert len(linked) == len(named)
    assert [linked[key].id for key in linked] == [key.split("/")[1] for key in named]


def test_what_is_not_named_is_not_among_what_is_linked(archive):
    page = archive.search(Search(And(), "quotes", Sort.DEFAULT))
    first = next(hit for hit in page.hits if hit.address.id == "q1")
    assert first.link("speakers", "two") is None
    assert first.link("sessions", "t") is None
    assert first.link("speakers", None) is None


def test_the_same_record_fetched_alone_and_on_a_page_has_the_same_links(archive):
    for kind in ("quotes", "sessions", "speakers"):
        for entry in archive.search(Search(And(), kind)).hits:
            assert archive.get(entry.address) == entry


def test_a_page_asks_as_few_statements_of_the_index_as_a_record_does(coverage, quote, tmp_path):
    people = [{"id": f"p{number}", "name": f"P {number}"} for number in range(25)]
    quotes = [quote(f"q{number}", speaker=f"p{number}") for number in range(25)]
    folder = coverage(tables(quote) | {"speakers": people, "quotes": quotes})
    Catalog([folder], tmp_path / "cache").build().close()
    (index,) = (tmp_path / "cache").glob("*.index")
    asked = []
    with closing(connect_read_only(index)) as connection:
        for docids in ([0], range(25)):
            loader = RecordLoader(FtsStore(connection), Roots([folder]))
            statements = []
            connection.set_trace_callback(statements.append)
            entries = loader.load(docids)
            connection.set_trace_callback(None)
            assert [entry.link("speakers", entry.record.speaker).id for entry in entries] == [
                entry.record.speaker for entry in entries
            ]
            asked.append(len(statements))
    assert asked == [3, 3]  # their rows, their blocks, and all that they refer to


def test_a_linked_record_that_is_damaged_is_told_as_such(coverage, quote, tmp_path):
    folder, cache = coverage(tables(quote)), tmp_path / "cache"
    Catalog([folder], cache).build().close()
    (index,) = Path(cache).glob("*.index")
    date = index.stat().st_mtime_ns
    with closing(sqlite3.connect(index)) as connection:
        connection.execute("""UPDATE record SET data = '{"idea":"ann"}' WHERE id = 'ann'""")
        connection.commit()
    os.utime(index, ns=(date, date))
    with closing(Catalog([folder], cache).fresh()) as archive, pytest.raises(IndexCorruptError):
        archive.get(Address("e", "quotes", "q1"))
