"""Rows of the benchmark's one table."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside a peer's or a floor's figure of the same run."""

    label: str
    """What was measured."""
    value: float | None
    """The figure; None where it was not seen."""
    unit: str = "ms"
    """Its unit."""
    against: str = ""
    """What it is compared with."""
    floor: float | None = None
    """That one's figure, in the same unit."""
    most: float | None = None
    """What the value should be at most."""
    most_ratio: float | None = None
    """What the ratio should be at most."""
    note: str = ""
    """What stands in place of a figure that is missing."""

    @property
    def ratio(self) -> float | None:
        """The value as a multiple of the floor, where both are known."""
        return self.value / self.floor if self.value is not None and self.floor else None

    def cells(self) -> Sequence[str]:
        """Return the row's cells, as text."""
        wanted = [f"≤ {self.most_ratio:g}×"] if self.most_ratio is not None else []
        wanted += [f"≤ {figure(self.most)} {self.unit}"] if self.most is not None else []
        return (
            self.label,
            f"{figure(self.value)} {self.unit}" if self.value is not None else self.note or "—",
            f"{self.against}: {figure(self.floor)} {self.unit}" if self.floor else self.against,
            f"{self.ratio:.2f}×" if self.ratio is not None else "—",
            ", ".join(wanted) or "—",
            self._reached(),
        )

    def _reached(self) -> str:
        pairs = ((self.value, self.most), (self.ratio, self.most_ratio))
        asked = [(figure, most) for figure, most in pairs if most is not None]
        if not asked or any(figure is None for figure, _ in asked):
            return "—"
        return "yes" if all(figure <= most for figure, most in asked) else "no"


def markdown(rows: Iterable[Row]) -> str:
    """Return the rows as one Markdown table."""
    head = ("what", "measured", "peer or floor", "ratio", "wanted", "reached")
    lines = [head, ("---", "---:", "---:", "---:", "---:", "---"), *(row.cells() for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def median(figures: Iterable[float | None]) -> float | None:
    """Return the median of the figures that were seen, None where none was."""
    seen = [figure for figure in figures if figure is not None]
    return statistics.median(seen) if seen else None


def figure(value: float | None) -> str:
    """Return a figure with as many digits as say something."""
    if value is None:
        return "—"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
