"""Columns of tables: each has a place or is counted, also below a header of two rows."""

import pytest
from format_samples import imported, of_kind

from summit_tui.importers.columns import find_header
from summit_tui.importers.grid import Grid
from summit_tui.importers.times import moment

pytestmark = pytest.mark.pure


def test_a_column_that_is_a_field_of_another_kind_is_counted():
    rows = "date,title,region,organization,role,country\n2030-05-01,Cables,North,Club,Head,AT\n"
    result = imported(rows, "programme.csv")
    assert result.unplaced == {"region": 1, "organization": 1, "role": 1, "country": 1}


def test_an_hour_without_a_day_is_counted():
    result = imported("title,start,place\nCables,09:00,Hall\n", "programme.csv")
    assert result.unplaced == {"start": 1}


def test_the_programmes_of_sched_are_tables():
    rows = (
        "id,event_key,name,event_start,event_end,event_type,venue,speakers,seats\n"
        "1,abc,On cables,5/14/2030 9:00 AM,5/14/2030 10:30 AM,Keynote,Hall A,Lin Mei,20\n"
    )
    result = imported(rows, "sched.csv", timezone="Europe/Vienna")
    assert of_kind(result, "sessions")["1"] == {
        "title": "On cables",
        "type": "keynote",
        "date": "2030-05-14",
        "start": "2030-05-14T09:00:00+02:00",
        "end": "2030-05-14T10:30:00+02:00",
        "place": "Hall A",
        "speakers": [("speakers", "Lin Mei\t")],
    }
    assert result.unplaced == {"seats": 1}


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1 May 2030, 9:05 pm", "2030-05-01T21:05:00"),
        ("2030-05-01 09:05", "2030-05-01T09:05:00"),
        ("14.05.2030 9.30", "2030-05-14T09:30:00"),
    ],
)
def test_a_cell_may_have_day_and_hour_in_words(text, iso):
    assert moment(text).isoformat() == iso


PEOPLE = (
    "id,name,role,organization\nq1,Lin Mei,{},Club\nq1,Lin Mei,{},Club\nq2,Lin Mei,Envoy,Club\n"
)


@pytest.mark.parametrize("order", [("Head", "Mayor"), ("Mayor", "Head")])
def test_rows_of_one_id_are_one_person_with_the_offices_of_all(order):
    people = of_kind(imported(PEOPLE.format(*order), "people.csv"), "speakers")
    assert set(people) == {"q1", "q2"}
    assert [role["title"] for role in people["q1"]["roles"]] == ["Head", "Mayor"]


def test_the_names_of_columns_may_stand_in_two_rows():
    rows = [["时间", "", "议题"], ["开始", "结束", ""], ["09:00", "10:00", "开幕"]]
    header = find_header(Grid(rows, [1, 2, 3]), {})
    assert (header.index, header.fields) == (1, ("start", "end", "title"))


def test_a_row_of_values_is_no_part_of_the_header():
    rows = [["name", "role"], ["Lin Mei", "Speaker"], ["Ada Okoro", "Host"]]
    assert find_header(Grid(rows, [1, 2, 3]), {}).index == 0
