"""What is typed in the search box, cut into the pieces of the query language."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import Final, NamedTuple

QUOTATION_MARKS: Final = str.maketrans(
    dict.fromkeys("“”„‟«»「」『』〝〞〟＂", '"')
    | {"（": "(", "）": ")", "：": ":", "＊": "*", "－": "-", "−": "-"}
)
"""Signs as input methods for Chinese and other languages give them, to their ASCII kin."""

_PIECE: Final = re.compile(
    r"\s*+(?:(?P<close>\))"
    # A hyphen inside a word or behind a phrase is no minus.
    r"|(?P<sign>(?<![^\s(])-++)?"
    # The address of a page is no field, not even while its second slash is to be typed.
    r"(?P<name>(?P<field>[A-Za-z]++):(?!//|/\Z))?"
    r'(?:(?P<open>\()|"(?P<phrase>[^"]*+)(?P<quote>"?)|(?P<word>[^\s"()]*+)))'
)
"""One piece; possessive, so that any text is read in one pass."""


class TokenType(Enum):
    """What a piece is."""

    WORD = auto()
    PHRASE = auto()
    OPEN = auto()
    CLOSE = auto()


class Token(NamedTuple):
    """A word, a phrase or a parenthesis, with what is written before it."""

    shape: TokenType
    text: str
    """The word, or what stands between the quotation marks, with signs as their ASCII kin."""
    start: int
    """Where it begins: with its field, without its minus."""
    end: int
    """Where it ends, closing quotation mark included."""
    field: str | None = None
    """The name before the colon in lower case, known or not."""
    negated: bool = False
    """Does a minus stand before it?"""
    closed: bool = True
    """Does a phrase have its closing quotation mark?"""


def tokens(text: str) -> Iterator[Token]:
    """Yield the pieces of `text` in order; any text has some reading."""
    for match in _PIECE.finditer(text.translate(QUOTATION_MARKS)):
        sign, name, word = match["sign"], match["name"], match["word"]
        if not (sign or name or word) and word is not None:
            continue
        start = match.end("sign") if sign else match.end() - len(match[0].lstrip())
        shape = TokenType.WORD
        if match["close"]:
            shape = TokenType.CLOSE
        elif match["open"]:
            shape = TokenType.OPEN
        elif match["quote"] is not None:
            shape = TokenType.PHRASE
        yield Token(
            shape=shape,
            text=match["phrase"] or word or "",
            start=start,
            end=match.end(),
            field=match["field"].lower() if name else None,
            negated=bool(sign),
            closed=match["quote"] != "",
        )
