"""Tables: columns by name, whatever separates, encodes and precedes them."""

import io
import json
from datetime import date, time

import openpyxl
import pytest
from import_samples import SESSIONS, as_csv

from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.times import clock, day

PEOPLE = [["Name", "Job Title", "Organisation"], ["Lin Mei", "Minister", "Harbour City"]]


def records(plan, kind):
    """Return the fields of the new records of a kind by id."""
    return {outcome.id: outcome.fields for outcome in plan.outcomes if outcome.kind == kind}


def only(plan, kind):
    (fields,) = records(plan, kind).values()
    return fields


def workbook(rows):
    """Return rows as the bytes of an XLSX file."""
    book, data = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_what_separates_the_cells_is_found(planned, delimiter):
    assert len(records(planned(as_csv(SESSIONS, delimiter)), "sessions")) == 3


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n,,\n", "sep=;\n"])
def test_a_table_without_a_cell_has_no_record(planned, text):
    assert not planned(text, importer="table").holds_anything


def test_a_line_may_say_what_separates_the_cells(planned):
    plan = planned("sep=;\n" + as_csv(SESSIONS, ";"))
    assert len(records(plan, "sessions")) == 3


def test_a_byte_order_mark_is_no_part_of_the_first_name(planned):
    assert only(planned(b"\xef\xbb\xbf" + as_csv(PEOPLE).encode()), "speakers")["name"] == "Lin Mei"


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        (
            "gb18030",
            ["姓名", "职务", "欧阳修远", "信息产业部副部长、党组成员", "北京代表"],
        ),
        (
            "big5hkscs",
            ["姓名", "職務", "歐陽修遠", "創新科技及工業局局長", "香港代表"],
        ),
        (
            "cp1252",
            ["Name", "Function", "José Muñoz", "Président de délégation", "Señora"],
        ),
        ("utf-16", ["Name", "Role", "José Muñoz", "Président", "Señora"]),
    ],
)
def test_older_encodings_are_found_and_said(planned, encoding, names):
    first, second, name, role, other = names
    rows = [[first, second], [name, role], *([f"{other} {n}", role] for n in range(9))]
    plan = planned(as_csv(rows).encode(encoding))
    assert name in [fields["name"] for fields in records(plan, "speakers").values()]
    assert plan.recognition.is_guess == (encoding != "utf-16")


def test_the_user_overrules_the_encoding(planned):
    plan = planned(as_csv([["name", "role"], ["Ñandú", "Juez"]]).encode("cp437"), encoding="cp437")
    assert only(plan, "speakers")["name"] == "Ñandú"
    with pytest.raises(UnreadableError, match="no encoding nonsense"):
        planned(as_csv(PEOPLE), encoding="nonsense")


def test_chinese_names_of_columns_are_known(planned):
    plan = planned(
        as_csv([["姓名", "职务", "单位", "代表团"], ["庄荣文", "主任", "网信办", "中国"]])
    )
    speaker = only(plan, "speakers")
    assert (speaker["name"], speaker["delegation"]) == (
        "庄荣文",
        next(iter(records(plan, "delegations"))),
    )
    assert speaker["roles"][0] == {
        "title": "主任",
        "organization": "网信办",
        "source": "programme",
    }


def test_what_the_user_says_of_a_column_is_kept_for_the_next_time(imported, folder):
    rows = [["Wer", "Was"], ["Lin Mei", "Minister"], ["Bo Berg", "Chair"]]
    said = {"columns": {"Wer": "name", "was": "role"}, "event": "forum"}
    imported(as_csv(rows), "leute.csv", **said)
    rows[2][1] = "President"
    plan = imported(as_csv(rows), "leute.csv")
    assert "President" in [
        fields["roles"][0]["title"] for fields in records(plan, "speakers").values()
    ]
    ledger = (folder / ".summit-tui/imports.jsonl").read_text("utf-8").splitlines()
    assert json.loads(ledger[0])["options"]["columns"] == {"Wer": "name", "was": "role"}


def test_a_field_that_there_is_not_is_refused_with_those_that_there_are(planned):
    with pytest.raises(UnreadableError, match=r"rule is no field; known are .*role"):
        planned(as_csv(PEOPLE), columns={"Job Title": "rule"})


def test_columns_without_a_place_are_counted(planned):
    rows = [
        ["name", "role", "Shoe size", "empty"],
        ["Lin", "Chair", "38", ""],
        ["Bo", "", "44", ""],
    ]
    assert planned(as_csv(rows)).imported.unplaced == {"Shoe size": 2}


