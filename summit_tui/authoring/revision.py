"""A change of one coverage file: prepared, proven by reading old and new, written, taken back."""

import difflib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from json import dumps
from pathlib import Path
from typing import Any, Final

import tomli

from summit_tui.authoring.toml_edit import (
    ABSENT,
    append_block,
    line_end,
    set_value,
)
from summit_tui.formats.data import fields_on_line, toml_table, without_controls
from summit_tui.i18n import gettext
from summit_tui.model.json_text import show_as_escapes
from summit_tui.model.kinds import Table
from summit_tui.model.problem import Problem
from summit_tui.model.text import escape_controls
from summit_tui.readers import limits, shown_path
from summit_tui.readers.encoding import UnreadableError, open_regular, strip_bom
from summit_tui.readers.parsed import Path as KeyPath
from summit_tui.readers.parsed import visible_data
from summit_tui.readers.toml import Section, dates_to_text, records_in, sections
from summit_tui.writing import RefusedError, replace_file

Data = Mapping[str, Any]
"""A record as JSON types; `Any`: the values are those of its kind's class."""
_CONTEXT: Final = 3
"""Lines around a change that its diff shows."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A change of one file that is proven and not yet written."""

    path: Path
    """The file, without links."""
    old: bytes | None
    """What it holds; None where there is none yet."""
    new: bytes
    """What it is to hold."""
    line: int
    """The line of the new text on which the record begins, counted from 1."""

    @property
    def name(self) -> str:
        """The file as it may be shown."""
        return shown_path(self.path)

    @property
    def short_name(self) -> str:
        """Its folder and its name, for where there is little room."""
        return shown_path("/".join(self.path.parts[-2:]))

    def diff(self) -> str:
        """Return the change as a unified diff of one hunk, control characters visible."""
        texts = (_text(self.old or b"", self.path), _text(self.new, self.path))
        old, new = (escape_controls(text.replace("\r\n", "\n")).splitlines() for text in texts)
        return "".join(f"{line}\n" for line in _unified(old, new, self.name))

    def write(self) -> None:
        """Put the new text in the place of the old one.

        Raises `RefusedError` where the file has changed since it was read, and `OSError` where it
        cannot be written.
        """
        _replace(self.path, self.old, self.new)

    def undo(self) -> None:
        """Write the old text back, or remove the file where there was none; raises as `write`."""
        if self.old is not None:
            _replace(self.path, self.new, self.old)
        elif _read(self.path) == self.new:
            self.path.unlink()
        else:
            raise _changed(self.path)


# `Any`, here and below: a field holds whatever JSON is valid for it.
def revise(path: Path, table: Table, record: Data, changes: Mapping[str, Any]) -> Revision:
    """Return the change of some fields of one record of a TOML file.

    `record` is what the file was last read to hold; `changes` gives fields, named as in
    `FieldEdit`, their new values, or `ABSENT`. Raises `RefusedError` where the file does not hold
    that record, is no TOML, or is written in a way that would have to change; raises `OSError`
    where it cannot be read.
    """
    path = path.resolve()
    _require_toml(path)
    changes = {key: _visible(value) for key, value in changes.items()}
    old = _read(path)
    text = _text(old, path)
    section, keys = _find(text, table, record, path)
    edited = text[section.start : section.end]
    for name, value in changes.items():
        edited = set_value(edited, (*keys, *name.split(".")), value, line_end(text))
    new_text = text[: section.start] + edited + text[section.end :]
    expected = _with_changes(record, changes)
    _prove(text, new_text, path, lambda pairs: _is_one_record(pairs, table, record, expected))
    line = text.count("\n", 0, section.start) + 1
    return Revision(path, old, _bytes(new_text, old), line)


def append(path: Path, table: Table, record: Data) -> Revision:
    """Return the change that adds a record at the end of a TOML or JSON Lines file.

    Where there is no file, it will be one with this record alone. Raises `RefusedError` where the
    file cannot take it, and `OSError` where it cannot be read.
    """
    path, record = path.resolve(), without_controls(record)
    old = _read(path) if path.exists() else None
    text = _text(old or b"", path)
    if path.suffix.lower() == ".jsonl":
        line = show_as_escapes(dumps(fields_on_line(table, record), ensure_ascii=False))
        newline = line_end(text)
        start = text if not text or text.endswith("\n") else text + newline
        return Revision(path, old, _bytes(start + line + newline, old), start.count("\n") + 1)
    _require_toml(path)
    _require_sound(text, table, path)
    block = toml_table(table, record)
    new_text = append_block(text, block)
    _prove(text, new_text, path, lambda pairs: _is_one_more(pairs, table, record))
    line_number = new_text.count("\n") - block.count("\n") + 1
    return Revision(path, old, _bytes(new_text, old), line_number)


def _visible(value: Any) -> Any:
    """Return a new value as it will be read back."""
    return ABSENT if value is ABSENT else without_controls(value)


def _with_changes(record: Data, changes: Mapping[str, Any]) -> dict[str, Any]:
    changed = dict(record)
    for name, value in changes.items():
        field, _, rest = name.partition(".")
        if rest:
            changed[field] = _with_changes(changed.get(field) or {}, {rest: value})
        elif value is ABSENT:
            changed.pop(field, None)
        else:
            changed[field] = value
    return changed


