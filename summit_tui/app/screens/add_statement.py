"""A form over a source's text: the selected passage becomes a statement."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final, get_args

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from summit_tui.app.authoring import not_written
from summit_tui.app.screen_text import screen_line
from summit_tui.app.screens.record_form import RecordForm, Writing, row
from summit_tui.app.styles import style
from summit_tui.app.widgets.choice_input import ChoiceInput, FormInput
from summit_tui.archive import Entry
from summit_tui.archive.wording import mode_in_words
from summit_tui.attribution.names import record_name
from summit_tui.authoring.drafts import StatementDraft
from summit_tui.authoring.judgement import Plan
from summit_tui.authoring.offers import Offer, Offers
from summit_tui.i18n import READER, gettext
from summit_tui.model.fields import Mode
from summit_tui.model.kinds import Address, Kind
from summit_tui.writing import RefusedError

if TYPE_CHECKING:
    from summit_tui.proposals.passage import ProposedPassage

_MODES: Final[tuple[Mode, ...]] = get_args(Mode)


class AddStatementScreen(RecordForm):
    """Asks for what the passage does not say, and writes."""

    AUTO_FOCUS = "#speaker"
    BINDINGS: ClassVar = [
        Binding("f3", "mode", "Mode"),
        Binding("f2", "take_role", "Role as printed"),
        Binding("escape", "leave", "Close"),
        Binding("tab", "next_field", "Next field", priority=True),
        Binding("down", "next_field", "Next", show=False),
    ]
    table = "quotes"

    speaker = getters.query_one("#speaker", ChoiceInput)
    session = getters.query_one("#session", ChoiceInput)
    topics = getters.query_one("#topics", ChoiceInput)

    def __init__(
        self,
        writing: Writing,
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
        super().__init__(writing, event)
        self._draft = draft
        self._offers = offers
        self._language = language
        self._suggested = draft.mode
        self._proposal = proposal
        self._changed = changed
        self._missing: Widget | None = None
        """The box without which Enter wrote nothing; Tab goes to it."""

    def compose_rows(self) -> ComposeResult:
        """Yield the rows of the fields."""
        draft, hint = self._draft, self._role_hint()
        yield from row((gettext("Speaker"), ChoiceInput(self._offers.speakers, id="speaker")))
        yield from row((gettext("Mode"), Static(id="mode", markup=False)))
        yield from row((gettext("Text"), FormInput(draft.text, id="text")))
        yield from row((gettext("Role"), FormInput(draft.role, id="role", placeholder=hint)))
        yield from row(
            (gettext("Session"), ChoiceInput(self._offers.sessions, id="session")),
            (gettext("Day"), FormInput(draft.date, id="date")),
        )
        topics = ChoiceInput(self._offers.topics, several=True, id="topics")
        yield from row((gettext("Topics"), topics))

    def heading(self, file: str) -> str:
        """Return the title; `file` is the one that takes the statement, or nothing."""
        if not file:
            return gettext("Add a statement")
        if self._changed is None:
            return gettext("Add a statement to {file}", file=file)
        return gettext("Change the statement in {file}", file=file)

    def on_mount(self) -> None:
        """Show the draft as it was proposed."""
        if self._changed is not None:
            self._show_record(self._changed)
        else:
            self._take_what_is_sure()
        self._show_mode()
        self.show_offers()
        self.make_plan()

    def _show_record(self, entry: Entry) -> None:
        """Show the speaker, the session and the topics of a statement that is changed."""
        chosen: list[tuple[Kind, str, ChoiceInput]] = [
            ("speakers", self._draft.speaker, self.speaker),
            ("sessions", self._draft.session, self.session),
        ]
        for kind, id, box in chosen:
            record = entry.linked.get((kind, id))
            if id:
                box.take(Offer(id, record_name(record, READER).text if record else id))
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

    def read_fields(self) -> None:
        """Read the boxes as they are now."""
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

    def _is_verbatim(self, text: str) -> bool:
        """Tell whether a text is in the source's own words, and so in its language."""
        return self._draft.mode == "direct" and text == self._draft.excerpt.exact

    async def find(self, box: ChoiceInput, topic: str = "offers") -> Sequence[Offer]:
        """Return what is offered for the letters that were typed into a box."""
        if box is self.topics:
            return await super().find(box, topic)
        kind: Kind = "speakers" if box is self.speaker else "sessions"
        return await self.find_records(kind, box.typed, topic)

    def offers_in_words(self, box: ChoiceInput) -> str:
        """Return what Enter does with a name that nobody has."""
        if box is not self.speaker:
            return ""
        return gettext("Enter adds a new speaker, “{name}”", name=screen_line(box.typed))

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
        self.make_plan()

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
        """Take the words that are beside the name as the capacity."""
        if self._offers.roles:
            self.query_one("#role", Input).value = self._offers.roles[0]

    # Writing

    async def planned(self) -> Plan:
        """Return what would be written."""
        if self._changed is not None:
            return await self._author.plan_change(self._changed, self._draft)
        return await self._author.plan(self._event, self._draft)

    async def take_new(self, box: ChoiceInput) -> None:
        """Write a speaker of whom the name alone is known, and take it."""
        if box is not self.speaker or box.extends_taken:
            await super().take_new(box)
            return
        name = box.typed
        try:
            plan = await self._author.plan_record(self._event, "speakers", {"name": name}, name)
            if plan.placement is None or plan.errors:
                self.check("\n".join(problem.message for problem in plan.errors))
                return
            sentence = await self._author.write(plan.placement.revision)
        except (RefusedError, OSError) as error:
            self.check(not_written(error))
            return
        box.take(Offer(str(plan.record["id"]), name))
        self.check(sentence)

    def missing(self) -> tuple[Widget, str] | None:
        """Return the box in which something has to be said before it is written, and why."""
        if not self._draft.speaker:
            return self.speaker, gettext("Who said it? There a digit takes whom it stands before.")
        if self.session.is_typing:
            sentence = gettext("There is no session of that name; leave it out, or add it first.")
            return self.session, sentence
        if not self._draft.text:
            return self.query_one("#text", Input), gettext("What was said, in your own words?")
        return None

    def wait_for(self, empty: Widget, sentence: str) -> None:
        """Say what is missing, and have Tab go there.

        Who takes one proposal after the other types ahead: the next g and a are no text, and they
        are nobody's name.
        """
        self._missing = empty
        self.stay()
        self.check(gettext("{sentence} Tab goes there.", sentence=sentence))

    def stay(self) -> None:
        """Have no box take what was typed ahead; Tab goes back to the one that had the focus."""
        self._missing = self._missing or self.focused
        self.set_focus(None)

    def action_next_field(self) -> None:
        """Go to the next box, or to the one in which something is missing."""
        box, self._missing = self._missing, None
        if box is not None and self.focused is None:
            box.focus()
        else:
            self.focus_next()

    def written(self, plan: Plan) -> Address:
        """Remember the speaker; return the address of the statement."""
        self._author.remember(self._draft.speaker)
        return Address(self._event, "quotes", str(plan.record["id"]))


_TEXTS: Final[Sequence[str]] = ("#text", "#role", "#date")
"""The boxes of what is typed as it is written."""
