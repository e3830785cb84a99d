"""Every command with every path that cannot be opened or written: a sentence and a code."""

import os
import socket
import subprocess
import sys
from functools import partial

import pytest
from cli_calls import CALLS, READERS

from summit_tui.cli.group import run
from summit_tui.exits import Exit, exit_code_of
from summit_tui.paths import config_file


def too_long(folder):
    return "x" * 300


def too_long_in_all(folder):
    return "x/" * 5_000


def not_unicode(folder):
    return os.fsdecode(b"caf\xe9")


def missing(folder):
    return "nowhere/at/all"


def below_a_file(folder):
    (folder / "file.toml").write_text("", "utf-8")
    return "file.toml/below"


def other_kind(folder):
    (folder / "notes.txt").write_text("notes", "utf-8")
    return "notes.txt"


def pipe(folder):
    os.mkfifo(folder / "pipe.toml")
    return "pipe.toml"


def device(folder):
    return "/dev/full"


def listening_socket(folder):
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket.json")
    return "socket.json"


def broken_link(folder):
    (folder / "link.toml").symlink_to("gone.toml")
    return "link.toml"


def link_to_itself(folder):
    (folder / "loop.toml").symlink_to("loop.toml")
    return "loop.toml"


def vanished_folder(folder):
    (folder / "gone").mkdir()
    os.chdir(folder / "gone")
    (folder / "gone").rmdir()
    return "."


def a_folder(folder):
    (folder / "folder").mkdir()
    return "folder"


PATHS = [
    too_long,
    too_long_in_all,
    not_unicode,
    missing,
    below_a_file,
    other_kind,
    pipe,
    device,
    listening_socket,
    broken_link,
    link_to_itself,
    vanished_folder,
]


@pytest.mark.parametrize("fault", PATHS, ids=lambda it: it.__name__)
@pytest.mark.parametrize("name", [name for name, call in CALLS.items() if call.refuses])
def test_a_path_that_cannot_be_opened_is_a_sentence_and_2(call, tmp_path, name, fault):
    code, output, said = call(name, fault(tmp_path))
    assert (code, output) == (Exit.UNUSABLE, "")
    assert said.startswith("summit-tui: ")
    assert said.count("\n") == 1


@pytest.mark.parametrize(("fault", "is_named"), [(missing, True), (too_long, False)])
def test_the_command_that_begins_a_coverage_is_named_where_nothing_is(
    call, tmp_path, fault, is_named
):
    _, _, said = call("search", fault(tmp_path))
    assert ("summit-tui new begins a coverage" in said) is is_named


@pytest.mark.parametrize("fault", PATHS, ids=lambda it: it.__name__)
@pytest.mark.parametrize("name", ["new", "cache"])
def test_a_path_to_be_made_or_listed_is_used_or_a_sentence(call, tmp_path, name, fault):
    code, output, said = call(name, fault(tmp_path))
    assert code in (Exit.FOUND, Exit.NOTHING, Exit.UNUSABLE)
    assert (said != "", output) == (True, "")
    assert "Traceback" not in said
    if name == "new":
        assert (code == Exit.FOUND) == (fault in (missing, not_unicode))


@pytest.mark.parametrize("fault", [pipe, device], ids=lambda it: it.__name__)
@pytest.mark.parametrize("name", ["check", "verify", "propose"])
def test_what_is_no_folder_is_none_of_texts(words, tmp_path, capsys, name, fault):
    place = fault(tmp_path)
    code = exit_code_of(partial(run, [*words(name), "--texts", place]))
    output, said = capsys.readouterr()
    assert (code, output) == (Exit.UNUSABLE, "")
    assert f"{place} is no folder" in said


@pytest.mark.parametrize(
    "name", ["search", "show", "copy", "export", "days", "map", "topics", "timeline"]
)
def test_nothing_is_said_of_what_may_stand_in_a_file_that_cannot_be_read(call, tmp_path, name):
    for file in (tmp_path / "coverage").iterdir():
        file.unlink()
    for number in range(4):
        os.mkfifo(tmp_path / "coverage" / f"{number}.toml")
    code, _, said = call(name)
    assert code == Exit.UNUSABLE
    assert said.startswith("4 files or folders cannot be read, and what is in them is missing")
    assert "2.toml, …" in said
    assert "3.toml" not in said


def test_what_is_found_beside_a_file_that_cannot_be_read_is_found(call, tmp_path):
    os.mkfifo(tmp_path / "coverage" / "pipe.toml")
    code, output, said = call("search")
    assert (code, bool(output)) == (Exit.FOUND, True)
    assert said.startswith("1 file or folder cannot be read, and what is in it is missing here: ")
    assert "cannot be read, and" not in call("check")[2]


def test_a_text_that_cannot_be_read_is_not_called_missing(words, tmp_path, capsys):
    (tmp_path / "texts").mkdir()
    os.mkfifo(tmp_path / "texts" / "gazette.txt")
    code = exit_code_of(partial(run, [*words("propose"), "--texts", "texts"]))
    said = capsys.readouterr().err.splitlines()[-1]
    assert (code, "gazette: " in said, "no text at hand" in said) == (Exit.UNUSABLE, True, False)


