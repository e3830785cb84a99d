"""Three states of a record become one, and the editor's change always wins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summit_tui.importers.merge import UNKNOWN, Conflict, merge

FIELDS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2), max_size=4)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "result", "conflicts"),
    [
        ({"a": 1}, {"a": 1}, {"a": 2}, {"a": 2}, ()),
        ({"a": 1}, {"a": 2}, {"a": 1}, {"a": 2}, ()),
        ({"a": 1}, {"a": 2}, {"a": 3}, {"a": 2}, (Conflict("a", 2, 3),)),
        ({"a": 1}, {"a": 2}, {"a": 2}, {"a": 2}, ()),
        ({"a": 1}, {"a": 1}, {}, {}, ()),
        ({"a": 1}, {}, {"a": 1}, {}, ()),
        ({"a": 1}, {}, {"a": 2}, {}, (Conflict("a", None, 2),)),
        ({"a": 1}, {"a": 2}, {}, {"a": 2}, (Conflict("a", 2, None),)),
        ({}, {}, {"a": 1}, {"a": 1}, ()),
        ({}, {"a": 1}, {}, {"a": 1}, ()),
        (UNKNOWN, {"a": 1}, {"a": 2}, {"a": 1}, (Conflict("a", 1, 2),)),
    ],
)
def test_each_field_comes_from_who_has_changed_it(base, mine, theirs, result, conflicts):
    merged = merge(base, mine, theirs)
    assert (merged.fields, merged.conflicts) == (result, conflicts)


@given(FIELDS, FIELDS, FIELDS)
def test_what_the_editor_changed_is_never_lost(base, mine, theirs):
    merged = merge(base, mine, theirs)
    for name in {**base, **mine}:
        if mine.get(name) != base.get(name):
            assert merged.fields.get(name) == mine.get(name)


@given(FIELDS, FIELDS, FIELDS)
def test_the_same_file_again_changes_nothing_and_keeps_the_conflicts(base, mine, theirs):
    merged = merge(base, mine, theirs)
    again = merge(merged.base, merged.fields, theirs)
    assert (again.fields, again.base) == (merged.fields, merged.base)
    assert set(again.conflicts) == set(merged.conflicts)
