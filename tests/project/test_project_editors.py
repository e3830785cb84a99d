"""What editors, forges and pre-commit are given can be read by them."""

import re
import shlex
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
import yaml

from summit_tui.cli import COMMANDS
from summit_tui.paths import BUNDLED, SCHEMA, bundled_coverage

ROOT = Path(__file__).parents[2]
TAPLO = Path(sys.executable).with_name("taplo")
ACTION = ROOT / ".github/actions/check/action.yml"
ACTION_STEPS = yaml.safe_load(ACTION.read_text("utf-8"))["runs"]["steps"]
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


def run_step(step, folder, **environment):
    """Run the script of a step as a forge does, with the programs of `folder` first."""
    environment = {"PATH": f"{folder}:/usr/bin:/bin", "HOME": str(folder.parent), **environment}
    script = ["bash", "-e", "-o", "pipefail", "-c", step["run"]]
    return subprocess.run(
        script, env=environment, cwd=folder.parent, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_the_action_installs_the_program_from_its_own_checkout(needs, tmp_path):
    needs("bash")
    _, install, _ = ACTION_STEPS
    venv.create(tmp_path / "new", with_pip=True)
    done = run_step(
        install,
        tmp_path / "new" / "bin",
        GITHUB_ACTION_PATH=str(ACTION.parent),
        # What it would fetch is beside this test, and nothing there is touched.
        PIP_NO_INDEX="1",
        PIP_NO_DEPS="1",
        PIP_NO_BUILD_ISOLATION="0",
        PIP_IGNORE_INSTALLED="1",
        PYTHONPATH=sysconfig.get_path("purelib"),
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "new/bin/summit-tui").is_file()
    (package,) = (tmp_path / "new").rglob("site-packages/summit_tui/cli/__init__.py")
    assert package.read_bytes() == (ROOT / "summit_tui/cli/__init__.py").read_bytes()


def test_the_step_that_checks_takes_its_values_from_the_inputs_alone():
    set_up, _, check = ACTION_STEPS
    assert set_up["uses"].startswith("actions/setup-python@")
    assert check["env"] == {
        "COVERAGE": "${{ inputs.path }}",
        **{name: "${{ inputs." + name.lower() + " }}" for name in ("TEXTS", "IGNORE", "SARIF")},
    }
    assert "${{" not in check["run"]


@pytest.mark.parametrize("ignored", [False, True])
def test_the_action_annotates_the_lines_and_writes_sarif_also_where_something_is_wrong(
    needs, new_coverage, ignored
):
    needs("bash")
    quotes = new_coverage / "quotes.toml"
    text = quotes.read_text("utf-8") + STATEMENT.format("dirct")
    quotes.write_text(text, "utf-8")
    line = text.splitlines().index('mode = "dirct"') + 1
    done = run_step(
        ACTION_STEPS[-1],
        Path(sys.executable).parent,
        COVERAGE=f"{new_coverage} {bundled_coverage('us-summit-remarks')}",
        TEXTS="",
        IGNORE="E104 W509" if ignored else "",
        SARIF=str(new_coverage / "found.sarif"),
    )
    annotation = f"::error file={quotes},line={line}"
    assert (annotation in done.stdout) is not ignored, done.stdout
    assert done.returncode == (0 if ignored else 1), done.stdout
    sarif = (new_coverage / "found.sarif").read_text("utf-8")
    assert sarif.startswith('{"$schema"')
    assert ('"ruleId": "E104"' in sarif) is not ignored


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
