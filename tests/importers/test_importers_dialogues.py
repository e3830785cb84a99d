"""Dialogues whose labels are in small letters or in Chinese: each turn is of who is named there."""

import pytest
from format_samples import imported, of_kind

from summit_tui.attribution.labels import may_label, names_nobody, names_several, parse_label
from summit_tui.attribution.speech import SpeechText
from summit_tui.proposals.engine import proposed_passages

pytestmark = pytest.mark.pure

MINISTRY = """Regular press conference on ports

Harbour News Agency: Could you share the details of the visit with us?

Lin Mei: The two sides will exchange views on ports and on cables.

AFP: A question on cables. Will the union take part in that project?

Lin Mei: I have noted the reports. We hope that all parties act prudently.

Reuters: When will the next round of the talks on ports begin?

Lin Mei: We will release the information in due course, as we always do.
"""
BRIEFING = """Press conference on ports

1 May 2030

Spokesman: Good afternoon. The Secretary-General will open the summit tomorrow.

Question: Thank you. When will he arrive, and where will he stay?

Spokesman: He arrives tonight. He stays at the harbour with his staff.

Secretary-General: Thank you all. I appeal to the parties: open the ports.
"""
CHINESE = """港口峰会新闻发布会实录

时间：2030年5月1日

主持人：各位记者朋友，大家下午好，今天我们请来了林梅女士。

林梅：谢谢主持人，港口将继续向所有国家开放。

我想强调三点：港口开放，海缆相连，贸易自由。

法新社记者：请问第三条海底电缆何时建成通航？

发言人：第三条海底电缆将在明年五月全部建成。

港口部副主任 陈海：我补充一点，三条海底电缆同时建设。

主持人：谢谢各位记者朋友，今天的发布会到此结束。
"""


def speakers_of(text):
    """Return the words of each passage that is proposed, with the label that it has."""
    passages = proposed_passages(SpeechText(text))
    return {text[each.start : each.end].split("\n")[0]: each.speaker for each in passages}


def test_who_speaks_once_is_not_whoever_spoke_before():
    agency = speakers_of(MINISTRY)["When will the next round of the talks on ports begin?"]
    assert agency == "Reuters"
    words = "Thank you all. I appeal to the parties: open the ports."
    assert speakers_of(BRIEFING)[words] == "Secretary-General"


@pytest.mark.parametrize(
    "label",
    ["The Minister for Ports (Bo Ek)", "O señor conselleiro", "Trade", "强生·有马代表"],
)
def test_words_before_a_colon_that_may_be_a_label_leave_nobody_sure(label):
    other = "The union will pay for all of it by May."
    text = MINISTRY.replace("Reuters:", f"{label}: {other}\n\nReuters:")
    behind = "Every port of ours opens in the month of May."
    text = text.replace(f"{other}\n", f"{other}\n\n{behind}\n")
    passages = proposed_passages(SpeechText(text))
    sure = {text[each.start : each.end]: each.speaker for each in passages if each.is_sure}
    for words, speaker in sure.items():
        assert speaker == label or not words.endswith((other, behind))
    assert "I have noted the reports. We hope that all parties act prudently." in sure


@pytest.mark.parametrize("words", ["The truth is", "My point", "我想强调三点", "第一点"])
def test_words_before_a_colon_that_are_no_label_leave_the_turn_sure(words):
    text = f"LIN MEI: The port is open.\n\n{words}: the port of ours stays open.\n"
    assert all(passage.is_sure for passage in proposed_passages(SpeechText(text)))
    assert SpeechText(text).turns[0].sure_end == len(text)


@pytest.mark.parametrize("topic", ["The Economy", "Energy Prices", "National Security"])
def test_a_topic_before_a_colon_is_no_speaker(topic):
    text = MINISTRY.replace("Reuters:", f"{topic}: we grow.\n\nReuters:")
    names = {each["name"] for each in of_kind(imported(text, "talk.txt"), "speakers").values()}
    assert "Lin Mei" in names
    assert topic not in names


def test_a_chinese_dialogue_has_a_turn_for_each_label():
    speakers = speakers_of(CHINESE)
    assert speakers["请问第三条海底电缆何时建成通航？"] == "法新社记者"
    assert speakers["第三条海底电缆将在明年五月全部建成。"] == "发言人"
    assert speakers["我补充一点，三条海底电缆同时建设。"] == "港口部副主任 陈海"
    assert speakers["我想强调三点：港口开放，海缆相连，贸易自由。"] == "林梅"
    result = imported(CHINESE, "talk.txt")
    assert set(of_kind(result, "speakers")) == {"林梅", "发言人"}
    assert any("港口部副主任 陈海" in remark for remark in result.remarks)


