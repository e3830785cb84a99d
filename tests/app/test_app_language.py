"""The browser in Chinese, chosen while it runs, and keys typed with an input method on."""

import pytest
from textual.events import Key

from summit_tui.app.keys import key_names
from summit_tui.app.language import half_width
from summit_tui.app.rows import record_lines
from summit_tui.app.screens.recent import RecentList, RecentScreen
from summit_tui.archive import Entry
from summit_tui.config import read_config
from summit_tui.i18n import speak
from summit_tui.model.kinds import Address
from summit_tui.model.records import Source
from summit_tui.recent import RecentCoverage


async def test_the_language_changes_while_the_browser_runs(browsing, small):
    async with browsing(small, pane=4, size=(80, 24)) as reader:
        assert "Quotes" in reader.screen
        reader.app.speak("zh-Hans")
        await reader.until(lambda: "由新到旧" in reader.screen)
        assert "6 来源  7 日期  8 地图  9 议题" in reader.lines[1]
        for words in ("言论", "发言者", "搜索全部内容", "直接引语", "复制", "来源"):
            assert words in reader.screen
        assert "Quotes" not in reader.screen
        reader.app.speak("zh-Hant")
        await reader.until(lambda: "由新到舊" in reader.screen)
        assert "搜尋全部內容" in reader.screen

        assert "林梅 Lin Mei" in reader.record
        reader.app.speak("en")
        await reader.until(lambda: "newest first" in reader.screen)
        assert "搜" not in reader.screen
        assert "林梅 Lin" not in reader.screen
        assert "DIRECT Lin Mei" in reader.list

        await reader.press("3", "s", "j")
        assert reader.browse.view.address.id == "lin"
        reader.app.speak("zh-Hant")
        await reader.until(lambda: "按名稱筆劃" in reader.screen)
        await reader.rest()
        assert reader.browse.view.address.id == "lin"
        assert reader.list.index("林梅") < reader.list.index("Ada")


async def test_every_value_is_completed_by_its_name_in_either_language(browsing, coverage, records):
    speaker, quote = records["speakers"][0], records["quotes"][0]
    for number in range(10):
        names = {"zh-Hans": f"{'一二三四五六七八九十'[number]}林"}
        id = f"lin-{number}"
        records["speakers"].append(
            {"id": id, "name": f"Qu {number}", "kind": speaker["kind"], "names": names}
        )
        records["quotes"].append({**quote, "id": f"by-{id}", "speaker": id})
    speak("zh-Hans")
    async with browsing(coverage(records), pane=4) as reader:
        for typed, completed in (
            ("speaker:一", "speaker:一林"),
            ("speaker:十", "speaker:十林"),
            ("speaker:qu", 'speaker:"Qu 0"'),
        ):
            await reader.type(typed)
            await reader.press("tab")
            assert reader.browse.box.value == completed
            reader.browse.box.value = ""
            await reader.rest()


async def test_full_width_keys_do_what_half_width_ones_do(browsing, small):
    async with browsing(small, pane=4) as reader:
        # A pilot knows no name for these characters, a terminal sends them as they are.
        for character, shown in (("３", "speakers"), ("【", "quotes")):
            reader.app.post_message(Key("unnamed", character))
            await reader.until(lambda shown=shown: reader.browse.view.pane == shown)
        reader.app.post_message(Key("unnamed", "、"))
        await reader.until(lambda: reader.browse.box.has_focus)
        reader.app.post_message(Key("unnamed", "："))
        await reader.until(lambda: reader.browse.box.value == "：")


async def test_themes_keys_messages_and_publishers_have_chinese_words(browsing, small):
    async with browsing(small) as reader:
        speak("zh-HK")
        await reader.press("T")
        assert "選擇哪種配色？" in reader.screen
        await reader.press("escape", ":")
        assert "搜尋指令" in reader.screen
        await reader.press(*"zzzq")
        await reader.until(lambda: "沒有同名的指令或記錄。" in reader.screen)
        await reader.press("escape", "ctrl+c")
        assert "按 q 離開程式" in reader.lines[-1]
        names = {"zh-Hant": "港口報"}
        source = Source(id="g", title="Cables", publisher="Port Gazette", publisher_names=names)
        entry = Entry(Address("e", "sources", "g"), source, {}, "", 1, {})
        assert record_lines(entry, 60, ())[1].plain == "港口報"
    assert key_names("space,ctrl+q") == "空白鍵 Ctrl+q"


async def test_the_day_of_a_recent_coverage_is_whole_in_every_language(browsing, small):
    titled = RecentCoverage(paths=(small,), names={"en": "Harbour talks " * 9}, last_use=1.9e9)
    async with browsing(small) as reader:
        for language, end in (("en", "2030"), ("zh-Hans", "日"), ("zh-Hant", "日")):
            speak(language)
            reader.app.push_screen(RecentScreen([titled]))
            await reader.rest()
            line = reader.app.screen.query_one(RecentList).lines(0, 60)[0]
            assert line.plain.endswith(end)
            assert line.cell_length == 60
            await reader.press("escape")


@pytest.mark.parametrize(
    ("typed", "key"),
    [("？", "?"), ("Ｙ", "Y"), ("：", ":"), ("、", "/"), ("】", "]"), ("中", None)],
)
def test_a_full_width_character_is_that_of_the_same_key(typed, key):
    assert half_width(typed) == key


@pytest.mark.parametrize(("text", "language"), [("zh-HK", "zh-HK"), ("fr", None)])
def test_the_config_names_a_language_that_is_spoken(tmp_path, text, language):
    path = tmp_path / "config.toml"
    path.write_text(f'language = "{text}"\n')
    config, problems = read_config(path, ())
    assert config.language == language
    assert [problem.code for problem in problems] == ["E104"] * (language is None)
