"""The manual on the screen: a search over all pages, and a page to read."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar, Final

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.command import Hit, Hits, Provider
from textual.containers import VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Input, Static

from summit_tui.app.screens.sheet import SearchSheet, Sheet
from summit_tui.app.styles import style
from summit_tui.app.widgets.row_list import RowList
from summit_tui.i18n import gettext, ngettext
from summit_tui.manual import TOPICS, Page, Section, find_sections, pages, read_page, sections
from summit_tui.manual.layout import Line, Span, layout

_MAX_WIDTH = 84
"""Cells of a line: longer lines are hard to read."""

_FURTHER_IN: Final = " " * 8
"""What is before the rest of a line of code that is longer than the page is wide."""

_TOPIC_WIDTH = max(map(len, TOPICS)) + 2
"""Cells of the column of topics."""

_HEADING_SCORE = 0.45
"""How well a heading matches in the palette: less than a record that the query finds."""


class ManualProvider(Provider):
    """The headings of the manual, for the palette."""

    async def search(self, query: str) -> Hits:
        """Offer the sections whose heading holds all words of the query."""
        words = query.casefold().split()
        for section in find_sections(query):
            if all(word in section.title.casefold() for word in words):
                show = partial(self.app.push_screen, PageScreen(section.page, section.title))
                text = gettext("{heading}  manual", heading=section.title)
                yield Hit(_HEADING_SCORE, Content(text), show, text=text, help=section.page.summary)


class SectionList(RowList):
    """Sections of the manual, each in one line."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[Section] = []

    def show(self, sections: list[Section]) -> None:
        """Show other sections, with the cursor on the first."""
        self.sections = sections
        self.show_empty((gettext("No page of the manual has these words."), ""))
        self.set_count(len(sections))

    def lines(self, row: int, width: int) -> list[Content]:
        """Return the page's name and the heading, or what the page as a whole is about."""
        section = self.sections[row]
        page = section.page
        heading = page.summary if section.title == page.title else section.title
        return [Content.assemble((page.topic.ljust(_TOPIC_WIDTH), style("muted")), heading)]


