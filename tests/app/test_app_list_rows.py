"""The rows of a list are fetched with what they show; whatever is done with one gets all of it."""

from contextlib import closing
from pathlib import Path

import pytest

from summit_tui.app import rows
from summit_tui.app.record_controller import RecordController
from summit_tui.app.rows import list_entries, record_line, record_lines
from summit_tui.app.search_controller import SearchController
from summit_tui.archive import Entry, Search
from summit_tui.archive.query.tree import And
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.attribution.summary import roles_in_words
from summit_tui.model.fields import Role
from summit_tui.model.kinds import KINDS, Address
from summit_tui.model.records import Event, Session, Source, Speaker


def quote(id, **more):
    needed = {"text": f"Statement {id}", "speaker": "ann", "mode": "paraphrase", "source": "s"}
    return {"id": id} | needed | more


UNDATED = {
    "event": {"id": "e", "name": "E", "dates": {"start": "2030-05-01", "end": "2030-05-02"}},
    "sessions": [{"id": "t", "title": "Talk", "date": "2030-05-02", "speakers": ["ann"]}],
    "speakers": [{"id": "ann", "name": "Ann", "delegation": "dx"}, {"id": "bo", "name": "Bo"}],
    "delegations": [{"id": "dx", "name": "X"}],
    "sources": [{"id": "s", "title": "S", "publisher": "Paper", "date": "2030-05-03"}],
}


async def test_a_row_shows_the_same_of_a_record_that_has_only_what_it_shows(
    browsing, small, root, coverage
):
    quotes = [
        quote("undated", session="t"),
        quote("joint", joint_speakers=["bo"], remark="r"),
        quote("nobody", speaker="ghost", source="nowhere", remark="r"),
    ]
    own = coverage({**UNDATED, "quotes": quotes})
    folders = (own, *filter(Path.is_dir, (root / "data").iterdir()))
    # The colours of a row are those of the app that shows it.
    async with browsing(small):
        for folder in folders:
            with closing(open_archive([folder], None)) as archive:
                for kind in KINDS:
                    rows, whole, again = (
                        archive.search(Search(And(), kind), limit=500, whole=is_whole).hits
                        for is_whole in (False, True, False)
                    )
                    assert [row.is_whole for row in rows] == [False] * len(whole)
                    assert [drawn(row) for row in rows] == [drawn(entry) for entry in whole]
                    pairs = zip(again, whole, strict=True)
                    assert all(row == entry or not row.is_whole for row, entry in pairs)


def test_a_capacity_that_two_sources_print_alike_comes_once():
    envoy, later = Role(title="Envoy", source="a"), Role(title="Envoy", source="b")
    former = Role(title="Envoy", to="2029", source="b")
    assert roles_in_words((envoy, later, former)) == ["Envoy", "Envoy (until 2029)"]


@pytest.mark.parametrize(
    ("record", "wide", "year"),
    [
        (Session(id="t", title="Talk", date="2030-05-02", type="forum"), "2 May", ""),
        (Session(id="t", title="Talk", start="2030-05-02T09:30:00Z"), "2 May 09:30", ""),
        (Session(id="t", title="Talk"), "", "2030"),
        (
            Source(
                id="s", title="S", publisher="The Paper " * 99, published="2030-05-03", kind="news"
            ),
            "3 May",
            "",
        ),
        (Source(id="s", title="S", publisher="P", published="2031-01"), "Jan 2031", ""),
        (Source(id="s", title="S", publisher="P"), "", "2030"),
        (Speaker(id="ann", name="Ann", roles=(Role(title="Secretary " * 9),)), "", "2030"),
    ],
)
def test_a_row_ends_with_the_day_however_long_a_publisher_or_a_capacity_is(
    monkeypatch, record, wide, year
):
    monkeypatch.setattr(rows, "style", lambda _: "")  # the colours are an app's
    linked = {("event", "e"): Event(id="e", name="E", start="2030-05-01")}
    entry = Entry(
        Address(
            "e",
            {Session: "sessions", Source: "sources", Speaker: "speakers"}[type(record)],
            record.id,
        ),
        record,
        {},
        "",
        1,
        linked,
    )
    for width in (36, 56, 110):
        assert record_lines(entry, width, ())[1].plain.endswith(wide)
        dated = record_lines(entry, width, (), shows_year=True)[1]
        assert dated.cell_length == width
        assert not getattr(record, "kind", None) or "… · news" in dated.plain
        assert dated.plain.endswith(year or wide.replace("May", "May 2030"))
        line = record_line(entry, width + 40, (), shows_year=True)
        assert line.cell_length == width + 40
        assert line.plain.endswith(f"  {year or wide.replace('May', 'May 2030')}")
    (paragraph,) = list_entries([entry]).plain.splitlines()[1:]
    assert paragraph.startswith(wide)


def drawn(entry):
    """Return all forms of the row of a record."""
    lines = [
        record_lines(entry, 80, (), collapsed=collapsed, shows_year=shows_year)
        for collapsed in (True, False)
        for shows_year in (True, False)
    ]
    return [*lines, record_line(entry, 120, ())]


async def test_a_row_that_was_not_read_in_full_is_copied_and_compared_whole(
    browsing, coverage, monkeypatch
):
    quotes = [quote("q1"), quote("q2", on_behalf_of="bo", text="We lay it.")]
    printed = {"record": "quotes/q2", "field": "role", "value": "Chief of laying", "source": "s"}
    folder = coverage({**UNDATED, "quotes": quotes, "readings": [printed]})
    async with browsing(folder, pane=4) as reader:
        with monkeypatch.context() as patch:
            patch.setattr(RecordController, "read", lambda *_: None)
            await reader.press("j")
            assert not reader.app.browse.entry.is_whole
            assert reader.app.browse.entry.address.id == "q2"
            await reader.press("y")
            assert "on behalf of Bo" in reader.app.copier.last_copy
            await reader.press("d")
            assert "Chief of laying" in reader.screen


async def test_beside_a_row_that_has_still_to_come_stands_no_other_record(
    browsing, coverage, monkeypatch
):
    quotes = [quote(f"q{number:03}") for number in range(150)]
    folder = coverage({**UNDATED, "quotes": quotes})
    async with browsing(folder, pane=4) as reader:
        await reader.press("G")
        assert reader.app.browse.entry.address.id == "q149"
        assert "Statement q149" in reader.record
    # No row comes, however long one waits.
    monkeypatch.setattr(SearchController, "fetch_rows", lambda *_, **__: None)
    async with browsing(folder, pane=4) as reader:
        await reader.press("G")
        assert reader.app.browse.entry is None
        assert "Statement" not in reader.record
        await reader.press("y")
        assert reader.app.copier.last_copy is None
