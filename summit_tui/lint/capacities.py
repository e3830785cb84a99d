"""Rules for capacities and attributions that the source does not print."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from summit_tui.archive import Entry
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.sqlite.indexer.relations import CAPACITIES
from summit_tui.i18n import gettext
from summit_tui.lint.evidence import TextRule
from summit_tui.lint.rule import Rule, RuleContext, Violation, shorten
from summit_tui.lint.source_texts import PreparedText, SourceTexts
from summit_tui.lint.speakers_in_text import Speakers
from summit_tui.model.kinds import Address
from summit_tui.model.records import Quote, Session, Source, Speaker
from summit_tui.model.references import voices_in

_LONGEST_NAME: Final = 60
"""So many characters beside a capacity are looked at for whose it is."""


class CapacityNotInSource(TextRule):
    """The capacity of a statement is not one that its source prints."""

    code = "W410"
    title = "The source does not print the capacity."
    explanation = (
        "`role` is what the source calls the speaker: copy it, with `…` where words are left out, "
        "or leave it out where the source has none. Case, punctuation and the script of Chinese "
        "make no difference, and a reading of the speaker's `roles` from the same source counts "
        "too. A capacity that stands beside another name wherever it is printed is theirs. "
        "Example: `Chairman` where the source prints “vice-chairman” nowhere or elsewhere."
    )
    bad = 'quotes.paraphrase.role = "Envoy for Fisheries"'
    good = 'quotes.direct.role = "minister of trade"'

    def __init__(self, context: RuleContext) -> None:
        super().__init__(context)
        self._speakers = context.resource(Speakers)

    def check_text(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterator[Violation]:
        role = quote.role
        if not role or _is_in_record(role, quote, source):
            return
        names = self._speakers.of_event(entry.address.event).whole_forms
        is_printed = text.has_words(role)
        holder = _only_holder(role, text.text.text, names, voices_in(quote)) if is_printed else None
        if (is_printed and not holder) or self._is_in_reading(entry, quote, role):
            return
        if holder:
            template = "the source gives ‘{role}’ to ‘{other}’ alone; copy the speaker's capacity"
            message = gettext(template, role=shorten(role), other=holder)
        else:
            template = "the source does not print ‘{role}’; copy the capacity, or leave it out"
            message = gettext(template, role=shorten(role))
        yield Violation(message, "role")

    def _is_in_reading(self, entry: Entry, quote: Quote, role: str) -> bool:
        speaker = self.context.get(Address(entry.address.event, "speakers", quote.speaker))
        readings = (sourced.reading for sourced in (speaker.readings if speaker else ()))
        return any(
            reading.field == CAPACITIES
            and reading.source == quote.source
            and normalize(role) in normalize(reading.value)
            for reading in readings
        )


class AttributionNotInSource(TextRule):
    """The attribution of a statement is not in the text of its source."""

    code = "W411"
    title = "The attribution does not stand in the source."
    explanation = (
        "`attribution` has the words by which the source attributes the statement, as printed, "
        "with `…` where words are left out. Copy them, or leave it out. Case, punctuation and the "
        "script of Chinese make no difference. Example: `Diaz announced` where the source prints "
        "“Diaz told the forum”."
    )
    bad = 'quotes.direct.attribution = "Diaz announced"'
    good = 'quotes.direct.attribution = "Anna Diaz … told the forum"'

    def check_text(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterator[Violation]:
        words = quote.attribution
        if words and not text.has_words(words) and not _is_in_record(words, quote, source):
            template = "‘{attribution}’ is not in the source; copy what it prints, or leave it out"
            yield Violation(gettext(template, attribution=shorten(words)), "attribution")


class DescriptionNotInSource(Rule):
    """The description of a session or a speaker is in the text of none of its sources."""

    code = "W413"
    title = "The description does not stand in the sources."
    explanation = (
        "`description` has the words of a source that the record names in `sources`, with `…` "
        "where words are left out; what an editor writes stands in `summary`. Copy them, or move "
        "them there. Nothing is said where a source has no text. Example: `a small forum` where "
        "the sources print “the forum”."
    )
    bad = 'sessions.forum.description = "a small forum"'
    good = 'sessions.forum.description = "the forum"'
    kinds = ("sessions", "speakers")

    def check(self, entry: Entry) -> Iterator[Violation]:
        record = entry.record
        if not isinstance(record, Session | Speaker) or not record.description:
            return
        prepared = self.context.resource(SourceTexts).prepared
        texts = [prepared(entry.address.event, id) for id in record.sources]
        if texts and not any(text is None or text.has_words(record.description) for text in texts):
            template = "‘{text}’ is in none of its sources; copy what they print, or leave it out"
            message = gettext(template, text=shorten(record.description))
            yield Violation(message, "description")


def _only_holder(
    role: str, text: str, names: Mapping[str, Sequence[str]], voices: frozenset[str]
) -> str | None:
    """Return whose name is beside a capacity wherever a text prints it; None if not one's.

    The names are those of the speakers by their ids, normalized and with a space at each end. A
    name of one of `voices` makes the capacity theirs, and so does a place where it is beside no
    name.
    """
    holder = None
    for printed in re.finditer(re.escape(role), text, re.IGNORECASE):
        before = f" {normalize(text[max(0, printed.start() - _LONGEST_NAME) : printed.start()])} "
        behind = f" {normalize(text[printed.end() : printed.end() + _LONGEST_NAME])} "
        around = before.removesuffix("the "), behind
        # The own speaker first: that is the usual case, and an event may have very many.
        if any(_is_beside(names.get(id, ()), *around) for id in voices):
            return None
        beside = [id for id, forms in names.items() if _is_beside(forms, *around)]
        if not beside:
            return None
        holder = holder or min(beside)
    return holder


def _is_beside(forms: Sequence[str], before: str, behind: str) -> bool:
    """Tell whether a text ends or another begins with one of the forms of a name."""
    return any(before.endswith(name) or behind.startswith(name) for name in forms)


def _is_in_record(words: str, quote: Quote, source: Source) -> bool:
    """Tell whether words are in what a record copies from the source: title and excerpt."""
    phrase = f" {normalize(words)} "
    excerpt = (quote.excerpt.exact, quote.excerpt.prefix or "") if quote.excerpt else ()
    copied = (source.title, *source.titles.values(), source.genre or "", *excerpt)
    return any(phrase in f" {normalize(text)} " for text in copied)
