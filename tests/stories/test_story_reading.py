"""What a reader does at a real terminal, from the start to the way out."""

import pytest

SIZES = [(120, 40), (80, 24)]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_someone_searches_and_reads(terminal, coverage, size):
    pane = terminal(coverage(), size=size)
    pane.until("Wuzhen Forum 2030")
    pane.press("4")
    pane.until("4 quotes")
    pane.until("said 9 August 2030")
    pane.type("/toll road")
    screen = pane.until("1 of 4 quotes")
    assert 'Repairs should not become "a toll road"' in screen
    assert "PARTIAL" in screen
    assert "We will lay" not in screen
    pane.press("Enter")
    pane.press("Escape")
    screen = pane.until(lambda screen: " 4 quotes ·" in screen and "of 4" not in screen[:500])
    assert "We will lay the cable" in screen


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_someone_follows_a_link_and_comes_back(terminal, coverage, size):
    pane = terminal(coverage(), size=size)
    pane.press("4")
    pane.until("1 of 4")
    pane.press("j")
    pane.until("said 2 May 2030")
    pane.press("Enter")
    pane.until("Speaker    ▌Lin Mei")
    pane.press("Enter")
    screen = pane.until("3 speakers")
    assert "1 of 3" in screen
    pane.until("Minister of Transport")
    pane.press("[")
    pane.until("2 of 4")


def test_the_bundled_coverage_opens_without_a_path(terminal):
    pane = terminal()
    pane.until("2025 World Internet Conference Asia-Pacific Summit")
    pane.press("4")
    pane.until("143 quotes")
    pane.type("/deepseek")
    screen = pane.until(lambda screen: "4 of 143 quotes" in screen)
    assert "PARAPHRASE" in screen


def test_the_second_start_shows_the_same(terminal, coverage):
    folder = coverage()
    first = terminal(folder)
    first.until("THE DAYS")
    second = terminal(folder)
    # The first may still be painting what comes late.
    second.until(lambda screen: "THE DAYS" in screen and screen == first.screen)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_screen_follows_the_window(terminal, coverage, size):
    pane = terminal(coverage(), size=size)
    pane.press("4")
    pane.until("4 quotes")
    for width, height in ((60, 15), (20, 5), (200, 60), (1, 1), size):
        pane.server.run("resize-window", "-x", str(width), "-y", str(height))
    shown = ("1 Start", "4 quotes", "Manner ", "River Wire, 10 August 2030")
    screen = pane.until(lambda screen: all(words in screen for words in shown))
    assert all(len(line) <= size[0] for line in screen.splitlines())


def settings(screen):
    """Return what `stty -g` has printed before the program and after it.

    What it printed first may stand behind the prompt, which the shell prints when it is ready.
    """
    return [line.split()[-1] for line in screen.splitlines() if line.count(":") > 30]


@pytest.mark.parametrize("keys", [["q"], ["C-q"], ["4", "/", "C-q"], ["?", "C-q"]], ids=" ".join)
def test_the_terminal_is_left_as_it_was(terminal, coverage, keys):
    pane = terminal(coverage())
    pane.until("BY MODE")
    assert pane.state("alternate_on") == "1"
    assert pane.state("mouse_any_flag") == "1"
    pane.press(*keys)
    screen = pane.until("LEFT WITH 0")
    pane.until(lambda screen: len(settings(screen)) == 2)
    before, after = settings(pane.screen)
    assert before == after
    assert pane.state("alternate_on") == "0"
    assert pane.state("cursor_flag") == "1"
    assert pane.state("mouse_any_flag") == "0"
    assert "BY MODE" not in screen
    pane.until(lambda _: b"LEFT WITH 0" in pane.raw)
    assert pane.raw.rfind(b"\x1b[?2004l") > pane.raw.rfind(b"\x1b[?2004h")
    pane.type("echo still $((6*7)) here")
    pane.until("echo still")
    pane.press("Enter")
    pane.until("still 42 here")
