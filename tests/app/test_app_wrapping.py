"""Lines that are kept are those that Textual would break."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from textual.content import Content, Span

import summit_tui.app.widgets.painting  # noqa: F401 - it replaces how Textual breaks lines
from summit_tui.app.wrap import column, cut, cut_parts, wrap
from summit_tui.canvas import clip, wrap_words
from summit_tui.model.text import HAN, is_han, rejoin

WORDS = st.text(alphabet="ab ,éش\u0301", max_size=60).map(lambda text: " ".join(text.split()))


@settings(max_examples=150, deadline=None)
@given(WORDS, st.integers(2, 30))
def test_a_text_is_broken_where_textual_breaks_it(text, width):
    lines = [line.plain.rstrip() for line in Content(text).wrap(width)]
    assert [line.plain.rstrip() for line in wrap(Content(text), width)] == lines


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="世界a 。，」「", max_size=40), st.integers(8, 30))
@example("a。「「。a", 8)
def test_a_chinese_text_is_broken_whole_and_never_before_what_closes(text, width):
    text = re.sub(" +(?=[。，」])", "", f"世{text}")  # a line may end at any space
    lines = [line.plain for line in wrap(Content(text), width)]
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    closing = tuple("。，」")
    before = "".join(lines)
    if not any(
        run in before
        for run in ("。。", "。，", "。」", "，，", "，。", "，」", "」」", "」。", "」，")
    ):
        assert not any(line.startswith(closing) for line in lines[1:])


def test_figures_stay_with_what_they_count():
    lines = wrap(Content("于2025年4月14日在香港，143条言论"), 16)
    assert [line.plain for line in lines] == ["于2025年4月14日", "在香港，143条言", "论"]


def test_latin_words_between_chinese_marks_stay_whole():
    lines = wrap(Content("可用 id、names、family_name、given_name、kind"), 18)
    assert [line.plain for line in lines] == [
        "可用 id、names、",
        "family_name、",
        "given_name、kind",
    ]


@settings(max_examples=150, deadline=None)
@given(WORDS, st.integers(2, 30), st.integers(0, 60), st.integers(1, 20))
def test_what_is_lit_stays_lit_when_it_is_broken(text, width, start, length):
    end = min(len(text), start + length)
    words = Content(text, [Span(start, end, "bold")] if start < end else [])
    lit = "".join(
        line.plain[span.start : span.end] for line in wrap(words, width) for span in line.spans
    )
    assert lit.replace(" ", "") == text[start:end].replace(" ", "")


@pytest.mark.parametrize("width", [1, 2])
def test_a_character_wider_than_its_line_breaks_nothing(width):
    assert wrap(Content("世界 a 世"), width)


def test_a_text_without_words_is_one_empty_line():
    assert [line.plain for line in wrap(Content(""), 10)] == [""]


def test_paragraphs_stay_apart():
    assert [line.plain for line in wrap(Content("one\ntwo"), 10)] == ["one", "two"]


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="ab,’– -", max_size=80).map(lambda text: " ".join(text.split())),
    st.integers(1, 30),
)
def test_a_plain_text_is_broken_where_textual_breaks_it(text, width):
    lines = [line.plain.rstrip() for line in Content(text).wrap(width)]
    assert [line.plain.rstrip() for line in wrap(Content(text), width)] == lines


@pytest.mark.parametrize("width", range(8, 24))
def test_texts_of_textual_begin_no_line_with_a_mark_that_closes(width):
    text = "代表们指出，人工智能“造福人类”；各方要携手合作。会议（视频）通过了宣言：见附件。"
    lines = [line.plain.strip() for line in Content(text).wrap(width)]
    assert "".join(lines) == text
    assert not [line for line in lines if line[0] in "，。；：”）"]
    assert not [line for line in lines if line[-1] in "“（"]


def test_a_han_character_is_one_of_the_class():
    near = {chr(code + step) for code in map(ord, HAN[::3] + HAN[2::3]) for step in (-1, 0, 1)}
    assert {each for each in near if is_han(each)} == set(re.findall(f"[{HAN}]", "".join(near)))


@pytest.mark.parametrize("width", range(4))
def test_a_text_is_cut_where_there_is_hardly_any_room(width):
    assert cut(Content("世界 of the world"), width).cell_length <= width or not width


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("孙东、陈茂波、朱皓、 Hans Dekkers", 24, "孙东、陈茂波、朱皓、…"),
        ("香港生成式人工智能研发中心", 14, "香港生成式人…"),
        ("irannewsgazette.com", 13, "irannewsgaze…"),
        ("South China Morning Post", 15, "South China …"),
        ("Hong Kong is to be made a hub", 20, "Hong Kong is to be …"),
    ],
)
def test_no_space_stands_between_a_chinese_text_and_its_ellipsis(text, width, shown):
    assert cut(Content(text), width).plain == shown
    assert clip(text, width) == shown


@given(st.text(alphabet="ab ，香港", max_size=20), st.integers(1, 20))
def test_a_column_has_its_cells_whatever_the_text(text, width):
    shown = column(Content(text), width)
    assert shown.cell_length == width
    assert not re.search("[，香港] …", shown.plain)


def test_lines_of_chinese_are_joined_without_a_space():
    assert rejoin(["香港是", "桥梁。", "A hub", "of AI"]) == "香港是桥梁。A hub of AI"
    assert wrap_words("香港是连接内地与世界的桥梁和窗口", 10, 2) == ["香港是连接", "内地与世…"]
    assert wrap_words("前一条：“DeepSeek属于世界”", 10, 9) == ["前一条：", "“DeepSeek", "属于世界”"]
    assert wrap_words("共2025人", 4, 9) == ["共", "2025", "人"]
    assert wrap_words("世界互联2025年", 12, 9) == ["世界互联", "2025年"]
    assert wrap_words("cybersecurity", 6, 9) == ["cybers", "ecurit", "y"]


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        (
            "Enter open · d compare · y copy · ? help",
            60,
            "Enter open · d compare · y copy · ? help",
        ),
        ("Enter open · d compare · y copy · ? help", 35, "Enter open · d compare · ? help"),
        ("Only the press conference · F clears", 30, "Only the press … · F clears"),
        ("Only the press conference · F clears", 12, "Only the …"),
        ("No parts at all to speak of", 12, "No parts …"),
    ],
)
def test_the_last_part_of_a_sentence_stays_whole(text, width, shown):
    assert cut_parts(text, width) == shown


def test_a_parenthesis_of_half_width_that_opens_ends_no_line_before_chinese():
    lines = [line.plain for line in wrap(Content("relayed by Tony Wong (黄志光)"), 23)]
    assert lines == ["relayed by Tony Wong", "(黄志光)"]
