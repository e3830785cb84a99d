"""Real files of every kind: what an importer finds in them is what was counted by hand."""

from collections import Counter
from contextlib import nullcontext

import pytest
from format_samples import (
    REAL,
    digest,
    fingerprint,
    fold,
    names_fingerprint,
    needs_real,
    of_kind,
    real,
    truth,
)

from summit_tui.attribution.speech import SpeechText
from summit_tui.importers.document import Document
from summit_tui.importers.importer import ImportOptions
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.table import importer_named

pytestmark = needs_real

SCHEDULES = ["frab-camp2019", "pretalx-rc3", "pretalx-democon", "hub-schedule2", "invalid-example"]


def people_in(sessions):
    """Return how many take part in sessions, counted once for each."""
    return sum(len(fields.get("speakers", ())) for fields in sessions.values())


def per_date(sessions):
    """Return how many sessions there are on each day."""
    days = [fields["date"] for fields in sessions.values()]
    return {day: days.count(day) for day in days}


def check_programme(expected, result):
    sessions = of_kind(result, "sessions")
    assert len(sessions) == expected["sessions"]
    assert people_in(sessions) == expected["participations"]
    assert per_date(sessions) == expected["sessions_per_local_date"]
    assert len(of_kind(result, "speakers")) == expected["persons_distinct_by_id_and_name"]
    assert fingerprint(result) == expected["fingerprint"]["value"]
    assert names_fingerprint(result) == expected["names_fingerprint"]["value"]
    assert result.event["name"] == expected["event"]["title"]


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_schedule_in_json_has_the_sessions_and_people_that_were_counted(name):
    format_name, result = real(f"c3voc-schedule/json/examples/{name}.json")
    assert format_name == "frab"
    check_programme(truth(f"c3voc/{name}"), result)


def test_frabs_xml_and_the_json_of_the_same_programme_give_equal_records():
    _, xml = real("frab-xml-camp2019/schedule.xml")
    _, data = real("c3voc-schedule/json/examples/frab-camp2019.json")
    check_programme(truth("frab-xml-camp2019"), xml)
    parts = [
        [(record.kind, record.key, record.fields) for record in form.records]
        for form in (xml, data)
    ]
    assert parts[0] == parts[1]


def test_the_offset_of_a_moment_wins_and_it_is_said():
    _, result = real("c3voc-schedule/json/examples/pretalx-democon.json")
    assert any("36 times have another offset than UTC" in remark for remark in result.remarks)


def test_what_breaks_the_schema_is_said_and_read():
    _, result = real("c3voc-schedule/json/examples/invalid-example.json")
    assert any("where the schema of the format has" in remark for remark in result.remarks)


def test_a_home_made_programme_is_read_and_its_faults_are_said():
    _, result = real("lswt-2019-frab-xml/schedule.xml")
    expected = truth("lswt-2019")
    sessions = of_kind(result, "sessions")
    assert len(sessions) == expected["sessions"]
    without = [fields for fields in sessions.values() if "speakers" not in fields]
    assert len(without) == expected["sessions_without_person"]
    starts = sorted(fields["start"] for fields in sessions.values())
    assert starts[0].replace("+00:00", "Z") == expected["first_date"]
    assert starts[-1].replace("+00:00", "Z") == expected["last_date"]
    assert any("31 times are written in UTC" in remark for remark in result.remarks)
    assert any(remark.startswith("4 names may be") for remark in result.remarks)


EDGE_CASES = sorted((REAL / "icalendar-edge-cases").rglob("*.ics"))
BROKEN = {
    "fuzz_testcase_invalid_month",
    "fuzz_testcase_vtimezone_lone_cr",
    "parsing_error_in_UTC_offset",
}
"""Calendars in which no entry is whole."""


def test_the_edge_cases_of_calendars_are_all_there():
    assert len(EDGE_CASES) == 140


@pytest.mark.parametrize("path", EDGE_CASES, ids=lambda path: path.stem)
def test_a_calendar_that_is_an_edge_case_is_read_or_refused_by_a_sentence(path):
    importer = importer_named("ical")
    options = ImportOptions(attendees_as_speakers=True)
    with pytest.raises(UnreadableError) if path.stem in BROKEN else nullcontext():
        result = importer.read(Document(path), options)
        assert all(fields["title"] for fields in of_kind(result, "sessions").values())


def test_in_the_edge_cases_known_zones_are_known_and_unknown_ones_are_not():
    name, result = real("icalendar-edge-cases/calendars/issue_722_missing_VTIMEZONE_custom.ics")
    assert (name, result.times_without_zone) == ("ical", 1)
    _, result = real("icalendar-edge-cases/calendars/issue_722_timezone_transition_ambiguity.ics")
    assert len(of_kind(result, "sessions")) == 4
    _, result = real("icalendar-edge-cases/calendars/issue_313_globally_unique_tzid.ics")
    assert any("a name of its maker's own" in problem.message for problem in result.problems)


