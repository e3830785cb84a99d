"""An import can be taken back whole, without what an editor has made of it."""

from copy import deepcopy

import pytest
from import_samples import SESSIONS, as_csv

from summit_tui.importers.commit import commit
from summit_tui.importers.folder import read_folder
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.plan import FileChange
from summit_tui.importers.undo import undo


def take_back(folder, name="programme"):
    taken = undo(read_folder(folder), name)
    commit(folder, taken.files)
    return taken


def test_a_folder_that_an_import_made_is_empty_again(imported, folder):
    imported(as_csv(SESSIONS))
    take_back(folder)
    assert list(folder.iterdir()) == []


def test_a_folder_is_as_it_was_before_the_import(imported, folder, contents):
    imported(as_csv([["name", "role"], ["Bo Berg", "Chair"]]), "people.csv", event="forum")
    before = contents()
    imported(as_csv(SESSIONS), timezone="Asia/Shanghai")
    take_back(folder)
    assert contents() == before


def test_what_an_editor_changed_stays_with_all_that_it_refers_to(imported, folder, edit):
    imported(as_csv(SESSIONS))
    edit('title = "On ports"', 'title = "On the ports"')
    taken = take_back(folder)
    assert taken.edited == (("sessions", "s-ports"),)
    kinds = sorted(kind for kind, _ in taken.needed)
    assert kinds == ["event", "sources", "speakers"]
    assert set(read_folder(folder).records) == {*taken.edited, *taken.needed}
    assert (folder / "imported/texts/programme.txt").exists()


def test_what_an_editors_record_refers_to_stays(imported, folder):
    imported(as_csv(SESSIONS))
    quote = (
        '[[quotes]]\nid = "q"\nspeaker = "SPEAKER"\ntext = "A"\nmode = "direct"\n'
        'source = "programme"\n'
    )
    speaker = next(id for kind, id in read_folder(folder).records if kind == "speakers")
    (folder / "mine.toml").write_text(quote.replace("SPEAKER", speaker), "utf-8")
    taken = take_back(folder)
    assert {("speakers", speaker), ("sources", "programme")} <= set(taken.needed)
    assert ("sessions", "s-open") in taken.removed


def test_accepted_readings_go_with_their_source(imported, folder, edit):
    imported(as_csv(SESSIONS))
    edit('title = "On ports"', 'title = "On the ports"')
    rows = [*SESSIONS[:3], [*SESSIONS[3][:1], "On harbours", *SESSIONS[3][2:]]]
    imported(as_csv(rows), accepts=True)
    edit('title = "On the ports"', 'title = "On ports"')
    assert "[[readings]]" in (folder / "imported/programme.toml").read_text("utf-8")
    take_back(folder)
    take_back(folder)
    assert "programme" not in read_folder(folder).ledger


def test_nothing_is_written_where_a_file_changed_in_the_meantime(imported, planned, folder):
    imported(as_csv(SESSIONS))
    plan = planned(as_csv(SESSIONS[:3]))
    path = folder / "imported/programme.toml"
    path.write_text(path.read_text("utf-8") + "# a note\n", "utf-8")
    newer = planned(as_csv([*SESSIONS, ["x-9", "More", "2030-05-02", "", "", ""]]))
    path.write_text(path.read_text("utf-8") + "# another note\n", "utf-8")
    with pytest.raises(UnreadableError, match="has changed in the meantime"):
        commit(folder, newer.files)
    assert path.read_text("utf-8").endswith("# another note\n")
    assert all("x-9" not in file.read_text("utf-8") for file in folder.rglob("*.toml"))
    assert plan.files


def test_nothing_is_written_through_a_link(planned, folder, tmp_path):
    folder.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (folder / "imported").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnreadableError, match="is a link"):
        commit(folder, planned(as_csv(SESSIONS)).files)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_folder_is_as_it_was_where_writing_fails(planned, folder, monkeypatch):
    plan = planned(as_csv(SESSIONS))
    from summit_tui.importers import commit as writer

    def fails(path, data):
        if path.name == "imports.jsonl" and data:
            raise OSError(28, "No space left on device", str(path))
        original(path, data)

    original = writer._write
    monkeypatch.setattr(writer, "_write", fails)
    with pytest.raises(OSError, match="No space left"):
        commit(folder, plan.files)
    assert not folder.exists()


def changed(row, column, value):
    """Return the programme with another value in a cell."""
    rows = deepcopy(SESSIONS)
    rows[row][rows[0].index(column)] = value
    return rows


