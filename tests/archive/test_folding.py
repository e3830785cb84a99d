"""What is stored and what is typed meet as the same words, and hits are found where they stand."""

import re
import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summit_tui.archive.analysis.normalize import (
    _TABLE_WITH_GAPS,
    TABLE,
    _is_simplified,
    is_single_character,
    normalize,
    normalize_each,
    simplified_characters,
    without_points,
)
from summit_tui.archive.query.terms import highlight
from summit_tui.archive.query.tree import Term

ANY_TEXT = st.text(max_size=60)
MIXED = st.text(alphabet="aAéøßﬁ e\u0301\u0327\u00adか\u3099ｶﾞ莊庄™²½한\u1112กิ-,\n", max_size=30)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        (" \t\n ", ""),
        ("!?=\"'-_", ""),
        ("Deep-Seek_R1", "deep seek r1"),
        ("=kind=quotes", "kind quotes"),
        ("don't I&T", "don t i t"),
        ("don’t donʼt", "don t don t"),
        ("Róngwén RO\u0301NGWE\u0301N", "rongwen rongwen"),
        ("Łódź Ærø cœur Đà Ð Þór Diyarbakır Ħal Ŧ", "lodz aero coeur da d thor diyarbakir hal t"),
        ("Straße STRASSE İstanbul ﬁn ſo", "strasse strasse istanbul fin so"),
        ("ΟΔΟΣ οδός Ёлка ёлка", "οδοσ οδοσ елка елка"),
        ("ＷＩＣ　２０２５", "wic 2025"),
        ("٢٠٢٥ २०२५ ๒๐๒๕ ²", "2025 2025 2025 2"),
        ("people¹ DeepSeek™ 5㎏", "people 1 deepseek tm 5 kg"),
        ("co\u00adoper\u2060ation", "cooperation"),
        ("zero\u200bwidth", "zerowidth"),
        ("莊榮文", "庄 荣 文"),
        ("庄荣文", "庄 荣 文"),
        ("乾隆 后 後 薴 苧", "干 隆 后 后 苎 苎"),
        ("二〇二五年4月人々", "二 〇 二 五 年 4 月 人 々"),
        ("AI發展2025", "ai 发 展 2025"),
        ("㍿ \uf900 ⾺", "株 式 会 社 岂 马"),
        ("葛\U000e0100", "葛"),
        ("كِتَاب كتاب كـتاب", "كتاب كتاب كتاب"),
        ("שָׁלוֹם", "שלום"),
        ("กิน", "ก ิ น"),
        ("\ud800a\udfff", "a"),
    ],
)
def test_a_text_folds_to_its_words(text, folded):
    assert normalize(text) == folded


def test_a_vowel_sign_of_india_is_not_an_accent():
    assert normalize("दिल") != normalize("दाल")


def test_the_sound_mark_of_kana_makes_another_letter_however_it_is_written():
    assert normalize("バ") == normalize("ハ\u3099") == normalize("ﾊﾞ") != normalize("ハ")
    assert normalize("バン") != normalize("パン")


def test_a_korean_syllable_begins_with_its_first_letters():
    assert normalize("한국").startswith(normalize("하"))
    assert normalize(unicodedata.normalize("NFD", "한국")) == normalize("한국")


def test_no_simplified_character_of_the_table_is_a_traditional_one():
    assert len(simplified_characters()) > 3000
    assert not simplified_characters().keys() & set(simplified_characters().values())


def assert_is_folded(folded):
    assert normalize(folded) == folded
    assert folded == " ".join(folded.split(" "))
    assert "  " not in folded
    assert folded == folded.strip()
    assert not re.search(r"[^a-z0-9 \x80-\U0010ffff]", folded)
    assert {unicodedata.category(character)[0] for character in folded if character != " "} <= set(
        "LMN"
    )
    assert all(
        character in "0123456789"
        for character in folded
        if unicodedata.digit(character, None) is not None
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "plane", [range(0x10000), range(0x10000, 0x20000), range(0xE0000, 0xE0200)]
)
def test_every_character_folds_to_letters_digits_and_marks_for_good(plane):
    assert_is_folded(normalize("!".join(map(chr, plane))))


