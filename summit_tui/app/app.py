"""The app: title, themes, keys, and the way from the files to the first screen."""

import gc
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import App
from textual.command import Provider

from summit_tui.app import sentences
from summit_tui.app.browse import Browse
from summit_tui.app.desk import Desk
from summit_tui.app.messages import CopyRecord, OpenSource
from summit_tui.app.remembered import remember_theme, remembered_theme
from summit_tui.app.view import View
from summit_tui.app.web import open_in_browser, source_address
from summit_tui.archive.opening import Coverage
from summit_tui.archive.progress import Progress
from summit_tui.clipboard.terminal import Terminal
from summit_tui.config import Config
from summit_tui.places import cache_folder
from summit_tui.problems import Problem
from summit_tui.wording import words

_DEFAULT_THEME = "textual-dark"


def _commands() -> type[Provider]:
    from summit_tui.app.palette import KeyProvider  # loaded when the palette first opens

    return KeyProvider


def _records() -> type[Provider]:
    from summit_tui.app.palette import RecordProvider  # likewise

    return RecordProvider


class SummitApp(App[None]):
    """The browser of summit coverage."""

    TITLE = "summit-tui"
    CSS_PATH = "summit.tcss"
    COMMANDS: ClassVar = {_commands, _records}
    BINDINGS: ClassVar = []

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        cache: Path | None = None,
        state: Path | None = None,
        config: Config | None = None,
        problems: Sequence[Problem] = (),
        terminal: Terminal | None = None,
        view: View | None = None,
    ) -> None:
        """Browse the coverage at `paths`.

        `cache` and `state` are folders of the program's own; without them nothing is kept.
        `problems` are those of the config; `terminal` is what was learned before the start.
        A fresh index is opened at once, so that the first picture has the first record.
        """
        super().__init__()
        self.paths = paths
        self.cache = cache
        self.state = state
        self.config = config or Config()
        self.config_problems = problems
        self.terminal = terminal or Terminal()
        self.desk = Desk()
        self.coverage = Coverage(paths, cache)
        self.desk.archive = self.coverage.fresh()
        self.browse = Browse(self.desk, view or View(), len(problems))

    def on_mount(self) -> None:
        """Show the screen, then what is on it."""
        self.theme = self._wanted_theme()
        self.set_keymap(dict(self.config.keys))
        if self.desk.archive is None:
            self._index()
        self.call_after_refresh(_collect_garbage)

    def get_default_screen(self) -> Browse:
        """Return the one screen."""
        return self.browse

    def _wanted_theme(self) -> str:
        wanted = self.config.theme or (self.state and remembered_theme(self.state))
        if wanted not in self.available_themes:
            return _DEFAULT_THEME
        # Without colours an ANSI theme is drawn black on black.
        return _DEFAULT_THEME if self.no_color and wanted.startswith("ansi") else wanted

    @work(exclusive=True, group="indexing")
    async def _index(self) -> None:
        """Read the coverage and say how far that has come."""
        archive = await self.desk.work(partial(self.coverage.indexed, self._report))
        self.browse.open(archive)

    @work(exclusive=True, group="indexing")
    async def _reread(self) -> None:
        coverage = await self.desk.work(partial(Coverage, self.paths, self.cache))
        if coverage.files == self.coverage.files and self.desk.archive is not None:
            self.browse.say("Nothing has changed.")
            return
        self.coverage = coverage
        archive = await self.desk.work(partial(coverage.indexed, self._report))
        self.browse.open(archive)
        self.browse.say("Read again.")

    def _report(self, progress: Progress) -> None:
        """Say how far the reading has come, from the thread that reads."""
        self.call_from_thread(self.browse.say, sentences.progress(progress))

    def watch_theme(self, theme: str) -> None:
        """Remember the theme for the next start."""
        if self.state is not None and self.is_running and theme != self._wanted_theme():
            remember_theme(self.state, theme)

    def action_reread(self) -> None:
        """Read the files again."""
        self._reread()

    def action_help(self) -> None:
        """Show every key."""
        from summit_tui.app.help import Help  # a start has no use for it

        self.push_screen(Help(self.config.keys))

    def action_problems(self) -> None:
        """Show what is wrong with the files."""
        from summit_tui.app.problem_list import ProblemScreen  # nor for this

        self.push_screen(ProblemScreen([*self.config_problems, *self.browse.info.problems]))

    @on(CopyRecord)
    async def _copy(self, event: CopyRecord) -> None:
        text = "".join(words("text", [event.entry])).rstrip("\n")
        from summit_tui.clipboard import copy  # a start has no use for it

        outcome = await copy(
            text,
            settings=self.config.clipboard,
            write=self._write,
            terminal=self.terminal,
            environ=os.environ,
            folder=self.state or cache_folder(),
        )
        self.browse.say(outcome.sentence("text", len(text)))

    def _write(self, data: bytes) -> None:
        """Send bytes to the terminal between two frames."""
        if self._driver is not None:
            self._driver.write(data.decode("ascii"))

    @on(OpenSource)
    async def _open_source(self, event: OpenSource) -> None:
        address = source_address(event.entry)
        if address is None:
            self.browse.say("The source has no address on the web.")
        elif await self.desk.work(partial(open_in_browser, address)):
            self.notify(address, title="Opened in the browser", markup=False)
        else:
            self.notify(address, title="The source is at", markup=False, timeout=10)

    async def on_unmount(self) -> None:
        """Let go of the archive."""
        self.desk.close()


def _collect_garbage() -> None:
    """Let the collector work again, and spare it what the start has made."""
    gc.freeze()
    gc.enable()
