"""Runs git, without a shell; git need not be installed.

A repository is untrusted: nothing in it may run a program or reach a network.
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

from summit_tui.i18n import gettext
from summit_tui.model.text import one_line
from summit_tui.paths import is_folder
from summit_tui.readers import SUFFIXES

TIME_LIMIT: Final = 60.0
"""Seconds after which a silent git is ended; a named pipe in place of a file would block it."""

_SETTINGS: Final[Mapping[str, str]] = {
    # Git runs the program that this names whenever it reads the index.
    "core.fsmonitor": "false",
    # No hook can be below something that is not a folder.
    "core.hooksPath": os.devnull,
    # A folder in a clone may itself be a bare repository with settings of its own: such a one is
    # used only where GIT_DIR names it.
    "safe.bareRepository": "explicit",
}
"""Given with `-c`, which overrides the repository's settings, `GIT_CONFIG_COUNT` and
`GIT_CONFIG_PARAMETERS`, and which older versions of git know too."""

_VARIABLES: Final[Mapping[str, str]] = {
    "LC_ALL": "C",
    # In a partial clone git fetches missing objects through a program that the repository names.
    # The first variable is known since git 2.45; the second works in every version, and overrides
    # what the user allows elsewhere.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
}

_PATH_VARIABLES: Final = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
)
"""Variables by which the user, or a hook of theirs, names the repository."""

_PREFIXES: Final = ("fatal: ", "error: ", "warning: ")
"""What the lines begin with in which git reports a problem, the clearest first."""
_MOST_MESSAGES: Final = 1 << 16
"""The most bytes of git's messages that are read."""
_CHUNK: Final = 1 << 20
"""Bytes of an object that are read at once."""


class GitError(Exception):
    """Git, the repository, the revision or the path is missing; a sentence for the user."""


class GitTimeoutError(GitError):
    """Git did not answer in time, which says nothing about what it was asked for."""


def run_git(folder: Path, *arguments: str) -> bytes | None:
    """Run git in a folder and return its output; None where there is no such object.

    Raises `GitError` where there is no git, no repository that it may read, or no answer in time.
    """
    done = _run(folder, arguments)
    if done.returncode == 0:
        return done.stdout
    # With `--quiet --verify` git prints no message for an unknown revision.
    if message := _first_message(done.stderr):
        raise GitError(message)
    return None


def object_named(folder: Path, expression: str) -> str | None:
    """Return the name of the object that an expression means, in hexadecimal digits, or None.

    Raises `GitError` where git says why there is none.
    """
    options = ("--verify", "--quiet", "--end-of-options")
    try:
        output = run_git(folder, "rev-parse", *options, expression)
    except GitError as error:
        raise type(error)(str(error).removeprefix(f"{expression}: ")) from error
    # For what is not a single object, such as `^HEAD`, git prints more than a name.
    name = output.decode("ascii", "replace").strip() if output else ""
    return name if re.fullmatch("[0-9a-f]{40,64}", name) else None


class ObjectReader:
    """Reads the contents of objects from a running git (git-cat-file: `--batch`)."""

    def __init__(self, git: subprocess.Popen[bytes], messages: IO[bytes]) -> None:
        """Use a git with pipes for input and output, which writes its errors to `messages`."""
        self._git = git
        self._messages = messages
        self._steps = 0
        self._ended = Event()
        self._timed_out = Event()

    def content(self, id: str, name: str) -> Iterator[bytes]:
        """Yield the content of an object in chunks; `name` stands for it in error messages.

        Raises `GitError` where the repository lacks it, or git gives only a part of it.
        """
        header = self._request(id)
        if len(header) != 3:
            if message := self._end_with_message():
                raise GitError(
                    gettext(
                        "git cannot give the content of ‘{name}’ ({id}): {message}",
                        name=name,
                        id=id,
                        message=message,
                    )
                )
            template = "the repository lacks the content of ‘{name}’ ({id})"
            raise GitError(gettext(template, name=name, id=id))
        left = int(header[2])
        while left and (chunk := self._output.read(min(left, _CHUNK))):
            self._steps += 1
            left -= len(chunk)
            yield chunk
        if left or self._output.read(1) != b"\n":
            if message := self._end_with_message():
                raise GitError(
                    gettext(
                        "git gave only a part of ‘{name}’: {message}", name=name, message=message
                    )
                )
            raise GitError(gettext("git gave only a part of ‘{name}’", name=name))
        self._steps += 1

    def end_when_silent(self) -> None:
        """End git after `TIME_LIMIT` seconds without output; return when it has ended."""
        before = -1
        while not self._ended.wait(TIME_LIMIT):
            if self._steps == before:
                self._timed_out.set()
                self._git.kill()
            before = self._steps

    def end(self) -> None:
        """Kill git, which only reads and so loses nothing."""
        self._ended.set()
        self._git.kill()
        self._git.wait()

    @property
    def _output(self) -> IO[bytes]:
        if self._git.stdout is None:
            raise GitError(gettext("git does not answer"))
        return self._git.stdout

    def _request(self, id: str) -> list[bytes]:
        """Ask for an object and return the three words of its header; fewer where it is missing."""
        if self._git.stdin is None:
            raise GitError(gettext("git does not listen"))
        try:
            # Not through the buffer, which would be written once more when the pipe is closed.
            os.write(self._git.stdin.fileno(), f"{id}\n".encode("ascii"))
        except BrokenPipeError:
            return []
        return self._output.readline().split()

    def _end_with_message(self) -> str:
        """End git and return its first error message, if any."""
        self.end()
        self._messages.seek(0)
        if self._timed_out.is_set():
            return _timeout_message()
        return _first_message(self._messages.read(_MOST_MESSAGES))


