"""Attribution in English sentences: the subject of the verb beside a quotation, and its day.

The rules are those that were measured on annotated news: a verb of speech, the noun phrase nearest
to it, and after a full stop within the marks only a sentence that says no more than who spoke.
"""

import re
from dataclasses import replace
from typing import Final

from summit_tui.attribution.english_labels import introduced
from summit_tui.attribution.english_subjects import (
    NAME,
    appositions_between_commas,
    clause_of,
    noun_phrase,
    stated_of,
    subject_before,
    subject_behind,
)
from summit_tui.attribution.english_verbs import (
    OWN_PARTICIPLE,
    PARTICIPLE,
    SPOKE_OF_ITSELF,
    verbs_in,
)
from summit_tui.attribution.stated import Stated, StatedDay, stated_days

_QUOTED_AS: Final = re.compile(
    r"(?<!\bwas )(?<!\bwere )(?<!\bis )(?<!\bare )(?<!\bbeen )\b(?:quot|cit)(?:ed|es|ing) "
    r"(?!by\b|as\b)(?P<who>[^:;“”]{1,120}?),? as (?:saying|telling|writing|having (?:said|told))\b"
)
"""“The agency quoted Lin Mei as saying”: the words are hers."""
_RECALLED: Final = re.compile(
    rf"\b(?:recall(?:ed|s|ing)|remember(?:ed|s|ing)|heard|hears|hearing) (?P<who>{NAME})"
    r" (?:say|says|saying|tell|telling|warn|warning|write|writing)\b"
)
"""“Ada Okoro recalled Lin Mei saying”: the words are hers, too."""
_NAMED_BY: Final = re.compile(
    r"\b(?:[Ww]hat|whom|which) (?P<who>[^:;,.“”]{1,80}?)(?: (?:has|had|have|once|later|then|also"
    r"|repeatedly))* (?:called|calls|termed|terms|dubbed|dubs|(?:described|describes|referred to"
    r"|refers to|regards|regarded) as)(?: an?| the)?\s*$"
)
"""“What Lin Mei called”, “the port, which Lin Mei described as”."""
_CALLED_BY: Final = re.compile(
    r"\b(?:called|characteri[sz]ed|defined|denounced|described|dismissed|dubbed|hailed|praised"
    r"|summed up|termed) by (?P<who>[^:;“”]{1,120}?)(?:,? as(?: an?| the)?)?[,:]?\s*$"
)
"""“The port was described by Lin Mei as”."""
_CLAUSE_GOES_ON: Final = re.compile(
    r"(?:(?! who\b| which\b)[^,])*"
    r" (?:would|will|must|should|could|might|had|has|have|was|were|is|are)\b"
)
"""What says that a verb has a clause behind it, and no speaker: said his port would close."""
_WORDS_BY: Final = re.compile(
    r"(?P<who>[^,:;.“”]{1,80}?)(?:['’]s|(?<=s)['’]) (?:[a-z]+ ){0,2}?"
    r"(?:words?|remarks?|statements?|comments?|claims?|promises?|pledges?|warnings?|assertions?"
    r"|assurances?|phrases?|calls?|conclusions?|arguments?|advice|appeals?|vows?|demands?|requests?"
    r"|offers?|threats?|descriptions?|hopes?)"
    r"(?: that|(?: not)? to(?: [a-z]+){0,2}| (?:for|against)(?: (?:an?|the))?"
    r"| of [^,:;.“”]{1,60} as(?: an?| the)?)?[,:]?\s*$"
)
"""“The paper cited Lin Mei's remark that”, “Lin Mei's promise to lay”, “… description of it as”."""
_WORDS_OF: Final = re.compile(r"\bin (?:the )?words of ", re.IGNORECASE)
_ACCORDING: Final = re.compile(r"\baccording to ", re.IGNORECASE)
_AS_TOLD_BY: Final = re.compile(
    r"(?:[Aa]ccording to|[Ii]n (?:the )?words of|per(?= [A-Z])|courtesy of"
    r"|(?:as )?(?:coined|put|said|spoken|stated|used|uttered|voiced) by(?= [A-Z])) "
    r"|(?:reads?|ran|runs|went|goes|said|says) (?=(?:an?|the|his|her|their) (?:\w+ )?(?:statement"
    r"|post|letter|message|note|memo|tweet|text)\b)"
)
"""What leads to the speaker behind a quotation: “…,” read a statement from Lin Mei."""
_STATEMENT_FROM: Final = re.compile(
    r"(?:an?|the) (?:\w+ )?(?:statement|post|letter|message|note|memo|tweet|text)"
    r"(?: issued| released| published| posted| signed)? (?:from|by|of) "
)
_TOLD_BY: Final = re.compile(
    r"\b(?:is|was|were|are|been|being) (?:\w+ly )?(?:advised|assured|asked|informed|reminded|told"
    r"|urged|warned) by (?P<who>[^:;“”]{1,120}?)[:,]?\s*$"
)
"""“The delegates were told by Lin Mei”."""
_FOR: Final = re.compile(rf"\s*For (?P<who>{NAME}), $")
"""“For Lin Mei, “…””: a view of hers, or of something that has none."""
_INVERTED: Final = re.compile(
    r"\s*(?:Said|Says|Added|Adds|Asked|Asks|Wrote|Writes|Replied|Concluded) (?=[A-Z])"
)
"""“Said Lin Mei:”."""
_CONVINCED: Final = re.compile(
    r"(?P<who>[^:;.“”]{1,120}?) (?:is|was|remains|remained|were|are) (?:\w+ly )?(?:adamant|blunt"
    r"|categorical|certain|clear|confident|convinced|emphatic|explicit|firm|frank|glad|hopeful"
    r"|insistent|optimistic|proud|sure|unequivocal) that\s*$"
)
"""“Lin Mei was emphatic that”."""
_BY_SAYING: Final = re.compile(
    r"(?P<who>[^:;.“”]{1,120}?) (?:opened|began|started|closed|ended|finished|responded|replied)"
    r" by (?:saying|telling|noting|stating|warning|stressing)\b"
)
_OBJECT: Final = re.compile(rf"\b(?:quot|cit)(?:ed|es|ing) (?P<who>{NAME}),?:\s*$")
"""“Ada Okoro quoted Lin Mei:”: the words are hers."""
_OF_OBJECT: Final = re.compile(rf"\bto say(?: that)?\s*$|(?<=asked) {NAME}\b[^:]*:\s*$")
"""What may be the words of the one who is spoken of, or of the one who is asked."""
_SECOND_VERB: Final = re.compile(r"\band(?: \w+ly| then| also| later)*\s*$")
"""“Lin Mei thanked Ada Okoro and”: who did the one does the other."""
_OTHER_SUBJECT: Final = re.compile(r",.*(?:[A-Z]|\b(?:he|she|they|the|who|which)\b)")
"""Behind a comma, what may be the subject of the second verb."""
_RELATIVE_CLAUSE: Final = re.compile(r", whose [^,“”]{1,80},")
_AFTERWARDS: Final = re.compile(
    r"\s*(?:That|This) (?:is|was) (?:how |what |the \w+ (?:of|from) )?(?=[A-Z])"
    r"|\s*(?:Those|These) (?:are|were) the words of (?=[A-Z])"
    r"|\s*(?:So|Thus) (?:said|spoke) (?=[A-Z])"
)
"""“That was Lin Mei”."""
_SPOKE: Final = (
    r"(?:said|says|added|adds|stated|states|wrote|writes|declared|declares|noted|notes|explained"
    r"|explains|remarked|stressed|told (?:(?:the|an?|his|her|their) )?[\w’'-]+(?: [A-Z][\w’'-]*)*)"
)
"""A verb of saying that says nothing by itself, unlike “agreed” and “replied”."""
_CIRCUMSTANCES: Final = (
    r"(?:,? (?:on|in|at|to|during|before|after) (?:(?:the|an?|his|her|their) )?[\w’'-]+"
    r"(?: [A-Z\d][\w’',-]*)*| (?:last|this) \w+| [A-Z]\w+day| [a-z]+ly"
    r"| (?:yesterday|today|later|then|there|here|also))*"
)
"""When, where and to whom; no words that were said."""
_ALONE: Final = re.compile(rf"[^:;“”]{{2,120}}?,? {_SPOKE}{_CIRCUMSTANCES}|{_SPOKE} [^:;“”]+")
"""“Lin Mei said on Monday”, “said Lin Mei, the minister”."""
_NAMING: Final = re.compile("called|calls|termed|dubbed|quoted|described")
_FARTHEST_DAY: Final = 5
"""The most words between a verb and its day, as in “told the session on”."""
_FARTHEST_MARK: Final = 30
"""The most words between a verb and the quotation that it introduces."""
_BEHIND_DAY: Final = re.compile(r"(?:,|:|of|that|about|in|at|to|during|from)?(?:\s|$)|$")
_BEHIND_MONTH: Final = re.compile(r"[,:;]|that\b|$")
"""“said in 2030 that”; “said in 2030 the harbour would” tells when the harbour would."""
_LEADING_DAY: Final = re.compile(r"\s*(?:(?:On|In|At)\b|on (?=\w+ ?\w* ?\d{0,4}$))")
"""How a part of a sentence begins that says when: “A day later, on 2 May 2030, she said”."""


