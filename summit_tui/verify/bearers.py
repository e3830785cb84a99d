"""Compares what a draft states of a speaker with what the coverage knows of them."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from summit_tui.archive import Archive, Entry, Search
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.analysis.pinyin import pinyin_of
from summit_tui.archive.analysis.positions import tokenize
from summit_tui.archive.describe import roles_of
from summit_tui.archive.query.tree import RefersTo, Term
from summit_tui.attribution.attribution import attribution, role_in_words
from summit_tui.attribution.chinese import simplified
from summit_tui.attribution.stated import Stated
from summit_tui.attribution.titles import (
    HAN_TITLE,
    MODIFIERS,
    abbreviate_alike,
    has_title,
    is_honorific,
    is_title,
    titles_in,
)
from summit_tui.citations.title_case import has_listed_word
from summit_tui.model.dates import first, last
from summit_tui.model.fields import Role
from summit_tui.model.kinds import Address
from summit_tui.model.records import Delegation, Quote, Speaker
from summit_tui.model.references import on_behalf_of, speakers_of
from summit_tui.model.text import HAN

_MOST_STATEMENTS: Final = 200
"""The most statements of a speaker whose capacities are looked at."""
_MOST_NAMESAKES: Final = 20
"""The most speakers with the words of a name that are compared with it."""
_HAN: Final = re.compile(f"[{HAN}]")
_AROUND: Final = re.compile(r"的|办公室|发言人|助理|秘书(?!长)|幕僚|团队|代表|夫人|律师|顾问")
"""What stands behind a name of somebody else, or of something, that is called after its bearer."""
_OWN_WORDS: Final = re.compile("的(?:话|发言|讲话|致辞|演讲|声音|回答|回应|说法)")
_LEADING: Final = re.compile("^(?:来自|对于?|据)")
_SHORTEST_HAN, _LONGEST_HAN = 2, 4
"""The characters of a Chinese name."""
_STOP_WORDS_WORDS: Final = """
the a an of for and in at to on from who is was s as his her then now new newly current today
"""
_STOP_WORDS: Final = frozenset(_STOP_WORDS_WORDS.split())
_OPENERS_WORDS: Final = """
yesterday today then but and as in when later however meanwhile also here there now so yet while
after before for
"""
_OPENERS: Final = frozenset(_OPENERS_WORDS.split())
"""What may stand with a capital before a name, at the beginning of a sentence."""
_NO_PERSON_WORDS: Final = """
agence agency al associated association authority bank bbc board broadcasting bulletin chronicle
cnn commission committee company conference corporation council daily department der deutsche die
echo el express forum foundation gazette global group guardian hall herald house inc independent
institute journal kong la le les ltd magazine mail media mirror ministry monde morning network news
observer office page parliament party post press radio review rthk service standard star summit sun
telegraph television times today tribune tv union university weekly wire world xinhua
"""
_NO_PERSON: Final = frozenset(_NO_PERSON_WORDS.split())
"""Words of names that are credited and do not speak: papers, agencies, bodies."""
_SURNAMES: Final = (
    "丁万严任何余侯侍冯刘卢史叶吕吴周唐夏姚姜孔孙孟宋尹崔廖张彭徐戴方曹曾朱李杜杨林梁武段毛江汤汪沈潘熊王田白石秦程"
    "罗肖胡范苏莫董蒋蔡薛袁覃许谢谭贺贾赖赵邓邱邵邹郑郝郭金钟钱闫陆陈陶雷韦韩顾马高魏黄黎龙龚"
)
_HAN_NAME: Final = re.compile(
    f"(?:[{_SURNAMES}][{HAN}]|(?:欧阳|司徒|司马|上官|诸葛|慕容|令狐|夏侯)[{HAN}])"
    f"[{HAN}](?<![会书表组周街省词论馆单区院部社报网台庄村营团局处站室市县党法史集篇节稿语句])"
    f"|(?:欧阳|司徒|司马|上官|诸葛|慕容|令狐|夏侯)[{HAN}]"
)
"""A Chinese name of three or four characters; one of two may be any word."""
_FEWEST_IN_NAME, _MOST_IN_NAME = 2, 4
_STEM: Final = 5
"""The fewest letters that two forms of a word have in common: chairs, chairman."""


class Fit(StrEnum):
    """What comparing a statement with a draft says of one of the questions."""

    SAME = "same"
    OTHER = "other"
    NOT_COMPARED = "not compared"
    """The draft says nothing, or what it says and what is known cannot be compared."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a coverage knows of a speaker."""

    is_person: bool
    names: tuple[str, ...]
    """All names and spellings, normalized."""
    han_names: tuple[str, ...]
    """Those in characters of Han, simplified."""
    capacities: tuple[str, ...]
    """The capacities that sources print of them, where they differ from the record."""
    roles: tuple[Role, ...]
    """Those with the days on which they were held."""
    bodies: tuple[str, ...]
    """The bodies they belong to, normalized."""
    summaries: tuple[str, ...]
    """What the editor says of them: where no capacity is known in the language of the draft."""


