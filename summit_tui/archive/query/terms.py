"""The terms of a query, and those that are one word where a record writes them as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summit_tui.archive.analysis.spelling import compounds
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


class CompoundTerm(NamedTuple):
    """Terms next to each other, `parts[start:stop]`, that a record may have as one word."""

    start: int
    stop: int
    term: Term


def compound_terms(parts: Sequence[Node]) -> Iterator[CompoundTerm]:
    """Yield the ways in which single words of a conjunction are one word: `cyber security`.

    Only the last of them may be a prefix; they have one field.
    """
    start = 0
    while start < len(parts):
        run: list[Term] = []
        for part in parts[start:]:
            is_word = isinstance(part, Term) and len(part.tokens) == 1
            if not is_word or not isinstance(part, Term) or (run and part.field != run[0].field):
                break
            run.append(part)
            if part.prefix:
                break
        for first, last in compounds([term.tokens[0] for term in run]):
            word = "".join(term.tokens[0] for term in run[first:last])
            term = Term((word,), prefix=run[last - 1].prefix, field=run[first].field)
            yield CompoundTerm(start + first, start + last, term)
        start += max(1, len(run))
