"""The text of a source on a screen of its own, with the passages that statements rest on."""

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from summit_tui.app.archive_worker import ArchiveWorker, run_in_thread
from summit_tui.app.held_keys import holding_keys
from summit_tui.app.keys import EDITING, PASSAGES, PROGRAM, WRITING
from summit_tui.app.links import view_of
from summit_tui.app.screen_text import screen_line, screen_text
from summit_tui.app.screens.sheet import WholeScreen
from summit_tui.app.sentences import no_text
from summit_tui.app.source_queries import sheet_for
from summit_tui.app.styles import style
from summit_tui.app.view import Choice, View
from summit_tui.app.widgets.bars import KeyLine, SplitLine
from summit_tui.app.widgets.passage_text import PassageText
from summit_tui.app.widgets.selectable_text import SelectableText
from summit_tui.archive import Entry
from summit_tui.archive.query.tree import RefersTo
from summit_tui.archive.wording import mode_in_words
from summit_tui.attribution.attribution import attribution
from summit_tui.attribution.publications import publication_of
from summit_tui.attribution.source_sheet import SourceSheet, Statement, Stop
from summit_tui.evidence.diff import word_diff
from summit_tui.evidence.elision import Hidden
from summit_tui.evidence.locate import Status
from summit_tui.i18n import INTERFACE, READER, gettext, ngettext
from summit_tui.model.dates import in_words
from summit_tui.model.kinds import Address

if TYPE_CHECKING:
    from summit_tui.app.proposals import Proposals
    from summit_tui.proposals.passage import ProposedPassage

BESIDE: Final = 110
"""Columns of a terminal in which a form is beside the text, if it has rows enough, too."""
TALL: Final = 30
"""Rows of a terminal in which it does."""
SHORT: Final = 9
"""Rows of a terminal from which the statement has room below the text."""
_MAX_LEFT_OUT: Final = 300
"""The most characters of what an ellipsis leaves out that are shown."""
_HIDDEN: Final = {
    Hidden.NEGATION: "hides a negation",
    Hidden.NUMBER: "hides a number",
    Hidden.QUOTATION: "hides another quotation",
    Hidden.SENTENCE: "hides more than a sentence",
}


