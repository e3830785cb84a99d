"""Who does something in an English sentence: the noun phrase before or behind its verb."""

import re
from collections.abc import Sequence
from typing import Final

from summit_tui.attribution.stated import Stated, StatedDay, stated_days
from summit_tui.attribution.titles import ARTICLES, has_title, is_group, is_honorific, is_title

_APPOSITION: Final = re.compile(
    r"(?<=[\w.’']) (?:[–—-] (?P<dashed>[^–—:“”]{1,120}?) [–—-](?=[ :,]|$)"
    r"|\((?P<bracketed>[^()]{1,100})\)),?"
)
"""What is said of a bearer between dashes or in parentheses, as others say it between commas."""
_PRONOUNS_WORDS: Final = """
he she they it i we you who that which this these those
"""
_PRONOUNS: Final = frozenset(_PRONOUNS_WORDS.split())
_PARTICLES: Final = (
    "al|bin|ibn|bint|da|das|de|del|della|den|der|di|dos|du|el|la|le|lo|ten|ter|van|von|y|zu"
)
_CAPITAL: Final = r"[^\W\d_a-zß-öø-ÿ][\w.’'&+-]*"
NAME: Final = rf"{_CAPITAL}(?: (?:(?:{_PARTICLES}) )*{_CAPITAL})*"
_LAST_NAME: Final = re.compile(rf"(?<![\w’'-]){NAME}$")
FIRST_NAME: Final = re.compile(rf"{NAME}(?: (?:of|for) (?:the )?{NAME})*")
_SEVERAL_NAMES: Final = re.compile(rf"(?<![\w’'-]){NAME}(?:(?:,? and|,| &) {NAME})*$")
TITLE_AND_NAME: Final = re.compile(
    rf"(?P<title>(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) [^:]{{3,100}}?), (?P<name>(?:{NAME}))"
    r"(?=[,.;:]|$| (?:on|in|at|when|as|who)\b)"
)
"""“The commissioner for ferries, Lin Mei”."""
_RELATIVE: Final = re.compile(rf"(?P<name>{NAME}),? who$")
"""“Lin Mei, who”."""
_OF_PLACE: Final = re.compile(rf"(?<![\w’'-])(?P<name>{NAME}) (?:of|from|at|for) (?:the )?{NAME}$")
"""“Lin Mei of Harbour City” names her."""
_SHORT_FORM: Final = re.compile(r" \([A-Z]{2,12}\)")
"""“The Harbour Board (HB)”."""
_AUXILIARIES: Final = re.compile(
    r"(?: (?:had|has|have|is|was|were|be|been|would|will|did|does|also|later|then|again|once|only|"
    r"even|just|still|further|repeatedly|recently|famously|\w+ly))*\s*$"
)
_CUT: Final = re.compile(
    r",? \b(?:as|when|while|after|before|during|that|because|whose|but|where)\b"
    r"|,? according to\b|,? (?:adding|citing|quoting|referring|speaking|pointing|noting)\b|[;:()—–]"
)
"""Where a clause of attribution ends at the latest."""
_LONGEST_APPOSITION: Final = 16
"""The most words that are said of a bearer between commas."""


def appositions_between_commas(text: str) -> str:
    """Return a text in which dashes and parentheses round an apposition are commas.

    What says nothing of somebody's office is left out: (left), (HB).
    """

    def between_commas(match: re.Match[str]) -> str:
        words: str = match["dashed"] or match["bracketed"]
        return f", {words}," if has_title(words) else "" if words.isupper() else ","

    return _APPOSITION.sub(between_commas, text)


def clause_of(text: str) -> str:
    """Return a clause of attribution without what follows it in its sentence."""
    match = _CUT.search(text)
    return text[: match.start()] if match else text


def stated_of(words: str, subject: Stated, day: StatedDay | None) -> Stated:
    """Return a subject with the words that state it, on one line, and a day."""
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


def subject_before(text: str) -> Stated | None:
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
        if name and (whole := titled_name(parts[number])) and whole.name:
            return whole
    # “The secretary for innovation, technology and industry”: an article before the last comma.
    for number in range(len(parts) - 1, -1, -1):
        if parts[number].split()[0].lower() in ARTICLES and has_title(parts[number]):
            whole = titled_name(parts[number]) if number == len(parts) - 1 else None
            return whole or Stated("", "", ", ".join(parts[number:]))
        if number < len(parts) - 1 and _LAST_NAME.search(parts[number]):
            break
    return noun_phrase(parts[-1])


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


def noun_phrase(text: str) -> Stated | None:
    """Return the noun phrase with which a text ends: a name, a title with one, or a pronoun."""
    last = text.split()[-1].lower().strip("’'")
    if last in _PRONOUNS:
        return Stated("", pronoun=text.split()[-1])
    if titled := titled_name(text):
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


def titled_name(text: str) -> Stated | None:
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


def subject_behind(text: str) -> Stated | None:
    """Return the subject with which a text begins, behind its verb or `according to`."""
    text = _SHORT_FORM.sub("", " ".join(text.split())).rstrip(" .,:")
    if not text:
        return None
    words, first = text, text.split()[0].lower().strip(",")
    day = next(stated_days(clause_of(text)), None)
    if first in _PRONOUNS:
        return Stated(words, day=day, pronoun=text.split()[0].strip(","))
    if first in ARTICLES:
        phrase = re.split(rf"{_CUT.pattern}| on (?=\d|[A-Z])", text)[0]
        titled = titled_name(phrase)
        behind = TITLE_AND_NAME.match(phrase)
        if behind and has_title(behind["title"]) and not has_title(behind["name"]):
            titled = Stated("", behind["name"], behind["title"])
        subject = titled or Stated("", "", phrase)
        return stated_of(words, subject, day)
    run = FIRST_NAME.match(text)
    if run is None:
        return None
    phrase = titled_name(run[0]) or Stated("", run[0])
    rest = text[run.end() :]
    # “US president Maria Example”: the first name is that of what she presides over.
    head = re.split(rf"{_CUT.pattern}|,| on (?=\d|[A-Z])", text)[0]
    if (titled := titled_name(head)) and titled.name and head.endswith(titled.name):
        phrase, rest = titled, text[len(head) :]
    capacity = phrase.capacity
    if rest.startswith(","):
        apposition = re.split(rf"{_CUT.pattern}| on (?=\d|[A-Z])", rest[1:])[0].strip(" ,")
        if has_title(apposition) and len(apposition.split()) <= _LONGEST_APPOSITION:
            capacity = apposition
    return stated_of(words, Stated("", phrase.name, capacity), day)
