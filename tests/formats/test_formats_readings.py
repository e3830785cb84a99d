"""Readings and remarks as they leave: each value with its sources, each telling with its mode."""

import re
from dataclasses import replace

import pytest
from format_records import EVENT_DATA, SOURCE, entry_of, quote_of, reading_of
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.attribution.collation import (
    accounts_in_words,
    differing,
    label_of_field,
    modes_in_words,
    values_in_sources,
)
from summit_tui.formats import holds, render
from summit_tui.model.text import one_line

WIRE = {"id": "wire", "title": "Summit opens", "publisher": "River Wire", "language": "en"}
PAPER = WIRE | {"id": "paper", "publisher": "Paper", "published": "2025-04-20"}


def said(*entries, language=None):
    return "".join(render("readings", entries, language))


def event(*readings):
    return entry_of("event", readings=readings)


def quote(id, source, **changes):
    """Return a statement in one of the sources."""
    entry = quote_of(id=id, readings=(), source=source, **changes)
    data = dict(entry.data) | {"source": source["id"]}
    record = replace(entry.record, source=source["id"])
    return entry._replace(record=record, data=data)


def told_by(*quotes):
    """Return statements as those of one remark."""
    sources = len({entry.record.source for entry in quotes})
    return [entry._replace(statements=quotes, accounts=sources) for entry in quotes]


def test_a_field_stands_with_every_value_and_every_source():
    document = said(
        event(
            reading_of("over 50", "countries", SOURCE, language="en"),
            reading_of("30", "countries", WIRE, language="en"),
            reading_of("約30個", "countries", PAPER, language="zh-Hant"),
            reading_of("over 50", "countries", PAPER, language="en"),
        )
    )
    first, *lines = document.splitlines()
    assert first == (
        f"event {EVENT_DATA['name']} (世界互聯網大會亞太峰會): "
        "countries, 3 values in 2 languages, 3 sources"
    )
    assert [line.split("http")[0] for line in lines] == [
        "1. Printed in English (en): over 50",
        (
            "   Source: HKSAR Government, “Speech by CE at opening ceremony” (government release), "
            "by Information Services Department, 14 April 2025, "
        ),
        "   Source: Paper, “Summit opens”, 20 April 2025",
        "2. Printed in English (en): 30",
        "   Source: River Wire, “Summit opens”",
        "3. Printed in Chinese (zh-Hant): 約30個",
        "   Source: Paper, “Summit opens”, 20 April 2025",
    ]


def test_what_is_spelled_otherwise_is_copied_as_it_is_spelled():
    document = said(event(reading_of("庄荣文", source=WIRE), reading_of("莊榮文", source=PAPER)))
    assert "1 value in 2 sources" in document
    assert "Printed: 庄荣文" in document
    assert "Printed: 莊榮文" in document


def test_every_field_has_a_block_of_its_own_the_most_contested_first():
    document = said(
        event(
            reading_of("Hall", "venue", WIRE),
            reading_of("30", "countries", WIRE),
            reading_of("50", "countries", PAPER),
        )
    )
    heads = [block.splitlines()[0].split("): ")[1] for block in document.split("\n\n")]
    assert heads == ["countries, 2 values in 2 sources", "venue, 1 value in 1 source"]


def test_a_value_is_nobodys_speech_and_stands_in_no_marks():
    document = said(event(reading_of("We open", "theme", WIRE), reading_of("x", "theme", PAPER)))
    assert "Printed: We open\n" in document
    assert "“We open”" not in document


def test_a_source_that_is_not_in_the_coverage_is_named_by_its_id():
    assert "Source: sources/gone" in said(event(reading_of("30", source=None)))


def test_a_remark_tells_who_has_the_words_and_who_reports_them():
    direct = quote("a", SOURCE, text="We agree.")
    report = quote("b", WIRE, text="They “agreed”, more or less.", mode="paraphrase", role="CE")
    (first, second) = told_by(direct, report)
    document = said(first)
    assert document.splitlines()[0] == "One remark, in 2 sources: direct in 1, paraphrase in 1"
    assert "1. “We agree.”\n   — John Lee (李家超), Chief Executive of the HKSAR" in document
    assert "2. As reported by River Wire: They “agreed”, more or less.\n" in document
    assert "CE, opening ceremony" in document
    assert "paraphrase, as reported by River Wire" in document
    assert said(second).index("As reported") < said(second).index("“We agree.”")


def test_a_remark_is_told_once_though_all_its_statements_are_copied():
    statements = told_by(quote("a", SOURCE), quote("b", WIRE), quote("c", PAPER))
    assert said(*statements) == said(statements[0])
    assert said(*statements).count("One remark") == 1


