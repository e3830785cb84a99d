"""Marks records of the list: one, a range, or none any more; and selects what is to be exported."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import NamedTuple, Protocol

from summit_tui.app import queries, sentences
from summit_tui.app.archive_worker import ArchiveWorker, interruptible
from summit_tui.app.messages import Status
from summit_tui.archive import Archive, Entry, Info, iterate_hits
from summit_tui.archive.wording import counted
from summit_tui.bookmarks import Bookmarks
from summit_tui.i18n import gettext
from summit_tui.model.kinds import Address, Kind

Marked = list[tuple[Address, Entry | None]]
"""Marks with their records; None where a record is gone."""


class MarkedList(Protocol):
    """The list whose records are marked."""

    @property
    def entry(self) -> Entry | None:
        """Return the record under the cursor."""

    @property
    def result_query(self) -> queries.ResultQuery:
        """Return what the list shows."""

    @property
    def row(self) -> int | None:
        """Return the row under the cursor, counted from 0; None where there is none."""

    @property
    def row_count(self) -> int:
        """Return the number of rows."""

    def redraw(self) -> None:
        """Draw every row again, with its mark or without."""


class Range(NamedTuple):
    """A range of rows of a list."""

    query: queries.ResultQuery
    """What the list showed when the range was begun."""
    first: int
    last: int
    """Its last row, included; the first while the range has no end yet."""


class Selection(NamedTuple):
    """Records that are to be written to a file."""

    description: str
    """Which they are, in words."""
    file_words: str
    """What the name of a file may say of them."""
    event: str | None
    """The event they belong to, where it is one."""
    kinds: frozenset[Kind]
    number: int
    entries: Callable[[], Iterator[Entry]]
    """Gives them anew each time, on any thread."""


class BookmarkController:
    """Marks what a list shows."""

    def __init__(
        self,
        worker: ArchiveWorker,
        marked_list: Callable[[], MarkedList],
        answered: Callable[[], Awaitable[None]],
        status: Status,
        *,
        is_lasting: bool,
    ) -> None:
        """Mark records of a list, which is there once the screen is.

        `answered` waits until the list shows what was asked for last: keys come faster than
        answers. `is_lasting` says whether the marks are to be kept on disk.
        """
        self._worker = worker
        self._marked_list = marked_list
        self._answered = answered
        self._status = status
        self._is_lasting = is_lasting
        self._range: Range | None = None
        """The range that is begun and has no end yet."""

    @property
    def bookmarks(self) -> Bookmarks:
        """Return the marks."""
        return self._worker.bookmarks

    def toggle(self) -> None:
        """Mark the record that is shown, or take its mark away."""
        entry = self._marked_list().entry
        if entry is not None:
            self.bookmarks.toggle(entry.address)
            self._show()

    def mark_range(self) -> Range | None:
        """Begin a range at the cursor, or return the one that ends there, to be marked."""
        marked_list, begun = self._marked_list(), self._range
        row = marked_list.row
        if row is None:
            self._status.say(gettext("A range is marked in a list."))
        elif begun is None or not self._status.hint:
            self._range = Range(marked_list.result_query, row, row)
            self._status.hint = gettext(
                "A range begins at row {row}: go to its end and press v again", row=row + 1
            )
            self._show()
        else:
            self.drop_range()
            return Range(begun.query, min(begun.first, row), max(begun.last, row))
        return None

    @interruptible
    async def mark_between(self, rows: Range) -> None:
        """Mark all records of a range."""
        view, node = rows.query.view, rows.query.node
        addresses = await self._worker.ask(
            "range", lambda archive: queries.addresses(archive, view, node, rows.first, rows.last)
        )
        self.bookmarks.mark(addresses)
        self._show()

    def drop_range(self) -> None:
        """Forget where a range was begun."""
        self._range, self._status.hint = None, ""

    def clear(self, info: Info) -> None:
        """Take every mark of the open coverage away; `info` is that of its archive."""
        self.drop_range()
        number = self.bookmarks.clear({event.id for event in info.events})
        self._show()
        self._status.say(sentences.unmarked(number))

    @property
    def last_change(self) -> float:
        """When marks were changed last that could be as before, by the monotonic clock; else 0."""
        return self.bookmarks.last_change

    def undo(self) -> None:
        """Take back what was marked or unmarked last."""
        self.drop_range()
        change = self.bookmarks.undo()
        self._show()
        if change is not None:
            self._status.say(sentences.marks_undone(len(change.marked), len(change.unmarked)))

    def refresh(self) -> None:
        """Show the marks as they are now."""
        self.bookmarks.refresh()
        self._show()

    def _show(self) -> None:
        self._marked_list().redraw()
        self._status.say_place()
        if self._is_lasting and not self.bookmarks.is_saved:
            self._status.say(
                gettext("The marks could not be written to disk; they last until the end.")
            )

    @interruptible
    async def marked(self, topic: str = "marked") -> Marked:
        """Return every mark with its record, or with None where that is gone.

        Of two questions of one topic, the second drops the first: that one returns None, and so
        does any while there are no records yet.
        """
        bookmarks = self.bookmarks

        def read(archive: Archive) -> Marked:
            bookmarks.refresh()
            return list(bookmarks.entries(archive))

        return await self._worker.ask(topic, read)

    async def selected(self) -> list[Entry]:
        """Return the marked records, or else the one that is shown; none where none are read."""
        await self._answered()
        if len(self.bookmarks):
            # Where that is interrupted, never the one that is shown instead of what is marked.
            entries = [entry for _, entry in await self.marked() or [] if entry is not None]
        else:
            entry = self._marked_list().entry
            whole = await self._worker.whole(entry, "copied") if entry else None
            entries = [whole] if whole else []
        return self._worker.with_doubts(entries)

    @property
    def elsewhere(self) -> str | None:
        """Return that what is marked is not here, for where none is selected; None where it is."""
        if not len(self.bookmarks) or self._worker.archive is None or self._worker.has_glimpse:
            return None
        return sentences.marked_elsewhere(len(self.bookmarks))

    async def selection(self, info: Info) -> Selection | str:
        """Return the marked records, or else all hits of the list; a sentence where that is none.

        `info` is that of the archive.
        """
        if self._worker.has_glimpse:
            return gettext("Not all files are read yet: an export would leave records out.")
        await self._answered()
        is_marked = bool(len(self.bookmarks))
        selection = await self._marked_selection() if is_marked else self._listed(info)
        if selection is None or not selection.number:
            nothing = gettext("There is nothing to export.")
            return (self.elsewhere if is_marked else None) or nothing
        return selection

    async def _marked_selection(self) -> Selection:
        entries = await self.selected()
        return Selection(
            sentences.records_marked(len(entries)),
            "marked",
            _only({entry.address.event for entry in entries}),
            frozenset(entry.address.kind for entry in entries),
            len(entries),
            lambda: iter(entries),
        )

    def _listed(self, info: Info) -> Selection | None:
        marked_list, archive = self._marked_list(), self._worker.archive
        if archive is None:
            return None
        view, number = marked_list.result_query.view, marked_list.row_count
        return Selection(
            counted(number, view.kind),
            f"{view.kind} {view.query}",
            _only({event.id for event in info.events}),
            frozenset([view.kind]),
            number,
            partial(iterate_hits, archive, view.search(marked_list.result_query.node)),
        )


def _only(events: set[str]) -> str | None:
    return events.pop() if len(events) == 1 else None
