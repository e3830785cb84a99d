"""Positions of normalized words in the original text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from summit_tui.archive.analysis.normalize import TABLE, is_apart, without_points
from summit_tui.archive.analysis.spelling import padded, spellings_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summit_tui.archive.analysis.spelling import Spelling

_RUN: Final = re.compile(r"[^\x00-/:-@\[-`{-\x7f]+")
"""Characters without an ASCII separator between them: most words, matched by compiled code."""


class TokenStream(NamedTuple):
    """The normalized words of a text with the position where each starts and ends in it."""

    tokens: list[str]
    starts: list[int]
    ends: list[int]


def tokenize(text: str) -> TokenStream:
    """Return the words of `text`; joined by spaces, the tokens are what `normalize` returns."""
    stream = TokenStream([], [], [])
    # A soft hyphen is no character of a word, and keeps every other one in its place.
    text = without_points(text, "\u00ad")
    for run in _RUN.finditer(text):
        if run[0].isascii():
            stream.tokens.append(run[0].lower())
            stream.starts.append(run.start())
            stream.ends.append(run.end())
        else:
            _add_words(run[0], run.start(), stream)
    return stream


def _add_words(run: str, start: int, stream: TokenStream) -> None:
    """Add the words of `run`, which starts at `start`, character by character."""
    tokens, starts, ends = stream
    inside = False
    for position, code in enumerate(map(ord, run), start):
        normalized = TABLE[code]
        if not normalized:
            # A combining mark that is left out belongs to the character before it.
            if position > start and ends and ends[-1] == position:
                ends[-1] = position + 1
        elif normalized[0] == " ":
            inside = False
            # Nearly always " " or " 国 ", which need no list.
            for token in normalized[1:2] if len(normalized) < 4 else normalized.split():
                tokens.append(token)
                starts.append(position)
                ends.append(position + 1)
        elif inside and not is_apart(tokens[-1][-1], normalized[0]):
            tokens[-1] += normalized
            ends[-1] = position + 1
        else:
            inside = True
            tokens.append(normalized)
            starts.append(position)
            ends.append(position + 1)


def _end_of(text: str, start: int, length: int) -> int:
    """Return where the characters end that make the first `length` letters of a word."""
    end = start
    while length > 0:
        length -= len(TABLE[ord(text[end])])
        end += 1
    while end < len(text) and not TABLE[ord(text[end])]:
        end += 1
    return end


def occurrences_in_any_spelling(text: str, spellings: Iterable[Spelling]) -> list[tuple[int, int]]:
    """Return the spans of `text` that have words as in `spellings`, or spelled in another way.

    A span is the position of its first code point and the one behind its last; spans are in order
    and do not overlap. Of a word that matches a prefix, the prefix is the span. The time is
    proportional to the length of the text.
    """
    stream = tokenize(text)
    normalized = f" {' '.join(stream.tokens)} "
    text = without_points(text, "\u00ad")
    patterns = {
        pattern: None
        for tokens, prefix in spellings
        for pattern in spellings_in(normalized, tokens, prefix=prefix)
    }
    return _merged(
        span for pattern in patterns for span in _spans(text, pattern, stream, normalized)
    )


def occurrences(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return the spans of `text` that have normalized words as they are spelled, in order."""
    stream = tokenize(text)
    normalized = f" {' '.join(stream.tokens)} "
    return _merged(_spans(text, padded(words, prefix=False), stream, normalized)) if words else []


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _spans(
    text: str, pattern: str, stream: TokenStream, normalized: str
) -> Iterator[tuple[int, int]]:
    """Yield the spans of a `padded` pattern; `normalized` has the words of the stream padded."""
    phrase = pattern.rstrip(" ")
    words = phrase.split()
    first, counted = 0, 0
    # To go on behind each match keeps the time linear for a term that repeats itself.
    position = normalized.find(pattern)
    while position >= 0:
        first += normalized.count(" ", counted, position)
        counted = position
        last = first + len(words) - 1
        end = stream.ends[last]
        if stream.tokens[last] != words[-1]:
            end = _end_of(text, stream.starts[last], len(words[-1]))
        yield stream.starts[first], end
        position = normalized.find(pattern, position + len(phrase))
