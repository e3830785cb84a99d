"""A query tree becomes an expression of SQLite's FTS5."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from summit_tui.archive.analysis.normalize import normalize, pairs_of
from summit_tui.archive.describe import COLUMNS
from summit_tui.archive.query.tree import (
    And,
    DateRange,
    Facet,
    Node,
    Not,
    On,
    Or,
    RefersTo,
    SourceCount,
    Term,
)
from summit_tui.archive.sqlite.lexicon import TermDictionary
from summit_tui.archive.sqlite.terms import INITIALS, REMARK_WORD, SOURCE_WORD
from summit_tui.archive.sqlite.tokens import encode_token
from summit_tui.model.kinds import KINDS, Address


@dataclass(frozen=True, slots=True)
class Words:
    """What finds records by words that follow each other."""

    text: str
    """As FTS5 has it."""
    key: str | None = None
    """By what a bitmap of its records is found, if there is one: a token, its beginning and an
    asterisk, or `EVERY`; None where it is more than that."""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Either:
    """What finds the records that at least one part finds."""

    parts: tuple[Expression, ...]
    """At least one."""

    def __str__(self) -> str:
        return f"({' OR '.join(map(str, self.parts))})"


@dataclass(frozen=True, slots=True)
class Both:
    """What finds the records that all parts find, and no unwanted one does."""

    parts: tuple[Expression, ...]
    """At least one."""
    unwanted: tuple[Expression, ...] = ()

    def __str__(self) -> str:
        both = " AND ".join(map(str, self.parts))
        return f"(({both}) NOT {Either(self.unwanted)})" if self.unwanted else f"({both})"


Expression = Words | Either | Both

NOTHING: Final = Words('"=="')
"""Finds a token that no record has."""

EVERY: Final = ""
"""The key of what finds every record."""


def any_expression(parts: Iterable[Expression]) -> Expression:
    """Return what finds the records that any of some parts finds."""
    known = tuple(parts)
    return (known[0] if len(known) == 1 else Either(known)) if known else NOTHING


def phrase_text(tokens: Sequence[str], *, prefix: bool = False) -> Words:
    """Return what finds tokens in a row; the last of them may be a beginning."""
    text = '"' + " ".join(tokens).replace('"', '""') + '"' + "*" * prefix
    return Words(text, tokens[0] + "*" * prefix if len(tokens) == 1 else None)


_IN_A_COLUMN: Final = frozenset(COLUMNS) - {"words", "marks"}
"""Fields with a column of their own."""


def compile_query(node: Node, lexicon: TermDictionary) -> Expression | None:
    """Return the FTS5 expression for `node`, or None where everything is wanted.

    A span of dates is written as the years, months and days inside it.
    """
    return None if node == And() else _expression(node, lexicon)


def _expression(node: Node, lexicon: TermDictionary) -> Expression:
    match node:
        case Term():
            return _term(node, lexicon)
        case RefersTo(Address(event, "quotes", id)):
            return _statement(event, id, lexicon)
        case Facet() | RefersTo() | On():
            return _marks((encode_token(node),), lexicon)
        case SourceCount(least, most):
            return _signs(lexicon.numbered("sources", least, most))
        case DateRange(first, last):
            return _marks(_span(first, last, lexicon.years), lexicon)
        case Or(parts):
            return any_expression(_expression(part, lexicon) for part in parts)
        case And(parts):
            wanted = [_expression(p, lexicon) for p in parts if not isinstance(p, Not)]
            unwanted = [_expression(p.part, lexicon) for p in parts if isinstance(p, Not)]
            return Both(tuple(wanted or [_all(lexicon)]), tuple(unwanted))
        case Not(part):
            return Both((_all(lexicon),), (_expression(part, lexicon),))


def _all(lexicon: TermDictionary) -> Words:
    return Words(str(_marks((encode_token(Facet("kind", kind)) for kind in KINDS), lexicon)), EVERY)


def _signs(signs: Iterable[str]) -> Expression:
    return any_expression(phrase_text((sign,)) for sign in signs)


def _marks(tokens: Iterable[str], lexicon: TermDictionary) -> Expression:
    """Return what finds any of some marks."""
    return _signs(sign for token in tokens if (sign := lexicon.sign(token)))


def _statement(event: str, id: str, lexicon: TermDictionary) -> Expression:
    """Return what finds one statement: nothing refers to it but itself."""
    # The words of a record begin with its id.
    words = Words(f"words : ^ {phrase_text((f'{normalize(id)} =',))}")
    facets = (Facet("event", event), Facet("kind", "quotes"))
    return Both((*(_marks((encode_token(facet),), lexicon) for facet in facets), words))


def _term(term: Term, lexicon: TermDictionary) -> Expression:
    match term.field:
        case "event" | "region" | "country":
            return _signs(lexicon.found_by(term.field, term.tokens, prefix=term.prefix))
        case "topic" if (topics := lexicon.topics(term.tokens, prefix=term.prefix)) is not None:
            return _signs(topics)
        case "remark":
            return phrase_text([REMARK_WORD + token for token in term.tokens], prefix=term.prefix)
        case "source":
            words = [SOURCE_WORD + token for token in term.tokens]
            elsewhere = _term(Term(term.tokens, term.prefix, "publisher"), lexicon)
            return Either((phrase_text(words, prefix=term.prefix), elsewhere))
    found = phrase(term.tokens, lexicon, prefix=term.prefix)
    if term.field in _IN_A_COLUMN:
        found = Words(f"{term.field} : {found}")
    found = _quickened(found, term)
    if term.field in (None, "speaker"):
        from summit_tui.archive.analysis.pinyin import may_be_initials  # a start asks for no words

        if may_be_initials(term.tokens):
            return Either((found, phrase_text((INITIALS + term.tokens[0],))))
    return found


def _quickened(found: Words, term: Term) -> Words:
    """Return what finds the same as `found`, a term's words, by pairs of frequent characters."""
    pairs = [phrase_text((pair,)) for pair in sorted(pairs_of(term.tokens))]
    if not pairs:
        return found
    if len(term.tokens) == len("ab") and term.field is None:
        return pairs[0]
    return Words(f"({' AND '.join(map(str, pairs))} AND {found})")


