"""The lines of a comparison: what each source prints, whole, with its differences highlighted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from rich.cells import cell_len
from textual.content import Content

from summit_tui.app.questions import answer_groups, question, short_answers
from summit_tui.app.rows import MODE, bar, mode_label
from summit_tui.app.screen_text import display_text, screen_line
from summit_tui.app.styles import style
from summit_tui.app.wrap import cut, wrap
from summit_tui.archive import Entry
from summit_tui.attribution.collation import (
    REMARK,
    Collation,
    Witness,
    collations,
    difference,
    in_sources,
)
from summit_tui.attribution.names import language_in_words
from summit_tui.i18n import gettext
from summit_tui.model.dates import in_words
from summit_tui.model.text import ellipsis_behind

MEASURE: Final = 72
"""Cells of a line of words, at most."""
WIDEST: Final = MODE + MEASURE + 18
"""Cells of a comparison, at most."""
_AIRY: Final = 18
"""Lines of a list from which there is an empty line between tellings."""
_MAX_WITNESSES: Final = 500
"""Witnesses of one field that are shown."""
_MAX_CHARACTERS: Final = 4_000
"""Characters of a statement that are shown."""
_LEAST_COLUMN: Final = 20
"""Cells of a column in which short answers are, at least."""
_FEWEST: Final = 2
"""Answers from which on each has a heading."""
_NUMBER: Final = 4
_MOST_BAR: Final = 30

Ranges = tuple[tuple[int, int], ...]
"""The start and end offset of each run of characters."""


@dataclass(frozen=True, slots=True)
class ComparedWitness:
    """A witness and its differences from the one that it is compared with."""

    part: Collation
    witness: Witness
    number: int
    """Its index among the witnesses of the part, in the order in which they are shown."""
    base: Witness | None
    """The witness it is compared with; None where it is the first of its sort in its language."""
    lit: Ranges = ()
    """What its base lacks; of a base, what any witness lacks that is compared with it."""
    is_comparable: bool = True
    """Whether it has more than almost nothing in common with its base."""

    def text(self) -> Content:
        """Return the text of the witness, exactly as printed, with what differs highlighted."""
        raw, shown, end = self.witness.text, Content(""), 0
        for start, stop in self.lit:
            shown += display_text(raw[end:start])
            shown += Content(display_text(raw[start:stop])).stylize(style("hit"))
            end = stop
        shown += display_text(raw[end:])
        if len(shown) <= _MAX_CHARACTERS:
            return shown
        shown = shown[:_MAX_CHARACTERS]
        return shown + ellipsis_behind(shown.plain)

    def comparison(self) -> str:
        """Return a sentence that says what the witness is compared with."""
        if self.base is None:
            return self._first_in_language()
        source = _source_and_day(self.base)
        if not self.is_comparable:
            return gettext("In other words than {source}", source=source)
        if not self.lit:
            return gettext("Nothing that {source} has not", source=source)
        return gettext("Highlighted: what differs from {source}", source=source)

    def _first_in_language(self) -> str:
        if not self.witness.language:
            return gettext("The first (language not stated); different languages are not compared")
        return gettext(
            "The first in {language}; different languages are not compared",
            language=language_in_words(self.witness.language),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the comparison."""

    content: Content
    witness: ComparedWitness | None = None
    """The witness that begins here."""
    inside: bool = False
    """Whether it continues the witness that begins above."""


def compare_witnesses(entry: Entry) -> list[list[ComparedWitness]]:
    """Return the compared witnesses of each part of a record, which takes long for long texts."""
    return [_compare_part(part) for part in collations(entry)]


def _compare_part(part: Collation) -> list[ComparedWitness]:
    bases = {id(witness): part.base(number) for number, witness in enumerate(part.witnesses)}
    witnesses = [witness for group in answer_groups(part) for witness in group] or part.witnesses
    shown = witnesses[:_MAX_WITNESSES]
    lit: dict[int, set[tuple[int, int]]] = {}
    unlike: set[int] = set()
    ranges: dict[tuple[str, str], Ranges | None] = {}

    def new_in(witness: Witness, other: Witness) -> Ranges | None:
        pair = (other.text, witness.text)
        if pair not in ranges:
            ranges[pair] = _new_ranges(other, witness)
        return ranges[pair]

    for witness in shown:
        if (base := bases[id(witness)]) is None:
            continue
        new, missing = new_in(witness, base), new_in(base, witness)
        if new is None or missing is None:
            unlike.add(id(witness))
            continue
        lit.setdefault(id(witness), set()).update(new)
        lit.setdefault(id(base), set()).update(missing)
    return [
        ComparedWitness(
            part,
            witness,
            number,
            bases[id(witness)],
            _united(lit.get(id(witness), ())),
            is_comparable=id(witness) not in unlike,
        )
        for number, witness in enumerate(shown)
    ]


def _new_ranges(base: Witness, other: Witness) -> Ranges | None:
    """Return where `other` has what `base` lacks; None where they have nearly nothing in common."""
    changes = difference(base, other)
    if not changes and other.text:
        return None
    ranges, end = [], 0
    for change, words in changes:
        if change == "gone":
            continue
        start, end = end, end + len(words)
        if change == "new":
            ranges.append((start + len(words) - len(words.lstrip()), start + len(words.rstrip())))
    return tuple(ranges)


