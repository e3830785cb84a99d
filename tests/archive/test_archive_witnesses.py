"""Readings, remarks and editions: many sources for one thing, and where they disagree."""

import json

import pytest

from summit_tui.archive import Search
from summit_tui.archive.query import parse
from summit_tui.archive.variance import variance
from summit_tui.model.kinds import Address
from summit_tui.model.reading import Reading

SOURCES = [{"id": id, "title": id.upper(), "publisher": f"Paper {id}"} for id in "sab"]
HALLS = [
    {"record": "event/e", "field": "countries", "value": "over 50 countries", "language": "en"},
    {"record": "event/e", "field": "countries", "value": "30 countries", "language": "en"},
    {"record": "e/event/e", "field": "venue", "value": "香港會展中心", "language": "zh-Hant"},
    {"record": "event/e", "field": "venue", "value": "香港会展中心", "language": "zh-Hans"},
    {"record": "speakers/nobody", "field": "name", "value": "No One"},
    {"record": "f/event/f", "field": "venue", "value": "Elsewhere"},
]


@pytest.fixture
def folder(tmp_path, quote):
    """Write an event whose sources print different things, and return its folder."""
    readings = [hall | {"source": id} for hall, id in zip(HALLS, "sabsab", strict=True)]
    tables = {
        "event": {"id": "e", "name": "E", "start": "2025-04-14"},
        "speakers": [{"id": "ann", "name": "Ann"}, {"id": "bob", "name": "Bob"}],
        "sources": SOURCES,
        "readings": readings,
        "quotes": [
            quote("q1", remark="r", text="We agree", mode="direct"),
            quote("q2", remark="r", text="She agreed", source="a"),
            quote("q3", remark="r", text="WE agree!", mode="direct", source="a"),
            quote("q4", remark="alone"),
            quote("q5", text="Nothing else"),
        ],
    }
    (tmp_path / "e").mkdir()
    (tmp_path / "e" / "all.json").write_text(json.dumps(tables), "utf-8")
    return tmp_path


def hit_ids(archive, text, kind):
    return [hit.record.id for hit in archive.search(Search(parse(text).node, kind)).hits]


def test_a_record_comes_with_what_sources_print_of_it(opened, folder):
    archive = opened(folder)
    entry = archive.get(Address("e", "event", "e"))
    assert [(reading.reading.value, reading.source.publisher) for reading in entry.readings] == [
        ("over 50 countries", "Paper s"),
        ("30 countries", "Paper a"),
        ("香港會展中心", "Paper b"),
        ("香港会展中心", "Paper s"),
    ]
    assert archive.search(Search(parse("").node, "event")).hits[0].readings == entry.readings
    assert archive.get(Address("e", "speakers", "bob")).readings == ()


def test_a_reading_of_nothing_on_record_is_told_without_a_record(opened, folder):
    readings = list(opened(folder).readings())
    assert [str(reading.address) for reading in readings if reading.address] == ["e/event/e"] * 4
    lost = [reading for reading in readings if reading.address is None]
    assert [reading.reading.record for reading in lost] == ["speakers/nobody", "f/event/f"]
    assert [(reading.event, reading.source.id) for reading in lost] == [("e", "a"), ("e", "b")]


def test_a_statement_knows_in_how_many_sources_its_remark_stands(opened, folder):
    hits = opened(folder).search(Search(parse("").node, "quotes")).hits
    accounts = {hit.record.id: hit.accounts for hit in hits}
    assert accounts == {"q1": 2, "q2": 2, "q3": 2, "q4": 1, "q5": 1}


@pytest.mark.parametrize(
    ("text", "kind", "ids"),
    [
        ("has:quotes", "speakers", ["ann"]),
        ("-has:quotes", "speakers", ["bob"]),
        ("has:quotes", "sources", ["s", "a"]),
        ("has:quotes", "event", ["e"]),
        ("has:readings", "event", ["e"]),
        ("has:readings", "speakers", []),
        ("has:remark", "quotes", ["q1", "q2", "q3", "q4"]),
        ("sources:>1", "quotes", ["q1", "q2", "q3"]),
        ("sources:1", "quotes", ["q4", "q5"]),
        ("sources:2..3", "event", ["e"]),
        ("sources:0", "speakers", ["ann", "bob"]),
        ("remark:r", "quotes", ["q1", "q2", "q3"]),
        ("remark:al*", "quotes", ["q4"]),
        ("會展中心", "event", ["e"]),
        ('"over 50"', "event", ["e"]),
    ],
)
def test_records_are_found_by_what_sources_say_of_them(opened, folder, text, kind, ids):
    assert hit_ids(opened(folder), text, kind) == ids


