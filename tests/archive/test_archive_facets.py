"""What facets count, and what refers to a record."""

import pytest

from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And
from summit_tui.model.kinds import Address

EVENT = {"id": "e", "name": "Event E", "names": {"zh": "大会"}}


def values(archive, facet, kind="quotes", text=""):
    counted = archive.facets(parse(text).node, kind)[facet]
    return {value.label: value.count for value in counted}


@pytest.fixture
def archive(opened, coverage, quote):
    topics = [["AI", "ai", "Trade"], ["ai"], ["trade", "ＡＩ"], []]
    said = ["2025-04", "2025-04-14", "2025-04-14", None]
    quotes = [
        quote(f"q{n}", topics=topics[n], speaker="ann" if n else "ghost", mode="direct")
        | ({"date": said[n]} if said[n] else {"mode": "partial"})
        for n in range(4)
    ]
    return opened(
        coverage(
            {
                "event": EVENT | {"sources": ["s"]},
                "sessions": [{"id": "t", "title": "Talk", "speakers": ["ann"], "sources": ["s"]}],
                "speakers": [
                    {"id": "ann", "name": "Ann", "delegation": ["dx", "dy", "lost"]},
                    {"id": "bob", "name": "Bob", "roles": [{"title": "Chair", "source": "s"}]},
                ],
                "quotes": [*quotes, quote("q4", session="t", text="Another")],
                "delegations": [
                    {"id": "dx", "name": "X", "region": "Asia"},
                    {"id": "dy", "name": "Y", "region": "ASIA", "sources": ["s"]},
                ],
                "sources": [{"id": "s", "title": "S", "publisher": "Paper"}],
            }
        )
    )


@pytest.mark.parametrize(
    ("facet", "counts"),
    [
        ("mode", {"direct": 3, "partial": 1, "paraphrase": 1}),
        ("speaker", {"Ann": 4, "ghost": 1}),
        ("delegation", {"X": 4, "Y": 4, "lost": 4}),
        ("region", {"ASIA": 4}),
        ("topic", {"ai": 3, "Trade": 2}),
        ("source", {"Paper": 5}),
        ("event", {"Event E": 5}),
        ("day", {"2025-04-14": 2, "date not stated": 2, "2025-04": 1}),
    ],
)
def test_facets_count_each_record_once_a_value(archive, facet, counts):
    assert {key.casefold(): n for key, n in values(archive, facet).items()} == {
        key.casefold(): n for key, n in counts.items()
    }


def test_facets_count_only_what_the_query_finds(archive):
    assert values(archive, "mode", text="mode:direct -topic:trade") == {"direct": 1}
    assert values(archive, "speaker", text="another") == {"Ann": 1}
    assert values(archive, "topic", text="nothing-like-it") == {}
    assert values(archive, "delegation", "sessions") == {"X": 1, "Y": 1, "lost": 1}


def test_a_partial_date_is_a_value_of_its_own(archive):
    days = {value.label: value for value in archive.facets(And(), "quotes")["day"]}
    assert days["2025-04"].count == 1
    assert archive.counts(days["2025-04"].restriction)["quotes"] == 1


@pytest.mark.parametrize(
    ("address", "totals"),
    [
        ("e/event/e", {"sessions": 1, "speakers": 2, "quotes": 5, "delegations": 2, "sources": 1}),
        ("e/sources/s", {"event": 1, "sessions": 1, "speakers": 1, "quotes": 5, "delegations": 1}),
        ("e/speakers/ann", {"sessions": 1, "quotes": 4}),
        ("e/speakers/bob", {}),
        ("e/delegations/dx", {"sessions": 1, "speakers": 1, "quotes": 4}),
        ("e/sessions/t", {"quotes": 1}),
        ("e/quotes/q4", {}),
        ("e/speakers/ghost", {"quotes": 1}),
    ],
)
def test_neighbours_are_what_refers_to_a_record(archive, address, totals):
    neighbours = archive.neighbours(Address(*address.split("/")), limit=2)
    assert {group.kind: group.total.number for group in neighbours} == totals
    for group in neighbours:
        assert len(group.entries) == min(2, totals[group.kind])
        assert archive.counts(group.node)[group.kind] == totals[group.kind]


def test_ids_do_not_lead_into_another_event(opened, coverage, quote):
    speakers = [{"id": "ann", "name": "Ann"}]
    first = coverage({"event": {"id": "a", "name": "A"}, "speakers": speakers}, "a")
    second = coverage({"event": {"id": "b", "name": "B"}, "quotes": [quote("q")]}, "b")
    archive = opened(first, second)
    assert archive.neighbours(Address("a", "speakers", "ann")) == []
    assert values(archive, "speaker") == {"ann": 1}
    assert archive.get(Address("b", "quotes", "q")).link("speakers", "ann") is None


def test_an_entry_holds_what_it_refers_to(archive):
    entry = archive.get(Address("e", "quotes", "q4"))
    assert {kind for kind, _ in entry.linked} == {
        *["event", "sessions", "speakers", "delegations", "sources"]
    }
    assert entry.link("speakers", "ann").name == "Ann"
    assert entry.link("delegations", "lost") is None
    assert entry.link("sessions", None) is None


def test_an_entry_is_the_record_as_in_its_file(opened, coverage):
    folder = coverage()
    entry = opened(folder).get(Address("wic-2030", "speakers", "lin"))
    assert entry.data["roles"][0] == {
        "title": "Minister of Transport",
        "from": "2030-01",
        "to": "2030-06",
    }
    assert entry.record.roles[0].from_ == "2030-01"
    assert entry.path == str(folder / "speakers.json")
    assert entry.line == 1
