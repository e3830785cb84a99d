"""The manual: its pages are found by their words and laid out for a terminal."""

import re

import pytest
import tomli

from summit_tui.i18n import speak
from summit_tui.manual import find_sections, nearest_topic, read_page, sections
from summit_tui.manual.layout import Span, cell_width, layout
from summit_tui.model.field_table import fields_of
from summit_tui.model.kinds import KINDS


def shown(markdown, width=40, *, marks=True):
    """Return the lines of a page as text."""
    return ["".join(span.text for span in line) for line in layout(markdown, width, marks=marks)]


def test_a_paragraph_breaks_between_words_and_is_indented():
    assert shown("one two three four\n", 12) == ["  one two", "  three four"]


def test_two_lines_of_a_paragraph_are_one_and_two_paragraphs_stand_apart():
    assert shown("one\ntwo\n\nthree\n") == ["  one two", "", "  three"]


def test_a_heading_stands_right_above_its_text():
    assert shown("# Title\n\ntext\n\n## `code`\n\nmore\n") == [
        "Title",
        "  text",
        "",
        "code",
        "  more",
    ]


def test_a_long_item_goes_on_below_its_own_text():
    assert shown("- one two three\n10. one two three\n", 14) == [
        "  • one two",
        "    three",
        "  10. one two",
        "      three",
    ]


def test_code_is_neither_broken_nor_read():
    assert shown("```sh\n# **a** very long line of `code`\n\n# end\n```\n", 10) == [
        "    # **a** very long line of `code`",
        "",
        "    # end",
    ]


def test_code_in_a_sentence_has_backticks_only_where_no_style_tells_it():
    assert shown("press `y`, then *go*\n") == ["  press `y`, then go"]
    assert list(layout("press `y`, then *go*\n", 40, marks=False)) == [
        (
            Span("  press "),
            Span("y", "code"),
            Span(", then "),
            Span("go", "strong"),
        )
    ]


def test_a_link_shows_where_it_leads():
    assert shown("see [there](https://example.org/)\n") == ["  see there <https://example.org/>"]


def test_comments_leave_no_trace():
    assert shown("one\n\n<!-- part -->\n- two\n<!-- /part -->\n\nthree\n") == [
        "  one",
        "",
        "  • two",
        "",
        "  three",
    ]


def test_the_widest_column_of_a_table_gives_way_and_numbers_end_in_a_line():
    table = "| code | what it means |\n|---:|---|\n| 1 | one two three |\n| 22 | four |\n"
    assert shown(table, 20) == [
        "  code  what it",
        "        means",
        "  ──────────────────",
        "     1  one two",
        "        three",
        "    22  four",
    ]


def test_a_chinese_character_takes_two_cells():
    assert cell_width("a庄é") == 4
    assert cell_width("e\N{COMBINING ACUTE ACCENT}") == 1
    table = "| a | b |\n|---|---|\n| 庄荣文 | x |\n| yy | z |\n"
    assert shown(table)[2:] == ["  庄荣文  x", "  yy      z"]


def test_a_page_is_laid_out_in_no_room_at_all():
    assert shown(read_page("keys").text, 0)


def test_a_topic_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError):
        read_page("../licences")


def test_the_sections_of_a_page_are_all_of_its_text():
    page = read_page("storage")
    assert [section.title for section in sections(page)][:2] == [page.title, "Listing and removing"]
    assert sum(len(section.text) for section in sections(page)) < len(page.text)


def test_a_section_is_found_by_all_of_its_words_in_any_case():
    first = find_sections("EXIT codes")[0]
    assert (first.page.topic, first.title) == ("commands", "Output and exit codes")
    assert find_sections("exit zzzz") == []
    assert find_sections("  ") == []


def test_a_whole_word_in_a_heading_comes_before_a_part_of_one_and_before_the_text():
    ranks = [section.title for section in find_sections("diff")]
    assert ranks.index("What changed: diff") < ranks.index("When sources differ")


@pytest.mark.parametrize(
    ("typed", "topic"), [("querys", "queries"), ("diff", "commands"), ("zzzz", None)]
)
def test_a_topic_is_guessed_by_its_name_or_by_what_it_tells_of(typed, topic):
    assert nearest_topic(typed) == topic


def test_the_first_pages_are_in_the_language_of_the_interface_and_the_others_in_english():
    for tag, title in (("zh-Hans", "搜索"), ("zh-Hant", "搜尋"), ("en", "Queries")):
        speak(tag)
        assert read_page("queries").title == title
        assert read_page("forms").title == "Copying and exporting"


def test_the_manual_has_an_example_of_every_field():
    examples = {kind: set() for kind in KINDS}
    pages = "".join(read_page(topic).text for topic in ("first-steps", "coverage", "format"))
    for example in re.findall(r"```toml\n(.*?)```", pages, re.DOTALL):
        for kind, given in tomli.loads(example).items():
            for record in [given] if isinstance(given, dict) else given:
                examples.setdefault(kind, set()).update(record)
    assert "ignore" in examples["event"]  # it means the same everywhere
    missing = {kind: set(fields_of(kind)) - examples[kind] - {"ignore"} for kind in KINDS}
    assert {kind: names for kind, names in missing.items() if names} == {}
