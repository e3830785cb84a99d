"""The command line, in this process and in one of its own."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pydantic_core  # noqa: F401 - CPython 3.13.0 loads it in no folder that is gone
import pytest
from cli_calls import CALLS
from click.testing import CliRunner

from summit_tui.cli import group as command_line
from summit_tui.cli.group import cli
from summit_tui.exits import exit_code_of
from summit_tui.paths import config_file


@pytest.fixture
def run():
    """Return a function that runs a command in this process."""

    def invoke(*arguments):
        return CliRunner().invoke(cli, list(map(str, arguments)))

    return invoke


@pytest.fixture(autouse=True)
def no_input(monkeypatch):
    """Let a command that reads its input find the end of it."""
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        yield


@pytest.fixture
def program(root, tmp_path):
    """Return a function that runs the program as a user does, from another folder."""

    def start(*arguments, environ=None, **settings):
        return subprocess.run(
            [sys.executable, "-m", "summit_tui", *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(root), **(environ or {})},
            cwd=tmp_path,
            capture_output=not settings,
            timeout=60,
            check=False,
            **settings,
        )

    return start


@pytest.fixture
def words(coverage, records, monkeypatch, tmp_path):
    """Return a function that gives the words of a call, with a path in its place."""
    monkeypatch.chdir(tmp_path)
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text('[clipboard]\nmode = "file"\n', "utf-8")
    path = coverage(records, "coverage")
    records["quotes"][0]["text"] = "We will lay the cable alone."

    def filled(name, path=path):
        places = {"{path}": str(path)}
        if "{other}" in CALLS[name].words:
            places["{other}"] = str(coverage(records, "other"))
        return [places.get(word, word) for word in CALLS[name].words]

    return filled


@pytest.fixture
def call(words, capsys):
    """Return a function that calls a command and returns code, output and narration."""

    def called(name, *path):
        code = exit_code_of(partial(command_line.run, words(name, *path)))
        return code, *capsys.readouterr()

    return called
