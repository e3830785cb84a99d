"""The parser of the query language: builds a tree of tokens, without recursion or failure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, get_args

from summit_tui.archive.analysis.normalize import is_single_character, normalize
from summit_tui.archive.analysis.spelling import may_have_particle
from summit_tui.archive.query.ranges import (
    parse_date_range,
    parse_source_count,
    reckoned,
    typed_range,
)
from summit_tui.archive.query.tokenizer import QUOTATION_MARKS, Token, TokenType, tokens
from summit_tui.archive.query.tree import (
    FIELDS,
    And,
    DateRange,
    Facet,
    Members,
    Node,
    Not,
    Or,
    Query,
    Term,
    all_of,
    any_of,
)
from summit_tui.archive.query.typed_dates import is_relative, plain_date
from summit_tui.i18n import INTERFACE, gettext, gettext_noop
from summit_tui.model.field_table import facet_fields, has_words
from summit_tui.model.fields import Mode
from summit_tui.model.kinds import KINDS, SINGULAR
from summit_tui.model.text import HAN, one_line

MAX_WORDS: Final = 64
"""Words of one phrase that are searched: enough to identify any statement."""

Complain = Callable[[str], None]
"""Takes a sentence about what cannot be understood."""

_CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": {kind: kind for kind in KINDS} | {SINGULAR[kind]: kind for kind in KINDS},
    "mode": {mode: mode for mode in get_args(Mode)},
    "has": {"quotes": "quotes", "quote": "quotes", "readings": "readings", "reading": "readings"}
    | {"remark": "remark", "remarks": "remark", "doubt": "doubts", "doubts": "doubts"}
    | {word: word for word in has_words()},
    **{
        name: {normalize(word): normalize(word).replace(" ", "-") for word in field.choices}
        for name, field in facet_fields().items()
        if field.choices
    },
}
"""The fields with few values: each spelling with the value it stands for."""

FIELD_NAMES: Final = {field: field for field in FIELDS} | {
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
"""The fields, and names that people try for them, with what they mean."""

_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")
_FINISHED_TAG: Final = re.compile(
    r"[a-z]{2,3}(?![a-z0-9])(?:-(?:[a-z]{2}|[0-9]{3}|[a-z0-9]{4,8})(?![a-z0-9]))*"
)
"""The complete subtags of a language tag: a region has two letters, a script four (BCP 47)."""


def parse_value(
    field: str | None, text: str, *, phrase: bool, unfinished: bool, complain: Complain
) -> Node | None:
    """Return the node of a value of `field`, or None where it finds nothing or everything.

    `text` has a letter or digit; `phrase` says whether it is in quotation marks, `unfinished`
    whether it is still being typed.
    """
    match field:
        case str() if field in _CHOICES:
            return _choice(field, text, unfinished=unfinished, complain=complain)
        case "group":
            return _group(text, unfinished=unfinished, complain=complain)
        case "country":
            return _country(text, phrase=phrase, unfinished=unfinished, complain=complain)
        case "region" if value := _by_chinese_name("region", text):
            return _term("region", value, phrase=True, unfinished=False, complain=complain)
        case "language":
            return _language(text, unfinished=unfinished, complain=complain)
        case "date" | "sources":
            parse_range = parse_date_range if field == "date" else parse_source_count
            try:
                return parse_range(text, unfinished=unfinished)
            except ValueError as error:
                complain(str(error))
                return None
        case _:
            return _term(field, text, phrase=phrase, unfinished=unfinished, complain=complain)


def _term(
    field: str | None, text: str, *, phrase: bool, unfinished: bool, complain: Complain
) -> Node:
    """Return the term of a word or phrase, anywhere or in `field`, or of either number of it.

    A Korean word is found with its particles: two syllables and more are a beginning, and so is one
    beside a figure or a Latin letter. The number of a phrase is that of its last word.
    """
    tokens = tuple(normalize(text).split())
    prefix = not phrase and (unfinished or text.endswith("*"))
    if text.startswith("~") and len(tokens) <= MAX_WORDS:
        # Loaded here: few queries ask for it.
        from summit_tui.archive.analysis.number import singular_and_plural

        *first, last = tokens
        others = (form for form in singular_and_plural(last) if form != last)
        typed = Term(tokens, prefix=prefix, field=field)
        return any_of((typed, *(Term((*first, other), field=field) for other in others)))
    prefix = prefix or may_have_particle(tokens)
    if len(tokens) > MAX_WORDS:
        template = "Only the first {count} words of a phrase are searched"
        complain(gettext(template, count=MAX_WORDS))
        return Term(tokens[:MAX_WORDS], field=field)
    return Term(tokens, prefix=prefix and not is_single_character(tokens[-1]), field=field)


def _choice(field: str, text: str, *, unfinished: bool, complain: Complain) -> Node | None:
    """Return the value of a field with few values; unfinished, all values it may become."""
    choices = _CHOICES[field]
    word = normalize(text)
    if word in choices:
        return Facet(field, choices[word])
    if unfinished or text.endswith("*"):
        values = dict.fromkeys(choices[name] for name in choices if name.startswith(word))
        if values:
            return any_of(Facet(field, value) for value in values)
    if (value := _by_chinese_name(field, text)) is not None:
        return Facet(field, value)
    complain(_unknown(field, one_line(text), choices))
    return None


def _country(text: str, *, phrase: bool, unfinished: bool, complain: Complain) -> Node:
    """Return the node of a country: by code or name, or by a Chinese name that records lack."""
    term = _term("country", text, phrase=phrase, unfinished=unfinished, complain=complain)
    if not re.search(f"[{HAN}]", text):
        return term
    # Few queries have one, and the table has to be read.
    from summit_tui.archive.query.chinese import countries_by_chinese_name

    is_begun = unfinished or text.endswith("*")
    codes = countries_by_chinese_name(text, unfinished=is_begun)
    return any_of((term, Members(codes))) if codes else term


def _by_chinese_name(field: str, text: str) -> str | None:
    """Return the value of a field with this Chinese name, or None."""
    if not re.search(f"[{HAN}]", text):
        return None
    # Few queries have one, and the catalogues have to be read.
    from summit_tui.archive.query.chinese import value_by_chinese_name

    return value_by_chinese_name(field, text)


def _language(text: str, *, unfinished: bool, complain: Complain) -> Node | None:
    """Return the node of a language tag, which finds the tags below it too; BCP 47 ignores case.

    Chinese of a region is found in either script: zh-HK finds zh-Hant-HK.
    """
    tag = unicodedata.normalize("NFKC", text).strip().rstrip("*").replace("_", "-").lower()
    if unfinished:
        if re.fullmatch(r"[a-z]", tag):
            return None
        if finished := _FINISHED_TAG.match(tag):
            return _tagged(finished[0])
    if _TAG.fullmatch(tag):
        return _tagged(tag)
    template = "‘{tag}’ is not a language tag, such as zh or zh-Hant"
    complain(gettext(template, tag=one_line(tag)[:40]))
    return None


def _tagged(tag: str) -> Node:
    primary, _, region = tag.partition("-")
    tags = [tag]
    if primary in ("zh", "yue", "cmn") and len(region) == len("HK"):
        tags += [f"{primary}-{script}-{region}" for script in ("hant", "hans")]
    return any_of(Facet("language", each) for each in tags)


def _provenance(text: str) -> str | None:
    """Return which list of members a group stands for, or None where there is no such group."""
    from summit_tui.archive.query.groups import group_named

    group = group_named(text)
    return group.provenance() if group else None


def _group(text: str, *, unfinished: bool, complain: Complain) -> Members | None:
    """Return the node of a group of countries; what is not typed to its end finds everything."""
    # Few queries name one, and its table has to be read.
    from summit_tui.archive.query.groups import group_named, unknown_group

    if group := group_named(text):
        return Members(group.members)
    if not unfinished:
        complain(unknown_group(text))
    return None


def unknown_field(name: str) -> str:
    """Return a sentence that there is no field `name`, with the nearest one."""
    return _unknown("field", name, FIELD_NAMES)


_UNKNOWN: Final[Mapping[str, tuple[str, str]]] = {
    "field": (
        gettext_noop("No field ‘{word}’; did you mean {suggestion}?"),
        gettext_noop("No field ‘{word}’; there are {names} and {last}"),
    ),
    "kind": (
        gettext_noop("No kind ‘{word}’; did you mean {suggestion}?"),
        gettext_noop("No kind ‘{word}’; there are {names} and {last}"),
    ),
    "mode": (
        gettext_noop("No mode ‘{word}’; did you mean {suggestion}?"),
        gettext_noop("No mode ‘{word}’; there are {names} and {last}"),
    ),
    "has": (
        gettext_noop("No has ‘{word}’; did you mean {suggestion}?"),
        gettext_noop("No has ‘{word}’; there are {names} and {last}"),
    ),
}
"""The sentences about an unknown field and about an unknown value of fields with few values."""
_UNKNOWN_VALUE: Final = (
    gettext_noop("{field}: has no value ‘{word}’; did you mean {suggestion}?"),
    gettext_noop("{field}: has no value ‘{word}’; there are {names} and {last}"),
)
"""The same for the fields that follow from the rows of records' fields."""


