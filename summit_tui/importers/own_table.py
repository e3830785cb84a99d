"""Our own CSV, read back: whatever a cell holds goes where it came from, under the same address.

A cell may join several names or sources, and their own text may hold what joins them. So a list is
read by the rows of the file that it can be made of, and only without any by what joins it.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from summit_tui.attribution.quotation import strip_marks
from summit_tui.formats.csv import COLUMNS, EXACT, JOINT, PASSAGE, mark_formulas, read_cell
from summit_tui.i18n import INTERFACE, gettext
from summit_tui.importers.columns import Header
from summit_tui.importers.grid import Grid
from summit_tui.importers.importer import Imported, ImportedRecord, RecordKey
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.values import compact
from summit_tui.model.kinds import Kind, kind_named
from summit_tui.model.text import value_line

_OWN: Final = frozenset(("address", "kind", "event"))
_ENOUGH: Final = 6
"""Columns of ours that make a table ours: nobody needs to have kept them all."""
_LOCATOR: Final = re.compile(r"(?:^|, )(page|paragraph|section|timecode) ")
_SYNDICATED: Final = re.compile(r"(?P<publisher>.*?)(?:, (?P<url>https?://\S+))?", re.DOTALL)
_CORRECTION: Final = re.compile(r"(?:(?P<date>\d{4}(?:-\d\d){0,2}): )?(?P<text>.*)", re.DOTALL)
_CORRECTIONS: Final = re.compile(r"; (?=\d{4}(?:-\d\d){0,2}: )")
_MARKED: Final = re.compile(r"[“‘„‚«‹「『\"](.+)[”’“‘»›」』\"]")
_STEPS: Final = 10_000
"""How far one list of sources is followed; a real one needs as many steps as it has sources."""

_Row = Mapping[str, str]
_FIELDS: Final[Mapping[Kind, Mapping[str, str]]] = {
    "event": {"name": "name", "text": "summary", "date": "start"},
    "sessions": {
        "name": "title",
        "text": "summary",
        "date": "date",
        "place": "place",
        "session_kind": "type",
        "description": "description",
    },
    "speakers": {
        "name": "name",
        "text": "summary",
        "family_name": "family_name",
        "given_name": "given_name",
        "naming": "naming",
        "speaker_kind": "kind",
        "description": "description",
    },
    "delegations": {"name": "name", "delegation_kind": "kind", "text": "summary"},
    "sources": {
        "name": "title",
        "publisher": "publisher",
        "published": "published",
        "url": "url",
        "author": "author",
        "language": "language",
        "occasion": "event_title",
        "place": "event_place",
        "date": "event_date",
        "publication": "kind",
        **{
            name: name
            for name in (
                *("genre", "programme", "medium", "duration", "number", "page", "embargo"),
                *("licence", "retrieved", "archived_at", "translator", "interviewer"),
                "parent_organization",
            )
        },
    },
    "quotes": {
        "text": "text",
        "mode": "mode",
        "role": "role",
        "date": "date",
        "language": "language",
        "translated_from": "translated_from",
        "translator": "translator",
        "act": "act",
        "remark": "remark",
        "attribution": "attribution",
    },
}
"""The columns that are fields as they are, by kind."""
_PARTIES: Final = ("on_behalf_of", "relayed_by", "quoting", "addressee")
"""The columns of a statement that name speakers."""
_NOT_STATED: Final = "not stated"
"""What stands for the language of an original that nobody has stated."""


class _Cited(NamedTuple):
    """A source as the rows of other records cite it."""

    title: str
    publisher: str
    published: str
    url: str


def is_own(names: Sequence[str]) -> bool:
    """Tell whether these are the columns of our own CSV."""
    return set(names) >= _OWN and len(set(names) & set(COLUMNS)) >= _ENOUGH


def read(grid: Grid, header: Header, event: str | None) -> Imported:
    """Return the records of our own CSV.

    Raises `UnreadableError` where it has those of several events, unless `event` is one of them.
    """
    rows = [
        (line, {name: read_cell(str(cell)) for name, cell in pairs if cell})
        for line, row in zip(grid.lines, grid.rows, strict=True)
        if (pairs := list(zip(header.names, row, strict=False)))
    ][header.index + 1 :]
    events = dict.fromkeys(row.get("event", "") for _, row in rows)
    if len(events) > 1 and event not in events:
        template = "has records of several events: {events}; say which with --event"
        raise UnreadableError(gettext(template, events=INTERFACE.items(events)))
    wanted = event if event in events else next(iter(events), "")
    own = [(line, row) for line, row in rows if row.get("event", "") == wanted]
    return _Reader(wanted, own).imported()


class _Reader:
    """Makes the records of one event."""

    def __init__(self, event: str, rows: Sequence[tuple[int, _Row]]) -> None:
        self._event = event
        self._rows = rows
        self._records: dict[RecordKey, ImportedRecord] = {}
        self._left_out: Counter[str] = Counter()
        self._names: dict[tuple[Kind, str], RecordKey] = {}
        self._sources: dict[_Cited, RecordKey] = {}
        self._statements: dict[str, RecordKey] = {}
        self._namesakes: set[str] = set()
        """Names that several speakers have, such as two whom sources only describe."""
        for _, row in rows:
            kind, id = kind_named(row.get("kind", "")), _id(row)
            if kind == "sources":
                self._sources.setdefault(_cited(row), RecordKey(kind, id))
            elif kind == "quotes":
                statement = f"{row.get('speaker', '').split(JOINT)[0]}: {row.get('text', '')}"
                self._statements.setdefault(statement, RecordKey(kind, id))
            elif kind:
                if kind == "speakers" and (kind, row.get("name", "")) in self._names:
                    self._namesakes.add(row.get("name", ""))
                self._names.setdefault((kind, row.get("name", "")), RecordKey(kind, id))

    def imported(self) -> Imported:
        """Return the records, their event, and what was left out."""
        event: dict[str, Any] = {"id": self._event}
        for line, row in self._rows:
            kind, id = kind_named(row.get("kind", "")), _id(row)
            if kind is None or not id:
                self._left_out[gettext("row without an address")] += 1
            elif row.get("translated_from") == _NOT_STATED:
                # As the text of a statement it would put words into somebody's mouth.
                self._left_out[gettext("translation from a language that is not stated")] += 1
            elif kind == "quotes" and not self._namesakes.isdisjoint(
                row.get("speaker", "").split(JOINT)
            ):
                self._left_out[gettext("statement by one of several speakers of one name")] += 1
            elif kind == "event":
                event |= _exactly(self._fields(line, kind, row), row)
            else:
                fields = _exactly(compact(self._fields(line, kind, row)), row)
                record = ImportedRecord(kind, id, fields, id=id, line=line)
                self._records[RecordKey(kind, id)] = record
        return Imported(list(self._records.values()), event=event, left_out=dict(self._left_out))

    def _fields(self, line: int, kind: Kind, row: _Row) -> dict[str, Any]:
        fields: dict[str, Any] = {
            field: row[column] for column, field in _FIELDS[kind].items() if row.get(column)
        }
        if kind == "quotes":
            return fields | self._of_statement(line, row)
        if kind == "sources":
            return fields | {
                "speakers": self._speakers(line, row.get("speaker", "")),
                "speech_by": self._speakers(line, row.get("speech_by", "")),
                "locator": _locator(row.get("locator", "")),
                "syndicated_from": _syndication(row.get("syndicated_from", "")),
                "corrections": _corrections(row.get("corrections", "")),
            }
        if kind == "sessions":
            fields["topics"] = _parts(row.get("topics", ""))
            fields["speakers"] = self._speakers(line, row.get("speaker", ""))
        return fields | {"sources": self._cited_sources(line, row)}

    def _of_statement(self, line: int, row: _Row) -> dict[str, Any]:
        """Return the fields of a statement that refer to other records, or are tables."""
        speakers = self._speakers(line, row.get("speaker", ""))
        occasion = row.get("occasion", "")
        session = self._names.get(("sessions", occasion))
        by, _, on = row.get("checked", "").rpartition(", ")
        fields: dict[str, Any] = {
            "speaker": next(iter(speakers), None),
            "joint_speakers": speakers[1:],
            "source": self._source(line, _cited(row)),
            "session": session,
            "occasion": None if session else occasion,
            "topics": _parts(row.get("topics", "")),
            "locator": _locator(row.get("locator", "")),
            "excerpt": _excerpt(row),
            "checked": {"by": by, "date": on} if by else None,
            "answer_to": self._statements.get(_without_marks(row.get("answer_to", ""))),
        }
        return fields | {name: self._speakers(line, row.get(name, "")) for name in _PARTIES}

    def _speakers(self, line: int, cell: str) -> list[RecordKey]:
        """Return the speakers that a cell joins: the longest names that are known come first."""
        keys = []
        parts = cell.split(JOINT) if cell else []
        while parts:
            lengths = range(len(parts), 0, -1)
            known = (n for n in lengths if ("speakers", JOINT.join(parts[:n])) in self._names)
            number = next(known, 1)
            keys.append(self._named(line, JOINT.join(parts[:number])))
            parts = parts[number:]
        return keys

    def _named(self, line: int, name: str) -> RecordKey:
        """Return the speaker of a name; one without a row of their own gets a record."""
        key = self._names.setdefault(("speakers", name), RecordKey("speakers", name))
        if key.key == name and key not in self._records:
            self._records[key] = ImportedRecord("speakers", name, {"name": name}, line=line)
        return key

    def _source(self, line: int, cited: _Cited) -> RecordKey:
        """Return the source that a statement cites; one without a row gets a record."""
        key = self._sources.get(cited)
        if key is None:
            key = self._sources[cited] = RecordKey("sources", cited.url or "\t".join(cited))
            fields = compact(cited._asdict())
            self._records[key] = ImportedRecord(*key, fields, line=line)
        return key

    def _cited_sources(self, line: int, row: _Row) -> list[RecordKey]:
        """Return the sources that the cells of a record join."""
        cited = _cited(row)
        if not cited.title:
            return []
        if (known := _taken_apart(cited, list(self._sources))) is not None:
            return [self._sources[source] for source in known]
        columns = [column.split(JOINT) if column else [] for column in cited]
        titles = columns[0]
        whole = [column for column in columns if len(column) == len(titles)]
        if len(columns[1]) != len(titles) or any(c and c not in whole for c in columns):
            self._left_out[gettext("sources that cannot be told apart")] += 1
            return []
        padded = [column or [""] * len(titles) for column in columns]
        return [self._source(line, _Cited(*parts)) for parts in zip(*padded, strict=True)]


def _exactly(fields: dict[str, Any], row: _Row) -> dict[str, Any]:
    """Return fields as the record had them, where the row says so and its cells are unchanged."""
    try:
        exact = json.loads(row.get(EXACT) or "{}")
    except (ValueError, RecursionError):
        exact = {}
    return fields | {
        name: value
        for name, value in (exact.items() if isinstance(exact, dict) else ())
        if type(value) is type(fields.get(name)) and _is_in_cells(value, fields[name])
    }


def _is_in_cells(value: Any, read: Any) -> bool:
    """Tell whether cells that hold a value are read as `read`; `Any`: fields differ in type."""
    line = _joined(value, lambda text: read_cell(mark_formulas(value_line(text))))
    return _joined(read, str.strip) in (line, strip_marks(line))


def _joined(value: Any, text_of: Callable[[str], str]) -> str:
    """Return the texts of a value as one; `Any`: fields differ in type."""
    match value:
        case list():
            return JOINT.join(_joined(item, text_of) for item in value)
        case dict():
            return ": ".join(_joined(value[name], text_of) for name in sorted(value))
    return text_of(str(value))


def _id(row: _Row) -> str:
    return row.get("address", "").rpartition("/")[2]


def _cited(row: _Row) -> _Cited:
    names = ("source", "publisher", "published", "url")
    return _Cited(*(row.get(name, "") for name in names))


def _parts(cell: str) -> list[str]:
    return cell.split(JOINT) if cell else []


def _locator(cell: str) -> dict[str, str]:
    """Return where in a source something stands: `page 4, paragraph 2`."""
    _, *parts = _LOCATOR.split(cell)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _syndication(cell: str) -> dict[str, str] | None:
    """Return who published a source first, and the address of that where the cell has one."""
    parts = _SYNDICATED.fullmatch(cell)
    return compact(parts.groupdict()) if cell and parts else None


def _corrections(cell: str) -> list[dict[str, str]]:
    """Return what was corrected; what follows without a day belongs to what stands before it."""
    parts = (_CORRECTION.fullmatch(part) for part in _CORRECTIONS.split(cell) if part)
    return [compact(part.groupdict()) for part in parts if part]


def _excerpt(row: _Row) -> dict[str, str] | None:
    """Return the words of the source that a statement rests on, with those around them."""
    excerpt = {name: row[column] for name, column in PASSAGE.items() if row.get(column)}
    return excerpt if "exact" in excerpt else None


def _without_marks(said: str) -> str:
    """Return who said what without the quotation marks around it."""
    who, _, text = said.partition(": ")
    marked = _MARKED.fullmatch(text)
    return f"{who}: {marked[1].strip()}" if marked else said


def _taken_apart(cited: _Cited, known: Sequence[_Cited]) -> list[_Cited] | None:
    """Return the sources whose parts, joined, are these cells; None where there are none."""
    waiting: list[tuple[_Cited, list[_Cited]]] = [(cited, [])]
    for _ in range(_STEPS):
        if not waiting:
            return None
        rest, taken = waiting.pop()
        if not any(rest):
            return taken
        for source in reversed(known):
            left = [_after(part, own) for part, own in zip(rest, source, strict=True)]
            if any(source) and all(part is not None for part in left):
                waiting.append((_Cited(*(part or "" for part in left)), [*taken, source]))
    return None


def _after(cell: str, part: str) -> str | None:
    """Return what of a cell follows its first part, or None where that is another."""
    if not part or cell == part:
        return "" if part else cell
    return cell.removeprefix(part + JOINT) if cell.startswith(part + JOINT) else None
