"""The labels of turns before a colon, and those of questions and answers, which are letters."""

import re
from collections import Counter
from itertools import pairwise
from typing import Final

from summit_tui.attribution.labels import (
    has_office_behind,
    is_in_capitals,
    may_be_whole_name,
    may_label,
    names_a_speaker,
    names_nobody,
    never_labels,
    office_before,
    resembles_label,
    without_brackets,
    without_manner,
)
from summit_tui.model.text import HAN

Labels = list[re.Match[str]]

_BULLET: Final = r"(?P<bullet>[-–—•·*○〇◯●◇◆□■△▲▽▼▷▶►※][ \t\u3000]*)"
"""What some lists and Korean newspapers print before a label."""
_IN_BRACKETS: Final = r"[(（][^()（）\n]{1,100}(?:\n[^()（）\n]{1,100})?[)）]"
"""A country, a seat or a language behind a label, where a line may end between any two words."""
_SIGNS: Final = (
    r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0963\u0970-\u0dff\u0e31\u0e34-\u0e4e"
    r"\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3"
)
"""Vowels and tones of scripts that write them as signs around a letter."""
_IN_WORD: Final = rf"[\w{_SIGNS}.'’·-]|(?<=[א-ת])[\"״](?=[א-ת])"
_OUTLET: Final = rf"(?:《[^《》\n]{{1,20}}》|“[^“”\n]{{1,20}}”)(?=[{HAN}])"
"""The newspaper or agency that begins a label in Chinese: 《港口报》记者."""
_BEGINS: Final = r"(?=[^\W_a-zß-öø-ÿ]|[«“„\"‘'`(\[…¿¡])"
"""How words begin behind a letter that ends with a full stop or a dash."""
_LABEL: Final = re.compile(
    # Some transcripts print a clock before each label.
    r"^[ \t\u3000]*(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?[ \t]+)?"
    rf"{_BULLET}?(?P<label>"
    r"[A-Z][A-Z.'’-]*(?:,?[ \t]+(?:[A-Z][A-Z.'’-]*|of|the|for|and))*"
    rf"(?:[ \t]*(?:\n[ \t]*)?{_IN_BRACKETS}){{0,3}}(?=[ \t]*:)"
    rf"|(?:[^\W\d_]|{_OUTLET})"
    rf"(?:{_IN_WORD}|[ \t](?=[\w(（])|\n(?=\()|{_IN_BRACKETS}|{_OUTLET}){{1,60}}(?=[ \t]*[:：])"
    r"|[问問答](?=[ \t]*[:：])"
    # Who speaks, where the source does not print it.
    r"|\[[^\[\]\n:：]{1,80}\](?=[ \t]*[:：])"
    r"|Q(?=[ \t]+[A-Z“\"]|[ \t]{2,}[\[(…]|[ \t]*\u00a0)"
    rf"|(?P<letter>[A-Z])(?=(?:\.[ \t]|[ \t]?[–—][ \t]|[ \t]-[ \t])[ \t]*{_BEGINS}))"
    r"(?(letter)(?:\.|[ \t]?[–—-])|[ \t]*[:：]?)",
    re.MULTILINE,
)
"""The label of a turn at the beginning of a line: in capitals, or before a colon."""
BEFORE_COLON: Final = re.compile(
    rf"^[ \t\u3000]*{_BULLET}?(?P<label>(?:[^\W\d_]|[《“])"
    rf"(?:[^\n:：()（）]|{_IN_BRACKETS}){{0,199}}?)[ \t]*[:：]",
    re.MULTILINE,
)
"""Words before the first colon of a line."""
_LONE_LETTER: Final = re.compile(r"^[ \t]*[A-Z][ \t\u00a0.–—]", re.MULTILINE)
"""The label that needs no colon."""
_SPOKEN: Final = re.compile(
    r"(?:the[ \t]+)?(?:mr|mrs|ms|dr|sir|dame|vice|prime|president|minister|secretary"
    r"|chair\w*|speaker|moderator|question|answer)\b|[问答問]$",
    re.IGNORECASE,
)
"""What makes a label of words before a colon that stand there once."""
_VERB_AT_END: Final = re.compile(
    r"(?:表示|指出|強調|强调|[説說说稱称])$|\b(?:said|says|asked|told|wrote)\b"
)
"""What stands before a colon and begins a sentence: “Lin Mei said:”."""
_ALTERNATING: Final = ("QA", "QR", "PR", "FA", "DR")
"""A question and its answer: letters that are labels only both together, each `_OFTEN`."""
_OFTEN: Final = 2
_LONGEST_LETTERS: Final = 2
"""The most letters of a label such as Q that stands beside labels in small letters."""
_MOST_WORDS: Final = 6
"""The most words of a label that is not in capitals."""
_FEWEST_TURNS: Final = 3
"""The fewest turns of a dialogue, whose labels need not be in capitals."""
_LEAST_SHARE: Final = 3
"""The most paragraphs of a dialogue for each label."""


def labels_in_form(text: str) -> Labels:
    """Return what of a text is in form a label."""
    may_label = ":" in text or "：" in text or _LONE_LETTER.search(text)
    return list(_LABEL.finditer(text)) if may_label else []


