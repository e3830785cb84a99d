"""The process that reads a pseudo-terminal: it stamps every piece and answers what is asked."""

from __future__ import annotations

import fcntl
import os
import re
import signal
import struct
import time
from typing import Final

HEAD: Final = struct.Struct("<QI")
"""What precedes each piece in the pipe: its stamp (`time.monotonic_ns`) and its size in bytes."""
PIPE_BYTES: Final = 1 << 20
"""How much the pipe holds, so that the reader need not wait for the emulation."""

# What a terminal answers; a program that asks and hears nothing sits in a time-out.
_ANSWERS: Final = (
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[>0?c"), b"\x1b[>1;4000;0c"),
    (re.compile(rb"\x1b\[5n"), b"\x1b[0n"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[\?u"), b"\x1b[?0u"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?(?:2027|2031|2048)\$p"), b"\x1b[?2048;0$y"),
    (re.compile(rb"\x1b\]10;\?(?:\x07|\x1b\\)"), b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\"),
    (re.compile(rb"\x1b\]11;\?(?:\x07|\x1b\\)"), b"\x1b]11;rgb:0000/0000/0000\x1b\\"),
)


def start_reader(master: int, slave: int) -> tuple[int, int]:
    """Start the process that stamps output; return where it writes to, and its id."""
    output, into = os.pipe()
    fcntl.fcntl(into, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    process = os.fork()
    if process == 0:
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            os.close(output)
            os.close(slave)
            _read(master, into)
        finally:
            os._exit(0)
    os.close(into)
    return output, process


def _read(master: int, into: int) -> None:
    """Pass on what the program writes, stamped, and answer what it asks; ends with an OSError."""
    tail = b""
    while data := os.read(master, 65536):
        message = HEAD.pack(time.monotonic_ns(), len(data)) + data
        while message:
            message = message[os.write(into, message) :]
        asked = tail + data
        for question, answer in _ANSWERS:
            for match in question.finditer(asked):
                if match.end() > len(tail):
                    os.write(master, answer)
        tail = asked[-24:]
