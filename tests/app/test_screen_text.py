"""What is drawn of a text: its marks and joiners, and nothing that turns or breaks a row."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size
from rich.segment import Segment
from textual.color import TRANSPARENT

from summit_tui.app.screen_text import EmojiFilter, display_text, screen_line, screen_text
from summit_tui.app.wrap import line_starts

ENGLAND = "🏴" + "".join(chr(0xE0000 + ord(letter)) for letter in "gbeng") + "\U000e007f"
DRAWN = {
    "Arabic with marks": ("\u200fقال \u200eA\u200e إن\u061c", "\u200fقال \u200eA\u200e إن\u061c"),
    "Persian with a joiner": ("می\u200cخواهم", "می\u200cخواهم"),
    "a flag": (f"{ENGLAND} 🇭🇰", f"{ENGLAND} 🇭🇰"),
    "a joined family": ("👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥", "👨👩👧 ❤\ufe0f🔥"),
    "a joined profession with a skin tone": ("👩🏿\u200d🚀", "👩🏿🚀"),
    "a flag of joined parts": ("🏳\ufe0f\u200d🌈", "🏳\ufe0f🌈"),
    "a joiner between letters": ("क्\u200dष ه\u200d", "क्ष ه"),
    "an emoji joined to a letter": ("a\u200d🔥", "a🔥"),
    "a soft hyphen": ("co\u00adoperate", "cooperate"),
    "isolates": ("by \u2068محمد\u2069", "by محمد"),
    "a balanced override": ("\u202egnp.exe\u202c", "\ufffdgnp.exe"),
    "an open override": ("\u202egnp", "\ufffdgnp"),
    "hidden tags": ("a\U000e0068\U000e0069", "a\ufffd\ufffd"),
    "a control": ("a\x1b[2J", "a␛[2J"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "drawn"), DRAWN.values(), ids=DRAWN)
def test_a_text_is_drawn_with_all_that_spells_it(text, drawn):
    assert screen_text(text) == screen_line(text) == display_text(text) == drawn


def test_a_part_may_begin_and_end_within_a_direction():
    assert [display_text(part) for part in ("a \u2067b", "c\u2069\td")] == ["a b", "c    d"]


HARD = st.text(
    st.sampled_from(
        "a 中م\u200c\u200d\u200e\u200f\u00ad\u202a\u202c\u202e\u2067\u2069👩🏿🚀❤🏴"
        "\U000e0067\U000e007f\ufe0f\u3164\uffa0\u0301\U000e0100"
    )
    | st.characters(exclude_categories=("Cs",)),
    max_size=30,
)


@given(HARD)
def test_a_drawn_row_has_the_width_that_every_terminal_gives_it(text):
    drawn = screen_line(text)
    (segment,) = EmojiFilter().apply([Segment(drawn)], TRANSPARENT)
    assert cell_len(segment.text) == cell_len(drawn)
    # tmux and most terminals add up the widths of single characters.
    assert sum(map(get_character_cell_size, segment.text)) == cell_len(drawn)
    assert not set(segment.text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_no_part_of_a_joined_emoji_is_lost_on_the_way_to_the_terminal():
    for emoji in ("👨\u200d👩\u200d👧", "👩🏿\u200d🚀", "🏴\u200d☠\ufe0f", "👁\ufe0f\u200d🗨\ufe0f"):
        (segment,) = EmojiFilter().apply([Segment(screen_line(emoji))], TRANSPARENT)
        parts = [part for part in emoji if part not in "\u200d\ufe0f🏿"]
        assert [part for part in segment.text if part != " "] == parts


@given(HARD)
def test_every_line_of_a_long_text_is_within_its_width(text):
    starts = [*line_starts(text, 8), len(text)]
    for begin, end in pairwise(starts):
        assert cell_len(display_text(text[begin:end].rstrip())) <= 8


async def test_a_statement_is_shown_with_its_marks_and_found_without_them(
    browsing, coverage, records
):
    text = f"\u200fقال الوزير \u200eCOP28\u200e إن می\u200cخواهم {ENGLAND} क्\u200dष \u2068x\u2069"
    records["quotes"] = [records["quotes"][0] | {"text": text}]
    async with browsing(coverage(records), pane=4, size=(200, 24)) as reader:
        shown = f"\u200fقال الوزير \u200eCOP28\u200e إن می\u200cخواهم {ENGLAND} क्ष x"
        assert shown in reader.list
        assert shown in reader.record
        for strip in reader.app.screen._compositor.render_strips():
            assert sum(map(get_character_cell_size, strip.text)) == strip.cell_length == 200
        for typed in ("cop28", "\u200fالوزير", "میخواهم", "می\u200cخواهم"):
            await reader.type(typed)
            assert len(reader.hits) == 1, typed
            await reader.press("escape", "escape")
