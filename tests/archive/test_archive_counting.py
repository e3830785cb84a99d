"""What is frequent among many hits, and how it is kept."""

import sqlite3
from array import array
from collections import Counter
from contextlib import closing
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.archive import InterruptedSearchError
from summit_tui.archive.describe import GROUPS
from summit_tui.archive.query import parse
from summit_tui.archive.sqlite import facet_postings
from summit_tui.archive.sqlite.bitmaps import bitmap, docids, lanes
from summit_tui.archive.sqlite.facet_postings import DenseHits, FacetPostings, write_facet_postings
from summit_tui.archive.sqlite.facets import FacetCounts
from summit_tui.archive.sqlite.postings import frequent_keys
from summit_tui.archive.sqlite.schema import TABLES
from summit_tui.paths import bundled_coverage


def columns(values):
    """Return the columns of statements that have values of the first facet of each group."""
    known = sorted({*values, ()})
    codes = array("I", map(known.index, values))
    return {
        group: (len(known), [known, *[[()] * len(known)] * (len(facets) - 1)], codes)
        for group, facets in GROUPS.items()
    }


def counted(values, hits, limit):
    """Return what a facet is said to have, each with its number."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(TABLES)
        write_facet_postings(connection, columns(values), len(values))
        dense = DenseHits(bitmap(hits, len(values)), len(values))
        return FacetPostings(connection).most_frequent(dense, "source", limit)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 6))
def test_the_most_frequent_values_are_those_of_a_count(seed, limit):
    random = Random(seed)
    size, values = random.randint(1, 400), random.randint(1, 60)
    having = [
        tuple({int(values * random.random() ** 3) for _ in range(random.choice([0, 1, 1, 2]))})
        for _ in range(size)
    ]
    hits = sorted(random.sample(range(size), random.randint(1, size)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(facet_postings, "_CHUNK", random.choice([1, 10, 100]))
        patch.setattr(facet_postings, "_FEW", random.choice([1, 5, 1_000]))
        patch.setattr(facet_postings, "_BYTE", random.choice([3, 255]))
        patch.setattr(facet_postings, "_DENSE", random.choice([0, 8, 1_000]))
        patch.setattr(facet_postings, "_MANY", size * 2)
        patch.setattr(facet_postings, "_TOGETHER", random.choice([1, 3, 100]))
        counts = counted(having, hits, limit)
    expected = Counter(mark for rank in hits for mark in having[rank])
    assert list(counts.values()) == [n for _, n in expected.most_common(limit)]
    assert all(expected[mark] == number for mark, number in counts.items())


def test_the_first_of_equal_values_are_told_first():
    values = [(4,), (3,), (2,), (1,)] * 30
    assert list(counted(values, range(120), 3)) == [4, 3, 2]


def test_values_that_no_hit_has_are_not_told():
    assert counted([(1,), (2,)] * 50, range(0, 100, 2), 5) == {1: 50}


@pytest.mark.slow
def test_few_hits_of_many_small_values_are_better_looked_at_one_by_one():
    values = [(n // 3,) for n in range(3_000)]
    assert counted(values, range(0, 3_000, 30), 10) is None
    assert counted(values, range(0, 3_000, 2), 10)


@given(st.sets(st.integers(10, 99)), st.integers(0, 10))
def test_a_bitmap_has_the_bits_of_its_ranks(some, first):
    bits = bitmap(sorted(some), 100, first)
    assert [rank for rank in range(100) if bits << first >> rank & 1] == sorted(some)
    assert list(docids(bits << first, range(100))) == sorted(some)
    assert sum(lanes(bits, 100)) == len(some)


@pytest.mark.parametrize("many", [True, False])
def test_what_is_counted_can_be_interrupted_between_two_groups(opened, coverage, quote, many):
    quotes = [quote(f"q{n}", text="bridge") for n in range(40)]
    archive = opened(coverage({"event": {"id": "e", "name": "E"}, "quotes": quotes}))
    labelled = FacetCounts._labelled

    def interrupting(self, counts):
        archive.interrupt()
        return labelled(self, counts)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FacetCounts, "_labelled", interrupting)
        patch.setattr("summit_tui.archive.sqlite.results._FEW", 1 if many else 0)
        with pytest.raises(InterruptedSearchError):
            archive.facets(parse("bridge").node, "quotes")
    assert archive.facets(parse("bridge").node, "quotes")["event"][0].count == 40


def test_values_among_very_many_hits_are_counted_as_among_few(opened, monkeypatch):
    archive = opened(bundled_coverage())
    few = {kind: archive.facets(parse("a").node, kind) for kind in ("quotes", "speakers")}
    monkeypatch.setattr("summit_tui.archive.sqlite.facets._VERY_MANY", 0)
    for kind, values in few.items():
        many = archive.facets(parse("a").node, kind)
        assert {facet: {*of_facet} for facet, of_facet in many.items()} == {
            facet: {*of_facet} for facet, of_facet in values.items()
        }


def test_what_one_in_so_many_records_has_is_frequent(monkeypatch):
    monkeypatch.setattr("summit_tui.archive.sqlite.postings._LEAST", 0)
    some = [("bridge", "x" if n % 24 else "rare", "")[:3] for n in range(240)]
    keys = frequent_keys(some, 160_000)
    assert {"bridge", "bridge*", "x", "rare", "b*"} <= {*keys}
    assert "rare" not in frequent_keys([*some, *[("bridge", "")] * 40], 160_000)
    assert keys.index("bridge") < keys.index("bridge*") < keys.index("b*")
    assert frequent_keys([], 160_000) == []


def test_each_beginning_comes_right_behind_what_begins_with_it(monkeypatch):
    monkeypatch.setattr("summit_tui.archive.sqlite.postings._LEAST", 0)
    keys = frequent_keys([("bridge brass boat a ab", "国")], 160_000)
    for ordinal, key in enumerate(keys):
        begun = [n for n, other in enumerate(keys) if other != key and other.startswith(key[:-1])]
        if key.endswith("*"):
            assert begun == list(range(ordinal - len(begun), ordinal))


def test_of_few_records_nothing_is_frequent():
    assert frequent_keys([("bridge",)] * 10, 10) == []
