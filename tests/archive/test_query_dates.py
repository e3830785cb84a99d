"""Dates as people type them, in `date:` and as plain words."""

from datetime import date

import pytest

from summit_tui.archive.query import parse
from summit_tui.archive.query.ranges import reckoned
from summit_tui.archive.query.tree import DateRange, Or, Term
from summit_tui.archive.query.typed_dates import (
    AmbiguousDayError,
    days_of,
    is_begun,
    is_relative,
    plain_date,
)

TODAY = date(2025, 4, 16)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("15 April 2025", "2025-04-15", "2025-04-15"),
        ("15th of april, 2025", "2025-04-15", "2025-04-15"),
        ("Apr. 15, 2025", "2025-04-15", "2025-04-15"),
        ("April 2025", "2025-04-01", "2025-04-30"),
        ("Dec 2025", "2025-12-01", "2025-12-31"),
        ("２０２５年４月１５日", "2025-04-15", "2025-04-15"),
        ("2025年4月15號", "2025-04-15", "2025-04-15"),
        ("2025年2月", "2025-02-01", "2025-02-28"),
        ("2025年", "2025-01-01", "2025-12-31"),
        ("today", "2025-04-16", "2025-04-16"),
        ("Yesterday", "2025-04-15", "2025-04-15"),
        ("昨天", "2025-04-15", "2025-04-15"),
        ("last week", "2025-04-07", "2025-04-13"),
        ("last-week", "2025-04-07", "2025-04-13"),
        ("上週", "2025-04-07", "2025-04-13"),
        ("this week", "2025-04-14", "2025-04-20"),
        ("last month", "2025-03-01", "2025-03-31"),
        ("next year", "2026-01-01", "2026-12-31"),
        ("去年", "2024-01-01", "2024-12-31"),
        ("9999年12月", "9999-12-01", "9999-12-31"),
        ("15.4.2025", "2025-04-15", "2025-04-15"),
        ("15. 04. 2025", "2025-04-15", "2025-04-15"),
        ("3.4.2025", "2025-04-03", "2025-04-03"),
        ("15/4/2025", "2025-04-15", "2025-04-15"),
        ("4/15/2025", "2025-04-15", "2025-04-15"),
        ("4/4/2025", "2025-04-04", "2025-04-04"),
        ("2025-4-5", "2025-04-05", "2025-04-05"),
        ("2025/4/15", "2025-04-15", "2025-04-15"),
        ("2025.04.15", "2025-04-15", "2025-04-15"),
    ],
)
def test_a_date_is_understood_as_it_is_typed(typed, first, last):
    assert [tuple(map(str, days)) for days in days_of(typed, TODAY)] == [(first, last)]


@pytest.mark.parametrize(
    "typed", ["15 April", "April 15th", "4月15日", "15 apr", "15.4.", "15. 04.", "15/4"]
)
def test_a_day_without_a_year_is_that_of_every_year(typed):
    days = days_of(typed, TODAY)
    assert {(period.first.month, period.first.day) for period in days} == {(4, 15)}
    assert {1946, 2024, 2025, 2026} <= {period.first.year for period in days}
    assert all(period.first == period.last for period in days)


@pytest.mark.parametrize("typed", ["4/5/2025", "4/5", "12/1/2025"])
def test_figures_that_may_be_two_days_are_asked_about(typed):
    with pytest.raises(AmbiguousDayError):
        days_of(typed, TODAY)
    complaint = parse(f'date:"{typed}"').complaint
    assert " or " in complaint
    assert complaint.endswith("write the month as a word")


def test_figures_make_ranges_where_they_have_a_year():
    assert parse("date:14.4.2025..16/4/2025").node == DateRange("2025-04-14", "2025-04-16")


def test_the_last_day_of_february_is_in_some_years_only():
    assert {period.first.year % 4 for period in days_of("29 February", TODAY)} == {0}


