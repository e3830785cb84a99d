"""A repository runs nothing, whatever it says of itself, and git is not waited for without end."""

import os
import shutil

import pytest

from summit_tui.diff import git as asking
from summit_tui.diff.git import GitError, find_revision, write_revision

unix = pytest.mark.skipif(os.name == "nt", reason="the system has no such files")


@pytest.fixture
def trap(tmp_path):
    """Return a file that is there once something was run, and a command that makes it."""
    ran = tmp_path / "ran"
    return ran, f"touch '{ran}'; false"


@pytest.fixture
def repository(commit, tmp_path):
    """Return a repository with two states of one coverage file."""
    commit({"cov/c.toml": "one"}, "first")
    commit({"cov/c.toml": "two"}, "second")
    return tmp_path / "repository"


@pytest.fixture
def content(tmp_path):
    """Return a function that gives the content of the one coverage file of a revision."""

    def read(revision, path=None):
        folder = tmp_path / "written"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        copy, _ = write_revision(find_revision(revision, path), folder)
        return next(copy.rglob("c.toml")).read_text() if copy.is_dir() else copy.read_text()

    return read


def loose(git, repository, revision):
    """Return the file in which a repository has an object."""
    name = git("rev-parse", revision).decode().strip()
    return repository / "objects" / name[:2] / name[2:]


def lose(git, folder, revision="HEAD~1:cov/c.toml"):
    """Let the repository in a folder say that it is a partial clone, and lack one content."""
    loose(git, folder, revision).unlink()
    for name, value in {
        "core.repositoryformatversion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.partialclonefilter": "blob:none",
    }.items():
        git("config", "--file", folder / "config", name, value)


def by_ssh(git, folder, command):
    git("config", "--file", folder / "config", "remote.origin.url", "ssh://x/y")
    git("config", "--file", folder / "config", "core.sshCommand", command)


def by_upload_pack(git, folder, command):
    shutil.copytree(folder, folder.parent / "other")
    git("config", "--file", folder / "config", "remote.origin.url", folder.parent / "other")
    git("config", "--file", folder / "config", "remote.origin.uploadpack", command)


def by_address(git, folder, command):
    address = f"ext::sh -c {command.replace(' ', '% ')}"
    git("config", "--file", folder / "config", "remote.origin.url", address)
    git("config", "--file", folder / "config", "protocol.ext.allow", "always")


@pytest.mark.parametrize("fetch", [by_ssh, by_upload_pack, by_address])
@pytest.mark.parametrize("revision", ["HEAD~1:cov", "HEAD~1:cov/c.toml"])
def test_a_partial_clone_fetches_nothing_and_what_it_lacks_is_said(
    git, repository, content, trap, fetch, revision
):
    ran, command = trap
    fetch(git, repository / ".git", command)
    lose(git, repository / ".git")
    with pytest.raises(GitError) as error:
        content(revision)
    assert not ran.exists()
    assert "c.toml" in str(error.value)
    assert str(error.value).isprintable()
    assert content("HEAD:cov") == "two"


def test_what_the_user_allows_git_elsewhere_is_not_allowed_here(
    git, repository, content, trap, monkeypatch
):
    ran, command = trap
    by_address(git, repository / ".git", command)
    lose(git, repository / ".git")
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "ext:ssh:file")
    with pytest.raises(GitError):
        content("HEAD~1:cov")
    assert not ran.exists()


@pytest.fixture
def cloned(git, repository, tmp_path, monkeypatch):
    """Return the clone of a repository in which a folder is itself a repository."""
    evil = tmp_path / "evil"
    git("clone", "-q", "--bare", repository, evil / "cov")
    shutil.rmtree(evil / "cov" / "hooks", ignore_errors=True)
    # A clone brings no empty folder.
    (evil / "cov" / "refs" / "heads" / "trunk").write_bytes(git("rev-parse", "HEAD"))
    (evil / "cov" / "c.toml").write_text("delivered")

    def clone():
        git("init", "-q", evil)
        git("-C", evil, "add", "-A", "-f")
        git("-C", evil, "commit", "-q", "-m", "m")
        git("clone", "-q", evil.as_uri(), tmp_path / "victim")
        monkeypatch.chdir(tmp_path / "victim")
        return tmp_path / "victim"

    return evil / "cov", clone


def test_a_repository_that_a_clone_delivers_runs_nothing(git, cloned, content, trap):
    ran, command = trap
    folder, clone = cloned
    by_ssh(git, folder, command)
    lose(git, folder)
    victim = clone()
    with pytest.raises(GitError, match="cannot use bare repository"):
        content("HEAD~1", victim / "cov")
    assert not ran.exists()
    assert content("HEAD:cov/c.toml") == "delivered"


def test_a_repository_without_a_working_tree_is_asked_where_the_user_names_it(
    git, repository, tmp_path, content, monkeypatch
):
    git("clone", "-q", "--bare", repository, tmp_path / "bare.git")
    monkeypatch.chdir(tmp_path / "bare.git")
    with pytest.raises(GitError, match="cannot use bare repository"):
        content("HEAD~1:cov")
    for named in (".", tmp_path / "bare.git"):
        monkeypatch.setenv("GIT_DIR", str(named))
        assert content("HEAD~1:cov") == "one"


