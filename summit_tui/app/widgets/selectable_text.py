"""A source's text in which words are selected, by keys or with the mouse."""

from functools import cached_property
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from summit_tui.app.keys import PROPOSING, ROWS, SELECTING
from summit_tui.app.text_selection import TextSelection
from summit_tui.app.widgets.passage_text import PassageText
from summit_tui.attribution.source_sheet import SourceSheet
from summit_tui.attribution.speech import Span, SpeechText


class SelectableText(PassageText):
    """The text with the passages of statements, of which a part may be selected."""

    DEFAULT_CSS = """
    SelectableText {
        height: 1fr;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*SELECTING, *PROPOSING, *ROWS]

    class Selected(Message):
        """Other words are selected, or none any more."""

    _selection: TextSelection | None = None
    _pressed_at: int | None = None
    """Where the button of the mouse went down, while it is."""

    @cached_property
    def speech(self) -> SpeechText:
        """The text as sentences, paragraphs, quotations and turns."""
        return SpeechText(self._sheet.text)

    @property
    def span(self) -> Span | None:
        """Return where the selected words begin and end, or None."""
        return self._selection.span if self._selection else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action means anything: without a selection it has no edge."""
        return action != "edge" or self._selection is not None

    def action_select(self) -> None:
        """Select the first word in sight, or drop the selection."""
        if self._selection is not None:
            self.drop()
            return
        x, y = self._margin_width(), 0
        self._select(TextSelection.at(self.speech, self.offset_at(x, y) or 0))

    def drop(self) -> None:
        """Select nothing any more."""
        self._select(None)

    def propose(self, span: Span) -> None:
        """Select a passage, lit faintly: it is only proposed."""
        self._select(TextSelection(self.speech, span, span[1]), is_proposed=True)
        self._show_offset(span[0])

    def show_sheet(self, sheet: SourceSheet, present: int) -> None:
        """Show the text anew, with other statements in it or other words; select nothing."""
        self._selection, self.selected = None, ()
        if sheet.text != self._sheet.text:
            self.speech = SpeechText(sheet.text)
        super().show_sheet(sheet, present)

    def action_edge(self, method: str, step: int) -> None:
        """Move the edge of the selection in one of its ways."""
        if self._selection is not None:
            self._select(getattr(self._selection, method)(step))

    def action_move(self, step: int) -> None:
        """Move the edge of the selection by lines, or else scroll."""
        if self._selection is None:
            super().action_move(step)
            return
        edge = self._selection.edge
        x, y = self.cell_of(edge - (edge >= self._selection.word[1]))
        offset = self.offset_at(x, y + step)
        if offset is not None:
            self._select(self._selection.to(offset))

    def _select(self, selection: TextSelection | None, *, is_proposed: bool = False) -> None:
        self.selected_as = "proposed" if is_proposed else "selected"
        self._selection = selection
        self.selected = selection.span if selection else ()
        if selection is not None:
            self._show_offset(selection.edge)
        self.refresh()
        self.post_message(self.Selected())

    def _show_offset(self, offset: int) -> None:
        """Scroll as far as a character has to be seen."""
        y, height = self.cell_of(min(offset, len(self._sheet.text) - 1))[1], self.size.height
        if not 0 <= y < height:
            super().action_move(y if y < 0 else y - height + 1)

    def show_offset_at_top(self, offset: int) -> None:
        """Scroll so that a character is near the upper edge, above a form."""
        super().action_move(self.cell_of(offset)[1] - 1)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember where words may begin to be selected."""
        if event.button == 1:
            self._pressed_at = self.offset_at(event.x, event.y)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button went down to where the mouse is."""
        offset = self.offset_at(event.x, event.y)
        if self._pressed_at is None or offset is None or offset == self._pressed_at:
            return
        begun = TextSelection.at(self.speech, self._pressed_at)
        self._select(begun.to(offset) if begun else None)

    def on_mouse_up(self) -> None:
        """End the selecting."""
        self._pressed_at = None
        self.release_mouse()
