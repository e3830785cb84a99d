"""The queries that were asked of each coverage, kept from one start to the next."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from summit_tui.writing import read_state, write_state

_FILE: Final = "queries.json"
_MOST_QUERIES: Final = 100
"""Queries that are kept of a coverage."""
_MOST_COVERAGES: Final = 50
_LONGEST: Final = 1_000
"""Characters of a query that is kept."""


class QueryHistory:
    """The queries of one coverage, which one walks back and forth while one types."""

    def __init__(self, folder: Path | None = None, paths: Sequence[Path] = ()) -> None:
        """Read those of the coverage at `paths` from the state folder; without one nothing is kept.

        A file that cannot be read is as good as none.
        """
        self._folder = folder
        self._coverage = "\n".join(sorted(str(path.resolve()) for path in paths))
        self._queries = self._stored().get(self._coverage, []) if folder else []
        self._back = 0
        """How many queries one has gone back; 0 is what one types."""
        self._typed = ""

    @property
    def queries(self) -> Sequence[str]:
        """Return the queries, the latest last."""
        return self._queries

    @property
    def is_walked(self) -> bool:
        """Return whether an earlier query is shown."""
        return self._back > 0

    def walk(self, steps: int, shown: str) -> str | None:
        """Return the query this many steps back, or None where there is none.

        `shown` is what stands in the box; what one has typed oneself is the end of the way forward.
        """
        if not self._back:
            self._typed = shown
        back = self._back + steps
        if not 0 <= back <= len(self._queries):
            return None
        self._back = back
        return self._queries[-back] if back else self._typed

    def rest(self) -> None:
        """Begin anew at what one types."""
        self._back = 0

    def remember(self, query: str) -> None:
        """Keep a query as the latest, where the state folder can be written to."""
        query = query.strip()
        self.rest()
        if not query or len(query) > _LONGEST or self._queries[-1:] == [query]:
            return
        others = [other for other in self._queries if other != query]
        self._queries = [*others, query][-_MOST_QUERIES:]
        if self._folder is None:
            return
        stored = self._stored()
        stored.pop(self._coverage, None)
        kept = [*stored.items(), (self._coverage, self._queries)][-_MOST_COVERAGES:]
        write_state(self._folder / _FILE, dict(kept))

    def _stored(self) -> dict[str, list[str]]:
        """Return the queries of every coverage; anybody may have changed the file."""
        stored = read_state(self._folder / _FILE) if self._folder else None
        if not isinstance(stored, dict):
            return {}
        return {
            coverage: [query for query in queries if isinstance(query, str)][-_MOST_QUERIES:]
            for coverage, queries in stored.items()
            if isinstance(queries, list)
        }