def _unknown(name: str, word: str, choices: Mapping[str, str]) -> str:
    """Return a sentence that names the nearest of `choices`, or all of them."""
    # Rarely needed, and slow to import.
    from difflib import get_close_matches

    word = word[:40]
    suggestion, enumeration = _UNKNOWN.get(name, _UNKNOWN_VALUE)
    if near := get_close_matches(word, choices, 1):
        return gettext(suggestion, field=name, word=word, suggestion=choices[near[0]])
    names = dict.fromkeys(choice for choice in choices.values() if ":" not in choice)
    *first, last = names
    return gettext(enumeration, field=name, word=word, names=INTERFACE.items(first), last=last)


MAX_DEPTH: Final = 12
"""Depth of nested parentheses: SQLite's parser has a stack of 100 places."""
MAX_TERMS: Final = 64
"""Words, phrases and values that are searched."""


_DATE_WORDS: Final = 3
"""The most words of a date: day, month and year."""
_SYNTAX: Final = frozenset('-()"')
"""The signs of the query language that a word may follow."""


def parse_query(text: str, *, typing: bool) -> Query:
    """Return the query of `text`; see `query.parse`."""
    signs = set("".join(text.translate(QUOTATION_MARKS).split()))
    is_begun = typing and signs <= _SYNTAX
    if signs and not is_begun and not normalize(text):
        sentence = gettext("Signs are not searched: a query needs a letter or a digit")
        return Query(Or(), text, sentence)
    parser = _Parser(text, typing=typing)
    words = list(tokens(text))
    position = 0
    while position < len(words):
        size = parser.take_date(words[position : position + _DATE_WORDS])
        if not size:
            parser.take(words[position])
        position += size or 1
    return parser.query()


