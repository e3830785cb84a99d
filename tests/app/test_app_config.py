"""The user's config file: what it sets, and what is said of what is wrong with it."""

import os
from pathlib import Path

import pytest

from summit_tui.clipboard.types import Settings
from summit_tui.config import Config, read_config

BINDINGS = ["row.next", "sort.next", "record.copy"]


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a config from text or bytes."""

    def reading(text):
        file = tmp_path / "config.toml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_config(file, BINDINGS, ["nord", "gruvbox"])

    return reading


def test_a_file_that_is_not_there_sets_nothing(tmp_path):
    assert read_config(tmp_path / "config.toml", BINDINGS) == (Config(), [])


def test_everything_can_be_set(read):
    config, problems = read("""
        theme = "nord"
        coverage = ["one", "/two"]
        [keys]
        "row.next" = "x,y"
        sort.next = "b"
        [clipboard]
        mode = "command"
        command = ["xsel", "-b"]
        max_osc52 = 100
        [groups]
        mekong = ["KH", "la", "泰国"]
    """)
    assert problems == []
    assert config == Config(
        theme="nord",
        keys={"row.next": "x,y", "sort.next": "b"},
        clipboard=Settings(mode="command", command=("xsel", "-b"), max_osc52=100),
        coverage=(Path("one"), Path("/two")),
        coverage_line=3,
        groups={"mekong": ("kh", "la", "th")},
    )


def test_a_group_has_countries_by_code_by_name_and_other_groups(read):
    config, problems = read("""
        [groups]
        mekong = ["KH", "Laos", "泰國", "viet nam"]
        neighbours = ["mekong", "新加坡", "G7", "Republic of Korea"]
    """)
    assert problems == []
    assert config.groups["mekong"] == ("kh", "la", "th", "vn")
    assert config.groups["neighbours"][:5] == ("kh", "la", "th", "vn", "sg")
    group_of_seven = {"ca", "de", "fr", "gb", "it", "jp", "us"}
    assert set(config.groups["neighbours"][5:]) == group_of_seven | {"kr"}


@pytest.mark.parametrize(
    ("text", "line", "code", "words"),
    [
        ("theme = 5", 1, "E103", "5"),
        ("\n[theme]\nx = 1", 2, "E103", "table"),
        ('coverage = "x"\ntheme = "grovbox"', 2, "E104", "‘gruvbox’"),
        ('theme = ""', 1, "E104", "no theme ''"),
        ("a = 1\n", 1, "E102", "not a setting"),
        ('theem = "nord"', 1, "E102", "‘theme’"),
        ('[keys]\n"row.next" = "x"\n"sort.next" = 5', 3, "E103", "text"),
        ('[keys]\nrow.next = "x"\nsort.next = " "', 3, "E103", "text"),
        ('[keys.row]\nnext = "x"\n[keys.sort]\nnext = 5', 4, "E103", "text"),
        ('keys."row.next" = "x"\nkeys."sort.next" = 5', 2, "E103", "text"),
        ('keys = { "sort.nxt" = "x" }', 1, "E102", "‘sort.next’"),
        ('[keys]\n"row.nxt" = "x"', 2, "E102", "‘row.next’"),
        ('keys = "x"', 1, "E103", "text"),
        ('[clipboard]\nmode = "pigeon"', 2, "E104", "pigeon"),
        ("[clipboard]\nmax_osc52 = true", 2, "E104", "True"),
        ('[clipboard]\ncommand = "xsel -b"', 2, "E104", "xsel -b"),
        ("[clipboard]\ncommand = [1]", 2, "E104", "[1]"),
        ('[clipboard]\ncomand = ["x"]', 2, "E102", "‘command’"),
        ('coverage = "~nobody-of-that-name/x"', 1, "E104", "nobody-of-that-name"),
        ('coverage = ["a", 5]', 1, "E103", "text"),
        ('[groups]\nmekong = ["KH", "Lao"]', 2, "E104", "'Lao' is no country or group"),
        ("[groups]\nmekong = 5", 2, "E103", "a list of countries"),
        ("theme = ", 1, "E003", "TOML"),
        ('a = 1\nb = "\x00"', 2, "E003", "TOML"),
        (b'theme = "nord"\n# caf\xe9\n', 2, "E002", "the byte 0xE9 is not UTF-8"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(read, text, line, code, words):
    _, [problem] = read(text)
    assert (problem.line, problem.code) == (line, code)
    assert words in problem.message


def test_what_is_right_works_beside_what_is_wrong(read):
    config, problems = read('[keys]\n"row.next" = "x"\n"no.such" = "y"\n[clipboard]\nmode = 5')
    assert config.keys == {"row.next": "x"}
    assert config.clipboard == Settings()
    assert [problem.line for problem in problems] == [3, 5]


def test_a_theme_that_does_not_exist_leaves_the_rest_at_work(read):
    config, problems = read('theme = "none"\n[keys]\n"row.next" = "x"')
    assert config == Config(keys={"row.next": "x"})
    assert [problem.line for problem in problems] == [1]


def test_who_needs_no_theme_takes_any(tmp_path):
    (tmp_path / "config.toml").write_text('theme = "none"', "utf-8")
    assert read_config(tmp_path / "config.toml", BINDINGS) == (Config(theme="none"), [])


async def test_what_the_reader_has_to_know_at_the_start_is_said_on_the_screen(browsing, coverage):
    notice = "config.toml:3: E104: coverage: [b]/nowhere does not exist\nThe bundled one is shown."
    async with browsing(coverage(), notice=notice) as reader:
        assert "coverage: [b]/nowhere" in reader.screen
        assert "The bundled one is shown." in reader.screen


def test_below_a_home_that_is_no_folder_there_is_no_config():
    assert read_config(Path("/dev/null/config.toml"), BINDINGS) == (Config(), [])


def test_a_pipe_in_the_place_of_a_config_keeps_nobody_waiting(tmp_path):
    os.mkfifo(tmp_path / "config.toml")
    config, (problem,) = read_config(tmp_path / "config.toml", BINDINGS)
    assert (config, problem.code) == (Config(), "E001")
    assert read_config(tmp_path / ("x" * 300), BINDINGS)[1][0].code == "E001"
