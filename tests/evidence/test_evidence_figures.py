"""Numbers in figures and in words, as far as texts are compared by them."""

import pytest

from summit_tui.evidence.figures import figures, numbers_in, stated_numbers

SAME = [
    ("1,000 guests", "nearly one thousand guests"),
    ("1 000", "1,000"),
    ("1.5 million", "150万"),
    ("1.5 million", "1,500,000"),
    ("30.000 Menschen", "30,000 people"),
    ("30,5 Prozent", "30.5 percent"),
    ("21 members", "twenty-one members"),
    ("205", "two hundred and five"),
    ("300", "三百"),
    ("25,000", "两万五千"),
    ("2025", "二〇二五年"),
    ("2 billion", "20亿"),
    ("11th", "the eleventh"),
    ("12", "a dozen"),
    ("50", "٥٠ دولة"),
    ("50%", "half of them"),
    ("2025", "mid-2025"),
    ("3 trillion", "3兆"),
    ("40 million", "设立4000万元的基金"),
    ("共4000万元", "40 million"),
]


@pytest.mark.parametrize(("figure", "text"), SAME)
def test_a_number_is_known_however_it_is_written(figure, text):
    ((_, values),) = figures(figure)
    assert values & numbers_in(text)


@pytest.mark.parametrize(
    ("figure", "text"),
    [("35", "30 countries"), ("1,000", "1 guest"), ("15", "1.5 million"), ("3", "三十"), ("7", "")],
)
def test_another_number_is_another(figure, text):
    ((_, values),) = figures(figure)
    assert not values & numbers_in(text)


@pytest.mark.parametrize(
    "text", ["5G and V1", "the G20", "COVID-19", "HKGAI V1大模型", "no figure"]
)
def test_a_figure_that_is_part_of_a_name_is_no_number(text):
    assert list(figures(text)) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("within twelve years and 3 days", {"3", "12"}),
        ("twenty-five boats, fifteen million owners", {"25", "15000000"}),
        ("the first twenty of the twenty-first century", set()),
        ("twenty twenty-five", set()),
        ("ten of them, dozens, hundreds", set()),
        ("三十五艘，两千五百人，一千万元", {"35", "2500", "10000000"}),
        ("三四十艘，几十万人，千万不要，十分", set()),
    ],
)
def test_exact_numbers_are_stated_in_figures_and_above_ten_in_words(text, numbers):
    assert {value for _, values in stated_numbers(text) for value in values} == numbers
