"""A few inputs of every target, the same each time; `python -m tests.fuzz` has more."""

import subprocess
import sys

import pytest

from tests.fuzz import run, shares
from tests.fuzz.targets import TARGETS

BUDGET = {
    "toml": 800,
    "json": 800,
    "jsonl": 800,
    "query": 1_500,
    "search": 150,
    "config": 800,
    "evidence": 500,
    "index": 60,
    "forms": 100,
    "terminal": 1_500,
    "import": 150,
}


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_leads_to_a_traceback(name, tmp_path):
    outcome = run(name, range(BUDGET[name]), tmp_path)
    assert outcome.failures == {}
    assert outcome.inputs == BUDGET[name]


def test_a_failure_is_kept_with_its_number_and_repeats(tmp_path, monkeypatch):
    def fails(lexer, data):
        raise ZeroDivisionError

    monkeypatch.setattr("summit_tui.app.terminal_input.InputLexer.feed", fails)
    outcome = run("terminal", range(7, 9), tmp_path)
    assert list(outcome.failures) == [7, 8]
    assert "ZeroDivisionError" in outcome.failures[7]


def test_a_million_inputs_are_shared_among_all_targets():
    counts = shares(1_000_000)
    assert list(counts) == list(TARGETS)
    assert 990_000 <= sum(counts.values()) <= 1_000_000


@pytest.mark.slow
def test_the_command_prints_a_line_for_each_target(root):
    command = [sys.executable, "-m", "tests.fuzz", "--inputs", "20", "--from", "5000000"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    assert (done.returncode, [line.split()[0] for line in lines]) == (0, list(TARGETS)), done
    assert all("none failed" in line for line in lines)
