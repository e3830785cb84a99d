"""What a shell is given with the program: its manual page and its completions."""

import os
import subprocess
import sys
from pathlib import Path

from summit_tui.cli import COMMANDS
from tests.manual.shell import COMPLETIONS, PAGE, SHELL, manual_page, shell_files


def test_the_files_are_as_the_commands_have_them():
    stale = [path.name for path, text in shell_files() if path.read_text("utf-8") != text]
    assert stale == [], "write them anew: python -m tests.manual"
    assert {path.name for path in SHELL.iterdir()} == {PAGE, *COMPLETIONS.values()}


def test_the_manual_page_has_every_command_and_no_stray_request():
    page = manual_page()
    assert [name for name in COMMANDS if f'.SS "{name} ' not in page] == []
    requests = {line.split()[0] for line in page.splitlines() if line.startswith(".")}
    assert requests == {".TH", ".SH", ".SS", ".PP", ".TP", ".br", ".nf", ".fi"}


COMPLETE = """
source "$1"
COMP_WORDS=(summit-tui ver) COMP_CWORD=1
_summit_tui_completion summit-tui
printf '%s\\n' "${COMPREPLY[@]}"
"""


def test_bash_completes_a_command_with_the_file(needs):
    needs("bash")
    beside = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{beside}{os.pathsep}{os.environ['PATH']}"}
    script = SHELL / COMPLETIONS["bash"]
    completed = subprocess.run(
        ["bash", "-c", COMPLETE, "bash", str(script)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "verify" in completed.stdout.split()
