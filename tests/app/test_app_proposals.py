"""Proposals in a source's text: gone to, taken, dismissed for good, and never records."""

import os
import stat

import pytest
import tomli
from textual.widgets import Static

from summit_tui.app.screens.add_statement import AddStatementScreen
from summit_tui.app.screens.source_text import SourceTextScreen
from summit_tui.app.view import View
from summit_tui.paths import state_folder

TEXT = (
    "The panel met at noon.\n\n"
    "“We will lay the cable together,” said Lin Mei, Minister of Transport, who paid for lunch.\n\n"
    "She said that repairs would cost money.\n"
)
FILE = """\
[event]
id = "e"
name = "E"

[[speakers]]
id = "lin"
name = "Lin Mei"
kind = "person"

[[sources]]
id = "gazette"
title = "Cable panel"
publisher = "Harbour Gazette"
language = "en"
text = "gazette.txt"
"""


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "c"
    path.mkdir()
    (path / "all.toml").write_text(FILE, "utf-8")
    (path / "gazette.txt").write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def reading(browsing, folder):
    """Return a context in which the list of sources is shown."""

    def start():
        return browsing(folder, size=(80, 24), view=View("sources"))

    return start


async def open_text(reader):
    await reader.press("t")
    screen = reader.app.screen
    assert isinstance(screen, SourceTextScreen)
    return screen


async def test_g_goes_to_a_proposal_a_opens_the_form_filled_and_x_dismisses_for_good(
    reading, folder
):
    async with reading() as reader:
        screen = await open_text(reader)
        await reader.press("g")
        await reader.until(lambda: screen.proposal is not None)
        assert screen.proposal.seen == "“Lin Mei” behind the marks"
        assert screen.text.selected_as == "proposed"
        await reader.press("g")
        await reader.until(lambda: screen.proposal.speaker == "She")
        await reader.press("x")
        await reader.until(lambda: screen.proposal is None)
        await reader.press("g")
        await reader.until(lambda: screen.proposal is not None)
        assert screen.proposal.speaker == "Lin Mei"
        await reader.press("a")
        await reader.until(lambda: isinstance(reader.app.screen, AddStatementScreen))
        form = reader.app.screen
        assert form.speaker.chosen == "lin"
        assert "proposed: “Lin Mei” behind the marks" in str(
            form.query_one("#mode", Static).content
        )
        await reader.press("enter")
        await reader.until(lambda: (folder / "quotes.toml").exists())
    (statement,) = tomli.loads((folder / "quotes.toml").read_text("utf-8"))["quotes"]
    assert (statement["speaker"], statement["mode"]) == ("lin", "direct")
    assert statement["text"] == "We will lay the cable together,"
    file = state_folder() / "dismissed"
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    async with reading() as reader:
        screen = await open_text(reader)
        await reader.press("g")
        await reader.until(lambda: "Nothing else" in str(screen.position.render()))


async def test_a_proposal_is_in_no_pane_count_or_search(reading):
    async with reading() as reader:
        screen = await open_text(reader)
        await reader.press("g")
        await reader.until(lambda: screen.proposal is not None)
        await reader.press("escape", "escape")
        await reader.until(lambda: reader.app.screen is reader.app.browse)
        info = reader.app.browse.search.info
        assert info.counts["quotes"] == 0
