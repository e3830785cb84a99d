"""The same with the mouse."""

from summit_tui.clipboard.types import Settings
from summit_tui.config import Config


async def test_a_click_shows_a_pane(browsing, small):
    async with browsing(small) as reader:
        for name, pane in (
            ("Quotes", "quotes"),
            ("6 Sources", "sources"),
            ("1 Start", "overview"),
        ):
            await reader.click_on(name)
            assert reader.pane == pane


async def test_a_click_puts_the_cursor_on_a_row_and_a_second_opens_it(browsing, small):
    async with browsing(small, pane=4) as reader:
        x, y = reader.locate("Repairs should", reader.browse.list_)
        await reader.click(x, y + 1)
        assert reader.shown == "wic-2030/quotes/partial"
        assert reader.browse.list_.has_focus
        await reader.click(x, y, times=2)
        assert reader.browse.links.has_focus
        assert reader.shown == "wic-2030/quotes/partial"


async def test_a_click_chooses_a_value_of_a_facet_and_drops_it(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.click(*reader.locate("direct", reader.browse.facets))
        assert reader.hits == ["direct"]
        await reader.click(*reader.locate("direct", reader.browse.facets))
        assert len(reader.hits) == 4


async def test_a_click_follows_a_link(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.click(*reader.locate("Lin Mei", reader.browse.links))
        assert reader.shown == "wic-2030/speakers/lin"


async def test_a_click_beside_every_row_does_nothing(browsing, small):
    async with browsing(small, pane=5) as reader:
        shown = reader.shown
        region = reader.browse.list_.region
        await reader.click(region.x + 3, region.bottom - 1)
        assert reader.shown == shown


async def test_a_click_on_a_bar_and_another_open_what_it_counts(browsing, small):
    async with browsing(small) as reader:
        x, y = reader.locate("partial", reader.browse.overview)
        await reader.click(x, y, times=2)
        assert reader.pane == "quotes"
        assert reader.hits == ["partial"]


async def test_a_click_into_the_box_lets_one_type(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.click(*reader.locate("search everything"))
        await reader.press("t", "o", "l")
        assert reader.hits == ["partial"]
        await reader.press("escape", "left_square_bracket")
        assert reader.browse.view.query in ("", "tol")


async def test_dragging_selects_the_text_of_a_quote(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("j")
        x, y = reader.locate("We will lay", reader.browse.record)
        await reader.pilot.mouse_down(offset=(x, y))
        await reader.pilot.hover(offset=(x + 8, y))
        await reader.pilot.mouse_up(offset=(x + 8, y))
        await reader.rest()
        assert reader.app.screen.get_selected_text().startswith("We will")


async def test_selected_text_is_copied_with_ctrl_c_by_the_routes_of_y_and_it_is_said(
    browsing, small, tmp_path
):
    config = Config(clipboard=Settings(mode="file"))
    async with browsing(small, pane=4, config=config, state=tmp_path) as reader:
        await reader.press("j")
        x, y = reader.locate("We will lay", reader.browse.record)
        await reader.pilot.mouse_down(offset=(x, y))
        await reader.pilot.hover(offset=(x + 8, y))
        await reader.pilot.mouse_up(offset=(x + 8, y))
        await reader.press("ctrl+c")
        text = reader.app.screen.get_selected_text()
        assert (tmp_path / "last-copy").read_text("utf-8") == text == reader.app.clipboard
        assert f"{len(text)} characters as selected text" in reader.status


async def test_the_wheel_scrolls_a_long_list(browsing, coverage, records):
    records["speakers"] += [{"id": f"s{n}", "name": f"Speaker {n:02}"} for n in range(60)]
    async with browsing(coverage(records), pane=3) as reader:
        rows = reader.browse.list_
        for _ in range(4):
            rows._on_mouse_scroll_down(wheel(rows))
        await reader.rest()
        assert rows.scroll_offset.y > 0
        assert "Lin Mei" not in reader.list


def wheel(widget):
    """Return a turn of the wheel over a widget."""
    from textual.events import MouseScrollDown

    return MouseScrollDown(widget, 1, 1, 0, 1, 0, shift=False, meta=False, ctrl=False)


async def drag(reader, start, end):
    """Drag from one cell of the screen to another."""
    await reader.pilot.mouse_down(offset=start)
    await reader.pilot.hover(offset=end)
    await reader.pilot.mouse_up(offset=end)
    await reader.rest()


async def test_the_line_between_list_and_record_is_dragged(browsing, small):
    async with browsing(small, pane=4, size=(130, 30)) as reader:
        rows, record = reader.browse.list_, reader.browse.record
        line = record.region.x
        await drag(reader, (line, 10), (line + 20, 12))
        assert record.region.x == line + 20
        assert rows.region.right == record.region.x
        await drag(reader, (line + 20, 10), (2, 10))
        assert rows.size.width >= 20
        wide = record.region.x
        await reader.press("z")
        assert rows.size.width == 130
        await reader.press("z", "7", "4")
        assert record.region.x == wide
        await reader.resize(90, 24)
        assert record.region.x == 0
        top = record.region.y
        await drag(reader, (40, top), (44, top - 3))
        assert record.region.y == top - 3
        assert rows.region.bottom == record.region.y
        await reader.press("enter")
        assert record.region.y < top - 3
        await reader.press("backspace")
        assert record.region.y == top - 3


async def test_words_of_the_record_are_selected_and_move_no_line(browsing, small):
    async with browsing(small, pane=4, size=(130, 30)) as reader:
        region = reader.browse.record.region
        await drag(reader, (region.x + 5, region.y + 3), (region.x + 15, region.y + 3))
        assert reader.browse.record.region == region


async def test_dragging_the_line_up_scrolls_no_list(browsing, coverage, records):
    for number in range(40):
        records["quotes"].append({**records["quotes"][0], "id": f"more-{number}"})
    async with browsing(coverage(records), pane=4, size=(90, 24)) as reader:
        top = reader.browse.record.region.y
        await reader.pilot.mouse_down(offset=(40, top))
        for row in range(top, top - 4, -1):
            await reader.pilot.hover(offset=(40, row))
        await reader.pilot.pause(0)
        await reader.pilot.mouse_up(offset=(40, top - 3))
        await reader.rest()
        assert reader.browse.list_.scroll_offset.y == 0
        assert not reader.app.screen.selections


async def test_the_day_of_a_statement_is_whole_in_the_narrowest_list(browsing, small):
    async with browsing(small, pane=4, size=(130, 30)) as reader:
        line = reader.browse.record.region.x
        await drag(reader, (line, 10), (2, 10))
        assert "9 Aug" in reader.list
        assert "2 May" in reader.list
