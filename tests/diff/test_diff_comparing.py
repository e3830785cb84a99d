"""What is told of two coverages: every record that differs, how gravely, and nothing else."""

import json
import random
from contextlib import closing
from copy import deepcopy
from pathlib import Path

import pytest
from diff_samples import compared_folders, edited, open_among, summaries
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.archive import InterruptedSearchError
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.diff import CHANGE_TYPES, Change, change_type_of, changed_fields
from summit_tui.diff.change_set import ChangeSet
from summit_tui.model.kinds import Address


def test_nothing_changes_between_equal_coverages(compared, records):
    changes = compared(records, deepcopy(records))
    assert (list(changes), len(changes), changes.differ, changes.counts) == ([], 0, False, {})


EDITS = [
    ("quotes", "direct", {"text": "We will not lay it."}, "text", ["text"]),
    ("quotes", "direct", {"mode": "paraphrase"}, "text", ["mode"]),
    ("quotes", "direct", {"role": "Minister of Transport"}, "capacity", ["role"]),
    ("quotes", "direct", {"speaker": "okoro"}, "capacity", ["speaker"]),
    ("quotes", "direct", {"source": "wire"}, "source", ["source"]),
    ("quotes", "direct", {"excerpt": {"exact": "lay"}}, "source", ["excerpt.exact"]),
    ("quotes", "direct", {"topics": ["sea"]}, "other", ["topics"]),
    ("quotes", "direct", {"date": None}, "other", ["date"]),
    ("speakers", "lin", {"name": "Lin May"}, "text", ["name"]),
    ("speakers", "lin", {"names": {"zh-Hans": "林美"}}, "text", ["names.zh-Hans"]),
    ("speakers", "lin", {"roles": []}, "capacity", ["roles"]),
    ("speakers", "lin", {"delegation": "nigeria"}, "other", ["delegation"]),
    ("sessions", "panel", {"title": "Panel"}, "text", ["title"]),
    ("sessions", "panel", {"sources": ["wire"]}, "source", ["sources"]),
    ("sources", "wire", {"title": "Youth"}, "text", ["title"]),
    ("sources", "wire", {"text": "wire.txt"}, "source", ["text"]),
    ("sources", "wire", {"publisher": "Lake Wire"}, "source", ["publisher"]),
    ("delegations", "nigeria", {"region": "Western Africa"}, "other", ["region"]),
    (
        "quotes",
        "direct",
        {"topics": [], "source": "wire", "role": "X", "text": "Y"},
        "text",
        ["text", "role", "source", "topics"],
    ),
]


def printed(*values, record="quotes/direct"):
    """Return a coverage's readings: what one source prints of a record's capacity."""
    return [{"record": record, "field": "role", "value": v, "source": "wire"} for v in values]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ([], printed("Minister"), ("readings.role.wire", None, ["Minister"])),
        (printed("Minister"), [], ("readings.role.wire", ["Minister"], None)),
        (printed("A"), printed("A", "B"), ("readings.role.wire", ["A"], ["A", "B"])),
    ],
)
def test_what_a_source_prints_of_a_record_is_part_of_it(compared, records, old, new, field):
    (change,) = compared(records | {"readings": old}, records | {"readings": new})
    assert change.type == "source"
    assert change.address == Address("wic-2030", "quotes", "direct")
    assert [tuple(changed) for changed in change.fields] == [field]


def test_readings_that_stay_change_nothing(compared, records):
    readings = {"readings": printed("A") + printed("B", record="quotes/nothing")}
    assert len(compared(records | readings, deepcopy(records | readings))) == 0


@pytest.mark.parametrize(("kind", "id", "fields", "grade", "names"), EDITS)
def test_a_change_is_as_grave_as_the_gravest_of_its_fields(
    compared, records, kind, id, fields, grade, names
):
    (change,) = compared(records, edited(records, kind, id, **fields))
    assert (change.type, change.address) == (grade, Address("wic-2030", kind, id))
    assert [field.name for field in change.fields] == names


def test_a_field_is_told_with_both_its_values(compared, records):
    (change,) = compared(records, edited(records, "quotes", "direct", role="Minister", date=None))
    assert [tuple(field) for field in change.fields] == [
        ("role", None, "Minister"),
        ("date", "2030-05-02", None),
    ]


def test_what_is_new_and_what_is_gone_come_with_all_they_say(compared, records):
    after = deepcopy(records)
    gone = after["quotes"].pop(0)
    new = {**gone, "id": "fresh"}
    after["quotes"].append(new)
    first, second = compared(records, after)
    assert [state.type for state in (first, second)] == ["gone", "new"]
    assert {field.name: field.old for field in first.fields} | {"id": "direct"} == gone
    assert {field.name: field.new for field in second.fields} | {"id": "fresh"} == new
    assert first.said == second.said == "“We will lay the cable together.”"
    assert first.label.startswith("Lin Mei")


def test_a_paraphrase_that_is_gone_does_not_become_speech(compared, records):
    after = deepcopy(records)
    after["quotes"] = [record for record in after["quotes"] if record["id"] != "paraphrase"]
    (change,) = compared(records, after)
    assert change.said == "Young engineers want a seat at the table."


@pytest.mark.parametrize(
    ("kind", "rewrite"),
    [
        ("quotes", lambda record: dict(reversed(record.items()))),
        ("quotes", lambda record: {**record, "ignore": []}),
        ("quotes", lambda record: {**record, "translations": {}}),
        ("quotes", lambda record: {**record, "role": None}),
        ("speakers", lambda record: {"names": {}, "aliases": [], **record}),
    ],
    ids=["order of fields", "empty list", "empty table", "null", "several"],
)
def test_what_says_the_same_is_no_change(compared, records, kind, rewrite):
    assert list(compared(records, {**records, kind: [*map(rewrite, records[kind])]})) == []