def test_a_question_and_an_answer_in_one_character_are_turns():
    text = (
        "问：港口何时向所有国家开放？\n答：明年五月向所有国家开放。\n问：为何？\n答：因为海缆。\n"
    )
    assert [turn.label for turn in SpeechText(text).turns] == ["问", "答", "问", "答"]


def test_a_list_of_facts_is_no_dialogue():
    facts = "Date: 1 May\nPlace: Vienna\nHost: Port Club\nTopic: Ports\n\nAll ports are open.\n"
    assert SpeechText(facts).turns == []
    byline = "记者：林梅\n编辑：陈海\n\n港口峰会今天开幕。\n"
    assert SpeechText(byline).turns == []


def test_what_a_transcript_in_capitals_has_in_small_letters_is_no_label():
    text = "MS. LIN: Yes.\n\nHarbour Park: it is open.\n\nMR. OKORO: No.\n\nMS. LIN: Yes.\n"
    assert [turn.label for turn in SpeechText(text).turns] == ["MS. LIN", "MR. OKORO", "MS. LIN"]


@pytest.mark.parametrize(
    "label",
    [
        *("Вопрос", "JOURNALISTE", "Pregunta", "Frage", "总台央视记者", "Audience member"),
        *("FRAGE LIND", "《港口报》记者", "Senior State Department Official One"),
    ],
)
def test_labels_of_other_languages_name_nobody_either(label):
    assert names_nobody(label)
    assert may_label(label)


@pytest.mark.parametrize("label", ["时间", "Date", "我想强调三点", "Let me say"])
def test_some_words_before_a_colon_are_no_label_anywhere(label):
    assert not may_label(label)


@pytest.mark.parametrize(
    "label",
    ["President of the Union Lin Mei", "MINISTER OF PORTS OKORO", "Mr Speaker", "Hon. Members"],
)
def test_an_office_that_cannot_be_told_from_the_name_stays_with_it(label):
    assert parse_label(label) == (label, "")


def test_the_day_that_is_printed_above_a_transcript_is_that_of_its_session():
    (session,) = of_kind(imported(BRIEFING, "briefing.txt"), "sessions").values()
    assert session["date"] == "2030-05-01"
    assert "place" not in session


def test_a_question_before_the_first_turn_is_no_place():
    text = MINISTRY.replace("Harbour News Agency: Could", "Could")
    (session,) = of_kind(imported(text, "talk.txt"), "sessions").values()
    assert "place" not in session


def test_a_title_in_capitals_names_nobody():
    text = "REMARKS BY THE PRESIDENT AT THE PORT\n\nTHE PRESIDENT: Yes.\n\nMS. LIN: No.\n\n"
    assert imported(f"{text}THE PRESIDENT: Yes.\n", "talk.txt").suggestions == ()


SUBTITLES = "WEBVTT\n\n" + "\n".join(
    f"{number}\n00:00:0{number}.000 --> 00:00:0{number + 1}.000\n{words}\n"
    for number, words in enumerate(
        [
            "Lin Mei: The port is open.",
            "Lin Mei: It stays.",
            "Ada Okoro: When: now?",
            "Lin Mei: Yes.",
        ]
    )
)


def test_the_names_in_subtitles_of_a_meeting_begin_turns():
    result = imported(SUBTITLES, "meeting.vtt")
    assert result.text.split("\n\n")[1:] == [
        "Lin Mei: The port is open. It stays.",
        "Ada Okoro: When: now?",
        "Lin Mei: Yes.\n",
    ]
    assert set(of_kind(result, "speakers")) == {"Lin Mei", "Ada Okoro"}


def test_what_a_program_writes_below_a_meeting_is_nobodys_words():
    turns = "\n\n".join(
        f"{name} (00:0{number}):\nIt is open."
        for number, name in enumerate(["Lin", "Okoro", "Lin"])
    )
    result = imported(f"{turns}\n\nTranscribed by https://otter.example\n", "meeting.txt")
    assert [turn.label for turn in SpeechText(result.text).turns] == ["Lin", "Okoro", "Lin"]
    assert "Transcribed" not in result.text


