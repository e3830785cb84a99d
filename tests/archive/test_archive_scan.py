"""The archive answers as a scan of all records does, which knows nothing of an index."""

import json
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from archive_samples import Inventor, random_node, random_query
from archive_scan import Scan
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.archive import Sort, every_hit
from summit_tui.archive.opening import open_archive
from summit_tui.archive.query import And, Reference, parse
from summit_tui.archive.words.folding import fold
from summit_tui.kinds import KINDS, Address

SEEDS = st.integers(0, 1 << 32)


def opened(events):
    """Write each event into a folder of its own and open them all."""
    with TemporaryDirectory() as root:
        for tables in events:
            folder = Path(root, tables["event"]["id"])
            folder.mkdir()
            (folder / "all.json").write_text(json.dumps(tables), "utf-8")
        return open_archive([Path(root)], None)


def summit(random, size=12):
    events = [Inventor(random, f"e{n}").tables(size) for n in range(random.randint(1, 2))]
    return opened(events), Scan(events)


def addresses(entries):
    return [tuple(entry.address) for entry in entries]


def compare(archive, scan, node, random):
    """Compare totals in every kind, one kind's order, reversed too, and its facets."""
    found = {kind: scan.search(node, kind, Sort.CURATED) for kind in KINDS}
    assert archive.counts(node) == {kind: len(hits) for kind, hits in found.items()}
    kind, sort = random.choice([*KINDS, "quotes", "quotes"]), random.choice(list(Sort))
    expected = scan.search(node, kind, sort)
    assert addresses(every_hit(archive, node, kind, sort)) == expected
    assert addresses(every_hit(archive, node, kind, sort, reverse=True)) == expected[::-1]
    assert counted(archive.facets(node, kind)) == scan.facets(expected)
    for way in (1, -1):
        told = every_hit(archive, node, kind, sort, reverse=way < 0, folded=True)
        assert addresses(told) == scan.folded(expected[::way])
    quotes = len(scan.folded(found["quotes"]))
    assert archive.counts(node, folded=True) == archive.counts(node) | {"quotes": quotes}


def counted(facets):
    """Return the counts of a facet's values as the scan names them."""
    counts = Counter()
    for facet, values in facets.items():
        for value in values:
            name = value.mark if value.mark.startswith("ref=") else value.label
            if facet == "event":
                name = value.mark.removeprefix("event=")
            counts[facet, fold(name) if facet in ("topic", "region") else name] += value.count
    return counts


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_typed_queries_find_what_a_scan_finds(seed):
    random = Random(seed)
    archive, scan = summit(random)
    with closing(archive):
        assert not archive.info().problems
        for _ in range(6):
            query = parse(random_query(random), typing=random.random() < 0.5)
            compare(archive, scan, query.node, random)


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_any_tree_finds_what_a_scan_finds(seed):
    random = Random(seed)
    archive, scan = summit(random)
    with closing(archive):
        for _ in range(6):
            compare(archive, scan, random_node(random), random)


def at_any_size(random, patch):
    """Let what is frequent, and what is counted how, begin at other sizes than it does."""
    patch.setattr("summit_tui.archive.answering.bitmaps._LEAST", 0)
    patch.setattr("summit_tui.archive.making.indexing.ASKED", random.choice([3, 100]))
    patch.setattr("summit_tui.archive.answering.bitmaps._WIDTH", random.choice([1, 2, 100]))
    patch.setattr("summit_tui.archive.answering.bitmaps._AT_ONCE", random.choice([1, 10]))
    stride = random.choice([8, 16, 104])
    for module in ("making.grouping", "answering.tallies"):
        patch.setattr(f"summit_tui.archive.{module}.STRIDE", stride)
    patch.setattr("summit_tui.archive.answering.holders._BYTE", random.choice([2, 255]))
    first = random.choice([8, 16, 1_024])
    patch.setattr("summit_tui.archive.answering.matches._BEGINNINGS", (first, first * 2))
    patch.setattr("summit_tui.archive.answering.matches._AT_ONCE", random.choice([1, 2, 3, 100]))
    patch.setattr("summit_tui.archive.answering.entries._KEPT", random.choice([0, 2, 1_000]))
    patch.setattr("summit_tui.archive.answering.links._KEPT", random.choice([0, 2, 1_000]))
    patch.setattr("summit_tui.archive.answering.lexicon._TOPICS", random.choice([1, 1_000]))
    patch.setattr("summit_tui.archive.answering.hits.CAP", random.choice([1, 3, 20, 1_000]))
    patch.setattr("summit_tui.archive.answering.holders._CHUNK", random.choice([1, 5, 100]))
    patch.setattr("summit_tui.archive.answering.holders._FEW", random.choice([1, 3, 100]))
    patch.setattr("summit_tui.archive.answering.holders._DENSE", random.choice([0, 1, 100]))
    patch.setattr("summit_tui.archive.answering.holders._MANY", random.choice([1, 100]))
    share = random.choice([1, 2, 5, 1_000])
    patch.setattr("summit_tui.archive.answering.bitmaps._SHARE", share)
    patch.setattr("summit_tui.archive.answering.hits._FEW", random.choice([share, 1_000]))


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_what_is_frequent_is_found_and_counted_as_what_is_rare(seed):
    random = Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        at_any_size(random, patch)
        archive, scan = summit(random, 20)
        with closing(archive):
            for _ in range(4):
                query = parse(random_query(random), typing=random.random() < 0.7)
                compare(archive, scan, random.choice([query.node, random_node(random)]), random)


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_the_values_that_are_told_first_are_the_most_frequent_ones(seed):
    random = Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        at_any_size(random, patch)
        first = random.randint(1, 4)
        for module in ("answering.tallies", "answering.sqlite"):
            patch.setattr(f"summit_tui.archive.{module}.FIRST", first)
        archive, scan = summit(random, 20)
        with closing(archive):
            node = random.choice([random_node(random), parse("d", typing=True).node])
            if node == And():
                return
            hits = scan.search(node, "quotes", Sort.CURATED)
            expected = scan.facets(hits)
            for facet, values in archive.facets(node, "quotes").items():
                numbers = sorted(n for (name, _), n in expected.items() if name == facet)
                assert [value.count for value in values] == numbers[::-1][:first]