def test_records_that_move_to_another_file_or_format_have_not_changed(coverage, records, tmp_path):
    old = coverage(records, "old")
    new = tmp_path / "new"
    (new / "deep").mkdir(parents=True)
    (new / "all.json").write_text(json.dumps(dict(reversed(records.items()))), "utf-8")
    assert list(compared_folders(old, new)) == []


def test_the_gravest_come_first_and_the_marked_ones_before_all(compared, records):
    after = edited(records, "quotes", "later", topics=["money"])
    after = edited(after, "quotes", "direct", text="No.")
    after = edited(after, "quotes", "partial", source="wire")
    after = edited(after, "speakers", "lin", roles=[])
    after["quotes"] = [record for record in after["quotes"] if record["id"] != "paraphrase"]
    after["sources"].append({"id": "fresh", "title": "T", "publisher": "P"})
    order = ["text", "capacity", "source", "gone", "new", "other"]
    assert (
        [change_type for change_type, _, _ in summaries(compared(records, after))]
        == order
        == list(CHANGE_TYPES)
    )
    marked = {Address("wic-2030", "quotes", "later"), Address("wic-2030", "quotes", "unheard")}
    changes = compared(records, after, marked)
    assert [change.type for change in changes] == ["other", *order[:-1]]
    assert [change.marked for change in changes] == [True] + [False] * 5
    assert (changes.marked, changes.counts) == (1, dict.fromkeys(order, 1))


def test_changes_are_found_by_their_place(compared, records):
    changes = compared(records, {**records, "quotes": []})
    assert [changes[n] for n in range(len(changes))] == list(changes)
    for beyond in (len(changes), -1):
        with pytest.raises(IndexError):
            changes[beyond]


def test_folders_without_an_event_are_compared_though_their_names_differ(compared, records):
    del records["event"]
    (change,) = compared(records, edited(records, "quotes", "direct", text="No."))
    assert (change.type, change.address) == ("text", Address("new", "quotes", "direct"))


def test_another_event_is_another_coverage(compared, records):
    after = deepcopy(records)
    after["event"]["id"] = "wic-2031"
    assert {change.type for change in compared(records, after)} == {"gone", "new"}


# By chance


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_every_difference_is_found_and_nothing_else(tmp_path_factory, chance):
    states = [{}, {}]
    for number in range(chance.randint(0, 12)):
        kind = chance.choice(["speakers", "delegations"])
        id = chance.choice("abcdefgh") + str(number)
        for state in states:
            if chance.random() < 0.7:
                state[kind, id] = {"id": id, "name": chance.choice(["A", "B"])}
    folder = tmp_path_factory.mktemp("chance")
    for name, state in zip(("old", "new"), states, strict=True):
        (folder / name).mkdir()
        rows = [
            {"kind": kind, **record}
            for (kind, _), record in chance.sample([*state.items()], len(state))
        ]
        lines = [{"kind": "event", "id": "e", "name": "E"}, *rows]
        text = "\n".join(map(json.dumps, lines))
        (folder / name / "all.jsonl").write_text(text, "utf-8")
    old, new = states
    changes = compared_folders(folder / "old", folder / "new")
    expected = {
        key: "gone" if key not in new else "new" if key not in old else "text"
        for key in {**old, **new}
        if old.get(key) != new.get(key)
    }
    assert {(change.address.kind, change.address.id): change.type for change in changes} == expected
    assert len(changes) == len(expected)


json_value = st.recursive(
    st.none() | st.text(max_size=3) | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.text(max_size=4), json_value, max_size=5), st.text(max_size=4))
def test_a_state_differs_from_itself_in_nothing_and_from_nothing_in_all(data, name):
    assert changed_fields("quotes", data, data) == ()
    assert all(field.old is None and field.new for field in changed_fields("quotes", {}, data))
    assert change_type_of("quotes", name) in CHANGE_TYPES


@pytest.mark.slow
def test_many_changes_keep_their_order_and_their_content():
    chance = random.Random(7)
    made = [
        Change(
            Address("e", "quotes", f"q{n:05}"),
            chance.choice(CHANGE_TYPES),
            f"label {n}\x00“",
            "",
            (),
        )
        for n in range(5_000)
    ]
    changes = ChangeSet(made)
    wanted = sorted(made, key=lambda change: (CHANGE_TYPES.index(change.type), change.address.id))
    assert list(changes) == wanted
    assert changes[4_999] == wanted[-1]
    changes.close()


def test_digests_know_no_damage_of_the_database(tmp_path, coverage):
    with closing(open_archive([coverage()], Path(tmp_path / "cache"))) as archive:
        every = list(archive.digests(["wic-2030"]))
        assert len(every) == 14
        assert every == sorted(every)
        assert list(archive.digests(["unheard"])) == []
        assert {digest[0] for digest in archive.digests(["unheard", "wic-2030"])} == {1}


def test_changes_that_cannot_be_read_to_their_end_leave_no_database_open(connections):
    def interrupted():
        yield Change(Address("e", "quotes", "q"), "gone", "label", "", ())
        raise InterruptedSearchError

    with pytest.raises(InterruptedSearchError):
        ChangeSet(interrupted())
    assert len(connections) == 1
    assert open_among(connections) == []
