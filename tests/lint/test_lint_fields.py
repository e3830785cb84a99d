"""A wrong value of any field is noticed, but for texts that nothing contradicts."""

import pytest
from lint_coverage import clean, problems, record, written

from summit_tui.model.field_table import choices_of, fields_of, language_fields
from summit_tui.model.kinds import KINDS
from summit_tui.readers.validation import field_errors

SPOILED = {
    "event": "summit",
    "sessions": "forum",
    "speakers": "diaz",
    "quotes": "direct",
    "delegations": "nicaragua",
    "sources": "wire",
}
"""The record of each kind that is spoiled."""
FREE = {
    "event": {
        *("name", "theme", "place", "venue", "host", "organizers", "supporters", "attendance"),
        *("countries", "summary"),
    },
    "sessions": {"title", "place", "topics", "summary"},
    "speakers": {"aliases", "summary"},
    "quotes": {"occasion", "topics"},
    "delegations": {"name", "summary"},
    "sources": {
        *("title", "publisher", "parent_organization", "genre", "programme", "event_title"),
        *("event_place", "number", "page", "licence"),
    },
}
"""Texts as a source prints them or an editor writes them, with which nothing on record compares."""
NAMES = [{"name": "Ann Lee", "family_name": "Li"}]
WRONG = {
    ("event", "start"): {"start": "2025-05"},
    ("event", "end"): {"end": "2025-03"},
    ("event", "country"): {"country": "UK"},
    ("sessions", "date"): {"date": "2025-04-15"},
    ("sessions", "start"): {"start": "2025-04-14T20:00:00+08:00"},
    ("sessions", "end"): {"end": "2025-04-14T00:00:00Z"},
    ("sessions", "description"): {"description": "a small forum"},
    ("speakers", "description"): {"description": "a small forum", "sources": ["wire"]},
    ("speakers", "roles"): {"roles": [{"title": "Chair", "source": "nowhere"}]},
    ("speakers", "name"): {"name": "Bo Lindqvist"},
    ("speakers", "family_name"): {"family_name": "Dias"},
    ("speakers", "given_name"): {"given_name": "Ana"},
    ("speakers", "same_as"): {"same_as": ["summit/sessions/forum"]},
    ("quotes", "text"): {"text": "We want a closed model."},
    ("quotes", "attribution"): {"attribution": "Bo Lindqvist told reporters"},
    ("quotes", "role"): {"role": "Minister of Health"},
    ("quotes", "date"): {"date": "2025-04-15"},
    ("quotes", "excerpt"): {"excerpt": {"exact": "We want a closed model."}},
    ("quotes", "locator"): {"locator": {"timecode": "59:00"}},
    ("quotes", "checked"): {"checked": {"by": "Ed", "date": "2025-04-10"}},
    ("quotes", "remark"): {"remark": "alone"},
    ("quotes", "translators"): {"translators": {"fr": "editor"}},
    ("delegations", "code"): {"code": "UK"},
    ("delegations", "region"): {"region": "East Asia"},
    ("delegations", "same_as"): {"same_as": ["summit/sessions/forum"]},
    ("sources", "author"): {"author": NAMES},
    ("sources", "translator"): {"translator": NAMES},
    ("sources", "interviewer"): {"interviewer": NAMES},
    ("sources", "event_date"): {"event_date": "2025-04-15"},
    ("sources", "duration"): {"duration": "00:30"},
    ("sources", "locator"): {"locator": {"timecode": "59:00"}, "duration": "00:30"},
    ("sources", "syndicated_from"): {"syndicated_from": {"publisher": "Wire", "url": "wire"}},
    ("sources", "corrections"): {"corrections": [{"text": "A name.", "date": "2025-04-18"}]},
    ("sources", "embargo"): {"embargo": "2025-04-17T09:00:00Z"},
    ("sources", "published"): {"published": "2025-04-10"},
    ("sources", "retrieved"): {"retrieved": "2025-04-10"},
    ("sources", "url"): {"url": "wire.example/summit"},
    ("sources", "archived_at"): {"archived_at": "archive"},
    ("sources", "text"): {"text": "nowhere.txt"},
    ("sources", "sha256"): {"sha256": "0" * 64},
}
"""What makes the value of a field wrong."""
BESIDE = {
    ("quotes", "locator"): {"duration": "00:30"},
    ("sources", "duration"): {"locator": {"timecode": "59:00"}},
    ("sources", "corrections"): {"retrieved": "2025-04-16"},
}
"""What the source of the statement has beside it."""
RECORDS = {
    kind: clean()["event"] if kind == "event" else record(clean(), kind, SPOILED[kind])
    for kind in KINDS
}


def wrong(kind, name):
    """Return the fields of a record of which one is wrong, or None where any text may stand."""
    if (kind, name) in WRONG:
        return WRONG[kind, name]
    if name == "ignore":
        return {name: ["W32"]}
    if name in language_fields(kind):
        is_table = not field_errors(kind, RECORDS[kind] | {name: {}})
        return {name: {"cn": "Text"} if is_table else "cn"}
    if fields_of(kind)[name].refers:
        is_list = field_errors(kind, RECORDS[kind] | {name: "nowhere"})
        return {name: ["nowhere"] if is_list else "nowhere"}
    return None


@pytest.mark.parametrize("kind", KINDS)
def test_of_every_field_a_wrong_value_is_noticed_unless_any_text_may_stand_there(kind):
    by_reader = {name for name in fields_of(kind) if name == "id" or choices_of(kind, name)}
    known = {name for name in fields_of(kind) if wrong(kind, name)}
    assert fields_of(kind).keys() == known | by_reader | FREE[kind]
    assert known.isdisjoint(FREE[kind])


@pytest.mark.parametrize(
    ("kind", "name"), [(k, n) for k in KINDS for n in fields_of(k) if wrong(k, n)]
)
def test_a_wrong_value_is_noticed(kind, name, tmp_path):
    coverage = clean()
    spoiled = coverage["event"] if kind == "event" else record(coverage, kind, SPOILED[kind])
    spoiled.update(wrong(kind, name))
    record(coverage, "sources", "wire").update(BESIDE.get((kind, name), {}))
    assert problems(written(tmp_path, coverage))
