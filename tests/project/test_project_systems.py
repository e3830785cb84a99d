"""The program on systems that are not Unix: what stands in for them is tried here."""

import os
import re
import subprocess
import sys
import webbrowser
from pathlib import Path

import platformdirs
import pytest
from click.testing import CliRunner
from platformdirs.macos import MacOS
from platformdirs.windows import Windows
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver

import summit_tui
from summit_tui import paths, writing
from summit_tui.app.app import SummitApp
from summit_tui.app.clipboard import open_in_browser
from summit_tui.cli.serving import serve_command
from summit_tui.clipboard import process
from summit_tui.exits import Exit, exit_on_signals

UNIX_ONLY = ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty")
IMPORT_ALL = f"""
import importlib, pkgutil, sys
sys.modules |= dict.fromkeys({UNIX_ONLY})
import summit_tui
for module in pkgutil.walk_packages(summit_tui.__path__, "summit_tui."):
    if module.name not in {{"summit_tui.__main__", "summit_tui.app.driver", "summit_tui.mcp"}}:
        importlib.import_module(module.name)
"""
"""Imports all there is, but the driver of Unix terminals, which is not asked for elsewhere, and the
server whose library knows systems by their names."""

UNIX_NAMES = re.compile(
    rf"import (?:{'|'.join(UNIX_ONLY)})$"
    r"|os\.(?:killpg|fork|[gs]ete?[ug]id|\w*pgrp|setsid|fchmod|fchown|set_blocking|mkfifo)\("
    r"|signal\.SIG(?:HUP|QUIT|KILL|TSTP|CONT|STOP|WINCH|USR\d)\b",
    re.MULTILINE,
)
PLACES = {
    "app/driver.py",  # the terminal and its signals; not imported elsewhere
    "bookmarks.py",  # permissions of a file that is added to
    "clipboard/outcome.py",  # whose folder it is
    "clipboard/process.py",  # programs that do not answer
    "clipboard/terminal.py",  # the question to the terminal
    "importers/child.py",  # the limit of memory
    "serve/server.py",  # `serve` says that it does not work without Unix
    "serve/visit.py",
    "writing.py",  # locks and permissions
}
"""Where names are used that Python has on Unix only."""


def test_what_only_unix_has_is_asked_of_few_places():
    package = Path(summit_tui.__file__).parent
    using = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if UNIX_NAMES.search(path.read_text("utf-8"))
    }
    assert using == PLACES


def test_the_server_says_that_it_needs_unix(monkeypatch):
    monkeypatch.delattr(os, "killpg")
    done = CliRunner().invoke(serve_command, ["us-summit-remarks"])
    assert (done.exit_code, done.stdout) == (Exit.UNUSABLE, "")
    assert done.stderr == "summit-tui: serve works on Linux and macOS only\n"


def test_a_program_of_the_clipboard_that_hangs_is_killed_without_process_groups(monkeypatch):
    monkeypatch.delattr(os, "killpg")
    hangs = [sys.executable, "-c", "import signal; signal.pause()"]
    with pytest.raises(process.NoAnswerError):
        process.run(hangs, b"", limit=0.01, environ=os.environ)


def test_every_module_can_be_imported_without_those_of_unix():
    imported = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL], capture_output=True, text=True, check=False
    )
    assert (imported.returncode, imported.stderr) == (0, "")


def test_textuals_own_driver_is_used_on_other_systems(monkeypatch):
    monkeypatch.setattr(App, "get_driver_class", lambda app: HeadlessDriver)
    app = SummitApp.__new__(SummitApp)  # nothing is opened
    assert app.get_driver_class() is HeadlessDriver


@pytest.mark.parametrize(
    ("system", "folders"),
    [
        (MacOS, ("Library/Application Support/summit-tui", "Library/Caches/summit-tui")),
        (Windows, ("AppData/Local/summit-tui", "AppData/Local/summit-tui/Cache")),
    ],
    ids=["macOS", "Windows"],
)
def test_files_are_kept_where_the_system_keeps_them(system, folders, monkeypatch, tmp_path):
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(platformdirs, "PlatformDirs", system)
    monkeypatch.setattr(
        "platformdirs.windows.get_win_folder", lambda _: str(tmp_path / "AppData/Local")
    )
    settings, cache = folders
    assert paths.config_file() == tmp_path / settings / "config.toml"
    assert paths.cache_folder() == tmp_path / cache
    assert paths.state_folder() == tmp_path / settings


def test_a_file_is_written_whole_where_nothing_can_be_locked(monkeypatch, tmp_path):
    monkeypatch.setattr(writing, "fcntl", None)
    with writing.replace_file(tmp_path / "brief.md") as file:
        file.write(b"whole")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"whole"]


def test_a_signal_that_the_system_does_not_know_is_left_alone():
    assert exit_on_signals("SIGNONE") == []


def test_the_browser_of_the_system_is_asked_for_a_window(monkeypatch):
    opened = []

    class OfTheSystem(webbrowser.BaseBrowser):
        def open(self, url, new=0, autoraise=True):
            opened.append(url)
            return True

    monkeypatch.setattr(webbrowser, "get", OfTheSystem)
    assert open_in_browser("https://example.org/", {})
    assert opened == ["https://example.org/"]


def test_a_browser_in_the_terminal_is_not_opened(monkeypatch):
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("w3m"))
    assert not open_in_browser("https://example.org/", {})
