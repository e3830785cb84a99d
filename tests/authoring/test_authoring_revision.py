"""Files are changed as was meant, and only if they are still what they were."""

import json
import os

import pytest

from summit_tui.authoring.revision import append, revise
from summit_tui.readers import coverage_files, read_file
from summit_tui.writing import RefusedError

QUOTE = {"id": "new", "speaker": "lin", "text": "We mend.", "mode": "paraphrase", "source": "wire"}
TOML = """\
# Statements of the forum.
[[quotes]]
id = "old" # the first
speaker = "lin"
text = "We lay it."
mode = "paraphrase"
source = "wire"
"""
OLD = {"id": "old", "speaker": "lin", "text": "We lay it.", "mode": "paraphrase", "source": "wire"}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "quotes.toml"
    path.write_text(TOML, "utf-8")
    return path


def records_of(path):
    return [item.data for item in read_file(coverage_files([path])[0][0])]


def test_a_record_is_added_and_taken_back(file):
    revision = append(file, "quotes", QUOTE)
    assert file.read_text("utf-8") == TOML
    revision.write()
    text = file.read_text("utf-8")
    assert text.startswith(TOML + '\n[[quotes]]\nid = "new"\n')
    assert records_of(file) == [OLD, QUOTE]
    assert text.splitlines()[revision.line - 1] == "[[quotes]]"
    revision.undo()
    assert file.read_text("utf-8") == TOML


def test_a_field_is_changed_and_the_diff_shows_only_that(file):
    revision = revise(file, "quotes", OLD, {"mode": "direct"})
    revision.write()
    assert file.read_text("utf-8") == TOML.replace('"paraphrase"', '"direct"')
    assert revision.diff() == (
        f"--- {file}\n+++ {file}\n@@ -3,5 +3,5 @@\n"
        ' id = "old" # the first\n speaker = "lin"\n text = "We lay it."\n'
        '-mode = "paraphrase"\n+mode = "direct"\n source = "wire"\n'
    )
    assert revision.line == 2


def test_the_diff_has_no_control_characters(file):
    file.write_text(f"{TOML}# \x9b31m\n", "utf-8")
    assert "\x9b" not in append(file, "quotes", QUOTE).diff()


@pytest.mark.parametrize("change", ["revise", "append"])
def test_what_somebody_else_has_changed_meanwhile_is_left_alone(file, change):
    if change == "revise":
        revision = revise(file, "quotes", OLD, {"mode": "direct"})
    else:
        revision = append(file, "quotes", QUOTE)
    file.write_text(TOML + "# theirs\n", "utf-8")
    with pytest.raises(RefusedError, match="has changed since it was read; nothing was written"):
        revision.write()
    assert file.read_text("utf-8") == TOML + "# theirs\n"
    assert list(file.parent.iterdir()) == [file]


def test_what_somebody_has_changed_after_the_change_is_not_undone(file):
    revision = append(file, "quotes", QUOTE)
    revision.write()
    file.write_text("# theirs\n", "utf-8")
    with pytest.raises(RefusedError, match="has changed"):
        revision.undo()
    assert file.read_text("utf-8") == "# theirs\n"


def test_a_record_that_is_not_in_the_file_as_it_was_read_is_not_changed(file):
    with pytest.raises(RefusedError, match="no longer holds the record as it was read"):
        revise(file, "quotes", {**OLD, "text": "We laid it."}, {"mode": "direct"})


def test_a_file_that_is_not_there_is_made_and_removed_again(tmp_path):
    path = tmp_path / "new.toml"
    revision = append(path, "quotes", QUOTE)
    revision.write()
    assert records_of(path) == [QUOTE]
    assert revision.line == 1
    revision.undo()
    assert not path.exists()
    revision.write()
    path.write_text("# theirs\n", "utf-8")
    with pytest.raises(RefusedError, match="has changed"):
        revision.undo()


def test_a_file_that_somebody_has_made_meanwhile_is_not_overwritten(tmp_path):
    revision = append(tmp_path / "new.toml", "quotes", QUOTE)
    (tmp_path / "new.toml").write_text("# theirs\n", "utf-8")
    with pytest.raises(RefusedError, match="has changed"):
        revision.write()


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_line_of_json_is_added(tmp_path, end):
    path = tmp_path / "all.jsonl"
    first = json.dumps({"kind": "quote", **OLD}) + end
    path.write_text(first, "utf-8")
    source = {"id": "new", "title": "《报》", "publisher": "Wire", "kind": "news"}
    revision = append(path, "sources", source)
    revision.write()
    assert path.read_text("utf-8").startswith(first.rstrip("\n") + "\n")
    assert records_of(path) == [OLD, source]
    assert revision.line == 2
    revision.undo()
    assert path.read_text("utf-8") == first


def test_json_is_left_as_it_is(tmp_path):
    path = tmp_path / "all.json"
    path.write_text(json.dumps({"quotes": [OLD]}), "utf-8")
    for change in (
        lambda: append(path, "quotes", QUOTE),
        lambda: revise(path, "quotes", OLD, {"mode": "direct"}),
    ):
        with pytest.raises(RefusedError, match="is no TOML file and is left as it is"):
            change()


def test_nothing_is_added_where_the_list_is_closed_or_the_file_is_broken(file):
    file.write_text("quotes = []\n", "utf-8")
    with pytest.raises(RefusedError, match="in one list within brackets"):
        append(file, "quotes", QUOTE)
    assert append(file, "speakers", {"id": "lin", "name": "Lin"})
    file.write_text(TOML + 'x = "open\n', "utf-8")
    with pytest.raises(RefusedError, match="not valid TOML"):
        append(file, "quotes", QUOTE)


def test_a_record_of_a_file_with_a_mistake_elsewhere_can_be_changed(file):
    broken = TOML + "\n[[quotes]]\nid = broken\n"
    file.write_text(broken, "utf-8")
    revise(file, "quotes", OLD, {"mode": "direct"}).write()
    assert file.read_text("utf-8") == broken.replace('"paraphrase"', '"direct"')


def test_bytes_that_are_no_text_survive(file):
    data = TOML.encode() + b"\n[[quotes]]\nid = 'caf\xe9'\n"
    file.write_bytes(data)
    revise(file, "quotes", OLD, {"mode": "direct"}).write()
    assert file.read_bytes() == data.replace(b'"paraphrase"', b'"direct"')


def test_a_link_stays_a_link(file, tmp_path):
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    append(link, "quotes", QUOTE).write()
    assert link.is_symlink()
    assert records_of(file) == [OLD, QUOTE]


def test_a_file_keeps_its_permissions(file):
    file.chmod(0o640)
    append(file, "quotes", QUOTE).write()
    assert file.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anything")
def test_a_folder_that_cannot_be_written_to_is_an_error_that_names_the_file(file):
    revision = append(file, "quotes", QUOTE)
    file.parent.chmod(0o500)
    try:
        with pytest.raises(OSError, match="Permission denied") as error:
            revision.write()
    finally:
        file.parent.chmod(0o700)
    assert error.value.filename == str(file)


def test_a_reading_is_added_to_a_file_like_any_record(file):
    reading = {"record": "event/e", "field": "name", "value": "E", "source": "wire"}
    append(file, "readings", reading).write()
    assert records_of(file) == [OLD, reading]
