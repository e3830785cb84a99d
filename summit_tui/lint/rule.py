"""What a rule of `check` is: its documentation, its examples, and the hooks that a run calls."""

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from textwrap import fill
from types import MappingProxyType
from typing import ClassVar, Final, Literal, NamedTuple, TypeVar

from summit_tui.archive import Archive, Entry, SourcedReading
from summit_tui.archive.doubts import Doubt, finder, name_doubts, record_doubts
from summit_tui.i18n import gettext
from summit_tui.model.invisible import show_hidden
from summit_tui.model.kinds import KINDS, Address, Kind
from summit_tui.model.problem import FieldEdit, Problem
from summit_tui.model.reading import Reading
from summit_tui.model.records import Quote
from summit_tui.model.text import one_line
from summit_tui.readers.parsed import display_value, where

Severity = Literal["error", "warning"]
SHORT: Final = 80
"""The most characters of a text from a file that a message repeats."""
_WIDTH: Final = 80


class Violation(NamedTuple):
    """One thing that is wrong or doubtful with a record or a reading."""

    message: str
    """A sentence that says what is wrong and what to do."""
    field: str = ""
    """The field it is about; empty for the record as a whole."""
    edit: FieldEdit | None = None
    """The change that mends it, where exactly one is sure to."""


class Rule:
    """One thing that can be wrong or doubtful with a coverage.

    A run makes one instance of each rule that is not ignored and calls its hooks. For every record
    of its `kinds`: `collect`, then `check` unless the record ignores the rule. Then
    `check_reading` for every reading that does not ignore it. At last `report`, for what only all
    records together show; it leaves out records that ignore the rule by itself.

    A subclass in a module that the catalog loads is all that a new rule takes.
    """

    code: ClassVar[str]
    """`E` and three digits for what is wrong, `W` for what is doubtful; never reused."""
    title: ClassVar[str]
    """What it means, in one sentence."""
    explanation: ClassVar[str]
    """Why it matters and what to do, with an example."""
    bad: ClassVar[str]
    """A coverage that has this problem and no other, in TOML, as the fields in which it differs
    from a clean one: `kind.id.field = value`, or `event.field = value`. `[[readings]]` adds
    readings, `earlier` holds the tables of an earlier event, and `texts` the texts of sources by
    the names of their files. A test runs it."""
    good: ClassVar[str]
    """The same without the problem."""
    kinds: ClassVar[tuple[Kind, ...]] = KINDS
    """The kinds of record that `collect` and `check` are called for."""
    needs: ClassVar[Literal["record", "doubts", "text"]] = "record"
    """What `check` has nothing to say without: a doubt that follows from the records, or the text
    of a statement's source. Most records lack both, and a run then spares the call."""

    def __init__(self, context: "RuleContext") -> None:
        self.context = context

    def collect(self, entry: Entry) -> None:
        """Note what `check` and `report` need to know of a record."""

    def check(self, entry: Entry) -> Iterable[Violation]:
        """Yield what is wrong with one record."""
        return ()

    def check_reading(self, sourced: SourcedReading) -> Iterable[Violation]:
        """Yield what is wrong with one reading by itself."""
        return ()

    def report(self) -> Iterable[Problem]:
        """Yield what is wrong with many records, once all of them were collected."""
        return ()


class Resource:
    """What several rules share during a run, such as the texts of sources."""

    def __init__(self, context: "RuleContext") -> None:
        self.context = context

    def close(self) -> None:
        """Release what the operating system lends."""


class DiskResource(Resource):
    """A resource that keeps its rows on disk: a million of them are sorted there, not in memory."""

    schema: ClassVar[str]
    """The SQL that makes its tables."""

    def __init__(self, context: "RuleContext") -> None:
        super().__init__(context)
        # An unnamed database is a temporary file of SQLite's, gone when it is closed.
        self.database = sqlite3.connect("")
        self.database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;" + self.schema
        )

    def close(self) -> None:
        """Give the disk's space back."""
        self.database.close()


_ResourceT = TypeVar("_ResourceT", bound=Resource)


