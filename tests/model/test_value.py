"""Immutable values are what Python's frozen dataclasses are, whoever wrote their methods."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from summit_tui.model.value import Value, immutable


@immutable()
class Hall(Value):
    name: str
    seats: int = 0
    doors: list[str] = field(default_factory=list)
    note: str = field(default="", compare=False)


@immutable(slots=False, kw_only=True)
class Named(Value):
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plain:
    name: str
    seats: int = 0
    doors: list[str] = field(default_factory=list)
    note: str = field(default="", compare=False)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        (("A",), {}),
        (("A", 3), {"doors": ["east"]}),
        ((), {"name": "A", "doors": []}),
        ((), {}),
        (("A", 1, [], "n", 4), {}),
        (("A",), {"name": "B"}),
        (("A",), {"size": 3}),
    ],
)
def test_a_value_takes_what_a_dataclass_takes(values, named):
    try:
        plain = Plain(*values, **named)
    except TypeError:
        with pytest.raises(TypeError):
            Hall(*values, **named)
    else:
        made = Hall(*values, **named)
        assert [getattr(made, name) for name in Plain.__slots__] == [
            getattr(plain, name) for name in Plain.__slots__
        ]
        assert repr(made) == repr(plain).replace("Plain", "Hall")


def test_each_value_has_defaults_of_its_own():
    assert Hall("A").doors is not Hall("A").doors


def test_what_takes_names_alone_takes_nothing_else():
    with pytest.raises(TypeError):
        Named("A")
    assert Named(name="A") == Named(name="A", note="") != Hall("A")


@pytest.mark.parametrize("value", [Hall("A", 2), Named(name="A")])
def test_a_value_stays_as_it_is(value):
    with pytest.raises(FrozenInstanceError):
        value.name = "B"
    with pytest.raises(FrozenInstanceError):
        del value.name
    assert value.name == "A"


@pytest.mark.parametrize("value", [Hall("A", 2), Named(name="A", note="n")])
def test_a_value_is_copied_whole(value):
    assert copy.copy(value) == copy.deepcopy(value) == pickle.loads(pickle.dumps(value)) == value
    other = replace(value, name="B")
    assert (other.name, value.name) == ("B", "A")


def test_equal_values_are_one_key():
    assert {Named(name="A"), Named(name="A")} == {Named(name="A")}
    assert Hall("A", note="n") == Hall("A") != Hall("B")
    match Hall("A", 2):
        case Hall(name, seats):
            assert (name, seats) == ("A", 2)


def test_a_value_has_no_room_for_more_than_its_fields():
    assert not hasattr(Hall("A"), "__dict__")
