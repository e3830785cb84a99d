"""Programmes of frab and c3voc: two forms of one programme, and all that real ones break."""

import time

import pytest
from format_samples import document, imported, in_utc, of_kind

from summit_tui.importers.limits import UnreadableError


def schedule(*items, zone=None, days=None, **conference):
    """Return a schedule.json of items in one room of one day."""
    day = {
        "date": "2030-05-01",
        "day_start": "2030-05-01T08:00:00+02:00",
        "rooms": {"Hall": [*items]},
    }
    head = {"title": "Forum", "acronym": "forum30", "time_zone_name": zone, **conference}
    return {"schedule": {"version": "1", "conference": {**head, "days": days or [day]}}}


def item(key, **fields):
    """Return an item of a schedule.json."""
    return {"guid": key, "title": key.title(), "date": "2030-05-01T09:00:00+02:00", **fields}


XML = """<?xml version="1.0" encoding="utf-8"?>
<schedule><version/><conference><title>Forum</title><acronym>forum30</acronym></conference>
<day date="2030-05-01" start="2030-05-01T08:00:00+02:00" index="1"><room name="Hall">{}</room></day>
</schedule>"""


def sessions(result):
    return of_kind(result, "sessions")


def test_the_two_forms_of_one_programme_give_equal_records():
    xml = XML.format(
        '<event guid="g1" id="7"><room>Hall</room><title>Cables &amp; Ports</title>'
        "<type>keynote</type><date>2030-05-01T09:00:00+02:00</date><start>09:00</start>"
        "<duration>1:30</duration><track>Trade</track><abstract>Short.</abstract>"
        '<persons><person id="3">Lin Mei</person></persons></event>'
    )
    data = schedule(
        item(
            "g1",
            id=7,
            title="Cables & Ports",
            type="keynote",
            start="09:00",
            duration="01:30",
            track="Trade",
            abstract="Short.",
            room="Hall",
            persons=[{"id": 3, "public_name": "Lin Mei"}],
        )
    )
    first, second = imported(xml, "a.xml"), imported(data, "b.json")
    assert [record[:3] for record in map(_parts, first.records)] == [
        record[:3] for record in map(_parts, second.records)
    ]
    assert sessions(first)["g1"] == {
        "title": "Cables & Ports",
        "type": "keynote",
        "date": "2030-05-01",
        "start": "2030-05-01T09:00:00+02:00",
        "end": "2030-05-01T10:30:00+02:00",
        "place": "Hall",
        "topics": ["Trade"],
        "speakers": [("speakers", "3\tLin Mei")],
        "description": "Short.",
    }
    assert first.event == {"id": "forum30", "name": "Forum"}


def _parts(record):
    return record.kind, record.key, record.fields


def test_a_programme_is_recognized_whatever_its_file_is_called():
    assert sessions(imported(XML.format('<event id="1"><title>A</title></event>'), "notes.txt"))


def test_the_offset_of_a_moment_wins_over_the_zone_of_the_head():
    result = imported(schedule(item("a"), zone="UTC"))
    assert in_utc(sessions(result)["a"]["start"]) == "2030-05-01T07:00:00Z"
    assert any("another offset than UTC" in remark for remark in result.remarks)


def test_a_time_without_a_zone_is_a_day_and_is_counted():
    result = imported(schedule(item("a", date="2030-05-01T09:00:00")))
    assert sessions(result)["a"] == {"title": "A", "date": "2030-05-01", "place": "Hall"}
    assert result.times_without_zone == 1


@pytest.mark.parametrize(("zone", "option"), [("Asia/Shanghai", None), (None, "Asia/Shanghai")])
def test_a_time_without_an_offset_is_in_the_zone_that_is_named(zone, option):
    data = schedule(item("a", date="2030-05-01T09:00:00"), zone=zone)
    assert sessions(imported(data, timezone=option))["a"]["start"] == "2030-05-01T09:00:00+08:00"


@pytest.mark.parametrize("clock", ["2030-10-27T02:30:00", "2030-03-31T02:30:00"])
def test_an_hour_that_clocks_show_twice_or_never_is_left_out(clock):
    result = imported(schedule(item("a", date=clock), zone="Europe/Vienna"))
    assert "start" not in sessions(result)["a"]
    assert result.times_without_zone == 1


def test_a_night_talk_is_dated_by_its_start_and_not_by_the_day_of_the_programme():
    late = item("late", date="2030-05-02T00:30:00+02:00")
    by_clock = {"guid": "clock", "title": "Clock", "start": "00:30"}
    by_id = sessions(imported(schedule(late, by_clock)))
    assert by_id["late"]["date"] == "2030-05-02"
    assert by_id["clock"]["date"] == "2030-05-02"


