"""The coverages that were opened lately, kept from one start to the next."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from summit_tui.i18n import gettext, gettext_noop
from summit_tui.model.value import Value
from summit_tui.paths import BUNDLED, bundled_coverage
from summit_tui.writing import read_state, write_state

_FILE: Final = "recent.json"
_MOST: Final = 20
"""Coverages that are kept."""

_TITLES: Final = tuple(
    zip(
        BUNDLED,
        (
            gettext_noop("World Internet Conference Asia-Pacific Summit"),
            gettext_noop("Remarks of the United States at summits"),
        ),
        strict=True,
    )
)
"""What the coverages are called that come with the program."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RecentCoverage(Value):
    """A coverage that can be opened again."""

    paths: tuple[Path, ...]
    """What was opened: files and folders, absolute."""
    title: str
    """What the head of the screen called it; empty where it was never opened."""
    last_use: float
    """When it was opened last, in seconds since 1970; 0 where it never was."""


def recent_coverages(folder: Path) -> list[RecentCoverage]:
    """Return the coverages that the state folder knows of, the latest first.

    What cannot be read is left out: it is rebuilt as coverages are opened.
    """
    stored = read_state(folder / _FILE)
    read = map(_coverage, stored if isinstance(stored, list) else [])
    coverages = {each.paths: each for each in read if each is not None}
    return sorted(coverages.values(), key=lambda each: -each.last_use)[:_MOST]


def with_bundled(coverages: Sequence[RecentCoverage]) -> list[RecentCoverage]:
    """Return coverages, and after them those that come with the program and are not among them."""
    bundled = (
        RecentCoverage((bundled_coverage(name),), gettext(title), 0) for name, title in _TITLES
    )
    known = {coverage.paths for coverage in coverages}
    return [*coverages, *(each for each in bundled if each.paths not in known)]


def remember_coverage(folder: Path, paths: Sequence[Path], title: str) -> None:
    """Put a coverage first in the state folder, where that can be written to."""
    opened = RecentCoverage(tuple(path.resolve() for path in paths), title, time.time())
    others = (each for each in recent_coverages(folder) if each.paths != opened.paths)
    stored = [
        {"paths": list(map(str, each.paths)), "title": each.title, "last_use": each.last_use}
        for each in [opened, *others][:_MOST]
    ]
    write_state(folder / _FILE, stored)


def _coverage(stored: Any) -> RecentCoverage | None:
    """Return a coverage from its JSON, which anybody may have changed; None for anything else."""
    match stored:
        case {"paths": [str(), *_] as paths, "title": str(title), "last_use": float(last_use)}:
            if all(isinstance(path, str) for path in paths):
                return RecentCoverage(tuple(map(Path, paths)), title, last_use)
    return None
