"""Who has a part in a statement beside its speaker, and who translated it, in words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from summit_tui.archive import Entry
from summit_tui.attribution.names import Name, language_in_words, record_name, unnamed_label
from summit_tui.i18n import gettext
from summit_tui.model.fields import Translator
from summit_tui.model.records import Quote
from summit_tui.model.references import addressees, on_behalf_of


class Voices(NamedTuple):
    """Those who have a part in a statement, beside its first speaker."""

    joint: tuple[Name, ...] = ()
    """Who made a joint statement with the speaker."""
    on_behalf_of: tuple[Name, ...] = ()
    """For whom it was said."""
    addressees: tuple[Name, ...] = ()
    """To whom it was said."""
    relayed_by: tuple[Name, ...] = ()
    """Who told the source, in the order in which they heard it."""

    @property
    def phrases(self) -> list[str]:
        """What follows the speaker's capacity: with whom, for whom and to whom."""
        phrases = []
        if self.joint:
            phrases.append(gettext("jointly with {names}", names=in_series(self.joint)))
        if self.on_behalf_of:
            phrases.append(gettext("on behalf of {names}", names=in_series(self.on_behalf_of)))
        if self.addressees:
            phrases.append(gettext("to {names}", names=in_series(self.addressees)))
        return phrases

    @property
    def relayed(self) -> str | None:
        """By whom the source was told, the first to have heard it first."""
        if not self.relayed_by:
            return None
        first, *others = map(str, self.relayed_by)
        relayed = gettext("relayed by {name}", name=first)
        for name in others:
            relayed = gettext("{relayed}, then by {name}", relayed=relayed, name=name)
        return relayed


def voices_of(entry: Entry, quote: Quote) -> Voices:
    """Return who has a part in a statement, each by name, or by id where there is no record."""
    if not (quote.joint_speakers or quote.on_behalf_of or quote.addressee or quote.relayed_by):
        return _ALONE
    return Voices(
        _names(entry, quote.joint_speakers),
        _names(entry, on_behalf_of(quote)),
        _names(entry, addressees(quote)),
        _names(entry, quote.relayed_by),
    )


_ALONE: Final = Voices()


def _names(entry: Entry, ids: Iterable[str]) -> tuple[Name, ...]:
    speakers = ((id, entry.link("speakers", id)) for id in dict.fromkeys(ids))
    return tuple(
        record_name(speaker) if speaker else unnamed_label("speakers", id)
        for id, speaker in speakers
    )


def in_series(names: Sequence[Name]) -> str:
    """Return names as `A`, `A and B` or `A, B and C`."""
    *others, last = map(str, names)
    if not others:
        return last
    return gettext("{names} and {last}", names=", ".join(others), last=last)


class Translation(NamedTuple):
    """A step from the words that were said to those that are shown."""

    language: str | None
    """From which language (BCP 47); None where it is not stated."""
    translator: Translator | None = None
    """Who translated."""

    def __str__(self) -> str:
        translator = self.translator or ""
        if not self.language:
            return gettext(_OF_UNKNOWN_LANGUAGE[translator])
        return gettext(_OF_LANGUAGE[translator], language=language_in_words(self.language))


_OF_LANGUAGE: Final[Mapping[Translator | str, str]] = {
    "": "translation from {language}",
    "source": "translation from {language} by the source",
    "interpreter": "interpreted from {language}",
    "official": "official translation from {language}",
    "editor": "editor's translation from {language}",
    "machine": "machine translation from {language}",
}
"""What a reader calls a translation by each translator."""
_OF_UNKNOWN_LANGUAGE: Final[Mapping[Translator | str, str]] = {
    "": "translation; original language not stated",
    "source": "translation by the source; original language not stated",
    "interpreter": "words of an interpreter; original language not stated",
    "official": "official translation; original language not stated",
    "editor": "editor's translation; original language not stated",
    "machine": "machine translation; original language not stated",
}
"""The same where it is not stated from which language."""


def translations_of(quote: Quote, tag: str | None) -> tuple[Translation, ...]:
    """Return the translations that lie between what was said and the text, the latest first.

    `tag` is that of the translation which is shown; None for the text of the statement itself.
    """
    steps = []
    if tag is not None:
        steps.append(Translation(quote.language, quote.translators.get(tag)))
    if quote.translated_from or quote.translator:
        steps.append(Translation(quote.translated_from, quote.translator))
    return tuple(steps)