def _united(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Return ranges in their order, those that overlap as one."""
    united: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return tuple(united)


def layout_lines(parts: Sequence[Sequence[ComparedWitness]], width: int, height: int) -> list[Line]:
    """Return the lines of a comparison in a room of `width` (≥ 1) and `height` cells."""
    width = max(1, min(width, WIDEST))
    lines: list[Line] = []
    for witnesses in parts:
        part = witnesses[0].part
        lines += [Line(Content(""))] if lines else []
        if part.label != REMARK:
            lines.append(Line(_heading(part, width)))
        elif len(parts) > 1:
            lines.append(Line(Content.styled(gettext("THE SAME REMARK"), style("label"))))
        if part.label == REMARK:
            lines += _telling_lines(witnesses, width, has_air=height >= _AIRY)
        elif (column := _text_column(witnesses, width)) is not None:
            lines += _answer_lines(witnesses, width, column)
        else:
            lines += _value_lines(witnesses, width)
        if (left := len(part.witnesses) - len(witnesses)) > 0:
            more = gettext("… and {number} more", number=left)
            lines.append(Line(Content.styled(more, style("muted"))))
    return lines


def _heading(part: Collation, width: int) -> Content:
    """Return the question that a part answers, and how many answers there are."""
    name = Content.styled(screen_line(question(part.entry, part.label)), style("name"))
    return _at_both_ends(name, Content.styled(part.summary, style("muted")), width)


def _telling_lines(
    witnesses: Sequence[ComparedWitness], width: int, *, has_air: bool
) -> Iterator[Line]:
    """Yield statements whole: the mode beside the words, below them who prints it and when."""
    room = max(8, min(width - MODE, MEASURE))
    for number, compared in enumerate(witnesses):
        witness = compared.witness
        if number and has_air:
            yield Line(Content(""))
        text = compared.text()
        if witness.mode != "direct":
            text = text.stylize_before(style("report"))
        label = mode_label(witness.mode)
        below = _below(witness, width - MODE, (witness.capacity,))
        for line, content in enumerate([*wrap(text, room), *below]):
            head = label if line == 0 else " " * MODE
            yield Line(head + content.rstrip(), None if line else compared, inside=line > 0)


def _text_column(witnesses: Sequence[ComparedWitness], width: int) -> int | None:
    """Return the width of a column for all answers; None where they are better on their own.

    That is where one is too long, or where those that agree do so in the same words.
    """
    groups = answer_groups(witnesses[0].part)
    if len(groups) >= _FEWEST and all(len({each.text for each in group}) < 2 for group in groups):
        return None
    longest = max(each.text().cell_length for each in witnesses)
    column = max(_LEAST_COLUMN, longest + 2)
    return column if column <= width // 2 else None


def _answer_lines(witnesses: Sequence[ComparedWitness], width: int, column: int) -> Iterator[Line]:
    """Yield short answers in a column, those that agree below what they say and how many do."""
    part, shown = witnesses[0].part, {id(each.witness): each for each in witnesses}
    groups = [
        [shown[id(each)] for each in group if id(each) in shown] for group in answer_groups(part)
    ]
    if len(groups) < _FEWEST:
        yield from (_answer_line(each, width, column) for each in witnesses)
        return
    longest = max(len(group) for group in groups)
    for short, group in zip(short_answers(part), groups, strict=True):
        number = Content.styled(f"{len(group):>{_NUMBER}}", style("muted"))
        head = cut(Content.styled(screen_line(short), style("name")), column - _NUMBER)
        head += " " * (column - _NUMBER - head.cell_length) + number + "  "
        yield Line(Content(""))
        yield Line(head + bar(len(group), longest, min(_MOST_BAR, width - column - 2)))
        yield from (_answer_line(each, width, column) for each in group)


def _answer_line(compared: ComparedWitness, width: int, column: int) -> Line:
    text = compared.text()
    text = Content("  ") + text + " " * (column - text.cell_length)
    (below, *_) = _below(compared.witness, width - text.cell_length, (), wraps=False)
    return Line(text + below, compared)


def _value_lines(witnesses: Sequence[ComparedWitness], width: int) -> Iterator[Line]:
    """Yield each value once and whole, above the sources that print it."""
    room = max(8, min(width, MEASURE))
    for _, group in groupby(witnesses, lambda each: (each.witness.tongue, each.witness.value)):
        same = list(group)
        number = len({each.witness.source.key for each in same})
        count = Content.styled(f"  {in_sources(number)}", style("muted")) if number > 1 else ""
        yield from map(Line, wrap(same[0].text() + count, room))
        for each in same:
            (below, *rest) = _below(each.witness, width - 2, ())
            yield Line("  " + below, each)
            if _letters(each.witness.text) != _letters(same[0].witness.text):
                rest += wrap(Content(screen_line(each.witness.text)), room - 2)
            yield from (Line("  " + line, inside=True) for line in rest)


def _below(
    witness: Witness, width: int, more: Sequence[str | None], *, wraps: bool = True
) -> list[Content]:
    """Return publisher and language, then whatever else, and at the right edge the day."""
    source = witness.source
    parts = (source.publisher or source.title, witness.language, *more)
    text = Content.styled(screen_line(" · ".join(filter(None, parts))), style("muted"))
    day = in_words(source.published) if source.published else gettext("not dated")
    room = max(8, width - cell_len(day) - 2)
    (first, *rest) = wrap(text, room) if wraps else [cut(text, room)]
    return [_at_both_ends(first, Content.styled(day, style("muted")), width), *rest]


def _at_both_ends(left: Content, right: Content, width: int) -> Content:
    gap = width - left.cell_length - right.cell_length
    return left + (" " * gap + right if gap >= 2 else "")


def _source_and_day(witness: Witness) -> str:
    name = witness.source.publisher or witness.source.title
    day = witness.source.published
    return gettext("{publisher}, {day}", publisher=name, day=in_words(day)) if day else name


def _letters(text: str) -> str:
    """Return the letters and digits of a value, which differ in script and accents, not in case."""
    return "".join(filter(str.isalnum, text)).casefold()
