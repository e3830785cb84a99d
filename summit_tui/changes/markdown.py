"""Markdown: what is gone struck through, what is new in bold (CommonMark, and `~~` of GitHub)."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from summit_tui.changes import TITLES, Change
from summit_tui.changes.differences import Stretch, doubt, shown_fields, shown_statement, stretches
from summit_tui.changes.listing import Changes
from summit_tui.controls import one_line
from summit_tui.wording.markdown import escaped

_MARKS: Final = {"gone": ("~~", "<del>", "</del>"), "new": ("**", "<strong>", "</strong>")}


def words(changes: Changes, names: tuple[str, str], _colour: bool) -> Iterator[str]:  # noqa: FBT001 - every form takes it
    """Yield a list of records under a heading for each sort of change."""
    old, new = (_line(name) for name in names)
    yield f"# Changes from {old} to {new}\n"
    for unread in changes.unread:
        if unread:
            yield f"\n## Not compared ({len(unread):,})\n\n"
            yield from (f"- {_line(one)}\n" for one in unread)
    if not len(changes):
        yield "\nNo record has changed.\n"
    for what, some in groupby(changes, lambda one: one.what):
        yield f"\n## {TITLES[what]} ({changes.counts[what]:,})\n\n"
        for change in some:
            yield from _item(change)


def _item(change: Change) -> Iterator[str]:
    yield f"- **{_line(change.label)}** (`{change.address}`)\n"
    if said := shown_statement(change):
        yield f"  - {_line(said)}\n"
    for field in shown_fields(change):
        yield f"  - {_line(field.name)}: {''.join(map(_marked, stretches(field)))}\n"
    if change.unread:
        yield f"  - {_line(doubt(change))}\n"


def _line(text: str) -> str:
    return escaped(one_line(text))


def _marked(stretch: Stretch) -> str:
    what, text = stretch
    if what == "same":
        return escaped(text)
    mark, before, after = _MARKS[what]
    kept = text.rstrip()
    # Stars beside punctuation may be taken for stars (CommonMark: delimiter runs).
    if kept[:1].isalnum() and kept[-1:].isalnum():
        before = after = mark
    gap = text[len(kept) :] or (" " if what == "gone" else "")
    return f"{before}{escaped(kept)}{after}{gap}"
