"""What printing puts between the words of a text: hyphens, page furniture, notes, entities.

Each is replaced by invisible characters, as many as it has, so that positions stay what they are.
"""

import re
from collections import Counter
from html import unescape
from typing import Final

_PLACEHOLDER: Final = "\u200b"
"""A zero-width space, which normalizing drops."""
_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])[-‐¬][^\S\n]*\r?\n[^\S\n]*(?=[^\W\d_])")
"""The hyphen and the line end of a word that goes on in the next line."""
_RAISED: Final = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079"
_NOTE: Final = re.compile(
    r"(?<=[\w.,;:!?”’\")»」』。， ])(?:[\[［〔【]"
    r"(?:(?:note|nb|n|注|註)?\.? ?\d{1,3}(?:[,–-] ?\d{1,3})*|[a-z](?=[\]］〕】](?![^\W\d_])))"
    r"[\]］〕】])+"
    rf"|(?<=[^\W\d_]|[.,;:!?”’\")»」』。，])(?:[{_RAISED}](?:[ ,]?[{_RAISED}])*|[①-⑳]"
    r"|[(（][注註]\d{1,3}[)）]|[*†‡]{1,3}(?!\w)|(?<=[.;!?”\"»])\(\d{1,2}\)(?!\w))"
)
"""The mark of a footnote behind a word or a full stop; a raised one behind a figure would be a
power, and a letter in brackets before others is an editor's."""
_ENTITY: Final = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8});")
_LINE: Final = re.compile(r"[^\n]*(?:\n|$)")
_PAGE_NUMBER: Final = re.compile(
    r"[\[(|]?\s*(?:[-–—]\s*)?(?:(?:page|seite|página|p\.)\s*)?\d{1,4}"
    r"(?:\s*(?:/|of|von|de)\s*\d{1,4})?(?:\s*[-–—])?\s*[\])|]?"
    r"|第?\s*\d{1,4}\s*[页頁](?:[\s,，/]*[共总總]\s*\d{1,4}\s*[页頁])?|(?-i:[ivxl]{1,6})",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(
    r"\d{1,4}(?:[^\S\n]{2,}|\t|\s*[|·•]\s*)\S.*|.*\S(?:[^\S\n]{2,}|\t|\s*[|·•]\s*)\d{1,4}"
)
"""A line that has words at one edge of the page, and a number at the other."""
_GOES_ON: Final = re.compile(r"[^\W_]|[,，、;；]")
"""What ends a line whose sentence goes on."""
_LONGEST_HEADER: Final = 100
_FEWEST_HEADERS: Final = 3
"""A short line that stands so often, whatever its figures, is a running header or footer."""


def blank_print(text: str) -> str:
    """Return a text of the same length in which what printing put between its words is blank."""
    text = _ENTITY.sub(_decode, text)
    text = _blank_furniture(text)
    text = _HYPHEN.sub(_blank, text)
    return _NOTE.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return _PLACEHOLDER * len(match[0])


def _decode(match: re.Match[str]) -> str:
    """Return the character of an entity of HTML, filled up to the length of the entity."""
    char = unescape(match[0])
    return char + _PLACEHOLDER * (len(match[0]) - 1) if len(char) == 1 else match[0]


def _blank_furniture(text: str) -> str:
    """Blank the numbers of pages and the headers and footers that every page has.

    A line with words and a number is one, too, where it stands within a sentence.
    """
    lines = [match[0] for match in _LINE.finditer(text)]
    times = Counter(map(_without_figures, lines))
    return "".join(
        _blank_line(line)
        if line.strip()
        and (
            _PAGE_NUMBER.fullmatch(line.strip())
            or (_is_header(line) and times[_without_figures(line)] >= _FEWEST_HEADERS)
            or (_is_numbered_header(line) and _cuts_sentence(lines, number))
        )
        else line
        for number, line in enumerate(lines)
    )


def _is_numbered_header(line: str) -> bool:
    line = line.strip()
    return len(line) <= _LONGEST_HEADER and _NUMBERED.fullmatch(line) is not None


def _cuts_sentence(lines: list[str], number: int) -> bool:
    """Tell whether the sentence before a line goes on behind it, in small letters."""
    before = next((line.strip() for line in reversed(lines[:number]) if line.strip()), "")
    behind = next((line.strip() for line in lines[number + 1 :] if line.strip()), "")
    return bool(before and behind) and behind[0].islower() and bool(_GOES_ON.fullmatch(before[-1]))


def _is_header(line: str) -> bool:
    """Tell whether a line may head a page: a short one that ends no sentence."""
    line = line.strip()
    return len(line) <= _LONGEST_HEADER and line[-1] not in ".,:;!?)”\"'。，：；！？）」"


def _without_figures(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def _blank_line(line: str) -> str:
    """Blank a line but for a space at its end: the line before and the one behind stay apart."""
    return _PLACEHOLDER * (len(line) - 1) + " "
