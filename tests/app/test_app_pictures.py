"""Pictures of the screen, kept equal to the app."""

import pytest

from summit_tui.app.app import SummitApp
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.paths import bundled_coverage

PICTURES = {
    "quotes": ((120, 40), ["4", "slash", *"deepseek", "enter", "down"]),
    "overview": ((120, 40), []),
    "quotes-80x24": ((80, 24), ["4", "down", "down"]),
    "speaker-80x24": ((80, 24), ["3", "enter"]),
    "record-60x15": ((60, 15), ["4", "down", "enter"]),
    "comparison-80x24": ((80, 24), ["down", "d"]),
    "days": ((120, 40), ["7", "right", "down"]),
    "map-80x24": ((80, 24), ["8", "left"]),
    "topics-80x24": ((80, 24), ["9", "right", "down"]),
    "help-80x24": ((80, 24), ["question_mark"]),
}


@pytest.fixture(scope="session")
def indexed(shelf):
    """Return the bundled coverage, which has a fresh index: then the first picture is whole."""
    open_archive([bundled_coverage()], shelf).close()
    return bundled_coverage()


@pytest.mark.parametrize(("size", "keys"), PICTURES.values(), ids=PICTURES.keys())
def test_picture(snap_compare, shelf, indexed, size, keys):
    app = SummitApp([indexed], cache=shelf)
    app.animation_level = "none"

    async def rest(pilot):
        # What a key leads to comes in steps: the cursor, then the record, then its evidence.
        for _ in range(4):
            await pilot.pause()
            await pilot.app.workers.wait_for_complete()

    async def press(pilot):
        await rest(pilot)
        for key in keys:
            await pilot.press(key)
            await rest(pilot)

    assert snap_compare(app, terminal_size=size, run_before=press)
    # A picture can also be taken of an app that has failed.
    assert app._exception is None
