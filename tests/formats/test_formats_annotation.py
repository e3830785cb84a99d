"""A statement as an annotation: the passage is the target, who said it is the body."""

import json

from format_records import entry_of, quote_of

from summit_tui.formats import holds, render


def page_of(*entries, language=None):
    return json.loads("".join(render("annotation", entries, language)))


def test_the_passage_is_found_by_its_words_and_what_stands_around_them():
    (annotation,) = page_of(quote_of())["items"]
    assert annotation["target"] == {
        "source": "https://www.info.gov.hk/gia/P2025041400123.htm",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": "I am delighted",
                "prefix": "guests, ",
                "suffix": " to welcome",
            }
        ],
    }


def test_the_body_says_who_said_it_in_which_capacity_and_how():
    (annotation,) = page_of(quote_of(mode="paraphrase"))["items"]
    described, *tags = annotation["body"]
    assert described["value"].startswith("I am delighted to welcome you all. — John Lee (李家超), ")
    assert "paraphrase, as reported by HKSAR Government" in described["value"]
    assert described["language"] == "en"
    assert [tag["value"] for tag in tags] == ["speaker:john-lee", "mode:paraphrase", "welcome"]
    assert {tag["purpose"] for tag in tags} == {"tagging"}


def test_a_recording_is_annotated_at_its_time():
    (annotation,) = page_of(quote_of(excerpt=None, locator={"timecode": "03:15-04:02"}))["items"]
    (selector,) = annotation["target"]["selector"]
    assert selector == {
        "type": "FragmentSelector",
        "conformsTo": "http://www.w3.org/TR/media-frags/",
        "value": "t=195,242",
    }


def test_without_a_passage_the_whole_source_is_the_target():
    (annotation,) = page_of(quote_of(excerpt=None))["items"]
    assert annotation["target"] == "https://www.info.gov.hk/gia/P2025041400123.htm"


def test_an_annotation_has_the_same_iri_each_time_and_no_other_has_it():
    first, second = page_of(quote_of(), quote_of(id="another"))["items"]
    assert first["id"] == page_of(quote_of())["items"][0]["id"] != second["id"]
    assert first["id"].startswith("urn:uuid:")
    assert first["dcterms:identifier"] == "wic-ap-2025/quotes/lee-delighted"


def test_what_is_not_on_the_web_cannot_be_annotated():
    for entry in (quote_of(source={"url": "ftp://example.org/a"}), entry_of("sessions")):
        assert not holds("annotation", entry)
        assert "".join(render("annotation", [entry])) == ""
