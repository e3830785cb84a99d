"""The pane of topics: cells, rows that become columns, and the quotes that a cell counts."""

from summit_tui.app.widgets.topics import Topics


async def test_a_cell_opens_the_statements_that_it_counts(browsing, small):
    async with browsing(small, size=(100, 30)) as reader:
        await reader.press("9")
        pane = reader.browse.query_one(Topics)
        assert reader.browse.focused is pane
        shown = reader.part(pane)
        assert "TOPICS BY SPEAKER" in shown
        assert "Lin Mei on repairs 1 statement" in shown
        await reader.press("X", "right")
        assert "SPEAKERS BY TOPIC" in reader.part(pane)
        await reader.press("X")
        title = next(line for line in reader.part_lines(pane) if " on " in line).split("  ")
        await reader.press("enter")
        assert reader.browse.view.pane == "quotes"
        assert f"{reader.browse.list_.count} statement" in title[1]
        await reader.press("left_square_bracket")
        assert reader.browse.focused is pane


async def test_a_query_counts_its_hits_alone_and_one_without_a_topic_says_what_to_do(
    browsing, small
):
    async with browsing(small, size=(100, 30)) as reader:
        await reader.press("9")
        await reader.type("repairs")
        pane = reader.browse.query_one(Topics)
        assert reader.browse.view.pane == "topics"
        assert "1 statement" in reader.part(pane)
        await reader.type("xyz")
        assert "No topic is stated of these statements." in reader.part(pane)
