"""References to nothing, the nearest of what there is, and statements that stand twice."""

import pytest
from lint_coverage import BESIDE_THE_TEXT, clean, codes_and_records, problems, record, written


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ("dias", "diaz"),
        ("diazz", "diaz"),
        ("lindquist", "lindqvist"),
        ("indqvist", "lindqvist"),
        ("xyz", None),
        ("forum", None),
    ],
)
def test_a_reference_to_nothing_names_the_nearest_id_of_its_kind(wrong, near, tmp_path):
    coverage = clean()
    coverage["sessions"][0]["speakers"] = [wrong]
    (problem,) = problems(written(tmp_path / "c", coverage), ignore=["W509"])
    assert f"there is no speaker ‘{wrong}’" in problem.message
    assert ("did you mean" in problem.message) == (near is not None)
    assert near is None or f"did you mean ‘{near}’?" in problem.message


def test_the_nearest_id_is_one_of_the_same_event(tmp_path):
    other = {
        "event": {"id": "other", "name": "Another"},
        "speakers": [{"id": "perez", "name": "Maria Perez"}],
    }
    codes_and_records(tmp_path / "c" / "other", other, {})
    coverage = clean()
    coverage["sessions"][0]["speakers"] = ["peres"]
    (problem,) = problems(written(tmp_path / "c", coverage), ignore=["W509"])
    assert "perez" not in problem.message


def test_a_record_of_another_event_is_none_of_this_one(tmp_path):
    other = {
        "event": {"id": "other", "name": "Another"},
        "sessions": [{"id": "talk", "title": "Talk", "speakers": ["diaz"]}],
    }
    written(tmp_path / "c" / "other", other, {})
    written(tmp_path / "c", clean())
    assert [(problem.code, problem.where) for problem in problems(tmp_path / "c")] == [
        ("E201", "sessions talk")
    ]


def test_a_reference_that_is_made_twice_is_one_problem(tmp_path):
    coverage = clean()
    coverage["sessions"][0]["speakers"] = ["gone", {"speaker": "gone"}]
    assert codes_and_records(tmp_path / "c", coverage, ignore=["W509"]) == [("E201", "forum")]


@pytest.mark.parametrize(
    ("kind", "id"), [("sessions", "forum"), ("speakers", "wang"), ("delegations", "nicaragua")]
)
def test_a_source_may_rest_under_any_record(kind, id, tmp_path):
    coverage = clean()
    coverage["sources"].append({"id": "new", "title": "New", "publisher": "P"})
    record(coverage, kind, id)["sources"] = ["new"]
    assert codes_and_records(tmp_path / "c", coverage) == []


@pytest.mark.parametrize("field", ["speaker", "source"])
def test_the_same_words_of_another_speaker_or_source_are_another_statement(field, tmp_path):
    coverage = clean()
    coverage["sources"].append({"id": "other", "title": "Other", "publisher": "P"})
    new = record(coverage, "quotes", "paraphrase") | {"id": "new", "source": "other"}
    if field == "speaker":
        del coverage["sources"][-1]
        new |= {"source": "wire", "speaker": "diaz"}
    coverage["quotes"].append(new)
    assert codes_and_records(tmp_path / "c", coverage, ignore=BESIDE_THE_TEXT) == []


def test_an_excerpt_of_another_place_is_another_statement(tmp_path):
    coverage = clean()
    statement = record(coverage, "quotes", "paraphrase")
    statement["excerpt"] = {"exact": "we agree", "prefix": "On trade "}
    other = {
        "id": "new",
        "text": "Health.",
        "excerpt": {"exact": "we agree", "prefix": "On health"},
    }
    coverage["quotes"].append(statement | other)
    assert codes_and_records(tmp_path / "c", coverage, ignore=BESIDE_THE_TEXT) == []


def test_a_statement_with_both_twins_is_one_problem_that_names_the_first(tmp_path):
    coverage = clean()
    twin = record(coverage, "quotes", "paraphrase") | {"id": "twin"}
    coverage["quotes"] += [twin, twin | {"id": "third"}]
    reported = problems(written(tmp_path / "c", coverage))
    assert [(problem.code, problem.where) for problem in reported] == [
        ("W204", "quotes twin"),
        ("W204", "quotes third"),
    ]
    first, *_ = {problem.message for problem in reported}
    assert all(problem.message == first for problem in reported)


def test_statements_of_nothing_but_punctuation_are_told_apart(tmp_path):
    coverage = clean()
    coverage["quotes"] += [
        {"id": id, "speaker": "wang", "mode": "paraphrase", "text": text, "source": "agency"}
        for id, text in (("a", "…"), ("b", "!"))
    ]
    assert codes_and_records(tmp_path / "c", coverage) == []
