"""Text that arrives where the reader wants it, and text that arrives nowhere."""

import json
import re

import pytest

QUOTE = "“We will lay the cable together.”"


@pytest.mark.parametrize("mode", ["auto", "osc52"])
@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=str)
def test_a_statement_arrives_in_a_tmux_buffer(terminal, coverage, tmp_path, mode, size):
    config = tmp_path / ".config" / "summit-tui" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f'[clipboard]\nmode = "{mode}"\n', "utf-8")
    pane = terminal(coverage(), size=size)
    pane.server.run("set-option", "-s", "set-clipboard", "on")
    pane.press("4")
    pane.until("1 of 4")
    pane.press("j")
    pane.until("said 2 May 2030")
    pane.press("y")
    pane.until(lambda screen: "opied" in screen or "Sent" in screen)
    pane.until(lambda screen: b"cable" in pane.server.run("save-buffer", "-"))
    text = pane.server.run("save-buffer", "-").decode()
    for part in (QUOTE, "Lin Mei", "Minister of Transport", "2 May 2030", "Harbour Gazette"):
        assert part in text


HOSTILE = (
    "before \x1b]52;c;SE9TVElMRQ==\x07 \x1b]0;HOSTILE\x1b\\ \x9b2J \x9d52;c;SE9TVElMRQ==\x9c "
    "\x1b[2J \x00\x07\x0e \u202egnp\u2066 \u200f\U000e0041 [@click=app.quit]x[/] after"
)
PANES = {"2": "sessions", "3": "speakers", "4": "quotes", "5": "delegations", "6": "sources"}
"""The key of each list, and what the line of the search calls its rows."""

LIST_CURSOR = re.compile(r"▌[ ?]")
"""The cursor of a list, with a space behind it, or a mark of doubt."""

LINK_CURSOR = re.compile(r"▌[\w“]")
"""The cursor of the links of a record."""


def search_line(screen):
    """Return the line below the panes, which counts the rows of the list."""
    return next((line for line in screen.splitlines() if line.startswith(" / ")), "")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=str)
def test_nothing_that_a_file_contains_reaches_the_terminal_as_a_sequence(
    terminal, coverage, records, size
):
    for kind in records.values():
        for record in [kind] if isinstance(kind, dict) else kind:
            for field in ("name", "title", "text", "publisher", "theme", "place", "region"):
                if field in record:
                    record[field] += HOSTILE
            if "topics" in record:
                record["topics"] = [HOSTILE]
    folder = coverage(records)
    (folder / "bad.json").write_text(json.dumps({HOSTILE: 1, "quotes": [{HOSTILE: 2}]}), "utf-8")
    pane = terminal(folder, size=size)
    pane.server.run("set-option", "-s", "set-clipboard", "on")
    for key, title in PANES.items():
        pane.press(key)
        pane.until(lambda screen, title=title: "before" in screen and title in search_line(screen))
        pane.until(LIST_CURSOR.search)
        pane.press("Enter")
        pane.until(lambda screen: not LIST_CURSOR.search(screen))
        # The links stand below the text, which may fill the screen.
        pane.press("G")
        pane.until(LINK_CURSOR.search)
        pane.press("k", "h")
        pane.until(lambda screen: LIST_CURSOR.search(screen) and not LINK_CURSOR.search(screen))
    pane.press("p")
    pane.until("Esc Close")
    pane.press("j")
    pane.press("Escape")
    pane.until(lambda screen: "1 Start" in screen and "Esc Close" not in screen)
    pane.press(":")
    pane.until("Search commands and records")
    pane.type("before")
    pane.until("wic-2030/")
    pane.press("C-q")
    pane.until("LEFT WITH 0")
    pane.until(lambda _: b"LEFT WITH 0" in pane.raw)
    assert pane.server.run("save-buffer", "-") == b""
    assert pane.state("pane_title") != "HOSTILE"
    assert b"SE9TVElMRQ==\x07" not in pane.raw
    assert b"\x1b]0;HOSTILE" not in pane.raw
    written = pane.raw.decode("utf-8")
    for character in "\x9b\x9d\x9c\x0e\u202e\u2066\U000e0041\x00":
        assert character not in written


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=str)
def test_the_last_copy_is_printed_once_the_screen_is_restored(
    terminal, coverage, records, tmp_path, size
):
    records["quotes"][0] |= {"text": "我们要一起铺设海底光缆。" * 9, "language": "zh"}
    pane = terminal("--print-on-exit", coverage(records), size=size)
    pane.press("4")
    pane.until("1 of 4")
    pane.press("j")
    pane.until("said 2 May 2030")
    pane.press("y")
    pane.until(lambda screen: "opied" in screen or "Saved" in screen)
    pane.press("q")
    pane.until("LEFT WITH 0")
    copied = (tmp_path / ".local" / "state" / "summit-tui" / "last-copy").read_text("utf-8")
    assert "铺设海底光缆" in copied
    assert "Lin Mei" in copied
    # What stands on the screen may be still on its way through the pipe.
    pane.until(lambda _: b"LEFT WITH 0" in pane.raw)
    restored = pane.raw.rpartition(b"\x1b[?1049l")[2]
    printed = restored.decode("utf-8").replace("\r\n", "\n").partition("LEFT WITH")[0]
    assert printed.endswith(f"{copied}\n")
    assert pane.state("alternate_on") == "0"
