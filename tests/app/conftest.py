"""The app without a terminal: a pilot at its keys, and what a reader would see."""

import asyncio
import time
from contextlib import asynccontextmanager, suppress

import pytest
from rich.cells import cell_len
from textual import events
from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet
from textual.worker import WorkerCancelled, WorkerFailed

from summit_tui.app.app import SummitApp
from summit_tui.app.keys import named_key
from summit_tui.app.panes import PANES
from summit_tui.app.view import View
from summit_tui.config import Config

_PATIENCE = 10.0
"""Seconds that a condition may take on a busy machine."""


class Reader:
    """Someone at the keys, who looks at the screen once everything has come to rest."""

    def __init__(self, pilot):
        self.pilot = pilot
        self.app = pilot.app
        self.browse = pilot.app.browse

    async def rest(self):
        """Wait until no worker runs and three frames in a row have left nothing to do, and paint.

        What a frame sets off may set off more with the next one, as a record does its evidence.
        An app that has failed never comes to rest; its failure comes out at the end of the test.
        """
        frames = 0
        while frames < 3 and not self.app.return_code:
            await self._drained()
            if running := [worker for worker in self.app.workers if not worker.is_finished]:
                # What failed is kept by the app and fails the test at its end.
                with suppress(WorkerFailed, WorkerCancelled):
                    await self.app.workers.wait_for_complete(running)
                frames = 0
            else:
                self.app.screen._on_timer_update()
                await self._drained()
                # Nothing is painted for a moment after the palette closes: that is no rest.
                is_busy = self.app._batch_count or self.app._under_way
                frames = 0 if is_busy else frames + 1
                if frames == 3 and (compositor := self.app.screen._compositor)._dirty_regions:
                    frames = 0
                    _render_update(compositor, screen_stack=self.app._background_screens)

    async def _drained(self):
        """Wait until nothing is ready to run: whoever has a message waiting is."""
        ready = asyncio.get_running_loop()._ready
        while True:
            await asyncio.sleep(0)
            if not ready or self.app.return_code:
                return

    async def until(self, condition):
        """Wait until a condition holds that depends on a clock of the app's own."""
        deadline = time.monotonic() + _PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"waited in vain:\n{self.screen}"
            await self.pilot.pause()

    async def press(self, *keys):
        """Press keys one by one, at rest after each."""
        for key in keys:
            await self.app._press_keys([key])
            await self.rest()

    def send(self, *keys):
        """Press keys as a slow line brings them: all at once, and at rest before none."""
        for key in keys:
            self.app.post_message(events.Key(named_key(key), key if len(key) == 1 else None))

    async def type(self, text):
        """Go to the search box, unless one is there, and type."""
        if not self.browse.box.has_focus:
            await self.press("slash")
        await self.pilot.press(*text)
        await self.rest()

    async def resize(self, width, height):
        """Give the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        await self.rest()

    async def click(self, x, y, **kind):
        """Click on a cell of the screen."""
        await self.pilot.click(offset=(x, y), **kind)
        await self.rest()

    async def click_on(self, text):
        """Click on the first cell of a text."""
        await self.click(*self.locate(text))

    def locate(self, text, within=None):
        """Return column and line of the first cell of a text on the screen, or in a part of it."""
        region = (within or self.app.screen).region
        for y in range(region.y, region.bottom):
            strip = self._strips()[y].crop(region.x, region.right)
            before, match, _ = strip.text.partition(text)
            if match:
                return region.x + cell_len(before), y
        raise AssertionError(f"{text!r} is not on the screen:\n{self.screen}")

    def _strips(self):
        # Textual has no public way to the cells of a screen but pictures of it.
        return self.app.screen._compositor.render_strips()

    @property
    def lines(self):
        """The screen's lines as text."""
        return [strip.text.rstrip() for strip in self._strips()]

    @property
    def screen(self):
        """The screen as text."""
        return "\n".join(self.lines)

    def part(self, widget):
        """Return what a part of the screen shows, words apart by single spaces."""
        region = widget.region
        strips = self._strips()[region.y : region.bottom]
        return " ".join(
            " ".join(strip.crop(region.x, region.right).text for strip in strips).split()
        )

    def part_lines(self, widget):
        """Return what a part of the screen shows, line by line."""
        region = widget.region
        strips = self._strips()[region.y : region.bottom]
        return [strip.crop(region.x, region.right).text.rstrip() for strip in strips]

    @property
    def record(self):
        """What the record in full shows."""
        return self.part(self.browse.record)

    @property
    def list(self):
        """What the list shows."""
        return self.part(self.browse.list_)

    @property
    def facets(self):
        """What the facets show."""
        return self.part(self.browse.facets)

    @property
    def panes(self):
        """What the bar of panes shows."""
        return self.lines[1].strip().split("   ")

    @property
    def status(self):
        """What the status line says, whole."""
        return self.browse.status.line.left

    @property
    def shown(self):
        """The address of the record that is shown in full."""
        return str(self.browse.entry.address) if self.browse.entry else None

    @property
    def hits(self):
        """The ids of the records in the list, in their order."""
        rows = self.browse.list_
        return [rows.entry(row).address.id for row in range(rows.count)]

    @property
    def pane(self):
        """The pane that is shown."""
        return self.browse.view.pane


