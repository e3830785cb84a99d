"""schema.org: direct speech is a quotation, a report is a claim that its publisher interpreted."""

import json

import pytest
from format_records import RECORDS, entry_of, quote_of

from summit_tui.formats import render


def node_of(entry, language=None):
    document = json.loads("".join(render("jsonld", [entry], language)))
    assert document["@context"][0] == "https://schema.org"
    (node,) = document["@graph"]
    return node


def values_of(node):
    if isinstance(node, dict):
        for value in node.values():
            yield from values_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from values_of(value)
    else:
        yield node


def test_direct_speech_is_a_quotation_by_its_speaker():
    node = node_of(quote_of())
    assert node["@type"] == "Quotation"
    assert node["creator"] == {
        "@type": "Person",
        "name": "John Lee",
        "alternateName": "李家超",
        "jobTitle": "Chief Executive of the HKSAR",
    }
    assert node["isBasedOn"]["name"] == "Speech by CE at opening ceremony"
    assert node["isBasedOn"]["publisher"] == {"name": "HKSAR Government"}
    assert node["recordedAt"] == {"@type": "Event", "name": "opening ceremony"}
    assert node["dateCreated"] == "2025-04-14"
    assert not {"claimInterpreter", "appearance", "author"} & set(node)


@pytest.mark.parametrize("mode", ["partial", "paraphrase"])
def test_a_report_is_a_claim_that_its_publisher_interpreted(mode):
    text = "They were “delighted”." if mode == "partial" else "They were delighted."
    node = node_of(quote_of(mode=mode, text=text))
    assert node["@type"] == "Claim"
    assert node["claimInterpreter"] == {"name": "HKSAR Government"}
    assert node["author"]["name"] == "John Lee"
    assert node["appearance"]["name"] == "Speech by CE at opening ceremony"
    assert node["description"].endswith("as reported by HKSAR Government")
    assert not {"creator", "isBasedOn"} & set(node)


@pytest.mark.parametrize("mode", ["direct", "partial", "paraphrase"])
def test_a_translation_names_the_work_it_translates(mode):
    node = node_of(quote_of(mode=mode), "zh-Hant")
    assert (node["text"], node["inLanguage"]) == ("我很高興歡迎各位。", "zh-Hant")
    assert node["translationOfWork"] == {
        "@type": node["@type"],
        "text": "I am delighted to welcome you all.",
        "inLanguage": "en",
    }
    assert "translationOfWork" not in node_of(quote_of(mode=mode))


@pytest.mark.parametrize(
    ("kind", "type_", "capacity"),
    [
        ("person", "Person", "jobTitle"),
        ("organization", "Organization", "description"),
        ("group", None, "description"),
        (None, None, "description"),
    ],
)
def test_a_speaker_of_unknown_kind_has_no_type(kind, type_, capacity):
    creator = node_of(quote_of(speaker={"kind": kind}))["creator"]
    assert creator.get("@type") == type_
    assert creator[capacity] == "Chief Executive of the HKSAR"


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("event", "Event"),
        ("sessions", "Event"),
        ("speakers", "Person"),
        ("delegations", None),
        ("sources", "CreativeWork"),
    ],
)
def test_every_kind_has_its_type_where_schema_org_has_one(kind, type_):
    node = node_of(entry_of(kind))
    assert node.get("@type") == type_
    assert node["identifier"].endswith(RECORDS[kind]["id"])
    assert node["name"]


@pytest.mark.parametrize("kind", RECORDS)
def test_what_is_unknown_is_left_out(kind):
    node = node_of(entry_of(kind, without=tuple(RECORDS)))
    assert all(value not in (None, "", "None") for value in values_of(node))


def test_news_is_a_news_article():
    assert node_of(entry_of("sources", kind="news"))["@type"] == "NewsArticle"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "no address", None])
def test_an_address_that_is_not_on_the_web_is_no_url(url):
    assert "url" not in node_of(entry_of("sources", url=url))


def test_a_country_is_a_country():
    assert node_of(entry_of("delegations", kind="country"))["@type"] == "Country"


@pytest.mark.parametrize("kind", ["sessions", "speakers"])
def test_what_a_source_prints_of_a_record_stands_before_what_the_editor_says(kind):
    printed = {"description": "A forum of ministers"}
    both = entry_of(kind, **printed, summary="Ours.")
    assert node_of(both)["description"] == ["A forum of ministers", "Ours."]
    assert node_of(entry_of(kind, **printed, summary=None))["description"] == "A forum of ministers"
    (text,) = render("text", [both], None)
    assert "Description: A forum of ministers\nSummary: Ours." in text
