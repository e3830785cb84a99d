"""What another may have said, or nobody, is surely nobody's: forms of labels, lines of editors."""

import pytest

from summit_tui.attribution.labels import names_nobody, parse_label, without_manner
from summit_tui.attribution.speech import SpeechText
from summit_tui.proposals.engine import proposed_passages

pytestmark = pytest.mark.pure

BEGIN = """Dr. Holt: The ports of ours are open to all.

Question: Will you sign the treaty this year?

Dr. Holt: We will sign it in the month of May.

"""
ON_LINES = """Jean Roche
Les ports restent ouverts à tous.

Journaliste
Quand signez-vous le traité ?

Jean Roche
Je réponds simplement : en mai, à Vienne.

Anna Holt
Nous sommes d'accord avec vous.
"""
OTHER = "That is not what the treaty says."


def sure_speakers(text):
    """Return the label of each passage whose speaker is sure, by its words."""
    return {
        text[each.start : each.end].strip(): each.speaker
        for each in proposed_passages(SpeechText(text))
        if each.is_sure
    }


@pytest.mark.parametrize(
    "line",
    [
        "Ann Lee, Port Times:\n\n",
        "Ann Lee, Port Times: ",
        "Some hon. members: ",
        "Editor's note: ",
        "NOTE: ",
        "SOURCE: ",
        "（記者）",
        "— ",
        "――",
    ],
)
def test_behind_another_form_of_label_nobody_is_sure(line):
    sure = sure_speakers(BEGIN + line + OTHER)
    assert sure["We will sign it in the month of May."] == "Dr. Holt"
    assert not any(OTHER in words and speaker == "Dr. Holt" for words, speaker in sure.items())


@pytest.mark.parametrize(
    "line",
    [
        "The meeting rose at 11.40 a.m. today.",
        "Several hon. Members rose to speak.",
        "Das Interview führte Jens Lind in Wien.",
        "Interview conducted by Jens Lind in May.",
        "This transcript has been edited for clarity.",
        "Question put and agreed to without division.",
        "* * * * * *",
    ],
)
def test_what_nobody_says_is_nobodys(line):
    assert line not in sure_speakers(BEGIN + line)


@pytest.mark.parametrize("line", ["First: we open it.", "The meeting was a success for all of us."])
def test_what_is_said_stays_in_its_turn(line):
    assert SpeechText(BEGIN + line).turns[-1].sure_end == len(BEGIN + line)


@pytest.mark.parametrize(
    "caption", ["SPEAKERS", "NOTE TO EDITORS", "BYLINE", "LENGTH", "LOAD-DATE", "LANGUAGE"]
)
def test_a_caption_in_capitals_is_no_label(caption):
    text = f"{caption}: Lin Mei, of Norland\n\n{BEGIN}"
    assert caption not in {turn.label for turn in SpeechText(text).turns}


@pytest.mark.parametrize(
    "label",
    [
        "QUESTIONER",
        "Unknown Speaker",
        "UNIDENTIFIED MALE",
        "An hon. Member",
        "Correspondent",
        "Вопрос (как переведено)",
        "JOURNALISTE (Radio du Port)",
    ],
)
def test_more_labels_name_nobody(label):
    assert names_nobody(label)


@pytest.mark.parametrize(
    "direction",
    [
        "(Via interpreter)",
        "[through interpreter]",
        "(interprété de l'espagnol)",
        "(translated from Norlandic)",
        "(как переведено)",
    ],
)
def test_the_words_of_an_interpreter_are_no_direct_speech(direction):
    text = BEGIN.replace("The ports", f"{direction} The ports")
    assert [turn.is_interpreted for turn in SpeechText(text).turns] == [True, False, False]


def test_an_office_behind_a_comma_is_a_label_and_a_place_is_none():
    text = "ANNA HOLT, PRIME MINISTER: We sign.\n\nVIENNA, NORLAND: It rains.\n"
    (turn,) = SpeechText(text).turns
    assert parse_label(turn.label) == ("ANNA HOLT", "PRIME MINISTER")
    assert text[turn.start : turn.sure_end].strip() == "We sign."


def test_an_office_alone_has_no_name_whatever_language_is_spoken():
    label = without_manner("The President (spoke in French)")
    assert parse_label(label) == ("", "The President")
    assert parse_label("Mr. Dias (Borland)").name == "Dias"


def test_names_on_lines_of_their_own_begin_turns_of_which_none_is_sure():
    turns = SpeechText(ON_LINES).turns
    assert [turn.label for turn in turns] == [
        "Jean Roche",
        "Journaliste",
        "Jean Roche",
        "Anna Holt",
    ]
    assert not sure_speakers(ON_LINES)
    assert SpeechText("Next Steps\nWe open ports.\n\nNext Steps\nWe sign.").turns == []
