"""Doubts that follow from the records alone: found by a query, told in words."""

from dataclasses import replace

import pytest

from summit_tui.archive import Search
from summit_tui.archive.doubts import (
    doubt_in_words,
    doubts_in_words,
    finder,
    is_doubtful,
    record_doubts,
)
from summit_tui.archive.query.tree import And, Facet
from summit_tui.model.fields import Participation, Role
from summit_tui.model.records import Event, Quote, Session, Source, Speaker

EVENT = Event(id="e", name="E", start="2025-04-14", end="2025-04-16")
SESSION = Session(
    id="s", title="S", date="2025-04-15", speakers=("ann", Participation(speaker="bo"))
)
SOURCE = Source(id="w", title="W", publisher="P", language="en", published="2025-04-15")
SPEAKER = Speaker(id="ann", name="Ann", roles=(Role(title="Chair", from_="2020", to="2026"),))
QUOTE = Quote(
    id="q",
    speaker="ann",
    text="We agree.",
    mode="direct",
    source="w",
    language="en-GB",
    session="s",
    date="2025-04-15",
    role="Chair",
)


def doubts(quote, *others):
    """Return the codes of the doubts about a statement, some of its records replaced."""
    records = {type(record): record for record in (EVENT, SESSION, SOURCE, SPEAKER, *others)}
    linked = {
        ("event", "e"): records[Event],
        ("sessions", "s"): records[Session],
        ("sources", "w"): records[Source],
        ("speakers", "ann"): records[Speaker],
    }
    return [doubt.code for doubt in record_doubts(quote, "e", finder(linked))]


def test_a_sound_statement_leaves_no_doubt():
    assert doubts(QUOTE) == []
    assert record_doubts(QUOTE, "e", finder({})) == []


@pytest.mark.parametrize(
    ("fields", "others", "code"),
    [
        ({"language": "de"}, (), "W315"),
        ({}, (replace(SPEAKER, roles=(Role(title="Chair", to="2024"),)),), "W403"),
        ({"date": "2025-04-17", "session": None}, (replace(SOURCE, published=None),), "W501"),
        ({}, (replace(SOURCE, published="2025-04-14"),), "W507"),
        ({"date": None}, (replace(SOURCE, published="2025-04-14"),), "W507"),
        ({"date": "2025-04-14"}, (), "E508"),
        ({}, (replace(SESSION, speakers=("bo",)),), "W509"),
        ({}, (replace(SOURCE, event_date="2025-04-14"),), "W511"),
        ({"date": None}, (replace(SOURCE, event_date="2025-04-14"),), "W511"),
        ({"mode": "paraphrase", "language": "zh"}, (), "E604"),
        ({"mode": "paraphrase", "translations": {"ar": "We agree."}}, (), "E604"),
        ({"mode": "paraphrase", "text": "網絡空間與他們", "language": "zh-Hans"}, (), "W605"),
        (
            {
                "mode": "paraphrase",
                "text": "There is more of the work that we have to do.",
                "language": "fr",
            },
            (),
            "W606",
        ),
        ({"text": "We agree,” she said, “to act."}, (), "W320"),
        ({"mode": "partial"}, (), "E305"),
    ],
)
def test_each_contradiction_of_the_records_is_a_doubt(fields, others, code):
    quote = replace(QUOTE, **fields)
    assert doubts(quote, *others) == [code]
    assert doubts(replace(quote, ignore=(code,)), *others) == []


@pytest.mark.parametrize(
    ("fields", "others"),
    [
        ({"mode": "paraphrase", "language": "de"}, ()),
        ({"language": "de", "translated_from": "en"}, ()),
        ({"date": "2025-04"}, ()),
        ({}, (replace(SESSION, speakers=()),)),
        ({"speaker": "cy", "joint_speakers": ("bo",)}, ()),
        ({"date": "2025-04-16"}, (replace(SESSION, date=None, start="2025-04-15T22:00:00+08:00",
          end="2025-04-16T01:00:00+08:00"), replace(SOURCE, published="2025-04-16"))),
    ],
)  # fmt: skip
def test_what_may_be_is_no_doubt(fields, others):
    assert doubts(replace(QUOTE, **fields), *others) == []


def test_each_doubt_has_a_few_words():
    linked = {("sources", "w"): replace(SOURCE, published="2025-04-14")}
    assert (
        doubts_in_words(QUOTE, "e", linked)
        == [doubt_in_words("W507")]
        == ["said after it was printed"]
    )


def test_an_index_says_of_a_row_whether_it_is_doubtful_as_the_query_and_the_records_do(
    opened, coverage, quote
):
    late = {"id": "w", "title": "W", "publisher": "P", "published": "2025-04-14"}
    quotes = [
        quote("sound", source="w", date="2025-04-13"),
        quote("doubtful", source="w", date="2025-04-15"),
        quote("ignored", source="w", date="2025-04-15", ignore=["W507"]),
    ]
    tables = {"event": {"id": "e", "name": "E"}, "sources": [late], "quotes": quotes}
    archive = opened(coverage(tables))
    page = archive.search(Search(And(), "quotes"))
    by_query = archive.search(Search(Facet("has", "doubts"), "quotes")).hits
    assert {address.id for address in page.doubtful} == {"doubtful"}
    assert [hit.address.id for hit in by_query] == ["doubtful"]
    for hit in page.hits:
        found = is_doubtful(hit.record, "e", finder(hit.linked))
        assert found is (hit.address in page.doubtful)
    # Fetched a second time, it comes from what is kept.
    assert archive.search(Search(And(), "quotes")).doubtful == page.doubtful