def test_a_statement_with_a_remark_and_readings_tells_both():
    first, _ = told_by(quote("a", SOURCE), quote("b", WIRE))
    both = first._replace(readings=[reading_of("CE", "role", PAPER)])
    remark, readings = said(both).split("\n\n")
    assert remark.startswith("One remark, in 2 sources")
    assert readings.startswith("wic-ap-2025/quotes/a: role, 1 value in 1 source\n1. Printed: CE\n")


@pytest.mark.parametrize("kind", ["event", "speakers", "sources", "sessions", "delegations"])
def test_a_record_without_readings_is_passed_over(kind):
    entry = entry_of(kind, readings=())
    assert not holds("readings", entry)
    assert said(entry, event(reading_of("30")), entry) == said(event(reading_of("30")))


def test_a_remark_told_once_is_none():
    alone = quote_of(readings=(), remark="r")
    assert not holds("readings", alone)
    assert not holds("readings", alone._replace(statements=[alone]))
    assert said(alone._replace(statements=[alone])) == ""


HOSTILE = st.text(st.sampled_from("a “”\"'\n\r\t\u2028\x1b\u202e12.[]*_: ") | st.characters())


@settings(max_examples=60, deadline=None)
@given(st.lists(HOSTILE.filter(str.strip), min_size=1, max_size=4), HOSTILE.filter(str.strip))
def test_no_value_can_forge_a_line(values, field):
    document = said(event(*(reading_of(value, field, WIRE) for value in values)))
    head, *lines = document.removesuffix("\n").split("\n")
    assert head.startswith("event ")
    printed = [line for line in lines if not line.strip().startswith("Source: River Wire, “Summ")]
    assert len(printed) == len({one_line(value) for value in values})
    assert len(lines) - len(printed) == len(values)
    for line in printed:
        assert re.match(r"\d+\. Printed: ?", line)


@settings(max_examples=40, deadline=None)
@given(HOSTILE.filter(str.strip), st.sampled_from(["partial", "paraphrase"]))
def test_no_report_begins_like_speech(text, mode):
    statements = told_by(
        quote("a", SOURCE, text="We agree."), quote("b", WIRE, text=text, mode=mode)
    )
    line = said(statements[0]).split("\n2. ")[1].split("\n")[0]
    assert mode == "partial" or line[:1] not in '“"„«'


@pytest.mark.parametrize(
    ("modes", "words_"),
    [
        (["direct", "paraphrase"], "direct in 1, paraphrase in 1"),
        (["paraphrase", "direct", "direct"], "direct in 2, paraphrase in 1"),
        (["partial", "partial"], "partial in 2"),
    ],
)
def test_modes_are_counted_by_sources(modes, words_):
    sources = [SOURCE, WIRE, PAPER]
    quotes = [quote(mode, source, mode=mode) for mode, source in zip(modes, sources, strict=False)]
    assert modes_in_words(quotes) == words_
    assert modes_in_words([*quotes, quotes[0]]) == words_
    statements = told_by(*quotes)
    assert accounts_in_words(statements[0]) == f"in {len(modes)} sources: {words_}"


def test_a_remark_in_one_source_has_no_accounts():
    statements = told_by(quote("a", WIRE), quote("b", WIRE))
    assert accounts_in_words(statements[0]) is None
    assert said(statements[0]).startswith("One remark, direct in 1\n")


def test_only_fields_on_which_sources_differ_are_marked():
    entry = event(
        reading_of("30", "countries", WIRE, language="en"),
        reading_of("over 50", "countries", PAPER, language="zh"),
        reading_of("Openness", "theme", WIRE),
        reading_of("OPENNESS!", "theme", PAPER),
    )
    assert differing(entry) == {"countries": 2}


@pytest.mark.parametrize(
    ("kind", "field", "label"),
    [
        ("speakers", "name", ""),
        ("sessions", "title", ""),
        ("quotes", "text", "Text"),
        ("quotes", "on_behalf_of", "On behalf of"),
        ("speakers", "roles", "Role"),
        ("event", "venue", "Place"),
        ("event", "countries", "Countries"),
        ("event", "a\nb\x1b", "A b␛"),
    ],
)
def test_a_field_has_the_label_it_has_in_a_summary(kind, field, label):
    assert label_of_field(kind, field) == label


def test_values_are_counted_in_sources_and_not_in_readings():
    readings = [reading_of("30", source=WIRE).reading] * 3
    assert values_in_sources(readings) == "1 value in 1 source"
