"""Panes by number, and what stands in each of them."""

import pytest

PANES = ["overview", "sessions", "speakers", "quotes", "delegations", "sources"]


async def test_a_number_shows_a_pane_with_its_first_record_in_full(browsing, small):
    async with browsing(small) as reader:
        for number, pane in enumerate(PANES[1:], 2):
            await reader.press(str(number))
            assert reader.pane == pane
            assert reader.shown.split("/")[1] == pane
            assert reader.browse.list_.has_focus
            heading = "PARAPHRASE" if pane == "quotes" else pane.removesuffix("s").upper()
            assert heading in reader.record.split()[:3]
        await reader.press("1")
        assert reader.pane == "overview"
        assert reader.browse.overview.has_focus


async def test_every_pane_says_how_many_records_it_has(browsing, small):
    async with browsing(small) as reader:
        drawn = ["7 Days", "8 Map", "9 Topics"]
        counts = ["1 Start", "2 Sessions 2", "3 Speakers 3", "4 Quotes 4"]
        assert reader.panes == [*counts, "5 Delegations 2", "6 Sources 2", *drawn]


async def test_the_masthead_says_what_where_and_when(browsing, small):
    async with browsing(small) as reader:
        assert reader.lines[0].split("  ")[0].strip() == "Wuzhen Forum 2030"
        assert reader.lines[0].endswith("Wuzhen · 1–2 May 2030")


@pytest.mark.parametrize(
    ("start", "first", "years"),
    [(None, "One", ""), ("2030", "Other", "2030"), ("2028-05-01", "Other", "2028–2030")],
)
async def test_of_several_events_the_masthead_names_the_first(
    browsing, coverage, start, first, years
):
    event = {"id": "one", "name": "One"} | ({"end": "2030-05-02"} if start else {})
    other = {"id": "other", "name": "Other"} | ({"start": start} if start else {})
    coverage({"event": event}, folder="both/one")
    coverage({"event": other}, folder="both/two")
    async with browsing(coverage().parent / "both") as reader:
        name, _, rest = reader.lines[0].strip().partition(", and 1 more event")
        assert (name, rest.strip()) == (first, years)
        assert "EVENTS" in reader.screen


async def test_the_record_in_full_follows_the_cursor(browsing, small):
    async with browsing(small, pane=3) as reader:
        assert reader.shown == "wic-2030/speakers/lin"
        await reader.press("j")
        assert reader.shown == "wic-2030/speakers/okoro"
        assert "Ada Okoro" in reader.record
        await reader.press("down", "k")
        assert reader.shown == "wic-2030/speakers/okoro"
        await reader.press("G")
        assert reader.shown == "wic-2030/speakers/youth"
        await reader.press("g")
        assert reader.shown == "wic-2030/speakers/lin"


