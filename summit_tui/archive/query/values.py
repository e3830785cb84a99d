"""What a value means in its field: words to find, a reference, or a span of days."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Final, get_args

from summit_tui.archive.query import FIELDS, Node, Or, Reference, Term
from summit_tui.archive.query.dates import read_dates
from summit_tui.archive.query.numbers import read_witnesses
from summit_tui.archive.words.folding import fold, stands_alone
from summit_tui.controls import one_line
from summit_tui.kinds import KINDS, SINGULAR
from summit_tui.values import Mode

MOST_WORDS: Final = 64
"""As many words of one phrase are searched: enough to tell any statement from all others."""

Complain = Callable[[str], None]
"""Takes a sentence about what cannot be understood."""

_CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": {kind: kind for kind in KINDS} | {SINGULAR[kind]: kind for kind in KINDS},
    "mode": {mode: mode for mode in get_args(Mode)},
    "has": {"quotes": "quotes", "quote": "quotes", "readings": "readings", "reading": "readings"}
    | {"remark": "remark", "remarks": "remark"},
}
"""Fields with few values: how each value is written, and its token."""

_MEANT: Final = {
    "quote": "kind:quotes",
    "quotes": "kind:quotes",
    "type": "kind",
    "by": "speaker",
    "who": "speaker",
    "person": "speaker",
    "name": "speaker",
    "organization": "delegation",
    "tag": "topic",
    "theme": "topic",
    "lang": "language",
    "year": "date",
    "day": "date",
    "when": "date",
}
"""Names that people try, and what finds what they want."""

_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")
_FINISHED_TAG: Final = re.compile(
    r"[a-z]{2,3}(?![a-z0-9])(?:-(?:[a-z]{2}|[0-9]{3}|[a-z0-9]{4,8})(?![a-z0-9]))*"
)
"""The part of a language tag that is whole: a region has two letters, a script four (BCP 47)."""


def read_value(
    field: str | None, text: str, *, phrase: bool, unfinished: bool, complain: Complain
) -> Node | None:
    """Return what `text`, which has a letter or digit, asks for in `field`, or None if nothing.

    `phrase` says whether it stands in quotation marks, `unfinished` whether it is being typed.
    """
    match field:
        case "kind" | "mode" | "has":
            return _choice(field, text, unfinished=unfinished, complain=complain)
        case "language":
            return _language(text, unfinished=unfinished, complain=complain)
        case "date" | "sources":
            read = read_dates if field == "date" else read_witnesses
            try:
                return read(text, unfinished=unfinished)
            except ValueError as error:
                complain(str(error))
                return None
        case _:
            return _term(field, text, phrase=phrase, unfinished=unfinished, complain=complain)


def _term(
    field: str | None, text: str, *, phrase: bool, unfinished: bool, complain: Complain
) -> Term:
    """Return the words to find, anywhere or in `field`."""
    tokens = tuple(fold(text).split())
    begun = not phrase and (unfinished or text.endswith("*"))
    if len(tokens) > MOST_WORDS:
        complain(f"Only the first {MOST_WORDS} words of a phrase are searched")
        return Term(tokens[:MOST_WORDS], field=field)
    return Term(tokens, prefix=begun and not stands_alone(tokens[-1]), field=field)


def _choice(field: str, text: str, *, unfinished: bool, complain: Complain) -> Node | None:
    """Return the value, or the values it may become, of a field with few of them."""
    choices = _CHOICES[field]
    word = fold(text)
    if word in choices:
        return Reference(f"{field}={choices[word]}")
    if unfinished or text.endswith("*"):
        begun = dict.fromkeys(choices[name] for name in choices if name.startswith(word))
        if begun:
            tokens = tuple(Reference(f"{field}={choice}") for choice in begun)
            return Or(tokens) if len(tokens) > 1 else tokens[0]
    complain(_unknown(field, word, choices))
    return None


def _language(text: str, *, unfinished: bool, complain: Complain) -> Reference | None:
    """Return what finds a language tag and those below it; BCP 47 ignores case."""
    tag = unicodedata.normalize("NFKC", text).strip().rstrip("*").replace("_", "-").lower()
    if unfinished:
        if re.fullmatch(r"[a-z]", tag):
            return None
        if finished := _FINISHED_TAG.match(tag):
            return Reference(f"language={finished[0]}")
    if _TAG.fullmatch(tag):
        return Reference(f"language={tag}")
    complain(f"‘{one_line(tag)[:40]}’ is not a language tag, such as zh or zh-Hant")
    return None


def unknown_field(name: str) -> str:
    """Return a sentence that says there is no field `name`, with the nearest one."""
    return _unknown("field", name, {field: field for field in FIELDS} | _MEANT)


def _unknown(what: str, word: str, choices: Mapping[str, str]) -> str:
    """Return a sentence that names the nearest of `choices`, or all of them."""
    # Rarely needed, and slow to import.
    from difflib import get_close_matches

    word = word[:40]
    near = get_close_matches(word, choices, 1)
    rest = f"did you mean {choices[near[0]]}?" if near else f"there are {_listed(choices)}"
    return f"No {what} ‘{word}’; {rest}"


def _listed(choices: Mapping[str, str]) -> str:
    names: Iterable[str] = dict.fromkeys(name for name in choices.values() if ":" not in name)
    *most, last = names
    return f"{', '.join(most)} and {last}"
