"""The text of a source with the passage lit, from a statement to its words and back."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from summit_tui.app.screens.source_text import SourceTextScreen
from summit_tui.app.widgets.passage_text import PassageText
from summit_tui.clipboard.types import Settings
from summit_tui.config import Config
from summit_tui.paths import bundled_coverage

GAZETTE = (
    "The panel met at noon.\n\n"
    "“We will lay the cable together,” said Lin Mei, who paid for lunch.\n\n"
    "Ada Okoro warned that repairs were “a toll road” for anyone. All agreed. All agreed.\n"
)
HOSTILE = (
    "[b]bold[/b] [/] \x1b]52;c;QUJD\x07 \x1b[2J \u202eevil\u202c \x9b31m cable \x00 "
    "[@click=app.quit]x[/]"
)


async def open_text(reader, quote):
    """Put the cursor on a statement and press `t`."""
    reader.browse.list_.cursor = reader.hits.index(quote)
    await reader.rest()
    await reader.press("t")
    assert isinstance(reader.app.screen, SourceTextScreen)
    return reader.app.screen


def status_line(reader):
    """Return what the status line of the text says, and where one is."""
    return reader.app.screen.position._ends


def lit(reader):
    """Return what is lit of the text: what stands beside the bar."""
    shown = reader.part_lines(reader.app.screen.text)
    return [line.split("▌ ", 1)[1] for line in shown if "▌" in line]


async def test_the_record_says_whether_a_statement_stands_in_its_source(
    browsing, coverage, quoted, texts
):
    folder = texts(gazette=GAZETTE)
    async with browsing(coverage(quoted), pane=4, texts=folder, size=(140, 40)) as reader:
        said = {}
        for row, quote in enumerate(reader.hits):
            reader.browse.list_.cursor = row
            await reader.rest()
            printed = reader.record.partition("Evidence")[2].replace("▏", " ").split()
            said[quote] = " ".join(printed)
        starts = {
            "direct": "found in the source, paragraph 2 · speaker named there · in quotation marks",
            "partial": "found in the source, paragraph 3 · speaker named there",
            "missing": "not found word for word in the source",
            "paraphrase": "no text of the source",
            "later": "no text of the source · a day outside the event",
        }
        assert {quote: said[quote][: len(start)] for quote, start in starts.items()} == starts


@pytest.mark.parametrize("field", ["excerpt", "text"])
async def test_the_text_view_shows_what_an_ellipsis_leaves_out(
    browsing, coverage, quoted, texts, field
):
    gazette = GAZETTE.replace("We will lay", "We will not lay")
    elided, printed = "We will … lay the cable together", "We will not lay the cable together"
    for quote in quoted["quotes"]:
        if quote["id"] == "direct":
            quote["text"] = elided
            quote["excerpt"] = {"exact": elided if field == "excerpt" else printed}
    async with browsing(coverage(quoted), pane=4, texts=texts(gazette=gazette)) as reader:
        await open_text(reader, "direct")
        shown = str(reader.app.screen.query_one("#statement").render())
        assert "Left out: not · hides a negation" in shown


async def test_a_doubtful_statement_has_a_sign_in_the_list(browsing, coverage, quoted):
    async with browsing(coverage(quoted), pane=4) as reader:
        signs = {quote: reader.browse.list_.marker(row) for row, quote in enumerate(reader.hits)}
        assert (signs["later"], signs["direct"]) == ("?", "")


async def test_without_texts_everything_else_works_and_says_so(browsing, coverage, quoted):
    async with browsing(coverage(quoted), pane=4) as reader:
        assert "no text of the source" in reader.record
        await reader.press("t")
        assert reader.app.screen is reader.browse
        assert "--texts DIR" in reader.status
        await reader.press("3", "t")
        assert reader.status == "Only a statement or a source has a text to show."


async def test_t_shows_the_text_with_the_passage_lit_and_esc_comes_back(
    browsing, coverage, quoted, texts
):
    async with browsing(coverage(quoted), pane=4, texts=texts(gazette=GAZETTE)) as reader:
        await open_text(reader, "partial")
        assert len(lit(reader)) == 1
        assert "repairs were “a toll road”" in lit(reader)[0]
        for words in (
            "Cable panel closes the forum",
            "Harbour Gazette, 3 May 2030",
            "2 of 3 found",
        ):
            assert words in reader.screen
        assert sha256(GAZETTE.encode()).hexdigest()[:12] in reader.screen
        assert "retrieval not dated" in reader.screen
        assert "2 Ada Okoro" in reader.screen
        for key in ("escape", "q", "t", "h"):
            await reader.press(key)
            assert reader.app.screen is reader.browse
            assert reader.shown == "wic-2030/quotes/partial"
            await reader.press("t")


async def test_one_walks_the_statements_of_a_source_in_its_own_order(
    browsing, coverage, quoted, texts
):
    async with browsing(coverage(quoted), pane=4, texts=texts(gazette=GAZETTE)) as reader:
        await open_text(reader, "direct")
        assert status_line(reader)[1] == "1 of 3"
        await reader.press("p")
        assert status_line(reader)[0] == "This is the first statement."
        await reader.press("n")
        assert "a toll road" in lit(reader)[0]
        await reader.press("right_square_bracket")
        assert status_line(reader) == ("not found word for word in the source", "3 of 3")
        await reader.press("n")
        assert status_line(reader)[0] == "This is the last statement."
        await reader.press("left_square_bracket", "N")
        assert "lay the cable" in lit(reader)[0]


async def test_a_missing_excerpt_is_shown_beside_the_nearest_words_and_lights_nothing(
    browsing, coverage, quoted, texts
):
    async with browsing(coverage(quoted), pane=4, texts=texts(gazette=GAZETTE)) as reader:
        await open_text(reader, "missing")
        assert lit(reader) == []
        assert "nearest, paragraph 2" in reader.screen
        panel = reader.part(reader.app.screen.query_one("#statement"))
        assert "dinner" in panel
        assert "lunch" not in panel or "who paid for" in panel


async def test_enter_goes_to_the_statement_and_back_goes_where_one_was(
    browsing, coverage, quoted, texts
):
    async with browsing(coverage(quoted), pane=4, texts=texts(gazette=GAZETTE)) as reader:
        await open_text(reader, "direct")
        await reader.press("n", "enter")
        assert reader.app.screen is reader.browse
        assert reader.shown == "wic-2030/quotes/partial"
        await reader.press("left_square_bracket")
        assert reader.shown == "wic-2030/quotes/direct"


async def test_enter_lists_all_statements_that_rest_on_the_same_words(
    browsing, coverage, quoted, texts
):
    twin = dict(quoted["quotes"][0], id="twin", speaker="okoro", excerpt={"exact": "the cable"})
    quoted["quotes"].append(twin)
    async with browsing(coverage(quoted), pane=4, texts=texts(gazette=GAZETTE)) as reader:
        await open_text(reader, "twin")
        assert "2 +1 Ada Okoro" in reader.screen
        await reader.press("enter")
        assert set(reader.hits) == {"direct", "twin"}
        assert reader.shown == "wic-2030/quotes/twin"


async def test_a_source_shows_its_text_with_all_its_statements(browsing, coverage, quoted, texts):
    async with browsing(
        coverage(quoted), pane=6, texts=texts(gazette=GAZETTE, wire="W.")
    ) as reader:
        await reader.press("j") if reader.shown.endswith("wire") else None
        await reader.press("t")
        assert "1 Lin Mei" in reader.screen
        assert "2 Ada Okoro" in reader.screen
        await reader.press("escape", "k", "t")
        assert isinstance(reader.app.screen, SourceTextScreen)


async def test_a_source_on_which_nothing_rests_is_shown_as_well(browsing, coverage, records, texts):
    records["quotes"] = []
    records["sessions"][1]["sources"] = []
    async with browsing(coverage(records), pane=6, texts=texts(gazette=GAZETTE)) as reader:
        while not reader.shown.endswith("gazette"):
            await reader.press("j")
        await reader.press("t")
        assert status_line(reader)[0] == "No statement rests on this source."
        await reader.press("n", "p", "j", "G", "g", "enter")
        assert reader.shown == "wic-2030/sources/gazette"


async def test_a_text_that_has_changed_since_is_warned_of(browsing, coverage, quoted, texts):
    quoted["sources"][0]["sha256"] = "a" * 64
    async with browsing(coverage(quoted), pane=4, texts=texts(gazette=GAZETTE)) as reader:
        await open_text(reader, "direct")
        assert "The text has changed: its SHA-256 was aaaaaaaaaaaa" in reader.screen
    quoted["sources"][0]["sha256"] = sha256(GAZETTE.encode()).hexdigest()
    quoted["sources"][0]["retrieved"] = "2030-05-04"
    async with browsing(coverage(quoted, "b"), pane=4, texts=texts(gazette=GAZETTE)) as reader:
        await open_text(reader, "direct")
        assert "has changed" not in reader.screen
        assert "retrieved 4 May 2030" in reader.screen


async def test_each_place_of_an_ambiguous_excerpt_is_a_stop(browsing, coverage, quoted, texts):
    quoted["quotes"][0]["excerpt"] = {"exact": "All agreed"}
    async with browsing(coverage(quoted), pane=4, texts=texts(gazette=GAZETTE)) as reader:
        await open_text(reader, "direct")
        assert status_line(reader)[0].startswith("place 1 of 2: found in 2 places")
        await reader.press("n")
        assert status_line(reader)[0].startswith("place 2 of 2")


async def test_hostile_text_is_harmless_at_every_size(browsing, coverage, quoted, texts):
    quoted["quotes"][0]["excerpt"] = {"exact": "cable"}
    quoted["sources"][0]["title"] = HOSTILE
    folder = texts(gazette=f"{HOSTILE}\n" * 30)
    async with browsing(coverage(quoted), pane=4, texts=folder, size=(1, 1)) as reader:
        for size in ((1, 1), (20, 5), (60, 15), (80, 24), (120, 40), (200, 60)):
            await reader.resize(*size)
            reader.browse.list_.cursor = reader.hits.index("direct")
            await reader.rest()
            await reader.press("t", "n", "j", "pagedown", "G", "g", "k", "p")
            assert isinstance(reader.app.screen, SourceTextScreen)
            assert not set("\x1b\x07\x9b\u202e\u202c\x00") & set(reader.screen)
            if size[0] >= 120:
                assert "[b]bold[/b]" in reader.part(reader.app.screen.text)
                assert "␛" in reader.screen
            await reader.resize(80, 24)
            await reader.resize(1, 1)
            await reader.resize(*size)
            await reader.press("escape")
            assert reader.app.screen is reader.browse


async def test_a_click_on_a_passage_lights_it_and_a_second_goes_to_its_statements(
    browsing, coverage, quoted, texts
):
    async with browsing(coverage(quoted), pane=4, texts=texts(gazette=GAZETTE)) as reader:
        await open_text(reader, "direct")
        x, y = reader.locate("toll road", reader.app.screen.text)
        await reader.click(x, y)
        assert status_line(reader)[1] == "2 of 3"
        x, y = reader.locate("The panel", reader.app.screen.text)
        await reader.click(x, y)
        assert status_line(reader)[1] == "2 of 3"


async def test_y_copies_a_link_to_the_passage_and_says_so(
    browsing, coverage, quoted, texts, tmp_path
):
    import sys

    kept = tmp_path / "clipboard"
    program = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
    command = (sys.executable, "-c", program, str(kept))
    config = Config(clipboard=Settings(mode="command", command=command))
    async with browsing(
        coverage(quoted),
        pane=4,
        texts=texts(gazette=GAZETTE),
        config=config,
        state=tmp_path / "state",
    ) as reader:
        await open_text(reader, "direct")
        await reader.press("y")
        address = "https://gazette.example/cables?day=2#:~:text=We%20will%20lay"
        assert kept.read_text("utf-8").startswith(address)
        assert "opied" in status_line(reader)[0]


async def test_o_opens_the_source_at_the_passage(browsing, coverage, quoted, texts, monkeypatch):
    shown = []
    monkeypatch.setattr("summit_tui.app.app.open_in_browser", lambda it: shown.append(it) or True)
    async with browsing(coverage(quoted), pane=4, texts=texts(gazette=GAZETTE)) as reader:
        await open_text(reader, "direct")
        await reader.press("o")
        assert shown[0].startswith("https://gazette.example/cables?day=2#:~:text=We%20will%20lay")


async def test_a_text_of_megabytes_is_drawn_only_where_it_is_seen(
    browsing, coverage, quoted, texts, monkeypatch
):
    drawn = []
    draw_line = PassageText._draw_line
    monkeypatch.setattr(
        PassageText, "_draw_line", lambda self, line: drawn.append(line) or draw_line(self, line)
    )
    folder = texts(gazette="Nothing of note happened here.\n" * 60_000 + GAZETTE)
    async with browsing(coverage(quoted), pane=4, texts=folder) as reader:
        await open_text(reader, "partial")
        await reader.until(lambda: lit(reader))
        assert "a toll road" in lit(reader)[0]
        assert len(set(drawn)) < 500


async def test_the_real_texts_bear_out_the_bundled_coverage(browsing):
    folder = os.environ.get("SUMMIT_TEXTS")
    if not folder:
        pytest.skip("needs SUMMIT_TEXTS, a folder with the texts of the bundled coverage")
    async with browsing(bundled_coverage(), pane=4, texts=Path(folder)) as reader:
        await reader.type("source:mo-0420")
        await reader.press("enter", "t")
        assert "8 of 8 found" in reader.screen
        await reader.press(*"ppppppp")
        for number in range(1, 9):
            assert status_line(reader)[1] == f"{number} of 8"
            assert status_line(reader)[0].startswith("found in the source")
            assert lit(reader)
            await reader.press("n")


def test_the_folder_of_texts_is_an_option_and_a_setting(tmp_path, monkeypatch):
    from click.testing import CliRunner

    from summit_tui.app.app import SummitApp
    from summit_tui.cli.group import cli
    from summit_tui.paths import config_file

    opened = []
    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.headless_driver:HeadlessDriver")

    def run(app):
        opened.append(app.archive_worker.texts_folder)
        app.archive_worker.close()

    monkeypatch.setattr(SummitApp, "run", run)
    config = config_file()
    config.parent.mkdir(parents=True, exist_ok=True)
    assert CliRunner().invoke(cli, []).exit_code == 0
    config.write_text('texts = "/from/config"', "utf-8")
    assert CliRunner().invoke(cli, []).exit_code == 0
    assert CliRunner().invoke(cli, ["--texts", str(tmp_path)]).exit_code == 0
    assert opened == [None, Path("/from/config"), tmp_path]
    assert CliRunner().invoke(cli, ["--texts", str(tmp_path / "nowhere")]).exit_code == 2


@pytest.mark.parametrize(("width", "is_in_foot"), [(80, False), (120, True)])
async def test_the_evidence_leaves_the_keys_of_a_narrow_foot_their_room(
    browsing, coverage, quoted, texts, width, is_in_foot
):
    folder = texts(gazette=GAZETTE)
    async with browsing(coverage(quoted), pane=4, texts=folder, size=(width, 24)) as reader:
        await open_text(reader, "direct")
        assert ("found in the source" in reader.lines[-1]) is is_in_foot
        assert "found in the source, paragraph 2" in reader.screen
        assert is_in_foot or "Esc Back" in reader.lines[-1]
