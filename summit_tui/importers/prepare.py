"""From a file and a folder to the plan of an import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from typing import Any, Final

from summit_tui.i18n import INTERFACE, gettext
from summit_tui.importers.document import Document
from summit_tui.importers.editions import with_edition
from summit_tui.importers.folder import IMPORTED, Folder, ReadingRow
from summit_tui.importers.identity import (
    find_import,
    follow_new_ids,
    import_name,
    path_of,
)
from summit_tui.importers.ids import ids_for, is_legal, readable
from summit_tui.importers.imported_file import LARGE, new_text, with_readings
from summit_tui.importers.importer import (
    FILE_KEY,
    Imported,
    ImportedRecord,
    ImportOptions,
    RecordKey,
)
from summit_tui.importers.ledger import (
    LoggedImport,
    LoggedRecord,
    render_ledger,
)
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.normal import normalize_records
from summit_tui.importers.plan import (
    FileChange,
    Outcome,
    Plan,
    Recognition,
    acceptable_readings,
    outcomes_of,
    settle,
)
from summit_tui.importers.proposals import render_proposals
from summit_tui.importers.references import host_of
from summit_tui.importers.suggest import suggestions_of
from summit_tui.importers.table import Importer, importer_named, recognise, unrecognized
from summit_tui.model.field_table import fields_of
from summit_tui.paths import LEDGER, PROPOSALS
from summit_tui.readers import shown_path

_EVENT: Final = RecordKey("event", "event")
_SOURCE: Final = RecordKey("sources", FILE_KEY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the user asks for, of one file."""

    document: Document
    """The file."""
    importer: Importer | None
    """Its format, where the user said so."""
    given: Mapping[str, Any]
    """The options that the user gave, as `ImportOptions` names them, and `encoding`; what is not
    given is as it was the last time. `Any`: options differ in type."""
    beside: Sequence[Document] = ()
    """The other files of the same command."""
    today: str
    """The day in UTC: YYYY-MM-DD."""
    accepts_readings: bool = False
    """Whether what the file has in conflict becomes readings."""


def remembered_options(folder: Folder, stem: str) -> Mapping[str, Any]:
    """Return the options of the last import of a file of this name; `Any`: they differ in type."""
    logged = folder.ledger.get(import_name(stem))
    return logged.options if logged else {}


def prepare(folder: Folder, request: Request) -> Plan:
    """Return what the import of a file would do; raises `UnreadableError` with a sentence."""
    return _Preparation(folder, request).plan()


