"""The manual on the screen."""

from test_app_palette import find

from summit_tui.app.screens.manual import ManualScreen, PageScreen
from summit_tui.manual import TOPICS, pages, read_page


async def test_help_leads_to_the_pages_and_enter_opens_one(browsing, small):
    async with browsing(small, size=(80, 24)) as reader:
        await reader.press("question_mark", "slash")
        assert isinstance(reader.app.screen, ManualScreen)
        # There are more pages than lines: the keys lead to each of them.
        for topic in TOPICS:
            lines = reader.part_lines(reader.app.screen.list_)
            assert any(topic in line and read_page(topic).summary in line for line in lines)
            await reader.press("down")
        await reader.press(*["up"] * (len(TOPICS) - 2), "enter")
        assert isinstance(reader.app.screen, PageScreen)
        assert f"2 of {len(TOPICS)}" in reader.lines[1]
        assert reader.lines[3].strip() == "Keys"
        await reader.press("escape", "escape", "escape")
        assert reader.app.screen is reader.browse


async def test_who_leaves_while_a_page_opens_leaves_without_an_error(browsing, small):
    async with browsing(small) as reader:
        reader.app.push_screen(PageScreen(pages()[0]))


async def test_what_is_typed_finds_sections_and_enter_goes_to_the_place(browsing, small):
    async with browsing(small, size=(80, 24)) as reader:
        await reader.press("question_mark", "slash", *"exit", "space", *"codes")
        assert "Output and exit codes" in reader.part(reader.app.screen.query_one("SectionList"))
        await reader.press("enter")
        assert "Ctrl-C; another signal n" in reader.screen
        await reader.press("slash")
        assert isinstance(reader.app.screen, ManualScreen)


async def test_what_is_nowhere_in_the_manual_opens_nothing(browsing, small):
    async with browsing(small) as reader:
        await reader.press("question_mark", "slash", *"zzzz", "enter")
        assert isinstance(reader.app.screen, ManualScreen)


async def test_a_page_scrolls_turns_and_keeps_to_the_width(browsing, small):
    async with browsing(small, size=(80, 24)) as reader:
        await reader.press("question_mark", "slash", "enter")
        top = reader.screen
        await reader.press("j", "k")
        assert reader.screen == top
        await reader.press("G")
        assert "summit-tui help forms" in reader.screen
        await reader.press("n", "n")
        assert reader.lines[3].strip() == "Queries"
        await reader.press("p", "p", "p")
        assert reader.screen == top
        await reader.resize(50, 24)
        assert "Install the program, open a coverage, find" in reader.screen


async def test_the_palette_finds_headings_of_the_manual(browsing, small):
    async with browsing(small) as reader:
        await find(reader, "exit codes")
        await reader.press("down", "enter")
        await reader.until(lambda: isinstance(reader.app.screen, PageScreen))
        await reader.rest()
        assert "Output and exit codes" in reader.screen
