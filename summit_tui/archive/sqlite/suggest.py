"""Suggests a correction of a query with hardly any hits."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from summit_tui.archive import SUGGEST_UP_TO
from summit_tui.archive.analysis.normalize import is_single_character
from summit_tui.archive.analysis.pinyin import with_other_readings
from summit_tui.archive.analysis.positions import tokenize
from summit_tui.archive.query import group_meant, parse
from summit_tui.archive.query.tokenizer import TokenType, tokens
from summit_tui.archive.query.tree import Node, Term

_SHORTEST: Final = 4
"""Letters of a word that is corrected; a shorter one nearly always has neighbours by chance."""
_LONGEST: Final = 40
_TIMES: Final = 10
"""A word with hits is corrected only to one that occurs in this many times as many records."""
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_SEARCHED: Final = frozenset(
    (None, "speaker", "role", "delegation", "session", "topic", "source", "publisher")
)
"""Fields that search words of the index; None is for anywhere."""


class _Word(NamedTuple):
    """A normalized word of a query with its position there."""

    text: str
    start: int
    end: int
    field: str | None
    unfinished: bool
    """Whether the word is still being typed."""


def suggest(
    text: str,
    *,
    typing: bool,
    count_hits: Callable[[Node], int],
    frequencies: Callable[[Sequence[str]], Mapping[str, int]],
) -> str | None:
    """Return `text` with its misspelt words corrected, or None where nothing is better.

    The name of a group of countries is answered with the query for it, and a Chinese surname that
    is often read wrongly, as 区 is in `qu`, with its other reading. A word is misspelt if it
    has no hits or, as the only word, hardly any; it is corrected to the most frequent word of
    the index that is one edit away. `count_hits` returns the number of records that a node
    finds, exact up to `SUGGEST_UP_TO`; `frequencies` returns in how many records words occur,
    of those that do.
    """

    def count(text: str) -> int:
        return count_hits(parse(text, typing=typing).node)

    if (group := group_meant(text)) and count(group):
        return group
    if (hits_as_typed := count(text)) > SUGGEST_UP_TO:
        return None
    if count(reread := with_other_readings(text)) > hits_as_typed:
        return reread
    words = list(_words_of(text, typing=typing))
    corrected = text
    for word in reversed(words):
        hits = count_hits(Term((word.text,), prefix=word.unfinished, field=word.field))
        if hits > (SUGGEST_UP_TO if len(words) == 1 else 0):
            continue
        near = frequencies(sorted(one_edit_away(word.text)))
        candidates = _most_frequent(near, _TIMES * hits)
        correction = next(
            (each for each in candidates if count_hits(Term((each,), field=word.field))), word.text
        )
        corrected = corrected[: word.start] + correction + corrected[word.end :]
    return corrected if corrected != text and count(corrected) > hits_as_typed else None


def _most_frequent(near: Mapping[str, int], least: int) -> list[str]:
    """Return the words that at least this many records have, the most frequent first."""
    frequent = (word for word in near if near[word] >= least)
    return sorted(frequent, key=lambda word: -near[word])


def one_edit_away(word: str) -> set[str]:
    """Return all words that differ by one deletion, insertion, substitution or transposition.

    Letters are those from a to z and the word's own (Damerau 1964).
    """
    letters = sorted({*_LETTERS, *word})
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    edits = {before + after[1:] for before, after in splits if after}
    edits |= {before + after[1] + after[0] + after[2:] for before, after in splits if after[1:]}
    edits |= {before + char + after[1:] for before, after in splits if after for char in letters}
    edits |= {before + char + after for before, after in splits for char in letters}
    return edits - {word, ""}


def _words_of(text: str, *, typing: bool) -> Iterator[_Word]:
    """Yield the words of a query that may be misspelt."""
    for token in tokens(text):
        if token.negated or token.field not in _SEARCHED or token.text in ("OR", "AND"):
            continue
        is_phrase = token.type is TokenType.PHRASE
        offset = token.end - (is_phrase and token.closed) - len(token.text)
        is_last = typing and not is_phrase and token.end == len(text)
        for word, start, end in zip(*tokenize(token.text), strict=True):
            is_unfinished = is_last and end == len(token.text)
            is_correctable = _SHORTEST <= len(word) <= _LONGEST and word.isalpha()
            if is_correctable and not is_single_character(word):
                yield _Word(word, offset + start, offset + end, token.field, is_unfinished)
