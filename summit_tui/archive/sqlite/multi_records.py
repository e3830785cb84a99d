"""Readings and editions of records whose events are in two archives, an older and a newer one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from heapq import merge
from typing import Protocol

from summit_tui.archive import Archive, Entry, FacetValue, SourcedReading
from summit_tui.archive.query.tree import Node, Restriction
from summit_tui.archive.relations import editions_of
from summit_tui.archive.sqlite.loader import RankedDisagreement
from summit_tui.archive.sqlite.ranking import SortKeys
from summit_tui.model.kinds import Address, Kind, resolve_address


class Part(Archive, Protocol):
    """What an archive of two others asks of each, besides what every archive answers."""

    def facet_counts(
        self,
        node: Node,
        kind: Kind,
        required: Mapping[str, Sequence[Restriction]] | None = None,
        *,
        limit: int | None,
    ) -> Mapping[str, Sequence[FacetValue]]:
        """Return the first `limit` values of each facet, or all, and those `required` besides."""

    def frequencies(self, words: Sequence[str]) -> Mapping[str, int]:
        """Return in how many records each of some words occurs, of those that do."""

    def ranked_disagreements(self) -> Iterator[RankedDisagreement]:
        """Yield the disagreements with what orders them, each loaded when it is reached."""

    def has_editions(self, address: Address) -> bool:
        """Say whether there is a record that may be the same as others: no unnamed speaker is."""

    def load(self, addresses: Iterable[Address]) -> Sequence[Entry]:
        """Return those of some records that exist, in the order of their docids."""

    def same(self, address: Address) -> Sequence[tuple[Address, Address]]:
        """Return the pairs of records declared the same of which this one is either."""

    def readings_of(
        self, addresses: Iterable[Address]
    ) -> Mapping[Address, Sequence[SourcedReading]]:
        """Return the readings of those of some records that have any, in this archive or not."""

    def verify(self) -> None:
        """Raise `IndexCorruptError` unless the index is as it was written."""


class MultiRecords:
    """Merges what two archives have of one record, without the older one's changed events."""

    def __init__(
        self,
        archives: tuple[Part, Part],
        hidden: AbstractSet[str],
        sort_keys: SortKeys,
    ) -> None:
        self._older, self._newer = archives
        self.hidden = hidden
        """The ids of the events whose records in the older archive are not shown."""
        self._sort_keys = sort_keys
        self._in_newer = hidden | {event.id for event in self._newer.info().events}

    def home(self, address: Address) -> Part:
        """Return the archive that has a record, if one does."""
        return self._newer if address.event in self._in_newer else self._older

    def complete(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return entries of either archive with the readings that both have of them."""
        entries = list(entries)
        addresses = {each.address for entry in entries for each in (entry, *entry.statements)}
        readings = self.readings_of(addresses)
        return [_with_readings(entry, readings) for entry in entries] if readings else entries

    def readings_of(
        self, addresses: Iterable[Address]
    ) -> Mapping[Address, Sequence[SourcedReading]]:
        """Return the readings of those of some records that have any, in these archives or not."""
        addresses = list(addresses)
        older, newer = (archive.readings_of(addresses) for archive in (self._older, self._newer))
        return {
            address: list(self._merge(older.get(address, ()), newer.get(address, ())))
            for address in older.keys() | newer.keys()
        }

    def load(self, addresses: Iterable[Address]) -> list[Entry]:
        """Return those of some records that exist, in the order of their docids."""
        addresses = list(addresses)
        older, newer = (
            home.load(address for address in addresses if self.home(address) is home)
            for home in (self._older, self._newer)
        )
        return self.complete(merge(older, newer, key=self._sort_keys.docid_key))

    def readings(self) -> Iterator[SourcedReading]:
        """Yield all readings, in the order of the files."""
        for reading in self._merge(self._older.readings(), self._newer.readings()):
            address = resolve_address(reading.reading.record, reading.event)
            # An archive knows its own records alone.
            is_other = self.home(address) is not self.home(address._replace(event=reading.event))
            is_known = is_other and self._exists(address)
            yield reading._replace(address=address if is_known else None) if is_other else reading

    def editions(self, address: Address) -> Sequence[Entry]:
        """Return the records of all events that are declared the same as this one, newest first."""
        return self.load(editions_of(address, self._has_editions, self.same))

    def _exists(self, address: Address) -> bool:
        return bool(self.home(address).load([address]))

    def _has_editions(self, address: Address) -> bool:
        return self.home(address).has_editions(address)

    def same(self, address: Address) -> Iterator[tuple[Address, Address]]:
        """Yield the pairs of records declared the same of which this one is either."""
        yield from (
            (declaring, declared)
            for declaring, declared in self._older.same(address)
            if declaring.event not in self.hidden
        )
        yield from self._newer.same(address)

    def _merge(
        self, older: Iterable[SourcedReading], newer: Iterable[SourcedReading]
    ) -> Iterator[SourcedReading]:
        kept = (reading for reading in older if reading.event not in self.hidden)
        return merge(kept, newer, key=self._sort_keys.file_ordinal)


def _with_readings(entry: Entry, readings: Mapping[Address, Sequence[SourcedReading]]) -> Entry:
    statements = [_with_readings(statement, readings) for statement in entry.statements] or ()
    return entry._replace(readings=readings.get(entry.address, ()), statements=statements)
