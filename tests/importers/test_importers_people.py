"""People with their offices: Popolo, and lists of participants of the climate convention."""

import pytest
from format_samples import document, imported, of_kind

from summit_tui.importers.table import recognise

POPOLO = {
    "persons": [
        {
            "id": "person/lin",
            "name": "Lin Mei",
            "family_name": "Lin",
            "given_name": "Mei",
            "email": "lin@example.invalid",
            "gender": "female",
            "other_names": [
                {"name": "林梅", "lang": "zh"},
                {"name": "林小梅", "lang": "zh"},
                {"name": "M. Lin", "lang": None, "note": "short"},
                {"name": "Lin Mei"},
            ],
        },
        {"id": "okoro", "name": "Ada Okoro"},
        {"id": "okoro", "name": "Ada Okoro"},
        {"id": "nobody", "name": None},
    ],
    "organizations": [
        {"id": "house", "name": "House", "classification": "legislature"},
        {"id": "reds", "name": "Reds", "classification": "party"},
    ],
    "posts": [{"id": "chair", "label": "Chair of the House", "role": "Chair"}],
    "events": [
        {
            "id": "term/1",
            "classification": "legislative period",
            "start_date": "2029-01",
            "end_date": "2030",
        }
    ],
    "memberships": [
        {
            "person_id": "lin",
            "organization_id": "house",
            "legislative_period_id": "term/1",
            "on_behalf_of_id": "reds",
            "start_date": "2029-03-01",
        },
        {"person_id": "lin", "organization_id": "house", "post_id": "chair", "end_date": "soon"},
        {"person_id": "gone", "organization_id": "house", "role": "clerk"},
    ],
}


def test_people_have_their_names_and_their_offices_with_their_times():
    result = imported(POPOLO)
    assert of_kind(result, "speakers") == {
        "lin": {
            "name": "Lin Mei",
            "names": {"zh": "林梅"},
            "aliases": ["林小梅", "M. Lin"],
            "family_name": "Lin",
            "given_name": "Mei",
            "kind": "person",
            "roles": [
                {"title": "member", "organization": "House", "from": "2029-03-01", "to": "2030"},
                {"title": "Chair", "organization": "House"},
            ],
        },
        "okoro": {"name": "Ada Okoro", "kind": "person"},
    }
    assert result.unplaced == {"email": 1, "gender": 1, "on_behalf_of_id": 1}
    assert result.left_out == {"person who is there twice": 1, "person without a name": 1}
    assert result.remarks == ("1 membership is of somebody who is not in the file.",)
    assert "example.invalid" not in repr(result.records)


def test_memberships_may_stand_in_people_and_hold_them():
    person = {"id": "lin", "name": "Lin Mei", "memberships": [{"role": "Chair"}]}
    assert of_kind(imported(person), "speakers")["lin"]["roles"] == [{"title": "Chair"}]
    held = {
        "memberships": [
            {
                "role": "Chair",
                "person": {"id": "lin", "name": "Lin"},
                "person_id": "lin",
                "organization": {"id": "house", "name": "House"},
                "organization_id": "house",
            }
        ]
    }
    assert of_kind(imported(held), "speakers")["lin"]["roles"] == [
        {"title": "Chair", "organization": "House"}
    ]


def test_the_hundredth_spelling_of_a_name_is_counted_and_left_out():
    names = [{"name": f"Spelling {number}"} for number in range(100)]
    result = imported([{"id": "lin", "name": "Lin", "other_names": names}])
    assert len(of_kind(result, "speakers")["lin"]["aliases"]) == 20
    assert result.unplaced == {"other_names": 80}


def test_a_speech_is_proposed_and_no_statement():
    speech = {
        "creator_id": "lin",
        "attribution_text": "Ms. Speaker",
        "text": "Order, order.",
        "type": "speech",
        "date": "2030-05-01T09:00:00Z",
        "sources": [{"url": "https://example.org/hansard"}],
    }
    result = imported({"persons": [{"id": "lin", "name": "Lin Mei"}], "speeches": [speech]})
    (proposal,) = result.proposals
    assert (proposal.exact, proposal.source) == ("Order, order.", "https://example.org/hansard")
    assert proposal.fields == {
        "speaker": "Lin Mei",
        "attribution": "Ms. Speaker",
        "date": "2030-05-01",
    }
    assert of_kind(result, "quotes") == {}


