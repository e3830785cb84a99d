"""Valid records come as they stand; only control characters become visible."""

import json
import re
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_samples import FORMATS, GOOD, as_toml

from summit_tui.model import fields
from summit_tui.model.kinds import TABLES
from summit_tui.model.problem import Problem
from summit_tui.model.reading import TABLE_CLASSES
from summit_tui.model.rebuild import reading_from, record_from
from summit_tui.readers import coverage_files, read_file
from summit_tui.readers.parsed import ParsedRecord


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("a\x9bb\ufdd0c\U0010ffff", "a\ufffdb\ufffdc\ufffd"),
        ("a\x7f", "a␡"),
        ("a\r\nb", "a\nb"),
        ("a\u2028b", "a\nb"),
        ("tab\tand\nline", "tab\tand\nline"),
        ('\\ and " stay', '\\ and " stay'),
    ],
)
def test_control_characters_become_visible_in_keys_and_values(read, suffix, text, seen):
    data = GOOD["quotes"] | {"text": text, "excerpt": {"exact": text}, "topics": [text]}
    (parsed,) = read(suffix, FORMATS[suffix]("quotes", data))
    assert (
        parsed.data["text"] == parsed.data["excerpt"]["exact"] == parsed.data["topics"][0] == seen
    )


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
def test_raw_control_characters_above_ascii_become_visible_too(read, suffix):
    text = FORMATS[suffix]("quotes", GOOD["quotes"] | {"text": "HERE"}).replace(
        "HERE", "a\x7f\x85\u200f\U000e0041"
    )
    (parsed,) = read(suffix, text)
    assert parsed.data["text"] == "a␡\ufffd\u200f\U000e0041"


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
def test_a_lone_surrogate_becomes_visible(read, suffix):
    data = GOOD["quotes"] | {"text": "a\ud800b", "translations": {"en": "\udcff"}}
    (parsed,) = read(suffix, FORMATS[suffix]("quotes", data))
    assert parsed.data["text"] == "a\ufffdb"
    assert parsed.data["translations"] == {"en": "\ufffd"}
    (problem,) = read(suffix, FORMATS[suffix]("quotes", GOOD["quotes"] | {"\udc80": "x"}))
    assert problem.code == "E102"


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
def test_a_lone_surrogate_becomes_visible_where_any_text_is_valid(read, suffix):
    data = GOOD["quotes"] | {
        "excerpt": {"exact": "a", "prefix": "gua1\uddba\\", "suffix": "\ud800"}
    }
    (parsed,) = read(suffix, FORMATS[suffix]("quotes", data))
    assert parsed.data["excerpt"] == {"exact": "a", "prefix": "gua1\ufffd\\", "suffix": "\ufffd"}


@pytest.mark.parametrize("marks", ["\ufeff", "\ufeff\ufeff", " \ufeff \ufeff", "\ufeff\ufeff\n"])
def test_byte_order_marks_within_json_lines_are_skipped(read, marks):
    event, source = (FORMATS["jsonl"](kind, GOOD[kind]).strip() for kind in ("event", "sources"))
    items = read("jsonl", f"{event}\n{marks}{source}\n")
    assert [item.kind for item in items] == ["event", "sources"]


def test_carriage_returns_alone_end_lines_of_json(read):
    problem, *_ = reversed(read("json", '{"quotes": [\r{"id": "a"},\r3]}'))
    assert (problem.line, problem.code) == (3, "E007")


def test_names_before_their_event_stand_apart(read):
    problem, event = read("toml", '[event.names]\nzh = "中"\n[event]\nid = "e"\nname = "E"\n')
    assert (problem.line, problem.code) == (1, "E007")
    assert problem.message == "stands apart; move it directly below the [event] it belongs to"
    assert event.data == {"id": "e", "name": "E"}


EVENT = '[event]\nid = "e"\nname = "E"\n'
ELSEWHERE = '[[speakers]]\nid = "a"\nname = "A"\n'
TWICE = {
    "the event": (EVENT + ELSEWHERE + '\n[event]\nplace = "P"\n', 8, "E006"),
    "its names": (
        EVENT + '[event.names]\nfr = "É"\n' + ELSEWHERE + '[event.names]\nzh = "中"\n',
        9,
        "E006",
    ),
    "an event of dotted keys": (
        '# here\nevent.id = "e"\nevent.name = "E"\n' + ELSEWHERE + '[event]\nplace = "P"\n',
        7,
        "E006",
    ),
    "names that stand apart only": (EVENT + ELSEWHERE + '[event.names]\nzh = "中"\n', 7, "E007"),
    "names far before their event": ('[event.names]\nzh = "中"\n' + ELSEWHERE + EVENT, 1, "E007"),
}