class SourceTextScreen(WholeScreen):
    """Shows where statements are in their source; left for a view of them, or for nothing."""

    DEFAULT_CSS = """
    SourceTextScreen {
        layout: vertical;
        background: $ground;
        & > #headline { padding: 0 1; text-style: bold; }
        & > #about { padding: 0 1; color: $muted; }
        & > #changed { padding: 0 1; color: $words; text-style: bold; display: none; }
        & > SelectableText { margin-top: 1; }
        & > #statement { height: auto; min-height: 6; max-height: 14; padding: 1 1 0 1; }
        &.-changed > #changed { display: block; height: auto; }
        &.-short > SelectableText { margin-top: 0; }
        &.-short > #statement { min-height: 3; max-height: 4; padding: 0 1; }
        &.-tiny > SelectableText { margin-top: 0; }
        &.-tiny > #about, &.-tiny > #changed, &.-tiny > #statement { display: none; }
        &.-writing.-wide.-high > * { margin-right: 62; }
        &.-writing.-wide.-high > #statement { display: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *PASSAGES,
        *WRITING,
        *EDITING,
        *(binding for binding in PROGRAM if binding.id in ("program.help", "program.theme")),
    ]
    AUTO_FOCUS = "SelectableText"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (BESIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (SHORT, "-short"), (20, "-tall"), (TALL, "-high")]
    COMMANDS: ClassVar = set()

    copies = "link"
    """The form in which a statement is copied from here."""

    text = getters.query_one(SelectableText)
    position = getters.query_one(KeyLine)

    def __init__(self, sheet: SourceSheet, start: Address) -> None:
        """Show a source's text and begin at the statement at `start`, if it is one of them."""
        super().__init__()
        self._sheet = sheet
        self._event = start.event
        addresses = [stop.statement.entry.address for stop in sheet.stops]
        self._present = addresses.index(start) if start in addresses else 0
        self._proposals: Proposals | None = None

    def compose(self) -> ComposeResult:
        """Lay out the source, its text, and the statement whose passage is highlighted."""
        record = self._sheet.record
        publisher = publication_of(self._event, record.id, record, READER).publisher
        day = record.published and in_words(record.published)
        printed = publisher or day or ""
        if publisher and day:
            printed = gettext("{publisher}, {day}", publisher=publisher, day=day)
        yield SplitLine(screen_line(record.title), screen_line(printed), min_left=40, id="headline")
        yield SplitLine(self._about(), self._summary(), id="about")
        yield Static(self._warning(), id="changed", markup=False)
        yield SelectableText(self._sheet, self._present)
        yield Static(id="statement", markup=False)
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Begin at the statement that one came from."""
        self.set_class(self._sheet.read.changed(self._sheet.record), "-changed")
        self._show_present()
        # The statement holds the colours of the theme that it was made in.
        self.app.theme_changed_signal.subscribe(self, lambda _: self._show_present())

    @property
    def stop(self) -> Stop | None:
        """Return the stop that is highlighted."""
        stops = self._sheet.stops
        return stops[self._present] if stops else None

    @property
    def entry(self) -> Entry:
        """Return the statement whose passage is highlighted, or the source where there is none."""
        return self.stop.statement.entry if self.stop else self._sheet.source

    def say(self, sentence: str) -> None:
        """Say one sentence until the next thing happens."""
        number, count = self._present + 1, len(self._sheet.stops)
        position = gettext("{number} of {count}", number=number, count=count) if count else ""
        self.position.say(sentence, position)

    def make_room(self, *, has_form: bool) -> None:
        """Keep to the left part of a wide screen while a form is at the right."""
        self.set_class(has_form, "-writing")

    @property
    def sheet(self) -> SourceSheet:
        """The text and the statements that rest on it."""
        return self._sheet

    def show_sheet(self, sheet: SourceSheet, address: Address) -> None:
        """Show the text with other statements in it, and go to the one at an address."""
        self._sheet, self._proposals = sheet, None
        addresses = [stop.statement.entry.address for stop in sheet.stops]
        last = max(0, min(self._present, len(addresses) - 1))
        self._present = addresses.index(address) if address in addresses else last
        self.text.show_sheet(sheet, self._present)
        self.query_one("#about", SplitLine).say(self._about(), self._summary())
        self.query_one("#statement", Static).display = bool(sheet.stops)
        self._show_present()

    # Proposals

    @property
    def proposal(self) -> "ProposedPassage | None":
        """The proposed passage that is lit, or None."""
        return self._proposals.at(self.text.span) if self._proposals else None

    @holding_keys
    @work(exclusive=True, group="proposals")
    async def action_next_proposal(self) -> None:
        """Go to the next passage that looks like a statement."""
        if self._proposals is None:
            from summit_tui.app.proposals import Proposals  # most readers only read

            self._proposals = Proposals(self._sheet, self.text.speech)
        passage = await self._proposals.after(self._offset)
        if passage is None:
            self.say(gettext("Nothing else looks like a statement."))
        else:
            self.text.propose((passage.start, passage.end))

    @property
    def _offset(self) -> int:
        """The offset behind what is lit: a selection, else the passage of a statement."""
        if self.text.span is not None:
            return self.text.span[1]
        return self.stop.passage.end if self.stop and self.stop.passage else 0

    def action_dismiss_proposal(self) -> None:
        """Never propose the passage again that is lit."""
        passage = self.proposal
        if passage is None or self._proposals is None:
            self.say(gettext("No proposal is lit: g goes to the next."))
            return
        sentence = self._proposals.dismiss(passage)
        self.text.drop()
        self.call_after_refresh(self.say, sentence)

    @on(SelectableText.Selected)
    def _say_selected(self) -> None:
        span = self.text.span
        if span is None:
            self._show_present()
            return
        if (passage := self.proposal) is not None and self._proposals is not None:
            from summit_tui.app.proposals import in_words

            self.position.say(in_words(passage), self._proposals.position(passage))
            return
        words = len(self._sheet.text[slice(*span)].split())
        hint = gettext("a adds a statement · w b ) } move the edge · Esc drops")
        number = ngettext("{number} word", "{number} words", words)
        self.position.say(hint, number)

    # The source

    def _about(self) -> str:
        record, file = self._sheet.record, self._sheet.read.file
        digest = (file.sha256 or "")[:12]
        if not record.retrieved:
            return gettext("SHA-256 {digest} · retrieval not dated", digest=digest)
        day = in_words(record.retrieved)
        return gettext("SHA-256 {digest} · retrieved {day}", digest=digest, day=day)

    def _summary(self) -> str:
        count = len(self._sheet.statements)
        if not count:
            return ""
        return gettext("{number} of {count} found", number=self._sheet.count_found(), count=count)

    def _warning(self) -> str:
        return gettext(
            "The text has changed: its SHA-256 was {digest} when it was recorded.",
            digest=(self._sheet.record.sha256 or "")[:12],
        )

    # The statement

    def _show_present(self) -> None:
        self.workers.cancel_group(self, "nearest")
        stop = self.stop
        panel = self.query_one("#statement", Static)
        if stop is None:
            panel.display = False
            self.say(gettext("No statement rests on this source."))
            return
        # On a wide screen the foot has room for it; elsewhere it would leave none for the keys.
        is_in_foot = self.app.size.width >= BESIDE or self.app.size.height < SHORT
        verdict = _evidence(stop)
        claim = _claim(stop.statement, "" if is_in_foot else verdict)
        panel.update(claim + _left_out(stop.statement))
        self.say(verdict if is_in_foot else "")
        evidence = stop.statement.evidence
        if evidence is not None and evidence.status is Status.MISSING:
            self._show_nearest(stop.statement)

    @work(exclusive=True, group="nearest")
    async def _show_nearest(self, statement: Statement) -> None:
        """Show what is in the text instead of a missing excerpt, word by word."""
        difference = await run_in_thread(partial(_difference, statement))
        claim = _claim(statement, "" if self.position.left else statement.sentence)
        self.query_one("#statement", Static).update(claim + difference)

    def _go(self, number: int) -> None:
        self._present = number
        self.text.go_to(number)
        self._show_present()

    def action_next_statement(self, step: int = 1) -> None:
        """Go to the next statement by its place in the text, or to the one before."""
        number = self._present + step
        if 0 <= number < len(self._sheet.stops):
            self._go(number)
        else:
            self.say(
                gettext("This is the last statement.")
                if step > 0
                else gettext("This is the first statement.")
            )

    @on(PassageText.Pointed)
    def _point(self, event: PassageText.Pointed) -> None:
        if event.twice:
            self.action_follow()
        else:
            self._go(event.number)

    def action_follow(self) -> None:
        """Go to the statements that rest on the passage, or to the source."""
        if self.stop is None:
            self.dismiss(view_of(self._sheet.source.address))
            return
        here = self.stop.statement.entry.address
        resting = self._sheet.resting_on(self.stop)
        choices = [
            Choice(
                RefersTo(statement.entry.address),
                screen_line(attribution(statement.entry).said)[:30],
            )
            for statement in resting
        ]
        together = tuple(choices) if len(choices) > 1 else ()
        self.dismiss(View(pane="quotes", choices=together, address=here))

    def action_leave(self) -> None:
        """Drop what is selected, or go back to where one came from."""
        if self.text.span is None:
            self.dismiss(None)
        else:
            self.text.drop()


def _claim(statement: Statement, evidence: str = "") -> Content:
    """Return what is said to have been said, by whom, and where it is in the text."""
    parts = attribution(statement.entry)
    said = Content(screen_line(parts.said))
    if parts.mode != "direct":
        said = said.stylize(style("report"))
    head = Content.styled(f"{mode_in_words(parts.mode).upper()}  ", style("label"))
    names = INTERFACE.items(name.text for name in parts.speakers)
    head += Content.styled(screen_line(names), style("name"))
    head += Content.styled(f" · {evidence}" if evidence else "", style("muted"))
    return head + "\n" + said


def _left_out(statement: Statement) -> Content:
    """Return what the ellipses of a statement leave out, and what of it may change the sense."""
    lines = Content("")
    for part in statement.left_out:
        words = screen_line(part.text[:_MAX_LEFT_OUT])
        words += "…" if len(part.text) > _MAX_LEFT_OUT else ""
        line = gettext("Left out: {words}", words=words or "…")
        lines += Content.styled(f"\n{line}", style("muted"))
        if part.hidden:
            lines += Content.styled(f" · {gettext(_HIDDEN[part.hidden[0]])}", style("doubt"))
    return lines


def _evidence(stop: Stop) -> str:
    count, evidence = len(stop.statement.passages), stop.statement.sentence
    if count < 2:
        return evidence
    return gettext(
        "place {number} of {count}: {evidence}",
        number=stop.number + 1,
        count=count,
        evidence=evidence,
    )


def _difference(statement: Statement) -> Content:
    """Return the excerpt against the nearest words of the text; seconds in ten megabytes."""
    evidence = statement.evidence
    nearest = evidence.nearest if evidence else None
    if evidence is None or evidence.source is None or nearest is None:
        sentence = gettext("No passage of the text comes near the excerpt.")
        return Content.styled(f"\n{sentence}", style("muted"))
    passage = evidence.source.text[nearest.start : nearest.end]
    where = evidence.source.location((nearest,))
    sentence = gettext("Not its passage, but nearest, {where}:", where=where)
    line = Content.styled(f"\n{sentence} ", style("muted"))
    excerpt = statement.quote.excerpt.exact if statement.quote.excerpt else statement.quote.text
    for change, words in word_diff(excerpt, passage):
        # Without colours, words in the place of others must not run together with them.
        if change != "same" and line.plain[-1:].isalnum() and words[:1].isalnum():
            line += " "
        text = Content(re.sub(r"\s+", " ", screen_text(words)))
        line += text if change == "same" else text.stylize(style(change))
        # Without colours, struck words and those in their place must not run together.
        line += " " if change == "gone" and not words[-1:].isspace() else ""
    return line


async def source_text_screen(
    worker: ArchiveWorker, entry: Entry, say: Callable[[str], None]
) -> SourceTextScreen | None:
    """Return the screen with the text of a source, or of a statement's, at that statement.

    Where there is no text, says why and returns None. Raises `InterruptedSearchError`.
    """
    sheet = await sheet_for(worker, entry)
    if sheet is None or sheet.read.text is None:
        say(no_text(entry, sheet.read.file.problem if sheet else None))
        return None
    return SourceTextScreen(sheet, entry.address)
