"""Removes the differences that an excerpt and its source may have, and keeps all positions.

Normalized are white space, line ends, invisible characters, quotation marks, dashes, ellipses,
width, ligatures and Unicode composition (Unicode Annex 15). Words, their order, numbers and case
are not. The result for a part of a text is the same by itself and within the whole.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from functools import lru_cache
from typing import Final

from summit_tui.model.invisible import INVISIBLE
from summit_tui.model.text import CJK, HAN

_PLACEHOLDER: Final = "\u200b"
"""Replaces every invisible character until it is dropped."""
_DOUBLE: Final = '"“”„‟«»「」〝〞〟″‶﹁﹂｢｣'
_SINGLE: Final = "'‘’‚‛‹›『』′‵`´ʼ﹃﹄"
_DASHES: Final = "−─━⁃˗"
"""Used as dashes, though they are not in Unicode's category of dashes (`Pd`)."""
_ELLIPSES: Final = "…⋯‥︙"
_WAVES: Final = "〜〰"
"""In Unicode's category of dashes, but used as tildes."""
_SAME_MEANING: Final = (
    *("<wide>", "<narrow>", "<small>", "<vertical>", "<compat>"),
    *("<initial>", "<medial>", "<final>", "<isolated>"),
)
"""Decompositions that change the look of a character, not its meaning (Unicode Annex 44)."""

_VARIANTS: Final = (('"', _DOUBLE), ("'", _SINGLE), ("…", _ELLIPSES), ("~", _WAVES))

_HIDDEN: Final = re.compile(f"[{INVISIBLE}]")
_BROKEN_WORD: Final = re.compile(r"\u00ad[^\S\r\n]*[\r\n]\s*")
_BESIDE_CJK: Final = re.compile(
    rf"(?<![\s{INVISIBLE}])[\s{INVISIBLE}]++(?=[{CJK}])|(?<=[{CJK}])[\s{INVISIBLE}]++"
)
_GAP: Final = f"[ {_PLACEHOLDER}]*+"
_MEMBERS: Final = re.compile(
    rf'{_GAP}(?P<quote>"){_GAP}'
    rf"|{_GAP}(?P<dash>-(?:[- {_PLACEHOLDER}]*-)?){_GAP}"
    rf"|(?P<dots>(?:…|\.{_GAP}\.{_GAP}\.)(?:{_GAP}[….])*+)"
    rf"|(?P<space>[ {_PLACEHOLDER}]++)"
    r"|(?P<dot>\.)"
)
_PUNCTUATION: Final = {"quote": '"', "dash": "-", "dots": "…", "dot": "."}
_BLANKS: Final = frozenset((" ", _PLACEHOLDER))
_ASCII: Final = {ord(char): " " for char in map(chr, range(128)) if char.isspace()} | {96: "'"}