def test_what_is_nobodys_business_is_neither_imported_nor_kept(imported, folder):
    rows = [["name", "role", "E-Mail", "Phone", "Bio", "Notes"]]
    rows.append(["Lin Mei", "Chair", "lin@a.example", "+86 10 1234", "Born in", "see bo@b.example"])
    imported(as_csv(rows), "people.csv")
    written = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file()).decode()
    for word in ("lin@a.example", "1234", "Born in", "bo@b.example"):
        assert word not in written
    assert "Lin Mei\tChair" in written


@pytest.mark.parametrize("nothing", ["NA", "N/A", "-", "TBA", "null", " ", "n/a"])
def test_what_stands_for_nothing_is_not_known(planned, nothing):
    speaker = only(planned(as_csv([["name", "role"], ["Lin", nothing]])), "speakers")
    assert "roles" not in speaker


def test_a_country_is_no_delegation_unless_the_user_says_so(planned):
    rows = as_csv([["name", "role", "country"], ["Lin", "Chair", "Malta"]])
    assert "delegation" not in only(planned(rows), "speakers")
    assert only(planned(rows, columns={"country": "delegation"}), "speakers")["delegation"]


def test_codes_of_three_letters_become_those_of_two(planned):
    plan = planned(as_csv([["country", "iso3"], ["Algeria", "DZA"], ["Mars", "MRS"]]))
    codes = {fields["name"]: fields.get("code") for fields in records(plan, "delegations").values()}
    assert codes == {"Algeria": "DZ", "Mars": None}


def test_what_is_in_no_standard_is_left_out_and_reported(planned):
    rows = [
        ["country", "code", "region"],
        ["Malta", "MT", "Middle Earth"],
        ["Mali", "ML", "africa"],
    ]
    plan = planned(as_csv(rows))
    regions = {f["name"]: f.get("region") for f in records(plan, "delegations").values()}
    assert regions == {"Malta": None, "Mali": "africa"}
    (problem,) = plan.problems
    assert (problem.line, "`Middle Earth` is in no standard" in problem.message) == (2, True)


def test_without_a_zone_only_the_day_is_taken(planned):
    plan = planned(as_csv(SESSIONS))
    assert plan.imported.times_without_zone == 3
    assert all("start" not in fields for fields in records(plan, "sessions").values())
    session = records(planned(as_csv(SESSIONS), timezone="Asia/Kathmandu"), "sessions")["s-open"]
    assert (session["date"], session["start"]) == ("2030-05-01", "2030-05-01T09:00:00+05:45")


def test_an_offset_wins_and_the_day_is_that_of_the_events_zone(planned):
    rows = [["title", "start"], ["Night", "2030-05-01T23:30:00+02:00"]]
    assert only(planned(as_csv(rows)), "sessions")["date"] == "2030-05-01"
    session = only(planned(as_csv(rows), timezone="Asia/Shanghai"), "sessions")
    assert (session["date"], session["start"]) == ("2030-05-02", "2030-05-02T05:30:00+08:00")


def test_a_missing_title_becomes_a_plain_description(planned):
    plan = planned(as_csv([["title", "date", "place"], ["", "2030-05-01", "Hall"]]))
    assert only(plan, "sessions")["title"] == "[Hall, 2030-05-01]"
    assert plan.imported.titles_missing == 1


def test_a_key_that_stands_twice_is_two_occasions_in_any_order(planned):
    rows = [
        ["id", "title", "start", "place"],
        ["7", "Tour", "2030-05-02T10:00:00+08:00", "Gate"],
        ["7", "Tour", "2030-05-01T10:00:00+08:00", "Gate"],
    ]
    sessions = records(planned(as_csv(rows)), "sessions")
    assert len(sessions) == 2
    assert sessions["s7"]["date"] == "2030-05-01"
    other_order = [rows[0], rows[2], rows[1]]
    assert records(planned(as_csv(other_order)), "sessions") == sessions


def test_rows_of_one_key_that_differ_in_anything_are_all_kept(planned):
    rows = [
        ["id", "title", "date", "start", "place"],
        ["7", "Tour", "2030-05-01", "10:00", "Gate"],
        ["7", "Tour", "2030-05-01", "11:00", "Gate"],
        ["7", "Talk", "2030-05-01", "10:00", "Gate"],
        ["7", "Tour", "2030-05-01", "10:00", "Gate"],
    ]
    plan = planned(as_csv(rows))
    assert len(records(plan, "sessions")) == 3
    assert plan.imported.left_out == {"row that is there twice": 1}


def test_a_name_with_an_office_is_kept_as_printed_and_counted(planned):
    rows = [["title", "date", "speakers"], ["A", "2030-05-01", "Lin Mei, Minister; A and B"]]
    plan = planned(as_csv(rows))
    names = {fields["name"] for fields in records(plan, "speakers").values()}
    assert names == {"Lin Mei, Minister", "A and B"}
    assert any(remark.startswith("2 names have a comma") for remark in plan.remarks)
    assert all("kind" not in fields for fields in records(plan, "speakers").values())
    assert {
        fields["kind"]
        for fields in records(planned(as_csv(rows), persons=True), "speakers").values()
    } == {"person"}


