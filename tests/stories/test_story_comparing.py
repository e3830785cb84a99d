"""Where the coverage disagrees, found at a real terminal from a standing start."""

import pytest

SIZES = [(120, 40), (80, 24)]
BOTH = ("30 countries and regions", "over 50 countries and regions")


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_thirty_or_over_fifty_countries_is_one_key_away(terminal, size):
    pane = terminal(size=size)
    pane.until("How many countries? 2025")
    pane.press("d")
    # Both stand on the start already, hence the heading above them and a source below.
    shown = ("How many countries?  ", "6 values in 5 languages, 8 sources", *BOTH, "riaugreen.com")
    screen = pane.until(lambda screen: all(words in screen for words in shown))
    lines = [line.strip(" ▌") for line in screen.splitlines()]
    thirty, fifty = (next(line for line in lines if line.startswith(value)) for value in BOTH)
    assert "news.gov.hk" in thirty
    assert "riaugreen.com" in fifty
    assert "20 April 2025" in fifty
    pane.press("Escape")
    pane.until("1 Start")


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_titles_of_zhuang_rongwen_are_found_by_his_name_in_the_other_script(terminal, size):
    pane = terminal(size=size)
    pane.type("/莊榮文")
    pane.until("8 of 143 quotes")
    pane.press("Enter")
    pane.until("Enter Open")
    pane.press("3")
    pane.until("1 of 30 speakers")
    pane.until("d compares")
    pane.press("d")
    titles = (
        "What is Zhuang Rongwen’s capacity?",
        "6 values in 2 languages, 8 sources",
        "国家互联网信息办公室主任、世界互联网大会理事长",
        "Cyberspace Administration of China (CAC) Director",
    )
    pane.until(lambda screen: all(title in screen for title in titles))


def test_one_remark_stands_beside_itself_in_all_its_sources(terminal):
    pane = terminal(size=(120, 40))
    pane.press("4")
    pane.until("143 quotes")
    pane.type("/remark:lee-testament")
    pane.until("4 of 143 quotes")
    pane.press("Enter")
    pane.until("Enter Open")
    pane.press("d")
    screen = pane.until(lambda screen: screen.count("DIRECT ") + screen.count("PARAPHRASE ") == 4)
    headline = next(line for line in screen.splitlines() if "John Lee" in line)
    assert headline.endswith("in 4 sources: direct in 2, paraphrase in 2")
    assert screen.count("DIRECT ") == 2
    pane.press("j", "j", "Enter")
    pane.until("Printed as")
