"""The links of a record: what it refers to and what refers to it."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from summit_tui.app.messages import Follow, TextScrolled
from summit_tui.app.rows import brief
from summit_tui.app.styles import style
from summit_tui.app.view import View
from summit_tui.app.widgets.row_list import RowList


class Link(NamedTuple):
    """Where a link leads and what it says."""

    label: str
    """What kind of thing is there: `speaker`, `3 quotes`."""
    text: str
    """What it is called, or nothing."""
    view: View


class LinkList(RowList):
    """Links in a column; Enter or a click follows."""

    opens_at_once = True
    DEFAULT_CSS = """
    LinkList { height: auto; background: transparent; scrollbar-size-vertical: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._links: Sequence[Link] = ()

    def show_links(self, links: Sequence[Link]) -> None:
        """Show other links."""
        self._links = links
        self.set_count(len(links))

    def lines(self, row: int, width: int) -> list[Content]:
        """Return one link on one line."""
        link = self._links[row]
        label = Content.styled(f"{link.label:<14} ", style("muted"))
        return [label + Content(brief(link.text))]

    def action_page(self, step: int) -> None:
        """Scroll the text of the record above: links are few, text may be long."""
        self.post_message(TextScrolled(step))

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Follow a link."""
        event.stop()
        self.post_message(Follow(self._links[event.row].view))

    def on_row_list_lit(self, event: RowList.Lit) -> None:
        """Keep the movement to itself: the record stays the same."""
        event.stop()