@contextmanager
def object_reader(folder: Path) -> Iterator[ObjectReader]:
    """Start a git that gives the contents of objects; it ends when the block does.

    Raises `GitError` where git cannot be started.
    """
    with TemporaryFile(buffering=0) as messages, _start(folder, messages) as git:
        reader = ObjectReader(git, messages)
        Thread(target=reader.end_when_silent, daemon=True).start()
        try:
            yield reader
        finally:
            reader.end()


def _start(folder: Path, messages: IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - no shell, and no argument from outside
            _command("cat-file", "--batch"),
            cwd=folder,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=messages,
        )
    except OSError as error:
        raise GitError(_start_failure(error)) from error


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
        raise GitTimeoutError(_timeout_message()) from error
    except (OSError, ValueError) as error:
        # ValueError: a NUL character in an argument.
        raise GitError(_start_failure(error)) from error


def _first_message(output: bytes) -> str:
    """Return the first error message of git on one line; empty where there is none."""
    lines = list(filter(None, map(one_line, output.decode("utf-8", "replace").split("\n"))))
    for prefix in _PREFIXES:
        for line in lines:
            if line.startswith(prefix):
                return line.removeprefix(prefix)
    return lines[0] if lines else ""


def _start_failure(error: Exception) -> str:
    return gettext("git cannot be asked: {reason}", reason=one_line(str(error)))


def _timeout_message() -> str:
    return gettext("git did not answer within {seconds} seconds", seconds=round(TIME_LIMIT))


def _command(*arguments: str) -> list[str]:
    settings = (("-c", f"{name}={value}") for name, value in _SETTINGS.items())
    return [_program(), *chain.from_iterable(settings), *arguments]


def _program() -> str:
    # git runs in a folder of the user's coverage: `.` in PATH would mean a program in there.
    folders = [folder for folder in os.get_exec_path() if os.path.isabs(folder)]  # noqa: PTH117
    program = which("git", path=os.pathsep.join(folders))
    if program is None:
        raise GitError(gettext("git is not installed"))
    return program


def _environment() -> dict[str, str]:
    # A trace goes to standard error and would be taken for an error message.
    users = {name: value for name, value in os.environ.items() if not name.startswith("GIT_TRACE")}
    # Relative paths are meant from the current folder, and git runs in another one.
    paths = {name: str(Path(users[name]).absolute()) for name in _PATH_VARIABLES if users.get(name)}
    if "GIT_DIR" in paths and paths["GIT_DIR"] != users["GIT_DIR"]:
        # git sets a relative one for a hook, which it starts in the root of the work tree.
        paths.setdefault("GIT_WORK_TREE", str(Path.cwd()))
    return {**users, **paths, **_VARIABLES}


_FILE_MODES: Final = (b"100644", b"100755", b"100664")
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
    """Its name for the reader, such as `HEAD~1:coverage`."""
    file_name: str
    """The name under which it is written to disk: the last part of its path."""


def find_revision(revision: str, path: Path | None) -> Revision:
    """Return what a revision has at a path, of which neither need be in the working tree.

    `revision` is anything that git understands, or `REV:PATH` where no `path` is given; `path` is
    one of this file system, by default the current folder. Raises `GitError` where git, the
    repository, the revision or the path is missing.
    """
    shown = one_line(revision)
    if not revision or revision.startswith("-") or "\0" in revision:
        raise GitError(gettext("‘{name}’ is neither a path nor a revision", name=shown))
    folder, rest = _nearest(path or Path())
    try:
        prefix = os.fsdecode(run_git(folder, "rev-parse", "--show-prefix") or b"").rstrip("\n")
    except GitError as error:
        raise _no_revision(shown, error) from error
    commit, inside = _split_revision(revision, PurePosixPath(prefix), rest, given=path is not None)
    try:
        start = object_named(folder, commit)
        tree = object_named(folder, f"{start}^{{tree}}") if start else None
    except GitError as error:
        raise _no_revision(shown, error) from error
    if tree is None:
        raise GitError(
            gettext(
                "‘{name}’ is neither a path nor a revision of the repository at {folder}",
                name=shown,
                folder=folder,
            )
        )
    id, is_file = _object_at(folder, tree, inside, one_line(commit))
    last = Path(PurePosixPath(inside).name or folder.name).name or "coverage"
    return Revision(folder, id, is_file, one_line(f"{commit}:{inside}"), last)


