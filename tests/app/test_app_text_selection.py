"""Words are selected by words, sentences and paragraphs, forwards and back, in both scripts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.app.text_selection import TextSelection
from summit_tui.attribution.speech import SpeechText

TEXT = (
    "Lin Mei told the forum: “We will lay 1,000 km of cable.” She can’t wait.\n\n"
    "Repairs follow. 林梅表示，我们共建。All agreed.\n"
)
SPEECH = SpeechText(TEXT)


def at(words):
    return TextSelection.at(SPEECH, TEXT.index(words))


def selected(selection):
    start, end = selection.span
    return TEXT[start:end]


@pytest.mark.parametrize(
    ("words", "steps", "expected"),
    [
        ("We", [], "We"),
        ("We", [("word", 1)] * 3, "We will lay 1,000"),
        ("We", [("word", 1)] * 3 + [("word", -1)], "We will lay"),
        ("We", [("word", -1)], "forum: “We"),
        ("We", [("word", -1), ("word", -1), ("word", 1)], "forum: “We"),
        ("We", [("word", 1), ("word", -1), ("word", -1)], "forum: “We"),
        ("We", [("sentence", 1)], "We will lay 1,000 km of cable.”"),
        ("She", [("sentence", 1)], "She can’t wait."),
        ("She", [("sentence", 1)] * 2, "She can’t wait.\n\nRepairs follow."),
        ("wait", [("sentence", -1)], "She can’t wait"),
        ("forum", [("paragraph", 1)], TEXT[TEXT.index("forum") : TEXT.index("\n\n")]),
        ("forum", [("paragraph", -1)], "Lin Mei told the forum"),
        ("can", [], "can’t"),
        ("我们", [("word", 1)] * 3, "我们共建"),
        ("我们", [("word", 1)] * 3 + [("character", 1)], "我们共建。"),
        ("我们", [("word", 1)] * 3 + [("character", 1), ("character", -1)], "我们共建"),
        ("我们", [("word", -1)], "示，我"),
    ],
)
def test_keys_move_the_edge(words, steps, expected):
    selection = at(words)
    for unit, step in steps:
        selection = getattr(selection, f"by_{unit}")(step)
    assert selected(selection) == expected


@pytest.mark.parametrize(
    ("offset", "expected"),
    [("cable", "We will lay 1,000 km of cable"), ("told", "told the forum: “We"), ("We", "We")],
)
def test_the_mouse_takes_whole_words(offset, expected):
    assert selected(at("We").to(TEXT.index(offset) + 1)) == expected


def test_a_text_without_words_has_no_selection():
    assert TextSelection.at(SpeechText("  …\n"), 0) is None
    assert selected(TextSelection.at(SPEECH, len(TEXT))) == "agreed"


STEPS = st.tuples(
    st.sampled_from(["word", "character", "sentence", "paragraph"]), st.sampled_from([1, -1])
)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(TEXT)), st.lists(STEPS, max_size=12), st.integers(0, len(TEXT) - 1))
def test_the_first_word_stays_selected_whatever_is_pressed(offset, steps, target):
    selection = TextSelection.at(SPEECH, offset)
    start, end = selection.word
    for unit, step in steps:
        selection = getattr(selection, f"by_{unit}")(step)
        assert selection.span[0] <= start < end <= selection.span[1]
    selection = selection.to(target)
    assert selection.span[0] <= start < end <= selection.span[1]
