"""Compares two coverages record by record, by address, at flat memory."""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from summit_tui.archive import Archive, Digest, Entry, IndexCorruptError
from summit_tui.attribution.attribution import attribution
from summit_tui.attribution.names import record_name
from summit_tui.diff import READINGS, Change, change_type_of, changed_fields
from summit_tui.diff.change_set import ChangeSet
from summit_tui.i18n import READER
from summit_tui.model.kinds import KINDS, Address
from summit_tui.model.problem import Problem
from summit_tui.model.records import Event
from summit_tui.model.text import one_line

_KEEP_RECORDS: Final = ("E107",)
"""Codes of errors that cost no record; no warning does."""

_WHERE: Final = re.compile(rf"(?P<kind>{'|'.join(KINDS)})\b.*?(?: (?P<id>[a-z0-9][a-z0-9._-]*))?")


class Unread:
    """The problems of one side that may have cost it records."""

    def __init__(self, problems: Iterable[Problem], root: str, name: str) -> None:
        """Take in the problems of a coverage whose file names begin with `root`.

        `name` is what the reader calls that folder; without one files keep their names.
        """
        self._root = root
        self._name = name
        self._by_path: defaultdict[str, list[Problem]] = defaultdict(list)
        for problem in problems:
            if problem.code.startswith("E") and problem.code not in _KEEP_RECORDS:
                self._by_path[self.relative(problem.path)].append(problem)

    def relative(self, path: str) -> str:
        """Return the path of a file or folder below the root; empty for the root itself."""
        return path.removeprefix(self._root).strip("/\\")

    def __iter__(self) -> Iterator[str]:
        """Yield every problem in a sentence."""
        return (self._describe(problem) for group in self._by_path.values() for problem in group)

    def count_codes(self) -> Counter[tuple[str, str]]:
        """Return how many problems of each code there are in each file or folder."""
        # Messages and line numbers are left out: both change when something moves within a file.
        groups = self._by_path.items()
        return Counter((path, problem.code) for path, group in groups for problem in group)

    def reason_for(self, address: Address, path: str) -> str:
        """Return what may have cost a record that the other side has in `path`, or nothing.

        A problem that names the record comes first; one that names another cost another.
        """
        hiding = [problem for problem in self._near(path) if _may_hide(problem, address)]
        hiding.sort(key=lambda problem: not problem.where.endswith(f" {address.id}"))
        return self._describe(hiding[0]) if hiding else ""

    def _near(self, path: str) -> Iterator[Problem]:
        """Yield the problems of a file and of the folders above it."""
        if not self._by_path:
            return
        if not path:
            # A single file, whose name need not be that of any file here.
            yield from (problem for group in self._by_path.values() for problem in group)
            return
        yield from self._by_path.get(path, ())
        for folder in map(str, PurePath(path).parents):
            yield from self._by_path.get("" if folder == "." else folder, ())

    def _describe(self, problem: Problem) -> str:
        if not self._name:
            return one_line(str(problem))
        path = self.relative(problem.path)
        gap = "" if self._name.endswith((":", "/")) or not path else "/"
        return one_line(str(problem._replace(path=f"{self._name}{gap}{path}")))


def _may_hide(problem: Problem, address: Address) -> bool:
    """Return whether a problem may have cost a record: its own, or one that it does not name."""
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
    """What the reader calls it, such as `HEAD:coverage`; empty where its files keep their names."""
    root: str = ""
    """What the names of its files begin with; what follows is comparable to the other side."""


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
        self._events = self._pair_events(before.events, after.events)

    def changes(self) -> ChangeSet:
        """Return what changed."""
        before, after = self._lost_before, self._lost_after
        changes = (change for key in self._differing() if (change := self._change(*key)))
        unread = (list(before), list(after))
        return ChangeSet(changes, unread, lost=before.count_codes() != after.count_codes())

    def _pair_events(
        self, before: Sequence[Event], after: Sequence[Event]
    ) -> Sequence[tuple[str, str]]:
        """Return the ids of every event on the old and the new side, in one order.

        A folder without an event record gives its own name to its event: two such folders are
        paired although their names differ.
        """
        old = dict.fromkeys(event.id for event in before)
        new = dict.fromkeys(event.id for event in after)
        gone = [id for id in old if id not in new and not _has_event(self._old, id)]
        added = [id for id in new if id not in old and not _has_event(self._new, id)]
        renamed = {gone[0]: added[0]} if len(gone) == len(added) == 1 else {}
        pairs = {id: renamed.get(id, id) for id in old}
        paired = set(pairs.values())
        return sorted((pairs | {id: id for id in new if id not in paired}).items())

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
        ordinal, number, id = key
        before, after = self._events[ordinal]
        kind = KINDS[number]
        old = self._old.get(Address(before, kind, id)) if was else None
        new = self._new.get(Address(after, kind, id)) if is_now else None
        entry = new or old
        if entry is None or (old is not None) is not was or (new is not None) is not is_now:
            raise IndexCorruptError("an address leads to another record")
        fields = changed_fields(kind, _data_of(old), _data_of(new))
        if not fields:
            return None
        change_type, unread = change_type_of(kind, fields[0].name), ""
        if old is None:
            change_type = "new"
            path = self._lost_after.relative(entry.path)
            unread = self._lost_before.reason_for(entry.address, path)
        elif new is None:
            change_type = "gone"
            path = self._lost_before.relative(entry.path)
            unread = self._lost_after.reason_for(entry.address, path)
        marked = entry.address in self._marked
        return Change(entry.address, change_type, *_label_of(entry), fields, unread, marked)


def _has_event(archive: Archive, event: str) -> bool:
    """Return whether an event has a record."""
    return archive.get(Address(event, "event", event)) is not None


def _data_of(entry: Entry | None) -> dict[str, Any]:
    """Return a record with what sources print of it; `Any`: the record is JSON types."""
    if entry is None:
        return {}
    printed: dict[str, list[str]] = {}
    for sourced in entry.readings:
        reading = sourced.reading
        printed.setdefault(f"{reading.field}.{reading.source}", []).append(reading.value)
    return {**entry.data, READINGS: printed}


def _label_of(entry: Entry) -> tuple[str, str]:
    """Return the label of a record and, if it is a statement, its text."""
    if entry.address.kind != "quotes":
        return record_name(entry.record, READER).text, ""
    parts = attribution(entry)
    return f"{parts.speaker}{parts.credit}", parts.said
