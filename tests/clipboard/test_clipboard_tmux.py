"""Copying inside a real tmux, and into the terminal around it."""

import json
import shlex
import shutil
from pathlib import Path

import pytest


@pytest.fixture
def attached(tmux_server, outer_terminal, environ):
    """Return a tmux server, and the terminal in which its only session runs `cat`."""
    server = tmux_server()
    terminal = outer_terminal([*server.argv, "new-session", "cat"], environ)
    terminal.wait_until(server.client_is_ready)
    return server, terminal


def test_tmux_and_its_terminal_get_every_text_byte_for_byte(attached, copied, any_text):
    server, terminal = attached
    outcome, sent = copied(any_text, server.inside(), mode="tmux")
    assert (outcome.arrived, outcome.route, sent) == (True, "tmux", b"")
    assert server.run("save-buffer", "-") == any_text.encode()
    terminal.wait_for_clipboard(any_text)


@pytest.mark.parametrize("option", ["on", "external", "off"])
def test_the_text_arrives_whatever_set_clipboard_says(attached, copied, option):
    server, terminal = attached
    server.run("set-option", "-s", "set-clipboard", option)
    assert server.run("show-options", "-sv", "set-clipboard").decode().strip() == option
    outcome, _ = copied("说 quote", server.inside(), mode="tmux")
    assert (outcome.arrived, outcome.route) == (True, "tmux")
    assert server.run("save-buffer", "-") == "说 quote".encode()
    terminal.wait_for_clipboard("说 quote")


def test_a_program_in_a_pane_copies_to_the_outer_terminal(
    tmux_server, outer_terminal, environ, program_inside
):
    argv, answer = program_inside("从窗格\t里\r\n")
    server = tmux_server()
    terminal = outer_terminal([*server.argv, "new-session", shlex.join(argv)], environ)
    terminal.wait_until(answer.exists)
    assert json.loads(answer.read_text()) == [True, "tmux"]
    terminal.wait_for_clipboard("从窗格\t里\r\n")


@pytest.mark.parametrize("reaches_terminal", [True, False])
def test_a_tmux_inside_a_tmux_gets_the_text(
    tmux_server, outer_terminal, environ, copied, reaches_terminal
):
    outer, inner = tmux_server(), tmux_server()
    nested = shlex.join(["env", "-u", "TMUX", *inner.argv, "new-session", "cat"])
    terminal = outer_terminal([*outer.argv, "new-session", nested], environ)
    terminal.wait_until(inner.client_is_ready)
    if reaches_terminal:  # by default the outer tmux takes no OSC 52 from its panes
        outer.run("set-option", "-s", "set-clipboard", "on")
    outcome, _ = copied("里层 inner", inner.inside(), mode="tmux")
    assert (outcome.arrived, outcome.route) == (True, "tmux")
    assert inner.run("save-buffer", "-") == "里层 inner".encode()
    if reaches_terminal:
        terminal.wait_for_clipboard("里层 inner")
        assert outer.run("save-buffer", "-") == "里层 inner".encode()


def test_a_tmux_without_a_client_still_keeps_the_text(tmux_server, copied):
    server = tmux_server()
    server.run("new-session", "-d", "cat")
    outcome, _ = copied("detached", server.inside())
    assert (outcome.arrived, outcome.route) == (True, "tmux")
    assert server.run("save-buffer", "-") == b"detached"


def test_a_tmux_that_does_not_know_w_is_said_to_keep_a_buffer_only(tmux_server, copied, bare):
    server = tmux_server()
    server.run("new-session", "-d", "cat")
    environ = server.inside()
    old = Path(bare["PATH"]) / "tmux"
    old.write_text(
        f'#!/bin/sh\ncase "$*" in *-w*) exit 1;; esac\nexec {shutil.which("tmux")} "$@"\n'
    )
    old.chmod(0o755)
    outcome, sent = copied("old tmux", environ | {"PATH": str(old.parent)})
    assert (outcome.arrived, outcome.route, sent) == (True, "tmux buffer", b"")
    assert outcome.sentence("text", 8) == "Copied 8 characters as text to the tmux buffer"
    assert server.run("save-buffer", "-") == b"old tmux"


def test_a_tmux_that_keeps_another_text_is_not_believed(copied, bare, stand_in):
    stand_in("tmux", "echo another text")
    outcome, _ = copied("mine", bare | {"TMUX": "/nowhere,1,0"}, mode="tmux")
    assert (outcome.arrived, outcome.route) == (False, "file")
    assert outcome.failures == ("tmux kept another text",)


def test_a_tmux_that_has_gone_makes_way_for_the_next_route(needs, copied, environ):
    needs("tmux")
    gone = environ | {"TMUX": "/nowhere/socket,1,0"}
    outcome, sent = copied("after tmux", gone)
    assert (outcome.arrived, outcome.route) == (None, "OSC 52")
    assert sent == b"\x1b]52;c;YWZ0ZXIgdG11eA==\x07"


def test_on_this_machine_the_tool_goes_with_tmux_since_its_terminal_may_refuse(
    tmux_server, copied, stand_in, bare
):
    server = tmux_server()
    server.run("new-session", "-d", "cat")
    kept = stand_in("xclip")
    (Path(bare["PATH"]) / "tmux").symlink_to(shutil.which("tmux"))
    environ = server.inside() | {"PATH": bare["PATH"], "DISPLAY": ":0"}
    outcome, sent = copied("both", environ)
    assert (outcome.arrived, outcome.route, sent) == (True, "tmux, xclip", b"")
    assert kept.read_bytes() == server.run("save-buffer", "-") == b"both"


def test_over_ssh_tmux_goes_alone(tmux_server, copied, stand_in, bare):
    server = tmux_server()
    server.run("new-session", "-d", "cat")
    kept = stand_in("xclip")
    (Path(bare["PATH"]) / "tmux").symlink_to(shutil.which("tmux"))
    far = {"PATH": bare["PATH"], "DISPLAY": "localhost:10.0", "SSH_CONNECTION": "a 1 b 2"}
    outcome, sent = copied("far", server.inside() | far)
    assert (outcome.arrived, outcome.route, sent) == (True, "tmux", b"")
    assert not kept.exists()
