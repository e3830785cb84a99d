"""How the hits divide, and what is left once a value is chosen."""

import pytest

from summit_tui.app import queries
from summit_tui.app.view import Choice, View
from summit_tui.archive import FacetValue
from summit_tui.archive.query.tree import And, Facet


async def choose(reader, label):
    """Put the cursor of the facets on a value and press Enter."""
    facets = reader.browse.facets
    labels = [getattr(row, "label", None) for row in facets._rows]
    facets.cursor = labels.index(label)
    await reader.press("enter")


def counts(reader):
    """Return the values of all facets with their counts."""
    rows = reader.browse.facets._rows
    return {row.label: row.count for row in rows if not isinstance(row, str)}


async def test_facets_count_the_hits(browsing, small):
    async with browsing(small, pane=4, size=(120, 40)) as reader:
        assert counts(reader)["paraphrase"] == counts(reader)["Lin Mei"] == 2
        assert counts(reader)["Eastern Asia"] == 2
        assert counts(reader)["cables"] == 2
        for heading in ("MODE", "SPEAKER", "DELEGATION", "REGION", "TOPIC", "SOURCE"):
            assert heading in reader.facets
        await reader.type("repairs")
        assert counts(reader)["partial"] == counts(reader)["paraphrase"] == 1
        assert counts(reader)["Lin Mei"] == counts(reader)["Ada Okoro"] == 1
        assert "Youth Council" not in counts(reader)


async def test_one_event_is_nothing_to_choose_between_and_two_are(browsing, coverage):
    async with browsing(coverage(folder="all/one"), pane=4, size=(120, 60)) as reader:
        assert "EVENT" not in reader.facets
    coverage({"event": {"id": "other", "name": "Other"}, "quotes": []}, folder="all/two")
    second = {"event": {"id": "other", "name": "Other"}, "speakers": [{"id": "x", "name": "X"}]}
    folder = coverage(second, folder="all/two").parent
    async with browsing(folder, pane=3, size=(120, 60)) as reader:
        assert "EVENT" in reader.facets
        assert counts(reader)["Other"] == 1


async def test_minus_leaves_a_value_out_and_minus_again_lets_it_in(browsing, small):
    async with browsing(small, pane=4) as reader:
        before = reader.hits
        await reader.press("f")
        labels = [getattr(row, "label", None) for row in reader.browse.facets._rows]
        reader.browse.facets.cursor = labels.index("Lin Mei")
        await reader.press("minus")
        assert set(before) - set(reader.hits) == {"later", "direct"}
        assert "− Lin Mei" in reader.facets
        assert "Without Lin Mei · F clears" in reader.status
        await reader.press("minus")
        assert reader.hits == before


