"""A remark that several sources have, as one row or as many."""

import pytest

from summit_tui.app import sentences
from summit_tui.app.rows import record_lines
from summit_tui.app.view import Choice, View
from summit_tui.archive import Entry, Total
from summit_tui.archive.query.tree import Facet
from summit_tui.model.kinds import Address
from summit_tui.model.records import Quote, Source, Speaker

QUOTE = Quote(id="q", speaker="lin", text="We lay it.", mode="direct", source="gazette")
LINKED = {
    ("speakers", "lin"): Speaker(id="lin", name="Lin Mei"),
    ("sources", "gazette"): Source(id="gazette", title="Cables", publisher="Harbour Gazette"),
}


def below(accounts, width, *, collapsed):
    """Return the last line of a statement's row."""
    address = Address("e", "quotes", "q")
    entry = Entry(address, QUOTE, {}, "", 1, LINKED, accounts=accounts)
    return record_lines(entry, width, (), collapsed=collapsed)[-1].plain


async def test_a_row_says_in_how_many_sources_its_remark_stands(browsing, small):
    rows = [
        (1, 50, False, "DIRECT      Lin Mei · Harbour Gazette       no day"),
        (1, 50, True, "DIRECT      Lin Mei · Harbour Gazette       no day"),
        (4, 50, False, "DIRECT      Lin Mei · Harbour Gazette  ×4   no day"),
        (4, 49, False, "DIRECT      Lin Mei · Harbour Gazette  ×4  no day"),
        (4, 47, False, "DIRECT      Lin Mei · Harbour Gazette    no day"),
        (4, 44, True, "DIRECT      Lin Mei · 4 sources · …   no day"),
        (1, 38, False, "DIRECT      Lin Mei · Harbour…  no day"),
        (1, 30, False, "DIRECT      Lin Mei     no day"),
        (1, 24, False, "DIRECT      Lin…  no day"),
        (1_000, 60, True, "DIRECT      Lin Mei · 1,000 sources · Harbour …       no day"),
    ]
    # The colours of a row are those of the app that shows it.
    async with browsing(small):
        for accounts, width, collapsed, line in rows:
            assert below(accounts, width, collapsed=collapsed) == line


@pytest.mark.parametrize(
    ("total", "view", "words"),
    [
        (Total(1, exact=True), View("quotes", collapsed=True), "1 remark · newest first"),
        (Total(1, exact=False), View("quotes", collapsed=True), "1+ remarks · newest first"),
        (
            Total(1_000, exact=False),
            View("quotes", collapsed=True),
            "1,000+ remarks · newest first",
        ),
        (Total(9, exact=True), View("quotes", collapsed=True), "9 remarks · newest first"),
        (Total(9, exact=True), View("quotes"), "9 quotes · newest first"),
        (Total(9, exact=True), View("sources", collapsed=True), "9 sources · newest first"),
    ],
)
def test_rows_of_remarks_are_counted_as_such(total, view, words):
    assert sentences.hits(total, 9, view) == words


def test_a_view_stays_folded_where_it_is_filtered_sorted_and_left():
    view = View("quotes", collapsed=True)
    assert view.sorted_next().collapsed
    assert view.toggled([Choice(Facet("mode", "direct"), "direct")]).collapsed
    assert view.in_pane("speakers").in_pane("quotes").collapsed


@pytest.fixture
def with_remark(coverage, records):
    """Write a coverage in which two statements are of one remark."""
    for record in records["quotes"]:
        if record["id"] in ("partial", "paraphrase"):
            record["remark"] = "r"
    return coverage(records)


async def test_x_folds_remarks_and_unfolds_them_in_place(browsing, with_remark):
    async with browsing(with_remark, pane=4, size=(200, 30)) as reader:
        assert reader.hits == ["later", "direct", "partial", "paraphrase"]
        assert "×2" in reader.list
        await reader.press("G", "x")
        assert reader.hits == ["later", "direct", "partial"]
        # What was folded away stands where its remark does.
        assert reader.shown == "wic-2030/quotes/partial"
        assert "· 2 sources ·" in reader.list
        assert "3 remarks · newest first" in reader.screen
        assert "4 Quotes 4" in reader.panes
        await reader.press("S")
        assert reader.hits == ["paraphrase", "direct", "later"]
        await reader.press("n", "n", "n")
        assert reader.pane == "sources" or reader.pane == "delegations"
        await reader.press("4", "x")
        assert len(reader.hits) == 4


async def test_what_is_folded_is_exported_and_marked_row_by_row(browsing, with_remark):
    async with browsing(with_remark, pane=4) as reader:
        await reader.press("x", "v", "G", "v")
        marked = {str(address) for address in reader.app.archive_worker.bookmarks}
        assert marked == {f"wic-2030/quotes/{id}" for id in ("later", "direct", "partial")}


async def test_history_remembers_what_was_folded(browsing, with_remark):
    async with browsing(with_remark, pane=4) as reader:
        await reader.press("x", "3", "left_square_bracket")
        assert reader.hits == ["later", "direct", "partial"]
        await reader.press("x", "right_square_bracket", "x")
        assert "Remarks are folded in the list of quotes" in reader.status
