"""The records that the user marked, by address, kept from one start to the next.

They lie in a journal to which every running program only ever adds lines, each in one write: so
none of them loses a mark of another, and none has to wait. Clearing makes the journal empty.
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Final

from summit_tui.archive import Archive, Entry
from summit_tui.model.kinds import KINDS, Address
from summit_tui.paths import make_private

MAX_BYTES: Final = 16_000_000
"""Of a longer journal only the end is read: about three hundred thousand marks."""

_LINE: Final = (
    rf"(?P<sign>[+-])(?P<event>[a-z0-9][a-z0-9._-]*)/(?P<kind>{'|'.join(KINDS)})"
    r"/(?P<id>[a-z0-9][a-z0-9._-]*)"
)
_CLEAR: Final = "clear"
# A link is not followed, a pipe in the file's place does not hold the program up, and line ends
# stay as they are. No system has all three flags.
_CAREFULLY: Final = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


class Bookmarks:
    """The marks of all running programs that keep them in one folder, in order of marking."""

    def __init__(self, folder: Path | None) -> None:
        """Read the marks below `folder`, the program's own; with None they are kept in memory."""
        self._path = folder / "clippings" if folder else None
        self._unsaved: list[str] = []
        self._marks: dict[Address, None] = {}
        self.refresh()

    @property
    def kept(self) -> bool:
        """Whether all marks lie on the disk."""
        return not self._unsaved

    def __len__(self) -> int:
        return len(self._marks)

    def __iter__(self) -> Iterator[Address]:
        return iter(tuple(self._marks))

    def marked(self, address: Address) -> bool:
        """Return whether a record is marked."""
        return address in self._marks

    def mark(self, addresses: Iterable[Address]) -> None:
        """Mark records; one that is marked already keeps its place."""
        self._change(f"+{one}" for one in addresses if one not in self._marks)

    def unmark(self, addresses: Iterable[Address]) -> None:
        """Take the marks from records."""
        self._change(f"-{one}" for one in addresses if one in self._marks)

    def toggle(self, address: Address) -> bool:
        """Mark a record or take its mark away, and return whether it is marked now."""
        (self.unmark if self.marked(address) else self.mark)([address])
        return self.marked(address)

    def clear(self) -> None:
        """Take the marks from all records."""
        self._unsaved.clear()
        if not self._emptied():
            self._unsaved.append(_CLEAR)
        self.refresh()

    def refresh(self) -> bool:
        """Read the marks again, as another program may have changed them; return whether one did.

        A journal that cannot be read counts as empty, and a line that says nothing is left out.
        """
        before = self._marks
        self._marks = _replayed(chain(self._lines(), self._unsaved))
        return list(before) != list(self._marks)

    def entries(self, archive: Archive) -> Iterator[tuple[Address, Entry | None]]:
        """Yield every mark with its record, or with None where the archive has none there."""
        for address in self:
            yield address, archive.get(address)

    def _change(self, lines: Iterable[str]) -> None:
        """Write what changed, and what could not be written before."""
        self._unsaved += lines
        if self._unsaved and self._added("".join(f"{line}\n" for line in self._unsaved)):
            self._unsaved.clear()
        self.refresh()

    def _lines(self) -> list[str]:
        if self._path is None:
            return []
        try:
            with _opened(self._path, os.O_RDONLY) as file:
                beyond = max(0, os.fstat(file).st_size - MAX_BYTES)
                os.lseek(file, beyond, os.SEEK_SET)
                data = _read(file)
        except OSError:
            return []
        return data.decode("ascii", "replace").split("\n")[1 if beyond else 0 :]

    def _added(self, text: str) -> bool:
        """Add lines to the journal and return whether that worked."""
        if self._path is None:
            return False
        try:
            make_private(self._path.parent)
            with _opened(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT) as file:
                # What a full disk cut short must not swallow the first line of what follows.
                data = f"\n{text}".encode("ascii", "replace")
                return os.write(file, data) == len(data)
        except OSError:
            return False

    def _emptied(self) -> bool:
        if self._path is None:
            return True
        try:
            with _opened(self._path, os.O_RDWR) as file:
                os.ftruncate(file, 0)
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return True


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    """Open a journal that nobody else can read; raise `OSError` where it is no plain file."""
    file = os.open(path, flags | _CAREFULLY, 0o600)
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(f"{path} is no file")
        if status.st_mode & 0o077 and hasattr(os, "fchmod"):
            os.fchmod(file, 0o600)
        yield file
    finally:
        os.close(file)


def _read(file: int) -> bytes:
    """Return all that an open file holds, up to the limit."""
    pieces = []
    left = MAX_BYTES
    while left and (piece := os.read(file, left)):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _replayed(lines: Iterable[str]) -> dict[Address, None]:
    """Return the marks that a journal ends with, in order of marking."""
    marks: dict[Address, None] = {}
    for line in lines:
        if line == _CLEAR:
            marks.clear()
        elif found := re.fullmatch(_LINE, line):
            # The pattern lets no other kind through.
            kind = next(one for one in KINDS if one == found["kind"])
            address = Address(found["event"], kind, found["id"])
            if found["sign"] == "+":
                marks.setdefault(address)
            else:
                marks.pop(address, None)
    return marks
