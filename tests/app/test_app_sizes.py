"""Every pane and every sheet at every size, and back again."""

from itertools import product

import pytest

from summit_tui.app.panes import PANES
from summit_tui.app.widgets.bars import PaneBar
from summit_tui.model.kinds import KINDS

SIZES = [(200, 60), (120, 40), (80, 24), (60, 15), (20, 5), (1, 1)]
SHEETS = {"help": "question_mark", "problems": "p", "palette": "colon", "themes": "T"}


@pytest.fixture
def troubled(coverage, records):
    """Return a coverage with problems to show."""
    records["quotes"][0]["mode"] = "shouted"
    return coverage(records)


async def test_every_pane_lives_at_every_size_and_comes_back(browsing, small):
    async with browsing(small) as reader:
        for size in ((200, 60), (60, 15), (20, 5), (1, 1), (120, 40)):
            await reader.resize(*size)
            for pane in "123456":
                await reader.press(pane)
        await reader.press("4")
        assert "The budget for repairs would double." in reader.record
        assert "The budget for repairs would double." in reader.list


async def test_every_key_is_harmless_where_there_is_little_room(browsing, small):
    keys = ["j", "enter", "j", "z", "n", "h", "f", "tab", "G", "z", "s", "escape"]
    async with browsing(small, pane=4, size=(1, 1)) as reader:
        for size in reversed(SIZES[2:]):
            await reader.resize(*size)
            await reader.press(*keys)
            await reader.type("cable")
            await reader.resize(120, 40)
            assert reader.app.is_running
            assert "2 of 4" in reader.lines[2]
            await reader.press("ctrl+u", "enter")
            assert "4 quotes" in reader.lines[2]


@pytest.mark.parametrize("sheet", SHEETS)
async def test_every_sheet_lives_through_every_size(browsing, troubled, sheet):
    async with browsing(troubled, pane=4) as reader:
        await reader.press(SHEETS[sheet])
        assert reader.app.screen is not reader.browse
        for size in ((200, 60), (60, 15), (20, 5), (1, 1), (120, 40)):
            await reader.resize(*size)
        await reader.press("escape")
        await reader.until(lambda: reader.app.screen is reader.browse)


async def test_a_sheet_can_be_opened_where_there_is_no_room(browsing, troubled):
    async with browsing(troubled, size=(1, 1)) as reader:
        for key in SHEETS.values():
            await reader.press(key)
            assert reader.app.screen is not reader.browse
            await reader.press("escape")
            await reader.until(lambda: reader.app.screen is reader.browse)


async def test_the_place_is_kept_through_every_size(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("j", "j")
        shown = reader.shown
        for size in (*SIZES, (120, 40)):
            await reader.resize(*size)
        assert reader.shown == shown
        assert reader.browse.list_.cursor == 2
        assert "toll road" in reader.list
        assert "toll road" in reader.record


async def test_the_parts_follow_the_width(browsing, small):
    async with browsing(small, pane=4) as reader:
        browse = reader.browse
        for width, parts in (
            (120, (True, True, True)),
            (119, (False, True, True)),
            (80, (False, True, True)),
            (79, (False, True, False)),
            (120, (True, True, True)),
        ):
            await reader.resize(width, 24)
            shown = (browse.facets.display, browse.list_.display, browse.record.display)
            assert shown == parts


async def test_no_line_is_wider_than_the_screen_and_the_panes_can_be_told(browsing, small):
    async with browsing(small, pane=4, size=SIZES[0]) as reader:
        for size in SIZES[:4]:
            await reader.resize(*size)
            for strip in reader.app.screen._compositor.render_strips():
                assert strip.cell_length == size[0]
            head = " ".join(reader.lines[:2])
            panes = {pane.name for pane in PANES if f"{pane.key} {pane.title}" in head}
            assert panes == ({pane.name for pane in PANES} if size[0] >= 80 else {"quotes"})


async def test_no_name_of_a_pane_is_ever_cut(browsing, small):
    few, many = (15, 30, 143, 32, 34), (22_000, 110_556, 1_000_000, 24_458, 125_842)
    async with browsing(small, size=(80, 24)) as reader:
        bar = reader.browse.query_one(PaneBar)
        for shown, counts in product(
            ["overview", "sessions", "delegations", "sources"], [few, many]
        ):
            bar.show_panes(shown, dict(zip(KINDS[1:], counts, strict=True)))
            drawn = str(bar.visual).split("\n")
            assert max(map(len, drawn)) <= bar.content_size.width
            assert all(f"{pane.key} {pane.title}" in " ".join(drawn) for pane in PANES)


async def test_the_list_stays_usable_at_sixty_by_fifteen(browsing, small):
    async with browsing(small, pane=4, size=(60, 15)) as reader:
        assert reader.browse.list_.size.height >= 9
        await reader.press("G")
        assert "Young engineers" in reader.list
        await reader.press("enter")
        assert "Young engineers" in reader.record
        assert "PARAPHRASE" in reader.record
        assert "Youth Council" in reader.record


async def test_the_part_with_the_keyboard_is_the_one_that_stays(browsing, small):
    async with browsing(small, pane=4, size=(120, 40)) as reader:
        for part in ("facets", "links", "list_"):
            await reader.resize(120, 40)
            wanted = getattr(reader.browse, part)
            while reader.browse.focused is not wanted:
                await reader.press("tab")
            for size in ((100, 30), (60, 15), (120, 40), (60, 15)):
                await reader.resize(*size)
                assert reader.browse.focused is wanted
                assert wanted.region.area
