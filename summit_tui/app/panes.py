"""The table of panes: a new pane is one row here, a widget if it is no list, and its style."""

from typing import Final

from summit_tui.archive import Sort
from summit_tui.archive.wording import ORDERS
from summit_tui.i18n import gettext_noop
from summit_tui.model.kinds import Kind
from summit_tui.model.value import Value, immutable

OVERVIEW: Final = "overview"


@immutable(slots=False)
class Pane(Value):
    """One pane of the browser."""

    name: str
    """What identifies it: in views, in the id of its binding, and as the id of its widget."""
    key: str
    """The key that shows it."""
    title: str
    """What the bar of panes, the palette and the help call it."""
    sentence: str
    """What its key does."""
    kind: Kind
    """The kind of record that it is about: its hits are counted, and one is shown in full."""
    sorts: tuple[Sort, ...]
    """The orders that `s` goes through; without a query, relevance is left out."""
    widget: str = ""
    """The widget, a `RowList`, that takes the place of the list, as `module:class`.

    A pane without one lists the records of its kind. The body has the class `-NAME` while the
    widget is to be shown, and `-listing` while the list is.
    """

    @property
    def is_list(self) -> bool:
        """Return whether it lists the records of its kind."""
        return not self.widget


PANES: Final[list[Pane]] = [
    Pane(
        OVERVIEW,
        "1",
        gettext_noop("Start"),
        gettext_noop("Show the event's facts and its statements in figures."),
        "event",
        ORDERS["event"],
        "summit_tui.app.widgets.overview:Overview",
    ),
    Pane(
        "sessions",
        "2",
        gettext_noop("Sessions"),
        gettext_noop("List the forums, speeches, interviews and other occasions."),
        "sessions",
        ORDERS["sessions"],
    ),
    Pane(
        "speakers",
        "3",
        gettext_noop("Speakers"),
        gettext_noop("List everyone to whom a source attributes a statement."),
        "speakers",
        ORDERS["speakers"],
    ),
    Pane(
        "quotes",
        "4",
        gettext_noop("Quotes"),
        gettext_noop("List the statements."),
        "quotes",
        ORDERS["quotes"],
    ),
    Pane(
        "delegations",
        "5",
        gettext_noop("Delegations"),
        gettext_noop("List the countries, regions and organizations that were represented."),
        "delegations",
        ORDERS["delegations"],
    ),
    Pane(
        "sources",
        "6",
        gettext_noop("Sources"),
        gettext_noop("List the publications that the records come from."),
        "sources",
        ORDERS["sources"],
    ),
    Pane(
        "days",
        "7",
        gettext_noop("Days"),
        gettext_noop("Show the statements by day and session, or the sessions by room and hour."),
        "quotes",
        (Sort.DEFAULT,),
        "summit_tui.app.widgets.days:Days",
    ),
    Pane(
        "map",
        "8",
        gettext_noop("Map"),
        gettext_noop("Show on a map how many statements there are of each delegation."),
        "quotes",
        (Sort.DEFAULT,),
        "summit_tui.app.widgets.worldmap:WorldMap",
    ),
    Pane(
        "topics",
        "9",
        gettext_noop("Topics"),
        gettext_noop("Count the statements of each speaker on each topic."),
        "quotes",
        (Sort.DEFAULT,),
        "summit_tui.app.widgets.topics:Topics",
    ),
]
"""All panes, in the order of the bar."""


def pane_named(name: str) -> Pane:
    """Return the pane of a name; raises `StopIteration` where there is none."""
    return next(pane for pane in PANES if pane.name == name)


def pane_of(kind: Kind) -> Pane:
    """Return the pane that lists a kind, or the overview for events, which no pane lists."""
    return max((pane for pane in PANES if pane.kind == kind), key=lambda pane: pane.is_list)
