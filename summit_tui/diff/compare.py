"""Two coverages met record by record, by address, at flat memory."""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from summit_tui.archive import Archive, Digest, Entry, IndexCorruptError
from summit_tui.archive.describe import names_of
from summit_tui.attribution.attribution import attribution
from summit_tui.diff import READINGS, Change, change_type_of, changed_fields
from summit_tui.diff.change_set import ChangeSet
from summit_tui.model.kinds import KINDS, Address
from summit_tui.model.problem import Problem
from summit_tui.model.records import Event
from summit_tui.model.text import one_line

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


_END: Final[Digest] = (sys.maxsize, 0, "", b"")
"""Comes after every record."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two coverages."""

    archive: Archive
    name: str = ""
    """What the reader calls it, such as `HEAD:coverage`; nothing where its files need no other
    names than their own."""
    root: str = ""
    """How the names of its files begin; what follows is the same on the other side."""


def compare(old: Side, new: Side, marked: Container[Address] = ()) -> ChangeSet:
    """Return what changed from one coverage to the other.

    `marked` are the addresses that the reader marked. Raises what the archives raise.
    """
    return _Comparison(old, new, marked).changes()


class _Comparison:
    """One comparison under way."""

    def __init__(self, old: Side, new: Side, marked: Container[Address]) -> None:
        self._old = old.archive
        self._new = new.archive
        self._marked = marked
        before, after = old.archive.info(), new.archive.info()
        self._lost_before = Unread(before.problems, old.root, old.name)
        self._lost_after = Unread(after.problems, new.root, new.name)
        self._events = self._paired(before.events, after.events)

    def changes(self) -> ChangeSet:
        """Return what changed."""
        before, after = self._lost_before, self._lost_after
        found = (change for one in self._differing() if (change := self._change(*one)))
        unread = (list(before), list(after))
        return ChangeSet(found, unread, lost=before.sorts() != after.sorts())

    def _paired(self, before: Sequence[Event], after: Sequence[Event]) -> Sequence[tuple[str, str]]:
        """Return the ids of every event on either side, in one order.

        Without an event of its own a folder gives its name to its records: two folders are then
        compared all the same, one name for the other.
        """
        old, new = {one.id: one for one in before}, {one.id: one for one in after}
        lost = [id for id in old if id not in new and not _is_told(self._old, id)]
        found = [id for id in new if id not in old and not _is_told(self._new, id)]
        other = {lost[0]: found[0]} if len(lost) == len(found) == 1 else {}
        pairs = {id: other.get(id, id) for id in old}
        met = set(pairs.values())
        return sorted((pairs | {id: id for id in new if id not in met}).items())

    def _differing(self) -> Iterator[tuple[tuple[int, int, str], bool, bool]]:
        """Yield every record that may differ, and whether it is on the old and the new side."""
        before = self._old.digests([id for id, _ in self._events])
        after = self._new.digests([id for _, id in self._events])
        old, new = next(before, _END), next(after, _END)
        while old is not _END or new is not _END:
            was, is_now = old[:3], new[:3]
            if old != new:
                yield min(was, is_now), was <= is_now, is_now <= was
            if was <= is_now:
                old = next(before, _END)
            if is_now <= was:
                new = next(after, _END)

    def _change(self, key: tuple[int, int, str], was: bool, is_now: bool) -> Change | None:  # noqa: FBT001 - two states of one thing
        """Return what changed in a record, or None where only the order of its fields did."""
        place, number, id = key
        before, after = self._events[place]
        kind = KINDS[number]
        old = self._old.get(Address(before, kind, id)) if was else None
        new = self._new.get(Address(after, kind, id)) if is_now else None
        entry = new or old
        if entry is None or (old is not None) is not was or (new is not None) is not is_now:
            raise IndexCorruptError("an address leads to another record")
        fields = changed_fields(kind, _told(old), _told(new))
        if not fields:
            return None
        what, unread = change_type_of(kind, fields[0].name), ""
        if old is None:
            what = "new"
            unread = self._lost_before.of(entry.address, self._lost_after.place(entry.path))
        elif new is None:
            what = "gone"
            unread = self._lost_after.of(entry.address, self._lost_before.place(entry.path))
        marked = entry.address in self._marked
        return Change(entry.address, what, *_called(entry), fields, unread, marked)


def _is_told(archive: Archive, event: str) -> bool:
    """Say whether an event has a record."""
    return archive.get(Address(event, "event", event)) is not None


def _told(entry: Entry | None) -> dict[str, Any]:
    """Return a record with what sources print of it; `Any`: the record is JSON types."""
    if entry is None:
        return {}
    printed: dict[str, list[str]] = {}
    for one in entry.readings:
        printed.setdefault(f"{one.reading.field}.{one.reading.source}", []).append(
            one.reading.value
        )
    return {**entry.data, READINGS: printed}


def _called(entry: Entry) -> tuple[str, str]:
    """Return what a record is called, and the statement that it is or nothing."""
    if entry.address.kind != "quotes":
        return one_line(names_of(entry.record)[0]), ""
    parts = attribution(entry)
    return f"{parts.speaker}{parts.credit}", parts.said
