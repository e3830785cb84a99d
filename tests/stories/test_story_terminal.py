"""The program gives the terminal back however it ends, and takes it over again when called back."""

import os
import re
import select
import signal
import subprocess
import sys
import time

import pytest

from summit_tui.app.keys import table
from summit_tui.bookmarks import Bookmarks

pytest.importorskip("termios")
import fcntl
import pty
import struct
import termios

PATIENCE = 20.0
"""Seconds that something may take on a busy machine."""
GIVEN_BACK = [b"\x1b[?1049l", b"\x1b[?1003l", b"\x1b[?2004l", b"\x1b[?1004l", b"\x1b[?25h"]
"""The main screen, no reports of mouse, paste and focus, and the cursor."""
KINDS_OF_BYTES = [
    b"\xff\xe9\xd6\xd0\xed\xa0\x80",
    b"\x1b[1114112u\x1b[9999999999999999999;1u\x1b[113;1:3u\x1b[48;9999999;9999999;0;0t",
    b"\x1bP1$r0q\x1b\\\x1bP>|foo q\x1b\\\x1b]l q\x1b\\\x1b[M q!\x1b[M\xa0\xf1\x99\x901$r0q\x9c",
    b"\x1b[200~q\x1bq\xe9\x1b[201~",
]


class Program:
    """The program on a terminal of its own, which is read only when something is waited for."""

    def __init__(self, environ, *arguments, **settings):
        self.master, slave = pty.openpty()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.before = termios.tcgetattr(slave)
        self.slave = slave
        self.output = b""
        command = [sys.executable, "-m", "summit_tui", *map(str, arguments)]
        streams = {"stdin": slave, "stdout": slave, "stderr": slave} | settings
        # A group of its own within this session is one that can be stopped and called back.
        self.process = subprocess.Popen(command, env=environ, process_group=0, **streams)

    def read(self, deadline):
        if time.monotonic() > deadline:
            pytest.fail(f"waited in vain behind {self.output[-2000:]!r}")
        if select.select([self.master], [], [], 0.02)[0]:
            self.output += os.read(self.master, 1 << 16)

    def until(self, wanted):
        """Wait for a text in what is written from now on or was since the last time."""
        deadline = time.monotonic() + PATIENCE
        while wanted not in re.sub(rb"\x1b\[[0-9;]*m", b"", self.output):
            self.read(deadline)
        self.output = b""

    def type(self, keys):
        os.write(self.master, keys)

    def ended(self, options=0):
        """Wait until the program has ended, or stopped, and return its status."""
        deadline = time.monotonic() + PATIENCE
        while True:
            process, status = os.waitpid(self.process.pid, os.WNOHANG | options)
            if process:
                break
            self.read(deadline)
        while select.select([self.master], [], [], 0)[0]:
            self.read(deadline)
        if not os.WIFSTOPPED(status):
            self.process.returncode = os.waitstatus_to_exitcode(status)
        return status

    @property
    def has_given_back(self):
        modes = all(mode in self.output for mode in GIVEN_BACK)
        return modes and termios.tcgetattr(self.slave) == self.before

    def close(self):
        if self.process.returncode is None:
            self.process.kill()
            self.process.wait()
        for descriptor in (self.master, self.slave):
            if descriptor >= 0:
                os.close(descriptor)


@pytest.fixture
def program(environ, coverage, tmp_path):
    """Return a function that starts the program on the small coverage, up to its first picture."""
    started = []

    def start(*arguments, **settings):
        state = {"XDG_STATE_HOME": str(tmp_path / "state"), "XDG_CACHE_HOME": str(tmp_path / "c")}
        own = Program(environ | state, coverage(), *arguments, **settings)
        started.append(own)
        own.until(b"BY MODE")
        return own

    yield start
    for own in started:
        own.close()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT"])
def test_a_signal_ends_the_program_as_the_user_would(program, tmp_path, name):
    number = getattr(signal, name)
    running = program()
    running.type(b"4")
    running.until(b"4 quotes")
    running.type(b" ")
    running.until(b"1 marked")
    running.process.send_signal(number)
    assert os.waitstatus_to_exitcode(running.ended()) == 128 + number
    assert running.has_given_back
    assert len(Bookmarks(tmp_path / "state" / "summit-tui")) == 1


@pytest.mark.parametrize("hangup", [signal.SIG_DFL, signal.SIG_IGN], ids=["default", "ignored"])
def test_a_terminal_that_is_gone_ends_the_program_quietly(program, tmp_path, hangup):
    with (tmp_path / "said").open("wb") as said:
        ignored = signal.signal(signal.SIGHUP, hangup)
        try:
            running = program("--print-on-exit", stderr=said)
        finally:
            signal.signal(signal.SIGHUP, ignored)
        os.close(running.master)
        os.close(running.slave)
        running.master = running.slave = -1
        assert running.process.wait(PATIENCE) == 128 + signal.SIGHUP
    assert (tmp_path / "said").read_bytes() == b""


def test_what_a_terminal_may_send_neither_ends_the_program_nor_makes_it_deaf(program):
    running = program()
    for data in KINDS_OF_BYTES:
        running.type(data)
    running.type(b"\x1b[200~x\x1b[201~4")
    running.until(b"4 quotes")
    running.type(b"q")
    assert os.waitstatus_to_exitcode(running.ended()) == 0
    assert running.has_given_back


@pytest.mark.parametrize("way", ["key", "signal"])
def test_a_program_that_was_stopped_paints_again_when_it_is_called_back(program, way):
    running = program()
    running.type(b"4")
    running.until(b"4 quotes")
    if way == "key":
        running.type(b"\x1a")
    else:
        running.process.send_signal(signal.SIGTSTP)
    assert os.WIFSTOPPED(running.ended(os.WUNTRACED))
    assert running.has_given_back
    running.output = b""
    running.process.send_signal(signal.SIGCONT)
    running.until(b"4 quotes")
    running.type(b"2")
    running.until(b"2 sessions")
    running.type(b"q")
    assert os.waitstatus_to_exitcode(running.ended()) == 0
    assert running.has_given_back


def test_the_screen_is_painted_again_by_a_key_in_the_search_box_and_above_every_sheet(program):
    running = program()
    running.type(b"/")
    running.type(b"\x0c")
    running.until(b"BY MODE")
    running.type(b"\r?")
    heading = next(table())[0].upper().encode()
    running.until(heading)
    running.type(b"\x0c")
    running.until(heading)


def test_the_screen_is_drawn_on_the_output_where_errors_go_into_a_file(program, tmp_path):
    with (tmp_path / "errors").open("wb") as errors:
        running = program(stderr=errors)
        running.type(b"q")
        assert os.waitstatus_to_exitcode(running.ended()) == 0
    assert (tmp_path / "errors").read_bytes() == b""


@pytest.mark.parametrize("streams", ["</dev/null", "<&-", ">/dev/null", "</dev/null >file", ">&-"])
def test_without_a_terminal_the_browser_says_so_at_once(environ, coverage, tmp_path, streams):
    master, slave = pty.openpty()
    try:
        done = subprocess.run(
            [
                "sh",
                "-c",
                f'exec "$@" {streams}',
                "sh",
                sys.executable,
                "-m",
                "summit_tui",
                coverage(),
            ],
            env=environ,
            cwd=tmp_path,
            stdin=slave,
            stdout=slave,
            stderr=subprocess.PIPE,
            check=False,
            timeout=PATIENCE,
        )
    finally:
        os.close(master)
        os.close(slave)
    assert done.returncode == 2
    assert done.stderr.startswith(b"summit-tui: the browser needs a terminal")
    assert done.stderr.count(b"\n") == 1
