"""The program as a library: `import summit_tui`, then `open`, `search`, `show`, `cite`, `verify`.

What stands here is stable: names and meanings change only with the first number of the version.
All values are plain and immutable, and any thread may ask, one at a time.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, Self

from summit_tui.archive import Archive, Entry, Search, iterate_hits, usual_order
from summit_tui.archive.openers import location_of, open_store
from summit_tui.archive.query import parse
from summit_tui.attribution.attribution import attribution
from summit_tui.attribution.source_sheet import SourceTexts, evidence_sentence
from summit_tui.formats import FORMS, render
from summit_tui.i18n import INTERFACE, gettext
from summit_tui.model.fields import Mode
from summit_tui.model.kinds import KINDS, Address, Kind
from summit_tui.model.records import Quote, Source
from summit_tui.paths import bundled_coverage, cache_folder, or_bundled
from summit_tui.readers import unusable

__all__ = ["Coverage", "Quotation", "Record", "open"]


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a coverage: an event, session, speaker, statement, delegation or source."""

    address: str
    """What names it among all: `event/kind/id`."""
    kind: Kind
    """`event`, `sessions`, `speakers`, `quotes`, `delegations` or `sources`."""
    data: Mapping[str, Any]
    """Its fields as in its file, as JSON types; `Any`, as the schema says which those are."""
    text: str
    """It in words, a statement with its attribution, as `summit-tui show` prints it."""
    reference: str
    """It in one line, for a citation in a text."""
    file: str
    """The file that holds it."""
    line: int
    """The line of the file on which it begins, counted from 1."""
    mode: Mode | None = None
    """Of a statement: `direct`, `partial` or `paraphrase`. Only the first is the very words."""
    speaker: str | None = None
    """Of a statement: the name of who said it."""
    capacity: str | None = None
    """Of a statement: in which capacity, where that is certain."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation of a draft, and what the coverage has of it."""

    text: str
    """The words between the marks."""
    line: int
    """The line of the draft on which it begins, counted from 1; of a DOCX the paragraph."""
    verdict: str
    """`exact`, `term` (nobody's words), or what is wrong with it; the manual lists them."""
    message: str
    """The verdict as a sentence."""
    is_wrong: bool
    """Whether it asks for a correction, or for a look."""
    addresses: tuple[str, ...]
    """The statements that the verdict rests on, the nearest first; none where nothing is known."""


