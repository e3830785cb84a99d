"""The fast path of valid records yields what the slow one yields."""

import json
from itertools import permutations
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reader_samples import GOOD, problems_of, quote, read_path

from summit_tui.model.kinds import TABLES
from summit_tui.readers import json as json_module
from summit_tui.readers import jsonl, schema
from summit_tui.readers.json_values import decode_at
from summit_tui.readers.parsed import ParsedRecord
from summit_tui.readers.validation import field_errors

TABLE = {
    "event": GOOD["event"] | {"names": {"zh-Hant": "高峰會", "en": 'A "B"'}},
    "speakers": [GOOD["speakers"] | {"kind": "person", "roles": [{"title": "t", "from": "2020"}]}],
    "quotes": [
        quote(1, topics=["a", "b"], excerpt={"exact": "x", "prefix": "a\\b"}),
        quote(2, text="“é” \u2067\u200f", translations={"en": "\x85", "fr": "a\tb"}),
        quote(3, role=None, date="2020-02-29"),
    ],
}
LAYOUTS = {
    "lines": {"indent": 2, "ensure_ascii": False},
    "no indent": {"indent": 0},
    "tabs": {"indent": "\t"},
    "one line": {"ensure_ascii": False},
    "tight": {"separators": (",", ":")},
}
DOCUMENTS = [("json", json.dumps(TABLE, **layout)) for layout in LAYOUTS.values()]
DOCUMENTS += [
    (
        "json",
        '{\n"quotes": [\n'
        + ",\n".join(json.dumps(record) for record in TABLE["quotes"])
        + "\n]\n}",
    ),
    (
        "jsonl",
        "".join(
            json.dumps({"kind": "quote"} | record, ensure_ascii=number % 2 == 0) + "\n"
            for number, record in enumerate(TABLE["quotes"])
        ),
    ),
    (
        "jsonl",
        json.dumps({"kind": "speakers", "speaker_kind": "person"} | GOOD["speakers"]) + "\n\n",
    ),
]
PIECES = [
    *("{", "}", "[", "]", ",", ":", '"', "\\", "\n", "\r\n", "\t", " ", "}\n", "},\n{", "\n{"),
    *("\x00", "\x7f", "\x85", "\u2028", "\u202e", "\ufeff", "\ud800", "\udc80", "\u3000"),
    *('\\"', "\\\\", "\\n", "\\u0022", "\\ud800", "\\u001b", "\\u202e", "null", "NaN", "1" * 5_000),
    *('"id": "b", ', '"id": "B", ', '"kind": "quotes", ', '"text": " ", ', '"role": null, '),
    *('"topics": [""], ', '"excerpt": {"exact": "a", "exact": "b"}, ', '"a\\u0001": 1, '),
    *('"text": "\\u0085", ', '"date": "2021-02-29", ', '"speaker_kind": "group", ', "[" * 300),
]


@settings(max_examples=400, deadline=None)
@given(
    document=st.sampled_from(DOCUMENTS),
    changes=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 4), st.sampled_from(PIECES)), max_size=4
    ),
)
@example(document=DOCUMENTS[0], changes=[])
def test_what_is_read_never_depends_on_the_fast_path(document, changes, tmp_path_factory):
    suffix, text = document
    for fraction, cut, inserted in changes:
        at = round(fraction * len(text))
        text = text[:at] + inserted + text[at + cut :]
    path = tmp_path_factory.getbasetemp() / f"sound.{suffix}"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    fast = read_path(path)
    none = {"return_value": None}
    with (
        patch.object(json_module, "parse_valid", **none),
        patch.object(jsonl, "parse_valid", **none),
    ):
        slow = read_path(path)
    assert fast == slow
    assert changes or not problems_of(fast)
    for item in fast:
        if isinstance(item, ParsedRecord):
            assert item.text == json.dumps(item.data, ensure_ascii=False, separators=(",", ":"))


WRONG = [None, 7, True, "", " ", "x", "A b", "2025-13", [], ["", 1], {}, {"en": ""}, [{}], ["x"]]
WRONG += [{"exact": "x"}, [{"title": "x", "from": "1"}], [{"speaker": "x", "role": "y"}]]


@pytest.mark.parametrize("kind", TABLES)
def test_a_record_is_valid_where_it_has_no_errors(kind):
    good, names = GOOD[kind], schema.field_schemas(kind)
    assert schema.is_valid(kind, good)
    cases = [{}, *({k: v for k, v in good.items() if k != name} for name in good)]
    cases += [good | {name: wrong} for name in (*names, "unknown") for wrong in WRONG]
    for _ in range(2):
        # What was valid once is judged by another validator from then on.
        validity = [(case, schema.is_valid(kind, case)) for case in cases]
        assert [case for case, valid in validity if valid == bool(field_errors(kind, case))] == []
    assert {valid for _, valid in validity} == {True, False}


def test_however_many_fields_records_have_few_validators_are_made(monkeypatch):
    made = {}
    monkeypatch.setattr(schema, "_VALIDATORS", made)
    record = quote(1, role="r", topics=["t"])
    for names in permutations(record, 6):
        rest = {name: record[name] for name in record if name not in names}
        assert schema.is_valid("quotes", {name: record[name] for name in names} | rest)
    assert len(made) == schema._MAX_VALIDATORS
    assert not schema.is_valid("quotes", dict(reversed(record.items())) | {"id": "B"})


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_value_ends_where_it_ends_in_any_layout(layout, end):
    values = [{"a": {"b": [{}]}, "c": "}\n}"}, {}, {"x": "{"}, {"y": "a" * 20_000}, {"": []}]
    text, start = json.dumps(values, **layout).replace("\n", end), 0
    for value in values:
        start = text.index("{", start)
        decoded, raw, start = decode_at(text, start)
        assert decoded == value == json.loads(raw)
