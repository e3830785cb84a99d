"""What must go with a statement wherever it goes: who, in which capacity, when, says who."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from summit_tui.archive import Entry
from summit_tui.attribution.names import (
    Name,
    is_han,
    locator_in_words,
    name_of,
    record_name,
    unnamed_label,
)
from summit_tui.attribution.publications import Publication, publication
from summit_tui.attribution.quotation import has_marks, in_quotation_marks, strip_marks
from summit_tui.attribution.voices import Translation, Voices, translations_of, voices_of
from summit_tui.i18n import INTERFACE, Words, gettext, lookup
from summit_tui.model.dates import first, in_short, in_words, last
from summit_tui.model.fields import Mode, Role, SourceKind, SpeakerKind, primary_language
from summit_tui.model.records import Quote, Session, Source, Speaker
from summit_tui.model.text import is_in_spaced_word, value_line

_MODES: Final[Mapping[Mode, str]] = {
    "direct": "direct quotation",
    "partial": "partial quotation",
    "paraphrase": "paraphrase",
}
_REPORTED: Final[Mapping[Mode, str]] = {
    "partial": "partial quotation, as reported by {reporter}",
    "paraphrase": "paraphrase, as reported by {reporter}",
}
REPORTING: Final[frozenset[SourceKind]] = frozenset(
    ("news", "editorial", "opinion", "interview", "broadcast")
)
"""Kinds of source that report; of what others have Chinese says only that it is after them."""

_MONTH: Final = timedelta(days=31)


class Attribution(NamedTuple):
    """The parts of a statement; every text is on one line, and what is unknown is None."""

    text: str
    """The statement without marks of ours; for a partial quotation, its fragments in theirs."""
    mode: Mode
    language: str | None
    """The language of `text` (BCP 47)."""
    translations: tuple[Translation, ...]
    """What lies between the words that were said and `text`, the latest first; none for those."""
    original: str
    """The statement as its record has it; equal to `text` unless a translation was asked for."""
    speaker: Name
    """Who said it."""
    speaker_kind: SpeakerKind | None
    capacity: str | None
    """The capacity in which it was said."""
    is_capacity_of_record: bool
    """Does the speaker's record say so, and not the statement itself?"""
    occasion: str | None
    """The session, the occasion in words, or both."""
    day: str | None
    """The day it was said: YYYY-MM-DD, or as much as is known."""
    source: Publication
    """Where it stands."""
    entry: Entry
    """The statement with what it refers to."""
    voices: Voices = Voices()
    """Who else has a part in it."""
    locator: str | None = None
    """Where in the source it stands, in words."""
    excerpt: str | None = None
    """The words of the source that it rests on."""
    words: Words = INTERFACE
    """The language of all this."""

    @property
    def role_name(self) -> str | None:
        """What a role of the speaker calls the capacity that is printed in another script.

        It is in the reader's, and looked for when it is asked for: data forms have no use for it.
        """
        quote = self.entry.record
        if not isinstance(quote, Quote):
            return None
        return _role_name(quote, self.entry.link("speakers", quote.speaker), self.words)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is doubtful with it by the records, or was found so in the text, in a few words.

        Looked for when it is asked for: a row has no room for it.
        """
        # The start screen shows no statement.
        from summit_tui.archive.doubts import doubt_in_words, doubts_in_words

        address, quote, linked = self.entry.address, self.entry.record, self.entry.linked
        doubts = [doubt_in_words(code, self.words) for code in self.entry.text_doubts]
        if isinstance(quote, Quote):
            doubts = [*doubts_in_words(quote, address.event, linked, self.words), *doubts]
        return tuple(doubts)

    @property
    def translated(self) -> bool:
        """Whether `text` is a translation."""
        return bool(self.translations)

    @property
    def original_language(self) -> str | None:
        """The language from which `text` was translated, else its own, as far as stated."""
        return self.translations[0].language if self.translations else self.language

    @property
    def speakers(self) -> tuple[Name, ...]:
        """Who said it, all of a joint statement."""
        return (self.speaker, *self.voices.joint)

    def day_in_short(self, known_year: str | None = None) -> str:
        """Return the day as a list has it: when it was said, else by when, as it was printed then.

        The year is left out, unless there is a `known_year` (YYYY) and the day is of another one.
        """
        day = self.day or self.source.published
        if not day:
            return gettext("no day")
        has_year = known_year is not None and not day.startswith(known_year)
        short = in_short(day, has_year=has_year)
        return short if self.day else gettext("by {day}", day=short)

    @property
    def said(self) -> str:
        """The statement for a reader: in quotation marks if, and only if, it is direct speech.

        A paraphrase that has quotation marks in its words leads with who reported it, so that
        none of them can be taken for the beginning of speech.
        """
        if self.mode == "direct":
            return in_quotation_marks(self.text, self.language)
        if self.mode == "paraphrase" and has_marks(self.text):
            return self._by_reporter("As reported by {reporter}: {text}", text=self.text)
        return self.text

    @property
    def mode_in_words(self) -> str:
        """What a reader calls the mode."""
        return self.words.pgettext("mode", _MODES[self.mode])

    def _by_reporter(self, template: str, **values: str) -> str:
        """Return a template about who reported the statement."""
        context = "news" if self.source.kind in REPORTING else "no news"
        return self.words.pgettext(context, template, reporter=self.reporter, **values)

    @property
    def reporter(self) -> str:
        """Who reported it: agency copy is the agency's, whoever prints it; else the publisher."""
        return self.source.origin or self.outlet

    @property
    def outlet(self) -> str:
        """Who published the source, or the source's id where nothing else is known."""
        return self.source.publisher or self.source.title

    @property
    def reported_by(self) -> str | None:
        """Who published what is not in the speaker's words; whose copy it is, its source says."""
        return None if self.mode == "direct" else self.outlet

    @property
    def manner(self) -> str | None:
        """What keeps the text from being the speaker's very words: report, relay, translation."""
        notes = []
        if self.mode != "direct":
            notes.append(self._by_reporter(_REPORTED[self.mode]))
        if self.voices.relayed:
            notes.append(self.voices.relayed)
        notes += map(str, self.translations)
        if doubts := self.words.items(self.doubts):
            notes.append(self.words.gettext("doubtful: {doubts}", doubts=doubts))
        return self.words.groups(notes) or None

    @property
    def circumstances(self) -> str:
        """What follows the speaker's name: capacity, others, occasion and day, as far as known."""
        day = in_words(self.day, self.words) if self.day else None
        parts = (self.stated_capacity, *self.voices.phrases, self.occasion, day)
        return self.words.clauses(["", *filter(None, parts)])

    @property
    def stated_capacity(self) -> str | None:
        """The capacity for a reader: in the reader's own script first, where a role has it so."""
        if self.role_name:
            template = "{name} ({other})"
            return self.words.gettext(template, name=self.role_name, other=self.capacity)
        return self.recorded_capacity

    @property
    def recorded_capacity(self) -> str | None:
        """The capacity as it is on record, with a note where only the speaker's record has it."""
        if not self.is_capacity_of_record:
            return self.capacity
        template = "{capacity} (capacity from the speaker's record)"
        return self.words.gettext(template, capacity=self.capacity)

    @property
    def credit(self) -> str:
        """The circumstances and the manner: all that a reader sees after the speaker's name."""
        if not self.manner:
            return self.circumstances
        return self.words.groups((self.circumstances, self.manner))


