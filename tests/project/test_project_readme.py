"""What the README says is what the program does."""

import os
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

import pytest

from summit_tui.app.keys import table
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import FIELDS
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.exits import MEANINGS
from summit_tui.formats import FORMS
from summit_tui.lint import lint
from summit_tui.storage import STORAGE

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def shell_lines() -> list[str]:
    return [block.splitlines()[0] for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)]


def between(mark: str) -> str:
    return README.split(f"<!-- {mark} -->\n")[1].split(f"<!-- /{mark} -->")[0]


def test_the_table_of_keys_is_made_of_the_bindings():
    head = "| key | id | what it does |\n|---|---|---|\n"
    rows = "".join(f"| {keys} | `{id}` | {said} |\n" for _, keys, id, said in table())
    assert between("keys") == head + rows


def test_the_fields_of_a_query_are_those_that_exist():
    rows = "".join(f"- `{name}:` {said}\n" for name, said in FIELDS.items())
    assert between("fields") == rows


def test_the_forms_are_those_that_exist():
    rows = "".join(f"- `{form.name}`: {form.title}\n" for form in FORMS.values())
    assert between("forms") == rows


def test_the_exit_codes_are_those_that_exist():
    head = "| code | what it means |\n|---|---|\n"
    rows = "".join(f"| {code:d} | {said} |\n" for code, said in MEANINGS.items())
    assert between("exits") == head + rows


def test_the_table_of_what_is_kept_is_the_one_that_there_is():
    head = "| kind | what it is | where |\n|---|---|---|\n"
    titles = {
        kind: f"{kind.title}; your own work" if kind.is_own_work else kind.title for kind in STORAGE
    }
    rows = "".join(f"| `{kind.name}` | {titles[kind]} | {kind.home} |\n" for kind in STORAGE)
    assert between("storage") == head + rows


def test_every_query_in_the_readme_is_understood():
    section = README.split("## The query language")[1].split("\n## ")[0]
    queries = [
        one
        for row in re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
        for one in re.findall(r"`(.*?)`", row)
    ]
    assert len(queries) > 8
    assert [(one, parse(one).complaint) for one in queries if parse(one).complaint] == []


def test_the_example_of_the_format_opens_and_checks_clean(tmp_path):
    example = re.search(r"```toml\n(.*?)```", between("example"), re.DOTALL)[1]
    (tmp_path / "coverage.toml").write_text(example, "utf-8")
    archive = open_archive([tmp_path], None)
    assert archive.info().problems == []
    assert [str(one) for one in lint(archive)] == []
    assert set(archive.info().counts.values()) == {1}


def test_the_example_of_a_difference_is_what_the_program_prints(git, commit):
    example = re.search(r"```toml\n(.*?)```", between("example"), re.DOTALL)[1]
    commit({"my-coverage/coverage.toml": example})
    edited = example.replace("open to small", "open to all")
    edited = edited.replace('role = "Minister', 'role = "Acting Minister')
    Path("my-coverage/coverage.toml").write_text(edited, "utf-8")
    command, said = re.search(r"\$ (.*?)\n(.*?)```", between("diff"), re.DOTALL).groups()
    done = subprocess.run(
        [sys.executable, "-m", *command.replace("-tui", "_tui").split()],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, said), done.stderr


def test_the_example_of_differing_sources_is_valid_and_differs(tmp_path):
    example = re.search(r"```toml\n(.*?)```", between("differing"), re.DOTALL)[1]
    (tmp_path / "coverage.toml").write_text(example, "utf-8")
    archive = open_archive([tmp_path], None)
    assert archive.info().problems == []
    assert [str(one) for one in lint(archive)] == []
    assert {one.field for one in archive.disagreements()} == {"countries", "remark"}


def test_the_example_config_has_no_wrong_entry(tmp_path):
    from summit_tui.config import read_config

    example = re.search(r"The config file.*?```toml\n(.*?)```", README, re.DOTALL)[1]
    (tmp_path / "config.toml").write_text(example, "utf-8")
    config, problems = read_config(tmp_path / "config.toml", [id for _, _, id, _ in table()])
    assert problems == []
    assert config.keys == {"record.copy": "y,c"}


@pytest.mark.parametrize(
    "arguments", re.findall(r"^\$ summit-tui (search|show) (.*)$", README, re.MULTILINE)
)
def test_the_commands_of_the_readme_find_something(arguments):
    import shlex

    command = [sys.executable, "-m", "summit_tui", arguments[0], *shlex.split(arguments[1])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout != "") == (0, True), done.stderr


def test_the_first_two_shell_lines_set_up_run_and_test():
    first, second = shell_lines()[:2]
    assert first.endswith("install -q . && .venv/bin/summit-tui")
    assert second.endswith("'.[test]' && .venv/bin/python -m pytest")
    assert first.split(" install ")[0] == second.split(" install ")[0]


def test_ci_runs_the_second_command_of_the_readme():
    reader = next(
        line for line in (ROOT / ".ci/run").read_text("utf-8").splitlines() if "awk" in line
    )
    command = reader.split("$(", 1)[1].rsplit(")", 1)[0]
    found = subprocess.run(
        ["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.rstrip("\n") == shell_lines()[1]


def test_the_picture_is_one_that_a_test_keeps_equal_to_the_app():
    (picture,) = re.findall(r"!\[.*?\]\((.*?)\)", README)
    assert (ROOT / unquote(picture)).is_file()
    assert "__snapshots__/test_app_pictures/" in picture


def test_every_dependency_has_a_reason_beside_it():
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    project = tomllib.loads("\n".join(lines))["project"]
    wanted = [
        *project["dependencies"],
        *chain.from_iterable(project["optional-dependencies"].values()),
    ]
    for requirement in wanted:
        line = next(line for line in lines if f'"{requirement}"' in line)
        assert re.search(r'",\s*# \S+', line), line


def test_the_top_level_holds_what_it_should():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    top = {name.split("/")[0] for name in tracked.stdout.splitlines()}
    assert {name for name in top if not name.startswith(".")} <= {
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "summit_tui",
        "data",
        "tests",
    }
