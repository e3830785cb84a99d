"""Numbers of sources as a query names them: one number, a range, or an open end."""

import re
import unicodedata
from typing import Final

from summit_tui.archive.query import Witnesses
from summit_tui.controls import one_line

MOST: Final = 99_999_999
"""More sources than any record has."""

_COMPARED: Final = re.compile(r"(>=|<=|>|<)?\s*([0-9]{1,8})")
_RANGE: Final = re.compile(r"([0-9]{1,8})?\s*\.\.\s*([0-9]{1,8})?")
_BEGUN: Final = re.compile(r"(>=|<=|>|<)?|[0-9]{1,8}\.")
"""What will be a number or a range when it is typed to its end."""


def read_witnesses(text: str, *, unfinished: bool) -> Witnesses | None:
    """Return the numbers that `text` names, or None where nothing is certain yet.

    Raises ValueError with a sentence for what is no number, and for a range that ends before it
    begins.
    """
    text = unicodedata.normalize("NFKC", text).strip().replace("≥", ">=").replace("≤", "<=")
    if compared := _COMPARED.fullmatch(text):
        number = int(compared[2])
        least, most = {
            None: (number, number),
            ">": (number + 1, MOST),
            ">=": (number, MOST),
            "<": (0, number - 1),
            "<=": (0, number),
        }[compared[1]]
        return Witnesses(least, most)
    if (between := _RANGE.fullmatch(text)) and any(between.groups()):
        least, most = int(between[1] or 0), int(between[2] or MOST)
        if least <= most:
            return Witnesses(least, most)
        message = f"The numbers ‘{one_line(text)[:40]}’ end before they begin"
        raise ValueError(message)
    if unfinished and _BEGUN.fullmatch(text):
        return None
    message = f"‘{one_line(text)[:40]}’ is no number of sources, such as 2, >1 or 2..5"
    raise ValueError(message)
