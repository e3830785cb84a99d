"""What the reader saw at the last visit, and what has changed since."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from summit_tui.app import sentences
from summit_tui.app.screens.browse import Browse
from summit_tui.archive.openers import Store
from summit_tui.model.kinds import Address

if TYPE_CHECKING:
    from summit_tui.diff.visits import Visit, VisitChanges


class LastVisit:
    """Looks back from the screen to the last visit."""

    def __init__(self, browse: Browse, folder: Path | None) -> None:
        """Look back from `browse`; visits are kept below `folder`, with None not at all."""
        self._browse = browse
        self._folder = folder
        self._visit: Visit | None = None
        self._since: VisitChanges | None = None
        self._said = ""

    async def look(self, coverage: Store) -> None:
        """Say what has changed since the last visit, and remember this one; silent if nothing."""
        marked = frozenset(self._browse.desk.clippings)
        since = await self._browse.desk.work(lambda: self._compared(coverage, marked))
        if since is None:
            return
        if self._since is not None:
            self._since.changes.close()
        self._since = since
        when = datetime.fromtimestamp(since.when).astimezone()
        changes = since.changes
        self._said = sentences.changed(len(changes), changes.marked, when)
        self._browse.status.news = f"{self._said} · C shows {'them' if len(changes) > 1 else 'it'}"
        self._browse.say_place()

    def show(self, go: Callable[[Address | None], None]) -> None:
        """List what has changed; `go` gets the record that the reader chooses."""
        if self._since is None:
            self._browse.say("Nothing is known to have changed since the last visit.")
            return
        from summit_tui.app.screens.changes import ChangeScreen  # few visits have a use for it

        self._browse.status.news = ""
        self._browse.say_place()
        self._browse.app.push_screen(ChangeScreen(self._since.changes, self._said), go)

    def close(self) -> None:
        """Stop looking, and let go of what was found."""
        if self._visit is not None:
            self._visit.end()
        if self._since is not None:
            self._since.changes.close()

    def _compared(self, coverage: Store, marked: frozenset[Address]) -> "VisitChanges | None":
        """Return what has changed, from a thread of its own."""
        from summit_tui.archive.sqlite.catalog import Catalog
        from summit_tui.diff.visits import Visit  # a first picture has no use for it

        # What was seen is kept as the index of the files.
        if self._folder is None or not isinstance(coverage, Catalog):
            return None
        self._visit = Visit(coverage, self._folder)
        return self._visit.since_last(marked)