def stated_after(text: str) -> Stated | None:
    """Return what the rest of a sentence behind a quotation states; None where it says nothing."""
    text = _RELATIVE_CLAUSE.sub(",", appositions_between_commas(text.lstrip(" ,–—-\t\n")))
    if quoted := _QUOTED_AS.search(text):
        return _in_words(subject_behind(quoted["who"]), text)
    clause = clause_of(text)
    if match := _AS_TOLD_BY.match(text):
        behind = _STATEMENT_FROM.sub("", clause_of(text[match.end() :]), count=1)
        return _in_words(subject_behind(behind), clause or text)
    verb = next(iter(verbs_in(clause)), None) or SPOKE_OF_ITSELF.search(clause)
    if verb is None:
        return None
    if not verb.start():
        behind = clause[verb.end() :].lstrip()
        return None if _CLAUSE_GOES_ON.match(behind) else _in_words(subject_behind(behind), clause)
    # “…” that the council must adopt, Lee said: too far to be sure of.
    subject = subject_before(clause[: verb.start()])
    if subject is None:
        return None
    return stated_of(clause, subject, _day_beside(clause[verb.end() :]))


def stated_before(text: str) -> Stated | None:
    """Return what the part of a sentence before a quotation states; None where it says nothing."""
    text = appositions_between_commas(re.sub(r"^\s*As (?=[A-Za-z])", "", text))
    text = _RELATIVE_CLAUSE.sub(",", text)
    if stated := _stated_in_a_phrase(text):
        return stated
    verbs = verbs_in(text) or [*SPOKE_OF_ITSELF.finditer(text.rstrip(" ,:"))]
    if not verbs:
        return introduced(text) if text.rstrip().endswith(":") else None
    verb = verbs[-1]
    head, rest = text[: verb.start()], text[verb.end() :]
    if PARTICIPLE.match(verb[0]):
        # Its subject is that of another verb, maybe none of speech; “thanked her for saying”.
        if len(verbs) == 1 or head.endswith(" for "):
            return introduced(head) if OWN_PARTICIPLE.search(head) else None
        verb = verbs[-2]
        head, rest = text[: verb.start()], text[verb.end() :]
    if len(rest.split()) > _FARTHEST_MARK or _OF_OBJECT.search(text, verb.start() + 1):
        return None
    if _SECOND_VERB.search(head) and not _OTHER_SUBJECT.search(head):
        return introduced(head.partition(",")[0])
    subject = subject_before(head)
    # “The plan, called “Cables for All””: a name, which nobody has said.
    if subject is None or (_NAMING.fullmatch(verb[0]) and not rest.strip(" ,:")):
        return None
    day = _day_beside(rest)
    if day is None:
        leading = next(filter(_LEADING_DAY.match, head.split(",")[:2]), "")
        day = next(stated_days(leading), None)
    return stated_of(text, subject, day)


