"""Everything that is data and not code has a row that says where it comes from."""

import tomllib
from pathlib import Path

import pytest

import summit_tui

PACKAGE = Path(summit_tui.__file__).parent
ROOT = PACKAGE.parent
LICENCES = PACKAGE / "licences.toml"
WORKS = tomllib.loads(LICENCES.read_text("utf-8"))["works"]
OURS = {".py", ".pyc", ".tcss", ".typed"}
"""What is code, and so under the licence of the program."""


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file() and path != LICENCES]


DATA = [*files(ROOT / "data"), *(path for path in files(PACKAGE) if path.suffix not in OURS)]


@pytest.mark.parametrize("path", DATA, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_data_file_and_table_has_one_row(path):
    rows = [work["title"] for work in WORKS if any(map(path.match, work["files"]))]
    assert len(rows) == 1


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work["title"])
def test_every_row_says_origin_licence_and_notice_of_files_that_exist(work):
    assert set(work) == {"files", "title", "origin", "licence", "notice"}
    assert all(work.values())
    known = [*DATA, *PACKAGE.rglob("*.py")]
    assert [
        pattern for pattern in work["files"] if not any(path.match(pattern) for path in known)
    ] == []
