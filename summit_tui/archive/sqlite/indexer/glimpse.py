"""Indexes of the newest files, which are shown while a coverage is read for the first time."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from summit_tui.archive.progress import Report
from summit_tui.archive.sqlite.indexer.build import UnfiledError, build
from summit_tui.archive.sqlite.indexer.events import folder_of
from summit_tui.readers import CoverageFile


class Extent(NamedTuple):
    """How much is read for one glimpse."""

    bytes: int
    """Most bytes of files, unless the newest folder alone has more."""
    records: int
    """Reading stops after about this many records."""


EXTENTS: Final = (Extent(400_000, 2_000), Extent(6_400_000, 20_000))
"""What is read in a third of a second, and in a few seconds."""
_WORTH: Final = 16
"""The least ratio of all bytes to those of a glimpse: below it the whole index takes no longer."""


def build_glimpse(
    files: Sequence[CoverageFile], extent: Extent, target: sqlite3.Connection, report: Report
) -> bool:
    """Write the index of the newest of some files into the empty database `target`.

    Returns whether it was written. It is not where all files take hardly longer to read, or where
    the event of some records may be in a file that is not read. Raises as `build` does.
    """
    chosen = _newest(files, extent)
    try:
        if chosen:
            build(chosen, (), target, report, most=extent.records)
    except UnfiledError:
        return False
    return bool(chosen)


def _newest(files: Sequence[CoverageFile], extent: Extent) -> list[CoverageFile]:
    """Return the files of the folders that were changed last, in the order of all files.

    With a folder come those above it, whose event may be that of its records. Nothing is returned
    where that would be a good part of all files.
    """
    if sum(file.size for file in files) < extent.bytes * _WORTH:
        return []
    folders: dict[Path, list[CoverageFile]] = defaultdict(list)
    for file in files:
        folders[folder_of(file.path_text)].append(file)
    newest = sorted(folders, key=lambda folder: max(file.mtime_ns for file in folders[folder]))
    chosen: dict[str, CoverageFile] = {}
    size = 0
    for folder in reversed(newest):
        added = {
            file.path_text: file
            for each in (folder, *folder.parents)
            for file in folders.get(each, ())
            if file.path_text not in chosen
        }
        size += sum(file.size for file in added.values())
        if chosen and size > extent.bytes:
            break
        chosen |= added
    return [file for file in files if file.path_text in chosen]
