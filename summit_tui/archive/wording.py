"""What readers see above a list: the number of its records, its order and its facets, in words.

The screen and whatever works without one have these words in common.
"""

from collections.abc import Mapping
from typing import Final

from summit_tui.archive import FacetValue, Sort
from summit_tui.archive.describe import FACETS
from summit_tui.archive.query.tree import Facet
from summit_tui.i18n import INTERFACE, gettext, gettext_noop, ngettext
from summit_tui.model.field_table import FacetField, facet_fields
from summit_tui.model.fields import Mode
from summit_tui.model.kinds import SINGULAR, Kind

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
    ("quotes", Sort.DEFAULT): (gettext_noop("newest first"), gettext_noop("oldest first")),
    ("sources", Sort.DEFAULT): (gettext_noop("newest first"), gettext_noop("oldest first")),
    ("sessions", Sort.DEFAULT): (gettext_noop("in order of time"), gettext_noop("latest first")),
    ("sessions", Sort.DATE): (gettext_noop("newest first"), gettext_noop("oldest first")),
    ("sources", Sort.SOURCE): (
        gettext_noop("by publisher"),
        gettext_noop("by publisher, reversed"),
    ),
    ("quotes", Sort.SOURCE): (gettext_noop("by source"), gettext_noop("by source, reversed")),
    ("quotes", Sort.NAME): (gettext_noop("by text"), gettext_noop("by text, reversed")),
}
_DEFAULT_ORDERS: Final[Mapping[Sort, tuple[str, str]]] = {
    Sort.DEFAULT: (gettext_noop("in the order of the files"), gettext_noop("in reversed order")),
    Sort.RELEVANCE: (gettext_noop("most relevant first"), gettext_noop("least relevant first")),
    Sort.SPEAKER: (gettext_noop("by speaker"), gettext_noop("by speaker, reversed")),
    Sort.NAME: (gettext_noop("by name"), gettext_noop("by name, reversed")),
}

_FACET_LABELS: Final = {
    "mode": gettext_noop("Mode"),
    "speaker": gettext_noop("Speaker"),
    "delegation": gettext_noop("Delegation"),
    "region": gettext_noop("Region"),
    "topic": gettext_noop("Topic"),
    "source": gettext_noop("Source"),
    "event": gettext_noop("Event"),
    "syndicated": gettext_noop("Origin of the copy"),
    "sessionkind": gettext_noop("Kind of session"),
    "speakerkind": gettext_noop("Kind of speaker"),
    "delegationkind": gettext_noop("Kind of delegation"),
}


_MODES: Final[Mapping[Mode, str]] = {
    "direct": gettext_noop("direct"),
    "partial": gettext_noop("partial"),
    "paraphrase": gettext_noop("paraphrase"),
}


def mode_in_words(mode: Mode) -> str:
    """Return how a statement is given in one word."""
    return gettext(_MODES[mode])


def kind_in_words(kind: Kind) -> str:
    """Return what one record of a kind is called."""
    return INTERFACE.pgettext("kind", SINGULAR[kind])


def choice_in_words(kind: Kind, field: str, value: str | None) -> str:
    """Return the word for a value of a field that has few; nothing where it has none."""
    return INTERFACE.pgettext(f"{kind}.{field}", value) if value else ""


def region_in_words(region: str | None) -> str:
    """Return the name of a region (M49); nothing where none is stated."""
    return INTERFACE.pgettext("region", region) if region else ""


def value_in_words(value: FacetValue) -> str:
    """Return the label of a value of a facet: where there are few values, their words."""
    if not isinstance(value.restriction, Facet):
        return value.label
    name = value.restriction.name
    if name == "mode":
        return gettext(value.label)
    if name == "region":
        return region_in_words(value.label)
    field = facet_fields().get(name)
    return choice_in_words(field.kind, field.name, value.label) if field else value.label


def counted(number: int, kind: Kind) -> str:
    """Return a number of records of one kind."""
    return ngettext(*_COUNTED[kind], number)


def order_in_words(kind: Kind, sort: Sort, *, reverse: bool = False) -> str:
    """Return the order of a list, such as `newest first`."""
    return gettext((_ORDERS.get((kind, sort)) or _DEFAULT_ORDERS[sort])[reverse])


def facet_labels() -> Mapping[str, str]:
    """Return the label of each facet that readers are shown, in the order of the list."""
    fields = facet_fields()
    return {
        name: gettext(_FACET_LABELS[name]) if name in _FACET_LABELS else _label(fields[name])
        for name in FACETS
        if name in _FACET_LABELS or name in fields
    }


def _label(field: FacetField) -> str:
    """Return the label of a facet that follows from a field; what rests on a source has its."""
    label = INTERFACE.pgettext("label", field.label)
    return gettext("{field} of source", field=label) if field.kind == "sources" else label
