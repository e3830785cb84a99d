"""What holds for any text: what was cut from it is found, and what was changed is not."""

import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from summit_tui.evidence.diff import word_diff
from summit_tui.evidence.locate import Passage, SourceText, Status
from summit_tui.evidence.normalize import NormalizedText, normalize
from summit_tui.evidence.source_text import read_text
from summit_tui.evidence.text_fragment import passage_link
from summit_tui.model.fields import Excerpt

WORDS = ["the", "open", "summit", "said", "Hong", "Kong", "AI+", "I&T", "1,000", "2025", "30"]
WORDS += ["30.5", "14:30", "5G", "technology", "café", "cafe\u0301", "ﬁrst", "oﬃce", "can’t"]
WORDS += ["l’avenir", "x\u0304y", "inter\u00adnational", "cyber\u200bspace", "网络", "空间\n命运"]
WORDS += ["共同体", "世界", "ＡＩ", "３０", "ガイド", "か\u3099", "ｶﾞ", "홍콩", "\u1112\u1169\u11bc"]
WORDS += ["السلام", "भारत", "การประชุม"]
LATIN = ["the", "open", "summit", "said", "Hong", "Kong", "technology", "café", "future"]
JOINTS = [" ", " ", " ", "\n", "\r\n ", "  ", ", ", ". ", " “", "” ", " « ", " » ", " — ", " -- "]
JOINTS += [" (", ") ", "… ", " ... ", "，", "。\n", "「", "」", "\u3000", " \u00a0", "; ", "’ "]

words = st.sampled_from(WORDS)
pieces = st.lists(st.tuples(words, st.sampled_from(JOINTS)), min_size=1, max_size=25)
latin = st.lists(
    st.tuples(st.sampled_from(LATIN), st.sampled_from(JOINTS)), min_size=3, max_size=25
)
anything = st.text(
    st.one_of(
        st.sampled_from(
            " \n\r\t-–—\"'“”«».…⋯[](（）)，。\u00ad\u200b\u0301\u3099\u3000ﬁaAeé1０人か"
        ),
        st.characters(),
    ),
    max_size=60,
)
bounded = settings(max_examples=300, deadline=None)


def cut(pieces, data):
    """Return the text of pieces and the span of a run of its words."""
    text = "".join(word + joint for word, joint in pieces)
    ends, at = [], 0
    for word, joint in pieces:
        ends.append((at, at + len(word)))
        at += len(word) + len(joint)
    first = data.draw(st.integers(0, len(ends) - 1))
    last = data.draw(st.integers(first, len(ends) - 1))
    return text, ends[first][0], ends[last][1]


@bounded
@given(pieces, st.data())
def test_what_is_cut_from_a_text_is_never_missing(pieces, data):
    text, start, end = cut(pieces, data)
    evidence = SourceText(text).find_words(text[start:end])
    assert evidence.status in (Status.FOUND, Status.AMBIGUOUS)
    assert Passage(start, end) in evidence.passages
    for passage in evidence.passages:
        assert normalize(text[passage.start : passage.end]) == normalize(text[start:end])


@bounded
@given(pieces, st.data())
def test_what_is_cut_is_found_with_all_that_stands_around_it(pieces, data):
    text, start, end = cut(pieces, data)
    excerpt = Excerpt(exact=text[start:end], prefix=text[:start], suffix=text[end:])
    evidence = SourceText(text).find(excerpt)
    assert (evidence.status, evidence.passages) == (Status.FOUND, (Passage(start, end),))


def dressed(words, chance):
    """Return words as another typesetter would print them."""
    kinds = ["“”„«»「」＂", "‘’＇`", "-–—\u2011−", [" ", "\n", "\r\n", "\u00a0 ", "\t"]]
    folded = {'"': kinds[0], "'": kinds[1], "-": kinds[2], " ": kinds[3]}
    printed = "".join(chance.choice(folded.get(char, [char])) for char in normalize(words))
    return unicodedata.normalize(chance.choice(["NFC", "NFD"]), printed)


@bounded
@given(pieces, st.data(), st.randoms(use_true_random=False))
def test_what_is_printed_otherwise_is_found_in_the_same_places(pieces, data, chance):
    text, start, end = cut(pieces, data)
    source = SourceText(text)
    plain = source.find_words(text[start:end])
    assert source.find_words(dressed(text[start:end], chance)).passages == plain.passages
    # With a plain comma for a full-width one, two numbers would become one.
    assume(not re.search(r"\d，", text))
    other = SourceText(dressed(text, chance)).find_words(text[start:end])
    assert (other.status, len(other.passages)) == (plain.status, len(plain.passages))


@bounded
@given(pieces, st.data(), st.sampled_from(["xyzzy", "龘", "777", "Technology", "opened"]))
def test_one_word_changed_is_never_found(pieces, data, other):
    number = data.draw(st.integers(0, len(pieces) - 1))
    source = SourceText("".join(word + joint for word, joint in pieces))
    changed = [*pieces[:number], (other, pieces[number][1]), *pieces[number + 1 :]]
    before, after = max(0, number - 2), number + 3
    exact = "".join(word + joint for word, joint in changed[before:after])
    assert source.find_words(exact).status is Status.MISSING


