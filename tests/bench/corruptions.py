"""How many statements with one field made wrong does `check` notice: the table of corruptions.

`python -m tests.bench.corruptions [COVERAGE [TEXTS]]` prints it for the bundled coverages: every
statement is made wrong in each way, one at a time, and checked by all rules that look at one
record; that two statements say the same is not counted. What a statement is made wrong with depends
on the statement alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from summit_tui.archive import Archive, Entry, Search, Sort, iterate_hits
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.describe import names_of
from summit_tui.archive.query.tree import And
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.attribution.named import NameIndex
from summit_tui.lint.catalog import CODES, RULES
from summit_tui.lint.evidence import Excerpts
from summit_tui.lint.rule import RuleContext
from summit_tui.lint.source_texts import PreparedText
from summit_tui.model.kinds import KINDS
from summit_tui.model.records import Quote, Session, Source, Speaker
from summit_tui.model.references import participations

DATA: Final = Path(__file__).parents[2] / "data"
_INVENTED_ROLE: Final = "Deputy Warden for Tidal Fisheries"
_INVENTED_ATTRIBUTION: Final = "a person who was in the room recalled"
_ELSEWHERE: Final = {"en": "zh-Hans", "zh": "fr", "ja": "de"}
"""For a language a tag that its texts cannot have."""


class Ground:
    """A coverage whose statements are made wrong, with all rules ready to check them."""

    def __init__(self, archive: Archive, texts: Path | None) -> None:
        self.context = RuleContext(archive, texts, CODES)
        self._rules = [rule(self.context) for rule in RULES.values()]
        entries = {
            kind: list(iterate_hits(archive, Search(And(), kind, Sort.DEFAULT))) for kind in KINDS
        }
        self.statements: Sequence[tuple[Entry, Quote]] = [
            (entry, entry.record) for entry in entries["quotes"] if isinstance(entry.record, Quote)
        ]
        self.speakers = {entry.address: entry.record for entry in entries["speakers"]}
        self.sessions = {entry.address: entry.record for entry in entries["sessions"]}
        for rule in self._rules:
            for kind in rule.kinds:
                for entry in entries[kind]:
                    rule.collect(entry)
        self.clean = {entry.address: self.codes(entry) for entry, _ in self.statements}
        """The codes that the statements have as they are."""

    def codes(self, entry: Entry) -> frozenset[str]:
        """Return the codes of the problems of a statement."""
        rules = (rule for rule in self._rules if "quotes" in rule.kinds)
        return frozenset(rule.code for rule in rules for _ in rule.check(entry))

    def text(self, entry: Entry) -> PreparedText | None:
        """Return the text of a statement's source."""
        return self.context.resource(Excerpts).text(entry)

    def close(self) -> None:
        """Close what the rules have opened."""
        self.context.close()


def _changed(entry: Entry, quote: Quote, **fields: Any) -> Entry:
    return entry._replace(record=replace(quote, **fields))


def _by(entry: Entry, quote: Quote, speaker: Speaker) -> Entry:
    linked = {**entry.linked, ("speakers", speaker.id): speaker}
    return _changed(entry._replace(linked=linked), quote, speaker=speaker.id)


def _absent_speaker(ground: Ground, entry: Entry, quote: Quote) -> Iterator[Entry]:
    text = ground.text(entry)
    if text is None:
        return
    for address, speaker in ground.speakers.items():
        is_other = address.event == entry.address.event and speaker.id != quote.speaker
        if is_other and isinstance(speaker, Speaker):
            words = [word for name in names_of(speaker) for word in (name, *name.split())]
            if not NameIndex({speaker.id: words}).ids_in(text.text.text):
                yield _by(entry, quote, speaker)
                return


