"""Decides which file takes a new record, and which files are not to be changed at all."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Final

from summit_tui.archive import Archive, Search, iterate_hits
from summit_tui.archive.openers import Location
from summit_tui.archive.query.tree import Facet
from summit_tui.authoring.revision import Data, Revision, append
from summit_tui.i18n import gettext
from summit_tui.model.kinds import Address, Table
from summit_tui.paths import bundled_coverage
from summit_tui.readers import shown_path
from summit_tui.writing import RefusedError

_MOST_COUNTED: Final = 2_000
"""Records by whose files the file is chosen: of statements, the newest."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A new record and the file that takes it."""

    revision: Revision
    """The change of that file."""
    reason: str
    """Why it is that file, as the end of a sentence."""


def place_record(
    archive: Archive, opened: Sequence[Location], event: str, table: Table, record: Data
) -> Placement:
    """Return the change that adds a record to the file that holds most of its kind.

    A file that cannot take it gives way to the next, then to the one beside that of the event that
    is named for the kind, which may hold comments alone, and at last to a new file there, if that
    folder is among the `opened` paths or below one. Raises `RefusedError` where
    there is none, and `OSError` where a file cannot be read.
    """
    refusals = []
    for name, number in _files_of(archive, event, table).most_common():
        try:
            revision = append(writable(name), table, record)
        except RefusedError as error:
            refusals.append(str(error))
            continue
        reason = gettext("it holds {number} of the newest of its kind", number=number)
        return Placement(revision, reason)
    folder = _folder_of(archive, opened, event)
    own = folder / f"{table}.toml" if folder else None
    if own is not None and own.is_file() and not own.is_symlink():
        with suppress(RefusedError):
            return Placement(append(own, table, record), gettext("it is named for its kind"))
    path = _new_file(folder, table) if folder else None
    if path is None:
        why = refusals or [gettext("no folder that is open could hold a new file")]
        raise RefusedError("\n".join(why))
    reason = gettext("it is new, for no other can")
    return Placement(append(path, table, record), reason)


def writable(name: str) -> Path:
    """Return the path of a file of a coverage that may be changed.

    Raises `RefusedError` for what comes with the program and for what is no file.
    """
    path = Path(name)
    if path.resolve().is_relative_to(bundled_coverage().parent.resolve()):
        template = (
            "it comes with the program and is not changed; "
            "copy its folder and open the copy to write in it: {file}"
        )
        raise RefusedError(gettext(template, file=shown_path(path)))
    if not path.is_file():
        raise RefusedError(gettext("{file} is no file that could be changed", file=name))
    return path


def _files_of(archive: Archive, event: str, table: Table) -> Counter[str]:
    """Return how many records of a table each file has, among the first of an event."""
    files: Iterable[str]
    if table == "readings":
        files = (item.path for item in archive.readings() if item.event == event)
    else:
        hits = iterate_hits(archive, Search(Facet("event", event), table))
        files = (entry.path for entry in hits)
    return Counter(islice(files, _MOST_COUNTED))


def _folder_of(archive: Archive, opened: Sequence[Location], event: str) -> Path | None:
    """Return the folder of the file of an event, if it is one of the `opened` or below one."""
    entry = archive.get(Address(event, "event", event))
    if entry is None:
        return None
    folder = writable(entry.path).resolve().parent
    folders = [path.resolve() for path in opened if isinstance(path, Path) and path.is_dir()]
    return folder if any(map(folder.is_relative_to, folders)) else None


def _new_file(folder: Path, table: Table) -> Path:
    """Return the path of a file that is not there yet."""
    names = (f"{table}.toml" if number == 1 else f"{table}-{number}.toml" for number in count(1))
    # A link that leads nowhere is there, too: what is written through it may lie anywhere.
    return next(folder / name for name in names if not os.path.lexists(folder / name))
