"""Codes for who a speaker is and in which capacity they spoke."""

import json
import re
import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from summit_tui.archive import Entry
from summit_tui.archive.analysis.highlight import highlight
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.describe import day_of, names_of
from summit_tui.archive.query.tree import Term
from summit_tui.archive.sqlite.indexer.relations import NAMING
from summit_tui.lint.rule import Rule, Violation
from summit_tui.model.dates import may_include
from summit_tui.model.fields import Role, primary_language
from summit_tui.model.records import Quote, Session, Speaker
from summit_tui.model.text import one_line

PEOPLE: Final = (
    Rule(
        "W401",
        "Two speakers of one event have the same name.",
        "They may be one. Case, accents and the script of Chinese make no difference, and every "
        "name and alias counts. Keep one record; where they are two people, silence the check on "
        "one of them. Example: 莊榮文 beside 庄荣文.",
    ),
    Rule(
        "W402",
        "The attribution names another speaker.",
        "The words by which the source attributes the statement hold the name of another person "
        "on record and no part of this speaker's. Correct `speaker`, or add the spelling that the "
        'source prints to `aliases`. Example: `attribution = "Zhuang Rongwen noted"` on a '
        "statement by Ren Xianliang.",
    ),
    Rule(
        "W403",
        "The capacity was not held on that day.",
        "The speaker's role of that title has dates that exclude the day of the statement or its "
        "session. Correct `role`, `date`, or `from` and `to` of the role. Example: `role = "
        '"Chairman"` on 2025-04-14 where the role has `to = "2024"`.',
    ),
    Rule(
        "W404",
        "Two speakers of different events have the same name.",
        "They may be one, and nothing is taken for granted from a name. If they are, say so with "
        "`same_as` on one of them; if not, silence the check on one of them. Case, accents and the "
        "script of Chinese make no difference, and every name and alias counts. Example: `same_as "
        '= ["summit-2024/speakers/zhuang-rongwen"]`.',
    ),
    Rule(
        "W405",
        "The speaker could be two people.",
        "Sources of one language print names for them of which none holds the words of the other, "
        "whatever their order. Make two records of them, add the longer name that holds both, or "
        "silence the check where it is one. Example: “Anna Diaz” beside “Diaz Moreno”.",
    ),
)


_LONGEST: Final = 8
"""The words of a person's name, or its characters in Han."""
_SEARCHED: Final = 60
"""So many words of an attribution are looked at."""
_READ: Final = 2_000
"""So many characters of an attribution are."""
_SHORTEST: Final = 3
"""Letters of a name of one word: a shorter one is too often another word, as in “He said”."""
_COMMON: Final = frozenset(("the", "of", "and", "for", "in", "from", "she", "they", "who", "it"))
"""Words that name nobody by themselves."""
_MOST: Final = 100
"""So many names of a speaker in one language are compared with each other."""


class Names:
    """The names of all persons that statements are attributed to, on disk."""

    def __init__(self) -> None:
        # An unnamed database is a temporary file of SQLite's, gone when it is closed.
        self._database = sqlite3.connect("")
        self._database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            "CREATE TABLE name (event, name, speaker, PRIMARY KEY (event, name, speaker))"
            "WITHOUT ROWID"
        )
        self._named = lru_cache(maxsize=4_096)(self._find_named)

    def add(self, entry: Entry) -> None:
        """Note the names of a speaker; an organization is often named as somebody's place."""
        speaker = entry.record
        if isinstance(speaker, Speaker) and speaker.kind in ("person", None):
            self._database.executemany(
                "INSERT OR IGNORE INTO name VALUES(?, ?, ?)",
                (
                    (entry.address.event, name, speaker.id)
                    for name in map(normalize, names_of(speaker))
                    if _is_telling(name)
                ),
            )

    def misattributed(self, entry: Entry) -> Iterator[Violation]:
        """Yield a finding if the attribution names another person and not the speaker at all."""
        quote = entry.record
        if not isinstance(quote, Quote) or not quote.attribution:
            return
        speaker: Speaker | None = entry.link("speakers", quote.speaker)
        if speaker is None:
            return
        printed = quote.attribution[:_READ]
        own = {name for name in map(normalize, names_of(speaker)) if name}
        attributed = f" {normalize(printed)} "
        if any(f" {name} " in attributed for name in own):
            return
        words = {word for name in own for word in name.split()} - _COMMON
        strangers = [
            (name, id)
            for name, id in self._named(entry.address.event, printed)
            if id != quote.speaker and not words.issuperset(name.split())
        ]
        for name, _ in strangers:
            attributed = attributed.replace(f" {name} ", " ")
        if strangers and words.isdisjoint(attributed.split()):
            message = (
                f"the attribution names ‘{strangers[0][1]}’ and not ‘{quote.speaker}’; correct "
                "the speaker, or add the printed name to the speaker's aliases"
            )
            yield Violation("W402", message, "attribution")

    def close(self) -> None:
        """Let go of the disk's room."""
        self._database.close()

    def _find_named(self, event: str, attribution: str) -> list[tuple[str, str]]:
        """Return the names in an attribution and whose they are, the longest first."""
        words = normalize(attribution).split()[:_SEARCHED]
        runs = {
            " ".join(words[first:last])
            for first in range(len(words))
            for last in range(first + 1, min(first + _LONGEST, len(words)) + 1)
        }
        rows: list[tuple[str, str]] = self._database.execute(
            "SELECT name, speaker FROM name WHERE event = ? "
            "AND name IN (SELECT value FROM json_each(?)) ORDER BY length(name) DESC, speaker",
            (event, json.dumps(list(filter(_is_telling, runs)))),
        ).fetchall()
        return [row for row in rows if _is_capitalised(row[0], attribution)]


