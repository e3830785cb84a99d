"""What every form for a record has: its rows, what is offered, a preview, and Enter that writes."""

from collections.abc import Awaitable, Callable, Sequence
from itertools import starmap
from typing import ClassVar, NamedTuple

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from summit_tui.app.archive_worker import ArchiveWorker, interruptible
from summit_tui.app.authoring import Author, not_written
from summit_tui.app.held_keys import hold_keys_during, holding_keys
from summit_tui.app.screen_text import screen_line, screen_text
from summit_tui.app.screens.sheet import Sheet
from summit_tui.app.screens.source_text import BESIDE, TALL
from summit_tui.app.styles import style
from summit_tui.app.widgets.choice_input import ChoiceInput
from summit_tui.app.wrap import flow
from summit_tui.archive import Archive, InterruptedSearchError, Search
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And, Facet
from summit_tui.attribution.names import record_name
from summit_tui.authoring.judgement import Plan
from summit_tui.authoring.offers import MOST, Offer
from summit_tui.formats.data import toml_table
from summit_tui.i18n import READER, gettext
from summit_tui.model.kinds import Address, Kind, Table
from summit_tui.writing import RefusedError

Answer = tuple[str, Address | None]
"""What a form has written: a sentence, and the address of the record; None for a reading's."""
Shown = Callable[[Address | None], Awaitable[None]]
"""Shows what was written, before the form goes."""


class Writing(NamedTuple):
    """What a form writes with."""

    worker: ArchiveWorker
    author: Author
    shown: Shown


def _numbered(number: int, offer: Offer) -> Content:
    """Return an offer behind the digit that takes it."""
    label = Content.styled(f"{number} ", style("key")) + Content(screen_line(offer.label))
    return label + f" {offer.reason}" if offer.reason else label


