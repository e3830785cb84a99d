"""What is said of a record that is not valid, in each of the three formats."""

import json
from dataclasses import fields
from typing import get_args

import pytest
from reader_samples import FORMATS, GOOD, as_json, as_lines

from summit_tui.model.fields import DelegationKind, Part
from summit_tui.model.kinds import TABLES
from summit_tui.model.problem import Problem
from summit_tui.model.reading import TABLE_CLASSES
from summit_tui.readers import CODES
from summit_tui.readers.parsed import ParsedRecord

EMPTY = "is empty; leave the field out where nothing is known"
ID = "an id is made of a-z, 0-9, `.`, `_` and `-`, and begins with a letter or digit"
LANGUAGE = "write a language tag (BCP 47), such as en or zh-Hant"
DAY = "a day is YYYY-MM-DD, or less where less is known: YYYY-MM, YYYY"
MOMENT = "write date, time and zone, such as 2025-04-14T09:30:00+08:00"

# kind, field, value, the part of the path below the field, code, message
SPEAKER_FIELDS = ", ".join(field.name for field in fields(TABLE_CLASSES["speakers"]))

WRONG_VALUES = [
    ("quotes", "id", "Diaz", "", "E105", f"`Diaz` is not valid; {ID}"),
    ("quotes", "id", "a b", "", "E105", f"`a b` is not valid; {ID}"),
    ("quotes", "id", "-a", "", "E105", f"`-a` is not valid; {ID}"),
    ("quotes", "id", "a\n", "", "E105", f"`a` is not valid; {ID}"),
    ("quotes", "id", "a\x1b", "", "E105", f"`a␛` is not valid; {ID}"),
    ("quotes", "id", "", "", "E105", f"is empty; {ID}"),
    ("quotes", "speaker", "ñ", "", "E105", f"`ñ` is not valid; {ID}"),
    ("quotes", "text", "", "", "E104", EMPTY),
    ("quotes", "text", " \t\n", "", "E104", EMPTY),
    ("quotes", "text", "\u200b", "", "E104", EMPTY),
    ("quotes", "text", " \ufeff\u3164\U000e0101", "", "E104", EMPTY),
    ("quotes", "text", 3, "", "E103", "must be text in quotation marks; it is a number"),
    ("quotes", "text", True, "", "E103", "must be text in quotation marks; it is true or false"),
    ("quotes", "text", ["a"], "", "E103", "must be text in quotation marks; it is a list"),
    ("quotes", "text", {"en": "a"}, "", "E103", "must be text in quotation marks; it is a table"),
    ("quotes", "mode", "Direct", "", "E104",
     "`Direct` is not one of direct, partial, paraphrase; did you mean `direct`?"),
    ("quotes", "mode", "xyz", "", "E104", "`xyz` is not one of direct, partial, paraphrase"),
    ("quotes", "mode", 1, "", "E103", "must be text in quotation marks; it is a number"),
    ("quotes", "language", "e", "", "E104", f"`e` is not valid; {LANGUAGE}"),
    ("quotes", "translations", {"en_US": "a"}, ".en_US", "E104",
     f"`en_US` is not valid; {LANGUAGE}"),
    ("quotes", "translations", {"en": ""}, ".en", "E104", EMPTY),
    ("quotes", "translations", [], "", "E103", "must be a table; it is a list"),
    ("quotes", "topics", "a", "", "E103", "must be a list in square brackets; it is text"),
    ("quotes", "topics", ["a", 1], "[1]", "E103",
     "must be text in quotation marks; it is a number"),
    ("quotes", "date", "14 April", "", "E104", f"`14 April` is not valid; {DAY}"),
    ("quotes", "date", "2025-02-30", "", "E104",
     f"`2025-02-30` is no date (day is out of range for month); {DAY}"),
    ("quotes", "date", "2025-13", "", "E104",
     f"`2025-13` is no date (month must be in 1..12); {DAY}"),
    ("quotes", "excerpt", "a", "", "E103", "must be a table; it is text"),
    ("quotes", "excerpt", {}, ".exact", "E101", "the field `exact` is missing"),
    ("quotes", "excerpt", {"exact": ""}, ".exact", "E104", EMPTY),
    ("quotes", "excerpt", {"exact": "a", "prefx": "b"}, ".prefx", "E102",
     "unknown field `prefx`; did you mean `prefix`?"),
    ("sessions", "start", "2025-04-14T09:30:00", "", "E104",
     f"`2025-04-14T09:30:00` is not valid; {MOMENT}"),
    ("sessions", "start", "2025-04-14T25:30:00Z", "", "E104",
     f"`2025-04-14T25:30:00Z` is no date (hour must be in 0..23); {MOMENT}"),
    ("sessions", "speakers", ["a", "B"], "[1]", "E105", f"`B` is not valid; {ID}"),
    ("sessions", "speakers", [3], "[0]", "E103",
     "must be a speaker's id, or a table of speaker and role; it is a number"),
    ("sessions", "speakers", [{"speaker": "B"}], "[0].speaker", "E105", f"`B` is not valid; {ID}"),
    ("sessions", "speakers", [{"role": "host"}], "[0].speaker", "E101",
     "the field `speaker` is missing"),
    ("sessions", "speakers", [{"speaker": "a", "role": "hots"}], "[0].role", "E104",
     f"`hots` is not one of {', '.join(get_args(Part))}; did you mean `host`?"),
    ("sessions", "speakers", [{"speaker": "a", "rol": "host"}], "[0].rol", "E102",
     "unknown field `rol`; did you mean `role`?"),
    ("speakers", "roles", [{"title": "a", "from_": "2025"}], "[0].from_", "E102",
     "unknown field `from_`; did you mean `from`?"),
    ("speakers", "roles", [{"title": "a", "to": "x"}], "[0].to", "E104",
     f"`x` is not valid; {DAY}"),
    ("speakers", "delegation", "A", "", "E105", f"`A` is not valid; {ID}"),
    ("speakers", "delegation", ["a", "B"], "[1]", "E105", f"`B` is not valid; {ID}"),
    ("speakers", "delegation", ["a", 1], "[1]", "E103",
     "must be text in quotation marks; it is a number"),
    ("speakers", "delegation", 1, "", "E103",
     "must be a delegation's id, or a list of ids; it is a number"),
    ("sessions", "speakers", "a", "", "E103", "must be a list in square brackets; it is text"),
    ("speakers", "roles", ["a"], "[0]", "E103", "must be a table; it is text"),
    ("speakers", "nmae", "a", "", "E102", "unknown field `nmae`; did you mean `name`?"),
    ("speakers", "zzz", "a", "", "E102",
     f"unknown field `zzz`; known are {SPEAKER_FIELDS}"),
    ("speakers", "na\x1bme", "a", "", "E102", "unknown field `na␛me`; did you mean `name`?"),
    ("sources", "author", 7, "", "E103",
     "must be text, or a list of tables, one for each name; it is a number"),
    ("sources", "author", [{"familyname": "Okoro"}], "[0].familyname", "E102",
     "unknown field `familyname`; did you mean `family_name`?"),
    ("sources", "speech_by", "A", "", "E105", f"`A` is not valid; {ID}"),
    ("sources", "medium", "radio", "", "E104",
     "`radio` is not one of audio, video; did you mean `audio`?"),
    ("quotes", "locator", {"line": "3"}, ".line", "E102",
     "unknown field `line`; known are page, paragraph, section, timecode"),
    ("delegations", "kind", "land", "", "E104",
     f"`land` is not one of {', '.join(get_args(DelegationKind))}"),
    ("delegations", "code", "la", "", "E104",
     "`la` is not valid; write the two capital letters of ISO 3166-1, such as CN"),
    ("sources", "sha256", "AB", "", "E104",
     "`AB` is not valid; write the 64 lower-case hexadecimal digits of the SHA-256"),
    ("event", "organizers", {"a": 1}, "", "E103",
     "must be a list in square brackets; it is a table"),
    ("event", "start", 2025, "", "E103", "must be text in quotation marks; it is a number"),
]  # fmt: skip


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(("kind", "field", "value", "below", "code", "message"), WRONG_VALUES)
def test_a_wrong_value_is_told_at_its_line(read, suffix, kind, field, value, below, code, message):
    data = GOOD[kind] | {field: value}
    (problem,) = read(suffix, FORMATS[suffix](kind, data))
    line = 2 if suffix == "jsonl" else 2 + list(data).index(field) + (suffix == "toml")
    path = f"{kind}.{field}" if kind == "event" or suffix == "jsonl" else f"{kind}[0].{field}"
    path = path.replace("\x1b", "␛") + below
    if suffix == "jsonl" and field == "kind":  # the name is that of the line's kind
        path = f"{kind}.{kind.removesuffix('s')}_kind"
    where = path if field == "id" else f"{path} {data['id']}"
    assert (problem.line, problem.where) == (line, where)
    assert (problem.code, problem.message) == (code, message)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, field) for kind in TABLES for field in GOOD[kind] if (kind, field) != ("event", "")],
)
def test_a_missing_field_is_told_at_the_record(read, suffix, kind, field):
    data = {key: value for key, value in GOOD[kind].items() if key != field}
    (problem,) = read(suffix, FORMATS[suffix](kind, data))
    assert (problem.line, problem.code) == (2, "E101")
    assert problem.message == f"the field `{field}` is missing"
    assert problem.where.split()[0].endswith(f".{field}")


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("kind", TABLES)
def test_a_valid_record_comes_as_it_stands(read, suffix, kind):
    text = json.dumps(GOOD[kind], separators=(",", ":"))
    assert read(suffix, FORMATS[suffix](kind, GOOD[kind])) == [
        ParsedRecord(kind, GOOD[kind], 2, text)
    ]


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_problem_of_a_record_hides_another(read, suffix):
    data = {"id": "A", "mode": "x", "txt": "a", "topics": [1, "", "b"], "date": "x", "source": "s"}
    problems = read(suffix, FORMATS[suffix]("quotes", data))
    assert [problem.code for problem in problems].count("E101") == 2
    places = sorted(
        problem.where.removeprefix("quotes").removeprefix("[0]") for problem in problems
    )
    assert places == sorted(
        [".speaker", ".text", ".id", ".mode", ".txt", ".topics[0]", ".topics[1]", ".date"]
    )
    lines = [problem.line for problem in problems]
    assert lines == sorted(lines)


