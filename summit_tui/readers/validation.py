"""Checks one record against its class; every fault is told in plain words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, Final, NamedTuple, get_args

from pydantic_core import ErrorDetails, ValidationError, to_json

from summit_tui.model.fields import (
    AddressText,
    CountryCode,
    Day,
    Excerpt,
    Id,
    LanguageTag,
    Moment,
    Participation,
    Role,
    Sha256,
    Text,
)
from summit_tui.model.kinds import Table
from summit_tui.model.problem import Problem
from summit_tui.model.records import TABLE_CLASSES
from summit_tui.readers import limits
from summit_tui.readers.found import FieldError, ParsedRecord, Path, display_value, where
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
    _pattern(CountryCode): "write the two capital letters of ISO 3166-1, such as CN",
    _pattern(Sha256): "write the 64 lower-case hexadecimal digits of the SHA-256",
}
"""What to write, for each form of text that a record may have."""

_NESTED: Final = {"speakers": Participation, "roles": Role, "excerpt": Excerpt}
"""The tables inside records, by the field that holds them."""

_TYPES: Final = {
    "string_type": "text in quotation marks",
    "literal_error": "text in quotation marks",
    "tuple_type": "a list in square brackets",
    "dict_type": "a table",
    "dataclass_type": "a table",
}
"""What pydantic expected, by the type of its error."""


class _Union(NamedTuple):
    """A place where an id or something else may stand."""

    depth: int
    """How many keys and indexes lead there; pydantic then adds the name of a branch."""
    other: type
    """What else it may be."""
    wanted: str
    """Both, in words."""


_UNIONS: Final[Mapping[tuple[Table, object], _Union]] = {
    ("sessions", "speakers"): _Union(2, dict, "a speaker's id, or a table of speaker and role"),
    ("speakers", "delegation"): _Union(1, list, "a delegation's id, or a list of ids"),
}


def validate(
    name: str,
    kind: Table,
    index: int | None,
    data: dict[str, Any],
    line: int,
    line_of: Callable[[Path], int],
    doubled: Sequence[Path] = (),
) -> Iterable[ParsedRecord | Problem]:
    """Return the record if it is valid, else all its problems in the order of the file.

    `name` is the file's, `index` the record's place among those of its kind, `doubled` holds the
    keys that occur twice. `line_of` is asked for lines only where something is wrong.
    """
    wrong = field_errors(kind, data)
    if not wrong and not doubled:
        return (ParsedRecord(kind, data, line, to_json(data).decode()),)
    twice = "the key occurs twice; keep one of the two"
    first_doubled = doubled[: limits.FIELD_ERROR_LIMIT]
    wrong = [*wrong, *(FieldError(path, "E006", twice) for path in first_doubled)]
    id = data.get("id")
    return sorted(
        (
            Problem(
                name,
                line_of(fault.path),
                where(kind, index, fault.path, id),
                fault.code,
                fault.message,
            )
            for fault in wrong
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
        if error.error_count() > limits.FIELD_ERROR_LIMIT:
            count = f"{error.error_count():,}"
            return [FieldError((), "E004", f"has {count} errors, too many to tell them one by one")]
        return list(_faults(kind, error.errors(include_url=False)))
    return ()


def _faults(kind: Table, errors: Sequence[ErrorDetails]) -> Iterator[FieldError]:
    for error in errors:
        path, is_key = error["loc"], False
        if path and path[-1] == "[key]":
            path, is_key = path[:-1], True
        union = _UNIONS.get((kind, path[0])) if path else None
        if union and len(path) > union.depth:
            told = _branch_fault(kind, error, path, union)
        else:
            told = _fault(kind, error, path, is_key=is_key)
        if told:
            yield told


def _branch_fault(kind: Table, error: ErrorDetails, path: Path, union: _Union) -> FieldError | None:
    """Return what to say of a value that may be an id or something else, once.

    pydantic tells of both branches; the one that the value was not meant for says nothing here.
    """
    inner = (*path[: union.depth], *path[union.depth + 1 :])
    value: object = error["input"]
    is_shape = len(path) == union.depth + 1 and error["type"] in _TYPES
    if not is_shape:
        return _fault(kind, error, inner)
    if error["type"] != "string_type" or isinstance(value, union.other):
        return None
    return FieldError(inner, "E103", f"must be {union.wanted}; it is {_type(value)}")


def _fault(kind: Table, error: ErrorDetails, path: Path, *, is_key: bool = False) -> FieldError:
    """Return pydantic's error as a fault, in words of its own."""
    value = path[-1] if is_key else error["input"]
    match error["type"]:
        case "missing":
            message = f"the field {display_value(str(path[-1]))} is missing"
            return FieldError(path, "E101", message)
        case "unexpected_keyword_argument":
            return FieldError(path, "E102", _unknown(kind, path))
        case "literal_error" if isinstance(value, str):
            return FieldError(path, "E104", _not_among(value, error["ctx"]["expected"]))
        case "string_pattern_mismatch":
            return _wrong_form(path, str(value), error["ctx"]["pattern"])
        case "value_error":
            form = _MOMENT if ":" in str(value) else _DAY
            reason = error["ctx"]["error"]
            return FieldError(
                path, "E104", f"{display_value(str(value))} is no date ({reason}); {form}"
            )
        case expected if expected in _TYPES:
            return FieldError(path, "E103", f"must be {_TYPES[expected]}; it is {_type(value)}")
    return FieldError(path, "E104", f"{error['msg']}")


def _wrong_form(path: Path, value: str, pattern: str) -> FieldError:
    code = "E105" if pattern == _pattern(Id) else "E104"
    expected = EXPECTED.get(pattern, f"it must match {pattern}")
    wrong = f"{display_value(value)} is not valid" if value.strip() else "is empty"
    return FieldError(path, code, f"{wrong}; {expected}")


def _unknown(kind: Table, path: Path) -> str:
    """Return what to say of a field that is not known: the nearest known one, or all of them."""
    name = str(path[-1])
    cls = TABLE_CLASSES[kind] if len(path) == 1 else _NESTED[str(path[0])]
    known = [field.name.rstrip("_") for field in fields(cls)]
    near = _nearest(name, known)
    return f"unknown field {display_value(name)}; {near or 'known are ' + ', '.join(known)}"


def _not_among(value: str, expected: str) -> str:
    """Return what to say of a word that is not in a list; `expected` is the list in words."""
    known = expected.replace(" or ", ", ").replace("'", "").split(", ")
    near = _nearest(value, known)
    return f"{display_value(value)} is not one of {', '.join(known)}{near and f'; {near}'}"


def _nearest(word: str, known: Sequence[str]) -> str:
    """Return a question for the known word that was probably meant, or nothing."""
    from difflib import get_close_matches  # most files have no such slip

    near = get_close_matches(word[:40].casefold().strip(), known, 1)
    return f"did you mean `{near[0]}`?" if near else ""


def _type(value: object) -> str:
    match value:
        case None:
            return "null: leave the field out where nothing is known"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
    return "a table"
