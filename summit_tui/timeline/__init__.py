"""One speaker, or one topic, over time: the statements of a query side by side, newest first.

Nothing here judges. Two statements stand next to each other, with the words that differ; whether
somebody has changed position is for the reader to say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Final

from summit_tui.archive import Archive, Entry, Search, Sort, iterate_hits
from summit_tui.archive.query.tree import Node, RefersTo, any_of
from summit_tui.attribution.attribution import Attribution, attribution
from summit_tui.attribution.collation import WordDiff, difference, witness_of_statement
from summit_tui.attribution.publications import Publication
from summit_tui.i18n import words_in
from summit_tui.model.fields import primary_language
from summit_tui.model.kinds import Address
from summit_tui.model.records import Quote, Speaker
from summit_tui.model.references import speakers_of

NEWEST: Final = 200
"""The most remarks of a timeline unless more are asked for."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A remark of a timeline."""

    entry: Entry
    """The statement that represents the remark."""
    attribution: Attribution
    sources: tuple[Publication, ...]
    """Where the remark stands, in the order of the files."""
    earlier: Entry | None = None
    """The statement that it is compared with: the one before it of the same speakers, in the same
    language; None for the first, and where nothing was to be compared."""
    word_diff: WordDiff = ()
    """How its words differ from the earlier one's; empty where it has few of them."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The remarks of a query, newest first; those without a day come last."""

    moments: Sequence[Moment]
    number: int
    """How many remarks the query finds; more than `moments` where only the newest were read."""


def timeline(
    archive: Archive,
    node: Node,
    *,
    newest: int = NEWEST,
    language: str | None = None,
    compared: bool = False,
) -> Timeline:
    """Return the remarks that a query finds, each once, at most the `newest` ones.

    `language` asks for translations; with `compared`, each has the words in which it differs from
    the one before. Raises what the archive raises.
    """
    hits = iterate_hits(archive, Search(node, "quotes", Sort.DATE, collapsed=True))
    moments = [_moment(entry, language) for entry in islice(hits, newest)]
    # Without a day the archive goes by that of the source, on which nobody need have spoken.
    moments.sort(key=lambda moment: moment.attribution.day is None)
    number = archive.counts(node, collapsed=True)["quotes"]
    return Timeline(_compare(archive, moments) if compared else moments, number)


def by_speaker(archive: Archive, address: Address) -> Node:
    """Return the query for what a speaker said in all events that declare the record the same.

    An unnamed speaker is nobody else, whatever the record declares.
    """
    return any_of(RefersTo(edition) for edition in _editions(archive, address))


def _moment(entry: Entry, language: str | None) -> Moment:
    words = words_in(language)
    parts = attribution(entry, language, words)
    accounts = (attribution(account, None, words).source for account in entry.statements)
    return Moment(entry, parts, tuple(dict.fromkeys(accounts)) or (parts.source,))


def _compare(archive: Archive, moments: Sequence[Moment]) -> list[Moment]:
    """Return moments with their differences from the one before of the same speakers."""

    @cache
    def person(address: Address) -> Address:
        return min(_editions(archive, address))

    compared: list[Moment] = []
    latest: dict[tuple[object, ...], Entry] = {}
    for moment in reversed(moments):
        quote = moment.entry.record
        if not isinstance(quote, Quote) or moment.attribution.day is None:
            compared.append(moment)
            continue
        event = moment.entry.address.event
        addresses = [Address(event, "speakers", id) for id in speakers_of(quote)]
        if any(_is_unnamed(archive, address) for address in addresses):
            compared.append(moment)  # two senior officials need not be one
            continue
        speakers = {person(address) for address in addresses}
        key = (frozenset(speakers), primary_language(quote.language))
        earlier = latest.get(key)
        words = _difference(earlier, moment.entry) if earlier else ()
        latest[key] = moment.entry
        compared.append(replace(moment, earlier=earlier, word_diff=words))
    return compared[::-1]


def _difference(earlier: Entry, later: Entry) -> WordDiff:
    base, other = (
        witness_of_statement(entry, entry.record)
        for entry in (earlier, later)
        if isinstance(entry.record, Quote)
    )
    return difference(base, other)


def _editions(archive: Archive, address: Address) -> Iterable[Address]:
    if _is_unnamed(archive, address):
        return [address]
    named = (entry for entry in archive.editions(address) if not _describes(entry))
    return [entry.address for entry in named] or [address]


def _is_unnamed(archive: Archive, address: Address) -> bool:
    """Return whether a speaker's name only describes somebody: a senior official."""
    entry = archive.get(address)
    return entry is not None and _describes(entry)


def _describes(entry: Entry) -> bool:
    return isinstance(entry.record, Speaker) and entry.record.naming == "unnamed"
