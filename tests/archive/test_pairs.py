"""Pairs of frequent Chinese characters: what has one is found at once, and nothing else is."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from summit_tui.archive.analysis.normalize import (
    COMMON_GRAMS,
    ROOM,
    common_grams,
    common_grams_of,
    normalize,
)
from summit_tui.archive.analysis.spelling import Spelling
from summit_tui.archive.query import parse
from summit_tui.archive.sqlite.compiler import compile_query
from summit_tui.archive.sqlite.fts_store import match_text

FREQUENT = "的一是不了"
RARE = "飓网x "


def signs(text):
    return {*common_grams(normalize(text)).split()}


def test_each_pair_is_one_character_that_no_word_contains():
    pairs = [*common_grams_of(list("的一是一的一"))]
    assert len(pairs) == 4
    assert all(len(pair) == 1 and COMMON_GRAMS <= ord(pair) < COMMON_GRAMS + ROOM for pair in pairs)


def test_a_pair_is_of_neighbours_in_their_order():
    assert signs("是的") != signs("的是")
    assert signs("是x的") == signs("是飓的") == signs("是") == signs("net") == set()


def test_both_scripts_have_the_same_pairs():
    assert signs("我們說") == signs("我们说") != set()


def test_what_stands_in_two_texts_is_no_pair():
    assert common_grams(normalize("是"), normalize("的")) == ""
    assert {*common_grams(normalize("是的"), normalize("我是的一")).split()} == signs(
        "是的"
    ) | signs("我是的一")


@given(st.text(FREQUENT + RARE), st.text(FREQUENT + RARE))
def test_a_text_has_the_pairs_of_every_part_of_it(text, part):
    assert signs(part) <= signs(f"{text}{part}") | signs(f"{part}{text}")
    if normalize(part) and f" {normalize(part)} " in f" {normalize(text)} ":
        assert common_grams_of(normalize(part).split()) <= signs(text)


def test_two_frequent_characters_are_sought_as_a_pair_and_longer_phrases_by_their_pairs():
    def sought(text):
        dictionary = SimpleNamespace(spellings=lambda term: [Spelling(term.tokens, term.prefix)])
        return match_text(compile_query(parse(text).node, dictionary))

    (pair,) = signs("是的")
    assert sought("是的") == f'"{pair}"'
    assert sought("是的飓") == f'("{pair}" AND "是 的 飓")'
    assert sought("role:是的") == f'("{pair}" AND role : "是 的")'
    assert sought("是飓") == '"是 飓"'
