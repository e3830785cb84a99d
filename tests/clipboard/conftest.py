"""Real terminals, multiplexers and displays that the clipboard tests start, own and end."""

import asyncio
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from base64 import b64decode
from pathlib import Path

import pytest

from summit_tui.clipboard import delivery
from summit_tui.clipboard.terminal import Terminal
from summit_tui.clipboard.types import Settings

PATIENCE = 20.0
"""Seconds that a condition may take on a busy machine before a test fails."""

TEXTS = {
    "chinese": "任贤良说:“互联网治理”\u3000——世界互联网大会",
    "arabic": "قال الوزير: «الإنترنت للجميع» ١٢٣",
    "tabs and line ends": "one\ttwo\r\nthree\nfour\rfive\n\n",
    "beyond the basic plane": "𠀀 🙂 e\u0301 \u200d",
    "shell and escapes": "$(id) `id` \\n %s 'a' \"b\" ;&|<>* -n --help",
    "leading dash": "-w",
    "one megabyte": "网 quote\t" * 100_000,
}
INSIDE = """
import asyncio, json, os, pathlib, sys
from summit_tui.clipboard.delivery import copy
from summit_tui.clipboard.terminal import Terminal
from summit_tui.clipboard.types import Settings

def write(data):
    while data:
        data = data[os.write(1, data):]

text, folder, answer = map(pathlib.Path, sys.argv[1:])
outcome = asyncio.run(copy(
    text.read_bytes().decode(), settings=Settings(max_osc52=10_000_000), write=write,
    terminal=Terminal(), environ=os.environ, folder=folder))
unfinished = answer.with_suffix(".part")
unfinished.write_text(json.dumps([outcome.arrived, outcome.route]))
unfinished.rename(answer)
sys.stdin.read()
"""
"""A program that copies from where it runs, writes what came of it, and stays until it is ended."""


def pytest_generate_tests(metafunc):
    """Give every test that takes `any_text` each of the hard texts."""
    if "any_text" in metafunc.fixturenames:
        metafunc.parametrize("any_text", TEXTS.values(), ids=TEXTS)


@pytest.fixture
def bare(tmp_path, environ):
    """Return an environment whose PATH is a new, empty folder, for stand-in programs."""
    programs = tmp_path / "programs"
    programs.mkdir()
    return environ | {"PATH": str(programs)}


@pytest.fixture
def stand_in(bare, tmp_path):
    """Return a function that puts a stand-in program on the bare PATH.

    It keeps its input in `NAME.input`, then runs the shell lines given.
    """

    def put(name, lines="exit 0"):
        kept = tmp_path / f"{name}.input"
        program = Path(bare["PATH"]) / name
        program.write_text(f"#!/bin/sh\n/bin/cat > '{kept}'\n{lines}\n")
        program.chmod(0o755)
        return kept

    return put


@pytest.fixture
def copied(tmp_path):
    """Return a function that copies on an event loop and gives the outcome and the bytes sent."""

    def run(text, environ, *, terminal=None, media_type="text/plain", **settings):
        sent = []
        outcome = asyncio.run(
            delivery.copy(
                text,
                settings=Settings(**settings),
                write=sent.append,
                terminal=terminal or Terminal(),
                environ=environ,
                folder=tmp_path / "state",
                media_type=media_type,
            )
        )
        return outcome, b"".join(sent)

    return run


class OuterTerminal:
    """A terminal that runs one program and remembers every byte the program sends it."""

    def __init__(self, argv, environ):
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self._process = subprocess.Popen(
            argv, stdin=slave, stdout=slave, stderr=slave, env=environ, start_new_session=True
        )
        os.close(slave)
        self._heard = b""

    def wait_until(self, condition):
        """Take in what the program sends until the condition gives something true; return that."""
        deadline = time.monotonic() + PATIENCE
        while not (result := condition()):
            if time.monotonic() > deadline:
                pytest.fail(f"waited in vain; the terminal got {self._heard[-400:]!r}")
            self._take_in()
        return result

    def _take_in(self):
        """Wait a moment for bytes, and take in all that are there."""
        patience = 0.05
        while select.select([self._master], [], [], patience)[0]:
            try:
                self._heard += os.read(self._master, 65536)
            except OSError:  # what Linux gives where the program has ended
                pytest.fail(f"the program ended; the terminal got {self._heard[-400:]!r}")
            patience = 0

    def wait_for_clipboard(self, text):
        """Wait until a program put exactly this text on the terminal's clipboard."""
        expected = text.encode()
        self.wait_until(lambda: expected in self.clipboards())

    def clipboards(self):
        """Return every text that the terminal was asked to keep by OSC 52, in order."""
        sequences = re.findall(
            rb"\x1b\]52;[^;\x07\x1b]*;([^\x07\x1b]*)(?:\x07|\x1b\\)", self._heard
        )
        return [b64decode(sequence, validate=True) for sequence in sequences]

    def close(self):
        """Hang up, end the program and wait for it."""
        os.close(self._master)
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(PATIENCE)


@pytest.fixture
def outer_terminal():
    """Return a function that opens terminals, which are closed at the end."""
    opened = []

    def start(argv, environ):
        opened.append(OuterTerminal(argv, environ))
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.close()


@pytest.fixture
def program_inside(tmp_path, root):
    """Return a function that prepares a copying program: its arguments, and where it answers."""

    def prepare(text):
        given, answer = tmp_path / "given", tmp_path / "answer"
        given.write_bytes(text.encode())
        argv = [sys.executable, "-c", INSIDE, str(given), str(tmp_path / "state"), str(answer)]
        return ["/usr/bin/env", f"PYTHONPATH={root}", *argv], answer

    return prepare


@pytest.fixture
def display(needs):
    """Return the name of an X display that is there for one test."""
    needs("Xvfb")
    ready, tell = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(tell), "-nolisten", "tcp", "-screen", "0", "64x64x8"],
        pass_fds=[tell],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(tell)
    try:
        number = b""
        while not number.endswith(b"\n"):
            assert select.select([ready], [], [], PATIENCE)[0], "Xvfb did not start"
            byte = os.read(ready, 1)
            assert byte, "Xvfb ended"
            number += byte
        yield f":{number.decode().strip()}"
    finally:
        os.close(ready)
        server.terminate()
        server.wait(PATIENCE)
