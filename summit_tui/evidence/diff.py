"""What differs between an excerpt and a passage, word by word, to be read."""

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final, Literal

from summit_tui.evidence.normalize import HAN, normalize

Change = Literal["same", "gone", "new"]
"""Whether words stand in both texts, in the first alone, or in the second alone."""

_TOKEN: Final = re.compile(rf"\s+|(?:[{HAN}]|[^\W{HAN}]+(?:['’][^\W{HAN}]+)*|[-‐-―−─]+|[^\w\s])\s*")
_MOST_COMPARED: Final = 250_000
"""So many pairs of words are compared; what is longer is shown as replaced in one stretch."""


def word_diff(a: str, b: str, key: Callable[[str], str] = normalize) -> list[tuple[Change, str]]:
    """Return what is the same in two texts, gone from `a` and new in `b`, in reading order.

    Words are compared, in Han and kana characters; those with the same `key` are the same, by
    default where white space, quotation marks and dashes alone differ, as in finding (with
    `str.strip`, white space alone). What is the same is given as in `b`: same and new joined are
    `b`.
    """
    old, new = _TOKEN.findall(a), _TOKEN.findall(b)
    keys = {token: key(token) for token in {*old, *new}}
    changes: list[tuple[Change, str]] = []
    for tag, i1, i2, j1, j2 in _steps([keys[one] for one in old], [keys[one] for one in new]):
        if tag != "equal":
            changes.append(("gone", "".join(old[i1:i2])))
        changes.append(("same" if tag == "equal" else "new", "".join(new[j1:j2])))
    return [
        (change, "".join(text for _, text in run))
        for change, run in groupby((one for one in changes if one[1]), lambda one: one[0])
    ]


def _steps(a: list[str], b: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield the steps from one list to another as `difflib` does, at a bounded cost."""
    shorter = min(len(a), len(b))
    head = next((n for n in range(shorter) if a[n] != b[n]), shorter)
    tail = next((n for n in range(shorter - head) if a[-1 - n] != b[-1 - n]), shorter - head)
    i2, j2 = len(a) - tail, len(b) - tail
    yield "equal", 0, head, 0, head
    if (i2 - head) * (j2 - head) > _MOST_COMPARED:
        yield "replace", head, i2, head, j2
    else:
        matcher = SequenceMatcher(None, a[head:i2], b[head:j2])
        for tag, *places in matcher.get_opcodes():
            first, last, start, end = (head + place for place in places)
            yield tag, first, last, start, end
    yield "equal", i2, len(a), j2, len(b)
