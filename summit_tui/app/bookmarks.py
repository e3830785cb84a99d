"""Marking records from the screen: one, a range of the list, or none any more."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from summit_tui.app import queries
from summit_tui.app.body import ResultQuery
from summit_tui.app.screens.browse import Browse
from summit_tui.app.sentences import counted, records
from summit_tui.archive import Archive, Entry, InterruptedSearchError, iterate_hits
from summit_tui.bookmarks import Bookmarks
from summit_tui.model.kinds import Address, Kind


class Range(NamedTuple):
    """A range of a list that has a beginning and no end yet."""

    found: ResultQuery
    """What the list showed when it was begun."""
    row: int


class Selection(NamedTuple):
    """Records that are to be written."""

    said: str
    """What they are, in words."""
    what: str
    """What the name of a file may say of them."""
    event: str | None
    """The event they belong to, where it is one."""
    kinds: frozenset[Kind]
    number: int
    entries: Callable[[], Iterator[Entry]]
    """Gives them anew each time, on any thread."""


class BookmarkController:
    """Marks what the screen shows."""

    def __init__(self, browse: Browse, clippings: Bookmarks, *, lasting: bool) -> None:
        """Mark what `browse` shows; `lasting` says whether the marks are to lie on disk."""
        self.browse = browse
        self._lasting = lasting
        self.clippings = clippings
        self._begun: Range | None = None

    def toggle(self) -> None:
        """Mark the record that is shown, or take its mark away."""
        if self.browse.entry is not None:
            self.clippings.toggle(self.browse.entry.address)
            self._show()

    async def range(self) -> None:
        """Begin a range at the cursor, or mark all from where it was begun to the cursor."""
        parts, status, begun = self.browse.parts, self.browse.status, self._begun
        row = parts.list_.cursor
        if parts.place() == "":
            self.browse.say("A range is marked in a list.")
        elif begun is None or not status.hint:
            self._begun = Range(parts.found, row)
            status.hint = f"A range begins at row {row + 1:,}: go to its end and press v again"
            self._show()
        else:
            await self._mark_between(begun, row)

    async def _mark_between(self, begun: Range, row: int) -> None:
        first, last = sorted((begun.row, row))
        view, node = begun.found.view, begun.found.node
        self.drop_range()
        try:
            addresses = await self.browse.desk.ask(
                "range", lambda a: queries.addresses(a, view, node, first, last)
            )
        except InterruptedSearchError:
            return
        self.clippings.mark(addresses)
        self._show()

    def drop_range(self) -> None:
        """Forget where a range was begun."""
        self._begun, self.browse.status.hint = None, ""

    def clear(self) -> None:
        """Take every mark away."""
        number = len(self.clippings)
        self.drop_range()
        self.clippings.clear()
        self._show()
        self.browse.say(f"{records(number)} unmarked." if number else "Nothing is marked.")

    def refresh(self) -> None:
        """Show the marks as they are now."""
        self.clippings.refresh()
        self._show()

    def _show(self) -> None:
        self.browse.parts.list_.redraw()
        self.browse.say_place()
        if self._lasting and not self.clippings.is_saved:
            self.browse.say("The marks could not be written to disk; they last until the end.")

    async def marked(self, topic: str = "marked") -> list[tuple[Address, Entry | None]]:
        """Return every mark with its record, or with None where that is gone.

        Of two questions of one topic, the second drops the first. Raises `InterruptedSearchError`
        while there are no records yet.
        """
        clippings = self.clippings

        def found(archive: Archive) -> list[tuple[Address, Entry | None]]:
            clippings.refresh()
            return list(clippings.entries(archive))

        return await self.browse.desk.ask(topic, found)

    async def to_export(self) -> Selection | None:
        """Return the marked records, or else all that the list has found, or None."""
        if len(self.clippings):
            entries = await self.chosen()
            kinds = frozenset(entry.address.kind for entry in entries)
            said = f"{records(len(entries))} marked"
            events = {entry.address.event for entry in entries}
            event = events.pop() if len(events) == 1 else None
            chosen = Selection(said, "marked", event, kinds, len(entries), lambda: iter(entries))
        else:
            found, archive = self.browse.parts.found, self.browse.desk.archive
            kind, number = found.view.kind, self.browse.parts.list_.count
            if archive is None:
                return None
            view = found.view
            hits = partial(iterate_hits, archive, view.search(found.node))
            events = {one.id for one in self.browse.info.events}
            event = events.pop() if len(events) == 1 else None
            what = f"{kind} {found.view.query}"
            chosen = Selection(counted(number, kind), what, event, frozenset([kind]), number, hits)
        return chosen if chosen.number else None

    async def chosen(self) -> list[Entry]:
        """Return the marked records, or else the one that is shown; none where none are read."""
        if len(self.clippings):
            try:
                return [entry for _, entry in await self.marked() if entry is not None]
            except InterruptedSearchError:
                # Never the one that is shown instead of what is marked.
                return []
        return [self.browse.entry] if self.browse.entry else []
