"""Reads the record under the cursor in full, and whether a statement is in its source."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, Protocol

from textual.content import Content

from summit_tui.app import queries, sentences
from summit_tui.app.archive_worker import ArchiveWorker, Task, UnansweredError, interruptible
from summit_tui.app.panes import pane_named
from summit_tui.app.questions import list_answers
from summit_tui.app.rows import list_entries
from summit_tui.app.start_rows import Preview, Row
from summit_tui.app.view import History, View
from summit_tui.archive import Entry, Total
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import Term
from summit_tui.i18n import gettext
from summit_tui.model.kinds import Address
from summit_tui.model.records import Quote

_MOST_LISTED: Final = 8
"""Records that the panel lists of those that a row counts."""

_LATE: Final = 0.4
"""Seconds after which a record is shown without what the archive has still to say of it."""


class RecordDisplay(Protocol):
    """Where a record is shown in full."""

    @property
    def entry(self) -> Entry | None:
        """Return the record under the cursor, which may not be shown in full yet."""

    def run(self, task: Task, group: str, *, exclusive: bool = True) -> object:
        """Do a task while the screen stays alive, in the place of others of its group."""

    def cancel(self, group: str) -> None:
        """Cancel the tasks of a group."""

    def after_paint(self, call: Callable[[], object]) -> None:
        """Call something once what was shown is painted."""

    def show_record(self, record: queries.RecordPage, terms: Sequence[Term], evidence: str) -> None:
        """Show a record in full, with the words that were searched for highlighted."""

    def show_evidence(self, sentence: str) -> None:
        """Say whether the statement that is shown is in its source."""

    def show_no_record(self, sentence: str) -> None:
        """Say why there is no record."""

    def show_preview(self, preview: Preview) -> None:
        """Show what a row of the start screen is about where that is no single record."""

    def prefetch(self) -> None:
        """Have the rows prepared that the cursor may come to next."""


class RecordController:
    """Shows the record under the cursor, and keeps the present view at it."""

    def __init__(self, worker: ArchiveWorker, history: History, display: RecordDisplay) -> None:
        """Ask `worker` for records and show them on `display`; `history` has the present view."""
        self._worker = worker
        self._history = history
        self._display = display
        self._terms: Sequence[Term] = ()
        self.shown: Entry | None = None
        """The record that is shown in full."""
        self._previewed: Row | None = None
        """The row of the start screen that the panel follows; None in another pane."""

    def show(self, record: queries.RecordPage | None, terms: Sequence[Term]) -> None:
        """Show the first record of a list; `terms` are the words that were searched for."""
        self._terms, self._previewed = terms, None
        if record is None:
            self.show_nothing("")
        else:
            self._show(record)
            if not record.is_whole:
                self._display.after_paint(partial(self.read, record.entry))

    def show_nothing(self, sentence: str) -> None:
        """Say why there is no record."""
        self.shown = None
        self._display.show_no_record(sentence)

    def show_waiting(self) -> None:
        """Show that the record under the cursor is on its way: no other one is beside it."""
        self.show_nothing("…")

    def highlight(self, entry: Entry) -> None:
        """Keep the view at a record that the cursor came to, and show it in full."""
        present = self._history.present
        if own := _own_address(entry, present):
            # At once: where the files are read anew meanwhile, the place is kept.
            self._history.change(present._replace(address=own))
        # The cursor is painted first: a record in full takes longer than two rows.
        self._display.after_paint(partial(self.read, entry))

    def preview(self, row: Row) -> None:
        """Show what a row of the start screen is about; the view stays where it is."""
        self._previewed = row
        present = self._history.present
        self._history.change(present._replace(address=_own_address(row.entry, present)))
        entry = None if row.collation else row.entry
        # The first record of a list is shown with it: to show it again would be work done twice.
        if entry is None or self.shown is None or entry.address != self.shown.address:
            self._follow(row)

    def _follow(self, row: Row) -> None:
        self._display.after_paint(partial(self._display.run, partial(self._preview, row), "record"))

    @interruptible
    async def _preview(self, row: Row) -> None:
        if self._previewed is not row:
            return  # what there is to see by now was shown at once
        entry, listed = row.entry, row.listed
        if row.collation is not None:
            heading = (gettext("ANSWERS"), row.collation.summary)
            self._show_preview(row, Preview(heading, list_answers(row.collation), row.title))
        elif entry is not None:
            await self._read(entry)
        elif listed is not None:
            node = listed.limited(parse(listed.query).node)
            page = await self._worker.ask("record", lambda a: queries.rows(a, listed, node, 0))
            total = Total(row.count, exact=True) if row.count is not None else page.total
            hits = page.hits[:_MOST_LISTED]
            title = gettext(pane_named(listed.pane).title)
            heading = (title.upper(), sentences.shown_of(len(hits), total))
            self._show_preview(row, Preview(heading, list_entries(hits), row.title))
        else:
            self._show_preview(row, Preview(("", ""), Content(row.note), row.label))

    def _show_preview(self, row: Row, preview: Preview) -> None:
        if self._previewed is row:
            self.shown = None
            self._display.cancel("evidence")
            self._display.show_preview(preview)

    def read(self, entry: Entry) -> None:
        """Show a record of the list in full."""
        self._display.run(partial(self._read, entry), "record")

    def read_again(self) -> None:
        """Show the record anew that is shown in full, if there is one."""
        if self._previewed is not None:
            self._follow(self._previewed)
        elif self.shown is not None:
            self.read(self.shown)

    @interruptible
    async def _read(self, entry: Entry) -> None:
        address, alone = entry.address, queries.RecordPage(entry, ())
        # Where the answer is late, or a server gives none, the record of the row before must not be
        # beside this row; what refers to it is left out until it is known.
        late = asyncio.get_running_loop().call_later(_LATE, self._show_alone, alone)
        try:
            record = await self._worker.ask("record", lambda a: queries.record(a, address))
        except UnansweredError:
            self._show_alone(alone)
            raise
        finally:
            late.cancel()
        if record is None:
            self._show_alone(alone)
        else:
            self._show_if_present(record)
        self._display.after_paint(self._display.prefetch)

    def _show_if_present(self, record: queries.RecordPage) -> None:
        """Show a record unless the reader has gone to another row or pane meanwhile."""
        present = self._display.entry
        if present is not None and present.address == record.entry.address:
            self._show(record)

    def _show_alone(self, alone: queries.RecordPage) -> None:
        """Show the record of a row if it is whole, and else that it is on its way."""
        if alone.entry.is_whole:
            self._show_if_present(alone)
            return
        present, address = self._display.entry, alone.entry.address
        is_present = present is not None and present.address == address
        if is_present and (self.shown is None or self.shown.address != address):
            self.show_waiting()

    def _show(self, record: queries.RecordPage) -> None:
        self.shown = record.entry
        present = self._history.present
        if own := _own_address(record.entry, present):
            self._history.change(present._replace(address=own))
        self._display.show_record(record, self._terms, self._begin_evidence(record.entry))

    def _begin_evidence(self, entry: Entry) -> str:
        """Return where a statement is in its source, or a sign until that is known.

        Nothing for another record, which rests on no passage.
        """
        if isinstance(entry.record, Quote):
            source = entry.link("sources", entry.record.source)
            if source and (self._worker.texts_folder or source.text):
                find = partial(self._find_evidence, entry, entry.record)
                self._display.after_paint(partial(self._display.run, find, "evidence"))
                return "…"
            from summit_tui.archive.doubts import doubts_in_words  # a start has no use for these
            from summit_tui.evidence.source_text import NO_TEXT

            self._display.cancel("evidence")
            words = doubts_in_words(entry.record, entry.address.event, entry.linked)
            return " · ".join((gettext(NO_TEXT), *words))
        self._display.cancel("evidence")
        return ""

    @interruptible
    async def _find_evidence(self, entry: Entry, quote: Quote) -> None:
        from summit_tui.app.source_queries import evidence_for  # a start has no use for it

        sentence = await evidence_for(self._worker, entry, quote)
        if self.shown is entry:
            self._display.show_evidence(sentence)


def _own_address(entry: Entry | None, view: View) -> Address | None:
    """Return the address of a record of the kind that a view is about; None for any other."""
    return entry.address if entry and entry.address.kind == view.kind else None
