"""Rules for language tags that the words themselves contradict."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from summit_tui.archive import Entry
from summit_tui.archive.analysis.normalize import normalize, traditional_characters
from summit_tui.i18n import gettext
from summit_tui.lint.rule import Rule, Violation
from summit_tui.model.fields import primary_language
from summit_tui.model.records import Quote
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
    "en": "the of and to in is that for it was with as be by are this have from not which we",
    "fr": "le les des et du une est que dans pour qui sur pas au avec sont ce plus cette nous",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch",
    "es": "el los las y del una por con para que se su al como más pero sus está este esta",
    "pt": "os as uma do da dos das não com para em por mais como mas ao ele seu sua também",
    "it": "il di che è per una sono del della con non gli nel alla anche come più dei delle ma",
    "nl": "het een van en dat op te zijn voor met niet aan er om ook als maar bij wordt naar",
}
"""Short words that nearly every sentence of a language has; a few are those of two languages."""
_FEWEST: Final = 4
"""So many of another language's function words, and none of its own, make a tag doubtful."""


class TaggedText(NamedTuple):
    """A text of a record with the tag of its language."""

    field: str
    tag: str
    text: str
    is_prose: bool
    """Whether it is a whole sentence; a name in Latin letters is one in any language."""


def tagged_texts(record: object) -> Iterator[TaggedText]:
    """Yield the texts of a record that have a language tag."""
    is_quote = isinstance(record, Quote)
    tagged = ("translations", "role_names") if is_quote else ("names", "titles", "publisher_names")
    for name in tagged:
        for tag, text in (getattr(record, name, None) or {}).items():
            yield TaggedText(name, tag, text, name == "translations")
    if isinstance(record, Quote) and record.language:
        yield TaggedText("language", record.language, record.text, is_prose=True)


class LanguageOfAnotherScript(Rule):
    """A text has no letter of the script in which its language is written."""

    code = "E604"
    title = "The text is not in the script of its language."
    explanation = (
        "The language tag says one script, and the words are in another. Correct the tag, or put "
        "the text where it belongs; for names in Latin letters write `Latn`, as in `ja-Latn`. "
        'Example: `language = "zh"` on “We agree on trade.”'
    )
    bad = 'quotes.paraphrase.language = "zh"'
    good = 'quotes.paraphrase.language = "en"'

    def check(self, entry: Entry) -> Iterator[Violation]:
        for text in tagged_texts(entry.record):
            script = _script_of(text.tag)
            if script is None or _has(script, text.text):
                continue
            others = [name for name in _SCRIPTS if name != script and _has(name, text.text)]
            if others and (text.is_prose or others != ["Latn"]):
                template = "‘{tag}’ is written in other letters than these; correct the tag"
                yield Violation(gettext(template, tag=text.tag), text.field)


class ChineseOfAnotherScript(Rule):
    """A Chinese text is in Simplified characters and tagged as Traditional, or the reverse."""

    code = "W605"
    title = "The Chinese text is not in the characters that its tag says."
    explanation = (
        "`Hans` means Simplified characters and `Hant` Traditional ones; without either, the "
        "region decides: HK, MO and TW are Traditional, CN and SG Simplified. Correct the tag. "
        "Example: `zh-Hans` on 網絡空間."
    )
    bad = """
speakers.wang.names = {zh-Hans = "王勇與他們"}
speakers.wang.aliases = ["王勇"]
"""
    good = bad.replace("Hans", "Hant")

    def check(self, entry: Entry) -> Iterator[Violation]:
        for text in tagged_texts(entry.record):
            expected = _han_script(text.tag)
            if expected and _contradicts(expected, text.text):
                template = "‘{tag}’ stands for other Chinese characters than these; correct the tag"
                yield Violation(gettext(template, tag=text.tag), text.field)


class LanguageSeemsAnother(Rule):
    """The short words of a text are those of another language than its tag says."""

    code = "W606"
    title = "The words seem to be in another language than the tag says."
    explanation = (
        "The text has the short words of another language and hardly one of its own. Correct "
        "`language`, or the tag of the translation. "
        'Example: `language = "fr"` on “There should be more of the training that we have.”'
    )
    bad = """
quotes.paraphrase.text = "There should be more of the training that we have in the city."
quotes.paraphrase.language = "fr"
"""
    good = bad.replace('"fr"', '"en"')
    kinds = ("quotes",)

    def check(self, entry: Entry) -> Iterator[Violation]:
        for text in tagged_texts(entry.record):
            other = text.is_prose and _likely_language(text)
            if other:
                template = "the words are those of ‘{other}’, not of ‘{tag}’; correct the tag"
                yield Violation(gettext(template, other=other, tag=text.tag), text.field)
                return


@cache
def _letters(script: str) -> re.Pattern[str]:
    return re.compile(f"[{_SCRIPTS[script]}]")


def _has(script: str, text: str) -> bool:
    return _letters(script).search(text) is not None


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


def _contradicts(expected: str, text: str) -> bool:
    """Tell whether Chinese words are in the other kind of characters."""
    traditional, simplified = traditional_characters()
    if (traditional if expected == "Hans" else simplified).isdisjoint(text):
        return False
    here = sum(char in traditional for char in text)
    there = sum(char in simplified for char in text)
    if expected == "Hans":
        return here > 1 and here > there
    return there > 1 and there > 2 * here


def _likely_language(text: TaggedText) -> str | None:
    """Return the language whose function words a text has in place of its own ones."""
    own = primary_language(text.tag)
    if _SCRIPT_OF.get(own) != "Latn":
        return None
    # Most texts are what they say, and need not be taken apart to see that.
    frequent = _FUNCTION_WORDS.get(own, "").split(" ", 3)[:3]
    if any(f" {word} " in text.text for word in frequent if word):
        return None
    words = normalize(text.text).split()
    if len(words) < 2 * _FEWEST:
        return None
    counts = {
        language: sum(word in known for word in words) for language, known in _normalized().items()
    }
    likely = max(counts, key=lambda language: counts[language])
    enough = counts[likely] >= max(_FEWEST, len(words) // 6)
    return likely if enough and counts[likely] > 3 * counts.get(own, 0) + 1 else None


@cache
def _normalized() -> dict[str, frozenset[str]]:
    return {
        language: frozenset(normalize(words).split()) for language, words in _FUNCTION_WORDS.items()
    }
