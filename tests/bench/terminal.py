"""A program in a pseudo-terminal, watched as a person at the screen would see it (Linux).

A process of its own reads the terminal and stamps every piece of output when it arrives, so the
slow emulation here delays no time stamp and never holds up the program: the time of a condition
is the stamp of the output that made it true.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import pyte

from tests.bench.stamping import HEAD, PIPE_BYTES, start_reader

# What pyte would print as text: private modes and queries, cursor shapes, colons in colours,
# strings for the terminal.
_UNKNOWN: Final = re.compile(
    rb"\x1b\[[<=>?][0-?]*[ -/]*[@-~]|\x1b\[[0-9;]*[ -/][@-~]|\x1b\[[0-9;]*:[0-9;:]*m"
    rb"|\x1b[PX^_][^\x1b]*\x1b\\"
)
_UNFINISHED: Final = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[PX^_][^\x1b]*\x1b?)?\Z")


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of the screen, in cells counted from 0, the ends not included."""

    left: int
    top: int
    right: int
    bottom: int


class Terminal:
    """A program that runs in a terminal of its own, from its start until `close`."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 40,
        folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start `command` in `folder`, with `environment` laid over this process's own."""
        self.screen = pyte.Screen(columns, rows)
        self.status: int | None = None
        """The wait status, once the program has ended."""
        self.processor_ms: float | None = None
        """Processor time of the program and the children it waited for, once it has ended."""
        self._stream = pyte.ByteStream(self.screen)
        self._carried = b""
        self._received = b""
        self._last = 0
        self._ended = 0
        self._peaks: dict[int, int] = {}
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._output, self._reader = start_reader(self._master, slave)
        self.started = time.monotonic_ns()
        """When the program was started, as `time.monotonic_ns` counts."""
        self._process = os.fork()
        if self._process == 0:
            _become(command, slave, folder, _surroundings(environment or {}))
        os.close(slave)
        self._handle = os.pidfd_open(self._process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def text(self) -> str:
        """Return what the screen shows, a line per row."""
        return "\n".join(self.screen.display)

    def wait(self, condition: Callable[[], bool], seconds: float = 30) -> int | None:
        """Return the stamp of the output that made `condition` true, None if none did in time."""
        if condition():
            return time.monotonic_ns()
        return next((stamp for stamp in self._stamps(seconds) if condition()), None)

    def wait_text(self, text: str, seconds: float = 30) -> float | None:
        """Return after how many milliseconds from the start `text` stood on the screen, or None."""
        return _milliseconds(self.started, self.wait(lambda: text in self.text(), seconds))

    def settle(self, quiet: float = 0.15, seconds: float = 10) -> None:
        """Take in output until there was none for `quiet` seconds, at most for `seconds`."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and any(True for _ in self._stamps(quiet, once=True)):
            pass

    def send(self, data: bytes) -> int:
        """Type `data` and return when."""
        stamp = time.monotonic_ns()
        os.write(self._master, data)
        return stamp

    def key(self, data: bytes, expect: str | None = None, seconds: float = 10) -> float | None:
        """Return how many milliseconds after typing `data` the text `expect` stood on the screen.

        Without `expect`, any drawing counts. None if it did not come in time.
        """
        self.screen.dirty.clear()
        sent = self.send(data)
        if expect is None:
            return _milliseconds(sent, self.wait(lambda: bool(self.screen.dirty), seconds))
        return _milliseconds(sent, self.wait(lambda: expect in self.text(), seconds))

    def painted(self, data: bytes, *regions: Region, quiet: float = 0.15) -> float | None:
        """Return after how many milliseconds from typing `data` all `regions` stood finished.

        That is the last change in any of them before `quiet` seconds without output; None if
        one of them did not change at all.
        """
        before = seen = [self._cells(region) for region in regions]
        sent, changed = self.send(data), None
        end = time.monotonic() + 10
        while time.monotonic() < end:
            silent = True
            for stamp in self._stamps(quiet, once=True):
                silent, now = False, [self._cells(region) for region in regions]
                changed, seen = (stamp if now != seen else changed), now
            if silent:
                break
        complete = all(old != new for old, new in zip(before, seen, strict=True))
        return _milliseconds(sent, changed) if complete else None

    def quit(self, data: bytes, seconds: float = 10) -> float | None:
        """Return how many milliseconds after typing `data` the program had ended, or None."""
        sent = self.send(data)
        # Nothing is emulated meanwhile, so the end is seen when it comes.
        if self.status is None and select.select([self._handle], [], [], seconds)[0]:
            self._reap()
        return None if self.status is None else _milliseconds(sent, self._ended)

    def peak_memory(self) -> float:
        """Return the peak resident memory of the program and its children so far, in MB (2^20)."""
        for process in self._tree():
            with suppress(OSError):
                match = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
                self._peaks[process] = int(match[1]) if match else 0
        return sum(self._peaks.values()) / 1024

    def processor_time(self) -> float:
        """Return the processor time of the program and its living children, in milliseconds."""
        total = 0.0
        for process in self._tree():
            with suppress(OSError):
                # The id of a process's own clock, as clock_getcpuclockid(3) makes it.
                total += time.clock_gettime(~process << 3 | 2)
        return total * 1000

    def close(self) -> None:
        """End the program if it still runs, and let go of the terminal."""
        if self.status is None:
            with suppress(OSError):
                os.killpg(self._process, signal.SIGKILL)
            self._reap(wait=True)
        for descriptor in (self._master, self._output, self._handle):
            os.close(descriptor)
        with suppress(OSError):
            os.kill(self._reader, signal.SIGKILL)
        os.waitpid(self._reader, 0)

    def _stamps(self, seconds: float, *, once: bool = False) -> Iterator[int]:
        """Emulate what comes within `seconds`, yielding each piece's stamp.

        It stops early where nothing can come, and with `once` after one batch of pieces.
        """
        end = time.monotonic() + seconds
        while True:
            before = len(self._received)
            while (stamp := self._next_piece()) is not None:
                yield stamp
            left = end - time.monotonic()
            if left <= 0 or (once and len(self._received) < before):
                return
            if not select.select([self._output], [], [], left)[0]:
                return
            data = os.read(self._output, PIPE_BYTES)
            if not data:
                return
            self._received += data

    def _next_piece(self) -> int | None:
        if len(self._received) < HEAD.size:
            return None
        stamp, size = HEAD.unpack_from(self._received)
        end = HEAD.size + size
        if len(self._received) < end:
            return None
        data, self._received = self._carried + self._received[HEAD.size : end], self._received[end:]
        unfinished = _UNFINISHED.search(data)
        whole = unfinished.start() if unfinished else len(data)
        self._carried = data[whole:]
        self._stream.feed(_UNKNOWN.sub(b"", data[:whole]))
        return stamp

    def _cells(self, region: Region) -> list[list[object]]:
        rows = (self.screen.buffer[y] for y in range(region.top, region.bottom))
        return [[row[x] for x in range(region.left, region.right)] for row in rows]

    def _tree(self) -> Iterator[int]:
        waiting = [self._process]
        while waiting:
            process = waiting.pop()
            yield process
            for children in Path(f"/proc/{process}/task").glob("*/children"):
                with suppress(OSError):
                    waiting += [int(child) for child in children.read_text().split()]

    def _reap(self, *, wait: bool = False) -> None:
        process, status, usage = os.wait4(self._process, 0 if wait else os.WNOHANG)
        if process:
            self._ended, self.status = time.monotonic_ns(), status
            self.processor_ms = (usage.ru_utime + usage.ru_stime) * 1000


def _milliseconds(start: int, end: int | None) -> float | None:
    return None if end is None else (end - start) / 1e6


def _surroundings(changes: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a program in a modern terminal of its own."""
    foreign = {"TMUX", "COLUMNS", "LINES", "NO_COLOR", "PYTHONDONTWRITEBYTECODE"}
    own = {name: value for name, value in os.environ.items() if name not in foreign}
    return own | {"TERM": "xterm-256color", "COLORTERM": "truecolor"} | dict(changes)


def _become(
    command: Sequence[str], slave: int, folder: Path | None, environment: Mapping[str, str]
) -> None:
    """Turn this fresh child into `command`, with the terminal as its own."""
    try:
        os.login_tty(slave)
        os.closerange(3, 64)
        os.chdir(folder or ".")
        os.execvpe(command[0], list(command), environment)
    finally:
        os._exit(127)