@dataclass(slots=True)
class _Group:
    """What has been read of one pair of parentheses."""

    field_name: str | None = None
    """The field before the parentheses, or that of the parentheses around them."""
    negated: bool = False
    known: bool = True
    """Whether the field before the parentheses is one of `FIELDS`."""
    alternatives: list[list[Node]] = field(default_factory=lambda: [[]])
    """The nodes between the ORs."""

    def node(self) -> Node | None:
        """Return the group as one node, or None if it is empty."""
        filled = [all_of(parts) for parts in self.alternatives if parts]
        return any_of(filled) if filled else None


def _is_bare(token: Token) -> bool:
    """Return whether a token is a word without a sign or a field."""
    return token.type is TokenType.WORD and not token.field and not token.negated


class _Parser:
    """Builds the tree of a query token by token, with a stack of the open parentheses."""

    def __init__(self, text: str, *, typing: bool) -> None:
        self._text = text
        self._words = text.split()
        self._typing = typing
        self._complaint: str | None = None
        self._note: str | None = None
        self._terms = 0
        self._too_deep = 0
        self._groups = [_Group()]

    def take(self, token: Token) -> None:
        """Add the next token."""
        is_bare = _is_bare(token)
        if token.type is TokenType.OPEN:
            self._open(token)
        elif token.type is TokenType.CLOSE:
            self._close()
        elif is_bare and token.text == "OR":
            self._groups[-1].alternatives.append([])
        elif not (is_bare and token.text == "AND"):
            self._add(self._value(token), negated=token.negated)

    def take_date(self, tokens: Sequence[Token]) -> int:
        """Add a date that some tokens begin with; return of how many it is, or 0.

        What has the words is found as well: nothing is lost where no date was meant.
        """
        if self._groups[-1].field_name or not self._groups[-1].known:
            return 0
        for size in range(len(tokens), 0, -1):
            words = [token.text for token in tokens[:size]]
            is_date = plain_date(words) or (self._words == words and is_relative(self._text))
            if is_date and all(map(_is_bare, tokens[:size])):
                try:
                    days = typed_range(" ".join(words))
                except ValueError:
                    return 0
                nodes = [node for token in tokens[:size] if (node := self._value(token))]
                if isinstance(days, DateRange) and is_relative(self._text):
                    self._note = reckoned(self._text, days)
                self._add(days and any_of((all_of(nodes), days)), negated=False)
                return size
        return 0

    def query(self) -> Query:
        """Return the whole query; open parentheses end here."""
        if (len(self._groups) > 1 or self._too_deep) and not self._typing:
            self._complain(gettext("A parenthesis is not closed"))
        self._too_deep = 0
        while len(self._groups) > 1:
            self._close()
        node = self._groups[0].node() or And()
        if isinstance(node, Not):
            node = And((node,))
        return Query(node, self._text, self._complaint, self._note)

    def _complain(self, sentence: str) -> None:
        self._complaint = self._complaint or sentence

    def _add(self, node: Node | None, *, negated: bool) -> None:
        if node is not None:
            self._groups[-1].alternatives[-1].append(Not(node) if negated else node)

    def _open(self, token: Token) -> None:
        if len(self._groups) > MAX_DEPTH:
            self._too_deep += 1
            template = "Parentheses can be nested {depth} deep, not deeper"
            self._complain(gettext(template, depth=MAX_DEPTH))
            return
        known = self._is_known(token)
        name = (token.field or self._groups[-1].field_name) if known else None
        self._groups.append(_Group(name, token.negated, known))

    def _close(self) -> None:
        if self._too_deep:
            self._too_deep -= 1
        elif len(self._groups) > 1:
            group = self._groups.pop()
            if group.known:
                self._add(group.node(), negated=group.negated)

    def _is_known(self, token: Token) -> bool:
        known = token.field is None or token.field in FIELDS
        # The search for the nearest name is slow, and only the first complaint is shown.
        if token.field and not known and not self._complaint and not self._is_incomplete(token):
            self._complain(unknown_field(token.field))
        return known

    def _is_incomplete(self, token: Token) -> bool:
        """Say whether a field's value is still to be typed."""
        at_end = self._typing and not self._text[token.end :].strip()
        return at_end and token.type is not TokenType.OPEN and not normalize(token.text)

    def _value(self, token: Token) -> Node | None:
        """Return the node of a word or phrase, or None where it is ignored."""
        if not token.closed:
            self._complain(gettext("The quotation mark is not closed"))
        if not self._is_known(token):
            return None
        if not normalize(token.text):
            if token.field and not self._is_incomplete(token):
                template = "{field}: needs a value right after the colon"
                self._complain(gettext(template, field=token.field))
            return None
        self._terms += 1
        if self._terms > MAX_TERMS:
            template = "Only the first {count} words and phrases are searched"
            self._complain(gettext(template, count=MAX_TERMS))
            return None
        field = token.field or self._groups[-1].field_name
        if field == "group":
            self._note = _provenance(token.text) or self._note
        return parse_value(
            field,
            token.text,
            phrase=token.type is TokenType.PHRASE,
            unfinished=self._typing and token.end == len(self._text),
            complain=self._complain,
        )
