"""What is far more than anybody writes is refused by a sentence, and cheaply."""

import json
import tracemalloc
from contextlib import closing

import pytest
from reader_samples import WHOLE, ids, problems_of, quote, toml

from summit_tui.model.problem import Problem
from summit_tui.readers import limits
from summit_tui.readers import toml as toml_reader
from summit_tui.readers.limits import summarize_by_file


@pytest.fixture
def limit(monkeypatch):
    """Return a function that lowers a limit."""
    return lambda name, value: monkeypatch.setattr(limits, name, value)


def problems(results):
    return [result for result in results if isinstance(result, Problem)]


@pytest.mark.parametrize(
    "header", ["[a{}.b]", "[quotes.a{}]", "[[quotes.a{}]]", "[ 'a{}'.b ]", "[quotes.names.a{}]"]
)
def test_more_tables_than_a_record_can_have_are_counted_before_they_are_parsed(
    read, limit, monkeypatch, header
):
    limit("TABLE_LIMIT", 20)
    parsed = []
    loads = toml_reader.tomli.loads
    monkeypatch.setattr(toml_reader.tomli, "loads", lambda text: parsed.append(text) or loads(text))
    text = "\n".join(header.format(number) for number in range(100))
    results = read("toml", f"{text}\n{toml(1)}")
    assert ids(results) == ["q1"]
    assert problems_of(results) == [(21, "E004", "")]
    assert problems(results)[0].message == (
        "has more than 20 tables below one record, or before the first, and is not read"
    )
    assert parsed == [toml(1).strip()]


def test_tables_within_a_text_or_behind_a_remark_are_not_counted(read, limit):
    limit("TABLE_LIMIT", 20)
    speech = "\n".join(["[quotes.laughter]", "# [a.b]"] * 100)
    remarks = "# [a.b]\n" * 100
    text = f'[[quotes]]\n{remarks}{toml(1).split("]]")[1]}occasion = """\n{speech}"""\n'
    assert problems_of(read("toml", text)) == []


def test_as_many_records_as_one_likes_have_as_many_tables(read, limit):
    limit("TABLE_LIMIT", 20)
    records = "".join(f'{toml(n)}[quotes.translations]\nde = "t"\n' for n in range(100))
    assert ids(read("toml", records)) == [f"q{n}" for n in range(100)]


@pytest.mark.parametrize("empty", ["{}", "{ }", '{"a":1}', "[{}]"])
def test_empty_json_records_are_counted_before_they_are_parsed(read, limit, monkeypatch, empty):
    limit("OBJECT_LIMIT", 20)
    monkeypatch.setattr("summit_tui.readers.json._Parser", None)
    results = read("json", '{"quotes": [\n' + ",\n".join([empty] * 100) + "\n]}")
    assert problems_of(results) == [(21, "E004", "")]
    assert "it has 101 objects in " in results[0].message


def test_the_shortest_objects_that_records_can_have_are_not_too_many(read, limit):
    limit("OBJECT_LIMIT", 20)
    session = {"id": "a", "title": "A", "speakers": [{"speaker": str(n)} for n in range(100)]}
    names = [{"id": f"a{n}", "name": "A", "names": {"en": "A"}} for n in range(100)]
    text = json.dumps({"sessions": [session], "delegations": names}, separators=(",", ":"))
    assert len(ids(read("json", text))) == 101


@pytest.mark.parametrize("suffix", ["toml", "json", "jsonl"])
def test_a_record_beyond_the_limit_costs_that_record(read, limit, suffix):
    limit("RECORD_LIMIT", 20_000)
    text = WHOLE[suffix]([quote(0), quote(1, text="x" * 40_000), quote(2)])
    results = read(suffix, text)
    assert ids(results) == ["q0", "q2"]
    (problem,) = problems(results)
    assert (problem.code, problem.sentence) == ("E004", limits.too_long())


def test_a_line_beyond_the_limit_is_never_in_memory_as_a_whole(read, limit):
    limit("RECORD_LIMIT", 1 << 17)
    text = '{"kind": "quotes", "text": "' + "x" * (1 << 24)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        results = read("jsonl", text.encode())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert problems_of(results) == [(1, "E004", "")]
    # The encoded text is the test's own.
    assert peak - before < len(text) + (1 << 21)


