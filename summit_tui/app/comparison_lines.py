"""The lines of a comparison: value or statement, language, day and source, with differences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final

from textual.content import Content

from summit_tui.app.screen_text import display_text, screen_line
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
from summit_tui.i18n import gettext
from summit_tui.model.dates import in_words
from summit_tui.model.text import HAN

_MAX_WITNESSES: Final = 500
"""Witnesses of one field that are shown."""
_MAX_CHARACTERS: Final = 4_000
"""Characters of a statement that are shown."""
_QUOTATION_MARKS: Final = ' “”„«»「」『』"'
"""Characters removed around words that a source lacks, which would look like its speech."""
_WORD_END: Final = re.compile(rf"[^\W{HAN}]\Z")
"""The end of a word in a script that puts space between words."""


@dataclass(frozen=True, slots=True)
class ComparedWitness:
    """A witness and its differences from the one that it is compared with."""

    part: Collation
    witness: Witness
    number: int
    """Its index among the witnesses of the part."""
    base: Witness | None
    """The witness it is compared with; None where it is the first in its language."""
    difference: WordDiff = ()
    """The differences; empty where there is no base or almost nothing in common with it."""

    def text(self) -> Content:
        """Return the text of the witness with what its base lacks highlighted."""
        difference = self.difference or (("same", self.witness.text),)
        text = Content("")
        for index, (change, raw) in enumerate(difference):
            words = display_text(raw)
            if change == "same":
                text += words
            elif change == "new":
                text += Content(words).stylize(style("hit"))
            elif all(other != "new" for other, _ in difference[max(0, index - 1) : index + 2]):
                # Missing words are shown unless others replace them. The brackets distinguish
                # them on terminals that cannot strike text through.
                gap = " " if _WORD_END.search(text.plain) else ""
                missing = Content(f"{gap}[-{words.strip(_QUOTATION_MARKS)}-]")
                text += missing.stylize(style("gone"), len(gap)) + words[len(words.rstrip()) :]
        return text if len(text) <= _MAX_CHARACTERS else text[:_MAX_CHARACTERS] + " …"

    def comparison(self) -> str:
        """Return a sentence that says what the witness is compared with."""
        if self.base is None:
            return self._first_in_language()
        source = _source_and_day(self.base)
        if not self.difference:
            return gettext("In other words than {source}", source=source)
        if all(change == "same" for change, _ in self.difference):
            return gettext("As in {source}", source=source)
        return gettext("Highlighted: what differs from {source}", source=source)

    def _first_in_language(self) -> str:
        if not self.witness.language:
            return gettext("The first (language not stated); languages not compared")
        return gettext(
            "The first in {language}; languages are not compared",
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
    return [list(_compare_part(part)) for part in collations(entry)]


def _compare_part(part: Collation) -> Iterator[ComparedWitness]:
    differences: dict[tuple[str, str], WordDiff] = {}
    for number, witness in enumerate(islice(part.witnesses, _MAX_WITNESSES)):
        base = part.base(number)
        if base is None:
            yield ComparedWitness(part, witness, number, None)
            continue
        pair = (base.text, witness.text)
        if pair not in differences:
            differences[pair] = difference(base, witness)
        yield ComparedWitness(part, witness, number, base, differences[pair])


def layout_lines(parts: Sequence[Sequence[ComparedWitness]], width: int) -> list[Line]:
    """Return the lines of a comparison, at most `width` cells wide but for the sources' names."""
    lines: list[Line] = []
    for witnesses in parts:
        part = witnesses[0].part
        lines += [Line(Content(""))] if lines else []
        lines.append(Line(_heading(part)))
        if part.label == REMARK:
            lines += (line for witness in witnesses for line in _statement_lines(witness, width))
        else:
            lines += _value_lines(witnesses, width)
        if (left := len(part.witnesses) - len(witnesses)) > 0:
            more = gettext("… and {number} more", number=left)
            lines.append(Line(Content.styled(more, style("muted"))))
    return lines


def _heading(part: Collation) -> Content:
    name = gettext("ONE REMARK") if part.label == REMARK else screen_line(part.label).upper()
    return Content.styled(f"{name}   ", style("label")) + Content.styled(
        part.summary, style("muted")
    )


def _value_lines(compared: Sequence[ComparedWitness], width: int) -> Iterator[Line]:
    """Yield each value once, above the sources that print it."""
    for _, group in groupby(compared, lambda each: (each.witness.tongue, each.witness.value)):
        same = list(group)
        number = len({each.witness.source.key for each in same})
        count = Content.styled(f" · {in_sources(number)}", style("muted")) if number > 1 else ""
        value = same[0].text().stylize_before(style("name")) + count
        yield from _wrapped_lines(value, width)
        for each in same:
            yield Line(_source_line(each.witness, ""), each)
            if _letters(each.witness.text) != _letters(same[0].witness.text):
                yield from _wrapped_lines(
                    Content(screen_line(each.witness.text)), width, inside=True
                )


def _statement_lines(compared: ComparedWitness, width: int) -> Iterator[Line]:
    """Yield a statement with its mode and its capacity as printed."""
    witness = compared.witness
    yield Line(_source_line(witness, f"{(witness.mode or '').upper():<11}"), compared)
    if witness.capacity:
        capacity = Content.styled(screen_line(witness.capacity), style("muted"))
        yield from _wrapped_lines(capacity, width, inside=True)
    text = compared.text()
    if witness.mode != "direct":
        text = text.stylize_before(style("report"))
    yield from _wrapped_lines(text, width, inside=True)


def _source_line(witness: Witness, mode: str) -> Content:
    """Return mode, language, day and source in columns; only the source has no fixed width."""
    language = screen_line(witness.language or "—")
    published = witness.source.published
    day = in_words(published) if published else gettext("not dated")
    columns = f"{language:<9}{day:<19}"
    head = Content("  ") + Content.styled(mode, style("label"))
    return (
        head
        + Content.styled(columns, style("muted"))
        + screen_line(witness.source.publisher or witness.source.title)
    )


def _source_and_day(witness: Witness) -> str:
    name = witness.source.publisher or witness.source.title
    day = witness.source.published
    return f"{name}, {in_words(day)}" if day else name


def _letters(text: str) -> str:
    """Return the letters and digits of a value, which differ in script and accents, not in case."""
    return "".join(filter(str.isalnum, text)).casefold()


def _wrapped_lines(content: Content, width: int, *, inside: bool = False) -> Iterator[Line]:
    """Yield the lines of a text, indented where it belongs to a witness."""
    indent = "    " if inside else ""
    for line in content.wrap(max(8, width - len(indent))):
        yield Line(Content(indent) + line.rstrip(), inside=inside)
