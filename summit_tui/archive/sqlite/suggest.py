"""What a query that finds hardly anything may have been meant to be: a guess, and no more."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from summit_tui.archive import FEW
from summit_tui.archive.analysis.highlight import tokenize
from summit_tui.archive.analysis.normalize import stands_alone
from summit_tui.archive.query import parse
from summit_tui.archive.query.tokenizer import TokenType, tokens
from summit_tui.archive.query.tree import Node, Term

_SHORTEST: Final = 4
"""Letters; one edit away from a shorter word there is nearly always another."""
_LONGEST: Final = 40
_TIMES: Final = 10
"""A word that is found must be so many times rarer than the other to be taken for a slip."""
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_SEARCHED: Final = frozenset(
    (None, "speaker", "role", "delegation", "session", "topic", "source", "publisher")
)
"""Fields with words of the index; None is for anywhere."""


class _Word(NamedTuple):
    """A folded word of a query and where it stands there."""

    text: str
    start: int
    end: int
    field: str | None
    unfinished: bool


def suggestion(
    text: str,
    *,
    typing: bool,
    found: Callable[[Node], int],
    known: Callable[[Sequence[str]], Mapping[str, int]],
) -> str | None:
    """Return `text` with its slips mended, or None where there is nothing better to search for.

    A slip is a word that is not found, or if it is the only one, hardly ever; it is mended by the
    most frequent word of the index that is one edit away. `found` counts the records that a
    node finds, up to a few; `known` tells in how many records words occur, of those that do.
    """

    def finds(text: str) -> int:
        return found(parse(text, typing=typing).node)

    if finds(text) > FEW:
        return None
    words = list(_words_of(text, typing=typing))
    mended = text
    for word in reversed(words):
        number = found(Term((word.text,), prefix=word.unfinished, field=word.field))
        if number > (FEW if len(words) == 1 else 0):
            continue
        near = known(sorted(one_edit_away(word.text)))
        often = sorted(
            (one for one in near if near[one] >= _TIMES * number), key=lambda o: -near[o]
        )
        meant = (one for one in often if found(Term((one,), field=word.field)))
        mended = mended[: word.start] + next(meant, word.text) + mended[word.end :]
    return mended if mended != text and finds(mended) > finds(text) else None


def one_edit_away(word: str) -> set[str]:
    """Return what becomes of a word when a letter is left out, added or replaced, or two swapped.

    Letters are those from a to z and the word's own (Damerau 1964).
    """
    letters = sorted({*_LETTERS, *word})
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    edited = {before + after[1:] for before, after in parts if after}
    edited |= {before + after[1] + after[0] + after[2:] for before, after in parts if after[1:]}
    edited |= {before + one + after[1:] for before, after in parts if after for one in letters}
    edited |= {before + one + after for before, after in parts for one in letters}
    return edited - {word, ""}


def _words_of(text: str, *, typing: bool) -> Iterator[_Word]:
    """Yield the words of a query that may be slips."""
    for piece in tokens(text):
        if piece.negated or piece.field not in _SEARCHED or piece.text in ("OR", "AND"):
            continue
        phrase = piece.shape is TokenType.PHRASE
        value = piece.end - (phrase and piece.closed) - len(piece.text)
        last = typing and not phrase and piece.end == len(text)
        words = tokenize(piece.text)
        for word, start, end in zip(*words, strict=True):
            begun = last and end == len(piece.text)
            long_enough = _SHORTEST <= len(word) <= _LONGEST and word.isalpha()
            if long_enough and not stands_alone(word):
                yield _Word(word, value + start, value + end, piece.field, begun)