class RecordForm(Sheet[Answer | None]):
    """Asks for a record, and writes it; the answer is what was written, or None.

    It is below what it was called from or, on a large screen, beside it.
    """

    DEFAULT_CSS = """
    RecordForm {
        background: transparent;
        align: center bottom;
        & > #sheet { width: 100%; height: auto; }
        & #title { margin: 0; }
        & .row { height: 1; padding: 0 1 0 0; }
        & .row > .label { width: 11; padding-left: 1; color: $muted; }
        & .row > Input { width: 1fr; background: $panel; }
        & .row > #mode { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        & .row > .second { width: 8; padding-left: 2; }
        & .row > #date { width: 16; }
        & .row:focus-within {
            background: $raised;
            & > Input { background: $raised; }
            & > .first { padding-left: 0; border-left: outer $accent; }
        }
        & #offers { height: 2; padding: 0 1 0 11; color: $muted; }
        & #preview {
            height: 5;
            padding: 0 1;
            border-top: solid $rule;
            color: $muted;
            scrollbar-size-vertical: 1;
        }
        & #checked { height: auto; min-height: 1; max-height: 3; padding: 0 1; }
        & #keys { margin-top: 0; }
        &.-tiny > #sheet { height: 100%; }
        &.-tiny .row > #date { width: 11; }
        &.-tiny #preview { height: 1fr; min-height: 1; }
    }
    RecordForm.-wide.-tall {
        align: right top;
        & > #sheet { width: 62; height: 100%; border-left: vkey $rule; }
        & #title { margin: 0 0 1 0; }
        & .row { margin-bottom: 1; }
        & #offers { height: 7; }
        & #preview { height: 1fr; }
        & #checked { max-height: 8; margin-top: 1; }
        & #keys { margin-top: 1; }
    }
    """
    AUTO_FOCUS = "Input"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (BESIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (22, "-low"), (TALL, "-tall")]
    BINDINGS: ClassVar = [
        # First of all keys, so that what is typed right behind them goes to the next field.
        Binding("tab", "app.focus_next", "Next field", priority=True),
        Binding("shift+tab", "app.focus_previous", "Before", show=False, priority=True),
        Binding("enter", "enter", "Write"),
        Binding("down", "app.focus_next", "Next", show=False),
        Binding("up", "app.focus_previous", "Before", show=False),
    ]
    min_title = 60
    table: ClassVar[Table]
    """What is written."""

    def __init__(self, writing: Writing, event: str) -> None:
        """Ask for a record of an event."""
        super().__init__()
        self._worker, self._author, self._shown = writing
        self._event = event
        self._is_writing = False

    def compose_content(self) -> ComposeResult:
        """Yield the fields, what is offered for the one in focus, the preview and the judgement."""
        yield from self.compose_rows()
        yield Static(id="offers", markup=False)
        with VerticalScroll(id="preview", can_focus=False):
            yield Static(id="block", markup=False)
        yield Static(id="checked", markup=False)

    def on_mount(self) -> None:
        """Say what is asked for."""
        self.title_line.say(self.heading(""))

    # What a form says for itself

    def compose_rows(self) -> ComposeResult:
        """Yield the rows of the fields."""
        raise NotImplementedError

    def heading(self, file: str) -> str:
        """Return the title; `file` is the one that takes the record, or nothing."""
        raise NotImplementedError

    def read_fields(self) -> None:
        """Read the boxes as they are now."""
        raise NotImplementedError

    def missing(self) -> tuple[Widget, str] | None:
        """Return the box in which something has to be said before it is written, and why."""
        raise NotImplementedError

    async def planned(self) -> Plan:
        """Return what would be written; raises `RefusedError` and `OSError`."""
        raise NotImplementedError

    def written(self, plan: Plan) -> Address | None:
        """Take note of what was written; return its address, or None for a reading."""
        raise NotImplementedError

    def stay(self) -> None:
        """Do what is due where Enter wrote nothing, whatever the reason."""

    async def find(self, box: ChoiceInput, topic: str = "offers") -> Sequence[Offer]:
        """Return what is offered for the letters that were typed, those that begin so first.

        They may be of the label or of the value. `topic` is that of the question to the archive.
        """
        typed = box.typed.casefold()
        words = ((offer.label.casefold(), offer.value.replace("_", " ")) for offer in box.first)
        fitting = [
            (label if typed in label else value, offer)
            for (label, value), offer in zip(words, box.first, strict=True)
            if typed in label or typed in value
        ]
        fitting.sort(key=lambda each: (each[0] != typed, not each[0].startswith(typed)))
        return [offer for _, offer in fitting]

    def offers_in_words(self, box: ChoiceInput) -> str:
        """Return what is said where nothing is offered for what was typed."""
        return ""

    async def take_new(self, box: ChoiceInput) -> None:
        """Do what Enter means behind a name that nothing has."""
        self.check(gettext("Nothing has that name: {name}", name=screen_line(box.typed)))

    # The fields

    @on(Input.Changed)
    def _hear_change(self, event: Input.Changed) -> None:
        self.read_fields()
        if isinstance(event.input, ChoiceInput) and event.input.typed:
            self._search(event.input)
        self.show_offers()
        self.make_plan()

    @work(exclusive=True, group="offers")
    @interruptible
    async def _search(self, box: ChoiceInput) -> None:
        """Offer what is found by the letters that were typed, in any script."""
        box.offer(await self.find(box))
        self.show_offers()

    async def find_records(self, kind: Kind, typed: str, topic: str) -> Sequence[Offer]:
        """Return the records of a kind that are found by what was typed, in any script."""

        def find(archive: Archive) -> Sequence[Offer]:
            node = And((Facet("event", self._event), parse(typed, typing=True).node))
            hits = archive.search(Search(node, kind), limit=MOST).hits
            return [
                Offer(entry.address.id, record_name(entry.record, READER).text) for entry in hits
            ]

        return await self._worker.ask_any(topic, find)

    @on(events.DescendantFocus)
    def show_offers(self) -> None:
        """Show what the box in focus may hold."""
        box, shown = self.focused, self.query_one("#offers", Static)
        if not isinstance(box, ChoiceInput):
            shown.update("")
        elif box.typed and not box.offers:
            shown.update(self.offers_in_words(box))
        else:
            # Beside the text there is a line for each; below it all share two.
            is_column = self.has_class("-wide") and self.has_class("-tall")
            offers = list(starmap(_numbered, enumerate(box.offers[:MOST], 1)))
            room = self.app.size.width - shown.styles.padding.left - 2
            width = shown.content_size.width or room
            shown.update(Content("\n").join(offers) if is_column else flow(offers, width))

    # Writing

    @work(exclusive=True, group="plan")
    @interruptible
    async def make_plan(self) -> None:
        """Show what would be written, where, and what `check` says of it."""
        if self._is_writing:
            return
        try:
            self.show_plan(await self.planned())
        except (RefusedError, OSError) as error:
            self.check(not_written(error))

    def show_plan(self, plan: Plan) -> None:
        """Show a record, the file that takes it, and what is wrong with it."""
        if plan.placement is not None:
            file = screen_line(plan.placement.revision.short_name)
            self.title_line.say(self.heading(file), plan.placement.reason)
        block = screen_text(toml_table(self.table, plan.record))
        self.query_one("#block", Static).update(block)
        lines = [f"{problem.code} {screen_line(problem.message)}" for problem in plan.problems]
        self.check("\n".join(lines) or gettext("check finds nothing wrong with it."))

    def check(self, sentence: str) -> None:
        """Say what is wrong, or that nothing is."""
        self.query_one("#checked", Static).update(Content(sentence))

    def action_enter(self) -> None:
        """Take what was typed into a box for a value; else write, if nothing is missing."""
        self.read_fields()
        if isinstance(self.focused, ChoiceInput) and self.focused.is_typing:
            self.action_take()
        elif missing := self.missing():
            self.wait_for(*missing)
        else:
            self._is_writing = True
            hold_keys_during(self._write())

    def wait_for(self, empty: Widget, sentence: str) -> None:
        """Go to the box in which something is missing, and say what."""
        empty.focus()
        self.check(sentence)

    @holding_keys
    @work(group="taken")
    @interruptible
    async def action_take(self, digit: int = 0) -> None:
        """Take what is offered for the letters that were typed, though it is not shown yet.

        Enter, which is no digit, takes the first; a digit with nothing before it is typed.
        """
        box = self.focused
        if not isinstance(box, ChoiceInput):
            return
        offers = await self.find(box, "taken") if box.typed else box.first
        if max(1, digit) <= len(offers):
            box.take(offers[max(1, digit) - 1])
        elif digit:
            box.insert_text_at_cursor(str(digit))
        else:
            await self.take_new(box)

    @work(group="writing")
    async def _write(self) -> None:
        """Write what was seen last, whatever of the preview is still on its way."""
        self.workers.cancel_group(self, "plan")
        is_written = False
        try:
            plan = await self.planned()
            self.show_plan(plan)
            if plan.placement is not None and not plan.errors:
                sentence = await self._author.write(plan.placement.revision)
                address = self.written(plan)
                is_written = True
                await self._shown(address)
                self.dismiss((sentence, address))
        except (RefusedError, OSError) as error:
            self.check(not_written(error))
        except InterruptedSearchError:
            self.check(gettext("Not written: the archive gave no answer. Enter tries again."))
        finally:
            self._is_writing = False
            if not is_written:
                self.stay()


def row(*boxes: tuple[str, Widget]) -> ComposeResult:
    """Yield a row of boxes, each behind its label."""
    with Horizontal(classes="row"):
        for number, (label, box) in enumerate(boxes):
            classes = "label second" if number else "label first"
            yield Static(label, classes=classes, markup=False)
            yield box
