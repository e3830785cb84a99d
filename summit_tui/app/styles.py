"""The styles of words within a widget, by what they mean; the theme decides the colours.

They are not component classes of CSS: Textual resolves each of those anew for every widget
whenever a class changes, which was a third of the time to the first picture.
"""

from typing import Final, Literal

from textual.style import Style
from textual.theme import BUILTIN_THEMES

THEMES: Final = tuple(BUILTIN_THEMES)
"""The names of all themes."""

Meaning = Literal[
    "muted",
    "label",
    "hit",
    "bar",
    "tint",
    "gutter",
    "name",
    "report",
    "key",
    "shown",
    "pane",
    "passage",
    "resting",
    "gone",
    "new",
    "doubt",
]

_STYLES: Final[dict[Meaning, str]] = {
    # $text-muted is an automatic colour, which only CSS resolves.
    "muted": "$foreground 60%",
    "label": "bold $foreground 60%",
    "hit": "bold underline $text-accent",
    "bar": "$accent",
    "tint": "$primary 70%",
    "gutter": "$accent",
    "name": "bold",
    "report": "italic",
    "key": "bold",
    "shown": "bold $text-accent",
    "pane": "bold underline $text-accent",
    "passage": "bold $text-accent on $accent 15%",
    "resting": "underline $foreground 75%",
    "gone": "strike $foreground 60%",
    "new": "bold underline",
    "doubt": "bold $text-warning",
}


def style(meaning: Meaning) -> Style:
    """Return the style for words that mean this, in the theme of the running app."""
    return Style.parse(_STYLES[meaning])


def cursor(*, focused: bool) -> Style:
    """Return the style of the row under the cursor."""
    return Style.parse("on $primary 30%" if focused else "on $foreground 8%")
