"""Questions about a source's text, asked of the archive worker."""

from itertools import islice
from typing import Final

from summit_tui.app.archive_worker import ArchiveWorker
from summit_tui.archive import Archive, Entry, Search, iterate_hits
from summit_tui.archive.query.tree import RefersTo
from summit_tui.attribution.source_sheet import SourceSheet, evidence_sentence, source_sheet
from summit_tui.model.kinds import Address
from summit_tui.model.records import Quote, Source

_MOST: Final = 2_000
"""So many statements of one source are shown in its text."""


async def evidence_for(desk: ArchiveWorker, entry: Entry, quote: Quote) -> str:
    """Return the evidence for a statement in words; raises `InterruptedSearchError`."""
    at = Address(entry.address.event, "sources", quote.source)
    source = await desk.ask("evidence", lambda archive: archive.get(at))
    if source is None or not isinstance(source.record, Source):
        return evidence_sentence(quote, None, None)
    record = source.record

    def told() -> str:
        return evidence_sentence(quote, record, desk.texts.read(source))

    return await desk.work(told)


async def sheet_for(desk: ArchiveWorker, entry: Entry) -> SourceSheet | None:
    """Return the text of a source, or of a statement's, or None for any other record.

    Raises `InterruptedSearchError`.
    """
    if not isinstance(entry.record, Quote | Source):
        return None
    id = entry.record.source if isinstance(entry.record, Quote) else entry.record.id
    at = Address(entry.address.event, "sources", id)
    source, quotes = await desk.ask("text", lambda archive: _resting_on(archive, at))
    if source is None or not isinstance(source.record, Source):
        return None
    if isinstance(entry.record, Quote) and all(one.address != entry.address for one in quotes):
        quotes.append(entry)
    record = source.record
    return await desk.work(lambda: source_sheet(source, record, desk.texts.read(source), quotes))


def _resting_on(archive: Archive, source: Address) -> tuple[Entry | None, list[Entry]]:
    quotes = iterate_hits(archive, Search(RefersTo(source), "quotes"))
    return archive.get(source), list(islice(quotes, _MOST))
