"""Bytes of other encodings, and what is too deep or too long."""

import json
import sys

import pytest
from reader_samples import SUFFIXES, WHOLE, ids, problems_of, quote, toml

LINES = {"toml": 22, "json": 27, "jsonl": 4}


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_a_file_in_another_unicode_encoding_is_told_so(read, suffix, encoding):
    results = read(suffix, WHOLE[suffix]([quote(1), quote(2)]).encode(encoding))
    assert problems_of(results) == [(1, "E002", "")]
    assert results[0].message.endswith("save it as UTF-8")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_utf8_mark_is_no_problem(read, suffix):
    text = WHOLE[suffix]([quote(1), quote(2)])
    assert ids(read(suffix, b"\xef\xbb\xbf" + text.encode())) == ["q1", "q2"]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "bad",
    [
        "é".encode("latin-1"),
        "莊榮文".encode("gbk"),
        "許功蓋".encode("big5"),
        b"\xed\xa0\x80",
        b"\xc0\x80",
    ],
)
def test_bytes_that_are_not_utf8_cost_one_record_of_ten(read, suffix, bad):
    data = WHOLE[suffix]([quote(n) for n in range(10)]).encode()
    data = data.replace(b"Statement 3", b"Statement " + bad)
    results = read(suffix, data)
    assert ids(results) == [f"q{n}" for n in range(10) if n != 3]
    ((line, code, where),) = problems_of(results)
    assert (line, code) == (LINES[suffix], "E002")
    assert where == ("" if suffix == "jsonl" else "quotes[3]")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_windows_line_ends_are_no_problem(read, suffix):
    text = WHOLE[suffix]([quote(1), quote(2, mode="x"), quote(3)])
    results = read(suffix, text.replace("\n", "\r\n"))
    assert ids(results) == ["q1", "q3"]
    assert problems_of(results) == problems_of(read(suffix, text))


DEEP = 100_000
HOSTILE = [
    ("json", "[" * DEEP, "E004"),
    ("json", '{"a":' * DEEP, "E004"),
    ("json", '{"quotes": [' + "[" * DEEP + "]" * DEEP + "]}", "E004"),
    ("json", '{"quotes": [{"id": ' + "9" * 10_000 + "}]}", "E103"),
    ("json", '{"quotes": [{"id": -' + "9" * 10_000 + "}]}", "E103"),
    ("json", '{"quotes": [{"id": 1e999}]}', "E103"),
    ("json", '{"quotes": [{"id": NaN}]}', "E103"),
    ("json", '{"quotes": [Infinity]}', "E007"),
    ("json", '{"' + "x" * 1_000_000 + '": 1}', "E005"),
    ("jsonl", "[" * DEEP, "E004"),
    ("jsonl", '{"kind": "quotes", "text": ' + "[" * DEEP, "E004"),
    ("jsonl", '{"kind": "quotes", "id": ' + "9" * 10_000 + "}", "E103"),
    ("jsonl", '{"kind": "quotes", "id": -Infinity}', "E103"),
    ("toml", "x = " + "[" * DEEP, "E004"),
    ("toml", "x = " + "{a = " * DEEP, "E004"),
    ("toml", "[[quotes]]\ntext = " + "[" * DEEP + "]" * DEEP, "E004"),
    ("toml", "a" + ".a" * DEEP + " = 1", "E004"),
    ("toml", "[a" + ".a" * DEEP + "]", "E004"),
    ("toml", "[[quotes]]\nid = " + "9" * 10_000, "E004"),
    ("toml", "[[quotes]]\nid = 1e999", "E103"),
    ("toml", "[[quotes]]\nid = nan", "E103"),
    ("toml", "[[quotes]]\n[[quotes.x]]\n" * 3000, "E101"),
    ("toml", '"""' * 20_001, "E003"),
    ("toml", '"' * 50_000, "E003"),
    ("toml", "'''\n[[quotes]]\n" * 5_000, "E003"),
]


@pytest.mark.parametrize(("suffix", "text", "code"), HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_deep_or_huge_ends_the_reading(read, suffix, text, code):
    results = read(suffix, text)
    assert ids(results) == []
    assert code in {problem.code for problem in results}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_follows_a_deep_record_is_read(read, suffix):
    text = WHOLE[suffix]([quote(n) for n in range(10)])
    text = text.replace('"Statement 3"', "[" * DEEP + "]" * DEEP)
    results = read(suffix, text)
    assert ids(results) == [f"q{n}" for n in range(10) if n != 3]
    ((_, code, where),) = problems_of(results)
    assert (code, where) == ("E004", "" if suffix == "jsonl" else "quotes[3]")


@pytest.mark.parametrize("depth", [20, 300, 900])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_record_that_is_just_readable_is_judged_as_any_other(read, suffix, depth):
    text = WHOLE[suffix]([quote(n) for n in range(3)])
    text = text.replace('"Statement 1"', "[" * depth + '"\\u0001"' + "]" * depth)
    results = read(suffix, text)
    assert ids(results) == ["q0", "q2"]
    assert [code for _, code, _ in problems_of(results)] in (["E103"], ["E004"])


def test_a_number_too_long_for_python_is_told_at_its_line(read):
    assert problems_of(read("toml", toml(1) + "x = 1\ny = " + "9" * 9999 + "\n" + toml(2)))[0] == (
        8, "E004", "quotes[0]",
    )  # fmt: skip


def test_a_file_that_is_broken_everywhere_is_given_up(read):
    text = '{"quotes": [\n' + '{"a": [1,\n' * 5000
    results = read("json", text)
    assert 1000 <= len(results) <= 1002
    assert results[-1].message.endswith("; what follows it in this file was not read")


def test_a_line_beyond_the_limit_costs_one_record(read, monkeypatch):
    monkeypatch.setattr("summit_tui.readers.limits.RECORD_LIMIT", 200)
    lines = [json.dumps({"kind": "quotes"} | quote(n)) for n in range(3)]
    lines[1] = json.dumps({"kind": "quotes"} | quote(1, text="x" * 1000))
    results = read("jsonl", "\n".join(lines))
    assert ids(results) == ["q0", "q2"]
    assert problems_of(results) == [(2, "E004", "")]


@pytest.mark.parametrize("suffix", ["toml", "json"])
def test_a_file_beyond_the_limit_is_a_problem(read, monkeypatch, suffix):
    monkeypatch.setattr("summit_tui.readers.limits.FILE_LIMIT", 200)
    assert problems_of(read(suffix, WHOLE[suffix]([quote(n) for n in range(9)]))) == [
        (0, "E004", "")
    ]


def test_the_stack_is_as_deep_afterwards_as_before(read):
    limit = sys.getrecursionlimit()
    read("json", "[" * DEEP)
    assert sys.getrecursionlimit() == limit
    assert ids(read("json", json.dumps({"quotes": [quote(1)]}))) == ["q1"]
