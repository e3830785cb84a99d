"""A draft is checked from the palette, and its quotations are walked through."""

import pytest

from summit_tui.app.app import SummitApp
from summit_tui.app.screens.draft import DraftScreen
from summit_tui.archive.sqlite.catalog import open_archive

DRAFT = """\
“We will lay the cable together,” Lin Mei said.

“We will lay the cable alone,” Lin Mei said.

“We will lay the cable together,” Ada Okoro said.
"""


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, "utf-8")
    return path


async def test_a_draft_is_named_in_the_palette_and_walked_through(
    browsing, small, draft, monkeypatch
):
    monkeypatch.chdir(draft.parent)
    async with browsing(small) as reader:
        await reader.press("colon")
        await reader.pilot.press(*"verify draft.md", "enter")
        await reader.until(lambda: isinstance(reader.app.screen, DraftScreen))
        await reader.rest()
        assert "2 of 3 quotations need a look." in reader.lines[1]
        assert "differs" in reader.screen
        assert "We will lay the cable together alone" in reader.screen
        await reader.press("n")
        assert "the coverage has these words from another speaker" in reader.screen
        await reader.press("n", "enter")
        assert reader.app.screen is reader.browse
        assert reader.shown == "wic-2030/quotes/direct"


async def test_a_sheet_asks_for_the_file_and_says_why_it_cannot_be_read(browsing, small, draft):
    async with browsing(small) as reader:
        await reader.press("colon")
        await reader.pilot.press(*"check a dr")
        await reader.until(lambda: "Compare every quotation" in reader.screen)
        await reader.press("enter")
        await reader.pilot.press(*"/none.md")
        await reader.press("enter")
        assert "/none.md: No such file or directory" in reader.screen
        await reader.press("ctrl+u")
        await reader.pilot.press(*"~no-such-user/draft.md")
        await reader.press("enter")
        refusal = "~no-such-user/draft.md: that user has no home folder"
        assert refusal in reader.part(reader.app.screen.list_)
        await reader.press("ctrl+u")
        await reader.pilot.press(*str(draft))
        await reader.press("enter")
        assert "2 of 3 quotations need a look." in reader.lines[1]
        await reader.press("escape")
        assert reader.app.screen is reader.browse


def test_picture_of_a_draft(snap_compare, shelf, small, draft, monkeypatch):
    open_archive([small], shelf).close()
    monkeypatch.chdir(draft.parent)
    app = SummitApp([small], cache=shelf)
    app.animation_level = "none"

    async def press(pilot):
        await pilot.pause()
        await pilot.app.push_screen(DraftScreen(app.archive_worker, "draft.md"))
        for _ in range(4):
            await pilot.pause()
            await pilot.app.workers.wait_for_complete()

    assert snap_compare(app, terminal_size=(80, 24), run_before=press)
    assert app._exception is None


async def test_a_quotation_that_stands_nowhere_says_that_there_is_nowhere_to_go(
    browsing, small, draft, monkeypatch
):
    draft.write_text("“Cables are a thing of the past,” Lin Mei said.\n", "utf-8")
    monkeypatch.chdir(draft.parent)
    async with browsing(small) as reader:
        await reader.press("colon")
        await reader.pilot.press(*"verify draft.md", "enter")
        await reader.until(lambda: "unknown" in reader.screen)
        await reader.press("enter")
        assert "Nowhere to go: the coverage has no such words." in reader.screen
