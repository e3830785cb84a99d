"""What a query asks of an index, as a tree that each store writes in the language of its engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from summit_tui.model.value import Value, immutable


@immutable()
class Words(Value):
    """An expression for words that follow each other in one field."""

    tokens: tuple[str, ...]
    """At least one."""
    prefix: bool = False
    """Whether the last word is the beginning of one."""
    beginnings: tuple[str, ...] = ()
    """Where that is one character: the longer beginnings that it has, as an index may have none so
    short. What they find and what the words find as they are is all that is found."""
    column: str | None = None
    """The field, one of `COLUMNS`; None for any."""
    is_first: bool = False
    """Whether only a field is found that begins with them."""
    grams: tuple[str, ...] = ()
    """Tokens that all records which have the words have, and that are sooner found."""

    @property
    def key(self) -> str | None:
        """The key of the bitmap, if there is one: a token, or a prefix with an asterisk.

        None for anything else.
        """
        if len(self.tokens) > 1 or self.column or self.grams:
            return None
        return self.tokens[0] + "*" * self.prefix


@immutable()
class Also(Value):
    """Another spelling of words that may be frequent.

    Its bitmap is made when it is asked for, so that those words keep theirs.
    """

    part: Expression


@immutable()
class Every(Value):
    """The expression that finds every record."""

    part: Expression
    """One that does so in an engine which has to be asked."""


@immutable()
class Either(Value):
    """An expression for the records that at least one part finds."""

    parts: tuple[Expression, ...]
    """At least one."""


@immutable()
class Both(Value):
    """An expression for the records that all parts find and no excluded one does."""

    parts: tuple[Expression, ...]
    """At least one."""
    excluded: tuple[Expression, ...] = ()


Expression = Words | Also | Every | Either | Both

NOTHING: Final = Words(("==",))
"""The expression that finds no record: it has a token that none has."""


def any_expression(parts: Iterable[Expression]) -> Expression:
    """Return an expression for the records that any part finds."""
    alternatives = tuple(part for part in parts if part != NOTHING)
    if not alternatives:
        return NOTHING
    return alternatives[0] if len(alternatives) == 1 else Either(alternatives)


def all_expression(parts: Sequence[Expression]) -> Expression:
    """Return an expression for the records that all of one part or more find."""
    return parts[0] if len(parts) == 1 else Both(tuple(parts))


def flattened(expression: Both) -> Both:
    """Return what finds the same with no conjunction among its parts.

    What all hits have anyway is left out of the conjunctions that are excluded.
    """
    parts: list[Expression] = []
    excluded = [*expression.excluded]
    for part in expression.parts:
        if isinstance(part, Both):
            inner = flattened(part)
            parts += inner.parts
            excluded += inner.excluded
        else:
            parts.append(part)
    return Both(tuple(dict.fromkeys(parts)), tuple(_beyond(part, parts) for part in excluded))


def _beyond(expression: Expression, required: Sequence[Expression]) -> Expression:
    """Return what an expression asks of records that have all that is `required`."""
    if isinstance(expression, Both) and not expression.excluded:
        further = [part for part in expression.parts if part not in required]
        return all_expression(further) if further else expression
    return expression
