"""Where texts are looked for, and where they are not."""

from hashlib import sha256

import pytest
from lint_coverage import (
    BESIDE_THE_TEXT,
    CHINESE,
    ENGLISH,
    TEXTS,
    clean,
    codes_and_records,
    problems,
    record,
    written,
)


def test_a_text_in_the_given_folder_comes_first(tmp_path):
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "wire.txt").write_text("Nothing of the sort.", "utf-8")
    folder = written(tmp_path / "c", clean())
    assert problems(folder) == []
    reported = {
        (problem.code, problem.where.split()[-1])
        for problem in problems(folder, texts=tmp_path / "given", ignore=BESIDE_THE_TEXT)
    }
    assert reported == {
        ("E301", "direct"),
        ("E303", "direct"),
        ("E301", "partial"),
        ("E304", "partial"),
        ("E301", "paraphrase"),
        ("E309", "wire"),
    }


def test_a_text_that_the_given_folder_lacks_lies_where_its_source_says(tmp_path):
    (tmp_path / "given").mkdir()
    coverage = clean()
    record(coverage, "quotes", "chinese")["excerpt"] = {"exact": "没有说过"}
    folder = written(tmp_path / "c", coverage)
    (problem,) = problems(folder, texts=tmp_path / "given")
    assert problem.code == "E301"


def test_a_source_that_says_nothing_has_its_text_in_the_given_folder_under_its_id(tmp_path):
    coverage = clean()
    for source in coverage["sources"]:
        del source["text"]
    record(coverage, "quotes", "chinese")["excerpt"] = {"exact": "没有说过"}
    folder = written(tmp_path / "c", coverage, {"wire.txt": ENGLISH, "agency.txt": CHINESE})
    assert problems(folder) == []
    (problem,) = problems(folder, texts=folder)
    assert problem.code == "E301"


def test_a_text_with_a_byte_order_mark_and_foreign_line_ends_is_read(tmp_path):
    content = b"\xef\xbb\xbf" + ENGLISH.replace("\n", "\r\n").encode()
    coverage = clean()
    record(coverage, "sources", "wire")["sha256"] = sha256(content).hexdigest()
    assert codes_and_records(tmp_path / "c", coverage, TEXTS | {"wire.txt": content}) == []


OUTSIDE = ["../secret.txt", "texts/../../secret.txt", "/etc/hostname", "link.txt", "up/secret.txt"]


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_path_that_leads_out_of_its_folder_is_not_followed(path, tmp_path):
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    coverage = clean()
    source = record(coverage, "sources", "wire")
    source["text"] = path
    source["sha256"] = "0" * 64
    folder = written(tmp_path / "c", coverage)
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.txt").write_text("secret", "utf-8")
    (folder / "up").symlink_to(tmp_path / "elsewhere")
    (problem,) = problems(folder, while_reading={"E008"})
    assert (problem.code, problem.where) == ("E307", "sources.text wire")
    assert path in problem.message


def test_a_link_in_the_given_folder_that_leads_out_is_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "wire.txt").symlink_to(tmp_path / "secret.txt")
    (problem,) = problems(written(tmp_path / "c", clean()), texts=tmp_path / "given")
    assert problem.code == "E307"
    assert "‘wire.txt’" in problem.message


def test_a_link_in_the_given_folder_is_named_where_the_record_names_no_path(tmp_path):
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "wire.txt").symlink_to(tmp_path / "secret.txt")
    coverage = clean()
    source = record(coverage, "sources", "wire")
    del source["text"], source["sha256"]
    (problem,) = problems(written(tmp_path / "c", coverage), texts=tmp_path / "given")
    assert problem.code == "E307"
    assert "‘wire.txt’" in problem.message


@pytest.mark.parametrize("path", ["gone.txt", "texts/gone/a.txt", "coverage.json/a"])
def test_a_text_that_is_not_there_is_said_once_and_nothing_is_checked_against_it(path, tmp_path):
    coverage = clean()
    record(coverage, "sources", "wire")["text"] = path
    (problem,) = problems(written(tmp_path / "c", coverage))
    assert (problem.code, problem.where) == ("W313", "sources.text wire")
    assert f"‘{path}’" in problem.message


def test_a_path_that_no_file_can_have_is_said(tmp_path):
    coverage = clean()
    record(coverage, "sources", "wire")["text"] = "x" * 300
    assert codes_and_records(tmp_path / "c", coverage) in ([("E308", "wire")], [("W313", "wire")])


def test_a_text_in_the_given_folder_may_be_missing_where_the_source_says(tmp_path):
    coverage = clean()
    record(coverage, "sources", "wire")["text"] = "gone.txt"
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "wire.txt").write_text(TEXTS["wire.txt"], "utf-8")
    assert problems(written(tmp_path / "c", coverage), texts=tmp_path / "given") == []


def test_a_link_that_leads_to_itself_does_no_harm(tmp_path):
    coverage = clean()
    record(coverage, "sources", "wire")["text"] = ".hidden/loop.txt"
    folder = written(tmp_path / "c", coverage)
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "loop.txt").symlink_to("loop.txt")
    assert [problem.code for problem in problems(folder)] in (["E307"], ["E308"])


@pytest.mark.parametrize("content", [b"\xff\xfea\x00", b"\xb4\xf3", b"a\x80"])
def test_a_text_in_another_encoding_is_said_and_nothing_else(content, tmp_path):
    coverage = clean()
    del record(coverage, "sources", "wire")["sha256"]
    assert codes_and_records(tmp_path / "c", coverage, TEXTS | {"wire.txt": content}) == [
        ("E308", "wire")
    ]


def test_a_folder_in_place_of_a_text_is_said(tmp_path):
    coverage = clean()
    record(coverage, "sources", "wire")["text"] = "texts"
    assert codes_and_records(tmp_path / "c", coverage) == [("E308", "wire")]
