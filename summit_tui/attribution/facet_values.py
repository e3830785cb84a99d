"""Values of facets as readers see them: their words, and records by the names readers know them by.

An index has one label for a value, the record's main name. Where the interface is in another
language, the name that the record has in that language takes its place.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from weakref import WeakKeyDictionary

from summit_tui.archive import Archive, FacetValue
from summit_tui.archive.describe import label_of
from summit_tui.archive.query.tree import RefersTo
from summit_tui.archive.wording import value_in_words
from summit_tui.attribution.names import record_name
from summit_tui.i18n import READER
from summit_tui.model.field_table import main_name
from summit_tui.model.kinds import Address

_MOST: Final = 2_000
"""Labels that are remembered of an archive."""

_labels: Final[WeakKeyDictionary[Archive, dict[tuple[str, Address], str]]] = WeakKeyDictionary()
"""Labels of records by language and address: each is asked for with every key."""


def readers_values(
    archive: Archive, values: Sequence[FacetValue], most: int | None = None
) -> list[FacetValue]:
    """Return values of a facet with the labels that readers of the interface's language know.

    Where only the first `most` are shown, the others keep the label of the index, which costs no
    question to the archive.
    """
    return [
        replace(value, label=value_in_words(value))
        if most is not None and at >= most
        else replace(value, label=_label(archive, value))
        for at, value in enumerate(values)
    ]


def _label(archive: Archive, value: FacetValue) -> str:
    address = value.restriction.address if isinstance(value.restriction, RefersTo) else None
    # A source is labelled by its publisher and day.
    if address is None or address.kind == "sources" or READER.tag == "en":
        return value_in_words(value)
    known, key = _labels.setdefault(archive, {}), (READER.tag, address)
    if key not in known:
        if len(known) >= _MOST:
            known.clear()
        known[key] = _name(archive, address, value.label)
    return known[key]


def _name(archive: Archive, address: Address, label: str) -> str:
    """Return the name of a record, or its label where that is more than its name."""
    entry = archive.get(address)
    if entry is None or label_of(entry.record) != main_name(entry.record):
        return label
    return record_name(entry.record, READER).text