@pytest.mark.parametrize("suffix", ["toml", "json", "jsonl"])
def test_a_record_with_errors_without_end_is_one_problem(read, limit, suffix):
    limit("FIELD_ERROR_LIMIT", 20)
    wrong = quote(1, **{f"a{number}": "x" for number in range(100)})
    results = read(suffix, WHOLE[suffix]([quote(0), wrong, quote(2)]))
    assert ids(results) == ["q0", "q2"]
    (problem,) = problems(results)
    assert (problem.code, problem.message) == (
        "E004",
        "has 100 errors, too many to tell them one by one",
    )


def test_a_record_with_keys_twice_without_end_tells_the_first(read, limit):
    limit("FIELD_ERROR_LIMIT", 20)
    twice = json.dumps(quote(1))[:-1] + "".join(', "id": "q1"' for _ in range(100)) + "}"
    assert (
        problems_of(read("json", f'{{"quotes": [{twice}]}}'))
        == [(1, "E006", "quotes[0].id q1")] * 20
    )


@pytest.mark.parametrize("suffix", ["toml", "json", "jsonl"])
def test_the_problems_of_a_file_are_counted_after_the_first_thousand(read, limit, suffix):
    limit("LISTED_PROBLEMS", 10)
    wrong = [quote(n, mode="x") if n % 3 else quote(n, id="A") for n in range(30)]
    results = read(suffix, WHOLE[suffix]([*wrong, quote(30)]))
    assert ids(results) == ["q30"]
    *first, summary = problems(results)
    assert [result.code for result in first] == ["E105", "E104", "E104"] * 3 + ["E105"]
    assert summary.code == "E009"
    assert summary.line > first[-1].line
    assert summary.message == (
        "from here on 20 more problems are not listed: E104 14 ×, E105 6 ×; mend those above first"
    )


@pytest.mark.parametrize("suffix", ["toml", "json", "jsonl"])
def test_a_file_with_problems_without_end_is_given_up(read, limit, suffix):
    limit("LISTED_PROBLEMS", 10)
    limit("PROBLEM_LIMIT", 15)
    wrong = [quote(n, mode="x") for n in range(15)]
    results = read(suffix, WHOLE[suffix]([quote(99), *wrong, quote(100)]))
    assert ids(results) == ["q99"]
    summary = problems(results)[-1]
    assert summary.message.startswith("from here on 5 more problems are not listed: E104 5 ×; ")
    assert summary.message.endswith(" was not read")


def test_a_file_with_as_many_problems_as_are_listed_has_no_summary(read, limit):
    limit("LISTED_PROBLEMS", 10)
    results = read("jsonl", WHOLE["jsonl"]([quote(n, mode="x") for n in range(10)]))
    assert [result.code for result in results] == ["E104"] * 10


def test_problems_of_several_files_are_summarized_for_each(limit):
    limit("LISTED_PROBLEMS", 2)
    problems = [Problem(path, line, "", "E106", "") for line in (1, 2, 3, 4) for path in "ab"]
    shown = list(summarize_by_file([*problems, Problem("c", 9, "", "E106", "")]))
    assert [(problem.path, problem.line, problem.code) for problem in shown] == [
        ("a", 1, "E106"),
        ("b", 1, "E106"),
        ("a", 2, "E106"),
        ("b", 2, "E106"),
        ("c", 9, "E106"),
        ("a", 3, "E009"),
        ("b", 3, "E009"),
    ]


def test_an_index_has_no_more_problems_of_a_file_than_are_listed(coverage, limit, records):
    from summit_tui.archive.sqlite.catalog import open_archive

    limit("LISTED_PROBLEMS", 3)
    records["quotes"] *= 3
    with closing(open_archive([coverage(records)], None)) as archive:
        problems = archive.info().problems
    assert [problem.code for problem in problems] == ["E106"] * 3 + ["E009"]
    assert "5 more problems" in problems[-1].message


@pytest.mark.parametrize("suffix", ["toml", "json", "jsonl"])
def test_a_small_file_takes_little_memory(read, suffix):
    text = toml(1) if suffix == "toml" else json.dumps({"kind": "quote"})
    read(suffix, text)  # what is loaded once
    tracemalloc.start()
    try:
        read(suffix, text)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()
