"""Fields of objects from elsewhere: lists and objects where some are, texts on one line."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from summit_tui.importers.values import known, record_line

Fields = Mapping[str, object]
"""An object of JSON."""

_SEVERAL: Final = re.compile(
    r"[,;、，；/]|\s(?:&|\+|and|und|et|y|e|i|og|och|en|with|mit)\s", re.IGNORECASE
)


def mapping(value: object) -> Fields:
    """Return an object of JSON; an empty one where it is none."""
    return value if isinstance(value, Mapping) else {}


def objects(value: object) -> Iterable[Fields]:
    """Return the objects of a list of JSON; none where it is no list."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def line(value: object) -> str:
    """Return a text or number on one line; empty for what is not known, and for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return record_line(known(value) or "")


def first_line(fields: Fields, *names: str) -> str:
    """Return the first of some fields that is known, on one line, or nothing."""
    return next(filter(None, (line(fields.get(name)) for name in names)), "")


def has_value(value: object) -> bool:
    """Tell whether a field says anything, so that leaving it out has to be said."""
    return bool(value) and (not isinstance(value, str) or known(value) not in (None, "false"))


def may_be_several(name: str) -> bool:
    """Tell whether a name may be that of several people, or of somebody and an office."""
    return _SEVERAL.search(name) is not None
