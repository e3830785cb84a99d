"""Fields of objects from elsewhere: lists and objects where some are, texts on one line."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from summit_tui.i18n import ngettext
from summit_tui.importers.values import known, language_tag, record_line
from summit_tui.model.text import HAN

Fields = Mapping[str, object]
"""An object of JSON."""

_SEVERAL: Final = re.compile(
    r"[,;、，；/]|\s(?:&|\+|and|und|et|y|e|i|og|och|en|with|mit)\s", re.IGNORECASE
)

_OTHERS: Final = re.compile(
    r"(?:^|[,;，；]\s*|\s+)(?:(?:(?:and|&)\s+)?others|et al\.?|u\.\s?a\.|und andere|et autres)$"
    rf"|(?<=[{HAN}]{{2}})等(?:人|嘉[宾賓])?$",
    re.IGNORECASE,
)
"""What stands behind names for those who are not named."""


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


def line_of_first(value: object) -> str:
    """Return a text on one line, of a list the first: Crossref has titles as lists."""
    return line(value[0] if isinstance(value, list) and value else value)


def lines_by_language(value: object) -> dict[str, str]:
    """Return a text by its tags of languages where an object of JSON has it so, on lines."""
    texts = {language_tag(tag): line(text) for tag, text in mapping(value).items()}
    return {tag: text for tag, text in texts.items() if tag and text}


def first_line(fields: Fields, *names: str) -> str:
    """Return the first of some fields that is known, on one line, or nothing."""
    return next(filter(None, (line(fields.get(name)) for name in names)), "")


def has_value(value: object) -> bool:
    """Tell whether a field says anything, so that leaving it out has to be said."""
    return bool(value) and (not isinstance(value, str) or known(value) not in (None, "false"))


def without_others(name: str) -> str:
    """Return a name without “and others”, “et al.” or 等 behind it; empty where it is only that."""
    return _OTHERS.sub("", name).strip()


def others_remark(number: int) -> str:
    """Return that this many lists of names go on with people whom nobody names."""
    return ngettext(
        "{number} list of names ends with others who are not named: they are left out.",
        "{number} lists of names end with others who are not named: they are left out.",
        number,
    )


def may_be_several(name: str) -> bool:
    """Tell whether a name may be that of several people, or of somebody and an office."""
    return _SEVERAL.search(name) is not None
