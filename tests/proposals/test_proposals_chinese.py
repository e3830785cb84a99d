"""Chinese passages that look like statements, rule by rule, in both scripts."""

import pytest

from summit_tui.attribution.speech import SpeechText
from summit_tui.proposals.engine import proposed_passages


def proposed(text):
    """Return rule, speaker and mode of each passage that is proposed."""
    return [
        (passage.rule, passage.speaker, passage.mode)
        for passage in proposed_passages(SpeechText(text))
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("林小舟表示，北港今年冬天会提早结冰。", "林小舟"),
        ("北港管理局局长林小舟强调，船只不应等候。", "林小舟"),
        ("在昨日的开幕式上，北港市市长林小舟致辞表示，码头将在三月开放。", "林小舟"),
        ("北港管理局局長林小舟指出，船隻不應等候。", "林小舟"),
        ("林小舟稱，會加快興建新碼頭。", "林小舟"),
        ("林小舟说,码头将在三月开放。", "林小舟"),
        ("北港海员公会表示，会继续留意冰情的发展。", "北港海员公会"),
    ],
)
def test_a_subject_before_a_verb_of_saying_is_a_sure_speaker(text, speaker):
    (passage,) = proposed_passages(SpeechText(text))
    assert (passage.rule, passage.speaker, passage.is_sure) == ("subject-first", speaker, True)
    assert passage.mode == "paraphrase"


def test_what_the_rule_saw_is_told_in_words():
    (passage,) = proposed_passages(SpeechText("林小舟表示，北港今年冬天会提早结冰。"))
    assert passage.seen == "subject before the verb “表示”"


@pytest.mark.parametrize("pronoun", ["他", "她", "他們"])
def test_a_pronoun_is_left_to_the_reader(pronoun):
    (passage,) = proposed_passages(SpeechText(f"{pronoun}表示，北港今年冬天會提早結冰。"))
    assert (passage.speaker, passage.is_pronoun, passage.is_sure) == (pronoun, True, False)


@pytest.mark.parametrize(
    "text",
    [
        "以“同舟共济通四海——携手点亮北方海岸”为主题的会议昨日开幕。",
        "会议主题为「同舟共濟通四海，攜手點亮北方海岸」。",
        "据报道称，北港今年冬天会提早结冰。",
        "政府工作报告提出，要加快兴建新码头。",
        "会议期间提出的建议将在三月公布于众。",
        "林小舟出席开幕式并致辞，与各地船长见面。",
    ],
)
def test_what_nobody_says_is_not_proposed(text):
    assert proposed(text) == []


def test_a_term_in_marks_is_never_direct():
    text = "林小舟表示，北港要當好「大海的門廊」「遠方的燈塔」，與各港合作。"
    assert proposed(text) == [("subject-first", "林小舟", "paraphrase")]


def test_speech_in_marks_behind_a_colon_is_direct():
    text = "林小舟说：“北港今年冬天会提早结冰，船只不应等候。”"
    assert proposed(text) == [("before-marks", "林小舟", "direct")]


def test_sentences_behind_one_with_a_subject_go_on_within_the_paragraph():
    text = "林小舟表示，北港会提早结冰。船只不应在外海等候。\n\n码头昨日有很多游人参观。"
    assert proposed(text) == [
        ("subject-first", "林小舟", "paraphrase"),
        ("continued", "林小舟", "paraphrase"),
    ]


def test_points_of_a_list_keep_the_subject_that_began_it():
    text = (
        "林小舟就北方海岸的未来提出三点倡议：\n\n"
        "第一，尽快开放北面的闸门。\n\n第二，按时支付领航员的薪酬。\n\n会场外下起了大雪。"
    )
    assert proposed(text) == [
        ("subject-first", "林小舟", "paraphrase"),
        ("list", "林小舟", "paraphrase"),
        ("list", "林小舟", "paraphrase"),
    ]


def test_points_of_a_list_may_follow_in_the_same_paragraph():
    text = "林小舟提出兩點倡議。第一，盡快開放北面的閘門。第二，按時支付領航員的薪酬。"
    assert [passage[0] for passage in proposed(text)] == ["subject-first", "list", "list"]


def test_turns_of_a_chinese_transcript_are_direct():
    text = (
        "主持人：林局长，北港今年会提早结冰吗？\n林小舟：会的，船只不应等候。\n"
        "主持人：谢谢林局长的回答。\n"
    )
    assert {passage[0] for passage in proposed(text)} == {"turn"}


def test_japanese_is_not_read():
    assert proposed("林氏は、港が凍ると強調しました。") == []


def test_an_office_whose_name_is_a_list_is_not_cut_at_its_commas():
    text = "工业、贸易和能源部表示，港口将继续向所有国家的船只开放。"
    (passage,) = proposed_passages(SpeechText(text))
    assert passage.speaker == "工业、贸易和能源部"
