"""The styles of words within a widget, by what they mean; the theme decides the colours.

They are not component classes of CSS: Textual resolves each of those anew for every widget
whenever a class changes, which was a third of the time to the first picture.
"""

from typing import Final, Literal

from textual.style import Style

Meaning = Literal[
    "muted",
    "label",
    "hit",
    "tint",
    "gutter",
    "name",
    "report",
    "key",
    "sign",
    "shown",
    "pane",
    "passage",
    "resting",
    "selected",
    "proposed",
    "gone",
    "new",
    "doubt",
    "rule",
    "heat1",
    "heat2",
    "heat3",
    "chosen",
    "link",
    "aside",
]

_STYLES: Final[dict[Meaning, str]] = {
    "muted": "$muted",
    "label": "bold $muted",
    "hit": "bold underline $accent",
    "tint": "$tint",
    "gutter": "$accent",
    "name": "bold",
    "report": "italic",
    "key": "bold",
    "sign": "bold $accent",
    "pane": "bold underline $accent",
    "shown": "bold",
    "passage": "bold $words on $raised",
    "resting": "underline $muted",
    "selected": "bold reverse",
    "proposed": "underline on $raised",
    "gone": "strike $muted",
    "new": "bold underline",
    "doubt": "bold underline",
    "rule": "$rule",
    "link": "underline",
    "aside": "not bold $muted",
    "heat1": "on $heat1",
    "heat2": "on $heat2",
    "heat3": "on $heat3",
    # Underlined, so that it can be recognized without colours, too.
    # Of the terminal's own ground nobody knows the colour, so that it is no ink.
    "chosen": "bold underline $panel on $accent",
}


def style(meaning: Meaning) -> Style:
    """Return the style for words that mean this, in the theme of the running app."""
    return Style.parse(_STYLES[meaning])


def cursor() -> Style:
    """Return the style of the row under the cursor; a bar beside it shows where the focus is."""
    return Style.parse("on $raised")
