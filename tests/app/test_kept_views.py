"""Searches saved by name, and where a reader was: written, read again, and spoilt by others."""

import json

import pytest

from summit_tui.app.kept_views import (
    LastView,
    SavedSearches,
    last_view,
    pack,
    remember_last_view,
    unpack,
)
from summit_tui.app.view import Choice, View
from summit_tui.archive import Sort
from summit_tui.archive.query.tree import Facet, On, RefersTo
from summit_tui.model.kinds import Address

LIN = Address("wic", "speakers", "lin")
CHOICES = (
    Choice(Facet("mode", "direct"), "direct"),
    Choice(RefersTo(LIN), "Lin Mei", is_excluded=True),
    Choice(On(None), "No day stated"),
    Choice(On("2030-11-20"), "20 November 2030"),
)
VIEW = View(
    "quotes", "東盟 cable", CHOICES, Sort.SPEAKER, reverse=True, collapsed=True, address=LIN
)


def test_a_view_is_the_same_after_it_was_written_and_read():
    assert unpack(json.loads(json.dumps(pack(VIEW)))) == VIEW
    assert unpack(pack(View())) == View()


@pytest.mark.parametrize(
    "stored",
    [
        None,
        [],
        {},
        {"pane": 1, "query": "x", "choices": []},
        {"pane": "quotes", "query": "x", "choices": [["facet", "mode", "direct"]]},
        {"pane": "quotes", "query": "x", "choices": [[["record", "a/b"], "x", False]]},
    ],
)
def test_what_is_no_view_is_none_and_never_one_with_less_of_a_filter(stored):
    assert unpack(stored) is None


def test_a_pane_and_an_order_that_are_gone_are_the_usual_ones():
    packed = pack(VIEW) | {"pane": "weeks", "sort": "length", "address": "?"}
    assert unpack(packed) == VIEW._replace(sort=None, address=None)


def test_a_search_is_saved_under_a_name_for_every_program_and_removed_again(tmp_path):
    SavedSearches(tmp_path).save("东盟", VIEW)
    SavedSearches(tmp_path).save("cables", View(query="cable"))
    searches = SavedSearches(tmp_path)
    assert list(searches.all()) == ["cables", "东盟"]
    assert searches.named("东盟") == VIEW._replace(address=None)
    assert searches.named("cables").pane == "quotes"
    assert (tmp_path / "searches.json").stat().st_mode & 0o777 == 0o600
    assert searches.remove("cables").query == "cable"
    assert list(SavedSearches(tmp_path).all()) == ["东盟"]


@pytest.mark.parametrize("name", ["", "two words", "@x", "-x", "a" * 41, "a\x1bb"])
def test_a_name_that_could_not_be_typed_is_refused(tmp_path, name):
    with pytest.raises(ValueError, match="one word of at most 40 letters"):
        SavedSearches(tmp_path).save(name, VIEW)
    SavedSearches(tmp_path).save("a" * 40, VIEW)


def test_searches_that_cannot_be_read_are_not_written_over(tmp_path):
    path = tmp_path / "searches.json"
    newer = {"pane": "weeks", "query": 1, "choices": []}
    path.write_text(json.dumps({"later": newer}), "utf-8")
    SavedSearches(tmp_path).save("cables", View(query="cable"))
    SavedSearches(tmp_path).remove("cables")
    assert json.loads(path.read_text("utf-8")) == {"later": newer}
    for damaged in ("", "{", "[]"):
        path.write_text(damaged, "utf-8")
        with pytest.raises(ValueError, match="nothing is written over it"):
            SavedSearches(tmp_path).save("cables", View(query="cable"))
        assert path.read_text("utf-8") == damaged


def test_nothing_is_saved_of_nothing_and_nowhere(tmp_path):
    with pytest.raises(ValueError, match="no query"):
        SavedSearches(tmp_path).save("all", View("quotes"))
    with pytest.raises(ValueError, match="written"):
        SavedSearches(None).save("x", VIEW)
    assert SavedSearches(None).all() == {}


def test_a_name_that_is_nearly_one_is_asked_about(tmp_path):
    SavedSearches(tmp_path).save("cables", VIEW)
    with pytest.raises(ValueError, match="did you mean @cables"):
        SavedSearches(tmp_path).named("cabels")
    (tmp_path / "searches.json").write_bytes(b"\xff")
    with pytest.raises(ValueError, match=":save NAME"):
        SavedSearches(tmp_path).named("cabels")


def test_every_coverage_has_a_last_view_of_its_own(tmp_path):
    remember_last_view(tmp_path, [tmp_path / "a"], LastView(VIEW, (LIN,)))
    remember_last_view(tmp_path, [tmp_path / "b", "postgresql://x/y"], LastView(View("days")))
    assert last_view(tmp_path, [tmp_path / "a"]) == LastView(VIEW, (LIN,))
    assert last_view(tmp_path, ["postgresql://x/y", tmp_path / "b"]) == LastView(View("days"))
    assert last_view(tmp_path, [tmp_path / "b"]) is None
    (tmp_path / "last-views.json").write_text("[1]")
    assert last_view(tmp_path, [tmp_path / "a"]) is None
