"""The program in a real terminal: a tmux pane whose output can be read as it was written."""

import os
import select
import shlex
import sys
import time

import pytest

PATIENCE = 20.0
"""Seconds that something may take to appear on a busy machine."""


class Pane:
    """One pane of one tmux, in which a shell waits, runs the program and says how it ended."""

    def __init__(self, server, fifo, size):
        self.server = server
        os.mkfifo(fifo)
        # Open for writing too, so that it never ends while nobody writes.
        self._fifo = os.open(fifo, os.O_RDWR | os.O_NONBLOCK)
        self.raw = b""
        width, height = size
        shell = ["new-session", "-d", "-x", str(width), "-y", str(height), "sh"]
        server.run("-u", *shell)
        server.run("pipe-pane", f"cat > {shlex.quote(str(fifo))}")

    def run(self, command):
        """Type a command line, which leaves a mark before and after."""
        lines = f"stty -g; echo BEFORE; {command}; echo LEFT WITH $?; stty -g"
        self.server.run("send-keys", "-l", lines)
        self.server.run("send-keys", "Enter")

    def press(self, *keys):
        """Press keys by the names that tmux gives them."""
        self.server.run("send-keys", *keys)

    def type(self, text):
        """Type a text letter by letter, as fast as a terminal takes it."""
        self.server.run("send-keys", "-l", text)

    @property
    def screen(self):
        """What stands on the screen."""
        return self.server.run("capture-pane", "-p").decode()

    def state(self, name):
        """Return what tmux knows of the pane, such as `alternate_on`."""
        return self.server.run("display-message", "-p", f"#{{{name}}}").decode().strip()

    def until(self, wanted):
        """Look again whenever the program has written, until a text, or what a test asks, is there.

        Returns the screen.
        """
        holds = wanted if callable(wanted) else lambda screen: wanted in screen
        deadline = time.monotonic() + PATIENCE
        while not holds(screen := self.screen):
            if time.monotonic() > deadline:
                pytest.fail(f"waited in vain for {wanted!r}:\n{screen}")
            # tmux shows a moment later what has passed through the pipe, hence the short patience.
            if select.select([self._fifo], [], [], 0.1)[0]:
                self.raw += os.read(self._fifo, 1 << 20)
        return screen

    def close(self):
        """Close the pipe."""
        os.close(self._fifo)


@pytest.fixture
def environ(tmp_path, root):
    """Return the environment of the shell: a home of its own and the way to the package."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(root),
        "PS1": "$ ",
    }


@pytest.fixture
def terminal(tmux_server, tmp_path):
    """Return a function that opens a terminal of a size in which the program shows some paths."""
    opened = []

    def start(*paths, size=(120, 40)):
        pane = Pane(tmux_server(), tmp_path / f"fifo-{len(opened)}", size)
        opened.append(pane)
        pane.run(shlex.join([sys.executable, "-m", "summit_tui", *map(str, paths)]))
        pane.until("1 Start")
        return pane

    yield start
    for pane in opened:
        pane.close()
