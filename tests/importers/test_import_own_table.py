"""Our own CSV comes back as it went out."""

import csv
import io
from contextlib import closing

import pytest

from summit_tui.archive import Search, iterate_hits
from summit_tui.archive.query import parse
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.formats import render
from summit_tui.importers.limits import UnreadableError
from summit_tui.model.kinds import KINDS
from summit_tui.paths import BUNDLED, bundled_coverage


def exported(path, query="", kinds=KINDS, language=None):
    """Return what a folder exports as CSV, the rows in the order of their addresses."""
    with closing(open_archive([path], None)) as archive:
        node = parse(query).node
        hits = [hit for kind in kinds for hit in iterate_hits(archive, Search(node, kind))]
        rows = list(csv.reader(io.StringIO("".join(render("csv", hits, language)))))
    return "\n".join(map(repr, [rows[0], *sorted(rows[1:])])), rows


def as_csv(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


EVENTS = [
    (name, file.parent.name)
    for name in BUNDLED
    for file in sorted(bundled_coverage(name).rglob("event.toml"))
]
"""Each bundled event has a folder of its own, named by its id."""


@pytest.mark.parametrize(("name", "event"), EVENTS)
@pytest.mark.parametrize("kinds", [KINDS, ("event", "quotes")])
def test_every_bundled_event_comes_back_the_same(name, event, kinds, imported, tmp_path):
    before, rows = exported(bundled_coverage(name), f"event:{event}", kinds)
    assert len(rows) > 1
    folder = tmp_path / "back"
    imported(as_csv(rows), "export.csv", into=folder)
    after, _ = exported(folder, kinds=kinds)
    assert after == before


def test_statements_of_speakers_of_one_name_are_not_given_to_the_first(
    imported, folder, coverage, records
):
    for speaker in records["speakers"][:2]:
        speaker |= {"name": "a senior official", "names": {}, "naming": "unnamed"}
    ids = {speaker["id"] for speaker in records["speakers"][:2]}
    others = sorted(q["id"] for q in records["quotes"] if q["speaker"] not in ids)
    _, rows = exported(coverage(records, "mine"))
    imported(as_csv(rows), "export.csv")
    _, back = exported(folder, kinds=("quotes",))
    assert sorted(row[0].rpartition("/")[2] for row in back[1:]) == others


def test_apostrophes_before_formulas_are_taken_off_and_others_stay(
    imported, folder, coverage, records
):
    records["quotes"][0]["text"] = "=1+1; -2 is 'so it goes'"
    records["quotes"][1]["text"] = '\'=kept: "so" it was'
    path = coverage(records, "mine")
    before, rows = exported(path)
    assert any("'=1+1" in cell for row in rows for cell in row)
    imported(as_csv(rows), "export.csv")
    assert exported(folder)[0] == before
    texts = (folder / "imported/export.toml").read_text("utf-8")
    assert "\"=1+1; -2 is 'so it goes'\"" in texts


def test_open_directions_come_back_as_they_were(imported, folder, coverage, records):
    records["quotes"][0] |= {
        "text": "\u202bקול; \u2067אחד",
        "topics": ["\u202eone", "two\u202c"],
        "excerpt": {"exact": "\u2067x\u202ey\u2069z\u2069"},
    }
    records["sources"][0]["title"] = "\u202bכותרת"
    path = coverage(records, "mine")
    before, rows = exported(path)
    imported(as_csv(rows), "export.csv")
    assert exported(folder)[0] == before
    with closing(open_archive([folder], None)) as archive:
        records_read = [
            entry.record
            for kind in ("quotes", "sources")
            for entry in iterate_hits(archive, Search(parse("").node, kind))
        ]
    (quote,) = [record for record in records_read if record.id == records["quotes"][0]["id"]]
    assert quote.text == "\u202bקול; \u2067אחד"
    assert list(quote.topics) == ["\u202eone", "two\u202c"]
    assert quote.excerpt.exact == "\u2067x\u202ey\u2069z\u2069"
    assert "\u202bכותרת" in [getattr(record, "title", "") for record in records_read]


def test_a_cell_that_was_changed_wins_over_the_exact_text(planned, coverage, records):
    records["quotes"][0] |= {"text": "One\nroad.", "topics": ["ports; cables"]}
    _, rows = exported(coverage(records, "mine"), kinds=("quotes",))
    for changed, wanted in (("One road.", "One\nroad."), ("Two roads.", "Two roads.")):
        edited = [[changed if cell == "One road." else cell for cell in row] for row in rows]
        (quote,) = [o for o in planned(as_csv(edited), "export.csv").outcomes if o.id == "direct"]
        assert (quote.fields["text"], quote.fields["topics"]) == (wanted, ["ports; cables"])
    damaged = [["{" if '"text":' in cell else cell for cell in row] for row in rows]
    (quote,) = [o for o in planned(as_csv(damaged), "export.csv").outcomes if o.id == "direct"]
    assert quote.fields["text"] == "One road."


def test_a_translation_says_that_it_is_one_or_is_left_out(planned, coverage, records):
    records["quotes"][0] |= {"language": "zh-Hans", "translations": {"en": "Together."}}
    records["quotes"][1] |= {"translations": {"en": "A road."}}
    _, rows = exported(coverage(records, "mine"), kinds=("quotes",), language="en")
    plan = planned(as_csv(rows), "export.csv")
    quotes = {o.id: o.fields for o in plan.outcomes if o.kind == "quotes"}
    assert (quotes["direct"]["text"], quotes["direct"]["translated_from"]) == (
        "Together.",
        "zh-Hans",
    )
    assert "partial" not in quotes
    assert plan.imported.left_out == {"translation from a language that is not stated": 1}


def test_all_that_a_statement_says_of_others_comes_back(imported, folder, coverage, records):
    records["quotes"][0] |= {
        "joint_speakers": ["okoro"],
        "on_behalf_of": "youth",
        "relayed_by": ["okoro"],
        "addressee": ["youth", "okoro"],
        "act": "pledge",
        "locator": {"page": "4", "paragraph": "2"},
        "checked": {"by": "B. Berg, desk", "date": "2030-05-03"},
    }
    records["quotes"][1]["answer_to"] = "direct"
    before, rows = exported(coverage(records, "mine"))
    imported(as_csv(rows), "export.csv")
    assert exported(folder)[0] == before


def test_all_that_a_source_says_of_who_made_it_comes_back(imported, folder, coverage, records):
    records["sources"][0] |= {
        "speech_by": ["okoro", "youth"],
        "speakers": ["lin"],
        "translator": "B. Berg, and others",
        "interviewer": "River Desk",
        "syndicated_from": {"publisher": "River Wire, Ltd", "url": "https://wire.example/a,b"},
        "corrections": [
            {"text": "Spelling; and a comma.", "date": "2030-05-05"},
            {"text": "The length of the cable.", "date": "2030-06"},
        ],
    }
    records["speakers"][0]["kind"] = "document"
    records["quotes"][0]["remark"] = records["quotes"][1]["remark"] = "cable"
    records["sources"][1] |= {
        "parent_organization": "River Group",
        "author": [{"family_name": "Okoro", "given_name": "Ada"}, {"name": "River Desk"}],
        "syndicated_from": {"publisher": "River Wire"},
        "corrections": [{"text": "Sizes."}],
    }
    before, rows = exported(coverage(records, "mine"))
    imported(as_csv(rows), "export.csv")
    assert exported(folder)[0] == before
    with closing(open_archive([folder], None)) as archive:
        sources = [hit.data for hit in iterate_hits(archive, Search(parse("").node, "sources"))]
    given = {source["id"]: source for source in records["sources"][:2]}
    for source in sources:
        if source["id"] in given:
            wanted = given[source["id"]]
            names = ("speech_by", "speakers", "translator", "syndicated_from", "corrections")
            assert {n: source.get(n) for n in names} == {n: wanted.get(n) for n in names}


def test_records_of_several_events_are_refused_until_one_is_said(planned):
    _, rows = exported(bundled_coverage("wic-ap"))
    with pytest.raises(UnreadableError, match=r"several events: .*wic-ap-2025"):
        planned(as_csv(rows), "export.csv")
    plan = planned(as_csv(rows), "export.csv", event="wic-ap-2025")
    assert plan.event == "wic-ap-2025"
