"""Revisions in git become folders: exactly the files that were committed, and nothing outside."""

import pytest

from summit_tui.diff.git import GitError, find_revision, write_revision


def written(tmp_path, revision, path=None):
    """Return the files of a revision by their places, and what was left out."""
    folder = tmp_path / "written"
    folder.mkdir()
    copy, left_out = write_revision(find_revision(revision, path), folder)
    if copy.is_file():
        return {"": copy.read_bytes()}, left_out
    files = (path for path in copy.rglob("*") if not path.is_dir())
    return {file.relative_to(copy).as_posix(): file.read_bytes() for file in files}, left_out


def test_every_coverage_file_is_written_as_it_was_committed(commit, tmp_path):
    old = {"data/a.toml": "é = 1\r\n", "data/deep/b.JSON": b"\xff\x00", "data/c.jsonl": ""}
    commit({**old, "data/notes.txt": "x", "data/.hidden.toml": "x", "data/.git-d/x.toml": "x"})
    commit({"data/a.toml": "new = 1", "data/c.jsonl": None})
    assert written(tmp_path, "HEAD~1:data")[0] == {
        "a.toml": old["data/a.toml"].encode(),
        "deep/b.JSON": b"\xff\x00",
        "c.jsonl": b"",
    }


@pytest.mark.parametrize("attribute", ["export-ignore", "export-subst", "text eol=crlf", "ident"])
def test_attributes_of_the_repository_change_nothing(commit, tmp_path, attribute):
    text = "a = '$Format:%H$ $Id$'\n"
    commit({"a.toml": text, ".gitattributes": f"*.toml {attribute}"})
    assert written(tmp_path, "HEAD")[0] == {"a.toml": text.encode()}


def test_names_of_any_sort_are_kept(commit, tmp_path):
    names = ["a b.toml", "line\nend.toml", '"quoted".toml', "é中.toml", "-x.toml", "tab\t.toml"]
    commit(dict.fromkeys(names, "x"))
    assert set(written(tmp_path, "trunk")[0]) == set(names)


def test_links_are_left_out_and_said(commit, tmp_path, git):
    (tmp_path / "repository" / "to.toml").symlink_to("/etc/passwd")
    (tmp_path / "repository" / "up").symlink_to("..")
    commit({"a.toml": "x"})
    files, left_out = written(tmp_path, "HEAD")
    assert (set(files), left_out) == ({"a.toml"}, ["to.toml", "up"])


def tree(git, *entries):
    """Write a tree object as no honest git would, and return its name."""
    blob = git("hash-object", "-w", "--stdin", input=b"x").decode().strip()
    inner = bytes.fromhex(blob)
    data = b"".join(mode + b" " + name + b"\0" + inner for mode, name in entries)
    digest = git("hash-object", "-w", "-t", "tree", "--literally", "--stdin", input=data)
    return digest.decode().strip()


@pytest.mark.parametrize(
    "name", [b"../x.toml", b"..", b"/x.toml", b"a/../../x.toml", b".git/x.toml"]
)
def test_a_hostile_tree_writes_nothing_outside(git, tmp_path, name):
    outer = tree(git, (b"100644", name))
    try:
        files, _ = written(tmp_path, outer)
    except GitError:
        files = {}
    assert files in ({}, {"x.toml": b"x"})
    assert not (tmp_path / "x.toml").exists()
    assert {path.name for path in (tmp_path / "written").iterdir()} <= {"repository"}


def test_a_tree_with_one_name_twice_is_refused(git, tmp_path):
    outer = tree(git, (b"100644", b"a.toml"), (b"100644", b"a.toml"))
    with pytest.raises(GitError, match="cannot be written"):
        written(tmp_path, outer)


def test_content_that_the_repository_lacks_is_an_error(git, commit, tmp_path):
    commit({"a.toml": "x"})
    blob = git("rev-parse", "HEAD:a.toml").decode().strip()
    lost = tmp_path / "repository" / ".git/objects" / blob[:2] / blob[2:]
    lost.chmod(0o600)
    lost.unlink()
    with pytest.raises(GitError, match=r"lacks the content of ‘a\.toml’"):
        written(tmp_path, "HEAD")


