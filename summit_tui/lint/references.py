"""Rules for what refers to what."""

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice
from typing import Final

from summit_tui.archive import Entry, Search, SourcedReading, iterate_hits
from summit_tui.archive.describe import references
from summit_tui.archive.query.tree import Facet, RefersTo
from summit_tui.i18n import gettext
from summit_tui.lint.readings import SourcesOfReadings, missing_sentence
from summit_tui.lint.rule import Resource, Rule, RuleContext, Violation, unknown_code_message
from summit_tui.model.kinds import KINDS, Address, Kind
from summit_tui.model.records import Delegation, Quote, Speaker

_MISSING_BUT_NEAR: Final[Mapping[Kind, str]] = {
    "event": "there is no event ‘{id}’; did you mean ‘{near}’?",
    "sessions": "there is no session ‘{id}’; did you mean ‘{near}’?",
    "speakers": "there is no speaker ‘{id}’; did you mean ‘{near}’?",
    "quotes": "there is no quote ‘{id}’; did you mean ‘{near}’?",
    "delegations": "there is no delegation ‘{id}’; did you mean ‘{near}’?",
    "sources": "there is no source ‘{id}’; did you mean ‘{near}’?",
}

_MAX_IDS: Final = 20_000
"""Among at most this many ids of an event the nearest is looked for."""
_MAX_COMPARED: Final = 20
"""At most this many ids, those that share most pairs with the wrong one, are compared with it."""
_RAREST_PAIRS: Final = 8
"""This many pairs of neighbouring characters, the rarest of an id, lead to similar ids."""
_REFERRING: Final[tuple[Kind, ...]] = ("quotes", "sessions", "speakers", "delegations", "event")
"""Kinds that refer to sources, those that do most first."""


class NearestIds(Resource):
    """Finds the existing id that a wrong one was probably meant to be."""

    def __init__(self, context: RuleContext) -> None:
        super().__init__(context)
        self._nearest = lru_cache(maxsize=1_024)(self._find_nearest)
        self._pairs = lru_cache(maxsize=len(KINDS))(self._index_pairs)

    def missing(self, entry: Entry, kind: Kind, id: str) -> Violation:
        """Return the violation for a reference of `entry` to a record that does not exist."""
        near = self._nearest(entry.address.event, kind, id)
        if near:
            return Violation(gettext(_MISSING_BUT_NEAR[kind], id=id, near=near))
        return Violation(missing_sentence(kind, id))

    def _find_nearest(self, event: str, kind: Kind, id: str) -> str | None:
        """Return the id most like `id`, or None where none is like it.

        Comparing two ids is slow: it is done with those that share the rarest characters.
        """
        pairs = self._pairs(event, kind)
        holders = [pairs[pair] for pair in _pairs_of(id) if pair in pairs]
        shared: Counter[str] = Counter()
        for ids in sorted(holders, key=len)[:_RAREST_PAIRS]:
            shared.update(ids)
        candidates = [candidate for candidate, _ in shared.most_common(_MAX_COMPARED)]
        return next(iter(get_close_matches(id, candidates, 1)), None)

    def _index_pairs(self, event: str, kind: Kind) -> dict[str, list[str]]:
        pairs: dict[str, list[str]] = {}
        entries = iterate_hits(self.context.archive, Search(Facet("event", event), kind))
        for entry in islice(entries, _MAX_IDS):
            for pair in _pairs_of(entry.address.id):
                pairs.setdefault(pair, []).append(entry.address.id)
        return pairs


def _pairs_of(id: str) -> set[str]:
    padded = f" {id[:100]} "
    return {padded[start : start + 2] for start in range(len(padded) - 1)}


class MissingRecord(Rule):
    """A record refers to a record that does not exist."""

    code = "E201"
    title = "The record refers to a record that does not exist."
    explanation = (
        "Ids must be those of records of the same event. Correct the id, or add the record that "
        'is missing. Example: `speaker = "ren-xianlang"` where the speaker is `ren-xianliang`.'
    )
    bad = 'quotes.direct.session = "forums"'
    good = 'quotes.direct.session = "forum"'

    def check(self, entry: Entry) -> Iterator[Violation]:
        is_quote = entry.address.kind == "quotes"
        for kind, id in dict.fromkeys(references(entry.record)):
            if entry.link(kind, id) is None and not (is_quote and kind == "sources"):
                yield self.context.resource(NearestIds).missing(entry, kind, id)