def phrase(tokens: Sequence[str], lexicon: TermDictionary, *, prefix: bool) -> Words:
    """Return what finds tokens in a row; the last of them may be a beginning."""
    found = phrase_text(tokens, prefix=prefix)
    if not prefix or len(tokens[-1]) > 1:
        return found
    return replace(found, text=str(Either(tuple(prefixes(tokens, lexicon)))))


def prefixes(tokens: Sequence[str], lexicon: TermDictionary) -> Iterator[Words]:
    """Yield what finds between them tokens in a row of which the last is one character, or begins.

    The index of prefixes begins with two characters: one would nearly double it.
    """
    yield phrase_text(tokens)
    *before, last = tokens
    for two in lexicon.begun(last):
        yield phrase_text((*before, two), prefix=True)


def _span(first: str, last: str, years: tuple[int, int]) -> Iterator[str]:
    """Yield the marks of the years, months and days that lie wholly in a span."""
    low, high = f"{years[0]:04}-01-01", f"{years[1]:04}-12-31"
    first, last = max(first, low), min(last, high)
    if first > last:
        return
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    while day <= end:
        if day.month == day.day == 1 and date(day.year, 12, 31) <= end:
            yield f"y={day.year:04}"
            day = date(day.year, 12, 31)
        elif day.day == 1 and (month_end := _month_end(day)) <= end:
            yield f"m={day.isoformat()[:7]}"
            day = month_end
        else:
            yield f"d={day.isoformat()}"
        if day == date.max:
            return
        day += timedelta(days=1)


def _month_end(day: date) -> date:
    if day.month == 12:
        return day.replace(day=31)
    return day.replace(month=day.month + 1) - timedelta(days=1)
