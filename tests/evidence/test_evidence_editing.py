"""What an editor may change in an excerpt, what printing adds, and what an ellipsis hides."""

import pytest

from summit_tui.evidence.elision import Hidden, is_grave
from summit_tui.evidence.locate import SourceText, Status


def passage_or_status(text, words):
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
    "one character put in": ("我們不離港口", "我們不離[開]港口", "我們不離港口"),
    "one character for another": ("我們離開港口", "我們離[开]港口", "我們離開港口"),
    "an ending left out": ("We opened the port today", "We open[] the port", "We opened the port"),
    "corner brackets": ("他們將開放港口", "〔三國〕將開放港口", "將開放港口"),
    "lenticular brackets": (
        "香港特區政府會發展經濟",
        "香港【政府】會發展經濟",
        "香港特區政府會發展經濟",
    ),
    "with an ellipsis": ("We agree on trade, he says.", "[w]e agree … [Lee] says", None),
    "brackets that are printed": ("have [been] killed", "have [been] killed", "have [been] killed"),
}


@pytest.mark.parametrize(("text", "words", "passage"), BRACKETS.values(), ids=BRACKETS)
def test_words_in_brackets_are_the_editors(text, words, passage):
    assert passage_or_status(text, words) == (passage or text.removesuffix("."))


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
    assert passage_or_status(text, words) == Status.MISSING


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
        ("“We agree on trade,” he said.", "“We agree on trade.”"),
        ("“We agree on trade” is his word.", "“We agree on trade.”"),
        ("‘We agree on trade’, he said.", "‘We agree on trade,’"),
        ("「我們同意」，他說", "「我們同意。」"),
        ("“我们同意，”他说", "“我们同意。”"),
    ],
)
def test_punctuation_at_the_edge_is_that_of_the_sentence_it_is_put_into(text, words):
    evidence = SourceText(text).find_words(words)
    assert evidence.status is Status.FOUND
    assert evidence.sentence().endswith(", with other punctuation at its edges")


def test_punctuation_inside_is_the_sources():
    assert passage_or_status("We agree, on trade", "We agree on trade") == Status.MISSING


@pytest.mark.parametrize(
    "words", ["We agree. … Then act", "We agree … Then act", "agree. . . . Then"]
)
def test_a_piece_may_end_at_one_of_several_dots(words):
    assert passage_or_status("We agree. . . . Then act now.", words) != Status.MISSING


def test_a_short_piece_is_not_looked_for_far_away():
    text = f"We stand together on trade. {'Nothing of that sort. ' * 20}Then he left for good."
    assert passage_or_status(text, "We stand together on trade … he") == Status.MISSING
    assert (
        passage_or_status(text, "We stand together on trade … he left for good") != Status.MISSING
    )
    assert (
        passage_or_status(text[:28] + "Then he left.", "We stand together on trade … he")
        != Status.MISSING
    )


PRINTED = {
    "a word broken at a line end": ("We want inter-\nnational co-\noperation.", "international co"),
    "a hyphen that stays": ("an open-\nsource model", "open-source model"),
    "a note in brackets": ("We agree[12] on trade", "We agree on trade"),
    "a raised note": ("We agree.³ On trade", "We agree. On trade"),
    "an entity": ("the I&amp;T sector", "the I&T sector"),
    "a numbered entity": ("John Lee&#8217;s role", "John Lee's role"),
    "the number of a page": ("We agree on\n\n- 12 -\n\ntrade now", "We agree on trade now"),
    "the number of a page in words": ("We agree on\nPage 3 of 12\ntrade", "We agree on trade"),
    "a hyphen as some programs copy it": ("We want glo¬\nbal trade", "We want global trade"),
    "a note behind a space": ("We agree [1] on trade", "We agree on trade"),
    "two notes": ("We agree[1][2] on trade", "We agree on trade"),
    "two raised notes": ("We agree¹ ² on trade", "We agree on trade"),
    "several numbers in one note": ("We agree[3, 5–7] on trade", "We agree on trade"),
    "a note by letter": ("We agree[a] on trade", "We agree on trade"),
    "a note that says so": ("We agree[note 3] on trade", "We agree on trade"),
    "a note behind a figure": ("We saw 10[3] ports", "We saw 10 ports"),
    "a note in round brackets": ("We agree.(1) On trade", "We agree. On trade"),
    "an asterisk": ("We agree* on trade", "We agree on trade"),
    "a dagger": ("We agree† on trade", "We agree on trade"),
    "a note in Chinese brackets": ("我們同意〔1〕開放港口", "我們同意開放港口"),
    "a circled note": ("我們同意①開放港口", "我們同意開放港口"),
    "a note that says so in Chinese": ("我們同意（註1）開放港口", "我們同意開放港口"),
    "the number of a page in brackets": ("We agree on\n[Page 4]\ntrade", "We agree on trade"),
    "the number of a page in Roman figures": ("We agree on\nxii\ntrade", "We agree on trade"),
    "one page of several in Chinese": ("我們同意\n第12頁，共30頁\n開放", "我們同意開放"),
    "a header with a number": (
        "We agree on\nDebates of the House       17\ntrade",
        "We agree on trade",
    ),
    "a header behind a number": ("We agree on\n18 | Daily record\ntrade", "We agree on trade"),
    "the number of a page in Chinese": ("我们同意\n第 3 页\n开放", "我们同意开放"),
}


