"""Reads the bytes of a file as text, without waiting for pipes and without losing bad bytes."""

import os
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final

from summit_tui.i18n import Sentence, gettext_lazy
from summit_tui.model.problem import Problem
from summit_tui.paths import open_descriptor
from summit_tui.readers import limits
from summit_tui.readers.parsed import SURROGATE, Lines

_BUFFER: Final = 1 << 16
"""Bytes read at once; the default is a page of the disk, which holds few lines."""
_UTF8_BOM: Final = b"\xef\xbb\xbf"


class UnreadableError(Exception):
    """A whole file cannot be read; its only argument is the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def open_regular(path: Path | str, buffer: int = _BUFFER) -> BinaryIO:
    """Open a regular file for reading; raises `OSError`, also for what is no regular file."""
    # A pipe may have taken the file's place after the folder was listed.
    return os.fdopen(open_descriptor(path), "rb", buffer)


def read_text(path: str, name: str) -> str:
    """Return a file's text; bytes that are not UTF-8 become single surrogates.

    Raises `OSError`, or `UnreadableError` for a file in another encoding or beyond the limit.
    """
    # Most files are small: to make a buffer takes longer than to read one.
    with open_regular(path, 0) as file:
        # Python sets aside as much memory as it is asked for.
        data = file.read(_BUFFER)
        while (rest := limits.FILE_LIMIT + 1 - len(data)) > 0 and (
            more := file.read(rest if len(data) >= _BUFFER else _BUFFER)
        ):
            data += more
    if len(data) > limits.FILE_LIMIT:
        message = gettext_lazy(
            "is larger than {limit} MB, too large to be read at once; "
            "split it, or use JSON Lines (.jsonl)",
            limit=limits.FILE_LIMIT >> 20,
        )
        raise UnreadableError(Problem(name, 0, "", "E004", message))
    return strip_bom(data, name).decode("utf-8", "surrogateescape")


def read_lines(path: str, name: str) -> Iterator[tuple[int, bytes | None]]:
    """Yield a file's lines with their numbers from 1, and None for a line beyond the limit.

    Raises as `read_text` does.
    """
    with open_regular(path) as file:
        limit = limits.RECORD_LIMIT
        first = strip_bom(file.readline(limit), name)
        for number, line in enumerate(chain((first,), iter(partial(file.readline, limit), b"")), 1):
            if len(line) < limit or line.endswith(b"\n"):
                yield number, line
            else:
                yield number, None
                _skip_line(file)


def _skip_line(file: BinaryIO) -> None:
    """Go behind the rest of a line, however long it is."""
    while (chunk := file.readline(_BUFFER)) and not chunk.endswith(b"\n"):
        pass


def strip_bom(data: bytes, name: str) -> bytes:
    """Return a file's first bytes without the byte order mark of UTF-8.

    Raises `UnreadableError` where they are UTF-16 or UTF-32.
    """
    head = data[:64]
    # Text in UTF-16 without a byte order mark has a NUL beside every ASCII character.
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head.count(0) * 3 > len(head):
        message = gettext_lazy("is not UTF-8 (it looks like UTF-16 or UTF-32); save it as UTF-8")
        raise UnreadableError(Problem(name, 1, "", "E002", message))
    return data.removeprefix(_UTF8_BOM)


def bad_byte(
    name: str, text: str, start: int, end: int, lines: Lines, where: str
) -> Problem | None:
    """Return the problem of the first byte in a part of a text that is not UTF-8, or None.

    The text is that of `read_text`.
    """
    bad = SURROGATE.search(text, start, end)
    if bad is None:
        return None
    return Problem(name, lines.at(bad.start()), where, "E002", not_utf8(ord(bad[0]) - 0xDC00))


def not_utf8(byte: int) -> Sentence:
    """Return the message for one byte that is not UTF-8."""
    return gettext_lazy(
        "the byte 0x{byte} is not UTF-8; save the file as UTF-8", byte=f"{byte:02X}"
    )