class MissingSource(Rule):
    """A statement refers to a source that does not exist."""

    code = "E202"
    title = "The statement's source does not exist."
    explanation = (
        "A statement without a source cannot be checked by anybody. Correct the id, or describe "
        'the publication in `sources`. Example: `source = "mo-0402"` where it is `mo-0420`.'
    )
    bad = 'quotes.direct.source = "wirre"'
    good = 'quotes.direct.source = "wire"'
    kinds = ("quotes",)

    def check(self, entry: Entry) -> Iterator[Violation]:
        quote = entry.record
        if isinstance(quote, Quote) and entry.link("sources", quote.source) is None:
            yield self.context.resource(NearestIds).missing(entry, "sources", quote.source)


class UnusedSource(Rule):
    """No record and no reading of the event refers to a source."""

    code = "W203"
    title = "Nothing rests on the source."
    explanation = (
        "No statement, no reading and no other record of the event names it. Name it in `source` "
        "or `sources` where something was taken from it, or leave it out. Example: a source whose "
        "only statement was deleted."
    )
    bad = 'sources.idle = {title = "Unused", publisher = "The Wire"}'
    good = """
sources.idle = {title = "Used", publisher = "The Wire"}
sessions.forum.sources = ["wire", "idle"]
"""
    kinds = ("sources",)

    def check(self, entry: Entry) -> Iterator[Violation]:
        if self.context.resource(SourcesOfReadings).has(entry.address):
            return
        node = RefersTo(entry.address)
        search = self.context.archive.search
        if not any(search(Search(node, kind), limit=0).total.number for kind in _REFERRING):
            yield Violation(gettext("nothing rests on this source; name it where it was used"))


class UnknownIgnoredCode(Rule):
    """A record or a reading ignores a code that does not exist."""

    code = "E205"
    title = "`ignore` names a code that does not exist."
    explanation = (
        "Nothing is silenced by it, or not what was meant. Write a code as it is printed before "
        'the message. Example: `ignore = ["W32"]` where `W302` is meant.'
    )
    bad = 'quotes.direct.ignore = ["W32"]'
    good = 'quotes.direct.ignore = ["W302"]'

    def check(self, entry: Entry) -> Iterator[Violation]:
        return self._unknown(entry.record.ignore)

    def check_reading(self, sourced: SourcedReading) -> Iterator[Violation]:
        return self._unknown(sourced.reading.ignore)

    def _unknown(self, codes: tuple[str, ...]) -> Iterator[Violation]:
        for code in codes:
            if code not in self.context.codes:
                yield Violation(unknown_code_message(code, self.context.codes), "ignore")


class InvalidSameAs(Rule):
    """`same_as` of a speaker or a delegation is no address of another one."""

    code = "E209"
    title = "`same_as` names no other record of the same kind."
    explanation = (
        "It must be the event, kind and id of the same one in another event. A record of an event "
        'that is not open is not looked for. Example: `same_as = ["summit-2024/delegations/wang"]` '
        "on a speaker."
    )
    bad = 'speakers.diaz.same_as = ["summit-2024/delegations/diaz"]'
    good = 'speakers.diaz.same_as = ["summit-2024/speakers/diaz"]'
    kinds = ("speakers", "delegations")

    def __init__(self, context: RuleContext) -> None:
        super().__init__(context)
        self._open_events = {event.id for event in context.archive.info().events}

    def check(self, entry: Entry) -> Iterator[Violation]:
        record = entry.record
        for address in record.same_as if isinstance(record, Speaker | Delegation) else ():
            if message := self._problem(entry.address, address):
                yield Violation(message, "same_as")

    def _problem(self, own: Address, address: str) -> str | None:
        *event, kind, id = address.split("/")
        target = Address(event[0] if event else own.event, own.kind, id)
        if kind != target.kind:
            template = "‘{address}’ is no record of {kind}"
            return gettext(template, address=address, kind=target.kind)
        if target == own:
            return gettext("‘{address}’ is this record itself", address=address)
        if target.event in self._open_events and self.context.archive.get(target) is None:
            template = "there is no record ‘{address}’; correct the address"
            return gettext(template, address=address)
        return None
