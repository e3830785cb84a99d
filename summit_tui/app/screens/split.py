"""The line between list and record, which the mouse may move."""

from typing import Final

from textual.widget import Widget

_MIN_WIDTH: Final = 24
"""Cells that each side keeps."""
_MIN_HEIGHT: Final = 4
"""Rows that each side keeps."""


class Split:
    """Gives the record of a body the size to which it was dragged, while it has the list beside it.

    Only sizes that the reader has dragged are set from here, as no class could name them; all else
    is a matter of style: with the class `-split` the list takes what the record leaves.
    """

    def __init__(self, body: Widget) -> None:
        """Lay out the record within `body`; nothing is set until the line is dragged."""
        self._body = body
        self._width: int | None = None
        self._height: int | None = None

    @property
    def _record(self) -> Widget:
        return self._body.query_one("#record")

    def drag(self, x: int, y: int) -> None:
        """Move the line to a cell of the screen."""
        body = self._body.region
        if self._record.region.y > body.y:
            self._height = body.bottom - y
        else:
            self._width = body.right - x
        self.apply()

    def apply(self) -> None:
        """Set the sizes that hold for what the body shows now, as far as there is room for them."""
        if self._width is None and self._height is None:
            return
        body, styles = self._body, self._record.styles
        is_beside = body.screen.has_class("-wide") or body.screen.has_class("-huge")
        is_shared = body.has_class("-listing") or (is_beside and body.has_class("-overview"))
        is_below = is_shared and body.screen.has_class("-medium") and not body.has_class("-record")
        facets = body.query_one("#facets")
        columns = body.size.width - (facets.region.width if facets.display else 0)
        width = self._width if is_shared and is_beside else None
        height = self._height if is_below else None
        styles.width = _within(width, _MIN_WIDTH, columns)
        styles.height = _within(height, _MIN_HEIGHT, body.size.height)
        body.set_class(width is not None or height is not None, "-split")


def _within(size: int | None, least: int, room: int) -> int | None:
    """Return a size of which both sides keep the least of the room; None for none."""
    return None if size is None else max(least, min(size, room - least))
