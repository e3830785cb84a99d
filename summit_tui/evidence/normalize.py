"""What may differ between an excerpt and its source is made equal, and every place remembered.

Folded are white space, line ends, invisible characters, quotation marks, dashes, ellipses, width,
ligatures and Unicode composition (Unicode Annex 15). Words, their order, numbers and case are not.
How a text is folded never depends on what lies outside it, so a part folds as it does in the whole.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from functools import lru_cache
from typing import Final

HAN: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u3099-\u30ff"
    "\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U0001aff0-\U0001b16f\U00020000-\U0003ffff"
)
"""Characters of Han, kana and bopomofo, for a class in a regular expression."""

CJK: Final = (
    HAN + "\u3001-\u303f\ufe10-\ufe1f\ufe30-\ufe6f"
    "\uff01-\uff06\uff08-\uff0f\uff1a-\uff20\uff3b-\uff3f\uff5b-\uff65"
)
"""The same with their punctuation: white space beside one of these says nothing."""

_UNSEEN: Final = "\u200b"
"""Stands for every invisible character until it is dropped."""
_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff"
)
_DOUBLE: Final = '"“”„‟«»「」〝〞〟″‶﹁﹂｢｣'
_SINGLE: Final = "'‘’‚‛‹›『』′‵`´ʼ﹃﹄"
_DASHES: Final = "−─━⁃˗"
"""Used as dashes, though Unicode puts them elsewhere than among its dashes (`Pd`)."""
_ELLIPSES: Final = "…⋯‥︙"
_WAVES: Final = "〜〰"
"""Among Unicode's dashes, but used as tildes."""
_SAME_LETTERS: Final = (
    *("<wide>", "<narrow>", "<small>", "<vertical>", "<compat>"),
    *("<initial>", "<medial>", "<final>", "<isolated>"),
)
"""Decompositions that change how a character looks and not what it says (Unicode Annex 44)."""

_HIDDEN: Final = re.compile(f"[{_INVISIBLE}]")
_BROKEN_WORD: Final = re.compile(r"\u00ad[^\S\r\n]*[\r\n]\s*")
_BESIDE_CJK: Final = re.compile(
    rf"(?<![\s{_INVISIBLE}])[\s{_INVISIBLE}]++(?=[{CJK}])|(?<=[{CJK}])[\s{_INVISIBLE}]++"
)
_GAP: Final = f"[ {_UNSEEN}]*+"
_MEMBERS: Final = re.compile(
    rf'{_GAP}(?P<quote>"){_GAP}'
    rf"|{_GAP}(?P<dash>-(?:[- {_UNSEEN}]*-)?){_GAP}"
    rf"|(?P<dots>(?:…|\.{_GAP}\.{_GAP}\.)(?:{_GAP}[….])*+)"
    rf"|(?P<space>[ {_UNSEEN}]++)"
    r"|(?P<dot>\.)"
)
_PUNCTUATION: Final = {"quote": '"', "dash": "-", "dots": "…", "dot": "."}
_ASCII: Final = {ord(char): " " for char in map(chr, range(128)) if char.isspace()} | {96: "'"}


