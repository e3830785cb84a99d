"""What the screen shows, as a value: panes, filters, orders and the way through history."""

import pytest

from summit_tui.app import sentences
from summit_tui.app.panes import PANES, pane_of
from summit_tui.app.view import Choice, History, View
from summit_tui.archive import Sort
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And, Facet, Not, Or, RefersTo, Term
from summit_tui.model.kinds import KINDS, Address

DIRECT, PARTIAL = (Choice(Facet("mode", mode), mode) for mode in ("direct", "partial"))
LIN = Choice(RefersTo(Address("wic", "speakers", "lin")), "Lin Mei")
HARBOUR = Choice(RefersTo(Address("wic", "delegations", "harbour")), "Harbour City")


@pytest.mark.parametrize(
    ("choices", "node"),
    [
        ((), And()),
        ((DIRECT,), DIRECT.restriction),
        ((DIRECT, PARTIAL), Or((DIRECT.restriction, PARTIAL.restriction))),
        ((DIRECT, LIN), And((DIRECT.restriction, LIN.restriction))),
        ((LIN, HARBOUR), And((LIN.restriction, HARBOUR.restriction))),
    ],
)
def test_values_of_one_facet_add_up_and_facets_narrow_each_other(choices, node):
    assert View(choices=choices).limits() == node


def test_a_filter_is_part_of_what_is_asked_for():
    word = Term(("cable",))
    assert View().limited(word) == word
    assert View(choices=(DIRECT,)).limited(And()) == DIRECT.restriction
    assert View(choices=(DIRECT,)).limited(word) == And((word, DIRECT.restriction))


def test_what_is_excluded_is_in_no_hit_and_the_rest_is_any_of_what_was_chosen():
    without = DIRECT._replace(is_excluded=True)
    assert View(choices=(without,)).limits() == And((Not(DIRECT.restriction),))
    limits = View(choices=(PARTIAL, without, LIN)).limits()
    assert limits == And((PARTIAL.restriction, LIN.restriction, Not(DIRECT.restriction)))
    assert sentences.limits((PARTIAL, without)) == "Only partial, without direct · F clears"
    assert sentences.limits((without,)) == "Without direct · F clears"


def test_a_value_is_chosen_or_excluded_and_the_same_key_drops_that():
    without = DIRECT._replace(is_excluded=True)
    view = View(choices=(DIRECT, LIN)).toggled([without])
    assert view.choices == (LIN, without)
    assert view.toggled([DIRECT]).choices == (LIN, DIRECT)
    assert view.toggled([without]).choices == (LIN,)


def test_a_choice_is_made_and_dropped_by_the_same_key():
    chosen = View().toggled([DIRECT]).toggled([LIN])
    assert chosen.choices == (DIRECT, LIN)
    assert chosen.toggled([DIRECT]).choices == (LIN,)


@pytest.mark.parametrize("pane", PANES, ids=lambda pane: pane.name)
def test_the_orders_of_a_pane_go_round_and_each_has_words_of_its_own(pane):
    view, words = View(pane.name, "word"), set()
    for _ in pane.sorts:
        words |= {view.order(), view._replace(reverse=True).order()}
        view = view.sorted_next()
    assert view._replace(sort=None) == View(pane.name, "word")
    assert view.order() == View(pane.name, "word").order()
    assert len(words) == 2 * len(pane.sorts)


def test_every_kind_has_the_pane_that_lists_it_and_events_have_the_overview():
    assert {kind: pane_of(kind).name for kind in KINDS} == {
        kind: "overview" if kind == "event" else kind for kind in KINDS
    }


def test_while_words_are_asked_for_who_is_asked_for_comes_first_unless_an_order_was_chosen():
    asked = View("speakers", "zhuang rongwen")
    assert asked.order() == "most relevant first"
    assert asked.search(parse(asked.query).node).sort is Sort.RELEVANCE
    assert asked._replace(query="delegation:china").order() == "in the order of the files"
    chosen = asked._replace(sort=Sort.DEFAULT)
    assert chosen.order() == "in the order of the files"
    assert chosen.search(parse(asked.query).node).sort is Sort.DEFAULT
    assert chosen.in_pane("quotes").order() == "most relevant first"


def test_without_a_query_nothing_is_relevant():
    assert View("quotes").sorted_next().sort is Sort.SPEAKER
    left = View("quotes", sort=Sort.RELEVANCE)
    assert left.order() == "newest first"
    assert left._replace(query="word").order() == "most relevant first"


def test_an_order_that_a_pane_does_not_know_gives_way_to_its_first():
    assert View("speakers", sort=Sort.SOURCE).sorted_next().sort is Sort.DEFAULT


def test_what_lies_ahead_is_forgotten_when_one_goes_another_way():
    history = History(View("overview"))
    history.step(View("quotes"))
    history.step(View("speakers"))
    assert history.walk(-2)
    assert history.present.pane == "overview"
    history.step(View("sources"))
    assert not history.walk(1)
    assert history.walk(-1)
    assert not history.walk(-1)
    assert history.present.pane == "overview"


def test_a_change_in_place_is_no_step():
    history = History(View("quotes"))
    history.change(View("quotes", query="cable"))
    assert not history.walk(-1)
    assert history.present.query == "cable"
