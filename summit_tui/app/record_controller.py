"""Reads the record under the cursor in full, and whether a statement stands in its source."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from summit_tui.app import queries
from summit_tui.app.archive_worker import ArchiveWorker, Task, interruptible
from summit_tui.app.view import History
from summit_tui.archive import Entry
from summit_tui.archive.query.tree import Term
from summit_tui.evidence.source_text import NO_TEXT
from summit_tui.model.records import Quote


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
        """Say whether the statement that is shown stands in its source."""

    def show_no_record(self, sentence: str) -> None:
        """Say why there is no record."""

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

    def show(self, record: queries.RecordPage | None, terms: Sequence[Term]) -> None:
        """Show the first record of a list; `terms` are the words that were searched for."""
        self._terms = terms
        if record is None:
            self.show_nothing("")
        else:
            self._show(record)

    def show_nothing(self, sentence: str) -> None:
        """Say why there is no record."""
        self.shown = None
        self._display.show_no_record(sentence)

    def highlight(self, entry: Entry) -> None:
        """Keep the view at a record that the cursor came to, and show it in full."""
        present = self._history.present
        if entry.address.kind == present.kind:
            # At once: where the files are read anew meanwhile, the place is kept.
            self._history.change(present._replace(address=entry.address))
        # The cursor is painted first: a record in full takes longer than two rows.
        self._display.after_paint(partial(self.read, entry))

    def read(self, entry: Entry) -> None:
        """Show a record of the list in full."""
        self._display.run(partial(self._read, entry), "record")

    def read_again(self) -> None:
        """Show the record anew that is shown in full, if there is one."""
        if self.shown is not None:
            self.read(self.shown)

    @interruptible
    async def _read(self, entry: Entry) -> None:
        address = entry.address
        record = await self._worker.ask("record", lambda a: queries.record(a, address))
        # The reader may have gone to another row or pane meanwhile.
        present = self._display.entry
        if present is not None and present.address == address:
            self._show(record or queries.RecordPage(entry, ()))
            self._display.after_paint(self._display.prefetch)

    def _show(self, record: queries.RecordPage) -> None:
        self.shown = record.entry
        self._history.change(self._history.present._replace(address=record.entry.address))
        self._display.show_record(record, self._terms, self._begin_evidence(record.entry))

    def _begin_evidence(self, entry: Entry) -> str:
        """Return where a statement stands in its source, or a sign until that is known."""
        if isinstance(entry.record, Quote):
            source = entry.link("sources", entry.record.source)
            if source and (self._worker.texts_folder or source.text):
                find = partial(self._find_evidence, entry, entry.record)
                self._display.after_paint(partial(self._display.run, find, "evidence"))
                return "…"
            from summit_tui.archive.doubts import doubts_in_words  # a start has no use for it

            self._display.cancel("evidence")
            words = doubts_in_words(entry.record, entry.address.event, entry.linked)
            return " · ".join((NO_TEXT, *words))
        self._display.cancel("evidence")
        return NO_TEXT

    @interruptible
    async def _find_evidence(self, entry: Entry, quote: Quote) -> None:
        from summit_tui.app.source_queries import evidence_for  # a start has no use for it

        sentence = await evidence_for(self._worker, entry, quote)
        if self.shown is entry:
            self._display.show_evidence(sentence)
