"""Pictures of the screen, kept equal to the app; the README shows the first."""

from pathlib import Path

import pytest

from summit_tui.app.app import SummitApp

BUNDLED = Path(__file__).parents[2] / "data" / "wic-ap-2025"

PICTURES = {
    "quotes": ((120, 40), ["4", "slash", *"deepseek", "enter", "down"]),
    "overview": ((120, 40), []),
    "quotes-80x24": ((80, 24), ["4", "down", "down"]),
    "speaker-80x24": ((80, 24), ["3", "enter"]),
    "record-60x15": ((60, 15), ["4", "down", "enter"]),
    "help-80x24": ((80, 24), ["question_mark"]),
}


@pytest.mark.parametrize(("size", "keys"), PICTURES.values(), ids=PICTURES.keys())
def test_picture(snap_compare, tmp_path, size, keys):
    app = SummitApp([BUNDLED], state=tmp_path)

    async def press(pilot):
        for key in keys:
            await pilot.press(key)
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        # A blinking cursor would be in the picture or not.
        pilot.app.browse.box.cursor_blink = False

    assert snap_compare(app, terminal_size=size, run_before=press)
    assert app._exception is None
