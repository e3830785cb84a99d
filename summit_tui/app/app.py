"""The app: title, themes, keys, and the way from the files to the first screen."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.command import Provider
from textual.driver import Driver
from textual.filter import LineFilter
from textual.theme import ThemeProvider
from textual.worker import active_worker

from summit_tui.app import sentences
from summit_tui.app.archive_worker import ArchiveWorker, run_in_thread
from summit_tui.app.bookmarks import BookmarkController
from summit_tui.app.clipboard import Copier, open_in_browser, source_address
from summit_tui.app.kept_views import SavedSearches
from summit_tui.app.keys import ANYWHERE
from summit_tui.app.language import Multilingual
from summit_tui.app.last_visit import LastVisit
from summit_tui.app.links import view_of
from summit_tui.app.loader import Loader
from summit_tui.app.messages import ShowsRecord
from summit_tui.app.screen_text import EmojiFilter
from summit_tui.app.screens.browse import Browse
from summit_tui.app.tokens import HIGH_CONTRAST, variables_of
from summit_tui.app.view import View
from summit_tui.app.view_actions import ViewActions
from summit_tui.app.widgets.painting import Palette, collect_garbage, write_between_frames
from summit_tui.app.writing_actions import WritingActions
from summit_tui.archive import Entry
from summit_tui.archive.openers import Location, Store
from summit_tui.bookmarks import Bookmarks
from summit_tui.clipboard.terminal import Terminal
from summit_tui.config import (
    Config,
    has_seen_start,
    remember_start,
    remember_theme,
    remembered_theme,
)
from summit_tui.i18n import gettext
from summit_tui.model.kinds import Address
from summit_tui.model.problem import Problem
from summit_tui.paths import BUNDLED, bundled_coverage
from summit_tui.query_history import QueryHistory
from summit_tui.recent import RecentCoverage, recent_coverages, remember_coverage, with_bundled

if TYPE_CHECKING:
    from rich.console import RenderableType

    from summit_tui.app.screens.copy_as import CopyChoice
    from summit_tui.app.survey import Survey

_DEFAULT_THEME = "textual-dark"
_EMOJI_FILTER = EmojiFilter()


def _provider(module: str, name: str) -> Callable[[], type[Provider]]:
    """Return what loads a part of the palette when that is first opened."""

    def load() -> type[Provider]:
        provider: type[Provider] = getattr(import_module(f"summit_tui.app.{module}"), name)
        return provider

    return load


class TaskEnder(App[None]):
    """An app whose tasks end before what they show answers on: Textual ends them behind it."""

    def exit(
        self, result: None = None, return_code: int = 0, message: "RenderableType | None" = None
    ) -> None:
        """End the app, and first its tasks."""
        self.workers.cancel_all()
        super().exit(result, return_code, message)

    def pop_screen(self) -> AwaitComplete:
        """Leave the screen, and first end its tasks, but for the one that leaves it."""
        for worker in list(self.workers):
            if worker.node is self.screen and worker is not active_worker.get(None):
                worker.cancel()
        return super().pop_screen()


class RecordActions(TaskEnder):
    """What keys do with records: copy, export and mark them, and open their sources."""

    browse: Browse
    bookmarks: BookmarkController
    copier: Copier

    @property
    def _record_screen(self) -> ShowsRecord:
        """Return the screen whose record is meant."""
        return self.screen if isinstance(self.screen, ShowsRecord) else self.browse

    @work(exclusive=True, group="copying")
    async def action_copy(self) -> None:
        """Copy the marked records, or else the one that is shown, in the usual form."""
        screen = self._record_screen
        if screen is self.browse:
            entries, start = await self.bookmarks.selected(), self.browse.body.start
            form = screen.copies if len(self.bookmarks.bookmarks) else start.copies
            # What became of a copy is to be read, whatever of the list is still on its way.
            report = self.browse.status.report
            if not entries and (elsewhere := self.bookmarks.elsewhere):
                report(elsewhere)
            elif entries or start.row is None:
                report(await self.copier.copy(form, None, entries))
            else:
                report(sentences.nothing_to_copy())
        elif screen.entry is not None:
            entries = self.browse.archive_worker.with_doubts([screen.entry])
            screen.say(await self.copier.copy(screen.copies, None, entries))

    @property
    def clipboard(self) -> str:
        """Return what was copied last, which Ctrl+V inserts into a box."""
        return self.copier.last_copy or ""

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what is selected on any screen by the routes of every other copy, and say so.

        Textual's own method knows one route and does not say whether it was taken.
        """
        self._copy_selected(text)

    @work(exclusive=True, group="copying")
    async def _copy_selected(self, text: str) -> None:
        self._record_screen.say(await self.copier.copy_text(text, gettext("selected text")))

    @work(exclusive=True, group="copying")
    async def action_copy_as(self) -> None:
        """Copy them in a form and a language that are asked for."""
        from summit_tui.app.screens.copy_as import CopyAsScreen, CopyChoice

        entries = await self.bookmarks.selected()
        if self.screen is not self.browse:
            return  # another sheet was asked for meanwhile
        if entries:
            last = CopyChoice(self.copier.form, self.copier.language)
            sheet = CopyAsScreen(entries, last, carries_html=self.copier.carries_html)
            self.push_screen(sheet, partial(self._copy_as, entries))
        else:
            nothing = gettext("There is nothing to copy.")
            self.browse.say(self.bookmarks.elsewhere or nothing)

    async def _copy_as(self, entries: Sequence[Entry], choice: "CopyChoice | None") -> None:
        if choice:
            form, language, media_type = choice
            self.copier.language = language
            if media_type == "text/plain":  # else the next `Y` would be at HTML as plain text
                self.copier.form = form
            self.browse.say(await self.copier.copy(form, language, entries, media_type))

    @work(exclusive=True, group="copying")
    async def action_export(self) -> None:
        """Write the marked records, or else all hits, to a file."""
        from summit_tui.app.screens.export import ExportScreen  # nor for this

        selection = await self.bookmarks.selection(self.browse.search.info)
        if self.screen is not self.browse:
            return
        if isinstance(selection, str):
            self.browse.status.keep_saying(selection)
            return
        sheet = ExportScreen(selection, self.copier.form)
        self.push_screen(sheet, lambda sentence: self.browse.say(sentence) if sentence else None)

    def action_mark(self) -> None:
        """Mark the record that is shown, or take its mark away."""
        self.bookmarks.toggle()

    def action_mark_range(self) -> None:
        """Begin a range, or mark it."""
        # The beginning is noted at once: the keys behind it may come in the same moment.
        if rows := self.bookmarks.mark_range():
            self.browse.status.run(partial(self.bookmarks.mark_between, rows), "marking")

    def action_clear_marks(self) -> None:
        """Take every mark of the open coverage away."""
        self.bookmarks.clear(self.browse.search.info)

    @work(exclusive=True, group="marking")
    async def action_show_marks(self) -> None:
        """Show what is marked, and go where the reader wants to go."""
        from summit_tui.app.screens.bookmarks import BookmarkScreen  # nor for this

        marked = await self.bookmarks.marked("marks")
        if marked is not None and self.screen is self.browse:
            events = {event.id for event in self.browse.search.info.events}
            sheet = BookmarkScreen(marked, self.bookmarks.bookmarks, events)
            self.push_screen(sheet, self._go_to)

    def _go_to(self, address: Address | None) -> None:
        self.bookmarks.refresh()
        if address is not None:
            self.browse.navigator.show(view_of(address))

    @work(exclusive=True, group="source")
    async def action_open_source(self) -> None:
        """Open the source."""
        screen = self._record_screen
        entry = screen.entry
        if entry is None:
            return
        address = source_address(entry)
        if address is None:
            screen.say(gettext("The source has no address on the web."))
        elif await run_in_thread(partial(open_in_browser, address)):
            screen.say(gettext("Opened in the browser: {address}", address=address))
        else:
            # Nobody types an address off a screen, which may have no room for all of it.
            outcome = await self.copier.copy_text(address, gettext("the address"))
            screen.say(
                gettext("The source is at {address} · {outcome}", address=address, outcome=outcome)
            )


