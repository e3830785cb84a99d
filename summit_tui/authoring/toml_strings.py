"""Spells TOML values, and changes a string of any of the four forms where its words change."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any, Final

import tomli
import tomli_w

from summit_tui.formats.data import toml_escape
from summit_tui.model.invisible import escape_hidden
from summit_tui.model.text import escape_controls
from summit_tui.readers.toml import dates_to_text

_UNIT: Final = re.compile(
    r"(?P<nothing>\\[ \t]*\r?\n[ \t\r\n]*)"
    r"|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\x[0-9A-Fa-f]{2}|\\.|\r\n|.",
    re.DOTALL,
)
"""What spells one character of a basic string, or none at all: a line that goes on."""
_LITERAL_UNIT: Final = re.compile(r"(?P<nothing>(?!))|\r\n|.", re.DOTALL)
_QUOTES: Final = re.compile(r"\"\"\"|'''|\"|'")
_NEWLINE: Final = re.compile(r"\r?\n")
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")


# `Any`, here and below: a value of a record is whatever JSON its field may hold.
def toml_value(value: Any) -> str:
    """Return a JSON value as TOML within one line.

    Raises `ValueError` for null, which TOML does not have.
    """
    match value:
        case dict():
            pairs = (f"{toml_key(key)} = {toml_value(item)}" for key, item in value.items())
            return "{ " + ", ".join(pairs) + " }" if value else "{}"
        case list() | tuple():
            return f"[{', '.join(map(toml_value, value))}]"
        case None:
            raise ValueError("TOML has no null")
    written = tomli_w.dumps({"x": value}).removeprefix("x = ").rstrip("\n")
    return escape_hidden(written, toml_escape)


def toml_key(key: str) -> str:
    """Return a key, in quotation marks where it needs them."""
    return key if _BARE_KEY.fullmatch(key) else toml_value(key)


def respell(token: str, value: Any, newline: str) -> str:
    """Return what spells `value` in the place of `token`, a value as it is written in a file.

    A text keeps the form of its string and every line that does not change; a day or a time that
    was written without quotation marks stays so. `newline` ends the lines of the file.
    """
    if isinstance(value, str):
        spellings = _edited(token, value, newline) if token[0] in "\"'" else iter((value,))
        for spelling in spellings:
            if _reads_as(spelling, value):
                return spelling
    return toml_value(value)


def _reads_as(spelling: str, value: str) -> bool:
    try:
        read = tomli.loads(f"x = {spelling}")
    except tomli.TOMLDecodeError:
        return False
    # What is neither a string nor a day would be another type.
    return len(read) == 1 and _shown(dates_to_text(read["x"])) == value


def _shown(value: Any) -> Any:
    return escape_controls(value) if isinstance(value, str) else value


def _edited(token: str, value: str, newline: str) -> Iterator[str]:
    """Yield the ways to change a string that may spell `value`, the best first."""
    quotes = _QUOTES.match(token)
    if quotes is None:
        return
    # A reader of the file sees control characters as symbols, and gives them back so.
    old = escape_controls(tomli.loads(f"x = {token}")["x"])
    gaps = _gaps(token, quotes[0])
    if len(gaps) != len(old) + 1:
        return
    shared, shared_end = _shared(old, value)
    left, right = gaps[shared], gaps[len(old) - shared_end]
    changed = value[shared : len(value) - shared_end]
    # A line that goes on swallows the white space behind it: then it has to be replaced as well.
    edges = {(start, end) for start, end in product(left, right) if start <= end}
    for start, end in sorted(edges, key=lambda edge: (edge[1] - edge[0], edge)):
        for spelling in _spellings(changed, quotes[0], newline):
            yield token[:start] + spelling + token[end:]


def _gaps(token: str, quotes: str) -> list[tuple[int, int]]:
    """Return where the gap before each character, and behind the last, begins and ends.

    A gap is empty, or holds what spells no character, such as the break of a line that goes on.
    """
    start, end = len(quotes), len(token) - len(quotes)
    if len(quotes) > 1 and (newline := _NEWLINE.match(token, start)):
        start = newline.end()
    gaps, begin = [], start
    for unit in (_UNIT if quotes[0] == '"' else _LITERAL_UNIT).finditer(token, start, end):
        if unit["nothing"] is None:
            gaps.append((begin, unit.start()))
            begin = unit.end()
    return [*gaps, (begin, end)]


def _shared(old: str, new: str) -> tuple[int, int]:
    """Return how many characters two texts share at their beginning, and at their end."""
    shortest = min(len(old), len(new))
    first = next((number for number in range(shortest) if old[number] != new[number]), shortest)
    rest = shortest - first
    last = next((number for number in range(rest) if old[~number] != new[~number]), rest)
    return first, last


def _spellings(text: str, quotes: str, newline: str) -> Iterator[str]:
    """Yield how a part of a string in these quotation marks may be spelt, the plainest first."""
    if quotes[0] == "'":
        # What could hide other text is written as an escape, which such a string does not have.
        if escape_hidden(text, toml_escape) == text:
            yield text.replace("\n", newline)
        return
    escaped = toml_value(text)[1:-1]
    if len(quotes) > 1:
        # Lines and quotation marks stand as they are where that cannot be misread.
        lines = newline.join(toml_value(line)[1:-1] for line in text.split("\n"))
        yield lines.replace('\\"', '"')
        yield lines
    yield escaped
