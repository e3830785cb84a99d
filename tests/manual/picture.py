"""Pictures of the screen: that of the README, and those of every pane at three sizes."""

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from summit_tui.app.app import SummitApp
from summit_tui.app.panes import PANES
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.paths import bundled_coverage

SIZE = (100, 30)
KEYS = ("4", "slash", *"testament", "enter")

SIZES = ((120, 40), (80, 24), (60, 15))
SCREENS: Mapping[str, Sequence[str]] = {
    **{pane.name: (pane.key,) for pane in PANES},
    "record": ("4", "down", "enter"),
    "query": ("4", "slash", *"hub", "enter", "down", "down"),
    "nothing": ("4", "slash", *"deepsek", "enter"),
    "facets": ("4", "f"),
    "remark": ("4", "slash", *"testament", "enter", "d"),
    "field": ("1", "d"),
    "text": ("4", "t"),
    "copy": ("4", "Y"),
    "export": ("4", "e"),
    "marks": ("4", "space", "down", "space", "m"),
    "problems": ("p",),
    "palette": ("colon",),
    "help": ("question_mark",),
}
"""What is pictured at each size, by the keys that lead there from a start."""


TOUR: Sequence[Sequence[str]] = (
    (),
    ("4",),
    ("slash", *"testament"),
    ("enter",),
    ("d",),
    ("escape", "Y"),
    ("escape", "escape", "7"),
    ("8",),
    ("9",),
)
"""The keys of each step of the tour."""
_SECONDS = 3
"""How long a step of the tour is shown."""


def picture() -> str:
    """Return the picture of the README as SVG."""
    with TemporaryDirectory() as cache:
        return asyncio.run(_painted(Path(cache), SIZE, [KEYS]))[-1]


def tour() -> str:
    """Return the tour: an SVG that shows one screen after the other, for ever.

    Whoever asks their system for less motion sees the last one.
    """
    with TemporaryDirectory() as cache:
        screens = asyncio.run(_painted(Path(cache), SIZE, TOUR))
    box = re.search(r'viewBox="[^"]*"', screens[0])
    assert box is not None
    share = 100 / len(screens)
    style = (
        "@media (prefers-reduced-motion: no-preference) { .step { opacity: 0; animation: step "
        f"{_SECONDS * len(screens)}s step-end infinite; }} }}\n"
        f"@keyframes step {{ 0% {{ opacity: 1; }} {share:.3f}% {{ opacity: 0; }} }}"
    )
    steps = "\n".join(
        f'<g class="step" style="animation-delay: {number * _SECONDS}s">\n{screen}</g>'
        for number, screen in enumerate(screens)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box[0]}>\n<style>\n{style}\n</style>\n'
        f"{steps}\n</svg>\n"
    )


def pictures(theme: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name and the SVG of a picture of every pane and sheet at every size."""
    with TemporaryDirectory() as cache:
        for name, keys in SCREENS.items():
            for size in SIZES:
                svg = asyncio.run(_painted(Path(cache), size, [keys], theme))[-1]
                yield f"{name}-{size[0]}x{size[1]}", svg


async def _painted(
    cache: Path, size: tuple[int, int], steps: Sequence[Sequence[str]], theme: str = ""
) -> list[str]:
    """Return a picture after each step, which is the keys that lead there."""
    open_archive([bundled_coverage()], cache).close()
    app = SummitApp([bundled_coverage()], cache=cache)
    app.animation_level = "none"
    screens = []
    async with app.run_test(size=size) as pilot:
        if theme:
            app.theme = theme
        await _rest(pilot)
        for keys in steps:
            for key in keys:
                await pilot.press(key)
                await _rest(pilot)
            svg = app.export_screenshot(title="summit-tui")
            # A picture fetches no font: whoever shows it takes a monospaced one of their own.
            screens.append(re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL))
    return screens


async def _rest(pilot: Pilot[None]) -> None:
    """Wait until what a key leads to is there: the cursor, then the record, then its evidence."""
    for _ in range(4):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
