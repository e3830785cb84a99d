"""iCalendar: what a calendar reads is what the file says, and nothing more."""

from datetime import UTC, date, datetime, timedelta

import pytest
from format_records import EVENT, RECORDS, entry_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from summit_tui.formats import holds, render
from summit_tui.model.text import value_line


def said(*entries):
    return "".join(render("icalendar", entries))


def session(**changes):
    return entry_of("sessions", **changes)


def read(*entries):
    return Calendar.from_ical(said(*entries))


def event(**changes):
    (component,) = read(session(**changes)).walk("VEVENT")
    return component


def test_a_session_with_its_hours_is_in_a_zone_that_the_calendar_defines():
    component = event()
    assert component["DTSTART"].to_ical() == b"20250414T093000"
    assert component["DTEND"].to_ical() == b"20250414T103000"
    assert component["DTSTART"].dt.astimezone(UTC) == datetime(2025, 4, 14, 1, 30, tzinfo=UTC)
    assert component["DTSTART"].params["TZID"] == "Etc/GMT-8"
    (zone,) = read(session(), session(id="two")).walk("VTIMEZONE")
    assert zone["TZID"] == "Etc/GMT-8"
    assert zone.walk("STANDARD")[0]["TZOFFSETTO"].td == timedelta(hours=8)


@pytest.mark.parametrize(
    ("offset", "zone"),
    [
        ("+08:00", "Etc/GMT-8"),
        ("-05:00", "Etc/GMT+5"),
        ("+05:30", "UTC+05:30"),
        ("-03:30", "UTC-03:30"),
        ("+14:00", "Etc/GMT-14"),
        ("-12:00", "Etc/GMT+12"),
        ("-13:00", "UTC-13:00"),
        ("+23:59", "UTC+23:59"),
    ],
)
def test_an_offset_names_no_place(offset, zone):
    start = f"2025-04-14T09:30:00{offset}"
    component = event(start=start, end=None)
    assert component["DTSTART"].params["TZID"] == zone
    assert component["DTSTART"].dt == datetime.fromisoformat(start)


@pytest.mark.parametrize("offset", ["Z", "+00:00", "-00:00"])
def test_utc_needs_no_zone(offset):
    document = said(session(start=f"2025-04-14 09:30{offset}", end=None))
    assert "DTSTART:20250414T093000Z\r\n" in document
    assert "VTIMEZONE" not in document
    assert "DTEND" not in document


def test_a_day_alone_is_a_whole_day():
    component = event(start=None, end=None)
    assert (component["DTSTART"].dt, component["DTEND"].dt) == (
        date(2025, 4, 14),
        date(2025, 4, 15),
    )


def test_the_last_day_there_is_has_no_day_after_it():
    component = event(start=None, end=None, date="9999-12-31")
    assert component["DTSTART"].dt == date.max
    assert "DTEND" not in component


@pytest.mark.parametrize("end", ["2025-04-14T09:30:00+08:00", "2025-04-14T01:00:00Z"])
def test_an_end_that_is_not_after_the_beginning_is_left_out(end):
    assert "DTEND" not in event(end=end)


@pytest.mark.parametrize(
    "entry",
    [
        *(entry_of(kind) for kind in RECORDS if kind != "sessions"),
        session(start=None, end=None, date=None),
        session(start=None, end=None, date="2025-04"),
        session(start=None, date="2025"),
        session(start=None, date=None),
    ],
    ids=lambda entry: str(entry.address),
)
def test_what_has_no_place_in_a_calendar_is_left_out(entry):
    assert not holds("icalendar", entry)
    assert said(entry) == ""
    assert said(entry, session()) == said(session())


def test_speakers_are_described_and_not_invited():
    document = said(session())
    assert "ATTENDEE" not in document
    assert "ORGANIZER" not in document
    assert "Speakers: John Lee (李家超), host" in event()["DESCRIPTION"]
    assert "Source: HKSAR Government" in event()["DESCRIPTION"]


def test_the_same_session_makes_the_same_bytes():
    assert said(session()) == said(session())
    assert event()["UID"] == f"{EVENT}/sessions/opening@summit-tui"
    assert event()["DTSTAMP"].dt == datetime(2025, 5, 1, tzinfo=UTC)
    bare = entry_of("sessions", without=("sources",))
    (component,) = read(bare).walk("VEVENT")
    assert component["DTSTAMP"].dt == datetime(2025, 4, 14, tzinfo=UTC)


TEXT = st.text(
    st.sampled_from('ab \\;,:"\n\r\t\x00\x1b\x85\u2028\u202e李')
    | st.characters(exclude_categories=("Cs",)),
    max_size=60,
).map(lambda text: f"x{text}")


@given(TEXT, TEXT, st.lists(TEXT, min_size=1, max_size=3))
@settings(max_examples=100, deadline=None)
@example("x\u202a", "x\u2067", ["x\u202a"])
def test_any_text_comes_back_on_one_line(title, place, topics):
    entry = session(title=title, titles=None, place=place, topics=topics, summary=title)
    document = said(entry)
    assert document.replace("\r\n", "").isascii() or "\n" not in document.replace("\r\n", "")
    assert "\r" not in document.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in document.split("\r\n"))
    (component,) = Calendar.from_ical(document).walk("VEVENT")
    assert component["SUMMARY"] == value_line(title)
    assert component["LOCATION"] == value_line(place)
    assert list(component["CATEGORIES"].cats) == [value_line(topic) for topic in topics]
    assert f"Summary: {value_line(title)}\n" in component["DESCRIPTION"]
