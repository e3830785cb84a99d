"""What is made of a record that recurs is made once, and never of another one."""

import pytest

from summit_tui.attribution import memo


class Thing:
    def __init__(self, name):
        self.name = name


@pytest.fixture
def made():
    return []


@pytest.fixture
def shout(made):
    @memo.memoize_by_id
    def shout(thing, *rest):
        made.append(thing.name)
        return (thing.name.upper(), *rest)

    return shout


def test_the_same_thing_is_worked_on_once(shout, made):
    thing = Thing("a")
    assert [shout(thing), shout(thing)] == [("A",), ("A",)]
    assert made == ["a"]


def test_another_circumstance_is_another_answer(shout, made):
    thing = Thing("a")
    assert [shout(thing, 1), shout(thing, 2), shout(thing, 1)] == [("A", 1), ("A", 2), ("A", 1)]
    assert made == ["a", "a"]


def test_no_thing_gets_the_answer_of_one_that_is_gone(shout):
    # Python gives the number of what is gone to the next: each of these dies at once.
    assert [shout(Thing(str(n)))[0] for n in range(200)] == [str(n) for n in range(200)]


def test_only_so_many_answers_are_kept(monkeypatch, shout, made):
    monkeypatch.setattr(memo, "MOST", 3)
    things = [Thing(str(n)) for n in range(7)]
    for _ in range(2):
        assert [shout(thing)[0] for thing in things] == [str(n) for n in range(7)]
    assert len(made) > len(things)
    known = shout.__closure__
    assert (
        max(len(cell.cell_contents) for cell in known if isinstance(cell.cell_contents, dict)) <= 3
    )
