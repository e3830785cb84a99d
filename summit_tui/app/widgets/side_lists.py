"""How the hits divide: each facet's values with their counts; Enter limits the hits to one."""

from collections.abc import Mapping, Sequence

from textual.content import Content

from summit_tui.app.links import Link
from summit_tui.app.messages import FacetToggled, Follow, TextScrolled
from summit_tui.app.rows import clipped_line, distinguishing_years, label_with_year
from summit_tui.app.styles import style
from summit_tui.app.view import Choice
from summit_tui.app.widgets.row_list import RowList
from summit_tui.archive import FacetValue
from summit_tui.archive.query.tree import Restriction

HEADINGS = {
    "mode": "MODE",
    "speaker": "SPEAKER",
    "delegation": "DELEGATION",
    "region": "REGION",
    "topic": "TOPIC",
    "source": "SOURCE",
    "event": "EVENT",
}
_SHOWN = 40
"""Values of one facet that are listed; a query finds the rest."""


class FacetList(RowList):
    """The facets of the hits."""

    opens_on_click = True

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[str | FacetValue] = []
        self._year_of: dict[Restriction, str] = {}
        self._chosen: frozenset[Restriction] = frozenset()
        self.years: Mapping[str, str] = {}
        """The year of each event by its id, as far as they are known."""

    def show_facets(
        self, facets: Mapping[str, Sequence[FacetValue]], choices: Sequence[Choice], own: str = ""
    ) -> None:
        """Show facets and their counts.

        A facet with a single value tells nothing and is left out, unless that value is chosen; so
        is the facet that is `own` to the listed kind, each record being the only one of its value.
        The cursor stays at its value, if a reader has put it there.
        """
        stays = self.has_focus or self.cursor > self._resting_place(0, 1)
        at = self._rows[self.cursor] if stays and self.cursor < len(self._rows) else None
        before = (self._rows, self._year_of, self._chosen)
        self._chosen = frozenset(choice.restriction for choice in choices)
        rows: list[str | FacetValue] = []
        year_of: dict[Restriction, str] = {}
        for name, heading in HEADINGS.items():
            values = self._with_chosen(name, facets.get(name, ()), choices)
            if name == own:
                values = [value for value in values if value.restriction in self._chosen]
            if len(values) > 1 or any(value.restriction in self._chosen for value in values):
                rows += [heading, *values]
                years = distinguishing_years(values, self.years)
                year_of |= {one.restriction: year for one, year in zip(values, years, strict=True)}
        if (rows, year_of, self._chosen) == before:
            return
        self._rows, self._year_of = rows, year_of
        value = at.restriction if isinstance(at, FacetValue) else None
        shown = [row.restriction if isinstance(row, FacetValue) else "" for row in self._rows]
        self.set_count(len(self._rows), shown.index(value) if value in shown else 0)

    def is_selectable(self, row: int) -> bool:
        """Return whether a row is a value and not a heading."""
        return 0 <= row < len(self._rows) and isinstance(self._rows[row], FacetValue)

    def lines(self, row: int, width: int) -> list[Content]:
        """Return a heading, or a value with its count at the right edge."""
        shown = self._rows[row]
        if isinstance(shown, str):
            return [Content.styled(shown, style("label"))]
        count = f"{shown.count:,}"
        chosen = shown.restriction in self._chosen
        sign = Content("✓ " if chosen else "  ")
        room = max(1, width - len(count) - 3)
        label = label_with_year(clipped_line(shown.label), self._year_of[shown.restriction], room)
        if chosen:
            label = label.stylize(style("hit"), 0, len(label.plain.rstrip()))
        return [sign + label + Content.styled(f" {count}", style("muted"))]

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Choose a value, or drop it."""
        event.stop()
        value = self._rows[event.row]
        if isinstance(value, FacetValue):
            label = f"{value.label} {self._year_of[value.restriction]}".rstrip()
            self.post_message(FacetToggled(Choice(value.restriction, label)))

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Keep the movement to itself: the record beside the list does not follow a facet."""
        event.stop()

    def _with_chosen(
        self, name: str, values: Sequence[FacetValue], choices: Sequence[Choice]
    ) -> list[FacetValue]:
        """Return the first values of a facet, and those chosen that are not among them."""
        shown = [
            *values[:_SHOWN],
            *(value for value in values[_SHOWN:] if value.restriction in self._chosen),
        ]
        there = {value.restriction for value in shown}
        gone = [
            FacetValue(choice.restriction, choice.label, 0)
            for choice in choices
            if choice.restriction not in there and choice.facet == name
        ]
        return [*shown, *gone]


class LinkList(RowList):
    """Links in a column; Enter or a click follows."""

    opens_on_click = True
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
        return [label + Content(clipped_line(link.text))]

    def action_page(self, step: int) -> None:
        """Scroll the text of the record above: links are few, text may be long."""
        self.post_message(TextScrolled(step))

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Follow a link."""
        event.stop()
        self.post_message(Follow(self._links[event.row].view))

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Keep the movement to itself: the record stays the same."""
        event.stop()
