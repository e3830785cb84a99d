"""What every test stands on: a machine without habits, system tools, a tmux, a small coverage.

`python -m pytest -m pure` runs in seconds what needs no more than the processor; see `_is_pure`.
"""

import gc
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid
from copy import deepcopy
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings

import summit_tui
from summit_tui.i18n import speak

# The same examples in every run, however long each takes: a suite that fails by chance tells
# nothing. `--hypothesis-profile=default` looks for others.
settings.load_profile("ci")

PATIENCE = 20.0
"""Seconds that a condition may take on a busy machine before a test fails."""

_HABITS = ("TMUX", "TMUX_PANE", "SSH_CONNECTION", "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY")
_HABITS += ("NO_COLOR", "FORCE_COLOR", "BROWSER", "LC_ALL", "COLUMNS", "LINES")
_HABITS += ("PYTHONDONTWRITEBYTECODE",)
_FIXED = {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "LANG": "C.UTF-8",
    "TZ": "Asia/Hong_Kong",
}
_FOLDERS = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")

EVENT = {
    "id": "wic-2030",
    "name": "Wuzhen Forum 2030",
    "names": {"zh-Hans": "乌镇论坛"},
    "start": "2030-05-01",
    "end": "2030-05-02",
    "place": "Wuzhen",
    "theme": "Openness",
}
COVERAGE = {
    "event": EVENT,
    "sessions": [
        {"id": "opening", "title": "Opening ceremony", "type": "opening", "date": "2030-05-01"},
        {
            "id": "panel",
            "title": "Panel on undersea cables",
            "type": "panel",
            "date": "2030-05-02",
            "speakers": [{"speaker": "lin", "role": "panelist"}, "okoro"],
            "sources": ["gazette"],
        },
    ],
    "speakers": [
        {
            "id": "lin",
            "name": "Lin Mei",
            "names": {"zh-Hans": "林梅"},
            "kind": "person",
            "delegation": "harbour",
            "roles": [
                {"title": "Minister of Transport", "from": "2030-01", "to": "2030-06"},
                {"title": "Minister of Finance", "from": "2030-07", "to": "2034-06"},
            ],
        },
        {"id": "okoro", "name": "Ada Okoro", "kind": "person", "delegation": "nigeria"},
        {"id": "youth", "name": "Youth Council", "kind": "group"},
    ],
    "quotes": [
        {
            "id": "direct",
            "speaker": "lin",
            "text": "We will lay the cable together.",
            "mode": "direct",
            "source": "gazette",
            "date": "2030-05-02",
            "session": "panel",
            "topics": ["cables"],
        },
        {
            "id": "partial",
            "speaker": "okoro",
            "text": 'Repairs should not become "a toll road" for anyone.',
            "mode": "partial",
            "source": "gazette",
            "date": "2030-05-02",
            "session": "panel",
            "topics": ["cables", "repairs"],
        },
        {
            "id": "paraphrase",
            "speaker": "youth",
            "text": "Young engineers want a seat at the table.",
            "mode": "paraphrase",
            "source": "wire",
            "date": "2030-05-01",
            "session": "opening",
            "topics": ["youth"],
        },
        {
            "id": "later",
            "speaker": "lin",
            "text": "The budget for repairs would double.",
            "mode": "paraphrase",
            "source": "wire",
            "date": "2030-08-09",
            "topics": ["repairs"],
        },
    ],
    "delegations": [
        {"id": "harbour", "name": "Harbour City", "kind": "region", "region": "Eastern Asia"},
        {"id": "nigeria", "name": "Nigeria", "kind": "country", "region": "Africa"},
    ],
    "sources": [
        {
            "id": "gazette",
            "title": "Cable panel closes the forum",
            "publisher": "Harbour Gazette",
            "published": "2030-05-03",
            "url": "https://gazette.example/cables?day=2",
        },
        {
            "id": "wire",
            "title": "Youth at the forum",
            "publisher": "River Wire",
            "published": "2030-08-10",
        },
    ],
}
"""Three modes, a speaker whose capacity changes, and a record of every kind with its links."""