@pytest.fixture(scope="session")
def shelf(tmp_path_factory):
    """Return the folder in which indexes are kept for all tests."""
    return tmp_path_factory.mktemp("indexes")


_RULES = {}
"""What was parsed of style sheets, by their text and all that its meaning depends on."""


def _parse_rules_once(sheet, *position, **options):
    variables = tuple(sheet._variables.items())
    key = (position, tuple(options.items()), variables)
    if key not in _RULES:
        _RULES[key] = _parse_rules(sheet, *position, **options)
    return _RULES[key]


_parse_rules = Stylesheet._parse_rules


def _wait_with_painting(compositor, full=False, **options):
    """Note what is to be painted: nobody looks at the frames before an app has come to rest."""
    if full:
        compositor._dirty_regions.add(compositor.size.region)


_render_update = Compositor.render_update


@pytest.fixture
def browsing(monkeypatch, shelf):
    """Return a context in which an app shows the coverage at some paths, with a reader at its keys.

    Whatever the app raised fails the test, also where it only came out on the way down.
    """
    # Textual takes a key for done when the processor rests, which says little on a busy machine
    # and takes a tenth of a second; the reader waits for messages and workers instead.
    monkeypatch.setattr("textual.app.wait_for_idle", lambda *_: asyncio.sleep(0))
    # Every app parses the same style sheets anew: a seventh of the time of these tests.
    monkeypatch.setattr(Stylesheet, "_parse_rules", _parse_rules_once)
    # A headless app renders every frame and drops it: half of the time of these tests.
    monkeypatch.setattr(Compositor, "render_update", _wait_with_painting)

    @asynccontextmanager
    async def browse(*paths, size=(120, 30), pane=None, **settings):
        keys = settings.pop("keys", None)
        while_reading = settings.pop("while_reading", False)
        if keys is not None:
            settings["config"] = Config(keys=keys)
        if pane:
            settings["view"] = View(PANES[pane - 1].name)
        app = SummitApp(paths, **{"cache": shelf} | settings)
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            reader = Reader(pilot)
            if not while_reading:
                await reader.rest()
            yield reader
        assert app._exception is None

    return browse


@pytest.fixture
def every_frame(browsing, monkeypatch):
    """Render every frame, as a terminal would show it, not only those at rest."""
    monkeypatch.setattr(Compositor, "render_update", _render_update)


@pytest.fixture
def quoted(records):
    """Return records of which two statements stand in the gazette, and one nearly does."""
    excerpts = {
        "direct": {"exact": "We will lay the cable together"},
        "partial": {"exact": "repairs were “a toll road”"},
    }
    for quote in records["quotes"]:
        if quote["id"] in excerpts:
            quote["excerpt"] = excerpts[quote["id"]]
    missing = dict(records["quotes"][0], id="missing", excerpt={"exact": "who paid for dinner"})
    records["quotes"].append(missing | {"mode": "paraphrase", "text": "Dinner was paid for."})
    return records


@pytest.fixture
def texts(tmp_path):
    """Return a function that writes texts of sources, and returns their folder."""

    def write(**texts):
        folder = tmp_path / "texts"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text, "utf-8", errors="surrogatepass")
        return folder

    return write
