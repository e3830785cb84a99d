"""One record in full: what was said, who said it and in which capacity, then facts and links."""

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Static

from summit_tui.app.links import Edition, Link, edition_facts, edition_links, links_of
from summit_tui.app.messages import TextScrolled
from summit_tui.app.rows import join_scripts, lit
from summit_tui.app.styles import style
from summit_tui.app.widgets.bars import SplitLine
from summit_tui.app.widgets.painting import AutoHeight, CachedLines, CachedScrollBars
from summit_tui.app.widgets.side_lists import LinkList
from summit_tui.app.wrap import wrap
from summit_tui.archive import Entry, Neighbours
from summit_tui.archive.query.tree import Term
from summit_tui.attribution.attribution import Attribution, attribution
from summit_tui.attribution.collation import (
    HEADING,
    accounts_in_words,
    comparable,
    differing,
    label_of_field,
)
from summit_tui.attribution.publications import Publication
from summit_tui.attribution.quotation import strip_marks
from summit_tui.attribution.summary import facts_of, summarize
from summit_tui.model.dates import in_words
from summit_tui.model.kinds import SINGULAR
from summit_tui.model.records import Quote
from summit_tui.model.text import one_line

Fact = tuple[str, str]
"""A label and its value."""


def noted(words: str) -> Content:
    """Return a word of ours on a value, told from it by its style."""
    return Content.styled(words, style("shown"))


