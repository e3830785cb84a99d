"""References of a reference manager become sources: what CSL-JSON, RIS and BibTeX have in common.

A reference has the variables of CSL 1.0.2 (https://docs.citationstyles.org), as text; each format
only says which of its own fields they are.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from summit_tui.citations.item import KINDS
from summit_tui.i18n import gettext, ngettext
from summit_tui.importers.fields import line, others_remark, without_others
from summit_tui.importers.importer import FileProblem, Imported, ImportedRecord
from summit_tui.importers.times import day
from summit_tui.importers.values import compact, language_tag
from summit_tui.model.fields import SourceKind

_GENRES: Final[Mapping[str, SourceKind]] = {
    # Of several kinds with one genre, the first.
    **{genre.casefold(): kind for kind, (_, genre) in reversed([*KINDS.items()]) if genre},
    "interview": "interview",
}
"""Genres that are a kind of source."""
_OWN_KEY: Final = re.compile(r"([a-z0-9][a-z0-9._-]*):([a-z0-9][a-z0-9._-]*)")
"""How our own exports name a source: by its event and its id."""
_SCHEMES: Final = frozenset(
    ("arxiv", "doi", "isbn", "issn", "pmid", "pmcid", "url", "http", "zotero")
)
"""What stands before the colon of a citation key and is no event."""
_MARKUP: Final = re.compile(r"</?(?:i|b|em|strong|su[bp]|sc|u|span)\b[^<>]{0,100}>", re.IGNORECASE)
"""What reference managers write into titles for italics and the like (CSL, rich text)."""
_YEAR: Final = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An entry of a bibliography; an empty text is what it does not say."""

    key: str = ""
    """Its id or citation key."""
    line: int | None = None
    """The line of the file on which it begins."""
    kind: SourceKind | None = None
    """What its type says that it is."""
    title: str = ""
    container: str = ""
    """The newspaper, journal or website in which it stands (CSL: container-title)."""
    publisher: str = ""
    authors: tuple[Mapping[str, str], ...] = ()
    """Who wrote it, in the parts of `PersonName`."""
    interviewers: tuple[Mapping[str, str], ...] = ()
    translators: tuple[Mapping[str, str], ...] = ()
    archived_at: str = ""
    """The address of a copy in an archive of the web (CSL: archive_location)."""
    issued: str = ""
    """The day it was published, as far as known: YYYY-MM-DD, YYYY-MM or YYYY."""
    accessed: str = ""
    """The day it was read."""
    url: str = ""
    language: str = ""
    """Its language, as a tag or in words."""
    genre: str = ""
    medium: str = ""
    duration: str = ""
    number: str = ""
    page: str = ""
    programme: str = ""
    event_title: str = ""
    event_place: str = ""
    event_date: str = ""
    original_publisher: str = ""
    """Whose copy it is (CSL: original-publisher)."""
    others: tuple[str, ...] = ()
    """The names of its fields that have no place in a source."""


def imported_references(
    references: Iterable[Reference], problems: Iterable[FileProblem] = ()
) -> Imported:
    """Return the sources of a bibliography."""
    collector = _Collector()
    for key, reference in distinct(map(_plain, references), collector.left_out):
        collector.add(key, reference)
    return Imported(
        collector.records,
        unplaced=+collector.unplaced,
        left_out=+collector.left_out,
        titles_missing=collector.titles_missing,
        remarks=tuple(collector.remarks()),
        problems=tuple(problems),
    )


def _plain(reference: Reference) -> Reference:
    """Return a reference without markup in its titles; our own exports have none."""
    if is_own_key(reference.key):
        return reference
    title, container = (_MARKUP.sub("", text) for text in (reference.title, reference.container))
    return replace(reference, title=title, container=container)


