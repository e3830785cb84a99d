"""Who has a part in a statement beside its speaker goes wherever the statement goes."""

import csv
import io
import json

import pytest
from format_records import EVENT, RECORDS, entry_of, quote_of

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import attribution
from summit_tui.attribution.summary import facts_of
from summit_tui.formats import render
from summit_tui.i18n import words_in
from summit_tui.model.field_table import choices_of
from summit_tui.model.rebuild import record_from

OTHERS = {
    "diaz": {"id": "diaz", "name": "Anna Diaz", "kind": "person"},
    "g77": {"id": "g77", "name": "Group of 77", "kind": "group"},
    "official": {
        "id": "official",
        "name": "a senior official",
        "kind": "person",
        "naming": "unnamed",
    },
    "report": {"id": "report", "name": "Annual Report", "kind": "document"},
}
QUESTION = RECORDS["quotes"] | {"id": "ask", "speaker": "diaz", "text": "When?", "act": "question"}


def statement(**fields) -> Entry:
    """Return a statement whose entry links the speakers of `OTHERS` and the question `ask`."""
    entry = quote_of(**fields)
    linked = {("speakers", id): record_from("speakers", data) for id, data in OTHERS.items()}
    linked["quotes", "ask"] = record_from("quotes", QUESTION)
    return entry._replace(linked={**entry.linked, **linked})


def said(form, *entries, language=None):
    return "".join(render(form, entries, language))


def node(entry, language=None):
    (item,) = json.loads(said("jsonld", entry, language=language))["@graph"]
    return item


def row(entry, language=None):
    (cells,) = csv.DictReader(io.StringIO(said("csv", entry, language=language)))
    return cells


READ_BY_PEOPLE = ("text", "reference", "markdown", "html", "brief", "brief-html", "agency")
EVERYBODY = (*READ_BY_PEOPLE, "annotation", "obsidian", "org", "csv", "jsonld")


def test_a_brief_has_a_joint_statement_under_each_of_its_speakers():
    document = said("brief", statement(joint_speakers=["diaz", "g77"]))
    headings = [line for line in document.splitlines() if line.startswith("## ")]
    assert (
        headings
        == ["## Anna Diaz", "## Group of 77", "## John Lee (李家超)", "## Sources"][: len(headings)]
    )
    assert document.count("jointly with Anna Diaz and Group of 77") == 3


@pytest.mark.parametrize("form", EVERYBODY)
def test_every_form_names_all_speakers_of_a_joint_statement(form):
    document = said(form, statement(joint_speakers=["diaz", "g77"]))
    assert all(name in document for name in ("John Lee", "Anna Diaz", "Group of 77"))


@pytest.mark.parametrize("form", EVERYBODY)
def test_every_form_says_for_whom_and_through_whom_it_was_said(form):
    document = said(form, statement(on_behalf_of="g77", relayed_by=["diaz"]))
    assert "Group of 77" in document
    assert "Anna Diaz" in document
    assert form == "csv" or "elayed by Anna Diaz" in document


def test_the_capacity_stays_with_the_speaker_who_holds_it():
    _, who, _ = said("text", statement(joint_speakers=["diaz"])).splitlines()
    assert who == (
        "— John Lee (李家超), Chief Executive of the HKSAR, jointly with Anna Diaz, opening "
        "ceremony, 14 April 2025"
    )
    holders = node(statement(joint_speakers=["diaz"]))["creator"]
    assert [holder.get("jobTitle") for holder in holders] == ["Chief Executive of the HKSAR", None]


def test_who_is_not_in_the_coverage_is_named_by_id():
    assert "jointly with speakers/nobody" in said("text", statement(joint_speakers=["nobody"]))


def test_a_chain_is_told_in_the_order_in_which_it_was_heard():
    parts = attribution(statement(relayed_by=["official", "diaz"]))
    assert parts.manner == "relayed by a senior official, then by Anna Diaz"


def test_to_whom_it_was_said_follows_the_capacity():
    parts = attribution(statement(addressee=["diaz", "g77"]))
    assert ", to Anna Diaz and Group of 77, opening ceremony" in parts.circumstances
    assert [each["name"] for each in node(statement(addressee="diaz"))["audience"]] == ["Anna Diaz"]
    assert row(statement(addressee="diaz"))["addressee"] == "Anna Diaz"


