"""Names in the order and with the marks that a style asks for."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from summit_tui.citations.item import Item, Name, in_latin, is_cjk, is_foreign, primary_language
from summit_tui.citations.title_case import PARTICLES

_SOUNDS: Final = (
    "(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:i?ang|iong|uang|[aeiou]ng|i?ao|uai|[iuü]?an|[aei]i|"
    "o?u|[eiu]n|i[aeu]|u[aeio]|üe|[aeioü]))"
)
_SYLLABLE: Final = re.compile(rf"{_SOUNDS}|ouyang|shangguan|sima|situ|zhuge")
_SYLLABLES: Final = re.compile(rf"{_SOUNDS}(?:[ '’-]?{_SOUNDS}){{0,2}}")


def romanized(name: Name, item: Item) -> Name:
    """Return the name in Latin letters if it has other ones and the source says how.

    Chinese and Korean names keep their order and have no comma (CMOS 17 8.15, 16.76); Japanese
    ones are inverted as Western ones are. Where the family name comes last, it has as many words
    as in its own script.
    """
    text = name.literal or f"{name.family}{name.given}"
    in_order = bool(in_latin(name.variants)) and is_cjk(text)
    words = (in_latin(name.variants) or name.variants.get("en", "")).split()
    if not (words and is_foreign(text)):
        return name
    if name.literal or len(words) == 1:
        return replace(name, literal=" ".join(words), family="", given="")
    if in_order:
        keeps_order = primary_language(item) in ("zh", "yue", "ko")
        given = " ".join(words[1:])
        return replace(name, family=words[0], given=given, family_first=keeps_order)
    cut = max(1, len(words) - len(name.family.split()))
    return replace(name, family=" ".join(words[cut:]), given=" ".join(words[:cut]))


def in_script_of(name: Name, item: Item) -> Name:
    """Return the name in the script of a source, if it has it.

    In Chinese, Japanese and Korean ones that is their own, else Latin letters stand for it.
    """
    language, is_own = primary_language(item), is_cjk(name.family + name.literal)
    if language and language not in ("zh", "yue", "ja", "ko"):
        return romanized(name, item) if is_own else name
    if not language or is_own:
        return name
    tags = {tag.lower(): text for tag, text in name.variants.items()}
    own = [text for tag, text in tags.items() if tag.split("-")[0] == language and is_cjk(text)]
    text = tags.get(item.language.lower()) or next(iter(own), "")
    return replace(name, literal=text, family="", given="", suffix="") if is_cjk(text) else name


def is_family_first(name: str, family: str, given: str) -> bool:
    """Return whether a name as printed has the family name before the given ones."""
    return bool(family and given) and name.casefold() == f"{family} {given}".casefold()


def is_pinyin(family: str, given: str) -> bool:
    """Return whether a name may be a Chinese one in pinyin: `Li` and `Jiangning`."""
    return bool(_SYLLABLE.fullmatch(family.lower()) and _SYLLABLES.fullmatch(given.lower()))


def natural(name: Name) -> str:
    """Return a name as it is spoken: Martin Reyes Jr., 林美琪."""
    if name.literal.strip():
        return _one_line(name.literal)
    if is_cjk(name.family + name.given):
        return _one_line(name.family) + _one_line(name.given)
    order = (name.family, name.given) if name.family_first else (name.given, name.family)
    return _one_line(" ".join([*order, name.suffix]))


def inverted(name: Name) -> str:
    """Return a name as lists sort it: Reyes, Martin, Jr."""
    if name.literal.strip() or name.family_first or is_cjk(name.family + name.given):
        return natural(name)
    return ", ".join(filter(None, map(_one_line, (name.family, name.given, name.suffix))))


def initials(given: str, stop: str = ".") -> str:
    """Return the initials of given names: `M.-A.` for Mary-Anne (APA 7 9.8).

    A part after a hyphen has one only if it has a capital. `stop` stands after each. A particle
    that ends the given names stays as it is: `J. de la` for Juan de la.
    """
    words = re.sub(r"\.(?=\S)", ". ", given).split()
    cut = len(words)
    while cut > 1 and words[cut - 1] in PARTICLES:
        cut -= 1
    initial = (
        "-".join(
            part[0].upper() + stop
            for at, part in enumerate(filter(None, word.split("-")))
            if part[0].isalpha() and (at == 0 or not part[0].islower())
        )
        for word in words[:cut]
        if any(letter.isalpha() for letter in word)
    )
    return " ".join([*initial, *words[cut:]]).strip()


def with_handle(name: str, handle: str, brackets: str) -> str:
    """Return a name with the account it writes from, in round or square brackets."""
    return f"{name} {brackets[0]}{handle}{brackets[1]}" if handle and name else name or handle


def series(names: Sequence[str], conjunction: str) -> str:
    """Return names as a list with a comma before the conjunction; two are joined without one."""
    if len(names) < 3:
        return f" {conjunction} ".join(names)
    return f"{', '.join(names[:-1])}, {conjunction} {names[-1]}"


def listed(names: Sequence[str]) -> str:
    """Return names as a bibliography has them, of which the first may be inverted.

    It then has a comma after it even where only two are joined (CMOS 17 14.76, MLA 9 5.7).
    """
    if len(names) == 2 and "," in names[0]:
        return f"{names[0]}, and {names[1]}"
    return series(names, "and")


def known(names: Sequence[Name], form: Callable[[Name], str]) -> list[str]:
    """Return the names in a form, without those that are empty."""
    return [text for text in map(form, names) if text]


def _one_line(text: str) -> str:
    return " ".join(text.split())
