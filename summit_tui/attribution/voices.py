"""Who has a part in a statement beside its speaker, and who translated it, in words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from summit_tui.archive import Entry
from summit_tui.attribution.names import Name, language_in_words, record_name, unnamed_label
from summit_tui.i18n import INTERFACE, Words
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
    """Who passed it on to the source, in the order in which they heard it."""
    words: Words = INTERFACE
    """The words in which a reader is told so."""

    @property
    def phrases(self) -> list[str]:
        """What follows the speaker's capacity: with whom, for whom and to whom."""
        phrases = []
        if self.joint:
            phrases.append(
                self.words.gettext("jointly with {names}", names=self._series(self.joint))
            )
        if self.on_behalf_of:
            names = self._series(self.on_behalf_of)
            phrases.append(self.words.gettext("on behalf of {names}", names=names))
        if self.addressees:
            phrases.append(self.words.gettext("to {names}", names=self._series(self.addressees)))
        return phrases

    @property
    def relayed(self) -> str | None:
        """Who passed it on to the source, whoever heard it first at the beginning."""
        if not self.relayed_by:
            return None
        first, *others = map(str, self.relayed_by)
        relayed = self.words.gettext("relayed by {name}", name=first)
        for name in others:
            relayed = self.words.gettext("{relayed}, then by {name}", relayed=relayed, name=name)
        return relayed

    def _series(self, names: Sequence[Name]) -> str:
        return in_series(names, self.words)


def voices_of(entry: Entry, quote: Quote, words: Words = INTERFACE) -> Voices:
    """Return who has a part in a statement, each by name, or by id where there is no record."""
    if not (quote.joint_speakers or quote.on_behalf_of or quote.addressee or quote.relayed_by):
        return _ALONE
    return Voices(
        _names(entry, quote.joint_speakers, words),
        _names(entry, on_behalf_of(quote), words),
        _names(entry, addressees(quote), words),
        _names(entry, quote.relayed_by, words),
        words,
    )


_ALONE: Final = Voices()


def _names(entry: Entry, ids: Iterable[str], words: Words) -> tuple[Name, ...]:
    speakers = ((id, entry.link("speakers", id)) for id in dict.fromkeys(ids))
    return tuple(
        record_name(speaker, words) if speaker else unnamed_label("speakers", id)
        for id, speaker in speakers
    )


def in_series(names: Sequence[Name], words: Words = INTERFACE) -> str:
    """Return names as `A`, `A and B` or `A, B and C`."""
    *others, last = map(str, names)
    if not others:
        return last
    return words.gettext("{names} and {last}", names=words.items(others), last=last)


class Translation(NamedTuple):
    """A step from the words that were said to those that are shown."""

    language: str | None
    """From which language (BCP 47); None where it is not stated."""
    translator: Translator | None = None
    """Who translated."""
    words: Words = INTERFACE
    """The words in which a reader is told so."""

    def __str__(self) -> str:
        translator = self.translator or ""
        if not self.language:
            return self.words.gettext(_OF_UNKNOWN_LANGUAGE[translator])
        language = language_in_words(self.language, self.words)
        return self.words.gettext(_OF_LANGUAGE[translator], language=language)


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


def translations_of(
    quote: Quote, tag: str | None, words: Words = INTERFACE
) -> tuple[Translation, ...]:
    """Return the translations that lie between what was said and the text, the latest first.

    `tag` is that of the translation which is shown; None for the text of the statement itself.
    """
    steps = []
    if tag is not None:
        steps.append(Translation(quote.language, quote.translators.get(tag), words))
    if quote.translated_from or quote.translator:
        steps.append(Translation(quote.translated_from, quote.translator, words))
    return tuple(steps)
