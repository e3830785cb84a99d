"""What the checks look at: a statement as far as it can be doubted, and what it refers to."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final, NamedTuple, Self

from summit_tui.model.dates import day_of_moment, is_before
from summit_tui.model.fields import Role
from summit_tui.model.rebuild import record_from
from summit_tui.model.records import Event, Quote, Session, Source, Speaker
from summit_tui.model.references import participations, voices_in

_OTHERS: Final = frozenset(("joint_speakers", "on_behalf_of", "relayed_by", "quoting"))
"""The fields of a statement with whoever else has a voice in it."""


class Doubt(NamedTuple):
    """One thing that is doubtful with a statement."""

    code: str
    """The code under which the linter reports it."""
    message: str
    """A sentence that says what is wrong and what to do."""
    field: str
    """The field it is about."""


class Claim(NamedTuple):
    """The fields of a statement that a doubt can be about.

    A tuple because one is made of every statement of an index.
    """

    mode: str
    text: str
    language: str | None
    translations: Mapping[str, str]
    translated_from: str | None
    date: str | None
    session: str | None
    source: str
    speaker: str
    role: str | None
    role_names: Mapping[str, str]
    voices: AbstractSet[str]
    """The ids of the speaker and of whoever else has a voice in it."""

    @classmethod
    def of(cls, quote: Quote) -> Self:
        """Return the claim of a statement."""
        return cls(
            quote.mode,
            quote.text,
            quote.language,
            quote.translations,
            quote.translated_from,
            quote.date,
            quote.session,
            quote.source,
            quote.speaker,
            quote.role,
            quote.role_names,
            voices_in(quote),
        )

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Return the claim of a statement given as JSON types, which were valid when read.

        It takes a fifth of the time of making the whole record.
        """
        get = data.get
        speaker = data["speaker"]
        if _OTHERS.isdisjoint(data):
            voices: AbstractSet[str] = {speaker}
        else:
            quote = record_from("quotes", data)
            voices = voices_in(quote) if isinstance(quote, Quote) else {speaker}
        return cls(
            data["mode"],
            data["text"],
            get("language"),
            get("translations") or {},
            get("translated_from"),
            get("date"),
            get("session"),
            data["source"],
            speaker,
            get("role"),
            get("role_names") or {},
            voices,
        )


Span = tuple[str | None, str | None]
"""A first and a last day, as far as known."""


class Occasion(NamedTuple):
    """What a session says of when it was and who spoke in it."""

    days: Span
    guests: frozenset[str]
    """The ids of those who spoke; empty where they are not on record."""

    @classmethod
    def of(cls, session: Session) -> Self:
        """Return the occasion that a session was."""
        first = session.date or (day_of_moment(session.start) if session.start else None)
        end = day_of_moment(session.end) if session.end else None
        guests = frozenset(part.speaker for part in participations(session))
        return cls((first, end if is_before(first, end) else first), guests)


class Origin(NamedTuple):
    """What a source says of itself and of the day on which its words were spoken."""

    language: str | None
    published: str | None
    event_date: str | None

    @classmethod
    def of(cls, source: Source) -> Self:
        """Return the origin that a source is."""
        return cls(source.language, source.published, source.event_date)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Return the origin that a source given as JSON types is."""
        return cls(data.get("language"), data.get("published"), data.get("event_date"))


class Setting(NamedTuple):
    """What a statement refers to; None for what it does not, or what is not on record."""

    event: Event | None
    occasion: Occasion | None
    source: Origin | None
    roles: Sequence[Role]
    """The roles of its speaker where it states a capacity and some of them have dates, else none.
    """


def dated_roles(speaker: Speaker) -> Sequence[Role]:
    """Return the roles of a speaker, or none where no date of theirs can contradict anything."""
    return speaker.roles if any(role.from_ or role.to for role in speaker.roles) else ()
