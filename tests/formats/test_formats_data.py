"""JSON, JSON Lines, TOML and CSV: the record comes back as it was."""

import csv
import io
import json
import re

import pytest
import tomli
from format_records import EVENT, EVENT_DATA, QUOTE, RECORDS, entry_of, quote_of, reading_of
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.archive import SourcedReading
from summit_tui.formats import render
from summit_tui.formats.csv import COLUMNS, mark_formulas, read_cell
from summit_tui.model.kinds import SINGULAR
from summit_tui.model.rebuild import reading_from, record_from
from summit_tui.model.text import escape_controls, one_line
from summit_tui.readers import coverage_files, read_file
from summit_tui.readers.parsed import ParsedRecord, visible_data


def said(form, *entries, language=None):
    return "".join(render(form, entries, language))


def table(*entries, language=None):
    return list(csv.DictReader(io.StringIO(said("csv", *entries, language=language))))


def own(record, kind):
    """Return what a record leaves as when its own `kind` gives way to the kind of record."""
    return {f"{SINGULAR[kind]}_kind" if key == "kind" else key: record[key] for key in record}


@pytest.mark.parametrize("kind", RECORDS)
def test_json_is_the_record_as_in_its_file_behind_its_address(kind):
    (item,) = json.loads(said("json", entry_of(kind, readings=[])))
    address = f"{EVENT}/{kind}/{RECORDS[kind]['id']}"
    placed = {"address": address, "kind": kind, "event": EVENT}
    assert item == placed | own(RECORDS[kind], kind)
    assert list(item)[:3] == ["address", "kind", "event"]


def test_json_lines_hold_what_the_list_holds():
    entries = [entry_of(kind) for kind in RECORDS]
    lines = said("jsonl", *entries).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(said("json", *entries))


@pytest.mark.parametrize("form", ["json", "jsonl", "jsonld", "csl", "toml"])
def test_characters_are_written_as_they_are(form):
    assert "李家超" in said(form, entry_of("sources", title="李家超"))


@pytest.mark.parametrize("form", ["json", "jsonld", "csl"])
def test_no_text_ends_the_script_of_a_page(form):
    title = "a</script><script>alert(1)"
    document = said(form, entry_of("sources", title=title))
    assert "<" not in document
    assert json.dumps(title) in json.dumps(json.loads(document))


def test_toml_is_a_coverage_file():
    entries = [entry_of(kind) for kind in RECORDS]
    file = tomli.loads(said("toml", *entries))
    readings = file.pop("readings")
    assert readings == [dict(sourced.data) for entry in entries for sourced in entry.readings]
    assert file == {kind: data if kind == "event" else [data] for kind, data in RECORDS.items()}


def test_toml_holds_many_records_in_any_order():
    ids = ["b", "a", "c"]
    entries = [entry for id in ids for entry in (quote_of(id=id), entry_of("sources", id=id))]
    file = tomli.loads(said("toml", *entries))
    assert [record["id"] for record in file["quotes"]] == ids
    assert [record["id"] for record in file["sources"]] == ids
    assert all(record["excerpt"] == QUOTE["excerpt"] for record in file["quotes"])


def test_toml_names_the_event_once():
    event = entry_of("event", readings=[])
    assert tomli.loads(said("toml", event, event)) == {"event": EVENT_DATA}


def test_toml_refuses_the_records_of_two_events():
    with pytest.raises(ValueError, match="wic-ap-2025 and wic-ap-2026"):
        said("toml", quote_of(), entry_of("sources", event="wic-ap-2026"))


def test_the_smallest_records_make_a_list_too():
    small = {"id": "a", "speaker": "b", "text": "c", "mode": "direct", "source": "d"}
    entry = entry_of("quotes", records=RECORDS | {"quotes": small}, readings=[])
    assert tomli.loads(said("toml", entry, entry)) == {"quotes": [small, small]}


NUMBER = re.compile(r"[+-]\d+([.,]\d+)*", re.ASCII)
TEXT = st.text(
    st.sampled_from("ab \"'\\\n\r\t\x00\x1b\x7f\x85\u2028\u202e=[]#,;李\U0001f600")
    | st.characters(exclude_categories=("Cs",)),
    min_size=1,
    max_size=20,
)


@given(TEXT, TEXT, st.lists(TEXT, max_size=3))
@settings(max_examples=150)
def test_toml_and_json_bring_back_any_text_with_its_controls_visible(text, exact, topics):
    data = QUOTE | {"text": text, "excerpt": {"exact": exact}, "topics": topics}
    entry = entry_of("quotes", records=RECORDS | {"quotes": data})
    (back,) = tomli.loads(said("toml", entry))["quotes"]
    (item,) = json.loads(said("json", entry))
    for record in (back, item):
        assert record["text"] == escape_controls(text)
        assert record["excerpt"] == {"exact": escape_controls(exact)}
        assert record["topics"] == [escape_controls(topic) for topic in topics]
    assert record_from("quotes", back).text == escape_controls(text)