def attribution(entry: Entry, language: str | None = None, words: Words = INTERFACE) -> Attribution:
    """Return the parts of the statement in `entry`, whose record is a quote.

    `language` asks for a translation into it, where the quote has one; `words` are those of the
    document in which the statement is to stand. Raises `TypeError` for a record of another kind.
    """
    quote = entry.record
    if not isinstance(quote, Quote):
        raise TypeError("only a statement has an attribution")
    speaker: Speaker | None = entry.link("speakers", quote.speaker)
    session: Session | None = entry.link("sessions", quote.session)
    day = quote.date or (_day_of(session) if session else None)
    original = _words(quote, quote.text)
    translation = _translation(quote, language) if language else None
    source: Source | None = entry.link("sources", quote.source)
    certain = None if quote.role else _certain_role(quote, speaker, source, day)
    return Attribution(
        text=_words(quote, translation[1]) if translation else original,
        mode=quote.mode,
        language=translation[0] if translation else quote.language,
        translations=translations_of(quote, translation[0] if translation else None, words),
        original=original,
        speaker=_name_of(speaker, quote.speaker, words),
        speaker_kind=speaker.kind if speaker else None,
        capacity=role_in_words(certain, words.language)
        if certain
        else _printed_capacity(quote, words),
        is_capacity_of_record=certain is not None,
        occasion=_occasion(quote, session, words),
        day=day,
        source=publication(entry, quote.source, words),
        entry=entry,
        voices=voices_of(entry, quote, words),
        locator=_locator(quote, source, words),
        excerpt=value_line(quote.excerpt.exact) if quote.excerpt else None,
        words=words,
    )


def _name_of(speaker: Speaker | None, id: str, words: Words) -> Name:
    return record_name(speaker, words) if speaker else unnamed_label("speakers", id)


def event_name(entry: Entry, words: Words = INTERFACE) -> Name:
    """Return the name of the event to which the entry's record belongs."""
    event = entry.link("event", entry.address.event)
    if not event:
        return unnamed_label("event", entry.address.event)
    return name_of(event.name, event.names, words)


def _printed_capacity(quote: Quote, words: Words) -> str | None:
    """Return the capacity of a statement in the language of the words, or else as printed."""
    tag = lookup(words.language, quote.role_names) if words.language else None
    role = quote.role_names[tag] if tag else quote.role
    return value_line(role) if role else None


