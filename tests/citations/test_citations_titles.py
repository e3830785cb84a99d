"""Capitals of English titles, and what is never lowered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summit_tui.citations.title_case import headline_case, sentence_case


@pytest.mark.parametrize(
    ("filed", "sentence", "headline"),
    [
        (
            "Harbour Talks End Without a Text",
            "Harbour talks end without a text",
            "Harbour Talks End without a Text",
        ),
        (
            "China’s Ministers Meet in Geneva on Data",
            "China’s ministers meet in Geneva on data",
            "China’s Ministers Meet in Geneva on Data",
        ),
        ("World Bank Raises Forecast", "World Bank raises forecast", "World Bank Raises Forecast"),
        (
            "Talks Resume: A Deal Is near",
            "Talks resume: A deal is near",
            "Talks Resume: A Deal Is Near",
        ),
        (
            "What the eSIM taught us: a lesson for ASEAN",
            "What the eSIM taught us: A lesson for ASEAN",
            "What the eSIM Taught Us: A Lesson for ASEAN",
        ),
        (
            "von der Leyen opens talks on anti-dumping rules",
            "Von der Leyen opens talks on anti-dumping rules",
            "Von der Leyen Opens Talks on Anti-dumping Rules",
        ),
        (
            "Why the U.S. and Delta Co. agree, minister de los Santos says",
            "Why the U.S. and Delta Co. agree, minister de los Santos says",
            "Why the U.S. and Delta Co. Agree, Minister de los Santos Says",
        ),
        (
            "Minister Backs A.I. Rules… and Waits",
            "Minister backs A.I. rules… and waits",
            "Minister Backs A.I. Rules… and Waits",
        ),
        (
            "“We must … act now,” ministers say… Who pays",
            "“We must … act now,” ministers say… Who pays",
            "“We Must … Act Now,” Ministers Say… Who Pays",
        ),
        (
            "Ports seek co-operation",
            "Ports seek co-operation",
            "Ports Seek Co-operation",
        ),
        ("Yes vs. No. It goes on", "Yes vs. No. It goes on", "Yes vs. No. It Goes On"),
        ("Rules Ease, Lee Says", "Rules Ease, Lee Says", "Rules Ease, Lee Says"),
        ("MINISTERS AGREE", "MINISTERS AGREE", "MINISTERS AGREE"),
    ],
)
def test_a_title_in_sentence_case_and_in_headline_case(filed, sentence, headline):
    assert sentence_case(filed) == sentence
    assert headline_case(filed) == headline


def test_a_name_that_the_source_says_keeps_its_capitals_and_lets_the_rest_be_lowered():
    assert sentence_case("Rules Ease, Lee Says", ["Lee"]) == "Rules ease, Lee says"


@given(st.text(st.sampled_from("aB c:.?’“”-é海ß1ﬁ"), max_size=30))
def test_only_capitals_change(title):
    assert sentence_case(title).casefold() == title.casefold()
    assert headline_case(title).casefold() == title.casefold()
