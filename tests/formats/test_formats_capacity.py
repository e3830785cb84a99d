"""The capacity is the one printed, or the one that is certain; otherwise there is none."""

from html import unescape

import pytest
from format_records import quote_of

from summit_tui.attribution.attribution import attribution
from summit_tui.formats import render

CHIEF = {"title": "Chief Executive", "from": "2022-07-01", "to": "2027-06-30"}
SECRETARY = {"title": "Chief Secretary", "from": "2021-06-25", "to": "2022-04-08"}
UNDATED = {"title": "Chairman", "organization": "Committee"}
STATED = {"title": "Director", "organization": "Office", "source": "gia-ce"}


def capacity(roles, date="2025-04-14", role=None, **changes):
    entry = quote_of(speaker={"roles": roles}, role=role, date=date, session=None, **changes)
    return attribution(entry).capacity


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([CHIEF], "Chief Executive"),
        ([SECRETARY, CHIEF], "Chief Executive"),
        ([SECRETARY], None),
        ([UNDATED], None),
        ([CHIEF, CHIEF | {"title": "President"}], None),
        ([CHIEF, UNDATED], None),
        ([CHIEF, {"title": "Chair of the Board", "from": "2021"}], None),
        ([STATED], "Director, Office"),
        ([CHIEF, STATED], None),
        ([SECRETARY, STATED], "Director, Office"),
        ([STATED, STATED | {"title": "Chairman"}], None),
        ([STATED | {"source": "another"}], None),
        ([STATED | {"to": "2024"}], None),
        ([STATED | {"from": "2025-05"}], None),
        ([STATED | {"from": "2025-04"}], "Director, Office"),
        (
            [
                {
                    "title": "Chief Executive of the HKSAR",
                    "organization": "HKSAR",
                    "source": "gia-ce",
                }
            ],
            "Chief Executive of the HKSAR",
        ),
        ([], None),
    ],
)
def test_a_role_counts_only_where_it_is_the_one_that_is_certain(roles, expected):
    assert capacity(roles) == expected


@pytest.mark.parametrize(
    ("bounds", "date", "expected"),
    [
        (("2025-04-14", "2025-04-14"), "2025-04-14", True),
        (("2025-04-15", "2026-01-01"), "2025-04-14", False),
        (("2024-01-01", "2025-04-13"), "2025-04-14", False),
        (("2024", "2026"), "2025", True),
        (("2025", "2026"), "2025-04-14", False),
        (("2024", "2025"), "2025-04-14", False),
        (("2025-03", "2025-05"), "2025-04", True),
        (("2025-04", "2025-05"), "2025-04-14", False),
        (("2024", None), "2025-04-14", False),
        ((None, "2026"), "2025-04-14", False),
        (("2024-06-01", "2025-06-01"), "2025", False),
        (("2024", "2026"), None, False),
    ],
)
def test_dates_that_leave_it_open_give_no_capacity(bounds, date, expected):
    role = {"title": "Minister"} | {
        key: bound for key, bound in zip(("from", "to"), bounds, strict=True) if bound
    }
    assert capacity([role], date) == ("Minister" if expected else None)


def test_without_a_day_a_role_that_has_ended_is_not_taken_from_the_source():
    assert capacity([STATED | {"to": "2020"}], None) is None
    assert capacity([STATED], None) is None


@pytest.mark.parametrize(
    ("day", "published", "expected"),
    [
        ("2025-04-14", "2025-04-14", True),
        ("2025-04-14", "2025-05-15", True),
        ("2025-04-14", "2025-05-16", False),
        ("2025-04-14", "2025-04-13", False),
        ("2007-05-01", "2025-06-01", False),
        ("2025-04", "2025-04-14", False),
        ("2025-04", "2025-04", True),
        ("2025-04-14", None, False),
    ],
)
def test_a_source_states_the_capacity_of_its_own_time(day, published, expected):
    said = capacity([STATED], day, source={"published": published})
    assert said == ("Director, Office" if expected else None)


def test_every_form_says_that_a_capacity_is_from_the_record():
    note = "Chief Executive (capacity from the speaker's record)"
    entry = quote_of(speaker={"roles": [CHIEF]}, role=None, session=None)
    assert attribution(entry).is_capacity_of_record
    for form in ("text", "markdown", "html", "reference", "csv", "jsonld", "brief"):
        assert note in unescape("".join(render(form, [entry])))
    assert "Executive" not in "".join(render("agency", [entry]))
    assert not attribution(quote_of(speaker={"roles": [CHIEF]})).is_capacity_of_record


def test_the_capacity_in_the_quote_stands_before_any_role():
    assert capacity([CHIEF, STATED], role="guest of honour") == "guest of honour"


def test_a_missing_speaker_has_no_capacity_but_the_printed_one():
    assert capacity([CHIEF], without=("speakers",)) is None
    assert capacity([CHIEF], role="guest", without=("speakers",)) == "guest"
