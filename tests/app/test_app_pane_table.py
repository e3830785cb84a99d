"""A new pane is a row of the table of panes, a widget and a style."""

import subprocess
import sys

import pytest

WIDGET = """
from textual.content import Content
from summit_tui.app.widgets.row_list import RowList

class Weeks(RowList):
    def on_mount(self):
        self.set_count(3)

    def lines(self, row, width):
        return [Content(f"week {row}")]
"""
START = '''
import asyncio, sys
from pathlib import Path
from summit_tui.app import panes
from summit_tui.archive import Sort

row = ("weeks", "0", "Weeks", "Show the statements week by week.", "quotes", (Sort.DEFAULT,))
panes.PANES.append(panes.Pane(*row, widget="weeks:Weeks"))

from summit_tui.app.app import SummitApp

SummitApp.CSS = """
#weeks { width: 11fr; display: none; }
#body.-weeks > #weeks { display: block; }
#body.-weeks > #list { display: none; }
"""

async def main():
    app = SummitApp([Path(sys.argv[1])])
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        for key in sys.argv[2:]:
            await pilot.press(key)
            await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause(0.1)
        browse = app.browse
        print(browse.view.pane, browse.view.kind, getattr(browse.focused, "id", None))
        print("\\n".join(strip.text for strip in app.screen._compositor.render_strips()))

asyncio.run(main())
'''


@pytest.fixture
def shown(small, root, tmp_path):
    """Return a function that presses keys in an app with one more pane, and returns its screen."""

    def show(*keys):
        (tmp_path / "weeks.py").write_text(WIDGET, "utf-8")
        return subprocess.run(
            [sys.executable, "-c", START, str(small), *keys],
            env={"PYTHONPATH": f"{root}:{tmp_path}", "PYTHONUTF8": "1"},
            cwd=tmp_path,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    return show


def test_its_key_shows_it_and_the_bar_has_it(shown):
    screen = shown("0")
    assert screen.splitlines()[0] == "weeks quotes weeks"
    assert "6 Sources" in screen.splitlines()[2]
    assert "0 Weeks" in screen.splitlines()[2]
    assert "week 2" in screen


def test_the_help_explains_its_key(shown):
    assert "Show the statements week by week." in shown("question_mark")


def test_the_palette_offers_it(shown):
    assert "Show the statements week by week." in shown("colon", *"Weeks")


def test_the_next_hit_is_looked_for_in_lists_alone(shown):
    assert shown("0", "slash", "enter", "N").splitlines()[0].split()[0] == "sources"