def test_words_are_direct_only_within_quotation_marks_or_where_the_table_says_so(planned):
    rows = [
        ["speaker", "quote", "mode", "source"],
        ["Lin", "We will lay it", "", "Gazette"],
        ["Lin", "“We will lay it together”", "", "Gazette"],
        ["Lin", "We lay it", "direct", "Gazette"],
        ["", "Nobody said", "", "Gazette"],
    ]
    plan = planned(as_csv(rows))
    quotes = [(fields["text"], fields["mode"]) for fields in records(plan, "quotes").values()]
    assert sorted(quotes) == [
        ("We lay it", "direct"),
        ("We will lay it", "paraphrase"),
        ("We will lay it together", "direct"),
    ]
    assert plan.imported.left_out == {"statement without a speaker": 1}
    assert any("counts as a paraphrase" in remark for remark in plan.remarks)


def test_a_quote_without_a_source_rests_on_the_file_itself(planned):
    plan = planned(as_csv([["speaker", "text"], ["Lin", "It was laid."]]))
    assert only(plan, "quotes")["source"] == plan.source == "programme"


def test_numbers_in_a_sheet_that_are_ids_have_no_decimals(planned):
    rows = [["id", "title", "date"], [1001, "Opening", date(2030, 5, 1)]]
    assert [*records(planned(workbook(rows), "a.xlsx"), "sessions")] == ["s1001"]


def test_days_and_hours_of_a_sheet_are_taken_from_their_cells(planned):
    rows = [["title", "date", "start"], ["Opening", date(2030, 5, 1), time(9, 30)]]
    session = only(planned(workbook(rows), "a.xlsx", timezone="Asia/Shanghai"), "sessions")
    assert session["start"] == "2030-05-01T09:30:00+08:00"


def test_the_row_with_the_names_is_found_and_said_and_may_be_overruled(planned):
    rows = [["Forum 2030", "", "", "Vortragende", ""], ["Titel", "Datum", "Ort", 1, 2]]
    rows.append(["Opening", "01.05.2030", "Hall", "Lin Mei", "Bo Berg"])
    plan = planned(workbook(rows), "a.xlsx")
    assert len(only(plan, "sessions")["speakers"]) == 2
    assert any("taken from row 2" in remark for remark in plan.remarks)
    with pytest.raises(UnreadableError, match="has the columns Forum 2030"):
        planned(workbook(rows), "a.xlsx", importer="table", header_row=1)


def test_unknown_columns_are_named_where_nothing_is_recognized(planned):
    with pytest.raises(UnreadableError, match=r"in no known format; known are .*table"):
        planned("just\nsome\nwords\n")
    with pytest.raises(UnreadableError, match=r"no row with the names of columns; .* a, b"):
        planned("a,b\n1,2\n", importer="table")


def test_a_table_with_unknown_columns_is_no_article(planned):
    rows = [["Uno", "Dos", "Tres"], *[["A long cell, with a comma.", n, "x"] for n in range(5)]]
    with pytest.raises(UnreadableError, match=r"table with the columns Uno, Dos, Tres; say with"):
        planned(as_csv(rows))


def test_names_in_other_languages_count_where_they_differ(planned):
    rows = [["name", "name_zh", "name_en", "role"], ["Lin Mei", "林梅", "Lin Mei", "Chair"]]
    assert only(planned(as_csv(rows)), "speakers")["names"] == {"zh": "林梅"}


def test_the_same_name_in_two_records_is_a_suggestion_with_reasons(planned):
    rows = [
        ["name", "role", "delegation"],
        ["Lin Mei", "Minister", "Harbour"],
        ["LIN Mei", "Minister", "Annex"],
        ["Mei Lin", "Chair", "Harbour"],
    ]
    plan = planned(as_csv(rows))
    assert len(records(plan, "speakers")) == 3
    assert len(plan.suggestions) == 3
    reasons = plan.suggestions[0]
    assert reasons.speaks_for
    assert reasons.speaks_against


