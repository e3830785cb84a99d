"""The picture of the README: a statement of the bundled coverage with its record."""

import asyncio
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from summit_tui.app.app import SummitApp
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.paths import bundled_coverage

SIZE = (100, 30)
KEYS = ("4", "slash", *"testament", "enter")


def picture() -> str:
    """Return the picture as SVG."""
    with TemporaryDirectory() as cache:
        return asyncio.run(_painted(Path(cache)))


async def _painted(cache: Path) -> str:
    open_archive([bundled_coverage()], cache).close()
    app = SummitApp([bundled_coverage()], cache=cache)
    app.animation_level = "none"
    async with app.run_test(size=SIZE) as pilot:
        for key in ("", *KEYS):
            await pilot.press(*filter(None, [key]))
            # What a key leads to comes in steps: the cursor, then the record, then its evidence.
            for _ in range(4):
                await pilot.pause()
                await app.workers.wait_for_complete()
        svg = app.export_screenshot(title="summit-tui")
    # A picture fetches no font: whoever shows it takes a monospaced one of their own.
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
