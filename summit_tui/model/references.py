"""The ids by which a record refers to others, whether its field holds one or a list of them."""

from summit_tui.model.fields import Participation
from summit_tui.model.records import Quote, Session, Source, Speaker


def participations(session: Session) -> tuple[Participation, ...]:
    """Return who took part in `session`, each as a participation, in the order of the file."""
    return tuple(
        Participation(speaker=speaker) if isinstance(speaker, str) else speaker
        for speaker in session.speakers
    )


def delegations_of(speaker: Speaker) -> tuple[str, ...]:
    """Return the ids of the delegations that `speaker` came with."""
    return _ids(speaker.delegation)


def speech_by(source: Source) -> tuple[str, ...]:
    """Return the ids of the speakers whose speech `source` is."""
    return _ids(source.speech_by)


def speakers_of(quote: Quote) -> tuple[str, ...]:
    """Return the ids of all who made a statement, the first of a joint one first."""
    return (quote.speaker, *quote.joint_speakers)


def on_behalf_of(quote: Quote) -> tuple[str, ...]:
    """Return the ids of those for whom a statement was made."""
    return _ids(quote.on_behalf_of)


def addressees(quote: Quote) -> tuple[str, ...]:
    """Return the ids of those to whom a statement was made."""
    return _ids(quote.addressee)


def voices_in(quote: Quote) -> frozenset[str]:
    """Return the ids of all whom a source may name beside a statement as who says it.

    These are who made it, for whom, who relayed it, and who is quoted in it.
    """
    return frozenset((*speakers_of(quote), *on_behalf_of(quote), *quote.relayed_by, *quote.quoting))


def _ids(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the ids of a field that holds one or several."""
    return (value,) if isinstance(value, str) else value or ()
