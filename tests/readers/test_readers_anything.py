"""Whatever a file contains, reading never raises."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reader_samples import SUFFIXES, read_path

from summit_tui.model.kinds import TABLES
from summit_tui.model.problem import Problem
from summit_tui.model.reading import TABLE_CLASSES
from summit_tui.model.rebuild import record_from
from summit_tui.readers import CODES
from summit_tui.readers.parsed import ParsedRecord

PIECES = {
    "toml": [
        *(
            "[[quotes]]\n",
            "[event]\n",
            "[[sessions.speakers]]\n",
            "[event.names]\n",
            "[['quotes']]",
        ),
        *('id = "a"\n', "id = ", "excerpt.exact = ''\n", "topics = [\n", "1979-05-27", "9" * 30),
        *('"""', "'''", '"', "'", "\n", "\r\n", "[", "]", "{", "}", "=", ",", ".", "#", "\\", "a"),
    ],
    "json": [
        *('{"quotes": [', '{"event": {', '"id": "a"', '"sessions": [', '"$schema": ""'),
        *("\n  {", '\n  "a"', "{", "}", "[", "]", ":", ",", '"', "\\", "\\ud800", "\n", " "),
        *("null", "NaN", "1e9"),
    ],
    "jsonl": [
        *('{"kind": "quotes"', '{"kind": 3', '"id": "a"', '"speakers": [', '"kind": "session"'),
        *("{", "}", "[", "]", ":", ",", '"', "\\", "\n", " ", "null", "NaN"),
    ],
}
CHARACTERS = st.characters(exclude_categories=[])


def texts(suffix):
    parts = st.lists(st.sampled_from(PIECES[suffix]) | st.text(CHARACTERS, max_size=3), max_size=40)
    return parts.map(lambda chunks: "".join(chunks).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_no_bytes_whatever_end_the_reading(suffix, data, tmp_path_factory):
    content = data.draw(st.binary(max_size=200) | texts(suffix))
    path = tmp_path_factory.getbasetemp() / f"anything.{suffix}"
    path.write_bytes(content)
    last = content.count(b"\n") + content.count(b"\r") + 1
    for result in read_path(path):
        assert isinstance(result, ParsedRecord | Problem)
        assert 1 <= result.line <= last
        if isinstance(result, ParsedRecord):
            assert isinstance(record_from(result.kind, result.data), TABLE_CLASSES[result.kind])
            json.dumps(result.data).encode()
        else:
            assert result.code in CODES
            assert str(result).isprintable()


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.text(CHARACTERS, max_size=5)
    | st.sampled_from(["a", "direct"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "from", "speaker", "en", "exact"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)
FIELDS = sorted({n.rstrip("_") for cls in TABLE_CLASSES.values() for n in cls.__dataclass_fields__})


@settings(max_examples=120, deadline=None)
@given(
    kind=st.sampled_from(TABLES),
    record=st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=4), JSON_VALUES, max_size=6),
)
@example(kind="sessions", record={"id": "a", "title": "t", "speakers": [["a"], None, {}]})
def test_the_lines_of_problems_lie_within_their_record(kind, record, tmp_path_factory):
    text = json.dumps({kind: record if kind == "event" else [record]}, indent=1)
    path = tmp_path_factory.getbasetemp() / "fields.json"
    path.write_text(text)
    results = read_path(path)
    assert results
    for result in results:
        assert 2 <= result.line <= text.count("\n") + 1
        assert isinstance(result, ParsedRecord) or result.where.startswith(kind)
