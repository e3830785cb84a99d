"""The text of a transcript for readers: whole paragraphs, each turn with its label on a line."""

import re
from collections.abc import Iterator
from typing import Final

from summit_tui.attribution.speech import SpeechText

HEADING: Final = re.compile(r"#{1,3}[ \t]+")
"""What stands before a title in Markdown."""
_PARAGRAPH: Final = re.compile(r"\n[ \t\u00a0\v]*\n\s*")
_BREAK: Final = re.compile(r"(?:  +|\\)\n")
_MARKUP: Final = re.compile(r"</?span\b[^<>]{0,200}>|(?<!\\)\*{1,3}")
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")


def transcript_of(text: str, *, is_markdown: bool) -> SpeechText:
    """Return a text as it is kept, which has the turns that the labels in it begin."""
    return SpeechText("\n\n".join(paragraphs(text, is_markdown=is_markdown)))


def paragraphs(text: str, *, is_markdown: bool) -> Iterator[str]:
    """Yield the paragraphs of a text, their broken lines joined where no turn begins.

    Blank lines part them; in a text without any every line is one. In Markdown, emphasis and
    escapes are no part of the text, and lines that it breaks on purpose stay.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if is_markdown:
        text = _ESCAPED.sub(r"\1", _MARKUP.sub("", _BREAK.sub("\v\n", text)))
    if not _PARAGRAPH.search(text):
        yield from filter(None, map(str.strip, text.split("\n")))
        return
    speech = SpeechText(text)
    begins = {text.rfind("\n", 0, turn.start) + 1 for turn in speech.turns}
    begins.update(text.rfind("\n", 0, at) + 1 for at in speech.doubtful_labels)
    start = 0
    for gap in [*_PARAGRAPH.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if paragraph := _joined(text, start, end, begins):
            yield paragraph
        start = gap.end() if gap else end


def _joined(text: str, start: int, end: int, begins: set[int]) -> str:
    """Return a part of a text with a space for each of its line ends that means nothing."""
    joined = ""
    at = start
    for line in text[start:end].split("\n"):
        is_new = at in begins or joined.endswith("\v")
        joined = joined.removesuffix("\v") + ("\n" if is_new else " ") + line.strip(" \t")
        at += len(line) + 1
    return joined.replace("\v", "").strip()
