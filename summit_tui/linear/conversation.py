"""What one conversation knows: the list, the record that is open, and what a number means now."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from summit_tui.archive import Archive, Entry, FacetValue, Search, Sort, iterate_hits, usual_order
from summit_tui.archive.query.tree import Node, Query, all_of, any_of
from summit_tui.archive.wording import ORDERS
from summit_tui.attribution.source_sheet import SourceTexts
from summit_tui.bookmarks import Bookmarks
from summit_tui.config import Config
from summit_tui.i18n import INTERFACE
from summit_tui.lint.examination import Examiner
from summit_tui.model.kinds import Address, Kind
from summit_tui.query_history import QueryHistory

Answer = Iterator[str]
"""The lines of an answer, the shortest and most important first; made as they are taken."""


class Limit(NamedTuple):
    """A value of a facet that hits must have."""

    facet: str
    value: FacetValue


EVERYTHING: Final = Query()


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list shows."""

    kind: Kind = "quotes"
    query: Query = EVERYTHING
    limits: tuple[Limit, ...] = ()
    sort: Sort | None = None
    """The order that the reader chose; None is the usual one."""
    reverse: bool = False

    @property
    def node(self) -> Node:
        """The whole query: any chosen value within a facet, all facets together."""
        facets = dict.fromkeys(limit.facet for limit in self.limits)
        chosen = (
            any_of(limit.value.restriction for limit in self.limits if limit.facet == facet)
            for facet in facets
        )
        return all_of((self.query.node, *chosen))

    @property
    def order(self) -> Sort:
        """The order of the hits."""
        usual = usual_order(self.query.node)
        return self.sort or (usual if usual in ORDERS[self.kind] else Sort.DEFAULT)

    @property
    def search(self) -> Search:
        """The search whose hits it lists."""
        language = INTERFACE.language
        return Search(self.node, self.kind, self.order, self.reverse, language=language)

    def without(self, facet: str) -> "Listing":
        """Return the list without the chosen values of one facet."""
        return replace(self, limits=tuple(each for each in self.limits if each.facet != facet))

    def toggled(self, limit: Limit) -> "Listing":
        """Return the list with a value chosen, or no longer chosen."""
        others = tuple(
            each for each in self.limits if each.value.restriction != limit.value.restriction
        )
        is_chosen = len(others) < len(self.limits)
        return replace(self, limits=others if is_chosen else (*others, limit))


class Marks(NamedTuple):
    """The list of the marked records that the coverage has, in the order of marking."""

    records: Sequence[Entry]


START: Final = "start"
MARKS: Final = "marks"
Shown = Listing | Address | str
"""What can be gone back to: a list, a record, the start or the marks."""


class Conversation:
    """One conversation about one archive."""

    def __init__(
        self,
        archive: Archive,
        *,
        config: Config | None = None,
        bookmarks: Bookmarks | None = None,
        history: QueryHistory | None = None,
        texts: Path | None = None,
        state: Path | None = None,
    ) -> None:
        """Talk about an archive.

        `texts` is a folder with the texts of sources, `state` that in which the last copy is saved.
        """
        self.archive = archive
        self.config = config or Config()
        self.bookmarks = Bookmarks(None) if bookmarks is None else bookmarks
        self.history = history or QueryHistory()
        self.texts = SourceTexts(texts or self.config.texts)
        self.state = state
        self.listing = Listing()
        """The list of hits that was shown last, which facets and orders change."""
        self.rows: Listing | Marks = self.listing
        """The list whose rows are opened, marked, copied and exported by their numbers."""
        self.row = 0
        """The row that was opened last, counted from 1; 0 where none was."""
        self.entry: Entry | None = None
        """The record that is open."""
        self.shown: list[Shown] = []
        """What was shown, the present last."""
        self.guess: str | None = None
        """What the last query may have been meant to be."""
        self.choose: Callable[[int], Answer | None] = lambda _: None
        """Answers a number, or returns None where nothing has that number."""
        self.is_over = False

    @cached_property
    def examiner(self) -> Examiner:
        """What looks for support and doubts in the texts of sources."""
        return Examiner(self.archive)

    def at(self, number: int) -> Entry | None:
        """Return a row of the list, counted from 1, or None."""
        if number < 1:
            return None
        if isinstance(self.rows, Marks):
            return next(iter(self.rows.records[number - 1 : number]), None)
        hits = self.archive.search(self.rows.search, number - 1, 1).hits
        return hits[0] if hits else None

    def listed(self) -> Iterator[Entry]:
        """Yield all rows of the list."""
        if isinstance(self.rows, Marks):
            return iter(self.rows.records)
        return iterate_hits(self.archive, self.rows.search)

    def offer(self, answers: Sequence[Callable[[], Answer]]) -> None:
        """Let numbers, counted from 1, have these answers."""
        self.choose = lambda number: answers[number - 1]() if 0 < number <= len(answers) else None

    def arrive(self, present: Shown) -> None:
        """Remember what is shown now, so that one can go back."""
        if not self.shown or self.shown[-1] != present:
            self.shown.append(present)
