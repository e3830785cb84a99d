"""Questions about a source's text, asked of the archive worker."""

from collections.abc import Sequence
from itertools import islice
from typing import Final

from summit_tui.app.archive_worker import SURVEY, ArchiveWorker, run_in_thread
from summit_tui.archive import Archive, Entry, Search, iterate_hits
from summit_tui.archive.query.tree import RefersTo
from summit_tui.attribution.source_sheet import SourceSheet, evidence_sentence, source_sheet
from summit_tui.evidence.locate import SourceText
from summit_tui.lint.findings import Findings, key_of
from summit_tui.model.kinds import Address
from summit_tui.model.records import Quote, Source

_LONGEST_EXAMINED: Final = 2_000_000
"""In a text of more characters an excerpt is located and nothing else is asked: it takes long."""
_MOST_STATEMENTS: Final = 2_000
"""Statements of one source that are shown in its text."""


async def examination_for(
    worker: ArchiveWorker, entry: Entry, quote: Quote, findings: Findings
) -> Sequence[str]:
    """Return the codes of what the text of its source leaves doubtful with a statement.

    What was found before is not looked for again. Raises `InterruptedSearchError`.
    """
    examiner = worker.examiner()
    gathered = await worker.ask(SURVEY, lambda _: examiner.gather(entry))
    source = gathered.get(Address(entry.address.event, "sources", quote.source))
    if source is None:
        return ()

    def judge() -> Sequence[str]:
        read = worker.texts.read(source)
        if read.text is None or len(read.text.text) > _LONGEST_EXAMINED:
            return ()
        names = examiner.names(entry.address.event)
        key = key_of(entry, gathered, names, read.file.sha256 or "")
        codes = findings.get(key)
        if codes is None:
            codes = examiner.examine(entry, read.text, gathered).text_doubts
            findings.put([(key, codes)])
        return codes

    return await run_in_thread(judge)


async def evidence_for(worker: ArchiveWorker, entry: Entry, quote: Quote) -> str:
    """Return the evidence for a statement in words; raises `InterruptedSearchError`."""
    examiner = worker.examiner()
    address = Address(entry.address.event, "sources", quote.source)
    gathered = await worker.ask("evidence", lambda _: examiner.gather(entry))
    source = gathered.get(address)
    if source is None or not isinstance(source.record, Source):
        return evidence_sentence(quote, None, None)
    record = source.record

    def judge() -> str:
        read = worker.texts.read(source)
        evidence = evidence_sentence(quote, record, read)
        return " · ".join(filter(None, (evidence, examine(read.text))))

    def examine(text: SourceText | None) -> str:
        too_long = text is not None and len(text.text) > _LONGEST_EXAMINED
        return "" if too_long else examiner.examine(entry, text, gathered).in_words()

    return await run_in_thread(judge)


async def sheet_for(worker: ArchiveWorker, entry: Entry) -> SourceSheet | None:
    """Return the text of a source, or of a statement's, or None for any other record.

    Raises `InterruptedSearchError`.
    """
    if not isinstance(entry.record, Quote | Source):
        return None
    id = entry.record.source if isinstance(entry.record, Quote) else entry.record.id
    address = Address(entry.address.event, "sources", id)
    source, quotes = await worker.ask_any(
        "text", lambda archive: _with_statements(archive, address)
    )
    if source is None or not isinstance(source.record, Source):
        return None
    if isinstance(entry.record, Quote) and all(
        statement.address != entry.address for statement in quotes
    ):
        quotes.append(entry)
    record = source.record
    return await run_in_thread(
        lambda: source_sheet(source, record, worker.texts.read(source), quotes)
    )


def _with_statements(archive: Archive, source: Address) -> tuple[Entry | None, list[Entry]]:
    """Return a source and the statements that rest on it."""
    quotes = iterate_hits(archive, Search(RefersTo(source), "quotes"))
    return archive.get(source), list(islice(quotes, _MOST_STATEMENTS))
