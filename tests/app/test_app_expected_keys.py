"""Keys and commands that people bring along from other programs."""

import pytest

from summit_tui.app.keys import BROWSING, keys_of


@pytest.mark.parametrize("typed", ["q", "wq!"])
async def test_what_leaves_other_programs_leaves_this_one(browsing, small, typed):
    async with browsing(small) as reader:
        await reader.pilot.press("colon", *typed, "enter")
        await reader.until(lambda: not reader.app.is_running)
        assert not reader.app.return_code


async def test_half_pages_go_down_and_up(browsing, small):
    async with browsing(small, pane=4, size=(60, 20)) as reader:
        rows = reader.browse.list_
        half = max(1, rows.size.height // rows.row_height // 2)
        await reader.press("ctrl+d")
        assert rows.cursor == half
        await reader.press("ctrl+u")
        assert rows.cursor == 0


async def test_ctrl_o_goes_back_and_gg_goes_to_the_first_row(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("G", "g", "g")
        assert reader.browse.list_.cursor == 0
        await reader.press("3", "ctrl+o")
        assert reader.browse.view.pane == "quotes"


async def test_a_digit_says_that_it_is_no_count(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("5", "j")
        assert reader.browse.view.pane == "delegations"
        assert "A digit shows a pane, it is no count; [ goes back." in reader.lines[-1]
        await reader.press("k")
        assert "A digit" not in reader.screen


async def test_a_key_that_does_nothing_says_so_and_one_that_does_something_does_not(
    browsing, small
):
    async with browsing(small, pane=4) as reader:
        await reader.press("W")
        assert "The key W does nothing here" in reader.lines[-1]
        await reader.press("j")
        assert "does nothing" not in reader.screen
        await reader.press("F")
        assert "No filter is set" in reader.lines[-1]


async def test_the_palette_shows_the_key_of_every_command(browsing, small):
    async with browsing(small) as reader:
        await reader.press("colon")
        options = reader.app.screen.query_one("CommandList")
        await reader.until(lambda: options.option_count >= len(BROWSING))
        prompts = [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]
        for binding in BROWSING:
            assert any(f"{binding.description}  {keys_of(binding)}" in text for text in prompts)


async def test_up_in_the_box_shows_what_was_asked_before(browsing, small):
    async with browsing(small, pane=4) as reader:
        for query in ("cable", "repairs"):
            await reader.type(query)
            await reader.press("enter", "escape")
        await reader.type("bud")
        await reader.press("up")
        assert reader.browse.view.query == "repairs"
        await reader.press("up")
        assert reader.browse.view.query == "cable"
        await reader.press("up")
        assert "There is no earlier query." in reader.lines[-1]
        await reader.press("down", "down")
        assert reader.browse.view.query == reader.browse.box.value == "bud"


async def test_up_in_an_empty_box_is_an_earlier_query_wherever_the_cursor_was(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.type("cable")
        await reader.press("enter", "escape", "down", "down")
        await reader.press("slash", "up")
        assert reader.browse.view.query == "cable"
        await reader.press("escape", "escape", "slash", "down", "up")
        assert not reader.browse.view.query
