"""Problems for readers, for programs and for GitHub."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.lint import REPORT_FORMATS, render_report
from summit_tui.model.problem import FieldEdit, Problem

WRONG = Problem("a/b.json", 7, "quotes.text q", "E303", "not in the source")
DOUBTFUL = Problem("c.toml", 0, "", "W401", "one name")
HOSTILE = Problem("a,b:c%\n.json", 1, "x", "E001", "100 %\r\n::error::\x1b[31m\u202e")


def printed(form, *problems):
    return "".join(render_report(problems, form))


def test_text_is_a_line_each():
    assert printed("text", WRONG, DOUBTFUL) == (
        "a/b.json:7: E303: quotes.text q: not in the source\nc.toml: W401: one name\n"
    )


def test_text_stays_on_its_line_whatever_it_holds():
    (line,) = printed("text", HOSTILE).splitlines()
    assert "\x1b" not in line
    assert "\u202e" not in line


def test_json_is_one_list_of_objects():
    parsed = json.loads(printed("json", WRONG, DOUBTFUL))
    assert parsed[0] == {
        "path": "a/b.json",
        "line": 7,
        "where": "quotes.text q",
        "code": "E303",
        "message": "not in the source",
    }
    assert [problem["code"] for problem in parsed] == ["E303", "W401"]


def test_json_has_the_change_that_mends_a_problem_where_there_is_one():
    edit = FieldEdit("excerpt.exact", "as\x1b printed")
    (problem,) = json.loads(printed("json", WRONG._replace(edit=edit)))
    assert problem["edit"] == {"field": "excerpt.exact", "value": "as␛ printed"}


def test_json_of_no_problem_is_an_empty_list():
    assert printed("json") == "[]\n"


def test_sarif_is_a_log_with_the_rules_and_a_result_for_each_problem():
    log = json.loads(printed("sarif", WRONG, DOUBTFUL))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["tool"]["driver"]["name"] == "summit-tui"
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert {"E303", "W401"} <= rules.keys()
    assert rules["E303"]["defaultConfiguration"] == {"level": "error"}
    assert run["results"] == [
        {
            "ruleId": "E303",
            "level": "error",
            "message": {"text": "quotes.text q: not in the source"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "a/b.json"},
                        "region": {"startLine": 7},
                    }
                }
            ],
        },
        {
            "ruleId": "W401",
            "level": "warning",
            "message": {"text": "one name"},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": "c.toml"}}}],
        },
    ]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/论坛.toml", "a%20b/%E8%AE%BA%E5%9D%9B.toml"),
        ("/srv/a b.toml", "file:///srv/a%20b.toml"),
    ],
)
def test_sarif_names_files_by_their_address(path, uri):
    (run,) = json.loads(printed("sarif", WRONG._replace(path=path)))["runs"]
    (location,) = run["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": uri}


def test_sarif_of_no_problem_has_no_result():
    assert json.loads(printed("sarif"))["runs"][0]["results"] == []


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_a_problem_cannot_end_the_script_of_a_page(form):
    document = printed(form, WRONG._replace(sentence="`</script><script>` is no id"))
    assert "<" not in document
    assert "</script><script>" in str(json.loads(document))


def test_github_marks_errors_and_warnings_at_their_place():
    assert printed("github", WRONG, DOUBTFUL) == (
        "::error file=a/b.json,line=7,title=E303::quotes.text q: not in the source\n"
        "::warning file=c.toml,title=W401::one name\n"
    )


def test_github_is_given_no_second_command():
    assert printed("github", HOSTILE) == (
        "::error file=a%2Cb%3Ac%25%0A.json,line=1,title=E001"
        "::x: 100 %25%0A::error::␛[31m\N{REPLACEMENT CHARACTER}\n"
    )


@pytest.mark.parametrize("form", ["text", "github"])
def test_no_problem_is_no_line(form):
    assert printed(form) == ""


TEXTS = st.text(st.characters(codec=None), max_size=20)


@settings(max_examples=100)
@given(st.lists(st.builds(Problem, TEXTS, st.integers(0, 9), TEXTS, st.just("E201"), TEXTS)))
def test_every_form_can_be_written_whatever_it_holds(problems):
    for form in REPORT_FORMATS:
        text = printed(form, *problems)
        assert text.encode().decode() == text
        if form == "json":
            assert len(json.loads(text)) == len(problems)
        elif form == "sarif":
            assert len(json.loads(text)["runs"][0]["results"]) == len(problems)
        else:
            assert len(text.split("\n")) == len(problems) + 1


def test_problems_are_told_as_soon_as_they_are_known():
    def endless():
        while True:
            yield WRONG

    for form in REPORT_FORMATS:
        pieces = render_report(endless(), form)
        assert "E303" in next(pieces)
        assert "E303" in next(pieces)
