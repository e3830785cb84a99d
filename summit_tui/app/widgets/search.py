"""The line of the query: its box, which completes names of fields and values, and the count."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from typing import ClassVar, Final

from rich.cells import cell_len
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
from summit_tui.app.screen_text import screen_text
from summit_tui.app.styles import style
from summit_tui.app.widgets.painting import CachedLines, CompletingInput
from summit_tui.app.wrap import cut
from summit_tui.archive import InterruptedSearchError
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.query import format_term, unfinished
from summit_tui.archive.query.tree import FIELDS
from summit_tui.i18n import INTERFACE, gettext
from summit_tui.model.field_table import has_words
from summit_tui.model.kinds import KINDS

ValuesOf = Callable[[str], Awaitable[Iterable[str]]]
"""Returns the values of a field that occur in the coverage."""

_FIXED_VALUES: Final[Mapping[str, Iterable[str]]] = {
    "kind": KINDS,
    "has": ("quotes", "readings", "remark", "doubts", *has_words()),
}
"""The values of the fields whose values are the same in every coverage."""


class SearchBox(CompletingInput, inherit_css=False):
    """The input for the query; the list follows every letter."""

    # Textual's own style sheet of an input takes as long to parse as all others of the screen.
    DEFAULT_CSS = """
    SearchBox {
        height: 1;
        overflow: auto hidden;
        scrollbar-size-horizontal: 0;
        pointer: text;
        & > .input--cursor { text-style: reverse; }
        & > .input--selection { background: $input-selection-background; }
        & > .input--placeholder, & > .input--suggestion { color: $muted; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = Input.COMPONENT_CLASSES
    BINDINGS: ClassVar[list[BindingType]] = [*BOX]

    # A longer text scrolls within its line: the screen needs no layout.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    class LeaveRequested(Message):
        """The user wants to go from the box to the list."""

    class NothingToComplete(Message):
        """The user wants a completion where there is none."""

    class MoveRequested(Message):
        """The user moves the cursor of the list by `step` rows without leaving the box."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self, values: ValuesOf, *, id: str | None = None) -> None:
        self.guess: str | None = None
        """A spelling that finds more than the query does, or None (“did you mean”)."""
        self._completed = ""
        """The query with its last word completed; valid while a completion is shown."""
        super().__init__(
            placeholder=gettext("search everything"), suggester=_Completer(values), id=id
        )

    def validate_value(self, value: str) -> str:
        """Make control characters visible: pasted text may come from anywhere."""
        return screen_text(value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Announce the query, which the list follows."""
        event.stop()
        self.post_message(QueryTyped(event.value))

    async def action_submit(self) -> None:
        """Do nothing: Enter is bound by the screen, and users may bind another key to it."""

    def action_row(self, step: int) -> None:
        """Move the cursor of the list."""
        self.post_message(self.MoveRequested(step))

    def take_guess(self) -> None:
        """Replace the query by the guess."""
        if self.guess:
            self.put(self.guess)

    def put(self, query: str) -> None:
        """Put a query into the box, with the cursor behind it."""
        self.value = query
        self.cursor_position = len(query)

    def on_suggestion_ready(self, event: SuggestionReady) -> None:
        """Show the completion behind the query, also where it does not continue what was typed."""
        event.prevent_default()
        if event.value == self.value and (tail := completion_tail(event.value, event.suggestion)):
            self._completed = event.suggestion
            self.shown_completion = event.value + tail

    # The signature is that of Textual.
    def action_cursor_right(self, select: bool = False) -> None:  # noqa: FBT001, FBT002
        """Accept the completion, or move the cursor."""
        if self.shown_completion and self.cursor_at_end and not select:
            self.value = self._completed
            self.cursor_position = len(self.value)
        else:
            super().action_cursor_right(select)

    def action_complete(self) -> None:
        """Accept the completion or the guess, or else say that there is neither."""
        if self.shown_completion and self.cursor_position == len(self.value):
            self.action_cursor_right()
        elif self.guess:
            self.take_guess()
        else:
            self.post_message(self.NothingToComplete())

    def action_leave(self) -> None:
        """Go to the list."""
        self.post_message(self.LeaveRequested())


@lru_cache(maxsize=5_000)
def _normalized(text: str) -> str:
    # Every letter typed compares with the same values.
    return normalize(text)


class _Completer(Suggester):
    """Completes the last word of a query."""

    def __init__(self, values: ValuesOf) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._values = values

    async def get_suggestion(self, value: str) -> str | None:
        """Return the whole text with its last word completed, or None."""
        start, field, typed = unfinished(value)
        if not typed:
            return None
        if field is None:
            prefix = typed.casefold()
            terms = (f"{name}:" for name in FIELDS if name.startswith(prefix) and len(prefix) > 1)
        else:
            values = list(_FIXED_VALUES.get(field) or await self._values(field))
            terms = (format_term(field, match) for match in completions(typed, values))
        term = next(terms, None)
        return value[:start] + term if term else None


def completions(typed: str, values: Sequence[str]) -> Iterator[str]:
    """Yield the values that begin with `typed`, then those with a later word that does.

    Case, accents, width and script make no difference. A value typed in full is left out, and no
    other is offered for one of its words.
    """
    prefix = _normalized(typed)
    if not prefix:
        return
    is_whole = False
    for value in values:
        normalized = _normalized(value)
        is_whole = is_whole or normalized == prefix
        if normalized.startswith(prefix) and normalized != prefix:
            yield value
    if not is_whole:
        yield from (value for value in values if f" {prefix}" in _normalized(value))


def completion_tail(typed: str, completed: str) -> str:
    """Return the dimmed text shown behind a query for which `completed` is suggested.

    That is the rest of the value, or ` = ` and all of it where it does not continue `typed`.
    """
    start, _, word = unfinished(typed)
    tail = completed[start:]
    if tail.startswith(typed[start:]):
        return tail[len(typed) - start :]
    name, _, value = tail.partition(":")
    value = value.strip('"') or f"{name}:"
    continues = value[: len(word)].casefold() == word.casefold()
    return value[len(word) :] if continues else f" = {value}"


class SearchLine(CachedLines):
    """The line of the query: the box, the number of hits, and the values for completion.

    It draws the text before and after the box itself, which saves two widgets at the start.
    """

    DEFAULT_CSS = """
    SearchLine {
        height: 1;
        & > SearchBox { margin-left: 2; width: 40%; min-width: 8; }
    }
    """

    box = getters.query_one(SearchBox)

    def __init__(self, archive_worker: ArchiveWorker) -> None:
        """Complete queries with values of the worker's archive."""
        super().__init__(id="searching")
        self._archive_worker = archive_worker
        self._counts: Sequence[str] = ("",)
        """The number of hits in words, and what may stand for it where there is little room."""
        self._values: Mapping[str, Sequence[str]] = {}
        self._fetched: set[str] = set()

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        yield SearchBox(self._values_of, id="box")

    def render(self) -> Content:
        """Return the text around the box."""
        slash = Content.styled("/", style("sign"))
        room = self.content_size.width - self.box.outer_size.width - 4
        fitting = (text for text in self._counts if cell_len(text) <= room)
        shown = next(fitting, self._counts[-1])
        count = cut(Content.styled(shown, style("muted")), room)
        gap = " " * (self.content_size.width - 1 - count.cell_length)
        return slash + gap + count

    def set_values(self, values: Mapping[str, Sequence[str]]) -> None:
        """Complete queries with these values, by field."""
        self._values = values
        self._fetched.clear()

    def show_query(self, query: str) -> None:
        """Show a query without announcing it."""
        self.box.guess = None  # it belonged to the query before
        if self.box.value != query:
            with self.box.prevent(SearchBox.Changed):
                self.box.value = query

    def show_count(self, count: str) -> None:
        """Show how many hits there are, as a sentence."""
        # The number is first, and says more than the order.
        self._counts = (count, count.partition(" · ")[0])
        self.refresh()

    def show_guess(self, guess: str, sentence: str) -> None:
        """Offer another spelling of the query, which Tab in the box accepts."""
        self.box.guess = guess
        # How to take it is at the end, and says more than the number.
        self._counts = (sentence, sentence.rpartition(" · ")[2])
        self.refresh()

    async def _values_of(self, field: str) -> Iterable[str]:
        """Return the values of a field; what costs questions is fetched when one is typed."""
        if field == "group":
            from summit_tui.archive.query.groups import groups  # few queries name one

            return groups()
        if field == "remark" or (INTERFACE.tag != "en" and field in self._values):
            await self._fetch(field)
        return self._values.get(field, ())

    async def _fetch(self, field: str) -> None:
        """Ask for the ids of remarks, or for the values of a facet in the reader's words, once."""
        question = queries.remarks if field == "remark" else partial(queries.labels, facet=field)
        archive = self._archive_worker.archive
        # The same letter also starts a search, which interrupts this request once.
        for _ in range(0 if field in self._fetched else 2):
            with suppress(InterruptedSearchError):
                values = await self._archive_worker.ask("completion", question)
                if archive is self._archive_worker.archive:
                    self._values = {**self._values, field: values}
                    self._fetched.add(field)
                break
