"""The command line, in this process and in one of its own."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from summit_tui.cli import cli


@pytest.fixture
def run():
    """Return a function that runs a command in this process."""

    def invoke(*arguments):
        return CliRunner().invoke(cli, list(map(str, arguments)))

    return invoke


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
