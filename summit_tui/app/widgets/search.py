"""The box in which a query is typed, and which completes the names of fields and their values."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import ClassVar, Final

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.suggester import Suggester, SuggestionReady
from textual.widgets import Input

from summit_tui.app import queries
from summit_tui.app.archive_worker import ArchiveWorker
from summit_tui.app.keys import BOX
from summit_tui.app.messages import QueryTyped
from summit_tui.app.styles import style
from summit_tui.app.widgets.painting import CachedLines
from summit_tui.archive import InterruptedSearchError
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.query import format_term, unfinished
from summit_tui.archive.query.tree import FIELDS
from summit_tui.model.kinds import KINDS
from summit_tui.model.text import escape_controls

Values = Callable[[str], Awaitable[Iterable[str]]]
"""Gives the values of a field that occur in the coverage."""

_WORDS: Final[Mapping[str, Iterable[str]]] = {
    "kind": KINDS,
    "has": ("quotes", "readings", "remark"),
}
"""The values of fields that have the same ones in every coverage."""


class SearchBox(Input, inherit_css=False):
    """A query in the making; the list follows every letter."""

    # Textual's own takes as long to read as all other styles of the screen.
    DEFAULT_CSS = """
    SearchBox {
        height: 1;
        overflow: auto hidden;
        scrollbar-size-horizontal: 0;
        pointer: text;
        & > .input--cursor { text-style: reverse; }
        & > .input--selection { background: $input-selection-background; }
        & > .input--placeholder, & > .input--suggestion { color: $text-disabled; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = Input.COMPONENT_CLASSES
    BINDINGS: ClassVar[list[BindingType]] = [*BOX]

    # A longer text scrolls in its line: nothing around the box has to be laid out anew.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    class LeaveRequested(Message):
        """The reader is done typing and wants the list."""

    class MoveRequested(Message):
        """The reader moves the cursor of the list without leaving the box."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self, values: Values, *, id: str | None = None) -> None:
        self.guess: str | None = None
        """What a query that finds hardly anything may have been meant to be."""
        self._completed = ""
        """The query with its last word completed, as far as something is suggested."""
        super().__init__(placeholder="search everything", suggester=_Completer(values), id=id)

    def validate_value(self, value: str) -> str:
        """Show what cannot be seen: what is pasted may come from anywhere."""
        return escape_controls(value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Let the list follow."""
        event.stop()
        self.post_message(QueryTyped(event.value))

    async def action_submit(self) -> None:
        """Do nothing: the key for this is one of ours, and may have been given to another."""

    def action_row(self, step: int) -> None:
        """Move the cursor of the list."""
        self.post_message(self.MoveRequested(step))

    def take_guess(self) -> None:
        """Search for what the query may have been meant to be."""
        if self.guess:
            self.value = self.guess
            self.cursor_position = len(self.value)

    def on_suggestion_ready(self, event: SuggestionReady) -> None:
        """Show behind the query what would complete it; it need not continue what was typed."""
        event.prevent_default()
        if event.value == self.value and (rest := completion_tail(event.value, event.suggestion)):
            self._completed = event.suggestion
            self._suggestion = event.value + rest

    # The signature is that of Textual.
    def action_cursor_right(self, select: bool = False) -> None:  # noqa: FBT001, FBT002
        """Take what is suggested, or move the cursor."""
        if self._suggestion and self.cursor_at_end and not select:
            self.value = self._completed
            self.cursor_position = len(self.value)
        else:
            super().action_cursor_right(select)

    def action_complete(self) -> None:
        """Take what is suggested, or what was meant, or else go to the list."""
        if self._suggestion and self.cursor_position == len(self.value):
            self.action_cursor_right()
        elif self.guess:
            self.take_guess()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Go to the list."""
        self.post_message(self.LeaveRequested())


@lru_cache(maxsize=5_000)
def _folded(text: str) -> str:
    # The same values are asked for with every letter.
    return normalize(text)


class _Completer(Suggester):
    """Completes the last word of a query."""

    def __init__(self, values: Values) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._values = values

    async def get_suggestion(self, value: str) -> str | None:
        """Return the whole text with its last word completed, or None."""
        start, field, typed = unfinished(value)
        if not typed:
            return None
        if field is None:
            begun = typed.casefold()
            names = (f"{name}:" for name in FIELDS if name.startswith(begun) and len(begun) > 1)
        else:
            known = _WORDS.get(field) or await self._values(field)
            names = (format_term(field, one) for one in _continuing(typed, list(known)))
        word = next(names, None)
        return value[:start] + word if word else None


def _continuing(typed: str, known: Iterable[str]) -> Iterator[str]:
    """Yield the values that begin with what is typed, then those of which a later word does.

    Case, accents, width and script make no difference; what is typed in full needs no completion.
    """
    begun = _folded(typed)
    if not begun:
        return
    yield from (one for one in known if _folded(one).startswith(begun) and _folded(one) != begun)
    yield from (one for one in known if f" {begun}" in _folded(one))


def completion_tail(typed: str, completed: str) -> str:
    """Return what is shown behind a query that would be completed so.

    That is the rest of the value, or all of it where it does not continue what was typed.
    """
    start, _, word = unfinished(typed)
    tail = completed[start:]
    if tail.startswith(typed[start:]):
        return tail[len(typed) - start :]
    name, _, value = tail.partition(":")
    value = value.strip('"') or f"{name}:"
    goes_on = value[: len(word)].casefold() == word.casefold()
    return value[len(word) :] if goes_on else f" = {value}"


class SearchLine(CachedLines):
    """Shows the query and the number of its hits, and knows what a query may be completed with.

    What stands before and after the box it draws itself: two widgets less to start with.
    """

    DEFAULT_CSS = """
    SearchLine {
        height: 1;
        & > SearchBox { margin-left: 2; width: 40%; min-width: 8; }
    }
    """

    box = getters.query_one(SearchBox)

    def __init__(self, desk: ArchiveWorker) -> None:
        """Complete a query with what is at the desk."""
        super().__init__(id="searching")
        self._desk = desk
        self._found = ""
        self._values: Mapping[str, Sequence[str]] = {}

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        yield SearchBox(self._values_of, id="box")

    def render(self) -> Content:
        """Return the line but for the box."""
        before = Content.styled("/", style("key"))
        room = self.content_size.width - self.box.outer_size.width - 4
        found = Content.styled(self._found, style("muted")).truncate(max(0, room), ellipsis=True)
        gap = " " * (self.content_size.width - 1 - found.cell_length)
        return before + gap + found

    def set_values(self, values: Mapping[str, Sequence[str]]) -> None:
        """Complete a query with the values that its fields have."""
        self._values = values

    def show_query(self, query: str) -> None:
        """Show a query without searching for it anew."""
        self.box.guess = None  # it was about what was asked before
        if self.box.value != query:
            with self.box.prevent(SearchBox.Changed):
                self.box.value = query

    def show_count(self, words: str) -> None:
        """Say how many hits there are."""
        self._found = words
        self.refresh()

    def show_guess(self, guess: str, words: str) -> None:
        """Say what the query may have been meant to be; Tab in the box takes it."""
        self.box.guess = guess
        self.show_count(words)

    async def _values_of(self, field: str) -> Iterable[str]:
        """Return the values of a field; ids of remarks are learnt when one is typed."""
        archive = self._desk.archive
        # The letter that asks for them also starts a search, which overtakes the question once.
        for _ in range(2 if field == "remark" and field not in self._values else 0):
            with suppress(InterruptedSearchError):
                remarks = await self._desk.ask("remarks", queries.remarks)
                if archive is self._desk.archive:
                    self._values = {**self._values, field: remarks}
                break
        return self._values.get(field, ())
