"""What editors, forges and pre-commit are given can be read by them."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from summit_tui.cli import COMMANDS
from summit_tui.lint.catalog import CODES
from summit_tui.paths import BUNDLED, SCHEMA, bundled_coverage

ROOT = Path(__file__).parents[2]
TAPLO = Path(sys.executable).with_name("taplo")
ACTION = ROOT / ".github/actions/check/action.yml"
STATEMENT = '\n[[quotes]]\nid = "x"\nspeaker = "y"\nmode = "{}"\ntext = "z"\nsource = "s"\n'


@pytest.fixture
def new_coverage(tmp_path):
    folder = tmp_path / "mine"
    new = [sys.executable, "-m", "summit_tui", "new", str(folder)]
    subprocess.run(new, cwd=ROOT, check=True, capture_output=True)
    return folder


def linted(*arguments, folder):
    command = [str(TAPLO), "lint", "--colors", "never", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("mode", "is_wrong"), [("direct", False), ("dirct", True)])
def test_an_editor_finds_a_wrong_mode_by_its_line(new_coverage, mode, is_wrong):
    quotes = new_coverage / "quotes.toml"
    text = quotes.read_text("utf-8") + STATEMENT.format(mode)
    quotes.write_text(text, "utf-8")
    done = linted("quotes.toml", folder=new_coverage)
    line = text.splitlines().index(f'mode = "{mode}"') + 1
    assert (done.returncode != 0) == is_wrong
    assert bool(re.search(rf"quotes\.toml:{line}:\d+", done.stderr)) == is_wrong


@pytest.mark.parametrize("name", BUNDLED)
def test_the_schema_accepts_the_coverage_that_comes_with_the_program(new_coverage, name):
    schema = f"--schema={(new_coverage / SCHEMA).as_uri()}"
    folder = bundled_coverage(name)
    files = sorted(folder.rglob("*.toml"))
    assert linted(schema, *files, folder=folder).returncode == 0


def test_the_hook_of_pre_commit_calls_a_command():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    program, command, *_ = shlex.split(hook["entry"])
    assert (program, command in COMMANDS, hook["args"]) == ("summit-tui", True, ["."])
    assert re.search(hook["files"], "my-coverage/quotes.toml")


def test_the_action_checks_the_paths_it_is_given_and_writes_sarif(needs, tmp_path):
    needs("bash")
    step = yaml.safe_load(ACTION.read_text("utf-8"))["runs"]["steps"][-1]
    assert {name: "${{ inputs." + name.lower() + " }}" for name in ("TEXTS", "IGNORE", "SARIF")} | {
        "COVERAGE": "${{ inputs.path }}"
    } == step["env"]
    code = next(iter(CODES))
    environment = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "HOME": str(tmp_path),
        "COVERAGE": str(bundled_coverage("us-summit-remarks")),
        "TEXTS": "",
        "IGNORE": code,
        "SARIF": str(tmp_path / "found.sarif"),
    }
    script = ["bash", "-e", "-c", step["run"]]
    done = subprocess.run(script, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert (tmp_path / "found.sarif").read_text("utf-8").startswith('{"$schema"')


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob(".github/ISSUE_TEMPLATE/*.yml")), ids=lambda path: path.name
)
def test_every_issue_form_asks_something(path):
    form = yaml.safe_load(path.read_text("utf-8"))
    if path.name == "config.yml":
        assert form["blank_issues_enabled"]
        return
    assert form["name"]
    assert form["description"]
    names = [part["id"] for part in form["body"] if part["type"] != "markdown"]
    assert names
    assert len(names) == len({*names})