class ManualScreen(SearchSheet[None]):
    """Lists the pages of the manual, or the sections that hold what is typed."""

    DEFAULT_CSS = """
    ManualScreen {
        & > #sheet { width: 90; height: 30; max-height: 100%; }
        & SectionList { width: 100%; height: 1fr; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("enter", "open", "Read"),
        Binding("escape", "leave", "Close"),
    ]

    list_ = getters.query_one(SectionList)
    box = getters.query_one(Input)

    def compose_content(self) -> ComposeResult:
        """Yield search box and list."""
        yield Input(placeholder=gettext("Search the manual"), compact=True)
        yield SectionList()

    def on_mount(self) -> None:
        """Begin with the list of pages."""
        pages = ngettext("{number} page", "{number} pages", len(TOPICS))
        self.title_line.say(gettext("Manual"), pages)
        self.list_.always_shows_cursor = True
        self._search()

    @on(Input.Changed)
    def _search(self) -> None:
        query = self.box.value
        is_empty = not query.strip()
        self.list_.show(
            [sections(page)[0] for page in pages()] if is_empty else find_sections(query)
        )

    @on(Input.Submitted)
    @on(RowList.Opened)
    def action_open(self) -> None:
        """Show the section under the cursor."""
        if self.list_.sections:
            section = self.list_.sections[self.list_.cursor]
            self.app.push_screen(PageScreen(section.page, section.title))


class PageScreen(Sheet[None]):
    """One page of the manual."""

    DEFAULT_CSS = """
    PageScreen {
        & > #sheet { width: 90; height: 100%; }
        & VerticalScroll { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    }
    """
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar = [
        Binding("slash", "search", "Search"),
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
        Binding("ctrl+d", "half_page(1)", "Half a page down", show=False),
        Binding("ctrl+u", "half_page(-1)", "Half a page up", show=False),
        Binding("home,g", "first", "First line", show=False),
        Binding("end,G", "last", "Last line", show=False),
        Binding("n,right_square_bracket", "turn(1)", "Next page"),
        Binding("p,N,left_square_bracket", "turn(-1)", "Page before"),
        Binding("escape,q,h,backspace", "leave", "Back"),
    ]

    sheet = getters.query_one(VerticalScroll)

    def __init__(self, page: Page, heading: str | None = None) -> None:
        """Show a page from its beginning, or from one of its headings."""
        super().__init__()
        self._page = page
        self._heading = heading
        self._lines: list[Line] = []

    def compose_content(self) -> ComposeResult:
        """Yield the text."""
        with VerticalScroll():
            yield Static(id="text", markup=False)

    def on_mount(self) -> None:
        """Go to the heading once the text has its height."""
        self.watch(self.sheet, "virtual_size", self._height_changed, init=False)

    def on_resize(self, event: events.Resize) -> None:
        """Break the lines for the new width."""
        self._show()

    def _show(self) -> None:
        number = TOPICS.index(self._page.topic) + 1
        self.title_line.say(
            gettext("Manual"), gettext("{number} of {pages}", number=number, pages=len(TOPICS))
        )
        # Without the paddings and the scroll bar.
        width = max(20, min(self.size.width, _MAX_WIDTH) - 4)
        lines = layout(self._page.text, width, marks=False)
        self._lines = [part for line in lines for part in _folded(line, width)]
        self.query_one("#text", Static).update(Content("\n").join(map(_styled, self._lines)))

    def _height_changed(self) -> None:
        self.call_after_refresh(self._go_to_heading)

    def _go_to_heading(self) -> None:
        if self._heading is None or self.sheet.virtual_size.height < len(self._lines):
            return  # the text is not laid out yet
        titles = ["".join(span.text for span in line) for line in self._lines]
        if self._heading in titles:
            self.sheet.scroll_to(y=titles.index(self._heading), animate=False)
        self._heading = None

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.sheet.scroll_relative(y=lines, animate=False)

    def action_half_page(self, step: int) -> None:
        """Scroll by halves of the sheet's height."""
        self.action_scroll(step * (self.sheet.size.height // 2))

    def action_first(self) -> None:
        """Go to the first line."""
        self.sheet.scroll_home(animate=False)

    def action_last(self) -> None:
        """Go to the last line."""
        self.sheet.scroll_end(animate=False)

    def action_turn(self, step: int) -> None:
        """Show the next page, or the one before."""
        number = TOPICS.index(self._page.topic) + step
        if 0 <= number < len(TOPICS):
            self._page = read_page(TOPICS[number])
            self._show()
            self.action_first()

    def action_search(self) -> None:
        """Go back to the search, or open it."""
        self.app.pop_screen()
        if not isinstance(self.app.screen, ManualScreen):
            self.app.push_screen(ManualScreen())


def _folded(line: Line, width: int) -> Iterator[Line]:
    """Yield a line of code in parts of at most `width` cells, the later ones further in.

    A page that is printed keeps such a line whole, so that it can be copied from the terminal.
    """
    if [span.style for span in line] != ["code"]:
        yield line
        return
    rest = line[0].text
    while len(rest) > width and (space := rest.rfind(" ", len(_FURTHER_IN) + 1, width)) > 0:
        yield (Span(rest[:space], "code"),)
        rest = _FURTHER_IN + rest[space + 1 :]
    yield (Span(rest, "code"),)


def _styled(line: Line) -> Content:
    return Content.assemble(*((span.text, _style(span)) for span in line))


def _style(span: Span) -> Style | str:
    match span.style:
        case "title" | "heading":
            return style("shown")
        case "code":
            return style("key")
        case "strong":
            return style("name")
        case "rule":
            return style("muted")
        case "text":
            return ""
