"""`summit-tui propose`: what waits for a person, from rules and imports, and is no record."""

import json
import os
import stat

import pytest
from click.testing import CliRunner

from summit_tui.cli.group import cli
from summit_tui.model.kinds import Address
from summit_tui.paths import state_folder
from summit_tui.proposals.dismissed import FILE as DISMISSED
from summit_tui.proposals.dismissed import Dismissed, digest_of

TEXT = (
    "Lin Mei said that the northern cable would be laid in March.\n\n"
    "She said that repairs would follow in the summer.\n\n"
    "The gulls of the harbour were loud that morning.\n"
)
COVERAGE = """\
[event]
id = "e"
name = "E"

[[speakers]]
id = "lin"
name = "Lin Mei"

[[sources]]
id = "wire"
title = "T"
publisher = "River Wire"
language = "en"
text = "wire.txt"
url = "https://wire.example/cable"
"""
STATEMENT = """
[[quotes]]
id = "cable"
speaker = "lin"
text = "It comes in March."
mode = "paraphrase"
source = "wire"
excerpt = { exact = "the northern cable would be laid in March" }
"""


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "c"
    path.mkdir()
    (path / "all.toml").write_text(COVERAGE, "utf-8")
    (path / "wire.txt").write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def run(folder):
    def call(*words):
        return CliRunner().invoke(cli, [*words, str(folder), "--no-cache"])

    return call


def proposed(run):
    result = run("propose", "wire", "--format", "jsonl")
    return [json.loads(line) for line in result.stdout.splitlines()]


def leave_by_import(folder, *values):
    path = folder / ".summit-tui" / "proposals" / "notes.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text("".join(f"{line}\n" for line in values), "utf-8")


def test_each_line_says_who_which_rule_and_where(run):
    first, second = proposed(run)
    assert first["speaker"] == "Lin Mei"
    assert first["rule"] == "subject-first"
    assert first["sure"]
    assert first["note"] == "subject before the verb “said”"
    assert TEXT[first["start"] : first["end"]] == first["excerpt"]["exact"]
    assert (second["speaker"], second["pronoun"], second["sure"]) == ("She", True, False)


def test_text_is_for_readers(run):
    result = run("propose", "wire")
    assert result.exit_code == 0
    assert "She (whoever that is)" in result.stdout
    assert "2 passages may be statements" in result.stderr


def test_what_a_statement_rests_on_is_not_proposed_again(run, folder):
    (folder / "all.toml").write_text(COVERAGE + STATEMENT, "utf-8")
    assert [values["speaker"] for values in proposed(run)] == ["She"]


def test_a_proposal_is_in_no_search_export_or_check(run):
    assert len(proposed(run)) == 2
    for command in (["search", "cable"], ["export", "cable", "--as", "jsonl"]):
        assert "northern cable" not in run(*command).stdout
    assert "northern cable" not in run("check").stdout


def test_a_dismissed_passage_is_never_proposed_again(run):
    words = TEXT.split("\n")[0]
    assert Dismissed(state_folder()).add(digest_of(Address("e", "sources", "wire"), words))
    assert [values["speaker"] for values in proposed(run)] == ["She"]
    file = state_folder() / DISMISSED
    assert os.name != "posix" or stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_same_words_of_another_source_are_another_passage():
    here, there = Address("e", "sources", "wire"), Address("e", "sources", "post")
    assert digest_of(here, "We\nagree.") == digest_of(here, "We agree.")
    assert digest_of(here, "We agree.") != digest_of(there, "We agree.")


def test_what_cannot_be_stored_is_dismissed_until_the_end(tmp_path):
    (tmp_path / "state").write_text("no folder", "utf-8")
    dismissed = Dismissed(tmp_path / "state")
    assert not dismissed.add("a" * 64)
    assert dismissed.has("a" * 64)


def test_passages_of_imports_are_proposed_where_they_stand_in_the_text(run, folder):
    gulls = {
        "key": "1",
        "source": "https://wire.example/cable",
        "excerpt": {"exact": "The gulls of the harbour were loud"},
        "speaker": "Ada Quill",
    }
    morning = {"key": "2", "excerpt": {"exact": "that morning"}}
    elsewhere = morning | {"source": "https://post.example/"}
    broken = ["{", "[]", "1", '{"excerpt": 3}', '{"excerpt": {"exact": {}}}', ""]
    leave_by_import(folder, *map(json.dumps, (gulls, elsewhere, morning)), *broken)
    imported = [values for values in proposed(run) if values["rule"] == "imported"]
    assert [values["speaker"] for values in imported] == ["Ada Quill"]
    assert not imported[0]["sure"]


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has pipes in folders")
def test_a_pipe_among_the_passages_of_imports_blocks_nobody(run, folder):
    leave_by_import(folder)
    os.mkfifo(folder / ".summit-tui" / "proposals" / "pipe.jsonl")
    assert len(proposed(run)) == 2


@pytest.mark.parametrize(
    ("source", "code", "reason"),
    [
        ("nobody", 1, "there is no record at sources/nobody"),
        ("speakers/lin", 2, "is no source"),
    ],
)
def test_what_has_no_text_is_refused_with_a_sentence(run, source, code, reason):
    result = run("propose", source)
    assert result.exit_code == code
    assert reason in result.stderr


def test_a_source_without_a_text_is_refused(run, folder):
    (folder / "wire.txt").unlink()
    result = run("propose", "wire")
    assert result.exit_code == 2
    assert "has no text at hand" in result.stderr
