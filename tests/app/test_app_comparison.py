"""What sources print of one thing, side by side: values, tellings, keys, sizes, hostile texts."""

import pytest
from rich.cells import cell_len

from summit_tui.app.screens.comparison import ComparisonScreen
from summit_tui.app.screens.source_text import SourceTextScreen
from summit_tui.clipboard.types import Settings
from summit_tui.config import Config

SIZES = [(200, 60), (120, 40), (80, 24), (60, 15), (20, 5), (1, 1)]
HOSTILE = "[b]x[/] [/] \x1b]52;c;QUJD\x07 \u202eevil\u202c \x9b31m \x00 [@click=app.quit]y[/]"


@pytest.fixture
def differing(records):
    """Return records whose sources print different things."""
    rows = [
        ("event/wic-2030", "countries", "30 countries", "en", "gazette"),
        ("event/wic-2030", "countries", "over 50 countries", "en", "wire"),
        ("event/wic-2030", "countries", "約30個國家或地區", "zh-Hant", "wire"),
        ("event/wic-2030", "theme", "Openness", "en", "wire"),
        ("speakers/lin", "name", "林梅", "zh-Hans", "gazette"),
        ("speakers/lin", "roles", "交通部部长", "zh-Hans", "gazette"),
        ("speakers/lin", "roles", "交通部副部長", "zh-Hant", "wire"),
    ]
    keys = ("record", "field", "value", "language", "source")
    records["readings"] = [dict(zip(keys, row, strict=True)) for row in rows]
    direct = next(record for record in records["quotes"] if record["id"] == "direct")
    direct |= {"remark": "cable", "language": "en"}
    report = direct | {
        "id": "report",
        "source": "wire",
        "mode": "paraphrase",
        "text": "The cable will be laid together.",
        "role": "Minister for Roads",
    }
    chinese = direct | {"id": "chinese", "text": "我们一起铺设电缆。", "language": "zh-Hans"}
    records["quotes"] += [report, chinese]
    return records


@pytest.fixture
def kept(tmp_path):
    """Return settings with which every copy goes to a file, and that file."""
    state = tmp_path / "state"
    config = Config(clipboard=Settings(mode="file"))
    return {"config": config, "state": state}, state / "last-copy"


async def to_quote(reader, id):
    reader.browse.list_.cursor = reader.hits.index(id)
    await reader.rest()


def rows(reader):
    """Return the lines of the witnesses, without the bar beside the cursor."""
    return [line[1:] for line in reader.part_lines(reader.app.screen.rows) if line.strip()]


def record(reader):
    """Return what the record in full shows, without the line beside it."""
    return reader.record.replace("▏ ", "")


def said(reader):
    return reader.app.screen.position._ends


def compared(reader):
    """Return the line on what the witness under the cursor is compared with."""
    return reader.app.screen.query_one("#compared").left


async def test_the_record_says_where_sources_differ(browsing, coverage, differing):
    async with browsing(coverage(differing), pane=1, size=(120, 40)) as reader:
        assert "Countries 2 readings" in record(reader)
        assert "d compares sources" in record(reader)
        assert "Theme Openness Date" in record(reader)
        await reader.press("3")
        assert "– June 2034) 2 readings" in record(reader)
        assert "Lin Mei 林梅 Role" in record(reader)
        await reader.press("4")
        await to_quote(reader, "report")
        sentence = "Told in 2 sources: direct in 1, paraphrase in 1"
        assert sentence in record(reader)
        assert "THE SAME REMARK d compares DIRECT Harbour Gazette 3 May" in record(reader)
        await to_quote(reader, "later")
        assert "Told in" not in record(reader)


