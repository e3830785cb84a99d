"""Every command with streams that are full, closed or not read: a sentence and a code."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from cli_calls import CALLS, WITHOUT_SCREEN, WRITERS

from summit_tui.cli.group import run
from summit_tui.cli.options import write_report
from summit_tui.exits import Exit, exit_code_of


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
        (unread_pipe, None, ""),
    ],
)
@pytest.mark.parametrize("name", WITHOUT_SCREEN)
def test_an_output_that_takes_nothing(words, name, stream, code, said):
    with stream() as output, redirect_stdout(output), redirect_stderr(io.StringIO()) as narration:
        ends = exit_code_of(partial(run, words(name)))
    if name not in WRITERS:
        said = ""
    if name not in WRITERS or code is None:
        code = CALLS[name].code
    assert ends == code
    assert narration.getvalue().endswith(said)
    assert "Traceback" not in narration.getvalue()


def test_a_report_is_made_to_its_end_though_nobody_reads_it():
    made = []
    chunks = (made.append(number) or "x" * 10_000 for number in range(5))
    with unread_pipe() as output, redirect_stdout(output):
        write_report(chunks)
    assert made == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("stream", [full, closed, unread_pipe])
@pytest.mark.parametrize("name", WITHOUT_SCREEN)
def test_where_nobody_hears_the_narration_the_answer_is_the_same(words, capsys, name, stream):
    with stream() as narration, redirect_stderr(narration):
        assert exit_code_of(partial(run, words(name))) == CALLS[name].code
    assert bool(capsys.readouterr().out) == (name in WRITERS)


@pytest.mark.parametrize(
    ("name", "streams"),
    [
        *product(["search", "cache"], ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", ">/dev/full", "| :"]),
        *product(["export", "keys", "new"], ["<&- >&- 2>&-", ">/dev/full"]),
    ],
)
def test_the_program_ends_well_whatever_its_streams_are(words, root, tmp_path, name, streams):
    arguments = words(name, tmp_path / "fresh" if name in ("new", "cache") else "coverage")
    script = f'("$@"; echo "code $?" >code) {streams}'
    done = subprocess.run(
        ["sh", "-c", script, "sh", sys.executable, "-m", "summit_tui", *arguments],
        # What is left in a buffer is written when all is over.
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONUNBUFFERED": ""},
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


@pytest.mark.parametrize("arguments", [["mcp", "coverage"], ["verify", "-", "coverage"]])
def test_a_closed_input_is_called_the_input(words, root, tmp_path, arguments):
    words("search")
    if arguments[0] == "mcp":
        pytest.importorskip("mcp")
    done = subprocess.run(
        ["sh", "-c", '"$@" <&-', "sh", sys.executable, "-m", "summit_tui", *arguments],
        env={**os.environ, "PYTHONPATH": str(root)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    expected = "summit-tui: the input cannot be read: Bad file descriptor\n"
    assert (done.returncode, done.stdout, done.stderr) == (Exit.UNUSABLE, "", expected)


@pytest.mark.parametrize("stream", [full, closed])
def test_addresses_that_cannot_be_written_are_no_matter_of_the_port(words, monkeypatch, stream):
    server = pytest.importorskip("summit_tui.serve.server")

    async def serve(*_, announce, **__):
        announce(["http://127.0.0.1:8000/secret/"])

    monkeypatch.setattr(server, "serve", serve)
    arguments = ["serve", words("search")[-1]]
    with stream() as output, redirect_stdout(output), redirect_stderr(io.StringIO()) as narration:
        assert exit_code_of(partial(run, arguments)) == Exit.UNUSABLE
    said = narration.getvalue().splitlines()[-1]
    assert said.startswith("summit-tui: the output cannot be written")


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
