"""What cannot be seen goes along with its text: exactly in data, neutralized for readers."""

import csv
import io
import json
import re
import unicodedata
from urllib.parse import unquote

import pytest
import tomli
from format_records import RECORDS, entry_of, quote_of, reading_of
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.formats import FORMS, render
from summit_tui.importers.document import Document
from summit_tui.importers.importer import ImportOptions
from summit_tui.importers.tables import read as read_table
from summit_tui.model.text import escape_controls
from summit_tui.readers import coverage_files, read_file
from summit_tui.readers.parsed import ParsedRecord

ARABIC = "\u200fقال الوزير \u200eCOP28\u200e إن القمة ناجحة"
ENGLAND = "🏴" + "".join(chr(0xE0000 + ord(letter)) for letter in "gbeng") + "\U000e007f"
SPELLED = f"{ARABIC} می\u200cخواهم {ENGLAND} 👩\u200d🚀 葛\U000e0100 \u2068محمد\u2069"
HOSTILE = "safe\u202egnp\u2066 hidden\U000e0068\U000e0069 \ufe0f\ufe01"


def document(form, *entries):
    return "".join(render(form, entries))


@pytest.mark.parametrize(
    "form", ["text", "html", "markdown", "csv", "agency", "brief", "brief-html"]
)
def test_a_statement_keeps_what_spells_it_in_every_copy(form):
    assert SPELLED in document(form, quote_of(text=SPELLED, session=None, occasion=None))


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl", "jsonld", "reference", "apa", "chicago"])
def test_a_title_keeps_what_spells_it_in_every_copy(form):
    text = document(form, entry_of("sources", title=ARABIC))
    assert ARABIC in text


def test_a_calendar_keeps_what_spells_a_title():
    text = document("icalendar", entry_of("sessions", title=SPELLED))
    assert f"SUMMARY:{SPELLED}" in text.replace("\r\n ", "")


def is_balanced(line):
    """Return whether every direction of a line ends on it, and every end has a beginning."""
    ends = []
    for character in line:
        match unicodedata.bidirectional(character):
            case "LRI" | "RLI" | "FSI":
                ends.append("PDI")
            case "LRE" | "RLE" | "LRO" | "RLO":
                ends.append("PDF")
            case "PDI" | "PDF" as end:
                if not ends or ends.pop() != end:
                    return False
    return not ends


@pytest.mark.parametrize("form", FORMS)
def test_nothing_hidden_and_no_open_direction_leaves_as_it_is(form):
    entries = [
        quote_of(text=HOSTILE, occasion=HOSTILE, role=HOSTILE, excerpt={"exact": HOSTILE}),
        entry_of("sessions", title=HOSTILE, place=HOSTILE, topics=[HOSTILE]),
        entry_of("sources", title=HOSTILE, publisher=HOSTILE),
        entry_of("speakers", name=HOSTILE),
    ]
    for entry in entries:
        for line in document(form, entry).replace("\r\n ", "").splitlines():
            assert not re.search("[\U000e0000-\U000e007f]", line), line
            assert is_balanced(line), line


def test_a_direction_is_closed_in_its_own_value_whatever_the_next_one_holds():
    entry = quote_of(text="“evil\u202e”", source={"title": "x\u202c", "publisher": "P"})
    for form in ("text", "html", "markdown", "reference", "csv"):
        written = document(form, entry)
        assert re.search("evil\u202e\u2060\u202c(?!\u202c)", written) or form == "reference", form
        assert "x\u2060\u202a\u202c" in written, form


def test_a_direction_is_closed_in_its_own_part_of_a_cell():
    session = entry_of("sessions", topics=["a\u202e", "b\u202c"])
    (row,) = csv.DictReader(io.StringIO(document("csv", session)))
    assert row["topics"] == "a\u202e\u2060\u202c; b\u2060\u202a\u202c"


def test_data_holds_what_is_hidden_as_escapes():
    entry = quote_of(text=HOSTILE)
    assert "safe\\u202egnp\\u2066 hidden\\udb40\\udc68" in document("json", entry)
    assert "safe\\U0000202Egnp" in document("toml", entry)
    (item,) = json.loads(document("json", entry))
    (table,) = tomli.loads(document("toml", entry))["quotes"]
    assert item["text"] == table["text"] == HOSTILE


