"""What a reader finds again: saved searches, the place in a coverage, what was undone."""

from summit_tui.app.kept_views import SavedSearches, last_view
from summit_tui.app.view import View
from summit_tui.config import Config


async def test_a_search_is_saved_by_a_name_and_found_by_it(browsing, small, tmp_path):
    async with browsing(small, pane=4, state=tmp_path) as reader:
        await reader.press("at")
        assert "No search is saved" in reader.status
        await reader.type("cable")
        await reader.press("ctrl+s")
        assert "Type a name, one word, to save the search that is shown" in reader.screen
        await reader.press(*"sea", "enter")
        assert reader.status.startswith("Saved: @sea")
        assert SavedSearches(tmp_path).named("sea") == View("quotes", "cable")
        hits = reader.hits
        await reader.press("escape", "escape", "1")
        assert "SAVED SEARCHES" in reader.screen
        assert "@sea" in reader.screen
        assert "2 quotes · “cable”" in reader.screen
        await reader.press("at")
        assert "@sea" in reader.screen
        await reader.press("enter")
        assert (reader.browse.view.query, reader.hits) == ("cable", hits)


async def test_a_saved_search_is_forgotten_and_that_is_undone(browsing, small, tmp_path):
    searches = SavedSearches(tmp_path)
    searches.save("sea", View(query="cable"))
    async with browsing(small, pane=4, state=tmp_path) as reader:
        await reader.press("colon", *"forget sea", "enter")
        assert searches.all() == {}
        await reader.press("u")
        assert reader.status.startswith("@sea is saved again")
        assert list(searches.all()) == ["sea"]
        await reader.type("@sea")
        await reader.press("enter")
        assert reader.browse.box.value == reader.browse.view.query == "cable"


async def test_a_coverage_is_opened_where_it_was_left_and_esc_shows_the_start(
    browsing, small, tmp_path
):
    async with browsing(small, state=tmp_path) as reader:
        await reader.press("4")
        await reader.type("cable")
        await reader.press("enter", "j")
        hits, shown = reader.hits, reader.shown
    async with browsing(small, state=tmp_path) as reader:
        assert (reader.pane, reader.hits, reader.shown) == ("quotes", hits, shown)
        assert reader.browse.box.value == "cable"
        assert "As you left it · Esc" in reader.status
        await reader.press("escape")
        assert (reader.pane, reader.browse.view.query) == ("overview", "")
    async with browsing(small, state=tmp_path) as reader:
        assert reader.pane == "overview"
        assert "As you left it" not in reader.status


async def test_a_drawn_pane_is_opened_again(browsing, small, tmp_path):
    async with browsing(small, state=tmp_path) as reader:
        await reader.press("7")
    async with browsing(small, state=tmp_path) as reader:
        assert reader.pane == "days"


async def test_who_does_not_want_to_resume_begins_at_the_start(browsing, small, tmp_path):
    config = Config(resume=False)
    async with browsing(small, state=tmp_path, config=config) as reader:
        await reader.press("4")
    assert last_view(tmp_path, [small]) is None


async def test_marks_and_searches_are_undone_the_latest_first(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("u")
        assert "nothing to undo" in reader.status
        await reader.type("cable")
        await reader.press("enter", "space", "escape")
        assert reader.browse.view.query == ""
        await reader.press("u")
        assert reader.browse.view.query == "cable"
        await reader.press("u")
        assert len(reader.app.bookmarks.bookmarks) == 0


async def test_the_order_and_a_value_are_picked_by_typing(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("b", *"speaker", "down", "enter")
        assert "by speaker, reversed" in reader.screen
        await reader.press("V", *"lin mei", "enter")
        assert set(reader.hits) == {"direct", "later"}
        assert "Only Lin Mei" in reader.status


async def test_records_that_were_open_are_found_again(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("R")
        assert "No record has been opened yet" in reader.status
        await reader.press("enter", "escape", "3", "R")
        assert "Which record?" in reader.screen
        await reader.press("enter")
        assert reader.shown == "wic-2030/quotes/later"


async def test_what_can_be_done_with_a_record_is_a_list(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("full_stop", *"take its mark", "enter")
        assert len(reader.app.bookmarks.bookmarks) == 1
        await reader.click(*reader.locate("Repairs"), button=3)
        assert "What is to be done with it?" in reader.screen
        await reader.press("escape")
        assert reader.app.screen is reader.browse