def test_a_name_in_the_folder_is_suggested_and_never_merged(imported, planned, folder):
    imported(as_csv([["name", "role"], ["庄荣文", "主任"]]), "a.csv", event="forum")
    plan = planned(as_csv([["name", "role"], ["Zhuang Rongwen", "Director"]]), "b.csv")
    (suggestion,) = plan.suggestions
    assert "if they are one, say --same zhuang-rongwen-8dafa2=" in suggestion.message
    assert [outcome.status for outcome in plan.outcomes if outcome.kind == "speakers"] == ["new"]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("2030-05-01", "2030-05-01"),
        ("2030/5/1", "2030-05-01"),
        ("2030年5月1日", "2030-05-01"),
        ("2030年5月", "2030-05"),
        ("2030", "2030"),
        (2030.0, "2030"),
        ("1.5.2030", "2030-05-01"),
        ("1 May 2030", "2030-05-01"),
        ("May 1st, 2030", "2030-05-01"),
        ("31/05/2030", "2030-05-31"),
        ("05/31/2030", "2030-05-31"),
        ("03/04/2030", None),
        ("2030-13-01", None),
        ("2030-02-30", None),
        ("soon", None),
    ],
)
def test_a_day_is_read_only_where_it_is_certain(text, result):
    assert day(text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("9:05", time(9, 5)),
        ("09.05", time(9, 5)),
        ("12:30 am", time(0, 30)),
        ("1:15 p.m.", time(13, 15)),
        ("25:00", None),
        ("noon", None),
    ],
)
def test_an_hour_is_read_in_the_usual_forms(text, result):
    assert clock(text) == result


def test_a_row_of_one_cell_may_be_a_heading_and_is_nobody_unless_the_user_says_so(planned):
    rows = [["Name", "Role", "Organization"], ["Region A", "", ""], ["Lin Mei", "Chair", "Ports"]]
    plan = planned(as_csv(rows))
    assert only(plan, "speakers")["name"] == "Lin Mei"
    assert plan.imported.left_out == {"heading over rows": 1}
    assert any("Region A" in remark for remark in plan.remarks)
    assert len(records(planned(as_csv(rows), persons=True), "speakers")) == 2


@pytest.mark.parametrize("title", ["Mr.", "Ms", "H.E. Mr.", "S. E. M.", "Prof. Dr.", "女士"])
def test_how_somebody_is_addressed_is_no_office(planned, title):
    rows = [["Title", "Name", "Delegation"], [title, "Lin Mei", "Norland"]]
    plan = planned(as_csv(rows), kind="speakers")
    assert "roles" not in only(plan, "speakers")
    assert plan.imported.unplaced == {"form of address": 1}


def test_the_names_of_the_columns_on_a_new_page_are_nobody(planned):
    rows = [*PEOPLE, PEOPLE[0], ["Bo Ek", "Envoy", "Ports"]]
    names = {each["name"] for each in records(planned(as_csv(rows)), "speakers").values()}
    assert names == {"Lin Mei", "Bo Ek"}


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (["姓名（中文）", "姓名（英文）", "职务"], ("林梅", {"en": "Lin Mei"})),
        (["Name", "Name (Chinese)", "Title"], ("林梅", {"zh": "Lin Mei"})),
    ],
)
def test_a_column_may_say_in_which_language_its_names_are(planned, columns, expected):
    fields = only(planned(as_csv([columns, ["林梅", "Lin Mei", "部长"]])), "speakers")
    assert (fields["name"], fields["names"]) == expected


def test_a_name_without_an_office_is_no_heading(planned):
    rows = [["Name", "Role"], ["Lin Mei", "Chair"], ["Bo Ek", ""]]
    assert len(records(planned(as_csv(rows)), "speakers")) == 2


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Lin Mei; Bo Ek et al.", ["Bo Ek", "Lin Mei"]),
        ("Lin Mei and others", ["Lin Mei"]),
        ("林梅；陈海等", ["林梅", "陈海"]),
        ("Lin Mei; others", ["Lin Mei"]),
        ("Mothers; Al Ek", ["Al Ek", "Mothers"]),
    ],
)
def test_others_who_are_not_named_are_nobody_and_said(planned, cell, names):
    plan = planned(as_csv([["Title", "Date", "Speakers"], ["Ports", "2030-05-01", cell]]))
    assert sorted(each["name"] for each in records(plan, "speakers").values()) == names
    is_said = any("others who are not named" in remark for remark in plan.remarks)
    assert is_said == ("Mothers" not in cell)


def test_an_organization_without_an_office_is_the_delegation_and_the_key_stays(planned):
    rows = [["name", "organization", "role"], ["Bo Berg", "Harbour Board", ""]]
    plan = planned(as_csv([*rows, ["Ada Okoro", "Harbour Board", "Chair"]]))
    speakers = {each.key: each.fields for each in plan.outcomes if each.kind == "speakers"}
    (delegation,) = [each.id for each in plan.outcomes if each.kind == "delegations"]
    assert speakers["Bo Berg\t"]["delegation"] == delegation
    assert "delegation" not in speakers["Ada Okoro\t"]
