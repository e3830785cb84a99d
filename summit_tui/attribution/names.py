"""Names in two scripts, languages in words, and what to show for a record that is not there."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from summit_tui.archive.describe import is_chinese, reader_tag
from summit_tui.attribution.memo import memoize_by_id
from summit_tui.i18n import INTERFACE, Words, lookup
from summit_tui.model.field_table import main_name, names_by_language
from summit_tui.model.fields import Locator, PersonName, primary_language
from summit_tui.model.kinds import Kind
from summit_tui.model.records import Quote, Record
from summit_tui.model.text import value_line

# Ranges of Unicode characters. A regular expression of them takes two milliseconds to compile.
_HAN: Final = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U000323af"))
_LATIN: Final = (("A", "Z"), ("a", "z"), ("\u00c0", "\u024f"), ("\u1e00", "\u1eff"))

# IANA Language Subtag Registry, for the languages that coverage is most often written in.
_LANGUAGES: Final = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "hi": "Hindi",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "ms": "Malay",
    "pt": "Portuguese",
    "ru": "Russian",
    "sw": "Swahili",
    "th": "Thai",
    "tr": "Turkish",
    "vi": "Vietnamese",
    "yue": "Cantonese",
    "zh": "Chinese",
}


class Name(NamedTuple):
    """What a record is called."""

    text: str
    """The name on one line; `kind/id` where the record is not in the coverage."""
    other: str | None = None
    """The name in Han characters, or in Latin letters where `text` is in Han characters."""
    known: bool = True
    """Is the record there, so that `text` is a name and not an id?"""
    words: Words = INTERFACE
    """The words of the text that the name is a part of."""

    def __str__(self) -> str:
        if not self.other:
            return self.text
        return self.words.gettext("{name} ({other})", name=self.text, other=self.other)


def name_of(name: str, names: Mapping[str, str], words: Words = INTERFACE) -> Name:
    """Return a record's name, with the one in the other script if the record has one.

    Where `words` are those of a language that was asked for, the name in that language comes first,
    if the record has it, and the record's own beside it where none in the other script is. Chinese
    stands in for no other language that is written in Han characters, nor does another for Chinese.
    """
    tag = _best(names, words)
    own = value_line(name)
    text = value_line(names[tag]) if tag else own
    script = _LATIN if is_han(text) else _HAN
    for other in (*([own] if tag else []), *_chinese_first(names, words)):
        if _has(other, script) and (script is _HAN or not _has(other, _HAN)):
            return Name(text, value_line(other), words=words)
    return Name(text, None if text == own else own, words=words)


def _best(names: Mapping[str, str], words: Words) -> str | None:
    """Return the tag of the name for readers of a language.

    In a document no name is in a script that was not asked for, unless it is beside another.
    """
    if not words.language:
        return None
    find = lookup if words.is_of_document else reader_tag
    return find(words.language, names)


def _chinese_first(names: Mapping[str, str], words: Words) -> Iterator[str]:
    """Yield names, those of the language asked for and Chinese ones before others."""
    best = _best(names, words)
    rest = sorted((tag for tag in names if tag != best), key=is_chinese, reverse=True)
    for tag in (*([best] if best else []), *rest):
        if not (words.tag.startswith("zh") and primary_language(tag) in ("ja", "ko")):
            yield names[tag]


def record_name(record: Record, words: Words = INTERFACE) -> Name:
    """Return the name or title of a record, with the one in the other script if it has one."""
    return _record_name(record, words)


@memoize_by_id
def _record_name(record: Record, words: Words) -> Name:
    return name_of(main_name(record), names_by_language(record), words)


def _has(text: str, script: Sequence[tuple[str, str]]) -> bool:
    """Return whether a text has a letter of a script."""
    if text.isascii():  # nearly every text that is asked about is, and has no character of Han
        return script is _LATIN and any(map(str.isalpha, text))
    return any(first <= letter <= last for letter in text for first, last in script)


def is_han(text: str) -> bool:
    """Return whether a text has a character of Han."""
    return _has(text, _HAN)


def person_in_words(name: PersonName) -> str:
    """Return the whole name of somebody who made a source on one line."""
    return value_line(name.whole_name)


_LOCATORS: Final = {
    "page": "page {number}",
    "paragraph": "paragraph {number}",
    "section": "section {number}",
    "timecode": "timecode {number}",
}


def locator_in_words(locator: Locator, words: Words = INTERFACE) -> str:
    """Return where in a source something stands: `page 4, paragraph 2`, `timecode 03:15`."""
    parts = ((name, getattr(locator, name)) for name in _LOCATORS)
    return words.clauses(
        words.gettext(_LOCATORS[name], number=value_line(text)) for name, text in parts if text
    )


def unnamed_label(kind: Kind, id: str) -> Name:
    """Return what to show for a record that is referred to and not in the coverage."""
    return Name(value_line(f"{kind}/{id}"), known=False)


def language_in_words(tag: str, words: Words = INTERFACE) -> str:
    """Return a language tag (BCP 47) with the language's name where that is known."""
    tag = value_line(tag)
    name = language_name(tag, words)
    return words.gettext("{language} ({tag})", language=name, tag=tag) if name else tag


def language_name(tag: str, words: Words = INTERFACE) -> str | None:
    """Return the name of a language (BCP 47), whatever its script; None where it is not known."""
    primary = primary_language(tag)
    return words.pgettext("language", _LANGUAGES[primary]) if primary in _LANGUAGES else None


def lacks_words(record: Record, language: str) -> bool:
    """Return whether a record is a statement without any words in a language (BCP 47)."""
    if not isinstance(record, Quote):
        return False
    return lookup(language, filter(None, (record.language, *record.translations))) is None
