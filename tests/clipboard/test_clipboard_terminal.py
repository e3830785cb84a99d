"""Asking a terminal what it can do: never waiting for ever, never eating a key that comes later."""

import os
import pty
import re
import select
import sys
import termios
import threading
import tty

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from summit_tui.clipboard.terminal import Terminal, asking, worth_asking

IN_BACKGROUND = """
import os, pathlib, subprocess, sys
terminal = os.open(os.ttyname(0), os.O_RDWR)
ask = ("import pathlib, sys; from summit_tui.clipboard.terminal import asking\\n"
       "with asking(0, 1) as answer: pathlib.Path(sys.argv[1]).write_text(repr(answer()))")
subprocess.run([sys.executable, "-c", ask, sys.argv[1]], process_group=0, timeout=20)
sys.stdin.read()
"""


def answer_to(fd_in, fd_out, timeout=20.0):
    """Ask a terminal, and wait for its answer."""
    with asking(fd_in, fd_out, timeout) as answer:
        return answer()


class Line:
    """Both ends of a pseudo-terminal: the terminal's, and the one the program has."""

    def __init__(self):
        self.terminal, self.program = pty.openpty()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.terminal)
        os.close(self.program)

    def ask(self, timeout=20.0):
        return answer_to(self.program, self.program, timeout)

    def left(self):
        """Return what a program that starts now would read."""
        tty.setraw(self.program, termios.TCSANOW)
        heard = b""
        while select.select([self.program], [], [], 0)[0]:
            heard += os.read(self.program, 100)
        return heard


@pytest.fixture
def line():
    """Return a pseudo-terminal as a shell leaves it."""
    with Line() as made:
        yield made


@pytest.mark.parametrize(
    ("answer", "osc52"),
    [
        (b"\x1b[?62;22;52c", True),
        (b"\x1b[?52c", True),
        (b"\x1b[?52;62c", True),
        (b"\x1b[?1;2c", False),
        (b"\x1b[?62;152;522c", False),
        (b"\x1b[?6c", False),
        (b"\x1b[?c", False),
    ],
)
def test_the_answer_says_whether_the_terminal_takes_osc_52(line, answer, osc52):
    os.write(line.terminal, answer)
    assert line.ask() == Terminal(osc52)
    assert line.left() == b""


def test_the_question_is_sent_and_an_answer_in_pieces_is_understood(line):
    questions = []

    def terminal():
        questions.append(os.read(line.terminal, 100))
        for byte in b"\x1b[?65;1;52c":
            os.write(line.terminal, bytes([byte]))

    answering = threading.Thread(target=terminal)
    answering.start()
    try:
        assert line.ask() == Terminal(True)
    finally:
        answering.join()
    assert questions == [b"\x1b[c"]


@pytest.mark.parametrize("said", [b"", b"\x1b[?62;5", b"\x1b[>0;10c", b"typed", b"\x1b"])
def test_a_terminal_that_does_not_answer_is_waited_for_no_longer_than_asked(line, said):
    tty.setraw(line.program, termios.TCSANOW)
    os.write(line.terminal, said)
    assert line.ask(timeout=0.02) == Terminal(None, said)


def test_a_terminal_that_never_stops_talking_is_cut_short(line):
    tty.setraw(line.program, termios.TCSANOW)
    enough = threading.Event()

    def babble():
        while not enough.is_set():
            if select.select([], [line.terminal], [], 0.01)[1]:
                os.write(line.terminal, b"x" * 64)

    talking = threading.Thread(target=babble)
    talking.start()
    try:
        answer = line.ask()
    finally:
        enough.set()
        talking.join()
    assert answer == Terminal(None, b"x" * 4096)


@pytest.mark.parametrize("answer", [b"", b"\x1b[?62;52c"])
def test_the_mode_of_the_terminal_is_as_it_was(line, answer):
    before = termios.tcgetattr(line.program)
    os.write(line.terminal, answer)
    line.ask(timeout=0.02)
    assert termios.tcgetattr(line.program) == before