class Bearers:
    """The speakers of an archive, each looked up once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._known: dict[Address, Bearer] = {}
        self._capacities: dict[Address, Sequence[str]] = {}
        self._is_known: dict[str, bool] = {}

    def of(self, entry: Entry, stated: Stated) -> Bearer | None:
        """Return who of those that a statement is of is named by a draft, else its speaker.

        It is of all who made it and of those for whom they did. None where there is no record.
        """
        quote = entry.record
        if not isinstance(quote, Quote):
            return None
        ids = dict.fromkeys((*speakers_of(quote), *on_behalf_of(quote)))
        bearers = [self._bearer(Address(entry.address.event, "speakers", id)) for id in ids]
        known = [bearer for bearer in bearers if bearer]
        named = (bearer for bearer in known if speaker_fit(stated, bearer) is Fit.SAME)
        return next(named, bearers[0])

    def has(self, stated: Stated) -> bool:
        """Return whether any speaker of the archive bears the name that a draft states."""
        name = " ".join(word for word in stated.name.split() if not is_honorific(word))
        if name not in self._is_known:
            tokens = tokenize(name).tokens  # initials are no words of a name
            words = tuple(word for word in tokens if len(word) > 1 or not word.isascii())
            search = Search(Term(words), "speakers")
            hits = self._archive.search(search, limit=_MOST_NAMESAKES).hits if words else ()
            bearers = (self._bearer(hit.address) for hit in hits)
            self._is_known[name] = any(
                bearer is not None and speaker_fit(stated, bearer) is Fit.SAME for bearer in bearers
            )
        return self._is_known[name]

    def has_first(self, stated: Stated) -> bool:
        """Return whether a clause that has no name of its own begins with that of a speaker.

        In Chinese nothing parts a name from what its bearer does: 林梅笑着说.
        """
        phrase = _LEADING.sub("", simplified(stated.capacity))
        if stated.name or not _HAN.match(phrase):
            return False
        for size in range(_SHORTEST_HAN, min(_LONGEST_HAN, len(phrase)) + 1):
            name, behind = phrase[:size], phrase[size:]
            is_own = _OWN_WORDS.match(behind) or not _AROUND.match(behind)
            if is_own and self.has(Stated(name, name)):
                return True
        return False

    def _bearer(self, address: Address) -> Bearer | None:
        if address not in self._known:
            own = self._archive.get(address)
            if own is None:
                return None
            self._known[address] = self._read(own)
        return self._known[address]

    def _read(self, own: Entry) -> Bearer:
        records = [own, *self._archive.editions(own.address)]
        names: dict[str, None] = {}
        capacities: dict[str, None] = {}
        bodies: dict[str, None] = {}
        roles: list[Role] = []
        summaries: list[str] = []
        for entry in records:
            speaker = entry.record
            if not isinstance(speaker, Speaker):
                continue
            parts = f"{speaker.given_name or ''} {speaker.family_name or ''}".strip()
            printed = (speaker.name, *speaker.names.values(), *speaker.aliases, parts)
            names.update(dict.fromkeys(filter(None, printed)))
            roles.extend(speaker.roles)
            summaries.append(speaker.summary or "")
            for sourced in entry.readings:
                if sourced.reading.field == "roles":
                    capacities[sourced.reading.value] = None
                elif sourced.reading.field == "name":
                    names[sourced.reading.value] = None
            bodies.update(dict.fromkeys(_bodies(entry, speaker)))
        han = tuple(simplified(name) for name in names if _HAN.search(name))
        is_person = isinstance(own.record, Speaker) and own.record.kind in ("person", None)
        return Bearer(
            is_person,
            tuple(filter(None, map(normalize, names))),
            han,
            tuple(capacities),
            tuple(role for at, role in enumerate(roles) if role not in roles[:at]),
            tuple(filter(None, map(normalize, bodies))),
            tuple(filter(None, summaries)),
        )

    def capacities(self, entry: Entry) -> Sequence[str]:
        """Return the capacities that statements of the same speaker have, as printed."""
        quote = entry.record
        if not isinstance(quote, Quote):
            return ()
        speaker = Address(entry.address.event, "speakers", quote.speaker)
        if speaker not in self._capacities:
            search = Search(RefersTo(speaker), "quotes")
            hits = self._archive.search(search, limit=_MOST_STATEMENTS).hits
            quotes = (hit.record for hit in hits if isinstance(hit.record, Quote))
            capacities = (text for quote in quotes for text in roles_of(quote))
            self._capacities[speaker] = tuple(dict.fromkeys(capacities))
        return self._capacities[speaker]


def _bodies(entry: Entry, speaker: Speaker) -> Iterator[str]:
    """Yield the names of delegations and organizations of a speaker."""
    ids = speaker.delegation if isinstance(speaker.delegation, tuple) else (speaker.delegation,)
    for id in ids:
        delegation = entry.link("delegations", id)
        if isinstance(delegation, Delegation):
            yield delegation.name
            yield from delegation.names.values()
    yield from (role.organization for role in speaker.roles if role.organization)


def speaker_fit(stated: Stated, bearer: Bearer) -> Fit:
    """Return whether a draft names the speaker; a capacity alone is not compared here."""
    phrase = f"{stated.capacity} {stated.name}".strip()
    if stated.pronoun or not phrase:
        return Fit.NOT_COMPARED
    if _HAN.search(phrase):
        plain = simplified(phrase)
        behind = [plain.rpartition(name)[2] for name in bearer.han_names if name in plain]
        if behind:
            relayed = bearer.is_person and all(_AROUND.match(words) for words in behind)
            return Fit.OTHER if relayed else Fit.SAME
    padded = f" {normalize(phrase)} "
    named = [name for name in bearer.names if f" {name} " in padded]
    if named:
        relayed = not stated.name and bearer.is_person and _is_spoken_for(phrase, padded, named)
        return Fit.OTHER if relayed else Fit.SAME
    if not stated.name:
        return Fit.NOT_COMPARED
    if _HAN.search(stated.name):
        spellings = pinyin_of(stated.name)
        if any(spelling in bearer.names for spelling in spellings):
            return Fit.SAME
        return Fit.OTHER if bearer.han_names else Fit.NOT_COMPARED
    return _latin_fit(stated.name, bearer)


def is_named_alone(stated: Stated) -> bool:
    """Return whether a draft names a person where only who speaks is named.

    That is a label, a credit, or the subject that introduces a quotation. A word that is in a
    dictionary, or in the names of places, papers and bodies, makes it none.
    """
    name = " ".join(word for word in stated.name.split() if not is_honorific(word))
    words = name.split()
    if _HAN.search(name):
        return stated.clause == stated.name and bool(_HAN_NAME.fullmatch(simplified(name)))
    is_person = (
        _FEWEST_IN_NAME <= len(words) <= _MOST_IN_NAME
        and all(re.fullmatch(r"[^\W\d_][^\W\d_.’'-]*[.’'-]?[^\W\d_]*\.?", word) for word in words)
        and words[0][0].isupper()
        and not _NO_PERSON.intersection(name.casefold().split())
        and not has_listed_word(name)
    )
    return is_person and re.sub(r"^\W+", "", stated.clause).startswith(stated.name)


def _is_spoken_for(phrase: str, padded: str, names: Sequence[str]) -> bool:
    """Return whether a phrase names somebody as the one for whom another speaks.

    “A spokesman for Lin Mei”, “an aide to Lin Mei”, “Lin Mei's office”: the words are then not
    given as her own.
    """
    if any(f" {word} {name} " in padded for name in names for word in ("for", "of", "to", "by")):
        return True
    return any(f" {name} s " in padded for name in names) and "'s" in phrase.replace("’", "'")


def _latin_fit(name: str, bearer: Bearer) -> Fit:
    tokens = normalize(" ".join(word for word in name.split() if not is_honorific(word))).split()
    while tokens and tokens[0] in _OPENERS:
        tokens = tokens[1:]
    latin = [known.split() for known in bearer.names if not _HAN.search(known)]
    latin += [spelling.split() for known in bearer.han_names for spelling in pinyin_of(known)]
    if not tokens or any(_is_part(tokens, known) for known in latin):
        return Fit.SAME if tokens else Fit.NOT_COMPARED
    if any(" ".join(tokens) in body or body in " ".join(tokens) for body in bearer.bodies):
        return Fit.NOT_COMPARED
    if " and " in f" {name} " and any(
        _latin_fit(part, bearer) is Fit.SAME for part in re.split(r",| and ", name) if part.strip()
    ):
        return Fit.SAME
    has_latin = any(not _HAN.search(known) for known in bearer.names)
    return Fit.OTHER if has_latin else Fit.NOT_COMPARED


def _is_part(tokens: Sequence[str], known: Sequence[str]) -> bool:
    """Return whether a name is a known one, or a part of it, or has more parts than it."""
    whole = [token for token in tokens if len(token) > 1]
    if not whole:
        return False
    if all(token in known for token in whole):
        initials = {token[0] for token in known}
        return all(token in initials or token in known for token in tokens)
    return len(known) > 1 and all(token in tokens for token in known)


def capacity_fit(stated: Stated, bearer: Bearer, printed: Sequence[str], day: str | None) -> Fit:
    """Return whether the coverage knows a capacity that a draft states, at the day if any.

    `printed` are the capacities that the speaker's statements have.
    """
    capacity = stated.capacity
    if not capacity:
        return Fit.NOT_COMPARED
    over = [normalize(role.title) for role in bearer.roles if _is_over(role, day)]
    known = [
        *(text for text in (*printed, *bearer.capacities) if not _names_any(text, over)),
        *(
            role_in_words(role, language)
            for role in bearer.roles
            if not _is_over(role, day)
            for language in ("", *role.titles)
        ),
    ]
    capacity, *known = abbreviate_alike((_OF_TODAY.sub("", capacity), *known))
    if _HAN.search(capacity):
        return _han_capacity_fit(stated, known, bearer.han_names)
    if not has_title(capacity):
        return Fit.NOT_COMPARED
    known = [text for text in known if has_title(text)] or [*filter(has_title, bearer.summaries)]
    if not known:
        return Fit.NOT_COMPARED
    parts = [part for text in known for part in _parts(text)]
    if _is_bare_office(capacity, parts):
        return Fit.SAME
    own = _significant(capacity, bearer.names)
    vocabulary = {word for text in (*known, *bearer.bodies) for word in _significant(text)}
    shared = [word for word in own if _has_form(word, vocabulary)]
    if not own:
        return Fit.NOT_COMPARED
    if 2 * len(shared) <= len(own):
        return Fit.OTHER
    for part in _parts(capacity):
        if has_title(part) and not any(_same_office(part, other) for other in parts):
            return Fit.OTHER
    return Fit.SAME


def _names_any(text: str, titles: Sequence[str]) -> bool:
    """Return whether a capacity that a source prints is one of some titles."""
    return any(title in normalize(text) for title in titles)


_OF_TODAY: Final = re.compile(r"\b(?:[Ff]ormer|[Ee]x|[Ll]ate|[Oo]utgoing|[Ii]ncoming|[Tt]hen)[ -]")
"""What a draft says of the time of its writing, and not of the day on which something was said."""


def _is_over(role: Role, day: str | None) -> bool:
    """Return whether a role was certainly not held on the day."""
    if day is None:
        return False
    ended = role.to is not None and last(role.to) < first(day)
    return ended or (role.from_ is not None and last(day) < first(role.from_))


def _parts(capacity: str) -> list[str]:
    return [part for part in re.split(r"[,;/]| and | & ", capacity) if part.strip()]


def _same_office(part: str, other: str) -> bool:
    """Return whether two parts of capacities name an office of the same rank."""
    titles, others = titles_in(part), titles_in(other)
    ranks, other_ranks = (MODIFIERS.intersection(normalize(text).split()) for text in (part, other))
    return ranks == other_ranks and any(_has_form(title, others) for title in titles)


def _is_bare_office(capacity: str, known: Sequence[str]) -> bool:
    """Return whether the coverage knows the office alone, and not of what it is one.

    “US President” of a “President”: what the office belongs to cannot be compared.
    """
    parts = [part for part in _parts(capacity) if has_title(part)]
    offices = [
        office
        for office in known
        if all(is_title(word) or word in MODIFIERS for word in _significant(office))
    ]
    return all(any(_same_office(part, office) for office in offices) for part in parts)


def _significant(text: str, names: Collection[str] = ()) -> list[str]:
    """Return the words of a capacity that say something, without a speaker's own name."""
    plain = f" {normalize(text)} "
    for name in names:
        plain = plain.replace(f" {name} ", " ")
    return [word for word in plain.split() if word not in _STOP_WORDS and not is_honorific(word)]


