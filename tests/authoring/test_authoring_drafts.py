"""A passage suggests its excerpt, its mode and an id, and never more than it shows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.attribution.speech import SpeechText, label_at, mode_at
from summit_tui.authoring.drafts import id_from
from summit_tui.evidence.excerpts import excerpt_at
from summit_tui.evidence.locate import SourceText, Status

TEXT = (
    "On trade we agree. On health\nwe agree. “We agree,” said Lin Mei, who agreed.\n\n"
    "我们同意。我们同意。他说：「我們同意。」\n\n"
    "The panel said it was “a toll road” for all.\n"
)
SOURCE = SourceText(TEXT)


def places(words, text=TEXT):
    start, starts = -1, []
    while (start := text.find(words, start + 1)) >= 0:
        starts.append(start)
    return starts


def test_words_that_stand_there_once_need_nothing_around_them():
    start = TEXT.index("On trade")
    excerpt = excerpt_at(SOURCE, start, start + len("On trade"))
    assert (excerpt.exact, excerpt.prefix, excerpt.suffix) == ("On trade", None, None)


@pytest.mark.parametrize("words", ["we agree", "我们同意"])
def test_of_several_passages_each_has_an_excerpt_that_finds_it(words):
    for start in places(words):
        excerpt = excerpt_at(SOURCE, start, start + len(words))
        evidence = SOURCE.find(excerpt)
        assert evidence.status is Status.FOUND
        assert evidence.passages[0].start == start
        assert len(f"{excerpt.prefix or ''}{excerpt.suffix or ''}") < 20


def test_a_passage_over_a_line_break_is_one_line():
    start = TEXT.index("health")
    assert excerpt_at(SOURCE, start, start + len("health\nwe agree")).exact == "health we agree"


@pytest.mark.slow
def test_a_passage_that_cuts_a_word_or_is_empty_has_none():
    start = TEXT.index("panel")
    assert excerpt_at(SOURCE, start, start + 3) is None
    assert excerpt_at(SOURCE, 4, 4) is None
    assert excerpt_at(SourceText("a b " * 400), 400, 403) is None


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(TEXT)), st.integers(1, 60))
def test_whatever_is_selected_is_found_there_or_refused(start, length):
    end = min(len(TEXT), start + length)
    excerpt = excerpt_at(SOURCE, start, end)
    if excerpt is not None:
        evidence = SOURCE.find(excerpt)
        assert evidence.status is Status.FOUND
        assert evidence.passages[0].start < end
        assert evidence.passages[0].end > start


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ("We agree", "direct"),
        ("我們同意", "direct"),
        ("On trade we agree", "paraphrase"),
        ("我们同意", "paraphrase"),
        ("The panel said it was “a toll road” for all", "partial"),
    ],
)
def test_only_marks_or_a_turn_make_speech_direct(words, mode):
    start = TEXT.index(words)
    assert mode_at(SpeechText(TEXT), start, start + len(words)) == mode


def test_in_the_turn_of_a_transcript_speech_is_direct():
    text = "Hall A\n\nTHE PRESIDENT: We agree.\n\nQ  And you?\n"
    speech = SpeechText(text)
    start = text.index("We agree")
    assert mode_at(speech, start, start + 8) == "direct"
    assert mode_at(speech, 0, 6) == "paraphrase"
    assert mode_at(speech, start, len(text)) == "paraphrase"


@pytest.mark.parametrize(
    ("name", "words", "id"),
    [
        ("lin", "We will lay the cable", "lin-we-will-lay-the"),
        ("Élodie Sørensen", "", "elodie-sorensen"),
        ("任贤良", "", "ren-xianliang"),
        ("lin", "我们共建", "lin-5658f7"),
        ("…", "", "8479db"),
        ("A" * 200, "", "a" * 40),
    ],
)
def test_ids_are_readable_legal_and_the_same_everywhere(name, words, id):
    assert id_from(name, words, lambda _: False) == id


def test_an_id_that_is_taken_gets_a_number():
    taken = {"lin", "lin-2"}
    assert id_from("Lin", "", taken.__contains__) == "lin-3"


def test_words_in_a_turn_have_its_label_and_those_of_an_interpreter_are_not_direct():
    text = "MS. LIN: We agree.\n\nMR. BERG: (As interpreted.) So do we, “as ever”.\n"
    speech = SpeechText(text)
    for words, label, mode in (
        ("We agree.", "MS. LIN", "direct"),
        ("So do we", "MR. BERG", "paraphrase"),
        ("as ever", "", "direct"),
    ):
        start = text.index(words)
        span = start, start + len(words)
        assert (label_at(speech, *span), mode_at(speech, *span)) == (label, mode)
