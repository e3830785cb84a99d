"""What readers are told of a list: the number of its records, its order and its facets, in words.

The screen and whatever works without one have these words in common.
"""

from collections.abc import Mapping
from typing import Final

from summit_tui.archive import Sort
from summit_tui.archive.describe import FACETS
from summit_tui.i18n import gettext, ngettext
from summit_tui.model.field_table import FacetField, facet_fields
from summit_tui.model.kinds import Kind

_COUNTED: Final[Mapping[Kind, tuple[str, str]]] = {
    "event": ("{number} event", "{number} events"),
    "sessions": ("{number} session", "{number} sessions"),
    "speakers": ("{number} speaker", "{number} speakers"),
    "quotes": ("{number} quote", "{number} quotes"),
    "delegations": ("{number} delegation", "{number} delegations"),
    "sources": ("{number} source", "{number} sources"),
}

ORDERS: Final[Mapping[Kind, tuple[Sort, ...]]] = {
    "event": (Sort.DEFAULT, Sort.NAME),
    "sessions": (Sort.DEFAULT, Sort.RELEVANCE, Sort.DATE, Sort.NAME),
    "speakers": (Sort.DEFAULT, Sort.RELEVANCE, Sort.NAME),
    "quotes": (Sort.DEFAULT, Sort.RELEVANCE, Sort.SPEAKER, Sort.SOURCE, Sort.NAME),
    "delegations": (Sort.DEFAULT, Sort.RELEVANCE, Sort.NAME),
    "sources": (Sort.DEFAULT, Sort.RELEVANCE, Sort.SOURCE, Sort.NAME),
}
"""The orders in which a list of a kind may come; relevance means nothing without a query."""

_ORDERS: Final[Mapping[tuple[Kind, Sort], tuple[str, str]]] = {
    ("quotes", Sort.DEFAULT): (gettext("newest first"), gettext("oldest first")),
    ("sources", Sort.DEFAULT): (gettext("newest first"), gettext("oldest first")),
    ("sessions", Sort.DEFAULT): (gettext("in order of time"), gettext("latest first")),
    ("sessions", Sort.DATE): (gettext("newest first"), gettext("oldest first")),
    ("sources", Sort.SOURCE): (gettext("by publisher"), gettext("by publisher, reversed")),
    ("quotes", Sort.SOURCE): (gettext("by source"), gettext("by source, reversed")),
    ("quotes", Sort.NAME): (gettext("by wording"), gettext("by wording, reversed")),
}
_DEFAULT_ORDERS: Final[Mapping[Sort, tuple[str, str]]] = {
    Sort.DEFAULT: (gettext("in the order of the files"), gettext("in reversed order")),
    Sort.RELEVANCE: (gettext("most relevant first"), gettext("least relevant first")),
    Sort.SPEAKER: (gettext("by speaker"), gettext("by speaker, reversed")),
    Sort.NAME: (gettext("by name"), gettext("by name, reversed")),
}

_FACET_LABELS: Final = {
    "mode": gettext("Mode"),
    "speaker": gettext("Speaker"),
    "delegation": gettext("Delegation"),
    "region": gettext("Region"),
    "topic": gettext("Topic"),
    "source": gettext("Source"),
    "event": gettext("Event"),
}


def counted(number: int, kind: Kind) -> str:
    """Return a number of records of one kind."""
    return ngettext(*_COUNTED[kind], number)


def order_in_words(kind: Kind, sort: Sort, *, reverse: bool = False) -> str:
    """Return the order of a list, such as `newest first`."""
    return (_ORDERS.get((kind, sort)) or _DEFAULT_ORDERS[sort])[reverse]


def facet_labels() -> Mapping[str, str]:
    """Return the label of each facet that readers are shown, in the order of the list."""
    fields = facet_fields()
    return {
        name: _FACET_LABELS[name] if name in _FACET_LABELS else _label(fields[name])
        for name in FACETS
        if name in _FACET_LABELS or name in fields
    }


def _label(field: FacetField) -> str:
    """Return the label of a facet that follows from a field; what rests on a source has its."""
    if field.kind != "sources":
        return field.label
    return gettext("{field} of source", field=field.label)
