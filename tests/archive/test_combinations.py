"""Combinations of ids are numbered folder by folder, and come back in order."""

import pytest

from summit_tui.archive.sqlite.indexer import combinations
from summit_tui.archive.sqlite.indexer.combinations import EVERYWHERE, FolderCombinations


@pytest.fixture(params=["disk", "memory"])
def numbered(request, tmp_path):
    return FolderCombinations(tmp_path if request.param == "disk" else None)


def test_a_combination_has_one_number_in_its_folder_and_another_in_the_next(numbered):
    asked = [(0, ("a",)), (0, ("b",)), (0, ("a",)), (1, ("a",)), (EVERYWHERE, ()), (0, ("b",))]
    assert [numbered.number(*each) for each in asked] == [0, 1, 0, 2, 3, 1]
    assert list(numbered) == [(0, ("a",)), (0, ("b",)), (1, ("a",)), (EVERYWHERE, ())]
    assert len(numbered) == 4


def test_more_of_them_than_are_known_come_back_as_they_were_numbered(numbered, monkeypatch):
    monkeypatch.setattr(combinations, "KNOWN", 2)
    asked = [(number // 3000, (str(number),)) for number in range(9_000)]
    assert [numbered.number(*each) for each in asked] == list(range(9_000))
    assert numbered.number(EVERYWHERE, ()) == numbered.number(EVERYWHERE, ())
    assert [*numbered][:9_000] == asked


def test_what_returns_when_its_folder_is_forgotten_has_a_second_number(numbered, monkeypatch):
    monkeypatch.setattr(combinations, "KNOWN", 0)
    assert [numbered.number(folder, "a") for folder in (0, 1, 0, 0)] == [0, 1, 2, 2]
    assert list(numbered) == [(0, "a"), (1, "a"), (0, "a")]
