"""The commands `copy` and `export`: what they write, and with which code they end."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from summit_tui.cli.group import cli
from summit_tui.formats import FORMS
from summit_tui.paths import config_file, state_folder


def run(*arguments):
    return CliRunner().invoke(cli, [*map(str, arguments), "--no-cache"])


@pytest.fixture
def folder(coverage, tmp_path, monkeypatch):
    folder = coverage()
    monkeypatch.chdir(tmp_path)
    return folder


def test_a_copy_says_where_it_went(folder):
    config_file().parent.mkdir(parents=True)
    config_file().write_text('keys.x = "y"\n[clipboard]\nmode = "file"\n', "utf-8")
    result = run("copy", "quotes/direct", folder, "--as", "address")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("Saved 22 characters as address to ")
    text = (state_folder() / "last-copy").read_text("utf-8")
    assert text == "wic-2030/quotes/direct"


def test_a_wrong_setting_is_said_and_the_copy_goes_on(folder):
    config_file().parent.mkdir(parents=True)
    config_file().write_text('[clipboard]\nmode = "telepathy"\ncommand = ["true"]\n', "utf-8")
    result = run("copy", "direct", folder)
    assert result.exit_code == 0
    assert "telepathy" in result.stderr
    assert "Copied" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["nobody"], 1), (["quotes/nobody"], 1), (["paraphrase", "--as", "link"], 1),
     (["direct", "--as", "pdf"], 2), ([], 2)],
)  # fmt: skip
def test_a_copy_of_nothing_fails(folder, arguments, code):
    result = run("copy", *arguments[:1], folder, *arguments[1:]) if arguments else run("copy")
    assert result.exit_code == code
    assert not (state_folder() / "last-copy").exists()


def test_an_export_goes_to_the_output_or_to_a_file(folder, tmp_path):
    result = run("export", "speaker:lin", folder, "--as", "csv", "--kind", "quotes")
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert {row["address"] for row in rows} == {"wic-2030/quotes/direct", "wic-2030/quotes/later"}
    assert result.stderr == "Exported 2 records.\n"
    again = run("export", "speaker:lin", folder, "--as", "csv", "--kind", "quotes", "-o", "out.csv")
    assert (again.exit_code, again.stdout) == (0, "")
    assert (tmp_path / "out.csv").read_bytes() == b"\xef\xbb\xbf" + result.stdout_bytes


def test_a_file_is_overwritten_by_force_alone(folder, tmp_path):
    (tmp_path / "out").write_text("precious", "utf-8")
    refused = run("export", folder, "-o", "out")
    assert refused.exit_code == 2
    assert refused.stderr.endswith("out exists; overwrite it with --force\n")
    assert (tmp_path / "out").read_text("utf-8") == "precious"
    assert run("export", folder, "-o", "out", "--force").exit_code == 0
    assert "Lin Mei" in (tmp_path / "out").read_text("utf-8")


def test_without_a_query_everything_goes(folder):
    result = run("export", folder, "--as", "jsonl")
    assert len(result.stdout.splitlines()) == 14
    assert json.loads(result.stdout.splitlines()[0])["kind"] == "event"


def test_what_exists_is_a_path_and_no_query(folder, tmp_path):
    (tmp_path / "cables").symlink_to(folder)
    assert "Exported 14" in run("export", "cables").stderr
    assert run("export", "cables", "cables").exit_code == 0
    assert run("export", "./nowhere").exit_code == 2


def test_a_calendar_says_what_it_left_out(folder):
    result = run("export", folder, "--as", "icalendar", "--kind", "quotes")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "4 left out" in result.stderr
    result = run("export", folder, "--as", "icalendar")
    assert result.stdout_bytes.count(b"BEGIN:VEVENT\r\n") == 2


@pytest.mark.parametrize("by", ["speaker", "session", "topic"])
def test_a_brief_groups(folder, by):
    result = run("export", folder, "--as", "brief", "--by", by)
    heading = {"speaker": "## Ada Okoro", "session": "## Opening ceremony", "topic": "## cables"}
    assert heading[by] in result.stdout


@pytest.mark.parametrize("arguments", [["nosuchword"], ["nosuchword", "-o", "out"]])
def test_nothing_found_writes_nothing(folder, tmp_path, arguments):
    result = run("export", arguments[0], folder, *arguments[1:])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Nothing matches “nosuchword”" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_wrong_query_or_folder_ends_with_2(folder):
    assert run("export", "nofield:x", folder).exit_code == 2
    assert run("export", folder, "-o", "no/such/folder/file").exit_code == 2


@pytest.mark.parametrize("form", FORMS)
def test_search_and_show_print_every_form(folder, form):
    for command in (["search", "cables"], ["show", "sessions/panel"]):
        assert run(*command, folder, "--as", form).exit_code == 0
        assert run(*command, folder, "--format", form).exit_code == 0


@pytest.fixture
def translated(coverage, records):
    records["quotes"][0] |= {"language": "en", "translations": {"zh-Hans": "我们将一起铺设光缆。"}}
    return coverage(records)


@pytest.mark.parametrize(
    "command",
    [["export", "kind:quote lay"], ["search", "kind:quote lay"], ["show", "direct"]],
    ids=str,
)
def test_a_translation_goes_where_its_language_is_asked_for(translated, command):
    result = run(*command, translated, "--language", "zh")
    assert result.exit_code == 0
    assert "“我们将一起铺设光缆。”" in result.stdout
    assert "译自英文（en）" in result.stdout
    for other in ([], ["--language", "fr"], ["--language", "en"]):
        printed = run(*command, translated, *other)
        assert "translation" not in printed.stdout
        assert ("1 statement has no words in fr" in printed.stderr) is ("fr" in other)


def test_the_passage_is_printed_where_it_is_asked_for(coverage, records):
    records["quotes"][0]["excerpt"] = {"exact": "lay cables together"}
    folder = coverage(records)
    address = f"quotes/{records['quotes'][0]['id']}"
    assert "lay cables together" not in run("show", address, folder).stdout
    shown = run("show", address, folder, "--passage", "--language", "zh-HK").stdout
    assert "來源原文：“lay cables together”" in shown


def test_a_copy_may_be_a_translation(translated):
    config_file().parent.mkdir(parents=True)
    config_file().write_text('[clipboard]\nmode = "file"\n', "utf-8")
    assert run("copy", "direct", translated, "--language", "zh").exit_code == 0
    assert "我们将一起铺设光缆" in (state_folder() / "last-copy").read_text("utf-8")


@pytest.mark.parametrize("tag", ["", "english please", "e", "zh_Hans", "-"])
def test_what_is_no_language_tag_is_refused(translated, tag):
    result = run("show", "direct", translated, "--language", tag)
    assert result.exit_code == 2
    assert "is no language tag" in result.stderr
