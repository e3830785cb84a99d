"""A coverage folder as an import sees it: its event, its records, its ledger, and its files."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from summit_tui.i18n import gettext
from summit_tui.importers.ledger import Ledger, parse_ledger
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.merge import Fields
from summit_tui.model.dates import in_words
from summit_tui.model.kinds import Address, Kind, Table
from summit_tui.model.problem import Problem
from summit_tui.paths import LEDGER, exists, reason_of
from summit_tui.readers import CoverageFile, coverage_files, read_file
from summit_tui.readers.encoding import open_regular
from summit_tui.readers.limits import FILE_LIMIT

IMPORTED: Final = PurePosixPath("imported")
"""The folder of the files that imports write."""


class ReadingRow(NamedTuple):
    """What a source prints of a field of a record, as a reading says it."""

    record: str
    """The record, as kind/id."""
    field: str
    """Its field."""
    value: str
    """What the source has."""
    source: str
    """Id of the source."""


class Held(NamedTuple):
    """A record that a folder holds."""

    fields: Fields
    """The record as in its file, without its id."""
    path: str
    """Its file, relative to the folder."""
    line: int
    """The line on which it begins."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A coverage folder, which need not exist yet, and what imports would make of it."""

    path: Path
    """Where it is."""
    _: KW_ONLY
    event: str = ""
    """The id of its event; empty where it has none."""
    events: Mapping[str, str] = field(default_factory=dict)
    """The ids of the events of folders below, with these folders."""
    records: Mapping[tuple[Kind, str], Held] = field(default_factory=dict)
    """The records of its event by kind and id, the event itself among them."""
    readings: Mapping[ReadingRow, str] = field(default_factory=dict)
    """What its readings say, each with its file."""
    elsewhere: Mapping[tuple[str, str], Held] = field(default_factory=dict)
    """The speakers of the events of folders below, by event and id."""
    problems: Mapping[str, Problem] = field(default_factory=dict)
    """The first problem of each file that has one, by its path relative to the folder."""
    ledger: Ledger = field(default_factory=dict)
    """What was imported into it."""
    pending: Mapping[str, bytes] = field(default_factory=dict)
    """The files that earlier imports of this run write, by path relative to the folder."""

    def bytes_of(self, path: str) -> bytes | None:
        """Return the bytes of a file in it, or None where there is none.

        Raises `UnreadableError` where it cannot be read.
        """
        if path in self.pending:
            return self.pending[path]
        return read_bytes(self.path / path)

    @property
    def is_new(self) -> bool:
        """Whether nothing is there yet, but for what an import that was killed made first."""
        made_first = PurePosixPath(LEDGER).parts[0]
        return not self.ledger and (
            not exists(self.path) or all(path.name == made_first for path in self.path.iterdir())
        )


def read_bytes(path: Path) -> bytes | None:
    """Return the bytes of a file, or None where there is none.

    Raises `UnreadableError` where it cannot be read, or is a link, which is not followed.
    """
    try:
        if path.is_symlink():
            raise UnreadableError(gettext("{path} is a link, and is not followed", path=path))
        with open_regular(path) as file:
            data = file.read(FILE_LIMIT + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        template = "{path} cannot be read: {reason}"
        raise UnreadableError(gettext(template, path=path, reason=reason_of(error))) from error
    if len(data) > FILE_LIMIT:
        raise UnreadableError(gettext("{path} is too large to be read", path=path))
    return data


def read_folder(path: Path) -> Folder:
    """Return what is in a coverage folder.

    Raises `UnreadableError` where its ledger is damaged, or a file or folder in it unreadable.
    """
    if not exists(path):
        return Folder(path)
    ledger_bytes = read_bytes(path / LEDGER)
    try:
        ledger = parse_ledger(ledger_bytes or b"")
    except UnreadableError as error:
        location = f"{path / LEDGER}:{error.line}"
        raise UnreadableError(f"{location}: {error}") from error
    files, problems = coverage_files([path])
    contents = _Contents(path)
    for file in files:
        contents.read(file)
    folder = contents.folder()
    for problem in (*problems, *folder.problems.values()):
        if problem.code == "E001":  # its records would be taken for new, or its event for none
            template = "{problem}; nothing is imported before the whole folder can be read"
            raise UnreadableError(gettext(template, problem=problem))
    return replace(folder, ledger=ledger)


class _Contents:
    """Collects the records of a folder while its files are read; events may come last."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._events: dict[PurePosixPath, str] = {}
        self._rows: list[tuple[PurePosixPath, Table, str, Held]] = []
        self._problems: dict[str, Problem] = {}

    def read(self, file: CoverageFile) -> None:
        """Take what is in a file."""
        path = PurePosixPath(file.path.relative_to(self._path).as_posix())
        for item in read_file(file):
            if isinstance(item, Problem):
                self._problems.setdefault(str(path), item)
                continue
            fields = dict(item.data)
            id = fields.pop("id", "")
            if item.kind == "event":
                self._events.setdefault(path.parent, id)
            self._rows.append((path.parent, item.kind, id, Held(fields, str(path), item.line)))

    def folder(self) -> Folder:
        """Return the folder; its records are those whose nearest event is its own."""
        own = PurePosixPath()
        records: dict[tuple[Kind, str], Held] = {}
        elsewhere: dict[tuple[str, str], Held] = {}
        readings: dict[ReadingRow, str] = {}
        for parent, table, id, held in self._rows:
            home = self._home(parent)
            if home != own:
                if table == "speakers":
                    elsewhere.setdefault((self._events[home], id), held)
            elif table == "readings":
                row = ReadingRow(*(str(held.fields[name]) for name in ReadingRow._fields))
                readings[row] = held.path
            else:
                records.setdefault((table, id), held)
        below = {id: str(parent) for parent, id in self._events.items() if parent != own}
        return Folder(
            self._path,
            event=self._events.get(own, ""),
            events=below,
            records=records,
            readings=readings,
            elsewhere=elsewhere,
            problems=self._problems,
        )

    def _home(self, parent: PurePosixPath) -> PurePosixPath:
        """Return the folder with the event of the files in `parent`: itself or the nearest above.

        Without any it is the outermost, whose event may be about to come.
        """
        folders = (parent, *parent.parents)
        return next((folder for folder in folders if folder in self._events), PurePosixPath())


def origin_of(address: Address, file: Path) -> str | None:
    """Return from which file a record of `file` was imported and when; None where it was not.

    The ledger is that of the nearest folder with one; one that cannot be read says nothing here.
    """
    for folder in file.parents:
        with suppress(UnreadableError):
            if data := read_bytes(folder / LEDGER):
                return _origin(address, parse_ledger(data))
    return None


def _origin(address: Address, ledger: Ledger) -> str | None:
    """Return what a ledger says of a record, or None."""
    for logged in ledger.values():
        if any(
            (key.kind, entry.id) == (address.kind, address.id)
            for key, entry in logged.records.items()
        ):
            template = "from {file} ({importer}), {day}"
            day = in_words(logged.date)
            return gettext(template, file=logged.file, importer=logged.importer, day=day)
    return None
