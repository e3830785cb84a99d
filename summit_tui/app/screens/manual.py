"""The manual on the screen: a search over all pages, and a page to read."""

from functools import partial
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.command import Hit, Hits, Provider
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Input, Static

from summit_tui.app.styles import style
from summit_tui.app.widgets.bars import SplitLine
from summit_tui.app.widgets.row_list import RowList
from summit_tui.i18n import gettext
from summit_tui.manual import TOPICS, Page, Section, find_sections, pages, read_page, sections
from summit_tui.manual.layout import Line, Span, layout

_MAX_WIDTH = 84
"""Cells of a line: longer lines are hard to read."""

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
        self.set_count(len(sections))

    def lines(self, row: int, width: int) -> list[Content]:
        """Return the page's name and the heading, or what the page as a whole is about."""
        section = self.sections[row]
        page = section.page
        heading = page.summary if section.title == page.title else section.title
        return [Content.assemble((page.topic.ljust(_TOPIC_WIDTH), style("muted")), heading)]


class ManualScreen(ModalScreen[None]):
    """Lists the pages of the manual, or the sections that hold what is typed."""

    DEFAULT_CSS = """
    ManualScreen {
        align: center middle;
        & > #sheet {
            width: 84;
            max-width: 100%;
            height: 20;
            max-height: 100%;
            padding: 0 1;
            background: $panel;
        }
        & #title { padding: 0 1; margin-bottom: 1; text-style: bold; }
        & Input { height: 1; margin: 0 1 1 1; background: $raised; }
        & SectionList { width: 100%; height: 1fr; }
        & #keys-said { padding: 0 1; color: $muted; }
    }
    """
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar = [
        Binding("escape", "app.pop_screen", "Close", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
    ]

    list_ = getters.query_one(SectionList)
    box = getters.query_one(Input)

    def compose(self) -> ComposeResult:
        """Lay out title, search box, list and a word on the keys."""
        with Vertical(id="sheet"):
            yield Static(gettext("Manual"), id="title", markup=False)
            yield Input(placeholder=gettext("Search the manual"), compact=True)
            yield SectionList()
            keys = gettext("Enter opens · ↓ ↑ choose · Esc closes")
            yield Static(keys, id="keys-said", markup=False)

    def on_mount(self) -> None:
        """Begin with the list of pages."""
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
    def _open(self) -> None:
        if self.list_.sections:
            section = self.list_.sections[self.list_.cursor]
            self.app.push_screen(PageScreen(section.page, section.title))

    def action_move(self, step: int) -> None:
        """Move the cursor of the list while the reader types."""
        self.list_.action_move(step)

    def action_page(self, step: int) -> None:
        """Move the cursor of the list by a screenful."""
        self.list_.action_page(step)


class PageScreen(ModalScreen[None]):
    """One page of the manual."""

    DEFAULT_CSS = """
    PageScreen {
        align: center middle;
        & > #sheet {
            width: 84;
            max-width: 100%;
            height: 100%;
            padding: 0 1;
            background: $panel;
        }
        & #title { padding: 0 1; text-style: bold; }
        & VerticalScroll { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        & #keys-said { padding: 0 1; color: $muted; }
    }
    """
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar = [
        Binding("escape,q,h,backspace", "app.pop_screen", "Back", show=False),
        Binding("slash", "search", "Search", show=False),
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
        Binding("ctrl+d", "half_page(1)", "Half a page down", show=False),
        Binding("ctrl+u", "half_page(-1)", "Half a page up", show=False),
        Binding("home,g", "first", "First line", show=False),
        Binding("end,G", "last", "Last line", show=False),
        Binding("right_square_bracket,n", "turn(1)", "Next page", show=False),
        Binding("left_square_bracket,p,N", "turn(-1)", "Page before", show=False),
    ]

    sheet = getters.query_one(VerticalScroll)

    def __init__(self, page: Page, heading: str | None = None) -> None:
        """Show a page from its beginning, or from one of its headings."""
        super().__init__()
        self._page = page
        self._heading = heading
        self._lines: list[Line] = []

    def compose(self) -> ComposeResult:
        """Lay out the title, the text and a word on the keys."""
        with Vertical(id="sheet"):
            yield SplitLine(id="title")
            with VerticalScroll():
                yield Static(id="text", markup=False)
            keys = gettext("/ searches · n p next page, page before · Esc goes back")
            yield Static(keys, id="keys-said", markup=False)

    def on_mount(self) -> None:
        """Go to the heading once the text has its height."""
        self.watch(self.sheet, "virtual_size", self._height_changed, init=False)

    def on_resize(self, event: events.Resize) -> None:
        """Break the lines for the new width."""
        self._show()

    def _show(self) -> None:
        number = TOPICS.index(self._page.topic) + 1
        self.query_one("#title", SplitLine).say(
            gettext("Manual"), gettext("{number} of {pages}", number=number, pages=len(TOPICS))
        )
        # Without the paddings and the scroll bar.
        width = max(20, min(self.size.width, _MAX_WIDTH) - 5)
        self._lines = list(layout(self._page.text, width, marks=False))
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
