"""How documents and expressions are written for PostgreSQL's text search.

A document is one `tsvector`, never made by `to_tsvector`: its lexemes are the normalized words and
terms of the index as they are, so that the server needs no dictionary and no collation of its own.
A word has its positions, and where it is in a field that can be searched alone, it comes once
more with the letter of that field before it. Terms have no positions: no phrase has one. Nor
have frequent beginnings of a character or two, each a lexeme such as `*b`: else the server would
look up the thousands of words that begin so, whatever else is asked for. No word begins as it does:
the server finds no phrase whose last word is a beginning of a lexeme without positions.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from summit_tui.archive.describe import COLUMNS
from summit_tui.archive.sqlite.expressions import (
    Also,
    Both,
    Either,
    Every,
    Expression,
    Words,
    flattened,
)
from summit_tui.archive.sqlite.terms import ABOVE_WORDS, GAP

_GAP: Final = GAP.strip()
_FIELDS: Final = dict(zip(COLUMNS[1:-1], "SRDNTP", strict=True))
"""The letters of the fields; normalized words have no capitals."""
_FIRST: Final = "F"
"""Begins the lexeme of the id with which the words of a document begin."""

_LONGEST: Final = 500
"""Characters of a lexeme, whose bytes have to be fewer than 2,048 (PostgreSQL 15, 12.11)."""
_LAST_POSITION: Final = 16_383
_MOST_POSITIONS: Final = 255
"""The highest position that a `tsvector` keeps, and the most positions of one lexeme."""


def tsvector(columns: Mapping[str, str]) -> tuple[str, bool]:
    """Return a document as text of a `tsvector`, and whether all phrases of it can be found.

    `columns` are the tokens of its columns, with spaces between them.
    """
    positions: dict[str, list[int]] = defaultdict(list)
    position = 1
    for name, text in columns.items():
        letter = _FIELDS.get(name)
        tokens = text.split(" ")
        if name == "words" and _GAP in tokens:
            positions[_FIRST + " ".join(tokens[: tokens.index(_GAP)])[:_LONGEST]] = []
        for token in tokens:
            lexeme = token[:_LONGEST]
            if lexeme >= ABOVE_WORDS:
                positions[lexeme] = []
            elif lexeme.endswith("*"):
                positions[_beginning(lexeme)] = []
            elif lexeme != _GAP:
                positions[lexeme].append(position)
                if letter:
                    positions[letter + lexeme].append(position)
            position += 1
        # No phrase runs from one field into the next.
        position += 1
    is_whole = position <= _LAST_POSITION and (
        max(map(len, positions.values()), default=0) <= _MOST_POSITIONS
    )
    parts = []
    for lexeme, all_of_it in positions.items():
        stored = all_of_it if is_whole else _storable(all_of_it)
        parts.append(
            f"{_quoted(lexeme)}:{','.join(map(str, stored))}" if stored else _quoted(lexeme)
        )
    return " ".join(parts), is_whole


def _storable(positions: Sequence[int]) -> Sequence[int]:
    return [position for position in positions if position < _LAST_POSITION][:_MOST_POSITIONS]


def tsquery(expression: Expression, beginnings: Collection[str] = ()) -> str:
    """Return an expression as text of a `tsquery`.

    `beginnings` are the keys of those that are lexemes.
    """

    def query(expression: Expression) -> str:
        return tsquery(expression, beginnings)

    match expression:
        case Words(key=str(key)) if key in beginnings:
            return _quoted(_beginning(key))
        case Words():
            return _words_query(expression)
        case Also(part) | Every(part):
            return query(part)
        case Either(parts):
            return f"({' | '.join(map(query, parts))})"
        case Both():
            both = flattened(expression)
            excluded = (f"!{query(part)}" for part in both.excluded)
            return f"({' & '.join((*map(query, _needed(both.parts)), *excluded))})"


def _beginning(key: str) -> str:
    """Return the lexeme of a frequent beginning, whose key ends with an asterisk."""
    return "*" + key.removesuffix("*")


def _needed(parts: Sequence[Expression]) -> Sequence[Expression]:
    """Return the parts of a conjunction without beginnings of words that are whole in another.

    The order of relevance asks for both.
    """
    words = [part for part in parts if isinstance(part, Words) and not part.is_first]
    wholes = {(part.tokens, part.column) for part in words if not part.prefix}
    implied = [part for part in words if part.prefix and (part.tokens, part.column) in wholes]
    return [part for part in parts if part not in implied]


def _words_query(words: Words) -> str:
    if words.is_first:
        return _quoted((_FIRST + " ".join(words.tokens[:-1]))[:_LONGEST])
    letter = _FIELDS[words.column] if words.column else ""
    tokens = [_quoted(letter + token[:_LONGEST]) for token in words.tokens]
    phrase = " <-> ".join(tokens) + ":*" * words.prefix
    return f"({' & '.join((*map(_quoted, words.grams), f'({phrase})'))})"


def _quoted(lexeme: str) -> str:
    """Return a lexeme as both types read it."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