class Coverage:
    """An open coverage; close it, or use it in a `with` statement."""

    def __init__(self, archive: Archive, texts: Path | None = None) -> None:
        """Take an archive, and the folder of the sources' texts; `open` makes both."""
        self._archive = archive
        self._folder = texts
        self._texts = SourceTexts(texts)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the files; nothing can be asked after that."""
        self._archive.close()

    def search(
        self, query: str, *, kind: Kind | None = None, limit: int | None = None
    ) -> Iterator[Record]:
        """Yield the records that a query finds, of one kind or of all, in the program's order.

        The query is that of the search box: `speaker:ren mode:paraphrase`; an empty one finds
        all. Memory use does not grow with the number of records. Raises `ValueError` with a
        sentence where the query has a mistake.
        """
        parsed = parse(query)
        if parsed.complaint:
            raise ValueError(parsed.complaint)
        order = usual_order(parsed.node)
        hits = chain.from_iterable(
            iterate_hits(self._archive, Search(parsed.node, kind, order))
            for kind in ([kind] if kind else KINDS)
        )
        return map(_record, islice(hits, limit))

    def show(self, address: str) -> Record:
        """Return the record at `event/kind/id`, or at `kind/id` or `id` where only one has it.

        Raises `LookupError` with a sentence where there is none, or several may be meant.
        """
        return _record(self._entry(address))

    def same_remark(self, address: str) -> list[Record]:
        """Return a statement as each source has it that reports the same remark, itself included.

        Raises `LookupError` as `show` does.
        """
        entry = self._entry(address)
        return [_record(statement) for statement in entry.statements or (entry,)]

    def evidence(self, address: str) -> str:
        """Return, as a sentence, where a statement stands in its source's text, if it does.

        It is empty for any other record. Raises `LookupError` as `show` does.
        """
        entry = self._entry(address)
        if not isinstance(entry.record, Quote):
            return ""
        quote = entry.record
        source = self._archive.get(Address(entry.address.event, "sources", quote.source))
        if source is None or not isinstance(source.record, Source):
            return evidence_sentence(quote, None, None)
        return evidence_sentence(quote, source.record, self._texts.read(source))

    def cite(self, address: str, style: str = "apa", *, language: str | None = None) -> str:
        """Return a record in a form: a citation style, or any other that `summit-tui copy` knows.

        `language` is a language tag (BCP 47): forms for readers are in its words. Where the form
        says nothing of the record the text is empty. Raises `LookupError` as `show` does, and
        `ValueError` with a sentence for a form that is none or cannot hold the record.
        """
        if style not in FORMS:
            forms = INTERFACE.items(FORMS)
            raise ValueError(
                gettext("{form} is no form; choose from {forms}", form=style, forms=forms)
            )
        return "".join(render(style, [self._entry(address)], language)).rstrip("\r\n")

    def verify(self, draft: str | os.PathLike[str]) -> list[Quotation]:
        """Return every quotation of a draft, in its order, with what the coverage has of it.

        `draft` is a text in Markdown, or the path of a file in Markdown, text, HTML or DOCX.
        Raises `OSError` with a sentence where the file cannot be read.
        """
        from summit_tui.verify.draft import DraftError
        from summit_tui.verify.draft_files import draft_of, read_draft
        from summit_tui.verify.judge import Judge
        from summit_tui.verify.verdicts import SENTENCES

        try:
            article = draft_of(draft) if isinstance(draft, str) else read_draft(Path(draft))
        except DraftError as error:
            raise OSError(str(error)) from error
        return [
            Quotation(
                judgement.quotation.text,
                article.line(judgement.quotation.start),
                judgement.verdict.value,
                SENTENCES[judgement.verdict],
                judgement.is_wrong,
                tuple(str(entry.address) for entry in judgement.statements),
            )
            for judgement in Judge(self._archive, self._folder).judgements(article)
        ]

    def _entry(self, address: str) -> Entry:
        candidates = self._archive.resolve(address)
        if len(candidates) > 1:
            names = INTERFACE.items(map(str, candidates))
            raise LookupError(
                gettext("{address} may be any of {candidates}", address=address, candidates=names)
            )
        entry = self._archive.get(candidates[0]) if candidates else None
        if entry is None:
            raise LookupError(gettext("there is no record at {address}", address=address))
        return entry


def open(  # noqa: A001 - called as summit_tui.open
    *paths: str | os.PathLike[str],
    texts: str | os.PathLike[str] | None = None,
    cache: bool = True,
) -> Coverage:
    """Open coverage: files and folders, the name of a bundled one, or an archive's address.

    Without a path it is the coverage that comes with the program. `texts` is a folder with the
    texts of sources, beside those that the sources name. The index is kept in the user's cache as
    the program keeps it, or with `cache=False` in memory. Problems of the files are not raised:
    `summit-tui check` lists them. Raises `OSError` where a path cannot be read, and `ValueError`
    with a sentence where no back end has the scheme of an address.
    """
    locations = [location_of(os.fspath(path)) for path in paths] or [bundled_coverage()]
    locations = [or_bundled(path) if isinstance(path, Path) else path for path in locations]
    for location in locations:
        if isinstance(location, Path) and (reason := unusable(location)):
            raise OSError(reason)
    store = open_store(locations, cache_folder() if cache else None)
    return Coverage(store.fresh() or store.build(), Path(texts) if texts else None)


def _record(entry: Entry) -> Record:
    credit = attribution(entry) if isinstance(entry.record, Quote) else None
    mode, speaker, capacity = (
        (credit.mode, credit.speaker.text, credit.capacity) if credit else (None,) * 3
    )
    return Record(
        address=str(entry.address),
        kind=entry.address.kind,
        data=entry.data,
        text="".join(render("text", [entry])).rstrip("\n"),
        reference="".join(render("reference", [entry])).rstrip("\n"),
        file=entry.path,
        line=entry.line,
        mode=mode,
        speaker=speaker,
        capacity=capacity,
    )
