"""One record in full: its text, the speaker and the capacity, then facts and links."""

from collections.abc import Mapping, Sequence
from typing import Final

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Static

from summit_tui.app.links import (
    Edition,
    Link,
    edition_facts,
    edition_links,
    links_of,
    tellings_of,
)
from summit_tui.app.messages import SplitDragged
from summit_tui.app.rows import highlighted_line, join_scripts
from summit_tui.app.screen_text import screen_line
from summit_tui.app.start_rows import Preview
from summit_tui.app.styles import style
from summit_tui.app.widgets.bars import SplitLine
from summit_tui.app.widgets.link_list import LinkList
from summit_tui.app.widgets.painting import AutoHeight, CachedLines, CachedScrollBars
from summit_tui.app.wrap import wrap
from summit_tui.archive import Entry, Neighbours
from summit_tui.archive.query.tree import Term
from summit_tui.archive.wording import mode_in_words
from summit_tui.attribution.attribution import Attribution, attribution
from summit_tui.attribution.collation import (
    HEADING,
    accounts_in_words,
    comparable,
    differing,
    label_of_field,
)
from summit_tui.attribution.names import language_name
from summit_tui.attribution.publications import Publication
from summit_tui.attribution.quotation import strip_marks
from summit_tui.attribution.summary import facts_of, summarize
from summit_tui.attribution.voices import translations_of
from summit_tui.i18n import READER, gettext, gettext_noop, ngettext
from summit_tui.model.dates import in_words
from summit_tui.model.fields import primary_language
from summit_tui.model.kinds import Kind
from summit_tui.model.records import Quote

Fact = tuple[str, str]
"""A label and its value."""

_KIND_HEADINGS: Final[Mapping[Kind, str]] = {
    "event": gettext_noop("EVENT"),
    "sessions": gettext_noop("SESSION"),
    "speakers": gettext_noop("SPEAKER"),
    "quotes": gettext_noop("QUOTE"),
    "delegations": gettext_noop("DELEGATION"),
    "sources": gettext_noop("SOURCE"),
}


def _note(text: str) -> Content:
    """Return a note of the program on a value, in a style of its own."""
    return Content.styled(text, style("label"))


def _with_note(lines: Sequence[Content], note: str, width: int) -> list[Content]:
    """Return lines with a note behind the last, or whole below it where there is no room."""
    if not lines or lines[-1].cell_length + 2 + cell_len(note) > width:
        return [*lines, *wrap(_note(note), width)]
    return [*lines[:-1], lines[-1] + "  " + _note(note)]


