"""The differences between two texts, word by word, for readers."""

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter
from typing import Final, Literal

from summit_tui.evidence.normalize import normalize
from summit_tui.model.text import HAN

Change = Literal["same", "gone", "new"]
"""Whether words stand in both texts, in the first alone, or in the second alone."""

_TOKEN: Final = re.compile(rf"\s+|(?:[{HAN}]|[^\W{HAN}]+(?:['’][^\W{HAN}]+)*|[-‐-―−─]+|[^\w\s])\s*")
_MAX_PAIRS: Final = 250_000
"""The most pairs of words that are compared; longer texts are reported as replaced as a whole."""


def word_diff(a: str, b: str, key: Callable[[str], str] = normalize) -> list[tuple[Change, str]]:
    """Return the parts that are the same in two texts, gone from `a` and new in `b`, in order.

    Words are compared, and single characters in Han and kana. Those with the same `key` are the
    same: by default where only white space, quotation marks and dashes differ, as in locating
    excerpts; with `str.strip`, where only white space does. Parts that are the same are given as
    in `b`: same and new joined are `b`.
    """
    old, new = _TOKEN.findall(a), _TOKEN.findall(b)
    keys = {token: key(token) for token in {*old, *new}}
    changes: list[tuple[Change, str]] = []
    old_keys, new_keys = [keys[token] for token in old], [keys[token] for token in new]
    for tag, i1, i2, j1, j2 in _opcodes(old_keys, new_keys):
        if tag != "equal":
            changes.append(("gone", "".join(old[i1:i2])))
        changes.append(("same" if tag == "equal" else "new", "".join(new[j1:j2])))
    return [
        (change, "".join(text for _, text in run))
        for change, run in groupby(filter(itemgetter(1), changes), itemgetter(0))
    ]


def _opcodes(a: list[str], b: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield the opcodes that turn one list into another, as `difflib` does, at a bounded cost."""
    shorter = min(len(a), len(b))
    head = next((n for n in range(shorter) if a[n] != b[n]), shorter)
    tail = next((n for n in range(shorter - head) if a[-1 - n] != b[-1 - n]), shorter - head)
    i2, j2 = len(a) - tail, len(b) - tail
    yield "equal", 0, head, 0, head
    if (i2 - head) * (j2 - head) > _MAX_PAIRS:
        yield "replace", head, i2, head, j2
    else:
        matcher = SequenceMatcher(None, a[head:i2], b[head:j2])
        for tag, *offsets in matcher.get_opcodes():
            first, last, start, end = (head + offset for offset in offsets)
            yield tag, first, last, start, end
    yield "equal", i2, len(a), j2, len(b)
