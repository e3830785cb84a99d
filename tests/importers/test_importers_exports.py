"""Exports of programmes in the shapes that producers write today: nothing is lost uncounted."""

import pytest
from format_samples import imported, of_kind

pytestmark = pytest.mark.pure

ITEM = {
    "guid": "g1",
    "code": "ABC3DE",
    "id": 101,
    "slug": "ports-101",
    "date": "2030-05-01T10:00:00+02:00",
    "start": "10:00",
    "duration": "00:30",
    "room": "Hall",
    "title": "On cables",
    "type": "Keynote",
    "max_participants": 20,
    "do_not_record": False,
    "logo": None,
    "feedback_url": "https://talks.example/f",
    "persons": [
        {"code": "XYZ9AB", "name": "Lin Mei", "avatar": "a.png", "biography": "b", "answers": []}
    ],
}


def test_what_a_programme_says_of_items_and_people_has_a_place_or_is_counted():
    day = {"date": "2030-05-01", "rooms": {"Hall": [ITEM]}}
    conference = {"title": "Forum", "days": [day]}
    result = imported({"schedule": {"conference": conference}})
    assert result.unplaced == {
        "feedback_url": 1,
        "max_participants": 1,
        "persons.avatar": 1,
        "persons.biography": 1,
    }


def test_elements_of_a_programme_that_nobody_knows_are_counted():
    result = imported(
        "<schedule><conference><title>Forum</title></conference><day><room name='Hall'>"
        "<event id='1'><title>A</title><slug>a</slug><stream>https://x.example</stream>"
        "<links><link href='https://x.example'>x</link></links><attachments/>"
        "<recording><license>CC</license></recording></event></room></day></schedule>"
    )
    assert result.unplaced == {"stream": 1, "links": 1, "recording_license": 1}


def moment(day, hour):
    return {"date": day, "time": hour, "tz": "Europe/Vienna"}


CONTRIBUTION = {
    "db_id": 303,
    "id": "3",
    "title": "On cables",
    "startDate": moment("2030-05-01", "10:00:00"),
    "endDate": moment("2030-05-01", "10:30:00"),
    "session": "Trade",
    "speakers": [{"first_name": "Mei", "last_name": "Lin", "affiliation": "Port Club"}],
}


def test_indico_has_contributions_in_sessions_and_sessions_without_any():
    pause = {"id": "9", "title": "Opening", "startDate": moment("2030-05-01", "09:00:00")}
    event = {
        "_type": "Conference",
        "title": "Forum",
        "timezone": "Europe/Vienna",
        "chairs": [{"fullName": "Okoro, Ada"}],
        "contributions": [CONTRIBUTION],
        "sessions": [
            {"title": "Trade", "conveners": [{"name": "Ek"}], "contributions": [CONTRIBUTION]},
            pause,
        ],
    }
    result = imported({"results": [event]})
    titles = {key: fields["title"] for key, fields in of_kind(result, "sessions").items()}
    assert titles == {"303": "On cables", "9": "Opening"}
    assert result.unplaced == {"session": 1, "chairs": 1, "conveners": 1}
    assert [fields["name"] for fields in of_kind(result, "speakers").values()] == ["Mei Lin"]


def test_a_timetable_of_indico_has_its_entries_by_day_and_session():
    talk = {
        "_type": "ContribSchEntry",
        "contributionId": 3,
        "title": "On cables",
        "startDate": moment("2030-05-01", "10:00:00"),
        "presenters": [{"firstName": "Mei", "familyName": "Lin", "emailHash": "x"}],
    }
    session = {"_type": "SessionSchEntry", "title": "Trade", "entries": {"c3": talk}}
    pause = {"_type": "BreakSchEntry", "id": "b1", "title": "Coffee"}
    result = imported({"results": {"77": {"20300501": {"s4": session, "b1": pause}}}})
    assert of_kind(result, "sessions") == {
        "3": {
            "title": "On cables",
            "date": "2030-05-01",
            "start": "2030-05-01T10:00:00+02:00",
            "speakers": [("speakers", "Mei Lin")],
        },
        "b1": {"title": "Coffee"},
    }


