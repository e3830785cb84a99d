"""Readings and editions of records whose events are in two indexes, an older and a newer one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from heapq import merge

from summit_tui.archive import Entry, SourcedReading
from summit_tui.archive.relations import editions_of
from summit_tui.archive.sqlite.ranking import SortKeys
from summit_tui.archive.sqlite.searcher import StoreArchive
from summit_tui.model.kinds import Address, resolve_address


class MultiRecords:
    """Merges what two archives have of one record, without the older one's changed events."""

    def __init__(
        self,
        archives: tuple[StoreArchive, StoreArchive],
        changed: AbstractSet[str],
        sort_keys: SortKeys,
    ) -> None:
        self._older, self._newer = archives
        self._changed = changed
        self._sort_keys = sort_keys
        self._in_newer = changed | {event.id for event in self._newer.info().events}

    def home(self, address: Address) -> StoreArchive:
        """Return the archive that has a record, if one does."""
        return self._newer if address.event in self._in_newer else self._older

    def complete(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return entries of either archive with the readings that both have of them."""
        entries = list(entries)
        addresses = {each.address for entry in entries for each in (entry, *entry.statements)}
        older, newer = (archive.readings_of(addresses) for archive in (self._older, self._newer))
        if not older and not newer:
            return entries
        readings = {
            address: list(self._merge(older.get(address, ()), newer.get(address, ()))) or ()
            for address in addresses
        }
        return [_with_readings(entry, readings) for entry in entries]

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
        editions = editions_of(address, self._has_editions, self._same)
        older, newer = (
            home.load(edition for edition in editions if self.home(edition) is home)
            for home in (self._older, self._newer)
        )
        return self.complete(merge(older, newer, key=self._sort_keys.docid_key))

    def _exists(self, address: Address) -> bool:
        return bool(self.home(address).load([address]))

    def _has_editions(self, address: Address) -> bool:
        return self.home(address).has_editions(address)

    def _same(self, address: Address) -> Iterator[tuple[Address, Address]]:
        yield from (
            (declaring, declared)
            for declaring, declared in self._older.same(address)
            if declaring.event not in self._changed
        )
        yield from self._newer.same(address)

    def _merge(
        self, older: Iterable[SourcedReading], newer: Iterable[SourcedReading]
    ) -> Iterator[SourcedReading]:
        kept = (reading for reading in older if reading.event not in self._changed)
        return merge(kept, newer, key=self._sort_keys.file_ordinal)


def _with_readings(entry: Entry, readings: Mapping[Address, Sequence[SourcedReading]]) -> Entry:
    statements = [_with_readings(statement, readings) for statement in entry.statements] or ()
    return entry._replace(readings=readings[entry.address], statements=statements)