def test_a_document_is_a_work_that_may_speak_and_be_quoted():
    spoken = node(statement(by="report", speaker=OTHERS["report"], role=None, quoting=["report"]))
    assert spoken["creator"] == {"@type": "CreativeWork", "name": "Annual Report"}
    assert spoken["citation"] == [{"@type": "CreativeWork", "name": "Annual Report"}]


def test_a_principal_is_who_the_speaker_acted_for():
    creator = node(statement(on_behalf_of="g77"))["creator"]
    assert creator["prov:actedOnBehalfOf"] == [{"name": "Group of 77"}]


def test_an_answer_leads_to_its_question():
    answer = statement(act="answer", answer_to="ask")
    assert node(answer)["@type"] == ["Quotation", "Answer"]
    assert node(answer)["parentItem"] == {
        "@type": "Question",
        "text": "When?",
        "identifier": f"{EVENT}/quotes/ask",
    }
    assert ("Answer to", "Anna Diaz: “When?”") in list(facts_of(answer))
    assert node(statement(act="question"))["@type"] == ["Quotation", "Question"]


@pytest.mark.parametrize(
    ("fields", "language", "manner"),
    [
        ({"translator": "source", "translated_from": "zh"}, None,
         "translation from Chinese (zh) by the source"),
        ({"translator": "interpreter"}, None,
         "words of an interpreter; original language not stated"),
        ({"translated_from": "fr"}, None, "translation from French (fr)"),
        ({"translators": {"zh-Hant": "official"}}, "zh-Hant",
         "official translation from English (en)"),
        ({"translators": {"zh-Hant": "editor"}, "translated_from": "fr"}, "zh-Hant",
         "editor's translation from English (en); translation from French (fr)"),
        ({}, "zh-Hant", "translation from English (en)"),
        ({}, None, None),
    ],
)  # fmt: skip
def test_a_translation_says_who_made_it_and_from_which_language(fields, language, manner):
    entry = statement(**fields)
    assert attribution(entry, language).manner == manner
    translated = attribution(entry, language, words_in(language)).manner
    for form in ("text", "markdown", "html", "reference"):
        assert (translated or "") in said(form, entry, language=language).replace("&#x27;", "'")


def test_a_translator_goes_into_data():
    by_source = statement(translator="source", translated_from="zh")
    assert node(by_source)["translator"] == {"name": "HKSAR Government"}
    assert node(by_source)["translationOfWork"] == {"@type": "Quotation", "inLanguage": "zh"}
    assert (row(by_source)["translator"], row(by_source)["translated_from"]) == ("source", "zh")
    official = statement(translators={"zh-Hant": "official"})
    assert node(official, "zh-Hant")["translator"] == {"description": "official"}
    assert row(official, "zh-Hant")["translator"] == "official"
    assert row(official)["translator"] == ""


@pytest.mark.parametrize("form", ["text", "reference", "markdown", "html", "csv", "brief"])
def test_where_it_stands_in_its_source_goes_along(form):
    assert "page 4, paragraph 2" in said(form, statement(locator={"page": "4", "paragraph": "2"}))


def test_a_passage_has_the_selectors_of_w3c():
    target = node(statement(locator={"timecode": "03:15-03:40"}))["oa:hasTarget"]
    quote, time = target["oa:hasSelector"]
    assert quote["oa:exact"] == "I am delighted"
    assert time["http://www.w3.org/1999/02/22-rdf-syntax-ns#value"] == "t=195,220"
    assert target["oa:hasSource"] == {"@id": "https://www.info.gov.hk/gia/P2025041400123.htm"}


def test_the_link_to_a_recording_leads_to_the_time():
    entry = statement(source={"medium": "video"}, locator={"timecode": "1:02:40"})
    assert said("link", entry).endswith(".htm#t=3760\n")
    assert "#t=" not in said("link", statement(locator={"timecode": "1:02:40"}))


