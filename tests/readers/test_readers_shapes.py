"""What is said of a file whose top level is wrong, and of keys that occur twice."""

import json
from pathlib import Path

import pytest
from reader_samples import ids, problems_of, quote, read_path

from summit_tui.model.kinds import TABLES
from summit_tui.model.problem import Problem
from summit_tui.readers.parsed import ParsedRecord

SHAPES = [
    ("toml", "", []),
    ("toml", "# only a comment\n", []),
    ("toml", "\n[[quote]]\n", [(2, "E005", "quote")]),
    ("toml", "\n[[talks]]\n", [(2, "E005", "talks")]),
    ("toml", "\n[quotes]\nid = 'a'\n", [(2, "E007", "quotes")]),
    ("toml", "\n[[event]]\nid = 'a'\n", [(2, "E007", "event")]),
    ("toml", "x = 1\n\ntitle = 'a'\n", [(1, "E005", "x"), (3, "E005", "title")]),
    ("toml", "quotes = 1", [(1, "E007", "quotes")]),
    ("toml", "quotes = [\n1,\n'a']", [(2, "E007", "quotes[0]"), (3, "E007", "quotes[1]")]),
    ("toml", "event = 'a'", [(1, "E007", "event")]),
    ("toml", "[[sources]]\nid='s'\ntitle='t'\npublisher='p'\n[event.names]\nen='x'",
     [(5, "E007", "event")]),
    ("toml", "\n[sess.x]\n", [(2, "E005", "sess")]),
    ("json", "", [(1, "E003", "")]),
    ("json", " \n ", [(1, "E003", "")]),
    ("json", "{}", []),
    ("json", "\n[]", [(1, "E007", "")]),
    ("json", "3", [(1, "E007", "")]),
    ("json", '{\n"$schema": "x",\n"quotes": []}', []),
    ("json", '{\n"$schema": 3}', [(2, "E005", "$schema")]),
    ("json", '{\n"quote": []}', [(2, "E005", "quote")]),
    ("json", '{\n"quotes": {}}', [(2, "E007", "quotes")]),
    ("json", '{\n"quotes": "a"}', [(2, "E007", "quotes")]),
    ("json", '{\n"quotes":\n[1,\n[2],\nnull]}',
     [(3, "E007", "quotes[0]"), (4, "E007", "quotes[1]"), (5, "E007", "quotes[2]")]),
    ("json", '{\n"event": []}', [(2, "E007", "event")]),
    ("json", '{"quotes": [],\n"quotes": []}', [(2, "E006", "quotes")]),
    ("jsonl", "", []),
    ("jsonl", "\n \r\n\t\n", []),
    ("jsonl", "\n[]", [(2, "E007", "")]),
    ("jsonl", "\n3\nnull", [(2, "E007", ""), (3, "E007", "")]),
    ("jsonl", '\n{"id": "a"}', [(2, "E101", "")]),
    ("jsonl", '\n{"kind": "talk"}', [(2, "E005", "kind")]),
    ("jsonl", '\n{"kind": 3}', [(2, "E103", "kind")]),
]  # fmt: skip


@pytest.mark.parametrize(("suffix", "text", "expected"), SHAPES)
def test_a_wrong_shape_is_told_at_its_line(read, suffix, text, expected):
    results = read(suffix, text)
    assert problems_of(results) == expected
    assert ids(results) == (["s"] if "[[sources]]" in text else [])


@pytest.mark.parametrize(
    ("suffix", "text", "message"),
    [
        ("toml", "[[quote]]", "unknown table `quote`; did you mean `quotes`?"),
        ("toml", "[[event]]", "must be one table, because a file has one event: write [event]"),
        ("toml", "[quotes]", "must be a list, one table for each quote: write [[quotes]]"),
        ("json", '{"sesions": 1}', "unknown table `sesions`; did you mean `sessions`?"),
        ("json", '{"xyz": 1}', f"unknown table `xyz`; known are {', '.join(TABLES)}"),
        ("json", '{"event": [{}]}',
         'must be one table, because a file has one event: write "event": {...}'),
        ("json", '{"sources": {}}',
         'must be a list, one table for each source: write "sources": [{...}, {...}]'),
        ("jsonl", '{"kind": "qotes"}', "unknown kind `qotes`; did you mean `quotes`?"),
    ],
)  # fmt: skip
def test_a_wrong_table_is_told_the_right_name(read, suffix, text, message):
    assert [problem.message for problem in read(suffix, text)] == [message]


