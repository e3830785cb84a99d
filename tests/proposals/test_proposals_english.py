"""English passages that look like statements, rule by rule."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summit_tui.attribution.speech import SpeechText
from summit_tui.proposals.engine import proposed_passages

PIECES = [
    *("said ", "that ", "“", "”", "\n\n", ". ", ", ", "Lin Mei ", "THE CHAIR: ", "Q "),
    *("表示", "，", "。", "他", "第一", "：", "「", "」", "在", "中", "("),
]


def proposed(text):
    """Return rule, speaker, mode and words of each passage that is proposed."""
    return [
        (passage.rule, passage.speaker, passage.mode, text[passage.start : passage.end])
        for passage in proposed_passages(SpeechText(text))
    ]


def rules_and_speakers(text):
    return [passage[:2] for passage in proposed(text)]


def test_whole_sentences_before_subject_and_verb_are_direct():
    text = "“The harbour will freeze before the ships come,” Ada Quill said on Monday."
    words = "The harbour will freeze before the ships come,"
    assert proposed(text) == [("behind-marks", "Ada Quill", "direct", words)]


def test_a_verb_may_stand_before_its_subject():
    text = "“The harbour will freeze,” said Ada Quill, the harbour master."
    assert rules_and_speakers(text) == [("behind-marks", "Ada Quill")]


def test_marks_behind_a_colon_are_those_of_the_subject_before_them():
    text = "Ada Quill told the council: “The harbour will freeze before the ships come.”"
    assert rules_and_speakers(text) == [("before-marks", "Ada Quill")]


def test_marks_that_go_on_in_the_same_paragraph_have_the_same_speaker():
    text = "“It will freeze early,” Ada Quill said. “The ships must not wait for us.”"
    assert rules_and_speakers(text) == [
        ("behind-marks", "Ada Quill"),
        ("continued-marks", "Ada Quill"),
    ]


def test_marks_round_an_attribution_are_two_passages_of_one_speaker():
    text = "“The harbour,” Ada Quill said, “will freeze before the ships come.”"
    assert {(passage[0], passage[1]) for passage in proposed(text)} == {
        ("between-marks", "Ada Quill")
    }


def test_a_next_paragraph_that_begins_with_marks_has_no_speaker():
    text = (
        "“The harbour will freeze,” said Ada Quill.\n\n"
        "“Nobody has asked the fishermen what they think of this plan.”"
    )
    assert rules_and_speakers(text)[1:] == [("marks-alone", "")]


def test_words_in_marks_within_a_sentence_make_the_sentence_a_partial_quotation():
    text = "Ada Quill said that the harbour was “a door with two keys” for the coast."
    assert proposed(text) == [("subject-first", "Ada Quill", "partial", text)]


def test_a_title_in_marks_is_no_statement():
    text = "The meeting had the theme of “Cables for Everybody and Light for All the Coast”."
    assert proposed(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Quill said that the harbour would freeze early.", "Ada Quill"),
        ("Ada Quill, the harbour master, stressed that ships must not wait.", "Ada Quill"),
        ("Speaking in Oldport, Ada Quill said the harbour would freeze.", "Ada Quill"),
        ("Ada Quill noted in a talk with Coast Radio that ships are late.", "Ada Quill"),
        ("The Harbour Board (HB) said the ice was a danger to ships.", "The Harbour Board"),
    ],
)
def test_a_subject_before_its_verb_is_a_sure_speaker(text, speaker):
    (passage,) = proposed_passages(SpeechText(text))
    assert (passage.rule, passage.speaker, passage.is_sure) == ("subject-first", speaker, True)
    assert passage.mode == "paraphrase"


def test_what_the_rule_saw_is_told_in_words():
    (passage,) = proposed_passages(SpeechText("Ada Quill stressed that ships must not wait."))
    assert passage.seen == "subject before the verb “stressed”"


def test_a_subject_may_end_the_sentence():
    text = "The harbour would freeze early this year and the next, Quill said."
    assert rules_and_speakers(text) == [("subject-last", "Quill")]


def test_somebody_may_be_named_behind_according_to():
    text = "According to Ada Quill, the harbour master, the ships are late."
    assert rules_and_speakers(text) == [("according-to", "Ada Quill")]


@pytest.mark.parametrize(
    "text",
    [
        "According to a report of the board, the ships are late this year.",
        "The report said that the ships were late this year.",
        "The member states will meet in Oldport for three days.",
        "The ships, which were said to be late, came into the harbour.",
        "I said to the others that the harbour would freeze.",
        "Ada Quill delivered remarks.",
        "Ada Quill observed demonstrations of the new cranes and their arms.",
    ],
)
def test_what_nobody_says_is_not_proposed(text):
    assert proposed(text) == []


def test_a_pronoun_is_printed_as_it_stands_and_never_sure():
    (passage,) = proposed_passages(SpeechText("She said that the harbour would freeze early."))
    assert (passage.speaker, passage.is_pronoun, passage.is_sure) == ("She", True, False)


def test_a_sentence_may_go_on_with_what_was_said_but_is_not_sure():
    text = "Ada Quill said the harbour would freeze. It would do so early. Gulls sat on the wall."
    assert rules_and_speakers(text) == [
        ("subject-first", "Ada Quill"),
        ("continued", "Ada Quill"),
    ]
    assert not proposed_passages(SpeechText(text))[1].is_sure


def test_points_of_a_list_keep_the_subject_that_began_it():
    text = (
        "Ada Quill said there are three proposals for the whole coast:\n\n"
        "- open the northern gate at once\n\n- pay the pilots what they are owed"
    )
    assert rules_and_speakers(text) == [
        ("subject-first", "Ada Quill"),
        ("list", "Ada Quill"),
        ("list", "Ada Quill"),
    ]


TRANSCRIPT = """Remarks in Oldport

