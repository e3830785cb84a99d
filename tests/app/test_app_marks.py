"""Marking records, one by one and in ranges, and what becomes of the marks."""

import asyncio
import json

import pytest

from summit_tui.app.screens.problems import ProblemScreen
from summit_tui.app.widgets.record_list import BOOKMARK_SIGN
from summit_tui.bookmarks import Bookmarks
from summit_tui.model.kinds import Address


def marked(reader):
    return [address.id for address in reader.app.archive_worker.bookmarks]


def signs(reader):
    """Return the ids of the rows that bear the sign of a mark."""
    rows = reader.browse.list_
    return [
        rows.entry(row).address.id for row in range(rows.count) if BOOKMARK_SIGN in rows.marker(row)
    ]


def count_line(reader):
    return reader.lines[-1].split("  ")[-1].strip()


async def test_space_marks_the_record_and_takes_the_mark_away(browsing, coverage):
    async with browsing(coverage(), pane=4) as reader:
        assert count_line(reader) == "1 of 4"
        await reader.press("j", "space")
        assert marked(reader) == signs(reader) == ["direct"]
        assert count_line(reader) == "1 marked · 2 of 4"
        assert any(
            line.startswith("▌+ “We will") for line in reader.part_lines(reader.browse.list_)
        )
        await reader.press("space")
        assert marked(reader) == signs(reader) == []
        assert count_line(reader) == "2 of 4"


async def test_marks_stay_over_panes_and_starts(browsing, coverage, tmp_path):
    folder, state = coverage(), tmp_path / "state"
    async with browsing(folder, pane=4, state=state) as reader:
        await reader.press("space", "3", "j", "space", "4")
        assert marked(reader) == ["later", "okoro"]
        assert signs(reader) == ["later"]
    async with browsing(folder, pane=3, state=state) as reader:
        assert signs(reader) == ["okoro"]
        assert count_line(reader) == "2 marked · 1 of 3"


async def test_v_marks_from_where_it_was_pressed_first(browsing, coverage):
    async with browsing(coverage(), pane=4) as reader:
        await reader.press("j", "v")
        assert reader.status == "A range begins at row 2: go to its end and press v again"
        await reader.press("G")
        assert "A range begins at row 2" in reader.status
        await reader.press("v")
        assert marked(reader) == signs(reader) == reader.hits[1:]
        assert "range" not in reader.status


async def test_a_range_is_begun_where_v_was_pressed_however_soon_other_keys_follow(
    browsing, coverage
):
    async with browsing(coverage(), pane=4) as reader:
        for key in ("j", "v", "j", "j", "v"):
            reader.app.simulate_key(key)
        await reader.rest()
        assert len(marked(reader)) == 3


async def test_a_range_can_be_marked_upwards(browsing, coverage):
    async with browsing(coverage(), pane=4) as reader:
        await reader.press("G", "v", "k", "v")
        assert marked(reader) == reader.hits[2:]


async def test_a_range_reaches_over_rows_that_were_never_fetched(browsing, coverage, records):
    quote = records["quotes"][0]
    records["quotes"] = [quote | {"id": f"q{n:04}"} for n in range(700)]
    async with browsing(coverage(records), pane=4) as reader:
        await reader.press("v", "G", "v")
        assert len(marked(reader)) == 700
        assert "700 marked" in count_line(reader)


async def test_a_range_does_not_reach_into_another_list(browsing, coverage):
    async with browsing(coverage(), pane=4) as reader:
        await reader.press("v", "3", "j", "v")
        assert marked(reader) == []
        assert "begins at row 2" in reader.status


async def test_escape_drops_a_range_before_anything_else(browsing, coverage):
    async with browsing(coverage(), pane=4) as reader:
        await reader.type("cable")
        await reader.press("enter", "v", "escape")
        assert reader.browse.view.query == "cable"
        assert "range" not in reader.status
        await reader.press("escape")
        assert reader.browse.view.query == ""
        assert marked(reader) == []


async def test_the_overview_has_no_ranges(browsing, coverage):
    async with browsing(coverage()) as reader:
        await reader.press("v", "v")
        assert reader.status == "A range is marked in a list."
        assert marked(reader) == []


async def test_shift_u_takes_every_mark_of_the_open_coverage_away_and_u_sets_them_again(
    browsing, coverage, tmp_path
):
    state = tmp_path / "state"
    Bookmarks(state).mark([Address("elsewhere", "quotes", "q")])
    async with browsing(coverage(), pane=4, state=state) as reader:
        await reader.press("space", "3", "space", "U")
        assert marked(reader) == ["q"]
        assert signs(reader) == []
        assert reader.status == "2 records unmarked; u marks them again."
        await reader.press("U")
        assert reader.status == "Nothing of this coverage is marked."
        await reader.press("u")
        assert reader.status == "2 records marked again."
        assert len(marked(reader)) == 3
        assert len(signs(reader)) == 1
        await reader.press("u", "u")
        assert marked(reader) == ["q"]
        await reader.press("u")
        assert reader.status == "There is nothing to undo."


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
async def test_that_all_marks_are_of_other_coverages_is_said_whole_on_80_columns(
    browsing, coverage, tmp_path, language
):
    state = tmp_path / "state"
    Bookmarks(state).mark(Address("elsewhere", "quotes", f"q{number}") for number in range(12))
    async with browsing(coverage(), pane=4, state=state, size=(80, 24)) as reader:
        reader.app.speak(language)
        await reader.press("y")
        assert str(12) in reader.status
        assert reader.status in reader.screen


async def test_the_list_of_marks_clears_and_undoes_alike(browsing, coverage):
    async with browsing(coverage(), pane=4) as reader:
        await reader.press("space", "m", "U")
        assert marked(reader) == []
        await reader.press("u")
        assert marked(reader) == ["later"]


