"""Rows that wait on the disk until the index is written, so that a million need little memory."""

import os
import sys
import tempfile
from array import array
from collections.abc import Sequence
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import IO, Final
from weakref import finalize

_SEPARATOR: Final = "\0"
"""Between the columns of a row: it occurs neither in normalized words nor in JSON."""
_END: Final = _SEPARATOR.encode()
_SHORT: Final = 64
"""Bytes within which nearly every first column ends, the id of a record."""


class Spill:
    """Rows of columns, numbered from 0, in a file without a name or in memory."""

    def __init__(self, folder: Path | None) -> None:
        """Keep the rows in a file in `folder`, which is gone with this process; or in memory.

        Raises `OSError` where it cannot be made.
        """
        self._offsets = array("Q")
        self._lengths = array("I")
        self._size = 0
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder) if folder else BytesIO()  # noqa: SIM115
        self._descriptor = self._file.fileno() if folder and sys.platform != "win32" else None
        # Closed when nothing refers to the rows any more.
        finalize(self, self._file.close)
        self._is_at_end = True

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._lengths)

    def __getitem__(self, number: int) -> list[str]:
        """Return the columns of a row."""
        return self._read(number, self._lengths[number]).decode().split(_SEPARATOR)

    def first_column(self, number: int) -> str:
        """Return the first column of a row that has several, mostly without reading the others."""
        length = self._lengths[number]
        column, separator, _ = self._read(number, min(length, _SHORT)).partition(_END)
        return column.decode() if separator else self[number][0]

    def _read(self, number: int, length: int) -> bytes:
        if self._is_at_end:
            self._is_at_end = False
            self._file.flush()
        if self._descriptor is None or sys.platform == "win32":
            self._file.seek(self._offsets[number])
            return self._file.read(length)
        return os.pread(self._descriptor, length, self._offsets[number])

    def extend(self, packed: bytes, lengths: Sequence[int]) -> None:
        """Append rows: the concatenated results of `pack`, and the length of each in bytes."""
        self._lengths.extend(lengths)
        self._offsets.extend(accumulate(lengths, initial=self._size))
        self._offsets.pop()
        self._write(packed)

    def append(self, columns: Sequence[str]) -> None:
        """Append a row."""
        packed = pack(columns)
        self._offsets.append(self._size)
        self._lengths.append(len(packed))
        self._write(packed)

    def replace(self, number: int, columns: Sequence[str]) -> None:
        """Replace a row. The old one keeps its bytes in the file."""
        self.append(columns)
        self._offsets[number], self._lengths[number] = self._offsets.pop(), self._lengths.pop()

    def _write(self, packed: bytes) -> None:
        if not self._is_at_end:
            self._file.seek(self._size)
            self._is_at_end = True
        self._file.write(packed)
        self._size += len(packed)


def pack(columns: Sequence[str]) -> bytes:
    """Return columns as the bytes of a row."""
    return _SEPARATOR.join(columns).encode()
