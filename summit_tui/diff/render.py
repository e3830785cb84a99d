"""Renders changes: as text for a terminal, as Markdown for people, as JSON for programs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final, Literal, get_args

from summit_tui.diff import CHANGE_TYPES, TITLES, Change, Field, change_type_of
from summit_tui.diff.change_set import ChangeSet
from summit_tui.evidence.diff import word_diff
from summit_tui.formats.markdown import escape
from summit_tui.i18n import gettext
from summit_tui.model.invisible import show_hidden
from summit_tui.model.json_text import dump_json
from summit_tui.model.text import neutralize, one_line

ChangeFormat = Literal["text", "markdown", "json"]
CHANGE_FORMATS: Final[tuple[ChangeFormat, ...]] = get_args(ChangeFormat)


def render_changes(
    changes: ChangeSet, form: ChangeFormat, names: tuple[str, str], *, colour: bool = False
) -> Iterator[str]:
    """Yield the parts of a document on changes, without control characters except its own.

    `names` are those of the old and the new side. With `colour` a text has the colours of a
    terminal, and else marks like those of `git diff --word-diff`.
    """
    parts: Iterator[str] = _WRITERS[form](changes, names, colour)
    # Colours are control characters; a writer that uses them lets no others through itself.
    return map(show_hidden, parts) if colour else map(neutralize, parts)


Run = tuple[Literal["same", "gone", "new"], str]
"""Words of a field that stayed the same, are gone, or are new."""


def diff_field(field: Field) -> list[Run]:
    """Return the words of a field, on one line, as runs of those that are the same, gone or new."""
    old, new = format_value(field.old), format_value(field.new)
    if field.old is None or field.new is None:
        return [("new", new)] if field.old is None else [("gone", old)]
    if old == new:
        return [("same", gettext("{words} (the same words, written otherwise)", words=new))]
    runs: list[Run] = [*word_diff(old, new, key=str.strip)]
    return runs if any(fate != "same" for fate, _ in runs) else [("gone", old), ("new", new)]


def format_value(value: Any) -> str:
    """Return the value of a field on one line; `Any`: fields differ in type."""
    match value:
        case None:
            return ""
        case list():
            return "; ".join(map(format_value, value))
        case dict():
            return ", ".join(
                f"{one_line(key)}: {format_value(part)}" for key, part in value.items()
            )
    return one_line(str(value))


def shown_fields(change: Change) -> tuple[Field, ...]:
    """Return the fields that a reader is shown: what differs, or a statement's source.

    A record that is new or gone is named, and its statement is given in full; a statement whose
    text has changed shows that.
    """
    if change.type not in ("new", "gone"):
        return change.fields
    sources = ("source",) if change.address.kind == "quotes" else ()
    return tuple(field for field in change.fields if field.name in sources)


def shown_statement(change: Change) -> str:
    """Return the statement where none of the shown fields is its text, else nothing."""
    fields = shown_fields(change)
    return change.said if all(field.name != "text" for field in fields) else ""


def doubt(change: Change) -> str:
    """Return why a record may only seem to be new or gone, or nothing."""
    if not change.unread:
        return ""
    if change.type == "gone":
        return gettext(
            "perhaps it is not gone but unreadable now: {problem}", problem=change.unread
        )
    return gettext(
        "perhaps it is not new but was unreadable before: {problem}", problem=change.unread
    )


def _not_compared(problems: Sequence[str]) -> str:
    return gettext("Not compared ({number})", number=f"{len(problems):,}")


# The sixteen colours of ECMA-48, of which every terminal has its own shades.
_BOLD: Final = "\x1b[1m"
_FAINT: Final = "\x1b[2m"
_TEXT_MARKS: Final = {"gone": ("[-", "-]"), "new": ("{+", "+}")}
_COLOURS: Final = {"gone": ("\x1b[9;31m", "\x1b[0m"), "new": ("\x1b[1;32m", "\x1b[0m")}


def _write_text(changes: ChangeSet, _names: tuple[str, str], colour: bool) -> Iterator[str]:  # noqa: FBT001 - every writer takes it
    """Yield a block for each record, under a heading for each type of change."""
    gap = ""
    for unread in changes.unread:
        if unread:
            yield f"{gap}{_styled(_not_compared(unread), _BOLD, colour)}\n"
            yield from (f"  {one_line(problem)}\n" for problem in unread)
            gap = "\n"
    for change_type, group in groupby(changes, lambda change: change.type):
        heading = f"{gettext(TITLES[change_type])} ({changes.counts[change_type]:,})"
        yield f"{gap}{_styled(heading, _BOLD, colour)}\n"
        gap = "\n"
        for change in group:
            yield from _block(change, colour=colour)


def _block(change: Change, *, colour: bool) -> Iterator[str]:
    yield f"\n{_styled(str(change.address), _FAINT, colour)}  {one_line(change.label)}\n"
    if said := shown_statement(change):
        yield f"  {one_line(said)}\n"
    for field in shown_fields(change):
        words = "".join(mark_runs(diff_field(field), colour=colour))
        yield f"  {_styled(f'{one_line(field.name)}:', _FAINT, colour)} {words}\n"
    if change.unread:
        yield f"  {one_line(doubt(change))}\n"


def mark_runs(runs: Iterable[Run], *, colour: bool) -> Iterator[str]:
    """Yield runs of words, those that are gone or new in marks, or with `colour` in colours."""
    for fate, text in runs:
        if fate == "same":
            yield text
            continue
        before, after = (_COLOURS if colour else _TEXT_MARKS)[fate]
        words = text.rstrip()
        # Without marks around them, struck words must not run into those that replace them.
        least = " " if colour and fate == "gone" else ""
        yield f"{before}{words}{after}{text[len(words) :] or least}"


def _styled(text: str, style: str, colour: bool) -> str:  # noqa: FBT001 - private
    return f"{style}{text}\x1b[0m" if colour else text


_MARKDOWN_MARKS: Final = {"gone": ("~~", "<del>", "</del>"), "new": ("**", "<strong>", "</strong>")}


def _write_markdown(changes: ChangeSet, names: tuple[str, str], _colour: bool) -> Iterator[str]:  # noqa: FBT001 - every writer takes it
    """Yield a list of records under a heading for each type of change."""
    old, new = (_line(name) for name in names)
    yield f"# {gettext('Changes from {old} to {new}', old=old, new=new)}\n"
    for unread in changes.unread:
        if unread:
            yield f"\n## {_not_compared(unread)}\n\n"
            yield from (f"- {_line(problem)}\n" for problem in unread)
    if not len(changes):
        yield f"\n{gettext('No record has changed.')}\n"
    for change_type, group in groupby(changes, lambda change: change.type):
        yield f"\n## {gettext(TITLES[change_type])} ({changes.counts[change_type]:,})\n\n"
        for change in group:
            yield from _item(change)


def _item(change: Change) -> Iterator[str]:
    yield f"- **{_line(change.label)}** (`{change.address}`)\n"
    if said := shown_statement(change):
        yield f"  - {_line(said)}\n"
    for field in shown_fields(change):
        yield f"  - {_line(field.name)}: {''.join(map(_mark_markdown, diff_field(field)))}\n"
    if change.unread:
        yield f"  - {_line(doubt(change))}\n"


def _line(text: str) -> str:
    return escape(one_line(text))


def _mark_markdown(run: Run) -> str:
    fate, text = run
    if fate == "same":
        return escape(text)
    delimiter, before, after = _MARKDOWN_MARKS[fate]
    words = text.rstrip()
    # Stars beside punctuation may not count as emphasis (CommonMark: delimiter runs).
    if words[:1].isalnum() and words[-1:].isalnum():
        before = after = delimiter
    gap = text[len(words) :] or (" " if fate == "gone" else "")
    return f"{before}{escape(words)}{after}{gap}"


def _write_json(changes: ChangeSet, names: tuple[str, str], _colour: bool) -> Iterator[str]:  # noqa: FBT001 - every writer takes it
    """Yield one object, a line for each change."""
    old, new = map(neutralize, names)
    head = {
        "old": old,
        "new": new,
        "counts": {name: changes.counts.get(name, 0) for name in CHANGE_TYPES},
        "unreadable": dict(zip(("old", "new"), map(list, changes.unread), strict=True)),
    }
    yield dump_json(head)[:-2] + ',\n  "changes": ['
    gap = "\n"
    for change in changes:
        yield f"{gap}    {dump_json(_json_of(change), indent=None)}"
        gap = ",\n"
    yield "]\n}\n" if gap == "\n" else "\n  ]\n}\n"


def _json_of(change: Change) -> Mapping[str, Any]:
    kind = change.address.kind
    return {
        "address": str(change.address),
        "kind": kind,
        "what": change.type,
        "label": change.label,
        "said": change.said or None,
        "unreadable": change.unread or None,
        "fields": [
            {
                "name": field.name,
                "what": change_type_of(kind, field.name),
                "old": field.old,
                "new": field.new,
            }
            for field in change.fields
        ],
    }


_WRITERS: Final[
    Mapping[ChangeFormat, Callable[[ChangeSet, tuple[str, str], bool], Iterator[str]]]
] = {
    "text": _write_text,
    "markdown": _write_markdown,
    "json": _write_json,
}
