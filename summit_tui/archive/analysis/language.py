"""Whether a text is in the script and the language that its tag says."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from summit_tui.archive.analysis.normalize import traditional_characters
from summit_tui.model.fields import primary_language
from summit_tui.model.text import HAN

_SCRIPTS: Final = {
    "Arab": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefe",
    "Cyrl": "\u0400-\u052f",
    "Deva": "\u0900-\u097f",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Hang": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "Hani": HAN,
    "Hebr": "\u0590-\u05ff",
    "Latn": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
    "Thai": "\u0e00-\u0e7f",
}
"""The letters of a script, for a class in a regular expression (ISO 15924 to ranges of Unicode)."""
_LANGUAGES: Final = {
    "Arab": "ar fa ps ur",
    "Cyrl": "be bg kk ky mk mn ru tg uk",
    "Deva": "hi mr ne",
    "Grek": "el",
    "Hang": "ko",
    "Hani": "ja yue zh",
    "Hebr": "he yi",
    "Latn": "af ca cs da de en es et fi fr ga hr hu id is it lt lv ms nl no pl pt ro sk sl sq sv sw"
    " tl tr vi",
    "Thai": "th",
}
"""The languages that are written in a script and no other (IANA: Suppress-Script, and custom)."""
_SCRIPT_OF: Final = {
    language: script for script, tags in _LANGUAGES.items() for language in tags.split()
}
_HAN_SUBTAGS: Final = {"hans": "Hans", "hant": "Hant"}
_REGIONS: Final = {"hk": "Hant", "mo": "Hant", "tw": "Hant", "cn": "Hans", "sg": "Hans"}
"""Where which characters are the likely ones (CLDR, likely subtags)."""
_FUNCTION_WORDS: Final = {
    "en": "the of and to in is that for it was with as be by are this have from not which we on its"
    " their they all will can more up has must should 's",
    "fr": "le les des et du une est que dans pour qui sur pas au avec sont ce plus cette nous",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch",
    "es": "el los las y del una por con para que se su al como más pero sus está este esta",
    "pt": "os as uma do da dos das não com para em por mais como mas ao ele seu sua também",
    "it": "il di che è per una sono del della con non gli nel alla anche come più dei delle ma",
    "nl": "het een van en dat op te zijn voor met niet aan er om ook als maar bij wordt naar",
}
"""Short words that nearly every sentence of a language has; a few are those of two languages."""
_SHARED_WORDS: Final = {
    "en": "a an at so but or",
    "fr": "la un de en a à il ils elle ne se on mais leur leurs notre nos ces tout tous deux",
    "de": "in an am es so war was er sie wir hat bei wird werden sind unser unsere ihre alle",
    "es": "la un de en a no lo es son muy nuestro nuestra todos",
    "pt": "a o e de um no na em é",
    "it": "la un a e i le si in da",
    "nl": "de in is was we er",
}
"""More of them, which other languages have too or which are less frequent."""
_ELISION: Final = re.compile(r"(?<![^\W_])(?:[cdjlmnst]|qu|dell|nell|all)['’](?=\w{2})")
"""An article or the like without its vowel, as in l’avenir: French, Italian."""
_GENITIVE: Final = re.compile(r"['’]s(?=\s)")
"""The ending of “Hong Kong's”, a function word of English by itself."""
_WORDS_OF: Final = {
    language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()
}
_ANY_OF_THEM: Final = frozenset().union(*_WORDS_OF.values())
_BEGINNING: Final = 48
"""The most characters of a Chinese text that are looked at to decide of which kind they are."""
_FEWEST: Final = 4
"""So many of another language's function words, and none of its own, make a tag doubtful."""
_FEWEST_OF_KNOWN: Final = 3
"""The same where the function words of its own would be known."""
_FEWEST_OF_ALL: Final = 2
"""The same where a text has none of those that its own shares with others, either."""
_SHORTEST: Final = 6
"""A text of fewer words is too short to seem in another language."""


@cache
def _letters(script: str) -> re.Pattern[str]:
    return re.compile(f"[{_SCRIPTS[script]}]")


def _has(script: str, text: str) -> bool:
    return _letters(script).search(text) is not None


def is_in_other_letters(tag: str, text: str, *, is_prose: bool) -> bool:
    """Tell whether a text has letters, and none of the script in which its language is written.

    A name in Latin letters is one in any language: only of prose they are the wrong ones.
    """
    script = _script_of(tag)
    if script is None or _has(script, text):
        return False
    others = [name for name in _SCRIPTS if name != script and _has(name, text)]
    return bool(others) and (is_prose or others != ["Latn"])


