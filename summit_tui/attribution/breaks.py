"""Where the words of a turn may end before the next label: another form of label, an editor's line.

Transcripts name some speakers in another form than the rest, and print lines that nobody says.
What stands behind either is surely nobody's.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from summit_tui.attribution.labels import is_caption, may_be_name, names_nobody, resembles_label
from summit_tui.model.text import HAN

_BEFORE_COLON: Final = re.compile(
    r"^[ \t\u3000]*(?P<label>[^\W\d_][^\n:：]{0,99}?)[ \t]*[:：]", re.MULTILINE
)
"""Words before the first colon of a line."""
_IN_BRACKETS: Final = re.compile(
    rf"^[ \t\u3000]*[（(][{HAN}]{{1,10}}[)）](?=[^\s，。、])", re.MULTILINE
)
"""Who speaks, as Japanese ministries print it: （大臣）."""
_ALONE: Final = re.compile(
    r"(?:(?<=\n\n)|\A)[ \t]*(?P<label>[^\W\d_][^\n.,;:：!?]{1,40}?)[ \t]*\n(?=[ \t]*\S)"
)
"""A line that begins a paragraph and ends without a stop."""
_FEWEST: Final = 4
"""The fewest turns of a text whose labels stand on lines of their own."""
_SITTING: Final = "meeting|sitting|session|hearing|debate|house|senate|committee|conference"
_NARRATED: Final = re.compile(
    r"^[ \t]*(?:"
    rf"the (?:{_SITTING}) (?:rose|adjourned|resumed|stood|concluded|ended"
    r"|was (?:called|adjourned|suspended|resumed|closed))\b[^\n]{0,80}$"
    r"|(?:several|some|many|other|opposition) hon(?:\.|ou?rable) members?\b"
    r"|(?:question|motion|amendment)s? (?:put|agreed|proposed|negatived)\b|debate resumed"
    r"|(?:interview|transcript|translat\w+|transcribed|edited|reporting|questions)"
    r" (?:conducted )?by\b"
    r"|this (?:interview|transcript|conversation) (?:has been|was)\b"
    r"|das (?:interview|gespräch) führte|propos recueillis|(?:©|\(c\)|copyright) )",
    re.IGNORECASE | re.MULTILINE,
)
"""How lines begin that tell what happened in the room, or who made the transcript."""


def break_offsets(text: str) -> Iterator[int]:
    """Yield the offsets in a text of lines that may begin what another says, or nobody."""
    for match in _BEFORE_COLON.finditer(text):
        if is_caption(match["label"]) or resembles_label(match["label"]):
            yield match.start()
    for pattern in (_IN_BRACKETS, _NARRATED):
        yield from (match.start() for match in pattern.finditer(text))


def names_on_lines(text: str) -> list[re.Match[str]]:
    """Return the labels of a transcript that prints names on lines of their own, without a colon.

    Each is of two words or more, or of nobody, and some come again; none in any other text.
    """
    lines = [
        match
        for match in _ALONE.finditer(text)
        if names_nobody(match["label"])
        or (len(match["label"].split()) > 1 and may_be_name(match["label"]))
    ]
    times = Counter(match["label"] for match in lines)
    is_transcript = len(lines) >= _FEWEST and 1 < len(times) < len(lines)
    return lines if is_transcript else []
