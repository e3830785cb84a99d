"""Calendars: zones that nobody knows, folds inside characters, entries that recur, broken files."""

import pytest
from format_samples import document, imported, of_kind

from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.table import recognise

BEGIN = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n"


def entry(*lines, start="DTSTART:20300501T090000Z"):
    """Return an entry of a calendar."""
    return "\r\n".join(("BEGIN:VEVENT", start, *lines, "END:VEVENT")) + "\r\n"


def calendar(*entries, head=""):
    return BEGIN + head + "".join(entries) + "END:VCALENDAR\r\n"


def session(text, key="u1", **options):
    """Return the session of an entry."""
    return of_kind(imported(text, **options), "sessions")[key]


def test_an_entry_is_a_session():
    text = calendar(
        entry(
            "UID:u1",
            "SUMMARY:Ports\\, cables",
            "DTEND:20300501T103000Z",
            "LOCATION:Hall A",
            "CATEGORIES:Trade,Sea\\, land",
            "DESCRIPTION:<p>Words</p>",
        ),
        head="X-WR-CALNAME:Forum 2030\r\nX-WR-TIMEZONE:Asia/Shanghai\r\n",
    )
    result = imported(text)
    assert of_kind(result, "sessions")["u1"] == {
        "title": "Ports, cables",
        "date": "2030-05-01",
        "start": "2030-05-01T17:00:00+08:00",
        "end": "2030-05-01T18:30:00+08:00",
        "place": "Hall A",
        "topics": ["Trade", "Sea, land"],
        "description": "Words",
    }
    assert result.event == {"id": "forum-2030", "name": "Forum 2030"}
    assert result.unplaced == {}


def test_what_closed_a_direction_in_our_own_calendar_is_taken_off():
    fields = session(calendar(entry("UID:u1", "SUMMARY:\u202bקול\u2060\u202c", "LOCATION:x")))
    assert fields["title"] == "\u202bקול"


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "China Standard Time", '"Asia/Shanghai"'])
def test_a_zone_is_known_without_a_definition(zone):
    text = calendar(entry("UID:u1", "SUMMARY:A", start=f"DTSTART;TZID={zone}:20300501T090000"))
    assert session(text)["start"] == "2030-05-01T09:00:00+08:00"


def test_a_time_in_an_unknown_zone_is_a_day_whatever_the_calendar_says():
    text = calendar(
        entry("UID:u1", "SUMMARY:A", start="DTSTART;TZID=Nowhere/Harbour:20300501T090000"),
        head="X-WR-TIMEZONE:Asia/Shanghai\r\n",
    )
    result = imported(text)
    assert of_kind(result, "sessions")["u1"] == {"title": "A", "date": "2030-05-01"}
    assert result.times_without_zone == 1
    assert any("not known: Nowhere/Harbour" in remark for remark in result.remarks)


def test_a_floating_time_is_in_the_zone_of_its_own_calendar():
    floating = "DTSTART:20300501T090000"
    text = calendar(
        entry("UID:u1", "SUMMARY:A", start=floating), head="X-WR-TIMEZONE:Asia/Shanghai\r\n"
    ) + calendar(
        entry("UID:u2", "SUMMARY:B", start=floating), head="X-WR-TIMEZONE:Europe/Paris\r\n"
    )
    assert session(text)["start"].endswith("+08:00")
    assert session(text, "u2")["start"].endswith("+02:00")


def test_a_floating_time_without_a_zone_is_a_day():
    result = imported(calendar(entry("UID:u1", "SUMMARY:A", start="DTSTART:20300501T090000")))
    assert "start" not in of_kind(result, "sessions")["u1"]
    assert result.times_without_zone == 1


def test_an_entry_of_a_whole_day_is_a_day():
    text = calendar(
        entry(
            "UID:u1", "SUMMARY:A", "DTEND;VALUE=DATE:20300503", start="DTSTART;VALUE=DATE:20300501"
        )
    )
    assert session(text) == {"title": "A", "date": "2030-05-01"}
    assert imported(text).unplaced == {"DTEND": 1}


def test_a_fold_inside_a_character_costs_nothing():
    data = calendar(entry("UID:u1", "SUMMARY:林梅出席")).encode()
    middle = data.index("梅".encode()) + 1
    assert session(data[:middle] + b"\r\n " + data[middle:])["title"] == "林梅出席"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_hides_no_calendar(encoding):
    assert session(calendar(entry("UID:u1", "SUMMARY:é")), encoding=encoding)["title"] == "é"