SPEAKER = {"type": "speaker", "id": "7"}
RELATED = {
    "jsonapi": {"version": "1.0"},
    "data": [
        {
            "type": "session",
            "id": "42",
            "attributes": {
                "title": "On cables",
                "starts-at": "2030-05-01T09:00:00+02:00",
                "short-abstract": "<p>Short.</p>",
            },
            "relationships": {
                "speakers": {"data": [SPEAKER]},
                "microlocation": {"data": {"type": "microlocation", "id": "9"}},
                "track": {"data": None},
            },
        }
    ],
    "included": [
        {**SPEAKER, "attributes": {"name": "Lin Mei", "position": "Head", "email": "x"}},
        {"type": "microlocation", "id": "9", "attributes": {"name": "Hall A"}},
    ],
}


def test_open_event_names_people_and_rooms_by_relations():
    result = imported(RELATED)
    assert of_kind(result, "sessions") == {
        "42": {
            "title": "On cables",
            "date": "2030-05-01",
            "start": "2030-05-01T09:00:00+02:00",
            "place": "Hall A",
            "speakers": [("speakers", "7")],
            "description": "Short.",
        }
    }
    assert of_kind(result, "speakers")["7"]["roles"] == [{"title": "Head"}]
    assert result.unplaced == {"email": 1}


def test_the_speakers_of_open_event_may_be_exported_alone():
    attributes = {"name": "Lin Mei", "organisation": "Port Club"}
    alone = {"jsonapi": {}, "data": [{**SPEAKER, "attributes": attributes}]}
    assert of_kind(imported(alone), "speakers")["7"]["name"] == "Lin Mei"


def test_what_the_head_of_a_programme_says_and_has_no_place_is_counted():
    conference = {
        "acronym": "p",
        "title": "Ports",
        "subtitle": "of all",
        "logo": "x.png",
        "days": [],
    }
    result = imported({"schedule": {"conference": conference}})
    assert result.unplaced == {"conference.subtitle": 1, "conference.logo": 1}
    calendar = (
        "BEGIN:VCALENDAR\r\nX-WR-CALDESC:All\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Ports\r\n"
        'LOCATION:"Hall" <hall@x.example>\r\nDTSTART:20300504T090000Z\r\nEND:VEVENT\r\n'
        "END:VCALENDAR\r\n"
    )
    result = imported(calendar)
    assert result.unplaced == {"X-WR-CALDESC": 1}
    assert [each["place"] for each in of_kind(result, "sessions").values()] == ['"Hall"']


def test_a_table_of_wikidata_has_names_beside_addresses():
    table = (
        "person,personLabel,positionLabel,start\n"
        "http://w.example/Q1,Lin Mei,Minister,2029-01-01\nhttp://w.example/Q2,Bo Ek,Mayor,\n"
    )
    speakers = of_kind(imported(table, "people.csv"), "speakers")
    assert [(each["name"], each["roles"][0]["title"]) for each in speakers.values()] == [
        ("Lin Mei", "Minister"),
        ("Bo Ek", "Mayor"),
    ]


def test_a_table_of_everypolitician_is_people_and_its_parties_are_counted():
    table = (
        'id,name,sort_name,email,group,wikidata\n1,Lin Mei,"Lin, Mei",l@x.example,PP,Q1\n'
        '2,Bo Ek,"Ek, Bo",,CP,Q2\n'
    )
    result = imported(table, "term.csv")
    assert [each["name"] for each in of_kind(result, "speakers").values()] == ["Lin Mei", "Bo Ek"]
    assert result.unplaced["group"] == 2
    assert "l@x.example" not in result.text


def test_who_moderates_in_a_table_takes_part_as_moderator():
    table = (
        "Event Name,Event Start,Speakers,Moderators,Venue\n"
        "Ports,2030-05-12 10:00,Lin Mei; Bo Ek,Ann Lee,Hall\nCables,2030-05-12 11:00,Bo Ek,,Hall\n"
    )
    sessions = of_kind(imported(table, "sched.csv"), "sessions")
    parts = [each.get("role") for each in sessions["Ports"]["speakers"] if isinstance(each, dict)]
    assert (len(sessions["Ports"]["speakers"]), parts) == (3, ["moderator"])
