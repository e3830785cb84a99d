"""Every command as a process whose input is closed and whose output is full or closed.

All of them are children of one process, which has imported what the commands share: the streams are
those of the system, at a tenth of the cost of a start.
"""

import json
import os
import subprocess
import sys

import pytest
from cli_calls import CALLS, WRITERS

from summit_tui.exits import Exit

CHILDREN = """
import json, os, sys
from contextlib import suppress
from importlib import import_module

from summit_tui.__main__ import main
from summit_tui.cli import COMMANDS

calls = json.load(sys.stdin)
shared = ["archive.sqlite.catalog", "formats.export", "mcp", "readers.schema"]
for module in [*shared, *(f"cli.{module}" for module in {*COMMANDS.values(), "group"})]:
    with suppress(ImportError):  # of an extra that is not installed
        import_module(f"summit_tui.{module}")

def become(name, output, words):
    os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT), 2)
    sys.stdin, sys.stdout, sys.argv = None, None, ["summit-tui", *words]
    if output:
        os.dup2(os.open(output, os.O_WRONLY), 1)
        sys.stdout = open(1, "w", encoding="utf-8")
    else:
        os.close(1)
    os.close(0)
    sys.__stdin__, sys.__stdout__ = sys.stdin, sys.stdout
    try:
        main()
    except SystemExit as end:
        os._exit(end.code)  # to take all the modules down would cost more than the command

codes = {}
for name, words in calls.items():
    child = os.fork()
    if not child:
        become(name, sys.argv[1], words)
    codes[name] = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
print(json.dumps(codes))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows neither forks nor has such a device")
@pytest.mark.parametrize("output", ["/dev/full", ""])
def test_every_command_ends_with_a_sentence_and_its_code(words, root, tmp_path, output):
    calls = {name: words(name) for name in CALLS}
    before = [path.read_bytes() for path in sorted((tmp_path / "coverage").iterdir())]
    (tmp_path / "said").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", CHILDREN, output],
        env={**os.environ, "PYTHONPATH": str(root)},
        cwd=tmp_path / "said",
        input=json.dumps(calls),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stderr == ""
    # `cache` lists what the commands before it have left.
    unusable = {*WRITERS, "cache", "open", "mcp"}
    expected = {name: Exit.UNUSABLE if name in unusable else CALLS[name].code for name in CALLS}
    assert json.loads(done.stdout) == expected
    said = {name: (tmp_path / "said" / name).read_text("utf-8") for name in CALLS}
    assert not [name for name, text in said.items() if "Traceback" in text or "ignored" in text]
    assert all(said[name].endswith(".\n") or "summit-tui: " in said[name] for name in unusable)
    assert before == [path.read_bytes() for path in sorted((tmp_path / "coverage").iterdir())]
