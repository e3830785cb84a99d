"""Ids are readable, legal, and the same in every run, whatever else is in the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summit_tui.importers.ids import ids_for, is_legal, readable
from summit_tui.importers.importer import ImportedRecord, RecordKey


def speaker(key, name, **extra):
    return ImportedRecord("speakers", key, {"name": name}, **extra)


def id_of(record, *others, taken=()):
    ids = ids_for("frab", "a", [record, *others], taken)
    return ids[RecordKey(record.kind, record.key)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("庄荣文", "zhuang-rongwen"),
        ("莊榮文", "zhuang-rongwen"),
        ("世界互联网大会", "shi-jie-hu-lian-wang-da-hui"),
        ("Émile Łódź", "emile-lodz"),
        ("Привет", ""),
        ("a" * 60, "a" * 40),
        ("One two three four five six seven eight nine", "one-two-three-four-five-six-seven-eight"),
    ],
)
def test_the_readable_part_is_latin_and_short(text, part):
    assert readable(text) == part


def test_an_id_does_not_change_with_the_order_or_with_other_records():
    people = [speaker(f"guid-{number}-long", f"Ada {number}") for number in range(20)]
    alone = [id_of(person) for person in people]
    backwards = ids_for("frab", "a", people[::-1], ())
    assert [backwards[RecordKey("speakers", person.key)] for person in people] == alone
    assert len(set(alone)) == len(people)


def test_the_format_and_the_key_make_the_id_and_the_name_only_its_readable_part():
    digits = id_of(speaker("some-long-key", "Ada"))[-6:]
    assert id_of(speaker("some-long-key", "Eve")) == f"eve-{digits}"
    assert ids_for("ics", "a", [speaker("some-long-key", "Ada")], ()) != {
        RecordKey("speakers", "some-long-key"): f"ada-{digits}"
    }


def test_a_short_key_is_the_id_behind_a_letter():
    assert id_of(speaker("1001", "Ada")) == "p1001"
    assert id_of(speaker("8VUHKQ", "Ada")) == "p8vuhkq"
    assert id_of(ImportedRecord("sessions", "1001", {"title": "A"})) == "s1001"


def test_two_short_keys_that_would_be_one_id_are_none():
    upper, lower = speaker("AB1", "Ada"), speaker("ab1", "Eve")
    assert id_of(upper, lower).startswith("ada-")
    assert id_of(lower, upper).startswith("eve-")


def test_the_id_that_people_know_is_kept_where_it_is_legal_and_free():
    assert id_of(speaker("k", "Ada", id="ada")) == "ada"
    assert id_of(speaker("k", "Ada", id="Ada B")).startswith("ada-")
    assert id_of(speaker("k", "Ada", id="1001")).startswith("ada-")
    assert id_of(speaker("k", "Ada", id="ada"), taken=[("speakers", "ada")]).startswith("ada-")


def test_the_name_of_the_import_tells_equal_keys_of_two_files_apart():
    mine = speaker("THE PRESIDENT", "THE PRESIDENT")
    first = ids_for("transcript", "may", [mine], ())["speakers", mine.key]
    taken = [("speakers", first)]
    others = {ids_for("transcript", name, [mine], taken)["speakers", mine.key] for name in "ab"}
    assert len(others | {first}) == 3
    assert {len(id) for id in others} == {len(first)}


@given(st.text(), st.text())
def test_every_id_is_legal(key, name):
    assert is_legal(id_of(speaker(key, name)))
