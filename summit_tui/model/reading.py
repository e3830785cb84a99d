"""What a source prints of a record, and the classes of all tables that a coverage file may have."""

from collections.abc import Mapping
from typing import Final

from summit_tui.model.fields import CONFIG, AddressText, Excerpt, Id, LanguageTag, Text
from summit_tui.model.kinds import TABLES, Table
from summit_tui.model.records import CLASSES, Record
from summit_tui.model.value import Value, immutable


@immutable(slots=False, kw_only=True)
class Reading(Value):
    """What one source prints where others may print something else (textual criticism's word).

    The record's own field is the editor's choice; its readings hold what each source has.
    """

    __pydantic_config__ = CONFIG

    record: AddressText
    """Address of the record: kind/id within the same event, or event/kind/id."""
    field: Text
    """The record's field that it is a reading of."""
    value: Text
    """What the source prints, exactly."""
    language: LanguageTag | None = None
    """The language of the value (BCP 47)."""
    source: Id
    """Id of the source that prints it."""
    excerpt: Excerpt | None = None
    """Where it is in the source; without one the value itself is looked for."""
    ignore: tuple[str, ...] = ()
    """Codes of checks that do not apply to this reading, such as `E310`."""


TABLE_CLASSES: Final[Mapping[Table, type[Record | Reading]]] = {
    table: Reading if table == "readings" else CLASSES[table] for table in TABLES
}
"""The class of the rows of each table."""
