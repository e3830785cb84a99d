"""One person through several events: each year as its own record has it."""

import pytest

from summit_tui.app.links import edition_facts, edition_links, editions_of
from summit_tui.app.queries import facets
from summit_tui.app.rows import label_with_year, record_lines
from summit_tui.app.view import View
from summit_tui.archive import Search
from summit_tui.archive.query.tree import And, RefersTo
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.model.kinds import Address


def summit(id, name, start, speaker, statements=0, delegation=None):
    """Return a coverage of a speaker who said so much."""
    refers = {"speaker": "lin", "source": "wire", "mode": "paraphrase"}
    event = {"id": id, "name": name} | ({"start": start} if start else {})
    return {
        "event": event,
        "speakers": [{"id": "lin", "name": "Lin Mei"} | speaker],
        "delegations": [{"id": "nigeria", "name": "Nigeria"} | (delegation or {})],
        "sources": [{"id": "wire", "title": "Wire", "publisher": "Wire"}],
        "quotes": [
            {"id": f"q{number}", "text": f"{id} {number}"} | refers for number in range(statements)
        ],
    }


EVENTS = [
    summit(
        "a-2024",
        "Forum 2024",
        "2024-05",
        {"roles": [{"title": "Minister of Trade", "from": "2023", "to": "2024"}]},
        statements=2,
    ),
    summit(
        "b-2026",
        "Forum 2026",
        "2026",
        {"roles": [{"title": "Envoy"}, {"title": "Chair"}], "same_as": ["a-2024/speakers/lin"]},
        statements=1,
        delegation={"kind": "country", "same_as": ["a-2024/delegations/nigeria"]},
    ),
    summit("c", "Undated", None, {"same_as": ["b-2026/speakers/lin"]}),
    # A namesake that does not say to be the same.
    summit("d-2025", "Forum 2025", "2025", {"roles": [{"title": "Engineer"}]}, statements=3),
]


@pytest.fixture
def years(coverage, tmp_path):
    """Write all events side by side, and return their folder."""
    for event in EVENTS:
        coverage(event, folder=f"years/{event['event']['id']}")
    return tmp_path / "years"


@pytest.fixture
def archive(years):
    """Open all events."""
    archive_of_years = open_archive([years], None)
    yield archive_of_years
    archive_of_years.close()


def entry_and_editions(archive, *address):
    """Return the entry at an address and its editions."""
    entry = archive.get(Address(*address))
    return entry, editions_of(archive, entry)


def test_each_edition_is_a_line_with_the_capacity_of_its_own_record(archive):
    entry, editions = entry_and_editions(archive, "a-2024", "speakers", "lin")
    assert edition_facts(entry, editions) == [
        ("2026", "Forum 2026 · Envoy; Chair · 1 statement"),
        ("2024", "Forum 2024 · Minister of Trade (2023 – 2024) · 2 statements · shown here"),
        ("undated", "Undated · 0 statements"),
    ]


def test_a_delegation_has_editions_too(archive):
    entry, editions = entry_and_editions(archive, "b-2026", "delegations", "nigeria")
    assert edition_facts(entry, editions) == [
        ("2026", "Forum 2026 · country · 0 statements · shown here"),
        ("2024", "Forum 2024 · 0 statements"),
    ]
    assert [link.label for link in edition_links(entry, editions)] == ["2024"]


def test_a_speaker_has_one_value_through_all_events_and_a_namesake_another(archive):
    values = facets(archive, View("quotes"), And())["speaker"]
    namesake, united = sorted(values, key=lambda value: len(value.restrictions))
    assert (united.label, united.count) == ("Lin Mei", 3)
    assert {str(each.address) for each in united.restrictions} == {
        "b-2026/speakers/lin",
        "a-2024/speakers/lin",
    }
    assert (namesake.label, namesake.restrictions) == (
        "Lin Mei",
        (RefersTo(Address("d-2025", "speakers", "lin")),),
    )