@dataclass(slots=True)
class _Collector:
    """Makes records of references, and counts what they lack."""

    records: list[ImportedRecord] = field(default_factory=list)
    unplaced: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    titles_missing: int = 0
    hosts: int = 0
    others: int = 0
    unpublished: int = 0

    def add(self, key: str, reference: Reference) -> None:
        """Take a reference under a key of its own."""
        if not (reference.title or reference.url or reference.authors or reference.issued):
            self.left_out[gettext("empty reference")] += 1
            return
        self.unplaced.update(reference.others)
        language = language_tag(reference.language)
        self.unplaced["language"] += bool(reference.language and not language)
        genre = reference.genre
        self.titles_missing += not reference.title
        fields = {
            "title": reference.title or f"[{reference.key or reference.url or 'Untitled'}]",
            "publisher": self._publisher(reference),
            "kind": _GENRES.get(genre.casefold(), reference.kind),
            "genre": None if genre.casefold() in _GENRES else genre,
            "author": self._names(reference.authors),
            "interviewer": self._names(reference.interviewers),
            "translator": self._names(reference.translators),
            "archived_at": reference.archived_at if "://" in reference.archived_at else None,
            "programme": reference.programme,
            "event_title": reference.event_title,
            "event_place": reference.event_place,
            "event_date": reference.event_date,
            "medium": reference.medium if reference.medium in ("audio", "video") else None,
            "duration": reference.duration,
            "number": reference.number,
            "page": reference.page,
            "syndicated_from": compact({"publisher": reference.original_publisher}),
            "language": language,
            "published": reference.issued,
            "retrieved": reference.accessed,
            "url": self._url(reference),
        }
        self.records.append(
            ImportedRecord(
                "sources", key, compact(fields), id=id_of(reference.key), line=reference.line
            )
        )

    def _names(self, names: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
        """Return names without what stands for those who are not named, which is counted."""
        listed = [name for name in names if not name.get("name") or without_others(name["name"])]
        self.others += len(listed) < len(names)
        return listed

    def _url(self, reference: Reference) -> str:
        """Return the address; others in the same field have no place."""
        url = first_address(reference.url)
        self.unplaced["url"] += url != reference.url
        return url

    def _publisher(self, reference: Reference) -> str:
        """Return the newspaper first, else the publisher, else the website by its address."""
        known = reference.container or reference.publisher
        if known:
            return known
        host = host_of(first_address(reference.url))
        self.hosts += bool(host)
        self.unpublished += not host
        return host or "[publisher not known]"

    def remarks(self) -> Iterator[str]:
        """Yield what else the user should know."""
        if self.others:
            yield others_remark(self.others)
        if self.unpublished:
            yield ngettext(
                "{number} source has no publisher; it is written as not known.",
                "{number} sources have no publisher; it is written as not known.",
                self.unpublished,
            )
        if self.hosts:
            yield ngettext(
                "{number} source has no publisher; its website is named by its address.",
                "{number} sources have no publisher; their websites are named by their addresses.",
                self.hosts,
            )


def distinct(
    references: Iterable[Reference], left_out: Counter[str]
) -> Iterator[tuple[str, Reference]]:
    """Yield references with keys of their own, whatever their order in the file.

    The key is the citation key, else the address, else title and day. Where several have the same,
    all but one add their title and day; what stands there twice is left out and counted.
    """
    by_key: dict[str, list[Reference]] = {}
    for reference in references:
        key = reference.key or reference.url or f"{reference.title}\t{reference.issued}"
        by_key.setdefault(key, []).append(reference)
    for key, alike in by_key.items():
        different = {repr(replace(reference, line=None)): reference for reference in alike}
        left_out[gettext("reference that is there twice")] += len(alike) - len(different)
        counts: Counter[str] = Counter()
        for _, reference in sorted(different.items()):
            own = f"{key}\t{reference.title}\t{reference.issued}" if counts else key
            counts[own] += 1
            yield (f"{own}\t{counts[own]}" if counts[own] > 1 else own), reference


def is_own_key(key: str) -> bool:
    """Tell whether a citation key is one of our own exports, whose fields mean what ours do."""
    own = _OWN_KEY.fullmatch(key)
    return own is not None and own[1] not in _SCHEMES


def id_of(key: str) -> str:
    """Return a citation key as an id, where it can be one; of our own keys, the id in them."""
    own = _OWN_KEY.fullmatch(key)
    if own:
        return own[2] if own[1] not in _SCHEMES else f"{own[1]}-{own[2]}"
    return key.lower()


def first_address(url: str) -> str:
    """Return the first address of several; nothing for what only a program that wrote it reads.

    Mendeley writes all addresses into one field, EndNote “<Go to ISI>://”.
    """
    first = re.search(r"https?://[^\s;]+(?=[\s;]+https?://)", url)
    return first[0] if first else "" if url.startswith("<") else url


def host_of(url: str) -> str:
    """Return the website in an address, without www; empty for an identifier or no address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    website = host.removeprefix("www.").removeprefix("dx.")
    return website if parts.scheme in ("http", "https") and website != "doi.org" else ""


def day_from(year: object, month: object = None, number: object = None) -> str:
    """Return as much of a date as is known and possible: YYYY-MM-DD, YYYY-MM, YYYY or nothing."""
    if not _YEAR.fullmatch(line(year)):
        return ""
    numbers = [int(line(year))]
    for part in (month, number):
        text = line(part)
        if not (text.isascii() and text.isdigit()):
            break
        numbers.append(int(text))
    while len(numbers) > 1:
        try:
            date(*[*numbers, 1, 1][:3])
        except (ValueError, OverflowError):
            numbers.pop()
        else:
            break
    return "-".join((f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:])))


def day_in(text: str) -> str:
    """Return the day at the beginning of a text, its parts apart by hyphens or slashes."""
    match = re.match(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?!\d)", text.strip(), re.ASCII)
    return day_from(*match.groups()) if match else ""


def day_printed(*texts: str) -> str:
    """Return the most exact day that some texts say, in figures or in words; else nothing."""
    days = (day_in(text) or day(text) or "" for text in texts)
    return max(days, key=len, default="")


def person(family: str, given: str = "", suffix: str = "") -> dict[str, str]:
    """Return a name in its parts."""
    return compact({"family_name": family, "given_name": given, "suffix": suffix})


_NOTES: Final = {
    "Medium": "medium",
    "Running time": "duration",
    "Original publisher": "original_publisher",
}
"""The labels of notes in our own exports, and the variables that they hold."""


def own_notes(notes: Iterable[str]) -> dict[str, str]:
    """Return what notes of our own exports say, by variable; empty texts where they do not."""
    texts = dict.fromkeys(_NOTES.values(), "")
    for note in notes:
        label, _, value = note.partition(": ")
        if label in _NOTES:
            texts[_NOTES[label]] = value
    return texts


def own_fields(fields: Mapping[str, Any], placed: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the fields that say something and have no place; `Any`: of JSON."""
    known = set(placed)
    return tuple(name for name, value in fields.items() if name not in known and value)