@pytest.mark.parametrize("text", ["d", "di", "digital", "z", "zr", "治", "digital dig", "-d d"])
def test_a_word_of_all_records_is_found_as_one_of_none(text):
    word = {"id": "s", "title": "digital 治理", "publisher": "zr"}
    quotes = [
        {"id": f"q{n}", "text": "digital dig 治", "mode": "direct", "speaker": "x", "source": "s"}
        for n in range(40)
    ]
    kinds = {kind: [] for kind in KINDS if kind != "event"}
    tables = kinds | {"event": {"id": "e0", "name": "E"}, "sources": [word], "quotes": quotes}
    events = [tables | {"readings": []}]
    with closing(opened(events)) as archive:
        scan = Scan(events)
        for typing in (True, False):
            compare(archive, scan, parse(text, typing=typing).node, Random(1))


@settings(max_examples=12, deadline=None)
@given(SEEDS)
def test_pages_join_into_all_hits_on_both_sides_of_the_cap(seed):
    random = Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        at_any_size(random, patch)
        patch.setattr("summit_tui.archive.answering.hits.CAP", 4)
        archive, scan = summit(random)
        for node in (And(), random_node(random), parse(random_query(random)).node):
            sort, reverse = random.choice(list(Sort)), random.random() < 0.5
            expected = scan.search(node, "quotes", sort)[:: -1 if reverse else 1]
            for start in range(len(expected) + 2):
                limit = random.randint(1, 6)
                for rows in (expected, scan.folded(expected)):
                    told = {"reverse": reverse, "folded": rows is not expected}
                    page = archive.search(node, "quotes", sort, start=start, limit=limit, **told)
                    assert addresses(page.hits) == rows[start : start + limit]
                    assert page.start == start
                    assert page.total.number == len(rows) or (
                        not page.total.exact and page.total.number <= min(4, len(rows))
                    )
        archive.close()


@settings(max_examples=12, deadline=None)
@given(SEEDS)
def test_the_mark_of_a_facet_finds_what_the_facet_counts(seed):
    random = Random(seed)
    archive, _ = summit(random)
    with closing(archive):
        node, kind = random_node(random), random.choice(KINDS)
        for values in archive.facets(node, kind).values():
            assert len({value.mark for value in values}) == len(values)
            assert [value.count for value in values] == sorted(
                (value.count for value in values), reverse=True
            )
            for value in values:
                narrowed = And((node, Reference(value.mark)))
                assert archive.counts(narrowed)[kind] == value.count


@settings(max_examples=12, deadline=None)
@given(SEEDS)
def test_a_record_knows_its_position_among_the_hits(seed):
    random = Random(seed)
    archive, scan = summit(random)
    with closing(archive):
        node, sort = random_node(random), random.choice(list(Sort))
        for event, kind, row in scan.records:
            hits = scan.search(node, kind, sort)
            place = Address(event, kind, row["id"])
            expected = hits.index(place) if place in hits else None
            assert archive.position(place, node, sort, reverse=False) == expected
            backward = None if expected is None else len(hits) - 1 - expected
            assert archive.position(place, node, sort, reverse=True) == backward
            for way in (1, -1):
                rows = scan.folded(hits[::way])
                same = [one for one in rows if scan.folded([one, place]) == [one]]
                row = rows.index((same or [place])[0]) if place in hits else None
                assert row == archive.position(place, node, sort, reverse=way < 0, folded=True)