def test_a_namesake_is_no_edition(archive):
    entry, editions = entry_and_editions(archive, "d-2025", "speakers", "lin")
    assert (editions, edition_facts(entry, editions)) == ([], [])
    (in_time,) = edition_links(entry, editions)
    assert in_time.view.pane == "days"
    assert [choice.label for choice in in_time.view.choices] == ["Lin Mei"]


@pytest.mark.parametrize("kind", ["quotes", "sources", "event"])
def test_other_records_have_no_editions(kind, archive):
    id = {"quotes": "q0", "sources": "wire", "event": "a-2024"}[kind]
    assert entry_and_editions(archive, "a-2024", kind, id)[1] == []


def test_the_statements_of_all_years_are_one_list(archive):
    entry, editions = entry_and_editions(archive, "c", "speakers", "lin")
    *others, quotes, in_time = edition_links(entry, editions)
    assert in_time.view.choices == quotes.view.choices
    assert [str(edition.view.address) for edition in others] == [
        "b-2026/speakers/lin",
        "a-2024/speakers/lin",
    ]
    assert (quotes.label, quotes.text) == ("3 quotes", "of all years")
    assert [choice.label for choice in quotes.view.choices] == [
        "Lin Mei 2026",
        "Lin Mei 2024",
        "Lin Mei undated",
    ]
    hits = archive.search(Search(quotes.view.limits(), "quotes")).hits
    assert sorted(hit.address.event for hit in hits) == ["a-2024", "a-2024", "b-2026"]


async def test_a_speakers_page_shows_every_year_and_leads_there(browsing, years):
    async with browsing(years, pane=3, size=(180, 40)) as reader:
        assert reader.shown == "b-2026/speakers/lin"
        assert "2026 Forum 2026 · Envoy; Chair · 1 statement · shown here" in reader.record
        assert "2024 Forum 2024 · Minister of Trade (2023 – 2024) · 2 statements" in reader.record
        assert "Engineer" not in reader.record
        await reader.click(*reader.locate("2024        Forum 2024", reader.browse.links))
        assert reader.shown == "a-2024/speakers/lin"
        await reader.click_on("of all years")
        assert reader.pane == "quotes"
        assert len(reader.hits) == 3


async def test_namesakes_of_several_years_are_told_apart_in_a_list(browsing, years):
    async with browsing(years, pane=3, size=(120, 40)) as reader:
        rows = [
            next(year for year in ("2026", "2025", "2024", "") if line.endswith(year))
            for line in reader.part_lines(reader.browse.list_)[1 : 3 * 4 : 3]
        ]
        assert rows == ["2026", "2025", "2024", ""]
        await reader.press("5")
        assert "2026" in reader.list
        await reader.press("4")
        assert "Lin Mei 2025 3" in reader.facets
        assert "Lin Mei 2024–2026 3" in reader.facets
        await reader.press("f", "j")
        assert "Lin Mei" in reader.facets


async def test_a_year_never_costs_a_name_its_room(browsing, years):
    async with browsing(years, pane=5, size=(60, 15)) as reader:
        entry = reader.browse.list_.entry(0)
        for width in range(120):
            name, below = record_lines(entry, width, (), shows_year=True)
            assert name.plain == "Nigeria"
            assert below.cell_length <= max(width, len("country"))
            assert below.plain.endswith("2026") == (width >= 20)
            assert record_lines(entry, width, ())[1].plain == "country"


@pytest.mark.parametrize("name", ["Lin Mei", "Tomasz Proloveanu-Weber", "世界互联网大会国际组织"])
def test_a_namesake_too_long_for_the_facets_is_cut_before_its_year(name):
    for width in range(8, 40):
        label = label_with_year(name, "2016", width)
        shown = label.plain.removesuffix(" 2016").rstrip()
        assert label.cell_length == width
        assert label.plain.endswith(" 2016")
        assert shown == name or (
            shown.endswith("…") and name.startswith(shown[:-1].rstrip()) and len(shown) > 1
        )


async def test_the_only_event_needs_no_year(browsing, coverage):
    async with browsing(coverage(EVENTS[1]), pane=3, size=(120, 40)) as reader:
        assert "Lin Mei" in reader.list
        assert "2026" not in reader.list
