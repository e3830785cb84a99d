"""The command `check`: what it prints, and with which code it ends."""

import json

import pytest
from click.testing import CliRunner
from lint_coverage import clean, record, written

from summit_tui.cli.group import cli
from summit_tui.lint import CODES
from summit_tui.paths import config_file


def run(*arguments):
    return CliRunner().invoke(cli, ["check", *map(str, arguments)])


@pytest.fixture
def spoiled(tmp_path):
    coverage = clean()
    record(coverage, "delegations", "nicaragua")["code"] = "UK"
    record(coverage, "quotes", "paraphrase")["date"] = "2025-04-13"
    return written(tmp_path / "c", coverage)


def test_a_clean_folder_ends_with_0(tmp_path):
    result = run(written(tmp_path / "c", clean()), "--no-cache")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "No problems.\n")


def test_problems_end_with_1_and_are_counted(spoiled):
    result = run(spoiled, "--no-cache")
    assert result.exit_code == 1
    assert [line.split(": ")[1] for line in result.stdout.splitlines()] == ["W501", "E602"]
    assert result.stderr == "2 problems.\n"


def test_ignored_codes_are_left_out_in_any_case(spoiled):
    result = run(spoiled, "--no-cache", "--ignore", "E602", "--ignore", "w501")
    assert (result.exit_code, result.stdout) == (0, "")


def test_the_config_can_silence_a_code_for_good(spoiled):
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text('ignore = ["w501"]', "utf-8")
    result = run(spoiled, "--no-cache")
    assert [line.split(": ")[1] for line in result.stdout.splitlines()] == ["E602"]


def test_problems_of_reading_come_first_and_can_be_ignored(spoiled):
    (spoiled / "more.toml").write_text("[[speakers]]\nid = 'x'\n", "utf-8")
    assert run(spoiled, "--no-cache").stdout.splitlines()[0].split(": ")[1] == "E101"
    assert "E101" not in run(spoiled, "--no-cache", "--ignore", "E101").stdout


def test_json_is_printed_as_json(spoiled):
    result = run(spoiled, "--no-cache", "--format", "json")
    assert [problem["code"] for problem in json.loads(result.stdout)] == ["W501", "E602"]


def test_github_is_given_its_commands(spoiled):
    lines = run(spoiled, "--no-cache", "--format", "github").stdout.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::warning", "::error"]


def test_texts_are_looked_for_in_their_folder(tmp_path):
    folder = written(tmp_path / "c", clean())
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "agency.txt").write_text("另一篇", "utf-8")
    result = run(folder, "--no-cache", "--texts", tmp_path / "texts")
    assert result.exit_code == 1
    codes = {line.split(": ")[1] for line in result.stdout.splitlines()}
    assert codes == {"E301", "E304", "W406", "W411"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--ignore", "W999"],
        ["--explain", "W999"],
        ["--format", "xml"],
        ["--texts", "no-such-folder"],
        ["no-such-folder"],
    ],
)
def test_wrong_usage_ends_with_2(arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_file_that_cannot_be_read_ends_with_2(tmp_path):
    folder = written(tmp_path / "c", clean())
    (folder / "gone.toml").symlink_to(folder / "nowhere.toml")
    result = run(folder, "--no-cache")
    assert result.exit_code == 2
    assert "E001" in result.stdout


@pytest.mark.parametrize("code", CODES)
def test_every_code_can_be_explained_without_a_path(code):
    result = run("--explain", code.lower())
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{code} ({CODES[code].severity}): {CODES[code].title}\n")
    assert max(map(len, result.stdout.splitlines()[1:]), default=0) <= 80
    for word in CODES[code].explanation.split():
        assert word in result.stdout


def test_a_code_that_is_nearly_one_is_understood_as_a_question():
    assert "did you mean E301?" in run("--explain", "E3O1").stderr
