"""Bookmarks: the records that the user marked, by address, kept from one start to the next.

They are in a journal to which every running program only ever appends lines, in one write each:
so none of them loses a bookmark of another, and none has to wait. Clearing empties the journal.
"""

import os
import re
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from summit_tui.archive import Archive, Entry
from summit_tui.model.kinds import KINDS, Address
from summit_tui.paths import make_private, open_descriptor

MAX_BYTES: Final = 16_000_000
"""Of a longer journal only the end is read: about three hundred thousand lines."""

_LINE: Final = (
    rf"(?P<sign>[+-])(?P<event>[a-z0-9][a-z0-9._-]*)/(?P<kind>{'|'.join(KINDS)})"
    r"/(?P<id>[a-z0-9][a-z0-9._-]*)"
)
_CLEAR: Final = "clear"


class BookmarkChange(NamedTuple):
    """What was marked or unmarked by one key."""

    at: float
    """When, by the monotonic clock."""
    marked: Sequence[Address] = ()
    unmarked: Sequence[Address] = ()


class Bookmarks:
    """The bookmarks of all running programs that keep them in one folder, in order of marking."""

    def __init__(self, folder: Path | None) -> None:
        """Read the bookmarks of the state folder; with None they are kept in memory."""
        self._path = folder / "clippings" if folder else None
        self._unsaved: list[str] = []
        self._bookmarks: dict[Address, None] = {}
        self._changes: list[BookmarkChange] = []
        """What this program has changed and could take back, the latest last."""
        self.refresh()

    @property
    def is_saved(self) -> bool:
        """Whether all bookmarks are on the disk."""
        return not self._unsaved

    def __len__(self) -> int:
        return len(self._bookmarks)

    def __iter__(self) -> Iterator[Address]:
        return iter(tuple(self._bookmarks))

    def has(self, address: Address) -> bool:
        """Return whether a record is marked."""
        return address in self._bookmarks

    def mark(self, addresses: Iterable[Address]) -> None:
        """Mark records; one that is marked already keeps its position."""
        self._note(marked=self._mark(addresses))

    def unmark(self, addresses: Iterable[Address]) -> None:
        """Remove the bookmarks of records."""
        self._note(unmarked=self._unmark(addresses))

    def _mark(self, addresses: Iterable[Address]) -> Sequence[Address]:
        added = [address for address in addresses if address not in self._bookmarks]
        self._change(f"+{address}" for address in added)
        return added

    def _unmark(self, addresses: Iterable[Address]) -> Sequence[Address]:
        removed = [address for address in addresses if address in self._bookmarks]
        self._change(f"-{address}" for address in removed)
        return removed

    def _note(self, marked: Sequence[Address] = (), unmarked: Sequence[Address] = ()) -> None:
        if marked or unmarked:
            self._changes.append(BookmarkChange(time.monotonic(), marked, unmarked))

    def toggle(self, address: Address) -> bool:
        """Mark a record or remove its bookmark, and return whether it is marked now."""
        (self.unmark if self.has(address) else self.mark)([address])
        return self.has(address)

    def clear(self, events: Collection[str]) -> int:
        """Remove the bookmarks of all records of these events, and return how many there were.

        Those of other events stay.
        """
        self.refresh()
        cleared = [address for address in self if address.event in events]
        if len(cleared) < len(self):
            self._unmark(cleared)
        else:
            self._unsaved.clear()
            if not self._truncate():
                self._unsaved.append(_CLEAR)
            self.refresh()
        self._note(unmarked=cleared)
        return len(cleared)

    @property
    def last_change(self) -> float:
        """When this program changed marks last, by the monotonic clock; 0 where it has not."""
        return self._changes[-1].at if self._changes else 0

    def undo(self) -> BookmarkChange | None:
        """Take the last change back; return what is marked and unmarked by that, if anything was.

        What another program has changed meanwhile stays as it is.
        """
        if not self._changes:
            return None
        change = self._changes.pop()
        marked, unmarked = self._mark(change.unmarked), self._unmark(change.marked)
        return BookmarkChange(time.monotonic(), marked, unmarked)

    def refresh(self) -> bool:
        """Read the bookmarks again, and return whether another program has changed them.

        A journal that cannot be read counts as empty, and a line that is none of ours is skipped.
        """
        before = self._bookmarks
        self._bookmarks = _replay(chain(self._lines(), self._unsaved))
        return list(before) != list(self._bookmarks)

    def entries(self, archive: Archive) -> Iterator[tuple[Address, Entry | None]]:
        """Yield every bookmark with its record, or None where the archive does not have it."""
        for address in self:
            yield address, archive.get(address)

    def _change(self, lines: Iterable[str]) -> None:
        """Write the lines of a change, and those that could not be written before."""
        self._unsaved += lines
        if self._unsaved and self._append("".join(f"{line}\n" for line in self._unsaved)):
            self._unsaved.clear()
        self.refresh()

    def _lines(self) -> list[str]:
        if self._path is None:
            return []
        try:
            with _open_journal(self._path, os.O_RDONLY) as descriptor:
                skipped = max(0, os.fstat(descriptor).st_size - MAX_BYTES)
                os.lseek(descriptor, skipped, os.SEEK_SET)
                data = _read(descriptor)
        except OSError:
            return []
        return data.decode("ascii", "replace").split("\n")[1 if skipped else 0 :]

    def _append(self, text: str) -> bool:
        """Append lines to the journal and return whether that worked."""
        if self._path is None:
            return False
        try:
            make_private(self._path.parent)
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
            with _open_journal(self._path, flags) as descriptor:
                # What a full disk cut short must not swallow the first line of what follows.
                data = f"\n{text}".encode("ascii", "replace")
                return os.write(descriptor, data) == len(data)
        except OSError:
            return False

    def _truncate(self) -> bool:
        if self._path is None:
            return True
        try:
            with _open_journal(self._path, os.O_RDWR) as descriptor:
                os.ftruncate(descriptor, 0)
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return True


@contextmanager
def _open_journal(path: Path, flags: int) -> Iterator[int]:
    """Open a journal that nobody else can read; raise `OSError` where it is no regular file."""
    descriptor = open_descriptor(path, flags, follow_link=False)
    try:
        if os.fstat(descriptor).st_mode & 0o077 and hasattr(os, "fchmod"):
            os.fchmod(descriptor, 0o600)
        yield descriptor
    finally:
        os.close(descriptor)


def _read(descriptor: int) -> bytes:
    """Return all that an open file has, up to the limit."""
    chunks = []
    remaining = MAX_BYTES
    while remaining and (chunk := os.read(descriptor, remaining)):
        chunks.append(chunk)
        remaining -= len(chunk)
    return b"".join(chunks)


def _replay(lines: Iterable[str]) -> dict[Address, None]:
    """Return the bookmarks that a journal ends with, in the order of marking."""
    bookmarks: dict[Address, None] = {}
    for line in lines:
        if line == _CLEAR:
            bookmarks.clear()
        elif match := re.fullmatch(_LINE, line):
            # The pattern matches no other kind.
            kind = next(name for name in KINDS if name == match["kind"])
            address = Address(match["event"], kind, match["id"])
            if match["sign"] == "+":
                bookmarks.setdefault(address)
            else:
                bookmarks.pop(address, None)
    return bookmarks
