"""What is sent to the terminal, and to which terminals."""

import re
import subprocess
import sys
from base64 import b64decode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.clipboard import osc52
from summit_tui.clipboard.terminal import Terminal
from summit_tui.clipboard.types import Request, RouteError, Settings

HEADLESS = """
import os, pathlib, sys
if os.isatty(0):
    os.open(os.ttyname(0), os.O_RDWR)  # a session's first terminal controls it
from summit_tui.clipboard.delivery import copy_now
from summit_tui.clipboard.types import Settings
folder, said = map(pathlib.Path, sys.argv[1:])
outcome = copy_now("headless 说", settings=Settings(mode="osc52"), environ={}, folder=folder)
said.write_text(outcome.sentence("text", 10))
sys.stdin.read()
"""


def sent(text, environ, *, terminal=None, **config):
    """Return the bytes that reach the terminal."""
    written = []
    request = Request(text, Settings(**config), written.append, terminal or Terminal(), environ)
    assert osc52.take(request) == "OSC 52"
    return b"".join(written)


@given(st.binary(max_size=2000))
@settings(max_examples=60)
def test_the_sequence_holds_the_text_and_nothing_that_could_end_it_early(text):
    match = re.fullmatch(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", sent(text, {}))
    assert b64decode(match[1], validate=True) == text


@given(st.binary(max_size=2000), st.sampled_from([{"STY": "1.pts"}, {"TERM": "screen-256color"}]))
@settings(max_examples=60)
def test_inside_screen_the_same_bytes_go_in_pieces_of_at_most_256(text, environ):
    whole = sent(text, environ)
    pieces = re.findall(rb"\x1bP[^\x1b]?.*?\x1b\\", whole, re.DOTALL)
    assert b"".join(pieces) == whole
    assert all(len(part) <= 256 for part in pieces)
    assert b"".join(part[2:-2] for part in pieces) == sent(text, {})


def test_inside_tmux_which_calls_itself_screen_the_sequence_goes_whole():
    assert sent(b"text", {"TERM": "screen", "TMUX": "/tmp/tmux,1,0"}) == sent(b"text", {})


@pytest.mark.parametrize(
    "environ",
    [{"VTE_VERSION": "7002"}, {"TERM_PROGRAM": "Apple_Terminal"}, {"TERM": "linux"}],
    ids=["vte", "terminal.app", "console"],
)
@pytest.mark.parametrize("said", [None, False])
def test_a_terminal_known_to_refuse_gets_nothing_unless_it_says_it_takes_it(environ, said):
    with pytest.raises(RouteError, match="the terminal takes no OSC 52"):
        sent(b"text", environ, terminal=Terminal(said))
    assert sent(b"text", environ, terminal=Terminal(True)) == sent(b"text", {})
    assert sent(b"text", environ, mode="osc52") == sent(b"text", {})


@pytest.mark.parametrize("said", [None, False, True])
def test_a_terminal_not_known_to_refuse_gets_the_text_whatever_it_said(said):
    assert sent(b"text", {"TERM": "xterm"}, terminal=Terminal(said)) == b"\x1b]52;c;dGV4dA==\x07"


def test_the_longest_text_that_fits_is_sent_and_one_byte_more_is_not():
    longest = 74_994 // 4 * 3
    assert len(sent(b"x" * longest, {})) == len(b"\x1b]52;c;\x07") + 74_992
    for text in (b"x" * (longest + 1), b"x" * 1_000_000):
        with pytest.raises(RouteError, match="too long for OSC 52"):
            sent(text, {}, mode="osc52")


def test_a_terminal_that_went_away_is_a_route_that_failed():
    def gone(data):
        raise BrokenPipeError

    with pytest.raises(RouteError, match="there is no terminal"):
        osc52.take(Request(b"text", Settings(), gone, Terminal(), {}))


def test_a_copy_without_a_screen_reaches_the_controlling_terminal(
    outer_terminal, environ, tmp_path, root
):
    said = tmp_path / "said"
    argv = [sys.executable, "-c", HEADLESS, str(tmp_path / "state"), str(said)]
    terminal = outer_terminal(argv, environ | {"PYTHONPATH": str(root)})
    terminal.wait_for_clipboard("headless 说")
    terminal.wait_until(lambda: said.exists() and said.read_text())
    assert said.read_text() == "Sent 10 characters as text to the terminal (OSC 52)"


def test_a_copy_without_any_terminal_says_where_the_text_is(environ, tmp_path, root):
    said, state = tmp_path / "said", tmp_path / "state"
    subprocess.run(
        [sys.executable, "-c", HEADLESS, str(state), str(said)],
        env=environ | {"PYTHONPATH": str(root)},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        check=True,
        timeout=20,
    )
    assert said.read_text() == (
        f"Could not copy: there is no terminal; saved 10 characters as text to {state}/last-copy"
    )
    assert (state / "last-copy").read_text(encoding="utf-8") == "headless 说"