class FactTable(AutoHeight):
    """A table of labels and values; a long value wraps within its column."""

    DEFAULT_CSS = """
    FactTable {
        height: auto;
        text-wrap: nowrap;
    }
    """

    def __init__(self, facts: Sequence[Fact] = (), column: int = 0) -> None:
        """Show `facts`, the labels in a column of at least so many cells."""
        super().__init__()
        self._facts = facts
        self._least_column = column
        self._terms: Sequence[Term] = ()
        self._notes: Mapping[str, str] = {}
        self._lines_by_width: dict[int, list[Content]] = {}

    def show_facts(
        self, facts: Sequence[Fact], terms: Sequence[Term], notes: Mapping[str, str] | None = None
    ) -> None:
        """Show other facts; `notes` has notes of the program on some of them, by label."""
        self._facts, self._terms, self._notes = facts, terms, notes or {}
        self._lines_by_width.clear()
        self.refresh_text()

    def change_fact(self, label: str, value: str) -> None:
        """Change the value of the facts with this label."""
        self._facts = [(name, value if name == label else old) for name, old in self._facts]
        self._lines_by_width.clear()
        self.refresh_text()

    def notify_style_update(self) -> None:
        """Draw the lines in the new styles."""
        super().notify_style_update()
        self._lines_by_width.clear()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at `width` cells."""
        return len(self._lines_of(width))

    def render(self) -> Content:
        """Return the lines at the current width."""
        return Content("\n").join(self._lines_of(self.content_size.width))

    def _lines_of(self, width: int) -> list[Content]:
        """Return the lines for a width, computed once for the height and the drawing."""
        if width not in self._lines_by_width:
            self._lines_by_width[width] = self._wrap_facts(width)
        return self._lines_by_width[width]

    def _wrap_facts(self, width: int) -> list[Content]:
        column = max(self._least_column, *(cell_len(label) + 2 for label, _ in self._facts), 0)
        lines = []
        last_row = {label: row for row, (label, _) in enumerate(self._facts)}
        for row, (label, value) in enumerate(self._facts):
            head = Content.styled(set_cell_size(label, column), style("muted"))
            text, room = highlighted_line(value, self._terms), max(8, width - column)
            value_lines = wrap(text, room) if value else []
            if last_row[label] == row and label in self._notes:
                value_lines = _with_note(value_lines, self._notes[label], room)
            for line in value_lines:
                lines.append(head + line)
                head = Content(" " * column)
        return lines


class _ScrolledText(VerticalScroll, CachedScrollBars, CachedLines):
    """A record from its mode to its links."""

    # The size changes during a layout, which needs neither a second one nor a repaint.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False, repaint=False)


class RecordView(Vertical, CachedLines):
    """The record under the cursor, and below its text what it leads to."""

    DEFAULT_CSS = """
    RecordView {
        padding: 0 0 0 1;
        & > #text { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
        & #mode, & #said, & #who, & FactTable { padding: 0 1; max-width: 76; }
        & #mode { text-style: bold; color: $muted; margin-bottom: 1; }
        & #said { height: auto; margin-bottom: 1; }
        & #who { height: auto; margin-bottom: 1; }
        & LinkList { margin-top: 1; max-width: 76; }
    }
    """

    _is_dragged = False
    """Is the button of the mouse down on the line beside or above the record?"""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the line between list and record."""
        left, top = (
            edge[0] not in ("", "none")
            for edge in (self.styles.border_left, self.styles.border_top)
        )
        self._is_dragged = (left and event.x == 0) or (top and event.y == 0)
        if self._is_dragged:
            event.stop()
            self.capture_mouse()
            # Textual has begun to select words, and would scroll what the line is drawn over.
            self.screen.clear_selection()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move the line with the mouse."""
        if self._is_dragged:
            self.post_message(SplitDragged(int(event.screen_x), int(event.screen_y)))

    def on_mouse_up(self) -> None:
        """Leave the line where it is."""
        self._is_dragged = False
        self.release_mouse()

    def compose(self) -> ComposeResult:
        """Yield the parts of a record, from its text to its links."""
        with _ScrolledText(id="text", can_focus=False):
            yield SplitLine(id="mode")
            yield _SelectableText(id="said", markup=False)
            yield _SelectableText(id="who", markup=False)
            yield FactTable()
            yield LinkList(id="links")

    def show_entry(
        self,
        entry: Entry,
        neighbours: Sequence[Neighbours],
        terms: Sequence[Term],
        editions: Sequence[Edition] = (),
        evidence: str = "",
    ) -> None:
        """Show a record; `editions` are the records of the same person or body in all events.

        `evidence` says whether a statement is in its source's text, or that it is looked up.
        """
        if isinstance(entry.record, Quote):
            self._show_quote(entry, entry.record, attribution(entry), terms, evidence)
        else:
            self._show_summary(entry, terms, editions)
        links = links_of(entry, neighbours) + edition_links(entry, editions)
        self._show_links([*tellings_of(entry), *links])
        self.query_one("#text").scroll_home(animate=False, immediate=True)

    def show_message(self, sentence: str) -> None:
        """Show a sentence in the place of a record."""
        self._show(("", ""), Content(sentence), Content(""), (), (), {})
        self._show_links(())

    def show_preview(self, preview: Preview) -> None:
        """Show what a row of the start screen is about where that is no single record."""
        title = Content.styled(preview.title, style("name"))
        self._show(preview.heading, title, preview.text, (), (), {})
        self._show_links(())
        self.query_one("#text").scroll_home(animate=False, immediate=True)

    def show_evidence(self, sentence: str) -> None:
        """Show whether the statement is in its source's text, which is known later."""
        self.query_one(FactTable).change_fact(gettext("Evidence"), sentence)

    def _show_links(self, links: Sequence[Link]) -> None:
        self.query_one(LinkList).show_links(links)

    def _show_quote(
        self,
        entry: Entry,
        quote: Quote,
        parts: Attribution,
        terms: Sequence[Term],
        evidence: str,
    ) -> None:
        text = highlighted_line(parts.said, terms)
        if parts.mode != "partial":
            text = text.stylize_before(style("name" if parts.mode == "direct" else "report"))
        # What was said is shown as it was recorded, who said it in the reader's language.
        reader = attribution(entry, words=READER)
        name = highlighted_line(join_scripts(reader.speaker), terms)
        speaker = name.stylize_before(style("name"), 0, len(screen_line(reader.speaker.text)))
        capacity = _beside(reader.stated_capacity, parts.stated_capacity)
        for line in (capacity, *parts.voices.phrases):
            if line:
                speaker += "\n" + highlighted_line(line, terms).stylize_before(style("muted"))
        facts = _facts_of_quote(entry, quote, parts, evidence)
        day = gettext("day not stated")
        if parts.day:
            day = gettext("said {day}", day=in_words(parts.day))
        mode = mode_in_words(parts.mode).upper()
        self._show((mode, day), text, speaker, facts, terms, _notes(entry))

    def _show_summary(
        self, entry: Entry, terms: Sequence[Term], editions: Sequence[Edition]
    ) -> None:
        summary, recorded = summarize(entry, READER), summarize(entry)
        heading = highlighted_line(join_scripts(summary.heading), terms)
        heading = heading.stylize_before(style("name"), 0, len(screen_line(summary.heading.text)))
        notes = _notes(entry)
        if note := notes.pop(HEADING, None):
            heading += Content("  ") + _note(note)
        names = {**getattr(entry.record, "names", {}), **getattr(entry.record, "titles", {})}
        shown = (summary.heading.text, summary.heading.other)
        others = [(tag, name) for tag, name in names.items() if name not in shown]
        role = gettext("Role")
        facts = [
            (label, _beside(value, original) or "" if label == role else value)
            for (label, value), (_, original) in zip(summary.facts, recorded.facts, strict=True)
        ]
        facts += [(_in_language(tag), name) for tag, name in others]
        facts += edition_facts(entry, editions)
        kind = gettext(_KIND_HEADINGS[entry.address.kind])
        hint = gettext("d compares sources") if comparable(entry) else ""
        self._show((kind, hint), heading, Content(""), facts, terms, notes)

    def _show(
        self,
        mode: tuple[str, str],
        text: Content,
        speaker: Content,
        facts: Sequence[tuple[str, str | None]],
        terms: Sequence[Term],
        notes: Mapping[str, str],
    ) -> None:
        self.query_one("#mode", SplitLine).say(*mode)
        for id, content in (("#said", text), ("#who", speaker)):
            self.query_one(id, _SelectableText).show(content)
        filled = [(label, value) for label, value in facts if value]
        labels = {label for label, _ in filled}
        filled += ((label, "") for label in notes if label not in labels)
        self.query_one(FactTable).show_facts(filled, terms, notes)


