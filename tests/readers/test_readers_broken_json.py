"""Broken JSON costs one record where reading can certainly go on, and says so where it cannot."""

import json

import pytest
from reader_samples import ids, problems_of, quote

from summit_tui.model.problem import Problem


def pretty(*records):
    return json.dumps({"quotes": list(records), "sources": []}, indent=2)


def one_a_line(*records):
    return '{"quotes": [\n' + ",\n".join(map(json.dumps, records)) + "\n]}"


JSON_BREAKS = [
    ('"Statement 3"', '"Statement 3'),
    ('"Statement 3"', 'Statement 3"'),
    ('"Statement 3"', ""),
    ('"Statement 3"', "'Statement 3'"),
    ('"Statement 3"', '"a\\qb"'),
    ('"Statement 3"', '"a\tb"'),
    ('"Statement 3"', '"a\x00b"'),
    ('"Statement 3"', '"\\u12"'),
    ('"Statement 3"', "[1, 2"),
    ('"Statement 3"', '{"exact": "a"'),
    ('"Statement 3"', '"a" // comment'),
    ('"Statement 3"', '"""Statement 3"""'),
    ('"text":', '"text"'),
    ('"text":', "text:"),
    ('"text":', '"text" ='),
    ('"text":', "}"),
    ('"id":', ',"id":'),
]


@pytest.mark.parametrize("write", [pretty, one_a_line])
@pytest.mark.parametrize(("before", "after"), JSON_BREAKS)
@pytest.mark.parametrize("number", [0, 3, 9])
def test_broken_json_costs_one_record_of_ten(read, write, before, after, number):
    before, after = before.replace("3", str(number)), after.replace("3", str(number))
    parts = [quote(n) for n in range(10)]
    text = write(*parts)
    start = text.index(f'"q{number}"') - 6
    text = text[:start] + text[start:].replace(before, after, 1)
    results = read("json", text)
    assert ids(results) == [f"q{n}" for n in range(10) if n != number]
    problems = problems_of(results)
    assert {code for _, code, _ in problems} == {"E003"}
    assert problems[0][2] in (f"quotes[{number}]", f"quotes[{number}] q{number}", "")
    first = 3 + 7 * number if write is pretty else 2 + number
    assert first <= problems[0][0] <= first + 8


def test_after_broken_json_the_next_list_is_read(read):
    text = pretty(*map(quote, range(3))).replace('"Statement 2"', "oops")
    text = text.replace('"sources": []', '"sources": [{"id": "s", "title": "t", "publisher": "p"}]')
    results = read("json", text)
    assert ids(results) == ["q0", "q1", "s"]
    assert problems_of(results) == [(20, "E003", "quotes[2]")]
    assert results[2].message == "is not valid JSON: expecting value (column 15)"


def test_what_cannot_be_found_again_is_said_not_to_be_read(read):
    text = json.dumps({"quotes": [quote(n) for n in range(9)]}).replace('"Statement 3"', "oops")
    results = read("json", text)
    assert ids(results) == ["q0", "q1", "q2"]
    assert problems_of(results) == [(1, "E003", "quotes[3]")]
    assert results[3].message.endswith("; what follows it in this file was not read")


def test_a_list_that_cannot_be_found_again_does_not_take_the_next_with_it(read):
    text = (
        '{\n  "quotes": [' + json.dumps(quote(0)) + ', {"id" 3},\n    '
        + json.dumps(quote(1)) + '\n  ],\n  "sources": [\n'
        '    {"id": "s", "title": "t", "publisher": "p"}\n  ]\n}'
    )  # fmt: skip
    results = read("json", text)
    assert ids(results) == ["q0", "s"]
    assert problems_of(results) == [(2, "E003", "quotes[1]")]
    assert results[1].message.endswith("; what follows it in this list was not read")


COMMAS = [
    ("{}, {}, ]", (2, "take away the comma before ]")),
    ("{} {}]", (2, "a comma is missing before this")),
    ("{}, {}", (3, "")),
]


@pytest.mark.parametrize(("pattern", "expected"), COMMAS)
def test_a_wrong_comma_in_json_costs_no_record(read, pattern, expected):
    text = '{"quotes":\n[' + pattern.replace("{}", "%s") % tuple(
        json.dumps(quote(n)) for n in (1, 2)
    )
    results = read("json", text + "\n}")
    assert ids(results) == ["q1", "q2"]
    (problem,) = (result for result in results if isinstance(result, Problem))
    assert problem.code == "E003"
    assert problem.line == expected[0]
    assert problem.message.startswith("is not valid JSON: ")
    assert expected[1] in problem.message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"quotes": []\n"sources": []}', 2),
        ('{"quotes": [],\n}', 1),
        ('{"quotes": []}\n}', 2),
        ('{"quotes": []\n', 2),
        ('{"quotes": [\n', 2),
        ('{\n"quotes" []}', 2),
        ("{\nquotes: []}", 2),
        ('{"a\n', 1),
        ("\nhello", 2),
        ('{"quotes":\n', 2),
    ],
)
def test_broken_json_around_the_lists_is_told_at_its_line(read, text, line):
    problems = [problem for problem in problems_of(read("json", text)) if problem[1] != "E005"]
    assert problems == [(line, "E003", "")]


@pytest.mark.parametrize(
    "broken",
    [
        '{"kind": "quotes", "id": "a"',
        '{"kind": "quotes"} {}',
        "{'kind': 'quotes'}",
        "oops",
        "]",
        '{"kind": "quotes", "text": "a\x00"}',
        '{"a": \x0b}',
    ],
)
def test_a_broken_line_costs_one_record_of_ten(read, broken):
    lines = [json.dumps({"kind": "quotes"} | quote(number)) for number in range(10)]
    lines[3] = broken
    results = read("jsonl", "\n".join(lines))
    assert ids(results) == [f"q{number}" for number in range(10) if number != 3]
    assert problems_of(results) == [(4, "E003", "")]
