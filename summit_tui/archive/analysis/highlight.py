"""Where folded words stand in a text that is shown as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from summit_tui.archive.analysis.normalize import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summit_tui.archive.query.tree import Term

_RUN: Final = re.compile(r"[^\x00-/:-@\[-`{-\x7f]+")
"""Characters between those of ASCII that separate: most words, at the speed of the compiler."""


class TokenStream(NamedTuple):
    """The folded words of a text and where each stands in it."""

    tokens: list[str]
    starts: list[int]
    ends: list[int]


def tokenize(text: str) -> TokenStream:
    """Return the words of `text`; joined by spaces, the tokens are what `fold` returns."""
    words = TokenStream([], [], [])
    for run in _RUN.finditer(text):
        if run[0].isascii():
            words.tokens.append(run[0].lower())
            words.starts.append(run.start())
            words.ends.append(run.end())
        else:
            _add_words(run[0], run.start(), words)
    return words


def _add_words(run: str, start: int, words: TokenStream) -> None:
    """Add the words of `run`, which stands at `start`, character by character."""
    tokens, starts, ends = words
    inside = False
    for position, code in enumerate(map(ord, run), start):
        piece = TABLE[code]
        if not piece:
            # A mark that adds nothing belongs to the character before it.
            if position > start and ends and ends[-1] == position:
                ends[-1] = position + 1
        elif piece[0] == " ":
            inside = False
            # Nearly always " " or " 国 ", which need no list.
            for token in piece[1:2] if len(piece) < 4 else piece.split():
                tokens.append(token)
                starts.append(position)
                ends.append(position + 1)
        elif inside:
            tokens[-1] += piece
            ends[-1] = position + 1
        else:
            inside = True
            tokens.append(piece)
            starts.append(position)
            ends.append(position + 1)


def _reach(text: str, start: int, length: int) -> int:
    """Return where the characters end that make the first `length` letters of a folded word."""
    end = start
    while length > 0:
        length -= len(TABLE[ord(text[end])])
        end += 1
    while end < len(text) and not TABLE[ord(text[end])]:
        end += 1
    return end


def highlight(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Return where `terms` stand in `text`, wherever in a record they were asked for.

    Each span is its first code point and the one after its last, in order and without overlaps.
    Of a word of which only the beginning was typed, that beginning is meant. Takes time in
    proportion to the length of the text.
    """
    words = tokenize(text)
    folded = f" {' '.join(words.tokens)} "
    apart: list[tuple[int, int]] = []
    for start, end in sorted(
        span for term in terms for span in _term_spans(text, term, words, folded)
    ):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _term_spans(
    text: str, term: Term, words: TokenStream, folded: str
) -> Iterator[tuple[int, int]]:
    """Yield where one term stands; `folded` are the words with spaces between and around them."""
    if not term.tokens:
        return
    phrase = f" {' '.join(term.tokens)}"
    wanted = phrase if term.prefix else f"{phrase} "
    first, counted = 0, 0
    # Searching on behind what was found keeps a term that repeats itself linear.
    place = folded.find(wanted)
    while place >= 0:
        first += folded.count(" ", counted, place)
        counted = place
        last = first + len(term.tokens) - 1
        end = words.ends[last]
        if words.tokens[last] != term.tokens[-1]:
            end = _reach(text, words.starts[last], len(term.tokens[-1]))
        yield words.starts[first], end
        place = folded.find(wanted, place + len(phrase))