def test_a_table_has_the_same_columns_for_every_kind():
    rows = table(*(entry_of(kind) for kind in RECORDS))
    assert [row["kind"] for row in rows] == list(RECORDS)
    for row in rows:
        assert tuple(row) == COLUMNS
        assert row["source"] == "Speech by CE at opening ceremony"
        assert row["publisher"] == "HKSAR Government"


def test_a_statement_fills_its_row():
    (row,) = table(quote_of())
    assert {column: cell for column, cell in row.items() if cell} == {
        "address": f"{EVENT}/quotes/lee-delighted",
        "kind": "quotes",
        "event": EVENT,
        "text": "I am delighted to welcome you all.",
        "mode": "direct",
        "speaker": "John Lee (李家超)",
        "role": "Chief Executive of the HKSAR",
        "occasion": "opening ceremony",
        "date": "2025-04-14",
        "language": "en",
        "topics": "welcome",
        "source": "Speech by CE at opening ceremony",
        "publisher": "HKSAR Government",
        "published": "2025-04-14",
        "url": "https://www.info.gov.hk/gia/P2025041400123.htm",
        "excerpt": "I am delighted",
        "excerpt_prefix": "guests, ",
        "excerpt_suffix": " to welcome",
    }


def test_who_made_a_source_and_where_a_passage_stands_have_columns():
    authors = [
        {"family_name": "Okoro", "given_name": "Ada"},
        {"family_name": "林", "given_name": "美琪"},
    ]
    (source,) = table(entry_of("sources", author=authors, event_date="2025-04-13"))
    assert (source["author"], source["date"]) == ("Ada Okoro; 林美琪", "2025-04-13")
    (statement,) = table(quote_of(locator={"page": "44"}))
    assert statement["locator"] == "page 44"


def test_the_other_kinds_have_names_and_days():
    rows = {row["kind"]: row for row in table(*(entry_of(kind) for kind in RECORDS))}
    assert rows["event"]["name"].startswith("World Internet Conference")
    assert rows["event"]["date"] == "2025-04-14"
    assert rows["sessions"]["speaker"] == "John Lee (李家超); speakers/ren-xianliang"
    assert rows["delegations"]["name"] == "Hong Kong (香港)"


@pytest.mark.parametrize("field", ["text", "role", "occasion"])
def test_no_cell_is_a_formula(field):
    spaces = ("", " ", "\t", "\r", "\n", "\u3000", "\u00a0")
    formulas = [f"{before}{sign}HYPERLINK(1)" for before in spaces for sign in "=+-@＝＋－＠"]
    quotes = [quote_of(mode="paraphrase", session=None, **{field: text}) for text in formulas]
    assert [row[field] for row in table(*quotes)] == [f"'{one_line(text)}" for text in formulas]


@given(st.lists(TEXT.filter(one_line), min_size=3, max_size=3))
@settings(max_examples=150)
def test_a_table_holds_any_text_on_one_line_a_record(texts):
    text, title, name = texts
    entry = quote_of(mode="partial", text=text, source={"title": title}, speaker={"name": name})
    document = said("csv", entry, entry)
    assert document.count("\n") == 3
    again = io.StringIO()
    csv.writer(again, lineterminator="\n").writerows(csv.reader(io.StringIO(document)))
    assert again.getvalue() == document
    for row in table(entry, entry):
        assert row["text"].replace("'", "") == one_line(text).replace("'", "")
        assert row["source"].replace("'", "") == one_line(title).replace("'", "")
        others = (cell for cell in row.values() if not NUMBER.fullmatch(cell))
        assert not any(cell.lstrip().startswith(tuple("=+-@")) for cell in others)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("Well;=1+1", "Well;'=1+1"),
        ("Well; ＝1", "Well; '＝1"),
        ('Well;"=1+1"', 'Well;"\'=1+1"'),
        ("\ufeff=1+1", "\ufeff'=1+1"),
        ("a\t@b", "a\t'@b"),
        ("'=1", "''=1"),
        ("-5.3", "-5.3"),
        ("+1,200", "+1,200"),
        ("-5+cmd", "'-5+cmd"),
        ("well-known; it's =", "well-known; it's ="),
    ],
)
def test_an_apostrophe_stands_before_what_begins_a_formula(text, cell):
    assert mark_formulas(text) == cell


