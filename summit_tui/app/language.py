"""What an app does for readers of more than one language: it changes its words, and reads keys.

With an input method for Chinese on, a keyboard gives full-width characters; where nothing is typed
they do what the half-width ones of the same key do.
"""

from pathlib import Path
from typing import Final

from textual import events
from textual.app import App
from textual.widgets import Input

from summit_tui.app.keys import named_key
from summit_tui.app.screens.browse import Browse
from summit_tui.config import remember_language
from summit_tui.i18n import speak

_MARKS: Final = {"、": "/", "。": ".", "【": "[", "】": "]", "「": "{", "」": "}", "　": " "}
"""What input methods give for keys that have no full-width form of their own."""
_FULL_WIDTH: Final = 0xFEE0
"""The distance of a full-width form from its ASCII character (Unicode, block FF00)."""


def half_width(character: str) -> str | None:
    """Return the character of the same key without an input method, or None."""
    if "！" <= character <= "～":
        return chr(ord(character) - _FULL_WIDTH)
    return _MARKS.get(character)


class Multilingual(App[None]):
    """The part of the app that knows of languages and input methods."""

    browse: Browse
    state: Path | None

    def speak(self, tag: str) -> None:
        """Show everything in another language, and remember it for the next start."""
        speak(tag)
        if self.state is not None:
            remember_language(self.state, tag)
        # What is drawn in the colours of a theme is what is drawn in words.
        self.theme_changed_signal.publish(self.current_theme)
        self.browse.show_words()

    async def on_event(self, event: events.Event) -> None:
        """Take a full-width character for its half-width one, unless something is typed."""
        if isinstance(event, events.Key) and not isinstance(self.focused, Input):
            half = half_width(event.character or "")
            if half is not None:
                event = events.Key(named_key(half), half)
        await super().on_event(event)
