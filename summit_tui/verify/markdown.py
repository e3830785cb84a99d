"""Markdown as text: each character of markup is hidden in its place, so that no position moves."""

import re
from html import unescape
from typing import Final

from summit_tui.attribution.beside import HIDDEN

_FRONT_MATTER: Final = re.compile(
    r"\A---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE
)
_FENCE: Final = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*$.*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)",
    re.DOTALL | re.MULTILINE,
)
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CODE: Final = re.compile(r"(?<!`)(`+)(?!`)[^`\n]+(?<!`)\1(?!`)")
_BLANKED: Final = (_FRONT_MATTER, _FENCE, _COMMENT, _CODE)
"""What no reader reads as prose: spaces take its place."""

_DEFINITION: Final = re.compile(r"^ {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*\S[^\n]*$", re.MULTILINE)
_LINK: Final = re.compile(r"!?\[(?P<words>[^\[\]\n]*)\](?P<target>\([^()\n]*\)|\[[^\[\]\n]*\])")
_FOOTNOTE: Final = re.compile(r"^ {0,3}\[\^[^\[\]\n]+\]:|\[\^[^\[\]\n]+\]", re.MULTILINE)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>\n]*>")
_LEAD: Final = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+|^ {0,3}#{1,6}(?=[ \t])", re.MULTILINE)
_QUOTED_LINES: Final = re.compile(r"(?:^ {0,3}>[^\n]*(?:\n|\Z))+", re.MULTILINE)
_EMPHASIS: Final = re.compile(r"(?<!\\)\*{1,3}|(?<![\w\\])_{1,3}(?=\S)|(?<=[^\s\\])_{1,3}(?!\w)")
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPE: Final = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


def hide_markup(text: str) -> str:
    """Return Markdown (CommonMark 0.31) of the same length, whose markup is hidden.

    Code, comments, front matter and the signs at the beginning of a line become spaces; the marks
    of emphasis and links become `HIDDEN`, one for each character.
    """
    for pattern in _BLANKED:
        text = pattern.sub(_spaces, text)
    text = _DEFINITION.sub(_spaces, text)
    text = _LINK.sub(_link, _LEAD.sub(_spaces, text))
    for pattern in (_FOOTNOTE, _TAG, _EMPHASIS, _ESCAPE):
        text = pattern.sub(_hide, text)
    return _ENTITY.sub(_character, text)


def block_quotations(text: str) -> list[tuple[int, int]]:
    """Return where the block quotations of Markdown stand, whose lines begin with `>`."""
    for pattern in _BLANKED:
        text = pattern.sub(_spaces, text)
    return [match.span() for match in _QUOTED_LINES.finditer(text)]


def _spaces(match: re.Match[str]) -> str:
    """Return spaces for a match; its line ends stay, or a code block would join two paragraphs."""
    return re.sub(r"[^\n]", " ", match[0])


def _hide(match: re.Match[str]) -> str:
    return HIDDEN * len(match[0])


def _character(match: re.Match[str]) -> str:
    """Return the character that an entity stands for, in its place; what is none stays."""
    character = unescape(match[0])
    return match[0] if len(character) != 1 else character + HIDDEN * (len(match[0]) - 1)


def _link(match: re.Match[str]) -> str:
    """Return the words of a link, in their place."""
    words = match["words"]
    before = match.start("words") - match.start()
    return HIDDEN * before + words + HIDDEN * (len(match[0]) - before - len(words))
