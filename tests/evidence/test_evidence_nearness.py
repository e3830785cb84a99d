"""A near miss is missing, and the closest passage is shown beside it as a difference in words."""

import pytest

from summit_tui.evidence.diff import word_diff
from summit_tui.evidence.locate import SourceText, Status

ENGLISH = (
    "The summit opened on Monday.\nDeepSeek, as an open-source project, benefits the entire\n"
    "global community. Attendees agreed that technology should benefit people worldwide."
)
CHINESE = "峰会开幕。香港作为“东方之珠”，是连接亚太地区与世界\n各地的重要桥梁。任贤良表示。"


@pytest.mark.parametrize(
    ("text", "exact", "nearest"),
    [
        (
            ENGLISH,
            "an open-source project helps the entire global community",
            "an open-source project, benefits the entire\nglobal community",
        ),
        (ENGLISH, "the Summit opened on monday", "The summit opened on Monday"),
        (ENGLISH, "technology must benefit people", "technology should benefit people"),
        (ENGLISH, "people worldwide benefit", "benefit people worldwide"),
        (CHINESE, "是连接亚太与世界各地的桥梁", "是连接亚太地区与世界\n各地的重要桥梁"),
    ],
)
def test_a_near_miss_is_missing_and_shows_the_closest_passage(text, exact, nearest):
    evidence = SourceText(text).find_words(exact)
    assert (evidence.status, evidence.passages) == (Status.MISSING, ())
    assert text[evidence.nearest.start : evidence.nearest.end] == nearest


@pytest.mark.parametrize("exact", ["nothing like it", "量子计算", "of the and to", "!!", "rank"])
def test_nothing_is_near_what_shares_less_than_half(exact):
    evidence = SourceText(ENGLISH + CHINESE).find_words(exact)
    assert (evidence.status, evidence.nearest) == (Status.MISSING, None)


def test_nothing_is_nearest_to_what_was_found():
    assert SourceText(ENGLISH).find_words("global community").nearest is None


@pytest.mark.slow
def test_the_closest_passage_in_a_huge_text_is_found():
    source = SourceText(ENGLISH * 20_000 + " A wholly different sentence stands here.")
    nearest = source.find_words("a wholly different statement stands here").nearest
    assert nearest.end == len(source.text) - 1


@pytest.mark.parametrize(
    ("a", "b", "changes"),
    [
        ("", "", []),
        ("one", "", [("gone", "one")]),
        ("", "one", [("new", "one")]),
        ("one two", "one\n two", [("same", "one\n two")]),
        ("“one” – two", '"one" - two', [("same", '"one" - two')]),
        (
            "one two three",
            "one 2 three",
            [("same", "one "), ("gone", "two "), ("new", "2 "), ("same", "three")],
        ),
        ("One", "one", [("gone", "One"), ("new", "one")]),
        (
            "连接亚太地区",
            "连接亚洲地区",
            [("same", "连接亚"), ("gone", "太"), ("new", "洲"), ("same", "地区")],
        ),
        ("we can’t", "we can", [("same", "we "), ("gone", "can’t"), ("new", "can")]),
        ("go on.", "go on, now.", [("same", "go on"), ("new", ", now"), ("same", ".")]),
    ],
)
def test_words_are_compared_in_reading_order(a, b, changes):
    assert word_diff(a, b) == changes


LONG = {
    "longer than is compared": ("x y " * 20_000, "x z " * 20_000),
    "as long as is compared": ("x y " * 249, "x z " * 249),
    "one longer than the other": ("x y " * 2_000, "x z " * 60),
    "one word": ("a" * 100_000, "b" * 100_000),
    "Chinese": ("啊" * 50_000, "哦" * 50_000),
    "white space": (" " * 100_000, "x"),
    "the same but for one word": ("one two " * 20_000, "one two " * 19_999 + "one 2 "),
}


@pytest.mark.parametrize(("a", "b"), LONG.values(), ids=LONG)
def test_long_texts_are_compared_at_a_bounded_cost(a, b):
    changes = word_diff(a, b)
    assert "".join(text for change, text in changes if change != "gone") == b


def test_a_change_in_a_long_text_is_shown_alone():
    changes = word_diff(*LONG["the same but for one word"])
    assert changes[1:] == [("gone", "two "), ("new", "2 ")]
