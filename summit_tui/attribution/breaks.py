"""Where the words of a turn may end before the next label: another form of label, an editor's line.

Transcripts name some speakers in another form than the rest, and print lines that nobody says.
What stands behind either is surely nobody's.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from summit_tui.attribution.before_colons import BEFORE_COLON
from summit_tui.attribution.labels import (
    has_honorific,
    is_caption,
    may_be_name,
    names_a_chair,
    names_nobody,
    resembles_label,
    without_brackets,
)
from summit_tui.model.text import HAN

_IN_BRACKETS: Final = re.compile(
    rf"^[ \t\u3000]*[（(][{HAN}]{{1,10}}[)）](?=[^\s，。、])", re.MULTILINE
)
"""Who speaks, as Japanese ministries print it: （大臣）."""
_DASH: Final = re.compile(
    r"^[ \t\u3000]*[—―–─]{1,2}[ \t\u00a0]*(?=[^\W\d_a-zß-öø-ÿ])", re.MULTILINE
)
"""The dash before what another says: “— When?”, ――いつですか。"""
_ALONE: Final = re.compile(
    r"^(?:(?<=\n\n)|\A)[ \t]*(?P<label>(?:(?:Rt )?(?:Hon|Mr|Mrs|Ms|Dr)\.? )?"
    r"[^\W\d_][^\n.,;:：!?()]{1,60}?(?:[ \t]*\n?[ \t]*\([^()\n]{1,80}\)){0,3})"
    r"[ \t]*\n(?P<gap>[ \t]*\n)?(?=[ \t]*\S)",
    re.MULTILINE,
)
"""A line that begins a paragraph and ends without a stop, with a seat and a group below it."""
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
    r"|das (?:interview|gespräch) führte|propos recueillis|(?:©|\(c\)|copyright) )"
    r"|^〔[^〔〕\n]{1,80}〕$",
    re.IGNORECASE | re.MULTILINE,
)
"""How lines begin that report what happened in the room, or who made the transcript."""


def break_offsets(text: str) -> Iterator[int]:
    """Yield the offsets in a text of lines that may begin what another says, or nobody."""
    for match in BEFORE_COLON.finditer(text):
        if is_caption(match["label"]) or resembles_label(match["label"]):
            yield match.start()
    for pattern in (_IN_BRACKETS, _DASH, _NARRATED):
        yield from (match.start() for match in pattern.finditer(text))


def names_on_lines(text: str) -> list[re.Match[str]]:
    """Return the labels of a transcript that prints names on lines of their own, without a colon.

    Each is of two words or more, or of nobody, and some come again; none in any other text. Where
    names are paragraphs, as headings are, one at least names nobody or says that it is a person's.
    """
    lines = [match for match in _ALONE.finditer(text) if _may_stand_alone(match["label"])]
    if any(match["gap"] for match in lines) and not any(map(_is_proof, lines)):
        lines = [match for match in lines if not match["gap"]]
    times = Counter(without_brackets(match["label"]) for match in lines)
    is_transcript = len(lines) >= _FEWEST and 1 < len(times) < len(lines)
    return lines if is_transcript else []


def _may_stand_alone(label: str) -> bool:
    plain = without_brackets(label)
    is_office = plain != label and has_honorific(plain)  # The Minister for Ports (Anna Holt)
    is_name = len(plain.split()) > 1 and may_be_name(plain)
    return names_nobody(plain) or names_a_chair(plain) or is_office or is_name


def _is_proof(line: re.Match[str]) -> bool:
    """Tell whether a line is the label of nobody, of the chair, or of whom an office precedes."""
    label = line["label"]
    is_person = has_honorific(label) and without_brackets(label) != label
    return names_nobody(label) or names_a_chair(label) or is_person
