"""What came of looking is said in words, with the paragraph as a reader would count it."""

import pytest

from summit_tui.evidence.locate import SourceText

BLANK = "One begins\nand ends.\n\nTwo is AI.\r\n \r\nThree is\nAI too."
LONG = "The first paragraph stands on a line of its own and is longer than any line is broken at, "
PLAIN = f"{LONG * 2}.\nThe second has AI.\n\tThe third has AI, AI and so on."
HINT = "words before or after it would tell which is meant"
BROKEN = "The lines of this\ntext are broken at\na width, so they\nsay nothing."


@pytest.mark.parametrize(
    ("text", "exact", "sentence"),
    [
        (BLANK, "One begins", "found in the source, paragraph 1"),
        (BLANK, "and ends.", "found in the source, paragraph 1"),
        (BLANK, "Two is", "found in the source, paragraph 2"),
        (BLANK, "AI too.", "found in the source, paragraph 3"),
        (f"\n \n{BLANK}\n\n", "Three is AI", "found in the source, paragraph 3"),
        (BLANK, "is AI. Three is", "found in the source, paragraphs 2 to 3"),
        (BLANK, "One … Three", "found in the source in 2 pieces, paragraphs 1 to 3"),
        (PLAIN, "second", "found in the source, paragraph 2"),
        (PLAIN, "The third", "found in the source, paragraph 3"),
        (BROKEN, "say nothing", "found in the source, line 4"),
        (BROKEN, "are broken at a width", "found in the source, lines 2 to 3"),
        ("One line.", "line", "found in the source, paragraph 1"),
        ("一。\r\n\r\n二。\r\n\r\n三。", "三", "found in the source, paragraph 3"),
        ("one\r\ntwo\r\nthree", "three", "found in the source, line 3"),
        (BLANK, "no such words", "not found word for word in the source"),
        (PLAIN, "AI", f"found in 3 places of the source, paragraphs 2, 3: {HINT}"),
    ],
)
def test_the_sentence_names_the_place(text, exact, sentence):
    assert SourceText(text).find_words(exact).sentence() == sentence


def test_a_sentence_names_only_the_first_of_many_places():
    sentence = SourceText("AI is here.\n\n" * 200).find_words("AI").sentence()
    assert sentence.startswith("found in 100 or more places of the source, paragraphs 1, 2, 3, 4")
    assert "6, …:" in sentence
    assert len(sentence) < 200
