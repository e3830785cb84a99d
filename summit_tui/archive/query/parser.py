"""The query language's grammar: pieces become a tree, without recursion and without a failure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from summit_tui.archive.query import FIELDS, And, Node, Not, Query, all_of, any_of
from summit_tui.archive.query.pieces import Piece, Shape, pieces
from summit_tui.archive.query.values import read_value, unknown_field
from summit_tui.archive.words.folding import fold

DEEPEST: Final = 12
"""As deep may parentheses be nested: SQLite's parser has a stack of 100 places."""
MOST_TERMS: Final = 64
"""As many words, phrases and values are searched."""


def read(text: str, *, typing: bool) -> Query:
    """Return what `text` asks for; see `query.parse`."""
    reading = _Reading(text, typing=typing)
    for piece in pieces(text):
        reading.take(piece)
    return reading.query()


@dataclass(slots=True)
class _Level:
    """What was read so far between one pair of parentheses."""

    name: str | None = None
    """The field that stands before the parentheses, or around them."""
    negated: bool = False
    known: bool = True
    """Is the field before the parentheses one of `FIELDS`?"""
    alternatives: list[list[Node]] = field(default_factory=lambda: [[]])
    """What stands between the ORs."""

    def node(self) -> Node | None:
        """Return all of it as one node, or None if there is nothing in it."""
        filled = [all_of(parts) for parts in self.alternatives if parts]
        return any_of(filled) if filled else None


class _Reading:
    """A query half read: the parentheses that are open, and what was not understood."""

    def __init__(self, text: str, *, typing: bool) -> None:
        self._text = text
        self._typing = typing
        self._complaint: str | None = None
        self._terms = 0
        self._too_deep = 0
        self._levels = [_Level()]

    def take(self, piece: Piece) -> None:
        """Add the next piece."""
        bare = piece.shape is Shape.WORD and not piece.field and not piece.negated
        if piece.shape is Shape.OPEN:
            self._open(piece)
        elif piece.shape is Shape.CLOSE:
            self._close()
        elif bare and piece.text == "OR":
            self._levels[-1].alternatives.append([])
        elif not (bare and piece.text == "AND"):
            self._add(self._value(piece), negated=piece.negated)

    def query(self) -> Query:
        """Return the whole query; what is still open ends here."""
        if (len(self._levels) > 1 or self._too_deep) and not self._typing:
            self._complain("A parenthesis is not closed")
        self._too_deep = 0
        while len(self._levels) > 1:
            self._close()
        node = self._levels[0].node() or And()
        if isinstance(node, Not):
            node = And((node,))
        return Query(node, self._text, self._complaint)

    def _complain(self, sentence: str) -> None:
        self._complaint = self._complaint or sentence

    def _add(self, node: Node | None, *, negated: bool) -> None:
        if node is not None:
            self._levels[-1].alternatives[-1].append(Not(node) if negated else node)

    def _open(self, piece: Piece) -> None:
        if len(self._levels) > DEEPEST:
            self._too_deep += 1
            self._complain(f"Parentheses can be nested {DEEPEST} deep, not deeper")
            return
        known = self._is_known(piece)
        around = self._levels[-1].name
        name = (piece.field or around) if known else None
        self._levels.append(_Level(name, piece.negated, known))

    def _close(self) -> None:
        if self._too_deep:
            self._too_deep -= 1
        elif len(self._levels) > 1:
            level = self._levels.pop()
            if level.known:
                self._add(level.node(), negated=level.negated)

    def _is_known(self, piece: Piece) -> bool:
        known = piece.field is None or piece.field in FIELDS
        # The search for the nearest name is slow, and only the first complaint is shown.
        if piece.field and not known and not self._complaint and not self._is_begun(piece):
            self._complain(unknown_field(piece.field))
        return known

    def _is_begun(self, piece: Piece) -> bool:
        """Say whether a field's value has yet to be typed."""
        at_end = self._typing and not self._text[piece.end :].strip()
        return at_end and piece.shape is not Shape.OPEN and not fold(piece.text)

    def _value(self, piece: Piece) -> Node | None:
        """Return what a word or a phrase asks for, or None where it is ignored."""
        if not piece.closed:
            self._complain("The quotation mark is not closed")
        if not self._is_known(piece):
            return None
        if not fold(piece.text):
            if piece.field and not self._is_begun(piece):
                self._complain(f"{piece.field}: needs a value right after the colon")
            return None
        self._terms += 1
        if self._terms > MOST_TERMS:
            self._complain(f"Only the first {MOST_TERMS} words and phrases are searched")
            return None
        return read_value(
            piece.field or self._levels[-1].name,
            piece.text,
            phrase=piece.shape is Shape.PHRASE,
            unfinished=self._typing and piece.end == len(self._text),
            complain=self._complain,
        )
