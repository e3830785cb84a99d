"""Importing again: nothing an editor did is undone, and nothing is done twice."""

import random
from copy import deepcopy

import pytest
from import_samples import SESSIONS, as_csv

from summit_tui.importers.commit import commit
from summit_tui.importers.limits import UnreadableError
from summit_tui.readers import Problem, coverage_files, read_file

ZONE = {"timezone": "Asia/Shanghai"}


def changed(row, column, value):
    """Return the programme with another value in a cell."""
    rows = deepcopy(SESSIONS)
    rows[row][rows[0].index(column)] = value
    return as_csv(rows)


def held(folder):
    """Return the records of a folder by kind and id."""
    records = {}
    for file in coverage_files([folder])[0]:
        for item in read_file(file):
            assert not isinstance(item, Problem), item
            records[item.kind, item.data.get("id")] = item.data
    return records


def statuses(plan, status):
    return [outcome.id for outcome in plan.outcomes if outcome.status == status]


def test_a_second_import_of_the_same_file_writes_nothing(imported, contents):
    imported(as_csv(SESSIONS), **ZONE)
    before = contents()
    plan = imported(as_csv(SESSIONS))
    assert (plan.files, contents()) == ([], before)
    assert not statuses(plan, "new") + statuses(plan, "changed")


def test_a_second_import_of_long_tables_within_records_writes_nothing_either(imported, contents):
    office = "Deputy Minister of Transport, Ports, Cables and Everything that Floats " * 2
    rows = [["name", "role", "organization", "delegation"], ["Lin", office, "Harbour", "Annex"]]
    imported(as_csv(rows), "people.csv")
    before = contents()
    assert not imported(as_csv(rows), "people.csv").files
    assert contents() == before


def test_the_options_of_the_first_time_hold_the_next_time(imported, folder):
    imported(as_csv(SESSIONS), **ZONE)
    imported(changed(1, "start", "10:00"))
    assert held(folder)["sessions", "s-open"]["start"] == "2030-05-01T10:00:00+08:00"


def test_an_edit_survives_a_changed_file_and_the_rest_is_updated(imported, edit, folder):
    imported(as_csv(SESSIONS), **ZONE)
    edit('place = "Annex"', 'place = "Annex, first floor"')
    plan = imported(changed(3, "title", "On harbours"))
    session = held(folder)["sessions", "s-ports"]
    assert (session["title"], session["place"]) == ("On harbours", "Annex, first floor")
    assert not plan.conflicts


def test_comments_and_order_stay_as_the_editor_wrote_them(imported, edit, folder):
    imported(as_csv(SESSIONS), **ZONE)
    edit('title = "On cables"', 'title = "On cables"  # the famous one')
    edit('title = "On ports"', '# before the title\ntitle = "On ports"')
    imported(changed(2, "place", "Annex"))
    text = (folder / "imported/programme.toml").read_text("utf-8")
    assert 'title = "On cables"  # the famous one' in text
    assert '# before the title\ntitle = "On ports"' in text


def test_a_value_that_both_changed_stays_and_is_listed(imported, edit, folder, contents):
    imported(as_csv(SESSIONS), **ZONE)
    edit('title = "On ports"', 'title = "On the ports"')
    plan = imported(changed(3, "title", "On harbours"))
    ((outcome, conflict),) = plan.conflicts
    assert (outcome.id, *conflict) == ("s-ports", "title", "On the ports", "On harbours")
    assert held(folder)["sessions", "s-ports"]["title"] == "On the ports"
    before = contents()
    again = imported(changed(3, "title", "On harbours"))
    assert (len(again.conflicts), contents()) == (1, before)


def test_an_accepted_value_becomes_a_reading_and_the_conflict_is_over(imported, edit, folder):
    imported(as_csv(SESSIONS), **ZONE)
    edit('title = "On ports"', 'title = "On the ports"')
    harbours = changed(3, "title", "On harbours")
    plan = imported(harbours, accepts=True)
    assert not plan.conflicts
    reading = held(folder)["readings", None]
    assert reading == {
        "record": "sessions/s-ports",
        "field": "title",
        "value": "On harbours",
        "source": "programme",
    }
    assert not imported(harbours).conflicts
    assert not imported(harbours, accepts=True).files


