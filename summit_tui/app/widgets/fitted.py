"""What is as high as its words need."""

from textual.geometry import Size
from textual.reactive import Reactive

from summit_tui.app.widgets.still import Still


class Fitted(Still):
    """Has the screen laid out only where its words take more lines than before, or fewer.

    A layout costs more than the words: it has every scroll bar of the screen drawn anew.
    """

    # Textual's own lays the screen out again whenever a layout has changed it.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)

    # No word here is a link of Textual's own kind; looking for them takes as long as drawing.
    auto_links: Reactive[bool] = Reactive(default=False)

    def fit(self) -> None:
        """Show other words."""
        self.refresh(layout=not self._fits())

    def on_resize(self) -> None:
        """Make up for a layout that Textual has kept for this width, but from other words."""
        if not self._fits():
            self.refresh(layout=True)

    def _fits(self) -> bool:
        width, height = self.content_size
        within, screen = self.container_size, self.screen.size
        return width > 0 and self.get_content_height(within, screen, width) == height
