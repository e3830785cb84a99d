"""One field's change as stretches of words to be shown: gone, new, or the same."""

from typing import Any, Literal

from summit_tui.changes import Change, Field
from summit_tui.controls import one_line
from summit_tui.evidence import word_diff

Stretch = tuple[Literal["same", "gone", "new"], str]


def stretches(field: Field) -> list[Stretch]:
    """Return the words of a field, on one line, told apart by what became of them."""
    old, new = in_words(field.old), in_words(field.new)
    if field.old is None or field.new is None:
        return [("new", new)] if field.old is None else [("gone", old)]
    if old == new:
        return [("same", f"{new} (the same words, written otherwise)")]
    found: list[Stretch] = [*word_diff(old, new, key=str.strip)]
    return found if any(one != "same" for one, _ in found) else [("gone", old), ("new", new)]


def in_words(value: Any) -> str:
    """Return the value of a field on one line; `Any`: fields differ in type."""
    match value:
        case None:
            return ""
        case list():
            return "; ".join(map(in_words, value))
        case dict():
            return ", ".join(f"{one_line(key)}: {in_words(one)}" for key, one in value.items())
    return one_line(str(value))


def shown_fields(change: Change) -> tuple[Field, ...]:
    """Return the fields that a reader is shown: what differs, or a statement's source.

    A record that is new or gone is named, and its statement is given in full; a statement whose
    text has changed shows that.
    """
    if change.what not in ("new", "gone"):
        return change.fields
    sources = ("source",) if change.address.kind == "quotes" else ()
    return tuple(one for one in change.fields if one.name in sources)


def shown_statement(change: Change) -> str:
    """Return the statement where none of the shown fields is its text, else nothing."""
    fields = shown_fields(change)
    return change.said if all(one.name != "text" for one in fields) else ""


def doubt(change: Change) -> str:
    """Return why a record may only seem to be new or gone, or nothing."""
    if not change.unread:
        return ""
    if change.what == "gone":
        return f"perhaps it is not gone but unreadable now: {change.unread}"
    return f"perhaps it is not new but was unreadable before: {change.unread}"
