"""Folders that are the same to the byte, and those that are not."""

import pytest

from summit_tui.archive.sqlite.catalog import Catalog
from summit_tui.diff.visits import are_identical


def coverages(*folders):
    return [Catalog([folder], None) for folder in folders]


def test_folders_with_the_same_bytes_are_identical(coverage, records):
    assert are_identical(*coverages(coverage(records, "old"), coverage(records, "new")))


@pytest.mark.parametrize(
    "edit",
    [
        lambda folder: (folder / "quotes.json").write_text("[]", "utf-8"),
        lambda folder: (folder / "quotes.json").rename(folder / "remarks.json"),
        lambda folder: (folder / "quotes.json").unlink(),
        lambda folder: (folder / "more.toml").touch(),
        lambda folder: (folder / "quotes.json").write_bytes(
            (folder / "quotes.json").read_bytes()[:-1] + b" "
        ),
    ],
    ids=["shorter", "renamed", "gone", "new", "last byte"],
)
def test_folders_that_differ_in_a_file_are_not_identical(coverage, records, edit):
    old, new = coverage(records, "old"), coverage(records, "new")
    edit(new)
    assert not are_identical(*coverages(old, new))


def test_what_is_not_there_is_not_identical(tmp_path):
    assert not are_identical(*coverages(tmp_path / "a", tmp_path / "b"))
