"""Validates one record against its class, and words each error for the author of the file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, Final, NamedTuple, get_args

from pydantic_core import ErrorDetails, ValidationError, to_json

from summit_tui.i18n import Sentence, SentenceValue, gettext_lazy, gettext_noop
from summit_tui.model.field_table import choice_fields, fields_of, small_tables
from summit_tui.model.fields import (
    AddressText,
    CountryCode,
    Day,
    Id,
    LanguageTag,
    Moment,
    Sha256,
    Text,
    Timecode,
)
from summit_tui.model.kinds import Kind, Table
from summit_tui.model.problem import Problem
from summit_tui.model.reading import TABLE_CLASSES
from summit_tui.readers import limits
from summit_tui.readers.parsed import FieldError, ParsedRecord, Path, display_value, where
from summit_tui.readers.schema import validator


def _pattern(form: Any) -> str:
    # `Any`: an `Annotated` type has no type of its own; its first annotation is its form.
    pattern: str = get_args(form)[1].pattern
    return pattern


_DAY: Final = "a day is YYYY-MM-DD, or less where less is known: YYYY-MM, YYYY"
_MOMENT: Final = "write date, time and zone, such as 2025-04-14T09:30:00+08:00"

EXPECTED: Final = {
    _pattern(Id): "an id is made of a-z, 0-9, `.`, `_` and `-`, and begins with a letter or digit",
    _pattern(Text): "leave the field out where nothing is known",
    _pattern(Day): _DAY,
    _pattern(Moment): _MOMENT,
    _pattern(LanguageTag): "write a language tag (BCP 47), such as en or zh-Hant",
    _pattern(AddressText): "write an address: kind/id within this event, or event/kind/id",
    _pattern(Timecode): "write minutes and seconds, 03:15, or with hours, 1:02:40; a span is two",
    _pattern(CountryCode): "write the two capital letters of ISO 3166-1, such as CN",
    _pattern(Sha256): "write the 64 lower-case hexadecimal digits of the SHA-256",
}
"""What to write, by the pattern of each form of text that a record may have."""

_TYPE_ERRORS: Final = {
    "string_type": "must be text in quotation marks; it is {actual}",
    "literal_error": "must be text in quotation marks; it is {actual}",
    "tuple_type": "must be a list in square brackets; it is {actual}",
    "dict_type": "must be a table; it is {actual}",
    "dataclass_type": "must be a table; it is {actual}",
}
"""The messages for values of another type than expected, by the type of pydantic's error."""


class _Union(NamedTuple):
    """A value that may be an id or of another type."""

    depth: int
    """The number of keys and indexes that lead to it; pydantic then adds the name of a branch."""
    other: type
    """The other type."""
    template: str
    """The message for a value of neither type."""


_NAMES: Final = gettext_noop("must be text, or a list of tables, one for each name; it is {actual}")
_SPEAKER: Final = gettext_noop(
    "must be a speaker's id, or a table of speaker and role; it is {actual}"
)
_IDS: Final[Mapping[Kind, str]] = {
    "delegations": gettext_noop("must be a delegation's id, or a list of ids; it is {actual}"),
    "speakers": gettext_noop("must be a speaker's id, or a list of ids; it is {actual}"),
}


@cache
def _union(kind: Table, field: object) -> _Union | None:
    """Return what is known of a field that may hold an id or another type, or None."""
    if (kind, field) == ("sessions", "speakers"):
        return _Union(2, dict, _SPEAKER)
    if field not in choice_fields(kind):
        return None
    refers = fields_of(kind)[str(field)].refers
    return _Union(1, list, _IDS[refers] if refers else _NAMES)


def validate(
    name: str,
    kind: Table,
    index: int | None,
    data: dict[str, Any],
    line: int,
    line_of: Callable[[Path], int],
    duplicates: Sequence[Path] = (),
) -> Iterable[ParsedRecord | Problem]:
    """Return the record if it is valid, else all its problems in the order of the file.

    `name` is the file's, `index` the record's among those of its kind, `duplicates` holds the keys
    that occur twice. `line_of` is called only where something is wrong.
    """
    errors = field_errors(kind, data)
    if not errors and not duplicates:
        return (ParsedRecord(kind, data, line, to_json(data).decode()),)
    first = duplicates[: limits.FIELD_ERROR_LIMIT]
    message = gettext_lazy("the key occurs twice; keep one of the two")
    errors = [*errors, *(FieldError(path, "E006", message) for path in first)]
    id = data.get("id")
    return sorted(
        (
            Problem(
                name,
                line_of(error.path),
                where(kind, index, error.path, id),
                error.code,
                error.message,
            )
            for error in errors
        ),
        key=lambda problem: problem.line,
    )


def field_errors(kind: Table, data: dict[str, Any]) -> Sequence[FieldError]:
    """Return everything that is wrong with a record of `kind`; nothing if it is valid.

    `data` holds JSON types with text that can be written as UTF-8.
    """
    try:
        validator(kind)(data)
    except ValidationError as error:
        count = error.error_count()
        if count > limits.FIELD_ERROR_LIMIT:
            message = gettext_lazy(
                "has {count} errors, too many to tell them one by one", count=count
            )
            return [FieldError((), "E004", message)]
        return list(_field_errors(kind, error.errors(include_url=False)))
    return ()