def test_editions_are_taken_back_one_by_one_byte_for_byte(imported, folder, contents):
    imported(as_csv([["name", "role"], ["Bo Berg", "Chair"]]), "people.csv", event="forum")
    states = [contents()]
    newer = [*changed(1, "place", ""), ["s-new", "On rivers", "2030-05-02", "", "", "Cy Dee"]]
    for rows in (SESSIONS, changed(3, "title", "On harbours"), newer[:2] + newer[3:]):
        imported(as_csv(rows), timezone="Asia/Shanghai")
        states.append(contents())
    for state in reversed(states[:-1]):
        take_back(folder)
        assert contents() == state


def test_an_edition_is_taken_back_around_what_an_editor_changed_since(imported, folder, edit):
    imported(as_csv(SESSIONS))
    newer = changed(1, "place", "Foyer")
    newer[3][1] = "On harbours"
    newer += [["s-new", "On rivers", "2030-05-02", "", "", "Cy Dee"]]
    newer += [["s-more", "On lakes", "2030-05-02", "", "", "Cy Dee"]]
    imported(as_csv(newer))
    edit('title = "On harbours"', 'title = "On the ports"  # mine')
    edit('title = "On lakes"', 'title = "On the lakes"')
    taken = take_back(folder)
    records = read_folder(folder).records
    assert set(taken.edited) == {("sessions", "s-ports"), ("sessions", "s-more")}
    assert ("sessions", "s-open") in taken.restored
    assert ("sessions", "s-new") in taken.removed
    assert [kind for kind, _ in taken.needed] == ["speakers"]
    assert records["sessions", "s-open"].fields["place"] == "Hall"
    assert records["sessions", "s-ports"].fields["title"] == "On the ports"
    assert "# mine" in (folder / "imported/programme.toml").read_text("utf-8")
    assert "Foyer" not in (folder / "imported/texts/programme.txt").read_text("utf-8")
    assert not imported(as_csv(SESSIONS)).files


def test_an_edit_between_two_editions_is_there_again(imported, folder, edit, contents):
    imported(as_csv(SESSIONS))
    edit('place = "Hall"', 'place = "Room 1"   # by hand')
    (folder / "imported/texts/programme.txt").write_bytes(b"by \xff hand")
    before = contents()
    imported(as_csv(changed(3, "title", "On harbours")))
    take_back(folder)
    assert contents() == before


def test_no_earlier_value_refers_to_whom_the_editor_has_deleted(imported, folder):
    imported(as_csv(SESSIONS))
    imported(as_csv(changed(2, "speakers", "Lin Mei")[:3]))
    imported(as_csv(changed(3, "speakers", "Lin Mei")))
    path = folder / "imported/programme.toml"
    blocks = path.read_text("utf-8").split("\n\n")
    path.write_text("\n\n".join(part for part in blocks if '"Ada Okoro"' not in part), "utf-8")
    taken = take_back(folder)
    assert ("sessions", "s-ports") in taken.edited
    records = read_folder(folder).records
    ids = {id for kind, id in records if kind == "speakers"}
    assert all(set(held.fields.get("speakers", ())) <= ids for held in records.values())


def test_accepted_readings_go_with_their_edition_alone(imported, folder, edit):
    imported(as_csv(SESSIONS))
    edit('title = "On ports"', 'title = "On the ports"')
    imported(as_csv(changed(3, "title", "On harbours")), accepts=True)
    edit('title = "On cables"', 'title = "On the cables"')
    assert len(read_folder(folder).readings) == 1
    take_back(folder)
    assert not read_folder(folder).readings
    assert read_folder(folder).records["sessions", "s-ports"].fields["title"] == "On the ports"


def test_an_edition_stays_where_it_is_not_known_what_it_replaced(imported, folder, contents):
    imported(as_csv(SESSIONS))
    imported(as_csv(changed(3, "title", "On harbours")))
    (kept,) = (folder / ".summit-tui/editions").iterdir()
    for damage in (b"", b"[]", b'{"ledger":"","files":{},"readings":[]}', b"\xff", b"[" * 9_999):
        kept.write_bytes(damage)
        before = contents()
        with pytest.raises(UnreadableError, match="does not say what the edition replaced"):
            take_back(folder)
        assert contents() == before


@pytest.mark.parametrize("forged", ["../mine.toml", "imported/../../mine.toml", "/mine.toml"])
def test_nothing_outside_of_the_folder_is_written_whatever_a_ledger_says(forged, folder, tmp_path):
    stranger = tmp_path / "mine.toml"
    stranger.write_bytes(b"mine")
    folder.mkdir()
    with pytest.raises(UnreadableError, match="lies outside of"):
        commit(folder, [FileChange(path=forged, old=b"mine", new=None)])
    assert stranger.read_bytes() == b"mine"