def _has_form(word: str, vocabulary: Collection[str]) -> bool:
    """Return whether a word, or another form of it, is among some words."""
    if word in vocabulary:
        return True
    stem = word[: max(_STEM, len(word) * 3 // 5)]
    return len(word) >= _STEM and any(
        other.startswith(stem) or (len(other) >= _STEM and word.startswith(other))
        for other in vocabulary
    )


def _han_capacity_fit(stated: Stated, known: Sequence[str], names: Collection[str]) -> Fit:
    own = simplified(stated.capacity)
    for name in names:
        before, named, behind = own.partition(name)
        # “林梅会见市长，并表示”: what she does is no capacity of hers.
        own = before or (behind if not named or not stated.is_weak else "")
    own = re.sub("^(?:时任|现任|前任|前|原)", "", own)
    known = [simplified(text) for text in known if _HAN.search(text)]
    if not known or not own or not re.search(HAN_TITLE, own):
        return Fit.NOT_COMPARED
    if stated.is_weak and not re.search(f"(?:{HAN_TITLE})$", own):
        return Fit.NOT_COMPARED  # what somebody does stands behind the office
    if any(own in text or text in own for text in known):
        return Fit.SAME
    pairs = {own[at : at + 2] for at in range(len(own) - 1)}
    offices = set(re.findall(HAN_TITLE, own))
    for text in known:
        shared = sum(pair in text for pair in pairs)
        is_same = offices.intersection(re.findall(HAN_TITLE, text)) and 2 * shared > len(pairs)
        if is_same and ("副" in own) == ("副" in text):
            return Fit.SAME
    return Fit.OTHER


def day_fit(stated: Stated, entries: Sequence[Entry]) -> Fit:
    """Return whether one of some accounts was said on the day that a draft states."""
    days = [attribution(entry).day for entry in entries]
    known = [day for day in days if day]
    if stated.day is None or not known:
        return Fit.NOT_COMPARED
    return Fit.SAME if any(stated.day.may_be(day) for day in known) else Fit.OTHER
