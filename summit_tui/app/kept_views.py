"""Views kept from one start to the next: searches saved by name, and where a reader was last."""

import os
import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final, NamedTuple

from summit_tui.app.panes import OVERVIEW, PANES, pane_of
from summit_tui.app.view import Choice, View
from summit_tui.archive import Sort
from summit_tui.archive.query.tree import Facet, On, RefersTo, Restriction
from summit_tui.i18n import gettext
from summit_tui.model.kinds import KINDS, Address
from summit_tui.writing import read_state, write_state

_SEARCHES: Final = "searches.json"
_LAST_VIEWS: Final = "last-views.json"
_MOST_COVERAGES: Final = 50
_MOST_RECENT: Final = 50
"""Records of a coverage that are kept as the last ones."""
_LONGEST_NAME: Final = 40
"""Characters."""
_NAME: Final = re.compile(rf"\w[\w.-]{{0,{_LONGEST_NAME - 1}}}")


class SavedSearches:
    """The searches of the reader by name, the same for every coverage and every running program."""

    def __init__(self, folder: Path | None) -> None:
        """Keep them in the state folder; without one there are none."""
        self._path = folder / _SEARCHES if folder else None

    def all(self) -> Mapping[str, View]:
        """Return the searches by name, in the order of the names."""
        stored = read_state(self._path) if self._path else None
        if not isinstance(stored, dict):
            return {}
        views = ((name, unpack(packed)) for name, packed in stored.items() if _NAME.fullmatch(name))
        return {name: view for name, view in sorted(views) if view is not None}

    def named(self, name: str) -> View:
        """Return the search of a name; raises `ValueError`, a sentence, where there is none."""
        searches = self.all()
        view = searches.get(name)
        if view is not None:
            return view
        if near := get_close_matches(name, searches, 1):
            template = "there is no saved search ‘{name}’; did you mean @{nearest}?"
            raise ValueError(gettext(template, name=name, nearest=near[0]))
        template = "there is no saved search ‘{name}’; in the browser :save NAME keeps one"
        raise ValueError(gettext(template, name=name))

    def save(self, name: str, view: View) -> None:
        """Keep the query and the filter of a view under a name, in the place of what it had.

        Raises `ValueError`, a sentence, where that cannot be.
        """
        if not _NAME.fullmatch(name):
            template = "A name is one word of at most {number} letters, digits, “-”, “_”, “.”."
            raise ValueError(gettext(template, number=_LONGEST_NAME))
        if not view.query and not view.choices:
            raise ValueError(gettext("There is no query and no filter that could be saved."))
        pane = pane_of("quotes").name if view.pane == OVERVIEW else view.pane
        self._write({**self._stored(), name: pack(view._replace(pane=pane, address=None))})

    def remove(self, name: str) -> View:
        """Forget a search, and return what it was; raises `ValueError` where that cannot be."""
        removed = self.named(name)
        self._write({other: packed for other, packed in self._stored().items() if other != name})
        return removed

    def _stored(self) -> dict[str, object]:
        """Return the searches as they are stored, also those that only another version knows.

        Raises `ValueError`, a sentence, where there is a file that cannot be read: it is the
        reader's own work, and nothing is written over it.
        """
        stored = read_state(self._path) if self._path else None
        if isinstance(stored, dict):
            return stored
        if self._path and os.path.lexists(self._path) and not self._path.is_symlink():
            template = "{path} cannot be read, and nothing is written over it."
            raise ValueError(gettext(template, path=self._path))
        return {}

    def _write(self, searches: Mapping[str, object]) -> None:
        if self._path is None or not write_state(self._path, searches):
            raise ValueError(gettext("The search could not be written to disk."))


class LastView(NamedTuple):
    """Where a reader was in a coverage when it was left."""

    view: View
    recent: tuple[Address, ...] = ()
    """The records that were open last, the latest first."""


def last_view(folder: Path, opened: Sequence[object]) -> LastView | None:
    """Return where the reader was when the coverage at some locations was left; None if unknown."""
    match _last_views(folder).get(_key(opened)):
        case {"view": packed, "recent": list(recent)}:
            view = unpack(packed)
            addresses = filter(None, map(_address, recent))
            return LastView(view, tuple(addresses)) if view else None
    return None


def remember_last_view(folder: Path, opened: Sequence[object], last: LastView) -> None:
    """Keep where the reader is, where the state folder can be written to."""
    views, key = _last_views(folder), _key(opened)
    views.pop(key, None)
    recent = [str(address) for address in last.recent[:_MOST_RECENT]]
    kept = [*views.items(), (key, {"view": pack(last.view), "recent": recent})]
    write_state(folder / _LAST_VIEWS, dict(kept[-_MOST_COVERAGES:]))


def _last_views(folder: Path) -> dict[str, object]:
    stored = read_state(folder / _LAST_VIEWS)
    return stored if isinstance(stored, dict) else {}


def _key(opened: Sequence[object]) -> str:
    names = (str(each.resolve() if isinstance(each, Path) else each) for each in opened)
    return "\n".join(sorted(names))


def pack(view: View) -> dict[str, object]:
    """Return a view as it is in a file."""
    return {
        "pane": view.pane,
        "query": view.query,
        "choices": [[_packed(each.restriction), *each[1:]] for each in view.choices],
        "sort": view.sort.value if view.sort else None,
        "reverse": view.reverse,
        "collapsed": view.collapsed,
        "address": str(view.address) if view.address else None,
    }


def unpack(stored: object) -> View | None:
    """Return a view from a file, which anybody may have changed; None for anything else.

    A pane or an order that there is no longer is that of a usual view.
    """
    match stored:
        case {"pane": str(pane), "query": str(query), "choices": list(packed), **rest}:
            choices = [_choice(each) for each in packed]
            kept = tuple(choice for choice in choices if choice is not None)
            if len(kept) < len(choices):
                return None  # with a part of its filter it would find more than was meant
            names = {each.name for each in PANES}
            sorts = {sort.value: sort for sort in Sort}
            sort = rest.get("sort")
            return View(
                pane if pane in names else pane_of("quotes").name,
                query,
                kept,
                sorts.get(sort) if isinstance(sort, str) else None,
                rest.get("reverse") is True,
                rest.get("collapsed") is True,
                _address(rest.get("address")),
            )
    return None


def _packed(restriction: Restriction) -> list[str | None]:
    match restriction:
        case Facet(name, value):
            return ["facet", name, value]
        case RefersTo(address):
            return ["record", str(address)]
        case On(day):
            return ["day", day]


def _choice(stored: object) -> Choice | None:
    match stored:
        case [["facet", str(name), str(value)], str(label), bool(excluded)]:
            return Choice(Facet(name, value), label, excluded)
        case [["record", address], str(label), bool(excluded)]:
            named = _address(address)
            return Choice(RefersTo(named), label, excluded) if named else None
        case [["day", (str() | None) as day], str(label), bool(excluded)]:
            return Choice(On(day), label, excluded)
    return None


def _address(stored: object) -> Address | None:
    match stored.split("/") if isinstance(stored, str) else ():
        case [event, kind, id] if kind in KINDS:
            return Address(event, KINDS[KINDS.index(kind)], id)
    return None
