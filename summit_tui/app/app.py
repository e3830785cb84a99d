"""The app: title, themes, keys, and the way from the files to the first screen."""

import gc
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.command import Provider
from textual.driver import Driver

from summit_tui.app.archive_worker import ArchiveWorker
from summit_tui.app.bookmarks import BookmarkController
from summit_tui.app.clipboard import open_in_browser, source_address
from summit_tui.app.keys import ANYWHERE
from summit_tui.app.last_visit import LastVisit
from summit_tui.app.links import view_of
from summit_tui.app.loader import Loader
from summit_tui.app.messages import ShowsRecord
from summit_tui.app.screens.browse import Browse
from summit_tui.app.view import View
from summit_tui.archive import Entry, InterruptedSearchError
from summit_tui.bookmarks import Bookmarks
from summit_tui.clipboard.terminal import Terminal
from summit_tui.config import Config, remember_theme, remembered_theme
from summit_tui.model.kinds import Address
from summit_tui.model.problem import Problem

if TYPE_CHECKING:
    from summit_tui.app.screens.copy_as import CopyChoice

_DEFAULT_THEME = "textual-dark"


def _commands() -> type[Provider]:
    from summit_tui.app.palette import KeyProvider  # loaded when the palette first opens

    return KeyProvider


def _records() -> type[Provider]:
    from summit_tui.app.palette import RecordProvider  # likewise

    return RecordProvider


def _manual() -> type[Provider]:
    from summit_tui.app.screens.manual import ManualProvider  # likewise

    return ManualProvider


