"""What an editor may change in an excerpt, what printing adds, and what an ellipsis hides."""

import pytest

from summit_tui.evidence.elision import Hidden
from summit_tui.evidence.locate import SourceText, Status

pytestmark = pytest.mark.pure


def found(text, words):
    """Return the words of the passage that was found, or the status if none was."""
    evidence = SourceText(text).find_words(words)
    if evidence.status is not Status.FOUND:
        return evidence.status
    return text[evidence.passages[0].start : evidence.passages[0].end]


BRACKETS = {
    "a capital": ("Yes, the model is open.", "[T]he model is open", "the model is open"),
    "a small letter": ("The model is open.", "[t]he model is open", "The model is open"),
    "a name for a pronoun": ("He said he agrees on trade.", "said [Lee] agrees", "said he agrees"),
    "a name put in": ("the minister agrees", "the minister [Diaz] agrees", "the minister agrees"),
    "a mistake pointed out": ("We want advices.", "We want advices [sic].", "We want advices"),
    "a word put in": ("have killed in the streets", "have [been] killed in", "have killed in"),
    "several words": (
        "it came to us late",
        "[The text] came to [Hong Kong] late",
        "came to us late",
    ),
    "Han": ("他說香港會發展經濟", "[李家超]說香港會發展", "說香港會發展"),
    "Han within": ("香港特區政府會發展經濟", "香港[政府]會發展經濟", "香港特區政府會發展經濟"),
    "with an ellipsis": ("We agree on trade, he says.", "[w]e agree … [Lee] says", None),
    "brackets that are printed": ("have [been] killed", "have [been] killed", "have [been] killed"),
}


@pytest.mark.parametrize(("text", "words", "passage"), BRACKETS.values(), ids=BRACKETS)
def test_words_in_brackets_are_the_editors(text, words, passage):
    assert found(text, words) == (passage or text.removesuffix("."))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He did not agree on trade.", "He did [really] agree on trade"),
        ("We saw 300 guests leave.", "We saw [many] guests leave"),
        ("He agrees. On trade we differ.", "He agrees [Lee] differ"),
        ("He agrees on trade.", "[Lee] said"),
        ("the model is open", "the model [x]s open"),
        ("ab", "[Lee] a"),
    ],
)
def test_brackets_hide_no_negation_no_number_and_no_end_of_a_sentence(text, words):
    assert found(text, words) == Status.MISSING


def test_that_words_are_in_brackets_is_said():
    evidence = SourceText("Yes, the model is open.").find_words("[T]he model")
    assert evidence.sentence() == "found in the source, paragraph 1, but for the words in brackets"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We agree on trade, he said.", "We agree on trade."),
        ("We agree on trade.", "We agree on trade,"),
        ("We agree on trade", "We agree on trade!"),
        ("我们同意，他说。", "我们同意。"),
    ],
)
def test_punctuation_at_the_edge_is_that_of_the_sentence_it_is_put_into(text, words):
    evidence = SourceText(text).find_words(words)
    assert evidence.status is Status.FOUND
    assert evidence.sentence().endswith(", with other punctuation at its edges")


def test_punctuation_inside_is_the_sources():
    assert found("We agree, on trade", "We agree on trade") == Status.MISSING


@pytest.mark.parametrize(
    "words", ["We agree. … Then act", "We agree … Then act", "agree. . . . Then"]
)
def test_a_piece_may_end_at_one_of_several_dots(words):
    assert found("We agree. . . . Then act now.", words) != Status.MISSING


def test_a_short_piece_is_not_looked_for_far_away():
    text = f"We stand together on trade. {'Nothing of that sort. ' * 20}Then he left for good."
    assert found(text, "We stand together on trade … he") == Status.MISSING
    assert found(text, "We stand together on trade … he left for good") != Status.MISSING
    assert found(text[:28] + "Then he left.", "We stand together on trade … he") != Status.MISSING


PRINTED = {
    "a word broken at a line end": ("We want inter-\nnational co-\noperation.", "international co"),
    "a hyphen that stays": ("an open-\nsource model", "open-source model"),
    "a note in brackets": ("We agree[12] on trade", "We agree on trade"),
    "a raised note": ("We agree.³ On trade", "We agree. On trade"),
    "an entity": ("the I&amp;T sector", "the I&T sector"),
    "a numbered entity": ("John Lee&#8217;s role", "John Lee's role"),
    "the number of a page": ("We agree on\n\n- 12 -\n\ntrade now", "We agree on trade now"),
    "the number of a page in words": ("We agree on\nPage 3 of 12\ntrade", "We agree on trade"),
    "the number of a page in Chinese": ("我们同意\n第 3 页\n开放", "我们同意开放"),
}


@pytest.mark.parametrize(("text", "words"), PRINTED.values(), ids=PRINTED)
def test_what_printing_puts_between_words_is_passed_over(text, words):
    if words == "international co":
        words = "We want international cooperation."
    assert found(text, words) not in (Status.MISSING, Status.AMBIGUOUS)


def test_a_running_header_inside_a_passage_is_passed_over():
    words = ("of trade and", "of health and", "of peace.")
    pages = "".join(
        f"\nDebates of the House {n}\nWe speak {text}\n" for n, text in enumerate(words)
    )
    assert found(pages, "of trade and We speak of health and We speak of peace") != Status.MISSING
    assert found("We act\nThey act\nWe stay", "We act We stay") == Status.MISSING


def test_a_power_is_no_note():
    assert found("10² guests", "10 guests") == Status.MISSING


LEFT_OUT = {
    "nothing": ("We will, as ever, act.", "We will … act", ()),
    "a negation": ("We will not act.", "We will … act", (Hidden.NEGATION,)),
    "a short negation": ("We didn’t act on it.", "We … act on it", (Hidden.NEGATION,)),
    "a negation in Chinese": (
        "我们坚决不同意封闭的模式",
        "我们坚决 … 同意封闭的模式",
        (Hidden.NEGATION,),
    ),
    "a number": ("We saw 300 guests.", "We saw … guests", (Hidden.NUMBER,)),
    "an attribution": ("“We agree,” she said, “to act.”", "We agree … to act", ()),
    "another quotation": (
        "“We agree,” she said of “trade” and said “act now.”",
        "We agree … act now",
        (Hidden.QUOTATION,),
    ),
    "more than a sentence": (
        "We agree. That is so. It stays so. We act on trade.",
        "We agree … We act on trade",
        (Hidden.SENTENCE,),
    ),
}


@pytest.mark.parametrize(("text", "words", "hidden"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_an_ellipsis_leaves_out_is_looked_at(text, words, hidden):
    (part,) = SourceText(text).find_words(words).left_out
    assert part.hidden == hidden
    assert part.text == text[part.start : part.end]
