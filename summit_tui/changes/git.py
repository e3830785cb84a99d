"""Asks git, with arguments that no shell sees; git need not be there."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import IO

from summit_tui.controls import one_line


class GitError(Exception):
    """Git, the repository, the revision or the path is missing; a sentence for the user."""


def asked(folder: Path, *arguments: str) -> bytes | None:
    """Return what git prints, run in a folder; None where it knows of no such object.

    Raises `GitError` where there is no git, or no repository that it may read.
    """
    done = _run(folder, arguments)
    if done.returncode == 0:
        return done.stdout
    # With `--quiet --verify` an unknown revision is no error worth a word.
    if said := done.stderr.decode("utf-8", "replace").strip():
        raise GitError(one_line(said.splitlines()[0].removeprefix("fatal: ")))
    return None


def object_named(folder: Path, expression: str) -> str | None:
    """Return the name of the object that an expression means, in hexadecimal digits, or None."""
    options = ("--verify", "--quiet", "--end-of-options")
    try:
        found = asked(folder, "rev-parse", *options, expression)
    except GitError:
        return None
    # What is not one object, such as `^HEAD`, is answered with more than its name.
    name = found.decode("ascii", "replace").strip() if found else ""
    return name if re.fullmatch("[0-9a-f]{40,64}", name) else None


@contextmanager
def store(folder: Path) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Start a git that gives contents; it ends when the block does, however that ends.

    It takes the names of objects, one a line, and answers each with `NAME KIND SIZE`, a line end,
    the content and a line end (git-cat-file: `--batch`).
    """
    with subprocess.Popen(  # noqa: S603 - no shell, and no argument from outside
        [_program(), "cat-file", "--batch"],
        cwd=folder,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as git:
        if git.stdin is None or git.stdout is None:
            raise GitError("git does not answer")
        yield git.stdin, git.stdout


def _run(folder: Path, arguments: tuple[str, ...]) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - no shell; revisions follow `--end-of-options`
            [_program(), *arguments],
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except (OSError, ValueError) as error:
        # ValueError: a NUL character in an argument.
        raise GitError(f"git cannot be asked: {one_line(str(error))}") from error


def _program() -> str:
    program = which("git")
    if program is None:
        raise GitError("git is not installed")
    return program


def _environment() -> dict[str, str]:
    # A password for a repository that is somewhere else is not asked for behind our back.
    return {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
