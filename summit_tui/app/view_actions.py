"""What keys do with what is shown: keep it, take it back, and choose it from a list."""

import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path

from textual import work
from textual.app import App
from textual.widgets import Input

from summit_tui.app import queries
from summit_tui.app.archive_worker import ArchiveWorker, interruptible
from summit_tui.app.authoring import Author
from summit_tui.app.bookmarks import BookmarkController
from summit_tui.app.kept_views import LastView, SavedSearches, last_view, remember_last_view
from summit_tui.app.keys import ACTIONS, PROGRAM, keys_of, table
from summit_tui.app.links import view_of
from summit_tui.app.messages import PickRow
from summit_tui.app.rows import title_of
from summit_tui.app.screens.browse import Browse
from summit_tui.app.view import History, View
from summit_tui.app.widgets.painting import Palette
from summit_tui.app.widgets.side_lists import facet_choices
from summit_tui.archive.openers import Location
from summit_tui.archive.wording import kind_in_words
from summit_tui.config import Config
from summit_tui.i18n import gettext


class ViewActions(App[None]):
    """Saved searches, where a coverage was left, undoing, and what is picked from a list."""

    browse: Browse
    bookmarks: BookmarkController
    author: Author
    config: Config
    state: Path | None
    archive_worker: ArchiveWorker

    @cached_property
    def _forgotten(self) -> list[tuple[float, str, View]]:
        """The saved searches that were removed, each with the time, the latest last."""
        return []

    # Where the reader was

    def history(self, view: View | None, locations: Sequence[Location]) -> History:
        """Return a view that is asked for, or else what the reader was at when they left."""
        history = History(view or View())
        if view is None and self.state is not None and self.config.resume:
            last = last_view(self.state, locations)
            if last is not None:
                history.restore(last.view, last.recent)
        return history

    def keep_last_view(self, locations: Sequence[Location]) -> None:
        """Remember where the reader is in the coverage at some locations."""
        if self.state is not None and self.config.resume:
            history = self.browse.history
            last = LastView(history.present, tuple(history.opened))
            remember_last_view(self.state, locations, last)

    def action_help_quit(self) -> None:
        """Say what leaves the program, as Ctrl+c does others."""
        leave = next(key for key in PROGRAM if key.id == "program.quit")
        keys = keys_of(leave, self.config.keys).split()[0]
        self.browse.say(
            gettext("{key} leaves the program; Ctrl+c copies selected words.", key=keys)
        )

    # Saved searches

    @property
    def saved_searches(self) -> SavedSearches:
        """The searches that the reader has saved by name."""
        return self.browse.search.saved_searches

    async def action_save_search(self) -> None:
        """Ask for the name of the search that is shown."""
        view = self.browse.view
        if view.query or view.choices:
            await self._open_palette("save ")
        else:
            self.browse.say(gettext("There is no query and no filter that could be saved."))

    async def action_saved_searches(self) -> None:
        """Show the saved searches."""
        if self.saved_searches.all():
            await self._open_palette("@")
        else:
            self.browse.say(
                gettext("No search is saved: Ctrl+s or :save NAME saves what is shown.")
            )

    async def _open_palette(self, typed: str) -> None:
        palette = Palette()
        await self.push_screen(palette)
        palette.focus_box()
        box = palette.query_one(Input)
        box.value, box.cursor_position = typed, len(typed)

    def save_search(self, name: str) -> None:
        """Save the search that is shown under a name."""
        try:
            self.saved_searches.save(name, self.browse.view)
        except ValueError as error:
            self.browse.say(str(error))
        else:
            template = "Saved: @{name} finds it, here and on the command line."
            self._saved_changed(gettext(template, name=name))

    def forget_search(self, name: str) -> None:
        """Remove a saved search; that can be undone."""
        try:
            view = self.saved_searches.remove(name)
        except ValueError as error:
            self.browse.say(str(error))
        else:
            self._forgotten.append((time.monotonic(), name, view))
            self._saved_changed(gettext("@{name} is no longer saved; u undoes.", name=name))

    def _remember_search(self) -> None:
        _, name, view = self._forgotten.pop()
        with suppress(ValueError):  # where nothing can be written, it could not be removed either
            self.saved_searches.save(name, view)
        self._saved_changed(gettext("@{name} is saved again.", name=name))

    def _saved_changed(self, sentence: str) -> None:
        self.browse.search.show_saved_searches()
        self.browse.status.report(sentence)

    # Undoing

    async def action_undo(self) -> None:
        """Take back what was done last: marks, a dropped search, a file that was written."""
        forgotten = self._forgotten[-1][0] if self._forgotten else 0
        kinds: list[tuple[float, Callable[[], Awaitable[object] | None]]] = [
            (self.bookmarks.last_change, self.bookmarks.undo),
            (self.browse.navigator.last_change, self.browse.navigator.undo),
            (self.author.last_change, partial(self.run_action, "app.undo_write")),
            (forgotten, self._remember_search),
        ]
        last_change, undo = max(kinds, key=lambda kind: kind[0])
        if not last_change:
            self.browse.say(gettext("There is nothing to undo."))
        elif (undone := undo()) is not None:
            await undone

    # What is picked from a list

    def action_choose_order(self) -> None:
        """Ask in which order the list is to be."""
        view = self.browse.view
        views = [each for way in view.orders() for each in (way, way._replace(reverse=True))]
        rows = [PickRow(each.order(), "", each.order() == view.order()) for each in views]
        self._pick(gettext("In which order?"), rows, lambda row: self._change_view(views[row]))

    def _change_view(self, view: View) -> None:
        self.browse.navigator.change(view)
        self.browse.focus_list()

    @work(exclusive=True, group="picking")
    @interruptible
    async def action_choose_value(self) -> None:
        """Ask for a value of any facet, to limit the hits to it."""
        browse = self.browse
        view, node = browse.view, browse.search.query.node
        facets = await self.archive_worker.ask("values", lambda a: queries.facets(a, view, node))
        choices = facet_choices(facets, browse.facets.years)
        chosen = {choice.restriction for choice in view.choices}
        rows = [
            PickRow(
                values[0].label,
                gettext("{facet} · {count}", facet=heading, count=count),
                values[0].restriction in chosen,
            )
            for heading, count, values in choices
        ]
        title = gettext("To which value are the hits to be limited?")
        self._pick(title, rows, lambda row: browse.navigator.toggle(choices[row][2]))

    @work(exclusive=True, group="picking")
    @interruptible
    async def action_recent_records(self) -> None:
        """Ask which of the records that were opened last is to be shown."""
        addresses = tuple(self.browse.history.opened)
        entries = await self.archive_worker.ask(
            "recent", lambda archive: [*filter(None, map(archive.get, addresses))]
        )
        rows = [PickRow(title_of(entry), kind_in_words(entry.address.kind)) for entry in entries]
        if not rows:
            self.browse.say(gettext("No record has been opened yet: Enter opens one."))
            return
        navigator = self.browse.navigator
        self._pick(
            gettext("Which record?"),
            rows,
            lambda row: navigator.show(view_of(entries[row].address)),
        )

    def action_actions(self) -> None:
        """Show what can be done with the record under the cursor."""
        described = {id: (sentence, keys) for _, keys, id, sentence in table(self.config.keys)}
        rows = [PickRow(*described[action.id or ""]) for action in ACTIONS]
        body = self.browse.body
        self._pick(
            gettext("What is to be done with it?"),
            rows,
            lambda row: body.call_later(body.run_action, ACTIONS[row].action),
        )

    def _pick(self, title: str, rows: Sequence[PickRow], picked: Callable[[int], object]) -> None:
        """Ask for one of some rows, and do with its number what is to be done."""
        from summit_tui.app.screens.pick import PickScreen  # a start asks nothing

        if self.screen is not self.browse:
            return
        if not rows:
            self.browse.say(gettext("There is nothing to choose between."))
            return

        def answer(row: int | None) -> None:
            if row is not None:
                picked(row)

        self.push_screen(PickScreen(title, rows), answer)
