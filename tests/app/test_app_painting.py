"""What a key has painted anew, and what it leaves alone."""

import asyncio
import gc
import weakref

import pytest
from textual._compositor import Compositor
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.content import Content
from textual.widget import Widget

from summit_tui.app.archive_worker import ArchiveWorker
from summit_tui.app.widgets.record_view import RecordView
from summit_tui.app.widgets.row_list import RowList
from summit_tui.paths import bundled_coverage

pytestmark = pytest.mark.usefixtures("every_frame")


def layouts(reader):
    """Return a list that grows with every layout of the screen from now on."""
    seen = []
    reader.app.screen.screen_layout_refresh_signal.subscribe(reader.browse, seen.append)
    return seen


def colours(reader, line):
    """Return the colours of the words on a line of the screen."""
    strip = reader.app.screen._compositor.render_strips()[line]
    return {part.style.color for part in strip if part.style and part.text.strip()}


async def test_a_letter_that_finds_the_same_lays_nothing_out(browsing, small):
    async with browsing(small, pane=4, size=(120, 40)) as reader:
        await reader.type("repa")
        hits, seen = reader.hits, layouts(reader)
        await reader.type("irs")
        assert reader.hits == hits
        assert seen == []


async def test_a_size_that_is_not_new_lays_nothing_out(browsing, small):
    async with browsing(small, size=(120, 40)) as reader:
        seen = layouts(reader)
        await reader.resize(120, 40)
        assert seen == []
        await reader.resize(100, 30)
        assert seen
        assert reader.browse.size == (100, 30)


async def test_a_start_makes_its_record_and_paints_the_screen_once(browsing, small, monkeypatch):
    async with browsing(small):
        pass  # from now on there is an index
    shown, show = [], RecordView.show_entry
    painted, paint = [], Compositor.render_full_update

    def show_and_record(view, entry, *rest):
        shown.append(entry.address)
        return show(view, entry, *rest)

    def paint_and_record(compositor, *rest, **named):
        painted.append(compositor.size)
        return paint(compositor, *rest, **named)

    monkeypatch.setattr(RecordView, "show_entry", show_and_record)
    monkeypatch.setattr(Compositor, "render_full_update", paint_and_record)
    async with browsing(small, size=(120, 40)) as reader:
        assert shown == [reader.browse.entry.address]
        assert painted == [(120, 40)]


@pytest.fixture
def drawn(monkeypatch):
    """Return a list that grows with every row drawn: its list, its number, the cursor on it."""
    seen, draw = [], RowList._draw_row

    def draw_and_record(rows, row, width, *, highlighted):
        seen.append((rows.id, row, highlighted))
        return draw(rows, row, width, highlighted=highlighted)

    monkeypatch.setattr(RowList, "_draw_row", draw_and_record)
    return seen


async def test_what_a_key_does_not_change_is_not_drawn_again(browsing, small, drawn):
    async with browsing(small, pane=4, size=(120, 40)) as reader:
        drawn.clear()
        await reader.press("down")
        assert {("list", 0, False), ("list", 1, True)} <= set(drawn)
        assert {row for rows, row, _ in drawn if rows == "list"} <= {0, 1, 2}
        assert not [row for rows, row, _ in drawn if rows == "facets"]


async def test_the_next_row_is_drawn_before_the_cursor_comes_to_it(browsing, small, drawn):
    async with browsing(small, pane=4, size=(120, 40)) as reader:
        await reader.press("down")
        rows = reader.browse.list_
        drawn.clear()
        rows.action_move(1)
        assert rows.render_lines(rows.size.region)
        assert rows.is_highlighted(2)
        assert drawn == []


async def test_the_cursor_looks_the_same_wherever_it_has_been(browsing, small):
    async with browsing(small, pane=4, size=(120, 40)) as reader:
        rows = reader.browse.list_

        def look(row):
            strip = rows.render_line(row * rows.row_height)
            return strip.text[0], next(iter(strip)).style.bgcolor

        await reader.press("down", "down")
        focused = look(2)
        await reader.press("slash", "up")
        kept = look(1)
        assert kept != focused
        await reader.press("down")
        assert look(2) == kept
        await reader.press("enter")
        assert look(2) == focused
        await reader.press("up")
        assert look(1) == focused


async def test_hits_are_painted_before_they_are_counted(browsing, small, drawn, monkeypatch):
    asked, ask = [], ArchiveWorker.ask

    def ask_and_record(desk, topic, question):
        asked.append((topic, any(rows == "list" for rows, _, _ in drawn)))
        return ask(desk, topic, question)

    async with browsing(small, pane=4, size=(120, 40)) as reader:
        await reader.press("slash")
        drawn.clear()
        monkeypatch.setattr(ArchiveWorker, "ask", ask_and_record)
        await reader.press("r")
        topics = dict(asked)
        assert topics["hits"] is False
        assert topics["counts"] is topics["facets"] is True


async def test_a_list_without_rows_has_no_cursor(browsing, small):
    async with browsing(small, pane=4, size=(120, 40)) as reader:
        await reader.type("nowhere")
        rows = reader.browse.list_
        assert rows.count == 0
        strips = reader.app.screen._compositor.render_strips()
        lines = [strip.crop(rows.region.x, rows.region.right) for strip in strips]
        shown = lines[rows.region.y : rows.region.bottom]
        assert len({part.style.bgcolor for strip in shown for part in strip if part.style}) == 1


