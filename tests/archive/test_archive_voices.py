"""Statements are found under all who have a part in them, and divided by what they do."""

from contextlib import closing

import pytest

from summit_tui.archive import Search
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And, Facet, RefersTo
from summit_tui.archive.relations import editions_of
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.model.kinds import Address

EVENT = "wic-2030"


@pytest.fixture
def archive(coverage, records):
    """Return an archive of statements by, for and through several speakers."""
    direct, partial, paraphrase, later = records["quotes"]
    direct |= {"joint_speakers": ["okoro", "youth"], "act": "pledge"}
    partial |= {"on_behalf_of": "youth", "relayed_by": ["clerk"], "act": "question"}
    paraphrase |= {"act": "answer", "answer_to": "partial", "addressee": ["okoro"]}
    later |= {"quoting": ["report"], "checked": {"by": "Desk", "date": "2030-09-01"}}
    later |= {"translator": "official", "translated_from": "zh"}
    records["speakers"] += [
        {"id": "clerk", "name": "a senior official", "naming": "unnamed"},
        {"id": "aide", "name": "a senior official", "naming": "unnamed"},
        {"id": "report", "name": "Report on cables", "kind": "document"},
    ]
    partial["speaker"], paraphrase["speaker"] = "aide", "clerk"
    partial["relayed_by"] = ["okoro"]
    records["sources"][0] |= {"kind": "press release", "licence": "CC BY 4.0"}
    records["sources"][0] |= {"medium": "video", "genre": "Round table"}
    records["sources"][0] |= {"programme": "Cables Today", "archived_at": "https://a.example/1"}
    records["sources"][1]["syndicated_from"] = {"publisher": "Coast Agency"}
    records["sources"][1]["corrections"] = [{"text": "A name was corrected."}]
    records["sources"][1]["embargo"] = "2030-05-14T09:00:00Z"
    direct |= {"translations": {"de": "Zusammen."}, "translators": {"de": "editor"}}
    with closing(open_archive([coverage(records)], None)) as archive:
        assert archive.info().problems == []
        yield archive


def ids(archive, query, kind="quotes"):
    return {hit.address.id for hit in archive.search(Search(parse(query).node, kind)).hits}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("speaker:lin", {"direct", "later"}),
        ("speaker:okoro", {"direct"}),
        ('speaker:"youth council"', {"direct"}),
        ("involves:youth", {"partial"}),
        ("involves:okoro", {"partial", "paraphrase"}),
        ("okoro", {"direct", "partial", "paraphrase"}),
        ('"report on cables"', {"later"}),
        ("act:pledge", {"direct"}),
        ("act:a*", {"paraphrase"}),
        ("-act:pledge", {"partial", "paraphrase", "later"}),
        ("has:checked", {"later"}),
        ("has:translator", {"direct", "later"}),
        ("translator:official", {"later"}),
        ("translator:editor", {"direct"}),
        ("medium:video", {"direct", "partial"}),
        ("publication:press-release", {"direct", "partial"}),
        ('licence:"CC BY"', {"direct", "partial"}),
        ("programme:cables", {"direct", "partial"}),
        ('genre:"round table"', {"direct", "partial"}),
        ("syndicated:coast", {"paraphrase", "later"}),
    ],
)
def test_a_statement_is_found_by_all_who_have_a_part_in_it(archive, query, expected):
    assert ids(archive, query) == expected


@pytest.mark.parametrize("word", ["corrections", "embargo", "archive"])
def test_a_source_is_found_by_what_its_record_has(archive, word):
    assert len(ids(archive, f"has:{word}", "sources")) == 1


def test_statements_are_divided_by_whose_copy_their_source_is(archive):
    (value,) = archive.facets(And(), "quotes")["syndicated"]
    assert (value.label, value.count) == ("Coast Agency", 2)


def test_a_joint_statement_is_one_hit_and_counts_once_for_each_of_its_speakers(archive):
    speakers = {value.label: value.count for value in archive.facets(And(), "quotes")["speaker"]}
    assert speakers == {
        "Lin Mei": 2,
        "Ada Okoro": 1,
        "Youth Council": 1,
        "a senior official [aide]": 1,
        "a senior official [clerk]": 1,
    }
    assert archive.counts(And())["quotes"] == 4


