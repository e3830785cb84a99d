"""`check --fix`: what mends a record is shown, asked about, and written into its file."""

import json

import pytest
import tomli
from click.testing import CliRunner

from summit_tui.authoring.fixes import fixes
from summit_tui.cli.group import cli
from summit_tui.lint.evidence import DirectQuoteNotInSource
from summit_tui.lint.rule import Violation
from summit_tui.model.problem import FieldEdit, Problem

FILE = """\
[event]
id = "e"
name = "E"

[[speakers]]
id = "lin"
name = "Lin Mei"

[[quotes]]
id = "first" # by hand
speaker = "lin"
text = "We laid it."
mode = "direct"
source = "wire"
excerpt = { exact = "We laid it." }

[[quotes]]
id = "second"
speaker = "lin"
text = "We mended it."
mode = "direct"
source = "wire"

[[sources]]
id = "wire"
title = "T"
publisher = "P"
"""
LATER = FILE.replace("We laid it.", "We laid\\nit\\nall.")
"""Both fields of the first statement, spelt as they will be."""


class Rule(DirectQuoteNotInSource):
    """Finds that everything is told in the past, whether or not there is a text of the source."""

    needs = "record"

    def check(self, entry):
        text = entry.record.text
        if "laid" in text and "all" not in text:
            edit = "We laid\nit\nall."
            yield Violation("say it all", "text", FieldEdit("text", edit))
            yield Violation("say it all", "excerpt", FieldEdit("excerpt.exact", edit))
            yield Violation("say it again", "text", FieldEdit("text", "otherwise"))
        if "mended" in text:
            yield Violation("mend", "text", FieldEdit("text", "We mend it."))


@pytest.fixture(autouse=True)
def rules(monkeypatch):
    monkeypatch.setattr(DirectQuoteNotInSource, "check", Rule.check)
    monkeypatch.setattr(DirectQuoteNotInSource, "needs", Rule.needs)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "c" / "all.toml"
    path.parent.mkdir()
    path.write_text(FILE, "utf-8")
    return path


def check(file, *options, answers=None):
    words = ["check", str(file.parent), "--no-cache", *options]
    return CliRunner().invoke(cli, words, input=answers)


def test_without_the_option_nothing_is_written(file):
    result = check(file)
    assert result.stdout.count("E303") == 4
    assert file.read_text("utf-8") == FILE


def test_each_record_is_asked_about_and_only_what_was_agreed_to_is_written(file):
    result = check(file, "--fix", answers="n\ny\n")
    assert file.read_text("utf-8") == FILE.replace("We mended it.", "We mend it.")
    assert '-text = "We mended it."\n+text = "We mend it."\n' in result.stdout
    assert result.stderr.endswith("1 problem mended.\n")
    assert result.exit_code == 1


def test_yes_writes_everything_and_what_stands_below_is_still_found(file):
    result = check(file, "--fix", "--yes")
    assert file.read_text("utf-8") == LATER.replace("We mended it.", "We mend it.")
    assert "Write this" not in result.stderr
    assert result.stderr.endswith("3 problems mended.\n")
    # The third problem of the first record wanted to write the same field.
    assert result.exit_code == 1
    assert check(file).exit_code == 0


@pytest.mark.parametrize("answers", ["y\nq\n", "y\n"])
def test_the_end_of_the_answers_ends_the_command_and_keeps_what_is_written(file, answers):
    result = check(file, "--fix", answers=answers)
    assert file.read_text("utf-8") == LATER
    assert "stopped; what was agreed to before is written" in result.stderr
    assert result.exit_code == 1


def test_a_file_that_changes_while_one_thinks_is_left_alone(file, monkeypatch):
    def agree():
        file.write_text(file.read_text("utf-8") + "# theirs\n", "utf-8")
        return True

    monkeypatch.setattr("summit_tui.cli.fixing._agrees", agree)
    result = check(file, "--fix")
    assert "not mended:" in result.stderr
    assert "has changed since it was read; nothing was written" in result.stderr
    assert file.read_text("utf-8") == FILE + "# theirs\n" * 2


def test_json_is_said_to_be_left_as_it_is(file):
    file.with_suffix(".json").write_text(json.dumps(tomli.loads(FILE)), "utf-8")
    file.unlink()
    result = check(file, "--fix", "--yes")
    assert "is no TOML file and is left as it is" in result.stderr
    assert result.stderr.endswith("Nothing was mended.\n")


def test_a_change_is_shown_as_text_only(file):
    result = check(file, "--fix", "--format", "json")
    assert result.exit_code == 2
    assert "leave --format out" in result.stderr


def test_of_several_records_on_a_line_the_one_that_is_named_is_mended(tmp_path):
    path = tmp_path / "line.toml"
    path.write_text(
        'quotes = [{id="a", speaker="s", text="x", mode="direct", source="w"},'
        ' {id="b", speaker="s", text="y", mode="direct", source="w"}]\n',
        "utf-8",
    )
    edit = FieldEdit("text", "z")
    problem = Problem(str(path), 1, "quotes.text b", "E303", "say z", edit)
    (fix,) = fixes([problem])
    fix.revision().write()
    assert 'text="x"' in path.read_text("utf-8")
    assert 'id="b", speaker="s", text="z"' in path.read_text("utf-8")


def test_a_problem_whose_record_is_gone_is_left_out(tmp_path):
    path = tmp_path / "gone.toml"
    path.write_text("# empty\n", "utf-8")
    assert list(fixes([Problem(str(path), 1, "", "E303", "x", FieldEdit("text", "z"))])) == []


def test_what_the_linter_is_sure_of_makes_the_record_clean(monkeypatch, tmp_path):
    monkeypatch.undo()
    folder = tmp_path / "real"
    folder.mkdir()
    (folder / "wire.txt").write_text(
        "She said: “We laid the cable, and it holds.” Good.\n", "utf-8"
    )
    text = FILE.replace('"P"', '"P"\ntext = "wire.txt"').replace(
        '{ exact = "We laid it." }', '{ exact = "we laid the Cable and it holds" } # from the wire'
    )
    text = text[: text.index('[[quotes]]\nid = "second"')] + text[text.index("[[sources]]") :]
    text = text.replace('"We laid it."\n', '"We laid the cable, and it holds."\n')
    file = folder / "all.toml"
    file.write_text(text, "utf-8")
    before = check(file)
    assert "excerpt" in before.stdout
    result = check(file, "--fix", "--yes")
    assert result.stderr.endswith("1 problem mended.\n"), result.stdout + result.stderr
    assert file.read_text("utf-8") == text.replace(
        "we laid the Cable and it holds", "We laid the cable, and it holds"
    )
    assert "excerpt" not in check(file).stdout
