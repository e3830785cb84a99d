"""Turns, quotations and sentences of a text, and who is named in it."""

import pytest

from summit_tui.attribution.named import NameIndex
from summit_tui.attribution.speech import SpeechText

TRANSCRIPT = """\
Remarks at a summit

10:35 A.M. JST

THE PRESIDENT: Thank you. We met before.

Let me close with this: we go on.

SECRETARY OF STATE DIAZ (as interpreted): We agree.

Q Sir, will it last?

MR. LINDQVIST: It will.
"""


def around(text, words):
    """Return the sentence around words of a text."""
    start = text.index(words)
    first, last = SpeechText(text).sentence(start, start + len(words))
    return text[first:last].strip()


def turn_of(text, words):
    """Return the label of the turn in which words stand."""
    turn = SpeechText(text).turn(text.index(words))
    return turn and turn.label


def test_a_transcript_has_a_turn_for_each_label_at_the_beginning_of_a_line():
    labels = [turn.label for turn in SpeechText(TRANSCRIPT).turns]
    assert labels == [
        "THE PRESIDENT",
        "SECRETARY OF STATE DIAZ (as interpreted)",
        "Q",
        "MR. LINDQVIST",
    ]
    assert turn_of(TRANSCRIPT, "we go on") == "THE PRESIDENT"
    assert turn_of(TRANSCRIPT, "It will.") == "MR. LINDQVIST"
    assert turn_of(TRANSCRIPT, "Remarks") is None


def test_labels_in_small_letters_and_in_chinese_are_told_from_other_words_before_a_colon():
    assert turn_of("Mr. Lee: We open.\nMs. Diaz: We agree.\n", "agree") == "Ms. Diaz"
    assert turn_of("记者：何时？\n李家超：四月。\n记者：谢谢。", "谢谢") == "记者"
    assert SpeechText("Source: The Wire\n\nOne thing is clear: we go on.\n").turns == []


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("He came. She met Mr. Lee at 9 a.m. in Hong Kong. They left.", "Lee", None),
        ("One. “We agree. We act,” said Diaz. Two.", "We act", "“We agree. We act,” said Diaz."),
        ("One. “We act.” Two left.", "We act", "“We act.”"),
        ("天晴。王勇说：“我们同意。我们行动。”他走了。", "行动", "王勇说：“我们同意。我们行动。”"),
        ("First paragraph\n\nSecond one", "Second", "Second one"),
        ("One goes. Two goes on\nover a line. Three.", "over", "Two goes on\nover a line."),
        ("One. Two says.Three", "Two", "Two says.Three"),
        ("", "", ""),
    ],
)
def test_the_sentence_around_words_holds_what_attributes_them(text, words, sentence):
    expected = "She met Mr. Lee at 9 a.m. in Hong Kong." if sentence is None else sentence
    assert around(text, words) == expected


def test_the_sentences_before_a_passage_come_nearest_first():
    text = "One is. Two is. Three is.\n\nFour is."
    speech = SpeechText(text)
    before = speech.sentences_before(text.index("Three"), 5)
    assert [text[start:end] for start, end in before] == ["Two is.", "One is."]
    before = speech.sentences_before(text.index("Four"), 2)
    assert [text[start:end].strip() for start, end in before] == ["Three is.", "Two is."]
    assert speech.sentences_before(0, 5) == []


def test_a_quotation_holds_the_whole_of_a_span_or_none_of_it():
    text = "He said “we agree on trade” to “them”."
    speech = SpeechText(text)
    inside = text.index("agree")
    assert speech.quotation(inside, inside + 5) == (9, 26)
    assert speech.quotation(0, inside) is None
    assert speech.quotation(inside, text.index("them")) is None


def test_what_stands_outside_quotations_and_passages_is_what_the_source_says_itself():
    text = "Diaz told Wang “Lee must act” and left."
    start = text.index(" and left")
    outside = SpeechText(text).outside((0, len(text)), (start, len(text)))
    assert outside.split() == ["Diaz", "told", "Wang", "“", "”"]


NAMES = NameIndex(
    {
        "lee": ["John Lee", "Lee", "李家超"],
        "young": ["Lee Young"],
        "wang": ["Wang Yong", "王勇", "He"],
        "may": ["May"],
    }
)


def test_the_longest_name_is_who_is_named():
    assert NAMES.ids_in("Lee Young met WANG YONG") == {"young", "wang"}
    assert [named.start for named in NAMES.find("Then Lee said")] == [5]


def test_names_are_found_in_either_script_and_not_in_small_letters():
    assert NAMES.ids_in("行政長官李家超說") == {"lee"}
    assert NAMES.ids_in("it may be") == frozenset()
    assert NAMES.ids_in("He said") == frozenset()


def test_who_shares_a_name_is_named_by_it():
    assert NameIndex({"a": ["Lee"], "b": ["Lee"]}).ids_in("Lee") == {"a", "b"}
