"""The coverages that were opened lately, kept from one start to the next."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from summit_tui.i18n import INTERFACE, gettext, gettext_noop
from summit_tui.model.value import Value, immutable
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


@immutable()
class RecentCoverage(Value):
    """A coverage that can be opened again."""

    paths: tuple[Path, ...]
    """What was opened: files and folders, absolute."""
    names: Mapping[str, str]
    """What the head of the screen calls it, by language of the interface; the name that earlier
    versions kept is of an unknown language (`und`)."""
    last_use: float
    """When it was opened last, in seconds since 1970; 0 where it never was."""
    other_events: int = 0
    """The events beside the one that it is named after."""

    @property
    def name(self) -> str:
        """The name for the reader."""
        return self.names.get(INTERFACE.tag) or next(iter(self.names.values()), "")


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
        RecentCoverage((bundled_coverage(name),), {INTERFACE.tag: gettext(title)}, 0)
        for name, title in _TITLES
    )
    known = {coverage.paths for coverage in coverages}
    return [*coverages, *(each for each in bundled if each.paths not in known)]


def remember_coverage(
    folder: Path, paths: Sequence[Path], names: Mapping[str, str], other_events: int = 0
) -> None:
    """Put a coverage first in the state folder, where that can be written to."""
    real = tuple(path.resolve() for path in paths)
    opened = RecentCoverage(real, names, time.time(), other_events)
    others = (each for each in recent_coverages(folder) if each.paths != opened.paths)
    stored = [
        {
            "paths": list(map(str, each.paths)),
            "names": dict(each.names),
            "other_events": each.other_events,
            "last_use": each.last_use,
        }
        for each in [opened, *others][:_MOST]
    ]
    write_state(folder / _FILE, stored)


def _coverage(stored: Any) -> RecentCoverage | None:
    """Return a coverage from its JSON, which anybody may have changed; None for anything else."""
    match stored:
        case {"paths": [str(), *_] as paths, "last_use": float(last_use)}:
            names = stored.get("names", {"und": stored.get("title")})
            others = stored.get("other_events", 0)
            texts = [*paths, *names.values()] if isinstance(names, dict) else [None]
            if isinstance(others, int) and all(isinstance(text, str) for text in texts):
                return RecentCoverage(tuple(map(Path, paths)), names, last_use, others)
    return None
