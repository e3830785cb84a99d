"""Plain lines through a pipe and in a terminal, and the program without them."""

import io
import os
import select
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest

from summit_tui.archive.progress import Progress
from summit_tui.cli.linear import progress_sentences
from summit_tui.linear.terminal import converse, interrupting

PATIENCE = 20.0
"""Seconds that something may take on a busy machine."""


@pytest.fixture
def environ(root):
    """Return the environment of the program: this test's home, and a terminal that can be drawn."""
    return {**os.environ, "PYTHONPATH": str(root)}


def test_a_pipe_is_answered_line_by_line_and_its_end_is_the_end(small, environ):
    lines = "cable\n1\nmark\nm\ncopy marks csv\nexport notes.md\n"
    done = subprocess.run(
        [sys.executable, "-m", "summit_tui", "--linear", str(small)],
        input=lines,
        env={**environ, "TERM": "dumb"},
        cwd=environ["HOME"],
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    answers = done.stdout.split("\n\n")
    assert done.stderr == ""
    assert len(answers) == 8
    assert answers[0].startswith("1 event, 2 sessions")
    assert answers[1].startswith("1 quote with “cable”")
    assert answers[2].startswith("Quote, row 1, direct quotation.\nLin Mei")
    assert answers[3].startswith("Marked, 1 in all: Lin Mei, direct quotation: “We will lay the")
    assert answers[5].startswith("Could not copy: ")
    assert answers[6] == "Wrote 1 record as markdown to notes.md."
    assert "> " not in done.stdout


def test_a_pipe_that_nobody_reads_ends_it_quietly(small, environ):
    command = f"yes statements | {sys.executable} -m summit_tui --linear {small} 2>&1 | head -n 1"
    bash = ["bash", "-c", f"{command}; echo ${{PIPESTATUS[1]}}"]
    done = subprocess.run(
        bash, env=environ, capture_output=True, text=True, check=True, timeout=PATIENCE
    )
    assert done.stdout.splitlines()[1:] == ["0"]


class Terminal:
    """The program on a terminal of its own, called dumb, which opens plain lines by itself."""

    def __init__(self, environ, *arguments):
        import pty  # Windows has none

        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "summit_tui", *map(str, arguments)],
            env={**environ, "COLUMNS": "60", "LINES": "24"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        self.written = b""

    def until_prompt(self):
        """Return what is written until the next prompt."""
        deadline = time.monotonic() + PATIENCE
        before = len(self.written)
        while not self.written.endswith(b"> ") or len(self.written) == before:
            assert time.monotonic() < deadline, self.written[before:]
            if select.select([self.master], [], [], 0.1)[0]:
                self.written += os.read(self.master, 65_536)
        return self.written[before:].decode().replace("\r", "")

    def say(self, line):
        """Type a line and return the answer."""
        os.write(self.master, line.encode() + b"\n")
        return self.until_prompt()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
@pytest.mark.parametrize("term", ["dumb", "xterm-256color"])
def test_in_a_terminal_there_is_a_prompt_and_not_one_sequence_that_steers(small, environ, term):
    arguments = [small] if term == "dumb" else ["--linear", small]
    terminal = Terminal({**environ, "TERM": term}, *arguments)
    assert "\n\n> " in terminal.until_prompt()
    assert "1. Lin Mei, direct quotation, 2 May 2030, Harbour Gazette:\n“We" in terminal.say(
        "cable"
    )
    assert "There is more: press Enter." in terminal.say("help")
    assert "Quote, row 1" in terminal.say("open 1")
    os.write(terminal.master, b"\x04")
    assert terminal.process.wait(PATIENCE) == 0
    os.close(terminal.master)
    assert b"\x1b" not in terminal.written


def test_while_an_index_is_made_a_sentence_comes_now_and_then(capsys):
    seconds = iter([0.0, 0.5, 1.0, 3.0, 6.0, 6.5])
    with progress_sentences(lambda: next(seconds)) as report:
        for done in (1, 2, 3, 4, 5):
            report(Progress("reading", done, 9, 10 * done))
    said = capsys.readouterr().err.splitlines()
    assert [line.partition(" of ")[0][-1] for line in said] == ["2", "4"]
    assert not any("\r" in line or "[" in line for line in said)


def test_bytes_that_are_no_text_are_searched_for_in_vain(small, environ):
    done = subprocess.run(
        [sys.executable, "-m", "summit_tui", "--linear", str(small)],
        input=b"\xff\xfe\n\xe4\xb8\n",
        env=environ,
        capture_output=True,
        check=True,
        timeout=PATIENCE,
    )
    assert done.stderr == b""


class BusyArchive:
    """An archive that only notes that it is interrupted."""

    def __init__(self):
        self.is_interrupted = threading.Event()

    def interrupt(self):
        self.is_interrupted.set()


def test_ctrl_c_reaches_the_archive_whatever_it_is_doing():
    archive = BusyArchive()
    with interrupting(archive):
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        assert archive.is_interrupted.wait(PATIENCE)


class Stream(io.StringIO):
    """A stream that may be a terminal."""

    def __init__(self, *, is_terminal):
        super().__init__()
        self.isatty = lambda: is_terminal

    def readline(self, *_):
        raise KeyboardInterrupt


def test_after_ctrl_c_it_goes_on_in_a_terminal(talk, monkeypatch):
    typed = iter([KeyboardInterrupt, "cable", KeyboardInterrupt, EOFError])

    def line(_):
        if isinstance(next_line := next(typed), str):
            return next_line
        raise next_line

    output = Stream(is_terminal=True)
    monkeypatch.setattr("builtins.input", line)
    monkeypatch.setattr(sys, "stdin", output)
    monkeypatch.setattr(sys, "stdout", output)
    converse(talk.dialogue)
    assert "1 quote with “cable”" in output.getvalue()
    assert next(typed, None) is None


def test_ctrl_c_twice_at_the_prompt_is_the_end_in_a_terminal(talk, monkeypatch):
    typed = iter([KeyboardInterrupt, KeyboardInterrupt, "cable"])

    def line(_):
        raise next(typed)

    output = Stream(is_terminal=True)
    monkeypatch.setattr("builtins.input", line)
    monkeypatch.setattr(sys, "stdin", output)
    monkeypatch.setattr(sys, "stdout", output)
    with pytest.raises(KeyboardInterrupt):
        converse(talk.dialogue)
    assert output.getvalue().count("Press Ctrl+C once more to leave.") == 1
    assert next(typed) == "cable"


def test_without_a_terminal_ctrl_c_is_the_end(talk, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", Stream(is_terminal=False))
    with pytest.raises(KeyboardInterrupt):
        converse(talk.dialogue)
    assert "Stopped" not in capsys.readouterr().out


def test_without_a_terminal_ctrl_c_ends_an_answer_too(talk, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("cable\n"))

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(talk.dialogue, "answer", interrupt)
    with pytest.raises(KeyboardInterrupt):
        converse(talk.dialogue)


def test_it_can_be_taken_away_with_its_row(small, package, tmp_path, environ):
    shutil.rmtree(package / "linear")
    (package / "cli/linear.py").unlink()
    tables = package / "cli/__init__.py"
    row = next(line for line in tables.read_text("utf-8").splitlines() if '"linear":' in line)
    tables.write_text(tables.read_text("utf-8").replace(f"{row}\n", ""), "utf-8")

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "summit_tui", *map(str, arguments)],
            env={**environ, "PYTHONPATH": str(tmp_path), "TERM": "dumb"},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )

    assert "--linear" not in run("--help").stdout
    assert "needs a terminal" in run(small).stderr
    assert "cable" in run("search", "cable", small).stdout
