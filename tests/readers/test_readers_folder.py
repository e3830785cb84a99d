"""Which files of a folder are read, and what is said of those that cannot be."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from summit_tui.readers import coverage_files

unix = pytest.mark.skipif(os.name == "nt", reason="the system has no such files")


def write(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("")


def names_and_problems(*paths):
    files, problems = coverage_files(list(paths))
    return [Path(file.name).as_posix() for file in files], [str(problem) for problem in problems]


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_files_come_in_the_order_of_their_names(here):
    write(here, "c/b.toml", "c/a.jsonl", "c/Z.JSON", "c/b/x.toml", "c/notes.md", "c/a.json~")
    names, problems = names_and_problems(Path("c"))
    assert names == [
        "c/Z.JSON",
        "c/a.jsonl",
        "c/b/x.toml",
        "c/b.toml",
    ]
    assert problems == []


def test_hidden_files_and_folders_are_skipped(here):
    write(here, "c/.a.toml", "c/.git/b.toml", "c/d.toml")
    assert names_and_problems(Path("c"))[0] == ["c/d.toml"]


def test_a_file_is_named_as_its_user_named_it(here):
    write(here, "c/a.toml")
    assert names_and_problems(here / "c")[0] == [(here / "c" / "a.toml").as_posix()]
    assert names_and_problems(Path())[0] == ["c/a.toml"]
    assert names_and_problems(Path("c/a.toml"))[0] == ["c/a.toml"]


def test_a_file_knows_the_folders_whose_event_it_may_belong_to(here):
    write(here, "c/d/e/a.toml", "c/b.toml")
    (flat, deep), _ = coverage_files([Path("c")])
    assert Path(deep.folder) == Path("c/d/e")
    assert [Path(folder) for folder in deep.folders] == [Path("c/d/e"), Path("c/d"), Path("c")]
    assert flat.folders == ("c",)
    (single,), _ = coverage_files([Path("c/d/e/a.toml")])
    assert [Path(folder) for folder in single.folders] == [Path("c/d/e")]
    (from_here, _), _ = coverage_files([Path()])
    assert from_here.folders[-2:] == ("c", ".")
    (absolute, _), _ = coverage_files([here / "c"])
    assert absolute.folders[-1] == str(here / "c")


def test_size_and_time_are_those_of_the_file(here):
    (here / "a.toml").write_text("# four")
    os.utime(here / "a.toml", ns=(1, 1_700_000_000_000_000_000))
    (file,), _ = coverage_files([here])
    assert (file.size, file.mtime_ns) == (6, 1_700_000_000_000_000_000)


def test_a_file_that_is_reached_twice_counts_once(here):
    write(here, "c/a.toml", "c/d/b.toml")
    Path("c/z.toml").symlink_to("a.toml")
    names, problems = names_and_problems(
        Path("c/d/b.toml"), Path("c"), here / "c", Path("c/d/../d")
    )
    assert names == ["c/d/b.toml", "c/a.toml"]
    assert problems == []


def test_links_that_lead_in_circles_end(here):
    write(here, "c/a.toml")
    Path("c/again").symlink_to(".")
    Path("c/self").symlink_to("self")
    Path("c/up").symlink_to(Path("../..") / here.name / "c")
    names, problems = names_and_problems(Path("c"))
    assert names == ["c/a.toml"]
    assert len(problems) == 1
    assert "self: E001: cannot be read: " in problems[0]


def link_out(link, target):
    return (
        f"{link}: E008: is a link out of the folder, to ‘{target}’, and is not followed; "
        "to read that too, give it as a PATH of its own"
    )


def test_links_out_of_the_folder_are_not_followed(here):
    write(here, "c/a.toml", "other/b.toml", "secret", "other/notes.md")
    Path("c/other").symlink_to("../other")
    Path("c/b.toml").symlink_to(here / "secret")
    Path("c/d").mkdir()
    Path("c/d/up").symlink_to("../..")
    Path("c/d/root").symlink_to("/")
    Path("c/notes.md").symlink_to("../other/notes.md")
    names, problems = names_and_problems(Path("c"))
    assert names == ["c/a.toml"]
    assert problems == [
        link_out("c/b.toml", here / "secret"),
        link_out("c/d/root", "/"),
        link_out("c/d/up", here),
        link_out("c/other", here / "other"),
    ]


def test_a_folder_beside_the_one_opened_is_out_of_it_whatever_its_name(here):
    write(here, "c/a.toml", "c2/b.toml")
    Path("c/more").symlink_to("../c2")
    assert names_and_problems(Path("c"))[1] == [link_out("c/more", here / "c2")]


def test_a_link_out_is_followed_where_its_target_is_opened_too(here):
    write(here, "c/a.toml", "other/b.toml", "other/deep/d.toml")
    Path("c/deep").symlink_to("../other/deep")
    Path("c/other").symlink_to(here / "other")
    assert names_and_problems(Path("c"), Path("other")) == (
        ["c/a.toml", "c/deep/d.toml", "c/other/b.toml"],
        [],
    )


def test_links_within_the_folder_and_a_path_that_is_a_link_work(here):
    write(here, "c/.store/a.toml", "c/d/b.toml")
    Path("c/a.toml").symlink_to(".store/a.toml")
    Path("c/e").symlink_to(here / "c" / "d")
    Path("linked").symlink_to("c")
    Path("x.toml").symlink_to("c/d/b.toml")
    assert names_and_problems(Path("linked")) == (["linked/a.toml", "linked/d/b.toml"], [])
    assert names_and_problems(Path("linked/e")) == (["linked/e/b.toml"], [])
    assert names_and_problems(Path("x.toml")) == (["x.toml"], [])


@unix
def test_where_a_link_leads_is_shown_without_control_characters(here):
    write(here, "out\x1b[31m\n/a.toml", "c/a.toml")
    Path("c/b").symlink_to("../out\x1b[31m\n")
    assert names_and_problems(Path("c"))[1] == [link_out("c/b", here / "out␛[31m␊")]


@pytest.mark.parametrize("name", ["gone", "gone.toml", "a\0b"])
def test_a_path_to_nothing_is_a_problem(name):
    names, (problem,) = names_and_problems(Path(name))
    assert names == []
    assert ": E001: " in problem
    assert "\0" not in problem


def test_a_link_to_nothing_is_a_problem(here):
    Path("a.toml").symlink_to("gone.toml")
    assert names_and_problems(Path())[1] == [
        "a.toml: E001: is a link to a file that does not exist"
    ]


def test_a_file_of_another_sort_is_a_problem_only_where_it_was_asked_for(here):
    write(here, "a.yaml")
    message = "a.yaml: E001: is neither a folder nor a .toml, .json or .jsonl file"
    assert names_and_problems(Path("a.yaml")) == ([], [message])
    assert names_and_problems(Path()) == ([], [])


@unix
def test_pipes_and_sockets_are_problems_and_never_block(here):
    os.mkfifo(here / "a.toml")
    os.mkfifo(here / "no-coverage")
    server = socket.socket(socket.AF_UNIX)
    server.bind("b.json")
    names, problems = names_and_problems(Path(), Path("/dev/null"))
    server.close()
    assert names == []
    assert problems == [
        "a.toml: E001: is no regular file",
        "b.json: E001: is no regular file",
        "/dev/null: E001: is neither a folder nor a .toml, .json or .jsonl file",
    ]


@unix
@pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_listed_is_a_problem(here):
    write(here, "c/closed/a.toml", "c/open/b.toml")
    (here / "c" / "closed").chmod(0)
    names, (problem,) = names_and_problems(Path("c"))
    (here / "c" / "closed").chmod(0o700)
    assert names == ["c/open/b.toml"]
    assert problem.startswith("c/closed: E001: cannot be read: ")


@unix
def test_names_with_control_characters_become_visible(here):
    write(here, "c/a\x1b]52;c;x\x07\n.toml")
    write(here, os.fsdecode(b"c/\xff/b.toml"))
    names, problems = names_and_problems(Path("c"))
    assert names == ["c/a␛]52;c;x␇␊.toml", "c/\N{REPLACEMENT CHARACTER}/b.toml"]
    assert problems == []


def test_a_very_deep_folder_is_listed(here):
    deep = Path(*["d"] * 400)
    deep.mkdir(parents=True)
    (deep / "a.toml").write_text("")
    (file,), problems = coverage_files([Path("d")])
    assert file.name == str(deep / "a.toml")
    assert len(file.folders) == 400
    assert problems == []


def test_finding_files_loads_no_validator(here):
    write(here, "a.toml")
    code = (
        "import sys; from pathlib import Path; import summit_tui.readers as r; "
        "assert len(r.coverage_files([Path('.')])[0]) == 1; "
        "assert not {'pydantic', 'tomli', 'textual', 'json'} & set(sys.modules), sys.modules"
    )
    root = str(Path(__file__).parents[2])
    subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {root!r}); {code}"],
        check=True,
    )
