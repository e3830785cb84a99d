"""A slip is guessed at, where what was meant is found and more often than what was typed."""

import json
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.archive.query import parse
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.archive.sqlite.suggest import one_edit_away

TEXTS = {
    "inclusive growth": 12,
    "inclusion of all": 3,
    "exclusive": 2,
    "Café trust": 4,
    "trusty": 1,
    "tryst": 1,
    "治理 governance": 30,
    "governanse": 1,
    "Governace": 2,
    "naive naïve": 1,
    "Zhang on cables": 3,
    "übermut": 2,
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    texts = [text for text, number in TEXTS.items() for _ in range(number)]
    more = {"mode": "paraphrase", "source": "s", "speaker": "ann"}
    quotes = [{"id": f"q{n}", "text": text, **more} for n, text in enumerate(texts)]
    speakers = [{"id": "ann", "name": "庄荣文"}]
    tables = {"event": {"id": "e", "name": "E"}, "speakers": speakers, "quotes": quotes}
    folder = tmp_path_factory.mktemp("texts")
    (folder / "all.json").write_text(json.dumps(tables), "utf-8")
    archive = open_archive([folder], None)
    yield archive
    archive.close()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("inclusve", "inclusive"),
        ("inclusivee", "inclusive"),
        ("inclusibe", "inclusive"),
        ("inlcusive", "inclusive"),
        ("INCLUSVE", "inclusive"),
        ("Cafë inclusve", None),
        ("Café trsut", "Café trust"),
        ("inclusve grwoth", "inclusive growth"),
        ("inclusve inclusion", None),
        ('"inclusve growth"', '"inclusive growth"'),
        ("“inclusve growth”", "“inclusive growth”"),
        ("(inclusve OR exclusve) growth", "(inclusive OR exclusive) growth"),
        ("governanse", "governance"),
        ("governace", "governance"),
        ("governanse 治理", "governance 治理"),
        ("trusty", None),
        ("tryst", None),
        ("naive", None),
        ("speaker:rongwne", "speaker:rongwen"),
        ("role:inclusve", None),
        ("-inclusve", None),
        ("caf", None),
        ("café", None),
        ("inclusivity", None),
        ("mode:direkt", None),
        ("date:2025", None),
        ("治里", None),
        ("ubermot", "ubermut"),
        ("covernance-free", None),
        ("inclusve*", "inclusive*"),
        ("", None),
        ('"', None),
        ("\x00inclusve", "\x00inclusive"),
        pytest.param("a" * 5_000, None, id="very long"),
    ],
)
def test_what_was_meant_is_guessed_or_nothing(archive, typed, meant):
    assert archive.suggest(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("inclus", None), ("inlcus", None), ("inlcusive", "inclusive"), ("growht", "growth")],
)
def test_a_word_that_is_being_typed_is_no_slip_while_others_begin_with_it(archive, typed, meant):
    assert archive.suggest(typed, typing=True) == meant


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet='inclusve grwoth OR()":-*治é', max_size=30), st.booleans())
def test_a_guess_always_finds_more_than_what_was_typed(archive, typed, typing):
    meant = archive.suggest(typed, typing=typing)
    if meant is not None:
        assert number_of_hits(archive, meant, typing) > number_of_hits(archive, typed, typing)


def number_of_hits(archive, text, typing):
    return sum(archive.counts(parse(text, typing=typing).node).values())


def is_one_edit(word, other):
    """Tell whether two words are one edit apart, by what their ends have in common."""
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    start = 0
    while word[start : start + 1] == other[start : start + 1] != "":
        start += 1
    word, other = word[start:], other[start:]
    swapped = word[1::-1] + word[2:] == other and len(word) > 1
    return swapped or other == word[1:] or word == other[1:] or word[1:] == other[1:]


def test_one_edit_is_what_a_comparison_of_two_words_says():
    words = ["".join(word) for size in range(1, 5) for word in product("abc", repeat=size)]
    for word in Random(5).sample(words, 40):
        near = one_edit_away(word)
        assert {other for other in words if other in near} == {
            other for other in words if is_one_edit(word, other)
        }


def test_a_letter_of_the_word_that_is_not_latin_counts_as_well():
    assert "форум" in one_edit_away("форуум")
    assert "оорум" in one_edit_away("форум")
