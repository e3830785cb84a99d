"""Names in two scripts, languages in words, and what to show for a record that is not there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from summit_tui.controls import one_line
from summit_tui.records import Kind

_HAN: Final = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x323B0))
_LATIN: Final = (range(0x41, 0x5B), range(0x61, 0x7B), range(0xC0, 0x250), range(0x1E00, 0x1F00))

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


@dataclass(frozen=True, slots=True)
class Name:
    """What a record is called."""

    text: str
    """The name on one line; `kind/id` where the record is not in the coverage."""
    other: str | None = None
    """The name in Han characters, or in Latin letters where `text` is in Han characters."""
    known: bool = True
    """Is the record there, so that `text` is a name and not an id?"""

    def __str__(self) -> str:
        return f"{self.text} ({self.other})" if self.other else self.text


def named(name: str, names: Mapping[str, str]) -> Name:
    """Return a record's name, with the one in the other script if the record has one."""
    text = one_line(name)
    wanted, unwanted = (_LATIN, _HAN) if _has(text, _HAN) else (_HAN, ())
    for other in names.values():
        if _has(other, wanted) and not _has(other, unwanted):
            return Name(text, one_line(other))
    return Name(text)


def _has(text: str, script: Sequence[range]) -> bool:
    return any(ord(letter) in part for letter in text for part in script)


def nameless(kind: Kind, id: str) -> Name:
    """Return what to show for a record that is referred to and not in the coverage."""
    return Name(one_line(f"{kind}/{id}"), known=False)


def language_in_words(tag: str) -> str:
    """Return a language tag (BCP 47) with the language's English name where that is known."""
    tag = one_line(tag)
    name = _LANGUAGES.get(tag.lower().split("-")[0])
    return f"{name} ({tag})" if name else tag
