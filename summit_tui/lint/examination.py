"""One statement examined: what speaks for it in its source's text, and what is doubtful."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from summit_tui.archive import Archive, Entry
from summit_tui.archive.doubts import RECORD_DOUBTS, TEXT_DOUBTS, Doubt, doubt_in_words
from summit_tui.attribution.source_sheet import SourceTexts as TextReader
from summit_tui.evidence.locate import SourceText
from summit_tui.i18n import gettext
from summit_tui.lint.catalog import CODES, RULES
from summit_tui.lint.evidence import Excerpts
from summit_tui.lint.rule import Rule, RuleContext
from summit_tui.lint.source_texts import PreparedText, SourceTexts
from summit_tui.lint.speakers_in_text import Speakers, is_speech
from summit_tui.model.kinds import Address
from summit_tui.model.records import Quote, Source
from summit_tui.model.references import voices_in

_CODES: Final = RECORD_DOUBTS | TEXT_DOUBTS
_KEPT: Final = 8
"""The most prepared texts that are kept."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found about a statement."""

    supports: tuple[str, ...] = ()
    """What speaks for it, each in a few words."""
    doubts: tuple[Doubt, ...] = ()
    """What is doubtful."""

    @property
    def text_doubts(self) -> tuple[str, ...]:
        """The codes of the doubts that follow from the text, each once."""
        codes = (doubt.code for doubt in self.doubts if doubt.code in TEXT_DOUBTS)
        return tuple(dict.fromkeys(codes))

    def notes(self) -> list[str]:
        """Return both in a few words each, the doubts last.

        That an excerpt is missing is left to what says where it is.
        """
        codes = (doubt.code for doubt in self.doubts if doubt.code != "E301")
        doubtful = map(doubt_in_words, codes)
        return list(dict.fromkeys((*self.supports, *doubtful)))

    def in_words(self) -> str:
        """Return its notes on one line; empty where there is none."""
        return " · ".join(self.notes())


class Examiner:
    """Examines statements of one archive, one after the other."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._speakers = Speakers(RuleContext(archive, None, CODES))
        self._prepared = lru_cache(maxsize=_KEPT)(PreparedText)
        self._rules = [
            rule for rule in RULES.values() if rule.code in _CODES and rule.collect is Rule.collect
        ]

    def names(self, event: str) -> str:
        """Return all that the speakers of an event are called, as `gather` has looked it up."""
        known = self._speakers.of_event(event)
        return repr((known.printed, sorted(known.persons), sorted(known.titles)))

    def gather(self, entry: Entry) -> dict[Address, Entry]:
        """Return the records that examining a statement needs, beside those of its entry.

        It asks the archive; `examine` does not.
        """
        quote, event = entry.record, entry.address.event
        if not isinstance(quote, Quote):
            return {}
        self._speakers.of_event(event)
        addresses = (
            Address(event, "sources", quote.source),
            Address(event, "speakers", quote.speaker),
        )
        entries = ((address, self._archive.get(address)) for address in addresses)
        return {address: record for address, record in entries if record}

    def examine(
        self, entry: Entry, text: SourceText | None, gathered: Mapping[Address, Entry]
    ) -> Examination:
        """Return what speaks for a statement and what is doubtful; `text` is its source's."""
        quote = entry.record
        source = gathered.get(Address(entry.address.event, "sources", getattr(quote, "source", "")))
        if not isinstance(quote, Quote) or source is None:
            return Examination()
        context = RuleContext(self._archive, None, CODES, {Speakers: self._speakers}, gathered)
        prepared = self._prepared(text) if text else None
        context.resource(SourceTexts).give(entry.address.event, quote.source, prepared)
        doubts = tuple(
            Doubt(rule.code, violation.message, violation.field)
            for rule in self._rules
            if "quotes" in rule.kinds and rule.code not in quote.ignore
            for violation in rule(context).check(entry)
        )
        supports: tuple[str, ...] = ()
        if prepared and isinstance(source.record, Source):
            codes = {doubt.code for doubt in doubts}
            excerpts = context.resource(Excerpts)
            supports = tuple(self._supports(entry, source.record, prepared, excerpts, codes))
        return Examination(supports, doubts)

    def _supports(
        self,
        entry: Entry,
        source: Source,
        text: PreparedText,
        excerpts: Excerpts,
        codes: set[str],
    ) -> Iterator[str]:
        quote, evidence = entry.record, excerpts.locate(entry)
        if not isinstance(quote, Quote) or evidence is None or len(evidence.passages) != 1:
            return
        start, end = evidence.passages[0].start, evidence.passages[0].end
        if codes.isdisjoint(("W406", "W407", "W408", "W409")):
            known = self._speakers.of_event(entry.address.event)
            sentence = text.text.text[slice(*text.speech.sentence(start, end))]
            if text.speech.sure_turn(start):
                yield gettext("in the speaker's turn")
            elif is_speech(source, text):
                yield gettext("in the speaker's speech")
            elif known.is_named(voices_in(quote), sentence):
                yield gettext("speaker named there")
            else:
                yield gettext("speaker named in the text")
        if quote.role and "W410" not in codes:
            yield gettext("capacity as printed")
        if quote.mode == "direct" and text.speech.quotation(start, end):
            yield gettext("in quotation marks")


def examined(archive: Archive, entry: Entry) -> Entry:
    """Return a statement with what the text of its source leaves doubtful, where there is one.

    Any other record comes back as it is.
    """
    quote = entry.record
    if not isinstance(quote, Quote):
        return entry
    examiner = Examiner(archive)
    gathered = examiner.gather(entry)
    source = gathered.get(Address(entry.address.event, "sources", quote.source))
    text = TextReader().read(source).text if source else None
    if text is None:
        return entry
    return entry._replace(text_doubts=examiner.examine(entry, text, gathered).text_doubts)
