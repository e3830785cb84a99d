"""The terms of a query, and those that are one word where a record writes them as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summit_tui.archive.analysis.positions import occurrences_in_any_spelling
from summit_tui.archive.analysis.spelling import Spelling, compounds, may_have_particle
from summit_tui.archive.query.tree import And, Node, Or, Term


def terms(node: Node) -> tuple[Term, ...]:
    """Return the terms that a hit may contain, for highlighting: those outside a `Not`."""
    match node:
        case Term():
            return (node,)
        case And(parts):
            of_parts = (term for part in parts for term in terms(part))
            return (*of_parts, *(compound.term for compound in compound_terms(parts)))
        case Or(parts):
            return tuple(term for part in parts for term in terms(part))
        case _:
            return ()


def highlight(text: str, query_terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Return the spans of `text` that match a query's terms in any spelling, whatever their field.

    Spans are as `occurrences_in_any_spelling` returns them.
    """
    return occurrences_in_any_spelling(
        text, [Spelling(term.tokens, term.prefix) for term in query_terms if term.tokens]
    )


class CompoundTerm(NamedTuple):
    """Terms next to each other, `parts[start:stop]`, that a record may have as one term."""

    start: int
    stop: int
    term: Term
    word: str
    """The word in which the terms meet, with an asterisk behind it where it may be a beginning."""


def compound_terms(parts: Sequence[Node]) -> Iterator[CompoundTerm]:
    """Yield the ways in which terms of a conjunction meet in one word: `cyber security`, `web 3.0`.

    Only the last of them may be a prefix; they have one field.
    """
    start = 0
    while start < len(parts):
        run: list[Term] = []
        for part in parts[start:]:
            if not isinstance(part, Term) or (run and part.field != run[0].field):
                break
            run.append(part)
            if part.prefix and not may_have_particle(part.tokens):
                break
        yield from _compounds_of(run, start)
        start += max(1, len(run))


def _compounds_of(run: Sequence[Term], start: int) -> Iterator[CompoundTerm]:
    """Yield the ways in which terms next to each other, from the part `start` on, are one term."""
    tokens = [token for term in run for token in term.tokens]
    homes = [number for number, term in enumerate(run) for _ in term.tokens]
    for first, last in compounds(tokens) if len(run) > 1 else ():
        begun, ended = homes[first], homes[last - 1]
        # Words of one term may be one as well: that is a spelling of the term.
        if begun == ended:
            continue
        word = "".join(tokens[first:last])
        before = tokens[homes.index(begun) : first]
        behind = tokens[last : last + homes[last:].count(ended)]
        term = Term((*before, word, *behind), prefix=run[ended].prefix, field=run[begun].field)
        is_begun = term.prefix and not behind
        yield CompoundTerm(start + begun, start + ended + 1, term, word + "*" * is_begun)