async def test_where_there_is_nothing_to_compare_the_key_does_nothing(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("d", "enter", "d")
        assert reader.app.screen is reader.browse
        assert "compares" not in reader.record


async def test_values_stand_above_their_sources_and_languages_apart(browsing, coverage, differing):
    async with browsing(coverage(differing), pane=1, size=(120, 40)) as reader:
        await reader.press("d")
        assert [" ".join(row.split()) for row in rows(reader)] == [
            "How many countries? 3 values in 2 languages, 2 sources",
            f"30 2 {30 * '━'}",
            "30 countries Harbour Gazette · en 3 May 2030",
            "約30個國家或地區 River Wire · zh-Hant 10 August 2030",
            f"over 50 1 {15 * '━'}",
            "over 50 countries River Wire · en 10 August 2030",
            "What was its theme? 1 value in 1 source",
            "Openness River Wire · en 10 August 2030",
        ]
        await reader.press("7")
        assert "The key 7 does nothing here" in reader.lines[-1]
        await reader.press("down")
        assert "does nothing" not in reader.screen


async def test_the_cursor_goes_from_witness_to_witness(browsing, coverage, differing):
    async with browsing(coverage(differing), pane=1, size=(120, 40)) as reader:
        await reader.press("d")
        screen = reader.app.screen
        shown = []
        for _ in range(5):
            shown.append((screen.rows.present.witness.text, said(reader)[1]))
            await reader.press("j")
        assert shown == [
            ("30 countries", "1 of 3"),
            ("約30個國家或地區", "2 of 3"),
            ("over 50 countries", "3 of 3"),
            ("Openness", "1 of 1"),
            ("Openness", "1 of 1"),
        ]
        await reader.press("g", "n")
        assert screen.rows.present.witness.text == "Openness"
        await reader.press("n")
        assert said(reader)[0] == "This is the last of what sources print."
        await reader.press("p")
        assert compared(reader) == "The first in English (en); different languages are not compared"
        await reader.press("j")
        assert compared(reader).startswith("The first in Chinese (zh-Hant)")
        await reader.press("j")
        assert compared(reader) == "Highlighted: what differs from Harbour Gazette, 3 May 2030"


def styled(reader, words):
    """Return the styles in which words stand among the witnesses."""
    strips = [
        reader.app.screen.rows.render_line(y) for y in range(reader.app.screen.rows.size.height)
    ]
    return [
        segment.style
        for strip in strips
        for segment in strip
        if segment.text.strip() == words and segment.style.underline
    ]


async def test_differences_are_seen_without_colours(browsing, coverage, differing, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with browsing(coverage(differing), pane=1, size=(120, 40)) as reader:
        await reader.press("d")
        assert len(styled(reader, "over 50")) == 1
        assert len(styled(reader, "30")) == 1
        assert not styled(reader, "countries")
        await reader.press("escape", "3", "d")
        assert "交通部副部長" in "".join(rows(reader))
        assert len(styled(reader, "副")) == 1


async def test_what_a_source_leaves_out_is_highlighted_where_it_is_printed(
    browsing, coverage, differing
):
    differing["readings"][1]["value"] = "countries"
    differing["readings"][6]["value"] = "交通部長"
    async with browsing(coverage(differing), pane=1, size=(120, 40)) as reader:
        await reader.press("d")
        assert len(styled(reader, "30")) == 1
        assert any(row.split()[:2] == ["countries", "River"] for row in rows(reader))
        await reader.press("escape", "3", "d")
        assert any("交通部長" in row for row in rows(reader))


async def test_a_remark_shows_mode_capacity_and_words_of_each(browsing, coverage, differing):
    async with browsing(coverage(differing), pane=4, size=(80, 24)) as reader:
        await to_quote(reader, "direct")
        await reader.press("d")
        assert (
            reader.lines[0].split("   ")[-1].strip() == "in 2 sources: direct in 1, paraphrase in 1"
        )
        assert reader.lines[1] == " Panel on undersea cables"
        assert [" ".join(row.split()) for row in rows(reader)] == [
            "DIRECT “We will lay the cable together.”",
            "Harbour Gazette · en 3 May 2030",
            "DIRECT “我们一起铺设电缆。”",
            "Harbour Gazette · zh-Hans 3 May 2030",
            "PARAPHRASE The cable will be laid together.",
            "River Wire · en · Minister for Roads 10 August 2030",
        ]


async def test_enter_opens_the_statement_or_the_source(browsing, coverage, differing):
    async with browsing(coverage(differing), pane=4) as reader:
        await to_quote(reader, "direct")
        await reader.press("d", "j", "j", "enter")
        assert reader.app.screen is reader.browse
        assert reader.shown == "wic-2030/quotes/report"
        await reader.press("1", "d", "j", "enter")
        assert reader.shown == "wic-2030/sources/wire"
        await reader.press("left_square_bracket")
        assert reader.pane == "overview"


@pytest.mark.parametrize("key", ["escape", "q", "d", "h", "backspace"])
async def test_leaving_comes_back_to_the_record(browsing, coverage, differing, key):
    async with browsing(coverage(differing), pane=3) as reader:
        await reader.press("d")
        assert isinstance(reader.app.screen, ComparisonScreen)
        await reader.press(key)
        assert reader.app.screen is reader.browse
        assert reader.shown == "wic-2030/speakers/lin"


async def test_a_copy_takes_every_reading_of_the_field(browsing, coverage, differing, kept):
    settings, file = kept
    async with browsing(coverage(differing), pane=1, **settings) as reader:
        await reader.press("d", "y")
        text = file.read_text("utf-8")
        assert text.startswith(
            "event Wuzhen Forum 2030 (乌镇论坛): countries, 3 values in 2 languages, 2 sources"
        )
        assert text.count("Source: ") == 3
        assert "theme" not in text
        assert "as readings" in said(reader)[0]


async def test_copy_as_offers_readings_where_there_are_any(browsing, coverage, differing):
    async with browsing(coverage(differing), pane=3, size=(120, 40)) as reader:
        await reader.press("Y")
        assert "Readings, as each source prints it" in reader.screen
        await reader.press("escape", "j", "Y")
        assert reader.shown == "wic-2030/speakers/okoro"
        assert "Markdown" in reader.screen
        assert "Readings" not in reader.screen


async def test_the_text_of_a_source_is_at_hand(browsing, coverage, differing, tmp_path):
    (tmp_path / "texts").mkdir()
    gazette = tmp_path / "texts" / "gazette.txt"
    gazette.write_text(
        "“We will lay the cable together.” So said Lin Mei of 30 countries.", "utf-8"
    )
    settings = {"texts": gazette.parent, "size": (120, 40)}
    async with browsing(coverage(differing), pane=4, **settings) as reader:
        await to_quote(reader, "direct")
        await reader.press("d", "t")
        assert isinstance(reader.app.screen, SourceTextScreen)
        assert "We will lay the cable together" in reader.screen
        await reader.press("escape")
        assert isinstance(reader.app.screen, ComparisonScreen)
        await reader.press("G", "t")
        assert isinstance(reader.app.screen, ComparisonScreen)
        assert "no text of the source" in said(reader)[0]
        await reader.press("g", "t", "enter")
        assert reader.app.screen is reader.browse
        assert reader.shown == "wic-2030/quotes/direct"


async def test_a_source_that_is_not_there_is_not_opened(browsing, coverage, differing):
    differing["readings"] = [differing["readings"][0] | {"source": "gone"}]
    async with browsing(coverage(differing), pane=1) as reader:
        await reader.press("d")
        assert "sources/gone" in reader.screen
        for key in ("enter", "t"):
            await reader.press(key)
            assert said(reader)[0] == "The source is not in this coverage."


async def test_the_comparison_lives_through_every_size(browsing, coverage, differing):
    for reading in differing["readings"]:
        reading["value"] = f"{reading['value']} {'会展中心 over 50 ' * 40}"
    async with browsing(coverage(differing), pane=1) as reader:
        await reader.press("d", "j")
        for size in [*SIZES, (120, 40)]:
            await reader.resize(*size)
            await reader.press("j", "k", "n", "p", "G", "g", "j")
            assert reader.app.screen.rows.present.number == 1
        await reader.press("escape")
        assert reader.app.screen is reader.browse


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 15)], ids=str)
async def test_wide_characters_keep_the_columns(browsing, coverage, differing, size):
    differing["sources"][1]["publisher"] = "點新聞社点新闻社 (dotdotnews)"
    async with browsing(coverage(differing), pane=1, size=size) as reader:
        await reader.press("d")
        shown = reader.part_lines(reader.app.screen.rows)
        publishers = ("Harbour", "點新聞社")
        columns = {
            cell_len(line.partition(name)[0])
            for line in shown
            for name in publishers
            if name in line
        }
        assert columns == {23}


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 15), (48, 15)], ids=str)
async def test_names_in_two_scripts_break_no_column(browsing, coverage, differing, size):
    for speaker in differing["speakers"]:
        speaker["name"], speaker["names"] = "Zhuang Rongwen", {"zh-Hant": "莊榮文" * 9}
    async with browsing(coverage(differing), pane=3, size=size) as reader:
        assert "Zhuang Rongwen 莊榮文" in reader.screen
        for keys in ((), ("enter",), ("escape", "d")):
            await reader.press(*keys)
            assert {strip.cell_length for strip in reader._strips()} == {size[0]}
        assert reader.lines[0].lstrip().startswith("Zhuang Rongwen 莊榮文")
        await reader.press("escape")
        if size[0] >= 120:
            edges = [line.partition("▏")[0] for line in reader.lines[4:-2]]
            assert len({cell_len(edge) for edge in edges}) == 1


