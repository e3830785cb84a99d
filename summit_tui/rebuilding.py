"""Records and readings made again from the JSON types that an index keeps of them."""

from collections.abc import Mapping
from typing import Any

from summit_tui.kinds import Kind
from summit_tui.records import CLASSES, Reading, Record
from summit_tui.values import Excerpt, Participation, Role


def record_from(kind: Kind, data: Mapping[str, Any]) -> Record:
    """Rebuild a record from what was valid when its file was read.

    `data` is the record as in its file, as JSON types; its values are not checked again.
    """
    # `Any`: the values were valid for their class when the file was read.
    values: dict[str, Any] = {
        key: tuple(value) if value.__class__ is list else value
        for key, value in data.items()
        if value is not None
    }
    match kind:
        case "sessions":
            values["speakers"] = tuple(
                one if isinstance(one, str) else Participation(**one)
                for one in values.get("speakers", ())
            )
        case "speakers":
            values["roles"] = tuple(
                Role(**{"from_" if key == "from" else key: value for key, value in one.items()})
                for one in values.get("roles", ())
            )
        case "quotes" if "excerpt" in values:
            values["excerpt"] = Excerpt(**values["excerpt"])
    return CLASSES[kind](**values)


def reading_from(data: Mapping[str, Any]) -> Reading:
    """Rebuild a reading from what was valid when its file was read, as `record_from` does."""
    # `Any`: the values were valid for their class when the file was read.
    values: dict[str, Any] = dict(data)
    if excerpt := values.get("excerpt"):
        values["excerpt"] = Excerpt(**excerpt)
    return Reading(**values | {"ignore": tuple(values.get("ignore") or ())})