async def test_emoji_are_drawn_without_skin_tones_and_joined_ones_as_their_parts(
    browsing, coverage, records
):
    records["quotes"][0]["text"] = "We ✋🏿 and 👨‍👩‍👧 and 👩🏽‍🚀 agree"
    records["quotes"] = records["quotes"][:1]
    async with browsing(coverage(records), pane=4) as reader:
        for part in (reader.list, reader.record):
            assert "We ✋ and 👨👩👧 and 👩🚀 agree" in part
        assert not {"\u200d", "🏿", "🏽"} & set(reader.screen)


async def test_every_part_has_the_colours_of_another_theme(browsing, small):
    def cells(reader):
        strips = reader.app.screen._compositor.render_strips()
        return [(part.text, part.style) for strip in strips for part in strip.simplify()]

    shown = []
    for keys_first in (True, False):
        async with browsing(small, pane=4) as reader:
            if not keys_first:
                reader.app.theme = "textual-light"
                await reader.rest()
            await reader.type("cable")
            await reader.press("enter")
            if keys_first:
                reader.app.theme = "textual-light"
                await reader.rest()
            shown.append(cells(reader))
    assert shown[0] == shown[1]


@pytest.mark.parametrize(
    ("name", "word", "key"), [("wic-ap", "testament", "d"), ("us-summit-remarks", "paris", "t")]
)
async def test_a_screen_above_the_list_has_the_colours_of_another_theme(browsing, name, word, key):
    shown = []
    for theme in ("", "textual-light"):
        async with browsing(bundled_coverage(name), pane=4) as reader:
            reader.app.theme = theme or reader.app.theme
            await reader.type(word)
            await reader.press("enter", key)
            reader.app.theme = "textual-light"
            await reader.rest()
            strips = reader.app.screen._compositor.render_strips()
            shown.append([(part.text, part.style) for line in strips for part in line.simplify()])
    assert shown[0] == shown[1]


async def test_the_panes_take_the_colours_of_another_theme(browsing, small):
    async with browsing(small, pane=4) as reader:
        before = colours(reader, 1)
        reader.app.theme = "textual-light"
        await reader.rest()
        after = colours(reader, 1)
        await reader.press("5", "4")
        assert after == colours(reader, 1) != before


async def test_the_thumb_of_the_facets_is_where_their_rows_are(browsing, small):
    async with browsing(small, pane=4, size=(120, 14)) as reader:
        facets = reader.browse.facets
        facets.cursor = facets.count - 1
        for pane in "5464":
            await reader.press(pane)
            bar = facets.vertical_scrollbar
            assert facets.scroll_offset.y == facets.show_vertical_scrollbar * int(bar.position)
            assert not bar.display or bar.window_virtual_size == facets.virtual_size.height


async def test_a_record_is_laid_out_for_the_width_it_comes_back_to(browsing, small):
    async with browsing(small, pane=4, size=(120, 40)) as reader:
        await reader.press("down")
        there = reader.record
        for width in (80, 120, 60, 120):
            await reader.resize(width, 40)
            await reader.press("up", "down")
        assert reader.record == there
        words = reader.browse.record.query_one("#said")
        assert words.size.height == Content.get_height(words.visual, words.styles, words.size.width)


async def test_a_bar_looks_as_textual_draws_it(browsing, small):
    async with browsing(small, pane=4, size=(120, 14)) as reader:
        bar = reader.browse.facets.vertical_scrollbar
        for theme in ("textual-dark", "textual-light"):
            reader.app.theme = theme
            await reader.rest()
            for position in (0, 1, 3.125, bar.window_virtual_size - bar.window_size):
                bar.position = position
                for bar.mouse_over in (True, False):
                    ours = [list(strip) for strip in bar.render_lines(bar.size.region)]
                    bar._set_dirty()
                    bar._styles_cache.clear()
                    theirs = [list(strip) for strip in Widget.render_lines(bar, bar.size.region)]
                    assert ours == theirs


async def test_a_bar_that_looks_the_same_is_not_painted_again(browsing, small, monkeypatch):
    async with browsing(small, pane=4, size=(120, 14)) as reader:
        painted = []
        monkeypatch.setattr(Widget, "refresh", lambda widget, *_, **__: painted.append(widget))
        bar = reader.browse.facets.vertical_scrollbar
        bar.refresh()
        assert painted == []
        bar.position += 2
        assert bar in painted


async def test_rows_stay_drawn_when_it_is_known_how_many_more_there_are(browsing, small):
    async with browsing(small, pane=4, size=(120, 40)) as reader:
        rows = reader.browse.list_
        count, drawn = rows.count, dict(rows._row_cache)
        rows.update_count(count + 1)
        kept = {key: strips for key, strips in drawn.items() if key[0] < count}
        assert rows._row_cache == kept != drawn
        await reader.rest()
        assert rows.count == count  # what is fetched of the row knows better
        rows.update_count(1)
        await reader.rest()
        assert rows.cursor == 0
        assert not any(reader.part_lines(rows)[rows.row_height :])


def test_the_lines_of_a_widget_that_is_gone_are_not_kept():
    cache = StylesCache()
    black, white = Color(0, 0, 0), Color(255, 255, 255)
    inner, outer = cache.get_inner_outer(black, white.with_alpha(0.5))
    assert inner.background == black + white.with_alpha(0.5)
    assert outer.background == black
    gone = weakref.ref(cache)
    del cache
    assert gone() is None


async def test_nothing_is_kept_of_an_app_that_has_ended(browsing, small):
    async def visit():
        async with browsing(small) as reader:
            return weakref.ref(reader.app)

    # The first one of a process stays: the collector is told to pass over what is there by then.
    # A thread that is about to end may hold one more for a moment, but never each of them.
    # Textual notes the app in the context of its task.
    apps = [await asyncio.create_task(visit()) for _ in range(4)]
    gc.collect()
    assert None in [app() for app in apps]
