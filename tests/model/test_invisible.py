"""What cannot be seen stays in its right place, and is shown in any other."""

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summit_tui.model.invisible import (
    INVISIBLE,
    close_directions,
    escape_hidden,
    remove_added,
    show_hidden,
    strip_edges,
)
from summit_tui.model.text import escape_controls, neutralize, one_line

ENGLAND = "🏴" + "".join(chr(0xE0000 + ord(letter)) for letter in "gbeng") + "\U000e007f"
KEPT = {
    "Arabic with marks": "\u200fقال الوزير \u200eCOP28\u200e إن القمة ناجحة",
    "Persian with a joiner": "می\u200cخواهم",
    "Hebrew with marks": '\u200fארה"ב \u200e(USA)\u200e\u061c',
    "an isolated name": "by \u2068محمد\u2069, minister",
    "an embedding": "\u202bשלום\u202c",
    "a balanced override": "\u202eabc\u202c",
    "isolates and embeddings in each other": "\u2067a\u202ab\u2066c\u2069\u202c\u2069",
    "the flag of England": ENGLAND,
    "a flag of letters": "🇭🇰",
    "a joined family": "👨\u200d👩\u200d👧",
    "a heart in colour": "❤\ufe0f\u200d🔥",
    "a name with a variant": "葛\U000e0100城 邉\U000e010f",
    "Hindi with a joiner": "क्\u200dष",
    "a soft hyphen": "co\u00adoperation",
}
CLOSED = {
    "an override": ("safe\u202egnp.exe", "safe\u202egnp.exe\u2060\u202c"),
    "an isolate": ("\u2066x", "\u2066x\u2060\u2069"),
    "an end without a beginning": ("a\u202cb\u2069", "a\u2060\u202a\u202cb\u2060\u2066\u2069"),
    "an embedding that an isolate ends": (
        "\u2067a\u202bb\u2069",
        "\u2067a\u202bb\u2060\u202c\u2069",
    ),
    "an end in an isolate": (
        "\u202b\u2067\u202c\u2069\u202c",
        "\u202b\u2067\u2060\u202a\u202c\u2069\u202c",
    ),
    "a direction that ends on another line": (
        "\u202ea\nb\u202c",
        "\u202ea\u2060\u202c\nb\u2060\u202a\u202c",
    ),
}  # fmt: skip
SHOWN = {
    "hidden tags": ("ok\U000e0068\U000e0069", "ok\ufffd\ufffd"),
    "a flag without an end": (ENGLAND[:-1], "🏴" + "\ufffd" * 5),
    "a flag with a long text": (ENGLAND[:-1] * 2, "🏴" + "\ufffd" * 5 + "🏴" + "\ufffd" * 5),
    "a tag of language": ("\U000e0001en", "\ufffden"),
    "a text in variation selectors": ("😀\ufe0f\U000e0130\U000e0131", "😀\ufe0f\ufffd\ufffd"),
}  # fmt: skip


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_what_is_in_its_right_place_is_read_and_leaves_as_it_is(text):
    assert escape_controls(text) == neutralize(text) == one_line(text) == text


@pytest.mark.parametrize(("text", "closed"), CLOSED.values(), ids=CLOSED)
def test_a_direction_is_closed_where_it_leaves_and_the_text_can_be_had_back(text, closed):
    assert escape_controls(text) == text
    assert close_directions(text) == closed == neutralize(closed)
    assert remove_added(closed) == text


@pytest.mark.parametrize("text", [text for text, _ in CLOSED.values()], ids=CLOSED)
def test_a_direction_that_is_open_in_a_whole_line_is_shown(text):
    shown = neutralize(text)
    assert "\ufffd" in shown
    assert len(shown) == len(text)


@pytest.mark.parametrize(("text", "shown"), SHOWN.values(), ids=SHOWN)
def test_what_hides_is_kept_in_the_record_and_shown_where_it_leaves(text, shown):
    assert escape_controls(text) == text
    assert neutralize(text) == shown


def depth(line):
    """Return how many directions are open at the end of a line, or None for an end too many."""
    begun = []
    for character in line:
        match unicodedata.bidirectional(character):
            case "LRI" | "RLI" | "FSI" | "LRE" | "RLE" | "LRO" | "RLO" as begins:
                begun.append(begins)
            case "PDI" | "PDF" as ends:
                if not begun or (begun.pop()[-1] == "I") != (ends == "PDI"):
                    return None
    return len(begun)


DIRECTED = st.text(
    "ab\n\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200f", max_size=30
)


@given(DIRECTED)
def test_nothing_leaves_unbalanced_and_what_is_balanced_stays(text):
    shown = neutralize(text)
    assert len(shown) == len(text)
    assert all(depth(line) == 0 for line in shown.split("\n"))
    assert neutralize(shown) == shown
    for before, after in zip(text.split("\n"), shown.split("\n"), strict=True):
        assert before == after or depth(before) != 0


@given(
    st.text(st.sampled_from("ab\u202e\u2069🏴\U000e0067\U000e007f\ufe0f\u200d") | st.characters())
)
def test_data_has_the_same_characters_behind_escapes_that_leave_as_they_are(text):
    escaped = escape_hidden(text.replace("<", ""), lambda character: f"<{ord(character):x}>")
    assert show_hidden(escaped) == escaped
    back = re.sub("<([0-9a-f]+)>", lambda match: chr(int(match[1], 16)), escaped)
    assert back == text.replace("<", "")


@given(DIRECTED)
def test_a_value_is_closed_and_can_be_had_back(text):
    closed = close_directions(text)
    assert neutralize(closed) == closed
    assert close_directions(closed) == closed
    # A text with an addition in it was written by us.
    assert remove_added(closed) == text or remove_added(text) != text


@pytest.mark.slow
def test_a_long_text_of_directions_takes_no_longer_than_its_length():
    start = time.process_time()
    for hostile in ("\u202a" * 200_000 + "\u2069" * 200_000, "\u2066\u202a" * 200_000):
        assert "\u2066" not in neutralize(hostile)
        assert remove_added(close_directions(hostile)) == hostile
    assert time.process_time() - start < 5


@pytest.mark.slow
def test_every_ignorable_character_counts_as_invisible():
    pattern = re.compile(f"[{INVISIBLE}]")
    # Format characters that are drawn: signs before Arabic figures, and hieroglyphs put together.
    drawn = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\ufff9\ufffa\ufffb"
    for code in range(0x110000):
        character = chr(code)
        if unicodedata.category(character) == "Cf" and character not in drawn and code < 0x11000:
            assert pattern.fullmatch(character), hex(code)
    assert not pattern.search("aé中ـ\u0301\u2800 \u00a0")


def test_edges_are_cut_of_what_cannot_be_seen():
    assert strip_edges("\u200f \u200eقال \u200cx\u200b\n") == "قال \u200cx"