async def test_m_lists_the_marked_records_and_enter_goes_there(browsing, coverage):
    async with browsing(coverage(), pane=4) as reader:
        await reader.press("j", "space", "3", "j", "space", "m")
        assert "2 records marked" in reader.screen
        said = " ".join(reader.screen.replace("▌", "").split())
        assert "+ “We will lay the cable together.”" in said
        assert "DIRECT Lin Mei · Harbour Gazette" in said
        assert "+ Ada Okoro" in said
        assert "SPEAKER person" in said
        await reader.press("1", "2", "enter")
        assert reader.app.screen is reader.browse
        assert reader.shown == "wic-2030/quotes/direct"


async def test_the_list_of_marks_copies_and_exports_all_of_them(browsing, coverage):
    async with browsing(coverage(), pane=4) as reader:
        await reader.press("space", "j", "space", "m", "e")
        assert "2 records marked" in reader.screen
        assert "File" in reader.screen
        assert "“We will lay the cable together.”" in reader.screen
        await reader.press("escape", "m", "y")
        assert reader.app.screen is reader.browse
        assert "2 records" in reader.status


async def test_space_in_the_list_of_marks_unmarks_and_marks_again(browsing, coverage):
    async with browsing(coverage(), pane=4) as reader:
        await reader.press("space", "m", "space")
        assert marked(reader) == []
        assert "later" not in marked(reader)
        assert "0 records marked" in reader.screen
        await reader.press("space")
        assert marked(reader) == ["later"]
        await reader.press("space", "escape")
        assert signs(reader) == []


async def test_an_empty_list_of_marks_says_how_to_mark(browsing, coverage):
    async with browsing(coverage()) as reader:
        await reader.press("m")
        assert "Space  marks the record under the cursor" in reader.screen
        await reader.press("space", "j", "enter")
        assert reader.app.screen is reader.browse


async def test_a_mark_whose_record_is_gone_says_so(browsing, coverage, records, tmp_path):
    state = tmp_path / "state"
    folder = coverage(records)
    async with browsing(folder, pane=4, state=state) as reader:
        await reader.press("space", "j", "space")
    records["quotes"] = [record for record in records["quotes"] if record["id"] != "later"]
    (folder / "quotes.json").write_text(json.dumps({"quotes": records["quotes"]}), "utf-8")
    async with browsing(folder, pane=4, state=state) as reader:
        await reader.press("m")
        assert "wic-2030/quotes/later" in reader.screen
        assert "1 no longer in this coverage" in reader.screen
        await reader.press("enter")
        assert reader.app.screen is not reader.browse
        await reader.press("space", "escape")
        assert marked(reader) == ["direct"]


async def test_marks_made_elsewhere_meanwhile_are_not_lost(browsing, coverage, tmp_path):
    state = tmp_path / "state"
    async with browsing(coverage(), pane=4, state=state) as reader:
        Bookmarks(state).mark([reader.browse.entry.address])
        await reader.press("j", "space")
        assert marked(reader) == ["later", "direct"]


async def test_marks_that_cannot_be_kept_are_said_to_last_until_the_end(
    browsing, coverage, tmp_path
):
    (tmp_path / "state").write_text("in the way")
    async with browsing(coverage(), pane=4, state=tmp_path / "state") as reader:
        await reader.press("space")
        assert marked(reader) == ["later"]
        assert "could not be written" in reader.status


@pytest.mark.parametrize("key", ["y", "Y", "e"])
async def test_marks_of_another_coverage_are_named_where_nothing_is_copied(
    browsing, coverage, tmp_path, key
):
    state = tmp_path / "state"
    Bookmarks(state).mark([Address("davos-2031", "quotes", name) for name in ("one", "two")])
    async with browsing(coverage(), pane=4, state=state) as reader:
        await reader.press(key)
        assert reader.app.screen is reader.browse
        assert reader.status == (
            "2 marks, all of other coverages; m lists them, Space there unmarks."
        )
        await reader.press("m", "space", "j", "space", "escape", "y")
        assert "255 characters" in reader.status


async def test_the_list_of_marks_fits_every_screen(browsing, coverage):
    async with browsing(coverage(), pane=4, size=(1, 1)) as reader:
        await reader.press("v", "G", "v")
        for size in ((1, 1), (20, 5), (60, 15), (80, 24), (120, 40)):
            await reader.resize(*size)
            await reader.press("m", "j", "space", "space", "G", "enter")
            assert reader.app.screen is reader.browse
            assert len(marked(reader)) == 4


async def test_nothing_in_a_record_or_an_address_is_markup(browsing, coverage, records):
    records["speakers"][0]["name"] = "[b]Lin[/] [/x] \x1b]52;c;aGk=\x07"
    async with browsing(coverage(records), pane=3) as reader:
        await reader.press("space", "m")
        assert "[b]Lin[/] [/x]" in reader.screen
        assert "\x1b" not in reader.screen


async def test_of_sheets_asked_for_in_one_breath_one_is_shown(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("space")
        await reader.pilot.press("m", "Y", "e", "question_mark")
        await reader.rest()
        assert len(reader.app.screen_stack) == 2
        await reader.press("escape")
        assert reader.app.screen is reader.browse


async def test_a_sheet_may_be_closed_at_any_moment_of_its_opening(browsing, small):
    async with browsing(small) as reader:
        for steps in range(6):
            reader.app.push_screen(ProblemScreen([]))
            for _ in range(steps):
                await asyncio.sleep(0)
            reader.app.pop_screen()
            await reader.rest()
            assert reader.app.screen is reader.browse
