"""What is wrong with a record before it is written: its shape, and what `check` would say."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summit_tui.archive import Archive, Entry, SourcedReading
from summit_tui.archive.describe import references
from summit_tui.archive.openers import Location
from summit_tui.authoring.destination import Placement, place_record, writable
from summit_tui.authoring.revision import Data, Revision, revise
from summit_tui.authoring.toml_edit import ABSENT
from summit_tui.i18n import gettext
from summit_tui.lint import lint_reading, lint_record
from summit_tui.lint.rule import severity_of
from summit_tui.model.kinds import KINDS, SINGULAR, Address, Kind
from summit_tui.model.problem import Problem
from summit_tui.model.rebuild import reading_from, record_from
from summit_tui.model.records import Record, Source
from summit_tui.readers.parsed import where
from summit_tui.readers.validation import validate

_NOT_YET: Final = ("W203",)
"""Nothing rests on a source that was added a moment ago."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A record that is to be added or changed, and what is wrong with it."""

    placement: Placement | None
    """The change that writes it; None where its shape is wrong."""
    problems: Sequence[Problem]
    record: Data
    """The record itself."""

    @property
    def errors(self) -> Sequence[Problem]:
        """What must not be written."""
        return [problem for problem in self.problems if severity_of(problem.code) == "error"]


def plan_record(
    archive: Archive,
    opened: Sequence[Location],
    event: str,
    kind: Kind,
    data: Data,
    texts: Path | None = None,
) -> Plan:
    """Return the change that adds a record to an event, and what `check` says of it by itself.

    It is judged as if it stood there already. `texts` is a folder with the texts of sources. What
    only many records together show, such as two statements that say the same, is left to `check`.
    Raises as `place_record` does.
    """
    name = f"{event}/{kind}/{data.get('id')}"
    results = validate(name, kind, None, dict(data), 0, lambda _: 0)
    shape = [item for item in results if isinstance(item, Problem)]
    if shape:
        return Plan(None, shape, data)
    placement = place_record(archive, opened, event, kind, data)
    entry = _entry(archive, event, kind, data, placement.revision)
    taken = [_taken(entry)] if archive.get(entry.address) else []
    problems = [*taken, *lint_record(archive, entry, texts=texts, ignore=_NOT_YET)]
    return Plan(placement, problems, data)


def plan_reading(
    archive: Archive,
    opened: Sequence[Location],
    event: str,
    data: Data,
    texts: Path | None = None,
) -> Plan:
    """Return the change that adds a reading to an event, and what `check` says of it by itself.

    Raises as `place_record` does.
    """
    name = f"{event}/readings"
    results = validate(name, "readings", None, dict(data), 0, lambda _: 0)
    shape = [item for item in results if isinstance(item, Problem)]
    if shape:
        return Plan(None, shape, data)
    placement = place_record(archive, opened, event, "readings", data)
    reading, revision = reading_from(data), placement.revision
    *home, kind, id = reading.record.split("/")
    address = Address(home[0] if home else event, KINDS[KINDS.index(kind)], id)
    record = archive.get(address)
    source = archive.get(Address(event, "sources", reading.source))
    of = source.record if source and isinstance(source.record, Source) else None
    known = address if record else None
    sourced = SourcedReading(reading, data, known, event, of, str(revision.path), revision.line)
    return Plan(placement, list(lint_reading(archive, sourced, texts=texts)), data)


def plan_change(archive: Archive, entry: Entry, fields: Data, texts: Path | None = None) -> Plan:
    """Return the change of some fields of a record, and what `check` says of it then.

    A field without a value goes. Raises `RefusedError` and `OSError` as `revise` does.
    """
    address = entry.address
    changes = {
        name: value or ABSENT
        for name, value in fields.items()
        if (value or None) != (entry.data.get(name) or None)
    }
    data = {name: value for name, value in {**entry.data, **fields}.items() if value}
    results = validate(str(address), address.kind, None, dict(data), 0, lambda _: 0)
    shape = [item for item in results if isinstance(item, Problem)]
    if shape:
        return Plan(None, shape, data)
    revision = revise(writable(entry.path), address.kind, entry.data, changes)
    changed = _entry(archive, address.event, address.kind, data, revision)
    problems = lint_record(archive, changed, texts=texts, ignore=_NOT_YET)
    return Plan(Placement(revision, gettext("it holds the statement")), list(problems), data)


def _entry(archive: Archive, event: str, kind: Kind, data: Data, revision: Revision) -> Entry:
    """Return a record that no archive holds as an entry, with the records it refers to."""
    record = record_from(kind, data)
    linked: dict[tuple[Kind, str], Record] = {}
    named: list[tuple[Kind, str]] = [*references(record), ("event", event)]
    for other, id in named:
        if target := archive.get(Address(event, other, id)):
            linked = {**target.linked, **linked, (other, id): target.record}
    address = Address(event, kind, str(data["id"]))
    return Entry(address, record, data, str(revision.path), revision.line, linked)


def _taken(entry: Entry) -> Problem:
    address = entry.address
    template = "the {kind} ‘{id}’ is there already; choose another id"
    message = gettext(template, kind=SINGULAR[address.kind], id=address.id)
    return Problem(entry.path, entry.line, where(address.kind, None, ("id",)), "E106", message)
