"""What crosses more than one room of the app: messages, and what a screen offers to all.

Messages are neither compared nor printed, which spares the methods for it.
"""

from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable

from textual.message import Message

from summit_tui.app.view import Choice, View
from summit_tui.archive import Entry


@dataclass(eq=False, repr=False)
class Follow(Message):
    """A link was followed: show what it leads to."""

    view: View


@dataclass(eq=False, repr=False)
class FacetToggled(Message):
    """A value of a facet was chosen, or is no longer wanted: all choices that it stands for."""

    choices: tuple[Choice, ...]


@dataclass(eq=False, repr=False)
class RowsWanted(Message):
    """The list came to rows that it does not hold, or is about to."""

    start: int
    ahead: bool = False
    """Is none of them in sight yet?"""


@dataclass(eq=False, repr=False)
class QueryTyped(Message):
    """The text in the search box changed."""

    text: str


@dataclass(eq=False, repr=False)
class GuessTaken(Message):
    """The reader takes the guess at what the query was meant to be."""


@dataclass(eq=False, repr=False)
class SplitDragged(Message):
    """The line between list and record was dragged to a cell of the screen."""

    x: int
    y: int


@dataclass(eq=False, repr=False)
class PaneChosen(Message):
    """A pane was chosen with the mouse."""

    pane: str
    """Its name."""


class PickRow(NamedTuple):
    """A row of a sheet that asks for one of many."""

    label: str
    note: str = ""
    """What is at the right end, muted."""
    is_present: bool = False
    """Is it what holds now?"""


class Status(Protocol):
    """Where a controller says what happened."""

    hint: str
    """What is left to do, until another list is shown."""

    def say(self, sentence: str) -> None:
        """Say one sentence until the next thing happens."""

    def say_place(self) -> None:
        """Say what holds for the whole list, and where in it the cursor is."""

    def report(self, sentence: str) -> None:
        """Say what was done until the reader does something, whatever is counted meanwhile."""

    def show_news(self, sentence: str) -> None:
        """Say what has changed since the last visit, or nothing of it any more ("")."""


@runtime_checkable
class ShowsRecord(Protocol):
    """A screen that shows one record above all."""

    @property
    def copies(self) -> str:
        """The form in which the record is copied from here."""

    @property
    def entry(self) -> Entry | None:
        """Return the record that is shown in full."""

    def say(self, sentence: str) -> None:
        """Say one sentence until the next thing happens."""
