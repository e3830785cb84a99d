"""Names in two scripts, languages in words, and what to show for a record that is not there."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from summit_tui.model.field_table import main_name, names_by_language
from summit_tui.model.fields import Locator, PersonName, primary_language
from summit_tui.model.kinds import Kind
from summit_tui.model.records import Record
from summit_tui.model.text import one_line

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

    def __str__(self) -> str:
        return f"{self.text} ({self.other})" if self.other else self.text


def name_of(name: str, names: Mapping[str, str]) -> Name:
    """Return a record's name, with the one in the other script if the record has one."""
    text = one_line(name)
    for other in names.values():
        script = _LATIN if _has(text, _HAN) else _HAN
        if _has(other, script) and (script is _HAN or not _has(other, _HAN)):
            return Name(text, one_line(other))
    return Name(text)


def record_name(record: Record) -> Name:
    """Return the name or title of a record, with the one in the other script if it has one."""
    return name_of(main_name(record), names_by_language(record))


def _has(text: str, script: Sequence[tuple[str, str]]) -> bool:
    """Return whether a text has a letter of a script."""
    return any(first <= letter <= last for letter in text for first, last in script)


def person_in_words(name: PersonName) -> str:
    """Return the whole name, or its parts in the order of its script."""
    family, given = name.family_name or "", name.given_name or ""
    if name.name or not (family or given):
        whole = name.name or name.handle or ""
    elif _has(f"{family}{given}", _HAN):
        whole = f"{family}{given}"
    else:
        whole = f"{given} {family} {name.suffix or ''}"
    return one_line(whole)


_LOCATORS: Final = ("page", "paragraph", "section", "timecode")


def locator_in_words(locator: Locator) -> str:
    """Return where in a source something stands: `page 4, paragraph 2`, `timecode 03:15`."""
    parts = ((name, getattr(locator, name)) for name in _LOCATORS)
    return ", ".join(f"{name} {one_line(text)}" for name, text in parts if text)


def unnamed_label(kind: Kind, id: str) -> Name:
    """Return what to show for a record that is referred to and not in the coverage."""
    return Name(one_line(f"{kind}/{id}"), known=False)


def language_in_words(tag: str) -> str:
    """Return a language tag (BCP 47) with the language's English name where that is known."""
    tag = one_line(tag)
    name = _LANGUAGES.get(primary_language(tag))
    return f"{name} ({tag})" if name else tag
