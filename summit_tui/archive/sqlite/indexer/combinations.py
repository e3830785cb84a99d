"""Combinations of ids, which mean something within a folder only, kept on the disk once numbered.

There are as many of them as speakers and sources, of which all files together may have millions.
"""

import pickle
import tempfile
from collections.abc import Hashable, Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final
from weakref import finalize

EVERYWHERE: Final = -1
"""The folder of a combination that means the same in all of them."""
_TOGETHER: Final = 4_096
"""Combinations that are written in one go."""
KNOWN: Final = 1 << 14
"""Combinations that are looked for at most, unless one folder has more."""


class FolderCombinations:
    """Distinct combinations with the numbers of their folders, numbered from 0 as they come.

    Where many others were read between two files of a folder, what both have may be numbered twice,
    which costs room and no hit.
    """

    def __init__(self, folder: Path | None) -> None:
        """Keep them in a file without a name in `folder`, or in memory if None.

        Raises `OSError` where it cannot be made.
        """
        self._everywhere: dict[Hashable, int] = {}
        self._numbers: dict[int, dict[Hashable, int]] = {}
        """The numbers of those that are known, by folder."""
        self._known = self._size = 0
        self._last: list[tuple[int, Any]] = []
        """Those that are not written yet; `Any`: as in `Shared`."""
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder) if folder else BytesIO()  # noqa: SIM115
        finalize(self, self._file.close)

    def __len__(self) -> int:
        """Return how many there are."""
        return self._size

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        """Yield the folder of each combination, and the combination, in the order of numbers."""
        self._write()
        self._file.seek(0)
        read = 0
        while read < self._size:
            batch = pickle.load(self._file)  # noqa: S301 - written below, into a file without a name
            yield from batch
            read += len(batch)

    def number(self, folder: int, combination: Hashable) -> int:
        """Return the number of a combination in a folder."""
        known = self._everywhere if folder == EVERYWHERE else self._numbers.get(folder)
        if known is None:
            if self._known > KNOWN:
                self._numbers.clear()
                self._known = 0
            known = self._numbers[folder] = {}
        number = known.setdefault(combination, self._size)
        if number == self._size:
            self._size += 1
            self._known += 1
            self._last.append((folder, combination))
            if len(self._last) == _TOGETHER:
                self._write()
        return number

    def _write(self) -> None:
        if self._last:
            pickle.dump(self._last, self._file, pickle.HIGHEST_PROTOCOL)
            self._last = []
