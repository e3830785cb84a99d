"""What is left on the terminal when the browser has gone."""

import json
import signal

import pytest
from click.testing import CliRunner

from summit_tui.app.app import SummitApp
from summit_tui.cli.group import cli
from summit_tui.exits import Exit
from summit_tui.paths import config_file

TEXT = "“We will lay the cable.”\n— 林梅 (Lin Mei)\tMinister"


@pytest.fixture(autouse=True)
def browsers(monkeypatch):
    """Return the browsers that are made, and close what they opened: none of them runs."""
    made = []
    make = SummitApp.__init__

    def noted(app, *arguments, **settings):
        make(app, *arguments, **settings)
        made.append(app)

    monkeypatch.setattr(SummitApp, "__init__", noted)
    yield made
    for app in made:
        app.archive_worker.close()


@pytest.fixture
def left(coverage, monkeypatch):
    """Return a function that opens a browser in which a text is copied, and what it printed."""
    # A driver that the environment names needs no terminal; signals stay those of the tests.
    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.headless_driver:HeadlessDriver")
    monkeypatch.setattr(signal, "signal", lambda *_: None)

    def left(copied, *options):
        monkeypatch.setattr(SummitApp, "run", lambda app: setattr(app.copier, "last_copy", copied))
        result = CliRunner().invoke(cli, [*options, str(coverage()), "--no-cache"])
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    return left


def test_the_last_copy_is_printed_at_the_end_when_asked(left):
    assert left(TEXT, "--print-on-exit") == f"{TEXT}\n"


@pytest.mark.parametrize(("copied", "options"), [(TEXT, []), (None, ["--print-on-exit"])])
def test_nothing_is_printed_unasked_or_where_nothing_was_copied(left, copied, options):
    assert left(copied, *options) == ""


@pytest.mark.parametrize(("named", "shown"), [([], "bundled"), (["coverage"], "rest")])
def test_the_browser_says_what_the_config_names_in_vain(
    coverage, tmp_path, monkeypatch, browsers, named, shown
):
    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.headless_driver:HeadlessDriver")
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(SummitApp, "run", lambda _: None)
    monkeypatch.chdir(tmp_path)
    coverage()
    config_file().parent.mkdir(parents=True)
    config_file().write_text(f"coverage = {json.dumps([*named, '/nowhere'])}", "utf-8")
    result = CliRunner().invoke(cli, ["open", "--no-cache"])
    assert (result.exit_code, result.stderr) == (0, "")
    (app,) = browsers
    complaint = f"{config_file()}:1: E104: coverage: /nowhere does not exist"
    assert app.notice.splitlines()[0] == complaint
    assert shown in app.notice.splitlines()[1]
    assert [str(problem) for problem in app.config_problems] == [complaint]
    ids = [event.id for event in app.archive_worker.archive.info().events]
    assert ids == (["wic-2030"] if named else [*dict.fromkeys(ids)])


def test_where_the_app_fails_the_code_is_not_one_of_an_answer(coverage, monkeypatch):
    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.headless_driver:HeadlessDriver")
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(SummitApp, "run", lambda app: setattr(app, "_return_code", 1))
    assert CliRunner().invoke(cli, ["open", str(coverage()), "--no-cache"]).exit_code == Exit.FAULT
