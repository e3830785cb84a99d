"""The pane of the map: a name, its statements, and the list by region."""

from summit_tui.app.widgets.worldmap import WorldMap


async def test_the_chosen_one_opens_its_statements_and_tab_goes_to_the_list(browsing, coverage):
    folder = coverage(
        {
            "event": {"id": "e", "name": "E"},
            "delegations": [
                {"id": "cn", "name": "China", "kind": "country", "code": "CN", "region": "Asia"},
                {"id": "ng", "name": "Nigeria", "kind": "country", "code": "NG"},
            ],
            "speakers": [{"id": "lin", "name": "Lin Mei", "delegation": "cn"}],
            "sources": [{"id": "gazette", "title": "Gazette", "publisher": "Gazette"}],
            "quotes": [
                {"id": "q", "speaker": "lin", "text": "Yes.", "mode": "direct", "source": "gazette"}
            ],
        },
        "world",
    )
    async with browsing(folder, size=(80, 24)) as reader:
        await reader.press("8")
        pane = reader.browse.query_one(WorldMap)
        assert reader.browse.focused is pane
        assert "1 China" in reader.part(pane)
        await reader.press("left")
        assert "o Nigeria" in reader.part(pane)
        assert "not quoted in these sources" in reader.part(pane)
        await reader.press("tab")
        assert "ASIA" in reader.part(pane)
        await reader.press("up", "tab", "enter")
        assert reader.browse.view.pane == "quotes"
        assert reader.browse.list_.count == 1
