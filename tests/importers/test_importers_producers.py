"""Files as programs of the field write them, each with what it has that others have not."""

import json
import zipfile

import pytest

from summit_tui.importers.document import Document
from summit_tui.importers.importer import ImportOptions
from summit_tui.importers.table import importer_named, recognise, unrecognized

TALK = {"id": 3, "title": "Ports", "start": "10:00", "duration": "00:30"}
VIEW = {
    "id": "200",
    "title": "Ports",
    "startsAt": "2030-05-04T09:00:00",
    "endsAt": "2030-05-04T10:00:00",
    "isServiceSession": False,
    "speakers": [{"id": "u9", "name": "Lin Mei"}],
    "categories": [{"name": "Track", "categoryItems": [{"id": 7, "name": "Trade"}]}],
    "roomId": 1,
    "room": "Hall",
}
SELECTORS = [{"type": "TextPositionSelector", "start": 1}]
SELECTORS += [{"type": "TextQuoteSelector", "exact": "We agreed"}]
NOTE = {
    "id": "a1",
    "uri": "https://x.example/1",
    "tags": ["ports"],
    "target": [{"source": "https://x.example/1", "selector": SELECTORS}],
}
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Ports\\, 2030\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "SUMMARY:Opening\r\nDTSTART:20300504T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def taken(tmp_path):
    """Return a function that recognizes and reads a text, bytes, or a value as JSON."""

    def read(content, name="file.txt", **options):
        path = tmp_path / name
        if not isinstance(content, str | bytes):
            content = json.dumps(content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        document = Document(path)
        importer, _ = recognise(document)
        return importer.name, importer.read(document, ImportOptions(**options))

    return read


def fields(imported, kind):
    return [dict(record.fields) for record in imported.records if record.kind == kind]


@pytest.mark.parametrize(
    "days",
    [
        [{"date": "2030-03-01", "rooms": {"Hall": [{**TALK, "persons": ["Lin Mei"]}]}}],
        [
            {
                "date": "2030-03-01",
                "rooms": [{"name": "Hall", "events": [{**TALK, "persons": ["Lin Mei"]}]}],
            }
        ],
    ],
)
def test_rooms_of_a_schedule_may_be_a_list_and_people_mere_names(taken, days):
    conference = {"acronym": "d", "title": "D", "days": days}
    name, imported = taken({"schedule": {"conference": conference}})
    assert (name, fields(imported, "speakers")) == ("frab", [{"name": "Lin Mei"}])
    (session,) = fields(imported, "sessions")
    assert (session["date"], session["place"]) == ("2030-03-01", "Hall")


def test_items_of_a_schedule_may_be_by_day_and_name_their_room_by_its_slug(taken):
    item = {"guid": "k", "title": "Ports", "start": "2030-03-01T10:00:00+01:00", "room": "hall"}
    schedule = {
        "conference": {"acronym": "e", "title": "E"},
        "rooms": [{"slug": "hall", "name": "Great Hall"}],
        "events": {"2030-03-01": [item]},
    }
    _, imported = taken({"schedule": schedule})
    assert fields(imported, "sessions")[0]["place"] == "Great Hall"


def test_a_schedule_in_xml_may_declare_a_namespace(taken):
    _, imported = taken(
        '<schedule xmlns="http://x.example/s"><conference><title>D</title></conference>'
        '<day date="2030-01-01"><room name="Hall"><event id="1"><title>Ports</title>'
        "<persons><person>Lin Mei</person></persons></event></room></day></schedule>"
    )
    assert [each["title"] for each in fields(imported, "sessions")] == ["Ports"]
    assert fields(imported, "speakers") == [{"name": "Lin Mei"}]


def test_the_name_of_a_calendar_has_no_escapes(taken):
    assert taken(CALENDAR)[1].event["name"] == "Ports, 2030"


@pytest.mark.parametrize(
    "view",
    [
        [{"date": "2030-05-04T00:00:00", "rooms": [{"name": "Hall", "sessions": [VIEW]}]}],
        [{"groupName": "All", "sessions": [VIEW]}],
    ],
    ids=["grid", "groups"],
)
def test_views_of_sessionize_are_programmes(taken, view):
    name, imported = taken(view, timezone="Europe/Vienna")
    (session,) = fields(imported, "sessions")
    assert (name, session["place"], session["topics"]) == ("sessionize", "Hall", ["Trade"])
    assert session["start"] == "2030-05-04T09:00:00+02:00"
    assert fields(imported, "speakers") == [{"name": "Lin Mei"}]


def test_speakers_of_sessionize_may_come_alone(taken):
    person = {"id": "u9", "firstName": "Mei", "lastName": "Lin", "fullName": "Mei Lin"}
    name, imported = taken([{**person, "sessions": [{"id": 1}]}])
    assert (name, fields(imported, "speakers")[0]["name"]) == ("sessionize", "Mei Lin")


def test_open_event_of_today_has_hyphens_and_places_of_its_own(taken):
    session = {
        "id": 1,
        "title": "Ports",
        "starts-at": "2030-05-04T09:00:00+00:00",
        "speakers": [{"id": 3, "name": "Lin Mei"}],
        "microlocation": {"name": "Hall"},
        "track": {"name": "Trade"},
    }
    name, imported = taken([session])
    (taken_session,) = fields(imported, "sessions")
    assert (name, taken_session["place"]) == ("sessionize", "Hall")
    assert taken_session["topics"] == ["Trade"]


@pytest.mark.parametrize(
    "value",
    [
        {"result": [{"id": "u", "name": "Lin Mei", "memberships": []}], "total": 1},
        {
            "@context": "http://popoloproject.com/contexts/person.jsonld",
            "id": "u",
            "name": "Lin Mei",
        },
    ],
    ids=["result", "context"],
)
def test_people_of_popolo_may_be_a_result_or_one_by_the_context(taken, value):
    name, imported = taken(value)
    assert (name, fields(imported, "speakers")[0]["name"]) == ("popolo", "Lin Mei")


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({"total": 1, "rows": [NOTE]}),
        json.dumps([NOTE]),
        f"{json.dumps(NOTE)}\n{json.dumps({**NOTE, 'id': 'a2'})}\n",
    ],
    ids=["rows", "list", "lines"],
)
def test_highlights_come_as_their_interface_gives_them(taken, content):
    name, imported = taken(content)
    assert name == "annotations"
    assert {proposal.exact for proposal in imported.proposals} == {"We agreed"}


