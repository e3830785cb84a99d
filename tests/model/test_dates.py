"""Days that are known in part, and the moments of sessions."""

from datetime import date

import pytest

from summit_tui.model.dates import (
    day_of_moment,
    is_before,
    is_moment_before,
    may_include,
    month_end,
)


@pytest.mark.parametrize(
    ("day", "other", "expected"),
    [
        ("2025-04-14", "2025-04-15", True),
        ("2025-04-14", "2025-04", False),
        ("2025-03", "2025-04", True),
        ("2025", "2025-04", False),
        ("2024", "2025-01-01", True),
        (None, "2025", False),
        ("2025", None, False),
    ],
)
def test_a_day_is_before_another_where_all_of_it_is(day, other, expected):
    assert is_before(day, other) is expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, True),
        ("2025", None, True),
        ("2025-04-15", None, False),
        (None, "2025-04-13", False),
        ("2025-04", "2025-04-14", True),
    ],
)
def test_a_span_may_include_what_neither_end_excludes(start, end, expected):
    assert may_include(start, end, "2025-04-14") is expected


def test_moments_are_ordered_across_zones():
    assert is_moment_before("2025-04-14T09:00:00+08:00", "2025-04-14T01:00:01Z")
    assert not is_moment_before("2025-04-14T09:00:00+08:00", "2025-04-14T01:00:00Z")
    assert day_of_moment("2025-04-13T23:00:00+08:00") == "2025-04-13"


@pytest.mark.parametrize(
    ("day", "end"),
    [("2025-04-14", "2025-04-30"), ("2024-02-29", "2024-02-29"), ("9999-12-01", "9999-12-31")],
)
def test_a_month_ends_on_its_last_day(day, end):
    assert month_end(date.fromisoformat(day)) == date.fromisoformat(end)