def all_names(entry: Entry) -> list[str]:
    """Return every name of a speaker: those on record and those that sources print."""
    printed = [one.reading.value for one in entry.readings if one.reading.field in NAMING]
    return names_of(entry.record) + printed


def ambiguous_names(entry: Entry) -> Iterator[Violation]:
    """Yield a finding if sources of one language print names of a speaker that share too little.

    Two names go together if one holds all words of the other, in any order, or if they differ by
    spaces alone; so do those that a third name joins.
    """
    if not isinstance(entry.record, Speaker) or entry.record.kind not in ("person", None):
        return
    by_language: dict[str, dict[str, str]] = {}
    for reading, _, _, source, _, _ in entry.readings:
        language = reading.language or (source and source.language)
        if reading.field in NAMING and language and (name := normalize(reading.value)):
            told = by_language.setdefault(primary_language(language), {})
            told.setdefault(name, reading.value)
    for told in by_language.values():
        first, *others = _apart(list(islice(told, _MOST)))
        if others:
            one, other = (one_line(told[max(group, key=len)]) for group in (first, others[0]))
            message = f"‘{one}’ and ‘{other}’ have no name in common; make two of them, or say so"
            yield Violation("W405", f"{message} in `ignore`")


def _apart(names: list[str]) -> list[list[str]]:
    """Return folded names in groups that nothing joins."""
    groups: list[list[str]] = []
    for name in names:
        joined = [group for group in groups if any(_go_together(name, one) for one in group)]
        groups = [group for group in groups if group not in joined] + [sum(joined, [name])]
    return groups


def _go_together(name: str, other: str) -> bool:
    words, others = set(name.split()), set(other.split())
    return words <= others or others <= words or name.replace(" ", "") == other.replace(" ", "")


def _is_telling(name: str) -> bool:
    words = name.split()
    if len(words) == 1:
        return len(name) >= _SHORTEST and name not in _COMMON
    return 1 < len(words) <= _LONGEST


def _is_capitalised(name: str, text: str) -> bool:
    """Tell whether `name` begins with a capital in `text`, or in a script that has none."""
    places = highlight(text, [Term(tuple(name.split()))])
    return any(not text[start].islower() for start, _ in places)


_BEFORE: Final = re.compile(
    r"(^|\b(and|the|an?|as|its|also)|['’]s|[^\w\s\-‐-―]|[和与與及兼暨])\s*$", re.IGNORECASE
)
"""What may stand before a title: any other word makes it another one, as in “Vice Chairman”."""
_OTHERWISE: Final = re.compile(
    r"[\s\-‐-―]*(elect|designate|emeritus|emerita)\b|助理|候选人", re.IGNORECASE
)
"""What makes another capacity of the title that precedes it."""


_LONGEST_ROLE: Final = 2_000
"""Characters of a capacity in which titles are looked for."""


def capacity_violations(entry: Entry) -> Iterator[Violation]:
    """Yield each title in the statement's capacity that the speaker's roles put at other times.

    The day is that of the statement or its session; that of publication says too little.
    """
    quote = entry.record
    if not isinstance(quote, Quote) or not quote.role:
        return
    speaker: Speaker | None = entry.link("speakers", quote.speaker)
    session: Session | None = entry.link("sessions", quote.session)
    day = quote.date or (session and day_of(session, {}))
    if speaker is None or not day:
        return
    by_title: dict[str, list[Role]] = {}
    for role in speaker.roles:
        if _stands_in(role, quote.role):
            by_title.setdefault(normalize(role.title), []).append(role)
    for roles in by_title.values():
        # Of several such posts those are meant whose organization is named too.
        meant = [one for one in roles if _is_named(one.organization, quote.role)] or roles
        if not any(may_include(role.from_, role.to, day) for role in meant):
            message = f"‘{meant[0].title}’ was held {_when(meant[0])}, not on {day}; correct one"
            yield Violation("W403", message, "role")


def _stands_in(role: Role, capacity: str) -> bool:
    """Tell whether a role's title stands in a capacity by itself, not as part of another title."""
    title = Term(tuple(normalize(role.title).split()))
    for start, end in highlight(capacity[:_LONGEST_ROLE], [title]):
        before = capacity[:start]
        is_place = bool(role.organization) and normalize(before).endswith(
            normalize(role.organization or "")
        )
        if (is_place or _BEFORE.search(before)) and not _OTHERWISE.match(capacity, end):
            return True
    return False


def _is_named(organization: str | None, capacity: str) -> bool:
    return bool(organization) and f" {normalize(organization or '')} " in f" {normalize(capacity)} "


def _when(role: Role) -> str:
    parts = (f"from {role.from_}" if role.from_ else "", f"until {role.to}" if role.to else "")
    return " ".join(filter(None, parts))
