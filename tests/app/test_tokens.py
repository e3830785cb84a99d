"""Words and bars can be told from what is behind them, in every theme that is offered."""

import re

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from summit_tui.app.styles import _STYLES
from summit_tui.app.tokens import HIGH_CONTRAST, THEMES, contrast, tokens_of, variables_of

EVERY = {**BUILTIN_THEMES, HIGH_CONTRAST.name: HIGH_CONTRAST}

PAIRS = [
    *(
        (ink, paper, 4.5)
        for ink in ("words", "muted", "accent")
        for paper in ("ground", "panel", "raised")
    ),
    *(("words", paper, 4.5) for paper in ("heat1", "heat2", "heat3")),
    ("panel", "accent", 4.5),
    ("ground", "accent", 4.5),
    ("tint", "ground", 3),
    ("tint", "raised", 3),
]

# xterm's own sixteen colours; in others there is no saying what a terminal makes of them.
XTERM = {
    "ansi_black": "#000000",
    "ansi_red": "#cd0000",
    "ansi_yellow": "#cdcd00",
    "ansi_blue": "#0000ee",
    "ansi_cyan": "#00cdcd",
    "ansi_white": "#e5e5e5",
    "ansi_bright_black": "#7f7f7f",
    "ansi_bright_yellow": "#ffff00",
    "ansi_bright_white": "#ffffff",
}


def colours(theme):
    """Return the colours of a theme; those that the terminal decides as xterm shows them."""
    default = "#000000" if theme.dark else "#ffffff"
    named = {**XTERM, "ansi_default": default}
    return {
        name: Color.parse(named.get(colour, colour)) for name, colour in tokens_of(theme).items()
    }


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_has_enough_contrast(name):
    shown = colours(EVERY[name])
    low = [
        f"{ink} on {paper}: {contrast(shown[ink], shown[paper]):.2f}"
        for ink, paper, least in PAIRS
        if contrast(shown[ink], shown[paper]) < least
    ]
    assert not low


@pytest.mark.parametrize("name", THEMES)
def test_the_row_under_the_cursor_has_a_background_of_its_own(name):
    shown = colours(EVERY[name])
    assert shown["raised"] != shown["ground"] != shown["rule"]
    assert shown["muted"] != shown["words"] != shown["accent"]


def test_every_theme_gives_a_colour_to_every_name():
    assert len({frozenset(variables_of(theme)) for theme in EVERY.values()}) == 1


def test_the_contrast_is_that_of_the_standard():
    assert contrast(Color.parse("white"), Color.parse("black")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_nothing_is_written_in_the_ground_of_the_terminal_which_may_be_any_colour(name):
    inks = {ink for styled in _STYLES.values() for ink in re.findall(r"(?<!on )\$(\w+)", styled)}
    assert "panel" in inks
    assert "ansi_default" not in {tokens_of(EVERY[name])[ink] for ink in inks}
