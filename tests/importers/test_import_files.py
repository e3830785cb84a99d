"""Files of strangers: bombs, broken ones and enormous ones cost a sentence and no more."""

import io
import os
import time
import zipfile
import zlib
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.importers import limits
from summit_tui.importers.document import Document
from summit_tui.importers.encodings import decode
from summit_tui.importers.limits import UnreadableError, open_zip
from summit_tui.importers.table import IMPORTERS, recognise
from summit_tui.importers.values import known, language_tag, plain_text, session_times
from summit_tui.importers.xml import parse_xml

BOMB = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;"><!ENTITY z "&y;&y;&y;">]><a>\n&z;</a>'


def document(path, data):
    path.write_bytes(data)
    return Document(path)


def packed(members, method=zipfile.ZIP_DEFLATED):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_xml_has_the_lines_of_its_elements():
    tree = parse_xml("<a>\n <b/>\n <b>ö</b>\n</a>")
    assert [tree.lines[element] for element in tree.root] == [2, 3]


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "http://a.example/">]><a>&x;</a>',
    ],
)
def test_entities_are_refused(text):
    with pytest.raises(UnreadableError, match="entities of its own"):
        parse_xml(text)


def test_xml_that_breaks_off_names_the_line():
    with pytest.raises(UnreadableError, match="not well-formed") as caught:
        parse_xml("<a>\n<b>\n")
    assert caught.value.line == 3


def test_xml_without_end_in_depth_is_refused():
    with pytest.raises(UnreadableError, match="nested too deeply"):
        parse_xml("<a>" * 100_000)


def test_json_that_breaks_off_names_the_line(tmp_path):
    with pytest.raises(UnreadableError, match="not valid JSON") as caught:
        _ = document(tmp_path / "a.json", b'[\n{"a": 1},\n{"a"').json
    assert caught.value.line == 3


@pytest.mark.parametrize("text", [b"[" * 200_000, b"[" + b"9" * 5_000 + b"]"])
def test_json_that_python_refuses_is_a_sentence(tmp_path, text):
    with pytest.raises(UnreadableError, match=r"nested too deeply|not valid JSON"):
        _ = document(tmp_path / "a.json", text).json


@pytest.mark.slow
def test_a_zip_that_unpacks_to_very_much_is_refused_in_a_moment():
    data = packed({"xl/workbook.xml": b"\0" * 30_000_000})
    start = time.process_time()
    with pytest.raises(UnreadableError, match="too much to be read"):
        open_zip(data)
    assert time.process_time() - start < 1


def test_a_zip_that_lies_about_its_size_is_refused():
    content = b"ab" * 4_000_000
    data = packed({"a.xml": content})
    lie = data.replace(len(content).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert lie != data
    with pytest.raises(UnreadableError, match="damaged"):
        open_zip(lie)


def test_a_zip_that_breaks_off_is_refused():
    with pytest.raises(UnreadableError, match="damaged"):
        open_zip(packed({"a": b"x" * 1_000})[:-30])


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_whose_members_are_damaged_is_refused(method):
    data = packed({"a": bytes(range(256)) * 8}, method)
    refused = 0
    for position in range(31, len(data) - 100):
        try:
            open_zip(data[:position] + bytes([data[position] ^ 0xFF]) + data[position + 1 :])
        except UnreadableError:
            refused += 1
    assert refused > len(data) // 3


def test_a_sheet_of_equal_cells_is_no_bomb():
    assert open_zip(packed({"a.xml": b"<c/>" * 500_000})).namelist() == ["a.xml"]


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 1 << 30)  # takes no room on the disk
    start = time.process_time()
    with pytest.raises(UnreadableError, match=r"larger than 512 MB"):
        recognise(Document(path))
    assert time.process_time() - start < 1


def test_what_is_no_regular_file_is_refused(tmp_path):
    for path in (tmp_path, tmp_path / "missing"):
        with pytest.raises(UnreadableError, match="cannot be read"):
            recognise(Document(path))


@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.name)
@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_a_format_fail_without_a_sentence(importer, tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.bin"
    for content in (data, zlib.compress(data), b"\xef\xbb\xbf" + data):
        with suppress(UnreadableError):
            importer.recognise(document(path, content))


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("né".encode(), "utf-8", "né"),
        ("né".encode("utf-8-sig"), "utf-8", "né"),
        ("né".encode("utf-16"), "utf-16-le", "né"),
        (b"\xfe\xff" + "né".encode("utf-16-be"), "utf-16-be", "né"),
        (b'<?xml version="1.0" encoding="iso-8859-2"?><a>\xb3</a>', "iso8859-2", None),
    ],
)
def test_marks_and_declarations_say_the_encoding(data, encoding, text):
    decoded = decode(data)
    assert (decoded.encoding, decoded.is_guess) == (encoding, False)
    assert text is None or decoded.text == text


def test_what_cannot_be_decoded_is_counted():
    damaged = decode("庄荣文说过的话".encode() + b"\xff" + "还有更多".encode())
    assert (damaged.encoding, damaged.lost) == ("utf-8", 1)
    assert decode("nö".encode("cp1252") + b"\x81", "ascii").lost == 2
    assert decode(b"a\xef\xbf\xbdb").lost == 0


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>A &amp; B</p><p>C<br>D</p>", "A & B\n\nC\nD"),
        ("3 < 4 and 5 > 2", "3 < 4 and 5 > 2"),
        ("<script>x()</script><b>Bold</b>  words", "Bold words"),
        ("plain\n\nparagraphs", "plain\n\nparagraphs"),
    ],
)
def test_markup_becomes_text_with_its_paragraphs(markup, text):
    assert plain_text(markup) == text


def test_only_a_clear_language_is_a_tag():
    values = ("de", "zh_Hant", "eng", "de, en", "漢語", "Other", "", None)
    tags = ["de", "zh-Hant", "en", None, None, None, None, None]
    assert [language_tag(value) for value in values] == tags


def test_a_zone_of_the_file_serves_where_the_moment_has_none():
    naive = datetime(2030, 5, 1, 23, 30)  # noqa: DTZ001 - as files have them
    aware = naive.replace(tzinfo=timezone(timedelta(hours=1)))
    assert session_times(naive).without_zone
    assert session_times(naive, file_zone="Nowhere/Land").without_zone
    assert session_times(naive, file_zone="Asia/Shanghai").fields["start"].endswith("+08:00")
    assert session_times(aware, file_zone="UTC").fields["start"].endswith("+01:00")
    utc = naive.replace(tzinfo=UTC)
    assert session_times(utc, file_zone="Asia/Shanghai").fields["date"] == "2030-05-02"


def test_an_end_before_its_beginning_is_left_out():
    start = datetime(2030, 5, 1, 10, tzinfo=UTC)
    assert "end" not in session_times(start, start.replace(hour=9)).fields
    assert session_times(start, start).fields["end"] == "2030-05-01T10:00:00+00:00"


def test_whole_numbers_have_no_decimals():
    assert (known(1001.0), known(0.5), known("x "), known(None)) == ("1001", "0.5", "x", None)


def test_the_limits_are_those_that_the_manual_tells():
    assert (limits.ZIP_LIMIT >> 20, limits.ZIP_RATIO) == (256, 200)
