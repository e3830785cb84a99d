"""Compares each quotation of a draft with the statements that may have its words."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, permutations, takewhile
from pathlib import Path
from typing import Final

from summit_tui.archive import Archive, Entry
from summit_tui.attribution.attribution import attribution
from summit_tui.evidence.diff import Change, word_diff
from summit_tui.evidence.elision import is_grave
from summit_tui.evidence.normalize import normalize
from summit_tui.evidence.quotations import quoted_spans
from summit_tui.model.fields import primary_language
from summit_tui.model.records import Quote
from summit_tui.verify.bearers import (
    Bearers,
    Fit,
    capacity_fit,
    day_fit,
    is_named_alone,
    speaker_fit,
)
from summit_tui.verify.draft import Draft
from summit_tui.verify.lookup import Lookup
from summit_tui.verify.quotations import Quotation, quotations_of
from summit_tui.verify.source_search import SourceSearch
from summit_tui.verify.verdicts import Judgement, SourcePassage, Verdict
from summit_tui.verify.word_sequence import Match, Segment, WordSequence, all_tokens, weight

_FEWEST_TELLING: Final = 4
"""Words from which on it says something that two people have them, and that nobody has."""
_LONGEST_TERM: Final = 6
"""The most words of a catchword."""
_LONGEST_TITLE: Final = 14
"""The most words of a title, whose words have capitals."""
_ALIKE: Final = 0.55
"""The share of a quotation's words from which on it is another wording of a statement."""
_LONG_RUN: Final = 6
"""Words in one piece from which on a smaller share is enough: what follows them is another end."""
_SHARE_WITH_LONG_RUN: Final = 0.35
_ALIKE_OF_OTHER: Final = 0.7
"""The same where the draft names another speaker."""
_NEARLY_ALL: Final = 0.85
"""The share from which on a quotation has another wording, and is not joined from two."""
_FEWEST_JOINED: Final = 4
"""The fewest words of each part of a quotation that is joined from several statements."""


@dataclass(frozen=True, slots=True)
class _Version:
    """A text in which a statement has its words."""

    entry: Entry
    sequence: WordSequence
    is_translation: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """A statement that has all words of a quotation."""

    version: _Version
    match: Match
    verdict: Verdict
    """What the words alone say."""
    fits: tuple[Fit, Fit] = (Fit.NOT_COMPARED, Fit.NOT_COMPARED)
    """Whether speaker and capacity are those that the draft states."""

    @property
    def rank(self) -> tuple[int, int]:
        """What puts the reading first that says least against the draft."""
        speaker, capacity = self.fits
        is_exact = self.verdict is Verdict.EXACT
        return (speaker is Fit.OTHER) * 2 + (not is_exact), int(capacity is Fit.OTHER)


