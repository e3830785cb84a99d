"""What cannot be read is never said to be gone or new without a word."""

import json
from copy import deepcopy

from diff_samples import compared_folders, compared_sides, edited, summaries

from summit_tui.readers import shown_path


def broken(folder, name, text):
    (folder / name).write_text(text, "utf-8")
    return folder


def test_a_record_whose_file_no_longer_parses_is_not_simply_gone(coverage, records):
    old, new = coverage(records, "old"), coverage(records, "new")
    broken(new, "sources.json", '{"sources": [')
    changes = compared_folders(old, new)
    assert summaries(changes) == [("gone", "sources", "gazette"), ("gone", "sources", "wire")]
    for change in changes:
        assert change.unread.startswith(f"{new}/sources.json:1: E003: ")
    assert changes.unread[0] == []
    assert [line.startswith(f"{new}/sources.json:1: E003") for line in changes.unread[1]] == [True]


def test_a_record_that_could_not_be_read_before_is_not_simply_new(coverage, records):
    old, new = coverage(records, "old"), coverage(records, "new")
    broken(old, "sources.json", "{")
    changes = compared_folders(old, new)
    assert {change.type for change in changes} == {"new"}
    assert all(change.unread.startswith(f"{old}/sources.json") for change in changes)


def test_a_record_that_is_no_longer_valid_is_told_from_one_that_was_taken_out(compared, records):
    after = edited(records, "quotes", "direct", mode="shouted")
    after["quotes"] = [record for record in after["quotes"] if record["id"] != "later"]
    changes = {change.address.id: change for change in compared(records, after)}
    assert set(changes) == {"direct", "later"}
    assert "E104: quotes[0].mode direct" in changes["direct"].unread
    assert changes["later"].unread == ""


def test_a_nameless_record_may_be_any_of_its_kind_that_is_gone(compared, records):
    after = deepcopy(records)
    del after["quotes"][0]["id"]
    after["speakers"] = after["speakers"][:2]
    changes = {change.address.id: change for change in compared(records, after)}
    assert "E101: quotes[0].id" in changes["direct"].unread
    assert changes["youth"].unread == ""


def test_a_file_that_is_gone_with_its_records_is_simply_gone(coverage, records):
    old, new = coverage(records, "old"), coverage(records, "new")
    (new / "sources.json").unlink()
    assert [change.unread for change in compared_folders(old, new)] == ["", ""]


def test_a_problem_elsewhere_explains_nothing_but_is_told(coverage, records):
    old, new = coverage(records, "old"), coverage(records, "new")
    broken(new, "notes.json", "{")
    (new / "sources.json").unlink()
    changes = compared_folders(old, new)
    assert [change.unread for change in changes] == ["", ""]
    assert len(changes.unread[1]) == 1


def test_sides_differ_where_only_one_has_what_cannot_be_read(coverage, records):
    old, new = coverage(records, "old"), coverage(records, "new")
    broken(new, "more.json", "{")
    changes = compared_folders(old, new)
    assert (len(changes), changes.differ) == (0, True)
    broken(old, "more.json", "{")
    assert not compared_folders(old, new).differ


def test_single_files_of_different_names_are_compared(tmp_path, records):
    for name, tables in (("a", records), ("b", {**records, "quotes": [{"id": "x"}]})):
        (tmp_path / f"{name}.json").write_text(json.dumps(tables), "utf-8")
    changes = compared_folders(tmp_path / "a.json", tmp_path / "b.json")
    assert {change.type for change in changes} == {"gone"}
    assert all(change.unread == "" for change in changes)
    (tmp_path / "b.json").write_text("{", "utf-8")
    changes = compared_folders(tmp_path / "a.json", tmp_path / "b.json")
    assert all("b.json:1: E003" in change.unread for change in changes)


def test_control_characters_in_a_path_stay_visible(tmp_path, records):
    for name in ("a\x1b[31m", "b\n"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "all.json").write_text(json.dumps(records), "utf-8")
    broken(tmp_path / "b\n", "all.json", "{")
    old, new = (tmp_path / name for name in ("a\x1b[31m", "b\n"))
    changes = compared_sides(*((path, shown_path(path)) for path in (old, new)))
    assert len(changes) == 14
    for change in changes:
        assert change.unread.isprintable()
        assert "all.json" in change.unread
