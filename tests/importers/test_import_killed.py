"""What a killed import or its taking back has left is finished by the next, wherever it ended."""

import fcntl
import os
import signal
import sys
from base64 import b64encode
from contextlib import suppress
from itertools import count
from json import dumps
from shutil import copytree

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from import_samples import SESSIONS, as_csv

from summit_tui.cli.group import cli
from summit_tui.importers.commit import commit, finish_interrupted
from summit_tui.importers.folder import read_folder
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.undo import undo
from summit_tui.paths import JOURNAL

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the system knows no fork")

PROGRAMME = as_csv(SESSIONS)
NEWER = as_csv([*SESSIONS[:3], [*SESSIONS[3][:1], "On harbours", *SESSIONS[3][2:]]])
OWN = as_csv(
    [
        ["address", "kind", "event", "name", "text", "date"],
        ["event/forum-2030", "event", "forum-2030", "Forum 2030", "", "2030-05-01"],
        ["sessions/opening", "sessions", "forum-2030", "Opening", "", "2030-05-01"],
    ]
)
"""A file that names its event."""
_CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir")


def kill_at(step, run):
    """Run a function in a process that is killed at the n-th change of a folder; say if it was."""
    return os.WIFSIGNALED(os.waitpid(signal_at(step, run, signal.SIGKILL), 0)[1])


def signal_at(step, run, number):
    """Run a function in a process, and send that a signal at the n-th change of a folder."""
    child = os.fork()
    if child:
        return child
    left = step

    def end(event, arguments):
        nonlocal left
        if event in _CHANGES or (event == "open" and arguments[2] & os.O_CREAT):
            left -= 1
            if not left:
                os.kill(os.getpid(), number)

    try:
        sys.addaudithook(end)
        run()
    finally:
        os._exit(0)


def take_back(folder):
    commit(folder, undo(read_folder(folder), "programme").files)


def test_a_killed_import_is_finished_by_the_next(planned, imported, contents, tmp_path):
    for content, earlier in ((OWN, None), (PROGRAMME, None), (NEWER, PROGRAMME)):
        before = tmp_path / f"before-{content == OWN}-{bool(earlier)}"
        if earlier:
            imported(earlier, into=before)
        for step in count(1):
            folder = tmp_path / f"{before.name}-{step}" / "forum"
            if earlier:
                copytree(before, folder)
            plan = planned(content, into=folder)
            if not kill_at(step, lambda into=folder, plan=plan: commit(into, plan.files)):
                break
            assert finish_interrupted(folder) in (True, False)
            again = planned(content, into=folder)
            commit(folder, again.files)
            assert not again.conflicts
            if step == 1:
                whole = contents(folder)
            assert contents(folder) == whole
        assert step > 10
        assert contents(folder) == whole


def test_a_killed_undo_is_finished_by_the_next(imported, contents, tmp_path):
    earlier = tmp_path / "earlier"
    imported(PROGRAMME, into=earlier)
    wanted = contents(earlier)
    imported(NEWER, into=earlier)
    for step in count(1):
        folder = tmp_path / f"{step}"
        copytree(earlier, folder)
        is_killed = kill_at(step, lambda into=folder: take_back(into))
        if not finish_interrupted(folder) and is_killed and contents(folder) != wanted:
            take_back(folder)
        assert contents(folder) == wanted
        if not is_killed:
            break
    assert step > 5


