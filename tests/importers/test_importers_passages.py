"""Highlights are proposals and never records; debates name people by the list beside them."""

import pytest
from format_samples import document, imported, of_kind

from summit_tui.attribution.speech import SpeechText, label_at
from summit_tui.importers.table import recognise
from summit_tui.proposals.engine import proposed_passages

URL = "https://example.org/speech"


def highlight(id="a", exact="We will lay the cable", tags=(), **more):
    selector = [
        {"type": "RangeSelector", "startOffset": 0},
        {"type": "TextPositionSelector", "start": 1, "end": 5},
        {"type": "TextQuoteSelector", "exact": exact, "prefix": "said: ", "suffix": " together"},
    ]
    return {
        "id": id,
        "created": "2030-05-02T09:00:00+00:00",
        "user": "acct:reader@example.invalid",
        "uri": URL,
        "text": "",
        "tags": list(tags),
        "target": [{"source": URL, "selector": selector}],
        **more,
    }


def hypothesis(*annotations):
    return {"export_date": "2030-05-03", "client_version": "1.1", "annotations": annotations}


def test_a_highlight_is_a_proposal_with_what_its_tags_say():
    tags = ["speaker:Lin Mei", "mode:direct", "topic:cables", "sea"]
    result = imported(hypothesis(highlight(tags=tags, text="Her main point.")))
    (proposal,) = result.proposals
    assert (proposal.key, proposal.exact, proposal.source) == ("a", "We will lay the cable", URL)
    assert (proposal.prefix, proposal.suffix) == ("said: ", " together")
    assert proposal.fields == {
        "speaker": "Lin Mei",
        "mode": "direct",
        "topics": ["cables", "sea"],
    }
    assert proposal.note == "Her main point."
    assert list(result.records) == []
    assert "example.invalid" not in repr(result)


def test_a_tag_without_a_name_or_with_another_mode_says_nothing():
    result = imported(hypothesis(highlight(tags=["speaker:", "mode:verbatim"])))
    assert result.proposals[0].fields == {}
    assert result.unplaced == {"mode:verbatim": 1}


def test_what_has_no_passage_is_counted_and_left_out():
    note = {"id": "b", "uri": URL, "tags": [], "target": [{"source": URL}]}
    reply = highlight("c", references=["a"])
    nowhere = highlight("d", uri="", target=[{"selector": [QUOTE]}])
    result = imported(hypothesis(highlight(), note, reply, nowhere))
    assert len(result.proposals) == 1
    assert result.left_out == {
        "a note without a passage": 1,
        "a reply": 1,
        "a passage of an unnamed text": 1,
    }


def test_a_passage_that_is_not_in_the_text_beside_is_said():
    text = document(f"{URL}\n\nShe said: We will\nlay the cable together, and more.\n")
    assert imported(hypothesis(highlight()), beside=(text,)).remarks == ()
    result = imported(hypothesis(highlight(exact="We will not")), beside=(text,))
    assert len(result.proposals) == 1
    assert result.remarks == ("1 passage is not in the text beside; it may have changed since.",)


def web_annotation(selector, **more):
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://example.org/a",
        "type": "Annotation",
        "target": {"source": URL, "selector": selector},
        **more,
    }


QUOTE = {"type": "TextQuoteSelector", "exact": "the cable"}


@pytest.mark.parametrize(
    "selector",
    [QUOTE, [{"type": "XPathSelector"}, QUOTE], {"type": "FragmentSelector", "refinedBy": QUOTE}],
)
def test_an_annotation_of_the_web_has_its_words_beside_or_under_other_selectors(selector):
    body = [
        {"type": "TextualBody", "purpose": "tagging", "value": "sea"},
        {"type": "TextualBody", "purpose": "commenting", "value": "A note."},
    ]
    (proposal,) = imported(web_annotation(selector, body=body)).proposals
    assert (proposal.exact, proposal.source) == ("the cable", URL)
    assert (proposal.fields, proposal.note) == ({"topics": ["sea"]}, "A note.")


def test_a_collection_holds_its_annotations_on_its_first_page():
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationCollection",
        "first": {"type": "AnnotationPage", "items": [web_annotation(QUOTE)]},
    }
    assert len(imported(collection).proposals) == 1


