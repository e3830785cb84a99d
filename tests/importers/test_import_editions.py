"""Editions of a programme, made by program: whatever changes, an editor's work and ids survive."""

import time
from random import Random

import pytest
from import_samples import as_csv

from summit_tui.importers import prepare as preparation
from summit_tui.importers.commit import commit
from summit_tui.importers.document import Document
from summit_tui.importers.folder import read_folder
from summit_tui.importers.importer import Imported, ImportedRecord, RecordKey
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.undo import undo

HEAD = ["id", "title", "date", "place", "speakers", "topics"]


def programme(random, number=40):
    """Return the rows of a programme."""
    return [
        [
            f"talk-{index:03}",
            f"Talk {random.randrange(9)} on {random.choice(['cables', 'ports', '港口'])}",
            f"2030-05-0{random.randint(1, 3)}",
            random.choice(["Hall", "Annex", "Foyer"]),
            "; ".join(random.sample(["Lin Mei", "Ada Okoro", "Bo Berg", "庄荣文"], 2)),
            random.choice(["", "trade", "trade; sea"]),
        ]
        for index in range(number)
    ]


def newer_edition(random, rows):
    """Return a programme after some of its talks were renamed, moved, dropped or added."""
    edition = [list(row) for row in rows if random.random() > 0.1]
    for row in edition:
        if random.random() < 0.3:
            column = random.randint(1, 5)
            row[column] = programme(random, 1)[0][column]
    edition += [[f"new-{random.randrange(10_000)}", *row[1:]] for row in programme(random, 3)]
    random.shuffle(edition)
    return edition


@pytest.mark.parametrize("seed", range(6))
def test_edits_marks_and_deletions_survive_a_newer_edition(seed, imported, folder, contents):
    random = Random(seed)
    rows = programme(random)
    imported(as_csv([HEAD, *rows]))
    path = folder / "imported/programme.toml"
    blocks = path.read_text("utf-8").split("\n\n")
    sessions = [block for block in blocks if block.startswith("[[sessions]]")]
    edited = random.sample(sessions, 5)
    deleted = random.choice([block for block in sessions if block not in edited])
    mine = {}
    for index, block in enumerate(edited):
        lines = block.split("\n")
        at = next(number for number, line in enumerate(lines) if line.startswith("place = "))
        lines[at] = f'place = "My room {index}"  # by hand'
        mine[lines[1].split('"')[1]] = f"My room {index}"
        blocks[blocks.index(block)] = "\n".join(lines)
    blocks.remove(deleted)
    path.write_text("\n\n".join(blocks), "utf-8")
    before = read_folder(folder).records

    edition = newer_edition(random, rows)
    plan = imported(as_csv([HEAD, *edition]))
    after = read_folder(folder).records
    assert set(before) <= set(after)
    assert {id: after["sessions", id].fields["place"] for id in mine} == mine
    assert ("sessions", deleted.split('"')[1]) not in after
    assert {outcome.id for outcome, _ in plan.conflicts} <= set(mine)
    theirs = {row[0]: row for row in edition}
    for (kind, id), held in after.items():
        if kind == "sessions" and id in theirs:
            row = theirs[id]
            assert (held.fields["title"], held.fields["date"]) == (row[1], row[2])
            assert held.fields["place"] == mine.get(id, row[3])
    assert path.read_text("utf-8").count("# by hand") == 5
    written = contents()
    assert not imported(as_csv([HEAD, *edition])).files
    assert contents() == written


@pytest.mark.parametrize("seed", range(3))
def test_taken_back_one_by_one_every_edition_leaves_what_was_before(
    seed, imported, folder, contents
):
    random = Random(seed)
    rows, states = programme(random, 12), []
    for _ in range(4):
        states.append(contents())
        imported(as_csv([HEAD, *rows]))
        rows = newer_edition(random, rows)
    for state in reversed(states):
        commit(folder, undo(read_folder(folder), "programme").files)
        assert contents() == state


@pytest.mark.parametrize("seed", range(3))
def test_taking_editions_back_loses_nothing_that_an_editor_wrote(seed, imported, folder):
    random = Random(seed)
    rows = programme(random, 12)
    for _ in range(4):
        path = folder / imported(as_csv([HEAD, *rows])).path
        blocks = path.read_text("utf-8").split("\n\n")
        index = random.randrange(2, len(blocks))
        blocks[index] = blocks[index].replace('place = "', 'place = "My ')
        blocks.pop(random.randrange(2, len(blocks)))
        path.write_text("\n\n".join(blocks), "utf-8")
        rows = newer_edition(random, rows)
    while "programme" in (before := read_folder(folder)).ledger:
        commit(folder, undo(before, "programme").files)
        after = read_folder(folder)
        assert after.problems == {}
        for address, held in before.records.items():
            if str(held.fields.get("place")).startswith("My "):
                assert after.records[address].fields["place"] == held.fields["place"]