@pytest.mark.parametrize(
    "typed",
    ["31 April", "30 February 2025", "13月1日", "40 May", "0 May", "31.4.", "15/15/2025", "0/4"],
)
def test_a_day_that_no_calendar_has_is_refused(typed):
    with pytest.raises(ValueError, match="no year"):
        days_of(typed, TODAY)
    assert "not in the calendar" in parse(f'date:"{typed}"').complaint


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "15",
        "mayor 5",
        "week",
        "15 people",
        "last",
        "月",
        "marching",
        "15.4",
        "1.2.3",
        "15.4.25",
    ],
)
def test_other_words_are_no_dates(typed):
    assert days_of(typed, TODAY) is None


@pytest.mark.parametrize(
    "words",
    [
        ["15", "April"],
        ["april", "15"],
        ["15", "May"],
        ["5", "may", "2025"],
        ["4月15日"],
        ["April", "2025"],
        ["3", "Mar"],
        ["march", "2025"],
        ["2025年4月15日"],
    ],
)
def test_some_words_can_only_be_a_date(words):
    assert plain_date(words)


@pytest.mark.parametrize(
    "words",
    [
        ["5", "may"],
        ["march", "5"],
        ["April"],
        ["may"],
        ["4月"],
        ["15"],
        ["5", "mar"],
        ["yesterday"],
        ["2025"],
        ["15", "people"],
        ["G", "20"],
        ["second", "May"],
    ],
)
def test_words_that_may_be_something_else_are_left_alone(words):
    assert not plain_date(words)


def test_plain_words_that_are_a_date_find_the_day_and_the_words():
    node = parse("15 April 2025").node
    assert isinstance(node, Or)
    assert DateRange("2025-04-15", "2025-04-15") in node.parts
    words = parse("“15” “April” “2025”").node
    assert words in node.parts
    assert parse("cable 15 April 2025").node.parts == (Term(("cable",)), node)


@pytest.mark.parametrize("text", ["speaker:(15 April)", "-15 April", '"15 April"', "15 -April"])
def test_a_field_a_minus_or_quotation_marks_leave_words_what_they_are(text):
    assert "DateRange" not in repr(parse(text).node)


def test_a_day_that_counts_from_today_is_one_only_where_it_is_the_whole_query():
    assert is_relative("last week")
    assert "DateRange" in repr(parse("last week").node)
    assert "DateRange" not in repr(parse("cable last week").node)
    assert "DateRange" in repr(parse("cable date:last-week").node)


def test_typed_dates_make_ranges_where_they_have_a_year():
    node = parse('date:"14 April 2025..2025年4月16日"').node
    assert node == DateRange("2025-04-14", "2025-04-16")
    assert parse('date:">=15 April 2025"').node == DateRange("2025-04-15", "9999-12-31")
    assert "needs its year" in parse('date:"14 April..15 April"').complaint


@pytest.mark.parametrize(
    "typed",
    [
        "15 Ap",
        "15 ",
        "yest",
        "last w",
        "4月1",
        "Apr",
        "April 1",
        "15 April 20",
        "15.",
        "15.4",
        "4/",
        "2025/4",
    ],
)
def test_a_date_that_is_not_finished_is_no_mistake_while_it_is_typed(typed):
    assert is_begun(typed)
    assert "is not a date" not in (parse(f'date:"{typed}', typing=True).complaint or "")


def test_a_word_that_begins_no_date_is_one_at_once():
    assert not is_begun("xyz")
    assert "is not a date" in parse("date:xyz", typing=True).complaint


def test_it_is_said_which_days_are_meant_where_they_count_from_today():
    week = DateRange("2025-04-07", "2025-04-13")
    said = "“last week” is 7–13 April 2025; the words are searched, too"
    assert reckoned("last week", week) == said
    note = parse("last week").note
    assert note is not None
    assert note.startswith("“last week” is ")
    assert parse("15 April").note is None
