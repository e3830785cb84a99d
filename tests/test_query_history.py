"""The queries that were asked are there again, also at the next start."""

import json

import pytest

from summit_tui.query_history import QueryHistory


def test_one_walks_back_and_forth_and_ends_at_what_one_has_typed(tmp_path):
    history = QueryHistory(tmp_path, [tmp_path / "a"])
    for query in ("one", "two", "two", "one", " ", "three"):
        history.remember(query)
    assert [history.walk(1, "typed") for _ in range(4)] == ["three", "one", "two", None]
    assert history.is_walked
    assert [history.walk(-1, "two") for _ in range(4)] == ["one", "three", "typed", None]
    assert not history.is_walked


def test_queries_are_kept_for_each_coverage_and_for_the_user_alone(tmp_path):
    state = tmp_path / "state"
    QueryHistory(state, [tmp_path / "a"]).remember("東盟")
    QueryHistory(state, [tmp_path / "b"]).remember("cable")
    assert QueryHistory(state, [tmp_path / "a"]).walk(1, "") == "東盟"
    assert QueryHistory(state, [tmp_path / "c"]).walk(1, "") is None
    assert (state / "queries.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_what_is_kept_is_bounded(tmp_path):
    history = QueryHistory(tmp_path, [tmp_path])
    for number in range(150):
        history.remember(f"query {number}")
    history.remember("x" * 5_000)
    (queries,) = json.loads((tmp_path / "queries.json").read_text("utf-8")).values()
    assert queries == [f"query {number}" for number in range(50, 150)]


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"a": 1}', b"\xff", b"[" * 100_000])
def test_a_file_that_cannot_be_read_is_as_good_as_none(tmp_path, content):
    (tmp_path / "queries.json").write_bytes(content)
    history = QueryHistory(tmp_path, [tmp_path])
    assert history.walk(1, "") is None
    history.remember("cable")
    assert history.walk(1, "") == "cable"


def test_without_a_state_folder_queries_last_as_long_as_the_program():
    history = QueryHistory()
    history.remember("cable")
    assert history.walk(1, "") == "cable"