def test_a_programme_with_folders_of_other_events_names_them(imported, planned, folder):
    (folder / "y2029").mkdir(parents=True)
    (folder / "y2029/event.toml").write_text('[event]\nid = "y2029"\nname = "A"\n', "utf-8")
    with pytest.raises(UnreadableError, match="y2029 in folders of their own"):
        planned(as_csv([HEAD, *programme(Random(1), 2)]))


def test_the_same_person_of_another_event_is_suggested_as_same_as(imported, planned, folder):
    imported(as_csv([["name", "role"], ["Bo Berg", "Chair"]]), "a.csv", event="y2030")
    (folder / "y2029").mkdir()
    (folder / "y2029/event.toml").write_text(
        '[event]\nid = "y2029"\nname = "A"\n[[speakers]]\nid = "lin"\nname = "林梅"\n', "utf-8"
    )
    rows = as_csv([["name", "name_zh", "role"], ["Lin Mei", "林梅", "Chair"]])
    (suggestion,) = planned(rows, "b.csv").suggestions
    assert "--same lin-mei-84875b=y2029/speakers/lin" in suggestion.message
    plan = imported(rows, "b.csv", same={"lin-mei-84875b": "y2029/speakers/lin"})
    assert plan.suggestions == []
    assert 'same_as = [\n    "y2029/speakers/lin",\n]' in (folder / plan.path).read_text("utf-8")
    assert not imported(rows, "b.csv").files


def test_one_who_is_only_described_is_suggested_as_nobody(imported, planned, folder):
    imported(as_csv([["name", "role"], ["Bo Berg", "Chair"]]), "a.csv", event="y2030")
    described = '\n[[speakers]]\nid = "o"\nname = "A senior official"\nnaming = "unnamed"\n'
    (folder / "more.toml").write_text(described, "utf-8")
    rows = as_csv([["name", "role"], ["A senior official", "Chair"]])
    plan = planned(rows, "b.csv")
    assert plan.suggestions == []
    assert [each.status for each in plan.outcomes if each.kind == "speakers"] == ["new"]


def test_a_speaker_who_is_another_gives_way_to_that_one_for_good(imported, folder):
    mine = ids_of(imported(as_csv([["name", "role"], ["Lin Mei", "Chair"]]), "a.csv"))["speakers"]
    rows = as_csv([["title", "date", "speakers"], ["Cables", "2030-05-01", "LIN MEI"]])
    other = ids_of(imported(rows, "b.csv"))["speakers"]
    plan = imported(rows, "b.csv", same={other: mine})
    path = folder / plan.path
    assert f'speakers = [\n    "{mine}",\n]' in path.read_text("utf-8")
    assert plan.suggestions == []
    # What an earlier edition wrote is the editor's to delete, and stays deleted.
    parts = path.read_text("utf-8").split("\n[[")
    path.write_text("\n[[".join(part for part in parts if f'id = "{other}"' not in part), "utf-8")
    assert not imported(rows, "b.csv").files


def ids_of(plan):
    """Return the last id of each kind."""
    return {outcome.kind: outcome.id for outcome in plan.outcomes}


class Large:
    """A format whose files hold a programme of 1,300 sessions."""

    name, title = "large", "large programme"

    def read(self, document, options):
        people = [
            ImportedRecord("speakers", f"person-key-{n:04}", {"name": f"Person {n}"})
            for n in range(900)
        ]
        talks = [
            ImportedRecord(
                "sessions",
                f"session-key-{n:04}",
                {
                    "title": f"Session {n} 世界互联网大会",
                    "date": "2030-05-01",
                    "description": "What it is about, as printed. " * 20,
                    "speakers": [RecordKey("speakers", f"person-key-{n % 900:04}")],
                },
            )
            for n in range(1_300)
        ]
        return Imported([*people, *talks], event={"id": "large", "name": "L"}, source={})


def test_1300_sessions_are_planned_and_written_within_their_share_of_two_seconds(folder, tmp_path):
    path = tmp_path / "a.xml"
    path.write_bytes(b"<a/>")
    start = time.process_time()
    request = preparation.Request(
        document=Document(path), importer=Large(), given={}, today="2030-05-03"
    )
    plan = preparation.prepare(read_folder(folder), request)
    commit(folder, plan.files)
    assert len(read_folder(folder).records) == 2_202
    assert time.process_time() - start < 2