@pytest.mark.parametrize(("text", "line", "code"), TWICE.values(), ids=TWICE)
def test_a_table_in_two_places_of_a_file_is_named_with_its_line(read, text, line, code):
    items = read("toml", text)
    (problem,) = (item for item in items if isinstance(item, Problem))
    assert (problem.line, problem.code, problem.where) == (line, code, "event")
    if code == "E006":
        begins = 2 if text.startswith("#") else 1
        assert problem.message == (
            f"occurs twice; the event begins on line {begins}: put all of its fields there"
        )
    assert {item.kind for item in items if item is not problem} == {"event", "speakers"}


def test_toml_dates_become_text(read):
    text = as_toml("sessions", GOOD["sessions"])
    (parsed,) = read("toml", text + "\ndate = 2025-04-14\nstart = 2025-04-14T09:30:00+08:00")
    assert parsed.data["date"] == "2025-04-14"
    assert parsed.data["start"] == "2025-04-14T09:30:00+08:00"
    (problem,) = read("toml", text + "\nstart = 2025-04-14 09:30:00")
    assert problem.code == "E104"
    assert problem.message.startswith(
        "`2025-04-14T09:30:00` is not valid; write date, time and zone"
    )
    (problem,) = read("toml", text + "\ndate = 09:30:00")
    assert problem.message.startswith("`09:30:00` is not valid; a day is")


WORDS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1).filter(
    re.compile(get_args(fields.Text)[1].pattern).search
)
IDS = st.from_regex(r"[a-z0-9][a-z0-9._-]*", fullmatch=True)
BY_PATTERN = {
    fields.Id: IDS,
    fields.Text: WORDS,
    fields.Day: st.sampled_from(["2025", "2025-04", "2025-04-14"]),
    fields.Moment: st.sampled_from(["2025-04-14T09:30:00+08:00", "2025-04-14 09:30Z"]),
    fields.LanguageTag: st.sampled_from(["en", "zh-Hant", "fr-CA"]),
    fields.CountryCode: st.sampled_from(["CN", "HK"]),
    fields.AddressText: st.just("event/wic-2025"),
}


@st.composite
def valid_records(draw):
    """Return a kind and the JSON data of a valid record of it."""
    kind = draw(st.sampled_from(TABLES))
    optional = {
        "quotes": st.fixed_dictionaries(
            {},
            optional={
                "excerpt": st.fixed_dictionaries({"exact": WORDS}, optional={"prefix": WORDS}),
                "topics": st.lists(WORDS),
                "translations": st.dictionaries(BY_PATTERN[fields.LanguageTag], WORDS),
                "date": BY_PATTERN[fields.Day],
                "session": IDS,
            },
        ),
        "sessions": st.fixed_dictionaries(
            {},
            optional={
                "speakers": st.lists(
                    IDS
                    | st.fixed_dictionaries({"speaker": IDS}, optional={"role": st.just("host")})
                ),
                "start": BY_PATTERN[fields.Moment],
                "type": st.sampled_from(get_args(fields.SessionType)),
            },
        ),
        "speakers": st.fixed_dictionaries(
            {},
            optional={
                "roles": st.lists(
                    st.fixed_dictionaries({"title": WORDS}, optional={"from": st.just("2020")})
                ),
                "aliases": st.lists(WORDS),
            },
        ),
    }
    free = ("text", "name", "title", "value")
    own = {key: draw(WORDS) if key in free else value for key, value in GOOD[kind].items()}
    return kind, own | draw(optional.get(kind, st.just({})))


@settings(max_examples=100, deadline=None)
@given(record=valid_records(), suffix=st.sampled_from(list(FORMATS)))
def test_every_valid_record_comes_back_as_it_was(tmp_path_factory, record, suffix):
    kind, data = record
    path = tmp_path_factory.mktemp("valid") / f"a.{suffix}"
    path.write_text(FORMATS[suffix](kind, data), encoding="utf-8")
    (file,), _ = coverage_files([path])
    (parsed,) = read_file(file)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    assert parsed == ParsedRecord(kind, data, 2, text)
    assert list(parsed.data) == list(data)
    again = reading_from(data) if kind == "readings" else record_from(kind, parsed.data)
    assert isinstance(again, TABLE_CLASSES[kind])
