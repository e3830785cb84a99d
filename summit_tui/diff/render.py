"""Changes in words: as text for a terminal, as Markdown for people, as JSON for programs."""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from json import dumps
from typing import Any, Final, Literal, get_args

from summit_tui.diff import CHANGE_TYPES, TITLES, Change, Field, change_type_of
from summit_tui.diff.change_set import ChangeSet
from summit_tui.evidence import word_diff
from summit_tui.formats.markdown import escape
from summit_tui.model.text import escape_controls, one_line

ChangeFormat = Literal["text", "markdown", "json"]
CHANGE_FORMATS: Final[tuple[ChangeFormat, ...]] = get_args(ChangeFormat)


def render_changes(
    changes: ChangeSet, form: ChangeFormat, names: tuple[str, str], *, colour: bool = False
) -> Iterator[str]:
    """Return a document on changes, piece by piece, without control characters but its own.

    `names` are those of the old and the new side. With `colour` text has the colours of a
    terminal, and else marks like those of `git diff --word-diff`.
    """
    pieces: Iterator[str] = _WRITERS[form](changes, names, colour)
    # Colours are control characters; a form that has them lets no others through itself.
    return pieces if colour else map(escape_controls, pieces)


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


# The sixteen colours of ECMA-48, of which every terminal has its own shades.
_BOLD: Final = "\x1b[1m"
_FAINT: Final = "\x1b[2m"
_TEXT_MARKS: Final = {"gone": ("[-", "-]"), "new": ("{+", "+}")}
_COLOURS: Final = {"gone": ("\x1b[9;31m", "\x1b[0m"), "new": ("\x1b[1;32m", "\x1b[0m")}


def write_text(changes: ChangeSet, _names: tuple[str, str], colour: bool) -> Iterator[str]:  # noqa: FBT001 - every form takes it
    """Yield a block for each record, under a heading for each sort of change."""
    gap = ""
    for unread in changes.unread:
        if unread:
            yield f"{gap}{_styled(f'Not compared ({len(unread):,})', _BOLD, colour)}\n"
            yield from (f"  {one_line(one)}\n" for one in unread)
            gap = "\n"
    for what, some in groupby(changes, lambda one: one.what):
        heading = f"{TITLES[what]} ({changes.counts[what]:,})"
        yield f"{gap}{_styled(heading, _BOLD, colour)}\n"
        gap = "\n"
        for change in some:
            yield from _block(change, colour=colour)


def _block(change: Change, *, colour: bool) -> Iterator[str]:
    yield f"\n{_styled(str(change.address), _FAINT, colour)}  {one_line(change.label)}\n"
    if said := shown_statement(change):
        yield f"  {one_line(said)}\n"
    for field in shown_fields(change):
        told = "".join(_mark_text(stretches(field), colour=colour))
        yield f"  {_styled(f'{one_line(field.name)}:', _FAINT, colour)} {told}\n"
    if change.unread:
        yield f"  {one_line(doubt(change))}\n"


def _mark_text(found: list[Stretch], *, colour: bool) -> Iterator[str]:
    for what, text in found:
        if what == "same":
            yield text
            continue
        before, after = (_COLOURS if colour else _TEXT_MARKS)[what]
        kept = text.rstrip()
        # Without marks around them, struck words must not run into those in their place.
        least = " " if colour and what == "gone" else ""
        yield f"{before}{kept}{after}{text[len(kept) :] or least}"


def _styled(text: str, style: str, colour: bool) -> str:  # noqa: FBT001 - private
    return f"{style}{text}\x1b[0m" if colour else text


_MARKDOWN_MARKS: Final = {"gone": ("~~", "<del>", "</del>"), "new": ("**", "<strong>", "</strong>")}


def write_markdown(changes: ChangeSet, names: tuple[str, str], _colour: bool) -> Iterator[str]:  # noqa: FBT001 - every form takes it
    """Yield a list of records under a heading for each sort of change."""
    old, new = (_line(name) for name in names)
    yield f"# Changes from {old} to {new}\n"
    for unread in changes.unread:
        if unread:
            yield f"\n## Not compared ({len(unread):,})\n\n"
            yield from (f"- {_line(one)}\n" for one in unread)
    if not len(changes):
        yield "\nNo record has changed.\n"
    for what, some in groupby(changes, lambda one: one.what):
        yield f"\n## {TITLES[what]} ({changes.counts[what]:,})\n\n"
        for change in some:
            yield from _item(change)


def _item(change: Change) -> Iterator[str]:
    yield f"- **{_line(change.label)}** (`{change.address}`)\n"
    if said := shown_statement(change):
        yield f"  - {_line(said)}\n"
    for field in shown_fields(change):
        yield f"  - {_line(field.name)}: {''.join(map(_mark_markdown, stretches(field)))}\n"
    if change.unread:
        yield f"  - {_line(doubt(change))}\n"


def _line(text: str) -> str:
    return escape(one_line(text))


def _mark_markdown(stretch: Stretch) -> str:
    what, text = stretch
    if what == "same":
        return escape(text)
    mark, before, after = _MARKDOWN_MARKS[what]
    kept = text.rstrip()
    # Stars beside punctuation may be taken for stars (CommonMark: delimiter runs).
    if kept[:1].isalnum() and kept[-1:].isalnum():
        before = after = mark
    gap = text[len(kept) :] or (" " if what == "gone" else "")
    return f"{before}{escape(kept)}{after}{gap}"


def write_json(changes: ChangeSet, names: tuple[str, str], _colour: bool) -> Iterator[str]:  # noqa: FBT001 - every form takes it
    """Yield the object, change by change."""
    old, new = map(escape_controls, names)
    head = {
        "old": old,
        "new": new,
        "counts": {what: changes.counts.get(what, 0) for what in CHANGE_TYPES},
        "unreadable": dict(zip(("old", "new"), map(list, changes.unread), strict=True)),
    }
    yield dumps(head, ensure_ascii=False, indent=2)[:-2] + ',\n  "changes": ['
    gap = "\n"
    for change in changes:
        yield f"{gap}    {dumps(_told(change), ensure_ascii=False)}"
        gap = ",\n"
    yield "]\n}\n" if gap == "\n" else "\n  ]\n}\n"


def _told(change: Change) -> Mapping[str, Any]:
    kind = change.address.kind
    return {
        "address": str(change.address),
        "kind": kind,
        "what": change.what,
        "label": change.label,
        "said": change.said or None,
        "unreadable": change.unread or None,
        "fields": [
            {
                "name": one.name,
                "what": change_type_of(kind, one.name),
                "old": one.old,
                "new": one.new,
            }
            for one in change.fields
        ],
    }


_WRITERS: Final[
    Mapping[ChangeFormat, Callable[[ChangeSet, tuple[str, str], bool], Iterator[str]]]
] = {
    "text": write_text,
    "markdown": write_markdown,
    "json": write_json,
}
