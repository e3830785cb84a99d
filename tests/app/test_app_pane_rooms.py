"""A pane that is a drawing is a room of its own: without it and its rows, all else works."""

import re
import shutil
import subprocess
import sys

import pytest

ROOMS = {
    "days": ["days", "app/widgets/days.py", "app/widgets/programme.py", "cli/days.py"],
    "map": ["worldmap", "app/widgets/worldmap.py", "cli/map.py"],
    "topics": ["topics", "app/widgets/topics.py", "cli/topics.py"],
}
"""The files and folders of each pane."""
START = """
import asyncio, sys
from pathlib import Path
from summit_tui.app.app import SummitApp
from summit_tui.app.panes import PANES

async def main():
    app = SummitApp([Path(sys.argv[1])])
    async with app.run_test(size=(120, 40)) as pilot:
        for pane in PANES:
            await pilot.press(pane.key)
            await pilot.pause()
            await app.workers.wait_for_complete()
            assert app.browse.view.pane == pane.name
        print(*(pane.name for pane in PANES))

asyncio.run(main())
"""


@pytest.mark.parametrize("name", ROOMS)
def test_a_pane_can_be_taken_away_with_its_rows(name, small, package, tmp_path):
    for room in ROOMS[name]:
        path = package / room
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    table = package / "app" / "panes.py"
    row = re.compile(rf'    Pane\(\n        "{name}",.*?\n    \),\n', re.DOTALL)
    table.write_text(row.sub("", table.read_text("utf-8")), "utf-8")
    commands = package / "cli" / "__init__.py"
    lines = commands.read_text("utf-8").replace(f'    "{name}": "{name}",\n', "")
    commands.write_text(lines, "utf-8")
    shown = subprocess.run(
        [sys.executable, "-c", START, str(small)],
        env={"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1", "HOME": str(tmp_path)},
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert name not in shown
    assert set(ROOMS) - {name} < set(shown)