def test_null_counts_as_absent_only_for_what_may_be_absent(read):
    assert isinstance(
        read("json", as_json("quotes", GOOD["quotes"] | {"role": None}))[0], ParsedRecord
    )
    (problem,) = read("json", as_json("quotes", GOOD["quotes"] | {"text": None}))
    assert problem.message.endswith("it is null: leave the field out where nothing is known")


def test_a_long_or_hostile_value_is_cut_short_in_its_message(read):
    hostile = "\x1b[31m" + "x" * 100_000 + "\u202e"
    (problem,) = read("jsonl", as_lines("quotes", GOOD["quotes"] | {"mode": hostile}))
    assert len(str(problem)) < 400
    (problem,) = read("jsonl", as_lines("quotes", GOOD["quotes"] | {hostile: hostile}))
    assert len(str(problem)) < 700
    assert "\x1b" not in str(problem)


def test_every_code_that_a_table_here_expects_has_a_meaning():
    assert {code for *_, code, _ in WRONG_VALUES} <= set(CODES)
    assert all(meaning.endswith(".") for meaning in CODES.values())


def test_a_problem_prints_as_a_line_that_editors_understand(read):
    (problem,) = read("jsonl", as_lines("quotes", GOOD["quotes"] | {"mode": "x"}))
    assert isinstance(problem, Problem)
    assert str(problem).endswith(
        "a.jsonl:2: E104: quotes.mode diaz-training: `x` is not one of direct, partial, paraphrase"
    )
