"""Attribution in English sentences: the subject of the verb beside a quotation, and its day.

The rules are those that were measured on annotated news: a verb of speech, the noun phrase nearest
to it, and after a full stop within the marks nothing that follows.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from summit_tui.attribution.stated import Stated, StatedDay, stated_days
from summit_tui.attribution.titles import ARTICLES, has_title, is_group, is_honorific, is_title

_VERBS_WORDS: Final = """
said says say saying told tells telling added adds adding noted notes noting explained explains
argued argues warned warns warning stressed stresses stressing declared
declares announced announces wrote writes asked asks replied replies
replying responded responds insisted insists insisting claimed claims remarked remarks
observed observes stated states stating commented comments emphasized emphasizes
emphasised emphasises recalled recalls concluded concludes continued
continues acknowledged acknowledges admitted admits conceded concedes suggested suggests urged
urges urging pledged pledges promised promises vowed vows cautioned
cautions hailed hails praised praises quipped joked affirmed affirms
reiterated reiterates underlined underlines underscored underscores
highlighted highlights called calls calling described describes spoke
speaks termed dubbed quoted tweeted posted proposed proposes demanded demands denied
denies confirmed confirms predicted predicts interjected exclaimed asserted asserts
contended contends maintained maintains testified cited
"""
_VERBS: Final = _VERBS_WORDS.split()
VERB: Final = re.compile(
    rf"(?<![\w’'-])(?<!\bto )(?:{'|'.join(sorted(_VERBS, key=len, reverse=True))}|points? out"
    r"|pointed out|puts? it|(?:went|goes) on(?: to (?:say|add|tell|ask))?)(?![\w’'-])"
)
"""A verb of saying, in a form that has a subject, or a participle; no infinitive."""
_PARTICIPLE: Final = re.compile(
    r"(?:adding|saying|noting|stressing|calling|warning|telling|stating|insisting)\b"
)
_QUOTED_AS: Final = re.compile(
    r"(?<!\bwas )(?<!\bwere )(?<!\bis )(?<!\bare )(?<!\bbeen )\b(?:quot|cit)(?:ed|es|ing) "
    r"(?!by\b|as\b)(?P<who>[^:;“”]{1,120}?),? as (?:saying|telling|writing|having (?:said|told))\b"
)
"""“The agency quoted Lin Mei as saying”: the words are hers."""
_WORDS_BY: Final = re.compile(
    r"(?P<who>[^,:;.“”]{1,80}?)(?:['’]s|(?<=s)['’]) (?:[a-z]+ ){0,2}?"
    r"(?:words?|remarks?|statements?|comments?|claims?|promises?|pledges?|warnings?|assertions?"
    r"|assurances?|phrases?|calls?|conclusions?|arguments?|advice|appeals?)(?: that)?[,:]?\s*$"
)
"""“The paper cited Lin Mei's remark that”."""
_APPOSITION: Final = re.compile(
    r"(?<=[\w.’']) (?:[–—-] (?P<dashed>[^–—:“”]{1,120}?) [–—-](?=[ :,]|$)"
    r"|\((?P<bracketed>[^()]{1,100})\)),?"
)
"""What is said of a bearer between dashes or in parentheses, as others say it between commas."""
_MOST_OF_LABEL: Final = 14
"""The most words that stand for a speaker without a verb."""
_OWN_PARTICIPLE: Final = re.compile(r"(?:,|\bby) $")
"""What stands before a participle that goes with the subject of its sentence: not “for saying”."""
_WORDS_OF: Final = re.compile(r"\bin (?:the )?words of ", re.IGNORECASE)
_ACCORDING: Final = re.compile(r"\baccording to ", re.IGNORECASE)

