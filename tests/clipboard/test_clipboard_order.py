"""Which route is taken where, told by stand-in programs that keep what they are given."""

import os
import time
from pathlib import Path

import pytest

from summit_tui.clipboard import delivery, routes
from summit_tui.clipboard.outcome import last_copy_path
from summit_tui.clipboard.types import Settings

SENT = b"\x1b]52;c;dGV4dA==\x07"
"""The word `text` on its way to the terminal."""
SSH = {"SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22"}
SERVED = {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}
SCREENS = {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}
TOOLS = ["pbcopy", "clip.exe", "wl-copy", "xclip", "xsel"]


@pytest.mark.parametrize("first", range(len(TOOLS)))
def test_the_first_tool_in_the_order_is_taken(copied, bare, stand_in, first):
    kept = {tool: stand_in(tool) for tool in TOOLS[first:]}
    outcome, sent = copied("text", bare | SCREENS)
    assert (outcome.arrived, outcome.route, sent) == (True, TOOLS[first], b"")
    assert [tool for tool, path in kept.items() if path.exists()] == [TOOLS[first]]


@pytest.mark.parametrize(
    ("environ", "route"),
    [
        ({"WAYLAND_DISPLAY": "wayland-0"}, "wl-copy"),
        ({"DISPLAY": ":0"}, "xclip"),
        ({"DISPLAY": "", "WAYLAND_DISPLAY": ""}, "OSC 52"),
        ({}, "OSC 52"),
    ],
)
def test_a_tool_without_its_display_is_not_asked(copied, bare, stand_in, environ, route):
    for tool in ("wl-copy", "xclip", "xsel"):
        stand_in(tool)
    outcome, _ = copied("text", bare | environ)
    assert outcome.route == route


def test_a_tool_that_fails_makes_way_for_the_next(copied, bare, stand_in):
    stand_in("wl-copy", "exit 1")
    stand_in("xclip", "exit 3")
    stand_in("xsel")
    outcome, _ = copied("text", bare | SCREENS)
    assert outcome.sentence("text", 4) == "Copied 4 characters as text (xsel)"


def test_with_no_tool_at_all_the_terminal_gets_the_text(copied, bare):
    outcome, sent = copied("text", bare | SCREENS)
    assert (outcome.arrived, outcome.route, sent) == (None, "OSC 52", SENT)
    assert outcome.path.read_text() == "text"


def test_with_no_tool_and_no_terminal_the_file_has_the_text(copied, bare):
    outcome, sent = copied("text", bare | SCREENS | {"VTE_VERSION": "7002"})
    assert (outcome.arrived, outcome.route, sent) == (False, "file", b"")
    assert outcome.failures == ("no clipboard tool is there", "the terminal takes no OSC 52")
    assert outcome.path.read_text() == "text"


def test_clip_exe_gets_utf_16_without_a_byte_order_mark(copied, bare, stand_in, any_text):
    kept = stand_in("clip.exe")
    copied(any_text, bare)
    assert kept.read_bytes() == any_text.encode("utf-16-le")


@pytest.mark.parametrize("locale", [{}, {"LC_ALL": "C"}, {"LC_CTYPE": "C", "LANG": "de_DE"}])
def test_pbcopy_gets_utf_8_and_is_told_so(copied, bare, stand_in, tmp_path, locale):
    kept = stand_in("pbcopy", f'echo "$LC_ALL" > {tmp_path}/locale')
    copied("说", bare | locale)
    assert kept.read_bytes() == "说".encode()
    assert (tmp_path / "locale").read_text() == "en_US.UTF-8\n"


def test_wl_copy_is_told_that_it_holds_text(copied, bare, stand_in, tmp_path):
    stand_in("wl-copy", f'echo "$@" > {tmp_path}/arguments')
    copied("<b>text</b>", bare | SCREENS)
    assert (tmp_path / "arguments").read_text() == "--type text/plain\n"


@pytest.mark.parametrize("environ", [{}, SSH, SERVED, SCREENS, {"TMUX": "/nowhere,1,0"}])
def test_the_users_own_command_comes_first_everywhere(copied, bare, stand_in, any_text, environ):
    kept, other = stand_in("mine"), stand_in("xclip")
    outcome, sent = copied(any_text, bare | environ, command=("mine",))
    assert (outcome.arrived, outcome.route, sent) == (True, "mine", b"")
    assert kept.read_bytes() == any_text.encode()
    assert not other.exists()


