"""Witnesses as lines of a screen: value or statement, language, day and source, differences lit."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final

from textual.content import Content

from summit_tui.app.styles import style
from summit_tui.archive import Entry
from summit_tui.attribution.collation import (
    REMARK,
    Collation,
    Witness,
    WordDiff,
    collations,
    difference,
    in_sources,
)
from summit_tui.attribution.names import language_in_words
from summit_tui.evidence.normalize import HAN
from summit_tui.model.dates import in_words
from summit_tui.model.text import one_line

_MOST: Final = 500
"""So many witnesses of one field are shown."""
_LONGEST: Final = 4_000
"""Characters of a statement that are shown."""
_AROUND: Final = ' “”„«»「」『』"'
"""What is dropped around words that are not there: marks around them would make speech of them."""
_WORD_END: Final = re.compile(rf"[^\W{HAN}]\Z")
"""The end of a word in a script that puts space between words."""


@dataclass(frozen=True, slots=True)
class ComparedWitness:
    """A witness beside the one it is compared with."""

    part: Collation
    witness: Witness
    number: int
    """Its place among the witnesses of the part."""
    base: Witness | None
    """None where it is the first in its language."""
    pieces: WordDiff = ()
    """Nothing where there is no base, or next to nothing in common with it."""

    def text(self) -> Content:
        """Return what the witness has, with what its base has not lit."""
        pieces = self.pieces or (("same", self.witness.text),)
        shown = Content("")
        for at, (change, words) in enumerate(pieces):
            if change == "same":
                shown += words
            elif change == "new":
                shown += Content(words).stylize(style("hit"))
            elif all(one[0] != "new" for one in pieces[max(0, at - 1) : at + 2]):
                # Where other words stand in their place, those tell enough. The marks tell what
                # this source has not from what it has, on terminals that do not strike words too.
                gap = " " if _WORD_END.search(shown.plain) else ""
                lost = Content(f"{gap}[-{words.strip(_AROUND)}-]").stylize(style("gone"), len(gap))
                shown += lost + words[len(words.rstrip()) :]
        return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + " …"

    def beside(self) -> str:
        """Return what it is compared with, in words."""
        tongue = self.witness.language
        named = language_in_words(tongue) if tongue else "a language that is not stated"
        if self.base is None:
            return f"The first in {named}; across languages nothing is compared"
        with_ = f"{self.base.source.publisher or self.base.source.title}{_printed(self.base, ', ')}"
        if not self.pieces:
            return f"In other words than {with_}"
        if all(change == "same" for change, _ in self.pieces):
            return f"As in {with_}"
        return f"Lit is what differs from {with_}"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the comparison."""

    content: Content
    witness: ComparedWitness | None = None
    """The witness that begins here."""
    inside: bool = False
    """Does it belong to the witness that began above?"""


def compare_witnesses(entry: Entry) -> list[list[ComparedWitness]]:
    """Return all there is to compare of a record, part by part; long texts take a while."""
    return [list(_compared(part)) for part in collations(entry)]


def _compared(part: Collation) -> Iterator[ComparedWitness]:
    known: dict[tuple[str, str], WordDiff] = {}
    for number, witness in enumerate(islice(part.witnesses, _MOST)):
        base = part.base(number)
        if base is None:
            yield ComparedWitness(part, witness, number, None)
            continue
        pair = (base.text, witness.text)
        if pair not in known:
            known[pair] = difference(base, witness)
        yield ComparedWitness(part, witness, number, base, known[pair])


def lines_of(parts: Sequence[Sequence[ComparedWitness]], width: int) -> list[Line]:
    """Return the lines of a comparison that is `width` cells wide."""
    lines: list[Line] = []
    for witnesses in parts:
        part = witnesses[0].part
        lines += [Line(Content(""))] if lines else []
        lines.append(Line(_heading(part)))
        if part.label == REMARK:
            lines += (line for one in witnesses for line in _telling(one, width))
        else:
            lines += _values(witnesses, width)
        if (left := len(part.witnesses) - len(witnesses)) > 0:
            lines.append(Line(Content.styled(f"… and {left:,} more", style("muted"))))
    return lines


def _heading(part: Collation) -> Content:
    name = "ONE REMARK" if part.label == REMARK else one_line(part.label).upper()
    return Content.styled(f"{name}   ", style("label")) + Content.styled(
        part.summary, style("muted")
    )


def _values(witnesses: Sequence[ComparedWitness], width: int) -> Iterator[Line]:
    """Yield each value once, above the sources that print it."""
    for _, group in groupby(witnesses, lambda one: (one.witness.tongue, one.witness.value)):
        same = list(group)
        number = len({one.witness.source.key for one in same})
        said = Content.styled(f" · {in_sources(number)}", style("muted")) if number > 1 else ""
        value = same[0].text().stylize_before(style("name")) + said
        yield from _wrapped(value, width)
        for one in same:
            yield Line(_placed(one.witness, ""), one)
            if _letters(one.witness.text) != _letters(same[0].witness.text):
                yield from _wrapped(Content(one.witness.text), width, inside=True)


def _telling(one: ComparedWitness, width: int) -> Iterator[Line]:
    """Yield a statement with its mode and its capacity as printed."""
    yield Line(_placed(one.witness, f"{(one.witness.mode or '').upper():<11}"), one)
    if one.witness.capacity:
        capacity = Content.styled(one.witness.capacity, style("muted"))
        yield from _wrapped(capacity, width, inside=True)
    text = one.text()
    said = text if one.witness.mode == "direct" else text.stylize_before(style("report"))
    yield from _wrapped(said, width, inside=True)


def _placed(witness: Witness, mode: str) -> Content:
    """Return language, day and source in columns; only the last may be of any width."""
    tongue = one_line(witness.language or "—")
    columns = f"{tongue:<9}{_printed(witness) or 'not dated':<19}"
    head = Content("  ") + Content.styled(mode, style("label"))
    return (
        head
        + Content.styled(columns, style("muted"))
        + (witness.source.publisher or witness.source.title)
    )


def _printed(witness: Witness, before: str = "") -> str:
    day = witness.source.published
    return before + in_words(day) if day else ""


def _letters(text: str) -> str:
    """Return what tells two spellings of a value apart: script and accents, not case or marks."""
    return "".join(filter(str.isalnum, text)).casefold()


def _wrapped(content: Content, width: int, *, inside: bool = False) -> Iterator[Line]:
    """Yield a text of any length; what belongs to a witness is set in."""
    indent = "    " if inside else ""
    for line in content.wrap(max(8, width - len(indent))):
        yield Line(Content(indent) + line.rstrip(), inside=inside)
