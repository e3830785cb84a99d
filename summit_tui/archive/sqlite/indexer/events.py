"""Finds the event of the records of a folder: that of the folder or of its nearest parent."""

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from summit_tui.archive.analysis.normalize import normalize
from summit_tui.i18n import gettext_lazy
from summit_tui.model.problem import Problem
from summit_tui.readers import CoverageFile
from summit_tui.readers.parsed import ParsedRecord

_DEFAULT_ID: Final = "coverage"
"""The id of the event of a folder whose name has no letter or digit."""


class EventRegistry:
    """The folders of a coverage and their events, registered while the files are read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._numbers: dict[Path, int] = {}
        self._names: dict[Path, str] = {}
        self._events: dict[Path, Mapping[str, Any]] = {}
        self._files_with_records: set[str] = set()
        self._event_ids: dict[Path, str] = {}
        """The results of `_event_of`, which is called for every file."""

    def folder(self, files: Sequence[CoverageFile]) -> int:
        """Register the folder of `files`, all with a valid record, and return its number."""
        folder = folder_of(files[0].path_text)
        self._files_with_records.update(file.path_text for file in files)
        self._names.setdefault(folder, files[0].folder)
        return self._numbers.setdefault(folder, len(self._numbers))

    def add(self, file: CoverageFile, event: ParsedRecord) -> Problem | None:
        """Register the event of a folder; return a problem where the folder has one already."""
        first = self._events.setdefault(folder_of(file.path_text), event.data)
        self._event_ids.clear()
        if first is event.data:
            return None
        message = gettext_lazy(
            "this folder already has the event ‘{id}’; put the second one into a folder of its own",
            id=first["id"],
        )
        return Problem(file.name, event.line, "event", "E108", message)

    def events(self) -> list[str]:
        """Return the ids of all events, newest first, those without a date last."""
        start = {event["id"]: str(event.get("start") or "") for event in self._events.values()}
        ids = dict.fromkeys(self._event_of(folder) for folder in self._numbers)
        dated = sorted((id for id in ids if start.get(id)), key=lambda id: start[id], reverse=True)
        return dated + [id for id in ids if not start.get(id)]

    def event_of(self, file: CoverageFile) -> str | None:
        """Return the id of the event of a file's records, or None if none of them was valid."""
        path = file.path_text
        return self._event_of(folder_of(path)) if path in self._files_with_records else None

    def folders(self) -> list[tuple[str, int]]:
        """Return the id of the event and the number of each folder with records."""
        return [(self._event_of(folder), number) for folder, number in self._numbers.items()]

    def are_filed(self) -> bool:
        """Say whether each folder with records has an event of its own."""
        return self._numbers.keys() <= self._events.keys()

    def report_missing_events(self) -> None:
        """Add a problem for every folder whose records have no event."""
        for folder, name in self._names.items():
            if self._nearest(folder) is None:
                self.problems.append(
                    Problem(
                        name,
                        0,
                        "",
                        "E107",
                        gettext_lazy(
                            "there is no valid [event] here or in a folder above; "
                            "the records are filed under ‘{id}’",
                            id=self._event_of(folder),
                        ),
                    )
                )

    def _event_of(self, folder: Path) -> str:
        id = self._event_ids.get(folder)
        if id is None:
            event = self._nearest(folder)
            id = self._event_ids[folder] = event["id"] if event else _id_from(folder.name)
        return id

    def _nearest(self, folder: Path) -> Mapping[str, Any] | None:
        events = map(self._events.get, (folder, *folder.parents))
        return next((event for event in events if event), None)


def folder_of(file: str) -> Path:
    """Return the folder of a file, absolute and without `..`, so that its parents are known."""
    return _absolute(os.path.dirname(file))  # noqa: PTH120 - there is no `Path`


@lru_cache(1_024)
def _absolute(folder: str) -> Path:
    """Return the path of a folder, cached: made for each file, it would take as long as reading."""
    # `Path.resolve` follows links, and the parents would then be those of the link's target.
    return Path(os.path.abspath(folder))  # noqa: PTH100


def _id_from(name: str) -> str:
    """Return the name of a folder in the form of an id, so that its records have an address."""
    ascii_name = "".join(
        character if character.isascii() and (character.isalnum() or character in "._-") else " "
        for character in name.lower()
    )
    return (
        "-".join(ascii_name.split()).lstrip("._-")
        or "-".join(normalize(name).encode("ascii", "ignore").decode().split())
        or _DEFAULT_ID
    )