async def test_facets_narrow_each_other_until_they_are_cleared(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("f")
        assert reader.browse.facets.has_focus
        await choose(reader, "Lin Mei")
        assert reader.hits == ["later", "direct"]
        assert reader.browse.facets.has_focus
        assert "Only Lin Mei · F clears" in reader.status
        await choose(reader, "cables")
        assert reader.hits == ["direct"]
        assert "✓ Lin Mei" in reader.facets
        assert "✓ cables" in reader.facets
        await choose(reader, "Lin Mei")
        assert reader.hits == ["direct", "partial"]
        await reader.press("F")
        assert len(reader.hits) == 4
        assert "✓" not in reader.facets


async def test_the_filter_holds_in_every_pane_and_for_the_counts(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("f")
        await choose(reader, "Africa")
        assert "4 Quotes 1" in reader.panes
        await reader.press("3")
        assert reader.hits == ["okoro"]


async def test_a_chosen_value_that_no_hit_has_stays_to_be_dropped(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("f")
        await choose(reader, "direct")
        await reader.type("youth")
        assert reader.hits == []
        assert counts(reader)["direct"] == 0
        assert "Esc clears the query" in reader.list
        await reader.press("escape", "F")
        assert reader.hits == ["paraphrase"]


async def test_facets_are_in_the_history(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("f")
        await choose(reader, "direct")
        await reader.press("left_square_bracket")
        assert len(reader.hits) == 4
        await reader.press("right_square_bracket")
        assert reader.hits == ["direct"]


async def test_facets_open_over_the_list_where_there_is_no_room_beside_it(browsing, small):
    async with browsing(small, pane=4, size=(80, 24)) as reader:
        assert not reader.browse.facets.display
        await reader.press("f")
        assert reader.browse.facets.display
        assert not reader.browse.list_.display
        await choose(reader, "direct")
        await reader.press("f")
        assert reader.browse.list_.display
        assert reader.browse.list_.has_focus
        assert reader.hits == ["direct"]


async def test_moving_through_facets_leaves_the_record_alone(browsing, small):
    async with browsing(small, pane=4) as reader:
        shown = reader.shown
        await reader.press("f", "j", "j", "k")
        assert reader.shown == shown


async def test_further_values_of_one_facet_can_be_chosen_and_widen_the_hits(browsing, small):
    async with browsing(small, pane=4) as reader:
        before = {mode: counts(reader)[mode] for mode in ("direct", "partial", "paraphrase")}
        await reader.press("f")
        await choose(reader, "direct")
        assert reader.hits == ["direct"]
        assert before.items() <= counts(reader).items()
        assert counts(reader).keys() == before.keys()
        await choose(reader, "partial")
        assert reader.hits == ["direct", "partial"]
        assert before.items() <= counts(reader).items()
        assert "Only direct or partial · F clears" in reader.status
        await choose(reader, "direct")
        assert reader.hits == ["partial"]


async def test_the_counts_of_a_facet_obey_the_query_and_the_other_facets(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("f")
        await choose(reader, "Lin Mei")
        await choose(reader, "direct")
        assert {mode: counts(reader).get(mode) for mode in ("direct", "paraphrase", "partial")} == {
            "direct": 1,
            "paraphrase": 1,
            "partial": None,
        }
        assert counts(reader)["Lin Mei"] == 1
        assert "Only Lin Mei, direct · F clears" in reader.status
        await reader.type("repairs")
        assert sorted(counts(reader).items()) == [
            ("Lin Mei", 0),
            ("direct", 0),
            ("paraphrase", 1),
        ]


def values(number):
    """Return so many values of one facet, most frequent first."""
    return [
        FacetValue(Facet("topic", f"t{ordinal}"), f"t{ordinal}", 1_000 - ordinal)
        for ordinal in range(number)
    ]


def test_a_chosen_value_too_rare_to_be_told_among_all_keeps_its_count():
    class Many:
        """Tells only the two most frequent values, as an archive does with very many."""

        def facets(self, node, kind):
            facet_values = values(3) if node == And() else values(3)[2:]
            return {"topic": facet_values[:2], "mode": []}

    view = View("quotes", choices=(Choice(Facet("topic", "t2"), "t2"),))
    counts = queries.facets(Many(), view, view.limits())
    assert counts == {"topic": values(3), "mode": []}


async def test_a_chosen_value_beyond_those_listed_is_told_with_its_count(browsing, small):
    async with browsing(small, pane=4) as reader:
        reader.browse.facets.show_facets(
            {"topic": values(100)}, [Choice(Facet("topic", "t77"), "t77")]
        )
        assert counts(reader)["t77"] == 1_000 - 77
        assert "t76" not in counts(reader)
        assert "t0" in counts(reader)


@pytest.mark.parametrize("key", ["5", "slash", "left_square_bracket", "4"])
async def test_whoever_goes_elsewhere_leaves_the_facets_for_the_list(browsing, small, key):
    async with browsing(small, pane=4, size=(80, 24)) as reader:
        await reader.press("3", "f")
        assert not reader.browse.list_.display
        await reader.press(key)
        assert reader.browse.list_.display
        assert not reader.browse.facets.display
        assert reader.browse.focused in (reader.browse.list_, reader.browse.box)


@pytest.mark.parametrize(
    ("pane", "heading"), [(3, "SPEAKER"), (5, "DELEGATION"), (6, "SOURCE"), (1, "EVENT")]
)
async def test_a_pane_does_not_divide_what_it_lists_by_itself(browsing, small, pane, heading):
    async with browsing(small, pane=pane, size=(120, 60)) as reader:
        headings = [row for row in reader.browse.facets._rows if isinstance(row, str)]
        assert heading not in headings


async def test_a_chosen_record_can_be_dropped_in_the_pane_of_its_kind(browsing, small):
    async with browsing(small, pane=4, size=(120, 60)) as reader:
        await reader.press("f")
        await choose(reader, "Lin Mei")
        await reader.press("3")
        assert "✓ Lin Mei" in reader.facets
        assert "Ada Okoro" not in counts(reader)
