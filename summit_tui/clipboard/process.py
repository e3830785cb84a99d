"""Run one program that takes a text on its input, and never wait for it longer than its limit."""

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from summit_tui.clipboard.types import RouteError


class NoAnswerError(RouteError):
    """The program was still running when its time was over, and was killed."""


def find(name: str, environ: Mapping[str, str]) -> str | None:
    """Return the path of the program called `name`, or None."""
    return shutil.which(name, path=environ.get("PATH", os.defpath))


def run(
    argv: Sequence[str],
    given: bytes,
    *,
    limit: float,
    environ: Mapping[str, str],
    read: bool = False,
) -> bytes:
    """Give the program the bytes `given` and return its output, which is empty unless `read`.

    `limit` is in seconds. Raises RouteError where the program cannot start or returns anything
    but 0, and NoAnswerError where it takes longer.
    """
    name = Path(argv[0]).name
    try:
        process = _start(argv, environ, read=read)
    except FileNotFoundError:
        raise RouteError(f"{name} was not found") from None
    except (OSError, ValueError):
        raise RouteError(f"{name} could not start") from None
    with process:
        try:
            output, _ = process.communicate(given, timeout=limit)
        except subprocess.TimeoutExpired:
            raise NoAnswerError(f"{name} did not answer") from None
        finally:
            if process.poll() is None:
                _kill(process)
    if process.returncode:
        raise RouteError(f"{name} failed")
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
    """Kill the program and what it started."""
    if not hasattr(os, "killpg"):
        process.kill()
        return
    with contextlib.suppress(PermissionError, ProcessLookupError):  # it ended in this moment
        os.killpg(process.pid, signal.SIGKILL)
