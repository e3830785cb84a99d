"""Every command through every fault of paths, streams and the keyboard: a sentence and a code."""

import io
import os
import signal
import socket
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from summit_tui import exits
from summit_tui.cli import cli, run
from summit_tui.commands import COMMANDS
from summit_tui.exits import Exit, ended
from summit_tui.places import config_file


@dataclass(frozen=True)
class Call:
    """How a command is called: `{path}` is what a fault makes worse, `{other}` changed coverage."""

    words: tuple[str, ...]
    code: Exit = Exit.FOUND
    """How it ends where nothing is at fault."""
    refuses: bool = True
    """Does it need a path that is there and can be read?"""
    writes: bool = True
    """Does it write data to the output?"""
    reads: bool = True
    """Does it make an index?"""
    has_screen: bool = False


CALLS = {
    "open": Call(("open", "{path}"), has_screen=True),
    "search": Call(("search", "cable", "{path}")),
    "show": Call(("show", "quotes/direct", "{path}")),
    "copy": Call(("copy", "quotes/direct", "{path}"), writes=False),
    "export": Call(("export", "cable", "{path}")),
    "check": Call(("check", "{path}"), Exit.NOTHING),
    "diff": Call(("diff", "{path}", "{other}"), Exit.NOTHING),
    "new": Call(("new", "{path}"), Exit.UNUSABLE, refuses=False, writes=False, reads=False),
    "schema": Call(("schema",), refuses=False, reads=False),
    "keys": Call(("keys",), refuses=False, reads=False),
    "cache": Call(("cache", "--cache", "{path}"), Exit.NOTHING, refuses=False, reads=False),
}
WITHOUT_SCREEN = [name for name, call in CALLS.items() if not call.has_screen]
WRITERS = [name for name in WITHOUT_SCREEN if CALLS[name].writes and name != "cache"]
READERS = [name for name in WITHOUT_SCREEN if CALLS[name].reads]


def test_every_command_is_called_here():
    assert set(CALLS) == set(COMMANDS) == set(cli.list_commands(None))


@pytest.fixture
def words(coverage, records, monkeypatch, tmp_path):
    """Return a function that gives the words of a call, with a path in its place."""
    monkeypatch.chdir(tmp_path)
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text('[clipboard]\nmode = "file"\n', "utf-8")
    path = coverage(records, "coverage")
    records["quotes"][0]["text"] = "We will lay the cable alone."
    other = coverage(records, "other")

    def filled(name, path=path):
        places = {"{path}": str(path), "{other}": str(other)}
        return [places.get(word, word) for word in CALLS[name].words]

    return filled


@pytest.fixture
def call(words, capsys):
    """Return a function that calls a command and returns code, output and narration."""

    def called(name, *path):
        code = ended(partial(run, words(name, *path)))
        return code, *capsys.readouterr()

    return called


@pytest.mark.parametrize("name", WITHOUT_SCREEN)
def test_without_a_fault_a_command_ends_as_it_is_meant_to(call, name):
    code, output, said = call(name)
    assert code == CALLS[name].code
    assert bool(output) == (name in WRITERS)
    assert "Traceback" not in said


# Paths


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


@pytest.mark.parametrize("fault", PATHS, ids=lambda it: it.__name__)
@pytest.mark.parametrize("name", ["new", "cache"])
def test_a_path_to_be_made_or_listed_is_used_or_a_sentence(call, tmp_path, name, fault):
    code, output, said = call(name, fault(tmp_path))
    assert code in (Exit.FOUND, Exit.NOTHING, Exit.UNUSABLE)
    assert (said != "", output) == (True, "")
    assert "Traceback" not in said
    if name == "new":
        assert (code == Exit.FOUND) == (fault in (missing, not_unicode))


