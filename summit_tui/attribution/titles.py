"""Words that name an office or a function, which distinguish a capacity from a name."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from summit_tui.archive.analysis.normalize import normalize

ARTICLES: Final = ("the", "a", "an", "its", "his", "her", "their", "our", "one")
"""What begins a phrase that stands for a name."""

_TITLES_WORDS: Final = """
administrator adviser advisor ambassador analyst archbishop attorney baroness bishop boss
candidate captain cardinal ceo cfo chair chairman chairperson chairwoman chancellor chief chiefs
cofounder colonel commander commissioner congressman congresswoman consul coo coordinator councillor
counsellor cto dean delegate deputy designer developer diplomat director doctor economist editor
emir emperor engineer envoy executive expert fisherman founder fellow general governor head
historian host inspector instructor investigator journalist judge justice king lawmaker lawyer
leader lecturer lieutenant lord major manager mayor member minister moderator monarch negotiator
officer official organizer owner partner pope premier president prime prince princess principal
producer professor prosecutor queen rapporteur rector reporter representative researcher
scientist secretary secretary-general senator sheikh speaker spokesman spokesperson spokeswoman
strategist student sultan superintendent surgeon teacher treasurer trustee undersecretary vice-
chairman vice-president vice-minister warden worker writer chairs heads leads
"""
_TITLES: Final = frozenset(_TITLES_WORDS.split())
_HONORIFICS_WORDS: Final = """
mr mrs ms miss mx dr prof sir dame lady madam hon rev sen rep gov gen lt col capt
"""
_HONORIFICS: Final = frozenset(_HONORIFICS_WORDS.split())

_MODIFIERS_WORDS: Final = """
deputy vice former ex acting assistant associate interim co under honorary outgoing incoming
emeritus designate elect late
"""
MODIFIERS: Final = frozenset(_MODIFIERS_WORDS.split())
"""Words that make another office of an office."""


_GROUP_WORDS: Final = """
activists all analysts anybody anyone attendees authorities both campaigners critics delegates
everybody everyone experts farmers few fishermen lawmakers many most nobody none nothing observers
officials one opponents organisers organizers others participants people police protesters
residents researchers scientists several some somebody someone sources supporters visitors
witnesses meanwhile however moreover furthermore nevertheless nonetheless therefore thus instead
indeed later earlier today yesterday tomorrow afterwards still yet
"""
_GROUPS: Final = frozenset(_GROUP_WORDS.split())


def is_group(word: str) -> bool:
    """Return whether a word that begins a sentence is nobody's name: Delegates, Additionally."""
    plain = word.lower()
    return (
        plain in _GROUPS
        or (len(plain) > 4 and plain.endswith("ly"))
        or (plain.endswith("s") and plain[:-1] in _TITLES)
    )


@cache
def is_title(word: str) -> bool:
    """Return whether a word names an office or precedes a name, such as Minister or Mr."""
    plain = re.sub(r"['’]s$|[.,]|-(?:elect|designate)$", "", word.lower())
    return plain in _TITLES or plain in _HONORIFICS or plain.rpartition("-")[2] in _TITLES


def has_title(text: str) -> bool:
    """Return whether a text names an office."""
    return any(is_title(word) for word in text.split())


def titles_in(text: str) -> set[str]:
    """Return the words that name an office, without those of its rank: vice-president."""
    words = (word for part in text.split() if is_title(part) for word in normalize(part).split())
    return set(words) - MODIFIERS


def is_honorific(word: str) -> bool:
    """Return whether a word only precedes a name, and says nothing of an office."""
    return word.lower().strip(".") in _HONORIFICS


_SHORT_OFFICES: Final = {
    "CEO": "chief executive(?: officer)?",
    "CFO": "chief financial officer",
    "COO": "chief operating officer",
    "CTO": "chief technology officer",
}
"""Offices by their abbreviations, which mean nothing else before or behind a name."""


def abbreviate_alike(capacities: Sequence[str]) -> list[str]:
    """Return capacities in which an office that one of them abbreviates is so in all of them."""
    used = {word for text in capacities for word in re.findall(r"\w+", text)}
    texts = list(capacities)
    for short in used & _SHORT_OFFICES.keys():
        office = re.compile(rf"\b{_SHORT_OFFICES[short]}\b", re.IGNORECASE)
        texts = [office.sub(short, text) for text in texts]
    return texts


HAN_TITLE: Final = (
    "秘书长|董事长|理事长|行政长官|发言人|创始人|创办人|负责人|联合创始人|总经理|总编辑|总工程师|首席[^，、]{2,4}官"
    "|主席|总统|总理|首相|国王|皇帝|大臣|大使|公使|领事|特使|特首|书记|主任|院士|教授|博士|研究员|专员|委员|议员|代表"
    "|记者|编辑|律师|法官|检察官|工程师|分析师|经济学家|专家|学者|顾问|校长|院长|部长|局长|司长|处长|厅长|署长|市长"
    "|省长|县长|州长|区长|行长|会长|社长|馆长|所长|站长|队长|船长|组长|台长|总裁|总监|经理|长官|委员长|官员|老师|先生"
    "|女士|小姐|同志|总干事|干事|理事|董事|会长|院士|主持人|团长|村长|渔民|学生|[部局司处厅署市省县州区行会社馆所站]长"
)
"""Endings of offices in Chinese, in simplified characters."""
