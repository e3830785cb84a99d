"""Rows that wait on the disk or in memory are read as they were written."""

import pytest

from summit_tui.archive.sqlite.indexer.spill import Spill, pack

ROWS = [
    ("a", "words of it"),
    ("", "no id"),
    ("x" * 63, ""),
    ("x" * 64, "one byte too many"),
    ("é" * 40, "cut within a letter", "三"),
]


@pytest.fixture(params=["disk", "memory"])
def spill(request, tmp_path):
    return Spill(tmp_path if request.param == "disk" else None)


def test_every_row_and_its_first_column_come_back(spill):
    for row in ROWS:
        spill.append(row)
    assert [spill[number] for number in range(len(ROWS))] == list(map(list, ROWS))
    assert [spill.first_column(number) for number in range(len(ROWS))] == [row[0] for row in ROWS]


def test_rows_that_are_read_between_others_are_not_written_over(spill):
    spill.append(ROWS[0])
    assert spill.first_column(0) == "a"
    packed = list(map(pack, ROWS[1:]))
    spill.extend(b"".join(packed), list(map(len, packed)))
    assert spill[1] == list(ROWS[1])
    spill.replace(0, ("b", "other words"))
    assert (spill[0], spill.first_column(0)) == (["b", "other words"], "b")
    assert [spill[number] for number in range(1, len(ROWS))] == list(map(list, ROWS[1:]))