def _field_errors(kind: Table, errors: Sequence[ErrorDetails]) -> Iterator[FieldError]:
    for error in errors:
        path, is_key = error["loc"], False
        if path and path[-1] == "[key]":
            path, is_key = path[:-1], True
        union = _union(kind, path[0]) if path else None
        if union and len(path) > union.depth:
            field_error = _union_error(kind, error, path, union)
        else:
            field_error = _field_error(kind, error, path, is_key=is_key)
        if field_error:
            yield field_error


def _union_error(kind: Table, error: ErrorDetails, path: Path, union: _Union) -> FieldError | None:
    """Return the one error of a value that may be an id or of another type, or None.

    pydantic reports both branches of a union; that of the type which the value does not have is
    dropped.
    """
    inner = (*path[: union.depth], *path[union.depth + 1 :])
    value: object = error["input"]
    is_type_error = len(path) == union.depth + 1 and error["type"] in _TYPE_ERRORS
    if not is_type_error:
        return _field_error(kind, error, inner)
    if error["type"] != "string_type" or isinstance(value, union.other):
        return None
    return FieldError(inner, "E103", gettext_lazy(union.template, actual=_type_name(value)))


def _field_error(
    kind: Table, error: ErrorDetails, path: Path, *, is_key: bool = False
) -> FieldError:
    """Return pydantic's error with a code and a message of ours."""
    value = path[-1] if is_key else error["input"]
    match error["type"]:
        case "missing":
            template = "the field {field} is missing"
            message = gettext_lazy(template, field=display_value(str(path[-1])))
            return FieldError(path, "E101", message)
        case "unexpected_keyword_argument":
            return FieldError(path, "E102", _unknown_field(kind, path))
        case "literal_error" if isinstance(value, str):
            return FieldError(path, "E104", _unknown_word(value, error["ctx"]["expected"]))
        case "string_pattern_mismatch":
            return _wrong_form(path, str(value), error["ctx"]["pattern"])
        case "value_error":
            message = gettext_lazy(
                "{value} is no date ({reason}); {expected}",
                value=display_value(str(value)),
                reason=str(error["ctx"]["error"]),
                expected=gettext_lazy(_MOMENT if ":" in str(value) else _DAY),
            )
            return FieldError(path, "E104", message)
        case expected if expected in _TYPE_ERRORS:
            message = gettext_lazy(_TYPE_ERRORS[expected], actual=_type_name(value))
            return FieldError(path, "E103", message)
    return FieldError(path, "E104", error["msg"])


def _wrong_form(path: Path, value: str, pattern: str) -> FieldError:
    code = "E105" if pattern == _pattern(Id) else "E104"
    expected = gettext_lazy(EXPECTED[pattern])
    if value.strip() and pattern != _pattern(Text):
        template = "{value} is not valid; {expected}"
        message = gettext_lazy(template, value=display_value(value), expected=expected)
    else:
        message = gettext_lazy("is empty; {expected}", expected=expected)
    return FieldError(path, code, message)


def _unknown_field(kind: Table, path: Path) -> Sentence:
    """Return the message for an unknown field, with the nearest known one or all of them."""
    name = str(path[-1])
    cls = TABLE_CLASSES[kind]
    if len(path) > 1:
        cls = small_tables(kind)[str(path[0])]
    known = [field.name.rstrip("_") for field in fields(cls)]
    if near := _nearest(name, known):
        template = "unknown field {field}; did you mean `{near}`?"
        return gettext_lazy(template, field=display_value(name), near=near)
    template = "unknown field {field}; known are {known}"
    return gettext_lazy(template, field=display_value(name), known=tuple(known))


def _unknown_word(value: str, expected: str) -> Sentence:
    """Return the message for a word that is not in a list; `expected` is pydantic's list."""
    known = expected.replace(" or ", ", ").replace("'", "").split(", ")
    words: dict[str, SentenceValue] = {"value": display_value(value), "known": tuple(known)}
    if near := _nearest(value, known):
        template = "{value} is not one of {known}; did you mean `{near}`?"
        return gettext_lazy(template, **words, near=near)
    return gettext_lazy("{value} is not one of {known}", **words)


def _nearest(word: str, known: Sequence[str]) -> str | None:
    """Return the known word that was probably meant, or None."""
    from difflib import get_close_matches  # most files have no such slip

    return next(iter(get_close_matches(word[:40].casefold().strip(), known, 1)), None)


def _type_name(value: object) -> Sentence:
    match value:
        case None:
            return gettext_lazy("null: leave the field out where nothing is known")
        case bool():
            return gettext_lazy("true or false")
        case int() | float():
            return gettext_lazy("a number")
        case str():
            return gettext_lazy("text")
        case list():
            return gettext_lazy("a list")
    return gettext_lazy("a table")
