"""What stands in quotation marks, in the manners of several languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.evidence.quotations import fragments, quoted_spans, without_marks

QUOTED = [
    ('It would create "technology islands."', ["technology islands"]),
    ("It would create “technology islands”.", ["technology islands"]),
    ("„Inseln“ und „Brücken”", ["Inseln", "Brücken"]),
    ("»Inseln« und »Brücken«", ["Inseln", "Brücken"]),
    ("des « îles technologiques »", ["îles technologiques"]),
    ("构建“网络空间命运共同体”。", ["网络空间命运共同体"]),
    ("構建「網絡空間『命運』共同體」。", ["網絡空間『命運』共同體"]),
    ("『命運』", ["命運"]),
    ('避免"技术孤岛"的出现和"壁垒"', ["技术孤岛", "壁垒"]),
    ("﹁直書﹂﹃亦然﹄", ["直書", "亦然"]),
    ("the 'islands' of technology", ["islands"]),
    ("the ‘islands’ of technology", ["islands"]),
    ("“It is an ‘island’ to us,” she said", ["It is an ‘island’ to us"]),
    ('in the "AI+" era', ["AI+"]),
    ('"one" and "two"', ["one", "two"]),
    ("\"It's China's\"", ["It's China's"]),
    ("'It's China's'", ["It's China's"]),
    ("It's China's and the delegates' view", []),
    ("the ’90s, the workers’ view and don’t", []),
    ("from the '90s to the '20s, the workers' view", []),
    ('a screen of 27" and one of 32" stood there', []),
    ("《中国日报》", []),
    ("他说：“要避免“孤岛”和“壁垒”的出现”。", ["要避免“孤岛”和“壁垒”的出现"]),
    ("“one.\n“two”, three “four”", ["one.\n“two", "four"]),
    ("“not closed", []),
    ("closed alone”", []),
    ('""', []),
    ("“.”", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), QUOTED)
def test_fragments_are_what_stands_in_quotation_marks(text, expected):
    assert list(fragments(text)) == expected


def test_a_quotation_goes_over_paragraphs_that_each_begin_with_a_mark():
    text = "“First.\n\n“Second.” Then."
    ((start, end),) = quoted_spans(text)
    assert text[start:end] == "First.\n\n“Second."


def test_a_mark_left_open_ends_with_its_paragraph():
    assert list(fragments('He said "we\n\nThen "islands" came.')) == ["islands"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We agree.”", "We agree"),
        ('"We" and "they"', 'We" and "they'),
        ("「技術。」", "技術"),
        ("…", ""),
        ("We agree", "We agree"),
    ],
)
def test_a_direct_text_is_looked_for_without_its_outer_marks(text, expected):
    assert without_marks(text) == expected


@settings(max_examples=200)
@given(st.text(alphabet="ab 王.\n\"'“”‘’„«»「」『』", max_size=60))
def test_quotations_lie_in_the_text_in_order_and_apart(text):
    before = 0
    for start, end in quoted_spans(text):
        assert before < start <= end < len(text)
        before = end


@settings(max_examples=200)
@given(st.text(alphabet="ab 王1-", min_size=1).map(str.strip).filter(bool))
def test_whatever_is_put_into_curly_marks_is_found(words):
    assert list(fragments(f"so “{words}” it is")) == [words]
