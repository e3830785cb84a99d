"""Lists of participants of meetings under the UN climate convention, as a table with their columns.

The columns are those of the published data set of such lists (Participation in UNFCCC meetings);
the lists themselves are PDFs, whose layout joins a body with a name and cannot be parted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from summit_tui.i18n import INTERFACE, gettext, ngettext
from summit_tui.importers.document import Document
from summit_tui.importers.fields import line
from summit_tui.importers.grid import Grid, grids
from summit_tui.importers.ids import readable
from summit_tui.importers.importer import Imported, ImportedRecord, ImportOptions, RecordKey
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.references import day_in
from summit_tui.importers.values import compact
from summit_tui.model.fields import DelegationKind

_COLUMNS: Final = frozenset(("Group_Type", "Delegation", "Person_Name", "Job_Title", "Meeting"))
_KINDS: Final[Mapping[str, DelegationKind]] = {
    "party": "country",
    "parties": "country",
    "observer state": "country",
    "observer states": "country",
    "igo": "international organization",
    "igos": "international organization",
    "intergovernmental organizations": "international organization",
    "un": "international organization",
    "media": "media",
}
"""What a group of the list holds, as far as a word of ours says it."""
_PLACED: Final = frozenset(
    (
        *("Group_Type", "Delegation", "Person_Name", "Job_Title", "Division", "Affiliation"),
        *("Year", "Meeting", "Location", "Delegation_ISO"),
    )
)
_IMPLIED: Final = frozenset(
    ("Female", "IGO", "NGO", "Observer", "Party", "IO", "Overflow", "Virtual", "Delegation_COW")
)
"""Columns of codes that say again what others do, or what is never taken of a person."""


def recognise(document: Document) -> str | None:
    """Return by what a file is such a list."""
    if document.is_binary or document.looks_like_json:
        return None
    first = document.head.lstrip().partition("\n")[0]
    if all(column in first for column in _COLUMNS):
        return gettext("its columns Person_Name, Delegation and Meeting")
    return None


def read(document: Document, _options: ImportOptions) -> Imported:
    """Return the delegations and the people of a list."""
    grid = next(grids(document), Grid((), ()))
    names = [str(cell).strip() for cell in grid.rows[0]] if grid.rows else []
    if not set(names) >= _COLUMNS:
        raise UnreadableError(gettext("has not the columns of a list of participants"))
    reader = _Reader()
    for number, row in zip(grid.lines[1:], grid.rows[1:], strict=True):
        reader.add(number, dict(zip(names, row, strict=False)))
    return reader.imported()


@dataclass(slots=True)
class _Reader:
    """Collects delegations and people, row by row."""

    delegations: dict[str, ImportedRecord] = field(default_factory=dict)
    people: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    """The line and the fields of each person, but for the roles; `Any`: as in records."""
    roles: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    """The roles of each person, each once; `Any`: as in records."""
    meetings: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    unplaced: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    codes_unknown: Counter[str] = field(default_factory=Counter)

    def add(self, number: int, row: Mapping[str, Any]) -> None:
        """Take a row; `Any`: a cell of a table."""
        values = {name: line(cell) for name, cell in row.items()}
        person, delegation = values.get("Person_Name", ""), values.get("Delegation", "")
        if not person:
            self.left_out[gettext("row without a name")] += any(values.values())
            return
        meeting = tuple(values.get(name, "") for name in ("Meeting", "Year", "Location"))
        self.meetings[meeting[0], meeting[1], meeting[2]] += 1
        if delegation and delegation not in self.delegations:
            self.delegations[delegation] = self._delegation(number, delegation, values)
        key = "\t".join((meeting[0], delegation, person))
        roles = self.roles.setdefault(key, {})
        if role := self._role(values):
            roles[repr(role)] = role
        if key in self.people:
            self.left_out[gettext("row that is there twice")] += 1
            return
        self.people[key] = (
            number,
            {
                "name": person,
                "kind": "person",
                "delegation": RecordKey("delegations", delegation) if delegation else None,
            },
        )
        self.unplaced.update(
            name
            for name, value in values.items()
            if value and name not in _PLACED and name not in _IMPLIED
        )

    def _role(self, values: Mapping[str, str]) -> dict[str, Any]:
        """Return the office of a row, as printed and unparted; `Any`: as in records."""
        bodies = [values.get(name, "") for name in ("Division", "Affiliation")]
        organization = ", ".join(dict.fromkeys(filter(None, bodies)))
        title = values.get("Job_Title", "")
        if not title:
            self.unplaced.update(
                name for name in ("Division", "Affiliation") if values.get(name, "")
            )
            return {}
        return compact({"title": title, "organization": organization})

    def _delegation(self, number: int, name: str, values: Mapping[str, str]) -> ImportedRecord:
        kind = _KINDS.get(values.get("Group_Type", "").casefold())
        fields = {"name": name, "kind": kind, "code": self._code(values.get("Delegation_ISO", ""))}
        return ImportedRecord("delegations", name, compact(fields), line=number)

    def _code(self, alpha_3: str) -> str | None:
        """Return the code of two letters for one of three (ISO 3166-1)."""
        from iso3166 import countries_by_alpha3

        country = countries_by_alpha3.get(alpha_3.upper())
        if country is None:
            self.codes_unknown[alpha_3] += bool(alpha_3)
            return None
        return str(country.alpha2)

    def imported(self) -> Imported:
        """Return all that was collected."""
        meeting, year, place = next(iter(self.meetings)) if len(self.meetings) == 1 else ("",) * 3
        name = f"{meeting} {year}".strip()
        event = {"id": readable(name), "name": name, "place": place, "start": day_in(year)}
        return Imported(
            [*self.delegations.values(), *self._people()],
            event=compact(event) if name else {},
            source=compact({"title": name, "kind": "list of participants"}),
            unplaced=+self.unplaced,
            left_out=+self.left_out,
            remarks=self._remarks(),
        )

    def _people(self) -> Iterator[ImportedRecord]:
        for key, (number, fields) in self.people.items():
            every = {**fields, "roles": list(self.roles[key].values())}
            yield ImportedRecord("speakers", key, compact(every), line=number)

    def _remarks(self) -> tuple[str, ...]:
        remarks = []
        if len(self.meetings) > 1:
            template = "{number} meeting is in one list."
            plural = "{number} meetings are in one list; its people are those of all of them."
            remarks.append(ngettext(template, plural, len(self.meetings)))
        codes = sorted(+self.codes_unknown)
        if codes:
            template = "{number} code of a country is not known: {codes}."
            plural = "{number} codes of countries are not known: {codes}."
            remarks.append(
                ngettext(template, plural, len(codes), codes=INTERFACE.items(codes[:20]))
            )
        return tuple(remarks)
