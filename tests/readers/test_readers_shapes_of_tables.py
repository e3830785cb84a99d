"""What is said of the tables to pydantic's core is what pydantic itself would say of them."""

import pytest
from pydantic import TypeAdapter
from pydantic_core import SchemaValidator, ValidationError
from reader_samples import GOOD

from summit_tui.model.field_table import choice_fields
from summit_tui.model.kinds import TABLES
from summit_tui.model.records import TABLE_CLASSES
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


def told(validate, data):
    """Return every error with its place and its type, places within unions by their depth."""
    try:
        validate(data)
    except ValidationError as error:
        return [
            (one["loc"][:1], len(one["loc"]), one["loc"][-1:], one["type"], one["input"])
            for one in error.errors(include_url=False)
            if not one["loc"] or one["loc"][0] not in UNIONS
        ] + [
            (one["type"], len(one["loc"]))
            for one in error.errors(include_url=False)
            if one["loc"] and one["loc"][0] in UNIONS
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
    differing = [one for one in cases if told(own, one) != told(peer, one)]
    assert not differing
    assert told(own, good) == []
    assert sum(bool(told(own, one)) for one in cases) > len(names)
