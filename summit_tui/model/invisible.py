"""Characters that cannot be seen: every record keeps them, and no output is harmed by them.

Arabic and Hebrew need direction marks, Persian and the scripts of India joiners, flags tags, and
some Chinese names variation selectors. The same characters can hide a second text behind the first
or turn the letters of another one around. So there is a rule for each way out:

- The values of documents (`value_line` in `text`): what is in its right place stays; directions
  that a value leaves open are closed, so that it is kept and turns around nothing but itself; what
  hides something becomes U+FFFD. Our own readers take off what was added (`remove_added`).
- Messages, and documents as a whole (`neutralize` in `text`): directions that are open become
  U+FFFD, too, for nobody knows where the value that opened them ended.
- The terminal (`app.screen_text`): nothing turns around, for a row may be cut anywhere.
- Data forms (`escape_hidden`): every character stays, the dangerous ones as escapes of the form.
- Addresses are percent-encoded, so that they may hold anything.
- Search and evidence take no notice of any (`INVISIBLE`).
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Final

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
"""What Unicode calls default ignorable (Unicode Standard, 5.21), for a class in a regular
expression; in full, for not every dialect knows categories."""

_SELECTOR: Final = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_SECOND_SELECTOR: Final = re.compile(f"(?<={_SELECTOR}){_SELECTOR}")
"""A variation selector that can select nothing: a run of them encodes a hidden text."""
_SELECTOR_BYTES: Final = (b"\xef\xb8", b"\xf3\xa0")
"""How every selector begins in UTF-8; a text of Chinese has neither."""

_ISOLATES: Final = "\u2066\u2067\u2068"
_EMBEDDINGS: Final = "\u202a\u202b\u202d\u202e"
_END_OF_ISOLATE: Final = "\u2069"
_END_OF_EMBEDDING: Final = "\u202c"
_BEGINNINGS: Final = {_END_OF_ISOLATE: "\u2066", _END_OF_EMBEDDING: "\u202a"}
"""What begins the direction that an end alone ends: one from left to right, without content."""
DIRECTIONS: Final = "\u202a-\u202e\u2066-\u2069"
"""Embeddings, overrides and isolates with their ends (Unicode Annex 9, 2), for a class."""
_ADDED: Final = "\u2060"
"""A word joiner, which is invisible and breaks nothing: it comes before what was added."""


def show_hidden(text: str) -> str:
    """Return `text` with U+FFFD for each character that hides something or turns too much around.

    Those are the directions that are not closed on their line, and ends without a beginning; tags
    outside of flags; and every variation selector after the first. The length stays.
    """
    if text.isascii() or _is_plain(text):
        return text
    text = _SECOND_SELECTOR.sub(REPLACEMENT, text)
    text = _tags().sub(lambda match: match[1] or REPLACEMENT, text)
    if _directions().search(text):
        text = "\n".join(map(_show_unbalanced, text.split("\n")))
    return text


def _is_plain(text: str) -> bool:
    """Return whether nothing in a text can hide anything, at a tenth of the time of a search.

    Of what could, selectors alone are printable.
    """
    if not text.replace("\n", "").isprintable():
        return False
    encoded = text.encode()
    return not any(beginning in encoded for beginning in _SELECTOR_BYTES)


def close_directions(text: str) -> str:
    """Return a value with an end for each direction that is open at the end of its line.

    It reads as it does by itself, whatever comes after it. An end alone gets a beginning.
    """
    if text.isascii() or text.isprintable() or not _directions().search(text):
        return text
    return "\n".join(map(_balanced, text.split("\n")))


def remove_added(text: str) -> str:
    """Return `text` without what `close_directions` added to it."""
    return text if _ADDED not in text else _added().sub("", text)


def escape_hidden(document: str, escape: Callable[[str], str]) -> str:
    """Return a document of data with an escape for each character that `show_hidden` may show.

    `escape` returns that of one character. A reader of the data gets the same characters, and
    whoever looks at the document sees that they are there.
    """
    if document.isascii() or _is_plain(document):
        return document
    document = _SECOND_SELECTOR.sub(lambda match: escape(match[0]), document)
    document = _tags().sub(lambda match: match[1] or escape(match[0]), document)
    return _directions().sub(lambda match: escape(match[0]), document)


def strip_edges(text: str) -> str:
    """Return `text` without white space and invisible characters at its ends."""
    is_edge = _edge().match
    start, end = 0, len(text)
    while start < end and is_edge(text[start]):
        start += 1
    while start < end and is_edge(text[end - 1]):
        end -= 1
    return text[start:end]


def _show_unbalanced(line: str) -> str:
    """Return a line with U+FFFD for each direction without an end, and each end without one.

    They are matched as in Unicode Annex 9, BD9 and X7: an isolate ends whatever began inside it,
    and the end of an embedding does not reach out of an isolate.
    """
    begun: list[int] = []
    unbalanced: list[int] = []
    isolates = 0
    for position, character in enumerate(line):
        if character in _ISOLATES or character in _EMBEDDINGS:
            isolates += character in _ISOLATES
            begun.append(position)
        elif character == _END_OF_EMBEDDING and begun and line[begun[-1]] in _EMBEDDINGS:
            begun.pop()
        elif character == _END_OF_ISOLATE and isolates:
            while line[begun[-1]] in _EMBEDDINGS:
                unbalanced.append(begun.pop())
            begun.pop()
            isolates -= 1
        elif character in (_END_OF_EMBEDDING, _END_OF_ISOLATE):
            unbalanced.append(position)
    characters = list(line)
    for position in (*unbalanced, *begun):
        characters[position] = REPLACEMENT
    return "".join(characters)


def _balanced(line: str) -> str:
    """Return a line with an end for each direction, and a beginning for each end.

    They are matched as in `_show_unbalanced`.
    """
    characters: list[str] = []
    ends: list[str] = []
    isolates = 0
    for character in line:
        if character in _ISOLATES:
            isolates += 1
            ends.append(_END_OF_ISOLATE)
        elif character in _EMBEDDINGS:
            ends.append(_END_OF_EMBEDDING)
        elif character in _BEGINNINGS:
            if character == _END_OF_ISOLATE and isolates:
                isolates -= 1
                while ends[-1] == _END_OF_EMBEDDING:
                    characters += (_ADDED, ends.pop())
            if ends and ends[-1] == character:
                ends.pop()
            else:
                characters += (_ADDED, _BEGINNINGS[character])
        characters.append(character)
    for end in reversed(ends):
        characters += (_ADDED, end)
    return "".join(characters)


@cache
def _tags() -> re.Pattern[str]:
    """Return the flag of a part of a country as a group (Unicode Technical Standard 51), or a tag.

    The tags of such a flag spell a country and one to four characters of a part of it.
    """
    letter, digit = "[\U000e0061-\U000e007a]", "[\U000e0030-\U000e0039]"
    part = "[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,4}"
    flag = f"\U0001f3f4(?:{letter}{{2}}|{digit}{{3}}){part}\U000e007f"
    return re.compile(f"({flag})|[\U000e0000-\U000e007f]")


@cache
def _directions() -> re.Pattern[str]:
    return re.compile(f"[{DIRECTIONS}]")


@cache
def _added() -> re.Pattern[str]:
    return re.compile(f"{_ADDED}[{DIRECTIONS}]")


@cache
def _edge() -> re.Pattern[str]:
    return re.compile(rf"[\s{INVISIBLE}]")
