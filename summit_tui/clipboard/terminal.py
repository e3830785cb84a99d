"""Ask the terminal, before the app owns it, whether programs may write to its clipboard."""

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
_ANSWER_BEGUN: Final = re.compile(rb"\x1b(?:\[(?:\?[\d;]*)?)?\Z")
_MOST: Final = 4096
"""Bytes read at most, so that a terminal that never stops talking cannot hold the start."""


class Terminal(NamedTuple):
    """What the terminal said of itself."""

    osc52: bool | None = None
    """Does it say that it takes OSC 52? False is no refusal: many that take it do not say so.

    None where it gave no answer.
    """
    typed: bytes = b""
    """What the user typed before the answer; it was read with it, and nothing acts on it."""


def worth_asking(environ: Mapping[str, str]) -> bool:
    """Tell whether the answer could change the route.

    A late answer would reach the app as keys. Over SSH it is often late, and there, in a served
    page and inside tmux or screen the answer decides nothing.
    """
    elsewhere = ("SSH_CONNECTION", "TMUX", "STY", "TEXTUAL_DRIVER")
    return environ.get("TERM", "dumb") != "dumb" and not any(map(environ.get, elsewhere))


def ask_terminal(fd_in: int, fd_out: int, timeout: float = 0.15) -> Terminal:
    """Return what the terminal answers to DA1, as `asking` does, and wait for it."""
    with asking(fd_in, fd_out, timeout) as answer:
        return answer()


@contextmanager
def asking(fd_in: int, fd_out: int, timeout: float = 0.15) -> Iterator[Callable[[], Terminal]]:
    """Ask the terminal for DA1 and yield what returns its answer; leave its mode as it was.

    Whoever has something else to do meanwhile waits no longer than the rest of `timeout`, in
    seconds, which doubles for an answer that has begun. Reads up to the last byte of the answer
    and not one more, so later keys stay in the queue. Without a terminal, in the background, or
    where output is stopped, it asks nothing. Raises nothing.
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
                answer = cache(partial(_heard, fd_in, time.monotonic() + timeout, timeout))
    try:
        yield answer
    finally:
        # Whoever ends the program before it has looked leaves no answer to the shell.
        answer()
        if mode is not None:
            with suppress(*failures):
                termios.tcsetattr(fd_in, termios.TCSANOW, mode)


def _in_foreground(descriptor: int) -> bool:
    """Tell whether changing the mode is allowed: it stops a process in the background."""
    try:
        return os.tcgetpgrp(descriptor) == os.getpgrp()
    except OSError:  # not our controlling terminal, so no job control holds there
        return True


def _heard(fd_in: int, deadline: float, timeout: float) -> Terminal:
    """Read up to the end of the answer, or until the time is over; what is there is read then."""
    heard = b""
    with suppress(OSError, ValueError):
        while len(heard) < _MOST:
            grace = timeout if _ANSWER_BEGUN.search(heard) else 0
            left = max(0.0, deadline + grace - time.monotonic())
            if not select.select([fd_in], [], [], left)[0]:
                break
            byte = os.read(fd_in, 1)
            if not byte:
                break
            heard += byte
            if answer := _ANSWER.search(heard):
                return Terminal(b"52" in answer[1].split(b";"), heard[: answer.start()])
    return Terminal(None, heard)
