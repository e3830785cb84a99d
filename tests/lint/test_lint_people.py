"""Who is named by an attribution, who may be one, and who held which capacity when."""

import pytest
from lint_coverage import BESIDE_THE_TEXT, clean, codes_and_records, record

NAMES = [
    ("Anna Diaz", "Diaz told the forum", False),
    ("Anna Diaz", "He pointed out", False),
    ("Anna Diaz", "noted", False),
    ("Anna Diaz", "Bo Lindqvist noted", True),
    ("Anna Diaz", "BO LINDQVIST noted", True),
    ("Anna Diaz", "noted Lindqvist", True),
    ("Anna Diaz", "as bo lindqvist noted", False),
    ("Anna Diaz", "Diaz told Bo Lindqvist", False),
    ("Anna Diaz", "Minister Anna, with Bo Lindqvist", False),
    ("Anna Diaz", "王勇指出", True),
    ("Anna Diaz", "在峰会上，王勇表示", True),
    ("Anna Lindqvist", "Lindqvist said", False),
    ("Wang Yi", "Wang Yong said", True),
    ("Wang Yi", "Wang said", False),
    ("王毅", "王勇表示", True),
    ("王毅", "王毅對王勇表示", False),
    ("王毅", "王氏對王勇表示", False),
    ("Diaz", "the Wang Yongs of this world", False),
    ("World Forum", "the forum's Wang Yong said", False),
]


@pytest.mark.parametrize(("name", "attribution", "is_doubtful"), NAMES)
def test_an_attribution_must_not_name_another_and_not_the_speaker(
    name, attribution, is_doubtful, tmp_path
):
    coverage = clean()
    coverage["speakers"][0]["name"] = name
    coverage["quotes"][0]["attribution"] = attribution
    expected = [("W402", "direct")] if is_doubtful else []
    assert codes_and_records(tmp_path / "c", coverage, ignore=BESIDE_THE_TEXT) == expected


@pytest.mark.parametrize("name", ["He", "She", "It", "王"])
def test_a_name_too_short_to_tell_is_not_looked_for(name, tmp_path):
    coverage = clean()
    coverage["speakers"][1]["name"] = name
    coverage["speakers"][1]["aliases"] = []
    coverage["quotes"][0]["attribution"] = f"{name} pointed out"
    assert codes_and_records(tmp_path / "c", coverage, ignore=BESIDE_THE_TEXT) == []


@pytest.mark.parametrize("kind", ["organization", "group"])
def test_the_name_of_an_organization_is_often_but_a_place(kind, tmp_path):
    coverage = clean()
    coverage["speakers"][1] |= {"kind": kind}
    coverage["quotes"][0]["attribution"] = "the head of Bo Lindqvist said"
    assert codes_and_records(tmp_path / "c", coverage, ignore=BESIDE_THE_TEXT) == []


def test_a_name_of_another_event_is_not_looked_for(tmp_path):
    coverage = clean()
    coverage["quotes"][0]["attribution"] = "Maria Perez said"
    other = {
        "event": {"id": "other", "name": "Another"},
        "speakers": [{"id": "perez", "name": "Maria Perez"}],
    }
    codes_and_records(tmp_path / "c" / "other", other, {})
    assert codes_and_records(tmp_path / "c", coverage, ignore=BESIDE_THE_TEXT) == []


@pytest.mark.parametrize(
    ("fields", "is_doubtful"),
    [
        ({"name": "bo lindqvist"}, True),
        ({"name": "Bó Lindqvíst"}, True),
        ({"name": "Ｂｏ　Ｌｉｎｄｑｖｉｓｔ"}, True),
        ({"name": "B. Lindqvist", "names": {"sv": "Bo Lindqvist"}}, True),
        ({"name": "B. L.", "aliases": ["lindqvist"]}, True),
        ({"name": "王 勇"}, True),
        ({"name": "Bo Lindqvister"}, False),
        ({"name": "Bo"}, False),
        ({"name": "王勇强"}, False),
        ({"name": "!?"}, False),
    ],
)
def test_equal_names_are_one_name_however_they_are_written(fields, is_doubtful, tmp_path):
    coverage = clean()
    coverage["speakers"].append({"id": "new"} | fields)
    assert codes_and_records(tmp_path / "c", coverage, ignore=BESIDE_THE_TEXT) == (
        [("W401", "new")] if is_doubtful else []
    )


def test_traditional_and_simplified_characters_are_one_name(tmp_path):
    coverage = clean()
    coverage["speakers"] += [{"id": "a", "name": "莊榮文"}, {"id": "b", "name": "庄荣文"}]
    assert codes_and_records(tmp_path / "c", coverage, ignore=BESIDE_THE_TEXT) == [("W401", "b")]