HEAD = (
    "Group_Type,Delegation,Honorific,Person_Name,Job_Title,Division,Affiliation,Year,Meeting,"
    "Location,Female,Delegation_ISO\n"
)


def participants(*rows):
    return HEAD + "".join(f"{row}\n" for row in rows)


def test_a_list_of_participants_is_delegations_and_people():
    result = imported(
        participants(
            'Parties,Namibia,Ms,Lin Mei,"Directrice, chef de délégation",NA,Ministry,'
            "2030,INC 1,Bonn,1,NAM",
            "Parties,Namibia,Mr,Ada Okoro,NA,Trade,NA,2030,INC 1,Bonn,0,NAM",
            "NGO,Some Association,Mr,Bo,,,,2030,INC 1,Bonn,0,NA",
        )
    )
    assert of_kind(result, "delegations") == {
        "Namibia": {"name": "Namibia", "kind": "country", "code": "NA"},
        "Some Association": {"name": "Some Association"},
    }
    assert of_kind(result, "speakers") == {
        "INC 1\tNamibia\tLin Mei": {
            "name": "Lin Mei",
            "kind": "person",
            "roles": [{"title": "Directrice, chef de délégation", "organization": "Ministry"}],
            "delegation": ("delegations", "Namibia"),
        },
        "INC 1\tNamibia\tAda Okoro": {
            "name": "Ada Okoro",
            "kind": "person",
            "delegation": ("delegations", "Namibia"),
        },
        "INC 1\tSome Association\tBo": {
            "name": "Bo",
            "kind": "person",
            "delegation": ("delegations", "Some Association"),
        },
    }
    assert result.event == {
        "id": "inc-1-2030",
        "name": "INC 1 2030",
        "start": "2030",
        "place": "Bonn",
    }
    assert result.source == {"title": "INC 1 2030", "kind": "list of participants"}
    assert result.unplaced == {"Honorific": 3, "Division": 1}


def test_one_name_in_two_delegations_is_two_people():
    result = imported(
        participants(
            "Parties,Chad,Mr,Lin,,,,2030,INC 1,Bonn,0,TCD",
            "Parties,Mali,Mr,Lin,,,,2030,INC 1,Bonn,0,MLI",
        )
    )
    assert len(of_kind(result, "speakers")) == 2


def test_a_code_that_is_none_is_said_and_two_meetings_are_no_event():
    result = imported(
        participants(
            "Parties,Ruritania,Mr,Lin,,,,2030,INC 1,Bonn,0,RUR",
            "Parties,Mali,Mr,Bo,,,,2031,INC 2,Bonn,0,MLI",
        )
    )
    assert "code" not in of_kind(result, "delegations")["Ruritania"]
    assert result.event == {}
    assert any("not known: RUR" in remark for remark in result.remarks)


@pytest.mark.parametrize(
    "content", ["Delegation,Person_Name\nA,B\n", [{"id": "a", "name": "A"}], {"persons": []}]
)
def test_other_tables_and_other_json_are_neither(content):
    recognised = recognise(document(content))
    assert recognised is None or recognised[0].name not in ("unfccc", "popolo")


def test_a_person_in_two_rows_of_a_delegation_has_the_offices_of_both():
    result = imported(
        participants(
            "Parties,Chad,Mr,Lin,,,,2030,INC 1,Bonn,0,TCD",
            "Parties,Chad,Mr,Lin,Envoy,,,2030,INC 1,Bonn,0,TCD",
            "Parties,Chad,Mr,Lin,Envoy,,,2030,INC 1,Bonn,0,TCD",
        )
    )
    (person,) = of_kind(result, "speakers").values()
    assert person["roles"] == [{"title": "Envoy"}]
    assert result.left_out == {"row that is there twice": 2}


def test_a_membership_that_ends_before_it_begins_has_no_days():
    membership = {"role": "Chair", "start_date": "2030", "end_date": "2029-01"}
    result = imported({"id": "lin", "name": "Lin", "memberships": [membership]})
    assert of_kind(result, "speakers")["lin"]["roles"] == [{"title": "Chair"}]
    assert result.remarks == ("1 membership ends before it begins; its days are left out.",)