async def test_the_place_in_the_list_is_said(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("j")
        assert reader.lines[-1].endswith("2 of 4")


async def test_the_cursor_stays_within_the_list(browsing, small):
    async with browsing(small, pane=4) as reader:
        for key, row in (
            ("k", 0),
            ("pagedown", 3),
            ("j", 3),
            ("pagedown", 3),
            ("pageup", 0),
            ("up", 0),
            ("end", 3),
            ("home", 0),
        ):
            await reader.press(key)
            assert reader.browse.list_.cursor == row
            assert reader.shown == f"wic-2030/quotes/{reader.hits[row]}"


async def test_the_overview_shows_the_event_and_bars_on_one_scale(browsing, small):
    async with browsing(small, size=(120, 45)) as reader:
        for fact in ("Wuzhen Forum 2030", "乌镇论坛", "Openness", "1–2 May 2030"):
            assert fact in reader.record
        length = {}
        for line in reader.part_lines(reader.browse.overview):
            if "━" in line:
                length[line[:20].strip(" ▌")] = 2 * line.count("━") + line.count("╸")
        assert length["paraphrase"] == length["Lin Mei"]
        assert abs(length["paraphrase"] - 2 * length["direct"]) <= 1


async def test_a_bar_opens_what_it_counts(browsing, small):
    async with browsing(small) as reader:
        for bar, pane, hits in (
            ("direct", "quotes", ["direct"]),
            ("paraphrase", "quotes", ["later", "paraphrase"]),
            ("Africa", "quotes", ["partial"]),
            ("youth", "quotes", ["paraphrase"]),
            ("Lin Mei", "quotes", ["later", "direct"]),
            ("2 May 2030", "quotes", ["direct", "partial"]),
        ):
            rows = reader.browse.overview
            labels = [getattr(row, "label", None) for row in rows._rows]
            rows.cursor = labels.index(bar)
            await reader.press("enter")
            assert (reader.pane, reader.hits) == (pane, hits)
            await reader.press("left_square_bracket")
            assert reader.pane == "overview"


async def test_a_mode_that_nobody_used_is_shown_and_opens_nothing(browsing, coverage, records):
    records["quotes"] = [record for record in records["quotes"] if record["mode"] != "direct"]
    async with browsing(coverage(records)) as reader:
        (line,) = [line for line in reader.part_lines(reader.browse.overview) if "direct" in line]
        assert line.split() == ["direct", "0"]
        await reader.press("enter")
        assert reader.pane == "overview"


async def test_an_empty_folder_says_that_there_is_nothing(browsing, tmp_path):
    async with browsing(tmp_path, pane=4) as reader:
        assert "This coverage has no quotes." in reader.screen
        for pane in "14":
            await reader.press(pane, "enter", "n", "s", "f", "y", "o", "z", "z")
        assert reader.shown is None


async def test_a_pane_without_records_says_so(browsing, coverage, records):
    del records["delegations"]
    async with browsing(coverage(records), pane=5) as reader:
        assert "This coverage has no delegations." in reader.list


async def test_zoom_gives_the_width_to_the_list_and_back(browsing, small):
    async with browsing(small, pane=4) as reader:
        width = reader.browse.list_.size.width
        await reader.press("z")
        assert reader.browse.list_.size.width == 120
        assert not reader.browse.record.display
        await reader.press("z")
        assert reader.browse.list_.size.width == width
        assert reader.browse.record.display


async def test_zoom_in_a_record_gives_it_the_width(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("enter", "z")
        assert not reader.browse.list_.display
        assert reader.browse.record.outer_size.width == 120
        await reader.press("h")
        assert reader.browse.list_.display
        assert reader.browse.record.display


async def test_tab_goes_round_the_parts_of_the_screen(browsing, small):
    async with browsing(small, pane=4) as reader:
        seen = []
        for _ in range(4):
            seen.append(reader.app.focused.id)
            await reader.press("tab")
        assert seen == ["list", "links", "facets", "list"]
        await reader.press("shift+tab", "shift+tab")
        assert reader.app.focused.id == "facets"


async def test_s_goes_through_the_orders_of_a_pane(browsing, small):
    async with browsing(small, pane=4) as reader:
        for words, first in (
            ("newest first", "later"),
            ("by speaker", "partial"),
            ("by source", "direct"),
            ("by text", "partial"),
            ("newest first", "later"),
        ):
            assert reader.lines[2].endswith(words)
            assert reader.hits[0] == first
            await reader.press("s")


async def test_with_a_query_the_first_order_is_that_of_relevance(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.type("ada OR repairs")
        assert reader.lines[2].endswith("most relevant first")
        assert reader.hits == ["partial", "later"]
        await reader.press("enter", *"ssss")
        assert reader.lines[2].endswith("newest first")
        assert reader.hits == ["later", "partial"]


async def test_shift_s_turns_the_order_round_and_back(browsing, small):
    async with browsing(small, pane=4) as reader:
        hits = reader.hits
        await reader.press("S")
        assert reader.lines[2].endswith("oldest first")
        assert reader.hits == hits[::-1]
        await reader.press("S")
        assert reader.hits == hits


@pytest.mark.parametrize("pane", [1, 4])
async def test_a_record_that_comes_late_does_not_take_the_place_of_another_panes(
    browsing, small, pane
):
    async with browsing(small, pane=5) as reader:
        late = reader.browse.list_.entry(1)
        await reader.press(str(pane))
        before, view = reader.record, reader.browse.view
        reader.browse.records.read(late)
        await reader.rest()
        assert reader.record == before
        assert reader.browse.view == view
