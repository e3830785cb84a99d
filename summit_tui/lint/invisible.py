"""A rule for characters that nobody sees and that make a text read otherwise than it is."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from summit_tui.archive import Entry, SourcedReading
from summit_tui.i18n import INTERFACE, gettext
from summit_tui.lint.rule import Rule, Violation
from summit_tui.model.invisible import show_hidden

_OVERRIDES: Final = re.compile("[\u202d\u202e]")
"""What shows letters in another order than they are in, whether it ends or not."""
_NAMED: Final = 3
"""The characters that a message names."""


class HidingCharacters(Rule):
    """A text has characters that hide something, or turn around what is beside them."""

    code = "W608"
    title = "Invisible characters in a text hide something, or show it in another order."
    explanation = (
        "A direction that is not closed turns around what follows it, an override shows letters "
        "in another order than they are in, and tags or selectors in a row are a text that nobody "
        "sees. Take them out; where the source prints them, silence the check. Direction marks, "
        "joiners and closed embeddings, which Arabic, Hebrew and Persian need, are right. "
        "Example: U+202E, after which `gpj` reads `jpg`."
    )
    bad = 'sessions.forum.title = "Forum \\u202Emurof"'
    good = 'sessions.forum.title = "Forum \\u200Fمنتدى\\u200F"'

    def check(self, entry: Entry) -> Iterator[Violation]:
        return self._hiding(entry.data)

    def check_reading(self, sourced: SourcedReading) -> Iterator[Violation]:
        return self._hiding(sourced.data)

    def _hiding(self, data: Mapping[str, Any]) -> Iterator[Violation]:
        for field, value in data.items():
            if characters := sorted(set(_hiding_in(value))):
                named = INTERFACE.items(f"U+{ord(each):04X}" for each in characters[:_NAMED])
                template = (
                    "invisible characters ({characters}) hide something or show it in another "
                    "order; take them out"
                )
                yield Violation(gettext(template, characters=named), field)


def _hiding_in(value: Any) -> Iterator[str]:
    """Yield the characters of a JSON value that hide or turn around; `Any`: fields differ."""
    match value:
        case str():
            if value.isascii():
                return
            yield from _OVERRIDES.findall(value)
            shown = show_hidden(value)
            if shown != value:
                pairs = zip(value, shown, strict=True)
                yield from (character for character, sign in pairs if character != sign)
        case list():
            for item in value:
                yield from _hiding_in(item)
        case dict():
            for part in value.values():
                yield from _hiding_in(part)
