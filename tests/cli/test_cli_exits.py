"""The exit codes: the table, Ctrl-C at any time, and slips of the program itself."""

import io
import os
import signal
import subprocess
import sys
from contextlib import redirect_stdout
from functools import partial

import pytest
from cli_calls import CALLS, READERS, WITHOUT_SCREEN, WRITERS

from summit_tui import exits
from summit_tui.cli import COMMANDS
from summit_tui.cli.group import cli, run
from summit_tui.exits import Exit, exit_code_of


def test_every_command_is_called_here():
    assert set(CALLS) == set(COMMANDS) == set(cli.list_commands(None))


@pytest.mark.parametrize("name", WITHOUT_SCREEN)
def test_without_a_fault_a_command_ends_as_it_is_meant_to(call, name):
    code, output, said = call(name)
    assert code == CALLS[name].code
    assert bool(output) == (name in WRITERS)
    assert "Traceback" not in said


# The keyboard


def interrupt(*_, **__):
    raise KeyboardInterrupt


@pytest.mark.parametrize("name", COMMANDS)
def test_ctrl_c_while_a_command_is_loaded_is_130(words, monkeypatch, capsys, name):
    monkeypatch.setattr("summit_tui.cli.group.import_module", interrupt)
    assert exit_code_of(partial(run, words(name))) == Exit.INTERRUPTED
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("method", ["fresh", "build", "__init__"])
@pytest.mark.parametrize("name", READERS)
def test_ctrl_c_while_a_coverage_is_opened_is_130(words, monkeypatch, capsys, name, method):
    monkeypatch.setattr(f"summit_tui.archive.sqlite.catalog.Catalog.{method}", interrupt)
    assert exit_code_of(partial(run, words(name))) == Exit.INTERRUPTED
    output, said = capsys.readouterr()
    assert (output, "Traceback" in said) == ("", False)


class Interrupted(io.StringIO):
    """An output at which Ctrl-C comes."""

    def write(self, _):
        raise KeyboardInterrupt

    @property
    def buffer(self):
        return self


@pytest.mark.parametrize("name", WRITERS)
def test_ctrl_c_while_a_command_writes_is_130(words, name):
    with redirect_stdout(Interrupted()):
        ends = exit_code_of(partial(run, words(name)))
    assert ends == Exit.INTERRUPTED


def test_ctrl_c_while_records_are_compared_is_130_and_no_damage(words, monkeypatch, capsys):
    monkeypatch.setattr("hashlib.blake2b", interrupt)
    assert exit_code_of(partial(run, words("diff"))) == Exit.INTERRUPTED
    assert "damaged" not in capsys.readouterr().err


SIGNAL = """
import os, signal, sys

module = sys.argv.pop(1)

class Finder:
    def find_spec(self, name, *_):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Finder())
from summit_tui.__main__ import main
main()
"""


@pytest.mark.parametrize(
    "module", ["exits", "paths", "cli", "cli.records", "archive.sqlite", "formats.export"]
)
def test_ctrl_c_at_any_import_is_130_without_a_word(words, root, tmp_path, module):
    done = subprocess.run(
        [sys.executable, "-c", SIGNAL, f"summit_tui.{module}", *words("export")],
        env={**os.environ, "PYTHONPATH": str(root)},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
    assert signal.SIGINT + 128 == Exit.INTERRUPTED


# The table


def test_every_code_has_a_meaning_that_the_help_gives(capsys):
    assert list(exits.meanings()) == list(Exit)
    assert run(["--help"]) == Exit.FOUND
    shown = " ".join(capsys.readouterr().out.split())
    for code, said in exits.meanings().items():
        assert f"{code:d} {said.replace('`', '')}" in shown


def test_a_slip_of_ours_is_not_taken_for_an_answer(words, monkeypatch, capsys):
    def fail(*_):
        raise AssertionError("a slip")

    monkeypatch.setattr("summit_tui.cli.coverage.are_identical", fail)
    assert exit_code_of(partial(run, words("diff"))) == Exit.FAULT
    said = capsys.readouterr().err
    assert "AssertionError: a slip" in said
    assert said.endswith("summit-tui: this is a fault of the program; report it\n")


def test_without_memory_a_command_says_so(words, monkeypatch, capsys):
    def fail(*_):
        raise MemoryError

    monkeypatch.setattr("summit_tui.archive.sqlite.catalog.Catalog.__init__", fail)
    assert exit_code_of(partial(run, words("search"))) == Exit.UNUSABLE
    assert capsys.readouterr().err == "summit-tui: there is not enough memory\n"
