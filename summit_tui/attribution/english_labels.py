"""Names beside English quotations that have no verb of saying: credits, labels, introductions."""

import re
from dataclasses import replace
from typing import Final

from summit_tui.attribution.english_subjects import (
    FIRST_NAME,
    NAME,
    TITLE_AND_NAME,
    appositions_between_commas,
    stated_of,
    subject_before,
    titled_name,
)
from summit_tui.attribution.english_verbs import VERB
from summit_tui.attribution.stated import Stated, stated_days
from summit_tui.attribution.titles import ARTICLES, has_title, is_honorific, is_title

_MOST_OF_LABEL: Final = 14
"""The most words that stand for a speaker without a verb."""
_DOES: Final = re.compile(
    r"\s*(?:\w+(?:ed|ing)|after|before|in|at|on|with|by|from|as|while|when|to|for|his|her|their)\b"
)
"""How words between commas begin that say what somebody does, and not what somebody is."""
_BULLET: Final = re.compile(r"^\s*(?:[-–—*•·]+|\d{1,2}[.)])\s+")
_NO_SPEAKER: Final = re.compile(
    r"(?:addition|edit|emphas|file|graphic|illustrat|image|italic|photo|pictur|report|sourc"
    r"|translat|video)\w*\b|see\b|via\b",
    re.IGNORECASE,
)
"""What begins a credit of somebody who has not said the words: Translation by Lin Mei."""
_LEADING: Final = re.compile(r"^\s*(?:For|Here is|Here’s|Here's|From|In|With) (?=[A-Z])")
_OFFICE: Final = re.compile(r"[Tt]he (?:[\w-]+ ){0,4}?[\w-]+(?: (?:of|for) [^,:]{3,60})?")
"""“The commissioner for ferries”, before a colon."""
_OFFICE_THAT_ACTS: Final = re.compile(
    r"\s*(?P<office>[Tt]he (?:[\w-]+ ){0,3}?(?P<title>[\w-]+)(?: (?:of|for) [^,:]{3,60}?)?)"
    r"(?<! and)(?<! of)(?<! for)(?<! the) (?:also |then )?[a-z]{2,}ed\b"
)
"""“The commissioner for ferries welcomed”: what she adds are words of hers."""

_SPEECH: Final = re.compile(
    r"['’]s? (?:[a-z]+ ){0,2}?(?:address|advice|answer|appeal|argument|comments?|keynote|line"
    r"|mantra|message|motto|pitch|plea|pledge|point|promise|remarks?|reply|response|speech|statement|take"
    r"|verdict|view|warning|words)\b"
)
"""“Lin Mei's message”: what follows are words of hers."""
_WHOLE_NAME: Final = re.compile(NAME.replace("’'", ""))
_ON_TOPIC: Final = re.compile(r" on [^:]{2,80}")
"""“Lin Mei on ferries:”, as in a headline."""
_SUBJECT: Final = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I)\b")


def credited(text: str) -> Stated | None:
    """Return whom a credit names, such as that behind a dash: Lin Mei, Minister of Transport.

    None where it is too long for one, or tells something.
    """
    text = appositions_between_commas(text.strip()).strip(" ,.:")
    is_long = len(text.split()) > _MOST_OF_LABEL
    if not text or is_long or VERB.search(text) or _NO_SPEAKER.match(text):
        return None
    subject = subject_before(f"{text}," if "," in text else text)
    return _weakly(subject, text)


def introduced(text: str) -> Stated | None:
    """Return with whom a sentence begins that introduces words without a verb of saying.

    “Lin Mei welcomed the guests, adding:”, “Lin Mei was blunt:”, “Lin Mei:”.
    """
    label = _LEADING.sub("", _BULLET.sub("", text)).rstrip(" :,")
    behind = TITLE_AND_NAME.match(label)
    if behind and has_title(behind["title"]) and not has_title(behind["name"]):
        return _weakly(Stated("", behind["name"], behind["title"]), text)
    if acts := _office_that_acts(label):
        return acts
    if _OFFICE.fullmatch(label) and is_title(re.split(" of | for ", label)[0].split()[-1]):
        return stated_of(text, Stated("", "", label), None)
    name = FIRST_NAME.match(label)
    if name and name[0] == label and " " not in label and text.rstrip().endswith(":"):
        return Stated(label, label, is_weak=True)  # “Lin:”, or “Theme:”
    if name and _ON_TOPIC.fullmatch(label[name.end() :]):
        return _weakly(titled_name(name[0]) or Stated("", name[0]), text)
    if name is None or len(name[0].split()) == 1 or name[0].split()[0].lower() in ARTICLES:
        return _only_name(label)
    if name[0].endswith(("’s", "'s", "’", "'")):
        return _only_name(label)
    apposition = re.match(r", ([^,]{1,100})(?:,|$)", label[name.end() :])
    capacity = apposition[1] if apposition and _is_apposition(apposition[1]) else ""
    titled = titled_name(label) if not capacity and len(label.split()) <= _MOST_OF_LABEL else None
    if titled and titled.name and label.endswith(titled.name):
        is_weak = not is_honorific(titled.capacity)
        return replace(stated_of(text, titled, None), is_weak=is_weak)
    phrase = titled_name(name[0]) or Stated("", name[0])
    return _weakly(Stated("", phrase.name, capacity or phrase.capacity), text)


def _only_name(text: str) -> Stated | None:
    """Return the only name in an introduction that has no other subject.

    “The loudest applause was for Lin Mei:”, “Lin Mei's message was simple:”; what belongs to a
    bearer otherwise, her house or her critics, may say anything.
    """
    names = [name for name in _WHOLE_NAME.finditer(text) if len(name[0].split()) > 1]
    if len(names) != 1 or _SUBJECT.search(text) or text[: names[0].start()].endswith(" by "):
        return None
    name, behind = names[0][0], text[names[0].end() :]
    if behind.startswith(("'", "’")) and not _SPEECH.match(behind):
        return None
    return _weakly(titled_name(name) or Stated("", name), text)


def _office_that_acts(text: str) -> Stated | None:
    """Return the office with which a sentence begins whose bearer does something.

    “The commissioner for ferries welcomed the guests, adding:”; a name is stated by others.
    """
    acts = _OFFICE_THAT_ACTS.match(text)
    if acts is None or not is_title(acts["title"]):
        return None
    return replace(stated_of(text, Stated("", "", acts["office"]), None), is_weak=True)


def _is_apposition(words: str) -> bool:
    """Return whether words between commas say what somebody is, and not what somebody does."""
    return has_title(words) and not _DOES.match(words)


def _weakly(subject: Stated | None, words: str) -> Stated | None:
    if subject is None:
        return None
    is_weak = not has_title(f"{subject.capacity} {subject.name}")
    return replace(stated_of(words, subject, next(stated_days(words), None)), is_weak=is_weak)
