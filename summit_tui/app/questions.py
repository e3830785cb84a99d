"""The questions that sources answer differently, with their answers in words."""

from collections.abc import Mapping, Sequence
from itertools import groupby, islice
from typing import Final

from textual.content import Content

from summit_tui.app.rows import title_of
from summit_tui.app.screen_text import screen_line
from summit_tui.app.styles import Meaning, style
from summit_tui.archive import Entry
from summit_tui.archive.describe import label_of
from summit_tui.archive.variance import numbers_in
from summit_tui.archive.wording import mode_in_words
from summit_tui.attribution.collation import (
    HEADING,
    REMARK,
    Collation,
    Witness,
    collations,
    in_sources,
    label_of_field,
)
from summit_tui.i18n import INTERFACE, gettext, ngettext
from summit_tui.model.dates import in_words
from summit_tui.model.kinds import Kind
from summit_tui.model.records import Quote
from summit_tui.model.text import one_line

_QUESTIONS: Final[Mapping[tuple[Kind, str], str]] = {
    ("event", "countries"): "How many countries?",
    ("event", "attendance"): "How many attended?",
    ("event", "name"): "What was it called?",
    ("event", "theme"): "What was its theme?",
    ("event", "start"): "When did it begin?",
    ("event", "end"): "When did it end?",
    ("event", "place"): "Where was it?",
    ("event", "venue"): "In which building?",
    ("sessions", "title"): "What was {name} called?",
    ("speakers", "roles"): "What is {name}’s capacity?",
    ("speakers", "name"): "How is {name} spelt?",
    ("delegations", "name"): "How is {name} spelt?",
}
_MOST_ANSWERS: Final = 3
"""Answers that a row names; more are counted."""
_SHORT: Final = 32
"""Characters of an answer that is named."""
_MOST_WITNESSES: Final = 60
"""Sources whose answers the panel shows."""


def collation_of(entry: Entry, field: str) -> Collation | None:
    """Return what sources print of one field of a record, or report of its remark (`REMARK`)."""
    return next((part for part in collations(entry) if part.label == field), None)


def question(entry: Entry, field: str) -> str:
    """Return what a reader would ask whose sources differ on a field of a record."""
    if field == REMARK:
        return title_of(entry)
    is_statement = isinstance(entry.record, Quote)
    name = one_line(label_of(entry.record) if is_statement else title_of(entry))
    if (entry.address.kind, field) in _QUESTIONS:
        return gettext(_QUESTIONS[entry.address.kind, field], name=name)
    label = label_of_field(entry.address.kind, field)
    return gettext(
        "{field} of {name}", field=one_line(field if label == HEADING else label), name=name
    )


def summarize_answers(part: Collation) -> str:
    """Return what sources answer, each answer with its number of sources, or how much they differ.

    `over 50 (5) or 30 (3)`; where there are many answers or long ones, how many there are.
    """
    if part.label == REMARK:
        return _wordings(part)
    groups, texts = answer_groups(part), short_answers(part)
    if not 1 < len(groups) <= _MOST_ANSWERS or max(map(len, texts)) > _SHORT:
        return _values(part)
    numbers = (len({witness.source.key for witness in group}) for group in groups)
    return INTERFACE.alternatives(
        gettext("{answer} ({number})", answer=text, number=number)
        for text, number in zip(texts, numbers, strict=True)
    )


def _wordings(remark: Collation) -> str:
    """Return how many wordings a remark has, and how many sources."""
    witnesses = remark.witnesses
    number = len({(witness.tongue, witness.value) for witness in witnesses})
    return gettext(
        "{wordings} in {sources}",
        wordings=ngettext("{number} wording", "{number} wordings", number),
        sources=in_sources(len({witness.source.key for witness in witnesses})),
    )


def _values(part: Collation) -> str:
    """Return how many values sources print, and in how many languages or else sources."""
    printed = {(witness.tongue, witness.value) for witness in part.witnesses}
    languages = len({tongue for tongue, _ in printed if tongue})
    if languages < 2:
        return part.summary
    return gettext(
        "{values} in {languages}",
        values=ngettext("{number} value", "{number} values", len(printed)),
        languages=ngettext("{number} language", "{number} languages", languages),
    )


def answer_groups(part: Collation) -> list[list[Witness]]:
    """Return the witnesses of each answer, the most frequent answer first.

    Answers in several languages are compared by their numbers alone: without a number in each of
    them there is nothing to be compared.
    """
    by_number: dict[tuple[str, ...] | str, list[Witness]] = {}
    for witness in part.witnesses:
        by_number.setdefault(numbers_in(witness.text), []).append(witness)
    tongues = {witness.tongue for witness in part.witnesses}
    if () in by_number or len(by_number) < 2:
        if len(tongues) > 1:
            return []
        by_number = {}
        for witness in part.witnesses:
            by_number.setdefault((witness.tongue, witness.value), []).append(witness)
    return sorted(by_number.values(), key=len, reverse=True)


def short_answers(part: Collation) -> list[str]:
    """Return each answer without the words that all of them end with, in their order."""
    return _shortened([_shown(group) for group in answer_groups(part)])


def _shown(group: Sequence[Witness]) -> str:
    """Return the answer of a group as it is shown: in English where a source has it in English."""
    return screen_line(min(group, key=lambda witness: witness.tongue != "en").text)


def _shortened(texts: Sequence[str]) -> list[str]:
    """Return texts without the words with which all of them end, such as `countries`."""
    words = [text.split() for text in texts]
    while words and all(len(each) > 1 for each in words) and len({each[-1] for each in words}) == 1:
        words = [each[:-1] for each in words]
    return [" ".join(each) for each in words]


def list_answers(part: Collation) -> Content:
    """Return every answer with the sources that print it; of a remark, every statement."""
    lines: list[Content] = []
    witnesses = list(islice(part.witnesses, _MOST_WITNESSES))
    for _, group in groupby(
        witnesses, lambda each: each.address if part.label == REMARK else each.text
    ):
        same = list(group)
        mode = same[0].mode
        meaning: Meaning = "report" if mode not in (None, "direct") else "name"
        text = Content.styled(screen_line(same[0].text), style(meaning))
        if mode:
            lines.append(Content.styled(mode_in_words(mode).upper(), style("label")))
        elif len(same) > 1:
            text += Content.styled(f"  {in_sources(len(same))}", style("muted"))
        lines.append(text)
        lines += (Content.styled(_source(witness), style("muted")) for witness in same)
        lines.append(Content(""))
    if (left := len(part.witnesses) - len(witnesses)) > 0:
        lines.append(Content.styled(gettext("… and {number} more", number=left), style("muted")))
    return Content("\n").join(lines)


def _source(witness: Witness) -> str:
    """Return day, publisher and language of what a source prints, on one line."""
    source = witness.source
    day = in_words(source.published) if source.published else gettext("not dated")
    parts = (day, source.publisher or source.title, witness.language)
    return screen_line(" · ".join(part for part in parts if part))