def test_a_number_that_stands_for_several_names_is_several_people():
    people = [{"id": 5, "public_name": "Lin Mei"}], [{"id": 5, "public_name": "Ada Okoro"}]
    result = imported(schedule(item("a", persons=people[0]), item("b", persons=people[1])))
    assert {fields["name"] for fields in of_kind(result, "speakers").values()} == {
        "Lin Mei",
        "Ada Okoro",
    }


def test_one_name_with_two_ids_stays_two_people():
    people = [{"code": "AAA", "public_name": "Lin Mei"}, {"code": "BBB", "public_name": "Lin Mei"}]
    result = imported(schedule(item("a", persons=people)))
    assert set(of_kind(result, "speakers")) == {"AAA", "BBB"}


def test_a_key_that_stands_twice_is_two_occasions_in_any_order():
    first = item("a", date="2030-05-01T09:00:00+02:00")
    second = item("a", date="2030-05-02T09:00:00+02:00")
    third = item("a", date="2030-05-02T09:00:00+02:00", room="Annex")
    keys = {
        key: fields["date"]
        for key, fields in sessions(imported(schedule(first, second, third))).items()
    }
    assert len(keys) == 3
    assert keys["a"] == "2030-05-01"
    assert list(sessions(imported(schedule(third, second, first)))) == list(keys)


def test_what_is_printed_twice_is_one_session_and_said():
    result = imported(schedule(item("a"), item("a")))
    assert (len(sessions(result)), dict(result.left_out)) == (1, {"item that is there twice": 1})


def test_an_item_without_a_title_is_described():
    result = imported(schedule(item("a", title=" ", type="Workshop")))
    assert sessions(result)["a"]["title"] == "[Workshop, Hall, 2030-05-01 09:00]"
    assert result.titles_missing == 1


def test_only_a_word_of_ours_becomes_a_type_and_the_others_are_counted():
    result = imported(schedule(item("a", type="Panel"), item("b", type="Lightning Talk")))
    assert [fields.get("type") for fields in sessions(result).values()] == ["panel", None]
    assert result.unplaced["type"] == 1


def test_several_names_in_one_cell_are_kept_and_reported():
    names = [
        {"id": 1, "public_name": "Lin Mei and Ada Okoro"},
        {"id": 2, "public_name": "Bo, Minister"},
    ]
    result = imported(schedule(item("a", persons=names)))
    assert len(of_kind(result, "speakers")) == 2
    assert "kind" not in of_kind(result, "speakers")["2\tBo, Minister"]
    assert any(remark.startswith("2 names may be those of several") for remark in result.remarks)


def test_names_are_people_only_where_the_user_says_so():
    data = schedule(item("a", persons=[{"id": 1, "public_name": "Lin Mei"}]))
    assert of_kind(imported(data, persons=True), "speakers")["1\tLin Mei"]["kind"] == "person"


def test_the_second_edition_of_the_schedule_has_roles():
    people = [
        {"guid": "p1", "name": "Lin Mei", "role": "SPEAKER"},
        {"guid": "p2", "name": "Ada Okoro", "role": "CONTRIBUTOR"},
    ]
    talk = {
        "guid": "a",
        "title": "A",
        "start": "2030-05-01T09:00:00+02:00",
        "end": "2030-05-01T09:30:00+02:00",
        "room": {"name": "Hall", "guid": "r"},
        "track": {"slug": "trade"},
        "participants": people,
    }
    conference = {"title": "Forum", "tracks": [{"slug": "trade", "name": "Trade & Ports"}]}
    result = imported({"schedule": {"conference": conference, "events": [talk]}})
    assert sessions(result)["a"]["speakers"] == [
        {"speaker": ("speakers", "p1"), "role": "speaker"},
        ("speakers", "p2"),
    ]
    assert sessions(result)["a"]["topics"] == ["Trade & Ports"]
    assert result.unplaced["role"] == 1


def test_a_title_in_several_languages_is_the_first_and_those_of_the_others():
    talk = {"guid": "a", "title": {"en": "Ports", "de": "Häfen"}, "abstract": {"en": "All open"}}
    conference = {"title": {"de": "Forum"}}
    result = imported({"schedule": {"conference": conference, "events": [talk]}})
    assert sessions(result)["a"] == {
        "title": "Ports",
        "titles": {"de": "Häfen"},
        "description": "All open",
    }
    assert result.event["name"] == "Forum"


def test_a_home_made_programme_is_read_as_far_as_it_goes():
    result = imported(
        XML.format(
            '<event id="9"><title>A</title><date>2030-05-01T09:00:00Z</date><start>09:00</start>'
            "<duration></duration><person>Lin Mei</person></event>"
            '<event><title>B</title><start>25:00</start></event><event id="8"/>'
        )
    )
    assert len(sessions(result)) == 3
    assert sessions(result)["9"]["speakers"] == [("speakers", "Lin Mei")]
    assert any("written in UTC" in remark for remark in result.remarks)


