"""What the README says is what the program does."""

import re
import shlex
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import pytest

from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.lint import lint
from tests.manual import PICTURE, generated_parts, regenerated
from tests.manual.picture import picture

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def shell_lines() -> list[str]:
    return [block.splitlines()[0] for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)]


def test_the_readme_is_what_one_reads_in_ten_minutes():
    assert len(README.split()) <= 1_500


def test_the_pages_of_the_manual_are_those_that_exist():
    assert generated_parts(README) == ["pages"]
    assert regenerated(README) == README, "write it anew: python -m tests.manual"


def test_every_link_of_the_readme_leads_to_a_file():
    targets = re.findall(r"\]\((?!https?:)(.*?)\)", README)
    assert len(targets) > 15
    assert [target for target in targets if not (ROOT / unquote(target)).is_file()] == []


def test_the_example_of_a_coverage_opens_and_checks_clean(tmp_path):
    example = re.search(r"<!-- minimal.*?```toml\n(.*?)```", README, re.DOTALL)[1]
    (tmp_path / "coverage.toml").write_text(example, "utf-8")
    with closing(open_archive([tmp_path], None)) as archive:
        assert archive.info().problems == []
        assert [str(problem) for problem in lint(archive)] == []
        assert archive.info().counts["quotes"] == 1


@pytest.mark.parametrize(
    "arguments", re.findall(r"^\$ summit-tui (search|show) (.*)$", README, re.MULTILINE)
)
def test_the_commands_of_the_readme_find_something(arguments):
    command = [sys.executable, "-m", "summit_tui", arguments[0], *shlex.split(arguments[1])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout != "") == (0, True), done.stderr


def test_the_first_two_shell_lines_say_what_they_do_set_up_run_and_test():
    first, second = shell_lines()[:2]
    said, _, set_up = first.partition(" && ")
    assert said.startswith('echo "Installing summit-tui')
    assert set_up.endswith("install -q . && .venv/bin/summit-tui")
    assert second.endswith("'.[test]' && .venv/bin/python -m pytest")
    assert set_up.split(" install ")[0] == second.split(" install ")[0]


def test_ci_runs_the_second_command_of_the_readme():
    reader = next(
        line for line in (ROOT / ".ci/run").read_text("utf-8").splitlines() if "awk" in line
    )
    command = reader.split("$(", 1)[1].rsplit(")", 1)[0]
    result = subprocess.run(
        ["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.rstrip("\n") == shell_lines()[1]


def test_the_picture_is_what_the_app_paints(machine):
    (shown,) = re.findall(r"!\[.*?\]\((.*?)\)", README)
    assert ROOT / shown == PICTURE
    assert PICTURE.read_text("utf-8") == picture(), "paint it anew: python -m tests.manual"


def names_at_the_top_level():
    """Return what git has there; in an unpacked source archive, which git does not know, all."""
    if (ROOT / "PKG-INFO").exists():
        return {path.name for path in ROOT.iterdir()} - {"PKG-INFO"}
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {name.split("/")[0] for name in tracked.stdout.splitlines()}


def test_the_top_level_holds_what_it_should():
    assert {name for name in names_at_the_top_level() if not name.startswith(".")} <= {
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "summit_tui",
        "data",
        "tests",
    }
