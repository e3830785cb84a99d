"""What events say of each other that stand in two indexes, an older one and a newer one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from heapq import merge

from summit_tui.archive import Entry, SourcedReading
from summit_tui.archive.relations import editions_of
from summit_tui.archive.sqlite.ranking import SortKeys
from summit_tui.archive.sqlite.searcher import SqliteArchive
from summit_tui.model.kinds import Address, resolve_address


class MultiRecords:
    """Joins what two archives say of one record; the older one's changed events say nothing."""

    def __init__(
        self,
        archives: tuple[SqliteArchive, SqliteArchive],
        changed: AbstractSet[str],
        standing: SortKeys,
    ) -> None:
        self._older, self._newer = archives
        self._changed = changed
        self._standing = standing
        self._anew = changed | {event.id for event in self._newer.info().events}

    def home(self, address: Address) -> SqliteArchive:
        """Return the archive that has a record, if one does."""
        return self._newer if address.event in self._anew else self._older

    def entries(self, found: Iterable[Entry]) -> list[Entry]:
        """Return entries of either archive with what the sources of both print of them."""
        entries = list(found)
        asked = {one.address for entry in entries for one in (entry, *entry.told)}
        older, newer = (one.attested(asked) for one in (self._older, self._newer))
        if not older and not newer:
            return entries
        told = {one: self._merged(older.get(one, ()), newer.get(one, ())) for one in asked}
        return [_with_readings(entry, told) for entry in entries]

    def readings(self) -> Iterator[SourcedReading]:
        """Yield all readings, in the order of the files."""
        for one in self._merge(self._older.readings(), self._newer.readings()):
            address = resolve_address(one.reading.record, one.event)
            # An archive knows its own records alone.
            is_other = self.home(address) is not self.home(address._replace(event=one.event))
            is_known = is_other and self._has(address)
            yield one._replace(address=address if is_known else None) if is_other else one

    def editions(self, address: Address) -> Sequence[Entry]:
        """Return the records of all events that say to be the same as this one, newest first."""
        found = editions_of(address, self._has, self._same)
        older, newer = (
            home.ranked(one for one in found if self.home(one) is home)
            for home in (self._older, self._newer)
        )
        return self.entries(merge(older, newer, key=self._standing.rank))

    def _has(self, address: Address) -> bool:
        return self.home(address).has(address)

    def _same(self, address: Address) -> Iterator[tuple[Address, Address]]:
        yield from (
            (one, other)
            for one, other in self._older.same(address)
            if one.event not in self._changed
        )
        yield from self._newer.same(address)

    def _merge(
        self, older: Iterable[SourcedReading], newer: Iterable[SourcedReading]
    ) -> Iterator[SourcedReading]:
        kept = (one for one in older if one.event not in self._changed)
        return merge(kept, newer, key=self._standing.of_file)

    def _merged(
        self, older: Sequence[SourcedReading], newer: Sequence[SourcedReading]
    ) -> Sequence[SourcedReading]:
        return list(self._merge(older, newer)) or ()


def _with_readings(entry: Entry, readings: Mapping[Address, Sequence[SourcedReading]]) -> Entry:
    told = [_with_readings(one, readings) for one in entry.told] or ()
    return entry._replace(readings=readings[entry.address], told=told)
