"""Quotation marks, days and names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summit_tui.attribution.names import language_in_words, name_of
from summit_tui.attribution.quotation import has_marks, in_quotation_marks, strip_marks
from summit_tui.model.dates import first, in_words, last, span


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("AI is here.", "en", "“AI is here.”"),
        ("AI is here.", None, "“AI is here.”"),
        ("“AI is here.”", "en", "“AI is here.”"),
        ('"AI is here."', "en", "“AI is here.”"),
        ("‘AI is here.’", "en-HK", "“AI is here.”"),
        ("“‘AI is here.’”", "en", "“AI is here.”"),
        ("\u200f”قال\u200e“\u200f", "ar", "”قال\u200e“"),
        ("\u200fقال\u200f", "ar", "”\u200fقال\u200f“"),
        ("the “one” and the “two”", "en", "“the ‘one’ and the ‘two’”"),
        ("“one” and “two”", "en", "“‘one’ and ‘two’”"),
        ('"one" and "two"', "en", "“‘one’ and ‘two’”"),
        ('say "it" (or "that")', "en", "“say ‘it’ (or ‘that’)”"),
        ("‘one country, two systems’ works", "en", "“‘one country, two systems’ works”"),
        ("it’s the people’s", "en", "“it’s the people’s”"),
        ("'it's here'", "en", "“it's here”"),
        ("unfinished “here", "en", "“unfinished ‘here”"),
        ("很高興", "zh-Hant", "「很高興」"),
        ("很高興", "zh-Hant-HK", "「很高興」"),
        ("很高興", "zh-TW", "「很高興」"),
        ("「很高興」", "zh-Hant", "「很高興」"),
        ("他說「好」", "zh-Hant", "「他說『好』」"),
        ("很高兴", "zh-Hans", "“很高兴”"),
        ("很高兴", "zh", "“很高兴”"),
        ("うれしい", "ja", "「うれしい」"),
        ("ravi", "fr", "«\u202fravi\u202f»"),
        ("« ravi »", "fr", "«\u202fravi\u202f»"),
        ("erfreut", "de-DE", "„erfreut“"),
        ("„erfreut“", "de", "„erfreut“"),
        ("рад", "ru", "«рад»"),
        ("encantado", "es", "“encantado”"),
        ('"', "en", "“‘”"),
        ('ארה"ב וצה"ל', "he", '“ארה"ב וצה"ל”'),
        ("he is 5'10\" tall", "en", "“he is 5'10\" tall”"),
        ('he said "at 10" twice', "en", "“he said ‘at 10’ twice”"),
        ('坚持"开放"和"合作"。', "zh", "“坚持‘开放’和‘合作’。”"),
        ('坚持"开放"', "zh", "“坚持‘开放’”"),
        ('พูด"เปิด"และ"ปิด"', "th", "“พูด‘เปิด’และ‘ปิด’”"),
        ("“”", "en", "“‘’”"),
    ],
)
def test_speech_stands_in_one_pair_of_its_languages_marks(text, language, expected):
    assert in_quotation_marks(text, language) == expected


@given(st.text(alphabet="ab '’‘“”\"「」", max_size=12).filter(str.strip))
def test_quoting_changes_nothing_but_marks(text):
    without_marks = str.maketrans("", "", "'’‘“”\"「」 ")
    assert in_quotation_marks(text).translate(without_marks) == text.translate(without_marks)


@pytest.mark.parametrize("text", ["plain", "it's", "workers’ rights", "5 > 3"])
def test_an_apostrophe_is_no_quotation_mark(text):
    assert not has_marks(text)
    assert strip_marks(text) == text


@pytest.mark.parametrize("text", ['a "b" c', "“a", "a”", "「a」", "‘a’", "'a' b", "« a »", "„a“"])
def test_any_other_mark_is_one(text):
    assert has_marks(text)


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2025-04-14", "14 April 2025"), ("2025-12", "December 2025"), ("2025", "2025")],
)
def test_a_day_is_said_as_far_as_it_is_known(day, expected):
    assert in_words(day) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2025-04-14", "2025-04-15", "14–15 April 2025"),
        ("2025-04-14", "2025-04-14", "14 April 2025"),
        ("2025-04-30", "2025-05-02", "30 April 2025 – 2 May 2025"),
        ("2025-04", "2025-04-02", "April 2025 – 2 April 2025"),
        ("2025", "2026", "2025 – 2026"),
        ("2025", None, "from 2025"),
        (None, "2025-04", "until April 2025"),
        (None, None, None),
    ],
)
def test_a_span_is_said_as_far_as_it_is_known(start, end, expected):
    assert span(start, end) == expected


@pytest.mark.parametrize(
    ("day", "earliest", "latest"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-04", "2025-04-01", "2025-04-31"),
        ("2025-04-14", "2025-04-14", "2025-04-14"),
    ],
)
def test_a_partial_day_leaves_a_span_open(day, earliest, latest):
    assert (first(day), last(day)) == (earliest, latest)


@pytest.mark.parametrize(
    ("name", "names", "expected"),
    [
        ("John Lee", {"zh-Hant": "李家超"}, "John Lee (李家超)"),
        ("John Lee", {"fr": "Jean Lee", "zh": "李家超"}, "John Lee (李家超)"),
        ("李家超", {"zh-Hans": "李家超", "en": "John Lee"}, "李家超 (John Lee)"),
        ("李家超", {"x": "李家超 John Lee"}, "李家超"),
        ("John Lee", {"fr": "Jean Lee"}, "John Lee"),
        ("John Lee", {}, "John Lee"),
        ("John\n Lee", {"zh": "李\n家超"}, "John Lee (李 家超)"),
    ],
)
def test_a_name_brings_the_one_in_the_other_script(name, names, expected):
    assert str(name_of(name, names)) == expected


@pytest.mark.parametrize(
    ("tag", "expected"), [("zh-Hant", "Chinese (zh-Hant)"), ("EN", "English (EN)"), ("tlh", "tlh")]
)
def test_a_language_without_a_known_name_is_its_tag(tag, expected):
    assert language_in_words(tag) == expected
