"""The JSON Schemas agree with what reading accepts."""

import json
from dataclasses import fields
from typing import get_args, get_type_hints

import pytest
from reader_samples import GOOD

from summit_tui.model import fields as fields_module
from summit_tui.model.field_table import small_tables
from summit_tui.model.kinds import SINGULAR, TABLES
from summit_tui.model.reading import TABLE_CLASSES
from summit_tui.readers import coverage_schema
from summit_tui.readers.validation import EXPECTED


def test_every_form_of_a_record_says_what_to_write():
    hints = [
        hint
        for cls in [
            *TABLE_CLASSES.values(),
            *(cls for table in TABLES for cls in small_tables(table).values()),
        ]
        for hint in get_type_hints(cls, include_extras=True).values()
    ]
    patterns = set()
    while hints:
        hint = hints.pop()
        patterns.update(
            part.pattern for part in get_args(hint) if isinstance(part, fields_module.Form)
        )
        hints.extend(get_args(hint))
    assert patterns == set(EXPECTED)


@pytest.mark.parametrize("kind", TABLES)
def test_the_schema_of_a_kind_names_its_fields(kind):
    table = coverage_schema(kind)
    assert table["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    cls = TABLE_CLASSES[kind]
    assert set(table["properties"]) == {field.name.rstrip("_") for field in fields(cls)}
    assert set(table["required"]) == set(GOOD[kind])
    assert table["additionalProperties"] is False
    assert all(field["description"] for field in table["properties"].values())


@pytest.mark.slow
def test_the_schema_of_a_file_leads_to_each_kind():
    schema = coverage_schema()
    assert schema["additionalProperties"] is False
    assert set(schema["properties"]) == {"$schema", *TABLES}
    assert schema["properties"]["$schema"] == {"type": "string"}
    for kind in TABLES:
        where = schema["properties"][kind]
        where = where if kind == "event" else where["items"]
        name = where["$ref"].removeprefix("#/$defs/")
        assert name == SINGULAR[kind].capitalize()
        assert schema["$defs"][name]["required"]
    json.dumps(schema)


def test_the_schema_allows_no_name_in_an_unknown_language():
    assert coverage_schema("event")["properties"]["names"]["additionalProperties"] is False
