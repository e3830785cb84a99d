"""How text from records, files and keys reaches the screen: never turned around, never too wide.

A row may be cut anywhere and is beside others on the line of a terminal, so no direction may
begin in it: most terminals order letters by themselves, by the marks that stay. What Textual and
terminals measure differently is left out before rows are laid out or, where Textual's width has
to be kept, by a filter of drawn segments.
"""

import re
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from summit_tui.model.invisible import DIRECTIONS, REPLACEMENT, show_hidden
from summit_tui.model.text import escape_controls, one_line

_NOT_DRAWN: Final = re.compile(rf"[\u00ad\u200d]|\u2060*[{DIRECTIONS}]")
"""Soft hyphens and directions; joiners, after which Textual gives no character cells of its own:
the parts of a joined emoji are side by side, as wide in every terminal as all of them are."""
_OVERRIDES: Final = "\u202d\u202e"
_EMOJI: Final = "\u2190-\u2bff\U0001f000-\U0001faff"
_EMOJI_DETAILS: Final = re.compile(
    rf"[\U0001f3fb-\U0001f3ff\ufe0f\u3164\uffa0{DIRECTIONS}]|(?:\u200d[{_EMOJI}]?\ufe0f?)+"
)
"""Skin tones and the choice of a picture; the fillers of Korean, which tmux gives cells and
Textual none; what is joined to an emoji in a box, whose text Textual draws by itself."""


def screen_text(text: str) -> str:
    """Return `text` as it is drawn: controls, hidden tags and overrides shown, lines kept.

    The marks that spell words stay; a joined emoji is drawn as its parts, of which none is lost.
    """
    if text.isprintable():  # none of what is not drawn is
        return show_hidden(text)
    return _NOT_DRAWN.sub(_shown, show_hidden(escape_controls(text)))


def screen_line(text: str) -> str:
    """Return `text` as it is drawn on one line, every run of white space a single space."""
    line = one_line(text)
    return line if line.isprintable() else _NOT_DRAWN.sub(_shown, line)


def display_text(part: str) -> str:
    """Return a part of a line as it is drawn, which may begin and end within a direction.

    Tabs become four spaces.
    """
    if part.isprintable():
        return show_hidden(part)
    drawn = _NOT_DRAWN.sub(_shown, escape_controls(part))
    return show_hidden(drawn).replace("\t", "    ")


def _shown(match: re.Match[str]) -> str:
    return REPLACEMENT if match[0][-1] in _OVERRIDES else ""


class EmojiFilter(LineFilter):
    """Draws emoji without skin tones and variation selectors.

    tmux gives each of these cells of its own, where Textual counts two for the whole emoji: the row
    becomes too long and leaves traces (Textualize/textual#5980, tmux/tmux#4475).
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return segments of the same width."""
        if all(segment.text.isascii() for segment in segments):
            return segments
        return [
            Segment(_without_details(segment.text), segment.style, segment.control)
            for segment in segments
        ]


def _without_details(text: str) -> str:
    drawn = _EMOJI_DETAILS.sub("", text)
    return drawn if drawn is text else set_cell_size(drawn, cell_len(text))