def test_no_shell_reads_the_users_command(copied, bare, stand_in, tmp_path):
    stand_in("mine", f'printf "%s\\n" "$@" > {tmp_path}/arguments')
    arguments = ("$(touch /nowhere)", "a b", "*", "; exit 1", "")
    outcome, _ = copied("text", bare, command=("mine", *arguments))
    assert outcome.route == "mine"
    assert (tmp_path / "arguments").read_text() == "".join(f"{word}\n" for word in arguments)


@pytest.mark.parametrize(
    ("argv", "reason"),
    [
        (("mine",), "mine failed"),
        (("absent",), "absent was not found"),
        (("/",), " could not start"),
        (("mine", "nul\0"), "mine could not start"),
        (("\0",), "\0 could not start"),
    ],
)
def test_a_command_that_fails_is_named_and_the_next_route_taken(
    copied, bare, stand_in, argv, reason
):
    stand_in("mine", "exit 1")
    stand_in("xclip")
    outcome, _ = copied("text", bare | SCREENS, command=argv)
    assert (outcome.arrived, outcome.route) == (True, "xclip")
    assert outcome.failures == (reason,)
    assert outcome.sentence("text", 4).startswith("Copied 4 characters as text (xclip); ")


def test_a_command_that_hangs_is_killed_with_what_it_started(
    copied, bare, stand_in, tmp_path, monkeypatch
):
    monkeypatch.setattr(routes, "_LIMIT", 0.3)
    stand_in("mine", f"/bin/sleep 600 & echo $! > {tmp_path}/child; wait")
    outcome, sent = copied("text", bare, command=("mine",))
    assert (outcome.arrived, outcome.failures) == (None, ("mine did not answer",))
    assert sent == SENT
    child = Path("/proc", (tmp_path / "child").read_text().strip())
    deadline = time.monotonic() + 20
    while (
        child.exists() and child.joinpath("stat").read_text().rpartition(")")[2].split()[0] != "Z"
    ):
        assert time.monotonic() < deadline, "the command's child lives on"
        os.sched_yield()


def test_a_command_that_does_not_read_its_input_may_still_succeed(copied, bare):
    program = Path(bare["PATH"]) / "mine"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    outcome, _ = copied("x" * 1_000_000, bare, command=("mine",))
    assert (outcome.arrived, outcome.route) == (True, "mine")


def test_what_a_command_prints_never_reaches_the_screen(copied, bare, stand_in, capfd):
    stand_in("mine", "echo out; echo err >&2")
    copied("text", bare, command=("mine",))
    assert capfd.readouterr() == ("", "")


def test_a_served_page_fills_no_clipboard_of_the_server(copied, bare, stand_in):
    kept = [stand_in(tool) for tool in ("tmux", *TOOLS)]
    outcome, sent = copied("text", bare | SERVED | SCREENS | {"TMUX": "/nowhere,1,0"})
    assert (outcome.arrived, outcome.route, sent) == (None, "OSC 52", SENT)
    assert not any(path.exists() for path in kept)


def test_over_ssh_the_terminal_comes_before_a_tool(copied, bare, stand_in):
    kept = stand_in("xclip")
    outcome, sent = copied("text", bare | SSH | {"DISPLAY": "localhost:10.0"})
    assert (outcome.arrived, outcome.route, sent) == (None, "OSC 52", SENT)
    assert not kept.exists()


@pytest.mark.parametrize(
    ("display", "route"),
    [
        ("localhost:10.0", "xclip"),
        ("192.0.2.1:0", "xclip"),
        (":0", "file"),
        ("unix:0", "file"),
        ("/tmp/org.xquartz:0", "file"),
    ],
)
def test_over_ssh_only_a_forwarded_display_is_the_users(copied, bare, stand_in, display, route):
    for tool in TOOLS:
        stand_in(tool)
    environ = bare | SSH | {"DISPLAY": display, "WAYLAND_DISPLAY": "wayland-0"}
    outcome, sent = copied("long" * 100, environ, max_osc52=100)
    assert (outcome.route, sent) == (route, b"")


