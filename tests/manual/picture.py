"""Pictures of the screen: that of the README, those of the manual, and of all at four sizes."""

import asyncio
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple
from unittest.mock import patch

from rich.cells import cell_len
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, SVG_EXPORT_THEME
from textual.pilot import Pilot

from summit_tui.app.app import SummitApp
from summit_tui.app.panes import PANES
from summit_tui.app.tokens import THEMES
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.paths import bundled_coverage

SIZE = (100, 30)
KEYS = ("4", "slash", *"testament", "enter")

SIZES = ((120, 40), (80, 24), (60, 15), (40, 12))
OWN: Final = "own"
"""The name of a folder of the reader's own: a copy of a bundled coverage with an error to mend."""
DRAFT: Final = """\
“Hong Kong’s rise as an I&T hub has been fast-tracked by our vibrant economy,” John Lee said.

“The summit will be held every year,” Wang Yong said.
"""


class Scene(NamedTuple):
    """What is pictured: the keys that lead there from a start, and the coverage that is open."""

    keys: Sequence[str]
    coverage: str = "wic-ap"


SCENES: Mapping[str, Scene] = {
    **{pane.name: Scene((pane.key,)) for pane in PANES},
    "record": Scene(("4", "down", "enter")),
    "query": Scene(("4", "slash", *"hub", "enter", "down", "down")),
    "nothing": Scene(("4", "slash", *"deepsek", "enter")),
    "nothing-drawn": Scene(("7", "slash", *"deepsek", "enter")),
    "facets": Scene(("4", "f")),
    "remark": Scene(("4", "slash", *"testament", "enter", "d")),
    "field": Scene(("1", "d")),
    "text": Scene(("4", "t"), "us-summit-remarks"),
    "add": Scene(("4", "t", "g", "a"), OWN),
    "fix": Scene(("4", "G", "M"), OWN),
    "draft": Scene(("colon", *"verify draft.md", "enter")),
    "copy": Scene(("4", "Y")),
    "export": Scene(("4", "e")),
    "marks": Scene(("4", "space", "down", "space", "m")),
    "orders": Scene(("4", "b")),
    "coverages": Scene(("O",)),
    "problems": Scene(("p",)),
    "palette": Scene(("colon",)),
    "help": Scene(("question_mark",)),
    "manual": Scene(("question_mark", "slash")),
    "page": Scene(("question_mark", "slash", "down", "enter")),
}
"""What is pictured at each size, by name."""


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


def pictures(theme: str = "", *names: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the SVG of every scene, or of those named, at every size."""
    with TemporaryDirectory() as folder, chdir(folder):
        cache = Path(folder, "cache")
        Path("draft.md").write_text(DRAFT, "utf-8")
        for name in names or SCENES:
            scene = SCENES[name]
            coverage = (
                _own_coverage() if scene.coverage == OWN else bundled_coverage(scene.coverage)
            )
            for size in SIZES:
                svg = asyncio.run(_painted(cache, size, [scene.keys], theme, coverage))[-1]
                yield f"{name}-{size[0]}x{size[1]}", svg


def manual_pictures() -> Iterator[tuple[str, str]]:
    """Yield the name and the SVG of each picture of the manual: every pane and every theme."""
    with TemporaryDirectory() as folder:
        cache = Path(folder)
        for pane in PANES:
            yield pane.name, asyncio.run(_painted(cache, SIZE, [(pane.key,)]))[-1]
        for theme in THEMES:
            yield f"theme-{theme}", asyncio.run(_painted(cache, (80, 24), [KEYS], theme))[-1]


_EXCERPT: Final = re.compile(r'(?<=exact = """\\\n)\w|(?<=exact = ")\w')
"""The first letter of an excerpt in a coverage file."""


def _own_coverage() -> Path:
    """Return a copy of a bundled coverage whose excerpts begin in the wrong case."""
    folder = Path(OWN)
    if not folder.exists():
        shutil.copytree(bundled_coverage("us-summit-remarks"), folder)
        for path in folder.rglob("*.toml"):
            text = path.read_text("utf-8")
            path.write_text(_EXCERPT.sub(lambda letter: letter[0].swapcase(), text), "utf-8")
    return folder


async def _painted(
    cache: Path,
    size: tuple[int, int],
    steps: Sequence[Sequence[str]],
    theme: str = "",
    coverage: Path | None = None,
) -> list[str]:
    """Return a picture after each step, which is the keys that lead there."""
    shown = coverage or bundled_coverage()
    open_archive([shown], cache).close()
    app = SummitApp([shown], cache=cache)
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
            # Rich pictures a dark terminal, and "ansi-light" is made for those that are light.
            terminal = DEFAULT_TERMINAL_THEME if theme == "ansi-light" else SVG_EXPORT_THEME
            with patch("rich.console.SVG_EXPORT_THEME", terminal):
                svg = app.export_screenshot(title="summit-tui")
            screens.append(compact(svg, f"s{len(screens)}", size[0] * size[1]))
    return screens


_CELL: Final = 12.2
"""The width of a cell in Rich's pictures."""
_RECTANGLE: Final = re.compile(
    r'<rect fill="([^"]*)" x="[^"]*" y="[^"]*" width="([^"]*)" height="[^"]*"/>'
)
_TEXT: Final = re.compile(
    r'<text class="(?P<ink>[^"]*)" x="(?P<x>[^"]*)" (?P<y>y="[^"]*") textLength="[^"]*"[^>]*>'
    r"(?P<words>[^<]*)</text>"
)


def compact(svg: str, scope: str, cells: int) -> str:
    """Return a picture of Rich in a third of its size, with characters of two cells as wide.

    It fetches no font: whoever shows it takes a monospaced one of their own. `scope` begins the
    names of its classes, so that several pictures have room in one; `cells` is the number of cells.
    """
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r'<clipPath id="[^"]*-line-\d+">.*?</clipPath>\s*', "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+-", scope, svg.replace("&#160;", "\N{NO-BREAK SPACE}"))
    svg = _one_ground(svg.replace(' shape-rendering="crispEdges"', ""), cells)
    return re.sub(r"\s*\n\s*", "\n", _TEXT.sub(_compact_text, svg))


def _one_ground(svg: str, cells: int) -> str:
    """Return a picture with one rectangle for the colour behind everything instead of hundreds.

    `cells` is the number of cells; where no colour is behind most of them, as in themes that leave
    it to the terminal, the picture stays as it is.
    """
    areas: Counter[str] = Counter()
    for fill, width in _RECTANGLE.findall(svg):
        areas[fill] += round(float(width) / _CELL)
    ground, area = areas.most_common(1)[0]
    if area < cells / 2:
        return svg
    grounds = re.compile(_RECTANGLE.pattern.replace('([^"]*)', ground, 1))
    first = grounds.search(svg)
    assert first is not None
    whole = f'<rect fill="{ground}" width="100%" height="100%"/>'
    return svg[: first.start()] + whole + grounds.sub("", svg[first.end() :])


def _compact_text(text: re.Match[str]) -> str:
    words = text["words"].rstrip("\N{NO-BREAK SPACE}")
    shown = words.lstrip("\N{NO-BREAK SPACE}")
    if not shown:
        return ""
    x = float(text["x"]) + _CELL * (len(words) - len(shown))
    length = _CELL * cell_len(unescape(shown))
    return (
        f'<text class="{text["ink"]}" x="{x:g}" {text["y"]} textLength="{length:g}">{shown}</text>'
    )


async def _rest(pilot: Pilot[None]) -> None:
    """Wait until what a key leads to is there: the cursor, then the record, then its evidence."""
    for _ in range(4):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