def test_selectors_that_refine_each_other_without_end_are_not_followed():
    selector = QUOTE
    for _ in range(50):
        selector = {"type": "FragmentSelector", "refinedBy": selector}
    assert imported(web_annotation(selector)).left_out == {"a note without a passage": 1}


SITTING = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="gl" xml:id="S1"><teiHeader><fileDesc>
<titleStmt><title xml:lang="gl">Sesión</title><title xml:lang="en">Sitting</title></titleStmt>
<sourceDesc><bibl><publisher>Parlamento</publisher><date when="2030-05-01"/></bibl></sourceDesc>
</fileDesc><profileDesc><settingDesc><setting><name type="city">Porto</name>
<date when="2030-05-01"/></setting></settingDesc></profileDesc></teiHeader>
<text><body><div><note type="time">Ábrese a sesión.</note>
<note type="speaker">A señora PRESIDENTA:</note>
<u who="#Lin" xml:id="S1.u1"><seg>Bos días. <kinesic><desc>(Aplausos.)</desc></kinesic>
Grazas.</seg>
<seg>Comezamos.</seg></u>
<note type="speaker">O señor OKORO:</note><u who="#Okoro" xml:id="S1.u2"><seg>Si.</seg></u>
</div></body></text></TEI>"""
PERSONS = """<listPerson xmlns="http://www.tei-c.org/ns/1.0"><person xml:id="Lin"><persName>
<surname>Lin</surname><surname>Vieira</surname><forename>Mei</forename></persName>
<birth when="1"/><affiliation role="member" ref="#PG" from="2029-01-01" to="2030-12"/></person>
</listPerson>"""
ORGS = """<listOrg xmlns="http://www.tei-c.org/ns/1.0"><org xml:id="PG">
<orgName>Parlamento de Galicia</orgName></org></listOrg>"""


def test_a_debate_without_a_list_of_persons_has_the_labels_as_names():
    result = imported(SITTING)
    assert of_kind(result, "speakers") == {
        "Lin": {"name": "A señora PRESIDENTA"},
        "Okoro": {"name": "O señor OKORO"},
    }
    assert result.remarks[0].startswith("2 speakers are not in a list of persons")
    assert result.source == {
        "title": "Sesión",
        "publisher": "Parlamento",
        "kind": "transcript",
        "language": "gl",
        "published": "2030-05-01",
    }
    assert of_kind(result, "sessions")["S1"] == {
        "title": "Sesión",
        "date": "2030-05-01",
        "place": "Porto",
        "speakers": [("speakers", "Lin"), ("speakers", "Okoro")],
    }


def test_a_list_of_persons_beside_gives_names_and_offices():
    result = imported(SITTING, beside=(document(PERSONS), document(ORGS)))
    assert of_kind(result, "speakers")["Lin"] == {
        "name": "Mei Lin Vieira",
        "family_name": "Lin Vieira",
        "given_name": "Mei",
        "aliases": ["A señora PRESIDENTA"],
        "kind": "person",
        "roles": [
            {
                "title": "member",
                "organization": "Parlamento de Galicia",
                "from": "2029-01-01",
                "to": "2030-12",
            }
        ],
    }


def test_a_list_beside_that_is_broken_costs_only_itself():
    result = imported(SITTING, beside=(document(PERSONS), document(ORGS[:-20], "orgs.xml")))
    assert of_kind(result, "speakers")["Lin"]["roles"][0]["organization"] == "PG"
    assert result.problems[0].message.startswith("orgs.xml, beside it: is not well-formed XML")


def test_a_speech_without_a_label_that_begins_a_turn_is_in_nobodys_turn():
    label = '<note type="speaker">O señor OKORO:</note>'
    first, last = "We open the port in May.", "We keep it open for ever."
    for printed, shown in (
        ("", "[Okoro]"),
        ('<note type="speaker">The Member, Okoro</note>', "[The Member, Okoro]"),
    ):
        text = SITTING.replace("Bos días.", first).replace(label, printed).replace("Si.", last)
        kept = imported(text).text
        assert f"\n\n{shown}: {last}\n" in kept
        proposed = {passage.speaker for passage in proposed_passages(SpeechText(kept))}
        assert shown in proposed
        assert label_at(SpeechText(kept), kept.index(last), len(kept) - 1) == shown


def test_what_nobody_says_behind_a_speech_is_no_part_of_it():
    note = '<note type="time">The sitting (of all members) ends at ten.</note>'
    kept = imported(SITTING.replace("</div>", f"{note}</div>")).text
    assert kept.endswith("\n\n[The sitting (of all members) ends at ten.]\n")
    proposed = [kept[each.start : each.end] for each in proposed_passages(SpeechText(kept))]
    assert not any("ends at ten" in words for words in proposed)


@pytest.mark.slow
def test_a_speech_is_proposed_up_to_what_is_no_speech():
    result = imported(SITTING)
    assert [(proposal.key, proposal.exact) for proposal in result.proposals] == [
        ("S1.u1", "Bos días."),
        ("S1.u2", "Si."),
    ]
    assert result.proposals[0].fields["attribution"] == "A señora PRESIDENTA"
    assert result.text == (
        "Sesión\n\nÁbrese a sesión.\n\nA señora PRESIDENTA: Bos días. (Aplausos.) Grazas.\n\n"
        "Comezamos.\n\nO señor OKORO: Si.\n"
    )


def test_a_debate_whose_elements_are_in_no_namespace_is_read_alike():
    plain = imported(SITTING.replace(' xmlns="http://www.tei-c.org/ns/1.0"', ""))
    assert plain.text == imported(SITTING).text
    assert [each.fields for each in plain.records] == [
        each.fields for each in imported(SITTING).records
    ]


@pytest.mark.parametrize("content", [{"annotations": []}, "<TEI><text/></TEI>", "<listPerson/>"])
def test_lists_alone_are_neither_highlights_nor_a_debate(content):
    recognised = recognise(document(content))
    assert recognised is None or recognised[0].name not in ("annotations", "parlamint")


def test_a_list_of_persons_alone_gives_the_people_and_beside_a_sitting_helps():
    alone = imported(PERSONS)
    assert of_kind(alone, "speakers")["Lin"]["roles"][0]["organization"] == "PG"
    beside = imported(PERSONS, beside=(document(SITTING),))
    assert (beside.is_help, list(beside.records)) == (True, [])


def test_an_office_that_ends_before_it_begins_has_no_days():
    result = imported(PERSONS.replace("2029-01-01", "2031-01-01"))
    assert of_kind(result, "speakers")["Lin"]["roles"] == [
        {"title": "member", "organization": "PG"}
    ]
    assert result.problems[0].message.startswith("1 person has an office that ends before")


ROWS = """Created at,Author,Page URL,Page title,Group,Annotation type,Quote,Comment,Tags
2030-05-02,lin,https://times.example/p,Ports,Public,Annotation,We build cables,Look,"speaker:Lin,a"
2030-05-02,lin,https://times.example/p,Ports,Public,Page note,,A note,
2030-05-02,ada,https://times.example/p,Ports,Public,Reply,,Agreed,
"""


def test_highlights_in_a_table_are_those_of_the_other_exports():
    result = imported(ROWS, "highlights.csv")
    (proposal,) = result.proposals
    assert (proposal.exact, proposal.source, proposal.note) == (
        "We build cables",
        "https://times.example/p",
        "Look",
    )
    assert proposal.fields == {"speaker": "Lin", "topics": ["a"]}
    assert result.left_out == {"a note without a passage": 1, "a reply": 1}


def test_a_speaker_may_be_named_with_the_file_of_the_list_and_a_speech_without_one_is_nobodys():
    text = SITTING.replace('who="#Lin"', 'who="ParlaMint-listPerson.xml#Lin"')
    text = text.replace('who="#Okoro" ', "").replace(
        '<note type="speaker">O señor OKORO:</note>', ""
    )
    result = imported(text, beside=(document(PERSONS), document(ORGS)))
    people = of_kind(result, "speakers")
    assert {key: fields["name"] for key, fields in people.items()} == {"Lin": "Mei Lin Vieira"}
    assert result.remarks == ()