@pytest.mark.parametrize(("text", "words"), PRINTED.values(), ids=PRINTED)
def test_what_printing_puts_between_words_is_passed_over(text, words):
    if words == "international co":
        words = "We want international cooperation."
    assert passage_or_status(text, words) not in (Status.MISSING, Status.AMBIGUOUS)


def test_a_running_header_inside_a_passage_is_passed_over():
    words = ("of trade and", "of health and", "of peace.")
    pages = "".join(
        f"\nDebates of the House {n}\nWe speak {text}\n" for n, text in enumerate(words)
    )
    assert (
        passage_or_status(pages, "of trade and We speak of health and We speak of peace")
        != Status.MISSING
    )
    assert passage_or_status("We act\nThey act\nWe stay", "We act We stay") == Status.MISSING


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They say [t]he port is open", "They say he port is open"),
        ("They took 5* hotels", "They took 5 hotels"),
        ("We agree on\nlivid\nports", "We agree on ports"),
        ("We agree on\nports of 17\ntrade", "We agree on trade"),
        ("We agree.\nPorts     17\nTrade", "We agree. Trade"),
    ],
)
def test_what_is_no_mark_of_a_note_and_no_page_stays(text, words):
    assert passage_or_status(text, words) == Status.MISSING


def test_a_power_is_no_note():
    assert passage_or_status("10² guests", "10 guests") == Status.MISSING


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
    "a negation by its sense": ("We refused to sign it.", "We … to sign it", (Hidden.NEGATION,)),
    "a limit": ("It is barely fair to us.", "It is … fair to us", (Hidden.NEGATION,)),
    "a refusal in Chinese": ("我們拒絕接受安排", "我們 … 接受安排", (Hidden.NEGATION,)),
    "no negation in Chinese": ("我们不仅愿意合作而且开放", "我们 … 合作而且开放", ()),
    "a number in words": (
        "We trained twelve thousand people.",
        "We trained … people",
        (Hidden.NUMBER,),
    ),
    "a part": ("We saw a third of the ports.", "We saw … of the ports", (Hidden.NUMBER,)),
    "about as many": ("We have dozens of ports.", "We have … ports", (Hidden.NUMBER,)),
    "no number": ("We are, first of all, one team.", "We are … team", ()),
    "a number in Chinese": ("吸引了近千名嘉賓出席", "吸引了 … 嘉賓出席", (Hidden.NUMBER,)),
    "about as many in Chinese": ("共有三十多个国家的代表", "共有 … 的代表", (Hidden.NUMBER,)),
    "a part in Chinese": ("增长了百分之五的吞吐量", "增长了 … 吞吐量", (Hidden.NUMBER,)),
    "no number in Chinese": ("我们十分愿意开放港口", "我们 … 开放港口", ()),
    "the words of another": (
        "“We agree.” Diaz said, “We oppose it.”",
        "We agree … We oppose it",
        (Hidden.QUOTATION,),
    ),
    "the words of another in Chinese": (
        "他说：“我们同意。”王勇说：“我们反对封锁。”",
        "我们同意 … 我们反对封锁",
        (Hidden.QUOTATION,),
    ),
    "an attribution": ("“We agree,” she said, “to act.”", "We agree … to act", ()),
    "another quotation": (
        "“We agree,” she said of “trade” and said “act now.”",
        "We agree … act now",
        (Hidden.QUOTATION,),
    ),
    "another quotation in single marks": (
        "They asked ‘why now?’ and we agreed",
        "They … and we agreed",
        (Hidden.QUOTATION,),
    ),
    "the end of the same quotation": (
        "“We agree on the ports of the coast,” Diaz told them.",
        "We agree … told them",
        (),
    ),
    "its beginning": ("Diaz told us: “We all agree.”", "Diaz told … agree", ()),
    "possessives": (
        "The towns and the ports' and the boats' owners agree",
        "The towns … owners agree",
        (),
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


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("We will not close it.", " not "),
        ("We refused to close it.", " refused to "),
        ("We lack any reason to close it.", " lack any reason "),
        ("We close twelve ports.", " twelve "),
        ("We close half of them.", " half of "),
        ("We, they say “all of us”, close it.", ", they say “all of us”, "),
        ("We close it. They open it.", " it. They "),
        ("我们否认要关闭它", "否认要"),
        ("我们不同意关闭它", "不同意"),
        ("我们关闭三分之一的港口", "三分之一的"),
        ("我们关闭十五所学校", "十五所"),
        ("我们到二〇三〇年关闭它", "到二〇三〇年"),
        ("我们关闭三大港口", "三大"),
        ("我们关闭它。他们开放它", "它。他们"),
    ],
)
def test_what_a_printed_quotation_must_not_leave_out(text, left_out):
    start = text.index(left_out)
    assert is_grave(text, start, start + len(left_out))


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("We will soon close it.", " soon "),
        ("We will, of course, close it.", ", of course, "),
        ("We close one of the ports.", " one of "),
        ("我们在不同港口合作", "不同"),
        ("我们万分高兴地合作", "万分"),
        ("我们一起继续合作", "一起继续"),
    ],
)
def test_what_a_printed_quotation_may_leave_out(text, left_out):
    start = text.index(left_out)
    assert not is_grave(text, start, start + len(left_out))