@bounded
@given(latin, st.data())
def test_a_letter_more_or_less_is_never_found(pieces, data):
    text, start, end = cut(pieces, data)
    source = SourceText(text)
    exact = text[start:end]
    for changed in (exact[1:], exact[:-1], exact + "s", "s" + exact):
        if re.search(r"\w", changed) and not re.match(r"\W|.*\W$", changed, re.DOTALL):
            assert source.find_words(changed).status is Status.MISSING


@bounded
@given(latin, st.data())
def test_case_changed_is_never_found(pieces, data):
    text, start, end = cut(pieces, data)
    evidence = SourceText(text).find_words(text[start:end].swapcase())
    assert evidence.status is Status.MISSING


@bounded
@given(latin, st.data())
def test_words_in_another_order_are_never_found(pieces, data):
    text, start, end = cut(pieces, data)
    words = re.findall(r"\w+", text[start:end])
    turned = " ".join(reversed(words))
    evidence = SourceText(" ".join(words)).find_words(turned)
    assert (evidence.status is Status.FOUND) == (words == words[::-1])


@bounded
@given(latin, st.data())
def test_what_is_elided_is_never_missing(pieces, data):
    text, start, end = cut(pieces, data)
    words = re.findall(r"\w+", text[start:end])
    kept = [word for word in words if data.draw(st.booleans())] or words[:1]
    evidence = SourceText(text).find_words(" [...] ".join(kept))
    assert evidence.status in (Status.FOUND, Status.AMBIGUOUS)
    for segment in evidence.segments:
        assert text[segment.start : segment.end] in words


@bounded
@given(anything, anything)
def test_any_text_can_be_asked_for_anything(text, exact):
    source = SourceText(text)
    evidence = source.find(Excerpt(exact=exact, prefix=exact[:3], suffix=exact[-3:]))
    assert evidence.sentence()
    assert (evidence.status is Status.MISSING) == (not evidence.passages)
    for passage in (*evidence.passages, *evidence.segments, *filter(None, [evidence.nearest])):
        words = text[passage.start : passage.end]
        assert words
        assert words == words.strip()
    passage_link("https://example.org/", Excerpt(exact=exact, prefix=text, suffix=text))


@bounded
@given(anything)
def test_folding_twice_is_folding_once_and_places_stay_in_order(text):
    folded = NormalizedText(text)
    assert normalize(folded.text) == folded.text.strip(" ")
    ends = [folded.original(at, at + 1) for at in range(len(folded.text))]
    assert ends == sorted(ends)
    assert all(0 <= start < end <= len(text) for start, end in ends)


@bounded
@given(anything, anything)
def test_a_difference_in_words_gives_back_both_texts(a, b):
    changes = word_diff(a, b)
    assert "".join(text for change, text in changes if change != "gone") == b
    kept = "".join(text for change, text in changes if change != "new")
    assert re.sub(r"\W", "", normalize(kept)) == re.sub(r"\W", "", normalize(a))
    assert all(text for _, text in changes)


OWN = {
    "English": "The summit opened today.  “It is open,” she said;\nit’s for all — 1,000 guests.",
    "Chinese": "世界互联网大会亚太峰会在港开幕。他说：“携手构建网络\n空间命运共同体”，14日开幕。",
    "French": "« L’avenir », dit-il, « est ouvert. » Les co\u0302te\u0301s restent à voir !",
    "Arabic": "انعقدت القمة في هونغ كونغ، وقال: «نعمل معًا». ثم أضاف: التعاون مهم.",
}


def real_texts():
    """Return the texts in the folder that the environment names."""
    folder = os.environ.get("SUMMIT_TEXTS")
    return sorted(Path(folder).glob("*.txt")) if folder else []


def check_sentences(text):
    """Check that each sentence cut from a text is found where it was cut."""
    source = SourceText(text)
    spans = [match.span() for match in re.finditer(r"[^\s.!?。！？][^.!?。！？]*\w", text)]
    whole = [
        (start, end)
        for start, end in spans
        if not re.search(r"\w$", text[:start]) and not re.match(r"[.,:'’]?\w", text[end:])
    ]
    assert whole
    for start, end in whole:
        if re.search(r"\d[.,:]$", text[:start]):
            continue
        evidence = source.find_words(text[start:end])
        assert Passage(start, end) in evidence.passages, text[start:end]
        assert evidence.sentence().startswith("found in ")


@pytest.mark.parametrize("text", OWN.values(), ids=OWN)
def test_each_sentence_cut_from_a_text_is_found(text):
    check_sentences(text)


@pytest.mark.skipif(not real_texts(), reason="SUMMIT_TEXTS names no folder with texts")
@pytest.mark.parametrize("path", real_texts(), ids=lambda path: path.stem)
def test_each_sentence_cut_from_a_real_text_is_found(path):
    check_sentences(read_text(path).text)
