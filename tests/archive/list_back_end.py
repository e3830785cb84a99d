"""A back end over a list of records in memory: all that a small one needs."""

from archive_scan import FACETED, UNDATED, Scan

from summit_tui.archive import PAGE, Entry, FacetValue, Info, Page, Total
from summit_tui.archive.base import BaseArchive, BaseStore
from summit_tui.archive.query.tree import And, Facet, On, RefersTo
from summit_tui.model.kinds import Address, resolve_address
from summit_tui.model.rebuild import record_from

EVENTS = {}
"""The events of each address, by what follows the scheme."""


class ListStore(BaseStore):
    """What is opened by an address such as `list://`: the events in `EVENTS`."""

    def __init__(self, locations, cache):
        self.events = EVENTS[locations[0].removeprefix("list://")]

    def build(self, report=None):
        return ListArchive(Scan(self.events))


class ListArchive(BaseArchive):
    """An archive that looks at every record for each question."""

    def __init__(self, scan):
        self.scan = scan

    def info(self):
        events = [self.get(Address(id, "event", id)).record for id in self.scan.event_order]
        return Info(events, self.counts(And()), [], [])

    def search(self, search, start=0, limit=PAGE, *, whole=True):
        hits = self.scan.search(search.node, search.kind, search.sort, search.language)
        hits = hits[:: -1 if search.reverse else 1]
        hits = self.scan.collapsed(hits) if search.collapsed else hits
        entries = [self.get(Address(*address)) for address in hits[start : start + limit]]
        return Page(entries, Total(len(hits), exact=True), start)

    def facets(self, node, kind):
        values = {}
        counts = self.scan.facets(self.scan.search(node, kind, "curated"))
        for (facet, value), count in counts.most_common():
            label = "" if facet in FACETED.values() else value
            values.setdefault(facet, []).append(FacetValue(restriction(facet, value), label, count))
        return values

    def get(self, address):
        event, kind, _ = address
        if row := self.scan.by_address.get(tuple(address)):
            links = {
                each: self.scan.by_address[event, *each]
                for each in self.scan.linked(event, kind, row)
            }
            linked = {link: record_from(link[0], data) for link, data in links.items()}
            return Entry(address, record_from(kind, row), row, "", 0, linked)
        return None


def restriction(facet, value):
    """Return what finds the records that have a value of a facet, as the scan names it."""
    if facet in FACETED.values():
        return RefersTo(resolve_address(value, ""))
    return On(None if value == UNDATED else value) if facet == "day" else Facet(facet, value)
