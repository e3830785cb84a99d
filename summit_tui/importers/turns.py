"""Turns of a transcript: who begins to speak, by the labels that it prints.

Measured on 2,602 transcripts: four in five turns begin with a label without lower-case letters and
a colon, one in five with `Q` and no-break spaces, without a colon. A label in mixed case is none:
"Look, here's the point:" begins more paragraphs than any speaker.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_LABEL: Final = re.compile(r"(?P<label>[^\s:：][^:：\n]{0,70})[:：](?=\s|$)\s*")
_QUESTION: Final = re.compile(r"(?P<label>Q)(?:[ \t]*\u00a0|[:：])[\s\u00a0]*")
_NOT_IN_LABEL: Final = re.compile(r"[?!;…“”\"«»/<>=@#]")
_PARAGRAPH: Final = re.compile(r"\n[ \t\u00a0\r]*\n[\s]*")
_BREAK: Final = re.compile(r"(?:  +|\\)\n")
_INTERPRETED: Final = re.compile(r"[(\[]\s*as (?:interpreted|translated)", re.IGNORECASE)
_MARKUP: Final = re.compile(r"</?span\b[^<>]{0,200}>|(?<!\\)\*{1,3}")
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_PARTICLES: Final = frozenset(
    (
        *("al", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "la", "le"),
        *("van", "vom", "von", "zu", "y"),
    )
)
_MAC: Final = re.compile(r"^(?:Mc|Mac|Fitz|[DL][ae](?=[A-Z]))")
_NOBODY: Final = frozenset(
    (
        *("Q", "A", "AUDIENCE", "AUDIENCE MEMBER", "AUDIENCE MEMBERS", "CROWD", "REPORTER"),
        *("REPORTERS", "QUESTION", "ANSWER", "MODERATOR", "OPERATOR", "INTERPRETER", "SPEAKER"),
        *("PARTICIPANT", "PARTICIPANTS", "ATTENDEE", "ANNOUNCER", "MALE SPEAKER", "FEMALE SPEAKER"),
        *("UNIDENTIFIED SPEAKER", "UNIDENTIFIED", "UNKNOWN", "ALL", "VOICE", "PRESS", "HOST"),
        *("SENIOR ADMINISTRATION OFFICIAL", "SENIOR OFFICIAL", "OFFICIAL", "STUDENT", "STUDENTS"),
    )
)
"""Labels that name nobody; a number behind one names nobody either."""
_OFFICE: Final = frozenset(
    (
        *("THE", "PRESIDENT", "VICE", "PRIME", "MINISTER", "SECRETARY", "GENERAL", "CHANCELLOR"),
        *("AMBASSADOR", "SENATOR", "GOVERNOR", "MAYOR", "ADMIRAL", "DIRECTOR", "CHAIR", "CHAIRMAN"),
        *("CHAIRWOMAN", "CHAIRPERSON", "ADMINISTRATOR", "PREMIER", "KING", "QUEEN", "PRINCE"),
        *(
            "PRINCESS",
            "FIRST",
            "LADY",
            "DEPUTY",
            "ASSISTANT",
            "UNDER",
            "FOREIGN",
            "PRESS",
            "ACTING",
        ),
        *("FORMER", "REPRESENTATIVE", "CONGRESSMAN", "CONGRESSWOMAN", "ATTORNEY", "NATIONAL"),
        *("SECURITY", "ADVISOR", "ADVISER", "COMMISSIONER", "HIGH", "MANAGING", "EXECUTIVE"),
        *("PRESIDENT-ELECT", "SECRETARY-GENERAL", "CO-CHAIR", "OF", "STATE", "DEFENSE", "TREASURY"),
        *("COMMERCE", "ENERGY", "EMPEROR", "CROWN", "SHEIKH", "SPOKESPERSON", "COUNSELOR", "ENVOY"),
    )
)
"""Words of offices; what follows them in a label is a name."""
_HONORIFICS: Final = frozenset(
    ("MR", "MRS", "MS", "MISS", "DR", "SIR", "DAME", "LORD", "PROF", "PROFESSOR", "JUDGE", "HON")
)


class Turn(NamedTuple):
    """What one speaker says until the next one begins."""

    label: str
    """The label as printed, on one line."""
    paragraphs: tuple[str, ...]
    """What is said, without the label."""

    @property
    def is_interpreted(self) -> bool:
        """Whether the words are an interpreter's."""
        return any(_INTERPRETED.match(paragraph) for paragraph in self.paragraphs)