class SummitApp(RecordActions, ViewActions, WritingActions, Multilingual):
    """The browser of summit coverage."""

    TITLE = "summit-tui"
    CSS_PATH = "summit.tcss"
    COMMANDS: ClassVar = {
        _provider("palette", "KeyProvider"),
        _provider("palette", "RecordProvider"),
        _provider("palette", "SavedProvider"),
        _provider("palette", "LanguageProvider"),
        _provider("screens.manual", "ManualProvider"),
        _provider("screens.draft", "DraftProvider"),
    }
    BINDINGS: ClassVar = [*ANYWHERE]
    survey: "Survey | None" = None
    """What looks for doubts in the background, once a coverage is open."""

    def __init__(
        self,
        locations: Sequence[Location],
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
        is_asking: bool = False,
    ) -> None:
        """Browse the coverage at `locations`, and with `watch`, follow its changes.

        `texts` is a folder with the texts of sources, which the config may name as well.
        `cache` and `state` are folders of the program's own; without them nothing is kept.
        `problems` are those of the config; `terminal` is what was learned before the start;
        `notice` is what the reader has to know of what is shown; `is_asking` offers at the start
        what was open before.
        """
        super().__init__()
        self.state = state
        self.config = config or Config()
        self.config_problems = problems
        self.archive_worker = worker = ArchiveWorker(texts or self.config.texts, Bookmarks(state))
        self.browse = browse = Browse(worker, self.history(view, locations), len(problems))
        search, status = browse.search, browse.status
        self.bookmarks = BookmarkController(
            worker, lambda: browse.body, search.answer.settled, status, is_lasting=state is not None
        )
        write = partial(write_between_frames, self)
        self.copier = Copier(self.config.clipboard, terminal or Terminal(), state, write)
        self.last_visit = LastVisit(state, worker, status)
        self.loader = Loader(locations, cache, worker, status, lambda: search.info, self._look_back)
        self._begin_visit()
        self.is_watching, self._is_asking, self.notice = watch, is_asking, notice

    def on_mount(self) -> None:
        """Show the screen, then what is on it."""
        self.register_theme(HIGH_CONTRAST)
        self.theme = self._initial_theme()
        self.set_keymap(dict(self.config.keys))
        self.loader.begin()
        if self.is_watching:
            self.call_after_refresh(self.loader.watch)
        if self.notice:
            self.notify(self.notice, severity="warning", timeout=20, markup=False)
        if self._is_asking and self._recent():
            self.call_after_refresh(self.action_open_coverage)
        self.call_after_refresh(collect_garbage)

    def _begin_visit(self) -> None:
        """Know the saved searches; explain the start screen to who has never gone on from it."""
        search, state = self.browse.search, self.state
        search.saved_searches = SavedSearches(state)
        if state is not None and not has_seen_start(state):
            search.is_first_visit = True
            search.first_visit_over = partial(remember_start, state)

    async def _look_back(self, coverage: Store) -> None:
        """Remember that a coverage was opened, and say what has changed since the last visit."""
        self.browse.queries = await run_in_thread(partial(QueryHistory, self.state, coverage.paths))
        bundled = [[bundled_coverage(name).resolve()] for name in BUNDLED]
        paths = [path.resolve() for path in coverage.paths]
        if self.state is not None and paths and paths not in bundled:
            events = self.browse.search.info.events
            names = sentences.names_by_language(events)
            others = 0 if sentences.common_name(events) else max(0, len(events) - 1)
            await run_in_thread(partial(remember_coverage, self.state, paths, names, others))
        await self.last_visit.compare(coverage)
        self.browse.search.show_news(self.last_visit.summary)
        self._begin_survey(coverage.paths)

    def _begin_survey(self, paths: Sequence[Path]) -> None:
        if self.survey is None:
            from summit_tui.app.survey import Survey  # a start has no use for it

            self.survey = Survey(self.archive_worker, self.browse.status, self.loader.cache)
        self.survey.begin(paths)

    def _recent(self) -> Sequence[RecentCoverage]:
        return recent_coverages(self.state) if self.state is not None else ()

    def action_open_coverage(self) -> None:
        """Ask for a coverage that was open before, or a bundled one, and show it."""
        from summit_tui.app.screens.recent import RecentScreen  # few visits have a use for it

        self.push_screen(RecentScreen(with_bundled(self._recent())), self._open)

    def _open(self, paths: Sequence[Path] | None) -> None:
        if paths is not None:
            self.keep_last_view(self.loader.locations)
            self.browse.history.restart()
            self.loader.open(paths)

    def get_driver_class(self) -> type[Driver]:
        """Return Textual's driver for this system, with ours in the place of that of Unix."""
        chosen = super().get_driver_class()
        if chosen.__module__ != "textual.drivers.linux_driver":
            return chosen
        from summit_tui.app.driver import TerminalDriver  # it needs termios, which Windows lacks

        return TerminalDriver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's filters, and the one that keeps rows with emoji at their width."""
        return [*super().get_line_filters(), _EMOJI_FILTER]

    def get_default_screen(self) -> Browse:
        """Return the one screen."""
        return self.browse

    def search_themes(self) -> None:
        """Offer the themes, as Textual does, in words of ours."""
        placeholder = gettext("Which colours?")
        self.push_screen(Palette(ThemeProvider, placeholder=placeholder))

    def _initial_theme(self) -> str:
        theme = self.config.theme or (self.state and remembered_theme(self.state))
        if theme not in self.available_themes:
            return _DEFAULT_THEME
        # Without colours an ANSI theme is drawn black on black.
        return _DEFAULT_THEME if self.no_color and theme.startswith("ansi") else theme

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the theme, by the names that our style sheets and Textual's use."""
        variables = super().get_css_variables() | variables_of(self.current_theme)
        self.theme_variables = variables
        return variables

    def watch_theme(self, theme: str) -> None:
        """Remember the theme for the next start."""
        if self.state is not None and self.is_running and theme != self._initial_theme():
            remember_theme(self.state, theme)

    def pop_screen(self) -> AwaitComplete:
        """Close the sheet on top; a key that is pressed twice does not close the browser, too."""
        return super().pop_screen() if self.screen is not self.browse else AwaitComplete()

    def action_command_palette(self) -> None:
        """Show every command, and find any record."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action means anything where the reader is: a box takes the colon."""
        return action != "palette" or not self.browse.box.has_focus

    async def action_palette(self) -> None:
        """Show the palette; what is typed right behind the colon is for its box."""
        palette = Palette()
        await self.push_screen(palette)
        palette.focus_box()

    def action_repaint(self) -> None:
        """Paint every cell again, whatever another program has left there."""
        self.refresh(layout=True)

    def action_reread(self) -> None:
        """Read the files again."""
        self.loader.reread()

    def action_help(self) -> None:
        """Show every key."""
        from summit_tui.app.screens.help import HelpScreen  # a start has no use for it

        self.push_screen(HelpScreen(self.config.keys))

    def action_problems(self) -> None:
        """Show what is wrong with the files."""
        from summit_tui.app.screens.problems import ProblemScreen  # nor for this

        self.push_screen(ProblemScreen([*self.config_problems, *self.browse.search.info.problems]))

    def action_changes(self) -> None:
        """Show what has changed since the last visit, and go where the reader wants to go."""
        changes = self.last_visit.change_set
        if changes is None:
            self.browse.say(gettext("Nothing is known to have changed since the last visit."))
            return
        from summit_tui.app.screens.changes import ChangeScreen  # few visits have a use for it

        self.browse.status.show_news("")
        self.push_screen(ChangeScreen(changes, self.last_visit.summary), self._go_to)

    async def on_unmount(self) -> None:
        """Let go of the archive, and remember where the reader was."""
        self.keep_last_view(self.loader.locations)
        self.last_visit.close()
        if self.survey is not None:
            self.survey.close()
        self.archive_worker.close()
