"""What is left on the terminal when the browser has gone."""

import signal

import pytest
from click.testing import CliRunner

from summit_tui.app.app import SummitApp
from summit_tui.cli import cli

TEXT = "“We will lay the cable.”\n— 林梅 (Lin Mei)\tMinister"


@pytest.fixture
def left(coverage, monkeypatch):
    """Return a function that opens a browser in which a text is copied, and what it printed."""
    # A driver that the environment names needs no terminal; signals stay those of the tests.
    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.headless_driver:HeadlessDriver")
    monkeypatch.setattr(signal, "signal", lambda *_: None)

    def left(copied, *options):
        monkeypatch.setattr(SummitApp, "run", lambda app: setattr(app, "last_copy", copied))
        result = CliRunner().invoke(cli, [*options, str(coverage()), "--no-cache"])
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    return left


def test_the_last_copy_is_printed_at_the_end_when_asked(left):
    assert left(TEXT, "--print-on-exit") == f"{TEXT}\n"


@pytest.mark.parametrize(("copied", "options"), [(TEXT, []), (None, ["--print-on-exit"])])
def test_nothing_is_printed_unasked_or_where_nothing_was_copied(left, copied, options):
    assert left(copied, *options) == ""