class Judge:
    """Judges drafts by one archive, with what was looked up for one kept for the next."""

    def __init__(self, archive: Archive, texts: Path | None = None) -> None:
        self._lookup = Lookup(archive)
        self._bearers = Bearers(archive)
        self._sources = SourceSearch(archive, texts)

    def judgements(
        self, draft: Draft, report: Callable[[int, int], None] | None = None
    ) -> list[Judgement]:
        """Return what the coverage has of each quotation of a draft, in the draft's order.

        `report` takes how many of them were looked up, and how many there are.
        """
        quotations = quotations_of(draft)
        judgements: list[Judgement | None] = []
        for number, quotation in enumerate(quotations):
            judgement = self._by_all_words(quotation)
            if judgement and judgement.is_wrong and _is_term(quotation, draft):
                judgement = Judgement(quotation, Verdict.TERM)
            judgements.append(judgement)
            if report:
                report(number, len(quotations))
        lacking = [
            quotation
            for quotation, judgement in zip(quotations, judgements, strict=True)
            if judgement is None
        ]
        passages = self._sources.passages([list(quotation.segments) for quotation in lacking])
        others = iter(zip(lacking, passages, strict=True))
        complete = [own or self._by_some_words(*next(others), draft) for own in judgements]
        return list(_reported(complete))

    def _by_all_words(self, quotation: Quotation) -> Judgement | None:
        """Return the judgement where statements have all words; None where none has."""
        return self._of_readings(quotation, self._lookup.having(quotation.segments))

    def _of_readings(self, quotation: Quotation, entries: Iterable[Entry]) -> Judgement | None:
        """Return the judgement for those of some statements that have all words, if any has."""
        readings = [
            self._compared(quotation, reading)
            for entry in entries
            for reading in self._readings(entry, quotation.segments)
        ]
        if weight(all_tokens(quotation.segments)) < _FEWEST_TELLING:
            # That somebody else has said “historic” too says nothing of who has said it here.
            readings = [reading for reading in readings if reading.fits[0] is not Fit.OTHER]
        if not readings:
            return None
        readings.sort(key=lambda reading: reading.rank)
        best = readings[0]
        alike = [reading for reading in readings if reading.rank == best.rank]
        alike_entries = {own.version.entry.address: own.version.entry for own in alike}
        accounts = tuple(alike_entries.values())
        verdict = _verdict(quotation, best, accounts)
        sequence = best.version.sequence
        omitted = tuple(sequence.part(*gap) for gap in best.match.omitted)
        return Judgement(quotation, verdict, accounts, omitted=omitted)

    def _compared(self, quotation: Quotation, reading: _Reading) -> _Reading:
        """Return a reading with what the draft states of it compared."""
        entry, stated = reading.version.entry, quotation.stated
        bearer = self._bearers.of(entry, stated)
        if bearer is None:
            return reading
        speaker = speaker_fit(stated, bearer)
        if speaker is Fit.NOT_COMPARED and self._bearers.has_first(stated):
            return replace(reading, fits=(Fit.OTHER, Fit.NOT_COMPARED))
        is_somebody = self._bearers.has(stated) if stated.is_weak else True
        if speaker is Fit.OTHER and not is_somebody and not is_named_alone(stated):
            return reading
        capacity = Fit.NOT_COMPARED
        if stated.capacity:
            printed = self._bearers.capacities(entry)
            capacity = capacity_fit(stated, bearer, printed, attribution(entry).day)
        return replace(reading, fits=(speaker, capacity))

    def _versions(self, entry: Entry) -> Iterator[_Version]:
        """Yield the texts in which a statement has its words."""
        quote = entry.record
        if not isinstance(quote, Quote):
            return
        yield _Version(entry, self._lookup.sequence(quote.text))
        if quote.excerpt and quote.excerpt.exact != quote.text:
            yield _Version(entry, self._lookup.sequence(quote.excerpt.exact))
        for text in quote.translations.values():
            yield _Version(entry, self._lookup.sequence(text), is_translation=True)

    def _readings(self, entry: Entry, segments: Sequence[Segment]) -> Iterator[_Reading]:
        for version in self._versions(entry):
            match = version.sequence.find(segments)
            if match:
                yield _Reading(version, match, _of_words(version, match))
                return

    def _by_some_words(
        self, quotation: Quotation, passage: SourcePassage | None, draft: Draft
    ) -> Judgement:
        """Return the judgement where no statement has all words: what is nearest, if anything is.

        `passage` is where a source has them.
        """
        if _is_term(quotation, draft):
            return Judgement(quotation, Verdict.TERM)
        tokens = all_tokens(quotation.segments)
        if passage:
            several = self._of_several(quotation, tokens)
            return several or Judgement(quotation, Verdict.IN_SOURCE, passage=passage)
        if weight(tokens) < _FEWEST_TELLING:
            return Judgement(quotation, Verdict.UNKNOWN)
        entries = self._lookup.alike(quotation.segments)
        if same := self._of_readings(quotation, entries):
            return same  # in another spelling, or with figures printed otherwise
        versions = [version for entry in entries for version in self._versions(entry)]
        nearest = self._nearest(quotation, versions, tokens)
        stitched = _joined(quotation, versions)
        if stitched is None and (nearest is None or nearest[0] < _NEARLY_ALL):
            stitched = _halved(quotation, versions, tokens)
        return stitched or (nearest and nearest[1]) or Judgement(quotation, Verdict.UNKNOWN)

    def _of_several(self, quotation: Quotation, tokens: Sequence[str]) -> Judgement | None:
        """Return the judgement where statements of one speaker have all words, one after another.

        It is for words that stand together in a source, where they are nobody's to join.
        """
        entries = [
            entry
            for entry in self._lookup.alike(quotation.segments)
            if isinstance(entry.record, Quote) and entry.record.mode == "direct"
        ]
        versions = [version for entry in entries for version in self._versions(entry)]
        spoken = [version for version in versions if not version.is_translation]
        readings: list[_Reading] = []
        at = 0
        while at < len(tokens):
            sizes = [version.sequence.beginning(tokens[at:]) for version in spoken]
            size = max(sizes, default=0)
            if weight(tokens[at : at + size]) < _FEWEST_JOINED:
                return None
            reading = _Reading(spoken[sizes.index(size)], Match(0, 0), Verdict.EXACT)
            readings.append(self._compared(quotation, reading))
            at += size
        parts = tuple({own.version.entry.address: own.version.entry for own in readings}.values())
        if len({getattr(part.record, "speaker", "") for part in parts}) > 1:
            return None
        worst = max(readings, key=lambda reading: reading.rank)
        return Judgement(quotation, _verdict(quotation, worst, parts), parts)

    def _nearest(
        self, quotation: Quotation, versions: Iterable[_Version], tokens: Sequence[str]
    ) -> tuple[float, Judgement] | None:
        """Return share and judgement of the statement with most words, if they are enough."""
        best: tuple[float, _Version, tuple[int, int]] | None = None
        for version in versions:
            likeness = version.sequence.likeness(tokens)
            is_alike = likeness.share >= _ALIKE or (
                likeness.longest >= _LONG_RUN and likeness.share >= _SHARE_WITH_LONG_RUN
            )
            bearer = self._bearers.of(version.entry, quotation.stated) if is_alike else None
            fit = speaker_fit(quotation.stated, bearer) if bearer else Fit.NOT_COMPARED
            if not is_alike or (fit is Fit.OTHER and likeness.share < _ALIKE_OF_OTHER):
                continue
            # Of two that are about as near, that of the speaker whom the draft names.
            score = likeness.share - (fit is Fit.OTHER) * 0.15 - version.is_translation * 0.01
            if best is None or score > best[0]:
                best = score, version, (likeness.start, likeness.end)
        if best is None:
            return None
        score, version, span = best
        part = version.sequence.part(*span)
        verdict = _of_nearest(version, span)
        diff = _differences(part, quotation.text)
        return score, Judgement(quotation, verdict, (version.entry,), diff)