class RuleContext:
    """What the rules of one run can look at."""

    def __init__(
        self,
        archive: Archive,
        folder: Path | None,
        codes: Collection[str],
        resources: Mapping[type[Resource], Resource] = MappingProxyType({}),
        gathered: Mapping[Address, Entry] = MappingProxyType({}),
    ) -> None:
        """Take resources that another run has too, and records that need not be asked for."""
        self.archive = archive
        self.folder = folder
        """Where the texts of sources are looked for first."""
        self.codes = codes
        """All codes that there are."""
        self._resources = dict(resources)
        self._gathered = gathered
        self._stack = ExitStack()

    def get(self, address: Address) -> Entry | None:
        """Return the record at an address, or None."""
        return self._gathered.get(address) or self.archive.get(address)

    def resource(self, cls: type[_ResourceT]) -> _ResourceT:
        """Return the one resource of a class that all rules of this run share."""
        resource = self._resources.get(cls)
        if not isinstance(resource, cls):
            resource = self._resources[cls] = cls(self)
            self._stack.callback(resource.close)
        return resource

    def close(self) -> None:
        """Close all resources."""
        self._stack.close()


class RecordDoubts(Resource):
    """The doubts that follow from the records alone; those about the latest record are kept."""

    def __init__(self, context: "RuleContext") -> None:
        super().__init__(context)
        self._latest: tuple[Entry, list[Doubt]] | None = None

    def of(self, entry: Entry) -> list[Doubt]:
        """Return the doubts about a statement, or about the names of another record."""
        if self._latest is None or self._latest[0] is not entry:
            record = entry.record
            if isinstance(record, Quote):
                doubts = record_doubts(record, entry.address.event, finder(entry.linked))
            else:
                doubts = name_doubts(record)
            self._latest = entry, doubts
        return self._latest[1]


class StatementRule(Rule):
    """A rule for statements."""

    kinds: ClassVar[tuple[Kind, ...]] = ("quotes",)

    def check(self, entry: Entry) -> Iterable[Violation]:
        """Return what is wrong with a statement."""
        quote = entry.record
        return self.check_statement(entry, quote) if isinstance(quote, Quote) else ()

    def check_statement(self, entry: Entry, quote: Quote) -> Iterable[Violation]:
        """Yield what is wrong with the statement of an entry."""
        raise NotImplementedError


class RecordDoubtRule(Rule):
    """A rule for a doubt that follows from the records, which is indexed under the rule's code."""

    kinds: ClassVar[tuple[Kind, ...]] = ("quotes",)
    needs = "doubts"

    def __init__(self, context: "RuleContext") -> None:
        super().__init__(context)
        self._doubts = context.resource(RecordDoubts)

    def check(self, entry: Entry) -> Iterable[Violation]:
        """Return the doubts of the rule's code."""
        doubts = self._doubts.of(entry)
        return [
            Violation(doubt.message, doubt.field) for doubt in doubts if doubt.code == self.code
        ]


@dataclass(frozen=True, slots=True)
class CodeDescription:
    """What a code means, be it that of a rule or of a problem in reading a file."""

    code: str
    title: str
    """What it means, in one sentence."""
    explanation: str = ""
    """Why it matters and what to do, with an example; empty where the title says it all."""

    @property
    def severity(self) -> Severity:
        """Whether it is wrong or doubtful."""
        return severity_of(self.code)

    def __str__(self) -> str:
        heading = f"{self.code} ({self.severity}): {gettext(self.title)}"
        if not self.explanation:
            return heading
        return f"{heading}\n\n{fill(gettext(self.explanation), _WIDTH, break_on_hyphens=False)}"


def severity_of(code: str) -> Severity:
    """Return whether a code stands for what is wrong or for what is doubtful."""
    return "error" if code.startswith("E") else "warning"


def record_location(entry: Entry, field: str = "") -> str:
    """Return how a problem names a record, or a field of it."""
    return where(entry.address.kind, None, (field,) if field else (), entry.address.id)


def reading_location(reading: Reading, field: str = "") -> str:
    """Return how a problem names a reading, which has no id: by the field that it is of."""
    return (
        f"{where('readings', None, (field,))} {reading.record}.{display_value(reading.field)[1:-1]}"
    )


def shorten(text: str) -> str:
    """Return a text from a file as a message repeats it."""
    text = one_line(text)
    return text if len(text) <= SHORT else f"{show_hidden(text[:SHORT])}…"


def unknown_code_message(text: str, codes: Collection[str]) -> str:
    """Return the message for a code that is not among `codes`, with the nearest of them."""
    typed = text[:20].upper().replace("O", "0").replace("I", "1")
    near = get_close_matches(typed, codes, 1, 0.7)
    if near:
        template = "‘{text}’ is not a code of `check`; did you mean {code}?"
        return gettext(template, text=text, code=near[0])
    return gettext("‘{text}’ is not a code of `check`; write it as `check` prints it", text=text)