@pytest.mark.parametrize("fault", [*PATHS, a_folder], ids=lambda it: it.__name__)
@pytest.mark.parametrize("force", [False, True])
def test_a_file_that_cannot_be_written_is_a_sentence_and_2(words, tmp_path, capsys, fault, force):
    target = fault(tmp_path)
    if force and fault in (other_kind, broken_link, link_to_itself):
        pytest.skip("it can be replaced")
    before = sorted(tmp_path.iterdir())
    arguments = [*words("export"), "-o", str(target), *(["--force"] if force else [])]
    code = ended(partial(run, arguments))
    output, said = capsys.readouterr()
    assert output == ""
    if code == Exit.FOUND:
        assert fault is not_unicode
    else:
        assert (code, said.startswith("summit-tui: "), said.count("\n")) == (2, True, 1)
        assert sorted(tmp_path.iterdir()) == before


LONG = " OR ".join(["cable"] * 60)


@pytest.mark.parametrize("name", ["search", "export"])
def test_a_query_may_be_longer_than_the_name_of_a_file(words, capsys, name):
    arguments = [LONG if word == "cable" else word for word in words(name)]
    assert ended(partial(run, arguments)) == Exit.FOUND
    assert "We will lay the cable" in capsys.readouterr().out


@pytest.mark.parametrize(
    "revision",
    ["x" * 300, "HEAD:" + "x" * 5_000, "a\0b", "x" * 200_000],
    ids=["long", "path", "nul", "longest"],
)
def test_what_is_no_revision_is_a_sentence_and_2(words, git, capsys, revision):
    code = ended(partial(run, ["diff", revision, words("search")[-1]]))
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


# Streams


def full():
    return Path("/dev/full").open("w", encoding="utf-8")


def closed():
    # What `exits.occupy_streams` puts in the place of a stream that is closed.
    return os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")


def unread_pipe():
    reading, writing = os.pipe()
    os.close(reading)
    return os.fdopen(writing, "w", encoding="utf-8")


@pytest.mark.parametrize(
    ("stream", "code", "said"),
    [
        (full, Exit.UNUSABLE, "the output cannot be written: No space left on device\n"),
        (closed, Exit.UNUSABLE, "the output cannot be written: Bad file descriptor\n"),
        (unread_pipe, Exit.FOUND, ""),
    ],
)
@pytest.mark.parametrize("name", WITHOUT_SCREEN)
def test_an_output_that_takes_nothing(words, name, stream, code, said):
    with stream() as output, redirect_stdout(output), redirect_stderr(io.StringIO()) as narration:
        ends = ended(partial(run, words(name)))
    if name not in WRITERS:
        code, said = CALLS[name].code, ""
    assert ends == code
    assert narration.getvalue().endswith(said)
    assert "Traceback" not in narration.getvalue()


@pytest.mark.parametrize("stream", [full, closed, unread_pipe])
@pytest.mark.parametrize("name", WITHOUT_SCREEN)
def test_where_nobody_hears_the_narration_the_answer_is_the_same(words, capsys, name, stream):
    with stream() as narration, redirect_stderr(narration):
        assert ended(partial(run, words(name))) == CALLS[name].code
    assert bool(capsys.readouterr().out) == (name in WRITERS)