_PRONOUNS_WORDS: Final = """
he she they it i we you who that which this these those
"""
_PRONOUNS: Final = frozenset(_PRONOUNS_WORDS.split())
_PARTICLES: Final = (
    "al|bin|ibn|bint|da|das|de|del|della|den|der|di|dos|du|el|la|le|lo|ten|ter|van|von|y|zu"
)
_CAPITAL: Final = r"[^\W\d_a-zß-öø-ÿ][\w.’'&+-]*"
_NAME: Final = rf"{_CAPITAL}(?: (?:(?:{_PARTICLES}) )*{_CAPITAL})*"
_LAST_NAME: Final = re.compile(rf"(?<![\w’'-]){_NAME}$")
_FIRST_NAME: Final = re.compile(rf"{_NAME}(?: (?:of|for) (?:the )?{_NAME})*")
_SEVERAL_NAMES: Final = re.compile(rf"(?<![\w’'-]){_NAME}(?:(?:,? and|,| &) {_NAME})*$")
_TITLE_AND_NAME: Final = re.compile(
    rf"(?P<title>(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) [^:]{{3,100}}?), (?P<name>(?:{_NAME}))"
    r"(?=[,.;:]|$| (?:on|in|at|when|as|who)\b)"
)
"""“The commissioner for ferries, Lin Mei”."""
_DOES: Final = re.compile(
    r"\s*(?:\w+(?:ed|ing)|after|before|in|at|on|with|by|from|as|while|when|to|for|his|her|their)\b"
)
"""How words between commas begin that say what somebody does, and not what somebody is."""
_BULLET: Final = re.compile(r"^\s*(?:[-–—*•·]+|\d{1,2}[.)])\s+")
_OFFICE: Final = re.compile(r"[Tt]he (?:[\w-]+ ){0,4}?[\w-]+(?: (?:of|for) [^,:]{3,60})?")
"""“The commissioner for ferries”, before a colon."""
_OFFICE_THAT_ACTS: Final = re.compile(
    r"\s*(?P<office>[Tt]he (?:[\w-]+ ){0,3}?(?P<title>[\w-]+)(?: (?:of|for) [^,:]{3,60}?)?)"
    r"(?<! and)(?<! of)(?<! for)(?<! the) (?:also |then )?[a-z]{2,}ed\b"
)
"""“The commissioner for ferries welcomed”: what she adds are words of hers."""
_RELATIVE: Final = re.compile(rf"(?P<name>{_NAME}),? who$")
"""“Lin Mei, who”."""
_OF_PLACE: Final = re.compile(
    rf"(?<![\w’'-])(?P<name>{_NAME}) (?:of|from|at|for) (?:the )?{_NAME}$"
)
"""“Lin Mei of Harbour City” names her."""
_SHORT_FORM: Final = re.compile(r" \([A-Z]{2,12}\)")
"""“The Harbour Board (HB)”."""
_AUXILIARIES: Final = re.compile(
    r"(?: (?:had|has|have|is|was|were|be|been|would|will|did|does|also|later|then|again|once|only|"
    r"even|just|still|further|repeatedly|recently|famously|\w+ly))*\s*$"
)
_NAMING: Final = re.compile("called|calls|termed|dubbed|quoted|described")
_FARTHEST_DAY: Final = 5
"""The most words between a verb and its day: told the session on."""
_FARTHEST_MARK: Final = 30
"""The most words between a verb and the quotation that it introduces."""
_BEHIND_DAY: Final = re.compile(r"(?:,|:|of|that|about|in|at|to|during|from)?(?:\s|$)|$")
_BEHIND_MONTH: Final = re.compile(r"[,:;]|that\b|$")
"""“said in 2030 that”; “said in 2030 the harbour would” tells when the harbour would."""
_CUT: Final = re.compile(
    r",? \b(?:as|when|while|after|before|during|that|because|whose|but|where)\b"
    r"|,? according to\b|,? (?:adding|citing|quoting|referring|speaking|pointing|noting)\b|[;:()—–]"
)
"""Where a clause of attribution ends at the latest."""
_LEADING_DAY: Final = re.compile(r"\s*(?:On|In|At)\b")
_LONGEST_APPOSITION: Final = 16
"""The most words that are said of a bearer between commas."""


def stated_after(text: str) -> Stated | None:
    """Return what the rest of a sentence behind a quotation states; None where it says nothing."""
    text = _appositions_between_commas(text.lstrip(" ,–—-\t\n"))
    if quoted := _QUOTED_AS.search(text):
        return _in_words(_subject_behind(quoted["who"]), text)
    clause = _clause(text)
    if match := _ACCORDING.match(text):
        return _in_words(_subject_behind(_clause(text[match.end() :])), clause or text)
    verb = VERB.search(clause)
    if verb is None:
        return None
    if not verb.start():
        return _in_words(_subject_behind(clause[verb.end() :].lstrip()), clause)
    # “…” that the council must adopt, Lee said: too far to be sure of.
    subject = _subject_before(clause[: verb.start()])
    if subject is None:
        return None
    return _stated(clause, subject, _day_beside(clause[verb.end() :]))


