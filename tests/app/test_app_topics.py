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


async def test_a_query_counts_its_hits_alone_and_one_without_hits_says_what_to_do(browsing, small):
    async with browsing(small, size=(100, 30)) as reader:
        await reader.press("9")
        await reader.type("repairs")
        pane = reader.browse.query_one(Topics)
        assert reader.browse.view.pane == "topics"
        assert "1 statement" in reader.part(pane)
        await reader.type("xyz")
        shown = reader.part(pane)
        assert "No quotes match “repairsxyz”." in shown
        assert "Esc clears the query" in shown


async def test_statements_without_topics_are_a_key_away(browsing, coverage, records):
    for quote in records["quotes"]:
        quote.pop("topics", None)
    async with browsing(coverage(records), size=(100, 30)) as reader:
        await reader.press("9")
        shown = reader.part(reader.browse.query_one(Topics))
        assert "No topic is stated of these statements." in shown
        assert "4 lists the statements" in shown
