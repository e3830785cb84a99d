"""Writes what a plan says into a folder: all of it, or nothing.

Files are replaced whole and never through a link; what another program has changed since the plan
was made is left alone, and then nothing is written.
"""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path, PurePath

from summit_tui.i18n import gettext
from summit_tui.importers.folder import Folder
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.plan import FileChange
from summit_tui.writing import replace_file


def commit(folder: Path, changes: Sequence[FileChange]) -> None:
    """Write the changes of files of a folder, which is made if it does not exist.

    Raises `UnreadableError` where a file is not as it was or lies behind a link, and `OSError`
    where one cannot be written; the folder is then as it was before.
    """
    present = Folder(folder)
    for change in changes:
        _refuse_outside(folder, change.path)
        _refuse_links(folder, folder / change.path)
        if present.bytes_of(change.path) != change.old:
            template = "{path} has changed in the meantime; nothing is written, run it again"
            raise UnreadableError(gettext(template, path=folder / change.path))
    with ExitStack() as undo:
        for change in changes:
            path = folder / change.path
            _make_folder(path.parent, undo)
            _write(path, change.new)
            undo.callback(_write, path, change.old)
        undo.pop_all()
    for change in changes:
        if change.new is None:
            _remove_empty((folder / change.path).parent, folder)


def merged_changes(plans: Sequence[Sequence[FileChange]]) -> list[FileChange]:
    """Return the changes of several plans, made one after the other, as those of one."""
    changes: dict[str, FileChange] = {}
    for plan in plans:
        for change in plan:
            first = changes.pop(change.path, change)
            changes[change.path] = FileChange(path=change.path, old=first.old, new=change.new)
    return list(changes.values())


def _refuse_outside(folder: Path, path: str) -> None:
    """Raise `UnreadableError` where a path leads out of the folder, as a forged ledger may say."""
    relative = PurePath(path)
    if relative.is_absolute() or ".." in relative.parts:
        template = "{path} lies outside of {folder}; nothing is written"
        raise UnreadableError(gettext(template, path=path, folder=folder))


def _refuse_links(folder: Path, path: Path) -> None:
    """Raise `UnreadableError` where a file, or a folder below `folder`, is a link."""
    while path != folder:
        if path.is_symlink():
            message = gettext("{path} is a link, and nothing is written through it", path=path)
            raise UnreadableError(message)
        path = path.parent


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