@given(st.binary(max_size=100), st.binary(max_size=100))
@settings(max_examples=50, deadline=None)
def test_keys_before_the_answer_are_kept_and_keys_after_it_stay_in_the_queue(before, after):
    assume(not re.search(rb"\x1b\[\?[\d;]*c", before))
    with Line() as line:
        tty.setraw(line.program, termios.TCSANOW)
        os.write(line.terminal, before + b"\x1b[?1;52c" + after)
        assert line.ask() == Terminal(True, before)
        assert line.left() == after


def test_without_a_terminal_nothing_is_asked(tmp_path):
    source, sink = os.pipe()
    try:
        with (tmp_path / "file").open("w+b") as file:
            for fd_in, fd_out in ((source, sink), (file.fileno(), file.fileno()), (-1, 9999)):
                assert answer_to(fd_in, fd_out) == Terminal()
            assert file.tell() == 0
        assert not select.select([source], [], [], 0)[0]
    finally:
        os.close(source)
        os.close(sink)


def test_redirected_output_gets_no_question(line):
    source, sink = os.pipe()
    try:
        assert answer_to(line.program, sink) == Terminal()
        assert not select.select([source], [], [], 0)[0]
    finally:
        os.close(source)
        os.close(sink)


def test_a_terminal_that_hung_up_is_no_terminal():
    terminal, program = pty.openpty()
    os.close(terminal)
    try:
        assert answer_to(program, program) == Terminal()
    finally:
        os.close(program)


def test_a_terminal_whose_output_is_stopped_is_not_waited_for(line):
    termios.tcflow(line.program, termios.TCOOFF)
    try:
        assert line.ask(timeout=0.02) == Terminal()
    finally:
        termios.tcflow(line.program, termios.TCOON)


def test_a_program_in_the_background_is_not_stopped_by_asking(
    outer_terminal, environ, tmp_path, root
):
    said = tmp_path / "said"
    argv = [sys.executable, "-c", IN_BACKGROUND, str(said)]
    terminal = outer_terminal(argv, environ | {"PYTHONPATH": str(root)})
    terminal.wait_until(lambda: said.exists() and said.read_text())
    assert said.read_text() == repr(Terminal())


@pytest.mark.parametrize(
    ("environ", "worth"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7002"}, True),
        ({"TERM": "xterm-256color", "SSH_CONNECTION": "a 1 b 2"}, False),
        ({"TERM": "screen", "TMUX": "/tmp/tmux,1,0"}, False),
        ({"TERM": "screen", "STY": "1.pts"}, False),
        ({"TERM": "xterm", "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}, False),
        ({"TERM": "dumb"}, False),
        ({}, False),
    ],
)
def test_a_terminal_is_asked_only_where_its_answer_decides_something(environ, worth):
    assert worth_asking(environ) is worth


def test_an_answer_that_came_while_something_else_was_done_is_no_key(line):
    with asking(line.program, line.program, 20.0) as answer:
        os.write(line.terminal, b"x\x1b[?52c")
        assert answer() == answer() == Terminal(True, b"x")
    # Long after the time is over, what has come is still read.
    with asking(line.program, line.program, 0.0) as answer:
        os.write(line.terminal, b"\x1b[?1;2c")
        assert select.select([line.program], [], [], 20)[0]
        assert answer() == Terminal(False)
    assert line.left() == b""


def test_who_ends_before_the_answer_leaves_the_terminal_as_it_was(line):
    def start():
        with asking(line.program, line.program, 20.0):
            os.write(line.terminal, b"\x1b[?1;2c")
            assert termios.tcgetattr(line.program) != before
            sys.exit(2)

    before = termios.tcgetattr(line.program)
    with pytest.raises(SystemExit):
        start()
    assert termios.tcgetattr(line.program) == before
    assert line.left() == b""
