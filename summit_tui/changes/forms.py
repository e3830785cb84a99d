"""Changes in words: as text for a terminal, as Markdown for people, as JSON for programs."""

from collections.abc import Iterator
from importlib import import_module
from typing import Final, Literal, get_args

from summit_tui.changes.listing import Changes
from summit_tui.controls import visible

Form = Literal["text", "markdown", "json"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)
"""Each is written by the module of its name."""


def report(
    changes: Changes, form: Form, names: tuple[str, str], *, colour: bool = False
) -> Iterator[str]:
    """Return a document on changes, piece by piece, without control characters but its own.

    `names` are those of the old and the new side. With `colour` text has the colours of a
    terminal, and else marks like those of `git diff --word-diff`.
    """
    pieces: Iterator[str] = import_module(f"summit_tui.changes.{form}").words(
        changes, names, colour
    )
    # Colours are control characters; a form that has them lets no others through itself.
    return pieces if colour else map(visible, pieces)
