"""Compiles a query tree into an expression over the words and terms of an index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Final

from summit_tui.archive.analysis.normalize import INITIALS, common_grams_of, normalize
from summit_tui.archive.analysis.spelling import Spelling, spellings
from summit_tui.archive.describe import COLUMNS
from summit_tui.archive.query.terms import CompoundTerm, compound_terms
from summit_tui.archive.query.tree import (
    And,
    DateRange,
    Facet,
    Members,
    Node,
    Not,
    On,
    Or,
    RefersTo,
    SourceCount,
    Term,
)
from summit_tui.archive.sqlite.expressions import (
    NOTHING,
    Also,
    Both,
    Either,
    Every,
    Expression,
    Words,
    all_expression,
    any_expression,
)
from summit_tui.archive.sqlite.lexicon import TermDictionary
from summit_tui.archive.sqlite.terms import GAP, REMARK_WORD, SOURCE_WORD
from summit_tui.archive.sqlite.tokens import encode_token
from summit_tui.model.field_table import facet_fields
from summit_tui.model.kinds import KINDS, Address

_ALIASED: Final = frozenset(("event", "region", "country", "involves", *facet_fields()))
"""The fields whose values are found by the words that the index keeps beside their terms."""
_MOST_WAYS: Final = 32
"""Ways to read words next to each other, apart or as one."""
_COLUMN_FIELDS: Final = frozenset(COLUMNS) - {"words", "unshown"}
"""The fields that have a column of the same name."""


def compile_query(node: Node, dictionary: TermDictionary) -> Expression | None:
    """Return the expression for `node`, or None where it finds every record.

    A span of dates is compiled to the years, months and days inside it.
    """
    return None if node == And() else _expression(node, dictionary)


def _expression(node: Node, dictionary: TermDictionary) -> Expression:
    match node:
        case Term():
            return _term(node, dictionary)
        case RefersTo(Address(event, "quotes", id)):
            return _statement(event, id, dictionary)
        case Facet() | RefersTo() | On():
            return _any_token((encode_token(node),), dictionary)
        case Members() | SourceCount():
            return _any_term(_terms_of(node, dictionary))
        case DateRange(first, last):
            return _any_token(_date_tokens(first, last, dictionary.years), dictionary)
        case Or(parts):
            return any_expression(_expression(part, dictionary) for part in parts)
        case And(parts):
            required = _required(parts, dictionary)
            if NOTHING in required:
                return NOTHING
            excluded = [_expression(p.part, dictionary) for p in parts if isinstance(p, Not)]
            excluded = [expression for expression in excluded if expression != NOTHING]
            return Both(tuple(required or [_every(dictionary)]), tuple(excluded))
        case Not(part):
            return Both((_every(dictionary),), (_expression(part, dictionary),))


def _terms_of(node: Members | SourceCount, dictionary: TermDictionary) -> list[str]:
    """Return the encoded terms that the records of a group or of a number of sources have."""
    if isinstance(node, Members):
        return dictionary.in_countries(node.countries)
    return dictionary.in_range("sources", node.least, node.most)


def _every(dictionary: TermDictionary) -> Every:
    return Every(_any_token((encode_token(Facet("kind", kind)) for kind in KINDS), dictionary))


def _any_term(terms: Iterable[str]) -> Expression:
    """Return an expression for the records that have any of some encoded terms."""
    return any_expression(Words((term,)) for term in terms)


def _any_token(tokens: Iterable[str], dictionary: TermDictionary) -> Expression:
    """Return an expression for the records that have any of some tokens."""
    return _any_term(term for token in tokens if (term := dictionary.term(token)))


def _statement(event: str, id: str, dictionary: TermDictionary) -> Expression:
    """Return an expression for one statement: nothing else refers to it."""
    # The words of a record begin with its id.
    words = Words((*normalize(id).split(), GAP.strip()), column="words", is_first=True)
    facets = (Facet("event", event), Facet("kind", "quotes"))
    return Both((*(_any_token((encode_token(facet),), dictionary) for facet in facets), words))


def _required(parts: Sequence[Node], dictionary: TermDictionary) -> list[Expression]:
    """Return the expressions of what a conjunction requires, terms as one word among them."""
    known = [way for way in compound_terms(parts) if dictionary.has_word(way.word)]
    required: list[Expression] = []
    start = 0
    while start < len(parts):
        stop = start + 1
        for way in known:
            # Ways that overlap exclude each other.
            if start <= way.start < stop:
                stop = max(stop, way.stop)
        if stop > start + 1:
            ways = islice(_ways(parts, range(start, stop), known, dictionary), _MOST_WAYS)
            required.append(any_expression(map(all_expression, ways)))
        elif not isinstance(parts[start], Not):
            required.append(_expression(parts[start], dictionary))
        start = stop
    return required


def _ways(
    parts: Sequence[Node],
    span: range,
    known: Sequence[CompoundTerm],
    dictionary: TermDictionary,
) -> Iterator[tuple[Expression, ...]]:
    """Yield the ways to read the terms of a span, each word apart first."""
    if not span:
        yield ()
        return
    for rest in _ways(parts, span[1:], known, dictionary):
        yield _expression(parts[span.start], dictionary), *rest
    for way in known:
        if way.start == span.start:
            expression = Also(_expression(way.term, dictionary))
            for rest in _ways(parts, range(way.stop, span.stop), known, dictionary):
                yield expression, *rest


def _term(term: Term, dictionary: TermDictionary) -> Expression:
    match term.field:
        case str() as field if field in _ALIASED:
            return _any_term(dictionary.matching(field, term.tokens, prefix=term.prefix))
        case "topic" if (topics := dictionary.topics(term.tokens, prefix=term.prefix)) is not None:
            return _any_term(topics)
        case "remark":
            return Words(tuple(REMARK_WORD + token for token in term.tokens), term.prefix)
        case "source":
            ways = spellings(
                term.tokens,
                prefix=term.prefix,
                has_word=lambda word: dictionary.has_word(SOURCE_WORD + word),
            )
            source = (
                Words(tuple(SOURCE_WORD + token for token in way.tokens), way.prefix)
                for way in ways
            )
            publisher = _term(Term(term.tokens, term.prefix, "publisher"), dictionary)
            return Either((*source, publisher))
    written = [_spelling(way, term.field, dictionary) for way in dictionary.spellings(term)]
    words = any_expression((*written[:1], *map(Also, written[1:])))
    if term.field in (None, "speaker"):
        # Loaded here: opening an archive needs no names in Latin letters.
        from summit_tui.archive.analysis.pinyin import may_be_initials

        if may_be_initials(term.tokens):
            return Either((words, Words((INITIALS + term.tokens[0],))))
    return words


def _spelling(way: Spelling, field: str | None, dictionary: TermDictionary) -> Words:
    """Return the expression of one spelling of a term, anywhere or in `field`."""
    words = phrase(way.tokens, dictionary, prefix=way.prefix)
    grams = tuple(sorted(common_grams_of(way.tokens)))
    # The pairs of frequent characters make it faster; two characters are nothing but their pair.
    if grams and len(way.tokens) == len("ab") and field is None:
        return Words(grams[:1])
    column = field if field in _COLUMN_FIELDS else None
    return replace(words, column=column, grams=grams) if column or grams else words


def phrase(tokens: Sequence[str], dictionary: TermDictionary, *, prefix: bool) -> Words:
    """Return an expression for consecutive tokens; a prefix may be of one character."""
    is_short = prefix and len(tokens[-1]) == 1
    # The index of FTS5 has prefixes of two: those of one would nearly double it, and those of
    # three are found as quickly without one.
    beginnings = dictionary.prefixes(tokens[-1]) if is_short else ()
    return Words(tuple(tokens), prefix, tuple(beginnings))


def _date_tokens(first: str, last: str, years: tuple[int, int]) -> Iterator[str]:
    """Yield the tokens of the years, months and days that lie wholly in a span of days."""
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
            yield f"later={day.isoformat()}"
        if day == date.max:
            return
        day += timedelta(days=1)


def _month_end(day: date) -> date:
    if day.month == 12:
        return day.replace(day=31)
    return day.replace(month=day.month + 1) - timedelta(days=1)