def test_subtitles_mark_whoever_speaks_next_without_a_name():
    cues = (">> LIN MEI: The ports are open.", ">> That is not true.", ">> BO EK: It is.")
    lines = [f"00:0{n}:00.000 --> 00:0{n}:09.000\n{cue}\n" for n, cue in enumerate(cues)]
    result = imported("WEBVTT\n\n" + "\n".join(lines), "talk.vtt")
    turns = SpeechText(result.text).turns
    assert [turn.label for turn in turns] == ["LIN MEI", "[…]", "BO EK"]


def test_a_name_that_is_no_label_begins_a_turn_in_square_brackets():
    names = ("Anna Holt", "Ek, Bo (EXT)", "Anna Holt")
    cues = (
        f"00:0{n}:00.000 --> 00:0{n}:09.000\n<v {name}>We agree.\n" for n, name in enumerate(names)
    )
    result = imported("WEBVTT\n\n" + "\n".join(cues), "talk.vtt")
    assert [turn.label for turn in SpeechText(result.text).turns] == [
        "Anna Holt",
        "[Ek, Bo (EXT)]",
        "Anna Holt",
    ]
    assert not any("names nobody" in remark for remark in result.remarks)


def test_the_head_of_a_transcript_keeps_its_lines():
    head = "The Harbour House\nOffice of the Press Secretary\nMay 12, 2030\n\nEast Room\n\n"
    text = f"{head}PRESIDENT LIN:  Good afternoon.\n\nQ    Will you sign?\n\nPRESIDENT LIN:  Yes.\n"
    (session,) = of_kind(imported(text, "talk.txt"), "sessions").values()
    assert (session["date"], session["place"]) == ("2030-05-12", "East Room")


def test_labels_that_are_headings_of_markdown_are_labels():
    text = "# Talks\n\n### 林梅：\n\n港口开放。\n\n### 陈海：\n\n同意。\n\n### 林梅：\n\n谢谢。\n"
    assert set(of_kind(imported(text, "talk.md"), "speakers")) == {"林梅", "陈海"}


def test_sections_with_headings_in_capitals_are_no_speakers():
    text = "DECLARATION\n\nWe open all the ports of the north, and we lay the cables.\n\n"
    text += "ANNEX: PORTS\n\nNORTH: Oslo.\n\nSOUTH: Koper.\n"
    assert of_kind(imported(text, "declaration.txt"), "speakers") == {}


def test_an_honorific_in_small_letters_may_stand_before_a_name_in_capitals():
    text = "Hon LIN MEI (Ports): Yes.\n\nRt Hon BO EK: No.\n\nHon LIN MEI: Yes.\n"
    names = {each["name"] for each in of_kind(imported(text, "talk.txt"), "speakers").values()}
    assert names == {"LIN MEI", "BO EK"}


def test_a_byline_is_no_place():
    result = imported(f"Five questions\n\nBy Ann Lee\n\n1 May 2030\n\n{MINISTRY}", "talk.txt")
    (session,) = of_kind(result, "sessions").values()
    assert "place" not in session


def test_the_speakers_of_a_sitting_are_its_members_and_not_its_chair():
    text = "Opening of the ports (debate)\n\n" + "\n\n".join(
        f"{label}. – We open all the ports in May."
        for label in (
            "President",
            "Anna Holt (PPE)",
            "Bo Ek, Vice-President of the Commission",
            "Jean Roche, on behalf of the S&D Group",
            "President",
            "Anna Holt (PPE), in writing",
        )
    )
    result = imported(text, "sitting.txt")
    assert of_kind(result, "speakers") == {
        "Anna Holt (PPE)": {"name": "Anna Holt", "aliases": ["Anna Holt (PPE)"]},
        "Bo Ek, Vice-President of the Commission": {
            "name": "Bo Ek",
            "aliases": ["Bo Ek, Vice-President of the Commission"],
            "roles": [{"title": "Vice-President of the Commission"}],
        },
        "Jean Roche": {"name": "Jean Roche"},
    }
    assert any("President" in remark for remark in result.remarks)


def speakers_with(*labels):
    """Return name, aliases and offices of the speakers of a text with such labels."""
    text = "\n\n".join(f"{label}: We open all the ports in May." for label in labels)
    speakers = of_kind(imported(f"Debate on ports\n\n{text}\n", "talk.txt"), "speakers").values()
    return [
        (each["name"], each.get("aliases", []), [role["title"] for role in each.get("roles", [])])
        for each in speakers
    ]


