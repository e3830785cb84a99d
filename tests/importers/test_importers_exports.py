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