_OUTSIDE = {"tmp_path", "small", "shelf", "browsing", "snap_compare", "needs"}
"""The fixtures through which a test comes to files, other programs or a screen."""
_OF_THE_WHOLE = {
    Path(__file__).with_name(name)
    for name in ("project", "stories", "test_catalogues.py", "test_manual.py")
}
"""What reads the whole tree, or tells a long story."""
_OTHERS = re.compile(
    r"^(?:import|from) (?:aiohttp|docx|fpdf|mcp|openpyxl|psycopg|pypdf|trafilatura)\b", re.MULTILINE
)
"""The imports of libraries that take longer than most rooms' tests."""


def _is_pure(item):
    """Tell whether a test only computes, and not for long."""
    long = is_hypothesis_test(item.obj) or item.get_closest_marker("slow")
    return not (long or _has_no_pure(item.path)) and _OUTSIDE.isdisjoint(item.fixturenames)


@cache
def _has_no_pure(path):
    """Tell whether a file or folder of tests is left out as a whole."""
    if not _OF_THE_WHOLE.isdisjoint((path, *path.parents)):
        return True
    return path.suffix == ".py" and bool(_OTHERS.search(path.read_text("utf-8")))


@pytest.hookimpl(tryfirst=True)  # before pytest chooses by marks
def pytest_collection_modifyitems(items):
    """Mark the tests that run in seconds while one works."""
    for item in items:
        if _is_pure(item):
            item.add_marker("pure")


APART = (
    "browser",
    "recipes",
    "serve",
    "test_server_conformance.py",
    "test_server_failing.py",
    "test_server_pushing.py",
    "test_server_sharding.py",
)
"""Tests that start servers, or need much of other people's: steps of their own in `.ci/run`."""


def pytest_ignore_collect(collection_path, config):
    """Leave out what stands apart, unless it is named, and read no file in vain."""
    is_named = any(collection_path.name in argument for argument in config.args)
    is_apart = collection_path.name in APART and not is_named
    in_vain = config.option.markexpr == "pure" and _has_no_pure(collection_path)
    return True if is_apart or in_vain else None


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Spare the collector the tests and what they import: it would look through them all along."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


def pytest_xdist_auto_num_workers(config):
    """Stay in one process where a worker's start and its messages take longer than its tests.

    Else there is one worker more than processors: tests at a screen or a terminal often wait.
    """
    is_short = config.option.markexpr == "pure"
    is_single = is_short or any(".py" in argument for argument in config.args)
    return 0 if is_single else len(os.sched_getaffinity(0)) + 1


# Once for all tests: asking for the time zone anew twice a test adds up over thousands.
for name in _HABITS:
    os.environ.pop(name, None)
os.environ |= _FIXED
time.tzset()
speak("en")
# Every program that a test starts would compile all that it imports: a second, not a fifth of one.
sys.dont_write_bytecode = False
# Textual reads its variables once, when it is imported. The one that is spared tells the workers of
# a parallel run where the pictures go that differ.
if sys.platform != "win32":
    # A program that is started in the background, as by `nohup`, ignores these, and so would every
    # program that a test starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)

for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
    if name != "TEXTUAL_SNAPSHOT_TEMPDIR":
        del os.environ[name]


@pytest.fixture(scope="session")
def numbered_folders(tmp_path_factory):
    """Return the paths of numbered folders for the tests, none of which is there yet.

    Pytest's own numbering looks through all earlier folders, which adds up over thousands.
    """
    folder = tmp_path_factory.mktemp("folders")
    return (folder / str(number) for number in count())


@pytest.fixture
def tmp_path(numbered_folders):
    """Return a new folder, as pytest's own fixture does at a cost that grows with every test."""
    folder = next(numbered_folders)
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def machine(numbered_folders):
    """Give every test a home of its own, in which nothing is yet, and an interface in English.

    The variables are not put back: the next test has its own.
    """
    home = next(numbered_folders)
    home.mkdir()
    os.environ["HOME"] = str(home)
    for name in _FOLDERS:
        os.environ[name] = f"{home}/{name.lower()}"
    yield
    # Behind the test: what is made for several tests is made before this fixture.
    speak("en")