2:10 P.M.

THE HARBOUR MASTER: The harbour will freeze before the ships come.

The truth is: nobody has asked the fishermen, and “they said no” is a tale.

(Laughter.)

Q Will the northern gate be open by then?

THE HARBOUR MASTER: It will be open in March.

END 2:30 P.M.
"""


def test_the_paragraphs_of_turns_are_direct_and_have_their_label():
    assert [passage[:3] for passage in proposed(TRANSCRIPT)] == [
        ("turn", "THE HARBOUR MASTER", "direct"),
        ("turn", "THE HARBOUR MASTER", "direct"),
        ("turn", "Q", "direct"),
        ("turn", "THE HARBOUR MASTER", "direct"),
    ]


def test_no_passages_overlap_and_all_are_in_order():
    text = TRANSCRIPT + "\n\n“It froze,” said Ada Quill. She said the ice was thick and grey."
    ends = [0]
    for passage in proposed_passages(SpeechText(text)):
        assert ends[-1] <= passage.start < passage.end
        ends.append(passage.end)


@pytest.mark.parametrize("text", ["", " \n \n", "“", "said", ": :", "Q", "\n\n\n“”\n"])
def test_texts_without_statements_have_no_passages(text):
    assert proposed(text) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "说，" * 20_000,
        "在" * 20_000 + "中表示，",
        "He said “a b c d e. ” " * 3_000,
        "“" * 20_000,
        ", " * 20_000 + "said",
        "Ab: c\n" * 10_000,
        "一点。" * 10_000,
    ],
)
def test_a_text_of_nothing_but_cues_is_read_at_once(text):
    start = time.process_time()
    proposed_passages(SpeechText(text))
    assert time.process_time() - start < 3


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@pytest.mark.slow
def test_whatever_a_text_has_passages_lie_in_it_in_order_and_without_overlap(text):
    end = 0
    for passage in proposed_passages(SpeechText(text)):
        assert end <= passage.start < passage.end <= len(text)
        assert passage.seen
        end = passage.end


def test_interpreted_words_are_no_direct_speech_and_begin_behind_the_direction():
    text = "MS. QUILL: (As interpreted.) The harbour will freeze.\n\nThe ships must not wait.\n"
    assert proposed(text) == [
        ("interpreted-turn", "MS. QUILL", "paraphrase", "The harbour will freeze."),
        ("interpreted-turn", "MS. QUILL", "paraphrase", "The ships must not wait."),
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("{} said that the ports will stay open for all ships.", "The {}"),
        ("“The ports will stay open for all ships,” {} said.", "the {}"),
        ("“The ports will stay open for all ships,” said {}.", "the {}"),
        ("The ports will stay open for all ships, {} said.", "the {}"),
    ],
)
@pytest.mark.parametrize(
    "office",
    ["Ministry of Industry, Trade and Energy", "Department for Food, Rural Affairs & Seas"],
)
def test_an_office_whose_name_is_a_list_is_not_cut_at_its_commas(text, speaker, office):
    whole = speaker.format(office)
    (passage,) = proposed_passages(SpeechText(text.format(whole)))
    assert (passage.speaker, passage.is_sure) == (whole, False)


def test_who_holds_such_an_office_is_still_named():
    text = "Lin Mei, Minister of Industry, Trade and Energy, said that the ports will stay open."
    (passage,) = proposed_passages(SpeechText(text))
    assert passage.speaker == "Lin Mei"
