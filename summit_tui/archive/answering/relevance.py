"""The order of relevance: who is asked for comes first, then whole words, then the rest.

A score such as BM25 has to look at every hit, which for a common word among a million records
takes over a second; three tiers cost what three searches cost, and a reader sees why.
"""

from dataclasses import replace

from summit_tui.archive.query import And, Node, Not, Or, Term, terms


def tiers(node: Node) -> list[Node]:
    """Return queries that find the hits of `node` between them, the most relevant ones first.

    No record is found by two of them. The hits of each come in the curated order.
    """
    named = Or(tuple(replace(one, field="speaker") for one in terms(node) if one.field is None))
    wholly = _whole(node)
    found: list[Node] = []
    before: list[Node] = []
    for better in (*([named] if named.parts else ()), *([wholly] if wholly != node else ())):
        found.append(And((node, better, *before)))
        before.append(Not(better))
    return [*found, And((node, *before)) if before else node]


def _whole(node: Node) -> Node:
    """Return what asks for whole words where `node` is content with their beginnings."""
    match node:
        case Term(prefix=True):
            return replace(node, prefix=False)
        case And(parts):
            return And(tuple(map(_whole, parts)))
        case Or(parts):
            return Or(tuple(map(_whole, parts)))
        case _:
            # What is unwanted stays unwanted: nothing may be found that `node` does not find.
            return node
