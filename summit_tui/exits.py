"""How the program ends: every exit code, and the one place that turns errors into sentences.

Nothing is loaded here that a start does not need anyway.
"""

import errno
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import IntEnum
from pathlib import Path
from typing import Final, NoReturn, TextIO

from summit_tui.model.text import escape_controls


class Exit(IntEnum):
    """What the exit code says; `MEANINGS` says it to the user."""

    FOUND = 0
    NOTHING = 1
    UNUSABLE = 2
    FAULT = 70
    """EX_SOFTWARE of sysexits.h: Python's own 1 would say that `diff` found a change."""
    INTERRUPTED = 130
    """128 and the number of the signal, as shells have it."""


MEANINGS: Final = {
    Exit.FOUND: "something was found or done; `check`: no problems; `diff`: no change; "
    "also where the reader of the output has closed the pipe",
    Exit.NOTHING: "nothing was found or copied; `check`: there are problems; "
    "`diff`: something changed",
    Exit.UNUSABLE: "wrong usage, or something that cannot be read or written",
    Exit.FAULT: "a fault of the program itself, which is worth a report",
    Exit.INTERRUPTED: "Ctrl-C; another signal n ends the program with 128 + n",
}
"""What each code means, for the help and the README."""


def print_notice(words: str) -> None:
    """Say something that is no data; where nobody can hear it, the command goes on."""
    with suppress(OSError, ValueError):
        print(escape_controls(words), file=sys.stderr, flush=True)


def stop(words: str, code: Exit) -> NoReturn:
    """Say why the command ends here, and end."""
    print_notice(f"summit-tui: {words}")
    sys.exit(code)


def exit_code_of(run: Callable[[], int]) -> int:
    """Run the program, say what went wrong, and return the exit code.

    `run` returns a code or raises `SystemExit`. A closed pipe is no error; every other `OSError`
    that nobody has handled is one of the file it names, or else of the output.
    """
    try:
        try:
            code = run()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else Exit.FOUND
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = Exit.INTERRUPTED
    except BrokenPipeError:
        code = Exit.FOUND
    except (OSError, MemoryError) as error:
        print_notice(f"summit-tui: {explain_error(error)}")
        code = Exit.UNUSABLE
    except Exception:  # noqa: BLE001 - the traceback is what a report needs
        import traceback  # mostly there is no fault

        print_notice(
            f"{traceback.format_exc()}summit-tui: this is a fault of the program; report it"
        )
        code = Exit.FAULT
    for stream in (sys.stdout, sys.stderr):
        _settle(stream)
    return code


def exit_on_signals(*names: str) -> Sequence[signal.Signals]:
    """Let signals raise `SystemExit`, and return those that do now.

    What was begun can then put back the terminal and remove what it wrote. A signal that the system
    does not know, or that the program was told to ignore, as `nohup` does, stays as it is.
    """
    known = [signal.Signals[name] for name in names if hasattr(signal, name)]
    is_main = threading.current_thread() is threading.main_thread()
    taken = [number for number in known if is_main and signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, _exit)
    return taken


@contextmanager
def exit_on_termination() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end the block as `exit_on_signals` has it, and nothing after it."""
    taken = exit_on_signals("SIGTERM", "SIGHUP")
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def _exit(number: int, _: object) -> NoReturn:
    sys.exit(128 + number)


def explain_error(error: Exception, path: Path | None = None) -> str:
    """Return what went wrong, with the file where it was one: `FILE: why`.

    `path` is what the user knows the file as, if that is not the one that the error names.
    """
    if isinstance(error, MemoryError):
        return "there is not enough memory"
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    file = error.filename if path is None else path
    if file is not None:
        return f"{os.fsdecode(file)}: {error.strerror}"
    if error.errno == errno.ENOENT:
        return "the current folder no longer exists"  # the one path that nobody names
    return f"the output cannot be written: {error.strerror}"


def occupy_streams() -> None:
    """Put something in the place of standard streams that are closed.

    Otherwise the next file that is opened would get the number of one of them. As in the C library
    (check_fds.c), what was closed fails when it is used, but for the standard error, where there
    is nobody to tell.
    """
    names = (
        ("stdin", "r", os.O_WRONLY),
        ("stdout", "w", os.O_RDONLY),
        ("stderr", "w", os.O_WRONLY),
    )
    for number, (name, mode, flags) in enumerate(names):
        if getattr(sys, name) is None and os.open(os.devnull, flags) == number:
            stream = open(number, mode, encoding="utf-8")  # noqa: PTH123, SIM115
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)  # as the driver of the screen calls it


def _settle(stream: TextIO) -> None:
    """See to it that Python, which flushes a stream at its very end, has nothing to complain of."""
    try:
        stream.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
