"""The status line's sentence about a copy claims no more than is known."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.clipboard.outcome import Outcome
from summit_tui.model.text import one_line

HERE = Path("/state/last-copy")


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (Outcome(True, "tmux", HERE), "Copied 1,312 characters as text (tmux)"),
        (Outcome(True, "tmux, xclip", HERE), "Copied 1,312 characters as text (tmux, xclip)"),
        (Outcome(True, "tmux buffer", HERE), "Copied 1,312 characters as text to the tmux buffer"),
        (
            Outcome(True, "xclip", HERE, ("mine failed",)),
            "Copied 1,312 characters as text (xclip); mine failed",
        ),
        (
            Outcome(None, "OSC 52", HERE),
            "Sent 1,312 characters as text to the terminal (OSC 52)",
        ),
        (Outcome(True, "file", HERE), "Saved 1,312 characters as text to /state/last-copy"),
        (
            Outcome(False, "file", HERE, ("xclip failed", "no tool")),
            f"Could not copy: xclip failed, no tool; saved 1,312 characters as text to {HERE}",
        ),
        (
            Outcome(False, "file", None, ("the file could not be written",)),
            "Could not copy or save 1,312 characters as text: the file could not be written",
        ),
    ],
)
def test_the_sentence_names_the_form_the_length_and_the_route(outcome, sentence):
    assert outcome.sentence("text", 1312) == sentence


def test_one_character_is_not_called_characters():
    assert Outcome(True, "xclip", HERE).sentence("csv", 1) == "Copied 1 character as csv (xclip)"


@given(
    st.sampled_from([True, None, False]),
    st.text(max_size=20),
    st.text(max_size=20),
    st.lists(st.text(max_size=20), max_size=3),
)
@settings(max_examples=100)
def test_no_name_can_steer_the_terminal_or_break_the_line(arrived, route, path, failed):
    sentence = Outcome(arrived, route, Path(path), tuple(failed)).sentence("text\n\x1b[2J", 2)
    assert sentence == one_line(sentence)


@given(st.sampled_from([None, False]), st.text(max_size=20))
@settings(max_examples=50)
def test_nothing_is_called_copied_that_was_not_seen_to_arrive(arrived, route):
    sentence = Outcome(arrived, route, HERE).sentence("text", 2)
    assert not sentence.startswith("Copied")
