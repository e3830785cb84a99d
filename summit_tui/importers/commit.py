"""Writes what a plan says into a folder: all of it, or nothing, be the program killed or not.

Files are replaced whole and never through a link; what another program has changed since the plan
was made is left alone, and then nothing is written.
"""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path, PurePath

from summit_tui.i18n import gettext
from summit_tui.importers.folder import Folder
from summit_tui.importers.journal import JournalEntry, digest, read_journal, render_journal
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.plan import FileChange
from summit_tui.paths import JOURNAL, LEDGER
from summit_tui.writing import hold_folder, replace_file


def commit(folder: Path, changes: Sequence[FileChange]) -> None:
    """Write the changes of files of a folder, which is made if it does not exist.

    Raises `UnreadableError` where a file is not as it was or lies behind a link, and `OSError`
    where one cannot be written; the folder is then as it was before. What a program that is killed
    has not written is left to `finish_interrupted`. Two programs write one after the other.
    """
    if not changes:
        return
    with ExitStack() as undo:
        _make_folder(folder, undo)
        with hold_folder(folder):
            _commit(folder, changes)
        undo.pop_all()


def _commit(folder: Path, changes: Sequence[FileChange]) -> None:
    present = Folder(folder)
    for change in changes:
        _refuse_foreign(folder, change.path)
        if present.bytes_of(change.path) != change.old:
            template = "{path} has changed in the meantime; nothing is written, run it again"
            raise UnreadableError(gettext(template, path=folder / change.path))
    _refuse_foreign(folder, JOURNAL)
    with ExitStack() as undo:
        if len(changes) > 1:  # one file is there or not
            _make_folder((folder / JOURNAL).parent, undo)
            undo.callback(_write, folder / JOURNAL, None)
            _write(folder / JOURNAL, render_journal(changes))
        for change in changes:
            path = folder / change.path
            _make_folder(path.parent, undo)
            _write(path, change.new)
            undo.callback(_write, path, change.old)
        undo.pop_all()
    _tidy(folder, [change.path for change in changes if change.new is None])


def finish_interrupted(folder: Path) -> bool:
    """Write what a run that was killed has left to write; return whether there was such a run.

    A file that somebody has changed since stays as it is. A run that is still writing is waited
    for. Raises what `commit` raises.
    """
    with hold_folder(folder):
        journal = read_journal(folder)
        if journal is not None:
            _finish(folder, journal)
    return journal is not None


def _finish(folder: Path, journal: Sequence[JournalEntry]) -> None:
    present = Folder(folder)
    left = []
    for entry in journal:
        _refuse_foreign(folder, entry.path)
        data = present.bytes_of(entry.path)
        if data != entry.new and digest(data) == entry.old:
            left.append(entry)
    for entry in left:
        (folder / entry.path).parent.mkdir(parents=True, exist_ok=True)
        _write(folder / entry.path, entry.new)
    _tidy(folder, [entry.path for entry in journal if entry.new is None])


def _tidy(folder: Path, removed: Sequence[str]) -> None:
    """Take the journal away once all is written, and the folders in which nothing is left."""
    _write(folder / JOURNAL, None)
    for path in (*removed, JOURNAL):
        _remove_empty((folder / path).parent, folder)


def merged_changes(plans: Sequence[Sequence[FileChange]]) -> list[FileChange]:
    """Return the changes of several plans, made one after the other, as those of one."""
    changes: dict[str, FileChange] = {}
    for plan in plans:
        for change in plan:
            first = changes.pop(change.path, change)
            changes[change.path] = FileChange(path=change.path, old=first.old, new=change.new)
    return list(changes.values())


def _refuse_foreign(folder: Path, path: str) -> None:
    """Raise `UnreadableError` where a path is none of an import, as a forged ledger may say.

    It leads out of the folder or through a link, or is hidden, as what git keeps is.
    """
    relative = PurePath(path)
    if relative.is_absolute() or ".." in relative.parts:
        template = "{path} lies outside of {folder}; nothing is written"
        raise UnreadableError(gettext(template, path=path, folder=folder))
    if any(part.startswith(".") for part in relative.parts if part != PurePath(LEDGER).parts[0]):
        template = "{path} is hidden, as no file of an import is; nothing is written"
        raise UnreadableError(gettext(template, path=folder / path))
    for link in (folder / part for part in (relative, *relative.parents)):
        if link != folder and link.is_symlink():
            message = gettext("{path} is a link, and nothing is written through it", path=link)
            raise UnreadableError(message)


def _make_folder(folder: Path, undo: ExitStack) -> None:
    """Make a folder and those above it; they are removed again where something fails."""
    missing = [path for path in (folder, *folder.parents) if not os.path.lexists(path)]
    for path in reversed(missing):
        path.mkdir()
        undo.callback(path.rmdir)


def _write(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
        return
    with replace_file(path) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _remove_empty(path: Path, top: Path) -> None:
    """Remove a folder in which nothing is left, and those above it below `top`."""
    while path != top and path.is_dir() and not any(path.iterdir()):
        path.rmdir()
        path = path.parent
