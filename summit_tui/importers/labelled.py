"""Who bears the labels of a transcript: one speaker has several, where the text leaves no doubt."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from summit_tui.attribution.labels import (
    is_in_capitals,
    is_office,
    may_be_name,
    may_be_whole_name,
    names_a_chair,
    names_a_speaker,
    names_nobody,
    names_several,
    office_before,
    parse_label,
    without_brackets,
    without_manner,
)
from summit_tui.attribution.sittings import names_a_member, names_within
from summit_tui.attribution.speech import SpeechText

_TURNS_OF_DIALOGUE: Final = 4
"""The fewest turns of a text in which a name in small letters before a colon is a label."""

_QUESTIONS: Final = 3
"""So many turns of nobody, such as questions, make a dialogue of a text without capitals."""


_BRACKETS: Final = re.compile("[()（）,，]")
"""What parts the words in brackets behind a name."""


class LabelledSpeaker(NamedTuple):
    """A speaker of a transcript."""

    name: str
    """The name, as a label prints it; the whole label where it has none."""
    labels: Sequence[str]
    """The labels that the speaker bears, in the order of the text."""
    offices: Sequence[str]
    """The words of offices in them, as printed."""

    @property
    def key(self) -> str:
        """By what the speaker is known when the file is imported again."""
        return self.labels[0]


def labels_of(speech: SpeechText) -> Sequence[str]:
    """Return the labels that name somebody, each once.

    In a text that is a dialogue through and through, names in small letters are such labels, too.
    """
    times = Counter(without_manner(turn.label) for turn in speech.turns)
    paragraphs = sum(1 for _ in speech.paragraphs())
    number = sum(times.values())
    within = names_within([*times, *(turn.label for turn in speech.turns)]) | _proven(times)
    asked = sum(names_nobody(turn.label) for turn in speech.turns)
    in_capitals = any(is_in_capitals(label) and not names_nobody(label) for label in times)
    is_dense = number >= _TURNS_OF_DIALOGUE and number * 2 >= paragraphs
    # “Ports: 12”, “Cables: 3” and “Ports: 14” are facts.
    is_said = is_dense and any(map(_is_proof, times))
    is_dialogue = len(times) > 1 and (is_said or (asked >= _QUESTIONS and not in_capitals))
    return [
        label
        for label in times
        if not (names_a_chair(label) or names_several(label))
        and (
            names_a_speaker(label)
            or names_a_member(label)
            or label in within
            or (times[label] > 1 and (is_office(label) or (is_dialogue and may_be_name(label))))
        )
    ]


def labelled_speakers(labels: Sequence[str]) -> list[LabelledSpeaker]:
    """Return those who bear some labels of one text, in its order.

    “Hon. Anna Holt” is “Hon. Anna Holt (Minister of Ports)”, and “Bo Ek” is “President Bo Ek”.
    Where two labels with one name have different words in brackets, each is somebody.
    """
    whole = [label for label in labels if may_be_whole_name(label)]
    parsed = {label: _parsed(label, whole) for label in labels}
    bearers = defaultdict[str, list[str]](list)
    for label in labels:
        bearers[_bearer(label, parsed[label][0])].append(label)
    speakers = list[LabelledSpeaker]()
    for group in bearers.values():
        for own in [group] if _is_one(group, parsed) else [[label] for label in group]:
            names = [parsed[label][0] for label in own]
            offices = dict.fromkeys(parsed[label][1] for label in own)
            speakers.append(LabelledSpeaker(names[0], own, list(filter(None, offices))))
    return sorted(speakers, key=lambda speaker: labels.index(speaker.key))


def _is_proof(label: str) -> bool:
    """Tell whether a label says that it is one of somebody who speaks."""
    is_somebody = names_a_speaker(label) or may_be_whole_name(label)
    return is_somebody or names_nobody(label) or names_a_chair(label)


def _proven(labels: Iterable[str]) -> set[str]:
    """Return labels of which one is the name in another, behind an office."""
    whole = [label for label in labels if may_be_whole_name(label)]
    offices = {label: office_before(label, whole) for label in labels}
    longer = {label for label, office in offices.items() if office}
    return longer | {label.removeprefix(offices[label]).strip() for label in longer}


def _parsed(label: str, whole: Sequence[str]) -> tuple[str, str]:
    """Return the name and the office in a label, with names that stand in the text as labels."""
    if office := office_before(label, whole):
        name = label.removeprefix(office).strip()
        return name, "" if names_nobody(office) else office
    plain = without_brackets(label)
    within = label[len(plain) :].strip().strip("()（）")
    if within in whole and names_a_speaker(plain):
        return parse_label(within).name or within, plain  # The Minister for Ports (Anna Holt)
    name, office = parse_label(label)
    return (name, office) if name else (label, "")


def _bearer(label: str, name: str) -> str:
    """Return what labels of one speaker share: the name, behind an honorific if it is one word."""
    return (name if may_be_whole_name(name) else without_brackets(label)).casefold()


def _is_one(labels: Sequence[str], parsed: dict[str, tuple[str, str]]) -> bool:
    """Tell whether no two labels of one name have different words in brackets."""
    behind = [
        {part.strip() for part in _BRACKETS.split(label[len(without_brackets(label)) :])} - {""}
        for label in labels
        if parsed[label][1] != without_brackets(label)
    ]
    most = max(behind, key=len, default=set())
    return all(words <= most for words in behind)
