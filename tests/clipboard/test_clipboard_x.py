"""Copying to a real X server through real tools, and to servers that are not well."""

import asyncio
import os
import socket
import subprocess
import time
from pathlib import Path

import pytest

from summit_tui.clipboard import delivery
from summit_tui.clipboard.terminal import Terminal
from summit_tui.clipboard.types import Settings

READ_BACK = {
    "xclip": ["xclip", "-selection", "clipboard", "-out", "-target", "UTF8_STRING"],
    "xsel": ["xsel", "--clipboard", "--output"],
}


@pytest.fixture
def only(needs, bare):
    """Return a function that gives an environment in which one tool alone is on the PATH."""

    def tool(name, display):
        needs(name)
        for folder in os.environ["PATH"].split(os.pathsep):
            if (Path(folder) / name).exists():
                (Path(bare["PATH"]) / name).symlink_to(Path(folder) / name)
                break
        return bare | {"DISPLAY": display}

    return tool


@pytest.fixture
def frozen_display():
    """Return the name of a display whose server accepts connections and never says a word."""
    for number in range(200, 300):
        with socket.socket() as server:
            try:
                server.bind(("127.0.0.1", 6000 + number))
            except OSError:
                continue
            server.listen()
            yield f"127.0.0.1:{number}"
            return
    pytest.fail("no free port for a display")


def read_back(tool, display, expected):
    """Return what the clipboard holds as soon as it is what is expected, else in the end.

    xsel returns a moment before the process it leaves behind owns the clipboard.
    """
    environ = os.environ | {"DISPLAY": display}
    deadline = time.monotonic() + 20
    while True:
        got = subprocess.run(READ_BACK[tool], env=environ, capture_output=True, timeout=20).stdout
        if got == expected or time.monotonic() > deadline:
            return got


def children():
    """Return the process numbers of this process's children, ended ones included."""
    children = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = status.read_text().rpartition(")")[2].split()[1]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(parent) == os.getpid():
            children.add(int(status.parent.name))
    return children


@pytest.mark.parametrize("tool", READ_BACK)
def test_the_clipboard_holds_every_text_byte_for_byte(display, only, copied, tool, any_text):
    outcome, sent = copied(any_text, only(tool, display))
    assert (outcome.arrived, outcome.route, sent) == (True, tool, b"")
    assert read_back(tool, display, any_text.encode()) == any_text.encode()


def test_html_is_there_as_html_and_as_nothing_else(display, only, copied):
    copied("<p>text", only("xclip", display), media_type="text/html")
    targets = [*READ_BACK["xclip"][:-1], "TARGETS"]
    environ = os.environ | {"DISPLAY": display}
    listed = subprocess.run(targets, env=environ, capture_output=True, timeout=20).stdout
    assert set(listed.split()) == {b"TARGETS", b"text/html"}


@pytest.mark.parametrize("tool", READ_BACK)
def test_the_second_copy_replaces_the_first(display, only, copied, tool):
    environ = only(tool, display)
    copied("first", environ)
    copied("second", environ)
    assert read_back(tool, display, b"second") == b"second"


@pytest.mark.parametrize("tool", READ_BACK)
def test_a_dead_display_is_no_success_and_prints_nothing(only, copied, capfd, tool):
    outcome, _ = copied("text", only(tool, "127.0.0.1:999"), mode="tool")
    assert (outcome.arrived, outcome.route) == (False, "file")
    assert outcome.failures == (f"{tool} failed",)
    assert outcome.path.read_text() == "text"
    assert capfd.readouterr() == ("", "")


def test_on_a_dead_display_the_terminal_gets_the_text(needs, environ, copied):
    needs("xclip", "xsel")
    outcome, sent = copied("text", environ | {"DISPLAY": "127.0.0.1:999"})
    assert (outcome.arrived, outcome.route) == (None, "OSC 52")
    assert sent == b"\x1b]52;c;dGV4dA==\x07"


@pytest.mark.parametrize("tool", READ_BACK)
def test_a_display_that_never_answers_holds_nothing_up(only, copied, frozen_display, tool):
    before = children()
    outcome, _ = copied("x" * 1_000_000, only(tool, frozen_display), mode="tool")
    assert (outcome.arrived, outcome.route) == (False, "file")
    assert outcome.failures == (f"{tool} did not answer",)
    assert outcome.path.read_text() == "x" * 1_000_000
    assert children() <= before


def test_one_tool_that_hangs_is_enough(needs, environ, copied, frozen_display):
    needs("xclip", "xsel")
    outcome, _ = copied("text", environ | {"DISPLAY": frozen_display}, mode="tool")
    assert outcome.failures == ("xclip did not answer",)


def test_the_event_loop_goes_on_while_a_tool_hangs(only, frozen_display, tmp_path):
    events = []

    async def story():
        asyncio.get_running_loop().call_later(0.05, events.append, "a key was handled")
        await delivery.copy(
            "text",
            settings=Settings(mode="tool"),
            write=events.append,
            terminal=Terminal(),
            environ=environ,
            folder=tmp_path / "state",
        )
        events.append("the copy was over")

    environ = only("xclip", frozen_display)
    asyncio.run(story())
    assert events == ["a key was handled", "the copy was over"]
