"""Rules for who a speaker is and in which capacity they spoke."""

import json
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from summit_tui.archive import Entry
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.analysis.positions import occurrences
from summit_tui.archive.describe import names_of
from summit_tui.archive.sqlite.indexer.relations import NAMING
from summit_tui.i18n import gettext
from summit_tui.lint.rule import (
    DiskResource,
    RecordDoubtRule,
    Rule,
    RuleContext,
    Violation,
    shorten,
)
from summit_tui.model.fields import primary_language
from summit_tui.model.records import Quote, Source, Speaker
from summit_tui.model.references import voices_in
from summit_tui.model.text import one_line

_MAX_WORDS: Final = 8
"""The most words of a person's name, or its characters in Han."""
_MAX_SEARCHED: Final = 60
"""The most words of an attribution in which names are looked for."""
_MAX_ATTRIBUTION: Final = 2_000
"""The most characters of an attribution in which names are looked for."""
_MIN_LETTERS: Final = 3
"""Letters of a name of one word: a shorter one is too often another word, as in “He said”."""
_COMMON_WORDS: Final = frozenset(
    ("the", "of", "and", "for", "in", "from", "she", "they", "who", "it")
)
"""Words that name nobody by themselves."""
_MAX_NAMES: Final = 100
"""The most names of a speaker in one language that are compared with each other."""


class PersonNames(DiskResource):
    """The names of all persons that statements are attributed to."""

    schema = """
    CREATE TABLE name (event, name, speaker, PRIMARY KEY (event, name, speaker)) WITHOUT ROWID;
    """

    def __init__(self, context: RuleContext) -> None:
        super().__init__(context)
        self.named_in = lru_cache(maxsize=4_096)(self._find_named)

    def add(self, event: str, speaker: Speaker) -> None:
        """Note the names of a speaker."""
        names = filter(_is_distinctive, map(normalize, names_of(speaker)))
        self.database.executemany(
            "INSERT OR IGNORE INTO name VALUES(?, ?, ?)",
            ((event, name, speaker.id) for name in names),
        )

    def _find_named(self, event: str, attribution: str) -> list[tuple[str, str]]:
        """Return the names in an attribution and the ids of their speakers, the longest first."""
        words = normalize(attribution).split()[:_MAX_SEARCHED]
        phrases = {
            " ".join(words[first:last])
            for first in range(len(words))
            for last in range(first + 1, min(first + _MAX_WORDS, len(words)) + 1)
        }
        rows: list[tuple[str, str]] = self.database.execute(
            "SELECT name, speaker FROM name WHERE event = ? "
            "AND name IN (SELECT value FROM json_each(?)) ORDER BY length(name) DESC, speaker",
            (event, json.dumps(list(filter(_is_distinctive, phrases)))),
        ).fetchall()
        return [row for row in rows if _is_capitalized(row[0], attribution)]


class AttributionNamesAnother(Rule):
    """The attribution of a statement names another person, and its speaker not at all."""

    code = "W402"
    title = "The attribution names another speaker."
    explanation = (
        "The words by which the source attributes the statement hold the name of another person "
        "on record and no part of this speaker's. Correct `speaker`, or add the spelling that the "
        'source prints to `aliases`. Example: `attribution = "Zhuang Rongwen noted"` on a '
        "statement by Ren Xianliang."
    )
    bad = 'quotes.paraphrase.attribution = "Anna Diaz"'
    good = 'quotes.paraphrase.attribution = "Lindqvist, who spoke next"'
    kinds = ("speakers", "quotes")

    def __init__(self, context: RuleContext) -> None:
        super().__init__(context)
        self._names = context.resource(PersonNames)

    def collect(self, entry: Entry) -> None:
        speaker = entry.record
        # An organization is often named as somebody's employer.
        if isinstance(speaker, Speaker) and speaker.kind in ("person", None):
            self._names.add(entry.address.event, speaker)

    def check(self, entry: Entry) -> Iterator[Violation]:
        quote = entry.record
        if not isinstance(quote, Quote) or not quote.attribution:
            return
        speaker: Speaker | None = entry.link("speakers", quote.speaker)
        if speaker is None:
            return
        printed = quote.attribution[:_MAX_ATTRIBUTION]
        own_names = {name for name in map(normalize, names_of(speaker)) if name}
        attribution = f" {normalize(printed)} "
        if any(f" {name} " in attribution for name in own_names):
            return
        own_words = {word for name in own_names for word in name.split()} - _COMMON_WORDS
        others = [
            (name, id)
            for name, id in self._names.named_in(entry.address.event, printed)
            if id not in voices_in(quote) and not own_words.issuperset(name.split())
        ]
        for name, _ in others:
            attribution = attribution.replace(f" {name} ", " ")
        if others and own_words.isdisjoint(attribution.split()):
            template = (
                "the attribution names ‘{other}’ and not ‘{speaker}’; correct "
                "the speaker, or add the printed name to the speaker's aliases"
            )
            message = gettext(template, other=others[0][1], speaker=quote.speaker)
            yield Violation(message, "attribution")


