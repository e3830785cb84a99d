"""Exports: whole or not at all, and never over something else unasked."""

import os
import tracemalloc
from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summit_tui.archive import Search, iterate_hits
from summit_tui.archive.query import parse
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.formats import FORMS, render
from summit_tui.formats.export import STEP, ExportResult, export, proposed_name

unix = pytest.mark.skipif(os.name == "nt", reason="the system has no such files")


@pytest.fixture
def quotes(coverage):
    archive = open_archive([coverage()], None)
    yield list(iterate_hits(archive, Search(parse("").node, "quotes")))
    archive.close()


@pytest.fixture
def file(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder / "file"


@pytest.mark.parametrize("form", FORMS)
def test_a_file_holds_what_the_form_says(form, quotes, file):
    done = export(file, form, quotes)
    expected = "".join(render(form, quotes)).encode(FORMS[form].encoding)
    assert (file.read_bytes() if file.exists() else b"") == expected
    silent = {"icalendar": 4, "readings": 4, "link": 2, "annotation": 2}.get(form, 0)
    assert done == ExportResult(4 - silent, silent)


def test_nothing_to_write_makes_no_file(file):
    assert export(file, "csv", []) == ExportResult(0, 0)
    assert list(file.parent.iterdir()) == []


def test_a_file_is_overwritten_only_when_asked(file, quotes):
    file.write_text("precious", "utf-8")
    with pytest.raises(FileExistsError):
        export(file, "address", quotes)
    assert file.read_text("utf-8") == "precious"
    export(file, "address", quotes, overwrite=True)
    assert file.read_text("utf-8").count("\n") == 4


def test_a_file_that_appears_meanwhile_is_not_overwritten(file, quotes):
    def racing():
        yield from quotes
        file.write_text("precious", "utf-8")

    with pytest.raises(FileExistsError):
        export(file, "address", racing())
    assert file.read_text("utf-8") == "precious"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("overwrite", [True, False])
def test_an_export_that_fails_leaves_everything_as_it_was(file, quotes, overwrite):
    def failing():
        yield from quotes
        raise RuntimeError

    if overwrite:
        file.write_text("precious", "utf-8")
    with pytest.raises(RuntimeError):
        export(file, "csv", failing(), overwrite=overwrite)
    assert [path.read_text("utf-8") for path in file.parent.iterdir()] == ["precious"] * overwrite


@unix
def test_the_mode_of_a_file_stays(file, quotes):
    file.write_text("old", "utf-8")
    file.chmod(0o640)
    export(file, "address", quotes, overwrite=True)
    assert file.stat().st_mode & 0o777 == 0o640
    assert file.read_text("utf-8").count("\n") == 4


@unix
@pytest.mark.parametrize("overwrite", [True, False])
@pytest.mark.parametrize("target", ["file", "nowhere", "link"])
def test_a_link_is_not_written_through_and_where_it_leads_is_said(file, quotes, overwrite, target):
    file.write_text("old", "utf-8")
    link = file.with_name("link")
    link.symlink_to(target)
    with pytest.raises(OSError, match="is a link; name the file that it leads to: ") as error:
        export(link, "address", quotes, overwrite=overwrite)
    assert str(error.value).endswith(f": {file.with_name(target)}")
    assert link.is_symlink()
    assert file.read_text("utf-8") == "old"
    assert len(list(file.parent.iterdir())) == 2


@unix
def test_a_folder_that_is_a_link_is_written_to(file, quotes, tmp_path):
    (tmp_path / "linked").symlink_to(file.parent)
    export(tmp_path / "linked" / "file", "address", quotes)
    assert file.read_text("utf-8").count("\n") == 4


@unix
@pytest.mark.parametrize("overwrite", [True, False])
@pytest.mark.parametrize("lay", [os.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_never_replaced(lay, file, quotes, overwrite):
    lay(file)
    mode = file.lstat().st_mode
    with pytest.raises(OSError, match="is not a file that can be replaced") as error:
        export(file, "address", quotes, overwrite=overwrite)
    assert not isinstance(error.value, FileExistsError)
    assert file.lstat().st_mode == mode
    assert list(file.parent.iterdir()) == [file]


def test_long_exports_say_how_far_they_are_at_flat_memory(file, quotes):
    said = []
    export(file, "csv", quotes)
    tracemalloc.start()
    many = (quote for quote, _ in zip(repeat(quotes[0]), range(3 * STEP), strict=False))
    export(file, "csv", many, overwrite=True, progress=said.append)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert said == [STEP, 2 * STEP, 3 * STEP]
    assert peak < 300_000


@pytest.mark.parametrize(
    ("form", "subject", "event", "name"),
    [
        ("csv", "speaker:ren mode=direct", "wic-2025", "wic-2025-speaker-ren-mode-direct.csv"),
        ("brief-html", "marked", None, "summit-marked-brief.html"),
        ("icalendar", "", None, "summit.ics"),
        ("text", "../../etc/passwd", None, "summit-etc-passwd.txt"),
        ("markdown", "乌镇 “论坛”", None, "summit-乌镇-论坛.md"),
        ("json", "\x1b[31m\x00", "e", "e-31m.json"),
    ],
)
def test_a_name_is_proposed(form, subject, event, name):
    assert proposed_name(form, subject, event) == name


@given(st.sampled_from(list(FORMS)), st.text(), st.none() | st.just("e" * 300))
def test_a_proposed_name_is_one_on_every_system(form, subject, event):
    name = proposed_name(form, subject, event)
    assert len(name.encode()) <= 255
    assert not set(name) & set('/\\:*?"<>|\n\r\t \x00')
    assert name[0] not in ".-"


@pytest.mark.parametrize("form", FORMS)
def test_a_table_alone_tells_a_spreadsheet_that_it_is_utf_8(form, quotes, file):
    export(file, form, quotes)
    begins = file.read_bytes()[:3] == b"\xef\xbb\xbf" if file.exists() else False
    assert begins is (form == "csv")
    assert not "".join(render(form, quotes)).startswith("\ufeff")
