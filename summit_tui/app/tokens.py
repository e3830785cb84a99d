"""The colours of the screen by what they are for, in every theme.

Eleven names are all that widgets use: `ground` behind everything, `panel` behind sheets, `raised`
behind the row under the cursor, `rule` for lines, `words` for what is read, `muted` for labels,
`accent` for the focus and for hits, `tint` for bars, and `heat1` to `heat3` for cells from few to
many. Where they have their contrast from: WCAG 2.2, 1.4.3 (words: 4.5) and 1.4.11 (bars: 3).
"""

from collections.abc import Mapping
from typing import Final

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

Tokens = Mapping[str, str]
"""The colour of each name, as CSS."""

_NAMES: Final = (
    *("ground", "panel", "raised", "rule", "words", "muted", "accent", "tint"),
    *("heat1", "heat2", "heat3"),
)


def _palette(colours: str) -> Tokens:
    return dict(zip(_NAMES, colours.split(), strict=True))


_PALETTES: Final[Mapping[str, Tokens]] = {
    "textual-dark": _palette(
        "#15171b #1c1f25 #2a3039 #3d444f #e6e4de #9ea5ae #f0b95a #70829a #232932 #313c4a #415165"
    ),
    "textual-light": _palette(
        "#fbfaf7 #f2f0eb #e7e3da #c3beb3 #22252a #575d65 #8a4b00 #6a7b90 #eae8e2 #d5dae0 #bcc8d6"
    ),
    "high-contrast": _palette(
        "#000000 #000000 #303030 #a0a0a0 #ffffff #d8d8d8 #ffd75f #b0b0b0 #202020 #303030 #404040"
    ),
    # The terminal decides what these sixteen look like: only the best known pairs are used.
    "ansi-dark": _palette(
        "ansi_default ansi_black ansi_blue ansi_bright_black ansi_bright_white ansi_white"
        " ansi_bright_yellow ansi_cyan ansi_black ansi_black ansi_blue"
    ),
    "ansi-light": _palette(
        "ansi_default ansi_bright_white ansi_white ansi_white ansi_black ansi_blue"
        " ansi_red ansi_blue ansi_white ansi_white ansi_white"
    ),
}
"""The themes that are drawn by hand; the colours of all others follow from the theme."""

HIGH_CONTRAST: Final = Theme(
    name="high-contrast", primary="#ffd75f", background="#000000", foreground="#ffffff"
)
THEMES: Final = (*BUILTIN_THEMES, HIGH_CONTRAST.name)
"""The names of all themes."""

_WORDS, _BARS = 4.5, 3.0
_SHADES: Final = {"panel": 0.04, "raised": 0.1, "rule": 0.25, "heat1": 0.06, "heat2": 0.1}


def contrast(ink: Color, paper: Color) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    low, high = sorted((_luminance(ink), _luminance(paper)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Color) -> float:
    """Return the relative luminance of a colour, from 0 to 1 (WCAG 2.2)."""
    parts = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    )
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def tokens_of(theme: Theme) -> Tokens:
    """Return the colours of a theme by their names."""
    if theme.name in _PALETTES:
        return _PALETTES[theme.name]
    variables = theme.to_color_system().generate()
    ground, words, accent, tint = (
        Color.parse(variables[name]) for name in ("background", "foreground", "accent", "primary")
    )
    end = Color.parse("white" if theme.dark else "black")
    shades = {name: ground.blend(end, share) for name, share in _SHADES.items()}
    shades["heat3"] = ground.blend(end, 0.15)
    papers = [ground, *(shades[name] for name in ("panel", "raised", "heat3"))]
    inks = {
        "words": _readable(words, end, papers, _WORDS * 1.3),
        "muted": _readable(words.blend(ground, 0.4), end, papers, _WORDS),
        "accent": _readable(accent, end, papers, _WORDS),
        "tint": _readable(tint.blend(ground, 0.3), end, papers, _BARS),
    }
    return {"ground": ground.hex} | {name: color.hex for name, color in (shades | inks).items()}


def _readable(ink: Color, end: Color, papers: list[Color], least: float) -> Color:
    """Return a colour, as much nearer to white or black as its contrast with `papers` needs."""
    steps = (ink.blend(end, step / 20) for step in range(21))
    return next(
        (each for each in steps if all(contrast(each, paper) >= least for paper in papers)), end
    )


def variables_of(theme: Theme) -> dict[str, str]:
    """Return the variables of our style sheets and, in the same colours, those of Textual's own."""
    tokens = tokens_of(theme)
    ours = {name: tokens[name] for name in _NAMES}
    textual = {
        "ground": "background surface scrollbar-background scrollbar-background-hover"
        " scrollbar-background-active scrollbar-corner-color",
        "raised": "block-cursor-background block-cursor-blurred-background"
        " input-selection-background block-hover-background",
        "rule": "scrollbar scrollbar-hover border-blurred",
        "words": "foreground block-cursor-foreground block-cursor-blurred-foreground",
        "muted": "text-muted text-disabled scrollbar-active",
        "accent": "text-accent",
    }
    return ours | {
        name: tokens[token] for token, names in textual.items() for name in names.split()
    }
