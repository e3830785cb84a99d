"""The problems of files are kept with the index and told in the language of whoever opens it."""

import os
import re

import pytest

from summit_tui.archive.sqlite.problems import format_listing
from summit_tui.i18n import speak

HAN = re.compile("[\u4e00-\u9fff]")
FILES = {
    "event.toml": '[event]\nid = "talks"\nname = "Talks"\nend = "2030-13"\n[[speekers]]\n',
    "speakers.toml": (
        '[[speakers]]\nid = "ann"\nname = "Ann"\nkind = "robot"\nnaem = "Ann"\n'
        '[[speakers]]\nid = "ben"\nname = "Ben"\n[[speakers]]\nid = "ben"\nname = "Ben"\n'
        '[[speakers]]\nid = "A!"\nname = 7\n'
        "[[speakers]]\nid = \n"
    ),
    "second/event.toml": '[event]\nid = "more"\nname = "More"\n',
    "second/third.toml": '[event]\nid = "most"\nname = "Most"\n',
    "list.json": '{"quotes": {}, "sources": [{"id": "s"}], "sources": []',
    "lines.jsonl": '{"kind": "robots"}\n{"id": "x"}\n[] 1\n[]\n',
    "bytes.toml": b'[[sources]]\nid = "\xff"\n',
}


@pytest.fixture
def broken(tmp_path):
    """Return a folder with something wrong in every file of it, and a link out of it."""
    for name, content in FILES.items():
        path = tmp_path / "broken" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (tmp_path / "outside.toml").write_text("")
    (tmp_path / "broken/link.toml").symlink_to(tmp_path / "outside.toml")
    return tmp_path / "broken"


def problem_lines(archive):
    return [str(problem) for problem in archive.info().problems]


def test_problems_are_told_in_the_language_of_whoever_opens_the_index(opened, broken, tmp_path):
    cache = tmp_path / "cache"
    in_english = problem_lines(opened(broken, cache=cache))
    assert len(in_english) >= 14
    assert not any(map(HAN.search, in_english))
    (index,) = cache.iterdir()
    made = index.read_bytes()
    speak("zh-Hans")
    again = opened(broken, cache=cache)
    in_chinese = problem_lines(again)
    assert index.read_bytes() == made, "the index is not made again"
    assert in_chinese == problem_lines(opened(broken)) != in_english
    assert [line for line in in_chinese if not HAN.search(line)] == []
    speak("en")
    assert problem_lines(again) == in_english


def test_a_changed_file_leaves_the_problems_of_the_others_to_every_language(
    opened, broken, tmp_path
):
    cache = tmp_path / "cache"
    opened(broken, cache=cache)
    (broken / "second/third.toml").write_text('[[sources]]\nid = "t"\ntitel = "T"\n')
    speak("zh-Hant")
    updated = opened(broken, cache=cache)
    assert sorted(problem_lines(updated)) == sorted(problem_lines(opened(broken)))
    assert [line for line in problem_lines(updated) if not HAN.search(line)] == []


def test_what_is_known_of_the_listing_is_the_same_in_every_language(opened, broken):
    problems = opened(broken).info().problems
    kept = format_listing(problems)
    speak("zh-Hans")
    assert format_listing(problems) == kept
    assert kept.count("\n") == len(problems) - 1


def test_a_file_is_named_as_its_opener_spells_it(opened, broken, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    opened(broken, cache=cache)
    monkeypatch.chdir(tmp_path)
    spelled = problem_lines(opened(broken.relative_to(tmp_path), cache=cache))
    assert all(line.startswith("broken") for line in spelled)
    (taken,) = [line for line in spelled if "E106" in line]
    assert f"already taken in broken{os.sep}speakers.toml:6;" in taken