def _role_name(quote: Quote, speaker: Speaker | None, words: Words) -> str | None:
    """Return what the roles of a speaker call a capacity in the script of the reader, or None.

    One of their titles, or a title with its organization, has to be the capacity as printed.
    """
    printed, language = _printed_capacity(quote, words), words.language or words.tag
    is_read_in_han = primary_language(language) == "zh"
    if printed is None or speaker is None or is_han(printed) == is_read_in_han:
        return None
    names = set()
    for role in speaker.roles:
        own_tag = lookup(language, role.titles)
        for tag, title in {"": role.title, **role.titles}.items():
            if printed == value_line(title):
                names.add(value_line(role.titles[own_tag] if own_tag else role.title))
            elif printed == role_in_words(role, tag):
                names.add(role_in_words(role, language))
    own = [name for name in names if is_han(name) == is_read_in_han]
    return own[0] if len(own) == 1 else None


def role_in_words(role: Role, language: str = "") -> str:
    """Return a capacity as title and organization, which some titles name themselves.

    It is in a language (BCP 47) where the role has both in it, else as the source prints it. In
    Chinese the organization comes first, with nothing between; that depends on these texts alone.
    """
    title, organization = _role_in(language, role)
    title, organization = value_line(title), value_line(organization or "")
    if not organization or _mentions(title, organization):
        return title
    if is_han(title[:1]) and is_han(organization[-1:]):
        return f"{organization}{title}"
    return f"{title}, {organization}"


def _role_in(language: str, role: Role) -> tuple[str, str | None]:
    """Return title and organization in a language, or as printed where one of them lacks in it."""
    title = lookup(language, role.titles) if language else None
    body = lookup(language, role.organization_names) if title else None
    if not title or (role.organization and not body):
        return role.title, role.organization
    return role.titles[title], role.organization_names[body] if body else None


def _mentions(text: str, phrase: str) -> bool:
    """Return whether a text has a phrase as whole words, capitals aside."""
    text, phrase = text.casefold(), phrase.casefold()
    return any(
        not (is_in_spaced_word(text[max(at - 1, 0) : at]) and is_in_spaced_word(phrase[0]))
        and not (is_in_spaced_word(text[at + len(phrase) :][:1]) and is_in_spaced_word(phrase[-1]))
        for at in (match.start() for match in re.finditer(re.escape(phrase), text))
    )


def _words(quote: Quote, text: str) -> str:
    line = value_line(text)
    # Marks around the whole are ours to set, or not; those of a partial quotation are the source's.
    return line if quote.mode == "partial" else strip_marks(line)


def _translation(quote: Quote, language: str) -> tuple[str, str] | None:
    """Return tag and text of a translation, unless the original is in that language.

    A language without script and region is that of the original whatever the original's are.
    """
    original = lookup(language, (quote.language,)) if quote.language else None
    if original and "-" not in language:
        return None
    tag = lookup(language, (*filter(None, (original,)), *quote.translations))
    return (tag, quote.translations[tag]) if tag and tag != original else None


def _locator(quote: Quote, source: Source | None, words: Words) -> str | None:
    """Return the page, paragraph, section or time of a statement, else of its source."""
    locator = quote.locator or (source and source.locator)
    return locator_in_words(locator, words) if locator else None


def _day_of(session: Session) -> str | None:
    return session.date or (session.start[:10] if session.start else None)


def _occasion(quote: Quote, session: Session | None, words: Words) -> str | None:
    parts = []
    if quote.session:
        title = record_name(session, words) if session else unnamed_label("sessions", quote.session)
        parts.append(title.text)
    occasion = value_line(quote.occasion or "")
    if occasion and not any(_mentions(part, occasion) for part in parts):
        parts.append(occasion)
    return words.clauses(parts) if len(parts) > 1 else next(iter(parts), None)


def _certain_role(
    quote: Quote, speaker: Speaker | None, source: Source | None, day: str | None
) -> Role | None:
    """Return the one role of a speaker that is certain to have been held on the day, or None.

    None is chosen where another one may have been held then as well: one without dates is always
    possible.
    """
    possible = (
        [role for role in speaker.roles if not _is_over(role, day)] if speaker and day else []
    )
    if len(possible) != 1 or not day:
        return None
    (role,) = possible
    is_printed = role.source == quote.source and _is_near(source, day)
    return role if is_printed or _covers(role, day) else None


def _is_near(source: Source | None, day: str) -> bool:
    """Return whether a source was published within a month after the day.

    The capacity that it prints is then that of the day; a later one may be of its own time.
    """
    published = source.published if source else None
    if not published or len(published) != len(day):
        return False
    return (
        timedelta(0)
        <= date.fromisoformat(first(published)) - date.fromisoformat(first(day))
        <= _MONTH
    )


def _is_over(role: Role, day: str | None) -> bool:
    """Return whether the role was held only before or after the day, or may have been."""
    if role.to and (day is None or last(role.to) < first(day)):
        return True
    return bool(role.from_ and day and last(day) < first(role.from_))


def _covers(role: Role, day: str) -> bool:
    """Return whether the role was held on the day, whatever the dates leave open."""
    if not role.from_ or not role.to:
        return False
    return last(role.from_) <= first(day) and last(day) <= first(role.to)
