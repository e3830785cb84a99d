"""Everything is a link: forward, back, and through history."""


async def follow(reader, label, text):
    """Open the highlighted record and follow a link of it."""
    links = reader.browse.links
    await reader.press("enter")
    assert links.has_focus
    links.cursor = [(link.label, link.text) for link in links._links].index((label, text))
    await reader.press("enter")


def links(reader):
    """Return what the links of the record say."""
    return [(link.label, link.text) for link in reader.browse.links._links]


async def test_one_can_go_from_a_quote_to_all_it_touches_and_all_the_way_back(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("j")
        way = [reader.shown]
        for link in (
            ("speaker", "Lin Mei"),
            ("quote", "“We will lay the cable together.”"),
            ("session", "Panel on undersea cables"),
            ("source", "Cable panel closes the forum"),
        ):
            await follow(reader, *link)
            way.append(reader.shown)
        assert [address.removeprefix("wic-2030/") for address in way] == [
            "quotes/direct",
            "speakers/lin",
            "quotes/direct",
            "sessions/panel",
            "sources/gazette",
        ]
        back = [reader.shown]
        for _ in way[1:]:
            await reader.press("left_square_bracket")
            back.append(reader.shown)
        assert back == way[::-1]
        for address in way[1:]:
            await reader.press("right_square_bracket")
            assert reader.shown == address


async def test_history_ends_are_said_and_harmless(browsing, small):
    async with browsing(small) as reader:
        await reader.press("left_square_bracket")
        assert reader.status == "There is nothing to go back to."
        await reader.press("right_square_bracket")
        assert reader.status == "There is nothing to go forward to."


async def test_history_keeps_the_query_the_filter_and_the_order(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.type("repairs")
        await reader.press("enter", "s", "s", "S", "j")
        view, hits = reader.browse.view, reader.hits
        await follow(reader, "speaker", "Ada Okoro")
        assert reader.pane == "speakers"
        assert reader.browse.view.query == ""
        await reader.press("left_square_bracket")
        assert reader.browse.view == view
        assert reader.hits == hits
        assert reader.browse.box.value == "repairs"


async def test_a_record_links_to_all_that_it_names_and_that_names_it(browsing, small):
    direct = ("quote", "“We will lay the cable together.”")
    partial = ("quote", 'Repairs should not become "a toll road" for anyone.')
    later = ("quote", "The budget for repairs would double.")
    lin, panel = ("speaker", "Lin Mei"), ("session", "Panel on undersea cables")
    harbour, gazette = ("delegation", "Harbour City"), ("source", "Cable panel closes the forum")
    async with browsing(small) as reader:
        for pane, row, wanted in (
            ("4", 1, {lin, panel, harbour, gazette}),
            ("3", 0, {direct, later, panel, harbour}),
            ("5", 0, {lin, direct, later}),
            ("6", 1, {direct, partial, panel}),
            ("2", 1, {lin, ("speaker", "Ada Okoro"), direct, partial, gazette}),
        ):
            await reader.press(pane, *["j"] * row)
            assert wanted <= set(links(reader))
            for _, text in wanted:
                assert text[:18] in reader.record


async def test_no_record_links_to_itself(browsing, small):
    async with browsing(small) as reader:
        assert ("event", "Wuzhen Forum 2030") not in links(reader)
        assert len(links(reader)) > 5
        await reader.press("3")
        assert ("event", "Wuzhen Forum 2030") in links(reader)
        assert ("speaker", "Lin Mei") not in links(reader)


async def test_many_records_of_one_kind_share_a_link_that_opens_them_all(
    browsing, coverage, records
):
    records["quotes"] += [
        {**records["quotes"][0], "id": f"more-{n}", "text": f"Cable {n}."} for n in range(8)
    ]
    async with browsing(coverage(records), pane=3) as reader:
        await follow(reader, "10 quotes", "")
        assert reader.pane == "quotes"
        assert len(reader.hits) == 10
        assert "Lin Mei" in reader.status


async def test_a_link_to_a_record_that_is_not_there_says_so_and_can_be_followed(
    browsing, coverage, records
):
    records["quotes"][0]["session"] = "nowhere"
    async with browsing(coverage(records), pane=4) as reader:
        await reader.press("j")
        assert ("session", "nowhere (not in this coverage)") in links(reader)
        await follow(reader, "session", "nowhere (not in this coverage)")
        assert reader.app.is_running
        await reader.press("left_square_bracket")
        assert reader.shown == "wic-2030/quotes/direct"


async def test_one_steps_out_of_a_record_to_the_same_row(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("j")
        for key in ("h", "backspace", "escape"):
            await reader.press("enter")
            assert reader.browse.links.has_focus
            await reader.press(key)
            assert reader.browse.list_.has_focus
            assert reader.browse.list_.cursor == 1


async def test_under_eighty_columns_a_record_is_opened_and_left(browsing, small):
    async with browsing(small, pane=4, size=(60, 15)) as reader:
        assert not reader.browse.record.display
        await reader.press("j")
        for key in ("h", "backspace", "escape"):
            await reader.press("enter")
            assert not reader.browse.list_.display
            assert "“We will lay the cable together.”" in reader.record
            await reader.press(key)
            assert reader.browse.list_.display
            assert reader.browse.list_.cursor == 1


async def test_under_eighty_columns_a_link_opens_the_record_it_leads_to(browsing, small):
    async with browsing(small, pane=4, size=(60, 15)) as reader:
        await follow(reader, "speaker", "Lin Mei")
        assert reader.shown == "wic-2030/speakers/lin"
        assert "Lin Mei" in reader.record
        assert not reader.browse.list_.display
