"""Without colours all is told by words, signs, bold, underline and reverse."""

import pytest


def look(reader, text):
    """Return the style of the first cell of a text on the screen."""
    x, y = reader.locate(text)
    strip = reader.app.screen._compositor.render_strips()[y].crop(x, x + 1)
    return next(iter(strip)).style


@pytest.mark.parametrize("plain", [True, False])
async def test_what_a_colour_tells_is_told_without_it(browsing, small, monkeypatch, plain):
    if plain:
        monkeypatch.setenv("NO_COLOR", "1")
    async with browsing(small, pane=4) as reader:
        assert look(reader, "Quotes").underline
        assert not look(reader, "Speakers").underline
        assert look(reader, "Quotes").bold
        assert "▌" in reader.list
        await reader.press("f", "enter")
        assert "✓" in reader.facets
        assert ("▏" in reader.list) == plain
        assert "▌" not in reader.list
        await reader.press("F")
        await reader.type("toll")
        await reader.press("enter")
        assert look(reader, "toll road").underline


async def test_the_palettes_cursor_is_seen_without_colours(browsing, small, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with browsing(small, pane=4) as reader:
        await reader.press("colon", "down")
        await reader.until(lambda: "Open" in reader.screen)
        shades = {
            (segment.style.color, segment.style.bgcolor)
            for strip in reader.app.screen._compositor.render_strips()
            for segment in strip
            if "Open the record" in segment.text or "Leave the record" in segment.text
        }
        assert len(shades) == 2
