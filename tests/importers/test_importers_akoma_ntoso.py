"""Debates in Akoma Ntoso: who speaks by the list of the file, else as printed, else nobody."""

import pytest
from format_samples import imported, of_kind

from summit_tui.attribution.speech import SpeechText

pytestmark = pytest.mark.pure

HEAD = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
<debate name="x"><meta>
<identification><FRBRWork><FRBRuri value="/akn/no/debate/2030-05-14"/>
<FRBRdate date="2030-05-14" name="#generation"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="mul"/></FRBRExpression></identification>
<references source="#s"><TLCPerson eId="LinMei" href="/p/1" showAs="Lin Mei"/>
<TLCPerson eId="BoEk" href="/p/2" showAs="Bo Ek"/>
<TLCRole eId="Ports" href="/r/1" showAs="Minister for Ports"/></references></meta>
<preface><block name="title_en"><docTitle>Official Report</docTitle></block>
<block name="p"><docProponent>House of Norland</docProponent></block></preface>
<debateBody><debateSection name="debate"><heading>Ports
<recordedTime time="2030-05-14T14:00:00Z"/></heading>
"""
FOOT = "</debateSection></debateBody></debate></akomaNtoso>"
SITTING = f"""{HEAD}<question by="#BoEk" to="#Ports" eId="q1">
<p>To ask when the ports open.</p></question>
<speech by="#LinMei" as="#Ports" eId="s1"><from>Minister for Ports (Lin Mei)</from>
<p>The ports open <i>in May</i>.</p><p>All of them do.</p></speech>
<summary eId="x1">(Interruptions).</summary><summary>The House divided.</summary>
<speech by="#BoEk" eId="s2"><from>Mr Ek</from><p>I thank the Minister for that.</p></speech>
<speech by="#" eId="s3"><from>A Deputy</from><p>That is not true at all.</p></speech>{FOOT}"""


def test_a_debate_is_a_source_a_session_and_those_who_speak():
    result = imported(SITTING)
    assert result.source == {
        "title": "Official Report",
        "publisher": "House of Norland",
        "kind": "transcript",
        "published": "2030-05-14",
    }
    (session,) = of_kind(result, "sessions").values()
    assert session["date"] == "2030-05-14"
    assert of_kind(result, "speakers") == {
        "LinMei": {
            "name": "Lin Mei",
            "aliases": ["Minister for Ports (Lin Mei)"],
            "roles": [{"title": "Minister for Ports"}],
        },
        "BoEk": {"name": "Bo Ek", "aliases": ["Mr Ek"]},
    }


def test_each_speech_is_proposed_and_what_was_submitted_or_nobodys_has_no_speaker():
    proposals = {each.exact: dict(each.fields) for each in imported(SITTING).proposals}
    assert {words: fields.get("speaker") for words, fields in proposals.items()} == {
        "The ports open in May.": "Lin Mei",
        "I thank the Minister for that.": "Bo Ek",
        "That is not true at all.": None,
    }
    assert proposals["The ports open in May."]["role"] == "Minister for Ports"


def test_the_text_has_a_turn_for_each_speech_and_nothing_else_in_it():
    speech = SpeechText(imported(SITTING).text)
    said = {turn.label: speech.text[turn.start : turn.sure_end].strip() for turn in speech.turns}
    assert said["Minister for Ports (Lin Mei)"].startswith("The ports open in May.\n\nAll of them")
    assert said["Mr Ek"] == "I thank the Minister for that."
    assert "\n\nA Deputy: That is not true at all.\n" in speech.text
    assert "\n\n[The House divided.]\n\n" in speech.text


def test_a_debate_of_sayit_prints_no_labels_and_names_by_its_list():
    text = (
        '<akomaNtoso><debate><meta><references><TLCPerson id="lin" showAs="林梅" href="/p"/>'
        '<TLCPerson id="bo" showAs="Bo Ek" href="/q"/></references></meta><debateBody>'
        '<debateSection><heading>Ports</heading><speech by="#lin"><p>港口开放。</p></speech>'
        '<narrative><p>(Applause)</p></narrative><speech by="#bo">We agree.</speech>'
        "</debateSection></debateBody></debate></akomaNtoso>"
    )
    result = imported(text)
    assert [each["name"] for each in of_kind(result, "speakers").values()] == ["林梅", "Bo Ek"]
    assert [turn.label for turn in SpeechText(result.text).turns] == ["[林梅]", "[Bo Ek]"]
    assert [each.exact for each in result.proposals] == ["港口开放。", "We agree."]


def test_a_law_in_akoma_ntoso_is_no_debate():
    law = "<akomaNtoso><act><body><p>Ports are open to all.</p></body></act></akomaNtoso>"
    with pytest.raises(AssertionError, match="not recognized"):
        imported(law)
