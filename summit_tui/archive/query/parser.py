"""The query language's grammar: pieces become a tree, without recursion and without a failure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, get_args

from summit_tui.archive.analysis.normalize import normalize, stands_alone
from summit_tui.archive.query.ranges import parse_date_range, parse_source_count
from summit_tui.archive.query.tokenizer import Token, TokenType, tokens
from summit_tui.archive.query.tree import (
    FIELDS,
    And,
    Facet,
    Node,
    Not,
    Or,
    Query,
    Term,
    all_of,
    any_of,
)
from summit_tui.model.fields import Mode
from summit_tui.model.kinds import KINDS, SINGULAR
from summit_tui.model.text import one_line

MOST_WORDS: Final = 64
"""As many words of one phrase are searched: enough to tell any statement from all others."""

Complain = Callable[[str], None]
"""Takes a sentence about what cannot be understood."""

_CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": {kind: kind for kind in KINDS} | {SINGULAR[kind]: kind for kind in KINDS},
    "mode": {mode: mode for mode in get_args(Mode)},
    "has": {"quotes": "quotes", "quote": "quotes", "readings": "readings", "reading": "readings"}
    | {"remark": "remark", "remarks": "remark"},
}
"""Fields with few values: how each value is written, and its token."""

_MEANT: Final = {
    "quote": "kind:quotes",
    "quotes": "kind:quotes",
    "type": "kind",
    "by": "speaker",
    "who": "speaker",
    "person": "speaker",
    "name": "speaker",
    "organization": "delegation",
    "tag": "topic",
    "theme": "topic",
    "lang": "language",
    "year": "date",
    "day": "date",
    "when": "date",
}
"""Names that people try, and what finds what they want."""

_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")
_FINISHED_TAG: Final = re.compile(
    r"[a-z]{2,3}(?![a-z0-9])(?:-(?:[a-z]{2}|[0-9]{3}|[a-z0-9]{4,8})(?![a-z0-9]))*"
)
"""The part of a language tag that is whole: a region has two letters, a script four (BCP 47)."""


def parse_value(
    field: str | None, text: str, *, phrase: bool, unfinished: bool, complain: Complain
) -> Node | None:
    """Return what `text`, which has a letter or digit, asks for in `field`, or None if nothing.

    `phrase` says whether it stands in quotation marks, `unfinished` whether it is being typed.
    """
    match field:
        case "kind" | "mode" | "has":
            return _choice(field, text, unfinished=unfinished, complain=complain)
        case "language":
            return _language(text, unfinished=unfinished, complain=complain)
        case "date" | "sources":
            parse_query = parse_date_range if field == "date" else parse_source_count
            try:
                return parse_query(text, unfinished=unfinished)
            except ValueError as error:
                complain(str(error))
                return None
        case _:
            return _term(field, text, phrase=phrase, unfinished=unfinished, complain=complain)


def _term(
    field: str | None, text: str, *, phrase: bool, unfinished: bool, complain: Complain
) -> Term:
    """Return the words to find, anywhere or in `field`."""
    tokens = tuple(normalize(text).split())
    begun = not phrase and (unfinished or text.endswith("*"))
    if len(tokens) > MOST_WORDS:
        complain(f"Only the first {MOST_WORDS} words of a phrase are searched")
        return Term(tokens[:MOST_WORDS], field=field)
    return Term(tokens, prefix=begun and not stands_alone(tokens[-1]), field=field)


def _choice(field: str, text: str, *, unfinished: bool, complain: Complain) -> Node | None:
    """Return the value, or the values it may become, of a field with few of them."""
    choices = _CHOICES[field]
    word = normalize(text)
    if word in choices:
        return Facet(field, choices[word])
    if unfinished or text.endswith("*"):
        begun = dict.fromkeys(choices[name] for name in choices if name.startswith(word))
        if begun:
            tokens = tuple(Facet(field, choice) for choice in begun)
            return Or(tokens) if len(tokens) > 1 else tokens[0]
    complain(_unknown(field, word, choices))
    return None


def _language(text: str, *, unfinished: bool, complain: Complain) -> Facet | None:
    """Return what finds a language tag and those below it; BCP 47 ignores case."""
    tag = unicodedata.normalize("NFKC", text).strip().rstrip("*").replace("_", "-").lower()
    if unfinished:
        if re.fullmatch(r"[a-z]", tag):
            return None
        if finished := _FINISHED_TAG.match(tag):
            return Facet("language", finished[0])
    if _TAG.fullmatch(tag):
        return Facet("language", tag)
    complain(f"‘{one_line(tag)[:40]}’ is not a language tag, such as zh or zh-Hant")
    return None


def unknown_field(name: str) -> str:
    """Return a sentence that says there is no field `name`, with the nearest one."""
    return _unknown("field", name, {field: field for field in FIELDS} | _MEANT)


def _unknown(what: str, word: str, choices: Mapping[str, str]) -> str:
    """Return a sentence that names the nearest of `choices`, or all of them."""
    # Rarely needed, and slow to import.
    from difflib import get_close_matches

    word = word[:40]
    near = get_close_matches(word, choices, 1)
    rest = f"did you mean {choices[near[0]]}?" if near else f"there are {_listed(choices)}"
    return f"No {what} ‘{word}’; {rest}"


def _listed(choices: Mapping[str, str]) -> str:
    names: Iterable[str] = dict.fromkeys(name for name in choices.values() if ":" not in name)
    *most, last = names
    return f"{', '.join(most)} and {last}"


DEEPEST: Final = 12
"""As deep may parentheses be nested: SQLite's parser has a stack of 100 places."""
MOST_TERMS: Final = 64
"""As many words, phrases and values are searched."""


def parse_query(text: str, *, typing: bool) -> Query:
    """Return what `text` asks for; see `query.parse`."""
    reading = _Reading(text, typing=typing)
    for piece in tokens(text):
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

    def take(self, piece: Token) -> None:
        """Add the next piece."""
        bare = piece.shape is TokenType.WORD and not piece.field and not piece.negated
        if piece.shape is TokenType.OPEN:
            self._open(piece)
        elif piece.shape is TokenType.CLOSE:
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

    def _open(self, piece: Token) -> None:
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

    def _is_known(self, piece: Token) -> bool:
        known = piece.field is None or piece.field in FIELDS
        # The search for the nearest name is slow, and only the first complaint is shown.
        if piece.field and not known and not self._complaint and not self._is_begun(piece):
            self._complain(unknown_field(piece.field))
        return known

    def _is_begun(self, piece: Token) -> bool:
        """Say whether a field's value has yet to be typed."""
        at_end = self._typing and not self._text[piece.end :].strip()
        return at_end and piece.shape is not TokenType.OPEN and not normalize(piece.text)

    def _value(self, piece: Token) -> Node | None:
        """Return what a word or a phrase asks for, or None where it is ignored."""
        if not piece.closed:
            self._complain("The quotation mark is not closed")
        if not self._is_known(piece):
            return None
        if not normalize(piece.text):
            if piece.field and not self._is_begun(piece):
                self._complain(f"{piece.field}: needs a value right after the colon")
            return None
        self._terms += 1
        if self._terms > MOST_TERMS:
            self._complain(f"Only the first {MOST_TERMS} words and phrases are searched")
            return None
        return parse_value(
            piece.field or self._levels[-1].name,
            piece.text,
            phrase=piece.shape is TokenType.PHRASE,
            unfinished=self._typing and piece.end == len(self._text),
            complain=self._complain,
        )
