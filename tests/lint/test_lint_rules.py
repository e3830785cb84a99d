"""The examples of every rule, and what it takes to add one."""

import tomllib

import pytest
from click.testing import CliRunner
from lint_coverage import TEXTS, clean, problems, written

from summit_tui.cli.group import cli
from summit_tui.lint import CODES, Rule, catalog, dates
from summit_tui.lint.catalog import RULES, register, rules_of
from summit_tui.lint.rule import Violation


def write_example(folder, example):
    """Write the clean coverage with the changes of a rule's example, and return the folder."""
    changes = tomllib.loads(example)
    texts = TEXTS | changes.pop("texts", {})
    earlier = changes.pop("earlier", None)
    coverage = clean()
    coverage["readings"] = changes.pop("readings", [])
    coverage["event"].update(changes.pop("event", {}))
    for kind, records in changes.items():
        for id, fields in records.items():
            record = next((record for record in coverage[kind] if record["id"] == id), None)
            if record is None:
                record = {"id": id}
                coverage[kind].append(record)
            record.update(fields)
    if earlier:
        written(folder / "earlier", earlier, {})
    return written(folder / "latest", coverage, texts).parent


@pytest.mark.parametrize("code", RULES)
def test_the_bad_example_of_a_rule_breaks_it_alone_and_the_good_one_breaks_none(code, tmp_path):
    bad = write_example(tmp_path / "bad", RULES[code].bad)
    assert {problem.code for problem in problems(bad)} == {code}
    assert problems(bad, ignore=[code]) == []
    assert problems(write_example(tmp_path / "good", RULES[code].good)) == []


def test_no_two_rules_share_an_example():
    examples = [example for rule in RULES.values() for example in (rule.bad, rule.good)]
    assert all(rule.bad != rule.good for rule in RULES.values())
    assert len({rule.bad for rule in RULES.values()}) == len(RULES)
    assert all(tomllib.loads(example) for example in examples)


def test_rules_are_listed_by_their_numbers():
    assert list(RULES) == sorted(RULES, key=lambda code: code[1:])


@pytest.mark.parametrize("code", RULES)
def test_a_rule_says_in_its_class_what_it_means(code):
    rule = RULES[code]
    assert (rule.code, CODES[code].title, CODES[code].explanation) == (
        code,
        rule.title,
        rule.explanation,
    )
    assert rule.__doc__


class LongTitle(Rule):
    """The title of a session is longer than a line."""

    code = "W999"
    title = "The title is longer than a line."
    explanation = "Shorten it. Example: a title of 90 letters."
    bad = f'sessions.forum.title = "{"Forum " * 15}"'
    good = 'sessions.forum.title = "Forum"'
    kinds = ("sessions",)

    def check(self, entry):
        if len(entry.record.title) > 80:
            yield Violation("the title is too long; shorten it", "title")


@pytest.fixture
def long_title():
    register(LongTitle)
    yield LongTitle.code
    del catalog._rules[LongTitle.code], catalog._descriptions[LongTitle.code]


def test_a_rule_of_one_class_is_listed_explained_run_and_ignorable(long_title, tmp_path):
    assert long_title in CODES
    run = CliRunner().invoke
    explained = run(cli, ["check", "--explain", long_title.lower()])
    assert explained.stdout.splitlines() == [
        "W999 (warning): The title is longer than a line.",
        "",
        "Shorten it. Example: a title of 90 letters.",
    ]
    folder = write_example(tmp_path / "bad", LongTitle.bad)
    (problem,) = problems(folder)
    assert (problem.code, problem.where) == ("W999", "sessions.title forum")
    assert problem.message == "the title is too long; shorten it"
    printed = run(cli, ["check", str(folder), "--no-cache", "--ignore", "W999"])
    assert (printed.exit_code, printed.stdout) == (0, "")
    ignoring = f'{LongTitle.bad}\nsessions.forum.ignore = ["W999"]'
    assert problems(write_example(tmp_path / "ignored", ignoring)) == []
    assert problems(write_example(tmp_path / "good", LongTitle.good)) == []


def test_a_code_is_not_given_twice(long_title):
    for rule in (LongTitle, type("Second", (Rule,), {"code": "E001"})):
        with pytest.raises(ValueError, match="is taken"):
            register(rule)


def test_a_rule_class_in_a_module_of_rules_is_found_there(monkeypatch):
    monkeypatch.setattr(LongTitle, "__module__", dates.__name__)
    monkeypatch.setattr(dates, "LongTitle", LongTitle, raising=False)
    assert LongTitle in rules_of(dates)
    assert Rule not in rules_of(dates)
