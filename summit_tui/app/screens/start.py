"""The start screen and the panel beside it, which follows the cursor."""

from collections.abc import Callable, Sequence

from summit_tui.app.panes import OVERVIEW
from summit_tui.app.queries import RecordPage, ResultQuery
from summit_tui.app.record_controller import RecordController
from summit_tui.app.start_rows import Row, StartRow
from summit_tui.app.view import History
from summit_tui.app.widgets.overview import Overview


class StartPanel:
    """Shows the rows of the start screen, and what the one under the cursor is about."""

    def __init__(
        self, overview: Callable[[], Overview], history: History, records: RecordController
    ) -> None:
        """Show rows on `overview`, which is there once the screen is, and records by `records`."""
        self._overview = overview
        self._history = history
        self._records = records

    @property
    def row(self) -> Row | None:
        """Return the row under the cursor; None in another pane."""
        return self._overview().row if self._history.present.pane == OVERVIEW else None

    @property
    def copies(self) -> str:
        """Return the form in which the row is copied: a question with all that sources print."""
        return "readings" if self.row and self.row.collation else "text"

    def show(self, rows: Sequence[StartRow]) -> None:
        """Show other rows."""
        before = self.row
        self._overview().show_rows(rows)
        row, shown = self.row, self._records.shown
        entry = row.entry if row and row.collation is None else None
        is_shown = entry is None or (shown is not None and shown.address == entry.address)
        if row is not None and not (row == before and is_shown):
            self._records.preview(row)

    def show_first(self, record: RecordPage | None, query: ResultQuery) -> None:
        """Show the record that a view begins with; in the start screen, what its row is about."""
        overview, row = self._overview(), self.row
        is_asked = query.view.address is not None or not overview.has_moved
        address = record.entry.address if record else None
        if row is not None and address and is_asked and row.address != address:
            overview.go_to(address)
            row = self.row
        # A question about a record is shown with its answers, and not as that record.
        entry = row.entry if row and row.collation is None else None
        if row is None or (record and entry and entry.address == record.entry.address):
            self._records.show(record, query.terms)
        else:
            self._records.preview(row)