def test_an_empty_programme_holds_nothing():
    result = imported(schedule())
    assert (list(result.records), dict(result.event)) == ([], {})


@pytest.mark.slow
def test_thirteen_hundred_sessions_are_read_in_two_seconds():
    event = (
        '<event guid="g{0}" id="{0}"><room>R{1}</room><title>Title {0}</title><type>talk</type>'
        "<date>2030-05-01T09:00:00+02:00</date><start>09:00</start><duration>00:30</duration>"
        "<abstract>&lt;p&gt;{2}&lt;/p&gt;</abstract><description>{2}</description>"
        '<persons><person id="{0}">Person {0}</person></persons></event>'
    )
    xml = XML.format("".join(event.format(n, n % 9, "Some words. " * 40) for n in range(1300)))
    start = time.process_time()
    assert len(sessions(imported(xml))) == 1300
    assert time.process_time() - start < 2


def test_what_is_printed_below_a_title_is_the_description_without_its_html():
    fields = {
        "subtitle": "A subtitle",
        "abstract": "<p>First &amp; second.</p><p>Third.</p>",
        "description": "<script>x</script><ul><li>Point</li></ul>",
    }
    assert sessions(imported(schedule(item("a", **fields))))["a"]["description"] == (
        "A subtitle\n\nFirst & second.\n\nThird.\n\nPoint"
    )


SESSIONIZE = {
    "sessions": [
        {
            "id": "7",
            "title": "Cables",
            "description": "Short.",
            "startsAt": "2030-05-01T09:00:00",
            "endsAt": "2030-05-01T09:30:00",
            "speakers": ["p1", "p2", "gone"],
            "roomId": 4,
            "categoryItems": [11],
            "isServiceSession": False,
            "isPlenumSession": True,
        },
        {"id": "8", "title": "Lunch", "startsAt": "2030-05-01T12:00:00", "isServiceSession": True},
    ],
    "speakers": [
        {
            "id": "p1",
            "firstName": "Mei",
            "lastName": "Lin",
            "fullName": "Mei Lin",
            "tagLine": "CEO",
        },
        {"id": "p2", "firstName": "Ada", "lastName": "Okoro", "fullName": "Bo Wagner", "bio": "…"},
    ],
    "rooms": [{"id": 4, "name": "Hall"}],
    "categories": [{"id": 1, "title": "Track", "items": [{"id": 11, "name": "Trade"}]}],
    "questions": [],
}


def test_sessionize_names_rooms_people_and_tracks_by_ids():
    result = imported(SESSIONIZE, timezone="Europe/Vienna")
    assert sessions(result) == {
        "7": {
            "title": "Cables",
            "date": "2030-05-01",
            "start": "2030-05-01T09:00:00+02:00",
            "end": "2030-05-01T09:30:00+02:00",
            "place": "Hall",
            "topics": ["Trade"],
            "speakers": [("speakers", "p1"), ("speakers", "p2")],
            "description": "Short.",
        },
        "8": {
            "title": "Lunch",
            "type": "other",
            "date": "2030-05-01",
            "start": "2030-05-01T12:00:00+02:00",
        },
    }
    assert of_kind(result, "speakers")["p1"] == {
        "name": "Mei Lin",
        "family_name": "Lin",
        "given_name": "Mei",
    }
    assert result.unplaced == {"isPlenumSession": 1, "speakers": 1, "tagLine": 1, "bio": 1}
    assert result.remarks == ("1 person has two names; the first is taken: Ada Okoro / Bo Wagner.",)


def test_what_people_say_of_themselves_is_a_role_only_where_the_user_says_so():
    assert imported(SESSIONIZE).times_without_zone == 2
    people = of_kind(imported(SESSIONIZE, taglines=True), "speakers")
    assert people["p1"]["roles"] == [{"title": "CEO"}]


def test_an_export_of_nothing_holds_nothing():
    empty = {"sessions": [], "speakers": [], "questions": [], "categories": [], "rooms": []}
    assert list(imported(empty).records) == []