def test_a_bibliography_joins_strings_and_names_languages_as_babel_does(taken):
    _, imported = taken(
        '@string{paper = "The Port Times"}\n'
        '@misc{a, title={Ports}, journal = paper # " of Wuzhen", langid = {ngerman},\n'
        "howpublished = {\\url{https://x.example/3_4}}, year = 2030}\n"
    )
    (source,) = fields(imported, "sources")
    assert source["publisher"] == "The Port Times of Wuzhen"
    assert (source["language"], source["url"]) == ("de", "https://x.example/3_4")


TABLES = {
    "office": (
        "Name,Title,Country,Code\nLin Mei,Minister,China,CHN\n",
        "speakers",
        {"name": "Lin Mei", "title": "Minister"},
    ),
    "optional": (
        (
            "Date,Time Start,Session Title,Room/Location (Optional),Speakers (Optional)\n"
            "05/04/2030,9:00 AM,Ports,Hall,Lin Mei\n05/14/2030,9:00 AM,End,Hall,Wu\n"
        ),
        "sessions",
        {"title": "Ports", "date": "2030-05-04", "place": "Hall"},
    ),
    "references": (
        (
            '"Key","Author","Title","Publication Title","Url","Date","Access Date"\n'
            '"A","Lin","Ports","The Times","https://x.example/1","2030-05-04","2030-05-06 08:00"\n'
        ),
        "sources",
        {"publisher": "The Times", "published": "2030-05-04"},
    ),
    "lines": (
        'Name;Funktion\n"Lin Mei";"Chair\nof board"\n',
        "speakers",
        {"name": "Lin Mei", "title": "Chair of board"},
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_conferences_and_reference_managers(taken, name):
    text, kind, expected = TABLES[name]
    record = fields(taken(text)[1], kind)[0]
    titles = [role["title"] for role in record.get("roles", ())]
    record |= {"title": titles[0]} if titles else {}
    assert {field: record[field] for field in expected} == expected


def test_days_that_may_have_either_order_stay_unknown(taken):
    _, imported = taken("Session,Date\nPorts,05/04/2030\nEnd,06/04/2030\n")
    assert "date" not in fields(imported, "sessions")[0]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf_16_is_known_without_its_mark(taken, encoding):
    _, imported = taken("name,role\nLin Mei,Minister\n李波,Chair\n".encode(encoding))
    assert [each["name"] for each in fields(imported, "speakers")] == ["Lin Mei", "李波"]


def test_what_is_binary_is_no_utf_16(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(bytes(range(256)) * 4)
    assert Document(path).is_binary


TRANSCRIPTS = {
    "subrip": (
        (
            "1\n00:00:01,000 --> 00:00:04,000\nLIN MEI: We agreed\n\n"
            "2\n00:00:04,500 --> 00:00:06,000\non ports.\n\n"
            "3\n00:00:06,500 --> 00:00:09,000\n>> WU: I <i>agree</i>.\n"
        ),
        "LIN MEI: We agreed on ports.\n\nWU: I agree.\n",
        ["LIN MEI", "WU"],
    ),
    "webvtt": (
        (
            "WEBVTT\n\nNOTE by x\n\n00:01.000 --> 00:04.000 align:end\n"
            "<v Lin Mei>We agreed.</v>\n\n"
            "00:04.500 --> 00:06.000\n<v.loud Wu Lan>I &amp; all agree.\n"
        ),
        "Lin Mei: We agreed.\n\nWu Lan: I & all agree.\n",
        ["Lin Mei", "Wu Lan"],
    ),
    "names in cues": (
        (
            "0:0:1.0 --> 0:0:4.0\nLin Mei\nWe agreed.\n0:0:4.5 --> 0:0:6.0\nWu\nI agree.\n"
            "0:0:7.0 --> 0:0:8.0\nLin Mei\nGood.\n"
        ),
        "Lin Mei: We agreed.\n\nWu: I agree.\n\nLin Mei: Good.\n",
        ["Lin Mei", "Wu"],
    ),
    "names and clocks": (
        "Lin Mei  0:01\nWe agreed.\n\nWu  0:20\nI agree.\n\nLin Mei  1:00:30\nGood.\n",
        "Lin Mei: We agreed.\n\nWu: I agree.\n\nLin Mei: Good.\n",
        ["Lin Mei", "Wu"],
    ),
    "clocks": (
        "[00:00:01] LIN MEI: We agreed.\n\n[00:00:20] WU: I agree.\n\n[00:00:30] LIN MEI: Good.\n",
        "[00:00:30] LIN MEI: Good.\n",
        ["LIN MEI", "WU"],
    ),
    "dialogue": (
        (
            "# Talk with Lin Mei\n\n**Lin Mei**: We agreed.\n\n**Interviewer**: And?\n\n"
            "**Lin Mei**: We paid.\n\n**Interviewer**: How?\n"
        ),
        "Lin Mei: We agreed.\n\nInterviewer: And?\n",
        ["Lin Mei"],
    ),
    "verbatim record": (
        (
            "The President: I call on Norway.\n\nMs. Juul (Norway): We agree.\n\n"
            "Mr. Lin (China) (spoke in Chinese): We do.\n\nThe President: I thank both.\n"
        ),
        "Ms. Juul (Norway): We agree.\n",
        ["Juul", "Lin"],
    ),
    "questions": (
        "Talk\n\nQ. Will you pay?\n\nA. Yes, we will.\n\nQ. When?\n\nA. Next year we will.\n",
        "Q. When?\n",
        [],
    ),
}


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_transcripts_in_other_forms(taken, name):
    text, kept, speakers = TRANSCRIPTS[name]
    form, imported = taken(text, "talk.md" if name == "dialogue" else "talk.txt")
    assert form in ("transcript", "subtitles")
    assert kept in imported.text
    assert [each["name"] for each in fields(imported, "speakers")] == speakers


def test_a_page_that_a_browser_saved_in_one_file_is_an_article(taken):
    words = "<p>" + "Lin Mei said that the ports would reopen before the summer. " * 6 + "</p>"
    _, imported = taken(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://x.example/1\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=B\r\n\r\n--B\r\n"
        "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        f'<!DOCTYPE html><html lang=3D"en"><head><title>Ports</title></head><body><article>'
        f"<h1>Ports</h1>{words}</article></body></html>\r\n--B--\r\n"
    )
    assert imported.source["url"] == "https://x.example/1"
    assert "would reopen before the summer." in imported.text
    assert "Blink" not in imported.text


def test_a_list_of_sessions_of_others_is_no_coverage_file(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"sessions": [{"subject": "Ports", "room": "1"}]}))
    assert "coverage file already" not in unrecognized(Document(path))
    path.write_text(json.dumps({"sessions": [{"id": "a", "title": "Ports"}]}))
    assert "coverage file already" in unrecognized(Document(path))


def test_cells_that_are_merged_over_rows_hold_what_the_first_does(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("python_calamine")
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Programme", "", ""], ["Date", "Session", "Room"], ["2030-05-04", "Ports", "A"]):
        sheet.append(row)
    sheet.append([None, "Cables", "B"])
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("A1:C1")
    book.save(tmp_path / "a.xlsx")
    assert zipfile.is_zipfile(tmp_path / "a.xlsx")
    imported = importer_named("table").read(Document(tmp_path / "a.xlsx"), ImportOptions())
    assert [each["date"] for each in fields(imported, "sessions")] == ["2030-05-04"] * 2


def read_book(tmp_path, *, counts_from_1904=False, **sheets):
    """Return what is in a file with sheets of rows; ranges are merged, “Hidden” is not seen."""
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("python_calamine")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, (rows, *ranges) in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name == "Hidden" else "visible"
        for row in rows:
            sheet.append(row)
        for each in ranges:
            sheet.merge_cells(each)
    if counts_from_1904:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        book.epoch = CALENDAR_MAC_1904
    book.save(tmp_path / "a.xlsx")
    return importer_named("table").read(Document(tmp_path / "a.xlsx"), ImportOptions())


def test_the_delegation_and_the_day_of_a_member_name_no_session(tmp_path):
    rows = [
        ["Delegation", "Name", "Title", "Day"],
        ["Norland", "Ann Lee", "Minister", "1 May 2030"],
    ]
    rows += [[None, "Bo Ek", "Adviser", "2 May 2030"]]
    imported = read_book(tmp_path, Members=(rows, "A2:A3"))
    assert {record.kind for record in imported.records} == {"speakers", "delegations"}
    members = fields(imported, "speakers")
    assert [each["delegation"].key for each in members] == ["Norland", "Norland"]
    assert [each["roles"][0]["title"] for each in members] == ["Minister", "Adviser"]
    assert imported.unplaced == {"date": 2}


def test_a_heading_over_rows_is_nobody(tmp_path):
    rows = [["Name", "Title"], ["NORLAND", None], ["Ann Lee", "Minister"]]
    imported = read_book(tmp_path, Members=(rows, "A2:B2"))
    assert [each["name"] for each in fields(imported, "speakers")] == ["Ann Lee"]
    assert imported.left_out == {"heading over rows": 1}


def test_a_hidden_sheet_is_not_read_and_others_are_named(tmp_path):
    people = [["Name", "Title"], ["Ann Lee", "Minister"]]
    hidden = [["Name", "Title"], ["Bo Ek", "Adviser"]]
    imported = read_book(tmp_path, Hidden=(hidden,), Members=(people,), Programme=([["Day"]],))
    assert [each["name"] for each in fields(imported, "speakers")] == ["Ann Lee"]
    (remark,) = imported.remarks
    assert "Members" in remark
    assert "Programme" in remark
    assert "Hidden" not in remark


@pytest.mark.parametrize(
    ("counts_from_1904", "days"), [(False, ["2030-05-01", "2030-05-02"]), (True, [None, None])]
)
def test_days_and_hours_may_be_numbers_in_a_sheet(tmp_path, counts_from_1904, days):
    rows = [["Day", "Start", "Session"], [47604, 0.375, "Ports"], [47605, 0.5, "Cables"]]
    imported = read_book(tmp_path, counts_from_1904=counts_from_1904, Programme=(rows,))
    assert [each.get("date") for each in fields(imported, "sessions")] == days
    assert imported.times_without_zone == (0 if counts_from_1904 else 2)