@given(st.text(alphabet="=+-@＝＠'\" ;\t\ufeff1.a", max_size=12))
def test_the_apostrophes_before_formulas_come_off_again(text):
    assert read_cell(mark_formulas(text)) == text


@given(st.text(alphabet="=+-@'\" ;\ufeff1.a,", min_size=1, max_size=12).filter(str.strip))
def test_no_cell_between_semicolons_begins_a_formula(text):
    lines = said("csv", quote_of(text=text)).splitlines()
    (row,) = csv.reader(lines[1:], delimiter=";")
    assert not any(cell.strip().lstrip("\ufeff").startswith(("=", "@")) for cell in row)


def read_again(form, folder, *entries):
    """Return the records and readings that a file of these entries holds; it has no problem."""
    path = folder / f"c.{form}"
    path.write_text(said(form, *entries), encoding="utf-8")
    (file,), _ = coverage_files([path])
    items = list(read_file(file))
    assert [item for item in items if not isinstance(item, ParsedRecord)] == []
    readings = [item.data for item in items if item.kind == "readings"]
    return {item.kind: item.data for item in items if item.kind != "readings"}, readings


@pytest.mark.parametrize("form", ["toml", "json", "jsonl"])
def test_an_export_is_read_again_as_the_same_records(form, tmp_path):
    entries = [entry_of(kind) for kind in RECORDS]
    readings = [sourced.data for entry in entries for sourced in entry.readings]
    assert len(readings) == 2 * len(RECORDS)
    assert read_again(form, tmp_path, *entries) == (RECORDS, readings)


READING = st.fixed_dictionaries(
    {
        "record": st.sampled_from([f"event/{EVENT}", f"{EVENT}/quotes/x", "speakers/john-lee"]),
        "field": TEXT.filter(one_line),
        "value": TEXT.filter(one_line),
        "source": st.just("gia-ce"),
    },
    optional={
        "language": st.sampled_from(["en", "zh-Hant"]),
        "excerpt": st.fixed_dictionaries({"exact": TEXT.filter(one_line)}),
        "ignore": st.just(["E310"]),
    },
)


@given(st.lists(READING, max_size=4), st.sampled_from(["toml", "json", "jsonl"]))
@settings(max_examples=100)
def test_readings_are_exported_with_their_records_and_read_again(tmp_path_factory, data, form):
    sourced = [
        SourcedReading(reading_from(reading), reading, None, EVENT, None, "c.toml", 1)
        for reading in data
    ]
    entries = entry_of("event", readings=sourced[:1]), quote_of()._replace(readings=sourced[1:])
    folder = tmp_path_factory.getbasetemp()
    records, readings = read_again(form, folder, *entries)
    assert set(records) == {"event", "quotes"}
    assert readings == visible_data(data)
    assert list(map(reading_from, readings)) == list(map(reading_from, visible_data(data)))


def test_a_reading_by_a_source_of_another_event_is_not_taken_for_one_of_this(tmp_path):
    foreign = reading_of("a hundred")._replace(event="other")
    entry = entry_of("event", readings=[reading_of("30"), foreign])
    assert len(tomli.loads(said("toml", entry))["readings"]) == 1
    for form in ("json", "jsonl"):
        document = said(form, entry)
        assert json.loads(document.strip("[]\n"))["readings"][1]["event"] == "other"
        path = tmp_path / f"c.{form}"
        path.write_text(document, encoding="utf-8")
        (file,), _ = coverage_files([path])
        event, reading, problem = read_file(file)
        assert (event.data, reading.data["value"]) == (EVENT_DATA, "30")
        assert (problem.code, problem.where) == ("E102", "readings.event")


@pytest.mark.parametrize("readings", ["x", 5, {}, [5], [["x"]], None])
def test_what_stands_for_readings_and_is_none_is_an_unknown_field(readings, tmp_path):
    line = json.loads(said("jsonl", entry_of("event", readings=[]))) | {"readings": readings}
    path = tmp_path / "c.jsonl"
    path.write_text(json.dumps(line))
    (file,), _ = coverage_files([path])
    (problem,) = read_file(file)
    assert (problem.code, problem.where) == ("E102", f"event.readings {EVENT}")


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_an_export_of_two_events_is_not_read_as_one(form, tmp_path):
    path = tmp_path / f"c.{form}"
    entries = [entry_of("quotes", event=event, readings=[]) for event in (EVENT, "other")]
    path.write_text(said(form, *entries), encoding="utf-8")
    (file,), _ = coverage_files([path])
    first, *problems = read_file(file)
    assert isinstance(first, ParsedRecord)
    assert {problem.code for problem in problems} == {"E102"}
