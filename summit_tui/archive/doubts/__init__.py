"""Doubts about a statement that follow from the records alone, without the text of its source.

They are indexed: `has:doubts` finds the statements that have one. The linter reports them under
their codes, and every list and copy can name them, since they need no more than what an entry has.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from summit_tui.archive.describe import Linked
from summit_tui.archive.doubts import records, words
from summit_tui.archive.doubts.claim import Claim, Doubt, Occasion, Origin, Setting, dated_roles
from summit_tui.archive.doubts.records import outside_event
from summit_tui.i18n import INTERFACE, Words
from summit_tui.model.kinds import Kind
from summit_tui.model.records import Quote, Record

__all__ = [
    "RECORD_DOUBTS",
    "TEXT_DOUBTS",
    "Claim",
    "Doubt",
    "Find",
    "Occasion",
    "Origin",
    "Setting",
    "dated_roles",
    "doubt_in_words",
    "doubts_in_words",
    "finder",
    "is_doubtful",
    "leaves_doubt",
    "name_doubts",
    "outside_event",
    "record_doubts",
]

_IN_WORDS: Final[Mapping[str, str]] = {
    "W315": "a translation, called direct",
    "W403": "capacity of another time",
    "W501": "a day outside the event",
    "W507": "said after it was printed",
    "E508": "a day outside the session",
    "W509": "speaker not in the session",
    "W511": "another day than the speech",
    "E604": "in other letters than its language",
    "W605": "in other Chinese characters than its tag says",
    "W606": "in another language than its tag says",
    "W320": "words inside that nobody spoke",
    "E305": "nothing in quotation marks",
    # What follows needs the text of the source.
    "E301": "excerpt not in the text",
    "E303": "not word for word in the text",
    "E304": "a fragment that the text does not quote",
    "W314": "outside quotation marks",
    "W316": "the ellipsis hides something",
    "W317": "two speakers joined by an ellipsis",
    "W318": "a number that the source does not have",
    "W319": "the passage is about something else",
    "W406": "speaker not named in the text",
    "W407": "somebody else named there",
    "W408": "in the turn of another speaker",
    "W409": "in the speech of another speaker",
    "W410": "capacity not printed",
    "W411": "attribution not printed",
    "W414": "somebody with a part in it not named in the text",
}
"""Every doubt in a few words, by its code."""
_CODES: Final = tuple(_IN_WORDS)
RECORD_DOUBTS: Final = frozenset(_CODES[: _CODES.index("E301")])
"""The codes of the doubts that follow from the records."""
TEXT_DOUBTS: Final = frozenset(_CODES) - RECORD_DOUBTS
"""The codes of those that need the text of the source."""
_OF_RECORDS: Final[Sequence[Callable[[Claim, Setting], Sequence[Doubt]]]] = (
    records.not_in_language_of_source,
    records.not_held,
    records.at_another_time,
    records.not_in_session,
)
"""What finds the doubts that follow from what a statement refers to."""
_OF_WORDS: Final[Sequence[Callable[[Claim], Sequence[Doubt]]]] = (
    words.wrong_tags,
    words.interrupted,
    words.without_fragment,
)
"""What finds the doubts that its own words leave."""

Find = Callable[[Kind, str], Any]
"""Returns the record of a kind and an id in the event of a statement, or None; `Any` because the
kind decides its class."""


def finder(linked: Linked) -> Find:
    """Return what finds a record among those that an entry refers to."""
    return lambda kind, id: linked.get((kind, id))


def record_doubts(quote: Quote, event: str, find: Find) -> list[Doubt]:
    """Return the doubts about a statement of an event; `find` has the records it refers to.

    Those whose code the statement ignores are none.
    """
    claim, setting = Claim.of(quote), _setting(quote, event, find)
    if not leaves_doubt(claim, setting):
        return []
    return [doubt for doubt in _doubts_about(claim, setting) if doubt.code not in quote.ignore]


def name_doubts(record: Record) -> list[Doubt]:
    """Return the doubts about the names of a record that is no statement."""
    names = words.names_with_tags(record)
    return [doubt for name in names for doubt in words.doubts_about_tag(name)]


def is_doubtful(quote: Quote, event: str, find: Find) -> bool:
    """Tell whether there is a doubt about a statement, as `record_doubts` would return it."""
    return leaves_doubt(Claim.of(quote), _setting(quote, event, find), quote.ignore)


def leaves_doubt(claim: Claim, setting: Setting, ignored: Collection[str] = ()) -> bool:
    """Tell whether there is a doubt about a statement under a code that is not ignored."""
    if ignored:
        return any(doubt.code not in ignored for doubt in _doubts_about(claim, setting))
    # Of every statement, and `any` takes half more.
    for check in _OF_RECORDS:
        if check(claim, setting):
            return True
    for check_words in _OF_WORDS:  # noqa: SIM110
        if check_words(claim):
            return True
    return False


def doubts_in_words(
    quote: Quote, event: str, linked: Linked, words: Words = INTERFACE
) -> list[str]:
    """Return the doubts about a statement in a few words each; `linked` has what it refers to."""
    doubts = record_doubts(quote, event, finder(linked))
    return [doubt_in_words(doubt.code, words) for doubt in doubts]


def doubt_in_words(code: str, words: Words = INTERFACE) -> str:
    """Return a doubt in a few words; raises `KeyError` for the code of none."""
    return words.gettext(_IN_WORDS[code])


def _doubts_about(claim: Claim, setting: Setting) -> Iterator[Doubt]:
    for check in _OF_RECORDS:
        yield from check(claim, setting)
    for check_words in _OF_WORDS:
        yield from check_words(claim)


def _setting(quote: Quote, event: str, find: Find) -> Setting:
    session = find("sessions", quote.session) if quote.session else None
    source = find("sources", quote.source)
    speaker = find("speakers", quote.speaker) if quote.role else None
    return Setting(
        find("event", event),
        session and Occasion.of(session),
        source and Origin.of(source),
        dated_roles(speaker) if speaker else (),
    )