@pytest.fixture
def needs():
    """Return a check for system tools: a test is skipped without them, and fails in Linux CI."""

    def check(*tools):
        missing = [tool for tool in tools if shutil.which(tool) is None]
        if not missing:
            return
        message = f"needs {', '.join(missing)}"
        if os.environ.get("CI") and sys.platform == "linux":
            pytest.fail(message)
        pytest.skip(message)

    return check


@pytest.fixture
def root():
    """Return the folder from which a program of its own imports the package."""
    return Path(summit_tui.__file__).parents[1]


@pytest.fixture
def package(root, tmp_path):
    """Return a copy of the package, to be changed; its folder is what `PYTHONPATH` may name."""
    copy = tmp_path / "summit_tui"
    return shutil.copytree(root / "summit_tui", copy)


@pytest.fixture
def records():
    """Return the records of the small coverage, to be changed."""
    return deepcopy(COVERAGE)


def write_coverage(folder, records=COVERAGE):
    """Write a coverage folder, a JSON file for each kind of record, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, data in records.items():
        text = json.dumps({kind: data}, ensure_ascii=False)
        (folder / f"{kind}.json").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """Return a folder with the small coverage, which no test changes."""
    return write_coverage(tmp_path_factory.mktemp("small"))


@pytest.fixture
def coverage(tmp_path):
    """Return a function that writes a coverage folder of a test's own."""

    def write(records=COVERAGE, folder="coverage"):
        return write_coverage(tmp_path / folder, records)

    return write


@pytest.fixture
def environ(tmp_path):
    """Return an environment with the system's programs and nothing else that decides a route."""
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TERM": "xterm-256color"}


_WHO = ["-c", "user.name=N", "-c", "user.email=e@example.org", "-c", "commit.gpgSign=false"]


@pytest.fixture
def git(needs, tmp_path, monkeypatch):
    """Return a function that runs git in a repository of the test's own, with nobody's habits."""
    needs("git")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in [name for name in os.environ if name.startswith("GIT_") and "CONFIG" not in name]:
        monkeypatch.delenv(name)
    folder = tmp_path / "repository"
    folder.mkdir()

    def run(*arguments, **settings):
        command = ["git", *_WHO, *map(str, arguments)]
        return subprocess.run(
            command, cwd=folder, check=True, capture_output=True, **settings
        ).stdout

    run("init", "-q", "-b", "trunk")
    monkeypatch.chdir(folder)
    return run


@pytest.fixture
def commit(git, tmp_path):
    """Return a function that writes files and commits them all; no content is no file."""

    def write_and_commit(files, message="m"):
        for name, content in files.items():
            path = tmp_path / "repository" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            else:
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
        git("add", "-A", "-f")
        git("commit", "-q", "--allow-empty", "-m", message)

    return write_and_commit


class TmuxServer:
    """One tmux server on a socket of its own, without anyone's configuration."""

    def __init__(self, environ):
        self._environ = environ
        self._name = f"summit-{uuid.uuid4().hex}"
        self.argv = [shutil.which("tmux"), "-L", self._name, "-f", "/dev/null"]

    def run(self, *arguments):
        """Run one tmux command and return its output, which is empty where it failed."""
        done = subprocess.run(
            [*self.argv, *arguments], env=self._environ, capture_output=True, timeout=PATIENCE
        )
        return done.stdout

    def inside(self):
        """Return the environment of a program in the server's first pane."""
        seen = self.run("display-message", "-p", "#{socket_path},#{pid},0 #{pane_id}")
        socket, pane = seen.decode().split()
        return self._environ | {"TMUX": socket, "TMUX_PANE": pane, "TERM": "screen"}

    def end(self):
        """Kill the server, if it ever started, and remove the socket that it leaves behind."""
        socket = self.run("display-message", "-p", "#{socket_path}").decode().strip()
        self.run("kill-server")
        if socket:
            Path(socket).unlink(missing_ok=True)

    def client_is_ready(self):
        """Tell whether a client is attached and tmux knows that its terminal has a clipboard."""
        return b"clipboard" in self.run("list-clients", "-F", "#{client_termfeatures}")


@pytest.fixture
def tmux_server(needs, environ):
    """Return a function that names tmux servers, which are killed by their socket at the end."""
    needs("tmux")
    named = []

    def name():
        named.append(TmuxServer(environ))
        return named[-1]

    yield name
    for server in named:
        server.end()
