"""Statements as news agencies print them: one sentence each, after the AP Stylebook or in Chinese.

The year is left out where it is that of the event.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import Attribution, attribution
from summit_tui.attribution.names import language_in_words
from summit_tui.citations import Statement, Voice, chinese_sentence, sentence
from summit_tui.citations.item import is_cjk
from summit_tui.i18n import gettext
from summit_tui.model.fields import SourceKind, primary_language
from summit_tui.model.records import Quote, Source
from summit_tui.model.text import one_line

_FIRST_HAND: Final[frozenset[SourceKind]] = frozenset(
    (
        "press release",
        "government release",
        "press conference",
        "transcript",
        "speech",
        "declaration",
        "resolution",
        "programme",
    )
)
"""Kinds of source that give the words of their speakers, and report nobody's."""
_TRADITIONAL: Final = ("hant", "hk", "tw", "mo")


def is_statement(entry: Entry) -> bool:
    """Return whether the record is a statement: nothing else is said by anybody."""
    return isinstance(entry.record, Quote)


def write_agency(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield one sentence for each statement; a Chinese text has a Chinese one."""
    for entry in entries:
        if isinstance(entry.record, Quote):
            yield f"{one_line(_sentence(entry, attribution(entry, language)))}\n"


def _sentence(entry: Entry, parts: Attribution) -> str:
    is_chinese = primary_language(parts.language) in ("zh", "yue")
    statement = _statement(entry, parts, is_chinese=is_chinese)
    if is_chinese:
        subtags = (parts.language or "").lower().split("-")
        line = chinese_sentence(
            statement, traditional=any(subtag in _TRADITIONAL for subtag in subtags)
        )
    else:
        event = entry.link("event", entry.address.event)
        start = event.start if event else None
        line = sentence(statement, this_year=(start or "")[:4])
    if not parts.translated:
        return line
    if not parts.original_language:
        template = "{sentence} (Translation; original language not stated.)"
        return gettext(template, sentence=line)
    return gettext(
        "{sentence} (Translation from {language}.)",
        sentence=line,
        language=language_in_words(parts.original_language),
    )


def _statement(entry: Entry, parts: Attribution, *, is_chinese: bool) -> Statement:
    names = (parts.speaker.text, parts.speaker.other or parts.speaker.text)
    # The sentence has no room to say that a capacity is from the speaker's record.
    capacity = "" if parts.is_capacity_of_record else parts.capacity or ""
    voice = Voice(
        name=next((name for name in names if is_cjk(name) is is_chinese), names[0]),
        # A Chinese sentence has the capacity before the name, where none in Latin letters can be.
        capacity=capacity if is_cjk(capacity) or not is_chinese else "",
        is_organization=parts.speaker_kind == "organization",
    )
    return Statement(
        text=parts.text,
        mode=parts.mode,
        voices=(voice,),
        day=parts.day or "",
        reported_by=_reporter(entry, parts),
        language=parts.language or "",
    )


def _reporter(entry: Entry, parts: Attribution) -> str:
    """Return who reported a statement, or nothing where the source is the speaker's own.

    Agency copy is the agency's, whoever prints it.
    """
    source = entry.link("sources", entry.record.source) if isinstance(entry.record, Quote) else None
    if not isinstance(source, Source):
        return parts.reporter
    if source.kind in _FIRST_HAND:
        return ""
    agency = source.syndicated_from.publisher if source.syndicated_from else ""
    reporter = one_line(agency or source.publisher)
    return "" if reporter == parts.speaker.text else reporter
