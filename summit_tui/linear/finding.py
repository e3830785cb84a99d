"""The commands that find: lists, queries, facets and orders."""

from dataclasses import replace
from functools import partial
from typing import Final

from summit_tui.archive import FacetValue, Sort
from summit_tui.archive.query import parse
from summit_tui.archive.wording import ORDERS, facet_labels, order_in_words
from summit_tui.attribution.facet_values import readers_values
from summit_tui.i18n import gettext, ngettext
from summit_tui.linear.conversation import Answer, Conversation, Limit, Listing
from summit_tui.linear.lines import numbered
from summit_tui.linear.showing import show_list
from summit_tui.model.kinds import Kind

_MOST_VALUES: Final = 40
"""Values of one facet that are listed; a query reaches the others."""


def list_kind(conversation: Conversation, kind: Kind) -> Answer:
    """List the records of a kind that the query finds."""
    return show_list(
        conversation, replace(conversation.listing, kind=kind, sort=None, reverse=False)
    )


def search(conversation: Conversation, text: str) -> Answer:
    """Search for a query within the limits in force."""
    query = parse(text)
    if query.complaint:
        return iter([query.complaint])
    conversation.history.remember(text)
    return show_list(
        conversation, replace(conversation.listing, query=query, sort=None, reverse=False)
    )


def accept_guess(conversation: Conversation) -> Answer:
    """Search for what the last query may have been meant to be."""
    if not conversation.guess:
        return iter([gettext("Nothing was suggested.")])
    return search(conversation, conversation.guess)


def clear(conversation: Conversation) -> Answer:
    """Drop the limits, or else the query."""
    listing = conversation.listing
    is_limited = bool(listing.limits)
    return show_list(
        conversation, replace(listing, limits=()) if is_limited else Listing(listing.kind)
    )


def list_facets(conversation: Conversation, name: str) -> Answer:
    """List the facets that divide the hits, or the values of one, to limit the hits by number."""
    listing, labels = conversation.listing, facet_labels()
    facets = conversation.archive.facets(listing.node, listing.kind)
    limited = {limit.facet for limit in listing.limits}
    present = [name for name in labels if len(facets.get(name, ())) > 1 or name in limited]
    if name:
        yield from _list_values(conversation, name)
        return
    conversation.offer([partial(_list_values, conversation, facet) for facet in present])
    if not present:
        yield gettext("There is nothing here that facets divide.")
        return
    yield gettext("Facets; a number lists the values of one.")
    yield from numbered(
        ngettext(
            "{facet}, {number} value",
            "{facet}, {number} values",
            len(facets.get(f, ())),
            facet=labels[f],
        )
        for f in present
    )


def _list_values(conversation: Conversation, facet: str) -> Answer:
    """List the values of a facet, those chosen among them."""
    listing = conversation.listing
    facets = conversation.archive.facets(listing.without(facet).node, listing.kind)
    values = readers_values(conversation.archive, facets.get(facet, ())[:_MOST_VALUES])
    chosen = {limit.value.restriction for limit in listing.limits}
    conversation.offer(
        [partial(show_list, conversation, listing.toggled(Limit(facet, value))) for value in values]
    )
    label = facet_labels()[facet]
    yield gettext("{facet}; a number keeps only that value, or drops it again.", facet=label)
    yield from numbered(
        _value_line(value, is_chosen=value.restriction in chosen) for value in values
    )


def _value_line(value: FacetValue, *, is_chosen: bool) -> str:
    template = "{value}, {count}, chosen" if is_chosen else "{value}, {count}"
    return gettext(template, value=value.label, count=value.count)


def set_order(conversation: Conversation, name: str) -> Answer:
    """List the orders of the list, or set one by its name; `reverse` turns the order round."""
    listing = conversation.listing
    if name == "reverse":
        yield from show_list(conversation, replace(listing, reverse=not listing.reverse))
        return
    has_query = bool(listing.query.text)
    orders = [sort for sort in ORDERS[listing.kind] if has_query or sort is not Sort.RELEVANCE]
    ordered = [replace(listing, sort=sort, reverse=False) for sort in orders]
    if name in orders:
        yield from show_list(conversation, ordered[orders.index(Sort(name))])
        return
    conversation.offer([partial(show_list, conversation, each) for each in ordered])
    yield gettext("Orders; a number sets one, order reverse turns it round.")
    yield from numbered(order_in_words(listing.kind, sort) for sort in orders)
