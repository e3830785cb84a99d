"""What FTS5 is asked for, as a tree: its text, and which of its leaves may have a bitmap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final


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


def either(parts: Iterable[Expression]) -> Expression:
    """Return what finds the records that any of some parts finds."""
    known = tuple(parts)
    return (known[0] if len(known) == 1 else Either(known)) if known else NOTHING


def quoted(tokens: Sequence[str], *, prefix: bool = False) -> Words:
    """Return what finds tokens in a row; the last of them may be a beginning."""
    text = '"' + " ".join(tokens).replace('"', '""') + '"' + "*" * prefix
    return Words(text, tokens[0] + "*" * prefix if len(tokens) == 1 else None)
