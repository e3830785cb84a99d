"""The numbers in a text, in figures and in words, so that two texts can be compared by them.

A number is given as its digits without separators, "1000" for 1,000, for 1 000 and for 千; a
decimal has a point. What cannot be read for sure is given in every way that it may be meant.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from summit_tui.model.text import HAN

_FIGURE: Final = re.compile(
    rf"(?<![^\W_{HAN}])(?<![^\W\d_]-)(?P<digits>"
    r"\d+(?:[.,'’ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]\d{3})+"
    r"(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?)"
    r"(?P<suffix>st|nd|rd|th|s|%|[a-z]{1,2}(?![^\W_]))?(?=\W|$|[^\x00-\x7f]|_)"
)
"""A number in figures that is no part of a word: not the 5 of 5G. Chinese has no spaces."""
_MAGNITUDE: Final = re.compile(
    r"[\s-]*(?P<unit>hundred|thousand|million|billion|trillion|mn?\b|bn\b|k\b|百|千|万|萬|亿|億|兆)"
    r"(?P<more>[百千万萬亿億]?)",
    re.IGNORECASE,
)
_UNITS: Final = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "m": 10**6,
    "mn": 10**6,
    "bn": 10**9,
    "k": 1_000,
    "十": 10,
    "百": 100,
    "千": 1_000,
    "万": 10**4,
    "萬": 10**4,
    "亿": 10**8,
    "億": 10**8,
    "兆": 10**12,
}
_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS: Final = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_OTHERS: Final = {
    "twentieth": 20,
    "thirtieth": 30,
    "once": 1,
    "twice": 2,
    "double": 2,
    "doubled": 2,
    "half": 50,
    "halve": 50,
    "quarter": 25,
    "dozen": 12,
    "hundred": 100,
    "hundreds": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_WORDS: Final = (
    {word: number for number, word in enumerate(_ONES.split())}
    | {word: number for number, word in enumerate(_ORDINALS.split())}
    | {word: 10 * number for number, word in enumerate(_TENS.split(), 2)}
    | _OTHERS
)
_WORD: Final = re.compile(
    rf"\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b"
    rf"(?:[\s-]+(?:and\s+)?(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b)*",
    re.IGNORECASE,
)
_HAN_DIGITS: Final = "零一二三四五六七八九"
_HAN_VALUES: Final = {char: number for number, char in enumerate(_HAN_DIGITS)} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "兩": 2,
    "廿": 20,
    "卅": 30,
}
_HAN_NUMBER: Final = re.compile(r"[〇○零一二三四五六七八九两兩廿卅十百千万萬亿億]+")
_ABOVE_TEN: Final = re.compile(
    r"(?:(?:eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[\s-](?:one|two|three|four|five|six|seven"
    r"|eight|nine))?)(?:\s(?:hundred|thousand|million|billion))?"
    r"|(?:[一二三四五六七八九两兩][千百]零?)*(?:[二三四五六七八九]?十)?[一二三四五六七八九两兩]?[万萬亿億]?)",
    re.IGNORECASE,
)
"""A number in words that is exact: no ordinal, no year, none of 三四十 and 千万."""
_ABOUT: Final = ("几", "幾", "数", "數", "上")
"""What makes a Chinese number before which it stands one of many."""


def figures(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each number that is written in figures: as printed, and what it may mean."""
    text = _plain_digits(text)
    for match in _FIGURE.finditer(text):
        values = set(_readings(match["digits"]))
        magnitude = _MAGNITUDE.match(text, match.end("digits"))
        if magnitude:
            unit = _UNITS[magnitude["unit"].lower()] * _UNITS.get(magnitude["more"], 1)
            values = {_shortest(Decimal(value) * unit) for value in values}
        yield match["digits"], frozenset(values)


def stated_numbers(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each exact number of a text: in figures, and above ten also in words.

    Smaller ones in words are too often only a manner of speaking.
    """
    yield from figures(text)
    for match in _WORD.finditer(text):
        if _ABOVE_TEN.fullmatch(match[0]):
            *_, total = _in_words(re.findall(r"[a-z]+", match[0].lower()))
            yield match[0], frozenset({total})
    for match in _HAN_NUMBER.finditer(text):
        is_exact = len(match[0]) > 1 and _ABOVE_TEN.fullmatch(match[0])
        is_about = text[: match.start()].endswith(_ABOUT)
        if is_exact and not is_about and not text[: match.start()][-1:].isdigit():
            yield match[0], frozenset(_in_han(match[0]))


def numbers_in(text: str) -> frozenset[str]:
    """Return all that the numbers of a text may mean, in figures, in English and in Chinese."""
    numbers = {digits.lstrip("0") or "0" for digits in re.findall(r"\d+", _plain_digits(text))}
    for digits, values in figures(text):
        numbers.update(values, _readings(digits))
    for match in _WORD.finditer(text):
        numbers.update(_in_words(re.findall(r"[a-z]+", match[0].lower())))
    for match in _HAN_NUMBER.finditer(text):
        numbers.update(_in_han(match[0]))
    return frozenset(numbers)


def _plain_digits(text: str) -> str:
    """Return a text with every decimal digit as one of ASCII, at the same position."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(char)) if char.isdecimal() and not char.isascii() else char
        for char in text
    )


def _readings(digits: str) -> Iterator[str]:
    """Yield what figures may mean: before three digits a point separates thousands or decimals."""
    *before, last = re.split(r"[.,]", digits)
    whole = re.sub(r"\D", "", digits)
    if not before or len(last) == 3:
        yield _shortest(Decimal(whole))
    if before and (len(last) != 3 or "." in digits):
        yield _shortest(Decimal(re.sub(r"\D", "", "".join(before)) + "." + last))


def _shortest(value: Decimal) -> str:
    """Return a number without zeros that say nothing."""
    return format(value.normalize(), "f")


def _in_words(words: list[str]) -> Iterator[str]:
    """Yield the values of English number words: of each, and of all together."""
    total = current = 0
    for word in words:
        value = _WORDS.get(word)
        if value is None:
            continue
        yield str(value)
        if value >= 1_000:
            total, current = total + max(current, 1) * value, 0
        elif value == 100:
            current = max(current, 1) * 100
        else:
            current += value
    yield str(total + current)


def _in_han(numeral: str) -> Iterator[str]:
    """Yield the values of a Chinese numeral: by its units, and digit by digit."""
    if all(char in _HAN_VALUES for char in numeral):
        yield _shortest(Decimal("".join(str(_HAN_VALUES[char]) for char in numeral)))
        return
    total = section = digit = 0
    for char in numeral:
        unit = _UNITS.get(char)
        if unit is None:
            digit = _HAN_VALUES[char]
        elif unit < 10_000:
            section, digit = section + (digit or 1) * unit, 0
        else:
            total, section, digit = (total + (section + digit or 1)) * unit, 0, 0
    yield str(total + section + digit)
