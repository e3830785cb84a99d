"""Statements as news agencies print them: one sentence each, after AP, the BBC, or in Chinese.

The year is left out where it is that of the event.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import REPORTING, Attribution, attribution
from summit_tui.attribution.names import Name
from summit_tui.citations import Statement, Voice, chinese_sentence, sentence
from summit_tui.citations.agency import Style
from summit_tui.citations.item import is_cjk
from summit_tui.citations.names import series
from summit_tui.i18n import ENGLISH, words_in
from summit_tui.model.fields import SourceKind, primary_language
from summit_tui.model.records import Quote, Source
from summit_tui.model.text import value_line

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
_CHINESE: Final = ("zh", "yue", "cmn")


def is_statement(entry: Entry) -> bool:
    """Return whether the record is a statement: nothing else is said by anybody."""
    return isinstance(entry.record, Quote)


def _write(style: Style, entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield one sentence for each statement; a Chinese text has a Chinese one, in any style."""
    for entry in entries:
        if isinstance(entry.record, Quote):
            yield f"{value_line(_sentence(style, entry, language))}\n"


write_agency: Final = partial(_write, "ap")
write_agency_bbc: Final = partial(_write, "bbc")


def _sentence(style: Style, entry: Entry, language: str | None) -> str:
    """Return the sentence in the language of the words that are said, with who translated them."""
    spoken = attribution(entry, language).language
    is_chinese = primary_language(spoken) in _CHINESE
    # A Chinese text is in one script, whichever was asked for; its names are in that one, too.
    words = words_in(spoken) if is_chinese else ENGLISH
    parts = attribution(entry, language, words)
    statement = _statement(entry, parts, is_chinese=is_chinese)
    event = entry.link("event", entry.address.event)
    this_year = (event.start or "")[:4] if event else ""
    if is_chinese:
        is_traditional = words.tag == "zh-Hant"
        line = chinese_sentence(statement, traditional=is_traditional, this_year=this_year)
    else:
        line = sentence(statement, style, this_year=this_year)
    for note in filter(None, (parts.voices.relayed, *map(str, parts.translations))):
        line = words.gettext("{sentence} ({note}.)", sentence=line, note=note[0].upper() + note[1:])
    return line


def _statement(entry: Entry, parts: Attribution, *, is_chinese: bool) -> Statement:
    # The sentence has no room to say that a capacity is from the speaker's record.
    capacity = "" if parts.is_capacity_of_record else parts.capacity or ""
    voice = Voice(
        name=_name(parts.speaker, is_chinese=is_chinese),
        # A capacity in the letters of another language has no place in the sentence.
        capacity=capacity if is_cjk(capacity) is is_chinese else parts.role_name or "",
        is_organization=parts.speaker_kind in ("organization", "document"),
    )
    others = (Voice(name=_name(name, is_chinese=is_chinese)) for name in parts.voices.joint)
    return Statement(
        text=parts.text,
        mode=parts.mode,
        voices=(voice, *others),
        on_behalf_of=_series(parts.voices.on_behalf_of, is_chinese=is_chinese),
        day=parts.day or "",
        occasion=_chinese_occasion(parts) if is_chinese else "",
        reported_by=_reporter(entry, parts),
        is_news=parts.source.kind in (None, *REPORTING),
        language=parts.language or "",
    )


def _chinese_occasion(parts: Attribution) -> str:
    """Return the occasion where it is one, in Chinese; an English one would need its article."""
    occasion = parts.occasion or ""
    return occasion if is_cjk(occasion) and "，" not in occasion else ""


def _name(name: Name, *, is_chinese: bool) -> str:
    """Return a name in the script of the sentence, or as it is where it has none in that."""
    names = (name.text, name.other or name.text)
    return next((text for text in names if is_cjk(text) is is_chinese), name.text)


def _series(names: Sequence[Name], *, is_chinese: bool) -> str:
    texts = [_name(name, is_chinese=is_chinese) for name in names]
    return "、".join(texts) if is_chinese else series(texts, "and")


def _reporter(entry: Entry, parts: Attribution) -> str:
    """Return who reported a statement, or nothing where the source is the speaker's own."""
    source = entry.link("sources", entry.record.source) if isinstance(entry.record, Quote) else None
    if not isinstance(source, Source):
        return parts.reporter
    if source.kind in _FIRST_HAND:
        return ""
    return "" if parts.reporter == parts.speaker.text else parts.reporter