async def test_hostile_texts_are_shown_as_they_are(browsing, coverage, differing):
    for reading in differing["readings"]:
        reading |= {"value": HOSTILE, "field": HOSTILE, "excerpt": {"exact": HOSTILE}}
    differing["readings"][1]["value"] = f"{HOSTILE} \x9d"
    differing["sources"][0]["publisher"] = HOSTILE
    differing["quotes"][-1] |= {"text": HOSTILE, "role": HOSTILE}
    async with browsing(coverage(differing), pane=1, size=(120, 40)) as reader:
        await reader.press("d")
        assert "[b]x[/] [/] ␛]52;c;QUJD␇ �evil" in reader.screen
        for pane in "34":
            await reader.press("escape", pane)
            if pane == "4":
                await to_quote(reader, "chinese")
            await reader.press("d")
            assert "[b]x[/]" in reader.screen
        assert not set(reader.screen) & set("\x1b\x07\u202e\x9b\x9d\x00")


async def test_another_theme_is_taken_while_comparing(browsing, coverage, differing):
    async with browsing(coverage(differing), pane=1, size=(120, 40)) as reader:
        await reader.press("d", "j")
        before = styled(reader, "over 50")[0].color
        reader.app.theme = "textual-light"
        await reader.rest()
        assert styled(reader, "over 50")[0].color != before
        assert reader.app.screen.rows.present.number == 1


async def test_where_nothing_is_listed_the_key_says_so(browsing, small):
    async with browsing(small, pane=4) as reader:
        await reader.press("slash")
        await reader.type("zzzz")
        await reader.press("enter", "d")
        assert "Nothing to compare: there is no record here." in reader.screen
