"""Runs a program that takes a text on its input, and never waits for it beyond a limit."""

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from summit_tui.clipboard.types import RouteError
from summit_tui.i18n import gettext


class NoAnswerError(RouteError):
    """The program was still running at its time limit, and was killed."""


def find(name: str, environ: Mapping[str, str]) -> str | None:
    """Return the path of the program called `name`, or None."""
    return shutil.which(name, path=environ.get("PATH", os.defpath))


def run(
    argv: Sequence[str],
    data: bytes,
    *,
    limit: float,
    environ: Mapping[str, str],
    read: bool = False,
) -> bytes:
    """Run a program with `data` on its input and return its output, which is empty unless `read`.

    `limit` is in seconds. Raises `RouteError` where the program cannot start or returns anything
    but 0, and `NoAnswerError` where it takes longer.
    """
    name = Path(argv[0]).name
    try:
        process = _start(argv, environ, read=read)
    except FileNotFoundError:
        raise RouteError(gettext("{name} was not found", name=name)) from None
    except (OSError, ValueError):
        raise RouteError(gettext("{name} could not start", name=name)) from None
    with process:
        try:
            output, _ = process.communicate(data, timeout=limit)
        except subprocess.TimeoutExpired:
            raise NoAnswerError(gettext("{name} did not answer", name=name)) from None
        finally:
            if process.poll() is None:
                _kill(process)
    if process.returncode:
        raise RouteError(gettext("{name} failed", name=name))
    return output or b""


def _start(
    argv: Sequence[str], environ: Mapping[str, str], *, read: bool
) -> subprocess.Popen[bytes]:
    """Start the program in a process group of its own."""
    return subprocess.Popen(  # noqa: S603 - arguments reach the program as they are, with no shell
        list(argv),
        stdin=subprocess.PIPE,
        # xclip and xsel leave a process behind that would hold a captured output open for ever.
        stdout=subprocess.PIPE if read else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=dict(environ),
        # The process they leave behind owns the clipboard: it must outlive ours and our Ctrl-C.
        process_group=0,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the program and its child processes."""
    if not hasattr(os, "killpg"):
        process.kill()
        return
    with contextlib.suppress(PermissionError, ProcessLookupError):  # it ended at this moment
        os.killpg(process.pid, signal.SIGKILL)
