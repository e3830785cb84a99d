"""The overview: where sources disagree, figures, and who has not been quoted."""

import pytest

from summit_tui.app.links import view_of
from summit_tui.app.view import View
from summit_tui.app.widgets.overview import Bar, Line, bar_rows, disagreement_rows, unquoted_rows
from summit_tui.archive import Disagreement, Entry, FacetValue, Info, Page, Total
from summit_tui.archive.query.tree import Facet, RefersTo
from summit_tui.model.kinds import Address
from summit_tui.model.records import Speaker

EVENT = Address("e", "event", "e")


def test_disagreements_stand_in_columns_and_open_their_records():
    remark = Address("e", "quotes", "q")
    rows = disagreement_rows(
        [
            Disagreement(EVENT, "The Summit", "attendance", 12, 1_600),
            Disagreement(remark, "We\nagree", "remark", 2, 4),
        ]
    )
    assert rows == [
        "WHERE SOURCES DISAGREE",
        Line("attendance  12 ways, 1,600 sources  The Summit", view_of(EVENT)),
        Line("remark      2 ways, 4 sources       We agree", view_of(remark)),
    ]


def test_where_no_source_disagrees_nothing_is_said():
    assert disagreement_rows([]) == []


def speakers(names, number):
    """Return the first page of so many speakers."""
    entries = [
        Entry(Address("e", "speakers", f"s{at}"), Speaker(id=f"s{at}", name=name), {}, "", 1)
        for at, name in enumerate(names)
    ]
    return Page(entries, Total(number, exact=True), 0)


@pytest.mark.parametrize(
    ("names", "number", "words"),
    [
        (["Lin Mei"], 1, "1 speaker  Lin Mei"),
        (["Lin Mei", "Ada"], 2, "2 speakers  Lin Mei, Ada"),
        (["Lin Mei", "Ada"], 2_000, "2,000 speakers  Lin Mei, Ada …"),
    ],
)
def test_who_has_not_been_quoted_is_counted_and_named(names, number, words):
    heading, sentence, row = unquoted_rows(
        {"speakers": speakers(names, number), "delegations": speakers([], 0)}, events=1
    )
    assert heading == "WHO HAS NOT BEEN QUOTED"
    assert sentence == Line("Silence in these sources is not silence.")
    assert row == Line(words, View("speakers", query="-has:quotes"))


def test_where_everybody_has_been_quoted_nothing_is_said():
    assert (
        unquoted_rows({"speakers": speakers([], 0), "delegations": speakers([], 0)}, events=1) == []
    )


def test_statements_are_told_by_source_and_by_mode():
    told = {
        "mode": [FacetValue(Facet("mode", "direct"), "direct", 3)],
        "source": [FacetValue(RefersTo(Address("e", "sources", "s")), "Harbour Gazette 2030", 2)],
    }
    rows = bar_rows(Info([], {}, [], []), told, {})
    headings = [row for row in rows if isinstance(row, str)]
    assert headings == ["STATEMENTS BY MODE", "STATEMENTS BY SOURCE"]
    assert [row.count for row in rows if isinstance(row, Bar)] == [3, 0, 0, 2]
    assert rows[-1].view.choices[0].restriction == RefersTo(Address("e", "sources", "s"))


@pytest.fixture
def told(coverage, records):
    """Write a coverage whose sources disagree on how many countries came."""
    values = {"gazette": "over 50", "wire": "30"}
    records["readings"] = [
        {"record": "event/wic-2030", "field": "countries", "value": value, "source": source}
        for source, value in values.items()
    ]
    records["speakers"].append({"id": "mute", "name": "Ola Stumm"})
    return coverage(records)


async def test_a_disagreement_is_the_first_row_and_opens_its_record(browsing, told):
    async with browsing(told, size=(60, 15)) as reader:
        await reader.press("1")
        lines = reader.part_lines(reader.browse.overview)
        assert lines[0].split() == ["WHERE", "SOURCES", "DISAGREE"]
        assert lines[1].startswith("▌countries  2 ways, 2 sources  Wuzhen Forum 2030")
        await reader.press("enter")
        assert reader.shown == "wic-2030/event/wic-2030"
        assert reader.browse.links.has_focus


async def test_who_has_not_been_quoted_stands_below_and_is_listed(browsing, told):
    async with browsing(told, size=(60, 15)) as reader:
        await reader.press("1", "G")
        assert "Silence in these sources is not silence." in reader.screen
        assert "1 speaker  Ola Stumm" in reader.screen
        await reader.press("enter")
        assert (reader.pane, reader.hits) == ("speakers", ["mute"])
        assert reader.browse.box.value == "-has:quotes"


async def test_the_overview_is_told_anew_when_the_files_are_read_again(browsing, told):
    async with browsing(told) as reader:
        await reader.press("1", "j", "3", "1")
        assert "WHERE SOURCES DISAGREE" in reader.screen
        (told / "readings.json").unlink()
        await reader.press("r")
        assert "WHERE SOURCES DISAGREE" not in reader.screen
        await reader.press("G")
        assert "WHO HAS NOT BEEN QUOTED" in reader.screen


async def test_a_long_overview_begins_at_its_first_heading(browsing, small):
    async with browsing(small, size=(120, 15)) as reader:
        assert reader.browse.overview.scroll_offset.y == 0
        assert "STATEMENTS BY MODE" in reader.part_lines(reader.browse.overview)[0]
