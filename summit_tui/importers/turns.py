"""The text of a transcript for readers: whole paragraphs, each turn with its label on a line."""

import re
from collections.abc import Iterator
from typing import Final

from summit_tui.attribution.before_colons import may_begin_turn
from summit_tui.attribution.speech import SpeechText

HEADING: Final = re.compile(r"#{1,3}[ \t]+")
"""What stands before a title in Markdown."""
_NOT_IN_BRACKETS: Final = re.compile(r"[\[\]:：\n]+")
_PARAGRAPH: Final = re.compile(r"\n[ \t\u00a0\v]*\n\s*")
_SHORT: Final = 54
"""A line is short if the next word would fit into this many characters with it."""
_BREAK: Final = re.compile(r"(?:  +|\\)\n")
_HEADED_LABEL: Final = re.compile(r"^#{1,6}[ \t]+(?=[^\n]{1,80}[:：][ \t]*$)", re.MULTILINE)
"""What stands before a label that is a heading."""
_MARKUP: Final = re.compile(r"</?span\b[^<>]{0,200}>|(?<!\\)\*{1,3}")
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")


def transcript_of(text: str, *, is_markdown: bool) -> SpeechText:
    """Return a text as it is kept, which has the turns that the labels in it begin."""
    return SpeechText("\n\n".join(paragraphs(text, is_markdown=is_markdown)))


def label_of(printed: str, meant: str = "") -> str:
    """Return what stands before the words of a speaker, so that a turn begins there.

    In square brackets, where what is printed alone would begin none, and the words would be those
    of the one before; `meant` is who speaks where nothing is printed.
    """
    label = f"{printed}:"
    if may_begin_turn(f"{label} "):
        return label
    return f"[{_NOT_IN_BRACKETS.sub(' ', printed or meant).strip() or '…'}]:"


def unsaid(text: str) -> str:
    """Return what nobody says as it may stand behind a speech: in brackets, so no part of it."""
    if text[:1] + text[-1:] in ("()", "[]"):
        return text
    return f"[{text.replace('[', '(').replace(']', ')')}]"


def paragraphs(text: str, *, is_markdown: bool) -> Iterator[str]:
    """Yield the paragraphs of a text, their broken lines joined where no turn begins.

    Blank lines part them; in a text without any every line is one. In Markdown, emphasis and
    escapes are no part of the text, and lines that it breaks on purpose stay.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if is_markdown:
        text = _MARKUP.sub("", _HEADED_LABEL.sub("", _BREAK.sub("\v\n", text)))
        text = _ESCAPED.sub(r"\1", text)
    if not _PARAGRAPH.search(text):
        yield from filter(None, map(str.strip, text.split("\n")))
        return
    speech = SpeechText(text)
    begins = {text.rfind("\n", 0, turn.start) + 1 for turn in speech.turns}
    begins.update(text.rfind("\n", 0, at) + 1 for at in speech.breaks)
    begins.update(turn.start for turn in speech.turns)  # behind a label on a line of its own
    gaps = [*_PARAGRAPH.finditer(text), None]
    head = speech.turns[0].start if speech.turns else gaps[0].start() if gaps[0] else 0
    start = 0
    for gap in gaps:
        end = gap.start() if gap else len(text)
        if paragraph := _joined(
            text[start:end], start, begins, is_head=end <= head and not is_markdown
        ):
            yield paragraph
        start = gap.end() if gap else end


def _joined(part: str, at: int, begins: set[int], *, is_head: bool) -> str:
    """Return a part of a text with a space for each of its line ends that means nothing.

    `at` is where it begins. In the head of a text, a line that has room for the next word ends on
    purpose, as those of an address do.
    """
    joined, length = "", 0
    for line in part.split("\n"):
        word = line.split(maxsplit=1)[0] if line.strip() else ""
        is_short = is_head and length > 0 and length + len(word) < _SHORT
        is_new = at in begins or joined.endswith("\v") or is_short
        joined = joined.removesuffix("\v") + ("\n" if is_new else " ") + line.strip(" \t")
        at, length = at + len(line) + 1, len(line.strip())
    return joined.replace("\v", "").strip()