def _find(text: str, table: Table, record: Data, path: Path) -> tuple[Section, KeyPath]:
    """Return the section that holds a record, and the keys that lead to it from there."""
    for section in sections(text):
        content = section.content.get(table) if isinstance(section.content, dict) else None
        items = content if isinstance(content, list) else [content]
        for index, item in enumerate(items):
            if item is not None and visible_data(dates_to_text(item)) == record:
                return section, (table, index) if isinstance(content, list) else (table,)
    template = "{file} no longer holds the record as it was read; read the files again"
    raise RefusedError(gettext(template, file=shown_path(path)))


_Read = tuple[Table, Data] | tuple[str, str, str]
"""A record, or a problem without its line."""
_Pairs = Iterator[tuple[_Read | None, _Read | None]]
"""What stands in the old text and in the new one, in order; None behind the shorter one's end."""


def _prove(old: str, new: str, path: Path, is_meant: Callable[[_Pairs], bool]) -> None:
    """Raise `RefusedError` unless the texts differ as is meant, read by our reader and by TOML's.

    Ours reads a file in sections, and would not notice a list that is written in two ways.
    """
    pairs = zip_longest(_items(old, path), _items(new, path))
    if not is_meant(pairs) or (_is_toml(old) and not _is_toml(new)):
        template = "{file} would say something else than was meant; it is as it was"
        raise RefusedError(gettext(template, file=shown_path(path)))


def _items(text: str, path: Path) -> Iterator[_Read]:
    for item in records_in(text, shown_path(path)):
        if isinstance(item, Problem):
            yield item.where, item.code, item.message
        else:
            yield item.kind, item.data


def _is_one_record(pairs: _Pairs, table: Table, record: Data, expected: Data) -> bool:
    different = [pair for pair in pairs if pair[0] != pair[1]]
    return different == [((table, record), (table, expected))] or (
        not different and record == expected
    )


def _is_one_more(pairs: _Pairs, table: Table, record: Data) -> bool:
    different = [pair for pair in pairs if pair[0] != pair[1]]
    return different == [(None, (table, record))]


def _is_toml(text: str) -> bool:
    try:
        tomli.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _require_toml(path: Path) -> None:
    if path.suffix.lower() != ".toml":
        template = "{file} is no TOML file and is left as it is; change the record there by hand"
        raise RefusedError(gettext(template, file=shown_path(path)))


def _require_sound(text: str, table: Table, path: Path) -> None:
    """Raise `RefusedError` where nothing can be added behind a text."""
    try:
        content = tomli.loads(text)
    except (ValueError, RecursionError) as error:
        template = "{file} is not valid TOML, so nothing is added to it; correct it first"
        raise RefusedError(gettext(template, file=shown_path(path))) from error
    # Text before the first header is a section of its own.
    heads = (section.content for section in sections(text) if section.header is None)
    if table in content and any(isinstance(head, dict) and table in head for head in heads):
        template = "{file} has its {kind} in one list within brackets, to which none is added"
        raise RefusedError(gettext(template, file=shown_path(path), kind=table))


def _read(path: Path) -> bytes:
    """Return the bytes of a regular file; raises `RefusedError` for one that is too large."""
    with open_regular(path) as file:
        data = file.read(limits.FILE_LIMIT + 1)
    if len(data) > limits.FILE_LIMIT:
        template = "{file} is too large to be changed here"
        raise RefusedError(gettext(template, file=shown_path(path)))
    return data


def _text(data: bytes, path: Path) -> str:
    """Return the text of a file without byte order mark; bytes that are not UTF-8 survive."""
    try:
        return strip_bom(data, shown_path(path)).decode("utf-8", "surrogateescape")
    except UnreadableError as error:
        raise RefusedError(str(error.problem)) from error


def _bytes(text: str, old: bytes | None) -> bytes:
    """Return a new text as bytes, with the byte order mark of the old ones."""
    byte_order_mark = b"\xef\xbb\xbf" if (old or b"").startswith(b"\xef\xbb\xbf") else b""
    return byte_order_mark + text.encode("utf-8", "surrogateescape")


def _unified(old: Sequence[str], new: Sequence[str], name: str) -> Iterator[str]:
    """Yield the lines of a unified diff; what is far from the change is not compared at all."""
    shortest = min(len(old), len(new))
    first = next((number for number in range(shortest) if old[number] != new[number]), shortest)
    rest = shortest - first
    last = next((number for number in range(rest) if old[~number] != new[~number]), rest)
    start, last = max(0, first - _CONTEXT), max(0, last - _CONTEXT)
    before, after = old[start : len(old) - last], new[start : len(new) - last]
    yield f"--- {name}"
    yield f"+++ {name}"
    yield f"@@ -{start + 1},{len(before)} +{start + 1},{len(after)} @@"
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            yield from (f" {line}" for line in before[i1:i2])
        else:
            yield from (f"-{line}" for line in before[i1:i2])
            yield from (f"+{line}" for line in after[j1:j2])


def _replace(path: Path, old: bytes | None, new: bytes) -> None:
    with replace_file(path) as file:
        file.write(new)
        file.flush()
        os.fsync(file.fileno())
        # As late as can be: an editor may have saved the file a moment ago.
        if (_read(path) if path.exists() else None) != old:
            raise _changed(path)


def _changed(path: Path) -> RefusedError:
    template = "{file} has changed since it was read; nothing was written"
    return RefusedError(gettext(template, file=shown_path(path)))
