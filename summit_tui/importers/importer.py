"""What a module of a format says of a file: records with the keys they have there, and the rest.

A module has two functions, found by their names:

    recognise(document: Document) -> str | None
    read(document: Document, options: ImportOptions) -> Imported

`recognise` returns by what the content was recognized, as the end of a sentence for the user (such
as "its element schedule has a conference"), or None; it reads no more than it needs. `read` raises
`limits.UnreadableError` where nothing can be read. Both import their libraries when called.
"""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import Any, Final, NamedTuple

from summit_tui.importers.document import Document
from summit_tui.model.kinds import Kind

FILE_KEY: Final = "this file"
"""The key of the source that is the file itself (`Imported.source`), for references to it."""


class RecordKey(NamedTuple):
    """Another record of the same import; the id that it gets takes the place of this."""

    kind: Kind
    """The other record's kind."""
    key: str
    """The other record's key."""


@dataclass(frozen=True, slots=True)
class ImportedRecord:
    """A record as a file has it."""

    kind: Kind
    """Its kind; the event is no record here, see `Imported.event`."""
    key: str
    """What names it among those of its kind in every edition of the file: its guid, code or id
    there, else what hardly ever changes."""
    fields: Mapping[str, Any]
    """Its fields by our names, without `id` and without what is not known. `Any`: what TOML holds,
    and `RecordKey` wherever the id of another record belongs."""
    _: KW_ONLY
    id: str = ""
    """The id that it should have, where the file has one that people know it by, such as an id of
    ours or a citation key; it is taken if it is legal and free. Else one is made of title and key.
    """
    title: str = ""
    """The text that makes its id readable; empty for its name or title."""
    line: int | None = None
    """The line of the file on which it begins, counted from 1, where lines mean something."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a person may want to settle, such as two people of one name."""

    message: str
    """A sentence."""
    speaks_for: tuple[str, ...] = ()
    """What speaks for it, in sentences."""
    speaks_against: tuple[str, ...] = ()
    """What speaks against it, in sentences."""


@dataclass(frozen=True, slots=True)
class FileProblem:
    """What is wrong at a place of the file; the rest is read."""

    line: int
    """The line counted from 1, or 0 where none is meant."""
    message: str
    """A sentence that says what is wrong and what has become of it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage that may be a statement: no record before a person has said whose it is."""

    key: str
    """What names it in every edition of the file."""
    exact: str
    """The words."""
    _: KW_ONLY
    prefix: str = ""
    """The words before them, where the file has some."""
    suffix: str = ""
    """The words after them."""
    source: str = ""
    """The address on the web of what they stand in; empty for the text of the file itself."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """What the file says of the statement by our names (`speaker` as a name, `topics` …)."""
    note: str = ""
    """What somebody has noted beside it."""


@dataclass(frozen=True, slots=True)
class Imported:
    """All that a file holds, and what of it has no place here."""

    records: Sequence[ImportedRecord] = ()
    """The records, in the order of the file."""
    _: KW_ONLY
    event: Mapping[str, Any] = field(default_factory=dict)
    """The fields of the event, `id` among them; empty where the file names none."""
    source: Mapping[str, Any] | None = None
    """The fields of the record for the file itself, as far as known: title, publisher, kind,
    published, url, language … Every record cites it. None where the records are sources
    themselves."""
    text: str | None = None
    """The text of the file for readers, kept beside its record; None where there is none."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The texts of sources among the records, by their keys."""
    proposals: Sequence[Proposal] = ()
    """Passages that a person may make statements of."""
    unplaced: Mapping[str, int] = field(default_factory=dict)
    """The fields of the file that have no place here, with how many records have them."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Why records were left out, as a phrase such as "cancelled", with how many they are."""
    times_without_zone: int = 0
    """The moments that have no zone, so that only their days were taken."""
    titles_missing: int = 0
    """The records that have no title there and got a plain description."""
    remarks: tuple[str, ...] = ()
    """What else the user should know, in sentences, the gravest first."""
    suggestions: tuple[Suggestion, ...] = ()
    """What a person may want to settle."""
    problems: tuple[FileProblem, ...] = ()
    """What is wrong with the file where the rest can be read."""
    is_help: bool = False
    """Whether it only helps to read the files that were named together with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What the user has said about a file."""

    timezone: str | None = None
    """The zone of the event (IANA), which is known to exist."""
    event: str | None = None
    """The id of the event."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Columns or keys of the file to fields of ours: `{"Job_Title": "role"}`."""
    kind: Kind | None = None
    """The kind of record that a table holds."""
    header_row: int | None = None
    """The row with the names of the columns, counted from 1."""
    persons: bool = False
    """Is every name that of a person?"""
    authors_as_speakers: bool = False
    """Do authors count as speakers?"""
    attendees_as_speakers: bool = False
    """Do those who are invited to an entry of a calendar count as speakers?"""
    taglines: bool = False
    """Is what people say of themselves their role?"""
    beside: Sequence[Document] = ()
    """The other files that were named together with this one."""
