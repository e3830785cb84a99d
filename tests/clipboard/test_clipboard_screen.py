"""Copying inside a real GNU screen, into the terminal around it."""

import json
import subprocess
import tempfile
import uuid

import pytest


@pytest.fixture
def screen(needs, tmp_path, environ, outer_terminal):
    """Return a function that runs one program in screen and gives the terminal around it."""
    needs("screen")
    settings = tmp_path / "screenrc"
    settings.write_text("startup_message off\nautodetach off\n")
    start = ["screen", "-c", str(settings), "-S", uuid.uuid4().hex[:8]]
    quiet = subprocess.DEVNULL
    # Not below tmp_path: the whole path of a socket may have no more than about a hundred bytes.
    with tempfile.TemporaryDirectory() as sockets:
        own = environ | {"SCREENDIR": sockets}
        yield lambda argv, more: outer_terminal([*start, "-m", *argv], own | more)
        subprocess.run([*start, "-X", "quit"], env=own, stdout=quiet, stderr=quiet, timeout=20)


@pytest.mark.parametrize(
    "far", [{}, {"SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22"}], ids=["here", "over ssh"]
)
def test_the_terminal_around_screen_gets_every_text_byte_for_byte(
    screen, program_inside, any_text, far
):
    argv, answer = program_inside(any_text)
    terminal = screen(argv, far)
    terminal.wait_until(answer.exists)
    assert json.loads(answer.read_text()) == [None, "OSC 52"]
    terminal.wait_for_clipboard(any_text)
    assert terminal.clipboards() == [any_text.encode()]
