"""Asks the terminal, before the app owns it, whether programs may write to its clipboard."""

import os
import re
import select
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache, partial
from typing import Final, NamedTuple

_QUESTION: Final = b"\x1b[c"
"""Primary device attributes (DA1), ECMA-48 section 8.3.24."""
_ANSWER: Final = re.compile(rb"\x1b\[\?([\d;]*)c\Z")
_PARTIAL_ANSWER: Final = re.compile(rb"\x1b(?:\[(?:\?[\d;]*)?)?\Z")
_MAX_BYTES: Final = 4096
"""Bytes read at most, so that a terminal that never stops sending cannot delay the start."""


class Terminal(NamedTuple):
    """The answer of the terminal."""

    osc52: bool | None = None
    """Whether it says that it takes OSC 52. False is no refusal: many that take it do not say so.

    None where it gave no answer.
    """
    typed: bytes = b""
    """The keys typed before the answer; they were read with it, and nothing acts on them."""


def worth_asking(environ: Mapping[str, str]) -> bool:
    """Return whether the answer could change the route.

    A late answer would reach the app as keys. Over SSH it is often late, and there, in a served
    page and inside tmux or screen the answer decides nothing.
    """
    elsewhere = ("SSH_CONNECTION", "TMUX", "STY", "TEXTUAL_DRIVER")
    return environ.get("TERM", "dumb") != "dumb" and not any(map(environ.get, elsewhere))


@contextmanager
def asking(fd_in: int, fd_out: int, timeout: float = 0.15) -> Iterator[Callable[[], Terminal]]:
    """Ask the terminal for DA1 and yield a function that returns its answer; restore its mode.

    The function waits for the rest of `timeout`, in seconds, which doubles for an answer that has
    begun. It reads up to the last byte of the answer and not one more, so later keys stay in the
    queue. Without a terminal, in the background, or where output is stopped, nothing is asked.
    Raises nothing.
    """
    try:
        import termios  # not on Windows
    except ImportError:
        yield Terminal
        return
    failures = (OSError, ValueError, termios.error)
    mode = None
    answer: Callable[[], Terminal] = Terminal
    with suppress(*failures):
        if os.isatty(fd_in) and os.isatty(fd_out) and _in_foreground(fd_in):
            mode, quiet = termios.tcgetattr(fd_in), termios.tcgetattr(fd_in)
            quiet[3] &= ~(termios.ICANON | termios.ECHO)
            quiet[6][termios.VMIN], quiet[6][termios.VTIME] = 1, 0
            # TCSANOW throughout: draining waits for ever on a stopped terminal, flushing drops
            # keys.
            termios.tcsetattr(fd_in, termios.TCSANOW, quiet)
            if select.select([], [fd_out], [], timeout)[1]:
                os.write(fd_out, _QUESTION)
                answer = cache(partial(_read_answer, fd_in, time.monotonic() + timeout, timeout))
    try:
        yield answer
    finally:
        # Where the block ends early, no answer is left in the queue for the shell.
        answer()
        if mode is not None:
            with suppress(*failures):
                termios.tcsetattr(fd_in, termios.TCSANOW, mode)


def _in_foreground(descriptor: int) -> bool:
    """Return whether the mode can be changed, which would stop a process in the background."""
    try:
        return os.tcgetpgrp(descriptor) == os.getpgrp()
    except OSError:  # not our controlling terminal, so there is no job control
        return True


def _read_answer(fd_in: int, deadline: float, timeout: float) -> Terminal:
    """Read up to the end of the answer or until the deadline; what has arrived then is read."""
    received = b""
    with suppress(OSError, ValueError):
        while len(received) < _MAX_BYTES:
            grace = timeout if _PARTIAL_ANSWER.search(received) else 0
            remaining = max(0.0, deadline + grace - time.monotonic())
            if not select.select([fd_in], [], [], remaining)[0]:
                break
            byte = os.read(fd_in, 1)
            if not byte:
                break
            received += byte
            if answer := _ANSWER.search(received):
                return Terminal(b"52" in answer[1].split(b";"), received[: answer.start()])
    return Terminal(None, received)