class NormalizedText:
    """A folded text that knows where each of its characters stood in the original."""

    __slots__ = ("_at", "_from", "_to", "text")

    def __init__(self, text: str) -> None:
        even, stretches = _evened(text)
        parts: list[str] = []
        # Three rows of one table: a folded position, where it stood, and for a folded stretch
        # where that ended; 0 begins a stretch that is copied as it stood.
        places = self._at, self._from, self._to = array("I"), array("I"), array("I")
        at, began, ended = (row.append for row in places)
        size = done = 0
        for match in stretches.finditer(even):
            stretch, start = match[0], match.start()
            # A page of nothing but white space must not stay in memory for the next text's sake.
            members = _members(stretch) if len(stretch) < 32 else _members.__wrapped__(stretch)
            if members is None:
                continue
            if start > done:
                at(size), began(done), ended(0)
                parts.append(even[done:start])
                size += start - done
            for new, first, last in members:
                at(size), began(start + first), ended(start + last)
                parts.append(new)
                size += len(new)
            done = match.end()
        at(size), began(done), ended(0)
        parts.append(even[done:])
        self.text: str = "".join(parts)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where the folded characters `start` to `end` stood, `end` not included."""
        first = bisect_right(self._at, start) - 1
        last = bisect_right(self._at, end - 1) - 1
        inside = 0 if self._to[first] else start - self._at[first]
        return (
            self._from[first] + inside,
            self._to[last] or self._from[last] + end - self._at[last],
        )


def normalize(text: str) -> str:
    """Return `text` folded, without white space at its ends."""
    return NormalizedText(text).text.strip(" ")


def _evened(text: str) -> tuple[str, re.Pattern[str]]:
    """Fold what keeps the length, and return a pattern for the stretches that may change it."""
    if text.isascii():
        return text.translate(_ASCII), _stretches("", "")
    if "\u00ad" in text:
        text = _BROKEN_WORD.sub(_hide, text)
    characters = set(text)
    if max(characters) >= HAN[0]:
        text = _BESIDE_CJK.sub(_hide, text)
    folded = {char: _folded_character(char) for char in characters}
    changes = {old: new for old, new in folded.items() if old != new and len(new) == 1}
    if len(changes) < 64:
        for old, new in changes.items():
            text = text.replace(old, new)
    else:
        text = text.translate({ord(old): new for old, new in changes.items()})
    growing = sorted(char for char, new in folded.items() if len(new) > 1)
    marks: list[str] = []
    if not unicodedata.is_normalized("NFC", text):
        marks = sorted({new if len(new) == 1 else old for old, new in folded.items() if _mark(new)})
    return text, _stretches("".join(growing), "".join(marks))


def _hide(match: re.Match[str]) -> str:
    return _UNSEEN * len(match[0])


def _mark(text: str) -> bool:
    """Tell whether `text` begins with what may compose with the character before it."""
    return unicodedata.category(text[0]) in ("Mn", "Mc") or "\u1160" <= text[0] <= "\u11ff"


@lru_cache(maxsize=64)
def _stretches(growing: str, marks: str) -> re.Pattern[str]:
    """Return a pattern for runs of white space and punctuation, and for the given characters."""
    run = rf' {_UNSEEN}"\-.…'
    pattern = rf"[{run}]{{2,}}|{_UNSEEN}"
    if marks:
        mark = re.escape(marks)
        pattern += rf"|[^{run}{mark}][{mark}{_UNSEEN}]*[{mark}]"
    if growing:
        pattern += f"|[{re.escape(growing)}]"
    return re.compile(pattern)


@lru_cache(maxsize=4096)
def _members(stretch: str) -> tuple[tuple[str, int, int], ...] | None:
    """Return the folded characters of a stretch and the span of each; None if nothing changes."""
    if stretch[0] in f' {_UNSEEN}"-.…':
        members = tuple(
            (new, *match.span(kind))
            for match in _MEMBERS.finditer(stretch)
            if (kind := match.lastgroup or "")
            and (new := _PUNCTUATION.get(kind) or (" " if " " in match[0] else ""))
        )
    else:
        letters = "".join(map(_folded_character, stretch)).replace(_UNSEEN, "")
        members = ((unicodedata.normalize("NFC", letters), 0, len(stretch)),)
    return None if "".join(new for new, _, _ in members) == stretch else members


@lru_cache(maxsize=8192)
def _folded_character(char: str) -> str:
    """Return what one character folds to by itself."""
    for fold_to, kind in ('"', _DOUBLE), ("'", _SINGLE), ("…", _ELLIPSES), ("~", _WAVES):
        if char in kind:
            return fold_to
    if char in _DASHES or unicodedata.category(char) == "Pd":
        return "-"
    if char.isspace():
        return " "
    if _HIDDEN.match(char):
        return _UNSEEN
    # A superscript, a fraction or a numbered circle is not the number it is made of.
    same = unicodedata.decomposition(char).startswith(_SAME_LETTERS)
    if same and unicodedata.category(char) not in ("No", "Nl"):
        new = unicodedata.normalize("NFKC", char)
    else:
        new = unicodedata.normalize("NFC", char)
    if new == char or " " in new:
        return char
    return "".join(map(_folded_character, new))