def _reported(judgements: Sequence[Judgement]) -> Iterator[Judgement]:
    """Yield the judgements that are reported.

    A quotation within a quotation is reported where it alone is known. A block whose speaker the
    draft does not name, and whose words nobody has, may quote what no coverage would have.
    """
    at = 0
    while at < len(judgements):
        outer, inner = judgements[at], [*takewhile(_is_inner, judgements[at + 1 :])]
        at += 1 + len(inner)
        known = [own for own in inner if own.verdict not in _NOT_KNOWN]
        if known and (outer.verdict is Verdict.UNKNOWN or _is_known_by(outer, known)):
            yield Judgement(outer.quotation, Verdict.UNKNOWN)
            yield from known
            continue
        is_block = outer.quotation.setting == "block"
        is_nobodys = is_block and outer.verdict in _NOT_KNOWN and not outer.quotation.stated.clause
        yield Judgement(outer.quotation, Verdict.TERM) if is_nobodys else outer


_NOT_KNOWN: Final = (Verdict.UNKNOWN, Verdict.TERM)


def _is_inner(judgement: Judgement) -> bool:
    return judgement.quotation.setting == "inner"


def _is_known_by(outer: Judgement, inner: Iterable[Judgement]) -> bool:
    """Return whether a quotation is like a statement only by one that stands within it."""
    half = weight(all_tokens(outer.quotation.segments)) / 2
    return outer.verdict is Verdict.DIFFERS and any(
        weight(all_tokens(own.quotation.segments)) >= half for own in inner
    )


def _joined(quotation: Quotation, versions: Sequence[_Version]) -> Judgement | None:
    """Return the judgement where each segment stands in a statement, but no remark has them all."""
    if len(quotation.segments) < 2:
        return None
    homes = [
        [version for version in versions if version.sequence.find([segment])]
        for segment in quotation.segments
        if weight(segment.tokens) >= _FEWEST_JOINED
    ]
    if len(homes) < 2 or not all(homes):
        return None
    for first, second in pairwise(homes):
        if not any(
            _same_remark(statement.entry, other.entry) for statement in first for other in second
        ):
            return Judgement(quotation, Verdict.STITCHED, (first[0].entry, second[0].entry))
    return None


def _halved(
    quotation: Quotation, versions: Sequence[_Version], tokens: Sequence[str]
) -> Judgement | None:
    """Return the judgement where one statement has the beginning and another one all the rest."""
    ends = [
        (version, version.sequence.beginning(tokens), version.sequence.ending(tokens))
        for version in versions
    ]
    for (first, begun, _), (second, _, ended) in permutations(ends, 2):
        halves = tokens[:begun], tokens[len(tokens) - ended :]
        both = min(weight(half) for half in halves) >= _FEWEST_JOINED
        if begun + ended >= len(tokens) and both and not _same_remark(first.entry, second.entry):
            return Judgement(quotation, Verdict.STITCHED, (first.entry, second.entry))
    return None


def _verdict(quotation: Quotation, best: _Reading, entries: Sequence[Entry]) -> Verdict:
    """Return what words, speaker, capacity and day together say."""
    if best.verdict is not Verdict.EXACT:
        return best.verdict
    speaker, capacity = best.fits
    if speaker is Fit.OTHER:
        return Verdict.OTHER_SPEAKER
    if capacity is Fit.OTHER:
        return Verdict.OTHER_CAPACITY
    # The day beside a name that is no speaker's may be that of a newspaper.
    is_speakers = speaker is Fit.SAME or not quotation.stated.is_weak
    if is_speakers and day_fit(quotation.stated, entries) is Fit.OTHER:
        return Verdict.OTHER_DAY
    return Verdict.EXACT