@pytest.mark.parametrize("name", ["search", "export", "keys", "new", "cache"])
@pytest.mark.parametrize("streams", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", ">/dev/full", "| :"])
def test_the_program_ends_well_whatever_its_streams_are(words, root, tmp_path, name, streams):
    arguments = words(name, tmp_path / "fresh" if name in ("new", "cache") else "coverage")
    script = f'("$@"; echo "code $?" >code) {streams}'
    done = subprocess.run(
        ["sh", "-c", script, "sh", sys.executable, "-m", "summit_tui", *arguments],
        env={**os.environ, "PYTHONPATH": str(root)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    code = int((tmp_path / "code").read_text().split()[1])
    assert "Traceback" not in done.stderr
    assert "ignored" not in done.stderr
    takes_nothing = (">&-" in streams.replace("2>&-", "") or "full" in streams) and name in WRITERS
    usual = Exit.NOTHING if name == "cache" else Exit.FOUND
    assert code == (Exit.UNUSABLE if takes_nothing else usual)


def test_no_file_takes_the_number_of_a_closed_stream(root, tmp_path):
    script = (
        "import os\n"
        "from summit_tui.exits import occupy_streams\n"
        "occupy_streams()\n"
        "os.write(3, b'%d' % os.open('/dev/null', os.O_RDONLY))\n"
    )
    done = subprocess.run(
        ["sh", "-c", '"$@" 3>&1 <&- >&- 2>&-', "sh", sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        check=True,
    )
    assert int(done.stdout) > 2


# The keyboard


def interrupt(*_, **__):
    raise KeyboardInterrupt


@pytest.mark.parametrize("name", COMMANDS)
def test_ctrl_c_while_a_command_is_loaded_is_130(words, monkeypatch, capsys, name):
    monkeypatch.setattr("summit_tui.cli.import_module", interrupt)
    assert ended(partial(run, words(name))) == Exit.INTERRUPTED
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("place", ["fresh", "indexed", "__init__"])
@pytest.mark.parametrize("name", READERS)
def test_ctrl_c_while_a_coverage_is_opened_is_130(words, monkeypatch, capsys, name, place):
    monkeypatch.setattr(f"summit_tui.archive.opening.Coverage.{place}", interrupt)
    assert ended(partial(run, words(name))) == Exit.INTERRUPTED
    output, said = capsys.readouterr()
    assert (output, "Traceback" in said) == ("", False)


class Interrupted(io.StringIO):
    """An output at which Ctrl-C comes."""

    def write(self, _):
        raise KeyboardInterrupt

    @property
    def buffer(self):
        return self


@pytest.mark.parametrize("name", WRITERS)
def test_ctrl_c_while_a_command_writes_is_130(words, name):
    with redirect_stdout(Interrupted()):
        ends = ended(partial(run, words(name)))
    assert ends == Exit.INTERRUPTED


def test_ctrl_c_while_records_are_compared_is_130_and_no_damage(words, monkeypatch, capsys):
    monkeypatch.setattr("hashlib.blake2b", interrupt)
    assert ended(partial(run, words("diff"))) == Exit.INTERRUPTED
    assert "damaged" not in capsys.readouterr().err


SIGNAL = """
import os, signal, sys

module = sys.argv.pop(1)

class Finder:
    def find_spec(self, name, *_):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Finder())
from summit_tui.__main__ import main
main()
"""


@pytest.mark.parametrize(
    "module", ["exits", "places", "cli", "commands.export", "archive.answering", "exporting"]
)
def test_ctrl_c_at_any_import_is_130_without_a_word(words, root, tmp_path, module):
    done = subprocess.run(
        [sys.executable, "-c", SIGNAL, f"summit_tui.{module}", *words("export")],
        env={**os.environ, "PYTHONPATH": str(root)},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
    assert signal.SIGINT + 128 == Exit.INTERRUPTED


# The table


def test_every_code_has_a_meaning_that_the_help_gives(capsys):
    assert list(exits.MEANINGS) == list(Exit)
    assert run(["--help"]) == Exit.FOUND
    shown = " ".join(capsys.readouterr().out.split())
    for code, said in exits.MEANINGS.items():
        assert f"{code:d} {said.replace('`', '')}" in shown


def test_a_slip_of_ours_is_not_taken_for_an_answer(words, monkeypatch, capsys):
    def fail(*_):
        raise AssertionError("a slip")

    monkeypatch.setattr("summit_tui.commands.diff.are_identical", fail)
    assert ended(partial(run, words("diff"))) == Exit.FAULT
    said = capsys.readouterr().err
    assert "AssertionError: a slip" in said
    assert said.endswith("summit-tui: this is a fault of the program; report it\n")


def test_without_memory_a_command_says_so(words, monkeypatch, capsys):
    def fail(*_):
        raise MemoryError

    monkeypatch.setattr("summit_tui.archive.opening.Coverage.__init__", fail)
    assert ended(partial(run, words("search"))) == Exit.UNUSABLE
    assert capsys.readouterr().err == "summit-tui: there is not enough memory\n"
