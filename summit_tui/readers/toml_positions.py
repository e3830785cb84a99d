"""The positions of keys and values in TOML text; computed only where one is wrong or is edited."""

import re
from typing import Final, NamedTuple

import tomli

from summit_tui.model.text import escape_controls
from summit_tui.readers.parsed import Path

STRING: Final = (
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\[^\n])*+"'
    r"|'[^'\n]*'"
)
"""A closed TOML string of any of the four forms; needs `re.DOTALL`."""


_SPACE: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*+")
_BLANK: Final = re.compile(r"[ \t]*")
_KEY: Final = re.compile(rf"[A-Za-z0-9_-]+|{STRING}", re.DOTALL)
_SCALAR: Final = re.compile(rf"{STRING}|[^,\]}}\n#]+", re.DOTALL)


class Span(NamedTuple):
    """Where a value is: that of a key, or an item of an array."""

    table: Path
    """The table or array that holds it: of a dotted key, the one in which the key is written."""
    start: int
    """Where its key begins; of an item, the item itself."""
    value: int
    """Where the value begins."""
    end: int
    """Where the value ends; not included."""


class TomlPositions:
    """The positions of all keys and items in valid TOML text."""

    def __init__(self, text: str) -> None:
        self.spans: dict[Path, Span] = {}
        """Every value that is written as one, in the order of the text; a table under a header or
        of dotted keys has none."""
        self.headers: dict[Path, int] = {}
        """Where the header of each table ends."""
        self._text = text
        self._position = 0
        self._positions: dict[Path, int] = {(): 0}
        self._counts: dict[Path, int] = {}
        """The number of tables that each array of tables has so far."""
        try:
            self._statements()
        except (ValueError, RecursionError):
            # The positions recorded so far include that of the innermost table around.
            return

    def of(self, path: Path) -> int:
        """Return where a key or item begins, or the innermost known value that holds it."""
        while path not in self._positions:
            path = path[:-1]
        return self._positions[path]

    def _statements(self) -> None:
        table: Path = ()
        self._skip(_SPACE)
        while self._position < len(self._text):
            start = self._position
            if self._take("[["):
                table = self._table(start, self._dotted_key(), is_item=True)
                self._position += 2
                self.headers[table] = self._position
            elif self._take("["):
                table = self._table(start, self._dotted_key(), is_item=False)
                self._position += 1
                self.headers[table] = self._position
            else:
                self._pair(table)
            self._skip(_SPACE)

    def _table(self, start: int, keys: Path, *, is_item: bool) -> Path:
        """Return the path that a header names, with the index of each array of tables on it."""
        path: Path = ()
        for number, key in enumerate(keys, 1):
            path = (*path, key)
            self._positions.setdefault(path, start)
            if is_item and number == len(keys):
                self._counts[path] = self._counts.get(path, 0) + 1
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
                self._positions.setdefault(path, start)
        return path

    def _pair(self, table: Path) -> None:
        """Record the position of a key and those within its value."""
        start = self._position
        path = table
        for key in self._dotted_key():
            path = (*path, key)
            self._positions.setdefault(path, start)
        self._position += 1  # The equals sign; a value follows.
        self._skip(_BLANK)
        self._value(path, table, start)

    def _value(self, path: Path, table: Path, start: int) -> None:
        """Record where a value is, and all that is inside it."""
        value = self._position
        self._inside(path)
        # What is neither a string nor brackets was read up to the next sign.
        length = len(self._text[value : self._position].rstrip(" \t\r"))
        self.spans[path] = Span(table, start, value, value + length)

    def _inside(self, path: Path) -> None:
        index = 0
        if self._take("{"):
            self._skip(_SPACE)
            while not self._take("}"):
                self._pair(path)
                self._next_item()
        elif self._take("["):
            self._skip(_SPACE)
            while not self._take("]"):
                self._positions[*path, index] = self._position
                self._value((*path, index), path, self._position)
                self._next_item()
                index += 1
        else:
            self._match(_SCALAR)

    def _next_item(self) -> None:
        self._skip(_SPACE)
        self._take(",")
        self._skip(_SPACE)

    def _dotted_key(self) -> Path:
        keys: list[str] = []
        while not keys or self._take("."):
            self._skip(_BLANK)
            key = self._match(_KEY)
            keys.append(
                escape_controls(next(iter(tomli.loads(f"{key} = 0"))) if key[0] in "\"'" else key)
            )
            self._skip(_BLANK)
        return tuple(keys)

    def _take(self, token: str) -> bool:
        """Skip a token if it is at the current position, and return whether it is."""
        is_here = self._text.startswith(token, self._position)
        self._position += len(token) * is_here
        return is_here

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self._text, self._position)
        self._position = match.end() if match else self._position

    def _match(self, pattern: re.Pattern[str]) -> str:
        """Skip what must be at the current position; raises `ValueError` if it is not."""
        match = pattern.match(self._text, self._position)
        if match is None:
            raise ValueError(self._position)
        self._position = match.end()
        return match[0]