def test_names_of_one_speaker_may_be_equal(tmp_path):
    coverage = clean()
    coverage["speakers"][2]["aliases"] = ["王勇", "WANG YONG"]
    assert codes_and_records(tmp_path / "c", coverage, ignore=BESIDE_THE_TEXT) == []


def test_three_of_one_name_are_two_problems(tmp_path):
    coverage = clean()
    coverage["speakers"] += [{"id": id, "name": "Bo Lindqvist"} for id in ("b", "c")]
    assert codes_and_records(tmp_path / "c", coverage, ignore=BESIDE_THE_TEXT) == [
        ("W401", "b"),
        ("W401", "c"),
    ]


@pytest.mark.parametrize(
    ("role", "is_doubtful"),
    [
        ("Chair", True),
        ("chair of the Trade Board", True),
        ("Minister and Chair", True),
        ("Nicaragua's Chair", True),
        ("the Chair", True),
        ("Trade Board Chair", True),
        ("Vice Chair", False),
        ("Vice-Chair", False),
        ("former Chair", False),
        ("Chair-elect", False),
        ("Chair emeritus", False),
        ("Chairwoman", False),
        ("Minister", False),
        ("Envoy", False),
    ],
)
def test_a_capacity_is_held_against_the_dates_of_its_role(role, is_doubtful, tmp_path):
    coverage = clean()
    coverage["quotes"][0]["role"] = role
    assert codes_and_records(tmp_path / "c", coverage, ignore=BESIDE_THE_TEXT) == (
        [("W403", "direct")] if is_doubtful else []
    )


@pytest.mark.parametrize(
    ("role", "is_doubtful"),
    [
        ("秘书长", True),
        ("世界互联网大会秘书长", True),
        ("主席兼秘书长", True),
        ("副秘书长", False),
        ("前秘书长", False),
        ("秘书长助理", False),
    ],
)
def test_a_capacity_in_chinese_is_held_against_its_role_too(role, is_doubtful, tmp_path):
    coverage = clean()
    title = {"title": "秘书长", "organization": "世界互联网大会", "to": "2024"}
    record(coverage, "speakers", "diaz")["roles"] = [title]
    coverage["quotes"][0]["role"] = role
    assert codes_and_records(tmp_path / "c", coverage, ignore=BESIDE_THE_TEXT) == (
        [("W403", "direct")] if is_doubtful else []
    )


@pytest.mark.parametrize(
    ("dates", "is_doubtful"),
    [
        ({"from": "2025"}, False),
        ({"from": "2025-04"}, False),
        ({"from": "2025-04-14"}, False),
        ({"from": "2025-04-15"}, True),
        ({"from": "2025-05"}, True),
        ({"to": "2025"}, False),
        ({"to": "2025-04-14"}, False),
        ({"to": "2025-04-13"}, True),
        ({"to": "2025-03"}, True),
        ({}, False),
    ],
)
def test_a_date_known_in_part_excludes_only_what_lies_outside_all_of_it(
    dates, is_doubtful, tmp_path
):
    coverage = clean()
    record(coverage, "speakers", "diaz")["roles"] = [{"title": "Minister"} | dates]
    assert codes_and_records(tmp_path / "c", coverage, ignore=BESIDE_THE_TEXT) == (
        [("W403", "direct")] if is_doubtful else []
    )


def test_of_two_posts_of_one_title_one_that_was_held_is_enough(tmp_path):
    coverage = clean()
    record(coverage, "speakers", "diaz")["roles"] = [
        {"title": "Minister", "to": "2020"},
        {"title": "Minister", "from": "2021"},
    ]
    assert codes_and_records(tmp_path / "c", coverage, ignore=BESIDE_THE_TEXT) == []


def test_of_two_posts_of_one_title_the_one_that_is_named_is_meant(tmp_path):
    coverage = clean()
    record(coverage, "speakers", "diaz")["roles"] = [
        {"title": "Minister", "organization": "Trade", "to": "2020"},
        {"title": "Minister", "organization": "Health", "from": "2021"},
    ]
    assert codes_and_records(tmp_path / "c", coverage, ignore=BESIDE_THE_TEXT) == [
        ("W403", "direct")
    ]


def test_the_day_of_publication_says_nothing_of_a_capacity(tmp_path):
    coverage = clean()
    quote = coverage["quotes"][0] | {"role": "Chair"}
    del quote["date"], quote["session"]
    coverage["quotes"][0] = quote
    assert codes_and_records(tmp_path / "c", coverage, ignore=BESIDE_THE_TEXT) == []
