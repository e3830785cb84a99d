"""The list beside the records: how the hits divide."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from summit_tui.app.keys import FACETING
from summit_tui.app.messages import FacetToggled
from summit_tui.app.rows import clipped_line, distinguishing_years, label_with_year
from summit_tui.app.styles import style
from summit_tui.app.view import Choice
from summit_tui.app.widgets.row_list import RowList
from summit_tui.archive import FacetValue
from summit_tui.archive.query.tree import Restriction
from summit_tui.archive.wording import facet_labels

_AIRY = 30
"""Lines of a screen from which there is an empty line before each facet."""
_MAX_VALUES = 40
"""Values of one facet that are listed; a query reaches the others."""


def facet_choices(
    facets: Mapping[str, Sequence[FacetValue]], years: Mapping[str, str]
) -> list[tuple[str, int, tuple[Choice, ...]]]:
    """Return every value of every facet: the heading, the number of hits, and what chooses it."""
    return [
        (heading, value.count, _choices(value, year))
        for name, heading in facet_labels().items()
        for value, year in zip(
            facets.get(name, ()), distinguishing_years(facets.get(name, ()), years), strict=True
        )
    ]


def _choices(value: FacetValue, year: str, *, is_excluded: bool = False) -> tuple[Choice, ...]:
    label = f"{value.label} {year}".rstrip()
    return tuple(Choice(each, label, is_excluded) for each in value.restrictions)


class FacetList(RowList):
    """The values of each facet with their counts; Enter limits the hits to a value."""

    opens_on_click = True
    BINDINGS: ClassVar[list[BindingType]] = [*FACETING]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[str | FacetValue] = []
        self._year_of: dict[Restriction, str] = {}
        self._chosen: frozenset[Restriction] = frozenset()
        self._excluded: frozenset[Restriction] = frozenset()
        self.years: Mapping[str, str] = {}
        """The year of each event by its id; events without a known year are missing."""

    def show_facets(
        self,
        facets: Mapping[str, Sequence[FacetValue]],
        choices: Sequence[Choice],
        key_facet: str = "",
    ) -> None:
        """Show facets and their counts.

        A facet with a single value is left out, unless that value is chosen. So is `key_facet`,
        of which each listed record has a value of its own. The cursor stays at its value if the
        user has moved it.
        """
        stays = self.has_focus or self.cursor > self._nearest_selectable(0, 1)
        current = self._rows[self.cursor] if stays and self.cursor < len(self._rows) else None
        before = (self._rows, self._year_of, self._chosen, self._excluded)
        self._chosen = frozenset(choice.restriction for choice in choices)
        self._excluded = frozenset(each.restriction for each in choices if each.is_excluded)
        rows: list[str | FacetValue] = []
        has_air = self.app.size.height >= _AIRY
        year_of: dict[Restriction, str] = {}
        for name, label in facet_labels().items():
            values = self._with_chosen(name, facets.get(name, ()), choices)
            if name == key_facet:
                values = [value for value in values if value.restriction in self._chosen]
            if len(values) > 1 or any(value.restriction in self._chosen for value in values):
                rows += [*([""] if rows and has_air else []), label.upper(), *values]
                years = distinguishing_years(values, self.years)
                year_of |= {
                    value.restriction: year for value, year in zip(values, years, strict=True)
                }
        if (rows, year_of, self._chosen, self._excluded) == before:
            return
        self._rows, self._year_of = rows, year_of
        selected = current.restriction if isinstance(current, FacetValue) else None
        shown = [row.restriction if isinstance(row, FacetValue) else None for row in self._rows]
        self.set_count(len(self._rows), shown.index(selected) if selected in shown else 0)

    def is_selectable(self, row: int) -> bool:
        """Return whether a row is a value, not a heading."""
        return 0 <= row < len(self._rows) and isinstance(self._rows[row], FacetValue)

    def lines(self, row: int, width: int) -> list[Content]:
        """Return a heading, or a value with its count at the right edge."""
        value = self._rows[row]
        if isinstance(value, str):
            return [Content.styled(value, style("label"))]
        count = f"{value.count:,}"
        chosen = value.restriction in self._chosen
        excluded = value.restriction in self._excluded
        check_mark = Content("− " if excluded else "✓ " if chosen else "  ")
        room = max(1, width - len(count) - 3)
        label = label_with_year(clipped_line(value.label), self._year_of[value.restriction], room)
        if chosen:
            label = label.stylize(style("hit"), 0, len(label.plain.rstrip()))
        return [check_mark + label + Content.styled(f" {count}", style("muted"))]

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Choose a value, or drop the choice."""
        event.stop()
        self._toggle(event.row)

    def action_exclude(self) -> None:
        """Leave out the records that have the value, or drop that."""
        self._toggle(self.cursor, is_excluded=True)

    def _toggle(self, row: int, *, is_excluded: bool = False) -> None:
        value = self._rows[row] if self.is_selectable(row) else None
        if isinstance(value, FacetValue):
            year = self._year_of[value.restriction]
            self.post_message(FacetToggled(_choices(value, year, is_excluded=is_excluded)))

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Stop the message: the record view follows the list of records only."""
        event.stop()

    def _with_chosen(
        self, name: str, values: Sequence[FacetValue], choices: Sequence[Choice]
    ) -> list[FacetValue]:
        """Return the first values of a facet and all chosen ones, also those without a hit."""
        shown = [
            *values[:_MAX_VALUES],
            *(value for value in values[_MAX_VALUES:] if value.restriction in self._chosen),
        ]
        restrictions = {each for value in shown for each in value.restrictions}
        without_hits = [
            FacetValue(choice.restriction, choice.label, 0)
            for choice in choices
            if choice.restriction not in restrictions and choice.facet == name
        ]
        return [*shown, *without_hits]
