"""Whatever a file looks like: only the record that is meant says something else afterwards."""

import re

import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toml_styles import LETTERS, QUOTES, RECORDS, Writer, texts

from summit_tui.authoring.revision import append, revise
from summit_tui.authoring.toml_edit import ABSENT
from summit_tui.readers.parsed import ParsedRecord
from summit_tui.readers.toml import records
from summit_tui.writing import RefusedError

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
VISIBLE = texts(LETTERS)
EXCERPTS = st.fixed_dictionaries(
    {"exact": VISIBLE}, optional={"prefix": VISIBLE, "suffix": VISIBLE}
)
CHANGES = st.one_of(
    st.tuples(st.sampled_from(["text", "role"]), VISIBLE),
    st.tuples(st.just("topics"), st.lists(VISIBLE, max_size=4)),
    st.tuples(st.just("excerpt"), EXCERPTS),
    st.tuples(st.just("date"), st.sampled_from(["2030-06-02", "2030"])),
    st.tuples(st.sampled_from(["role", "date", "topics", "translations"]), st.just(ABSENT)),
    st.tuples(st.just("translations"), st.fixed_dictionaries({"de": VISIBLE})),
)
FEW = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def files(draw):
    """Return the bytes of a file.

    Hypothesis chooses the records, a generator the hundreds of styles, at a tenth of the cost.
    """
    random = draw(st.randoms(use_true_random=True))
    text = Writer(random).file(draw(RECORDS))
    return (BYTE_ORDER_MARK if random.random() < 0.5 else b"") + text.encode()


def read(path):
    return list(records(path, "file"))


def comments_of(data):
    """Return every comment that the styles write, wherever it stands."""
    return sorted(re.findall(rb"# mine|# a \"quoted\" one|# between|# Below\.|# the end", data))


@pytest.fixture
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("coverage") / "quotes.toml"


def check_only_the_block_is_touched(old, chosen, data, new):
    """Check that all lines outside of the block of a record are those of before."""
    lines, new = data.splitlines(keepends=True), new.splitlines(keepends=True)
    later = [item.line for item in old if item.line > chosen.line]
    before, after = chosen.line - 1, len(lines) - (later[0] - 1) if later else 0
    assert new[:before] == lines[:before]
    assert new[len(new) - after :] == lines[len(lines) - after :]


@pytest.mark.slow
def test_an_edit_changes_one_field_of_one_record_or_nothing_at_all(file):
    edits = refusals = 0

    @FEW
    @given(files(), st.integers(0, 9), CHANGES)
    def holds(data, number, change):
        nonlocal edits, refusals
        field, value = change
        file.write_bytes(data)
        old = read(file)
        assert all(isinstance(item, ParsedRecord) for item in old)
        assert tomli.loads(data.removeprefix(BYTE_ORDER_MARK).decode())["quotes"]
        chosen = old[number % len(old)]
        try:
            revision = revise(file, "quotes", chosen.data, {field: value})
        except RefusedError:
            refusals += 1
            assert file.read_bytes() == data
            return
        edits += 1
        check_only_the_block_is_touched(old, chosen, data, revision.new)
        revision.write()
        new = read(file)
        changed = {**chosen.data, field: value}
        if value is ABSENT:
            del changed[field]
        expected = [changed if item is chosen else item.data for item in old]
        assert [item.data for item in new] == expected
        written = file.read_bytes()
        assert comments_of(written) == comments_of(data)
        assert (b"\r\n" in written) == (b"\r\n" in data)
        assert not (b"\r\n" in data and re.search(rb"(?<!\r)\n", written))
        revision.undo()
        assert file.read_bytes() == data

    holds()
    assert edits > 4 * refusals


@pytest.mark.slow
def test_a_record_is_added_behind_all_others_or_the_file_is_left_alone(file):
    @FEW
    @given(files(), QUOTES)
    def holds(data, record):
        record = {"id": "new", **{key: value for key, value in record.items() if value}}
        file.write_bytes(data)
        old = read(file)
        try:
            revision = append(file, "quotes", record)
        except RefusedError:
            assert re.search(rb"^quotes = \[", data, re.MULTILINE)
            return
        assert revision.new.startswith(data)
        revision.write()
        new = read(file)
        assert [item.data for item in new[:-1]] == [item.data for item in old]
        assert new[-1].line == revision.line
        assert tomli.loads(revision.new.removeprefix(BYTE_ORDER_MARK).decode())
        if b"\r\n" in data:
            assert not re.search(rb"(?<!\r)\n", revision.new)
        revision.undo()
        assert file.read_bytes() == data

    holds()
