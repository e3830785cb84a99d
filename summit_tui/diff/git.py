"""Asks git, with arguments that no shell sees; git need not be there.

A repository is what a stranger sent: nothing that it says may run a program or reach a network.
The settings of the user and of the system stay in force, for a shared repository needs their
`safe.directory`. So does what changes only which objects a revision means (replace refs, grafts,
alternates, included config files, a `.git` file that names another place, `core.worktree`): git
runs nothing for it, and `git show` shows the same.
"""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from shutil import which
from tempfile import TemporaryFile
from threading import Event, Thread
from typing import IO, Final

from summit_tui.model.text import one_line
from summit_tui.paths import is_folder
from summit_tui.readers import SUFFIXES

TIME_LIMIT: Final = 60.0
"""Seconds: a git that says nothing for so long is ended; a pipe in a file's place would hold it."""

_SETTINGS: Final[Mapping[str, str]] = {
    # A question about the index runs the program that this names.
    "core.fsmonitor": "false",
    # No hook can lie below what is no folder.
    "core.hooksPath": os.devnull,
    # A folder that a clone delivered may itself be a repository, with settings of its own; one
    # without a working tree counts only where GIT_DIR names it.
    "safe.bareRepository": "explicit",
}
"""Given with `-c`, which outweighs the repository's settings, `GIT_CONFIG_COUNT` and
`GIT_CONFIG_PARAMETERS`, and which git knew before these."""

_VARIABLES: Final[Mapping[str, str]] = {
    "LC_ALL": "C",
    # A repository that says it is a partial clone has git fetch what it lacks, through a program
    # that it names. The first variable is that of git 2.45; the second holds in every git, also
    # against what the user allows elsewhere.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
}

_PLACES: Final = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
)
"""Variables by which the user, or a hook of theirs, names the repository."""

_MARKS: Final = ("fatal: ", "error: ", "warning: ")
"""How a line begins in which git says what is wrong, the clearest first."""
_MOST_TOLD: Final = 1 << 16
"""Bytes: no more of what git says is read."""
_PIECE: Final = 1 << 20
"""Bytes of a content that are read at once."""


class GitError(Exception):
    """Git, the repository, the revision or the path is missing; a sentence for the user."""


def run_git(folder: Path, *arguments: str) -> bytes | None:
    """Return what git prints, run in a folder; None where it knows of no such object.

    Raises `GitError` where there is no git, no repository that it may read, or no answer in time.
    """
    done = _run(folder, arguments)
    if done.returncode == 0:
        return done.stdout
    # With `--quiet --verify` an unknown revision is no error worth a word.
    if said := _sentence(done.stderr):
        raise GitError(said)
    return None


def object_named(folder: Path, expression: str) -> str | None:
    """Return the name of the object that an expression means, in hexadecimal digits, or None.

    Raises `GitError` where git says why there is none.
    """
    options = ("--verify", "--quiet", "--end-of-options")
    try:
        found = run_git(folder, "rev-parse", *options, expression)
    except GitError as error:
        raise GitError(str(error).removeprefix(f"{expression}: ")) from error
    # What is not one object, such as `^HEAD`, is answered with more than its name.
    name = found.decode("ascii", "replace").strip() if found else ""
    return name if re.fullmatch("[0-9a-f]{40,64}", name) else None


class Store:
    """Contents from a running git (git-cat-file: `--batch`)."""

    def __init__(self, git: subprocess.Popen[bytes], told: IO[bytes]) -> None:
        """Use a git with pipes for its input and output, whose messages go to the file `told`."""
        self._git = git
        self._told = told
        self._steps = 0
        self._ended = Event()
        self._late = Event()

    def content(self, id: str, name: str) -> Iterator[bytes]:
        """Yield the content of an object in pieces; errors call it `name`.

        Raises `GitError` where the repository lacks it, or git gives only a part of it.
        """
        about = self._asked(id)
        if len(about) != 3:
            if said := self._said():
                raise GitError(f"git cannot give the content of ‘{name}’ ({id}): {said}")
            raise GitError(f"the repository lacks the content of ‘{name}’ ({id})")
        left = int(about[2])
        while left and (piece := self._answers.read(min(left, _PIECE))):
            self._steps += 1
            left -= len(piece)
            yield piece
        if left or self._answers.read(1) != b"\n":
            if said := self._said():
                raise GitError(f"git gave only a part of ‘{name}’: {said}")
            raise GitError(f"git gave only a part of ‘{name}’")
        self._steps += 1

    def end_when_silent(self) -> None:
        """End git once it has given nothing for `TIME_LIMIT` seconds; return when it is ended."""
        before = -1
        while not self._ended.wait(TIME_LIMIT):
            if self._steps == before:
                self._late.set()
                self._git.kill()
            before = self._steps

    def end(self) -> None:
        """End git: it only reads."""
        self._ended.set()
        self._git.kill()
        self._git.wait()

    @property
    def _answers(self) -> IO[bytes]:
        if self._git.stdout is None:
            raise GitError("git does not answer")
        return self._git.stdout

    def _asked(self, id: str) -> list[bytes]:
        """Return the three words with which git begins a content; fewer or none without one."""
        if self._git.stdin is None:
            raise GitError("git does not listen")
        try:
            # Past the buffer, which would be written once more when the pipe is closed.
            os.write(self._git.stdin.fileno(), f"{id}\n".encode("ascii"))
        except BrokenPipeError:
            return []
        return self._answers.readline().split()

    def _said(self) -> str:
        """End git and return what it said that is wrong."""
        self.end()
        self._told.seek(0)
        return _late() if self._late.is_set() else _sentence(self._told.read(_MOST_TOLD))