def _facts_of_quote(
    entry: Entry, quote: Quote, parts: Attribution, evidence: str
) -> list[tuple[str, str | None]]:
    """Return labels and values of a statement's facts, in order; None where there is no value."""
    return [
        (gettext("Occasion"), parts.occasion),
        (gettext("Source"), _source(parts.source)),
        (gettext("Evidence"), evidence),
        (gettext("Told"), accounts_in_words(entry)),
        *facts_of(entry),
        (gettext("Printed as"), quote.attribution),
        (gettext("Manner"), parts.manner),
        (gettext("Passage"), _passage(quote)),
        *(
            (_in_language(tag), _translated(quote, tag, text))
            for tag, text in quote.translations.items()
        ),
    ]


def _in_language(tag: str) -> str:
    """Return the label of a name or a text that is in a language (BCP 47)."""
    if tag in _SCRIPTS:
        return gettext(_SCRIPTS[tag])
    name = language_name(tag) if tag == primary_language(tag) else None
    return gettext("In {language}", language=name or tag)


def _beside(shown: str | None, original: str | None) -> str | None:
    """Return a text in the reader's language, and beside it the one that was recorded."""
    return shown if shown == original or not shown else f"{shown} · {original}"


def _notes(entry: Entry) -> dict[str, str]:
    """Return the number of different readings of a record's facts, by label."""
    return {
        label_of_field(entry.address.kind, field): ngettext(
            "{number} reading", "{number} readings", number
        )
        for field, number in differing(entry).items()
    }


_SCRIPTS: Final = {
    "zh-Hans": gettext_noop("Simplified"),
    "zh-Hant": gettext_noop("Traditional"),
}
"""The two scripts of Chinese, as short as their readers call them."""


class _SelectableText(Static, AutoHeight):
    """A text that can be selected, hidden while it is empty."""

    def show(self, text: Content) -> None:
        """Show another text."""
        self.update(text, layout=False)
        self.display = bool(text)
        self.refresh_text()


def _translated(quote: Quote, tag: str, text: str) -> str:
    """Return a translation and who made it; that of a paraphrase without marks around it."""
    shown = strip_marks(screen_line(text)) if quote.mode == "paraphrase" else text
    if tag not in quote.translators:
        return shown
    return gettext("{text} ({translation})", text=shown, translation=translations_of(quote, tag)[0])


def _source(source: Publication) -> str:
    """Return publisher, kind of text and day; the title is with the link below."""
    return f"{source.publisher}{source.details}" if source.known else source.title


def _passage(quote: Quote) -> str | None:
    """Return the excerpt of the source that the statement rests on, with its context."""
    if quote.excerpt is None:
        return None
    parts = (quote.excerpt.prefix, quote.excerpt.exact, quote.excerpt.suffix)
    return " … ".join(part for part in parts if part)
