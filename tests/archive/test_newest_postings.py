"""A page of hits comes from the newest statements where these have enough, and is the same page."""

from itertools import product
from random import Random

import pytest

from summit_tui.archive import Search
from summit_tui.archive.query import parse
from summit_tui.archive.sqlite import newest_postings, postings, results
from summit_tui.archive.sqlite.fts_store import FtsStore
from summit_tui.archive.sqlite.indexer import build
from summit_tui.archive.sqlite.newest_postings import least_of, newest_size

WORDS = ("harbour", "harvest", "harm", "treaty", "trees", "cable", "国家", "国际")
SHARES = (0.5, 0.3, 0.2, 0.6, 0.2, 0.4, 0.3, 0.2)


@pytest.fixture
def speeches(opened, coverage, quote, monkeypatch):
    """Return a function that opens 160 statements; with `least`, an index of the newest of them."""
    monkeypatch.setattr(build, "_BATCH", 16)
    monkeypatch.setattr(results, "CAP", 4)
    monkeypatch.setattr(newest_postings, "_COUNTED", 5)
    monkeypatch.setattr(postings, "_LEAST", 100)
    random = Random(3)

    def text():
        chosen = [
            word for word, share in zip(WORDS, SHARES, strict=True) if random.random() < share
        ]
        return " ".join(random.sample(chosen, len(chosen))) or "nothing"

    quotes = [
        quote(f"q{number}", text=text(), mode=random.choice(["direct", "paraphrase"]))
        for number in range(160)
    ]
    folder = coverage({"event": {"id": "e", "name": "E"}, "quotes": quotes})

    def opener(least):
        monkeypatch.setattr(newest_postings, "LEAST", least)
        return opened(folder)

    return opener


QUERIES = [
    *("har", "harb", "harbour", "tre", "treaty", "ca", "国", "国家", '"har', "hc", "zz"),
    *(
        "har tre",
        "harvest tre",
        "cable OR tre",
        "mode:direct har",
        "har -treaty",
        "-har",
        "trees ha",
    ),
]


def test_a_page_from_the_newest_statements_is_that_of_all(speeches):
    with_newest, without = speeches(20), speeches(10_000)
    for text, typing, reverse in product(QUERIES, (False, True), (False, True)):
        search = Search(parse(text, typing=typing).node, "quotes", reverse=reverse)
        pages = [archive.search(search, limit=3) for archive in (with_newest, without)]
        expected, answer = [([hit.address for hit in page.hits], page.total) for page in pages]
        assert answer == expected, text


def test_words_that_enough_of_the_newest_statements_have_are_asked_of_nobody(speeches, monkeypatch):
    archive = speeches(20)

    def refuse(*_, **__):
        raise AssertionError

    monkeypatch.setattr(FtsStore, "matching", refuse)
    for text in ("harves", "treaty", "cable treat", "mode:direct treat", "国"):
        assert archive.search(Search(parse(text, typing=True).node, "quotes"), limit=3).hits
    with pytest.raises(AssertionError):
        archive.search(Search(parse("harbour harves treaty cable", typing=True).node, "quotes"))
    with pytest.raises(AssertionError):
        speeches(10_000).search(Search(parse("harves", typing=True).node, "quotes"))


def test_an_index_has_them_where_a_frequent_word_is_slow_to_find():
    assert newest_size(1_000_000, 800_000, 40_000, 10_000) == 90_000
    assert newest_size(10_000_000, 7_800_000, 400_000, 10_000) == 520_000
    assert newest_size(1_000_000, 80_000, 40_000, 10_000) == 0
    assert newest_size(500_000, 400_000, 20_000, 10_000) == 0
    assert least_of(10_000_000) == 39_063