def _of_words(version: _Version, match: Match) -> Verdict:
    """Return what it means that a version of a statement has the words of a quotation."""
    quote = version.entry.record
    if version.is_translation:
        return Verdict.TRANSLATION
    grave = any(
        is_grave(version.sequence.text, *version.sequence.span(*gap)) for gap in match.omitted
    )
    if isinstance(quote, Quote) and quote.mode != "direct":
        verdict = _of_report(version, (match.start, match.end), is_partial=quote.mode == "partial")
        if verdict is not Verdict.EXACT:
            return verdict
    return Verdict.ELISION if grave else Verdict.EXACT


def _of_report(version: _Version, tokens: tuple[int, int], *, is_partial: bool) -> Verdict:
    """Return what a part of a report is: a fragment that it quotes, more than that, or report."""
    start, end = version.sequence.span(*tokens)
    verdict = Verdict.PARAPHRASE
    for first, last in quoted_spans(version.sequence.text):
        if first <= start and end <= last:
            return Verdict.EXACT
        if is_partial and start < last and first < end:
            verdict = Verdict.WIDENED
    return verdict


def _of_nearest(version: _Version, span: tuple[int, int]) -> Verdict:
    """Return what a quotation is whose words are nearly those of a statement."""
    quote = version.entry.record
    if version.is_translation:
        return Verdict.TRANSLATION
    if not isinstance(quote, Quote) or quote.mode == "direct":
        return Verdict.DIFFERS
    verdict = _of_report(version, span, is_partial=quote.mode == "partial")
    if verdict is Verdict.PARAPHRASE and _was_said_in_another_language(version.entry):
        return Verdict.TRANSLATION
    return Verdict.DIFFERS if verdict is Verdict.EXACT else verdict


def _was_said_in_another_language(entry: Entry) -> bool:
    """Return whether an account of the same remark has speech in another language."""
    quotes = [other.record for other in (entry, *entry.statements)]
    own = primary_language(quotes[0].language) if isinstance(quotes[0], Quote) else ""
    return any(
        isinstance(quote, Quote)
        and quote.mode == "direct"
        and primary_language(quote.language) not in ("", own)
        for quote in quotes
    )


def _same_remark(statement: Entry, other: Entry) -> bool:
    """Return whether two statements are one, or accounts of one remark."""
    if statement.address == other.address:
        return True
    return any(entry.address == other.address for entry in statement.statements)


def _is_term(quotation: Quotation, draft: Draft) -> bool:
    """Return whether marks may enclose a title or a catchword, which is nobody's words."""
    if quotation.setting == "block" and quotation.stated.clause:
        return False
    longest = _LONGEST_TITLE if _is_title_case(quotation.text) else _LONGEST_TERM
    if weight(all_tokens(quotation.segments)) > longest:
        return False
    if re.search(r"[.!?。！？]", quotation.text):
        return False
    if quotation.is_chinese:
        # Marks are no sign of speech there: what introduces speech closes with a colon or comma.
        before = draft.text[max(0, quotation.start - 9) : quotation.start - 1].rstrip()[-1:]
        behind = quotation.text[-1:] + draft.text[quotation.end + 1 : quotation.end + 2]
        is_introduced = before in ("：", ":", "，", ",") or any(
            punctuation in behind for punctuation in "，,—―"
        )
        return not (quotation.stated.clause and is_introduced)
    stated = quotation.stated
    # “Theme: “…””: a single word before a colon is no sign of speech either.
    is_single_word = stated.is_weak and stated.name == stated.clause and " " not in stated.name
    return not stated.clause or is_single_word


def _is_title_case(words: str) -> bool:
    """Return whether words have capitals as the title of a work has, which nobody says."""
    long = [word for word in re.findall(r"[^\W\d_]+", words) if len(word) > 3]
    return len(long) > 1 and sum(word[0].isupper() for word in long) * 4 >= len(long) * 3


def _differences(said: str, printed: str) -> tuple[tuple[Change, str], ...]:
    """Return the words that differ, from those of a statement to those of a draft.

    Case, marks and punctuation are no other words.
    """
    changes: list[tuple[Change, str]] = []
    for change, text in word_diff(said, printed, key=_plain):
        if change == "same" or _plain(text):
            changes.append((change, text))
        elif change == "new":
            changes.append(("same", text))
    return tuple(changes)


def _plain(text: str) -> str:
    """Return what of a word, or of several, is compared."""
    return re.sub(r"[^\w%$€£¥+&]", "", normalize(text).casefold())
