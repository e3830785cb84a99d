"""What is said of the tables to pydantic's core is what pydantic itself would say of them."""

import pytest
from pydantic import TypeAdapter
from pydantic_core import SchemaValidator, ValidationError
from reader_samples import GOOD

from summit_tui.model.field_table import choice_fields
from summit_tui.model.kinds import TABLES
from summit_tui.model.reading import TABLE_CLASSES
from summit_tui.readers.schema import table_schema

WRONG = [
    None,
    7,
    1.5,
    True,
    "",
    " ",
    "x",
    "A b",
    "2025-13",
    "2025-02-30T10:00:00Z",
    [],
    ["", 1],
    {},
]
WRONG += [{"en": ""}, {"nonsense": "x"}, {"e": "x"}, [{}], [{"speaker": "x", "role": "y"}]]
WRONG += [[{"title": "x", "from": "1"}], {"exact": "x", "more": "y"}, {"prefix": 1}, ["x"], [None]]
WRONG += [[{"name": 7}], [{"names": {"e": "x"}}], {"page": 3}, {"publisher": ""}]
UNIONS = {"speakers", *(name for table in TABLES for name in choice_fields(table))}


def errors_of(validate, data):
    """Return every error with its place and its type, places within unions by their depth."""
    try:
        validate(data)
    except ValidationError as error:
        return [
            (fault["loc"][:1], len(fault["loc"]), fault["loc"][-1:], fault["type"], fault["input"])
            for fault in error.errors(include_url=False)
            if not fault["loc"] or fault["loc"][0] not in UNIONS
        ] + [
            (fault["type"], len(fault["loc"]))
            for fault in error.errors(include_url=False)
            if fault["loc"] and fault["loc"][0] in UNIONS
        ]
    return []


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_is_judged_as_pydantic_judges_its_class(kind):
    own = SchemaValidator(table_schema(TABLE_CLASSES[kind])).validate_python
    peer = TypeAdapter(TABLE_CLASSES[kind]).validate_python
    good = GOOD[kind]
    names = [*TypeAdapter(TABLE_CLASSES[kind]).json_schema()["properties"], "unknown"]
    cases = [good, {}, *({k: v for k, v in good.items() if k != name} for name in good)]
    cases += [{**good, name: wrong} for name in names for wrong in WRONG]
    differing = [case for case in cases if errors_of(own, case) != errors_of(peer, case)]
    assert not differing
    assert errors_of(own, good) == []
    assert sum(bool(errors_of(own, case)) for case in cases) > len(names)
