"""The folder of the index files: what lies in it, what is ours, and what is thrown away."""

import json
import os
import re
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summit_tui.archive import IndexCorruptError
from summit_tui.archive.sqlite.checksums import damage_told
from summit_tui.archive.sqlite.index_file import unchanging
from summit_tui.archive.sqlite.schema import VERSION
from summit_tui.scratch import remove_abandoned

OLDEST: Final = 90 * 86_400
"""Seconds: an index that was not used for so long is thrown away when another one is made."""
LARGEST: Final = 5 * 10**9
"""Bytes: of more than that together, those that were not used for longest are thrown away."""

_DAY: Final = 86_400
"""Seconds: what was used since then may still be in use."""
_NAME: Final = r"[0-9a-f]{8,}(-[0-9]{4,})?"
_INDEX: Final = re.compile(rf"{_NAME}\.index")
_PART: Final = re.compile(rf"{_NAME}\.part")
"""What has changed since an index was made, beside it under the same name."""
_HALF_AN_INDEX: Final = re.compile(rf"{_NAME}\.(index|part)-.*(\.tmp|journal|wal|shm)")


@dataclass(frozen=True, slots=True)
class Index:
    """An index file."""

    path: Path
    size: int
    """In bytes, with what has changed since."""
    used: float
    """When it was last opened, in seconds since 1970."""
    version: str | None
    """None for one that cannot be read at all."""
    made_from: tuple[str, ...]
    """The folders and files, as far as known."""

    @property
    def readable(self) -> bool:
        """Say whether this version of the program can read it."""
        return self.version == VERSION


def indexes(cache: Path) -> list[Index]:
    """Return all indexes, the one used last first; nothing else in the folder is looked at."""
    found = [described(path) for path in _ours(cache, _INDEX)]
    return sorted((one for one in found if one), key=lambda one: one.used, reverse=True)


def prune(cache: Path, keep: Path) -> None:
    """Throw away what builds that were killed left behind, and indexes that nobody uses.

    The index `keep` stays, and so does what was used within a day.
    """
    now, room = time.time(), LARGEST
    remove_abandoned(_ours(cache, _HALF_AN_INDEX))
    for index in sorted(_ours(cache, _INDEX), key=_last_use, reverse=True):
        with suppress(OSError):
            used, room = _last_use(index), room - _size(index)
            if index != keep and used < now - _DAY and (used < now - OLDEST or room < 0):
                index.with_suffix(".part").unlink(missing_ok=True)
                index.unlink()


def clear(cache: Path) -> list[Path]:
    """Throw every index away, also those that other versions made; return what is gone.

    An index that is just being made stays. Raises OSError where one cannot be removed.
    """
    gone = _ours(cache, _INDEX) + _ours(cache, _PART)
    for path in gone:
        path.unlink(missing_ok=True)
    return gone + remove_abandoned(_ours(cache, _HALF_AN_INDEX))


def _ours(cache: Path, name: re.Pattern[str]) -> list[Path]:
    """Return the files whose name is one that this program gives."""
    try:
        return [
            path
            for path in sorted(cache.iterdir())
            if name.fullmatch(path.name) and path.is_file() and not path.is_symlink()
        ]
    except OSError:
        return []


def _size(index: Path) -> int:
    """Return the bytes of an index with what has changed since."""
    size = index.stat().st_size
    with suppress(OSError):
        size += index.with_suffix(".part").stat().st_size
    return size


def _last_use(index: Path) -> float:
    try:
        return index.stat().st_atime
    except OSError:
        return 0.0


def described(path: Path) -> Index | None:
    """Return what is known of an index file, or None where it cannot be read."""
    try:
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            version, made_from = _meta(path)
            if os.utime in os.supports_fd:
                # Looking is no use.
                os.utime(file.fileno(), ns=(before.st_atime_ns, before.st_mtime_ns))
    except OSError:
        return None
    return Index(path, _size(path), before.st_atime, version, made_from)


def _meta(path: Path) -> tuple[str | None, tuple[str, ...]]:
    """Return the version of an index and the paths it was made from, as far as it can be read."""
    try:
        with damage_told(), closing(unchanging(path)) as index:
            # Other versions may know no checksum; what is only listed need not be trusted.
            meta = dict(index.execute("SELECT key, value FROM meta"))
        return str(meta["version"]), tuple(map(str, json.loads(meta.get("paths", "[]"))))
    except (IndexCorruptError, ValueError, TypeError, LookupError):
        return None, ()