class CapacityNotHeld(RecordDoubtRule):
    """The speaker held the capacity of a statement at other times.

    The day is that of the statement or its session; that of publication says too little.
    """

    code = "W403"
    title = "The capacity was not held on that day."
    explanation = (
        "The speaker's role of that title has dates that exclude the day of the statement or its "
        "session. Correct `role`, `date`, or `from` and `to` of the role. Example: `role = "
        '"Chairman"` on 2025-04-14 where the role has `to = "2024"`.'
    )
    bad = 'speakers.diaz.roles = [{title = "Minister of Trade", to = "2024"}]'
    good = 'speakers.diaz.roles = [{title = "Minister of Trade", to = "2026"}]'


class PartsOfAnotherName(Rule):
    """The parts of a name are not those of the whole name."""

    code = "W412"
    title = "The parts of the name are not in the name."
    explanation = (
        "Bibliographies print `family_name` and `given_name`, everything else `name`: both are "
        "one name, in one script and spelling. Correct one of them. Example: `name = "
        '"Anna Diaz"` beside `family_name = "Dias"`.'
    )
    bad = 'speakers.diaz.family_name = "Dias"'
    good = 'speakers.diaz.family_name = "Diaz"'
    kinds = ("speakers", "sources")

    def check(self, entry: Entry) -> Iterator[Violation]:
        match entry.record:
            case Speaker() as speaker:
                yield from self._parts(speaker.name, speaker.family_name, "family_name")
                yield from self._parts(speaker.name, speaker.given_name, "given_name")
            case Source() as source:
                for field in ("author", "translator", "interviewer"):
                    names = getattr(source, field)
                    for name in names if isinstance(names, tuple) else ():
                        yield from self._parts(name.name, name.family_name, field)
                        yield from self._parts(name.name, name.given_name, field)

    @staticmethod
    def _parts(whole: str | None, part: str | None, field: str) -> Iterator[Violation]:
        if whole and part and not {*normalize(part).split()} <= {*normalize(whole).split()}:
            template = "‘{part}’ is no part of the name ‘{name}’; correct one"
            message = gettext(template, part=shorten(part), name=shorten(whole))
            yield Violation(message, field)


class NamesOfTwo(Rule):
    """Sources of one language print names of a speaker that share too little.

    Two names go together if one holds all words of the other, in any order, or if they differ by
    spaces alone; so do those that a third name joins.
    """

    code = "W405"
    title = "The speaker could be two people."
    explanation = (
        "Sources of one language print names for them of which none holds the words of the other, "
        "whatever their order. Make two records of them, add the longer name that holds both, or "
        "silence the check where it is one. Example: “Anna Diaz” beside “Diaz Moreno”."
    )
    bad = """
sources.note = {title = "A note", publisher = "The Wire", language = "en"}

[[readings]]
record = "speakers/lindqvist"
field = "aliases"
value = "Bo Lindqvist"
source = "note"

[[readings]]
record = "speakers/lindqvist"
field = "aliases"
value = "Lindqvist Holm"
source = "note"
"""
    good = bad.replace("Lindqvist Holm", "Bo Lindqvist Holm")
    kinds = ("speakers",)

    def check(self, entry: Entry) -> Iterator[Violation]:
        if not isinstance(entry.record, Speaker) or entry.record.kind not in ("person", None):
            return
        by_language: dict[str, dict[str, str]] = {}
        for sourced in entry.readings:
            reading, source = sourced.reading, sourced.source
            language = reading.language or (source and source.language)
            if reading.field in NAMING and language and (name := normalize(reading.value)):
                printed = by_language.setdefault(primary_language(language), {})
                printed.setdefault(name, reading.value)
        for printed in by_language.values():
            first, *others = _group_names(list(islice(printed, _MAX_NAMES)))
            if others:
                name, other = (
                    one_line(printed[max(group, key=len)]) for group in (first, others[0])
                )
                template = (
                    "‘{name}’ and ‘{other}’ have no name in common; "
                    "make two of them, or say so in `ignore`"
                )
                yield Violation(gettext(template, name=name, other=other))


def all_names(entry: Entry) -> list[str]:
    """Return every name of a speaker: those on record and those that sources print."""
    readings = (sourced.reading for sourced in entry.readings)
    printed = [reading.value for reading in readings if reading.field in NAMING]
    return names_of(entry.record) + printed


def _group_names(names: list[str]) -> list[list[str]]:
    """Return normalized names in groups that nothing joins."""
    groups: list[list[str]] = []
    for name in names:
        joined = [group for group in groups if any(_go_together(name, other) for other in group)]
        groups = [group for group in groups if group not in joined] + [sum(joined, [name])]
    return groups


def _go_together(name: str, other: str) -> bool:
    words, others = set(name.split()), set(other.split())
    return words <= others or others <= words or name.replace(" ", "") == other.replace(" ", "")


def _is_distinctive(name: str) -> bool:
    """Tell whether a normalized name can be looked for in an attribution."""
    words = name.split()
    if len(words) == 1:
        return len(name) >= _MIN_LETTERS and name not in _COMMON_WORDS
    return 1 < len(words) <= _MAX_WORDS


def _is_capitalized(name: str, text: str) -> bool:
    """Tell whether `name` begins with a capital in `text`, or in a script that has none."""
    spans = occurrences(text, name.split())
    return any(not text[start].islower() for start, _ in spans)