FOUND = [
    ("HEAD", None, ".", "HEAD:", {"data/deep/b.toml", "data/a.toml"}),
    ("HEAD", None, "data", "HEAD:data", {"deep/b.toml", "a.toml"}),
    ("HEAD", "deep", "data", "HEAD:data/deep", {"b.toml"}),
    ("HEAD", "..", "data", "HEAD:", {"data/deep/b.toml", "data/a.toml"}),
    ("HEAD", "data/a.toml", ".", "HEAD:data/a.toml", {""}),
    ("HEAD:data", None, ".", "HEAD:data", {"deep/b.toml", "a.toml"}),
    ("HEAD:data/", None, "data", "HEAD:data", {"deep/b.toml", "a.toml"}),
    ("HEAD:./deep", None, "data", "HEAD:data/deep", {"b.toml"}),
    ("HEAD:../data/a.toml", None, "data", "HEAD:data/a.toml", {""}),
    ("HEAD:", None, "data", "HEAD:", {"data/deep/b.toml", "data/a.toml"}),
    ("trunk@{0}", "data", ".", "trunk@{0}:data", {"deep/b.toml", "a.toml"}),
    (":/first", "gone", ".", ":/first:gone", {"c.toml"}),
    ("v1", "gone/c.toml", ".", "v1:gone/c.toml", {""}),
]


@pytest.mark.parametrize(("revision", "path", "where", "name", "files"), FOUND)
def test_a_revision_is_found_as_git_would_find_it(
    git, commit, tmp_path, monkeypatch, revision, path, where, name, files
):
    commit({"data/a.toml": "x", "gone/c.toml": "x"}, "first")
    git("tag", "v1")
    commit({"data/deep/b.toml": "x", "gone/c.toml": None}, "second")
    (tmp_path / "repository" / "gone").rmdir() if (tmp_path / "repository/gone").exists() else None
    monkeypatch.chdir(tmp_path / "repository" / where)
    meant = path and tmp_path / "repository" / where / path
    assert find_revision(revision, meant).name == name
    assert set(written(tmp_path, revision, meant)[0]) == files


def test_a_folder_keeps_its_name_for_records_without_an_event(commit, tmp_path):
    commit({"data/a.toml": "x"})
    assert [find_revision(revision, None).file_name for revision in ("HEAD:data", "HEAD")] == [
        "data",
        "repository",
    ]


UNKNOWN = [
    ("nowhere", None, "‘nowhere’ is neither a path nor a revision"),
    ("nowhere:data", None, "‘nowhere:data’ is neither"),
    ("HEAD:nowhere", None, "there is no ‘nowhere’ in HEAD"),
    ("HEAD", "nowhere", "there is no ‘nowhere’ in HEAD"),
    ("HEAD:data", "data", "has a path of its own"),
    ("HEAD:../..", None, "there is no ‘../..’ in HEAD"),
    ("", None, "neither a path nor a revision"),
    ("--output=/tmp/x", None, "neither a path nor a revision"),
    ("-h", None, "neither a path nor a revision"),
    ("HEAD; touch x", None, "neither a path nor a revision"),
    ("$(touch x)", None, "neither a path nor a revision"),
    ("HEAD\nHEAD", None, "neither a path nor a revision"),
    ("a\x1b[31m\x00", None, "neither a path nor a revision"),
    ("HEAD..HEAD", None, "neither a path nor a revision"),
    ("^HEAD", None, "neither a path nor a revision"),
]


@pytest.mark.parametrize(("revision", "path", "said"), UNKNOWN)
def test_what_is_not_there_is_said_in_a_sentence(commit, tmp_path, revision, path, said):
    commit({"data/a.toml": "x"})
    with pytest.raises(GitError) as error:
        find_revision(revision, path and tmp_path / "repository" / path)
    assert said in str(error.value)
    assert str(error.value).isprintable()
    assert {path.name for path in (tmp_path / "repository").iterdir()} == {".git", "data"}


def test_outside_a_repository_that_is_said(git, tmp_path):
    with pytest.raises(
        GitError, match="‘HEAD’ is neither a path nor a revision: not a git repository"
    ):
        find_revision("HEAD", tmp_path)


def test_without_git_that_is_said(git, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitError, match="git is not installed"):
        find_revision("HEAD", None)


def test_a_submodule_is_left_out_and_its_path_is_no_folder(git, commit, tmp_path):
    commit({"a.toml": "x"})
    head = git("rev-parse", "HEAD").decode().strip()
    git("update-index", "--add", "--cacheinfo", f"160000,{head},sub")
    git("commit", "-q", "-m", "sub")
    files, left_out = written(tmp_path, "HEAD")
    assert (set(files), left_out) == ({"a.toml"}, ["sub"])
    with pytest.raises(GitError, match="there is no ‘sub’"):
        find_revision("HEAD:sub", None)