def times_of(labels: Labels) -> Counter[str]:
    """Return how often whoever bears a label stands in a text, by `bearer`."""
    return Counter(bearer(match["label"]) for match in labels)


def bearer(label: str) -> str:
    """Return what labels share that are surely of one: in Chinese, the name behind an office.

    What stands in brackets, such as a clock, is no part of it.
    """
    plain = without_manner(without_brackets(label))
    name = plain.rpartition(" ")[2]
    return name if re.fullmatch(f"[{HAN}·]{{2,}}", name) else plain


def is_spoken(label: str) -> bool:
    """Tell whether words before a colon begin with what says that somebody speaks."""
    return _SPOKEN.match(label) is not None


def may_begin_turn(line: str) -> bool:
    """Tell whether a line of a text begins with what is a label, or may be one, wherever it is."""
    match = _LABEL.match(line)
    return match is not None and (
        (_is_label(match["label"], 1) and not match["letter"])
        or (match[0].endswith((":", "：")) and resembles_label(match["label"]))
    )


def labels_before_colons(text: str, matches: Labels, times: Counter[str]) -> Labels:
    """Return the labels before a colon, and those of questions."""
    letters = {letter for pair in _ALTERNATING if _alternate(pair, matches) for letter in pair}
    matches = [match for match in matches if not match["letter"] or match["letter"] in letters]
    matches = _without_lists(matches)
    labels = [
        match
        for match in matches
        if match["letter"] or _is_label(match["label"], _number(match, times))
    ]
    dialogue = [match for match in matches if may_label(match["label"]) or match in labels]
    if _is_dialogue(text, dialogue, times):
        # Who speaks once there has a label as well, and is not whoever spoke before.
        labels = dialogue
    elif any(_is_in_capitals(match["label"]) for match in labels):
        # “The truth is: …” within a turn of THE PRESIDENT.
        labels = [
            match
            for match in labels
            if _number(match, times) > 1
            or is_in_capitals(without_brackets(match["label"]))
            or match["label"].startswith("[")
        ]
    second = {
        match.start()
        for before, match in pairwise(labels)
        if before["label"] == match["label"] == "Q"
        and "\n\n" not in text[before.end() : match.start()]
    }
    # A second question in one paragraph is another reporter, who is nobody either.
    return [match for match in labels if match.start() not in second]


def labels_ending_with_names(text: str, labels: Labels) -> Labels:
    """Return words before colons that end with another label, behind an office, and that label.

    “Deputy Prime Minister – Chief of Staff Anna Holt:” is one, where “Anna Holt:” stands below.
    """
    names = {match["label"] for match in labels if may_be_whole_name(match["label"])}
    offices = {
        match: office
        for match in BEFORE_COLON.finditer(text)
        if (office := office_before(match["label"], names))
    }
    named = {match["label"].removeprefix(office).strip() for match, office in offices.items()}
    return [*offices, *(match for match in labels if match["label"] in named)]


def _number(label: re.Match[str], times: Counter[str]) -> int:
    return times[bearer(label["label"])]


def _alternate(pair: str, matches: Labels) -> bool:
    """Tell whether both letters of a pair begin paragraphs often, and no other letter does."""
    times = Counter(match["letter"] for match in matches if match["letter"])
    often = {letter for letter, number in times.items() if number >= _OFTEN}
    return often == set(pair)


def _without_lists(matches: Labels) -> Labels:
    """Return labels without those behind a bullet, unless they are a dialogue: some come again."""
    bulleted = [match for match in matches if match["bullet"]]
    distinct = {match["label"] for match in bulleted}
    is_said = any(names_nobody(label) or names_a_speaker(label) for label in distinct)
    if 1 < len(distinct) < len(bulleted) and is_said:
        return matches
    return [match for match in matches if not match["bullet"]]


def _is_in_capitals(label: str) -> bool:
    return is_in_capitals(without_brackets(label)) and len(label) > _LONGEST_LETTERS


def _is_label(label: str, times: int) -> bool:
    """Tell whether words before a colon name who speaks."""
    if _VERB_AT_END.search(label) or never_labels(label):
        return False
    if label.startswith("["):
        return True
    if "," in without_brackets(label) and times < _OFTEN and not has_office_behind(label):
        return False  # “VIENNA, NORLAND: …”
    if is_in_capitals(without_brackets(label)):
        return True
    words = label.split()
    if len(words) > _MOST_WORDS or (len(label) > _MOST_WORDS and re.search(f"[{HAN}]", label)):
        return False
    return times > 1 or is_spoken(label)


def _is_dialogue(text: str, labels: Labels, times: Counter[str]) -> bool:
    """Tell whether a text is one whose labels are not in capitals: some come again and again.

    A name may be in capitals there, such as that of an agency whose reporter asks.
    """
    small = [each for each in labels if not _is_in_capitals(each["label"])]
    distinct = {bearer(match["label"]) for match in labels}
    blocks = text.count("\n\n") or text.count("\n")
    return (
        len(small) >= _FEWEST_TURNS
        and len(small) * 2 > len(labels)
        and 1 < len(distinct) < len(labels)
        and any(_number(match, times) > 1 for match in small)
        and len(labels) * _LEAST_SHARE > blocks
    )