def stated_before(text: str) -> Stated | None:
    """Return what the part of a sentence before a quotation states; None where it says nothing."""
    text = _appositions_between_commas(re.sub(r"^\s*As (?=[A-Za-z])", "", text))
    matches = [*_WORDS_OF.finditer(text), *_ACCORDING.finditer(text)]
    if matches:
        return _in_words(_subject_behind(text[max(match.end() for match in matches) :]), text)
    if quoted := _QUOTED_AS.search(text):
        return _in_words(_subject_behind(quoted["who"]), text)
    if words := _WORDS_BY.search(text):
        return _in_words(_noun_phrase(re.sub(r"^\s*In ", "", words["who"])), text)
    verbs = list(VERB.finditer(text))
    if not verbs:
        return _introduced(text) if text.rstrip().endswith(":") else None
    verb = verbs[-1]
    head, rest = text[: verb.start()], text[verb.end() :]
    if _PARTICIPLE.match(verb[0]):
        # Its subject is that of another verb, which may be none of speech.
        if len(verbs) == 1:
            return _introduced(head) if _OWN_PARTICIPLE.search(head) else None
        verb = verbs[-2]
        head, rest = text[: verb.start()], text[verb.end() :]
    if len(rest.split()) > _FARTHEST_MARK:
        return None
    subject = _subject_before(head)
    # “The plan, called “Cables for All””: a name, which nobody has said.
    if subject is None or (_NAMING.fullmatch(verb[0]) and not rest.strip(" ,:")):
        return None
    day = _day_beside(rest)
    if day is None and _LEADING_DAY.match(head):
        day = next(stated_days(head.split(",")[0]), None)
    return _stated(text, subject, day)


def credited(text: str) -> Stated | None:
    """Return whom a credit names, such as that behind a dash: Lin Mei, Minister of Transport.

    None where it is too long for one, or tells something.
    """
    text = _appositions_between_commas(text.strip()).strip(" ,.:")
    if not text or len(text.split()) > _MOST_OF_LABEL or VERB.search(text):
        return None
    subject = _subject_before(f"{text}," if "," in text else text)
    return _weakly(subject, text)


def _introduced(text: str) -> Stated | None:
    """Return with whom a sentence begins that introduces words without a verb of saying.

    “Lin Mei welcomed the guests, adding:”, “Lin Mei was blunt:”, “Lin Mei:”.
    """
    label = _BULLET.sub("", text).rstrip(" :,")
    behind = _TITLE_AND_NAME.match(label)
    if behind and has_title(behind["title"]) and not has_title(behind["name"]):
        return _weakly(Stated("", behind["name"], behind["title"]), text)
    if acts := _office_that_acts(label):
        return acts
    if _OFFICE.fullmatch(label) and is_title(re.split(" of | for ", label)[0].split()[-1]):
        return _stated(text, Stated("", "", label), None)
    name = _FIRST_NAME.match(label)
    if name is None or name[0].split()[0].lower() in ARTICLES:
        return None
    if name[0].endswith(("’s", "'s", "’", "'")):
        return None  # her house, her critics
    apposition = re.match(r", ([^,]{1,100})(?:,|$)", label[name.end() :])
    capacity = apposition[1] if apposition and _is_apposition(apposition[1]) else ""
    titled = _titled(label) if not capacity and len(label.split()) <= _MOST_OF_LABEL else None
    if titled and titled.name and label.endswith(titled.name):
        is_weak = not is_honorific(titled.capacity)
        return replace(_stated(text, titled, None), is_weak=is_weak)
    phrase = _titled(name[0]) or Stated("", name[0])
    return _weakly(Stated("", phrase.name, capacity or phrase.capacity), text)


def _office_that_acts(text: str) -> Stated | None:
    """Return the office with which a sentence begins whose bearer does something.

    “The commissioner for ferries welcomed the guests, adding:”; a name is stated by others.
    """
    acts = _OFFICE_THAT_ACTS.match(text)
    if acts is None or not is_title(acts["title"]):
        return None
    return replace(_stated(text, Stated("", "", acts["office"]), None), is_weak=True)


def _is_apposition(words: str) -> bool:
    """Return whether words between commas say what somebody is, and not what somebody does."""
    return has_title(words) and not _DOES.match(words)


