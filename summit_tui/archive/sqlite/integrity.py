"""The checksum of a whole index: a byte that changed anywhere is noticed, as it may hide a hit.

Rows have checksums of their own, but SQLite's structures for searching have none: a word that is
no longer found there is no row that could be compared. The checksum is a CRC-32 (ISO 3309) of the
file without these four bytes, which lie in its header, in the number that SQLite leaves to
programs (SQLite Database File Format, 1.3.11: user version).
"""

import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Final

from summit_tui.archive import IndexCorruptError
from summit_tui.paths import open_descriptor

_POSITION: Final = 60
_LENGTH: Final = 4
_CHUNK: Final = 1 << 20
_SMALL: Final = 8 << 20
"""Bytes of an index that is verified at once, in a few milliseconds."""
_DELAY: Final = 1.0
"""Seconds after which a larger one is verified: the first screen is drawn by then."""
_PAUSE: Final = 0.02
"""Seconds between two chunks, which take a millisecond each: nothing on the screen waits."""


def stamp(path: Path) -> None:
    """Write the checksum of an index into its header."""
    checksum, _ = _checksums(path)
    with path.open("r+b") as file:
        file.seek(_POSITION)
        file.write(checksum.to_bytes(_LENGTH, "big"))


class Integrity:
    """Whether an index is as it was written, found out when it is first asked.

    A large index is verified on a thread of its own; whoever asks before that is done gets an
    answer all the same, whoever asks after it `IndexCorruptError`. Whoever cannot ask again, as a
    command, verifies it first.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_checked = False
        self._is_damaged = False
        self._closed = Event()

    def check(self) -> None:
        """Raise `IndexCorruptError` where the index is known not to be as it was written."""
        if not self._is_checked:
            self._is_checked = True
            self._begin()
        if self._is_damaged:
            raise IndexCorruptError("the index is not as it was written")

    def verify(self) -> None:
        """Read the whole index now, at about 1 GB a second; raises as `check` does."""
        self._is_checked = True
        self._verify()
        self.check()

    def close(self) -> None:
        """Let the thread end."""
        self._closed.set()

    def _begin(self) -> None:
        try:
            is_small = self._path.stat().st_size <= _SMALL
        except OSError:
            return  # it was removed or replaced, which harms no one who has it open
        if is_small:
            self._verify()
        else:
            Thread(target=self._verify_later, name="integrity", daemon=True).start()

    def _verify_later(self) -> None:
        if not self._closed.wait(_DELAY):
            self._verify(self._closed)

    def _verify(self, closed: Event | None = None) -> None:
        try:
            computed, stored = _checksums(self._path, closed)
        except OSError:
            return
        self._is_damaged = computed != stored and not self._closed.is_set()


def _checksums(path: Path, closed: Event | None = None) -> tuple[int, int]:
    """Return the checksum of a file and the one in its header.

    With `closed` it pauses between chunks, and ends early once that is set.
    """
    chunks = _chunks(path)
    first = next(chunks, b"")
    end = _POSITION + _LENGTH
    stored = int.from_bytes(first[_POSITION:end], "big")
    checksum = zlib.crc32(first[end:], zlib.crc32(first[:_POSITION]))
    for chunk in chunks:
        if closed is not None and closed.wait(_PAUSE):
            break
        checksum = zlib.crc32(chunk, checksum)
    return checksum, stored


def _chunks(path: Path) -> Iterator[bytes]:
    # Without waiting for a pipe that has taken its place.
    with os.fdopen(open_descriptor(path), "rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            yield chunk
