"""A form over a source's text: the selected passage becomes a statement."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final, get_args

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from summit_tui.app.archive_worker import ArchiveWorker, interruptible
from summit_tui.app.authoring import Author, not_written
from summit_tui.app.screen_text import screen_line, screen_text
from summit_tui.app.screens.sheet import Sheet
from summit_tui.app.screens.source_text import BESIDE, TALL
from summit_tui.app.styles import style
from summit_tui.app.widgets.choice_input import ChoiceInput
from summit_tui.archive import Archive, Entry, Search
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And, Facet
from summit_tui.archive.wording import mode_in_words
from summit_tui.authoring.drafts import StatementDraft
from summit_tui.authoring.judgement import Plan
from summit_tui.authoring.offers import MOST, Offer, Offers
from summit_tui.formats.data import toml_table
from summit_tui.i18n import gettext
from summit_tui.model.field_table import main_name
from summit_tui.model.fields import Mode
from summit_tui.model.kinds import Address, Kind
from summit_tui.writing import RefusedError

if TYPE_CHECKING:
    from summit_tui.proposals.passage import ProposedPassage

_MODES: Final[tuple[Mode, ...]] = get_args(Mode)


class AddStatementScreen(Sheet[tuple[str, Address] | None]):
    """Asks for what the passage does not say, and writes.

    It stands below the text or, on a large screen, beside it, where the text makes room. The answer
    is a sentence and the statement's address, or None.
    """

    DEFAULT_CSS = """
    AddStatementScreen {
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
    AddStatementScreen.-wide.-tall {
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
    AUTO_FOCUS = "#speaker"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (BESIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (22, "-low"), (TALL, "-tall")]
    BINDINGS: ClassVar = [
        # First of all keys, so that what is typed right behind them goes to the next field.
        Binding("tab", "app.focus_next", "Next field", priority=True),
        Binding("shift+tab", "app.focus_previous", "Before", show=False, priority=True),
        Binding("enter", "write", "Write"),
        Binding("f3", "mode", "Mode"),
        Binding("f2", "take_role", "Role as printed"),
        Binding("down", "app.focus_next", "Next", show=False),
        Binding("up", "app.focus_previous", "Before", show=False),
        Binding("escape", "leave", "Close"),
    ]

    min_title = 60

    speaker = getters.query_one("#speaker", ChoiceInput)
    session = getters.query_one("#session", ChoiceInput)
    topics = getters.query_one("#topics", ChoiceInput)

    def __init__(
        self,
        worker: ArchiveWorker,
        author: Author,
        event: str,
        draft: StatementDraft,
        offers: Offers,
        *,
        language: str,
        proposal: "ProposedPassage | None" = None,
        changed: Entry | None = None,
    ) -> None:
        """Begin with a draft of an event; `language` is that of the source, or empty.

        `changed` is the statement that is changed; without it, one is added.
        """
        super().__init__()
        self._worker = worker
        self._author = author
        self._event = event
        self._draft = draft
        self._offers = offers
        self._language = language
        self._suggested = draft.mode
        self._proposal = proposal
        self._changed = changed

    def compose_content(self) -> ComposeResult:
        """Yield the fields, what is offered for the one in focus, the preview and the judgement."""
        with Horizontal(classes="row"):
            yield _label(gettext("Speaker"))
            yield ChoiceInput(self._offers.speakers, id="speaker")
        with Horizontal(classes="row"):
            yield _label(gettext("Mode"))
            yield Static(id="mode", markup=False)
        with Horizontal(classes="row"):
            yield _label(gettext("Text"))
            yield Input(self._draft.text, id="text", compact=True, select_on_focus=False)
        with Horizontal(classes="row"):
            yield _label(gettext("Role"))
            hint = self._role_hint()
            yield Input(self._draft.role, id="role", compact=True, placeholder=hint)
        with Horizontal(classes="row"):
            yield _label(gettext("Session"))
            yield ChoiceInput(self._offers.sessions, id="session")
            yield _label(gettext("Day"), "second")
            yield Input(self._draft.date, id="date", compact=True)
        with Horizontal(classes="row"):
            yield _label(gettext("Topics"))
            yield ChoiceInput(self._offers.topics, several=True, id="topics")
        yield Static(id="offers", markup=False)
        with VerticalScroll(id="preview", can_focus=False):
            yield Static(id="block", markup=False)
        yield Static(id="checked", markup=False)

    def on_mount(self) -> None:
        """Show the draft as it was proposed."""
        self.title_line.say(gettext("Add a statement"))
        if self._changed is not None:
            self._show_record(self._changed)
        else:
            self._take_what_is_sure()
        self._show_mode()
        self._show_offers()
        self._make_plan()

    def _show_record(self, entry: Entry) -> None:
        """Show the speaker, the session and the topics of a statement that is changed."""
        chosen: list[tuple[Kind, str, ChoiceInput]] = [
            ("speakers", self._draft.speaker, self.speaker),
            ("sessions", self._draft.session, self.session),
        ]
        for kind, id, box in chosen:
            record = entry.linked.get((kind, id))
            if id:
                box.take(Offer(id, main_name(record) if record else id))
        self.topics.value = ", ".join(self._draft.topics)

    def _take_what_is_sure(self) -> None:
        for offer in self._offers.speakers:
            # Whom a rule is not sure of is offered first, and taken by nobody but the reader.
            is_sure = self._proposal.is_sure if self._proposal else bool(self._draft.attribution)
            if is_sure and offer.value == self._offers.bearer:
                self.speaker.take(offer)
        for offer in self._offers.sessions:
            if offer.value == self._offers.session:
                self.session.take(offer)

    def _role_hint(self) -> str:
        if not self._offers.roles:
            return gettext("as printed, or nothing")
        return gettext("F2 takes, as printed: {role}", role=screen_line(self._offers.roles[0]))

    # The fields

    @on(Input.Changed)
    def _read_fields(self, event: Input.Changed) -> None:
        text, role, date = (self.query_one(id, Input).value.strip() for id in _TEXTS)
        self._draft = replace(
            self._draft,
            text=text,
            role=role,
            date=date,
            speaker=self.speaker.chosen,
            session=self.session.chosen,
            topics=self.topics.all_chosen,
            language=self._language if self._is_verbatim(text) else "",
        )
        if isinstance(event.input, ChoiceInput) and event.input.typed:
            self._search(event.input)
        self._show_offers()
        self._make_plan()

    def _is_verbatim(self, text: str) -> bool:
        """Tell whether a text is in the source's own words, and so in its language."""
        return self._draft.mode == "direct" and text == self._draft.excerpt.exact

    @work(exclusive=True, group="offers")
    @interruptible
    async def _search(self, box: ChoiceInput) -> None:
        """Offer what is found by the letters that were typed, in any script."""
        if box is self.topics:
            typed = box.typed.casefold()
            box.offer([offer for offer in box.first if typed in offer.label.casefold()])
        else:
            kind: Kind = "speakers" if box is self.speaker else "sessions"
            typed = box.typed
            box.offer(await self._worker.ask("offers", lambda a: self._found(a, kind, typed)))
        self._show_offers()

    def _found(self, archive: Archive, kind: Kind, typed: str) -> list[Offer]:
        node = And((Facet("event", self._event), parse(typed, typing=True).node))
        hits = archive.search(Search(node, kind), limit=MOST).hits
        return [Offer(entry.address.id, main_name(entry.record)) for entry in hits]

    @on(events.DescendantFocus)
    def _show_offers(self) -> None:
        box, line = self.focused, Content("")
        if isinstance(box, ChoiceInput):
            # Beside the text there is a line for each; below it all share two.
            between = "\n" if self.has_class("-wide") and self.has_class("-tall") else "   "
            for number, offer in enumerate(box.offers, 1):
                line += Content.styled(f"{number} ", style("key"))
                line += Content(screen_line(offer.label))
                line += Content(f" {offer.reason}{between}" if offer.reason else between)
            if box is self.speaker and box.typed and not box.offers:
                words = gettext("Enter adds a new speaker, “{name}”", name=screen_line(box.typed))
                line = Content(words)
        self.query_one("#offers", Static).update(line)

    def action_mode(self) -> None:
        """Go to the next mode; the text follows where it is still what was proposed."""
        modes = [*_MODES, _MODES[0]]
        mode = modes[modes.index(self._draft.mode) + 1]
        box = self.query_one("#text", Input)
        if mode == "paraphrase" and box.value == self._draft.excerpt.exact:
            box.value = ""
        elif mode != "paraphrase" and not box.value:
            box.value = self._draft.excerpt.exact
        self._draft = replace(self._draft, mode=mode)
        language = self._language if self._is_verbatim(box.value) else ""
        self._draft = replace(self._draft, language=language)
        self._show_mode()
        self._make_plan()

    def _show_mode(self) -> None:
        line = Content("")
        for mode in _MODES:
            is_chosen = mode == self._draft.mode
            word = mode_in_words(mode)
            word = word.upper() if is_chosen else word
            line += Content.styled(word, style("shown" if is_chosen else "muted")) + "  "
        line += Content.styled(self._reason(), style("muted"))
        self.query_one("#mode", Static).update(line)

    def _reason(self) -> str:
        if self._draft.mode != self._suggested:
            return gettext("your choice")
        if self._proposal is not None:
            return gettext("proposed: {seen}", seen=screen_line(self._proposal.seen))
        match self._suggested:
            case "direct":
                return gettext("in quotation marks, or in a turn")
            case "partial":
                return gettext("there are quotation marks in it")
        return gettext("no quotation marks around it")

    def action_take_role(self) -> None:
        """Take the words that stand beside the name as the capacity."""
        if self._offers.roles:
            self.query_one("#role", Input).value = self._offers.roles[0]

    # Writing

    @work(exclusive=True, group="plan")
    @interruptible
    async def _make_plan(self) -> None:
        """Show what would be written, where, and what `check` says of it."""
        try:
            self._show_plan(await self._planned(self._draft))
        except (RefusedError, OSError) as error:
            self._check(not_written(error))

    async def _planned(self, draft: StatementDraft) -> Plan:
        if self._changed is not None:
            return await self._author.plan_change(self._changed, draft)
        return await self._author.plan(self._event, draft)

    def _show_plan(self, plan: Plan) -> None:
        if plan.placement is not None:
            file = screen_line(plan.placement.revision.short_name)
            if self._changed is None:
                title = gettext("Add a statement to {file}", file=file)
            else:
                title = gettext("Change the statement in {file}", file=file)
            self.title_line.say(title, plan.placement.reason)
        block = screen_text(toml_table("quotes", plan.record))
        self.query_one("#block", Static).update(block)
        lines = [f"{problem.code} {screen_line(problem.message)}" for problem in plan.problems]
        self._check("\n".join(lines) or gettext("check finds nothing wrong with it."))

    def _check(self, sentence: str) -> None:
        self.query_one("#checked", Static).update(Content(sentence))

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        box = event.input
        if isinstance(box, ChoiceInput) and box.is_typing:
            if box.offers:
                box.take(box.offers[0])
            elif box is self.speaker:
                self._add_speaker(box.typed)
        else:
            self.action_write()

    @work(exclusive=True, group="writing")
    @interruptible
    async def _add_speaker(self, name: str) -> None:
        """Write a speaker of whom the name alone is known, and take it."""
        try:
            plan = await self._author.plan_speaker(self._event, name)
            if plan.placement is None or plan.errors:
                self._check("\n".join(problem.message for problem in plan.errors))
                return
            sentence = await self._author.write(plan.placement.revision)
        except (RefusedError, OSError) as error:
            self._check(not_written(error))
            return
        self.speaker.take(Offer(str(plan.record["id"]), name))
        self._check(sentence)

    @work(exclusive=True, group="writing")
    @interruptible
    async def action_write(self) -> None:
        """Write the statement, unless something is wrong with it."""
        if not self._draft.speaker:
            self.speaker.focus()
            self._check(gettext("Who said it? A digit takes whom it stands before."))
        elif self.session.is_typing:
            self.session.focus()
            self._check(gettext("There is no session of that name; leave it out, or add it first."))
        elif not self._draft.text:
            self.query_one("#text", Input).focus()
            self._check(gettext("What was said, in your own words?"))
        else:
            try:
                await self._write_draft(self._draft)
            except (RefusedError, OSError) as error:
                self._check(not_written(error))

    async def _write_draft(self, draft: StatementDraft) -> None:
        """Write what was seen last, whatever of the preview is still on its way."""
        plan = await self._planned(draft)
        self._show_plan(plan)
        if plan.placement is not None and not plan.errors:
            sentence = await self._author.write(plan.placement.revision)
            self._author.remember(draft.speaker)
            self.dismiss((sentence, Address(self._event, "quotes", str(plan.record["id"]))))


def _label(text: str, column: str = "first") -> Static:
    return Static(text, classes=f"label {column}", markup=False)


_TEXTS: Final[Sequence[str]] = ("#text", "#role", "#date")
"""The boxes of what is typed as it is written."""
