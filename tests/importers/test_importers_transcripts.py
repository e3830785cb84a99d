"""Transcripts: what is a label and what is speech, who has a name, and what is never written."""

import pytest
from format_samples import document, imported, of_kind

from summit_tui.attribution.labels import is_in_capitals, names_a_speaker, names_nobody, parse_label
from summit_tui.attribution.speech import SpeechText
from summit_tui.importers.front_matter import split_front_matter
from summit_tui.importers.table import recognise
from summit_tui.importers.turns import transcript_of

FRONT = """---
tags: speeches
date: '2030-05-01'
source_url: https://example.org/remarks/
published_time: 2030-05-01 12:01:03-05:00
title: "Remarks by President\\_Lin and \\u201CFriends\\u201D\\
  \\ at the Harbour\\_Forum"
---
"""
BODY = """
Harbour Hall\x20\x20
Wuzhen, China

10:35 A.M. CST

PRESIDENT LIN:  (As interpreted.)  Good morning, everyone: it is
good to see you.  (Applause.)  Sit down.

Look, here's the point: we will lay the cable.

Q\u00a0 \u00a0 Madam President, when?

THE PRESIDENT:  Soon.  (Laughter.)
"""


def turns(text, *, is_markdown=False):
    speech = transcript_of(text, is_markdown=is_markdown)
    return [
        (turn.label, tuple(speech.text[turn.start : turn.end].strip().split("\n\n")))
        for turn in speech.turns
    ]


@pytest.mark.parametrize(
    ("label", "is_somebody"),
    [
        ("Mr. Smith", True),
        ("President Okoro", True),
        ("王毅", True),
        ("记者", False),
        ("Moderator", False),
        ("First", False),
        ("Here is the point", False),
    ],
)
def test_in_mixed_case_a_title_or_a_chinese_name_makes_a_label(label, is_somebody):
    assert names_a_speaker(label) == is_somebody


def test_turns_of_other_countries_have_other_labels():
    english = "Remarks\n\nMr. Smith: Yes.\n\nQ: Why?\n\nMr. Smith: So.\n\nFirst: it turns.\n"
    assert set(of_kind(imported(english, "talk.txt"), "speakers")) == {"Mr. Smith"}
    chinese = "答记者问\n\n记者：请问何时？\n\n王毅：很快。\n\n记者：为何？\n\n王毅：因为海缆。\n"
    assert set(of_kind(imported(chinese, "talk.txt"), "speakers")) == {"王毅"}


@pytest.mark.parametrize(
    "label",
    [
        "PRESIDENT LÓPEZ OBRADOR",
        "PRESIDENT LOURENÇO",
        "PRESIDENT VON DER LEYEN",
        "PRESIDENT von der LEYEN",
        "DR. SHERWOOD-RANDALL",
        "SPEAKER McCARTHY",
        "MS. O'BRIEN",
        "ПРЕЗИДЕНТ",
        "SENIOR ADMINISTRATION OFFICIAL 2",
        "Q",
    ],
)
def test_a_label_has_capitals_of_any_script(label):
    assert is_in_capitals(label)


@pytest.mark.parametrize(
    "words",
    [
        "Look, here's the point",
        "First",
        "SomePlace Park",
        "Mr. President, Mr. Secretary-General",
        "8",
        "10",
        "We said THIS",
        "WAIT! STOP",
        "主席",
    ],
)
def test_words_in_mixed_case_before_a_colon_are_no_label(words):
    assert not is_in_capitals(words)


def test_a_paragraph_with_a_colon_is_no_turn():
    text = "MS. LIN:  Hello.\n\nLook, here's the point: we go.\n\nFirst: the cable."
    assert turns(text) == [
        ("MS. LIN", ("Hello.", "Look, here's the point: we go.", "First: the cable."))
    ]


def test_a_question_has_no_colon_and_needs_its_blanks():
    text = "MS. LIN: Yes.\n\nQ\u00a0 \u00a0 When?\n\nQ is a letter.\n\nMS. LIN: Soon."
    assert [label for label, _ in turns(text)] == ["MS. LIN", "Q", "MS. LIN"]


def test_a_label_inside_a_paragraph_begins_a_turn():
    assert turns("MS. LIN: Yes.\nMR. OKORO: No.\nStill no.\n\nThe end.") == [
        ("MS. LIN", ("Yes.",)),
        ("MR. OKORO", ("No. Still no.", "The end.")),
    ]


def test_a_text_without_blank_lines_has_a_turn_a_line():
    assert turns("MS. LIN: Yes.\nAnd more.\nMR. OKORO: No.") == [
        ("MS. LIN", ("Yes.", "And more.")),
        ("MR. OKORO", ("No.",)),
    ]


def test_markdown_is_no_part_of_what_is_said():
    text = "**MS. LIN:** Yes, \\*all\\* of it.\n\n<span>More.</span>"
    assert turns(text, is_markdown=True) == [("MS. LIN", ("Yes, *all* of it.", "More."))]


