"""Names in Han characters are sorted by their strokes."""

import unicodedata
from pathlib import Path

import pytest

from summit_tui.archive.analysis import strokes
from summit_tui.archive.analysis.strokes import stroke_key

TABLE = Path(strokes.__file__).with_name("strokes.txt").read_text("utf-8")
LINES = TABLE.splitlines()


@pytest.mark.parametrize(
    ("number", "characters"),
    [
        (1, "一乙"),
        (2, "丁卜"),
        (4, "王方"),
        (6, "庄江"),
        (7, "李何"),
        (8, "林陈"),
        (11, "陳張莊區"),
        (12, "黃曾"),
        (16, "龍盧"),
    ],
)
def test_a_line_has_the_characters_with_its_number_of_strokes(number, characters):
    assert set(characters) <= set(LINES[number - 1])


def test_the_table_has_each_character_once_and_those_of_both_scripts():
    characters = "".join(LINES)
    assert len(characters) == len(set(characters)) > 23_000
    for encoding, rows in (("big5", range(0xA4, 0xC6)), ("gb2312", range(0xB0, 0xD8))):
        everyday = "".join(bytes((row, 0xB0)).decode(encoding) for row in rows)
        assert set(everyday) <= set(characters)
    assert unicodedata.normalize("NFKC", characters) == characters


def test_names_are_sorted_by_strokes_character_by_character_and_before_other_letters():
    ordered = [
        "丁一",
        "卜",
        "王",
        "王三",
        "王大文",
        "李",
        "陳",
        "陳 方",
        "黃",
        "3M",
        "Lee",
        "Zhang",
    ]
    assert sorted(sorted(ordered), key=stroke_key) == ordered


def test_a_character_counts_as_it_is_written():
    assert sorted(("張", "张", "江", "林"), key=stroke_key) == ["江", "张", "林", "張"]


def test_spaces_and_points_between_characters_do_not_count():
    assert stroke_key("何塞·拉莫斯") == stroke_key("何塞 拉莫斯") == stroke_key("何塞拉莫斯")


def test_a_character_whose_strokes_are_not_known_follows_all_others():
    assert "\u9fd6" not in TABLE
    assert stroke_key("龘") < stroke_key("\u9fd6") < stroke_key("1")


def test_what_has_no_letters_has_no_key():
    assert stroke_key("—") == ""
