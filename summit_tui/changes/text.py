"""Text for a terminal: what is gone and new in colours, or in the marks of a word diff."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from summit_tui.changes import TITLES, Change
from summit_tui.changes.differences import Stretch, doubt, shown_fields, shown_statement, stretches
from summit_tui.changes.listing import Changes
from summit_tui.controls import one_line

# The sixteen colours of ECMA-48, of which every terminal has its own shades.
_BOLD: Final = "\x1b[1m"
_FAINT: Final = "\x1b[2m"
_MARKS: Final = {"gone": ("[-", "-]"), "new": ("{+", "+}")}
_COLOURS: Final = {"gone": ("\x1b[9;31m", "\x1b[0m"), "new": ("\x1b[1;32m", "\x1b[0m")}


def words(changes: Changes, _names: tuple[str, str], colour: bool) -> Iterator[str]:  # noqa: FBT001 - every form takes it
    """Yield a block for each record, under a heading for each sort of change."""
    gap = ""
    for unread in changes.unread:
        if unread:
            yield f"{gap}{_styled(f'Not compared ({len(unread):,})', _BOLD, colour)}\n"
            yield from (f"  {one_line(one)}\n" for one in unread)
            gap = "\n"
    for what, some in groupby(changes, lambda one: one.what):
        heading = f"{TITLES[what]} ({changes.counts[what]:,})"
        yield f"{gap}{_styled(heading, _BOLD, colour)}\n"
        gap = "\n"
        for change in some:
            yield from _block(change, colour=colour)


def _block(change: Change, *, colour: bool) -> Iterator[str]:
    yield f"\n{_styled(str(change.address), _FAINT, colour)}  {one_line(change.label)}\n"
    if said := shown_statement(change):
        yield f"  {one_line(said)}\n"
    for field in shown_fields(change):
        told = "".join(_marked(stretches(field), colour=colour))
        yield f"  {_styled(f'{one_line(field.name)}:', _FAINT, colour)} {told}\n"
    if change.unread:
        yield f"  {one_line(doubt(change))}\n"


def _marked(found: list[Stretch], *, colour: bool) -> Iterator[str]:
    for what, text in found:
        if what == "same":
            yield text
            continue
        before, after = (_COLOURS if colour else _MARKS)[what]
        kept = text.rstrip()
        # Without marks around them, struck words must not run into those in their place.
        least = " " if colour and what == "gone" else ""
        yield f"{before}{kept}{after}{text[len(kept) :] or least}"


def _styled(text: str, style: str, colour: bool) -> str:  # noqa: FBT001 - private
    return f"{style}{text}\x1b[0m" if colour else text
