"""`search` and `show`: the same answers as on the screen, for people and programs."""

import csv
import json
import re

import pytest

from summit_tui.app.kept_views import SavedSearches
from summit_tui.app.view import Choice, View
from summit_tui.archive.query.tree import Facet
from summit_tui.model.kinds import KINDS, SINGULAR
from summit_tui.paths import state_folder

FORMS = ["text", "json", "jsonl", "csv", "markdown"]


def test_search_prints_what_is_found_and_says_how_much(run, coverage):
    result = run("search", "cables", coverage())
    assert result.exit_code == 0
    assert "“We will lay the cable together.”" in result.stdout
    assert "Panel on undersea cables" in result.stdout
    assert result.stderr == "1 session, 2 quotes, 1 source\n"


@pytest.mark.parametrize("form", FORMS)
def test_nothing_found_is_1_in_every_form_and_nothing_but_a_sentence(run, coverage, form):
    result = run("search", "zzz", coverage(), "--format", form)
    assert result.exit_code == 1
    assert result.stderr == "Nothing matches “zzz”.\n"
    if form == "json":
        assert json.loads(result.stdout) == []
    elif form != "csv":
        assert result.stdout == ""


@pytest.mark.parametrize("query", ["speker:lin", '"open', "mode:direkt", "date:2030-13", "(a"])
def test_a_query_that_is_not_understood_is_2_with_a_remedy(run, coverage, query):
    result = run("search", query, coverage())
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("summit-tui: ")


@pytest.mark.parametrize("command", ["search", "export"])
@pytest.mark.parametrize(
    "words",
    [
        ["-mode:direct", "{path}"],
        ["{path}", "-mode:direct"],
        ["--kind", "quotes", "{path}", "-mode:direct", "-q"],
        ["-mode:direct -zzz", "{path}", "--kind", "quotes"],
        ["kind:quotes", "{path}", "-kind:sources", "-mode:direct"],
        ["--kind", "quotes", "--", "-mode:direct", "{path}"],
    ],
    ids=" ".join,
)
def test_a_word_with_a_hyphen_is_of_the_query_wherever_it_stands(run, coverage, command, words):
    path = str(coverage())
    done = run(command, "--as", "jsonl", *(word.format(path=path) for word in words))
    records = map(json.loads, done.stdout.splitlines())
    found = {record["id"] for record in records if record["kind"] == "quotes"}
    assert found == {"later", "partial", "paraphrase"}


def test_a_file_that_begins_with_a_hyphen_is_still_written_and_a_slip_is_no_query(
    run, coverage, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    path = coverage()
    assert run("export", "-o", "-notes.txt", "-mode:direct", path).exit_code == 0
    assert "Lin Mei" in (tmp_path / "-notes.txt").read_text("utf-8")
    assert "No such option '-u'" in run("search", "-quite", path).stderr


@pytest.mark.parametrize("command", ["search", "timeline"])
def test_a_query_behind_the_path_is_said_to_stand_before_it(run, coverage, command):
    folder = coverage()
    result = run(command, folder, "deep sea")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "summit-tui: deep sea does not exist; the query stands before the path: "
        f"summit-tui {command} 'deep sea' {folder}\n"
    )
    assert "the query stands" not in run(command, "deep sea", "nowhere").stderr


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_named_in_the_plural_or_the_singular(run, coverage, kind):
    folder = coverage()
    plural = run("search", "", folder, "--kind", kind, "--format", "jsonl")
    singular = run("search", "", folder, "--kind", SINGULAR[kind].upper(), "--format", "jsonl")
    assert plural.exit_code == singular.exit_code == 0
    assert plural.stdout == singular.stdout
    assert {json.loads(line)["kind"] for line in plural.stdout.splitlines()} == {kind}