@pytest.mark.parametrize(
    ("label", "name", "office"),
    [
        ("PRIME MINISTER VON DER LEYEN", "VON DER LEYEN", "PRIME MINISTER"),
        ("SECRETARY-GENERAL LIN", "LIN", "SECRETARY-GENERAL"),
        ("THE VICE PRESIDENT", "", "THE VICE PRESIDENT"),
        ("MS. LIN", "LIN", ""),
        ("OKORO", "OKORO", ""),
    ],
)
def test_a_label_has_a_name_an_office_or_both(label, name, office):
    assert parse_label(label) == (name, office)


@pytest.mark.parametrize(
    "label", ["Q", "AUDIENCE", "MODERATOR", "SENIOR ADMINISTRATION OFFICIAL #2"]
)
def test_some_labels_name_nobody(label):
    assert names_nobody(label)


def test_a_transcript_is_a_source_a_session_and_speakers_and_no_statement():
    result = imported(FRONT + BODY, "anything.txt")
    title = "Remarks by President Lin and “Friends” at the Harbour Forum"
    assert result.source == {
        "title": title,
        "kind": "transcript",
        "published": "2030-05-01",
        "url": "https://example.org/remarks/",
    }
    assert of_kind(result, "sessions") == {
        "https://example.org/remarks/": {
            "title": title,
            "date": "2030-05-01",
            "place": "Harbour Hall, Wuzhen, China",
            "speakers": [("speakers", "PRESIDENT LIN"), ("speakers", "THE PRESIDENT")],
        }
    }
    assert of_kind(result, "speakers") == {
        "PRESIDENT LIN": {
            "name": "LIN",
            "aliases": ["PRESIDENT LIN"],
            "roles": [{"title": "PRESIDENT"}],
        },
        "THE PRESIDENT": {"name": "THE PRESIDENT"},
    }
    assert of_kind(result, "quotes") == {}
    assert result.event == {}
    assert result.unplaced == {"tags": 1}


def test_the_text_that_is_kept_has_the_turns_as_they_are_labelled():
    result = imported(FRONT + BODY)
    speech = SpeechText(result.text)
    assert [(turn.label, speech.text[turn.start :].split()[0]) for turn in speech.turns] == [
        ("PRESIDENT LIN", "(As"),
        ("Q", "Madam"),
        ("THE PRESIDENT", "Soon."),
    ]
    assert result.remarks[0].startswith("3 turns: ")


def test_the_language_of_interpreted_speech_is_not_known():
    text = FRONT.replace("tags: speeches", "lang: en") + BODY
    assert "language" not in imported(text).source
    assert imported(text.replace("(As interpreted.)", "")).source["language"] == "en"


def test_the_title_may_name_who_has_only_an_office():
    suggestions = imported(FRONT + BODY).suggestions
    assert [each.message for each in suggestions] == ["THE PRESIDENT may be President Lin"]
    vice = FRONT.replace("President\\_Lin", "Vice President\\_Lin") + BODY
    assert imported(vice).suggestions == ()


def test_an_hour_is_a_moment_only_in_the_zone_it_is_printed_in():
    assert imported(FRONT + BODY).times_without_zone == 1
    known = imported(FRONT + BODY, timezone="Asia/Shanghai")
    session = of_kind(known, "sessions")["https://example.org/remarks/"]
    assert session["start"] == "2030-05-01T10:35:00+08:00"
    assert imported(FRONT + BODY, timezone="Asia/Tokyo").times_without_zone == 1


def test_a_file_without_a_turn_has_no_speaker_and_its_title_is_shown():
    result = imported(FRONT + "\nMadam President, I thank you.\n\nThe world: it turns.\n")
    assert of_kind(result, "speakers") == {}
    assert not any("turn" in remark for remark in result.remarks)
    assert result.suggestions[0].message.startswith("no label names a speaker; the title may: Rem")


def test_a_text_with_labels_needs_no_front_matter():
    result = imported("MS. LIN: Yes.\n\nMR. OKORO: No.\n\nMS. LIN: Yes!\n", "talk.txt")
    assert result.source["title"] == "[talk]"
    assert result.remarks[0].startswith("3 turns: ")


def test_a_text_with_one_heading_in_capitals_is_no_transcript():
    recognised = recognise(document("NOTE: This is a text.\n\nIt goes on.\n"))
    assert recognised is None or recognised[0].name != "transcript"


@pytest.mark.parametrize(
    ("yaml", "value"),
    [
        ("title: plain words # a comment", "plain words"),
        ("title: 'it''s'", "it's"),
        ('title: "a \\"b\\" \\x41\\u00e9\\U0001F600"', 'a "b" Aé😀'),
        ("title: >-\n  folded\n  words", "folded words"),
        ("title: first\n  second", "first second"),
        ("title: [a, b]", None),
        ("title:\n  - a\n  - b", None),
        ('title: "never closed', "never closed"),
        ('title: "\\U99999999"', "\ufffd"),
    ],
)
def test_a_front_matter_holds_scalars(yaml, value):
    assert split_front_matter(f"---\n{yaml}\n---\nText").fields.get("title") == value


@pytest.mark.parametrize(
    "text", ["", "---", "---\n", "---\na: b", "--- \nText --- more", "\n---\n"]
)
def test_a_text_without_a_whole_front_matter_is_all_text(text):
    assert split_front_matter(text) == ({}, text)
