"""Rules for capacities and attributions that the source does not print."""

from collections.abc import Iterator

from summit_tui.archive import Entry
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.sqlite.indexer.relations import CAPACITIES
from summit_tui.i18n import gettext
from summit_tui.lint.evidence import TextRule
from summit_tui.lint.rule import Violation, shorten
from summit_tui.lint.source_texts import PreparedText
from summit_tui.model.kinds import Address
from summit_tui.model.records import Quote, Source


class CapacityNotInSource(TextRule):
    """The capacity of a statement is not one that its source prints."""

    code = "W410"
    title = "The source does not print the capacity."
    explanation = (
        "`role` is what the source calls the speaker: copy it, with `…` where words are left out, "
        "or leave it out where the source has none. Case, punctuation and the script of Chinese "
        "make no difference, and a reading of the speaker's `roles` from the same source counts "
        "too. Example: `Chairman` where the source prints “vice-chairman” nowhere or elsewhere."
    )
    bad = 'quotes.paraphrase.role = "Envoy for Fisheries"'
    good = 'quotes.direct.role = "minister of trade"'

    def check_text(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterator[Violation]:
        role = quote.role
        if not role or text.has_words(role) or _is_in_record(role, quote, source):
            return
        speaker = self.context.get(Address(entry.address.event, "speakers", quote.speaker))
        readings = (sourced.reading for sourced in (speaker.readings if speaker else ()))
        if not any(
            reading.field == CAPACITIES
            and reading.source == quote.source
            and normalize(role) in normalize(reading.value)
            for reading in readings
        ):
            template = "the source does not print ‘{role}’; copy the capacity, or leave it out"
            yield Violation(gettext(template, role=shorten(role)), "role")


class AttributionNotInSource(TextRule):
    """The attribution of a statement does not stand in the text of its source."""

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


def _is_in_record(words: str, quote: Quote, source: Source) -> bool:
    """Tell whether words stand in what a record copies from the source: title and excerpt."""
    phrase = f" {normalize(words)} "
    excerpt = (quote.excerpt.exact, quote.excerpt.prefix or "") if quote.excerpt else ()
    copied = (source.title, *source.titles.values(), source.genre or "", *excerpt)
    return any(phrase in f" {normalize(text)} " for text in copied)
