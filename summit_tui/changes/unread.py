"""What could not be read: where it stood, and which records that may have been."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Final

from summit_tui.controls import one_line
from summit_tui.kinds import KINDS, Address
from summit_tui.problems import Problem

_KEEP_RECORDS: Final = ("E107",)
"""Codes of problems that leave every record where it can be compared; warnings do so too."""

_WHERE: Final = re.compile(rf"(?P<kind>{'|'.join(KINDS)})\b.*?(?: (?P<id>[a-z0-9][a-z0-9._-]*))?")


class Unread:
    """The problems of one side that may have cost it records."""

    def __init__(self, problems: Iterable[Problem], root: str, name: str) -> None:
        """Take in the problems of a coverage at `root`, as its files are named there.

        `name` is what the reader calls that place; without one files keep their names.
        """
        self._root = root
        self._name = name
        self._by_place: defaultdict[str, list[Problem]] = defaultdict(list)
        for one in problems:
            if one.code.startswith("E") and one.code not in _KEEP_RECORDS:
                self._by_place[self.place(one.path)].append(one)

    def place(self, path: str) -> str:
        """Return where a file or folder lies below the root; empty for the root itself."""
        return path.removeprefix(self._root).strip("/\\")

    def __iter__(self) -> Iterator[str]:
        """Yield every problem in a sentence."""
        return (self._told(one) for some in self._by_place.values() for one in some)

    def sorts(self) -> Counter[tuple[str, str]]:
        """Return how many problems of each code there are in each place."""
        # No more than that: the message of a twin names its file, and numbers move with lines.
        found = self._by_place.items()
        return Counter((place, one.code) for place, some in found for one in some)

    def of(self, address: Address, place: str) -> str:
        """Return what may have cost the record that the other side has at `place`, or nothing.

        A problem that names the record comes first; one that names another cost another.
        """
        hiding = [one for one in self._near(place) if _may_hide(one, address)]
        hiding.sort(key=lambda one: not one.where.endswith(f" {address.id}"))
        return self._told(hiding[0]) if hiding else ""

    def _near(self, place: str) -> Iterator[Problem]:
        """Yield what is wrong with a file, or with a whole folder around it."""
        if not self._by_place:
            return
        if not place:
            # A single file, whose name need not be that of any file here.
            yield from (one for some in self._by_place.values() for one in some)
            return
        yield from self._by_place.get(place, ())
        for above in map(str, PurePath(place).parents):
            if above == ".":
                yield from self._by_place.get("", ())
            else:
                yield from self._by_place.get(above, ())

    def _told(self, problem: Problem) -> str:
        if not self._name:
            return one_line(str(problem))
        place = self.place(problem.path)
        gap = "" if self._name.endswith((":", "/")) or not place else "/"
        return one_line(str(problem._replace(path=f"{self._name}{gap}{place}")))


def _may_hide(problem: Problem, address: Address) -> bool:
    """Say whether a problem may have cost a record: its own, or one that it does not name."""
    where = _WHERE.fullmatch(problem.where)
    if where is None:
        return True
    return where["kind"] == address.kind and where["id"] in (None, address.id)
