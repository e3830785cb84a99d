"""English sentences that report what somebody said, without quotation marks."""

import re
from typing import Final

from summit_tui.attribution.english import stated_after, stated_before
from summit_tui.attribution.english_verbs import VERB
from summit_tui.attribution.stated import Stated
from summit_tui.proposals.passage import Reported, Rule, printed_speaker

_ACCORDING: Final = re.compile(r"According to (?!(?:a|an|the) (?:statement|report|survey|study))")
_MORE: Final = re.compile(
    r"\bexpress(?:ed|es)\b|\bcall(?:ed|s) for\b|\bdescribe[ds]\b(?=.* as )"
    r"|\b(?:believes?|believed|agreed|hoped|hopes|spoke of|vows?)\b"
)
"""What also reports what somebody said or thinks."""
_NOT_FINITE: Final = re.compile(r"\w+ing$")
_NOUN_TOO: Final = frozenset(
    (
        "states", "claims", "notes", "comments", "calls", "demands", "promises", "stresses",
        "cited", "quoted", "dubbed", "termed", "posted", "proposed", "described", "called",
        "highlights", "praises", "asks", "tells", "continued", "suggested",
        "remarks", "speaks", "spoke", "observed", "observes", "maintained", "maintains",
    )
)  # fmt: skip
"""Verbs that are as often nouns, or participles beside a noun; only `that` makes them verbs."""
_CLAUSE_VERBS: Final = frozenset(("said", "says"))
"""Verbs that need no `that` before a clause."""
_PASSIVE: Final = re.compile(r"\b(?:is|are|was|were|be|been|being|as|the|a|an|to|of)(?: \w+ly)?$")
_THAT: Final = re.compile(r"(?:(?! said\b)[^.;“\"]){0,90}?\bthat\b")
_TOLD: Final = re.compile(r"told|tells")
_LAST: Final = re.compile(
    r"(?: (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day| yesterday| today)?"
    r"(?: (?:at|in|during) [^,]{1,50})?\.?\s*$"
)
_LONGEST_SPEAKER: Final = 9
"""The most words that stand for a speaker."""
_NO_SPEAKER: Final = re.compile(r"(?:including|where|when|while|which|after|as)\b")
_LONGEST_TAIL: Final = 12
"""The most words of an attribution behind the last comma but one."""
_THIRD_PERSON: Final = frozenset(("he", "she", "they", "it"))
_REPORTING_THINGS: Final = re.compile(
    r"(?:report|study|survey|statement|data|figures|document|guidelines?|analysis|article|notice"
    r"|theme|summit|event|forum|conference|agreement|plan|programme|program|law|bill)s?$",
    re.IGNORECASE,
)
"""What is said to say something and is nobody."""


def reported(sentence: str) -> Reported | None:
    """Return who a sentence on one line says has said the rest of it, or None."""
    if _ACCORDING.match(sentence):
        stated = stated_after(sentence)
        return _known(stated, "according-to", "according to", is_sure=False)
    return _subject_last(sentence) or _subject_first(sentence)


def tells(sentence: str) -> bool:
    """Return whether a sentence has a verb of saying, whoever its subject is."""
    return bool(VERB.search(sentence) or _MORE.search(sentence))


def _subject_last(sentence: str) -> Reported | None:
    """Return who says it in “The plan will work, Lin Mei said.”."""
    for verb in VERB.finditer(sentence):
        if _LAST.match(sentence, verb.end()) and not _NOT_FINITE.match(verb[0]):
            parts = sentence[: verb.start()].split(",")
            if len(parts) < 2 or len(parts[-1].split()) > _LONGEST_TAIL:
                return None
            stated = stated_before(sentence[: verb.end()])
            is_near = bool(stated) and parts[-1].strip().endswith(printed_speaker(stated))
            is_short = len(parts[-1].split()) == len(printed_speaker(stated).split())
            return _known(stated, "subject-last", verb[0], is_sure=is_near and is_short)
    return None


def _subject_first(sentence: str) -> Reported | None:
    """Return who says it in “Lin Mei said that the plan will work.”."""
    for verb in VERB.finditer(sentence):
        head = sentence[: verb.start()].rstrip()
        if _NOT_FINITE.match(verb[0]) or _PASSIVE.search(head) or not head:
            continue
        rest = sentence[verb.end() :]
        has_that = _THAT.match(rest) is not None
        if not has_that and verb[0] in _NOUN_TOO:
            continue
        if len(rest.split()) < 3:
            return None
        stated = stated_before(sentence[: verb.end()])
        is_clause = has_that or verb[0] in _CLAUSE_VERBS or bool(_TOLD.match(verb[0]))
        return _known(stated, "subject-first", verb[0], is_sure=is_clause)
    if more := _MORE.search(sentence):
        stated = stated_before(f"{sentence[: more.start()]}said")
        return _known(stated, "subject-first", more[0], is_sure=False)
    return None


def _known(stated: Stated | None, rule: Rule, verb: str, *, is_sure: bool) -> Reported | None:
    """Return a report of somebody; None of nobody, and of what is a thing."""
    if stated is None:
        return None
    if stated.pronoun:
        if stated.pronoun.lower() not in _THIRD_PERSON:
            return None
        return Reported(rule, stated.pronoun, verb, is_pronoun=True)
    speaker = printed_speaker(stated)
    if not speaker or _REPORTING_THINGS.search(speaker) or _NO_SPEAKER.match(speaker):
        return None
    if len(speaker.split()) > _LONGEST_SPEAKER:
        return None
    return Reported(rule, speaker, verb, is_sure=is_sure and bool(stated.name))
