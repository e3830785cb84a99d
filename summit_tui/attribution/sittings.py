"""Labels as parliaments, councils and ministries print them, behind which stands no bare colon.

“Anna Holt (PPE). – ”, “M. Jean Roche. ”, “Mr. EK. ”, “【記者】”, and members with their group or
seat before a colon: “Jens Lind (SPD):”. A form is believed where a text has several labels of it
that say by themselves that somebody speaks.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from summit_tui.attribution.labels import (
    ends_with_office,
    has_capacity_behind,
    has_honorific,
    is_in_capitals,
    may_be_name,
    names_a_chair,
    names_nobody,
    never_labels,
    without_brackets,
)

Labels = list[re.Match[str]]

_FEWEST: Final = 3
"""The fewest labels of a form that is believed."""
_FEWEST_OF_TRANSCRIPT: Final = 2
"""The same in a text whose head says that it is a transcript."""
_HEAD: Final = 400
"""The characters at the head of a text that may say what it is."""
_LEAST_SHARE: Final = 3
"""The most paragraphs for each label, where the form is one of headings as well."""
_TRANSCRIPT: Final = re.compile(
    r"\b(?:transcript|hansard|verbatim|official report|congressional record"
    r"|oral (?:questions|evidence)|compte[ -]rendu|plenarprotokoll|stenographi|wortprotokoll"
    r"|diario de sesiones|resoconto stenografico|rueda de prensa|press (?:conference|briefing))"
    r"|实录|實錄|会見|答记者问|答記者問|기자회견|브리핑",
    re.IGNORECASE,
)
"""What the head of a transcript says."""

_GROUPS: Final = r"(?:[ \t\u00a0]*\([^()\n:]{1,100}\))"
_NAME_WORD: Final = r"[^\W\d_a-zß-öø-ÿ][\w'’-]*"
_SURNAME: Final = (
    rf"{_NAME_WORD}(?:[ \u00a0](?:{_NAME_WORD}|d['’]\w+"
    rf"|[a-zß-öø-ÿ]{{2,3}}(?=[ \u00a0]{_NAME_WORD}))){{0,4}}"
)
_BEGINS: Final = r"(?=[^\W_a-zß-öø-ÿ]|[«“„\"‘'`(\[…¿¡])"
"""How words begin behind a label that ends with a full stop."""

_DASHED: Final = re.compile(
    r"^[ \t]*(?P<label>[^\W\d_][^\n:：?!;–—]{0,140}?)[ \t]?\."
    r"(?:[ \t\u00a0]?[–—]|-(?=[ \t\u00a0]))[ \t\u00a0]*(?=\S)",
    re.MULTILINE,
)
"""“President. – ”, “PREGUNTA.- ”."""
_FRENCH_OFFICE: Final = (
    r"(?:vice-|co-)?président|(?:première? )?ministre|secrétaire|rapporteure?|co-?rapporteure?"
    r"|garde des sceaux|haute?-commissaire|commissaire|députée?|sénat(?:eur|rice)|auteure?"
)
_FRENCH: Final = re.compile(
    rf"^[ \t]*(?P<label>(?:M\.|MM\.|Mme|Mmes|Mlle)[ \u00a0](?:l[ea]s?[ ](?:{_FRENCH_OFFICE})e?s?"
    rf"(?:[ ](?:déléguée?|générale?|d['’]État))?|{_SURNAME})"
    rf"{_GROUPS}{{0,2}}(?:,[ ](?:{_FRENCH_OFFICE}|d[eu]\b|des\b|d['’]|au(?:près| nom)\b|chargée?\b"
    r"|pour le groupe\b)[^.,\n:;?!]{0,120}){0,4})"
    rf"\.[ \u00a0]{_BEGINS}",
    re.MULTILINE,
)
"""“M. Jean Roche. ”, “Mme la présidente. ”, “M. Bo Ek, ministre des ports. ”"""
_ADDRESS: Final = re.compile(
    r"^[ \t]*(?P<label>(?:M\.|MM\.|Mme|Mmes|Mlle)[ \u00a0][^.\n]{1,140})\.", re.MULTILINE
)
"""A sentence that begins as a label in French does, and may be one."""
_AMERICAN: Final = re.compile(
    rf"^[ \t]*(?P<label>(?:(?:Mr|Mrs|Ms|Dr)\.|Miss|Senator|Representative|Chair(?:man|woman)?"
    r"|Secretary|Ambassador|General|Admiral|Governor|Commissioner|Director|Administrator|Judge)"
    rf"[ ]{_SURNAME}(?:[ ]of[ ]{_NAME_WORD}(?:[ ]{_NAME_WORD})?)?|Q"
    r"|[Tt]he[ ](?:(?:Acting|ACTING|Vice|VICE)[ ])?(?:Chair(?:man|woman)?|CHAIR(?:MAN|WOMAN)?"
    r"|Presiding Officer|PRESIDING OFFICER|President|PRESIDENT|Speaker|SPEAKER|Clerk|CLERK"
    rf"|CHIEF JUSTICE|legislative clerk)(?:[ ]pro tempore)?{_GROUPS}?)\.[ ]{{1,2}}{_BEGINS}",
    re.MULTILINE,
)
"""“Mr. EK. ”, “Ms. HOLT of Texas. ”, “The PRESIDING OFFICER. ”, “Senator Ek. ”"""
_ITALIAN: Final = re.compile(
    r"^[ \t]*(?P<label>[^\W\d_]{2,}(?:[ '’-][^\W\d_]+){0,4}"
    rf"{_GROUPS}?(?:,[ ][^.\n:;?!]{{3,120}})?)\.[ ]{_BEGINS}",
    re.MULTILINE,
)
"""“PRESIDENTE. ”, “LIND (PD). ”, “ANNA HOLT, Ministra dei porti. ”"""
_DASH_ALONE: Final = re.compile(
    r"^[ \t]*(?P<label>Q|R|[^\W\d_]{2,}(?:[ '’.-]{1,2}[^\W\d_]+){0,5})"
    r"[ \t\u00a0][–—-][ \t\u00a0]+(?=\S)",
    re.MULTILINE,
)
"""“Q - ”, “LE MINISTRE - ”"""
_BRACKETED: Final = re.compile(
    r"^[ \t\u3000]*(?:【|[（(<〈＜\[](?=[^\x00-\x7f]))"
    r"(?P<label>[^【】（）()<>〈〉＜＞\[\]\n]{1,30})"
    r"[】）)>〉＞\]][ \t\u3000]*[:：]?[ \t\u3000]*(?=\S|\n)",
    re.MULTILINE,
)
"""“【記者】”, “（答）”, “<질문>”."""
_CIRCLED: Final = re.compile(
    r"^[ \t\u3000]*[○〇◯](?P<label>[^\W\d_][^\s○〇◯:：（）、。]{0,24}(?:（[^（）\n]{1,24}）)?)"
    r"\u3000[ \t\u3000]*(?=\S)",
    re.MULTILINE,
)
"""“○議長（林一郎君）　”, “○海三郎君　”"""
_MEMBER: Final = re.compile(
    rf"^[ \t]*(?P<label>[^\W\d_][^\n:：?!;()]{{1,100}}{_GROUPS}{{0,3}}"
    rf"(?:,[ ][^\n:：?!;()]{{3,140}}{_GROUPS}{{0,2}})?)[ \t]*[:：]",
    re.MULTILINE,
)
"""“Jens Lind (SPD):”, “Hon. Anna Holt (Minister of Ports, Lib.):”, “Bo Ek, Bundesminister …:”"""
_SEAT: Final = re.compile(rf"{_GROUPS}[ \t]*{_GROUPS}|\([^()\n]+,[ ][^()\n]+\)")
"""A seat and a group, in two pairs of brackets or one: (Harbour North) (Lab), (Harbour, Lib.)."""


class _Form(NamedTuple):
    """A form of labels."""

    pattern: re.Pattern[str]
    """How it is printed; the group “label” holds who speaks."""
    is_label: Callable[[str], bool] | None = None
    """Tells whether words in this form may say who speaks; None: they always may."""
    signs: Sequence[str] = ("",)
    """Every text has one of them that has labels of this form: they are looked for sooner."""
    is_heading_too: bool = False
    """Whether headings of articles are printed so as well."""


def labels_of_sitting(text: str) -> Labels:
    """Return the labels of the form that a text prints most of, in order; empty in other texts."""
    fewest = _fewest(text)
    forms = (_believed(_labels(form, text), text, fewest, form) for form in _FORMS)
    return max(forms, key=len)


def labels_of_members(text: str) -> Labels:
    """Return the labels that say for whom or as what a member speaks, and others of the same.

    “Bo Ek:” is one, where “Bo Ek (Harbour North) (Lab):” stands before it.
    """
    if ":" not in text and "：" not in text:
        return []
    before_colons = list(_MEMBER.finditer(text))
    labels = [match for match in before_colons if _is_member(match["label"])]
    in_sitting = [
        match
        for match in labels
        if names_a_chair(match["label"])
        or has_honorific(match["label"])
        or has_seat_or_capacity(match["label"])
    ]
    # “Gross Domestic Product (GDP): …” stands in a glossary.
    if len(labels) < _fewest(text) or not in_sitting:
        return []
    names = names_within(match["label"] for match in labels)
    again = [match for match in before_colons if match["label"] in names]
    return sorted({match.start(): match for match in labels + again}.values(), key=re.Match.start)


def names_within(labels: Iterable[str]) -> set[str]:
    """Return the names of two words and more that are parts of labels.

    “Anna Holt” is one in “The Minister for Ports (Anna Holt)”.
    """
    parts = {part.strip() for label in labels for part in re.split(r"[(),]", label)[:-1]}
    return {part for part in parts if " " in part and may_be_name(part)}


def may_begin_words(text: str) -> Iterator[int]:
    """Yield the offsets in a text of what is in one of the forms, or may be."""
    for form in _FORMS:
        if not form.is_heading_too:
            yield from (match.start() for match in _labels(form, text))
    if _FRENCH.search(text):
        yield from (match.start() for match in _ADDRESS.finditer(text))


def has_seat_or_capacity(label: str) -> bool:
    """Tell whether a label says by itself that somebody speaks: seat and group, or a capacity."""
    return has_capacity_behind(label) or _SEAT.search(label) is not None


def names_a_member(label: str) -> bool:
    """Tell whether a label of a sitting is a name with a group, a seat or a capacity behind it."""
    plain = without_brackets(label)
    has_more = (plain != label and " " in plain) or has_capacity_behind(label)
    return has_more and may_be_name(plain.partition(",")[0]) and not names_a_chair(plain)


def says_who_speaks(label: str) -> bool:
    """Tell whether the label of a sitting is surely one, though it stands there once."""
    return (
        has_seat_or_capacity(label)
        or names_nobody(label)
        or names_a_chair(label)
        or has_honorific(label)
        or ends_with_office(label)
        or without_brackets(label) != label
    )


def _fewest(text: str) -> int:
    return _FEWEST_OF_TRANSCRIPT if _TRANSCRIPT.search(text[:_HEAD]) else _FEWEST


def _labels(form: _Form, text: str) -> Labels:
    if not any(sign in text for sign in form.signs):
        return []
    labels = [
        match
        for match in form.pattern.finditer(text)
        if form.is_label is None or form.is_label(match["label"])
    ]
    if not form.is_heading_too:
        return labels
    # “【質疑応答】” right above “【記者】” is a heading.
    ends = [*(match.start() for match in labels[1:]), len(text)]
    said = zip(labels, ends, strict=False)
    return [match for match, end in said if text[match.end() : end].strip()]


def _believed(labels: Labels, text: str, fewest: int, form: _Form) -> Labels:
    """Return the labels of a form if they are those of a sitting, else none."""
    number, distinct = len(labels), {match["label"] for match in labels}
    proofs = sum(says_who_speaks(match["label"]) for match in labels)
    if number < fewest or len(distinct) < 2 or (proofs * 2 < number and not form.is_heading_too):
        return []
    if form.is_heading_too:
        blocks = text.count("\n\n") or text.count("\n")
        is_dialogue = len(distinct) < number and number * _LEAST_SHARE > blocks
        return labels if is_dialogue else []
    return labels


def _is_name(label: str) -> bool:
    """Tell whether words are a name, a chair or nobody, and behind them a group or a capacity."""
    name = without_brackets(label).partition(",")[0].strip()
    is_somebody = names_a_chair(name) or is_in_capitals(name) or may_be_name(name)
    return bool(name) and not never_labels(name) and (names_nobody(name) or is_somebody)


def _is_member(label: str) -> bool:
    """Tell whether words before a colon are the chair, or a member with group or capacity."""
    plain = without_brackets(label)
    if names_nobody(plain) or names_a_chair(plain):
        return True
    if "," in plain and not has_capacity_behind(label):
        return False  # “Mr. President, this is the point: …”
    if plain == label:
        return (has_honorific(label) or has_capacity_behind(label)) and _is_name(label)
    is_whole = " " in plain or is_in_capitals(plain)
    # “The Minister for Ports (Anna Holt)”
    is_office = plain.startswith("The ") and has_honorific(plain)
    return is_office or (is_whole and _is_name(label))


def _is_american(label: str) -> bool:
    """Tell whether no chair is spoken to: “Mr. President. I rise …” begins a speech."""
    return not names_a_chair(label) or label[:4] in ("The ", "the ")


def _is_italian(label: str) -> bool:
    return is_in_capitals(without_brackets(label).partition(",")[0])


_FORMS: Final = (
    _Form(_DASHED, _is_name, (".-", "–", "—")),
    _Form(_FRENCH, signs=("M.", "Mme", "Mlle")),
    _Form(_AMERICAN, _is_american),
    _Form(_ITALIAN, _is_italian),
    _Form(_DASH_ALONE, is_in_capitals, ("-", "–", "—")),
    _Form(_CIRCLED, signs="○〇◯"),
    _Form(_BRACKETED, signs="【[（(<〈＜", is_heading_too=True),
)
