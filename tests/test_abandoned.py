"""Temporary files and folders go with the program that made them, or with its next run."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from summit_tui.cli.group import cli
from summit_tui.writing import remove_abandoned, replace_path, scratch_folder

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the system knows no such locks")

PROGRAM = """
import os, signal, sys
from summit_tui.cli.group import cli
from summit_tui.archive.sqlite.indexer import stage
from summit_tui.cli import coverage

number = getattr(signal, sys.argv.pop(1))

def end(*_):
    os.kill(os.getpid(), number)
    raise AssertionError("still there")

coverage.write_revision = end
stage.read_file = end
cli()
"""
SIGNALS = ["SIGTERM", "SIGHUP", "SIGKILL"]


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Return the folder in which this test and its programs make temporary ones."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture
def ended(root):
    """Return a function that runs a command which a signal ends in the middle of its work."""

    def run(number, *arguments):
        command = [sys.executable, "-c", PROGRAM, number, *map(str, arguments)]
        environ = {**os.environ, "PYTHONPATH": str(root)}
        return subprocess.run(command, env=environ, capture_output=True, timeout=60, check=False)

    return run


def in_use(folder):
    """Return what is in a folder when a further program has looked for what was left behind."""
    with scratch_folder() as own:
        paths = [*folder.iterdir()]
    assert own in paths
    return [path for path in paths if path != own]


def test_what_is_in_use_stays_and_is_private(temporary):
    with scratch_folder() as folder, replace_path(temporary / "a", 0o600) as file:
        (folder / "files").mkdir()
        (folder / "files" / "text").touch()
        assert (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
        assert {*in_use(temporary)} == {folder, file}
        assert remove_abandoned([file, folder]) == []
        file.write_text("all of it")
    assert [*temporary.iterdir()] == [temporary / "a"]
    assert (temporary / "a").read_text() == "all of it"


def test_nothing_else_is_taken_for_left_behind(temporary):
    (temporary / "elsewhere").mkdir()
    (temporary / "elsewhere" / "text").touch()
    (temporary / "summit-tui-diff-abcdefgh").symlink_to(temporary / "elsewhere")
    os.mkfifo(temporary / "summit-tui-diff-pipepipe")
    for name in ("summit-tui-diff-mine", "summit-tui-diff-abcdefgh.bak", "summit-tui-abcdefgh"):
        (temporary / name).mkdir()
    before = {*temporary.iterdir()} - {temporary / "summit-tui-diff-pipepipe"}
    assert {*in_use(temporary)} == before
    assert (temporary / "elsewhere" / "text").exists()


def test_what_another_user_left_is_not_touched(temporary, monkeypatch):
    (temporary / "summit-tui-diff-abcdefgh").mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert len(in_use(temporary)) == 1


@pytest.mark.parametrize("number", SIGNALS)
def test_a_diff_that_a_signal_ends_leaves_nothing_for_long(
    ended, temporary, commit, coverage, number
):
    commit({"data/event.toml": '[event]\nid = "e"\nname = "E"\n'})
    done = ended(number, "diff", "HEAD", "HEAD", "data")
    is_killed = number == "SIGKILL"
    code = -signal.SIGKILL if is_killed else 128 + getattr(signal, number)
    assert done.returncode == code, done.stderr
    assert len([*temporary.iterdir()]) == is_killed
    assert in_use(temporary) == []


@pytest.mark.parametrize("number", [*SIGNALS, "SIGINT"])
def test_a_build_that_a_signal_ends_leaves_nothing_for_long(ended, coverage, tmp_path, number):
    folder, cache = coverage(), tmp_path / "cache"
    done = ended(number, "search", "cable", folder, "--cache", cache)
    is_killed = number == "SIGKILL"
    code = -signal.SIGKILL if is_killed else 128 + getattr(signal, number)
    assert done.returncode == code, done.stderr
    assert len([*cache.iterdir()]) == is_killed
    ended("SIGTERM", "search", "cable", folder, "--cache", cache)
    assert [*cache.iterdir()] == []


def test_a_skeleton_that_does_not_fit_on_the_disk_leaves_nothing(root, tmp_path):
    script = (
        "import resource\nfrom summit_tui.cli.group import cli\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))\ncli()\n"
    )

    def new(folder):
        return subprocess.run(
            # Python 3.12 would leave its byte code cut off, and read it ever after.
            [sys.executable, "-B", "-c", script, "new", folder],
            env={**os.environ, "PYTHONPATH": str(root)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    (tmp_path / "empty").mkdir()
    for folder in ("there/below", "empty"):
        done = new(folder)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert done.stderr.startswith("summit-tui: ")
    assert [*tmp_path.iterdir()] == [tmp_path / "empty"]
    assert [*Path(tmp_path, "empty").iterdir()] == []


KILLED = """
import os, signal, sys

left = int(sys.argv.pop(1))

def count(event, arguments):
    global left
    creates = event == "open" and arguments[2] & os.O_CREAT
    if (creates or event in ("os.mkdir", "os.rename")) and "fresh" in str(arguments[0]):
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
from summit_tui.cli.group import cli
cli()
"""


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 8])
def test_what_a_killed_new_left_is_gone_on_with(root, tmp_path, monkeypatch, number):
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(number), "new", "fresh"],
        env={**os.environ, "PYTHONPATH": str(root)},
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(cli, ["new", "whole"]).exit_code == 0
    done = CliRunner().invoke(cli, ["new", "fresh"])
    assert (done.exit_code, done.stderr[:6]) == (0, "Wrote ")
    fresh, whole = (
        {
            path.relative_to(folder): path.read_bytes()
            for path in folder.rglob("*.*")
            if path.is_file()
        }
        for folder in (tmp_path / "fresh", tmp_path / "whole")
    )
    assert fresh == whole