class FactTable(AutoHeight):
    """Facts one below the other; a long value wraps within its own column."""

    DEFAULT_CSS = """
    FactTable {
        height: auto;
        text-wrap: nowrap;
    }
    """

    def __init__(self, facts: Sequence[Fact] = ()) -> None:
        super().__init__()
        self._facts = facts
        self._terms: Sequence[Term] = ()
        self._notes: Mapping[str, str] = {}
        self._wrapped: dict[int, list[Content]] = {}

    def show_facts(
        self, facts: Sequence[Fact], terms: Sequence[Term], notes: Mapping[str, str] | None = None
    ) -> None:
        """Show other facts; `notes` has a word of ours on some of them, by label."""
        self._facts, self._terms, self._notes = facts, terms, notes or {}
        self._wrapped.clear()
        self.fit()

    def change_fact(self, label: str, value: str) -> None:
        """Give one of the facts another value."""
        self._facts = [(one, value if one == label else old) for one, old in self._facts]
        self._wrapped.clear()
        self.fit()

    def notify_style_update(self) -> None:
        """Wrap anew with the new styles."""
        super().notify_style_update()
        self._wrapped.clear()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the facts take in `width` cells."""
        return len(self._lines_of(width))

    def render(self) -> Content:
        """Return the facts, wrapped."""
        return Content("\n").join(self._lines_of(self.content_size.width))

    def _lines_of(self, width: int) -> list[Content]:
        """Return the lines for a width; height and picture need the same ones."""
        if width not in self._wrapped:
            self._wrapped[width] = self._lines(width)
        return self._wrapped[width]

    def _lines(self, width: int) -> list[Content]:
        column = max((len(label) for label, _ in self._facts), default=0) + 2
        lines = []
        last = {label: at for at, (label, _) in enumerate(self._facts)}
        for at, (label, value) in enumerate(self._facts):
            head = Content.styled(label.ljust(column), style("muted"))
            shown = lit(value, self._terms)
            if last[label] == at and label in self._notes:
                shown += Content("  " if value else "") + noted(self._notes[label])
            for line in wrap(shown, max(8, width - column)):
                lines.append(head + line)
                head = Content(" " * column)
        return lines


class _Text(VerticalScroll, CachedScrollBars, CachedLines):
    """What scrolls: all of a record but its links."""

    # It changes while the screen is laid out; a second time would be for nothing, and what is
    # behind the text is the same for every length.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False, repaint=False)


class RecordView(Vertical, CachedLines):
    """The record under the cursor: its text scrolls, its links stay in sight below."""

    DEFAULT_CSS = """
    RecordView {
        padding: 0 1 0 2;
        & > #text { height: 1fr; scrollbar-size-vertical: 1; }
        & #mode { text-style: bold; color: $text-muted; margin-bottom: 1; }
        & #said { height: auto; margin-bottom: 1; }
        & #who { height: auto; margin-bottom: 1; }
        & > #links-heading { height: 1; color: $text-muted; text-style: bold; margin-top: 1; }
        & > #links { max-height: 35%; }
        &.-empty > #links-heading { display: none; }
    }
    """

    def compose(self) -> ComposeResult:
        """Lay out the parts of a record, from what was said to where it leads."""
        with _Text(id="text", can_focus=False):
            yield SplitLine(id="mode")
            yield _Words(id="said", markup=False)
            yield _Words(id="who", markup=False)
            yield FactTable()
        yield Static("LEADS TO", id="links-heading", markup=False)
        yield LinkList(id="links")

    def show_entry(
        self,
        entry: Entry,
        neighbours: Sequence[Neighbours],
        terms: Sequence[Term],
        editions: Sequence[Edition] = (),
        evidence: str = "",
    ) -> None:
        """Show a record; `editions` are the same one in all events.

        `evidence` says whether a statement stands in its source, or that this is looked up.
        """
        if isinstance(entry.record, Quote):
            self._show_quote(entry, entry.record, attribution(entry), terms, evidence)
        else:
            self._show_card(entry, terms, editions)
        self._show_links([*links_of(entry, neighbours), *edition_links(entry, editions)])
        self.query_one("#text").scroll_home(animate=False, immediate=True)

    def show_message(self, words: str) -> None:
        """Say why there is no record."""
        self._show(("", ""), Content(words), Content(""), (), (), {})
        self._show_links(())

    def show_evidence(self, words: str) -> None:
        """Say whether the statement stands in its source, which is known later than the rest."""
        self.query_one(FactTable).change_fact("Evidence", words)

    def on_text_scrolled(self, event: TextScrolled) -> None:
        """Scroll the text by what is in sight, less a line to hold on to."""
        event.stop()
        text = self.query_one("#text")
        text.scroll_relative(y=event.step * max(1, text.size.height - 1), animate=False)

    def _show_links(self, links: Sequence[Link]) -> None:
        self.set_class(not links, "-empty")
        self.query_one(LinkList).show_links(links)

    def _show_quote(
        self,
        entry: Entry,
        quote: Quote,
        parts: Attribution,
        terms: Sequence[Term],
        evidence: str,
    ) -> None:
        said = lit(parts.said, terms)
        if parts.mode != "direct":
            said = said.stylize_before(style("report"))
        name = lit(join_scripts(parts.speaker), terms)
        who = name.stylize_before(style("name"))
        if parts.capacity:
            who = who + "\n" + lit(parts.capacity, terms)
        accounts = accounts_in_words(entry)
        facts: list[tuple[str, str | None]] = [
            ("Remark", accounts and f"{accounts} · d compares"),
            ("Occasion", parts.occasion),
            ("Printed as", quote.attribution),
            ("Manner", parts.manner),
            *facts_of(entry),
            ("Source", _source(parts.source)),
            ("Passage", _passage(quote)),
            ("Evidence", evidence),
            *((f"In {tag}", _translated(quote, text)) for tag, text in quote.translations.items()),
        ]
        day = f"said {in_words(parts.day)}" if parts.day else "day not stated"
        self._show((parts.mode.upper(), day), said, who, facts, terms, _notes(entry))

    def _show_card(self, entry: Entry, terms: Sequence[Term], editions: Sequence[Edition]) -> None:
        shown = summarize(entry)
        heading = lit(join_scripts(shown.heading), terms).stylize_before(style("name"))
        notes = _notes(entry)
        if note := notes.pop(HEADING, None):
            heading += Content("  ") + noted(note)
        names = {**getattr(entry.record, "names", {}), **getattr(entry.record, "titles", {})}
        others = [(tag, name) for tag, name in names.items() if name != shown.heading.other]
        facts = [*shown.facts, *((f"In {tag}", name) for tag, name in others)]
        facts += edition_facts(entry, editions)
        kind = SINGULAR[entry.address.kind].upper()
        hint = "d compares sources" if comparable(entry) else ""
        self._show((kind, hint), heading, Content(""), facts, terms, notes)

    def _show(
        self,
        mode: tuple[str, str],
        said: Content,
        who: Content,
        facts: Sequence[tuple[str, str | None]],
        terms: Sequence[Term],
        notes: Mapping[str, str],
    ) -> None:
        self.query_one("#mode", SplitLine).say(*mode)
        for id, content in (("#said", said), ("#who", who)):
            self.query_one(id, _Words).show(content)
        known = [(label, value) for label, value in facts if value]
        there = {label for label, _ in known}
        known += ((label, "") for label in notes if label not in there)
        self.query_one(FactTable).show_facts(known, terms, notes)


def _notes(entry: Entry) -> dict[str, str]:
    """Return how many different readings the facts of a record have, by label."""
    kind = entry.address.kind
    notes = {label_of_field(kind, field): number for field, number in differing(entry).items()}
    return {label: f"{number} readings" for label, number in notes.items()}


class _Words(Static, AutoHeight):
    """Words that can be selected."""

    def show(self, words: Content) -> None:
        """Show other words."""
        self.update(words, layout=False)
        self.display = bool(words)
        self.fit()


def _translated(quote: Quote, text: str) -> str:
    """Return a translation; that of a paraphrase without marks around it."""
    return strip_marks(one_line(text)) if quote.mode == "paraphrase" else text


def _source(source: Publication) -> str:
    """Return publisher, sort of text and day; the title stands with the link below."""
    return f"{source.publisher}{source.details}" if source.known else source.title


def _passage(quote: Quote) -> str | None:
    """Return the words of the source that the statement rests on, with those around them."""
    if quote.excerpt is None:
        return None
    around = (quote.excerpt.prefix, quote.excerpt.exact, quote.excerpt.suffix)
    return " … ".join(part for part in around if part)
