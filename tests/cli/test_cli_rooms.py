"""Rooms that the core does not need can be taken away with their rows: all else works."""

import json
import re
import shutil
import subprocess
import sys

import pytest

ROOMS = {
    "importers": (
        ["importers", "cli/imports.py", "cli/import_run.py"],
        '    "import": "imports",\n',
    ),
    "proposals": (
        ["proposals", "app/proposals.py", "cli/proposing.py"],
        '    "propose": "proposing",\n',
    ),
    "authoring": (["authoring", "cli/adding.py"], '    "add": "adding",\n'),
}
"""The files and folders of each room, and its row in the table of commands."""
CALLS = {
    "help": ["--help"],
    "show": ["show", "okoro", "COVERAGE", "--no-cache"],
    "check": ["check", "COVERAGE"],
    "fix": ["check", "COVERAGE", "--fix"],
    "propose": ["propose", "times", "COVERAGE", "--no-cache", "--format", "jsonl"],
    "import": ["import", "a.csv"],
    "new from an article": ["new", "NEW", "--article", "a.txt"],
    "new": ["new", "OTHER"],
}
EXPECTED = {
    "importers": {"new from an article": "this installation has no importers"},
    "proposals": {},
    "authoring": {
        "fix": "this installation has no authoring",
        "import": "this installation has no authoring",
        "new from an article": "this installation has no authoring",
    },
}
"""What is said where a command needs the room that is missing."""
BEYOND = (
    *("verify", "cli/verify.py", "app/screens/draft.py"),
    *("timeline", "cli/timeline.py", "serve", "cli/serving.py", "linear", "cli/linear.py"),
    *("mcp.py", "archive/postgres", "cli/pushing.py"),
)
"""The files and folders of the rooms that are taken away together."""
ROWS = {
    "cli/__init__.py": ("timeline", "verify", "push", "serve", "mcp", "linear"),
    "app/app.py": ("screens.draft",),
    "archive/openers.py": ("postgresql", "postgres"),
}
"""Their rows by the file of the table; each is a line that begins with the name."""
RUN = """
import asyncio, contextlib, io, json, sys
from pathlib import Path
from summit_tui.cli.group import run

calls = json.loads(sys.argv[1])
said = {}
for name, words in calls.items():
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        try:
            code = run(words)
        except SystemExit as end:
            code = int(end.code or 0)
    said[name] = [code, output.getvalue()]

from summit_tui.app.app import SummitApp

sentences = []
say = SummitApp._say
SummitApp._say = lambda app, sentence: sentences.append(sentence) or say(app, sentence)

async def main():
    app = SummitApp([Path(sys.argv[2])])
    async with app.run_test(size=(80, 24)) as pilot:
        for key in sys.argv[3:]:
            await pilot.press(key)
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
    said["keys"] = [0, "\\n".join(sentences)]

asyncio.run(main())
print(json.dumps(said))
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
STATEMENT = """
[[quotes]]
id = "cables"
speaker = "okoro"
mode = "paraphrase"
text = "The cables should be mended."
date = "2030-05-02"
source = "times"
"""


@pytest.fixture
def coverage(tmp_path):
    """Return a folder into which something was imported once."""
    folder = tmp_path / "coverage"
    (folder / ".summit-tui").mkdir(parents=True)
    (folder / ".summit-tui" / "imports.jsonl").write_text("", "utf-8")
    (folder / "all.toml").write_text(COVERAGE, "utf-8")
    (folder / "times.txt").write_text("Ada Okoro said that we mend the cables.\n", "utf-8")
    (tmp_path / "a.csv").write_text("name,role\nBo Berg,Chair\n", "utf-8")
    (tmp_path / "a.txt").write_text("Ada Okoro said that we mend the cables.\n", "utf-8")
    return folder


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_can_be_taken_away_with_its_row(room, package, coverage, tmp_path):
    files, row = ROOMS[room]
    for name in files:
        path = package / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    table = package / "cli" / "__init__.py"
    text = table.read_text("utf-8")
    assert row in text
    table.write_text(text.replace(row, ""), "utf-8")
    own = row.split('"')[1]
    paths = {"COVERAGE": str(coverage), "NEW": str(tmp_path / "new")}
    paths["OTHER"] = str(tmp_path / "other")
    calls = {
        name: [paths.get(word, word) for word in words]
        for name, words in CALLS.items()
        if words[0] != own
    }
    said = said_by(calls, coverage, tmp_path, ["6", "t", "g", "v", "a"])
    assert f"  {own} " not in said["help"][1]
    for name, sentence in EXPECTED[room].items():
        code, output = said.pop(name)
        assert (code, sentence in output) == (2, True), output
    assert {name for name, (code, _) in said.items() if code == 2} == set(), said
    missing = f"this installation has no {room}"
    assert (missing in said["keys"][1]) == (room != "importers"), said


def test_everything_beyond_the_core_can_be_taken_away_together(package, coverage, tmp_path):
    for name in BEYOND:
        path = package / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name, rows in ROWS.items():
        lines = (package / name).read_text("utf-8").splitlines(keepends=True)
        row = re.compile(rf'\s+(_provider\()?"({"|".join(map(re.escape, rows))})"[:,]')
        kept = [line for line in lines if not row.match(line)]
        assert len(kept) == len(lines) - len(rows)
        (package / name).write_text("".join(kept), "utf-8")
    calls = {
        "help": ["--help"],
        "show": ["show", "okoro", str(coverage), "--no-cache"],
        "check": ["check", str(coverage)],
        "address": ["show", "okoro", "postgresql://host/name"],
    }
    (coverage / "more.toml").write_text(STATEMENT, "utf-8")
    said = said_by(calls, coverage, tmp_path, ["7", "+", "+", "+", "w", "8", "9"])
    assert not {"verify", "serve", "push", "mcp", "--linear"} & set(said["help"][1].split())
    codes = {"help": 0, "show": 0, "check": 0, "address": 2, "keys": 0}
    assert {name: code for name, (code, _) in said.items()} == codes, said
    assert "this installation has no timeline" in said["keys"][1]


def said_by(calls, coverage, tmp_path, keys):
    """Return what each call and the keys of the browser end with, without anything else."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(calls), str(coverage), *keys],
        env={"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1", "HOME": str(tmp_path)},
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return json.loads(done.stdout)
