"""Groups of countries: ASEAN, the European Union, the regions of the United Nations.

The table beside it has a group a line: id, names, the day of the list of members, where the list
comes from, and the codes of the members (ISO 3166-1 alpha-2), divided by tabs. Regions (M49) and
groups of the United Nations are those of openclimatedata/countrygroups at commit 4a913b2, with
their codes of three letters turned into those of two; a list written by hand has the word
`unchecked` in the place of its source, unless it is the same there. The reader may have groups of
their own, which come before those of the table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Final

from summit_tui.archive.analysis.normalize import normalize
from summit_tui.i18n import INTERFACE, gettext
from summit_tui.model.dates import in_words
from summit_tui.model.text import one_line

_UNCHECKED: Final = "unchecked"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of countries with its members on one day."""

    id: str
    names: tuple[str, ...]
    """In English and Chinese, the full name first."""
    day: str
    """The day, YYYY-MM-DD, of the list of members; empty for a group of the reader's own.

    Members may have come or gone since.
    """
    source: str
    """Where the list comes from; empty where nobody has checked it."""
    members: tuple[str, ...]
    """Codes of countries (ISO 3166-1 alpha-2), in small letters."""

    @property
    def name(self) -> str:
        """The name in the language of the interface."""
        name = self.names[0]
        if not self.day:
            return name
        region = INTERFACE.pgettext("region", name)
        return region if region != name else INTERFACE.pgettext("group", name)

    def provenance(self) -> str:
        """Return which list of members is meant, as a sentence.

        What must not be lost where there is little room comes first.
        """
        if not self.day:
            template = "{name}: the countries that your config has for it"
            return gettext(template, name=one_line(self.name))
        if not self.source:
            return gettext(
                "Members as of {day}, unchecked; not today's membership: {name}",
                name=self.name,
                day=in_words(self.day),
            )
        return gettext(
            "Members as of {day}, after {source}; not today's membership: {name}",
            name=self.name,
            day=in_words(self.day),
            source=self.source,
        )


_own: dict[str, Group] = {}
"""The groups of the reader, by their ids."""


def use_own_groups(members: Mapping[str, Sequence[str]]) -> None:
    """Know these groups too, and no others of the reader's: codes of countries by name."""
    _own.clear()
    for name, codes in members.items():
        id = name.casefold()
        _own[id] = Group(id, (name,), "", "", tuple(code.casefold() for code in codes))
    _by_name.cache_clear()


def groups() -> Mapping[str, Group]:
    """Return every group by its id."""
    return {**_table(), **_own}


@cache
def _table() -> Mapping[str, Group]:
    table = files("summit_tui.archive.query").joinpath("groups.txt").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines())
    return {
        id: Group(
            id,
            tuple(names.split(";")),
            day,
            "" if source == _UNCHECKED else source,
            tuple(members.casefold().split()),
        )
        for id, names, day, source, members in rows
    }


@cache
def _by_name() -> Mapping[str, Group]:
    return {
        normalize(name): group
        for group in groups().values()
        for name in (*group.names, group.id.replace("-", " "))
    }


def group_named(text: str) -> Group | None:
    """Return the group whose id or name is `text`, in any case and either Chinese script."""
    return _by_name().get(normalize(text))


def unknown_group(text: str) -> str:
    """Return a sentence that there is no such group, with the nearest one."""
    near, word = get_close_matches(normalize(text), _by_name(), 1), one_line(text)[:40]
    if near:
        template = "No group ‘{word}’; did you mean {suggestion}?"
        return gettext(template, word=word, suggestion=_by_name()[near[0]].id)
    return gettext("No group ‘{word}’; there are asean, eu, g20, africa and others", word=word)