@settings(max_examples=150)
@given(ANY_TEXT | MIXED)
@example("e" + "\u0301" * 50)
def test_folding_twice_changes_nothing(text):
    assert_is_folded(normalize(text))


UNSEEN = "\u00ad\u034f\u061c\u115f\u200b\u200c\u200d\u200e\u200f\u202e\u2060\u2068\u2069\u3164"
UNSEEN += "\ufe0f\ufeff\U000e0067\U000e007f\U000e0100"


@settings(max_examples=200)
@given(st.lists(st.tuples(MIXED, st.text(UNSEEN, max_size=2))), st.text(UNSEEN, max_size=2))
@example([("می", "\u200c"), ("خواهم", "")], "")
@example([("قال ", "\u200e"), ("COP28", "\u200e"), (" إن", "")], "\u200f")
def test_what_cannot_be_seen_makes_no_other_word_and_is_lit_with_its_letters(parts, first):
    marked = first + "".join(text + unseen for text, unseen in parts)
    plain = "".join(text for text, _ in parts)
    words = normalize(plain)
    assert normalize(marked) == words
    for word in words.split()[:3]:
        seen = [
            "".join(character for character in text[start:end] if character not in UNSEEN)
            for text in (marked, plain)
            for start, end in highlight(text, [Term((word,))])
        ]
        half = len(seen) // 2
        assert seen[:half] == seen[half:] != []


@settings(max_examples=100)
@given(MIXED)
def test_the_ways_to_write_a_letter_meet(text):
    assert normalize(unicodedata.normalize("NFC", text)) == normalize(
        unicodedata.normalize("NFD", text)
    )


@pytest.mark.parametrize(
    ("token", "alone"),
    [
        ("庄", True),
        ("カ", True),
        ("ก", True),
        ("a", False),
        ("한", False),
        ("7", False),
        ("庄庄", False),
    ],
)
def test_a_character_of_a_script_without_spaces_stands_alone(token, alone):
    assert is_single_character(token) is alone


def term(text, *, prefix=False):
    return Term(tuple(normalize(text).split()), prefix=prefix)


@pytest.mark.parametrize(
    ("text", "wanted", "lit"),
    [
        ("Deep seas are deep", term("deep"), ["Deep", "deep"]),
        ("DeepSeek is deep", term("deep"), ["deep"]),
        ("DeepSeek is deep", term("deep", prefix=True), ["Deep", "deep"]),
        ("an open-source project", term("open source"), ["open-source"]),
        ("open, sourced", term("open sour", prefix=True), ["open, sour"]),
        ("open the source", term("open source"), []),
        ("我是莊 榮\n文。", term("庄荣文"), ["莊 榮\n文"]),
        ("庄荣文", term("莊榮"), ["庄荣"]),
        ("开放开放", term("开放"), ["开放", "开放"]),
        ("cafe\u0301s, CAFÉ", term("cafe", prefix=True), ["cafe\u0301", "CAFÉ"]),
        ("cafe\u0301!", term("café"), ["cafe\u0301"]),
        ("葛\U000e0100飾", term("葛"), ["葛\U000e0100"]),
        ("Ærøskøbing", term("a", prefix=True), ["Æ"]),
        ("Straßen", term("stras", prefix=True), ["Straß"]),
        ("straßen", term("strasse", prefix=True), ["straße"]),
        ("co\u00adop", term("coop"), ["co\u00adop"]),
        ("バン", term("バ"), ["バ"]),
        ("한국", term("하", prefix=True), ["한"]),
        ("½", term("1 2"), ["½"]),
        ("a", Term(()), []),
        ("", term("a"), []),
    ],
)
def test_a_term_is_lit_where_it_stands(text, wanted, lit):
    assert [text[start:end] for start, end in highlight(text, [wanted])] == lit