class Transcript(NamedTuple):
    """A text by its turns."""

    preamble: tuple[str, ...]
    """The paragraphs before the first turn; all of them where there is none."""
    turns: tuple[Turn, ...]
    """The turns in their order."""

    @property
    def text(self) -> str:
        """The text as it was: its paragraphs, with the labels."""
        labelled = (
            "\n\n".join((f"{_printed(turn.label)} {turn.paragraphs[0]}", *turn.paragraphs[1:]))
            for turn in self.turns
        )
        return "\n\n".join((*self.preamble, *labelled))


class Label(NamedTuple):
    """What a label says of a speaker."""

    name: str
    """The name; empty where there is only an office."""
    office: str
    """The words of an office, as printed; empty where there are none."""


def parse_transcript(text: str, *, is_markdown: bool) -> Transcript:
    """Return a text by its turns; in Markdown, emphasis and escapes are no part of it."""
    preamble: list[str] = []
    turns: list[tuple[str, list[str]]] = []
    for paragraph in paragraphs(text, is_markdown=is_markdown):
        for number, piece in enumerate(_pieces(paragraph)):
            match = _label_at(piece)
            # A second question in one paragraph is another reporter, who is nobody either.
            is_new = match and not (number and turns and turns[-1][0] == "Q" == match["label"])
            if match and is_new:
                turns.append((" ".join(match["label"].split()), [piece[match.end() :].strip()]))
            elif turns:
                turns[-1][1].append(piece)
            else:
                preamble.append(piece)
    return Transcript(
        tuple(preamble),
        tuple(Turn(label, tuple(filter(None, said)) or ("",)) for label, said in turns),
    )


def paragraphs(text: str, *, is_markdown: bool) -> Iterator[str]:
    """Yield the paragraphs of a text, their broken lines joined.

    Blank lines part them; in a text without any every line is one.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    parts = _PARAGRAPH.split(text)
    if len(parts) == 1:
        parts = text.split("\n")
    for part in parts:
        lines = map(_joined, _lines_of_markdown(part) if is_markdown else [part])
        if paragraph := "\n".join(filter(None, lines)):
            yield paragraph


def _lines_of_markdown(paragraph: str) -> list[str]:
    """Return the lines that Markdown breaks on purpose, without emphasis and escapes."""
    return [_ESCAPED.sub(r"\1", _MARKUP.sub("", line)) for line in _BREAK.split(paragraph)]


def _joined(lines: str) -> str:
    """Return lines as one; where a label begins, a new one begins."""
    result = ""
    for line in lines.split("\n"):
        stripped = line.strip(" \t")
        begins = _label_at(stripped) is not None
        result += ("\n" if begins else " ") * bool(result) + stripped
    return result.strip()


def _pieces(paragraph: str) -> Iterator[str]:
    """Yield the parts of a paragraph that begin with a label, and what stands before them."""
    piece: list[str] = []
    for line in paragraph.split("\n"):
        if piece and _label_at(line):
            yield "\n".join(piece)
            piece = []
        piece.append(line)
    yield "\n".join(piece)


def _label_at(text: str) -> re.Match[str] | None:
    """Return the match of the label with which a text begins, or None."""
    if match := _QUESTION.match(text):
        return match
    match = _LABEL.match(text)
    if match is None or not is_label(match["label"]):
        return None
    return match


def is_label(text: str) -> bool:
    """Tell whether words before a colon are a label: capitals of any script.

    Only particles of names and Mc have small letters: whoever is taken for no speaker says what
    follows in the name of another.
    """
    words = text.split()
    if _NOT_IN_LABEL.search(text) or len(words) > 7:
        return False
    capitals = [word for word in words if word not in _PARTICLES]
    return all(map(_is_capital, capitals)) and any(word[0].isupper() for word in capitals)


def _is_capital(word: str) -> bool:
    return not any(character.islower() for character in _MAC.sub("", word))


def names_nobody(label: str) -> bool:
    """Tell whether a label names no person and no office of one."""
    return re.sub(r"[\s#]*\d+$", "", label).rstrip(".") in _NOBODY


def parse_label(label: str) -> Label:
    """Return the name and the office in a label, as printed; an honorific is neither."""
    words = label.split()
    count = 0
    while count < len(words) and words[count].rstrip(".,") in _OFFICE:
        count += 1
    office = " ".join(words[:count]).rstrip(",")
    rest = words[count:]
    while rest and rest[0].rstrip(".") in _HONORIFICS:
        rest = rest[1:]
    return Label(" ".join(rest), office)


def _printed(label: str) -> str:
    return label if label == "Q" else f"{label}:"