def test_two_imports_write_one_after_the_other(planned, imported, folder):
    imported(PROGRAMME)
    plan = planned(NEWER)
    child = signal_at(4, lambda: commit(folder, plan.files), signal.SIGSTOP)
    assert os.WIFSTOPPED(os.waitpid(child, os.WUNTRACED)[1])
    descriptor = os.open(folder, os.O_RDONLY)
    with pytest.raises(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(descriptor)
    os.kill(child, signal.SIGCONT)
    assert not finish_interrupted(folder)
    os.waitpid(child, 0)
    with pytest.raises(UnreadableError, match="has changed in the meantime"):
        commit(folder, plan.files)


def test_what_an_editor_has_changed_since_stays(imported, planned, folder):
    imported(PROGRAMME)
    plan = planned(NEWER)
    kill_at(4, lambda: commit(folder, plan.files))
    path = folder / "imported/programme.toml"
    path.write_text("# mine\n" + path.read_text("utf-8"), "utf-8")
    mine = path.read_bytes()
    assert finish_interrupted(folder)
    assert path.read_bytes() == mine
    assert not (folder / JOURNAL).exists()


@pytest.mark.parametrize(
    ("journal", "message"),
    [
        (b"{", "is no journal"),
        (b'[{"path": "a"}]', "is no journal"),
        ("../a", "lies outside"),
        ("/a", "lies outside"),
        (".git/config", "is hidden"),
        ("sub/.hidden.toml", "is hidden"),
        ("link/a", "is a link"),
        ("a\0b", "no path can have these characters"),
        ("\ud800", "no path can have these characters"),
    ],
)
def test_a_forged_journal_writes_nothing(folder, contents, tmp_path, journal, message):
    (folder / ".summit-tui").mkdir(parents=True)
    (tmp_path / "else").mkdir()
    (folder / "link").symlink_to(tmp_path / "else")
    if isinstance(journal, str):
        row = {"path": journal, "old": None, "new": b64encode(b"x").decode()}
        journal = dumps([row | {"path": "a.toml"}, row]).encode()
    (folder / JOURNAL).write_bytes(journal)
    before = contents(tmp_path)
    with pytest.raises(UnreadableError, match=message):
        finish_interrupted(folder)
    assert contents(tmp_path) == before


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
ROWS = st.fixed_dictionaries(
    {
        "path": st.text(st.sampled_from("a/.\0\ud800é"), max_size=6) | JSON,
        "old": st.none() | JSON,
        "new": st.none() | st.just("eA==") | JSON,
    }
)


@given(
    journal=st.binary(max_size=8)
    | (JSON | st.lists(ROWS, max_size=3)).map(lambda v: dumps(v).encode())
)
@settings(max_examples=60, deadline=None)
def test_no_journal_ends_in_a_traceback(journal, tmp_path_factory):
    folder = tmp_path_factory.mktemp("journal")
    (folder / ".summit-tui").mkdir()
    (folder / JOURNAL).write_bytes(journal)
    with suppress(UnreadableError, OSError):
        finish_interrupted(folder)


@pytest.fixture
def interrupted(imported, planned, folder):
    """Return a folder in which an import was killed, and the journal that it left."""
    imported(PROGRAMME)
    plan = planned(NEWER)
    kill_at(4, lambda: commit(folder, plan.files))
    assert (folder / JOURNAL).exists()
    return folder


def invoke(*arguments):
    return CliRunner().invoke(cli, ["import", *map(str, arguments)])


def test_the_command_says_that_it_has_finished_what_was_killed(interrupted, tmp_path):
    (tmp_path / "programme.csv").write_text(NEWER, "utf-8")
    arguments = (tmp_path / "programme.csv", "--into", interrupted)
    looked = invoke(*arguments, "--dry-run")
    assert (looked.exit_code, (interrupted / JOURNAL).exists()) == (2, True)
    assert "say it without --dry-run" in looked.output
    done = invoke(*arguments, "--write")
    assert (done.exit_code, (interrupted / JOURNAL).exists()) == (0, False)
    assert "and is finished now" in done.output
    assert "Nothing is to be written." in done.output


def test_an_undo_that_finishes_what_was_killed_takes_back_nothing_more(interrupted):
    done = invoke("--undo", "programme", "--into", interrupted, "--write")
    assert (done.exit_code, "Say it again" in done.output) == (0, True)
    assert read_folder(interrupted).ledger["programme"].editions == 1
