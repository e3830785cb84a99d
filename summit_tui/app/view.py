"""What the screen shows, as one value: the unit of the history that `[` and `]` walk."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from summit_tui.app.panes import OVERVIEW, pane_named
from summit_tui.archive import Search, Sort, usual_order
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And, Facet, Node, Not, On, Or, RefersTo, Restriction
from summit_tui.archive.wording import order_in_words
from summit_tui.i18n import INTERFACE
from summit_tui.model.kinds import SINGULAR, Address, Kind

_MOST_OPENED: Final = 50
"""Records that are remembered as the latest."""


class Choice(NamedTuple):
    """A value of a facet that hits must have, or must not have."""

    restriction: Restriction
    label: str
    is_excluded: bool = False

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

    pane: str = OVERVIEW
    """The name of the pane that is shown."""
    query: str = ""
    """What is in the search box."""
    choices: tuple[Choice, ...] = ()
    """The chosen values of facets."""
    sort: Sort | None = None
    """The order that the reader chose; None is the usual one."""
    reverse: bool = False
    collapsed: bool = False
    """Does one row stand for all statements of a remark?"""
    address: Address | None = None
    """The record under the cursor."""

    @property
    def kind(self) -> Kind:
        """Return the kind of record that the pane is about."""
        return pane_named(self.pane).kind

    @property
    def is_list(self) -> bool:
        """Return whether the pane lists records, instead of showing a widget of its own."""
        return pane_named(self.pane).is_list

    def search(self, node: Node) -> Search:
        """Return the search for `node` among the records of the pane, in the view's order.

        Names are in the order of the language that the interface speaks now.
        """
        language = INTERFACE.language
        return Search(node, self.kind, self._order, self.reverse, self.collapsed, language)

    @property
    def _order(self) -> Sort:
        """The order of the hits: what was chosen, as far as it applies, or the usual one."""
        if self.sort and (self.query or self.sort is not Sort.RELEVANCE):
            return self.sort
        usual = usual_order(parse(self.query, typing=True).node)
        return usual if usual in pane_named(self.pane).sorts else Sort.DEFAULT

    def limits(self) -> Node:
        """Return the chosen facets as a query: any value within a facet, all facets together.

        Of the values that are excluded, hits have none.
        """
        facets: dict[str, list[Restriction]] = {}
        for choice in self.choices:
            if not choice.is_excluded:
                facets.setdefault(choice.facet, []).append(choice.restriction)
        parts: list[Node] = [
            Or(tuple(values)) if len(values) > 1 else values[0] for values in facets.values()
        ]
        excluded = [Not(each.restriction) for each in self.choices if each.is_excluded]
        parts += excluded
        return parts[0] if len(parts) == 1 and not excluded else And(tuple(parts))

    def limited(self, node: Node) -> Node:
        """Return the whole query: that for `node` within the chosen facets."""
        parts = tuple(part for part in (node, self.limits()) if part != And())
        return parts[0] if len(parts) == 1 else And(parts)

    def without(self, facet: str) -> "View":
        """Return the view without the chosen values of one facet."""
        return self._replace(
            choices=tuple(choice for choice in self.choices if choice.facet != facet)
        )

    def in_pane(self, pane: str) -> "View":
        """Return the view of another pane, with the same query and filter."""
        return self._replace(pane=pane, address=None, sort=None, reverse=False)

    def toggled(self, choices: Sequence[Choice]) -> "View":
        """Return the view with some values of a facet chosen, or no longer chosen if any was.

        A value that was excluded and is chosen is no longer excluded, and the other way round.
        """
        toggled = {choice.restriction for choice in choices}
        was_chosen = any(
            (choice.restriction, choice.is_excluded) == (old.restriction, old.is_excluded)
            for old in self.choices
            for choice in choices
        )
        others = tuple(old for old in self.choices if old.restriction not in toggled)
        chosen = others if was_chosen else (*others, *choices)
        return self._replace(choices=chosen, address=None)

    def orders(self) -> "list[View]":
        """Return the view in each order that its pane knows."""
        sorts = pane_named(self.pane).sorts
        views = [self._replace(sort=sort, reverse=False, address=None) for sort in sorts]
        return [view for view in views if self.query or view.sort is not Sort.RELEVANCE]

    def sorted_next(self) -> "View":
        """Return the view in the next order that its pane knows."""
        views = self.orders()
        sorts = [view.sort for view in views]
        after = (sorts.index(self._order) + 1) % len(views) if self._order in sorts else 0
        return views[after]

    def order(self) -> str:
        """Return the order of the hits in words."""
        return order_in_words(self.kind, self._order, reverse=self.reverse)


class History:
    """The views that `[` and `]` walk; the present one changes in place while one moves about."""

    def __init__(self, view: View) -> None:
        self._views = [view]
        self._at = 0
        self.is_restored = False
        """Is the present view one that was kept from an earlier visit?"""
        self.opened: list[Address] = []
        """The records that were opened or gone to, the latest first."""

    @property
    def present(self) -> View:
        """Return the view that is shown."""
        return self._views[self._at]

    def change(self, view: View) -> None:
        """Let the present view be another, without a step that could be gone back."""
        self._views[self._at] = view

    def restart(self) -> None:
        """Begin anew at the start screen; all that was gone through is forgotten."""
        self._views, self._at, self.opened, self.is_restored = [View()], 0, [], False

    def restore(self, view: View, opened: Sequence[Address]) -> None:
        """Go on to what was shown when the reader left, with the records that were opened then."""
        if view._replace(address=None) != View():
            self.step(view)
            self.is_restored = True
        self.opened = list(opened)

    def note(self, address: Address | None) -> None:
        """Remember a record as the latest that was opened."""
        if address is not None:
            self.opened = [address, *(other for other in self.opened if other != address)]
            del self.opened[_MOST_OPENED:]

    def step(self, view: View) -> None:
        """Go on to a view; what lay ahead is forgotten."""
        self.note(view.address)
        self.is_restored = False
        del self._views[self._at + 1 :]
        self._views.append(view)
        self._at += 1

    def walk(self, steps: int) -> bool:
        """Go back (negative) or forward; return whether there was a way."""
        if not 0 <= self._at + steps < len(self._views):
            return False
        self._at += steps
        self.is_restored = False
        return True