TRANSCRIPTS = sorted((REAL / "whitehouse-summit-remarks").rglob("*.md"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem[:40])
def test_a_transcript_has_the_turns_that_were_counted_and_no_statement(path):
    expected = truth("whitehouse-16")["per_file"][path.name]
    name, result = real(path.relative_to(REAL))
    labels = Counter(turn.label for turn in SpeechText(result.text).turns)
    assert (name, dict(labels)) == ("transcript", expected["labels"])
    assert of_kind(result, "quotes") == {}
    assert len(of_kind(result, "sessions")) == 1
    assert any("interpreted" in remark for remark in result.remarks) == expected["interpreted"]
    assert bool(result.times_without_zone) == expected["time"]
    assert result.source["published"] == expected["front"]["date"]
    assert result.source["url"] == expected["front"]["source_url"]


def test_all_transcripts_together_have_the_turns_that_were_counted():
    expected = truth("whitehouse-16")
    results = [real(path.relative_to(REAL))[1] for path in TRANSCRIPTS]
    turns = [SpeechText(result.text).turns for result in results]
    labels = [turn.label for of_file in turns for turn in of_file]
    assert (len(results), len(labels)) == (expected["files"], expected["turns"])
    assert labels.count("Q") == expected["q_turns"]
    assert turns.count([]) == expected["files_without_turns"]


REFERENCES = {
    "bibtexparser/bibtex.bib": ("bibtex", 1),
    "bibtexparser/gbk_test.bib": ("bibtex", 1),
    "citation-js/news.csl.json": ("csl", 5),
    "manubot/bibliography.bib": ("bibtex", 2),
    "manubot/cite-filter.bib": ("bibtex", 1),
    "manubot/csl-json/crossref-winter-scabs.json": ("csl", 1),
    "manubot/csl-json/empty-date-parts.json": ("csl", 1),
    "manubot/csl-json/excess-date-parts.json": ("csl", 1),
    "manubot/csl-json/null-date-parts.json": ("csl", 1),
    "rispy/example_basic.ris": ("ris", 1),
    "rispy/example_bom.ris": ("ris", 1),
    "rispy/example_extraneous_data.ris": ("ris", 2),
    "rispy/example_full.ris": ("ris", 2),
    "rispy/example_multi_unknown_tags.ris": ("ris", 1),
    "rispy/example_urls.ris": ("ris", 4),
    "xampl/xampl.bib": ("bibtex", 34),
}


@pytest.mark.parametrize("name", REFERENCES)
def test_a_bibliography_has_the_sources_that_were_counted(name):
    format_name, result = real(f"references/{name}")
    assert (format_name, len(result.records)) == REFERENCES[name]
    assert all(record.fields["title"] and record.fields["publisher"] for record in result.records)


def test_a_newspaper_article_has_its_newspaper_and_its_days():
    _, result = real("references/citation-js/news.csl.json")
    (article,) = (record.fields for record in result.records if record.key == "news-5")
    assert (article["publisher"], article["kind"], article["page"]) == ("Daily News", "news", "35")
    assert (article["published"], article["retrieved"]) == ("1961-04-30", "2019-04-02")


@pytest.mark.parametrize("year", ["Y2023", "Y2024", "Y2025"])
def test_sessionize_has_the_sessions_and_people_that_were_counted(year):
    expected = truth(f"sessionize/{year}")
    name, result = real(f"sessionize-global-azure-linz/{year}/sessionize.json")
    assert name == "sessionize"
    assert len(of_kind(result, "sessions")) == expected["sessions"]
    assert len(of_kind(result, "speakers")) == expected["persons"]
    assert people_in(of_kind(result, "sessions")) == expected["participations"]
    assert result.times_without_zone == expected["offsets"].get("naive", 0)
    assert names_fingerprint(result) == expected["names_fingerprint"]


def test_kotlinconf_has_the_sessions_and_people_that_were_counted():
    expected = truth("kotlinconf-2025")
    _, result = real("kotlinconf-2025/2025/conference.json")
    assert len(of_kind(result, "sessions")) == expected["sessions"]
    assert people_in(of_kind(result, "sessions")) == expected["participations"]
    assert result.times_without_zone == expected["naive_times"]
    assert names_fingerprint(result) == expected["names_fingerprint"]
    people = of_kind(result, "speakers").values()
    assert sum("roles" in fields for fields in people) == expected["with_position"]


def test_open_event_has_the_sessions_and_people_that_were_counted():
    expected = truth("fossasia-2016")
    _, result = real(
        "fossasia-summit-2016/sessions.json", beside=["fossasia-summit-2016/speakers.json"]
    )
    sessions, people = of_kind(result, "sessions"), of_kind(result, "speakers")
    assert (len(sessions), len(people)) == (expected["sessions"], expected["persons"])
    assert people_in(sessions) == expected["participations"]
    assert result.titles_missing == expected["empty_titles"]
    assert (
        sum("delegation" in fields for fields in people.values()) == expected["with_organisation"]
    )
    assert names_fingerprint(result) == expected["names_fingerprint"]

    def title(fields):
        return "" if fields["title"].startswith("[Session") else fields["title"]

    assert fingerprint(result, title) == expected["fingerprint"]["value"]


def test_a_list_of_participants_has_the_people_that_were_counted():
    expected = truth("unfccc")
    name, result = real("unfccc-inc1-delegations/inc1-first400.csv")
    delegations, people = of_kind(result, "delegations"), of_kind(result, "speakers")
    assert (name, len(delegations)) == ("unfccc", expected["delegations"])
    assert len(people) == expected["rows"]
    assert all(fields["kind"] == "country" for fields in delegations.values())
    # Two countries are no more, and one code is misspelt: none of them is a code of today.
    assert sum("code" in fields for fields in delegations.values()) == len(delegations) - 3
    assert any("not known: CSK, PNA, SUN" in remark for remark in result.remarks)
    assert all(fields["kind"] == "person" for fields in people.values())
    without = sum("roles" not in fields for fields in people.values())
    assert without == expected["na"]["Job_Title"]
    lines = [
        "\t".join(
            (
                fold(fields["name"]),
                fold(delegations[fields["delegation"].key]["name"]),
                fold(fields.get("roles", [{"title": ""}])[0]["title"]),
            )
        )
        for fields in people.values()
    ]
    assert digest(lines) == expected["fingerprint"]["value"]


def test_the_examples_of_popolo_are_read():
    _, result = real("popolo-spec/examples/person.json")
    (person,) = of_kind(result, "speakers").values()
    assert person["aliases"] == ["Mr. Ziggy Q. Public, Esq.", "Dragonsbane"]
    _, result = real("popolo-spec/examples/embedding-person.json")
    (person,) = of_kind(result, "speakers").values()
    assert [role["title"] for role in person["roles"]] == ["Kitchen assistant", "Chef"]
    _, result = real("popolo-spec/examples/speech.json")
    assert [proposal.fields["attribution"] for proposal in result.proposals] == ["Mr. Speaker"]


def test_highlights_are_proposals_and_what_is_no_passage_is_said():
    expected = truth("hypothesis-export-example")
    (text,) = (path for path in TRANSCRIPTS if "future-of-artificial" in path.name)
    _, result = real("hypothesis-export-example/export.json", beside=[text.relative_to(REAL)])
    assert list(result.records) == []
    assert len(result.proposals) == expected["with_a_passage"]
    assert sum(result.left_out.values()) == expected["page_notes"] + expected["replies"]
    named = sum("speaker" in proposal.fields for proposal in result.proposals)
    assert named == expected["with_a_usable_speaker_tag"]
    assert result.remarks == ("1 passage is not in the text beside; it may have changed since.",)
    assert result.unplaced == {"mode:verbatim": 1}


def test_annotations_of_the_web_have_their_words():
    for name, exact in {"anno26": "anotation", "anno32": "Selected Text"}.items():
        _, result = real(f"web-annotation-samples/correct/{name}.json")
        assert [proposal.exact for proposal in result.proposals] == [exact]
    _, result = real("web-annotation-samples/correct/collection1.json")
    assert len(result.proposals) == 2


@pytest.mark.parametrize(
    "sitting", ["2015-06-22-DSPG114", "2019-04-29-DSPG111", "2019-06-25-DSPG120"]
)
def test_a_debate_has_the_speeches_and_speakers_that_were_counted(sitting):
    expected = truth(f"parlamint/{sitting}")
    root = "parlamint-es-ga/TEI_XML_root/ParlaMint-ES-GA-list"
    name, result = real(
        f"parlamint-es-ga/TEI_XML_TXT/ParlaMint-ES-GA_{sitting}.xml",
        beside=[f"{root}Person.xml", f"{root}Org.xml"],
    )
    people = of_kind(result, "speakers")
    assert (name, len(result.proposals), len(people)) == (
        "parlamint",
        expected["u"],
        expected["who"],
    )
    assert all(fields["family_name"] and fields["roles"] for fields in people.values())
    labels = {f"{proposal.fields['attribution']}:" for proposal in result.proposals}
    assert sorted(labels) == expected["labels"]
    assert of_kind(result, "sessions").popitem()[1]["date"] == expected["date"]
    assert result.remarks == ()
    assert all(proposal.exact in result.text for proposal in result.proposals)
    # The real list of bodies has a broken line, which costs the names of bodies alone.
    assert "not well-formed XML" in result.problems[0].message


def test_a_list_of_persons_has_the_people_and_offices_that_were_counted():
    expected = truth("parlamint/listPerson")
    _, result = real("parlamint-es-ga/TEI_XML_root/ParlaMint-ES-GA-listPerson.xml")
    people = of_kind(result, "speakers").values()
    assert len(people) == expected["persons"]
    assert sum(len(fields.get("roles", ())) for fields in people) == expected["affiliations"]
    assert not any("birth" in name for fields in people for name in fields)