def test_json_is_the_record_as_in_its_file_with_its_address(run, coverage, records):
    folder = coverage()
    as_list = json.loads(run("search", "", folder, "--format", "json").stdout)
    lines = run("search", "", folder, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == as_list
    assert len(as_list) == 14
    for exported in as_list:
        kind, id = exported["kind"], exported["id"]
        there = records[kind] if kind != "event" else [records[kind]]
        (original,) = [record for record in there if record["id"] == id]
        added = {"address": f"wic-2030/{kind}/{id}", "kind": kind, "event": "wic-2030"}
        assert {key: exported[key] for key in added} == added
        given = {key: value for key, value in original.items() if key not in added}
        assert {key: exported[key] for key in given} == given


def test_csv_is_a_table_with_a_row_for_every_record(run, coverage):
    result = run("search", "", coverage(), "--kind", "quotes", "--format", "csv")
    rows = list(csv.DictReader(result.stdout.splitlines()))
    assert [row["address"].split("/")[-1] for row in rows] == [
        "later",
        "direct",
        "partial",
        "paraphrase",
    ]
    assert {row["mode"] for row in rows} == {"direct", "partial", "paraphrase"}


def test_markdown_keeps_the_attribution(run, coverage):
    result = run("show", "quotes/direct", coverage(), "--format", "markdown")
    for part in ("“We will lay the cable together.”", "Lin Mei", "Harbour Gazette"):
        assert part in result.stdout


def test_limit_sort_and_reverse(run, coverage):
    folder = coverage()

    def ids(*options):
        result = run("search", "kind:quotes", folder, "--format", "jsonl", *options)
        return [json.loads(line)["id"] for line in result.stdout.splitlines()]

    assert ids() == ["later", "direct", "partial", "paraphrase"]
    assert ids("--limit", 2) == ["later", "direct"]
    assert ids("--reverse") == ids()[::-1]
    assert ids("--sort", "name")[0] == "partial"
    assert ids("--sort", "relevance") == ids()
    query, *rest = ("lin OR road", folder, "--kind", "quotes", "--format", "jsonl")
    lines = run("search", query, *rest, "--sort", "relevance", "--reverse").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["partial", "direct", "later"]


@pytest.mark.parametrize(
    "address", ["wic-2030/quotes/direct", "quotes/direct", "quote/direct", "direct"]
)
def test_an_address_may_be_short_where_it_is_clear(run, coverage, address):
    result = run("show", address, coverage())
    assert result.exit_code == 0
    assert "“We will lay the cable together.”" in result.stdout
    assert result.stderr == ""


def test_an_ambiguous_address_is_2_and_names_what_it_may_be(run, coverage, records):
    records["sources"][0]["id"] = "lin"
    result = run("show", "lin", coverage(records))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "lin may be any of wic-2030/speakers/lin, wic-2030/sources/lin" in result.stderr
    assert run("show", "speaker/lin", coverage(records)).exit_code == 0


@pytest.mark.parametrize("address", ["nobody", "quotes/nobody", "a/b/c/d", "", "/", "nope/direct"])
def test_an_address_of_nothing_is_1(run, coverage, address):
    result = run("show", address, coverage())
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no record at" in result.stderr


@pytest.mark.parametrize("command", [["search", "x"], ["show", "x"], ["check"], []])
def test_a_path_that_does_not_exist_is_2(run, tmp_path, command):
    result = run(*command, tmp_path / "nowhere")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "does not exist" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["search"],
        ["search", "x", "--format", "pdf"],
        ["search", "x", "--kind", "people"],
        ["search", "x", "--limit", "0"],
        ["show"],
        ["new"],
        ["schema", "people"],
        ["--no-such-option"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2(run, arguments):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_hostile_record_is_printed_without_its_sequences(run, coverage, records):
    records["quotes"][0]["text"] = "before \x1b]52;c;SE9T\x07\x9b2J\u202e after [sic]"
    folder = coverage(records)
    for form in FORMS:
        result = run("search", "before", folder, "--format", form)
        assert "before" in result.stdout
        assert "[sic]" in result.stdout.replace("\\", "")
        # The override is closed within its value, or an escape.
        printed = re.sub("\u202e after [^\u202e]*?\u2060\u202c", "", result.stdout + result.stderr)
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(printed)


def test_a_hostile_query_comes_back_without_its_sequences(run, coverage):
    result = run("search", "zzz \x1b]52;c;SE9T\x07", coverage())
    assert result.exit_code == 1
    assert "\x1b" not in result.stderr


def test_a_slip_is_answered_by_a_guess_that_is_no_data(run, coverage):
    folder = coverage()
    result = run("search", "repiars", folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Nothing matches “repiars”.\nDid you mean “repairs”?\n"
    assert "mean" not in run("search", "repairs", folder).stderr


def test_what_search_prints_as_text_has_the_address_that_show_takes(run, coverage):
    folder = coverage()
    lines = run("search", "cables", folder).stdout.splitlines()
    addresses = [line.removeprefix("Record: ") for line in lines if line.startswith("Record: ")]
    assert len(addresses) == 4
    for address in addresses:
        shown = run("show", address, folder)
        assert (shown.exit_code, "Record:" in shown.stdout) == (0, False)


def test_a_group_of_countries_finds_delegations_and_what_they_said_and_names_its_day(
    run, coverage, records
):
    records["delegations"][0] |= {"code": "CN"}
    result = run("search", "group:brics", coverage(records), "--as", "address")
    assert f"wic-2030/delegations/{records['delegations'][0]['id']}" in result.stdout.split()
    assert "unchecked; not today's membership" in result.stderr
    assert run("search", "group:nato", coverage(records), "--as", "address").exit_code == 1
    named = run("search", "金砖国家", coverage(records))
    assert "Did you mean “group:brics”?" in named.stderr


def test_a_saved_search_is_a_query_by_its_name(run, coverage):
    without = Choice(Facet("mode", "direct"), "direct", is_excluded=True)
    saved = View("quotes", "cables", (without,))
    SavedSearches(state_folder()).save("cables", saved)
    folder = coverage()
    result = run("search", "@cables", folder)
    assert (result.exit_code, result.stderr) == (0, "1 session, 1 quote, 1 source\n")
    exported = run("export", "@cables", folder, "--kind", "quotes", "--format", "jsonl")
    assert [json.loads(line)["id"] for line in exported.stdout.splitlines()] == ["partial"]
    result = run("search", "@cabels", folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean @cables?" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "cable", "{}", "--format", "jsonl"),
        ("export", "cable", "{}", "--as", "csv"),
        ("show", "quotes/direct", "{}"),
        ("check", "{}"),
        ("timeline", "cable", "{}"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_quietly_the_data_is_printed_alone(run, coverage, arguments):
    folder = str(coverage())
    words = [folder if word == "{}" else word for word in arguments]
    aloud, quiet = run(*words), run(*words, "--quiet")
    assert quiet.stderr == ""
    assert (quiet.exit_code, quiet.stdout) == (aloud.exit_code, aloud.stdout)
