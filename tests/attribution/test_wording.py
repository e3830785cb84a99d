"""What is offered for words that a source nearly has."""

import pytest

from summit_tui.attribution.wording import Deviation, true_wording
from summit_tui.evidence.locate import SourceText

TEXT = SourceText(
    "鄭雁雄表示，促進亞太區數字經濟的蓬勃發展；做「超級聯繫人」吧。\n\n"
    "“We agree, on trade and health,\nto act,” Diaz said. DeepSeek benefits the entire community.\n"
)
NEAR = {
    "the other script": (
        "促进亚太区数字经济的蓬勃发展",
        Deviation.SCRIPT,
        "促進亞太區數字經濟的蓬勃發展",
    ),
    "other marks": ("做『超級聯繫人』吧", Deviation.MARKS, "做「超級聯繫人」吧"),
    "other capitals": ("we Agree, on trade", Deviation.CASE, "We agree, on trade"),
    "no comma": (
        "agree on trade and health to act",
        Deviation.PUNCTUATION,
        "agree, on trade and health, to act",
    ),
    "several of them": ("deepseek, benefits", Deviation.SPELLING, "DeepSeek benefits"),
    "pieces": ("促进亚太区 … 蓬勃发展", Deviation.SCRIPT, "促進亞太區 … 蓬勃發展"),
    "another word": (
        "DeepSeek benefits the whole community",
        Deviation.WORDS,
        "DeepSeek benefits the entire community",
    ),
}


@pytest.mark.parametrize(("words", "deviation", "text"), NEAR.values(), ids=NEAR)
def test_the_words_of_the_source_are_offered_with_what_differs(words, deviation, text):
    wording = true_wording(TEXT, words)
    assert wording is not None
    assert (wording.deviation, wording.text, wording.is_sure) == (deviation, text, True)


def test_what_is_only_similar_is_shown_and_not_offered():
    wording = true_wording(TEXT, "benefits nobody … the entire community")
    assert wording is not None
    assert not wording.is_sure
    wording = true_wording(TEXT, "health and trade benefits")
    assert wording is None or not wording.is_sure


def test_where_nothing_is_near_nothing_is_offered():
    assert true_wording(TEXT, "Quite another matter") is None


def test_what_stands_in_two_places_is_not_offered():
    wording = true_wording(SourceText("We act. They say we act. So we act."), "We Act")
    assert wording is not None
    assert not wording.is_sure
