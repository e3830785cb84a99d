"""Reads a TOML file: one event, and arrays of tables for the other records."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, time
from functools import partial
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from summit_tui.kinds import TABLES, Table, table_named
from summit_tui.problems import Problem
from summit_tui.reading.decoding import UnreadableError, bad_byte, text_of
from summit_tui.reading.found import Found, Lines, Path, shown, where
from summit_tui.reading.json_values import cleaned
from summit_tui.reading.naming import no_list, no_record, no_table, unknown_table
from summit_tui.reading.toml_pieces import Broken, Piece, pieces
from summit_tui.reading.validation import judged

if TYPE_CHECKING:
    from summit_tui.reading.toml_places import Places


def records(path: FilePath, name: str) -> Iterator[Found | Problem]:
    """Yield the records and problems of a file; `name` is what problems call it.

    Raises `OSError` where the file cannot be read.
    """
    try:
        text = text_of(path, name)
    except UnreadableError as error:
        yield error.problem
        return
    reader = _Reader(name, text)
    for piece in pieces(text):
        yield from reader.piece(piece)


class _Reader:
    """Finds the records in the pieces of one file."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._text = text
        self._lines = Lines(text)
        self._counts: Counter[Table] = Counter()
        """How many records of each kind have begun."""
        self._places: tuple[int, Places] | None = None
        """The places in the piece that begins here; made where something is wrong."""

    def piece(self, piece: Piece) -> Iterable[Found | Problem]:
        """Yield the records and problems of one piece."""
        kind = table_named(piece.header) if piece.header else None
        named = where(kind, self._index(kind)) if kind else ""
        bad = bad_byte(self._name, self._text, piece.start, piece.end, self._lines, named)
        if bad is None and not isinstance(piece.content, Broken):
            for key, value in piece.content.items():
                yield from self._table(piece, key, value)
            return
        if kind:
            self._counts[kind] += 1
        if bad:
            yield bad
        elif isinstance(piece.content, Broken):
            broken = piece.content
            line = self._lines.at(piece.start) + broken.line
            yield Problem(self._name, line, named, broken.code, broken.message)

    def _index(self, kind: Table) -> int | None:
        return None if kind == "event" else self._counts[kind]

    def _table(self, piece: Piece, key: str, value: Any) -> Iterable[Found | Problem]:
        """Yield the records of one key of a piece; `Any`: nothing is known about its value."""
        kind = next((one for one in TABLES if one == key), None)
        if kind is None:
            yield self._wrong(piece, key, "E005", unknown_table(key, "table"))
        elif piece.header not in (key, None):
            owner = "[event]" if kind == "event" else f"[[{kind}]]"
            apart = f"stands apart; move it directly below the {owner} it belongs to"
            yield self._wrong(piece, key, "E007", apart)
        elif kind == "event":
            if isinstance(value, dict):
                yield from self._record(piece, kind, value, ("event",))
            else:
                yield self._wrong(piece, key, "E007", no_table("[event]"))
        elif isinstance(value, list):
            for index, one in enumerate(value):
                yield from self._record(piece, kind, one, (kind, index))
        else:
            yield self._wrong(piece, key, "E007", no_list(kind, f"[[{kind}]]"))

    def _record(
        self, piece: Piece, kind: Table, value: Any, path: Path
    ) -> Iterable[Found | Problem]:
        """Return a record or its problems; `Any`: nothing is known about the value yet."""
        index = self._index(kind)
        self._counts[kind] += 1
        line_of = partial(self._line_of, piece, path)
        line = self._lines.at(piece.start) if piece.header else line_of(())
        if not isinstance(value, dict):
            return [Problem(self._name, line, where(kind, index), "E007", no_record(kind))]
        data = cleaned(_without_dates(value), self._text, piece.start, piece.end)
        return judged(self._name, kind, index, data, line, line_of)

    def _wrong(self, piece: Piece, key: str, code: str, message: str) -> Problem:
        line = self._line_of(piece, (), (key,))
        return Problem(self._name, line, shown(key)[1:-1], code, message)

    def _line_of(self, piece: Piece, record: Path, path: Path) -> int:
        """Return the line of a key within the record to which a path leads."""
        from summit_tui.reading.toml_places import Places  # few files need any

        if self._places is None or self._places[0] != piece.start:
            self._places = piece.start, Places(self._text[piece.start : piece.end])
        return self._lines.at(piece.start + self._places[1].of((*record, *path)))


def _without_dates(value: Any) -> Any:
    """Return a TOML value as a JSON value: dates and times as ISO 8601 text.

    `Any`: nothing is known about the value yet.
    """
    match value:
        case dict():
            return {key: _without_dates(one) for key, one in value.items()}
        case list():
            return [_without_dates(one) for one in value]
        case date() | time():
            return value.isoformat()
    return value