def test_what_is_gone_from_the_file_stays_and_is_reported(imported, folder):
    imported(as_csv(SESSIONS), **ZONE)
    plan = imported(as_csv(SESSIONS[:3]))
    assert statuses(plan, "gone") == ["s-ports"]
    assert ("sessions", "s-ports") in held(folder)


def test_a_deleted_record_does_not_come_back_nor_does_a_reference_to_it(imported, folder):
    imported(as_csv(SESSIONS), **ZONE)
    path = folder / "imported/programme.toml"
    blocks = path.read_text("utf-8").split("\n\n")
    kept = [block for block in blocks if 'name = "Ada Okoro"' not in block]
    path.write_text("\n\n".join(kept), "utf-8")
    plan = imported(changed(1, "place", "Foyer"))
    (ada,) = statuses(plan, "deleted")
    assert ada.startswith("ada-okoro-")
    assert ("speakers", ada) not in held(folder)
    assert all(ada not in record.get("speakers", ()) for record in held(folder).values())


def test_a_record_in_another_file_is_the_editors_and_what_the_file_says_of_it_is_listed(
    imported, folder
):
    imported(as_csv(SESSIONS), **ZONE)
    path = folder / "imported/programme.toml"
    blocks = path.read_text("utf-8").split("\n\n")
    (moved,) = (block for block in blocks if 'id = "s-ports"' in block)
    path.write_text("\n\n".join(block for block in blocks if block is not moved) + "\n", "utf-8")
    (folder / "mine.toml").write_text(moved, "utf-8")
    plan = imported(changed(3, "title", "On harbours"))
    assert statuses(plan, "moved") == ["s-ports"]
    assert [conflict.field for _, conflict in plan.conflicts] == ["title"]
    assert not imported(changed(3, "title", "On harbours"), accepts=True).conflicts
    assert (folder / "mine.toml").read_text("utf-8") == moved
    assert not imported(changed(3, "title", "On harbours")).conflicts


def test_an_id_that_the_editor_changed_is_followed(imported, edit, folder):
    imported(as_csv(SESSIONS), **ZONE)
    edit('id = "s-ports"', 'id = "ports"')
    plan = imported(changed(3, "place", "Foyer"))
    assert not statuses(plan, "new") + statuses(plan, "deleted")
    assert held(folder)["sessions", "ports"]["place"] == "Foyer"


def test_without_a_ledger_the_ids_match_and_every_difference_is_a_conflict(imported, folder, edit):
    imported(as_csv(SESSIONS), **ZONE)
    (folder / ".summit-tui/imports.jsonl").unlink()
    (folder / ".summit-tui").rmdir()
    edit('title = "On ports"', 'title = "On the ports"')
    plan = imported(changed(2, "place", "Foyer"), event="coverage", **ZONE)
    assert not statuses(plan, "new")
    conflicts = {(outcome.id, conflict.field) for outcome, conflict in plan.conflicts}
    assert conflicts >= {("s-ports", "title"), ("s-cable", "place")}
    assert held(folder)["sessions", "s-cable"]["place"] == "Hall"


def test_a_damaged_ledger_is_refused_and_not_taken_for_none(imported, folder):
    imported(as_csv(SESSIONS), **ZONE)
    with (folder / ".summit-tui/imports.jsonl").open("a", encoding="utf-8") as ledger:
        ledger.write("{oops\n")
    with pytest.raises(UnreadableError, match=r"imports\.jsonl:\d+: is no line of a ledger"):
        imported(as_csv(SESSIONS))


def test_a_broken_file_of_an_import_is_left_as_it_is(imported, folder, edit, contents):
    imported(as_csv(SESSIONS), **ZONE)
    edit('title = "On ports"', 'title = "On ports')
    before = contents()
    with pytest.raises(UnreadableError, match="correct it first"):
        imported(changed(1, "place", "Foyer"))
    assert contents() == before


def test_the_order_of_the_file_changes_no_id(imported, tmp_path):
    ids = []
    for seed in range(3):
        rows = SESSIONS[1:]
        random.Random(seed).shuffle(rows)
        other = tmp_path / str(seed)
        imported(as_csv([SESSIONS[0], *rows]), into=other, event="forum", **ZONE)
        ids.append(set(held(other)))
    assert ids[0] == ids[1] == ids[2]


