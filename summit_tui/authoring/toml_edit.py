"""Edits the text of a TOML file: a field of one record, or a record at its end.

A section is the text of one record, from its header to the next, or all before the first header,
as `readers.toml` cuts a file.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

import tomli

from summit_tui.authoring.toml_strings import respell, toml_key, toml_value
from summit_tui.i18n import gettext
from summit_tui.readers.parsed import Path, visible_data
from summit_tui.readers.toml import dates_to_text
from summit_tui.readers.toml_positions import STRING, Span, TomlPositions
from summit_tui.writing import RefusedError

ABSENT: Final = object()
"""Stands for the value of a field that is to be taken away, and of one that is not there."""
_COMMENT_OR_STRING: Final = re.compile(rf"(?P<comment>#[^\n]*)|{STRING}", re.DOTALL)
_COMMA: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*,")
_REST_OF_LINE: Final = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=\r?\n)")
_LINE_BREAK: Final = re.compile(r"\r?\n")
_Spans = Mapping[Path, Span]


def line_end(text: str) -> str:
    r"""Return what ends the lines of a text: that of its first line, `\n` where it has none."""
    newline = _LINE_BREAK.search(text)
    return newline[0] if newline else "\n"


def append_block(text: str, block: str) -> str:
    r"""Return a text with a block behind an empty line; the block ends its lines in `\n`."""
    newline = line_end(text)
    gap = "" if not text else newline if text.endswith("\n") else newline * 2
    return text + gap + block.replace("\n", newline)


# `Any`, here and below: a value of a record is whatever JSON its field may hold.
def set_value(section: str, path: Path, value: Any, newline: str) -> str:
    """Return a section in which the value at `path` is another, or is there at last, or is gone.

    `value` is a JSON value or `ABSENT`. Where it is a table or a list, only what differs in it is
    written. Raises `RefusedError` where that would cost a comment, or would take more than the
    change of one value.
    """
    edited = _set(section, path, value, newline)
    try:
        actual = _current(tomli.loads(edited), path)
    except tomli.TOMLDecodeError as error:
        raise _by_hand(path) from error
    if actual is not value and actual != value:
        raise _by_hand(path)
    return edited


def _set(section: str, path: Path, value: Any, newline: str) -> str:
    current = _current(tomli.loads(section), path)
    if current is value or current == value:
        return section
    positions = TomlPositions(section)
    span = positions.spans.get(path)
    if value is ABSENT and isinstance(current, dict) and not _is_written_as_one(positions, path):
        value = {}  # dotted keys go one by one, and nothing is left of their table
    elif value is ABSENT:
        return _remove(section, positions, path, newline)
    if current is ABSENT:
        return _add(section, positions, path, value, newline)
    if isinstance(current, dict) and isinstance(value, dict):
        for key in [*current, *value]:
            section = _set(section, (*path, key), value.get(key, ABSENT), newline)
        return section
    if isinstance(current, list) and isinstance(value, list) and _is_same_list(current, value):
        for index, item in enumerate(value):
            section = _set(section, (*path, index), item, newline)
        return section
    if span is None:
        raise _by_hand(path)
    return _replace(section, span, path, value, newline)


def _is_written_as_one(positions: TomlPositions, path: Path) -> bool:
    return path in positions.spans or path in positions.headers


def _is_same_list(current: list[Any], value: list[Any]) -> bool:
    """Tell whether items have stayed where they are: then their comments are still theirs."""
    return len(value) == len(current) or value[: len(current)] == current


def _current(data: Any, path: Path) -> Any:
    """Return what stands at a path as a reader of the file sees it, or `ABSENT`."""
    for key in path:
        if isinstance(data, list):
            data = data[key] if isinstance(key, int) and key < len(data) else ABSENT
        else:
            data = data.get(key, ABSENT) if isinstance(data, dict) else ABSENT
    return data if data is ABSENT else visible_data(dates_to_text(data))


def _replace(section: str, span: Span, path: Path, value: Any, newline: str) -> str:
    token = section[span.value : span.end]
    _refuse_comment(token, path)
    return section[: span.value] + respell(token, value, newline) + section[span.end :]


def _remove(section: str, positions: TomlPositions, path: Path, newline: str) -> str:
    """Take a key away, with its line; in an inline table, write that anew without it."""
    span = positions.spans.get(path)
    if span is None:
        raise _by_hand(path)
    around = positions.spans.get(span.table)
    if around is not None:
        whole = _current(tomli.loads(section), span.table)
        if not isinstance(whole, dict) or len(path) - len(span.table) != 1:
            raise _by_hand(path)
        rest = {key: item for key, item in whole.items() if key != path[-1]}
        return _replace(section, around, path, rest, newline)
    _refuse_comment(section[span.start : span.end], path)
    start = section.rfind("\n", 0, span.start) + 1
    rest_of_line = section[span.end :].partition("\n")
    if rest_of_line[0].strip(" \t\r") or section[start : span.start].strip(" \t"):
        raise _by_hand(path)
    return section[:start] + rest_of_line[2]


def _add(section: str, positions: TomlPositions, path: Path, value: Any, newline: str) -> str:
    """Write a value that is not there yet, behind what is in its table or array."""
    table, key, spans = path[:-1], path[-1], positions.spans
    written = toml_value(value)
    if table in spans:
        pair = written if isinstance(key, int) else f"{toml_key(key)} = {written}"
        return _insert_inside(section, spans, table, pair, newline)
    # A table of dotted keys is written in the one around it.
    parts = [span.table for other, span in spans.items() if other[: len(table)] == table]
    outer = table if table in positions.headers else parts[-1] if parts else None
    names = [toml_key(part) for part in path[len(outer or ()) :] if isinstance(part, str)]
    if outer is None or outer in spans or len(outer) + len(names) < len(path):
        raise _by_hand(path)
    return _insert_line(section, positions, outer, f"{'.'.join(names)} = {written}", newline)


def _insert_inside(section: str, spans: _Spans, table: Path, written: str, newline: str) -> str:
    """Write something behind the last part of an inline table or an array."""
    around = spans[table]
    parts = [span for span in spans.values() if span.table == table]
    if not parts:
        return section[: around.value + 1] + written + section[around.end - 1 :]
    end = parts[-1].end
    indent = section[section.rfind("\n", 0, parts[-1].start) + 1 : parts[-1].start]
    if indent.strip(" \t"):
        return f"{section[:end]}, {written}{section[end:]}"
    # The last part has a line of its own, and so gets the new one; a comment stays with its part.
    comma = _COMMA.match(section, end)
    end = comma.end() if comma else end
    comment = _REST_OF_LINE.match(section, end)
    rest = comment[0] if comment else ""
    start, after = (section[:end], ",") if comma else (f"{section[:end]},", "")
    return f"{start}{rest}{newline}{indent}{written}{after}{section[end + len(rest) :]}"


def _insert_line(
    section: str, positions: TomlPositions, table: Path, pair: str, newline: str
) -> str:
    """Write a pair on a line of its own, behind the last pair of a table or behind its header."""
    pairs = [span for span in positions.spans.values() if span.table == table]
    last, indent = positions.headers.get(table, 0), ""
    if pairs:
        last = pairs[-1].end
        indent = section[section.rfind("\n", 0, pairs[-1].start) + 1 : pairs[-1].start]
    end = section.find("\n", last)
    if end < 0:
        return f"{section}{newline}{indent}{pair}"
    return f"{section[: end + 1]}{indent}{pair}{newline}{section[end + 1 :]}"


def _refuse_comment(written: str, path: Path) -> None:
    """Raise `RefusedError` where something that would go holds a comment."""
    if any(match["comment"] for match in _COMMENT_OR_STRING.finditer(written)):
        raise _by_hand(path)


def _by_hand(path: Path) -> RefusedError:
    name = ".".join(str(key) for key in path)
    template = "{field} is written in a way that only an editor can change; the file is as it was"
    return RefusedError(gettext(template, field=name))
