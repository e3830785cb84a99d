"""The coverage files of a revision in git, written to a folder to be read like any other.

Contents come from git's own store, byte for byte: `git archive` would leave out, convert or fill in
what the repository's attributes tell it to. Nothing that a repository says becomes a command or a
place outside the folder.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from summit_tui.changes.git import GitError, Store, asked, object_named, store
from summit_tui.controls import one_line
from summit_tui.places import is_folder
from summit_tui.reading import SUFFIXES

_PLAIN: Final = (b"100644", b"100755", b"100664")
"""Modes of plain files in git's trees; others are folders, links and other repositories."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A folder or file in a revision."""

    repository: Path
    """A folder of the repository, from which git finds it."""
    id: str
    """The object's name, in hexadecimal digits."""
    is_file: bool
    name: str
    """What the reader calls it, such as `HEAD~1:coverage`."""
    file_name: str
    """What it is called where it is written: the last part of its path."""


def find(revision: str, path: Path | None) -> Revision:
    """Return what a revision has at a path, of which neither need be in the working tree.

    `revision` is anything that git understands, or `REV:PATH` where no `path` is given; `path` is
    one of this file system, by default the current folder. Raises `GitError` where git, the
    repository, the revision or the path is missing.
    """
    named = one_line(revision)
    if not revision or revision.startswith("-") or "\0" in revision:
        raise GitError(f"‘{named}’ is neither a path nor a revision")
    folder, rest = _nearest(path or Path())
    try:
        prefix = os.fsdecode(asked(folder, "rev-parse", "--show-prefix") or b"").rstrip("\n")
    except GitError as error:
        raise GitError(f"‘{named}’ is no path, and no revision: {error}") from error
    commit, inside = _parted(revision, PurePosixPath(prefix), rest, given=path is not None)
    try:
        start = object_named(folder, commit)
        tree = object_named(folder, f"{start}^{{tree}}") if start else None
    except GitError as error:
        raise GitError(f"‘{named}’ is no path, and no revision: {error}") from error
    if tree is None:
        raise GitError(f"‘{named}’ is neither a path nor a revision of the repository at {folder}")
    found, is_file = _inside(folder, tree, inside, one_line(commit))
    last = Path(PurePosixPath(inside).name or folder.name).name or "coverage"
    return Revision(folder, found, is_file, one_line(f"{commit}:{inside}"), last)


def write(revision: Revision, folder: Path) -> tuple[Path, list[str]]:
    """Write the coverage files of a revision below `folder`, which is empty.

    Returns where they are, and the links and foreign repositories that were left out. Raises
    `GitError` where the repository lacks a file or the disk is full.
    """
    place = folder / revision.file_name
    left_out: list[str] = []
    try:
        with store(revision.repository) as contents:
            if revision.is_file:
                _write(revision.id, place, contents)
                return place, left_out
            place.mkdir()
            for id, path in _files(revision, left_out):
                target = place.joinpath(*path.split("/"))
                target.parent.mkdir(parents=True, exist_ok=True)
                _write(id, target, contents)
    except OSError as error:
        raise GitError(f"{revision.name} cannot be written to {folder}: {error}") from error
    return place, left_out


def _nearest(path: Path) -> tuple[Path, list[str]]:
    """Return the nearest folder that exists, and the parts of the path below it."""
    rest: list[str] = []
    folder = Path(os.path.abspath(path))  # noqa: PTH100 - a link keeps the name it was given
    while not is_folder(folder) and folder != folder.parent:
        rest.insert(0, folder.name)
        folder = folder.parent
    return folder, rest


def _parted(
    revision: str, prefix: PurePosixPath, rest: list[str], *, given: bool
) -> tuple[str, str]:
    """Return a revision and the path in it, from the top of the repository; empty for all."""
    at = revision.find(":", 1)
    if at < 0:
        inside = str(prefix.joinpath(*rest))
    elif given:
        raise GitError(f"{one_line(revision)} has a path of its own; leave out PATH")
    else:
        revision, inside = revision[:at], revision[at + 1 :]
        if inside.startswith(("./", "../")):
            inside = str(prefix / inside)
    # `normpath` is for places on this system; git's own have slashes everywhere.
    inside = os.path.normpath(inside or ".").replace(os.sep, "/").strip("/")
    return revision, "" if inside == "." else inside


def _inside(folder: Path, tree: str, path: str, commit: str) -> tuple[str, bool]:
    """Return the name of what a tree has at a path, and whether it is a file."""
    if not path:
        return tree, False
    absent = f"there is no ‘{one_line(path)}’ in {commit}"
    try:
        found = object_named(folder, f"{tree}:{path}")
        kind = asked(folder, "cat-file", "-t", found) if found else None
    except GitError as error:
        raise GitError(f"{absent}: {error}") from error
    if found is None or kind not in (b"tree\n", b"blob\n"):
        raise GitError(absent)
    return found, kind == b"blob\n"


def _files(revision: Revision, left_out: list[str]) -> Iterator[tuple[str, str]]:
    """Yield name and path of every coverage file in a tree; hidden ones are none."""
    listed = asked(revision.repository, "ls-tree", "-r", "-z", "--full-tree", revision.id) or b""
    for entry in listed.split(b"\0")[:-1]:
        about, _, name = entry.partition(b"\t")
        path = os.fsdecode(name)
        parts = path.split("/")
        # No part is `..`, which begins with a point.
        if any(one.startswith(".") for one in parts):
            continue
        mode, _, id = about.split()[:3]
        if mode not in _PLAIN:
            left_out.append(one_line(path))
        elif path.lower().endswith(SUFFIXES):
            if any(Path(one).name != one for one in parts):
                raise GitError(f"{revision.name} has a file of the name ‘{one_line(path)}’")
            yield id.decode("ascii"), path


def _write(id: str, target: Path, contents: Store) -> None:
    """Write the content of one object to a file that is not there yet."""
    with target.open("xb") as file:
        file.writelines(contents.content(id, one_line(target.name)))
