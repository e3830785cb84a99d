"""The query language: its text is parsed into a small tree, which any back end can evaluate."""

from __future__ import annotations

import re

from summit_tui.archive.query.tree import FIELDS, Query


def parse(text: str, *, typing: bool = False) -> Query:
    """Parse a query; never raises.

    While `typing`, the last word is a prefix: it finds every word that begins with it. A text of
    signs alone, without a letter or digit, finds nothing; a blank one finds everything.
    """
    if not text:
        return Query()
    # Loaded here: opening an archive needs the tree alone.
    from summit_tui.archive.query.parser import parse_query

    return parse_query(text, typing=typing)


def group_meant(text: str) -> str | None:
    """Return the query for the group of countries whose name is all of `text`, or None."""
    from summit_tui.archive.query.groups import group_named  # few queries name one

    group = group_named(text)
    return format_term("group", group.id) if group else None


def field_meant(text: str) -> str | None:
    """Return a query with the nearest field in the place of the first unknown one, or None."""
    if not text:
        return None
    from summit_tui.archive.query.tokenizer import tokens  # loaded when typing, as below

    for token in tokens(text):
        if token.field and token.field not in FIELDS:
            from difflib import get_close_matches  # rarely needed, and slow to import

            from summit_tui.archive.query.parser import FIELD_NAMES

            near = get_close_matches(token.field[:40], FIELD_NAMES, 1)
            if not near or ":" in FIELD_NAMES[near[0]]:
                return None
            behind = re.sub("^[^:：]*", "", text[token.start :])
            return text[: token.start] + FIELD_NAMES[near[0]] + behind
    return None


def format_term(field: str, value: str) -> str:
    """Return `field:value` so that `parse` reads it back as words of that field that match `value`.

    Quotation marks inside the value become spaces: like all punctuation they only separate words.
    So does `~`, which at the beginning would ask for singular and plural.
    """
    # Loaded here, as below: its pattern takes a while to compile, and is needed only when typing.
    from summit_tui.archive.query.tokenizer import QUOTATION_MARKS

    if re.fullmatch(r"\w[\w.-]*", value):
        return f"{field}:{value}"
    words = value.translate(QUOTATION_MARKS).replace('"', " ")
    return f'{field}:"{words.replace("~", " ")}"'


def unfinished(text: str) -> tuple[int, str | None, str]:
    """Return the position of the unfinished last word of `text`, its field and its value so far.

    The position is that of the field's name where there is one, behind a minus or a parenthesis: a
    completion replaces everything from there. Behind white space, a closing quotation mark or a
    parenthesis no word has begun, and the position is the end of the text. The field is one of
    `FIELDS` or None; a name that is none of them counts as part of the word.
    """
    from summit_tui.archive.query.tokenizer import Token, TokenType, tokens

    fields: list[str | None] = [None]
    word: Token | None = None
    for token in tokens(text):
        word = None
        if token.type is TokenType.OPEN:
            fields.append(token.field if token.field in FIELDS else fields[-1])
        elif token.type is TokenType.CLOSE:
            if len(fields) > 1:
                fields.pop()
        elif token.end == len(text) and not (token.type is TokenType.PHRASE and token.closed):
            word = token
    if word is None:
        return len(text), fields[-1], ""
    if word.field and word.field not in FIELDS:
        return word.start, None, text[word.start :]
    return word.start, word.field or fields[-1], text[len(text) - len(word.text) :]