def test_what_recurs_or_was_cancelled_is_left_out_and_counted():
    result = imported(
        calendar(
            entry("UID:u1", "SUMMARY:A", "RRULE:FREQ=DAILY"),
            entry("UID:u2", "SUMMARY:B", "RDATE:20300502T090000Z"),
            entry("UID:u3", "SUMMARY:C", "RRULE:FREQ=NEVER"),
            entry("UID:u4", "SUMMARY:D", "STATUS:CANCELLED"),
            entry("UID:u5", "SUMMARY:E", "RDATE:"),
        )
    )
    assert list(of_kind(result, "sessions")) == ["u5"]
    assert sorted(result.left_out.values()) == [1, 3]


def test_occasions_of_one_entry_are_told_apart():
    text = calendar(
        entry("UID:u1", "SUMMARY:A"), entry("UID:u1", "SUMMARY:A", "RECURRENCE-ID:20300502T090000Z")
    )
    assert len(of_kind(imported(text), "sessions")) == 2


def test_an_entry_without_an_id_has_the_key_of_what_it_says():
    text = calendar(entry("SUMMARY:A", "LOCATION:Hall"))
    assert list(of_kind(imported(text), "sessions")) == ["A\t2030-05-01 09:00:00+00:00\tHall"]


def test_who_is_invited_speaks_only_where_the_user_says_so_and_has_no_address():
    text = calendar(
        entry(
            "UID:u1",
            "SUMMARY:A",
            'ATTENDEE;CN="Mei, Lin":mailto:lin@example.invalid',
            "ATTENDEE;CN=bo@example.invalid:mailto:bo@example.invalid",
        )
    )
    result = imported(text)
    assert (of_kind(result, "speakers"), result.unplaced["ATTENDEE"]) == ({}, 1)
    people = imported(text, attendees_as_speakers=True).records
    assert "example.invalid" not in repr(people)
    assert [record.fields["name"] for record in people if record.kind == "speakers"] == ["Mei, Lin"]


def test_habits_of_older_calendars_are_understood():
    text = calendar(entry("UID:u1", "SUMMARY;CHARSET=UTF-8;ENCODING=8BIT:Café"))
    assert session(text)["title"] == "Café"


def test_a_broken_calendar_gives_the_entries_that_are_whole():
    text = calendar(
        entry("UID:u1", "SUMMARY:A", start="DTSTART:20300501T090000"),
        "X\r\n",
        head="X-WR-TIMEZONE:Asia/Shanghai\r\n",
    )
    result = imported(text)
    assert of_kind(result, "sessions")["u1"]["start"] == "2030-05-01T09:00:00+08:00"
    assert [problem.message for problem in result.problems] == [
        "the calendar is broken; its entries were read one by one"
    ]


def test_a_calendar_that_is_cut_off_gives_what_is_whole_and_says_the_rest():
    text = calendar(entry("UID:u1", "SUMMARY:A"), entry("UID:u2", "SUMMARY:B"))
    result = imported(text[: text.index("SUMMARY:B")])
    assert list(of_kind(result, "sessions")) == ["u1"]
    assert result.problems[0].message.startswith("1 entry has no end")


def test_a_time_that_cannot_be_read_is_said_and_costs_only_itself():
    result = imported(calendar(entry("UID:u1", "SUMMARY:A", start="DTSTART:2030-05-32")))
    assert of_kind(result, "sessions")["u1"] == {"title": "A"}
    assert [problem.message for problem in result.problems] == ["the DTSTART of A cannot be read"]


def test_a_calendar_of_nothing_but_ends_is_refused_by_a_sentence():
    with pytest.raises(UnreadableError, match="no entry of it is whole"):
        imported("END:VEVENT\r\nBEGIN:VCALENDAR\r\n")


def test_a_calendar_that_is_too_large_is_refused_before_it_is_read():
    with pytest.raises(UnreadableError, match="too large for a calendar"):
        imported(calendar().encode() + b" " * (1 << 24))


def test_a_text_that_speaks_of_calendars_is_none():
    recognised = recognise(document("We write BEGIN:VCALENDAR into the first line."))
    assert recognised is None or recognised[0].name != "ical"


def test_a_description_that_is_there_as_html_alone_is_taken_without_it():
    html = "X-ALT-DESC;FMTTYPE=text/html:<html><body><p>Cables <b>matter</b></p></body></html>\r\n"
    entry = (
        f"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:A\r\nDTSTART:20300504T090000Z\r\n{html}END:VEVENT\r\n"
    )
    result = imported(f"BEGIN:VCALENDAR\r\n{entry}END:VCALENDAR\r\n", "outlook.ics")
    assert of_kind(result, "sessions")["1"]["description"] == "Cables matter"
    assert result.unplaced == {}
