"""The query language: what is typed becomes a small tree; no store is known here."""

from __future__ import annotations

import re

from summit_tui.archive.query.tree import FIELDS, Query


def parse(text: str, *, typing: bool = False) -> Query:
    """Read a query; never raises.

    While `typing`, the last word is not finished and finds every word that begins with it.
    """
    # The grammar is written in terms of this tree, and opening an archive does not need it.
    from summit_tui.archive.query.parser import parse_query

    return parse_query(text, typing=typing)


def format_term(field: str, value: str) -> str:
    """Write `field:value` so that `parse` reads it back as words of that field that match `value`.

    Quotation marks inside the value become spaces: like all punctuation they only separate words.
    """
    # Its pattern takes a while to compile: here as below, only who types waits for it.
    from summit_tui.archive.query.tokenizer import QUOTATION_MARKS

    if re.fullmatch(r"\w[\w.-]*", value):
        return f"{field}:{value}"
    words = value.translate(QUOTATION_MARKS).replace('"', " ")
    return f'{field}:"{words}"'


def unfinished(text: str) -> tuple[int, str | None, str]:
    """Return where the last word of `text` begins, its field, and what is typed of its value.

    The place is that of the field's name where there is one, behind a minus or a parenthesis:
    what completes the word replaces everything from there. Behind white space, a closing
    quotation mark or a parenthesis no word has begun, and the place is the end of the text. The
    field is one of `FIELDS` or None; a name that is none of them counts as part of the word.
    """
    from summit_tui.archive.query.tokenizer import Token, TokenType, tokens

    around: list[str | None] = [None]
    begun: Token | None = None
    for piece in tokens(text):
        begun = None
        if piece.shape is TokenType.OPEN:
            around.append(piece.field if piece.field in FIELDS else around[-1])
        elif piece.shape is TokenType.CLOSE:
            if len(around) > 1:
                around.pop()
        elif piece.end == len(text) and not (piece.shape is TokenType.PHRASE and piece.closed):
            begun = piece
    if begun is None:
        return len(text), around[-1], ""
    if begun.field and begun.field not in FIELDS:
        return begun.start, None, text[begun.start :]
    return begun.start, begun.field or around[-1], text[len(text) - len(begun.text) :]
