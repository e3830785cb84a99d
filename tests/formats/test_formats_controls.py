"""Control characters never leave, whatever the form and wherever they hide."""

import csv
import io
import json
import re
from html import unescape
from urllib.parse import unquote

import pytest
import tomli
from format_records import EVENT, RECORDS, reading_of
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.archive import Entry
from summit_tui.formats import FORMS, render
from summit_tui.model.kinds import KINDS, Address
from summit_tui.model.rebuild import record_from
from summit_tui.model.text import escape_controls, neutralize, one_line

CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# These fields are checked against a pattern when a file is read; what is left is free text.
CHECKED = {
    "id", "start", "end", "date", "from", "to", "published", "retrieved", "mode", "kind", "type",
    "country", "code", "speaker", "source", "session", "delegation", "sources", "language",
}  # fmt: skip
HOSTILE = st.text(
    st.sampled_from(
        "a \x00\x07\x1b[]31m\x7f\x9b\r\n\t\x85\u2028\u2029\u202e\u2066\ud800\U000e0041=-@\"'<&{}\\"
    )
    | st.characters(),
    min_size=1,
    max_size=12,
).map(lambda text: f"x{text}")


def spoiled(value, key, draw):
    if key in CHECKED:
        return value
    match value:
        case str():
            return draw(HOSTILE)
        case dict():
            return {name: spoiled(part, name, draw) for name, part in value.items()}
        case list():
            return [spoiled(part, key, draw) for part in value]
    return value


@st.composite
def hostile_entries(draw):
    """Return one entry of each kind in which every free text is hostile."""
    data = {
        kind: {key: spoiled(value, key, draw) for key, value in record.items()}
        for kind, record in RECORDS.items()
    }
    data["quotes"]["mode"] = draw(st.sampled_from(["direct", "partial", "paraphrase"]))
    data["sessions"]["speakers"] = ["john-lee"]
    if draw(st.booleans()):
        data["sources"]["url"] = RECORDS["sources"]["url"]
    linked = {(kind, data[kind]["id"]): record_from(kind, data[kind]) for kind in KINDS}
    hostile = {"field": draw(HOSTILE), "excerpt": {"exact": draw(HOSTILE)}}
    readings = [
        reading_of(draw(HOSTILE), source=data["sources"], language=tag, **hostile)
        for tag in ("en", "zh-Hant", "en")
    ]
    return [
        Entry(
            Address(EVENT, kind, data[kind]["id"]),
            linked[kind, data[kind]["id"]],
            data[kind],
            "f",
            1,
            linked,
            readings,
        )
        for kind in KINDS
    ]


def texts_in(value):
    match value:
        case str():
            yield value
        case dict():
            for key, part in value.items():
                yield from (key, *texts_in(part))
        case list():
            for part in value:
                yield from texts_in(part)


def decoded(form, document):
    """Return all texts that a reader of the form would get out of a document."""
    match form:
        case "json" | "csl" | "jsonld":
            return texts_in(json.loads(document))
        case "jsonl":
            return texts_in([json.loads(line) for line in document.splitlines()])
        case "toml":
            return texts_in(tomli.loads(document))
        case "csv":
            return texts_in(list(csv.reader(io.StringIO(document))))
        case "html" | "markdown":
            return [unescape(document)]
        case "link":
            return [unquote(document)]
    return [document]


@pytest.mark.parametrize("form", FORMS)
@given(entries=hostile_entries(), language=st.sampled_from([None, "zh-Hant"]))
@settings(max_examples=25, deadline=None)
def test_no_control_character_leaves(form, entries, language):
    document = "".join(render(form, entries, language)).replace(FORMS[form].line_end, "\n")
    assert document == escape_controls(document)
    if form != "icalendar":  # its lines are folded
        assert document == neutralize(document)
    assert not CONTROL.search(document)
    for text in decoded(form, document):
        assert not CONTROL.search(text)
        assert "\\u001b" not in text


@pytest.mark.parametrize("form", FORMS)
def test_no_control_character_leaves_by_way_of_an_id(form):
    entry = Entry(
        Address("e\x1b", "quotes", "q\r\x07"),
        record_from("quotes", RECORDS["quotes"]),
        RECORDS["quotes"],
        "f",
        1,
    )
    entry = entry._replace(data=dict(entry.data) | {"remark\x1b": "\x9b"})
    document = "".join(render(form, [entry]))
    assert not CONTROL.search(document)
    assert "\\u00" not in document


@pytest.mark.slow
def test_no_character_slips_past_as_printable():
    # Most text is let through at a glance; the glance must miss nothing.
    for code in range(0x110000):
        char = chr(code)
        if char.isprintable():
            assert not CONTROL.search(char), hex(code)
            assert escape_controls(char) == char, hex(code)
            assert not char.isspace() or char == " ", hex(code)


@given(st.text(st.sampled_from(" \t\n\r\u3000\xa0\u2028\x1b\u202eab中")))
def test_one_line_has_no_white_space_but_single_spaces(text):
    assert one_line(text) == neutralize(" ".join(escape_controls(text).split()))
