"""Every sentence that a user reads, as a template with named places behind one function.

A template is one literal, so that the sentences can be listed, extracted into a catalogue and
translated; what varies is a named place in it, never a piece that logic joins to it. The functions
are named as in GNU gettext, whose tools find their calls.

Two languages are at work. That of the interface has the catalogue
`locale/TAG/LC_MESSAGES/summit-tui.mo` beside this module; the variables that GNU gettext knows
(LANGUAGE, LC_ALL, LC_MESSAGES, LANG) choose it, and `speak` another. That of a document is asked
for with the document; its catalogue is `forms.mo` of the same folder. Without a catalogue either is
English.
"""

import os
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from gettext import NullTranslations, c2py
from pathlib import Path
from struct import unpack_from
from typing import Final, NamedTuple

_DOMAIN: Final = "summit-tui"
_FORMS: Final = "forms"
_FOLDER: Final = Path(__file__).with_name("locale")
_VARIABLES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that name the language of messages; the first that is set counts (GNU gettext)."""
_GROUPED: Final = (int,)
"""The types whose values are shown with their thousands apart: 12,345."""
LANGUAGE_NAMES: Final = {"en": "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文（香港）"}
"""The languages of the interface and of documents, each by its own name."""
LANGUAGES: Final = tuple(tag for tag in LANGUAGE_NAMES if tag != "en")
"""Those that have catalogues."""
_TRADITIONAL: Final = ("HK", "MO", "TW")
"""Regions where Chinese is most likely written in traditional characters (CLDR, likely subtags)."""


class _Catalogue(NullTranslations):
    """The sentences of a `.mo` file (GNU gettext's manual, "MO Files"), found as they are asked.

    `gettext.GNUTranslations` decodes all of them first, which takes longer than the first picture.
    """

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._content = content
        self._number, self._keys, self._texts = unpack_from("<3I", content, 8)
        self._translations: dict[str, str] = {}

    def gettext(self, message: str) -> str:
        """Return the translation of a sentence, or the sentence where there is none."""
        return self._find(message) or message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form of a translation for `n`, as the catalogue's own rule has it."""
        if translation := self._find(f"{msgid1}\0{msgid2}"):
            forms = translation.split("\0")
            return forms[self._plural(n)] if len(forms) > 1 else translation
        return super().ngettext(msgid1, msgid2, n)

    def pgettext(self, context: str, message: str) -> str:
        """Return the translation of a sentence in a context, or the sentence."""
        return self._find(f"{context}\x04{message}") or message

    def _plural(self, number: int) -> int:
        rule = re.search(r"plural=([^;\n]*)", (self._find("") or "").partition("nplurals")[2])
        return int(c2py(rule[1])(number)) if rule else 0

    def _find(self, name: str) -> str:
        """Return what stands beside a name, or nothing."""
        if name not in self._translations:
            key = name.encode()
            at = bisect_left(range(self._number), key, key=self._key)
            is_there = at < self._number and self._key(at) == key
            self._translations[name] = self._entry(self._texts, at).decode() if is_there else ""
        return self._translations[name]

    def _key(self, at: int) -> bytes:
        return self._entry(self._keys, at)

    def _entry(self, table: int, at: int) -> bytes:
        length, start = unpack_from("<2I", self._content, table + 8 * at)
        return self._content[start : start + length]


@cache
def _catalogue(tag: str, domain: str = _DOMAIN) -> NullTranslations:
    """Return the sentences in a language, or as they are where it has no catalogue."""
    path = _FOLDER / tag.replace("-", "_") / "LC_MESSAGES" / f"{domain}.mo"
    if tag not in LANGUAGES or not path.exists():
        return NullTranslations()
    return _Catalogue(path.read_bytes())


class Words:
    """The sentences and labels of one language; a document has one such object, carried along."""

    __slots__ = ("_sentences", "language", "tag")

    def __init__(
        self, sentences: NullTranslations | None = None, tag: str = "en", language: str = ""
    ) -> None:
        """Take a catalogue, or None for that of the interface in the language `tag`."""
        self._sentences = sentences
        self.tag = tag
        """The language of the words (BCP 47): `en`, `zh-Hans` or `zh-Hant`."""
        self.language = language
        """The language that was asked for, in which names are given where a record has them so;
        empty where none was."""

    @property
    def is_of_document(self) -> bool:
        """Tell whether they are the words of a document, not of the interface."""
        return self._sentences is not None

    @property
    def _catalogue(self) -> NullTranslations:
        return self._sentences or _catalogue(self.tag)

    def gettext(self, template: str, /, **values: object) -> str:
        """Return the sentence of `template` with `values` in its named places.

        Whole numbers are shown with their thousands apart. Raises `KeyError` where a place has no
        value, which is a slip of the caller.
        """
        # The translation of nothing is the head of a catalogue.
        template = self._catalogue.gettext(template) if template else ""
        return template.format_map(_shown(values)) if values else template

    def ngettext(self, singular: str, plural: str, number: int, /, **values: object) -> str:
        """Return the template for `number`, with it in `{number}` and `values` in their places.

        The catalogue says which of its forms is taken. In English one is singular, and every other
        number, 0 among them, is plural.
        """
        template = self._catalogue.ngettext(singular, plural, number)
        return template.format_map(_shown({"number": number, **values}))

    def pgettext(self, context: str, template: str, /, **values: object) -> str:
        """Return the sentence or label of `template` in a context that tells it from its like."""
        template = self._catalogue.pgettext(context, template)
        return template.format_map(_shown(values)) if values else template

    def clauses(self, texts: Iterable[str]) -> str:
        """Return texts as the parts of one sentence."""
        return self.pgettext("between clauses", ", ").join(texts)

    def items(self, texts: Iterable[str]) -> str:
        """Return texts as the items of a list."""
        return self.pgettext("between items", ", ").join(texts)

    def alternatives(self, texts: Iterable[str]) -> str:
        """Return texts any of which may hold."""
        return self.pgettext("between alternatives", " or ").join(texts)

    def groups(self, texts: Iterable[str]) -> str:
        """Return texts that may have commas inside, set apart by more than these."""
        return self.pgettext("between groups", "; ").join(texts)


INTERFACE: Final = Words()
"""The words of the interface."""
READER: Final = Words()
"""The same, where a record is shown: its names are those in the reader's language, if any."""
ENGLISH: Final = Words(NullTranslations())
"""The words of a document for which no language is asked, and of data."""


def reader_words(language: str) -> Words:
    """Return what `READER` is while the interface speaks a language."""
    return Words(tag=language, language=language)


gettext: Final = INTERFACE.gettext
ngettext: Final = INTERFACE.ngettext
pgettext: Final = INTERFACE.pgettext


class Sentence(NamedTuple):
    """A sentence of the interface that is translated whenever it is shown, by `str()`.

    What is kept from one start to the next is kept so: the language may be another by then.
    """

    template: str
    """The template, in English."""
    values: "tuple[tuple[str, SentenceValue], ...]"
    """The named places, each with what stands in it."""

    def __str__(self) -> str:
        return INTERFACE.gettext(self.template, **{key: _said(item) for key, item in self.values})

    def with_texts(self, change: Callable[[str], str]) -> "Sentence":
        """Return the sentence with every text in its places changed."""
        return Sentence(
            self.template, tuple((key, _with_texts(item, change)) for key, item in self.values)
        )


SentenceValue = str | int | Sentence | tuple[str, ...]
"""What stands in a place of a sentence; several texts are the items of a list."""


def gettext_lazy(template: str, /, **values: SentenceValue) -> Sentence:
    """Return the sentence of `template` with `values`, which is translated when it is shown."""
    return Sentence(template, tuple(values.items()))


def _said(value: SentenceValue) -> object:
    match value:
        case str() | int() | Sentence():
            return value
    return INTERFACE.items(value)


def _with_texts(value: SentenceValue, change: Callable[[str], str]) -> SentenceValue:
    match value:
        case str():
            return change(value)
        case Sentence():
            return value.with_texts(change)
        case int():
            return value
    return tuple(map(change, value))


def gettext_noop(template: str) -> str:
    """Return a template of a table as it is: it is translated where it is shown."""
    return template


def speak(language: str | None = None) -> None:
    """Have the interface speak a language (BCP 47) from now on, or that of the environment.

    A language without a catalogue is English.
    """
    wanted = [language] if language else _languages_of(os.environ)
    INTERFACE.tag = READER.tag = next(filter(None, map(spoken, wanted)), "en")
    INTERFACE.language = "" if INTERFACE.tag == "en" else INTERFACE.tag
    READER.language = INTERFACE.tag


def _languages_of(variables: Mapping[str, str]) -> list[str]:
    """Return the languages that an environment asks for, the best first, as tags (BCP 47)."""
    names = next((variables[name] for name in _VARIABLES if variables.get(name)), "")
    return [re.split("[.@]", name)[0].replace("_", "-") for name in names.split(":")]


def spoken(language: str) -> str | None:
    """Return the language of the interface that fits the one asked for, or None."""
    return lookup(language, LANGUAGE_NAMES)


@lru_cache(64)
def words_in(language: str | None) -> Words:
    """Return the words of a document in a language (BCP 47), or else in English.

    `zh-HK`, `zh-MO` and `zh-TW` find traditional Chinese; `zh-CN`, `zh-SG` and `zh` simplified.
    """
    if not language:
        return ENGLISH
    tag = lookup(language, LANGUAGES)
    if tag is None:
        return Words(NullTranslations(), language=language)
    return Words(_catalogue(tag, _FORMS), tag, language)


def lookup(language: str, tags: Iterable[str]) -> str | None:
    """Return the tag that fits the language asked for best, the first of equals, or None.

    The lookup of RFC 4647 (3.4), and two things more: a language asked for without script or
    region is found with any, and Chinese is compared by its likely script, so that `zh-HK` finds
    `zh-Hant` and never `zh-Hans`.
    """
    wanted = _parsed(language)
    distances = ((_distance(wanted, _parsed(tag)), tag) for tag in tags)
    fitting = [(distance, tag) for distance, tag in distances if distance is not None]
    return min(fitting, key=lambda pair: pair[0])[1] if fitting else None


class _Tag(NamedTuple):
    """A language tag (BCP 47) in its parts; what is not said is empty."""

    primary: str
    script: str
    """As stated, or for Chinese as is likely."""
    region: str
    is_plain: bool
    """Does it state neither script nor region?"""
    text: str


def _parsed(tag: str) -> _Tag:
    primary, *subtags = tag.split("-")
    primary = {"cmn": "zh"}.get(primary.lower(), primary.lower())
    script = next((part.title() for part in subtags if len(part) == 4 and part.isalpha()), "")
    region = next((part.upper() for part in subtags if len(part) == 2), "")
    likely = script
    if not script and primary == "zh":
        likely = "Hant" if region in _TRADITIONAL else "Hans"
    elif not script and primary == "yue":
        likely = "Hans" if region == "CN" else "Hant"
    return _Tag(primary, likely, region, not (script or region), tag.lower())


def _distance(wanted: _Tag, tag: _Tag) -> int | None:
    """Return how far a tag is from the one asked for; None where it is another language."""
    if wanted.primary != tag.primary:
        return None
    if wanted.text == tag.text:
        return 0
    if wanted.script == tag.script:
        if wanted.region == tag.region:
            return 1
        if not (wanted.region and tag.region):
            return 2
        # A region of Chinese is more than a script apart in words, and still well understood.
        return 3 if wanted.script else None
    if wanted.is_plain:
        return 4
    return 5 if tag.is_plain else None


def _shown(values: dict[str, object]) -> dict[str, object]:
    return {
        name: f"{value:,}" if type(value) in _GROUPED else value for name, value in values.items()
    }


speak()