def _weakly(subject: Stated | None, words: str) -> Stated | None:
    if subject is None:
        return None
    is_weak = not has_title(f"{subject.capacity} {subject.name}")
    return replace(_stated(words, subject, next(stated_days(words), None)), is_weak=is_weak)


def _appositions_between_commas(text: str) -> str:
    """Return a text in which dashes and parentheses round an apposition are commas.

    What says nothing of somebody's office is left out: (left), (HB).
    """

    def between_commas(match: re.Match[str]) -> str:
        words: str = match["dashed"] or match["bracketed"]
        return f", {words}," if has_title(words) else "" if words.isupper() else ","

    return _APPOSITION.sub(between_commas, text)


def _clause(text: str) -> str:
    match = _CUT.search(text)
    return text[: match.start()] if match else text


def _in_words(subject: Stated | None, words: str) -> Stated | None:
    """Return what is stated with the words of its whole clause."""
    return subject and _stated(words, subject, subject.day)


def _day_beside(text: str) -> StatedDay | None:
    """Return the day that goes with a verb before `text`; not that of what somebody speaks of.

    “Lee said on 3 May that …” has one, “Lee said the vote on 3 May was …” has none.
    """
    days = sorted(stated_days(_clause(text)), key=lambda day: text.find(day.printed))
    if not days:
        return None
    before, _, behind = text.partition(days[0].printed)
    is_long = days[0].day is None and days[0].weekday is None
    follows = _BEHIND_MONTH if is_long else _BEHIND_DAY
    is_beside = len(before.split()) <= _FARTHEST_DAY and follows.match(behind.lstrip(". "))
    return days[0] if is_beside else None


def _stated(words: str, subject: Stated, day: StatedDay | None) -> Stated:
    shown = " ".join(words.split()).strip(" ,.:")
    return Stated(shown, subject.name, subject.capacity, day, subject.pronoun)


_ITEM: Final = r"[A-Z][\w’'-]*(?: (?:of |the )?[A-Z][\w’'-]*){0,3}"
_LISTED_OFFICE: Final = re.compile(
    r"(?<!\w)(?P<office>(?:[Tt]he )?(?:[A-Z][\w’'.-]* ){0,4}(?:Minist(?:ry|er)|Department|Office"
    r"|Committee|Commission(?:er)?|Agency|Bureau|Council|Authority|Board|Secretar(?:y|iat)"
    r"|Directorate|Institute|Federation|Association|Cent(?:er|re)|Director|Chair\w*|Head)"
    rf" (?:of|for|on) (?:the )?{_ITEM}(?:, {_ITEM})+,? (?:and|&) {_ITEM})$"
)
"""An office whose name is a list: the Ministry of Industry, Trade and Energy."""


def _subject_with_commas(text: str) -> Stated | None:
    """Return a subject at the end of a text whose commas belong to it, or None."""
    if relative := _RELATIVE.search(text):
        return Stated("", relative["name"])
    listed = _LISTED_OFFICE.search(text)
    return Stated("", "", listed["office"]) if listed else None


def _subject_before(text: str) -> Stated | None:
    """Return the subject that ends where a verb begins."""
    # “Photo: Lin Mei says”
    text = _AUXILIARIES.sub("", text).rpartition(": ")[2]
    if whole := _subject_with_commas(" ".join(text.split())):
        return whole
    closed = text.rstrip().endswith(",")
    parts = [" ".join(part.split()) for part in text.strip(" ,\n\t").split(",")]
    parts = [part for part in parts if part]
    if not parts:
        return None
    if closed and len(parts) > 1 and (named := _name_behind_title(parts)):
        return named
    # “Lee, chief executive of Hong Kong,” and the like: the last name before what is said of it.
    for number in range(len(parts) - 2 if closed else -1, -1, -1):
        name = _name_at_end(parts[number])
        if name and not has_title(parts[number]):
            return Stated("", name, ", ".join(parts[number + 1 :]))
        if name and (whole := _titled(parts[number])) and whole.name:
            return whole
    # “The secretary for innovation, technology and industry”: an article before the last comma.
    for number in range(len(parts) - 1, -1, -1):
        if parts[number].split()[0].lower() in ARTICLES and has_title(parts[number]):
            return Stated("", "", ", ".join(parts[number:]))
        if number < len(parts) - 1 and _LAST_NAME.search(parts[number]):
            break
    return _noun_phrase(parts[-1])


