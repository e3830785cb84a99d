"""Every code that `check` can print, what it means and what to do about it."""

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from summit_tui.checking.codes.check import Check
from summit_tui.checking.codes.dates import DATES
from summit_tui.checking.codes.evidence import EVIDENCE
from summit_tui.checking.codes.links import LINKS
from summit_tui.checking.codes.people import PEOPLE
from summit_tui.checking.codes.standards import STANDARDS
from summit_tui.reading.codes import CODES as READING_CODES

CODES: Final[Mapping[str, Check]] = MappingProxyType(
    {code: Check(code, title) for code, title in READING_CODES.items()}
    | {one.code: one for part in (LINKS, EVIDENCE, PEOPLE, DATES, STANDARDS) for one in part}
)
"""All checks by their codes, those made while files are read among them."""


def no_code(text: str) -> str:
    """Return what to say of a code that is none."""
    typed = text[:20].upper().replace("O", "0").replace("I", "1")
    near = get_close_matches(typed, CODES, 1, 0.7)
    hint = f"did you mean {near[0]}?" if near else "write it as `check` prints it"
    return f"‘{text}’ is no code of a check; {hint}"
