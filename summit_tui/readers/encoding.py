"""From the bytes of a file to text, without waiting for pipes and without losing bad bytes."""

import errno
import os
import stat
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final

from summit_tui.model.problem import Problem
from summit_tui.readers import limits
from summit_tui.readers.found import SURROGATE, Lines

# A pipe that takes the file's place after the folder was listed must not block; Windows would
# translate line ends. Neither system knows the other's flag.
_FLAGS: Final[int] = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_BUFFER: Final = 1 << 16
"""Bytes read at once; the default is a page of the disk, and few lines fit in there."""
_UTF8_MARK: Final = b"\xef\xbb\xbf"


class UnreadableError(Exception):
    """A whole file cannot be read; its only argument is the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def open_checked(path: Path) -> BinaryIO:
    """Open a regular file for reading; raises `OSError`, also for what is no regular file."""
    descriptor = os.open(path, os.O_RDONLY | _FLAGS)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no regular file")
    return os.fdopen(descriptor, "rb", _BUFFER)


def text_of(path: Path, name: str) -> str:
    """Return a file's text; bytes that are not UTF-8 become single surrogates.

    Raises `OSError`, or `UnreadableError` for a file in another encoding or beyond the limit.
    """
    with open_checked(path) as file:
        data = file.read(limits.FILE_LIMIT + 1)
    if len(data) > limits.FILE_LIMIT:
        message = (
            f"is larger than {limits.FILE_LIMIT >> 20} MB, too large to be read at once; "
            "split it, or use JSON Lines (.jsonl)"
        )
        raise UnreadableError(Problem(name, 0, "", "E004", message))
    return without_mark(data, name).decode("utf-8", "surrogateescape")


def lines_of(path: Path, name: str) -> Iterator[tuple[int, bytes | None]]:
    """Yield a file's lines with their numbers from 1, and None for a line beyond the limit.

    Raises as `text_of` does.
    """
    with open_checked(path) as file:
        limit = limits.RECORD_LIMIT
        first = without_mark(file.readline(limit), name)
        for number, line in enumerate(chain((first,), iter(partial(file.readline, limit), b"")), 1):
            if len(line) < limit or line.endswith(b"\n"):
                yield number, line
            else:
                yield number, None
                _skip_line(file)


def _skip_line(file: BinaryIO) -> None:
    """Go behind the rest of a line, however long it is."""
    while (piece := file.readline(_BUFFER)) and not piece.endswith(b"\n"):
        pass


def without_mark(data: bytes, name: str) -> bytes:
    """Return a file's first bytes without the UTF-8 mark; raises where they are UTF-16 or -32."""
    head = data[:64]
    # Text in UTF-16 without a mark shows itself by a NUL beside every ASCII character.
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head.count(0) * 3 > len(head):
        message = "is not UTF-8 (it looks like UTF-16 or UTF-32); save it as UTF-8"
        raise UnreadableError(Problem(name, 1, "", "E002", message))
    return data.removeprefix(_UTF8_MARK)


def bad_byte(
    name: str, text: str, start: int, end: int, lines: Lines, where: str
) -> Problem | None:
    """Return a problem if a part of a text that `text_of` returned holds a byte that is not UTF-8.

    It names the line of the first such byte.
    """
    bad = SURROGATE.search(text, start, end)
    if bad is None:
        return None
    return Problem(name, lines.at(bad.start()), where, "E002", not_utf8(ord(bad[0]) - 0xDC00))


def not_utf8(byte: int) -> str:
    """Return the message for one byte that is not UTF-8."""
    return f"the byte 0x{byte:02X} is not UTF-8; save the file as UTF-8"
