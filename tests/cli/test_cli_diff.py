"""`summit-tui diff`: folders or revisions, three forms, three exit codes, nothing left behind."""

import json
import os
import re
import subprocess
import sys
import tempfile
from copy import deepcopy

import pytest

from summit_tui.archive import IndexCorruptError
from summit_tui.archive.sqlite.searcher import StoreArchive


@pytest.fixture
def changed(records):
    """Return the records of the small coverage with one statement in other words."""
    changed = deepcopy(records)
    changed["quotes"][0]["text"] = "We will lay the cable alone."
    return changed


@pytest.fixture
def folders(coverage, records, changed):
    """Return two folders that differ in one statement."""
    return coverage(records, "old"), coverage(changed, "new")


@pytest.fixture
def repository(coverage, records, changed, commit, tmp_path):
    """Return a repository with the old state, the new one, and the new one on the disk."""
    for state in (records, changed):
        commit({f"data/{kind}.json": json.dumps({kind: some}) for kind, some in state.items()})
    return tmp_path / "repository"


@pytest.fixture(autouse=True)
def leftovers(tmp_path, monkeypatch):
    """Return a function that lists what a command leaves in the folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return lambda: [*folder.iterdir()]


def test_folders_that_differ_end_with_one(run, folders):
    done = run("diff", *folders)
    assert (done.exit_code, done.stderr) == (1, "Changed: 1 text.\n")
    assert done.stdout.endswith("\n  text: We will lay the cable [-together-]{+alone+}.\n")
    assert "\x1b" not in done.stdout


def test_folders_with_the_same_records_end_with_zero(run, coverage, records):
    old, new = coverage(records, "old"), coverage(records, "new")
    assert run("diff", old, new).exit_code == 0
    (new / "quotes.json").write_text(json.dumps({"quotes": records["quotes"]}, indent=3), "utf-8")
    done = run("diff", old, new)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "No record has changed.\n")


@pytest.mark.parametrize(
    ("form", "start"), [("text", "Text changed (1)\n"), ("markdown", "# Changes"), ("json", "{\n")]
)
@pytest.mark.parametrize("option", ["--as", "--format"])
def test_every_form_can_be_asked_for(run, folders, option, form, start):
    assert run("diff", *folders, option, form).stdout.startswith(start)


def test_a_folder_that_is_not_there_ends_with_two(run, folders, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("diff", folders[0], "nowhere")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "‘nowhere’ is neither a path nor a revision" in done.stderr


def test_a_file_that_cannot_be_read_ends_with_two(run, folders):
    (folders[1] / "more.json").symlink_to("nowhere.json")
    done = run("diff", *folders)
    assert done.exit_code == 2
    assert "Not compared (1)\n" in done.stdout
    assert f"{folders[1]}/more.json: E001: " in done.stdout


def test_a_file_that_does_not_parse_is_a_difference(run, coverage, records):
    old, new = coverage(records, "old"), coverage(records, "new")
    (new / "more.toml").write_text("[[quotes]]\nid = ", "utf-8")
    done = run("diff", old, new)
    assert done.exit_code == 1
    assert "more.toml:2: E003" in done.stdout


REVISIONS = [
    ("HEAD~1", "HEAD", "data"),
    ("HEAD~1", "data"),
    ("HEAD~1", "HEAD", "--", "data"),
    ("HEAD~1:data", "HEAD:data"),
    ("HEAD~1:data", "data"),
    ("HEAD~1", "trunk"),
    ("HEAD~1:data/quotes.json", "data/quotes.json"),
    ("HEAD~1", "data/quotes.json"),
]


@pytest.mark.parametrize("arguments", REVISIONS, ids=" ".join)
def test_revisions_are_compared_with_each_other_and_with_folders(
    run, repository, leftovers, arguments
):
    done = run("diff", *arguments)
    assert (done.exit_code, done.stderr) == (1, "Changed: 1 text.\n")
    assert "[-together-]{+alone+}" in done.stdout
    assert leftovers() == []


def test_the_same_revision_twice_has_not_changed(run, repository):
    assert run("diff", "HEAD", "trunk").exit_code == 0
    assert run("diff", "HEAD", "data").exit_code == 0


def test_what_exists_as_a_path_is_a_path_unless_one_follows(run, repository, git):
    git("branch", "data", "HEAD~1")
    assert run("diff", "data", "HEAD").exit_code == 0
    done = run("diff", "data", "HEAD", "data")
    assert (done.exit_code, "Changed: 1 text.\n" in done.stderr) == (1, True)


def test_a_file_of_a_revision_is_named_as_in_git(run, repository, commit):
    commit({"data/quotes.json": "{"})
    done = run("diff", "HEAD~1", "HEAD", "data", "--as", "json")
    parsed = json.loads(done.stdout)
    assert (parsed["old"], parsed["new"]) == ("HEAD~1:data", "HEAD:data")
    assert [line.split(": ")[0] for line in parsed["unreadable"]["new"]] == [
        "HEAD:data/quotes.json:1"
    ]
    assert {change["unreadable"].split(": ")[0] for change in parsed["changes"]} == {
        "HEAD:data/quotes.json:1"
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("nowhere", "HEAD"),
        ("HEAD", "nowhere:data"),
        ("HEAD:nowhere", "HEAD"),
        ("HEAD:data", "HEAD", "data"),
    ],
    ids=" ".join,
)
def test_an_unknown_revision_ends_with_two_and_leaves_nothing(
    run, repository, leftovers, arguments
):
    done = run("diff", *arguments)
    assert (done.exit_code, done.stdout, leftovers()) == (2, "", [])
    assert done.stderr.startswith("summit-tui: ")
    assert len(done.stderr.splitlines()) == 1


def test_what_git_cannot_give_is_said_as_git_says_it_and_ends_with_two(
    run, repository, leftovers, git
):
    lost = git("rev-parse", "HEAD~1:data/quotes.json").decode().strip()
    (repository / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    git("config", "remote.origin.url", "ssh://host/x\x1b[31m")
    git("config", "remote.origin.promisor", "true")
    done = run("diff", "HEAD~1", "HEAD", "data")
    assert (done.exit_code, done.stdout, leftovers()) == (2, "", [])
    (said,) = done.stderr.splitlines()
    assert said.startswith("summit-tui: ")
    assert re.search(rf"the content of ‘quotes\.json’ \({lost}\): \w", said)
    assert said.isprintable()


def test_an_option_of_git_is_no_revision(run, repository):
    done = run("diff", "--", "--output=stolen", "HEAD")
    assert (done.exit_code, (repository / "stolen").exists()) == (2, False)


def test_without_git_folders_are_compared_all_the_same(run, folders, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert run("diff", *folders).exit_code == 1
    done = run("diff", "HEAD", folders[0])
    assert (done.exit_code, "git is not installed" in done.stderr) == (2, True)


def test_links_in_a_revision_are_left_out_with_a_word(run, repository, git):
    (repository / "data" / "link.toml").symlink_to("quotes.json")
    git("add", "-A")
    git("commit", "-q", "-m", "link")
    assert (
        "left out, as no plain files: link.toml\n" in run("diff", "HEAD", "HEAD~1", "data").stderr
    )


@pytest.mark.parametrize("raised", [KeyboardInterrupt, OSError("full"), IndexCorruptError])
def test_nothing_is_left_behind_when_it_fails(run, repository, leftovers, monkeypatch, raised):
    def fail(*_):
        raise raised

    monkeypatch.setattr(StoreArchive, "digests", fail)
    done = run("diff", "HEAD~1", "HEAD", "data")
    assert done.exit_code != 0
    assert leftovers() == []


def test_the_index_of_a_folder_is_kept_and_that_of_a_revision_is_not(run, repository, tmp_path):
    cache = tmp_path / "indexes"
    run("diff", "HEAD~1", "data", "--cache", cache)
    assert len([*cache.iterdir()]) == 1


def test_a_terminal_gets_colours_unless_it_wants_none(root, folders, needs):
    needs("script")
    command = f"{sys.executable} -m summit_tui diff {folders[0]} {folders[1]} --no-cache"
    for environ, coloured in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
        done = subprocess.run(
            ["script", "-qec", command, "/dev/null"],
            cwd=root,
            env={**os.environ, **environ},
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 1
        assert (b"\x1b[9;31mtogether\x1b[0m" in done.stdout) is coloured
        assert (b"[-together-]" in done.stdout) is not coloured


def test_without_a_screen_nothing_heavy_is_loaded_for_identical_folders(root, folders):
    script = (
        "import sys\nfrom summit_tui.cli.group import cli\n"
        "try:\n    cli()\n"
        "finally:\n    print(*sorted({'textual', 'pydantic'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "diff", folders[0], folders[0]],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "\n"
