"""Reads lines from a terminal or a pipe and prints the answers, without a sequence that steers."""

import io
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from summit_tui.archive import Archive
from summit_tui.i18n import gettext
from summit_tui.linear.dialogue import Dialogue

PROMPT = "> "
_READLINE = ("set enable-bracketed-paste off", "set enable-meta-key off", "set bell-style none")
"""Settings under which readline writes no sequence but those that edit the line."""


def converse(dialogue: Dialogue) -> None:
    """Hold a conversation until its end: `quit`, the end of the input, or a closed pipe.

    Ctrl-C drops a line or an answer in a terminal; once more at the prompt, or elsewhere, it raises
    `KeyboardInterrupt`.
    Raises `BrokenPipeError` where nobody reads the output any more.
    """
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # whatever is typed or sent
    has_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if has_terminal:
        _prepare_editing(dialogue.conversation.history.queries)
    with interrupting(dialogue.conversation.archive):
        _print(dialogue, None, has_terminal=has_terminal)
        is_second = False
        while not dialogue.conversation.is_over:
            try:
                line = input(PROMPT) if has_terminal else _read_line()
            except KeyboardInterrupt:
                if not has_terminal or is_second:
                    raise
                # Whoever wanted to stop an answer may have been too late for it.
                is_second = True
                print(f"\n{gettext('Press Ctrl+C once more to leave.')}", end="\n\n", flush=True)
                continue
            except EOFError:
                if has_terminal:
                    print()
                return
            is_second = False
            _print(dialogue, line, has_terminal=has_terminal)


def _print(dialogue: Dialogue, line: str | None, *, has_terminal: bool) -> None:
    """Print the answer to a line, or what is said first; in a terminal Ctrl-C abandons it."""
    columns, lines = shutil.get_terminal_size()
    size = (columns, lines) if has_terminal else None
    try:
        answer = dialogue.begin(size) if line is None else dialogue.answer(line, size)
        for text in answer:
            print(text)
        sys.stdout.flush()
    except KeyboardInterrupt:
        if not has_terminal:
            raise
        dialogue.drop()
        print(gettext("Stopped."), end="\n\n", flush=True)


def _read_line() -> str:
    """Return the next line of a pipe; raise `EOFError` at its end."""
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _prepare_editing(queries: Iterable[str]) -> None:
    """Let lines be edited, with the queries of earlier conversations as their history."""
    with suppress(ImportError):  # Windows has none
        import readline

        for setting in _READLINE:
            readline.parse_and_bind(setting)
        for query in queries:
            readline.add_history(query)


@contextmanager
def interrupting(archive: Archive) -> Iterator[None]:
    """Let Ctrl-C interrupt the archive, whose questions would hold the signal up till their end.

    Python raises `KeyboardInterrupt` only between two steps of its own; the number of a signal is
    written to a socket at once, and a thread that waits there interrupts the archive.
    """
    reading, writing = socket.socketpair()
    writing.settimeout(0)

    def watch() -> None:
        with suppress(OSError):
            while signals := reading.recv(64):
                if signal.SIGINT in signals:
                    archive.interrupt()

    threading.Thread(target=watch, daemon=True).start()
    before = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        writing.close()
        reading.close()