def test_where_sources_disagree_is_told_numbers_first(opened, folder):
    disagreements = opened(folder).disagreements()
    assert [
        (str(disagreement.address), disagreement.field, disagreement.variants, disagreement.sources)
        for disagreement in disagreements
    ] == [
        ("e/event/e", "countries", 2, 2),
        ("e/quotes/q1", "remark", 2, 2),
    ]
    assert disagreements[0].label == "E"
    assert len(opened(folder).disagreements(1)) == 1


def test_a_speaker_is_found_by_every_name_and_title_a_source_prints(opened, tmp_path, quote):
    tables = {
        "event": {"id": "e", "name": "E"},
        "speakers": [{"id": "zhuang", "name": "Zhuang Rongwen"}],
        "sources": SOURCES,
        "quotes": [quote("q", speaker="zhuang")],
        "readings": [
            {"record": "speakers/zhuang", "field": "name", "value": "莊榮文", "source": "s"},
            {"record": "speakers/zhuang", "field": "roles", "value": "Chairman", "source": "s"},
        ],
    }
    (tmp_path / "all.json").write_text(json.dumps(tables), "utf-8")
    archive = opened(tmp_path)
    for text in ("庄荣文", "莊榮文", "speaker:莊榮文", "role:chairman", "chairman"):
        assert hit_ids(archive, text, "speakers") == ["zhuang"], text
    assert hit_ids(archive, "speaker:庄荣文", "quotes") == ["q"]
    # A capacity that somebody held is not the one in which this was said.
    assert hit_ids(archive, "role:chairman", "quotes") == []


def test_editions_are_those_that_say_so_and_no_namesakes(opened, coverage):
    def summit(id, year, **speaker):
        event = {"id": id, "name": id, "start": year}
        return coverage({"event": event, "speakers": [{"id": "ann", "name": "Ann"} | speaker]}, id)

    folders = [
        summit("a", "2024"),
        summit("b", "2025", same_as=["a/speakers/ann", "gone/speakers/ann", "a/speakers/bob"]),
        summit("c", "2026", same_as=["b/speakers/ann", "b/delegations/ann"]),
        summit("d", "2023"),
    ]
    archive = opened(*folders)
    for event in "abc":
        editions = archive.editions(Address(event, "speakers", "ann"))
        assert [edition.address.event for edition in editions] == ["c", "b", "a"]
    assert archive.editions(Address("d", "speakers", "ann")) == []
    assert archive.editions(Address("d", "speakers", "bob")) == []


def test_a_record_that_says_to_be_itself_has_no_editions(opened, coverage):
    ann = {"id": "ann", "name": "Ann", "same_as": ["speakers/ann", "e/speakers/ann"]}
    archive = opened(coverage({"event": {"id": "e", "name": "E"}, "speakers": [ann]}))
    assert archive.editions(Address("e", "speakers", "ann")) == []


@pytest.mark.parametrize(
    ("values", "different"),
    [
        ([], 1),
        ([("en", "over 50")], 1),
        ([("en", "Over 50!"), ("en", "over 50")], 1),
        ([("en", "over 50"), ("zh", "50多个")], 1),
        ([("en", "over 50"), ("zh", "30个")], 2),
        ([("en", "1,000 people"), ("zh", "1000人"), ("fr", "1 000"), ("ja", "１０００人")], 1),
        ([("en", "in 2025 30"), ("zh", "2025，50")], 2),
        ([("en", "050"), ("zh", "50"), ("ar", "٥٠")], 1),
        ([("en", "9" * 5_000), ("zh", "8" * 5_000)], 2),
        ([("en", "Chairman"), ("zh", "主席")], 1),
        ([("en", "Chairman"), ("en-GB", "Chair"), ("zh", "主席")], 2),
        ([("zh-Hans", "庄荣文"), ("zh-Hant", "莊榮文")], 1),
        ([("", "?"), ("", "!")], 2),
        ([("", "a"), ("", "b"), ("en", "a")], 2),
    ],
)
def test_values_differ_within_a_language_and_numbers_in_any(values, different):
    readings = [
        Reading(record="event/e", field="name", value=value, language=tag or None, source="s")
        for tag, value in values
    ]
    assert variance(readings).values == different