def _other_speaker(ground: Ground, entry: Entry, quote: Quote) -> Iterator[Entry]:
    others = {
        other.speaker
        for near, other in ground.statements
        if (near.address.event, other.source) == (entry.address.event, quote.source)
    }
    session: Session | None = entry.link("sessions", quote.session)
    guests = {guest.speaker for guest in participations(session)} if session else set()
    for id in [*sorted(others - {quote.speaker}), *sorted(guests - {quote.speaker})][:1]:
        speaker = ground.speakers[entry.address._replace(kind="speakers", id=id)]
        if isinstance(speaker, Speaker):
            yield _by(entry, quote, speaker)


def _invented_role(ground: Ground, entry: Entry, quote: Quote) -> Iterator[Entry]:
    yield _changed(entry, quote, role=_INVENTED_ROLE)


def _foreign_role(ground: Ground, entry: Entry, quote: Quote) -> Iterator[Entry]:
    own = normalize(quote.role or "")
    roles = sorted({other.role for _, other in ground.statements if other.role})
    start = sum(map(ord, quote.id)) % len(roles)
    text = ground.text(entry)
    printed = text.normalized if text else ""
    for role in roles[start:] + roles[:start]:
        words = normalize(role)
        if words not in f"{own} {printed}" and own not in words:
            yield _changed(entry, quote, role=role)
            return


def _invented_attribution(ground: Ground, entry: Entry, quote: Quote) -> Iterator[Entry]:
    yield _changed(entry, quote, attribution=_INVENTED_ATTRIBUTION)


def _prose_of_source(ground: Ground, entry: Entry, quote: Quote) -> Iterator[Entry]:
    text = ground.text(entry)
    source: Source | None = entry.link("sources", quote.source)
    if quote.mode == "direct" or text is None or source is None or quote.excerpt is None:
        return
    (passage,) = text.text.find(quote.excerpt).passages[:1] or (None,)
    if passage:
        start, end = text.speech.sentence(passage.start, passage.end)
        words = text.text.text[start:end].strip()
        yield _changed(entry, quote, mode="direct", text=words, language=source.language)


def _prose_of_ours(ground: Ground, entry: Entry, quote: Quote) -> Iterator[Entry]:
    if quote.mode != "direct":
        yield _changed(entry, quote, mode="direct")


def _other_day(ground: Ground, entry: Entry, quote: Quote) -> Iterator[Entry]:
    source: Source | None = entry.link("sources", quote.source)
    day = source and source.published
    if day and len(day) == 10:
        later = date.fromisoformat(day) + timedelta(days=5)
        yield _changed(entry, quote, date=later.isoformat())


def _day_before(ground: Ground, entry: Entry, quote: Quote) -> Iterator[Entry]:
    if quote.date and len(quote.date) == 10:
        earlier = date.fromisoformat(quote.date) - timedelta(days=1)
        yield _changed(entry, quote, date=earlier.isoformat())


def _other_session(ground: Ground, entry: Entry, quote: Quote) -> Iterator[Entry]:
    for address, session in ground.sessions.items():
        is_other = address.event == entry.address.event and session.id != quote.session
        named = session.speakers if isinstance(session, Session) else ()
        ids = {item if isinstance(item, str) else item.speaker for item in named}
        if is_other and ids and quote.speaker not in ids:
            linked = {**entry.linked, ("sessions", session.id): session}
            yield _changed(entry._replace(linked=linked), quote, session=session.id)
            return


def _hidden_word(ground: Ground, entry: Entry, quote: Quote) -> Iterator[Entry]:
    """Leave out of an excerpt its negation or number, else nothing."""
    words = quote.excerpt.exact.split() if quote.excerpt else []
    for number, word in enumerate(words[1:-1], 1):
        if word.casefold() in ("not", "no", "never") or any(map(str.isdigit, word)):
            exact = " ".join([*words[:number], "…", *words[number + 1 :]])
            assert quote.excerpt
            yield _changed(entry, quote, excerpt=replace(quote.excerpt, exact=exact))
            return