def test_terms_that_overlap_are_one_span_and_others_come_in_order():
    wanted = [term("open source"), term("source code"), term("deep", prefix=True), term("deepseek")]
    assert highlight("Deepseek: open source code, deep", wanted) == [(0, 8), (10, 26), (28, 32)]


@settings(max_examples=200)
@given(ANY_TEXT | MIXED, st.data())
def test_a_span_folds_to_what_was_asked_for(text, data):
    words = normalize(text).split()
    start = data.draw(st.integers(0, len(words)))
    tokens = tuple(words[start : start + data.draw(st.integers(1, 3))])
    spans = highlight(text, [Term(tokens)])
    assert bool(spans) == bool(tokens)
    for begin, end in spans:
        assert 0 <= begin < end <= len(text)
        # One sign, such as ½ or ガ, may hold more words than were asked for.
        assert " ".join(tokens) in normalize(text[begin:end])
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@settings(max_examples=200)
@given(ANY_TEXT | MIXED, st.data())
def test_the_span_of_a_beginning_begins_with_it(text, data):
    words = [word for word in normalize(text).split() if not is_single_character(word)]
    word = data.draw(st.sampled_from(words)) if words else "x"
    begun = word[: data.draw(st.integers(1, len(word)))]
    spans = highlight(text, [Term((begun,), prefix=True)])
    assert bool(spans) == bool(words)
    assert all(begun in normalize(text[begin:end]) for begin, end in spans)


def calls_for(size):
    """Count the Python calls for a text and a term that repeat one character."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        spans = highlight("哈" * size, [Term(("哈",) * 50)])
    finally:
        sys.setprofile(None)
    assert len(spans) == size // 50
    return calls


@pytest.mark.slow
def test_the_work_for_a_long_text_grows_with_its_length_and_no_faster():
    calls_for(50)
    assert calls_for(20_000) < 11 * calls_for(2_000)


def one_by_one(text):
    """Return what folding every character by the table gives, once initials are one word."""
    return apart_from_hangul(without_points(text).translate(TABLE))


def apart_from_hangul(text):
    """Return the words of a text, those of Latin letters or figures apart from Korean."""
    characters = " ".join(text.split())
    plain = [character.isascii() and character.isalnum() for character in characters]
    korean = ["\u1100" <= character <= "\u11ff" for character in characters]
    kinds = zip(characters, plain, korean, [False, *plain], [False, *korean], strict=False)
    return "".join(
        f" {character}" if (is_plain and was_korean) or (is_korean and was_plain) else character
        for character, is_plain, is_korean, was_plain, was_korean in kinds
    )


@pytest.mark.slow
def test_han_characters_in_a_row_fold_as_each_of_them_does():
    for code in range(0x4E00, 0xA000, 64):
        block = [chr(point) for point in range(code, code + 64)]
        simplified = [character for character in block if _is_simplified(character)]
        assert normalize("".join(block)) == one_by_one("".join(block)), hex(code)
        assert normalize("".join(simplified)) == " ".join(simplified), hex(code)
        assert not _is_simplified("".join(block)) or simplified == block, hex(code)


FREQUENT = st.text(alphabet="国会庄莊乾著a B9-’“”—，。、=\n\u0301é１", max_size=30)


@given(FREQUENT | ANY_TEXT, FREQUENT)
@example("2026年，AI 大会：“数字”、网络。", "")
@example("", "，。")
@example("U.S.", "")
@settings(max_examples=300)
def test_the_quick_way_to_fold_is_the_same(text, other):
    assert normalize(text) == one_by_one(text)
    text, other = text.replace("\x1e", ""), other.replace("\x1e", "")
    apart = without_points(f"{text} \x1e {other}").translate(_TABLE_WITH_GAPS)
    assert normalize_each([text, other]) == apart_from_hangul(apart)