def is_plainly(tag: str, text: str) -> bool:
    """Tell whether prose is at first sight what its tag says, as nearly every text is."""
    letters, others, frequent = _signs(tag)
    first = letters.search(text) if letters else None
    if letters and first is None:
        return False
    # Every few characters are of one kind alone: the beginning decides.
    if others and first and not others.isdisjoint(text[first.start() :][:_BEGINNING]):
        return False
    # A text of few words is too short to seem in another language.
    return not frequent or text.count(" ") < _FEWEST or any(map(text.__contains__, frequent))


@lru_cache(maxsize=1_024)
def _signs(tag: str) -> tuple[re.Pattern[str] | None, frozenset[str], Sequence[str]]:
    """Return by what a language is known.

    That is its letters, the Chinese characters that contradict its tag, and frequent words of
    a language in Latin letters.
    """
    script, own = _script_of(tag), primary_language(tag)
    traditional, simplified = traditional_characters()
    others = {"Hans": traditional, "Hant": simplified}.get(_han_script(tag) or "", frozenset())
    # Of a language whose words are not known here no text is plain.
    frequent = (_frequent(own) or ("\0",)) if _SCRIPT_OF.get(own) == "Latn" else ()
    return _letters(script) if script else None, others, frequent


@lru_cache(maxsize=1_024)
def _script_of(tag: str) -> str | None:
    """Return the script of a tag, None where it may be in several."""
    subtags = tag.split("-")
    named = next((part.title() for part in subtags[1:] if len(part) == 4 and part.isalpha()), None)
    if named in ("Hans", "Hant", "Jpan"):
        return "Hani"
    if named == "Kore":
        return "Hang"
    if named:
        return named if named in _SCRIPTS else None
    return _SCRIPT_OF.get(primary_language(tag))


@lru_cache(maxsize=1_024)
def _han_script(tag: str) -> str | None:
    """Return `Hans` or `Hant` for a Chinese tag that says which."""
    subtags = tag.lower().split("-")
    if subtags[0] not in ("zh", "yue", "cmn"):
        return None
    scripts = (_HAN_SUBTAGS.get(part) for part in subtags[1:])
    regions = (_REGIONS.get(part) for part in subtags[1:])
    return next(filter(None, (*scripts, *regions)), None)


def is_in_other_characters(tag: str, text: str) -> bool:
    """Tell whether Chinese words are in the other kind of characters than their tag says."""
    expected = _han_script(tag)
    if expected is None:
        return False
    traditional, simplified = traditional_characters()
    if (traditional if expected == "Hans" else simplified).isdisjoint(text):
        return False
    here = sum(char in traditional for char in text)
    there = sum(char in simplified for char in text)
    if expected == "Hans":
        return here > 1 and here > there
    return there > 1 and there > 2 * here


def seems_in(tag: str, text: str) -> str | None:
    """Return the language whose function words a text has in place of those of its own.

    None where it has none of another one, or its language has other letters than Latin ones.
    """
    own = primary_language(tag)
    if _SCRIPT_OF.get(own) != "Latn":
        return None
    # Most texts are what they say, and need not be taken apart to see that.
    if any(map(text.__contains__, _frequent(own))):
        return None
    printed = _GENITIVE.sub(" 's", text).split()
    if len(printed) < _SHORTEST:
        return None
    words = [word.casefold() for word in printed]
    function_words = [word for word in words if word in _ANY_OF_THEM]
    fewest = _FEWEST_OF_KNOWN if own in _WORDS_OF else _FEWEST
    # A word with a capital may be part of a name, and one alone of a title: Tech for Good.
    lower = {words[0], *printed[1:]}
    if len(_ANY_OF_THEM & lower) > 1 and _has_no_word_of(own, text, words):
        fewest = _FEWEST_OF_ALL
    if len(function_words) < fewest:
        return None
    counts = {
        language: sum(map(known.__contains__, function_words))
        for language, known in _WORDS_OF.items()
    }
    likely = max(counts, key=lambda language: counts[language])
    enough = counts[likely] >= max(fewest, len(words) // 6)
    return likely if enough and counts[likely] > 3 * counts.get(own, 0) + 1 else None


def _has_no_word_of(language: str, text: str, words: Sequence[str]) -> bool:
    """Tell whether a text has no function word of a language whose function words are known."""
    if language not in _WORDS_OF:
        return False
    own = _WORDS_OF[language].union(_SHARED_WORDS[language].split())
    elides = language in ("fr", "it") and _ELISION.search(text.casefold())
    return own.isdisjoint(words) and not elides


@cache
def _frequent(language: str) -> list[str]:
    """Return the most frequent words of a language, between spaces."""
    return [f" {word} " for word in _FUNCTION_WORDS.get(language, "").split()[:3]]