def _hidden_sentence(ground: Ground, entry: Entry, quote: Quote) -> Iterator[Entry]:
    """Stitch an excerpt to that of another statement, with a whole sentence between theirs."""
    text = ground.text(entry)
    if text is None or quote.excerpt is None:
        return
    here = text.text.find(quote.excerpt).passages[:1]
    for near, other in ground.statements:
        same = (near.address.event, other.source) == (entry.address.event, quote.source)
        there = text.text.find(other.excerpt).passages[:1] if same and other.excerpt else ()
        if here and there and there[0].start > _end_of_next_sentence(text, here[0].end):
            assert other.excerpt
            exact = f"{quote.excerpt.exact} … {other.excerpt.exact}"
            yield _changed(entry, quote, excerpt=replace(quote.excerpt, exact=exact))
            return


def _end_of_next_sentence(text: PreparedText, at: int) -> int:
    following = text.speech.sentence(at, at)[1] + 1
    return text.speech.sentence(following, following)[1]


def _foreign_excerpt(ground: Ground, entry: Entry, quote: Quote) -> Iterator[Entry]:
    for near, other in ground.statements:
        same = (near.address.event, other.source) == (entry.address.event, quote.source)
        if same and other.id != quote.id and other.excerpt and other.excerpt != quote.excerpt:
            yield _changed(entry, quote, excerpt=other.excerpt)
            return


def _wrong_language(ground: Ground, entry: Entry, quote: Quote) -> Iterator[Entry]:
    primary = (quote.language or "").split("-")[0]
    if primary in _ELSEWHERE:
        yield _changed(entry, quote, language=_ELSEWHERE[primary])


def _near_language(ground: Ground, entry: Entry, quote: Quote) -> Iterator[Entry]:
    if (quote.language or "").startswith("en"):
        yield _changed(entry, quote, language="fr")


def _other_source(ground: Ground, entry: Entry, quote: Quote) -> Iterator[Entry]:
    """Move a statement to another source of its speaker in the same event."""
    for near, other in ground.statements:
        is_near = (near.address.event, other.speaker) == (entry.address.event, quote.speaker)
        source: Source | None = near.link("sources", other.source)
        text = ground.text(near)
        # Two papers may print the same speech.
        has_it = text and quote.excerpt and text.text.find(quote.excerpt).passages
        if is_near and source and other.source != quote.source and not has_it:
            linked = {**entry.linked, ("sources", source.id): source}
            yield _changed(entry._replace(linked=linked), quote, source=source.id)
            return


def _report_of_speech(ground: Ground, entry: Entry, quote: Quote) -> Iterator[Entry]:
    if quote.mode == "direct" and quote.excerpt and not quote.translated_from:
        yield _changed(entry, quote, mode="paraphrase")


def _absent_addressee(ground: Ground, entry: Entry, quote: Quote) -> Iterator[Entry]:
    for wrong in _absent_speaker(ground, entry, quote):
        absent = wrong.record.speaker if isinstance(wrong.record, Quote) else ""
        yield wrong._replace(record=replace(quote, addressee=absent))


def _wrong_number(ground: Ground, entry: Entry, quote: Quote) -> Iterator[Entry]:
    if quote.mode != "direct":
        yield _changed(entry, quote, text=f"In 7,413 places: {quote.text}")


@dataclass(frozen=True, slots=True)
class Corruption:
    """One way to make a statement wrong."""

    name: str
    before: str
    """How many of how many were noticed before the rules for it, in the bundled coverage."""
    least: float
    """The share of statements that must be noticed."""
    make: Callable[[Ground, Entry, Quote], Iterator[Entry]]
    """Yields the statement made wrong, or nothing where that cannot be done."""


