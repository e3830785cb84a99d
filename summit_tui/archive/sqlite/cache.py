"""The folder of the index files: what is in it, what is ours, and what is thrown away."""

import json
import os
import re
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summit_tui.archive import IndexCorruptError
from summit_tui.archive.sqlite.checksums import convert_sqlite_errors
from summit_tui.archive.sqlite.index_file import connect_read_only, part_of
from summit_tui.archive.sqlite.schema import VERSION
from summit_tui.writing import remove_abandoned, remove_unfinished

MAX_AGE: Final = 90 * 86_400
"""Seconds: an index that was not used for so long is thrown away when another one is built."""
MAX_BYTES: Final = 5 * 10**9
"""Of more than that in all, the indexes that were not used for longest are thrown away."""

_DAY: Final = 86_400
"""Seconds: what was used since then may still be in use."""
_NAME: Final = r"[0-9a-f]{8,}(-[0-9]{4,})?"
_INDEX: Final = re.compile(rf"{_NAME}\.index")
_PART: Final = re.compile(rf"{_NAME}\.part")
"""The index of what changed since an index was built, beside it under the same name."""
_UNFINISHED: Final = re.compile(rf"{_NAME}\.(index|part)-.*(\.tmp|journal|wal|shm)")
"""The unfinished indexes of earlier versions; `writing` knows the names of today's."""


@dataclass(frozen=True, slots=True)
class StoredIndex:
    """An index file as the listing of the cache shows it."""

    path: Path
    size: int
    """In bytes, with the index of what changed since."""
    last_use: float
    """When it was last opened, in seconds since 1970."""
    version: str | None
    """The version of its schema; None where it cannot be read at all."""
    source_paths: tuple[str, ...]
    """The folders and files that it was built from, as far as known."""

    @property
    def is_readable(self) -> bool:
        """Say whether this version of the program can read it."""
        return self.version == VERSION


def indexes(cache: Path) -> list[StoredIndex]:
    """Return all indexes, the one used last first; no other file in the folder is looked at."""
    described = [describe_index(path) for path in _files_named(cache, _INDEX)]
    return sorted(
        (index for index in described if index), key=lambda index: index.last_use, reverse=True
    )


def prune(cache: Path, keep: Path) -> None:
    """Throw away what killed builds left behind, and indexes that nobody uses.

    The index `keep` stays, and so does what was used within a day.
    """
    now, bytes_left = time.time(), MAX_BYTES
    _remove_unfinished_indexes(cache)
    for index in sorted(_files_named(cache, _INDEX), key=_last_use, reverse=True):
        with suppress(OSError):
            last_use, bytes_left = _last_use(index), bytes_left - _size(index)
            is_old = last_use < now - MAX_AGE or bytes_left < 0
            if index != keep and last_use < now - _DAY and is_old:
                part_of(index).unlink(missing_ok=True)
                index.unlink()


def clear(cache: Path) -> list[Path]:
    """Throw every index away, also those that other versions built; return what is gone.

    An index that is just being built stays. Raises `OSError` where one cannot be removed.
    """
    removed = _files_named(cache, _INDEX) + _files_named(cache, _PART)
    for path in removed:
        path.unlink(missing_ok=True)
    return removed + _remove_unfinished_indexes(cache)


def describe_index(path: Path) -> StoredIndex | None:
    """Return the entry of an index file in the listing, or None where it cannot be read."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            version, source_paths = _version_and_paths(path)
            if os.utime in os.supports_fd:
                # To be listed does not count as a use.
                os.utime(file.fileno(), ns=(status.st_atime_ns, status.st_mtime_ns))
    except OSError:
        return None
    return StoredIndex(path, _size(path), status.st_atime, version, source_paths)


def _remove_unfinished_indexes(cache: Path) -> list[Path]:
    return remove_unfinished(cache) + remove_abandoned(_files_named(cache, _UNFINISHED))


def _files_named(cache: Path, pattern: re.Pattern[str]) -> list[Path]:
    """Return the files of the folder whose name matches a pattern as a whole."""
    try:
        return [
            path
            for path in sorted(cache.iterdir())
            if pattern.fullmatch(path.name) and path.is_file() and not path.is_symlink()
        ]
    except OSError:
        return []


def _size(index: Path) -> int:
    """Return the bytes of an index with the index of what changed since."""
    size = index.stat().st_size
    with suppress(OSError):
        size += part_of(index).stat().st_size
    return size


def _last_use(index: Path) -> float:
    try:
        return index.stat().st_atime
    except OSError:
        return 0.0


def _version_and_paths(path: Path) -> tuple[str | None, tuple[str, ...]]:
    """Return the version of an index and the paths it was built from, as far as readable."""
    try:
        with convert_sqlite_errors(), closing(connect_read_only(path)) as index:
            # Other versions may have no checksum; what is only listed need not be trusted.
            meta = dict(index.execute("SELECT key, value FROM meta"))
        return str(meta["version"]), tuple(map(str, json.loads(meta.get("paths", "[]"))))
    except (IndexCorruptError, ValueError, TypeError, LookupError):
        return None, ()