def test_who_is_only_involved_is_counted_for_nothing(archive):
    okoro = RefersTo(Address(EVENT, "speakers", "okoro"))
    assert archive.counts(okoro)["quotes"] == 1
    assert archive.counts(Facet("involves", f"{EVENT}/speakers/okoro"))["quotes"] == 2


def test_facets_follow_from_the_rows_of_fields(archive):
    facets = archive.facets(And(), "quotes")
    acts = {(value.restriction, value.label): value.count for value in facets["act"]}
    assert acts == {(Facet("act", act), act): 1 for act in ("pledge", "question", "answer")}
    (kind,) = facets["publication"]
    assert (kind.restriction, kind.count) == (Facet("publication", "press-release"), 2)
    assert [value.label for value in archive.facets(And(), "speakers")["naming"]] == ["unnamed"]
    assert archive.facets(And(), "sources")["act"] == []


def test_a_facet_of_speakers_divides_what_they_said(archive):
    (unnamed,) = archive.facets(And(), "quotes")["naming"]
    assert (unnamed.restriction, unnamed.count) == (Facet("naming", "unnamed"), 2)
    assert ids(archive, "naming:unnamed") == {"partial", "paraphrase"}
    assert ids(archive, "naming:unnamed", "speakers") == {"clerk", "aide"}


def test_translators_of_a_text_and_of_its_translations_are_one_facet(archive):
    (official, editor) = archive.facets(And(), "quotes")["translator"]
    assert (official.label, official.count) == ("official", 1)
    assert (editor.label, editor.count) == ("editor", 1)


def test_a_question_leads_to_its_answers_and_a_speaker_to_what_involves_them(archive):
    def back(kind, id):
        neighbours = archive.neighbours(Address(EVENT, kind, id))
        node = Facet("involves", f"{EVENT}/{kind}/{id}")
        return [each.address.id for group in neighbours if group.node == node for each in group[3]]

    assert back("quotes", "partial") == ["paraphrase"]
    assert back("speakers", "report") == ["later"]
    assert back("speakers", "lin") == []


def test_an_unknown_word_of_a_facet_is_named_with_the_nearest():
    assert parse("act:plege").complaint == "act: has no value ‘plege’; did you mean pledge?"
    assert "there are" in parse("publication:zzzz").complaint


def test_nobody_is_the_same_by_way_of_an_unnamed_speaker():
    first, unnamed, third, fourth = (Address(event, "speakers", "lin") for event in "abcd")
    pairs = [(first, unnamed), (unnamed, third), (third, fourth)]

    def same(address):
        named = {first, third, fourth}.__contains__
        return editions_of(address, named, lambda edition: [p for p in pairs if edition in p])

    assert (same(first), same(unnamed)) == ((), ())
    assert same(third) == {third, fourth}


def test_unnamed_speakers_of_one_description_stay_apart_whatever_their_records_declare(coverage):
    folders = []
    for event, others in (("a", ["b", "c"]), ("b", ["c"]), ("c", [])):
        speaker = {"id": "official", "name": "A senior official", "naming": "unnamed"}
        speaker["same_as"] = [f"{other}/speakers/official" for other in others]
        said = {"speaker": "official", "mode": "direct", "text": "Soon.", "source": "wire"}
        tables = {
            "event": {"id": event, "name": event},
            "speakers": [speaker, speaker | {"id": "other", "same_as": []}],
            "sources": [{"id": "wire", "title": "Late", "publisher": "Wire"}],
            "quotes": [said | {"id": "q"}, said | {"id": "r", "speaker": "other"}],
        }
        folders.append(coverage(tables, event))
    with closing(open_archive(folders, None)) as archive:
        for event in "abc":
            assert list(archive.editions(Address(event, "speakers", "official"))) == []
        page = archive.search(Search(And(), "quotes", collapsed=True))
        assert len(page.hits) == archive.counts(And(), collapsed=True)["quotes"] == 6
        labels = [value.label for value in archive.facets(And(), "quotes")["speaker"]]
        assert len(labels) == 6