CORRUPTIONS: Final = (
    Corruption("a speaker whom the text never names", "52 of 106", 1.0, _absent_speaker),
    Corruption("another speaker of the same source", "12 of 41", 0.98, _other_speaker),
    Corruption("an invented capacity", "0 of 106", 1.0, _invented_role),
    Corruption("somebody else's capacity", "0 of 106", 1.0, _foreign_role),
    Corruption("an invented attribution", "0 of 106", 1.0, _invented_attribution),
    Corruption("the source's prose as direct speech", "0 of 68", 1.0, _prose_of_source),
    Corruption("our own prose as direct speech", "32 of 68", 1.0, _prose_of_ours),
    Corruption("said after it was printed", "0 of 106", 1.0, _other_day),
    Corruption("said in another session", "0 of 106", 1.0, _other_session),
    Corruption("said the day before", "", 1.0, _day_before),
    Corruption("another source of the same speaker", "", 1.0, _other_source),
    Corruption("direct speech as a report", "", 0.94, _report_of_speech),
    Corruption("an addressee whom the text never names", "", 1.0, _absent_addressee),
    Corruption("an ellipsis for a negation or a number", "0 of 68", 1.0, _hidden_word),
    Corruption("two statements stitched by an ellipsis", "", 0.95, _hidden_sentence),
    Corruption("the excerpt of another statement", "20 of 101", 0.97, _foreign_excerpt),
    Corruption("a language of another script", "0 of 106", 0.95, _wrong_language),
    Corruption("a language of the same script", "", 1.0, _near_language),
    Corruption("a number that the source does not have", "0 of 68", 1.0, _wrong_number),
)
"""The corruptions, in the order of the table."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one corruption over all statements."""

    corruption: Corruption
    missed: Sequence[str]
    """Addresses of the statements that were made wrong without being noticed."""
    changed: int
    """How many were made wrong."""


def outcomes(ground: Ground) -> Iterator[Outcome]:
    """Yield what is noticed of each corruption."""
    for corruption in CORRUPTIONS:
        missed, changed = [], 0
        for entry, quote in ground.statements:
            for wrong in corruption.make(ground, entry, quote):
                changed += 1
                if ground.codes(wrong) <= ground.clean[entry.address]:
                    missed.append(str(entry.address))
        yield Outcome(corruption, missed, changed)


def false_alarms(ground: Ground) -> list[str]:
    """Return the problems of the statements as they are."""
    return [
        f"{address}: {', '.join(sorted(codes))}" for address, codes in ground.clean.items() if codes
    ]


def bundled_coverages() -> Iterator[tuple[Path, Path | None]]:
    """Yield the bundled coverages that can be checked here, each with the folder of its texts."""
    yield DATA / "us-summit-remarks", None
    if texts := os.environ.get("SUMMIT_TEXTS"):
        yield DATA / "wic-ap", Path(texts)


def print_table(folder: Path, texts: Path | None) -> None:
    """Print the table of one coverage, and what is missed."""
    missed: list[str] = []
    with (
        closing(open_archive([folder], cache=None)) as archive,
        closing(Ground(archive, texts)) as ground,
    ):
        print(f"\n{folder.name}: {len(ground.statements)} statements\n")
        print("| corruption | changed | noticed | before |\n|---|---:|---:|---:|")
        for outcome in outcomes(ground):
            name, before = outcome.corruption.name, outcome.corruption.before or "not tried"
            noticed = outcome.changed - len(outcome.missed)
            print(f"| {name} | {outcome.changed} | {noticed} | {before} |")
            missed += [f"{name}: {address}" for address in outcome.missed]
        alarms = false_alarms(ground)
    print(f"\nFalse alarms: {len(alarms)}", *alarms, sep="\n  ")
    print(f"\nMissed: {len(missed)}", *missed, sep="\n  ")


def main() -> None:
    """Print the tables of the coverage that is named, or of the bundled ones."""
    named = [Path(name) for name in sys.argv[1:3]]
    asked = [(named[0], named[1] if named[1:] else None)] if named else bundled_coverages()
    for folder, texts in asked:
        print_table(folder, texts)


if __name__ == "__main__":
    main()
