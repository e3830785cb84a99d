"""What the screen shows, as one value: the unit of the history that `[` and `]` walk."""

from typing import Final, Literal, NamedTuple

from summit_tui.archive import Search, Sort
from summit_tui.archive.query.tree import And, Facet, Node, On, Or, RefersTo, Restriction
from summit_tui.model.kinds import SINGULAR, Address, Kind

Pane = Literal["overview", "sessions", "speakers", "quotes", "delegations", "sources"]
PANES: Final[tuple[Pane, ...]] = (
    "overview",
    "sessions",
    "speakers",
    "quotes",
    "delegations",
    "sources",
)

SORTS: Final[dict[Kind, tuple[Sort, ...]]] = {
    "event": (Sort.DEFAULT, Sort.NAME),
    "sessions": (Sort.DEFAULT, Sort.RELEVANCE, Sort.DATE, Sort.NAME),
    "speakers": (Sort.DEFAULT, Sort.RELEVANCE, Sort.NAME),
    "quotes": (Sort.DEFAULT, Sort.RELEVANCE, Sort.SPEAKER, Sort.SOURCE, Sort.NAME),
    "delegations": (Sort.DEFAULT, Sort.RELEVANCE, Sort.NAME),
    "sources": (Sort.DEFAULT, Sort.RELEVANCE, Sort.SOURCE, Sort.NAME),
}
"""The orders that `s` goes through; without a query there is nothing to be relevant to."""

_SORTED: Final[dict[tuple[Kind, Sort], tuple[str, str]]] = {
    ("quotes", Sort.DEFAULT): ("newest first", "oldest first"),
    ("sources", Sort.DEFAULT): ("newest first", "oldest first"),
    ("sessions", Sort.DEFAULT): ("in order of time", "latest first"),
    ("sessions", Sort.DATE): ("newest first", "oldest first"),
    ("sources", Sort.SOURCE): ("by publisher", "by publisher, reversed"),
    ("quotes", Sort.SOURCE): ("by source", "by source, reversed"),
    ("quotes", Sort.NAME): ("by wording", "by wording, reversed"),
}
_SORTED_ELSE: Final[dict[Sort, tuple[str, str]]] = {
    Sort.DEFAULT: ("in the order of the files", "in reversed order"),
    Sort.RELEVANCE: ("most relevant first", "least relevant first"),
    Sort.SPEAKER: ("by speaker", "by speaker, reversed"),
    Sort.NAME: ("by name", "by name, reversed"),
}


class Choice(NamedTuple):
    """A value of a facet that hits must have."""

    restriction: Restriction
    label: str

    @property
    def facet(self) -> str:
        """Return the name of its facet; of a reference, the kind of record that it refers to."""
        match self.restriction:
            case Facet(name):
                return name
            case RefersTo(address):
                return SINGULAR[address.kind]
            case On():
                return "day"


class View(NamedTuple):
    """One state of the screen."""

    pane: Pane = "overview"
    query: str = ""
    """What stands in the search box."""
    choices: tuple[Choice, ...] = ()
    """The chosen values of facets."""
    sort: Sort = Sort.DEFAULT
    reverse: bool = False
    collapsed: bool = False
    """Does one row stand for all statements of a remark?"""
    address: Address | None = None
    """The record under the cursor."""

    @property
    def kind(self) -> Kind:
        """Return the kind of record that the pane lists."""
        return "event" if self.pane == "overview" else self.pane

    def search(self, node: Node) -> Search:
        """Return the search for `node` among the records of the pane, in the view's order."""
        return Search(node, self.kind, self.sort, self.reverse, self.collapsed)

    def limits(self) -> Node:
        """Return the chosen facets as a query: any value within a facet, all facets together."""
        facets: dict[str, list[Restriction]] = {}
        for choice in self.choices:
            facets.setdefault(choice.facet, []).append(choice.restriction)
        parts = [Or(tuple(values)) if len(values) > 1 else values[0] for values in facets.values()]
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def wanted(self, asked: Node) -> Node:
        """Return the whole query: what was asked for within the chosen facets."""
        parts = tuple(part for part in (asked, self.limits()) if part != And())
        return parts[0] if len(parts) == 1 else And(parts)

    def without(self, facet: str) -> "View":
        """Return the view without the chosen values of one facet."""
        return self._replace(choices=tuple(one for one in self.choices if one.facet != facet))

    def in_pane(self, pane: Pane) -> "View":
        """Return the view of another pane, with the same query and filter."""
        return self._replace(pane=pane, address=None, sort=Sort.DEFAULT, reverse=False)

    def toggled(self, choice: Choice) -> "View":
        """Return the view with a value of a facet chosen, or no longer chosen."""
        kept = tuple(one for one in self.choices if one.restriction != choice.restriction)
        added = kept if len(kept) < len(self.choices) else (*kept, choice)
        return self._replace(choices=added, address=None)

    def sorted_next(self) -> "View":
        """Return the view in the next order that its pane knows."""
        orders = [one for one in SORTS[self.kind] if self.query or one is not Sort.RELEVANCE]
        after = (orders.index(self.sort) + 1) % len(orders) if self.sort in orders else 0
        return self._replace(sort=orders[after], reverse=False, address=None)

    def order(self) -> str:
        """Return the order of the hits in words."""
        relevant = self.query or self.sort is not Sort.RELEVANCE
        sort = self.sort if relevant else Sort.DEFAULT
        words = _SORTED.get((self.kind, sort)) or _SORTED_ELSE[sort]
        return words[self.reverse]


class History:
    """The views that `[` and `]` walk; the present one changes in place while one moves about."""

    def __init__(self, view: View) -> None:
        self._views = [view]
        self._at = 0

    @property
    def present(self) -> View:
        """Return the view that is shown."""
        return self._views[self._at]

    def change(self, view: View) -> None:
        """Let the present view be another, without a step that could be gone back."""
        self._views[self._at] = view

    def step(self, view: View) -> None:
        """Go on to a view; what lay ahead is forgotten."""
        del self._views[self._at + 1 :]
        self._views.append(view)
        self._at += 1

    def walk(self, steps: int) -> bool:
        """Go back (negative) or forward; return whether there was a way."""
        if not 0 <= self._at + steps < len(self._views):
            return False
        self._at += steps
        return True
