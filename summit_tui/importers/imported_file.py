"""The text of the file that an import writes: whole at first, later only what is to change in it.

What an editor wrote into it, comments and order and other records, stays byte for byte as it is.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import tomli

from summit_tui.authoring.toml_edit import ABSENT, append_block, line_end, set_value
from summit_tui.formats.data import fields_on_line, toml_table
from summit_tui.i18n import gettext
from summit_tui.importers.folder import ReadingRow
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.merge import Fields
from summit_tui.importers.plan import Outcome
from summit_tui.model.kinds import Table
from summit_tui.model.problem import Problem
from summit_tui.readers.toml import records_in, sections
from summit_tui.writing import RefusedError

LARGE: Final = 5_000
"""The most records of a TOML file; more are written as JSON Lines, which are read by the line."""
_MARK: Final = b"\xef\xbb\xbf"

_Row = tuple[Table, dict[str, Any]]
"""A record with its table. `Any`: a field holds whatever JSON its class allows."""
_Changed = Mapping[tuple[Table, str], Outcome]
"""The records that change, by table and id."""


def new_text(old: bytes | None, path: str, outcomes: Sequence[Outcome], title: str) -> bytes | None:
    """Return what a file holds once the outcomes of its records are written; None for no change.

    `old` is what it holds now, and `title` the comment at the head of a new one. Raises
    `UnreadableError` where the file is written in a way that cannot be kept.
    """
    added = [_row(outcome) for outcome in outcomes if outcome.status == "new"]
    changed: _Changed = {
        (outcome.kind, outcome.id): outcome for outcome in outcomes if outcome.status == "changed"
    }
    if not added and not changed:
        return None
    return rewritten(old, path, added, changed, title)


def with_readings(old: bytes | None, path: str, readings: Sequence[ReadingRow]) -> bytes:
    """Return what a file holds with some readings more."""
    rows: list[_Row] = [("readings", reading._asdict()) for reading in readings]
    return rewritten(old, path, rows, {}, "")


def rewritten(
    old: bytes | None,
    path: str,
    added: Sequence[_Row],
    changed: _Changed,
    title: str,
) -> bytes:
    """Return the bytes of a file with some records changed and others added."""
    byte_order_mark = _MARK if old and old.startswith(_MARK) else b""
    text = (old or b"").removeprefix(_MARK).decode("utf-8", "surrogateescape")
    if path.endswith(".jsonl"):
        result = _jsonl(text, added, changed)
    else:
        result = _toml(text, added, changed, title)
        _prove(text, result, added, changed, path)
    return byte_order_mark + result.encode("utf-8", "surrogateescape")


def without(old: bytes, path: str, is_gone: Callable[[Table, Fields], bool]) -> bytes | None:
    """Return the bytes of a file without some of its records; None where none would be left.

    `is_gone` is asked of each record with its table. Whatever else the file holds stays.
    """
    text = old.decode("utf-8", "surrogateescape")
    parts: Iterable[tuple[str, Any]]
    if path.endswith(".jsonl"):
        parts = ((line, _on_line(line)) for line in text.splitlines(keepends=True))
    else:
        parts = (
            (text[section.start : section.end], _only(section.content))
            for section in sections(text)
        )
    kept = "".join(part for part, row in parts if row is None or not is_gone(*row))
    if all(not line.strip() or line.startswith("#") for line in kept.splitlines()):
        return None
    return kept.encode("utf-8", "surrogateescape")


def _row(outcome: Outcome) -> _Row:
    return outcome.kind, {"id": outcome.id, **outcome.fields}


def _jsonl(text: str, added: Iterable[_Row], changed: _Changed) -> str:
    lines = []
    for line in text.splitlines(keepends=True):
        outcome = _outcome_of(_on_line(line), changed) if changed else None
        lines.append(_line(*_row(outcome)) if outcome else line)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return "".join((*lines, *(_line(table, record) for table, record in added)))


def _line(table: Table, record: Fields) -> str:
    return json.dumps(fields_on_line(table, record), ensure_ascii=False) + "\n"


def _on_line(line: str) -> Any:
    """Return table and fields of a line, or None; `Any`: a line may hold anything."""
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return (value.get("kind"), value) if isinstance(value, dict) else None


def _only(content: Any) -> Any:
    """Return table and fields of the one record in a section of TOML, or None; `Any`: as above."""
    if not isinstance(content, dict) or len(content) != 1:
        return None
    ((table, value),) = content.items()
    items = value if isinstance(value, list) else [value]
    return (table, items[0]) if len(items) == 1 and isinstance(items[0], dict) else None


def _outcome_of(row: Any, changed: _Changed) -> Outcome | None:
    """Return what becomes of a record, or None where it stays; `Any`: as above."""
    return changed.get((row[0], row[1].get("id"))) if row else None


def _toml(
    text: str,
    added: Iterable[_Row],
    changed: _Changed,
    title: str,
) -> str:
    parts = []
    newline = line_end(text)
    if changed:
        for section in sections(text):
            part = text[section.start : section.end]
            outcome = _outcome_of(_only(section.content), changed)
            parts.append(_edited(part, outcome, newline) if outcome else part)
    start = "".join(parts) if changed else text or "".join(f"# {line}\n" for line in [title])
    blocks = "\n".join(toml_table(table, record) for table, record in added)
    return append_block(start, blocks) if blocks else start


def _edited(section: str, outcome: Outcome, newline: str) -> str:
    """Return a section of TOML with the fields of its record that change."""
    keys = (outcome.kind,) if outcome.kind == "event" else (outcome.kind, 0)
    for name in {**outcome.before, **outcome.fields}:
        value = outcome.fields.get(name, ABSENT)
        if value != outcome.before.get(name, ABSENT):
            try:
                section = set_value(section, (*keys, name), value, newline)
            except RefusedError as error:
                template = "{record}: {reason}"
                record = f"{outcome.kind}/{outcome.id}"
                raise UnreadableError(
                    gettext(template, record=record, reason=error), outcome.line
                ) from error
    return section


def _prove(
    old: str,
    new: str,
    added: Sequence[_Row],
    changed: _Changed,
    path: str,
) -> None:
    """Raise `UnreadableError` unless the new text holds the old records, changed as is meant."""
    expected = [
        (table, {"id": record["id"], **changed[table, record["id"]].fields})
        if (table, record.get("id")) in changed
        else (table, record)
        for table, record in _records(old, path)
    ]
    if [*expected, *added] != list(_records(new, path)) or not _is_toml(new):
        template = "{path} would hold something else than is meant; it is left as it is"
        raise UnreadableError(gettext(template, path=path))


def _is_toml(text: str) -> bool:
    """Tell whether all of a text is TOML: in sections, a list in two forms would not be noticed."""
    try:
        tomli.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _records(text: str, path: str) -> Iterator[_Row]:
    for item in records_in(text, path):
        if isinstance(item, Problem):
            template = "{location}: {message}; correct it first, for nothing else may be lost"
            location = f"{item.path}:{item.line}"
            raise UnreadableError(gettext(template, location=location, message=item.message))
        yield item.kind, item.data