def test_who_checked_a_statement_is_a_fact_that_says_if_the_text_is_another_now():
    check = {"by": "Desk", "date": "2025-04-20", "sha256": "0" * 64}
    facts = dict(facts_of(statement(checked=check)))
    assert facts["Checked"] == "Desk, 20 April 2025"
    changed = statement(checked=check, source={"sha256": "1" * 64})
    assert dict(facts_of(changed))["Checked"].endswith("another text than the source has now")
    assert row(statement(checked=check))["checked"] == "Desk, 2025-04-20"


def test_what_a_source_says_of_its_use_goes_along():
    source = entry_of(
        "sources",
        archived_at="https://archive.example/a",
        corrections=[{"text": "A name was corrected.", "date": "2025-04-16"}],
        embargo="2025-04-14T09:00:00+08:00",
        licence="CC BY 4.0",
        translator=[{"family_name": "Reporter", "given_name": "Ada"}],
    )
    text = said("text", source)
    for line in (
        "Archived at: https://archive.example/a",
        "Corrected: A name was corrected. (16 April 2025)",
        "Embargoed until: 14 April 2025, 09:00 (UTC+08:00)",
        "Licence: CC BY 4.0",
        "Translator: Ada Reporter",
    ):
        assert f"{line}\n" in text
    item = node(source)
    assert (item["archivedAt"], item["license"]) == ("https://archive.example/a", "CC BY 4.0")
    assert item["correction"][0]["datePublished"] == "2025-04-16"
    (cited,) = json.loads(said("csl", source))
    assert cited["translator"] == [{"family": "Reporter", "given": "Ada"}]
    assert cited["archive_location"] == "https://archive.example/a"
    assert "translator = {Reporter, Ada}" in said("bibtex", source)
    assert "A4  - Reporter, Ada\n" in said("ris", source)


def test_a_statement_from_an_embargoed_source_says_so():
    source = {"embargo": "2025-04-14T09:00:00+08:00"}
    embargo = "embargoed until 14 April 2025, 09:00 (UTC+08:00)"
    for form in ("text", "markdown", "html", "reference", "brief"):
        assert embargo in said(form, statement(source=source))


@pytest.mark.parametrize("act", choices_of("quotes", "act"))
def test_every_act_is_said_in_copies_and_data(act):
    entry = statement(act=act)
    assert f"Speech act: {act}\n" in said("text", entry)
    assert node(entry)["genre"] == act


def test_an_editorial_is_said_to_be_one_and_is_nobodys():
    entry = quote_of(source={"kind": "editorial", "author": None})
    assert "(editorial)" in said("text", entry)
    assert node(entry)["isBasedOn"]["@type"] == "OpinionNewsArticle"
    assert '"genre": "Editorial"' in said("csl", entry)
    assert '"author"' not in said("csl", entry)


def test_every_translation_has_its_language_and_its_translator_in_linked_data():
    entry = quote_of(
        translations={"fr": "Ravi.", "pt": "Alegre."}, translators={"fr": "editor", "pt": "source"}
    )
    french, portuguese = node(entry)["workTranslation"]
    assert (french["text"], french["inLanguage"]) == ("Ravi.", "fr")
    assert french["translator"] == {"description": "editor"}
    assert portuguese["translator"] == {"name": "HKSAR Government"}
    translated = node(entry, language="fr")
    assert "workTranslation" not in translated
    assert translated["translationOfWork"]["inLanguage"] == "en"


def test_data_forms_bring_every_new_field_back():
    fields = {
        "joint_speakers": ["diaz"],
        "on_behalf_of": ["g77", "diaz"],
        "relayed_by": ["official"],
        "quoting": ["report"],
        "addressee": "diaz",
        "act": "denial",
        "answer_to": "ask",
        "translators": {"zh-Hant": "machine"},
        "translator": "interpreter",
        "translated_from": "zh",
        "checked": {"by": "Desk", "date": "2025-04-20"},
    }
    entry = statement(**fields)
    (item,) = json.loads(said("json", entry))
    (line,) = map(json.loads, said("jsonl", entry).splitlines())
    for data in (item, line):
        assert {name: data[name] for name in fields} == fields
    assert record_from("quotes", RECORDS["quotes"] | fields) == entry.record