def _name_behind_title(parts: Sequence[str]) -> Stated | None:
    """Return the subject of “the commissioner for ferries, Ms Lin Mei,”."""
    words = parts[-1].split()
    name = " ".join(word for word in words if not is_honorific(word))
    if not _LAST_NAME.fullmatch(name) or has_title(name):
        return None
    for number in range(len(parts) - 2, -1, -1):
        if parts[number].split()[0].lower() in ARTICLES:
            title = ", ".join(parts[number:-1])
            is_office = has_title(title) and not any(map(is_honorific, title.split()))
            return Stated("", name, title) if is_office else None
    return None


def _noun_phrase(text: str) -> Stated | None:
    """Return the noun phrase with which a text ends: a name, a title with one, or a pronoun."""
    last = text.split()[-1].lower().strip("’'")
    if last in _PRONOUNS:
        return Stated("", pronoun=text.split()[-1])
    if titled := _titled(text):
        return titled
    if name := _name_at_end(text):
        return Stated("", name)
    article = re.search(rf"(?:^|.* )((?:{'|'.join(ARTICLES)}) .+)$", text, re.IGNORECASE)
    return Stated("", "", article[1]) if article else None


def _name_at_end(text: str) -> str:
    """Return the name with which a text ends, or several joined by `and`; empty without one."""
    if match := _OF_PLACE.search(text):
        return match["name"]
    match = _SEVERAL_NAMES.search(text)
    # At the beginning of a sentence, what is no name has a capital too: Delegates said …
    return match[0] if match and not is_group(match[0].split()[-1]) else ""


def _titled(text: str) -> Stated | None:
    """Return title and name of a phrase such as “Hong Kong Chief Executive John Lee”."""
    if not has_title(text):
        return None
    tokens = text.split()
    article = max((n for n, word in enumerate(tokens) if word.lower() in ARTICLES), default=None)
    titles = [number for number, word in enumerate(tokens) if is_title(word)]
    last = titles[-1]
    behind = " ".join(tokens[last + 1 :])
    name = _LAST_NAME.fullmatch(behind)
    if name:
        return Stated("", behind, " ".join(tokens[article or 0 : last + 1]))
    # Without an article a title has its bearer behind it: Secretary of State Maria Example.
    run = _LAST_NAME.search(text)
    if article is None and tokens[0][:1].isupper() and run and len(run[0].split()) > 2:
        bearer = " ".join(run[0].split()[-2:])
        return Stated("", bearer, text.removesuffix(bearer).strip())
    start = article if article is not None and article < last else 0
    return Stated("", "", " ".join(tokens[start:]))


def _subject_behind(text: str) -> Stated | None:
    """Return the subject with which a text begins, behind its verb or `according to`."""
    text = _SHORT_FORM.sub("", " ".join(text.split())).rstrip(" .,:")
    if not text:
        return None
    words, first = text, text.split()[0].lower().strip(",")
    day = next(stated_days(_clause(text)), None)
    if first in _PRONOUNS:
        return Stated(words, day=day, pronoun=text.split()[0].strip(","))
    if first in ARTICLES:
        phrase = re.split(rf"{_CUT.pattern}| on (?=\d|[A-Z])", text)[0]
        titled = _titled(phrase)
        behind = _TITLE_AND_NAME.match(phrase)
        if behind and has_title(behind["title"]) and not has_title(behind["name"]):
            titled = Stated("", behind["name"], behind["title"])
        subject = titled or Stated("", "", phrase)
        return _stated(words, subject, day)
    run = _FIRST_NAME.match(text)
    if run is None:
        return None
    phrase = _titled(run[0]) or Stated("", run[0])
    rest = text[run.end() :]
    # “US president Maria Example”: the first name is that of what she presides over.
    head = re.split(rf"{_CUT.pattern}|,| on (?=\d|[A-Z])", text)[0]
    if (titled := _titled(head)) and titled.name and head.endswith(titled.name):
        phrase, rest = titled, text[len(head) :]
    capacity = phrase.capacity
    if rest.startswith(","):
        apposition = re.split(rf"{_CUT.pattern}| on (?=\d|[A-Z])", rest[1:])[0].strip(" ,")
        if has_title(apposition) and len(apposition.split()) <= _LONGEST_APPOSITION:
            capacity = apposition
    return _stated(words, Stated("", phrase.name, capacity), day)
