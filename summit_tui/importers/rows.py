"""Rows of a table, or objects of a list, as records: one kind of record for all of them.

What a cell says is taken as printed. A cell with several names, or with a name and an office, is
never split; it is counted for the report.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final, get_args

from summit_tui.i18n import gettext, ngettext
from summit_tui.importers.fields import may_be_several, others_remark, without_others
from summit_tui.importers.importer import (
    FILE_KEY,
    FileProblem,
    ImportedRecord,
    ImportOptions,
    RecordKey,
)
from summit_tui.importers.row_values import (
    Cells,
    ReadCells,
    country_code,
    first_day,
    first_text,
    split_list,
    times_of,
    translated,
    word_of,
)
from summit_tui.importers.values import compact, language_tag, record_line
from summit_tui.model.field_table import fields_of
from summit_tui.model.fields import DelegationKind, Mode, SessionType, SourceKind, SpeakerKind
from summit_tui.model.kinds import Kind

_THIS_FILE: Final = RecordKey("sources", FILE_KEY)
_MARKS: Final = re.compile(r"“[^“”]+”|«[^«»]+»|„[^„“]+“|「[^「」]+」|『[^『』]+』|\"[^\"]+\"")
"""A cell that is quotation marks from its first to its last character."""


_HONORIFICS: Final = frozenset(
    (
        *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "lady", "hon", "he", "se"),
        *("herr", "frau", "m", "mme", "mlle", "sr", "sra", "先生", "女士", "小姐"),
    )
)
"""Words by which somebody is addressed, and which say nothing of an office."""

_SOURCE_KINDS: Final[Mapping[Kind, str]] = {
    "sessions": "programme",
    "speakers": "list of participants",
    "delegations": "list of participants",
}
"""What sort of source a table of a kind is."""


_Row = tuple[tuple[str, ...], ImportedRecord]
"""A record, and what distinguishes its row from others of the same key."""


class RowReader:
    """Makes the records of a table of one kind, row by row."""

    def __init__(self, kind: Kind, options: ImportOptions) -> None:
        self.times_without_zone = 0
        self.titles_missing = 0
        self.left_out: Counter[str] = Counter()
        self.unplaced: Counter[str] = Counter()
        self.problems: list[FileProblem] = []
        self._options = options
        self._counts: Counter[str] = Counter()
        self._rows: dict[RecordKey, list[_Row]] = {}
        """The records by key, each with what distinguishes it from others of its key."""
        readers: Mapping[Kind, Callable[[int, Cells], None]] = {
            "sessions": self._session,
            "speakers": self._speaker,
            "quotes": self._quote,
            "delegations": self._delegation,
            "sources": self._source,
        }
        self._reader = readers[kind]

    def read(self, line: int, cells: Cells) -> None:
        """Take a row: its line in the file, and its cells."""
        row, left_out = ReadCells(cells), self.left_out.total()
        self._reader(line, row)
        if self.left_out.total() == left_out:
            self.unplaced.update(row.unread())

    def records(self) -> Iterator[ImportedRecord]:
        """Yield the records; where several rows have one key, the earliest occasion keeps it.

        The others have day, hour, place and title in their keys as well, so that the order of the
        rows means nothing. Rows that say the same in every cell are one.
        """
        for key, read in self._rows.items():
            rows = _with_all_roles(read)
            distinct = {(occasion, repr(record.fields)): record for occasion, record in rows}
            self.left_out[gettext("row that is there twice")] += len(rows) - len(distinct)
            seen: Counter[str] = Counter()
            for number, (occasion, text) in enumerate(sorted(distinct)):
                record = distinct[occasion, text]
                longer = "\t".join((key.key, *occasion))
                seen[longer] += 1
                if seen[longer] > 1:  # only what they say distinguishes these
                    longer += f"\t{sha256(text.encode('utf-8', 'replace')).hexdigest()}"
                yield replace(record, key=longer) if number else record
        self.left_out = +self.left_out

    def remarks(self) -> Iterator[str]:
        """Yield what else there is to say of the rows."""
        if number := self._counts["mode"]:
            yield ngettext(
                "{number} statement has no mode and no quotation marks around it: it counts as a "
                "paraphrase until you say that the source gives it as speech.",
                "{number} statements have no mode and no quotation marks around them: they count "
                "as paraphrases until you say that the source gives them as speech.",
                number,
            )
        if number := self._counts["others"]:
            yield others_remark(number)
        if number := self._counts["mixed"]:
            yield ngettext(
                "{number} name has a comma or an “and”: it is kept as printed and not split.",
                "{number} names have a comma or an “and”: they are kept as printed and not split.",
                number,
            )

    def _add(
        self,
        line: int,
        key: RecordKey,
        fields: dict[str, Any],
        id: str = "",
        occasion: tuple[str, ...] = (),
    ) -> None:
        record = ImportedRecord(key.kind, key.key, compact(fields), id=id, line=line)
        self._rows.setdefault(key, []).append((occasion, record))

    def _placed(self, kind: Kind, cells: Cells, *names: str) -> dict[str, Any]:
        """Return the texts of fields that a kind has; the others have no place."""
        own = (name for name in names if name in fields_of(kind))
        return {name: first_text(cells, name) for name in own}

    def _speaker(self, line: int, cells: Cells) -> None:
        family, given = first_text(cells, "family_name"), first_text(cells, "given_name")
        name = first_text(cells, "name", "speaker") or _joined(family, given)
        if name is None:
            self.left_out[gettext("row without a name")] += 1
            return
        delegation = self._delegation_of(line, cells)
        fields = self._person(name) | {
            "name": name,
            "names": translated(cells, "name", name),
            "aliases": [part for cell in cells.get("aliases", ()) for part in split_list(cell)],
            "family_name": family,
            "given_name": given,
            "roles": self._roles(cells),
            "delegation": delegation or self._employer(line, cells),
        }
        if kind := word_of(first_text(cells, "kind"), get_args(SpeakerKind)):
            fields["kind"] = kind
        fields |= self._placed("speakers", cells, "description", "country", "language", "url")
        known_as = first_text(cells, "id") or f"{name}\t{delegation.key if delegation else ''}"
        self._add(line, RecordKey("speakers", known_as), fields, first_text(cells, "id") or "")

    def _person(self, name: str) -> dict[str, Any]:
        """Return the kind of a speaker, which only the user can say; count a doubtful name."""
        self._counts["mixed"] += may_be_several(name)
        return {"kind": "person"} if self._options.persons else {}

    def _roles(self, cells: Cells) -> list[dict[str, Any]]:
        """Return the capacities of a row, each with this file as its source."""
        organization = first_text(cells, "organization")
        # In a list of people a title is an office, not that of a session.
        printed = [record_line(str(title)) for title in cells.get("role") or cells.get("title", ())]
        titles = [title for title in printed if not _is_honorific(title)]
        self.unplaced[gettext("form of address")] += len(printed) - len(titles)
        if not titles and organization and "delegation" in cells:
            self.unplaced[gettext("organization without a title")] += 1
        return [
            compact({"title": title, "organization": organization, "source": _THIS_FILE})
            for title in titles
        ]

    def _listed(self, cells: Cells, *fields: str) -> Iterator[str]:
        """Yield the names in cells, without what stands for others who are not named."""
        values = (cell for field in fields for cell in cells.get(field, ()))
        for part in (part for cell in values for part in split_list(cell)):
            name = without_others(part)
            self._counts["others"] += name != part
            if name:
                yield name

    def _named_speaker(self, line: int, name: str) -> RecordKey:
        """Return the key of a speaker of whom only the name is known."""
        key = RecordKey("speakers", f"{name}\t")
        if key not in self._rows:
            self._add(line, key, {"name": name, **self._person(name)})
        return key

    def _employer(self, line: int, cells: Cells) -> RecordKey | None:
        """Return the key of the organization that somebody is printed with and without an office.

        It is written as the delegation, as that of a programme is.
        """
        name = first_text(cells, "organization")
        if name is None or cells.get("role"):
            return None
        key = RecordKey("delegations", name)
        if key not in self._rows:
            self._add(line, key, {"name": name})
        return key

    def _delegation_of(self, line: int, cells: Cells) -> RecordKey | None:
        """Return the key of the delegation that a row names."""
        name = first_text(cells, "delegation")
        if name is None:
            return None
        key = RecordKey("delegations", name)
        if key not in self._rows:
            code = country_code(first_text(cells, "code"))
            self._add(line, key, {"name": name, "code": code})
        return key

    def _language(self, cells: Cells) -> str | None:
        """Return the tag of a language; what is none, or several, has no place."""
        text = first_text(cells, "language")
        tag = language_tag(text)
        self.unplaced["language"] += bool(text and not tag)
        return tag

    def _delegation(self, line: int, cells: Cells) -> None:
        name = first_text(cells, "name", "delegation", "country")
        if name is None:
            self.left_out[gettext("row without a name")] += 1
            return
        fields: dict[str, Any] = {
            "name": name,
            "names": translated(cells, "name", name),
            "kind": word_of(first_text(cells, "kind"), get_args(DelegationKind)),
            "code": country_code(first_text(cells, "code")),
            "region": first_text(cells, "region"),
        }
        id = first_text(cells, "id") or ""
        self._add(line, RecordKey("delegations", id or name), fields, id)

    def _session(self, line: int, cells: Cells) -> None:
        times = times_of(cells, self._options.timezone)
        self.times_without_zone += times.without_zone
        self.unplaced["start"] += "start" in cells and not times.fields
        place = first_text(cells, "place")
        title = first_text(cells, "title", "session", "name")
        if title is None:
            self.titles_missing += 1
            parts = (first_text(cells, "type"), place, times.fields.get("date"))
            title = f"[{', '.join(part for part in parts if part) or gettext('Session')}]"
        fields = times.fields | {
            "title": title,
            "titles": translated(cells, "title", title),
            "type": word_of(first_text(cells, "type", "kind"), get_args(SessionType)),
            "place": place,
            "topics": [part for cell in cells.get("topics", ()) for part in split_list(cell)],
            "speakers": [
                *(
                    self._named_speaker(line, name)
                    for name in self._listed(cells, "speakers", "speaker")
                ),
                *(
                    {"speaker": self._named_speaker(line, name), "role": "moderator"}
                    for name in self._listed(cells, "moderators")
                ),
            ],
        }
        fields |= self._placed("sessions", cells, "description", "language", "url")
        id = first_text(cells, "id") or ""
        occasion = (*(str(cells.get(name, "")) for name in ("date", "start", "place")), title)
        self._add(line, RecordKey("sessions", id or title), fields, id, occasion)

    def _quote(self, line: int, cells: Cells) -> None:
        text, speaker = first_text(cells, "text"), first_text(cells, "speaker", "name")
        if text is None or speaker is None:
            missing = gettext("row without a statement"), gettext("statement without a speaker")
            self.left_out[missing[text is not None]] += 1
            return
        mode = word_of(first_text(cells, "mode"), get_args(Mode))
        if mode is None and _MARKS.fullmatch(text):
            mode, text = "direct", text[1:-1]
        self._counts["mode"] += mode is None
        page = first_text(cells, "locator")
        fields: dict[str, Any] = {
            "speaker": self._named_speaker(line, speaker),
            "text": text,
            "mode": mode or "paraphrase",
            "source": self._source_of(line, cells),
            "role": first_text(cells, "role"),
            "attribution": first_text(cells, "attribution"),
            "language": self._language(cells),
            "occasion": first_text(cells, "occasion", "session"),
            "date": times_of(cells, None).fields.get("date"),
            "topics": [part for cell in cells.get("topics", ()) for part in split_list(cell)],
            "locator": {"page": page} if page else None,
        }
        id = first_text(cells, "id") or ""
        self._add(line, RecordKey("quotes", id or f"{speaker}\t{text}"), fields, id)

    def _source_of(self, line: int, cells: Cells) -> RecordKey:
        """Return the key of the source of a statement; without one it is this file."""
        title, url = first_text(cells, "source", "title"), first_text(cells, "url")
        publisher = first_text(cells, "publisher")
        if not (title or url):
            return _THIS_FILE
        key = RecordKey("sources", url or f"{title}\t{publisher or ''}")
        if key not in self._rows:
            self._add(line, key, _source_fields(cells, title, publisher))
        return key

    def _source(self, line: int, cells: Cells) -> None:
        title, url = first_text(cells, "title", "name", "source"), first_text(cells, "url")
        if not (title or url):
            self.left_out[gettext("row without a title")] += 1
            return
        fields = _source_fields(cells, title, first_text(cells, "publisher"))
        fields["language"] = self._language(cells)
        fields["titles"] = translated(cells, "title", title or "")
        fields["published"] = fields["published"] or first_day(cells, "date")
        id = first_text(cells, "id") or ""
        self._add(line, RecordKey("sources", id or url or title or ""), fields, id)


def _with_all_roles(rows: list[_Row]) -> list[_Row]:
    """Return the rows of one person as one with all their roles, where an id says who it is."""
    if not all(record.kind == "speakers" and record.id for _, record in rows):
        return rows
    others = {repr({**record.fields, "roles": None}) for _, record in rows}
    roles = {repr(role): role for _, record in rows for role in record.fields.get("roles", ())}
    if len(others) > 1 or len(roles) < 2:
        return rows
    occasion, first = rows[0]
    every = [roles[text] for text in sorted(roles)]
    return [(occasion, replace(first, fields={**first.fields, "roles": every}))]


def _is_honorific(title: str) -> bool:
    """Tell whether the words of a title only stand before a name: “H.E. Mr”, “Dr.”."""
    words = re.sub(r"\b([HS])\. ?E\b", r"\1E", title).casefold().split()
    return bool(words) and all(word.strip(".,") in _HONORIFICS for word in words)


def _joined(family: str | None, given: str | None) -> str | None:
    """Return a whole name of its parts, in the order of its script."""
    if family and given and not (family + given).isascii() and len(family + given) <= 4:
        return family + given
    return " ".join(part for part in (given, family) if part) or None


def _source_fields(cells: Cells, title: str | None, publisher: str | None) -> dict[str, Any]:
    """Return the fields of a source of which a row says something."""
    url = first_text(cells, "url")
    return {
        "title": title or f"[{url}]",
        "publisher": publisher or gettext("[publisher not known]"),
        "kind": word_of(first_text(cells, "kind", "type"), get_args(SourceKind)),
        "author": first_text(cells, "author"),
        "language": language_tag(first_text(cells, "language")),
        "published": first_day(cells, "published"),
        "retrieved": first_day(cells, "retrieved"),
        "url": url,
    }


def source_of(kind: Kind) -> dict[str, Any]:
    """Return what is known of the source that a table of a kind is."""
    return {"kind": _SOURCE_KINDS[kind]} if kind in _SOURCE_KINDS else {}