class SummitApp(App[None]):
    """The browser of summit coverage."""

    TITLE = "summit-tui"
    CSS_PATH = "summit.tcss"
    COMMANDS: ClassVar = {_commands, _records, _manual}
    BINDINGS: ClassVar = [*ANYWHERE]

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
        texts: Path | None = None,
        watch: bool = False,
        notice: str = "",
    ) -> None:
        """Browse the coverage at `paths`, and with `watch`, follow its changes.

        `texts` is a folder with the texts of sources, which the config may name as well.
        `cache` and `state` are folders of the program's own; without them nothing is kept.
        `problems` are those of the config; `terminal` is what was learned before the start;
        `notice` is what the reader has to know of what is shown.
        """
        super().__init__()
        self.state = state
        self.config = config or Config()
        self.config_problems = problems
        self.terminal = terminal or Terminal()
        self.desk = ArchiveWorker(texts or self.config.texts)
        self.desk.clippings = Bookmarks(state)
        self.browse = Browse(self.desk, view or View(), len(problems))
        self.marker = BookmarkController(
            self.browse, self.desk.clippings, lasting=state is not None
        )
        self.past = LastVisit(self.browse, state)
        self.files = Loader(self.browse, self.past, paths, cache)
        self.watch_files = watch
        self.notice = notice
        self.form = "text"
        self.language: str | None = None
        self.last_copy: str | None = None

    def on_mount(self) -> None:
        """Show the screen, then what is on it."""
        self.theme = self._wanted_theme()
        self.set_keymap(dict(self.config.keys))
        self.files.begin()
        if self.watch_files:
            self.call_after_refresh(self.files.watch)
        if self.notice:
            self.notify(self.notice, severity="warning", timeout=20, markup=False)
        self.call_after_refresh(_collect_garbage)

    def get_driver_class(self) -> type[Driver]:
        """Return Textual's driver for this system, with ours in the place of that of Unix."""
        chosen = super().get_driver_class()
        if chosen.__module__ != "textual.drivers.linux_driver":
            return chosen
        from summit_tui.app.driver import TerminalDriver  # it needs termios, which Windows lacks

        return TerminalDriver

    def get_default_screen(self) -> Browse:
        """Return the one screen."""
        return self.browse

    def _wanted_theme(self) -> str:
        wanted = self.config.theme or (self.state and remembered_theme(self.state))
        if wanted not in self.available_themes:
            return _DEFAULT_THEME
        # Without colours an ANSI theme is drawn black on black.
        return _DEFAULT_THEME if self.no_color and wanted.startswith("ansi") else wanted

    def watch_theme(self, theme: str) -> None:
        """Remember the theme for the next start."""
        if self.state is not None and self.is_running and theme != self._wanted_theme():
            remember_theme(self.state, theme)

    def pop_screen(self) -> AwaitComplete:
        """Close the sheet on top; a key that is pressed twice does not close the browser, too."""
        return super().pop_screen() if self.screen is not self.browse else AwaitComplete()

    def action_command_palette(self) -> None:
        """Show every command, and find any record."""
        from summit_tui.app.palette import Palette  # loaded when the palette first opens

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def action_repaint(self) -> None:
        """Paint every cell again, whatever another program has left there."""
        self.refresh(layout=True)

    def action_reread(self) -> None:
        """Read the files again."""
        self.files.reread()

    def action_help(self) -> None:
        """Show every key."""
        from summit_tui.app.screens.help import HelpScreen  # a start has no use for it

        self.push_screen(HelpScreen(self.config.keys))

    def action_problems(self) -> None:
        """Show what is wrong with the files."""
        from summit_tui.app.screens.problems import ProblemScreen  # nor for this

        self.push_screen(ProblemScreen([*self.config_problems, *self.browse.info.problems]))

    def action_changes(self) -> None:
        """Show what has changed since the last visit, and go where the reader wants to go."""
        self.past.show(self._go_to)

    @property
    def _showing(self) -> ShowsRecord:
        """Return the screen whose record is meant."""
        return self.screen if isinstance(self.screen, ShowsRecord) else self.browse

    @work(exclusive=True, group="copying")
    async def action_copy(self) -> None:
        """Copy the marked records, or else the one that is shown, in the usual form."""
        screen = self._showing
        if screen is self.browse:
            await self._copy("text", None, await self.marker.chosen())
        elif screen.entry is not None:
            await self._copy(screen.copies, None, [screen.entry])

    @work(exclusive=True, group="copying")
    async def action_copy_as(self) -> None:
        """Copy them in a form and a language that are asked for."""
        from summit_tui.app.screens.copy_as import CopyAsScreen, CopyChoice

        entries = await self.marker.chosen()
        if self.screen is not self.browse:
            return  # another sheet was asked for meanwhile
        if entries:
            sheet = CopyAsScreen(entries, CopyChoice(self.form, self.language))
            self.push_screen(sheet, partial(self._copy_chosen, entries))
        else:
            self.browse.say("There is nothing to copy.")

    async def _copy_chosen(self, entries: Sequence[Entry], chosen: "CopyChoice | None") -> None:
        if chosen:
            self.form, self.language = chosen
            await self._copy(*chosen, entries)

    async def _copy(self, form: str, language: str | None, entries: Sequence[Entry]) -> None:
        """Copy records and say what became of that."""
        say = self._showing.say
        if not entries:
            say("There is nothing to copy.")
            return
        from summit_tui.app.clipboard import copied, document  # a start has no use for it

        try:
            text = await self.desk.work(partial(document, form, language, entries))
        except ValueError as reason:
            say(str(reason))
            return
        self.last_copy = text
        what = f"{form} in {language}" if language else form
        say(await copied(self, text, what, len(entries)))

    @work(exclusive=True, group="copying")
    async def action_export(self) -> None:
        """Write the marked records, or else all hits, to a file."""
        from summit_tui.app.screens.export import ExportScreen  # nor for this

        chosen = await self.marker.to_export()
        if self.screen is not self.browse:
            return
        if chosen is None:
            self.browse.say("There is nothing to export.")
        else:
            self.push_screen(ExportScreen(chosen, self.form), self._say_exported)

    def _say_exported(self, said: str | None) -> None:
        if said:
            self.browse.say(said)

    def action_mark(self) -> None:
        """Mark the record that is shown, or take its mark away."""
        self.marker.toggle()

    @work(exclusive=True, group="marking")
    async def action_mark_range(self) -> None:
        """Begin a range, or mark it."""
        await self.marker.range()

    def action_clear_marks(self) -> None:
        """Take every mark away."""
        self.marker.clear()

    @work(exclusive=True, group="marking")
    async def action_show_marks(self) -> None:
        """Show what is marked, and go where the reader wants to go."""
        from summit_tui.app.screens.bookmarks import BookmarkScreen  # nor for this

        try:
            marks = await self.marker.marked("marks")
        except InterruptedSearchError:
            return
        if self.screen is self.browse:
            self.push_screen(BookmarkScreen(marks, self.marker.clippings), self._go_to)

    def _go_to(self, address: Address | None) -> None:
        self.marker.refresh()
        if address is not None:
            self.browse.show(view_of(address))

    def write(self, data: bytes) -> None:
        """Send bytes to the terminal between two frames."""
        if self._driver is not None:
            self._driver.write(data.decode("ascii"))

    @work(exclusive=True, group="source")
    async def action_open_source(self) -> None:
        """Open the source."""
        screen = self._showing
        entry = screen.entry
        if entry is None:
            return
        address = source_address(entry)
        if address is None:
            screen.say("The source has no address on the web.")
        elif await self.desk.work(partial(open_in_browser, address)):
            self.notify(address, title="Opened in the browser", markup=False)
        else:
            self.notify(address, title="The source is at", markup=False, timeout=10)

    async def on_unmount(self) -> None:
        """Let go of the archive."""
        self.past.close()
        self.desk.close()


def _collect_garbage() -> None:
    """Let the collector work again, and spare it what the start has made.

    A painting makes thousands of small things that go away by themselves: by Python's own
    measure the collector looks through them dozens of times, which is a tenth of a key's time.
    """
    gc.freeze()
    gc.set_threshold(8_000, 10, 10)
    gc.enable()