def test_kotlinconf_and_open_event_have_other_names_for_the_same():
    kotlin = {
        "sessions": [
            {
                "id": "s",
                "title": "A",
                "speakerIds": ["p"],
                "location": "Room 1",
                "tags": ["JVM"],
                "startsAt": "2030-05-21T08:00",
                "endsAt": "2030-05-21T09:00",
            }
        ],
        "speakers": [{"id": "p", "name": "Lin Mei", "position": "Engineer at Harbour"}],
    }
    result = imported(kotlin)
    assert sessions(result)["s"]["topics"] == ["JVM"]
    assert of_kind(result, "speakers")["p"]["roles"] == [{"title": "Engineer at Harbour"}]
    open_event = {
        "sessions": [
            {
                "session_id": "s",
                "title": "",
                "track": {"id": 1, "name": "IoT"},
                "location": "Lab",
                "speakers": [{"id": 1, "name": "Lin Mei", "organisation": "Harbour"}],
                "start_time": "2030-03-18T01:30:00+00:00",
                "end_time": "2030-03-18T02:00:00+00:00",
            }
        ]
    }
    result = imported(open_event, timezone="Asia/Singapore")
    assert sessions(result)["s"]["title"] == "[Session, Lab, 2030-03-18 09:30]"
    assert of_kind(result, "speakers")["1"]["delegation"] == ("delegations", "Harbour")


@pytest.mark.slow
@pytest.mark.parametrize(
    "repeated", ["<!--", "<![", "<a ", '<a b="', "<p>", "<script>", "</", "&#", "<?"]
)
def test_html_that_never_ends_takes_no_longer_than_its_length(repeated):
    start = time.process_time()
    imported(schedule(item("a", abstract="<b>" + repeated * 100_000)))
    assert time.process_time() - start < 2


def test_a_bracket_that_is_no_tag_and_a_comment_are_told_apart():
    html = '<p title="a > b">1 < 2 &amp; 3</p><!-- gone --><script>x<y</script><li>d'
    assert sessions(imported(schedule(item("a", abstract=html))))["a"]["description"] == (
        "1 < 2 & 3\n\nd"
    )


def test_the_speakers_of_open_event_stand_alone_or_beside():
    people = {
        "speakers": [{"id": 1, "name": "Lin Mei", "organisation": "Harbour", "biography": "…"}]
    }
    assert list(of_kind(imported(people), "speakers")) == ["1"]
    programme = {
        "sessions": [
            {
                "session_id": "s",
                "title": "A",
                "start_time": "",
                "speakers": [{"id": 1, "name": "Lin Mei"}],
            }
        ]
    }
    assert set(sessions(imported(programme["sessions"]))) == {"s"}
    assert imported(people, beside=(document(programme),)).is_help
    result = imported(programme, beside=(document(people),))
    assert of_kind(result, "speakers")["1"]["delegation"] == ("delegations", "Harbour")


def test_an_event_that_ends_before_it_begins_has_no_days():
    result = imported(schedule(item("a"), start="2030-05-02", end="2030-05-01"))
    assert result.event == {"id": "forum30", "name": "Forum"}


INDICO = {
    "count": 1,
    "results": [
        {
            "_type": "Conference",
            "title": "Forum",
            "timezone": "Asia/Shanghai",
            "startDate": {"date": "2030-05-01", "time": "00:00:00", "tz": "UTC"},
            "contributions": [
                {
                    "db_id": 7,
                    "id": "1",
                    "title": "Cables",
                    "description": "<p>Short.</p>",
                    "startDate": {"date": "2030-04-30", "time": "17:00:00", "tz": "UTC"},
                    "endDate": {"date": "2030-04-30", "time": "17:30:00", "tz": "UTC"},
                    "roomFullname": "Hall",
                    "track": "Sea",
                    "speakers": [],
                    "primaryauthors": [
                        {"fullName": "Lin, Mei", "affiliation": "Harbour", "emailHash": "x"}
                    ],
                    "url": "https://example.org/7",
                }
            ],
        }
    ],
}


def test_authors_in_indico_are_no_speakers_unless_the_user_says_so():
    result = imported(INDICO)
    assert sessions(result)["7"] == {
        "title": "Cables",
        "date": "2030-05-01",
        "start": "2030-05-01T01:00:00+08:00",
        "end": "2030-05-01T01:30:00+08:00",
        "place": "Hall",
        "topics": ["Sea"],
        "description": "Short.",
    }
    assert of_kind(result, "speakers") == {}
    assert result.remarks == (
        "1 author is no speaker; --authors-as-speakers takes authors for speakers.",
    )
    assert of_kind(imported(INDICO, authors_as_speakers=True), "speakers") == {
        "Mei Lin": {
            "name": "Mei Lin",
            "family_name": "Lin",
            "given_name": "Mei",
            "delegation": ("delegations", "Harbour"),
        }
    }


def test_entities_and_a_file_that_is_cut_off_are_refused_by_a_sentence():
    bomb = (
        '<!DOCTYPE schedule [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>' + XML.partition("?>")[2].strip()
    )
    for text, reason in ((bomb, "defines entities"), (XML[:-40], "not well-formed XML")):
        with pytest.raises(UnreadableError, match=reason):
            imported(text)