@pytest.mark.parametrize(
    ("labels", "speaker"),
    [
        (
            ["Hon. Anna Holt (Minister of Ports, Lib.)", "Hon. Anna Holt (Minister of Ports)"],
            "Anna Holt",
        ),
        (["Bo Ek (Harbour North) (Lab)", "Bo Ek"], "Bo Ek"),
        (["The Minister for Ports (Anna Holt)", "Anna Holt"], "Anna Holt"),
        (["President of Norland Ivan Dahl", "Ivan Dahl"], "Ivan Dahl"),
        (["港口部副部长 陈海", "陈海"], "陈海"),
    ],
)
def test_labels_that_have_one_name_are_those_of_one_speaker(labels, speaker):
    own = [
        each for each in speakers_with(*labels, "Mr. Roche (Isles)", *labels) if each[0] == speaker
    ]
    assert [aliases for _, aliases, _ in own] == [[label for label in labels if label != speaker]]


def test_one_name_with_other_words_in_brackets_is_not_surely_one_speaker():
    labels = ("Mr. Bo Ek (Harbour North)", "Mr. Bo Ek (Isles)", "Mr. Bo Ek")
    assert len(speakers_with(*labels)) == len(labels)
    assert len(speakers_with("Mr. Ek (Guinea)", "Mr. Ek (Guinea-Bissau)", "Ms. Lin (Isles)")) == 3
    assert len(speakers_with("MR. LIND", "MS. LIND", "MR. LIND")) == 2


def test_a_label_of_several_people_is_neither_of_them():
    labels = ("PRESIDENT LIND, PRIME MINISTER EK", "MR. EK AND MS. HOLT", "BOTH")
    text = speakers_with("PRIME MINISTER EK", "MS. HOLT", *labels, "PRIME MINISTER EK")
    assert text == [("EK", ["PRIME MINISTER EK"], ["PRIME MINISTER"]), ("HOLT", ["MS. HOLT"], [])]


@pytest.mark.parametrize(
    ("label", "is_joint"),
    [
        ("MR. LIND AND MS. HOLT", True),
        ("PRESIDENT LIND, PRIME MINISTER EK", True),
        ("Mr. Lind & Dr. Ek", True),
        ("PRIME MINISTER AND MINISTER OF PORTS EK", False),
        ("LIN MEI, MINISTER OF PORTS", False),
        ("SECRETARY FOR TRADE AND INDUSTRY", False),
        ("Mr. Ek (Trinidad and Tobago)", False),
    ],
)
def test_offices_of_one_person_are_not_several_people(label, is_joint):
    assert names_several(label) == is_joint


def test_a_minister_is_known_by_the_name_behind_the_office():
    labels = (
        "The Minister for Ports (Anna Holt)",
        "Bo Ek (Harbour) (Lab)",
        "Anna Holt",
        "Mr Speaker",
    )
    assert speakers_with(*labels)[0] == (
        "Anna Holt",
        ["The Minister for Ports (Anna Holt)"],
        ["The Minister for Ports"],
    )


def test_facts_with_their_names_before_colons_are_nobody():
    text = "Key facts\n\nPorts: 12\n\nCables: 3\n\nPorts: 14\n\nWarning: do not touch them.\n"
    assert (
        of_kind(imported(f"{text}\nWarning: do not swim there, please.\n", "a.txt"), "speakers")
        == {}
    )


def test_a_surname_that_answers_questions_is_a_speaker_in_a_long_text_too():
    opening = "\n\n".join(["We welcome you all to our press conference on ports."] * 20)
    turns = "Question: When?\n\nLind: In May, as we said.\n\n" * 3
    assert set(of_kind(imported(f"Conference\n\n{opening}\n\n{turns}", "a.txt"), "speakers")) == {
        "Lind"
    }


def test_the_answer_and_the_number_of_a_question_are_no_part_of_a_name():
    assert [each[0] for each in speakers_with("記者問", "總統答", "記者問", "總統答")] == ["總統"]
    assert [each[0] for each in speakers_with("林顾问", "记者", "林顾问", "记者")] == ["林顾问"]
    labels = ("Q1. Bo Ek (Harbour North) (Lab)", "Mr Speaker", "Bo Ek", "Anna Holt (Isles) (Con)")
    assert [each[0] for each in speakers_with(*labels)] == ["Bo Ek", "Anna Holt"]


def test_questions_and_answers_in_angle_brackets_are_no_markup():
    text = "<질문> 항만은 언제 열립니까?\n\n<답변> 5월에 엽니다.\n\n<질문> 왜 5월입니까?\n"
    result = imported(text, "briefing.txt")
    assert [turn.label for turn in SpeechText(result.text).turns] == ["질문", "답변", "질문"]
    assert of_kind(result, "speakers") == {}