@pytest.mark.parametrize("fault", [pipe, device, broken_link, link_to_itself])
@pytest.mark.parametrize("name", READERS)
def test_what_is_no_folder_takes_no_index(words, tmp_path, capsys, name, fault):
    place = fault(tmp_path)
    code = exit_code_of(partial(run, [*words(name), "--cache", place]))
    output, said = capsys.readouterr()
    assert (code, output) == (Exit.UNUSABLE, "")
    assert f"{place} is no folder" in said


@pytest.mark.parametrize("fault", [too_long, below_a_file])
@pytest.mark.parametrize("name", ["search", "export", "check"])
def test_where_no_index_can_be_kept_that_is_said_once(words, tmp_path, capsys, name, fault):
    place = fault(tmp_path)
    code = exit_code_of(partial(run, [*words(name), "--cache", place]))
    output, said = capsys.readouterr()
    assert (code, bool(output)) == (CALLS[name].code, True)
    assert said.count(f"{place} cannot be written; the index is kept in memory\n") == 1


UNWRITABLE = [(fault, ()) for fault in (*PATHS, a_folder) if fault is not not_unicode]
UNWRITABLE += [
    (fault, ("--force",))
    for fault, _ in UNWRITABLE
    if fault not in (other_kind, broken_link, link_to_itself)
]
"""What may be replaced is no fault."""


@pytest.mark.parametrize(("fault", "force"), UNWRITABLE)
def test_a_file_that_cannot_be_written_is_a_sentence_and_2(words, tmp_path, capsys, fault, force):
    target = fault(tmp_path)
    before = sorted(tmp_path.iterdir())
    arguments = [*words("export"), "-o", str(target), *force]
    code = exit_code_of(partial(run, arguments))
    output, said = capsys.readouterr()
    assert (code, output) == (Exit.UNUSABLE, "")
    assert said.startswith("summit-tui: ")
    assert said.count("\n") == 1
    # Nothing else can be overwritten.
    assert ("--force" in said) is (fault is other_kind)
    assert sorted(tmp_path.iterdir()) == before


LONG = " OR ".join(["cable"] * 60)


@pytest.mark.parametrize("name", ["search", "export"])
def test_a_query_may_be_longer_than_the_name_of_a_file(words, capsys, name):
    arguments = [LONG if word == "cable" else word for word in words(name)]
    assert exit_code_of(partial(run, arguments)) == Exit.FOUND
    assert "We will lay the cable" in capsys.readouterr().out


@pytest.mark.parametrize(
    "revision",
    ["x" * 300, "HEAD:" + "x" * 5_000, "a\0b", "x" * 200_000],
    ids=["long", "path", "nul", "longest"],
)
def test_what_is_no_revision_is_a_sentence_and_2(words, git, capsys, revision):
    code = exit_code_of(partial(run, ["diff", revision, words("search")[-1]]))
    output, said = capsys.readouterr()
    assert (code, output, said.startswith("summit-tui: ")) == (Exit.UNUSABLE, "", True)


def test_a_folder_without_room_is_left_as_it_was(root, tmp_path):
    script = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "sys.argv = ['summit-tui', 'new', 'a/b/mine']\n"
        "from summit_tui.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", script],
        env={**os.environ, "PYTHONPATH": str(root)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (2, "summit-tui: a/b/mine: File too large\n")
    assert list(tmp_path.iterdir()) == []


# The config


CONFIG = 'theme = "nord"\ncoverage = {}\n'


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ('["/nowhere"]', "2: E104: coverage: /nowhere does not exist"),
        ('["coverage", "/nowhere"]', "2: E104: coverage: /nowhere does not exist"),
        ('"/dev/null"', "2: E104: coverage: /dev/null is neither a folder nor a .toml"),
        ('"a\\u0000b"', "2: E104: coverage: a␀b cannot be read: no path can have these characters"),
        (f'"{"x" * 300}"', f"2: E104: coverage: {'x' * 300} cannot be read: File name too long"),
        ("5", "2: E103: coverage: cannot be 5"),
        ("[", "E003: is not TOML"),
    ],
    ids=["missing", "one missing", "device", "nul", "long", "number", "no toml"],
)
@pytest.mark.parametrize("name", [command for command in READERS if command != "diff"])
def test_a_config_that_names_what_cannot_be_opened_is_named_and_2(words, capsys, name, named, why):
    config_file().write_text(CONFIG.format(named), "utf-8")
    *without, path = words(name)
    assert exit_code_of(partial(run, without)) == Exit.UNUSABLE
    output, said = capsys.readouterr()
    assert (output, said.splitlines()[-1].startswith(f"summit-tui: {config_file()}:")) == ("", True)
    assert why in said
    is_unusable = exit_code_of(partial(run, [*without, path])) == Exit.UNUSABLE
    assert is_unusable == (CALLS[name].code == Exit.UNUSABLE)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ignore = 5", "1: E103: ignore: cannot be 5"),
        ("theme = 5\ntexts = []", "2: E103: texts: cannot be a list"),
        ("[", "E003: is not TOML"),
        ("theme = 5", ""),
    ],
)
def test_a_command_says_what_is_wrong_with_the_settings_it_uses_and_goes_on(
    words, capsys, text, why
):
    config_file().write_text(text, "utf-8")
    assert exit_code_of(partial(run, words("check"))) == CALLS["check"].code
    said = capsys.readouterr().err
    assert why in said
    assert (str(config_file()) in said) == bool(why)
