"""The pane of days: a block a statement, from years to speakers, and one speaker over time."""

from summit_tui.app.widgets.days import Days


async def test_the_cursor_goes_by_statement_and_the_row_opens_what_it_counts(browsing, small):
    async with browsing(small, size=(100, 30)) as reader:
        await reader.press("7")
        pane = reader.browse.query_one(Days)
        assert reader.browse.focused is pane
        shown = reader.part(pane)
        assert "Panel on undersea cables" in shown
        assert "█ direct ▓ partial ░ paraphrase" in shown.replace("\N{NO-BREAK SPACE}", " ")
        seen = [pane.entry.address]
        for _ in range(3):
            await reader.press("right")
            seen.append(pane.entry.address)
            assert reader.shown == str(pane.entry.address)
        assert len(set(seen)) == 4
        await reader.press("home", "enter")
        assert reader.browse.view.pane == "quotes"
        assert reader.browse.list_.count == 1


async def test_one_looks_from_years_down_to_speakers(browsing, small):
    async with browsing(small, size=(100, 30)) as reader:
        await reader.press("7", "minus", "minus", "minus")
        assert reader.status.startswith("This is as far as it goes.")
        pane = reader.browse.query_one(Days)
        assert pane.level == "years"
        assert "2030" in reader.part(pane)
        await reader.press("plus", "plus", "plus", "plus")
        assert reader.status.startswith("This is as near as it goes.")
        assert pane.level == "speakers"
        assert "Lin Mei" in reader.part(pane)


async def test_keys_typed_before_the_first_answer_are_obeyed(browsing, small):
    async with browsing(small, size=(100, 30)) as reader:
        await reader.pilot.press("7", "minus", "minus", "minus")
        await reader.rest()
        pane = reader.browse.query_one(Days)
        assert pane.level == "years"
        assert "2030" in reader.part(pane)


async def test_from_a_speaker_it_is_what_they_said_over_time(browsing, small):
    async with browsing(small, size=(120, 40), pane=3) as reader:
        await reader.press("enter")
        await reader.click_on("what they said, day by")
        pane = reader.browse.query_one(Days)
        assert reader.browse.view.pane == "days"
        await reader.press("w")
        assert "earlier statement" in reader.part(pane) or "ompared" in reader.part(pane)


async def test_where_sessions_have_hours_rooms_are_rows(browsing, coverage):
    session = {"title": "Talk", "place": "Hall", "end": "2030-05-01T10:00:00Z"}
    sessions = [
        {"id": "first", "start": "2030-05-01T09:00:00Z", **session},
        {"id": "second", "start": "2030-05-01T09:30:00Z", **session, "place": "Lab"},
    ]
    folder = coverage({"event": {"id": "e", "name": "E"}, "sessions": sessions}, "hours")
    async with browsing(folder, size=(80, 24)) as reader:
        await reader.press("7", "down")
        pane = reader.browse.query_one(Days)
        assert "1 May 2030 · hours of UTC" in reader.part(pane)
        assert "09:30–10:00 Lab" in reader.part(pane)
        await reader.press("enter")
        assert reader.shown == "e/sessions/second"
