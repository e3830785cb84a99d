"""Groups of countries: the table, its names, and what a query for one finds."""

import re

import pytest

from summit_tui.archive.query import group_meant, parse
from summit_tui.archive.query.groups import Group, group_named, groups, use_own_groups
from summit_tui.archive.query.terms import terms
from summit_tui.archive.query.tree import Members
from summit_tui.i18n import speak


@pytest.mark.parametrize("group", groups().values(), ids=lambda group: group.id)
def test_every_group_has_names_a_day_and_members_and_says_whether_it_was_checked(group):
    assert re.fullmatch(r"[a-z0-9-]+", group.id)
    assert all(group.names)
    assert re.fullmatch(r"(19|20)\d\d-\d\d-\d\d", group.day)
    assert group.members
    assert all(re.fullmatch("[a-z]{2}", code) for code in group.members)
    assert len(set(group.members)) == len(group.members)
    said = group.provenance()
    assert (" unchecked;" in said) != bool(group.source)
    assert group.day[:4] in said
    assert "not today's membership" in said


def test_no_two_groups_share_a_name():
    for group in groups().values():
        assert {group_named(name).id for name in (*group.names, group.id)} == {group.id}


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("ASEAN", "asean"),
        ("东盟", "asean"),
        ("東盟", "asean"),
        ("european union", "eu"),
        ("EU", "eu"),
        ("G20", "g20"),
        ("二十国集团", "g20"),
        ("South-eastern Asia", "south-eastern-asia"),
        ("東南亞", "south-eastern-asia"),
        ("latin-america-caribbean", "latin-america-caribbean"),
    ],
)
def test_a_group_is_found_by_its_names_in_english_and_chinese(typed, id):
    assert group_named(typed).id == id
    assert group_meant(typed) == f"group:{id}"
    assert parse(f'group:"{typed}"').node == Members(groups()[id].members)


@pytest.mark.parametrize("typed", ["", "cable", "eu cable", "asea", "the", "group:asean"])
def test_other_words_are_no_group(typed):
    assert group_named(typed) is None
    assert group_meant(typed) is None


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("zh-Hans", ["东南亚国家联盟", "东非"]),
        ("zh-Hant", ["東南亞國家聯盟", "東非"]),
        ("en", ["Association of Southeast Asian Nations", "Eastern Africa"]),
    ],
)
def test_a_group_is_called_by_its_name_in_the_language_of_the_reader(language, names):
    speak(language)
    for id, name in zip(("asean", "eastern-africa"), names, strict=True):
        assert group_named(id).provenance().endswith(name)


def test_a_query_for_a_group_says_which_list_of_members_it_means():
    query = parse("cable group:asean")
    assert query.complaint is None
    assert "as of 26 October 2025, unchecked" in query.note
    assert "after openclimatedata/countrygroups" in parse("group:africa").note
    assert parse("cable").note is None
    assert terms(query.node) == terms(parse("cable").node)


def test_a_group_that_does_not_exist_is_answered_with_the_nearest_once_it_is_typed():
    assert parse("group:asaen").complaint == "No group ‘asaen’; did you mean asean?"
    assert "there are asean" in parse("group:xyzxyz").complaint
    assert parse("group:ase", typing=True).complaint is None


def test_without_a_source_a_group_is_unchecked():
    group = Group("x", ("X",), "2020-01-02", "", ("cn",))
    assert (
        group.provenance() == "Members as of 2 January 2020, unchecked; not today's membership: X"
    )


@pytest.fixture
def own_groups():
    yield use_own_groups
    use_own_groups({})


def test_groups_of_the_reader_are_found_and_come_before_those_of_the_table(own_groups):
    own_groups({"Mekong five": ("kh", "LA"), "asean": ("sg",)})
    assert parse('group:"mekong FIVE"').node == Members(("kh", "la"))
    assert parse("group:asean").node == Members(("sg",))
    assert parse("group:eu").node == Members(groups()["eu"].members)
    assert group_meant("mekong five") == 'group:"mekong five"'
    assert group_named("mekong five").provenance() == (
        "Mekong five: the countries that your config has for it"
    )
    assert "did you mean mekong five?" in parse("group:mekongfive").complaint
    own_groups({})
    assert group_named("mekong five") is None