OF_THE_INDEX = [":cov", ":0:cov", ":./cov", ":cov/c.toml", ":0:cov/c.toml", ":", ":(attr:x)cov"]


@pytest.mark.parametrize("revision", OF_THE_INDEX)
def test_a_question_about_the_index_runs_no_monitor(git, repository, content, trap, revision):
    ran, command = trap
    git("config", "core.fsmonitor", command)
    # The index holds files, and no tree in which a coverage could be found.
    with pytest.raises(GitError, match=r"^‘:.*’ is n"):
        content(revision)
    assert not ran.exists()


@pytest.mark.parametrize("variable", ["GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT"])
def test_no_variable_brings_the_monitor_back(git, repository, content, trap, monkeypatch, variable):
    ran, _ = trap
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", f"touch {ran}")
    values = {"GIT_CONFIG_PARAMETERS": f"'core.fsmonitor'='touch {ran}'", "GIT_CONFIG_COUNT": "1"}
    monkeypatch.setenv(variable, values[variable])
    with pytest.raises(GitError, match="expected tree type"):
        content(":cov/c.toml")
    assert not ran.exists()


def test_the_settings_of_the_user_stay(git, repository, content, tmp_path, monkeypatch):
    old, new = (
        git("rev-parse", f"{revision}:cov/c.toml").decode().strip()
        for revision in ("HEAD~1", "HEAD")
    )
    git("replace", old, new)
    assert content("HEAD~1:cov") == "two"
    with monkeypatch.context() as patch:
        patch.setenv("GIT_CONFIG_COUNT", "1")
        patch.setenv("GIT_CONFIG_KEY_0", "core.useReplaceRefs")
        patch.setenv("GIT_CONFIG_VALUE_0", "false")
        assert content("HEAD~1:cov") == "one"
    (tmp_path / "config").write_text("[core]\nuseReplaceRefs = false\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    assert content("HEAD~1:cov") == "one"


def test_a_hook_is_answered_about_its_own_repository(git, repository, content, monkeypatch):
    """Git names it as `.git`, which is another place in the folder that is asked about."""
    monkeypatch.chdir(repository)
    monkeypatch.setenv("GIT_DIR", ".git")
    assert find_revision("HEAD~1", repository / "cov").name == "HEAD~1:cov"
    assert content("HEAD~1", repository / "cov") == "one"


def test_a_program_in_the_folder_is_not_taken_for_git(git, repository, content, trap, monkeypatch):
    ran, command = trap
    (repository / "git").write_text(f"#!/bin/sh\n{command}\n")
    (repository / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}{os.environ['PATH']}")
    assert content("HEAD~1:cov") == "one"
    assert not ran.exists()


def test_a_trace_is_not_taken_for_what_is_wrong(git, repository, monkeypatch):
    monkeypatch.setenv("GIT_TRACE", "1")
    with pytest.raises(GitError, match="‘nowhere’ is neither a path nor a revision"):
        find_revision("nowhere", None)


def test_what_git_says_of_a_revision_is_passed_on_in_one_line(git, repository):
    with pytest.raises(GitError) as error:
        find_revision("trunk@{upstream}", None)
    said = "‘trunk@{upstream}’ is neither a path nor a revision: no upstream configured for branch"
    assert str(error.value) == f"{said} 'trunk'"
    (repository / ".git" / "config").write_bytes(b"[\x1b[31m")
    with pytest.raises(GitError, match="nor a revision: bad config line 1 in file") as error:
        find_revision("HEAD", None)
    assert str(error.value).isprintable()


def test_content_that_is_damaged_is_an_error_that_git_explains(git, repository, content):
    damaged = loose(git, repository / ".git", "HEAD:cov/c.toml")
    damaged.chmod(0o600)
    damaged.write_bytes(b"noise")
    with pytest.raises(GitError, match=r"of ‘c\.toml’ \(\w+\): \w") as error:
        content("HEAD:cov")
    assert str(error.value).isprintable()


@unix
@pytest.mark.parametrize("name", ["HEAD", "packed-refs", "cov/c.toml"])
@pytest.mark.parametrize("revision", ["HEAD~1:cov", "HEAD~1:cov/c.toml"])
def test_a_git_that_does_not_answer_is_ended(git, repository, content, monkeypatch, name, revision):
    monkeypatch.setattr(asking, "TIME_LIMIT", 0.3)
    in_the_way = repository / ".git" / name
    if name == "cov/c.toml":
        in_the_way = loose(git, repository / ".git", "HEAD~1:cov/c.toml")
    in_the_way.unlink(missing_ok=True)
    os.mkfifo(in_the_way)
    with pytest.raises(GitError, match="git did not answer within") as error:
        content(revision)
    assert str(error.value).startswith("git ")  # nothing is known of the revision or the path
