"""Any JSON list of objects comes in, its keys fields as the user says."""

import json

import pytest

from summit_tui.importers.limits import UnreadableError

TALKS = [
    {"code": "A-1", "name": {"en": "Cables", "zh": "电缆"}, "who": [{"n": "Lin"}, {"n": "Bo"}]},
    {"code": "A-2", "name": {"en": "Ports"}, "who": [], "seats": 40},
]
SAID = {"code": "id", "name.en": "title", "name.zh": "title.zh", "who.n": "speakers"}


def sessions(plan):
    return {o.id: o.fields for o in plan.outcomes if o.kind == "sessions"}


@pytest.mark.parametrize(
    "value",
    [
        TALKS,
        {"version": 1, "talks": TALKS, "rooms": [{"id": n} for n in range(9)]},
        {"days": [{"talks": TALKS[:1]}, {"talks": TALKS[1:]}]},
        {"x1": TALKS[0], "x2": TALKS[1]},
    ],
    ids=["list", "in an object", "in several lists", "by key"],
)
def test_the_objects_with_the_keys_are_found(planned, value):
    plan = planned(json.dumps(value), "talks.json", columns=SAID, kind="sessions")
    assert sorted(fields["title"] for fields in sessions(plan).values()) == ["Cables", "Ports"]
    cables = next(fields for fields in sessions(plan).values() if fields["title"] == "Cables")
    assert cables["titles"] == {"zh": "电缆"}
    assert len(cables["speakers"]) == 2
    assert plan.imported.unplaced == {"seats": 1}


def test_a_file_of_one_object_is_one_record(planned):
    plan = planned(json.dumps(TALKS[0]), "talk.json", columns=SAID, kind="sessions")
    assert len(sessions(plan)) == 1


def test_an_unknown_list_names_its_keys_and_the_option(planned):
    with pytest.raises(UnreadableError, match=r"keys code, name, who; say with --map"):
        planned(json.dumps(TALKS), "talks.json")


def test_without_a_kind_the_keys_are_named(planned):
    with pytest.raises(UnreadableError, match=r"has the keys code, .*--kind"):
        planned(json.dumps(TALKS), "talks.json", columns={"code": "id"})


@pytest.mark.parametrize("text", ["[]", "{}", "[1, 2]"])
def test_an_empty_file_holds_nothing(planned, text):
    plan = planned(text, "talks.json", importer="json", kind="sessions")
    assert not plan.holds_anything