def test_another_edition_under_another_name_is_recognized(imported, folder):
    imported(as_csv(SESSIONS), **ZONE)
    plan = imported(changed(1, "place", "Foyer"), "programme-final.csv", **ZONE)
    assert (plan.name, statuses(plan, "changed")) == ("programme", ["programme", "s-open"])
    assert [file.name for file in (folder / "imported").glob("*.toml")] == ["programme.toml"]


def test_another_programme_of_the_same_name_is_an_import_of_its_own(imported, folder):
    imported(as_csv(SESSIONS), **ZONE)
    other = [SESSIONS[0], ["x-1", "On rivers", "2030-05-02", "10:00", "Hall", "Bo Berg"]]
    plan = imported(as_csv(other), **ZONE)
    assert plan.name == "programme-2"
    assert {("sessions", "s-open"), ("sessions", "x-1")} <= set(held(folder))


def test_a_changed_text_of_the_file_is_kept_where_nobody_touched_the_old_one(imported, folder):
    imported(as_csv(SESSIONS), **ZONE)
    text = folder / "imported/texts/programme.txt"
    assert "Foyer" not in text.read_text("utf-8")
    imported(changed(1, "place", "Foyer"))
    assert "Foyer" in text.read_text("utf-8")
    text.write_text("annotated by hand", "utf-8")
    plan = imported(as_csv(SESSIONS))
    assert text.read_text("utf-8") == "annotated by hand"
    assert any("changed by hand" in remark for remark in plan.remarks)


def test_a_large_import_is_written_by_the_line_and_merged_there_too(imported, folder, edit):
    rows = [["id", "name", "role"], *([f"m{n:04}", f"Person {n}", "Member"] for n in range(5_100))]
    imported(as_csv(rows), "members.csv")
    assert not (folder / "imported/members.toml").exists()
    edit('"name": "Person 7"', '"name": "Person Seven"', "imported/members.jsonl")
    rows[8][2] = "Chair"
    plan = imported(as_csv(rows), "members.csv")
    member = held(folder)["speakers", "m0007"]
    assert (member["name"], member["roles"][0]["title"]) == ("Person Seven", "Chair")
    assert statuses(plan, "changed") == ["members", "m0007"]


@pytest.mark.parametrize(
    "spelled",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.rstrip(b"\n"),
        lambda data: data + b"\n\n# the end\n",
        lambda data: data.replace(b"[[sessions]]", b"  [[ sessions ]]  # talks"),
    ],
    ids=["carriage returns", "mark", "no last line end", "comment at the end", "headers"],
)
def test_however_the_editor_spells_the_file_only_the_change_is_written(spelled, imported, folder):
    imported(as_csv(SESSIONS), **ZONE)
    path = folder / "imported/programme.toml"
    path.write_bytes(spelled(path.read_bytes()))
    before = path.read_bytes()
    newer = deepcopy(SESSIONS)
    newer[1][newer[0].index("place")] = "Foyer"
    newer.append(["s-new", "On rivers", "2030-05-02", "15:00", "Hall", "Lin Mei"])
    imported(as_csv(newer))
    assert held(folder)["sessions", "s-open"]["place"] == "Foyer"
    assert ("sessions", "s-new") in held(folder)
    old, new = before.splitlines(), path.read_bytes().splitlines()
    gone = [line for line in old if line not in new]
    assert all(line.split()[0] in (b"place", b"sha256") for line in gone)


def test_a_list_in_brackets_is_refused_and_left_as_it_is(imported, folder):
    imported(as_csv(SESSIONS), **ZONE)
    path = folder / "imported/programme.toml"
    text = path.read_text("utf-8")
    start = text.index("[[speakers]]")
    inline = '\nspeakers = [{id = "x", name = "X"}]\n'
    path.write_text(inline + text[:start], "utf-8")
    before = path.read_bytes()
    rows = [*SESSIONS, ["s-new", "On rivers", "2030-05-02", "15:00", "Hall", "Cy Dee"]]
    with pytest.raises(UnreadableError):
        imported(as_csv(rows))
    assert path.read_bytes() == before


def test_a_folder_that_is_called_by_a_year_has_the_event_of_that_year(planned, tmp_path, contents):
    year = tmp_path / "2030"
    commit(year, planned(as_csv(SESSIONS), into=year).files)
    before = contents(year)
    assert b'id = "2030"\nname = "2030"' in before["event.toml"]
    commit(year, planned(as_csv(SESSIONS), into=year).files)
    assert contents(year) == before
