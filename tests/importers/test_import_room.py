"""The importers are a room of their own: without it and its row, all else works."""

import shutil
import subprocess
import sys

import pytest

FILES = ["importers", "cli/imports.py", "cli/import_run.py"]
CALLS = """
import contextlib, io, sys
from summit_tui.cli.group import run

for words in (
    ["--help"],
    ["show", "okoro", sys.argv[1], "--no-cache"],
    ["propose", "times", sys.argv[1], "--no-cache"],
    ["new", sys.argv[2], "--article", "a.txt"],
    ["new", sys.argv[2]],
):
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        try:
            run(words)
            code = 0
        except SystemExit as error:
            code = int(error.code or 0)
    assert "import " not in output.getvalue() or words[0] != "--help"
    print(words[0], code)
"""
COVERAGE = """
[event]
id = "e"
name = "E"

[[speakers]]
id = "okoro"
name = "Ada Okoro"

[[sources]]
id = "times"
title = "T"
publisher = "P"
text = "times.txt"
"""


@pytest.fixture
def coverage(tmp_path):
    """Return a folder into which something was imported once."""
    folder = tmp_path / "coverage"
    (folder / ".summit-tui").mkdir(parents=True)
    (folder / ".summit-tui" / "imports.jsonl").write_text("", "utf-8")
    (folder / "all.toml").write_text(COVERAGE, "utf-8")
    (folder / "times.txt").write_text("Ada Okoro said that we mend the cables.\n", "utf-8")
    return folder


def test_the_importers_can_be_taken_away_with_their_row(package, coverage, tmp_path):
    for name in FILES:
        path = package / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    commands = package / "cli" / "__init__.py"
    row = '    "import": "imports",\n'
    commands.write_text(commands.read_text("utf-8").replace(row, ""), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", CALLS, str(coverage), str(tmp_path / "new")],
        env={"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1", "HOME": str(tmp_path)},
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["--help 0", "show 0", "propose 0", "new 2", "new 0"]
