"""The line between list and record, which the mouse may move."""

from typing import Final

from textual.widget import Widget

_MIN_WIDTH: Final = 36
"""Cells that each side keeps: as many as a row needs for its mode and the longest day."""
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
        body, record = self._body.region, self._record.region
        if record.y > body.y:
            self._height = max(_MIN_HEIGHT, min(body.bottom - y, body.height - _MIN_HEIGHT))
        else:
            facets = self._body.query_one("#facets")
            room = body.width - (facets.region.width if facets.display else 0)
            self._width = max(_MIN_WIDTH, min(body.right - x, room - _MIN_WIDTH))
        self.apply()

    def apply(self) -> None:
        """Set the sizes that hold for what the body shows now."""
        if self._width is None and self._height is None:
            return
        body, styles = self._body, self._record.styles
        is_beside = body.screen.has_class("-wide") or body.screen.has_class("-huge")
        is_shared = body.has_class("-listing") or (is_beside and body.has_class("-overview"))
        has_width = is_shared and is_beside and self._width is not None
        is_below = is_shared and body.screen.has_class("-medium") and not body.has_class("-record")
        has_height = is_below and self._height is not None
        styles.width = self._width if has_width else None
        styles.height = self._height if has_height else None
        body.set_class(has_width or has_height, "-split")