def _no_revision(name: str, error: GitError) -> GitError:
    if isinstance(error, GitTimeoutError):
        return error
    names = {"name": name, "error": error}
    return GitError(gettext("‘{name}’ is neither a path nor a revision: {error}", **names))


def write_revision(revision: Revision, folder: Path) -> tuple[Path, list[str]]:
    """Write the coverage files of a revision below `folder`, which is empty.

    Returns where they are, and the links and foreign repositories that were left out. Raises
    `GitError` where the repository lacks a file or the disk is full.
    """
    root = folder / revision.file_name
    left_out: list[str] = []
    try:
        with object_reader(revision.repository) as reader:
            if revision.is_file:
                _write(revision.id, root, reader)
                return root, left_out
            root.mkdir()
            for id, path in _files(revision, left_out):
                target = root.joinpath(*path.split("/"))
                target.parent.mkdir(parents=True, exist_ok=True)
                _write(id, target, reader)
    except OSError as error:
        raise GitError(
            gettext(
                "{revision} cannot be written to {folder}: {error}",
                revision=revision.name,
                folder=folder,
                error=error,
            )
        ) from error
    return root, left_out


def _nearest(path: Path) -> tuple[Path, list[str]]:
    """Return the nearest folder that exists, and the parts of the path below it."""
    rest: list[str] = []
    folder = Path(os.path.abspath(path))  # noqa: PTH100 - a link keeps the name it was given
    while not is_folder(folder) and folder != folder.parent:
        rest.insert(0, folder.name)
        folder = folder.parent
    return folder, rest


def _split_revision(
    revision: str, prefix: PurePosixPath, rest: list[str], *, given: bool
) -> tuple[str, str]:
    """Return a revision and the path in it from the root of the repository; empty for the root."""
    at = revision.find(":", 1)
    if at < 0:
        inside = str(prefix.joinpath(*rest))
    elif given:
        raise GitError(
            gettext("{revision} has a path of its own; leave out PATH", revision=one_line(revision))
        )
    else:
        revision, inside = revision[:at], revision[at + 1 :]
        if inside.startswith(("./", "../")):
            inside = str(prefix / inside)
    # `normpath` uses the separator of this system; git's paths have slashes everywhere.
    inside = os.path.normpath(inside or ".").replace(os.sep, "/").strip("/")
    return revision, "" if inside == "." else inside


def _object_at(folder: Path, tree: str, path: str, commit: str) -> tuple[str, bool]:
    """Return the name of the object that a tree has at a path, and whether it is a file."""
    if not path:
        return tree, False
    names = {"path": one_line(path), "revision": commit}
    try:
        id = object_named(folder, f"{tree}:{path}")
        kind = run_git(folder, "cat-file", "-t", id) if id else None
    except GitTimeoutError:
        raise
    except GitError as error:
        raise GitError(
            gettext("there is no ‘{path}’ in {revision}: {error}", error=error, **names)
        ) from error
    if id is None or kind not in (b"tree\n", b"blob\n"):
        raise GitError(gettext("there is no ‘{path}’ in {revision}", **names))
    return id, kind == b"blob\n"


def _files(revision: Revision, left_out: list[str]) -> Iterator[tuple[str, str]]:
    """Yield object name and path of every coverage file in a tree, except hidden ones."""
    output = run_git(revision.repository, "ls-tree", "-r", "-z", "--full-tree", revision.id) or b""
    for entry in output.split(b"\0")[:-1]:
        header, _, name = entry.partition(b"\t")
        path = os.fsdecode(name)
        parts = path.split("/")
        # This excludes `..` too.
        if any(part.startswith(".") for part in parts):
            continue
        mode, _, id = header.split()[:3]
        if mode not in _FILE_MODES:
            left_out.append(one_line(path))
        elif path.lower().endswith(tuple(SUFFIXES)):
            if any(Path(part).name != part for part in parts):
                raise GitError(
                    gettext(
                        "{revision} has a file of the name ‘{path}’",
                        revision=revision.name,
                        path=one_line(path),
                    )
                )
            yield id.decode("ascii"), path


def _write(id: str, target: Path, reader: ObjectReader) -> None:
    """Write the content of an object to a file that does not exist yet."""
    with target.open("xb") as file:
        file.writelines(reader.content(id, one_line(target.name)))
