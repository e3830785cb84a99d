"""A query tree becomes an expression of SQLite's FTS5."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from summit_tui.archive.answering.expressions import (
    EVERY,
    Both,
    Either,
    Expression,
    Words,
    either,
    quoted,
)
from summit_tui.archive.answering.lexicon import Lexicon
from summit_tui.archive.document import COLUMNS
from summit_tui.archive.marks import INITIALS, REMARK_WORD, SOURCE_WORD
from summit_tui.archive.query import And, Dates, Node, Not, Or, Reference, Term, Witnesses
from summit_tui.archive.words.folding import fold
from summit_tui.archive.words.pairs import pairs_of
from summit_tui.kinds import KINDS

_IN_A_COLUMN: Final = frozenset(COLUMNS) - {"words", "marks"}
"""Fields with a column of their own."""


def compiled(node: Node, lexicon: Lexicon) -> Expression | None:
    """Return the FTS5 expression for `node`, or None where everything is wanted.

    A span of dates is written as the years, months and days inside it.
    """
    return None if node == And() else _expression(node, lexicon)


def _expression(node: Node, lexicon: Lexicon) -> Expression:
    match node:
        case Term():
            return _term(node, lexicon)
        case Reference(token):
            return _reference(token, lexicon)
        case Witnesses(least, most):
            return _signs(lexicon.numbered("sources", least, most))
        case Dates(first, last):
            return _marks(_span(first, last, lexicon.years), lexicon)
        case Or(parts):
            return either(_expression(part, lexicon) for part in parts)
        case And(parts):
            wanted = [_expression(p, lexicon) for p in parts if not isinstance(p, Not)]
            unwanted = [_expression(p.part, lexicon) for p in parts if isinstance(p, Not)]
            return Both(tuple(wanted or [_all(lexicon)]), tuple(unwanted))
        case Not(part):
            return Both((_all(lexicon),), (_expression(part, lexicon),))


def _all(lexicon: Lexicon) -> Words:
    return Words(str(_marks((f"kind={kind}" for kind in KINDS), lexicon)), EVERY)


def _signs(signs: Iterable[str]) -> Expression:
    return either(quoted((sign,)) for sign in signs)


def _marks(tokens: Iterable[str], lexicon: Lexicon) -> Expression:
    """Return what finds any of some marks."""
    return _signs(sign for token in tokens if (sign := lexicon.sign(token)))


def _reference(token: str, lexicon: Lexicon) -> Expression:
    place, _, id = token.removeprefix("ref=").rpartition("/")
    event, _, kind = place.partition("/")
    if kind != "quotes":
        return _marks((token,), lexicon)
    # Nothing refers to a statement but itself; its words begin with its id.
    own = Words(f"words : ^ {quoted((f'{fold(id)} =',))}")
    marks = (_marks((one,), lexicon) for one in (f"event={event}", "kind=quotes"))
    return Both((*marks, own))


def _term(term: Term, lexicon: Lexicon) -> Expression:
    match term.field:
        case "event" | "region" | "country":
            return _signs(lexicon.found_by(term.field, term.tokens, prefix=term.prefix))
        case "topic" if (topics := lexicon.topics(term.tokens, prefix=term.prefix)) is not None:
            return _signs(topics)
        case "remark":
            return quoted([REMARK_WORD + token for token in term.tokens], prefix=term.prefix)
        case "source":
            words = [SOURCE_WORD + token for token in term.tokens]
            elsewhere = _term(Term(term.tokens, term.prefix, "publisher"), lexicon)
            return Either((quoted(words, prefix=term.prefix), elsewhere))
    found = phrase(term.tokens, lexicon, prefix=term.prefix)
    if term.field in _IN_A_COLUMN:
        found = Words(f"{term.field} : {found}")
    found = _quickened(found, term)
    if term.field in (None, "speaker"):
        from summit_tui.archive.words.pinyin import may_be_initials  # a start asks for no words

        if may_be_initials(term.tokens):
            return Either((found, quoted((INITIALS + term.tokens[0],))))
    return found


def _quickened(found: Words, term: Term) -> Words:
    """Return what finds the same as `found`, a term's words, by pairs of frequent characters."""
    pairs = [quoted((pair,)) for pair in sorted(pairs_of(term.tokens))]
    if not pairs:
        return found
    if len(term.tokens) == len("ab") and term.field is None:
        return pairs[0]
    return Words(f"({' AND '.join(map(str, pairs))} AND {found})")


def phrase(tokens: Sequence[str], lexicon: Lexicon, *, prefix: bool) -> Words:
    """Return what finds tokens in a row; the last of them may be a beginning."""
    found = quoted(tokens, prefix=prefix)
    if not prefix or len(tokens[-1]) > 1:
        return found
    return replace(found, text=str(Either(tuple(beginnings(tokens, lexicon)))))


def beginnings(tokens: Sequence[str], lexicon: Lexicon) -> Iterator[Words]:
    """Yield what finds between them tokens in a row of which the last is one character, or begins.

    The index of prefixes begins with two characters: one would nearly double it.
    """
    yield quoted(tokens)
    *before, last = tokens
    for two in lexicon.begun(last):
        yield quoted((*before, two), prefix=True)


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