@contextmanager
def object_store(folder: Path) -> Iterator[Store]:
    """Start a git that gives contents; it ends when the block does, however that ends.

    Raises `GitError` where git cannot be started.
    """
    with TemporaryFile(buffering=0) as told, _started(folder, told) as git:
        contents = Store(git, told)
        Thread(target=contents.end_when_silent, daemon=True).start()
        try:
            yield contents
        finally:
            contents.end()


def _started(folder: Path, told: IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - no shell, and no argument from outside
            _command("cat-file", "--batch"),
            cwd=folder,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=told,
        )
    except OSError as error:
        raise GitError(f"git cannot be asked: {one_line(str(error))}") from error


def _run(folder: Path, arguments: tuple[str, ...]) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - no shell; revisions follow `--end-of-options`
            _command(*arguments),
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise GitError(_late()) from error
    except (OSError, ValueError) as error:
        # ValueError: a NUL character in an argument.
        raise GitError(f"git cannot be asked: {one_line(str(error))}") from error


def _sentence(said: bytes) -> str:
    """Return the first thing that git says is wrong, on one line; empty where nothing is."""
    lines = list(filter(None, map(one_line, said.decode("utf-8", "replace").split("\n"))))
    for mark in _MARKS:
        for line in lines:
            if line.startswith(mark):
                return line.removeprefix(mark)
    return lines[0] if lines else ""


def _late() -> str:
    return f"git did not answer within {TIME_LIMIT:.0f} seconds"


def _command(*arguments: str) -> list[str]:
    settings = (("-c", f"{name}={value}") for name, value in _SETTINGS.items())
    return [_program(), *chain.from_iterable(settings), *arguments]


def _program() -> str:
    # git runs in the folder that is asked about: `.` in PATH would mean a program in there.
    folders = [folder for folder in os.get_exec_path() if os.path.isabs(folder)]  # noqa: PTH117
    program = which("git", path=os.pathsep.join(folders))
    if program is None:
        raise GitError("git is not installed")
    return program


def _environment() -> dict[str, str]:
    # A trace goes where faults are told, and would be taken for one.
    users = {name: value for name, value in os.environ.items() if not name.startswith("GIT_TRACE")}
    # git runs in another folder than the one where these were set.
    places = {name: str(Path(users[name]).absolute()) for name in _PLACES if users.get(name)}
    if "GIT_DIR" in places and places["GIT_DIR"] != users["GIT_DIR"]:
        # git sets it so for a hook, which begins in the folder that the work tree is.
        places.setdefault("GIT_WORK_TREE", str(Path.cwd()))
    return {**users, **places, **_VARIABLES}


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


def find_revision(revision: str, path: Path | None) -> Revision:
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
        prefix = os.fsdecode(run_git(folder, "rev-parse", "--show-prefix") or b"").rstrip("\n")
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


def write_revision(revision: Revision, folder: Path) -> tuple[Path, list[str]]:
    """Write the coverage files of a revision below `folder`, which is empty.

    Returns where they are, and the links and foreign repositories that were left out. Raises
    `GitError` where the repository lacks a file or the disk is full.
    """
    place = folder / revision.file_name
    left_out: list[str] = []
    try:
        with object_store(revision.repository) as contents:
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
        kind = run_git(folder, "cat-file", "-t", found) if found else None
    except GitError as error:
        raise GitError(f"{absent}: {error}") from error
    if found is None or kind not in (b"tree\n", b"blob\n"):
        raise GitError(absent)
    return found, kind == b"blob\n"


def _files(revision: Revision, left_out: list[str]) -> Iterator[tuple[str, str]]:
    """Yield name and path of every coverage file in a tree; hidden ones are none."""
    listed = run_git(revision.repository, "ls-tree", "-r", "-z", "--full-tree", revision.id) or b""
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
        elif path.lower().endswith(tuple(SUFFIXES)):
            if any(Path(one).name != one for one in parts):
                raise GitError(f"{revision.name} has a file of the name ‘{one_line(path)}’")
            yield id.decode("ascii"), path


def _write(id: str, target: Path, contents: Store) -> None:
    """Write the content of one object to a file that is not there yet."""
    with target.open("xb") as file:
        file.writelines(contents.content(id, one_line(target.name)))
