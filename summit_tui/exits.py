"""How the program ends: the exit codes, and the one place that turns errors into sentences.

It imports only what every start needs.
"""

import errno
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import IntEnum
from pathlib import Path
from typing import IO, Final, NoReturn, TextIO

from summit_tui.i18n import gettext
from summit_tui.model.text import neutralize


class Exit(IntEnum):
    """The exit codes of all commands; `meanings` explains them to the user."""

    FOUND = 0
    NOTHING = 1
    UNUSABLE = 2
    FAULT = 70
    """EX_SOFTWARE of sysexits.h: Python's own 1 would say that `diff` found a change."""
    INTERRUPTED = 130
    """128 and the number of the signal, as in shells."""


_PROGRAM: Final = "summit-tui"
_INPUT: Final = "<stdin>"
"""What an error calls the standard input that was closed."""


def meanings() -> dict[Exit, str]:
    """Return what each exit code means, in Markdown, for the help and the manual."""
    return {
        Exit.FOUND: (
            "something was found or done, though the reader of the output may have closed the "
            "pipe before its end; `check`: no problems; `diff`: no change; `verify`: all exact"
        ),
        Exit.NOTHING: (
            "nothing was found or copied; `check`: there are problems; `diff`: something changed; "
            "`verify`: a quotation needs a look"
        ),
        Exit.UNUSABLE: ("wrong usage, or something that cannot be read or written"),
        Exit.FAULT: ("a fault of the program itself, which is worth a report"),
        Exit.INTERRUPTED: ("Ctrl-C; another signal n ends the program with 128 + n"),
    }


def print_notice(text: str) -> None:
    """Print a text that is no data to the standard error; failing to do so is no error."""
    with suppress(OSError, ValueError):
        print(neutralize(text), file=sys.stderr, flush=True)


def stop(reason: str, code: Exit) -> NoReturn:
    """Print why the command ends and exit with `code`."""
    print_notice(f"{_PROGRAM}: {reason}")
    sys.exit(code)


def missing_room(error: ModuleNotFoundError) -> str | None:
    """Return that a room of the program is not installed; None where something else is missing."""
    name = error.name or ""
    if not name.startswith("summit_tui."):
        return None
    return gettext("this installation has no {room}", room=name.rpartition(".")[2])


def exit_code_of(run: Callable[[], int]) -> int:
    """Run the program, print what went wrong, and return the exit code.

    `run` returns a code or raises `SystemExit`. A closed pipe is no error and changes no code that
    is known; every other unhandled `OSError` concerns the file it names, or else the output.
    """
    code: int = Exit.FOUND
    try:
        try:
            code = run()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else Exit.FOUND
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = Exit.INTERRUPTED
    except BrokenPipeError:
        pass  # `head` has what it wanted
    except (OSError, MemoryError) as error:
        print_notice(f"{_PROGRAM}: {explain_error(error)}")
        code = Exit.UNUSABLE
    except Exception:  # noqa: BLE001 - the traceback is what a report needs
        import traceback  # mostly there is no fault

        fault = gettext("this is a fault of the program; report it")
        print_notice(f"{traceback.format_exc()}{_PROGRAM}: {fault}")
        code = Exit.FAULT
    for stream in (sys.stdout, sys.stderr):
        _flush_for_good(stream)
    return code


def exit_on_signals(*names: str) -> Sequence[signal.Signals]:
    """Let signals raise `SystemExit`, and return those that do so now.

    Context managers then restore the terminal and remove unfinished files. A signal that the
    system does not know, or that the program was told to ignore, as `nohup` does, is left alone.
    """
    if threading.current_thread() is not threading.main_thread():
        return []
    known = [signal.Signals[name] for name in names if hasattr(signal, name)]
    handled = [number for number in known if signal.getsignal(number) is signal.SIG_DFL]
    for number in handled:
        signal.signal(number, _exit)
    return handled


@contextmanager
def exit_on_termination() -> Iterator[None]:
    """Let SIGTERM and SIGHUP raise `SystemExit` within the block only."""
    handled = exit_on_signals("SIGTERM", "SIGHUP")
    try:
        yield
    finally:
        for number in handled:
            signal.signal(number, signal.SIG_DFL)


def _exit(number: int, _: object) -> NoReturn:
    sys.exit(128 + number)


def explain_error(error: Exception, path: Path | None = None) -> str:
    """Return what went wrong, as `FILE: reason` where it concerns a file.

    `path` is the file as the user named it, if the error names another one.
    """
    if isinstance(error, MemoryError):
        return gettext("there is not enough memory")
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    file = error.filename if path is None else path
    if file == _INPUT:
        return gettext("the input cannot be read: {reason}", reason=error.strerror)
    if file is not None:
        return f"{os.fsdecode(file)}: {error.strerror}"
    if error.errno == errno.ENOENT:
        # The current folder is the only path that an error does not name.
        return gettext("the current folder no longer exists")
    return gettext("the output cannot be written: {reason}", reason=error.strerror)


def occupy_streams() -> None:
    """Open a stream in the place of each standard stream that is closed.

    Otherwise the next file that is opened would get the number of one of them. As in the C library
    (check_fds.c), using a stream that was closed fails, except for the standard error, where
    the failure could not be reported.
    """
    names = (
        ("stdin", "r", os.O_WRONLY),
        ("stdout", "w", os.O_RDONLY),
        ("stderr", "w", os.O_WRONLY),
    )
    for number, (name, mode, flags) in enumerate(names):
        if getattr(sys, name) is None and os.open(os.devnull, flags) == number:
            stream = open(number, mode, encoding="utf-8")  # noqa: PTH123, SIM115
            if number == 0:
                stream = io.TextIOWrapper(io.BufferedReader(_ClosedInput(stream)), encoding="utf-8")
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)  # Textual's driver uses this name


def check_input() -> None:
    """Raise `OSError` where the standard input was closed, for what reads it by its number."""
    raw = getattr(getattr(sys.stdin, "buffer", None), "raw", None)
    if isinstance(raw, _ClosedInput):
        raw.readinto(b"")


class _ClosedInput(io.RawIOBase):
    """A standard input that was closed: to read it fails with an error that names it."""

    def __init__(self, occupied: IO[str]) -> None:
        """Take the place of a stream that keeps its number occupied."""
        self._occupied = occupied

    def fileno(self) -> int:
        return self._occupied.fileno()

    def readable(self) -> bool:
        return True

    def readinto(self, _: object) -> NoReturn:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF), _INPUT)


def _flush_for_good(stream: TextIO) -> None:
    """Flush a stream; where that fails, redirect it to nowhere, so that Python's flush succeeds."""
    try:
        stream.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