def test_a_cell_keeps_what_spells_it():
    (row,) = csv.DictReader(io.StringIO(document("csv", quote_of(text=SPELLED))))
    assert row["text"] == SPELLED


def test_a_link_holds_the_characters_that_stand_in_the_page():
    link = document("link", quote_of(excerpt={"exact": ARABIC, "prefix": "\u200f"}))
    assert unquote(link).endswith(f":~:text={ARABIC.strip(chr(0x200F))}\n")


FORMAT_CHARACTERS = st.text(
    st.sampled_from(
        'a ",\\\n\u200c\u200d\u200e\u200f\u061c\u00ad\u202b\u202c\u202e\u2066\u2069🏴\U000e0067'
        "\U000e007f\ufe0f\U000e0100\ufeff\u2060中م"
    ),
    max_size=20,
).map(lambda text: f"x{text}")


@pytest.mark.parametrize("form", ["toml", "json", "jsonl"])
@given(text=FORMAT_CHARACTERS, tag=FORMAT_CHARACTERS)
@settings(max_examples=60, deadline=None)
def test_an_export_is_read_again_as_equal_records(form, text, tag, tmp_path_factory):
    data = RECORDS["quotes"] | {
        "text": escape_controls(text),
        "excerpt": {"exact": escape_controls(tag)},
        "topics": [escape_controls(tag)],
        "translations": {"fr": escape_controls(text)},
    }
    reading = reading_of(escape_controls(tag), record=f"quotes/{data['id']}", field="text")
    quote = entry_of("quotes", records=RECORDS | {"quotes": data}, readings=[reading])
    entries = [entry_of("event", readings=[]), quote]
    path = tmp_path_factory.mktemp("again") / f"again{FORMS[form].suffix}"
    path.write_text(document(form, *entries), encoding="utf-8", newline="")
    (file,), _ = coverage_files([path])
    results = list(read_file(file))
    assert all(isinstance(result, ParsedRecord) for result in results), results
    assert [result.data for result in results] == [RECORDS["event"], data, reading.data]


ANY_TEXT = st.text(
    st.sampled_from(
        "a \t\n;,:=+-@'\"“”\\<\u00a0\u200b\u202e\u202c\u2060\u2066\u2069\ufe0f\U000e0067"
    )
    | st.characters(exclude_categories=("Cs",)),
    max_size=8,
).map(lambda text: escape_controls(f"{text}x{text[::-1]}"))


@given(texts=st.lists(ANY_TEXT, min_size=12, max_size=12))
@settings(max_examples=40, deadline=None)
def test_any_text_of_a_table_is_read_again_as_it_was(texts, tmp_path_factory):
    wanted = {
        "event": {"name": texts[0], "summary": texts[1]},
        "sessions": {"title": texts[2], "place": texts[3], "topics": [texts[4], f"{texts[5]}b"]},
        "speakers": {"name": texts[6]},
        "sources": {"title": texts[7], "corrections": [{"text": texts[8], "date": "2030"}]},
        "quotes": {
            "mode": "partial",
            "text": texts[9],
            "role": texts[10],
            "excerpt": {"exact": texts[11]},
        },
    }
    records = {kind: data | wanted.get(kind, {}) for kind, data in RECORDS.items()}
    for kind in ("event", "speakers"):  # what stands in the same cell, behind the name
        records[kind] = {k: v for k, v in records[kind].items() if k != "names"}
    entries = [entry_of(kind, records=records, readings=[]) for kind in wanted]
    path = tmp_path_factory.mktemp("table") / "export.csv"
    path.write_text(document("csv", *entries), encoding="utf-8-sig", newline="")
    imported = read_table(Document(path), ImportOptions())
    fields = {record.kind: record.fields for record in imported.records}
    for kind, values in ({"event": imported.event} | fields).items():
        assert {name: values[name] for name in wanted[kind]} == wanted[kind]
