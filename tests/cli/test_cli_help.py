"""`summit-tui help` prints the manual."""

import pytest

from summit_tui.manual import TOPICS, read_page


def test_help_lists_every_page_in_one_line_each(run):
    result = run("help")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert [line.split()[0] for line in lines] == [*TOPICS]
    assert all(len(line) <= 80 for line in lines)


@pytest.mark.parametrize("topic", [*TOPICS, "Keys"])
def test_help_prints_a_page(run, topic):
    result = run("help", topic)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{read_page(topic.casefold()).title}\n")
    assert "\x1b" not in result.stdout


def test_a_page_fits_the_terminal(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    lines = run("help", "keys").stdout.splitlines()
    assert 50 < max(map(len, lines)) <= 60


@pytest.mark.parametrize(
    ("typed", "said"),
    [("querys", "did you mean ‘queries’?"), ("zzzz", "`summit-tui help` lists them")],
)
def test_a_topic_that_does_not_exist_is_wrong_usage(run, typed, said):
    result = run("help", typed)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_help_loads_neither_the_screen_nor_the_archive(program):
    done = program("help", "keys", environ={"PYTHONPROFILEIMPORTTIME": "1"})
    assert done.returncode == 0
    for name in (b"textual", b"pydantic", b"rich", b"sqlite3", b"summit_tui.archive"):
        assert b"| %s" % name not in done.stderr.replace(b" ", b"").replace(b"|", b"| ")


def test_the_shell_completes_topics(program):
    environ = {
        "_SUMMIT_TUI_COMPLETE": "bash_complete",
        "COMP_WORDS": "summit-tui help co",
        "COMP_CWORD": "2",
    }
    done = program(environ=environ)
    assert done.stdout.split() == [b"plain,coverage", b"plain,commands", b"plain,config"]
