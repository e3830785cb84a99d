"""What the reader saw at the last visit, and what has changed since."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from summit_tui.app import sentences
from summit_tui.app.archive_worker import ArchiveWorker, run_in_thread
from summit_tui.app.messages import Status
from summit_tui.archive.openers import Store
from summit_tui.model.kinds import Address

if TYPE_CHECKING:
    from summit_tui.diff.change_set import ChangeSet
    from summit_tui.diff.visits import Visit, VisitChanges


class LastVisit:
    """Compares what is shown with what was shown at the last visit."""

    def __init__(self, folder: Path | None, worker: ArchiveWorker, status: Status) -> None:
        """Keep visits below `folder`, with None none at all, and say on `status` what changed."""
        self._folder = folder
        self._worker = worker
        self._status = status
        self._visit: Visit | None = None
        self._since: VisitChanges | None = None
        self.summary = ""
        """How much has changed, and since when."""

    async def compare(self, coverage: Store) -> None:
        """Say what has changed since the last visit, and remember this one; silent if nothing."""
        marked = frozenset(self._worker.bookmarks)
        since = await run_in_thread(lambda: self._compare(coverage, marked))
        if since is None:
            return
        self._since = since
        when = datetime.fromtimestamp(since.when).astimezone()
        number = len(since.changes)
        self.summary = sentences.changed(number, since.changes.marked, when)
        self._status.show_news(sentences.news(self.summary, number))

    @property
    def change_set(self) -> "ChangeSet | None":
        """Return what has changed, or None where nothing is known to have."""
        return self._since.changes if self._since else None

    def close(self) -> None:
        """Stop comparing, and let go of the changes."""
        if self._visit is not None:
            self._visit.end()
        if self._since is not None:
            self._since.changes.close()

    def _compare(self, coverage: Store, marked: frozenset[Address]) -> "VisitChanges | None":
        """Return what has changed, from a thread of its own."""
        from summit_tui.archive.sqlite.catalog import Catalog
        from summit_tui.diff.visits import Visit  # a first picture has no use for it

        # What was seen is kept as the index of the files.
        if self._folder is None or not isinstance(coverage, Catalog):
            return None
        self._visit = Visit(coverage, self._folder)
        return self._visit.since_last(marked)