class NormalizedText:
    """A normalized text with the position of each of its characters in the original."""

    __slots__ = ("_ends", "_starts", "_targets", "text")

    def __init__(self, text: str) -> None:
        even, runs = _normalize_characters(text)
        parts: list[str] = []
        # Three columns of one table: a position in the normalized text, its start in the original,
        # and for replaced characters their end there; 0 begins a run that is copied.
        columns = self._targets, self._starts, self._ends = array("I"), array("I"), array("I")
        add_target, add_start, add_end = (column.append for column in columns)
        size = done = 0
        for match in runs.finditer(even):
            run, start = match[0], match.start()
            # A page of nothing but white space must not stay in the cache.
            members = _members(run) if len(run) < 32 else _members.__wrapped__(run)
            if members is None:
                continue
            if start > done:
                add_target(size), add_start(done), add_end(0)
                parts.append(even[done:start])
                size += start - done
            for new, first, last in members:
                add_target(size), add_start(start + first), add_end(start + last)
                parts.append(new)
                size += len(new)
            done = match.end()
        add_target(size), add_start(done), add_end(0)
        parts.append(even[done:])
        self.text: str = "".join(parts)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the original span of the normalized span `start` to `end`, `end` excluded."""
        first = bisect_right(self._targets, start) - 1
        last = bisect_right(self._targets, end - 1) - 1
        offset = 0 if self._ends[first] else start - self._targets[first]
        return (
            self._starts[first] + offset,
            self._ends[last] or self._starts[last] + end - self._targets[last],
        )


@lru_cache(maxsize=8)  # several ask for the words of one statement
def normalize(text: str) -> str:
    """Return `text` normalized, without white space at its ends."""
    return NormalizedText(text).text.strip(" ")


def _normalize_characters(text: str) -> tuple[str, re.Pattern[str]]:
    """Replace what keeps the length, and return a pattern for the runs that may change it."""
    if text.isascii():
        return text.translate(_ASCII), _run_pattern("", "")
    if "\u00ad" in text:
        text = _BROKEN_WORD.sub(_blank, text)
    characters = set(text)
    normalized = {char: _normalize_character(char) for char in characters}
    if max(characters) >= HAN[0] and not _BLANKS.isdisjoint(normalized.values()):
        text = _BESIDE_CJK.sub(_blank, text)
    changes = {old: new for old, new in normalized.items() if old != new and len(new) == 1}
    if len(changes) < 64:
        for old, new in changes.items():
            text = text.replace(old, new)
    else:
        text = text.translate({ord(old): new for old, new in changes.items()})
    growing = sorted(char for char, new in normalized.items() if len(new) > 1)
    combining: list[str] = []
    if not unicodedata.is_normalized("NFC", text):
        combining = sorted(
            {new if len(new) == 1 else old for old, new in normalized.items() if _is_combining(new)}
        )
    return text, _run_pattern("".join(growing), "".join(combining))


def _blank(match: re.Match[str]) -> str:
    return _PLACEHOLDER * len(match[0])


def _is_combining(text: str) -> bool:
    """Tell whether the first of `text` may compose with the character before it."""
    return unicodedata.category(text[0]) in ("Mn", "Mc") or "\u1160" <= text[0] <= "\u11ff"


@lru_cache(maxsize=64)
def _run_pattern(growing: str, combining: str) -> re.Pattern[str]:
    """Return a pattern for runs of white space and punctuation, and for the given characters.

    `growing` become several characters, `combining` may compose with the one before them.
    """
    run = rf' {_PLACEHOLDER}"\-.…'
    pattern = rf"[{run}]{{2,}}|{_PLACEHOLDER}"
    if combining:
        marks = re.escape(combining)
        pattern += rf"|[^{run}{marks}][{marks}{_PLACEHOLDER}]*[{marks}]"
    if growing:
        pattern += f"|[{re.escape(growing)}]"
    return re.compile(pattern)


@lru_cache(maxsize=4096)
def _members(run: str) -> tuple[tuple[str, int, int], ...] | None:
    """Return the normalized characters of a run and the span of each; None if nothing changes."""
    if run[0] in f' {_PLACEHOLDER}"-.…':
        members = tuple(
            (new, *match.span(kind))
            for match in _MEMBERS.finditer(run)
            if (kind := match.lastgroup or "")
            and (new := _PUNCTUATION.get(kind) or (" " if " " in match[0] else ""))
        )
    else:
        letters = "".join(map(_normalize_character, run)).replace(_PLACEHOLDER, "")
        members = ((unicodedata.normalize("NFC", letters), 0, len(run)),)
    return None if "".join(new for new, _, _ in members) == run else members


@lru_cache(maxsize=8192)
def _normalize_character(char: str) -> str:
    """Return one character normalized by itself."""
    for replacement, variants in _VARIANTS:
        if char in variants:
            return replacement
    if char in _DASHES or unicodedata.category(char) == "Pd":
        return "-"
    if char.isspace():
        return " "
    if _HIDDEN.match(char):
        return _PLACEHOLDER
    # A superscript, a fraction or a numbered circle is not the number it is made of.
    same = unicodedata.decomposition(char).startswith(_SAME_MEANING)
    if same and unicodedata.category(char) not in ("No", "Nl"):
        new = unicodedata.normalize("NFKC", char)
    else:
        new = unicodedata.normalize("NFC", char)
    if new == char or " " in new:
        return char
    return "".join(map(_normalize_character, new))