class _Preparation:
    """The steps from a file to a plan, each with what the ones before it have found."""

    def __init__(self, folder: Folder, request: Request) -> None:
        self._folder = folder
        self._request = request
        document = request.document
        self._importer, self._reason = _format_of(folder, request)
        stem = document.path.stem
        remembered = remembered_options(folder, stem)
        self._options = {**remembered, **request.given}
        self._same = {**remembered.get("same", {}), **request.given.get("same", {})}
        if self._same:
            self._options["same"] = self._same
        self._imported = self._read()
        self._name, self._logged = find_import(folder, self._importer.name, stem, self._imported)
        self._records_path = self._path()
        self._known = follow_new_ids(folder, self._logged) if self._logged else {}
        self._texts: dict[str, bytes] = {}
        self._remarks: list[str] = []
        self._replaced: dict[RecordKey, LoggedRecord] = {}

    def plan(self) -> Plan:
        """Return the plan."""
        event, writes_event = self._event()
        if not self._folder.event:
            self._known.pop(_EVENT, None)  # no folder goes without one
        records = self._file_records(event, writes_event=writes_event)
        ids, deleted = self._ids(records, event)
        source = ids.get(_SOURCE, "")
        present = {RecordKey(record.kind, record.key) for record in records} | deleted
        records = self._with_same(records, ids)
        records = self._with_texts(records, ids)
        normal, problems = normalize_records(records, ids, source or None)
        event_path = self._event_path() if writes_event else ""
        outcomes = outcomes_of(
            normal,
            present,
            self._folder,
            self._known,
            {False: self._records_path, True: event_path},
        )
        outcomes, readings = self._settled(outcomes, source)
        imported = self._imported
        plan = Plan(
            recognition=self._recognition(),
            name=self._name,
            path=self._records_path,
            event=event,
            source=source,
            imported=imported,
            outcomes=outcomes,
            readings=readings,
            problems=[*imported.problems, *problems],
            suggestions=[*imported.suggestions, *suggestions_of(self._folder, event, outcomes)],
            remarks=[*self._remarks, *imported.remarks],
            logged=self._new_entry(outcomes, event_path),
        )
        return with_edition(self._folder, replace(plan, files=self._changes(plan, event_path)))

    def _recognition(self) -> Recognition:
        document, importer = self._request.document, self._importer
        decoded = None if document.is_binary else document.decoded
        if decoded and decoded.lost:
            template = "{number} characters are not {encoding}, and are lost as U+FFFD."
            names = {"number": decoded.lost, "encoding": decoded.encoding}
            self._remarks.insert(0, gettext(template, **names))
        return Recognition(
            shown_path(document.path),
            importer.name,
            gettext(importer.title),
            self._reason,
            decoded.encoding if decoded else "",
            is_guess=decoded.is_guess if decoded else False,
        )

    def _read(self) -> Imported:
        """Return what is in the file, with the options that the user gave now or last time."""
        names = {column.name for column in fields(ImportOptions)}
        options = {name: value for name, value in self._options.items() if name in names}
        document = self._request.document
        return self._importer.read(document, ImportOptions(**options, beside=self._request.beside))

    def _path(self) -> str:
        if self._logged:
            return self._logged.path
        suffix = ".jsonl" if len(self._imported.records) > LARGE else ".toml"
        return path_of(self._folder, self._name, suffix)

    def _event(self) -> tuple[str, bool]:
        """Return the id of the event of the records, and whether the import writes the event.

        Records of one summit among those of another would be misattributed without end, so a file
        that names an event goes into a folder with one only where the user says so.
        """
        folder, wanted = self._folder, self._options.get("event")
        of_file = _event_id(self._imported)
        if folder.event:
            is_own = bool(self._logged and self._logged.event_path)
            if wanted and wanted != folder.event:
                template = "{folder} has the event {event}, not {wanted}"
                raise UnreadableError(
                    gettext(template, folder=folder.path, event=folder.event, wanted=wanted)
                )
            if of_file and not wanted and not self._logged:
                template = (
                    "is of the event {other}, and {folder} already has the event {event}; to take "
                    "its records into that, say --event {event}"
                )
                raise UnreadableError(
                    gettext(template, other=of_file, folder=folder.path, event=folder.event)
                )
            return folder.event, is_own
        if folder.events:
            template = "{folder} has the events {events} in folders of their own; import into one"
            events = INTERFACE.items(folder.events)
            raise UnreadableError(gettext(template, folder=folder.path, events=events))
        return wanted or of_file or readable(folder.path.resolve().name) or "coverage", True

    def _event_path(self) -> str:
        """Return the file of the event: its own, in which the records of the editor find it."""
        if self._logged and self._logged.event_path:
            return self._logged.event_path
        path = "event.toml"
        return path if self._folder.bytes_of(path) is None else f"event-{self._name}.toml"

    def _file_records(self, event: str, *, writes_event: bool) -> list[ImportedRecord]:
        """Return the records of the file, its source and, where it is written, the event first."""
        records = list(self._imported.records)
        if writes_event:
            own = dict(self._imported.event)
            own.pop("id", None)
            if not own.get("name"):
                own["name"] = event
                template = "The file names no event: it is called {event} until you correct {path}."
                self._remark_once(gettext(template, event=event, path=self._event_path()))
            records.insert(0, ImportedRecord(*_EVENT, own, id=event))
        if self._imported.source is not None:
            records.insert(0, self._source_record(self._imported.source))
        return records

    def _source_record(self, of_file: Mapping[str, Any]) -> ImportedRecord:
        """Return the record of the file itself."""
        document = self._request.document
        own = {**of_file, "retrieved": of_file.get("retrieved") or self._date()}
        if not own.get("title"):
            own["title"] = f"[{document.name}]"
        names = {"source": f"sources/{self._name}", "path": self._records_path}
        if not own.get("publisher"):
            host = host_of(own.get("url", ""))
            own["publisher"] = host or gettext("[publisher not known]")
            template = (
                "The file does not say who published it; {source} in {path} has its website."
                if host
                else "The file does not say who published it: correct {source} in {path}."
            )
            self._remark_once(gettext(template, **names))
        if not own.get("licence"):
            template = "Its licence is not known; `licence` of {source} is the place for it."
            self._remark_once(gettext(template, **names))
        return ImportedRecord(*_SOURCE, own, id=self._name)

    def _remark_once(self, sentence: str) -> None:
        """Remark on what an editor may have corrected by the next time."""
        if self._logged is None:
            self._remarks.append(sentence)

    def _date(self) -> str:
        """Return the day of the import: of the first one, where the file is still the same."""
        if self._logged and self._logged.sha256 == self._sha256():
            return self._logged.date
        return self._request.today

    def _sha256(self) -> str:
        return sha256(self._request.document.data).hexdigest()

    def _ids(
        self, records: Sequence[ImportedRecord], event: str
    ) -> tuple[dict[RecordKey, str], set[RecordKey]]:
        """Return the ids of the records that there are or will be, and what an editor deleted."""
        held = self._folder.records
        deleted = {
            RecordKey(record.kind, record.key)
            for record in records
            if (known := self._known.get(RecordKey(record.kind, record.key)))
            and (record.kind, known.id) not in held
            and known.id not in self._same
        }
        kept = {key: entry.id for key, entry in self._known.items() if key not in deleted}
        # Without its entry in the ledger, what stands in the file of an import is that import's.
        taken = {
            position
            for position, record in held.items()
            if self._logged or record.path != self._records_path
        } - {("event", event)}
        taken |= {(key.kind, entry.id) for key, entry in self._known.items()}
        new = [
            record for record in records if RecordKey(record.kind, record.key) not in self._known
        ]
        return kept | ids_for(self._importer.name, self._name, new, taken), deleted

    def _with_same(
        self, records: Sequence[ImportedRecord], ids: dict[RecordKey, str]
    ) -> list[ImportedRecord]:
        """Return the records with what the user said of speakers who are one with another.

        For one of this event the other stands, wherever the file refers to them; `ids` says so
        then. One of another event is named in `same_as`.
        """
        own = {id for key, id in ids.items() if key.kind == "speakers"} - self._same.keys()
        taken = []
        for record in records:
            key = RecordKey(record.kind, record.key)
            id = ids.get(key, "")
            other = self._same.get(id) if record.kind == "speakers" else None
            is_here = other in own or ("speakers", other) in self._folder.records
            if other is None or not (is_here or "/" in other):
                taken.append(record)
                continue
            names = {"address": f"speakers/{id}", "other": other}
            if is_here:
                ids[key] = other
                self._replaced[key] = self._known.pop(key, LoggedRecord(id, {}))
                template = "{address} is speakers/{other}, as you say."
            else:
                taken.append(replace(record, fields={**record.fields, "same_as": [other]}))
                template = "{address} is {other}, as you say."
            self._remarks.append(gettext(template, **names))
        return taken

    def _with_texts(
        self, records: Sequence[ImportedRecord], ids: Mapping[RecordKey, str]
    ) -> list[ImportedRecord]:
        """Return the records, those of sources with the paths of the texts that are kept."""
        texts = {RecordKey("sources", key): text for key, text in self._imported.texts.items()}
        if self._imported.text is not None:
            texts[_SOURCE] = self._imported.text
        with_text = []
        for record in records:
            text = texts.get(RecordKey(record.kind, record.key))
            id = ids.get(RecordKey(record.kind, record.key))
            kept = self._keep(id, text) if id and text is not None else {}
            with_text.append(replace(record, fields={**record.fields, **kept}))
        return with_text

    def _keep(self, id: str, text: str) -> dict[str, str]:
        """Keep a text beside the records; one that the editor has changed stays as it is."""
        path = str(IMPORTED / "texts" / f"{id}.txt")
        new, old = text.encode("utf-8", "replace"), self._folder.bytes_of(path)
        logged = self._logged.texts.get(path) if self._logged else None
        if old is not None and old != new and sha256(old).hexdigest() != logged:
            self._remarks.append(gettext("{path} was changed by hand and is kept.", path=path))
            new = old
        self._texts[path] = new
        return {"text": f"texts/{id}.txt", "sha256": sha256(new).hexdigest()}

    def _settled(
        self, outcomes: Sequence[Outcome], source: str
    ) -> tuple[list[Outcome], list[ReadingRow]]:
        """Return the outcomes without the conflicts that are readings now, and the new readings."""
        readings = acceptable_readings(outcomes, source) if source else []
        if not self._request.accepts_readings:
            readings = [row for row in readings if row in self._folder.readings]
        new = [row for row in readings if row not in self._folder.readings]
        return [settle(outcome, readings) for outcome in outcomes], new

    def _new_entry(self, outcomes: Sequence[Outcome], event_path: str) -> LoggedImport:
        """Return what the ledger will hold of the import."""
        records = self._known | self._replaced
        for outcome in outcomes:
            if outcome.base is not None:
                key = RecordKey(outcome.kind, outcome.key)
                # In the order of the class: that of the file is another once it was read again.
                names = [name for name in fields_of(outcome.kind) if name in outcome.base]
                base = {name: outcome.base[name] for name in names}
                records[key] = LoggedRecord(outcome.id, base)
        old = self._logged
        is_same_file = old is not None and old.sha256 == self._sha256()
        return LoggedImport(
            self._name,
            self._importer.name,
            old.file if old and is_same_file else self._request.document.name,
            self._sha256(),
            self._date(),
            self._records_path,
            event_path=event_path,
            options=self._options,
            editions=old.editions if old else 0,
            texts={
                **(old.texts if old else {}),
                **{path: sha256(data).hexdigest() for path, data in self._texts.items()},
            },
            records=records,
        )

    def _changes(self, plan: Plan, event_path: str) -> list[FileChange]:
        """Return the files that differ from what they are to hold; the ledger comes last."""
        folder, contents = self._folder, dict(self._texts)
        for path in dict.fromkeys((event_path, self._records_path)):
            own = [outcome for outcome in plan.outcomes if outcome.path == path]
            if path and (text := self._new_text(path, own)) is not None:
                contents[path] = text
        if plan.readings:
            path = self._records_path
            old = contents.get(path, folder.bytes_of(path))
            contents[path] = with_readings(old, path, plan.readings)
        if plan.imported.proposals:
            proposals = render_proposals(plan.imported.proposals, plan.source)
            contents[f"{PROPOSALS}/{self._name}.jsonl"] = proposals
        ledger = {**folder.ledger, self._name: plan.logged}
        contents[LEDGER] = render_ledger(list(ledger.values()))
        changes = (
            FileChange(path=path, old=folder.bytes_of(path), new=new)
            for path, new in contents.items()
        )
        return [change for change in changes if change.old != change.new]

    def _new_text(self, path: str, outcomes: Sequence[Outcome]) -> bytes | None:
        old = self._folder.bytes_of(path)
        problem = self._folder.problems.get(path)
        text = new_text(old, path, outcomes, self._headline())
        if text is not None and problem is not None:
            template = "{path}:{line}: {message}; correct it first"
            raise UnreadableError(
                gettext(template, path=path, line=problem.line, message=problem.message)
            )
        return text

    def _headline(self) -> str:
        """Return the comment at the head of a new file."""
        document = self._request.document
        template = "Imported from {file}. Edit it freely: importing again keeps what you change."
        return gettext(template, file=document.name)


def _format_of(folder: Folder, request: Request) -> tuple[Importer, str]:
    """Return the format of a file and by what it was recognized; raises `UnreadableError`.

    Who says what the columns or rows are, now or the last time, wants no format that knows better.
    """
    document, importer = request.document, request.importer
    if importer is None and (request.given.get("columns") or request.given.get("kind")):
        importer = importer_named("json" if document.looks_like_json else "table")
    logged = folder.ledger.get(import_name(document.path.stem))
    if importer is None and logged and logged.options.get("columns"):
        importer = importer_named(logged.importer)
    if importer is not None:
        return importer, ""
    recognized = recognise(document)
    if recognized is None:
        raise UnreadableError(unrecognized(document))
    return recognized


def _event_id(imported: Imported) -> str:
    """Return the id of the event that a file names, made legal; empty where it names none."""
    id = str(imported.event.get("id") or "").lower()
    return id if is_legal(id) or not id else readable(id)
