"""Taking a record away, and opening the source it rests on."""

import sys

import pytest

from summit_tui.clipboard.types import Settings
from summit_tui.config import Config


@pytest.fixture
def clipboard(tmp_path):
    """Return a config whose clipboard is a file, and the file."""
    kept = tmp_path / "clipboard"
    program = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
    command = (sys.executable, "-c", program, str(kept))
    return Config(clipboard=Settings(mode="command", command=command)), kept


@pytest.fixture
def browser(monkeypatch):
    """Return the addresses that a browser of this machine was asked to show."""
    shown = []
    monkeypatch.setattr("summit_tui.app.app.open_in_browser", lambda it: shown.append(it) or True)
    return shown


async def test_y_copies_a_statement_with_its_attribution_and_says_so(
    browsing, small, clipboard, tmp_path
):
    config, kept = clipboard
    async with browsing(small, pane=4, config=config, state=tmp_path / "state") as reader:
        await reader.press("j", "y")
        text = kept.read_text("utf-8")
        assert "“We will lay the cable together.”" in text
        for part in ("Lin Mei", "Minister of Transport", "2 May 2030", "Harbour Gazette"):
            assert part in text
        assert reader.status.startswith("Copied ")
        assert str(len(text)) in reader.status


async def test_a_copy_that_is_asked_for_before_the_list_is_there_is_of_that_list(
    browsing, small, clipboard, tmp_path
):
    config, kept = clipboard
    async with browsing(small, pane=4, config=config, state=tmp_path / "state") as reader:
        reader.browse.navigator.show_pane("sources")
        await reader.app.run_action("copy")
        await reader.rest()
        assert kept.read_text("utf-8").startswith("Youth at the forum\nPublisher")
        reader.browse.navigator.show(reader.browse.view._replace(pane="quotes", query="toll"))
        await reader.app.run_action("copy")
        await reader.rest()
        assert "toll road" in kept.read_text("utf-8")


async def test_a_paraphrase_is_copied_without_quotation_marks_and_with_its_mode(
    browsing, small, clipboard, tmp_path
):
    config, kept = clipboard
    async with browsing(small, pane=4, config=config, state=tmp_path / "state") as reader:
        await reader.press("y")
        said, credit, _ = kept.read_text("utf-8").splitlines()
        assert said == "The budget for repairs would double."
        assert "Minister of Finance" in credit
        assert "paraphrase" in credit


async def test_every_kind_of_record_can_be_copied(browsing, small, clipboard, tmp_path):
    config, kept = clipboard
    async with browsing(small, config=config, state=tmp_path / "state") as reader:
        for pane, words in (
            ("1", "Wuzhen Forum 2030"),
            ("2", "Opening ceremony"),
            ("3", "Lin Mei"),
            ("5", "Harbour City"),
            ("6", "Youth at the forum"),
        ):
            await reader.press(pane, "y")
            assert words in kept.read_text("utf-8")


async def test_a_clipboard_that_fails_is_said_and_the_text_is_kept(browsing, small, tmp_path):
    settings = Settings(mode="command", command=("/nowhere/copy",))
    state = tmp_path / "state"
    async with browsing(small, pane=4, config=Config(clipboard=settings), state=state) as reader:
        await reader.press("y")
        assert not reader.status.startswith("Copied ")
        assert any(
            "budget" in path.read_text("utf-8") for path in state.iterdir() if path.is_file()
        )


async def test_o_opens_the_source_and_shows_its_address(browsing, small, browser):
    async with browsing(small, pane=4) as reader:
        await reader.press("j", "o")
        assert browser == ["https://gazette.example/cables?day=2"]
        await reader.until(lambda: "Opened in the browser" in reader.screen)
        assert "gazette.example/cables?day=2" in reader.screen


async def test_o_shows_and_copies_the_address_where_no_browser_can_be_opened(
    browsing, small, monkeypatch, tmp_path
):
    monkeypatch.setattr("summit_tui.app.app.open_in_browser", lambda address: False)
    config = Config(clipboard=Settings(mode="file"))
    async with browsing(small, pane=4, config=config, state=tmp_path) as reader:
        await reader.press("j", "o")
        await reader.until(lambda: "The source is at" in reader.screen)
        assert reader.app.clipboard == "https://gazette.example/cables?day=2"
        assert "gazette.example/cables?day=2" in reader.screen


async def test_o_says_so_where_the_source_has_no_address(browsing, small, browser):
    async with browsing(small, pane=4) as reader:
        await reader.press("o")
        assert reader.status == "The source has no address on the web."
        assert browser == []


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "--new-window"]
)
async def test_an_address_that_is_not_of_the_web_is_never_opened(
    browsing, coverage, records, browser, address
):
    records["sources"][1]["url"] = address
    async with browsing(coverage(records), pane=4) as reader:
        await reader.press("o")
        assert browser == []
        assert reader.status == "The source has no address on the web."


def test_over_ssh_no_browser_is_opened(monkeypatch):
    from summit_tui.app.clipboard import open_in_browser

    monkeypatch.setattr("webbrowser.get", lambda: pytest.fail("a browser was looked for"))
    assert not open_in_browser("https://gazette.example", {"SSH_CONNECTION": "1 2 3 4"})


async def test_what_is_copied_is_under_the_cursor_and_not_what_was_shown_before(
    browsing, small, clipboard, tmp_path
):
    config, kept = clipboard
    async with browsing(small, pane=4, config=config, state=tmp_path / "state") as reader:
        await reader.pilot.press("j", "y")  # faster than the record can be shown
        await reader.rest()
        assert "We will lay the cable together." in kept.read_text("utf-8")