@pytest.mark.parametrize(
    ("mode", "route"),
    [
        ("auto", "mine"),
        ("command", "mine"),
        ("tmux", "file"),
        ("tool", "xclip"),
        ("osc52", "OSC 52"),
        ("file", "file"),
    ],
)
def test_a_mode_takes_its_route_alone(copied, bare, stand_in, mode, route):
    stand_in("mine")
    stand_in("xclip")
    environ = bare | SCREENS | {"VTE_VERSION": "7002"}
    outcome, sent = copied("text", environ, mode=mode, command=("mine",))
    assert outcome.route == route
    assert sent == (SENT if mode == "osc52" else b"")


def test_the_command_mode_without_a_command_says_so(copied, bare):
    outcome, _ = copied("text", bare, mode="command")
    assert outcome.failures == ("no command is configured",)


def test_an_empty_text_and_a_lone_surrogate_are_no_trouble(copied, bare, stand_in):
    kept = stand_in("xclip")
    assert copied("", bare | SCREENS)[0].arrived is True
    assert kept.read_bytes() == b""
    copied("a\ud800b", bare | SCREENS)
    assert kept.read_bytes() == b"a?b"


def test_a_copy_without_a_screen_takes_the_same_routes(bare, stand_in, tmp_path, any_text):
    kept = stand_in("xclip")
    outcome = delivery.copy_now(
        any_text, settings=Settings(), environ=bare | SCREENS, folder=tmp_path / "state"
    )
    assert (outcome.arrived, outcome.route) == (True, "xclip")
    assert kept.read_bytes() == last_copy_path(tmp_path / "state").read_bytes()
    assert kept.read_bytes() == any_text.encode()


@pytest.mark.parametrize(("in_ci", "raised"), [("1", pytest.fail), ("", pytest.skip)])
def test_a_missing_system_tool_fails_in_ci_and_skips_elsewhere(needs, monkeypatch, in_ci, raised):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("CI", in_ci)
    with pytest.raises(raised.Exception, match="needs no-such-tool"):
        needs("sh", "no-such-tool")


# Formatted text


@pytest.mark.parametrize("tool", ["wl-copy", "xclip"])
def test_a_tool_that_carries_html_gets_it_as_that(copied, bare, stand_in, tool, tmp_path):
    stand_in("pbcopy")
    kept = stand_in(tool, f"echo \"$@\" > '{tmp_path}/arguments'")
    outcome, sent = copied("<p>text", bare | SCREENS, media_type="text/html")
    assert (outcome.arrived, outcome.route, sent) == (True, tool, b"")
    assert kept.read_text() == "<p>text"
    assert "text/html" in (tmp_path / "arguments").read_text()


def test_no_other_route_takes_html(copied, bare, stand_in):
    for tool in ("pbcopy", "clip.exe", "xsel", "tmux", "mine"):
        stand_in(tool)
    environ = bare | SCREENS | {"TMUX": "/tmp/tmux,1,0"}
    outcome, sent = copied("<p>text", environ, media_type="text/html", command=("mine",))
    assert (outcome.arrived, sent) == (False, b"")
    assert outcome.failures == ("no clipboard tool is there",)


@pytest.mark.parametrize(
    ("tool", "environ", "mode", "is_carried"),
    [
        ("xclip", SCREENS, "auto", True),
        ("wl-copy", SCREENS, "tool", True),
        ("xclip", {}, "auto", False),
        ("xsel", SCREENS, "auto", False),
        ("xclip", SCREENS | SSH, "auto", False),
        ("xclip", SSH | {"DISPLAY": "localhost:10.0"}, "auto", True),
        ("xclip", SCREENS | SERVED, "auto", False),
        ("xclip", SCREENS, "file", False),
        ("xclip", SCREENS, "command", False),
    ],
)
def test_html_is_offered_where_a_tool_takes_it_to_the_user(
    bare, stand_in, tool, environ, mode, is_carried
):
    stand_in(tool)
    assert routes.carries_html(Settings(mode=mode), bare | environ) is is_carried
