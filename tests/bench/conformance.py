"""Whether two archives of the same coverage give the same answers to everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from random import Random
from typing import Any

from summit_tui.archive import NAME_LANGUAGES, Archive, Entry, Search, Sort, iterate_hits
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And, Node
from summit_tui.model.kinds import KINDS, Address, Kind

Difference = tuple[str, Any, Any]
"""What was asked, and both answers (`Any`: of whatever type)."""

_PAGES = (0, 25, 990)
"""Where the pages begin that are compared."""


def differences(
    expected: Archive, other: Archive, texts: Iterable[tuple[str, bool]], seed: int
) -> Iterator[Difference | None]:
    """Yield each answer that differs, and None for each that is the same.

    `texts` are queries, each with whether it is still being typed.
    """
    for label, ask in _questions(expected, texts, Random(seed)):
        first, second = ask(expected), ask(other)
        yield None if first == second else (label, first, second)


def _questions(archive: Archive, texts: Iterable[tuple[str, bool]], random: Random) -> Any:
    """Yield what is asked, and a function that asks it."""
    yield "events", lambda each: (each.info().events, dict(each.info().counts))
    yield "readings", lambda each: [_reading(reading) for reading in each.readings()]
    yield "disagreements", lambda each: list(each.disagreements())
    events = [event.id for event in archive.info().events]
    yield "digests", lambda each: list(each.digests(events))
    for kind in KINDS:
        yield f"facets of all {kind}", lambda each, kind=kind: each.facets(And(), kind)
        for sort in Sort:
            search = Search(And(), kind, sort)
            yield f"{kind} by {sort}", lambda each, search=search: _page(each, search, 0)
        for entry in islice(iterate_hits(archive, Search(And(), kind)), 5):
            yield from _about(entry.address)
    for text, typing in texts:
        yield from _about_query(archive, text, parse(text, typing=typing).node, random)
        yield (
            f"suggestion for {text!r}",
            lambda each, text=text, typing=typing: each.suggest(text, typing=typing),
        )


def _about(address: Address) -> Any:
    yield f"{address}", lambda each: _entry(each.get(address))
    yield f"around {address}", lambda each: _neighbours(each, address)
    yield f"editions of {address}", lambda each: list(map(_entry, each.editions(address)))
    yield f"{address.id} resolved", lambda each: list(each.resolve(address.id))


def _about_query(archive: Archive, text: str, node: Node, random: Random) -> Any:
    yield f"totals of {text!r}", lambda each: dict(each.counts(node))
    yield f"collapsed totals of {text!r}", lambda each: dict(each.counts(node, collapsed=True))
    kind: Kind = random.choice(("quotes", "quotes", *KINDS))
    yield f"{kind}, facets of {text!r}", lambda each: each.facets(node, kind)
    for sort in Sort:
        search = Search(
            node,
            kind,
            sort,
            reverse=random.random() < 0.3,
            collapsed=random.random() < 0.3,
            language=random.choice(("", *NAME_LANGUAGES)),
        )
        start = random.choice(_PAGES)
        yield f"{text!r}, {search}, {start}", lambda each, s=search, at=start: _page(each, s, at)
        if hits := archive.search(search).hits:
            address = random.choice(hits).address
            yield (
                f"place of {address} in {text!r}, {search}",
                lambda each, address=address, search=search: each.position(address, search),
            )


def _page(archive: Archive, search: Search, start: int) -> object:
    page = archive.search(search, start)
    return page.total, page.start, list(map(_entry, page.hits)), page.doubtful


def _entry(entry: Entry | None) -> object:
    """Return all of a record but the spelling of paths, which is the reader's."""
    if entry is None:
        return None
    return entry._replace(
        path="",
        linked=dict(entry.linked),
        readings=[_reading(reading) for reading in entry.readings],
        statements=[_entry(statement) for statement in entry.statements],
    )


def _reading(reading: Any) -> object:
    return reading._replace(path="")


def _neighbours(archive: Archive, address: Address) -> object:
    return [
        (each.kind, each.node, each.total, list(map(_entry, each.entries)))
        for each in archive.neighbours(address)
    ]
