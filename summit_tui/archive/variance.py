"""How much the readings of a field disagree: in their words, and in their numbers."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from summit_tui.archive.analysis.normalize import normalize
from summit_tui.model.fields import primary_language
from summit_tui.model.reading import Reading

_NUMBER: Final = r"\d{1,3}(?:[ ,.\u00a0\u2009\u202f]\d{3})+(?!\d)|\d+"
"""A whole number, its thousands set apart or not."""


class Variance(NamedTuple):
    """How much the readings of a field disagree. A tuple: its items become columns of a row."""

    values: int
    """How many different values there are; 1 where the sources agree."""
    numbers: int
    """How many different numbers, or sequences of numbers, the values contain."""


def variance(readings: Sequence[Reading]) -> Variance:
    """Return how much the readings of a field disagree.

    Case, accents and the script of Chinese make no difference. Values in different languages are
    not compared but for the numbers in them: "30" and "over 50" differ in any language.
    """
    values = {
        (primary_language(reading.language), normalize(reading.value) or reading.value)
        for reading in readings
    }
    numbers = {in_value for reading in readings if (in_value := numbers_in(reading.value))}
    count = max(highest_count(language for language, _ in values), len(numbers), 1)
    return Variance(count, len(numbers))


def numbers_in(text: str) -> tuple[str, ...]:
    """Return the numbers of a text in ASCII digits, without their separators."""
    # Digits and no `int`: Python refuses to read more than a few thousand of them.
    matches = re.findall(_NUMBER, unicodedata.normalize("NFKC", text))
    return tuple(_digits(number).lstrip("0") for number in matches)


def _digits(number: str) -> str:
    return "".join(
        str(unicodedata.decimal(character)) for character in number if character.isdecimal()
    )


def highest_count(items: Iterable[object]) -> int:
    """Return how often the most frequent of some items occurs; 0 if there are none."""
    return max(Counter(items).values(), default=0)
