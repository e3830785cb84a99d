"""A back end over a list of records in memory: all that a small one needs."""

from dataclasses import replace

from archive_scan import FACETED, UNDATED, Scan

from summit_tui.archive import PAGE, Entry, FacetValue, Info, Page, Search, SourcedReading, Total
from summit_tui.archive.query.tree import And, Facet, On, RefersTo
from summit_tui.archive.relations import neighbours_in
from summit_tui.model.kinds import KINDS, Address, resolve_address
from summit_tui.model.rebuild import reading_from, record_from


class ListArchive:
    """An `Archive` as far as its answers follow from the records alone."""

    def __init__(self, scan):
        self.scan = scan

    def info(self):
        events = [
            record_from("event", self.scan.events[id]["event"]) for id in self.scan.event_order
        ]
        return Info(events, self.counts(And()), [], [])

    def search(self, search, start=0, limit=PAGE):
        hits = self._hits(search)
        entries = [self.get(Address(*address)) for address in hits[start : start + limit]]
        return Page(entries, Total(len(hits), exact=True), start)

    def counts(self, node, *, collapsed=False):
        return {kind: len(self._hits(Search(node, kind, collapsed=collapsed))) for kind in KINDS}

    def facets(self, node, kind):
        values = {}
        counts = self.scan.facets(self._hits(Search(node, kind)))
        for (facet, value), count in counts.most_common():
            label = "" if facet in FACETED.values() else value
            values.setdefault(facet, []).append(FacetValue(restriction(facet, value), label, count))
        return values

    def get(self, address):
        row = self.scan.by_address.get(tuple(address))
        if row is None:
            return None
        linked = {
            (kind, id): record_from(kind, self.scan.by_address[address.event, kind, id])
            for kind, id in self.scan.linked(address.event, address.kind, row)
        }
        return Entry(address, record_from(address.kind, row), row, "", 0, linked)

    def resolve(self, text):
        *path, id = text.split("/")
        addresses = [Address(*hit) for kind in KINDS for hit in self._hits(Search(And(), kind))]
        return [
            address
            for address in addresses
            if address.id == id and list(address[:2])[2 - len(path) :] == path and len(path) < 3
        ]

    def position(self, address, search):
        hits = self._hits(replace(search, collapsed=False))
        if tuple(address) not in hits:
            return None
        rows = self.scan.collapsed(hits) if search.collapsed else hits
        same = [row for row in rows if self.scan.collapsed([row, tuple(address)]) == [row]]
        return rows.index((same if search.collapsed and same else [tuple(address)])[0])

    def neighbours(self, address, limit=5):
        return neighbours_in(self, address, limit)

    def readings(self):
        for home, tables in self.scan.events.items():
            for data in tables["readings"]:
                address = resolve_address(data["record"], home)
                known = address if tuple(address) in self.scan.by_address else None
                yield SourcedReading(reading_from(data), data, known, home, None, "", 0)

    def close(self):
        """Release nothing."""

    def _hits(self, search):
        hits = self.scan.search(search.node, search.kind, search.sort)
        hits = hits[:: -1 if search.reverse else 1]
        return self.scan.collapsed(hits) if search.collapsed else hits


class ListStore:
    """What is opened by an address such as `list://`: the events in `EVENTS`."""

    def __init__(self, locations, cache):
        self.events = EVENTS[locations[0].removeprefix("list://")]

    def fresh(self, *, verified=False):
        return ListArchive(Scan(self.events))


EVENTS = {}
"""The events of each address, by what follows the scheme."""


def restriction(facet, value):
    """Return what finds the records that have a value of a facet, as the scan names it."""
    if facet in FACETED.values():
        return RefersTo(resolve_address(value, ""))
    return On(None if value == UNDATED else value) if facet == "day" else Facet(facet, value)