@pytest.mark.parametrize("value", ["1", '"x"', "[1]", "{}", "null"])
@pytest.mark.parametrize("key", ["note", "event", "quotes", "$schema"])
@pytest.mark.parametrize("space", ["", " ", "\n", "\n\t "])
def test_space_behind_what_is_no_table_is_no_fault_of_syntax(read, key, value, space):
    speakers = '"speakers": [{"id": "lin", "name": "Lin"}]'
    for text in (
        f'{{"{key}": {value}{space}, {speakers}}}',
        f'{{{speakers}, "{key}": {value}{space}}}',
    ):
        results = read("json", text)
        assert "lin" in [
            result.data["id"] for result in results if isinstance(result, ParsedRecord)
        ]
        assert "E003" not in [result.code for result in results if isinstance(result, Problem)]


@pytest.mark.parametrize("word", ["quotes", "quote", "Quotes", "QUOTE"])
def test_json_lines_understand_both_numbers_of_a_kind(read, word):
    (parsed,) = read("jsonl", json.dumps(quote(1) | {"kind": word}))
    assert parsed[:3] == ("quotes", quote(1), 1)


def test_a_key_twice_in_json_is_told_at_the_second(read):
    text = json.dumps({"quotes": [quote(1)]}, indent=1)
    doubled = text.replace('"text"', '"mode": "direct",\n "text"')
    assert problems_of(read("json", doubled)) == [(8, "E006", "quotes[0].mode q1")]
    nested = text.replace('"text"', '"excerpt": {"exact": "a",\n"exact": "a"}, "text"')
    assert problems_of(read("json", nested)) == [(7, "E006", "quotes[0].excerpt.exact q1")]
    assert problems_of(read("json", '{"event":{"id":"a",\n"name":"b",\n"id":"a"}}')) == [
        (3, "E006", "event.id a")
    ]


def test_a_key_twice_on_a_line_is_told(read):
    line = json.dumps({"kind": "quotes"} | quote(1)).replace('"text"', '"kind": "quotes", "text"')
    assert problems_of(read("jsonl", line)) == [(1, "E006", "quotes.kind q1")]
    deep = '{"kind": "quotes", "x": [[[[[{"a": 1, "a": 2}]]]]]}'
    assert (1, "E006", "quotes") in problems_of(read("jsonl", deep))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[[quotes]]\nid = "a"\nid = "b"\n', 3),
        ('[event]\nid = "a"\n[event.names]\n[event.names]\n', 4),
        ('[[quotes]]\nexcerpt = {exact = "a", exact = "b"}\n', 2),
    ],
)
def test_a_key_twice_in_toml_is_told(read, text, line):
    assert [(problem[0], problem[1]) for problem in problems_of(read("toml", text))] == [
        (line, "E006")
    ]


def test_two_events_in_toml_are_two_records(read):
    results = read("toml", '[event]\nid = "a"\nname = "A"\n[event]\nid = "b"\nname = "B"\n')
    assert [(result.line, result.data["id"]) for result in results] == [(1, "a"), (4, "b")]


def test_records_of_all_kinds_may_share_a_file(tmp_path: Path):
    path = tmp_path / "all.json"
    path.write_text(
        '{"$schema": "coverage.json",\n"event": {"id": "e", "name": "E"},\n'
        '"sessions": [{"id": "s", "title": "S"}],\n"speakers": [{"id": "p", "name": "P"}],\n'
        '"quotes": [],\n"delegations": [{"id": "d", "name": "D"}],\n'
        '"sources": [{"id": "x", "title": "X", "publisher": "Y"}]}'
    )
    assert [(result.kind, result.line) for result in read_path(path)] == [
        ("event", 2), ("sessions", 3), ("speakers", 4), ("delegations", 6), ("sources", 7),
    ]  # fmt: skip
