"""Labels of the turns of a transcript: the name and the office in them, or nobody's."""

import re
from typing import Final, NamedTuple

from summit_tui.model.text import HAN

_NOBODY: Final = frozenset(
    (
        *("Q", "A", "AUDIENCE", "AUDIENCE MEMBER", "AUDIENCE MEMBERS", "CROWD", "REPORTER"),
        *("REPORTERS", "QUESTION", "ANSWER", "MODERATOR", "OPERATOR", "INTERPRETER", "SPEAKER"),
        *("PARTICIPANT", "PARTICIPANTS", "ATTENDEE", "ANNOUNCER", "MALE SPEAKER", "FEMALE SPEAKER"),
        *(
            "INTERVIEWER",
            "UNIDENTIFIED SPEAKER",
            "UNIDENTIFIED",
            "UNKNOWN",
            "ALL",
            "VOICE",
            "PRESS",
            "HOST",
        ),
        *(
            "问",
            "問",
            "答",
            "记者",
            "記者",
            "主持人",
            "观众",
            "觀眾",
            "翻译",
            "翻譯",
            "提问",
            "提問",
        ),
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
_PARTICLES: Final = frozenset(
    (
        *("al", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "la", "le"),
        *("van", "vom", "von", "zu", "y"),
    )
)
_MAC: Final = re.compile(r"^(?:Mc|Mac|Fitz|[DL][ae](?=[A-Z]))")
_HAN_NAME: Final = re.compile(f"[{HAN}·]{{2,6}}")
_IN_BRACKETS: Final = re.compile(r"(?:\s*\([^()]*\))+$")
_NOT_IN_LABEL: Final = re.compile(r"[?!;…“”\"«»/<>=@#]")


class Label(NamedTuple):
    """What a label says of a speaker."""

    name: str
    """The name; empty where there is only an office."""
    office: str
    """The words of an office, as printed; empty where there are none."""


def names_nobody(label: str) -> bool:
    """Tell whether a label names no person and no office of one."""
    return re.sub(r"[\s#]*\d+$", "", label).rstrip(".").upper() in _NOBODY


def parse_label(label: str) -> Label:
    """Return the name and the office in a label, as printed; an honorific is neither."""
    words = label.split()
    count = 0
    while count < len(words) and words[count].rstrip(".,").upper() in _OFFICE:
        count += 1
    office = " ".join(words[:count]).rstrip(",")
    rest = words[count:]
    while rest and rest[0].rstrip(".").upper() in _HONORIFICS:
        rest = rest[1:]
    # Behind a name stands in brackets for whom, where from or in which language somebody speaks.
    name = _IN_BRACKETS.sub("", " ".join(rest))
    return Label(name or " ".join(rest), office)


def is_in_capitals(text: str) -> bool:
    """Tell whether words before a colon are a label in capitals of any script.

    Only particles of names and Mc have small letters. Of 2,602 transcripts four in five turns have
    such a label; in mixed case "Look, here's the point:" begins more paragraphs than any speaker.
    """
    words = text.split()
    if _NOT_IN_LABEL.search(text) or len(words) > 7:
        return False
    capitals = [word for word in words if word not in _PARTICLES]
    return all(map(_is_capital, capitals)) and any(word[0].isupper() for word in capitals)


def names_a_speaker(label: str) -> bool:
    """Tell whether a label is surely that of somebody, and no words before a colon.

    It is in capitals, has an honorific or an office before a name, or is a Chinese name.
    """
    if names_nobody(label):
        return False
    words = label.split()
    parsed = parse_label(label)
    is_office = not parsed.name and len(words) > 1 and label[0].isupper()
    has_title = 0 < len(parsed.name.split()) < len(words) and parsed.name[0].isupper()
    return is_in_capitals(label) or is_office or has_title or _HAN_NAME.fullmatch(label) is not None


def may_be_name(label: str) -> bool:
    """Tell whether words are in form a name: each with a capital, or all Chinese characters."""
    if names_nobody(label) or _NOT_IN_LABEL.search(label):
        return False
    words = [word for word in label.split() if word not in _PARTICLES]
    return 0 < len(words) < 7 and all(word[0].isupper() or _HAN_NAME.match(word) for word in words)


def _is_capital(word: str) -> bool:
    return not any(character.islower() for character in _MAC.sub("", word))