def _stated_in_a_phrase(text: str) -> Stated | None:
    """Return what is stated before a quotation by a phrase that is more than a verb of saying."""
    if matches := [*_WORDS_OF.finditer(text), *_ACCORDING.finditer(text)]:
        last = max(matches, key=re.Match.end)
        # “According to the Tide Board, Lin Mei said”: the words are hers, the report the board's.
        behind = text[last.end() :].partition(",")[2]
        own = next((part for part in (behind, text[: last.start()]) if verbs_in(part)), "")
        if own:
            return stated_before(own)
        return _in_words(subject_behind(text[last.end() :]), text)
    for form in (_OBJECT, _TOLD_BY, _CALLED_BY, _QUOTED_AS, _RECALLED):
        if quoted := form.search(text):
            return _in_words(subject_behind(quoted["who"]), text)
    if named := _NAMED_BY.search(text):
        return _in_words(noun_phrase(named["who"]), text)
    if words := _WORDS_BY.search(text):
        return _in_words(noun_phrase(re.sub(r"^\s*In ", "", words["who"])), text)
    if match := _FOR.fullmatch(text):
        return replace(stated_of(text, Stated("", match["who"]), None), is_weak=True)
    if inverted := _INVERTED.match(text):
        return _in_words(subject_behind(text[inverted.end() :]), text)
    if match := _CONVINCED.match(text) or _BY_SAYING.match(text):
        return _in_words(subject_before(match["who"]), text)
    return None


def stated_alone(text: str) -> Stated | None:
    """Return what the sentence behind a quotation states if it says only who spoke, and when.

    The quotation has ended with a full stop within its marks, so whatever else the sentence says is
    not of it.
    """
    text = text.strip().rstrip(".")
    return stated_after(text) if _ALONE.fullmatch(text) else None


def stated_afterwards(text: str) -> Stated | None:
    """Return what the sentence behind a quotation states that says only whose words they were."""
    match = _AFTERWARDS.match(text)
    subject = subject_behind(clause_of(text[match.end() :])) if match else None
    if subject is None or re.search("['’]s?$", subject.name):
        return None
    return replace(stated_of(text, subject, None), is_weak=True)


def _in_words(subject: Stated | None, words: str) -> Stated | None:
    """Return what is stated with the words of its whole clause."""
    return subject and stated_of(words, subject, subject.day)


def _day_beside(text: str) -> StatedDay | None:
    """Return the day that goes with a verb before `text`; not that of what somebody speaks of.

    “Lee said on 3 May that …” has one, “Lee said the vote on 3 May was …” has none.
    """
    days = sorted(stated_days(clause_of(text)), key=lambda day: text.find(day.printed))
    if not days:
        return None
    before, _, behind = text.partition(days[0].printed)
    is_long = days[0].day is None and days[0].weekday is None
    follows = _BEHIND_MONTH if is_long else _BEHIND_DAY
    is_beside = len(before.split()) <= _FARTHEST_DAY and follows.match(behind.lstrip(". "))
    return days[0] if is_beside else None
