"""Marks that meet, quotation marks within others, and days in the words of each guide."""

import re
from typing import Final

from summit_tui.i18n import ENGLISH
from summit_tui.model.dates import in_words

_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:Inc|Ltd|Co|Corp|Jr|Sr|St|Dr|Mr|Ms|Mrs|No|etc|al|vs|plc|Bros|Dept|Gov|Gen|Sen|Rep)"
    r"|\b[A-Za-z](?:\.[A-Za-z])*)\.$"
)
_OPENING: Final = {
    "”": "“",
    "’": "‘",
    "“": "„",
    "»": "«",
    "›": "‹",
    "」": "「",
    "』": "『",
}
"""Marks that close a quotation, where the one that opens it stands before; else ’ is an apostrophe.
"""
_FOREIGN_PAIRS: Final = tuple(
    (re.compile(pattern), pair)
    for pattern, pair in (
        ("„([^“”„]*)[“”]", r"“\1”"),
        ("‚([^‘’‚]*)[‘’]", r"‘\1’"),
        (r"«\s*([^«»]*[^«»\s])\s*»", r"“\1”"),
        ("»([^«»]*)«", r"“\1”"),
        (r"‹\s*([^‹›]*[^‹›\s])\s*›", r"‘\1’"),
        (
            # A stop behind s may be an apostrophe where another one follows: 'ministers' duty'.
            (
                r"(?<![^\s(\[“\"—–:])'(?![\d\s])([^']*(?:(?<=\w)'(?=\w)[^']*)*)"
                r"(?<!\s)(?:(?<!s)'|'(?!.*\w'))(?!\w)"
            ),
            r"‘\1’",
        ),
    )
)
"""Marks of other languages and typewriters that enclose something, and English ones for it."""
_SPOKEN_ENDS: Final = ("?", "!", "？", "！", "—")


def stopped(text: str) -> str:
    """Return `text` with a full stop, unless it ends as a sentence does (CMOS 17 6.117–6.125)."""
    has_end = _before_closing(text)[0].endswith((".", "?", "!", "…", "。", "？", "！"))
    return text if has_end else _with_mark(text, ".")


def with_comma(text: str) -> str:
    """Return `text` with a comma, inside the marks that close it (CMOS 17 6.9)."""
    return text if _before_closing(text)[0].endswith(",") else _with_mark(text, ",")


def sentences(*texts: str) -> str:
    """Return the texts that are there, each with its full stop."""
    return " ".join(stopped(text) for text in texts if text)


def clauses(*texts: str) -> str:
    """Return the texts that are there with commas between them."""
    there = [text for text in texts if text]
    return " ".join([*map(with_comma, there[:-1]), *there[-1:]])


def unstopped(text: str) -> str:
    """Return `text` without the stop or comma that ends it; the stop of an abbreviation stays."""
    text = " ".join(text.replace("...", "…").split()).rstrip(",;: 。，；：")
    core, closing = _before_closing(text)
    if core.endswith((".", "。")) and not _ABBREVIATION.search(core):
        core = core.rstrip(". 。")
    return core + closing


def ends_abbreviated(text: str) -> bool:
    """Return whether `text` ends with the stop of an abbreviation, such as U.S. or Inc.

    `No.` is one before a figure alone.
    """
    return _ABBREVIATION.search(text) is not None and not text.endswith("No.")


def capitalized(text: str) -> str:
    """Return `text` with a capital at its beginning and the rest as it is."""
    return text[:1].upper() + text[1:]


def within_marks(text: str) -> str:
    """Return `text` in English quotation marks, the double ones inside made single (CMOS 14.94).

    Those of French and German are English ones first (CMOS 11.10), straight single ones curved.
    """
    for pattern, pair in _FOREIGN_PAIRS:
        text = pattern.sub(pair, text)
    changed, depth = [], 0
    for at, character in enumerate(text):
        opens = character == "“" or (character == '"' and (at == 0 or text[at - 1] in " ([—–‘"))
        closes = character in '”"' and depth > 0
        if opens:
            depth += 1
        elif character in '”"':
            depth = max(0, depth - 1)
        inner = depth > 0 and character in "‘’" and not _is_apostrophe(text, at)
        if character == '"' and not (opens or closes):
            changed.append(character)  # the sign of inches, or a letter's
        elif character in '“”"':
            changed.append("‘" if opens else "’")
        else:
            changed.append({"‘": "“", "’": "”"}[character] if inner else character)
    return f"“{''.join(changed)}”"


def number_range(text: str) -> str:
    """Return pages or times with an en dash between the first and the last (CMOS 17 6.78)."""
    return re.sub(r"(?<=\w)\s*[-\u2010\u2011]\s*(?=\w)", "–", text)


def day_month_year(day: str, *, abbreviated: bool = False) -> str:
    """Return a day as 2 May 2026 (MLA 9 2.106); months over four letters may be abbreviated."""
    words = in_words(day, ENGLISH).split() if day else []
    return " ".join(_short_month(word) if abbreviated else word for word in words)


def month_day_year(day: str) -> str:
    """Return a day as May 2, 2026, or May 2026, or 2026 (CMOS 17 6.38)."""
    words = in_words(day, ENGLISH).split() if day else []
    return f"{words[1]} {words[0]}, {words[2]}" if len(words) == 3 else " ".join(words)


def year_month_day(day: str) -> str:
    """Return a day as 2026, May 2 (APA 7 9.14)."""
    year, *rest = in_words(day, ENGLISH).split()[::-1]
    return f"{year}, {' '.join(rest)}" if rest else year


def _short_month(word: str) -> str:
    """Return a month as MLA 9 (appendix 1) abbreviates it; May, June and July are not."""
    if not word.isalpha() or len(word) <= 4:
        return word
    return "Sept." if word == "September" else f"{word[:3]}."


def numbered(number: str) -> str:
    """Return the number of a report or document, after `no.` where it is a figure alone."""
    return f"no. {number}" if number[:1].isdecimal() else number


def has_spoken_end(text: str) -> bool:
    """Return whether `text` ends with a question, a call or a break, after which no comma stands.

    Quotation marks may close it (CMOS 17 6.125; AP, quotation marks).
    """
    return _before_closing(text)[0].endswith(_SPOKEN_ENDS)


def _before_closing(text: str) -> tuple[str, str]:
    """Return `text` without the quotation marks that close it, and those marks."""
    core = text
    while core and _closes(core):
        core = core[:-1]
    return core, text[len(core) :]


def _with_mark(text: str, punctuation: str) -> str:
    """Return `text` with a mark inside the quotation marks that close it, but not inside 」 or 』.

    No guide sets a half-width mark within Chinese or Japanese ones, or behind the space of « ».
    """
    core, closing = _before_closing(text)
    outer = closing.lstrip("」』") if core == core.rstrip() else ""
    return f"{core}{closing.removesuffix(outer)}{punctuation}{outer}"


def _closes(text: str) -> bool:
    """Return whether the last character of `text` closes a quotation that it opens."""
    last = text[-1]
    if last == '"':  # an odd one is the sign of inches
        return text.count(last) % 2 == 0
    if last == "'":
        return re.search(r"(?<!\w)'(?=\w)", text) is not None
    return last == "”" or (last in _OPENING and _OPENING[last] in text[:-1])


def _is_apostrophe(text: str, at: int) -> bool:
    return text[at] == "’" and "‘" not in text[:at]
