"""What each source prints of one record, side by side on a screen of its own."""

from collections.abc import Sequence
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from summit_tui.app.archive_worker import ArchiveWorker, interruptible
from summit_tui.app.comparison_lines import ComparedWitness
from summit_tui.app.held_keys import holding_keys
from summit_tui.app.keys import COMPARING, PROGRAM
from summit_tui.app.links import view_of
from summit_tui.app.rows import clipped_line, heading_of, join_scripts
from summit_tui.app.screen_text import screen_line
from summit_tui.app.screens.sheet import WholeScreen
from summit_tui.app.styles import style
from summit_tui.app.view import View
from summit_tui.app.widgets.bars import KeyLine, SplitLine
from summit_tui.app.widgets.row_list import RowList
from summit_tui.app.widgets.witness_list import WitnessList
from summit_tui.archive import Entry
from summit_tui.attribution.attribution import attribution
from summit_tui.attribution.collation import accounts_in_words
from summit_tui.i18n import READER, gettext
from summit_tui.model.records import Quote


class ComparisonScreen(WholeScreen):
    """Shows the witnesses for a remark or for fields; left for a view of one, or for nothing."""

    DEFAULT_CSS = """
    ComparisonScreen {
        layout: vertical;
        background: $ground;
        & > #headline { padding: 0 1; text-style: bold; max-width: 105; }
        & > #occasion { padding: 0 1; height: 1; color: $muted; }
        & > WitnessList { height: 1fr; width: 1fr; max-width: 105; margin-top: 1; }
        & > #compared { height: 2; padding: 0 1; border-top: solid $rule; }
        & > #about { height: 3; padding: 0 1; color: $muted; }
        &.-short > #compared { height: 1; border-top: none; }
        &.-short > #about, &.-tiny > #about, &.-tiny > #occasion { display: none; }
        &.-tiny > #compared { display: none; }
        &.-short > WitnessList, &.-tiny > WitnessList { margin-top: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *COMPARING,
        *(binding for binding in PROGRAM if binding.id in ("program.help", "program.theme")),
    ]
    AUTO_FOCUS = "WitnessList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (10, "-short"), (20, "-tall")]
    COMMANDS: ClassVar = set()

    copies = "readings"
    """The form in which what is compared is copied from here."""

    rows = getters.query_one(WitnessList)
    position = getters.query_one(KeyLine)

    def __init__(
        self, entry: Entry, parts: Sequence[Sequence[ComparedWitness]], worker: ArchiveWorker
    ) -> None:
        """Compare the witnesses for a record, of which there is at least one."""
        super().__init__()
        self._entry = entry
        self._parts = parts
        self._worker = worker

    def compose(self) -> ComposeResult:
        """Lay out what is compared, the witnesses, and below them the one under the cursor."""
        yield SplitLine(*_headline(self._entry), id="headline")
        if occasion := _occasion(self._entry):
            yield Static(occasion, id="occasion", markup=False)
        yield WitnessList(self._parts)
        yield SplitLine(id="compared")
        yield Static(id="about", markup=False)
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Begin at the first witness."""
        self._show_present()
        # What is below the witnesses holds the colours of the theme that it was made in.
        self.app.theme_changed_signal.subscribe(self, lambda _: self._show_present())

    @property
    def entry(self) -> Entry:
        """Return the record with nothing but the part under the cursor."""
        return self.rows.present.part.entry

    def say(self, sentence: str) -> None:
        """Say one sentence until the next thing happens."""
        present = self.rows.present
        number, count = present.number + 1, len(present.part.witnesses)
        self.position.say(sentence, gettext("{number} of {count}", number=number, count=count))

    @on(RowList.Highlighted)
    def _show_present(self) -> None:
        present = self.rows.present
        self.query_one("#about", Static).update(_about(present))
        self.query_one("#compared", SplitLine).say(present.comparison())
        self.say("")

    def action_next_part(self, step: int = 1) -> None:
        """Go to the next field, or to the one before (-1)."""
        if not self.rows.go_to_part(step):
            if step > 0:
                self.say(gettext("This is the last of what sources print."))
            else:
                self.say(gettext("This is the first of what sources print."))

    @on(RowList.Opened)
    def action_follow(self) -> None:
        """Go to the statement, or to the source."""
        present = self.rows.present
        if present.witness.statement is None and not present.witness.source.known:
            self.say(gettext("The source is not in this coverage."))
        else:
            self.dismiss(view_of(present.witness.address))

    @holding_keys
    @work(exclusive=True, group="text")
    @interruptible
    async def action_text(self) -> None:
        """Show the source's text, with the passage highlighted where it is that of a statement."""
        from summit_tui.app.screens.source_text import source_text_screen

        address = self.rows.present.witness.address
        self.say(gettext("Reading the source's text …"))
        entry = await self._worker.ask("witness", lambda archive: archive.get(address))
        if entry is None:
            self.say(gettext("The source is not in this coverage."))
            return
        text = await source_text_screen(self._worker, entry, self.say)
        if text is not None and self.app.screen is self:
            self._show_present()
            self.app.push_screen(text, self._come_back)

    def _come_back(self, view: View | None) -> None:
        if view is not None:
            self.dismiss(view)

    def action_leave(self) -> None:
        """Go back to the record."""
        self.dismiss(None)


def _headline(entry: Entry) -> tuple[str, str]:
    """Return whose words or which record is compared, and in how many sources a remark is."""
    if isinstance(entry.record, Quote):
        speaker = attribution(entry, words=READER).speaker
        return join_scripts(speaker), accounts_in_words(entry) or ""
    return clipped_line(heading_of(entry)), ""


def _occasion(entry: Entry) -> str:
    is_remark = isinstance(entry.record, Quote)
    return screen_line(attribution(entry, words=READER).occasion or "") if is_remark else ""


def _about(compared: ComparedWitness) -> Content:
    """Return the source in full, and the passage that a witness rests on."""
    witness = compared.witness
    shown = Content(screen_line(str(witness.source)))
    if witness.excerpt is None:
        return shown
    before, after = (
        screen_line(part or "") for part in (witness.excerpt.prefix, witness.excerpt.suffix)
    )
    passage = Content.styled(screen_line(witness.excerpt.exact), style("passage"))
    shown += "\n" + gettext("Passage:") + " " + (f"{before} … " if before else "") + passage
    return shown + (f" … {after}" if after else "")
