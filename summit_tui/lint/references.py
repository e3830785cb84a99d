"""Codes for what refers to what."""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice
from typing import Final

from summit_tui.archive import Archive, Entry, Search, iterate_hits
from summit_tui.archive.describe import references
from summit_tui.archive.query.tree import Facet, RefersTo
from summit_tui.lint.rule import Rule, Violation
from summit_tui.model.kinds import KINDS, SINGULAR, Address, Kind
from summit_tui.model.records import Delegation, Speaker

LINKS: Final = (
    Rule(
        "E201",
        "The record refers to a record that does not exist.",
        "Ids must be those of records of the same event. Correct the id, or add the record that "
        'is missing. Example: `speaker = "ren-xianlang"` where the speaker is `ren-xianliang`.',
    ),
    Rule(
        "E202",
        "The statement's source does not exist.",
        "A statement without a source cannot be checked by anybody. Correct the id, or describe "
        'the publication in `sources`. Example: `source = "mo-0402"` where it is `mo-0420`.',
    ),
    Rule(
        "W203",
        "Nothing rests on the source.",
        "No statement, no reading and no other record of the event names it. Name it in `source` "
        "or `sources` where something was taken from it, or leave it out. Example: a source whose "
        "only statement was deleted.",
    ),
    Rule(
        "W204",
        "The same statement stands twice.",
        "Two statements of the same speaker rest on the same source, with the same text or the "
        "same excerpt; case, punctuation and the script of Chinese make no difference. Keep one. "
        "Example: “We agree.” copied again as “we agree”.",
    ),
    Rule(
        "E205",
        "`ignore` names a code that does not exist.",
        "Nothing is silenced by it, or not what was meant. Write a code as it is printed before "
        'the message. Example: `ignore = ["W32"]` where `W302` is meant.',
    ),
    Rule(
        "E206",
        "The record of a reading does not exist.",
        "Its `record` must be the kind and id of a record of the same event, or event, kind and "
        "id. A record of an event that is not open is not looked for. Example: `record = "
        '"speakers/wang"` where it is `speakers/wang-yong`.',
    ),
    Rule(
        "E207",
        "The source of a reading does not exist.",
        "A reading is what one source prints. Correct the id, or describe the publication in "
        '`sources`. Example: `source = "gia"` where it is `gia-ce`.',
    ),
    Rule(
        "E208",
        "The record of a reading has no such field.",
        "Its `field` must be one that the record's kind has. Example: `field = "
        '"title"` on a speaker, whose capacities are `roles`.',
    ),
    Rule(
        "E209",
        "`same_as` names no other record of the same kind.",
        "It must be the event, kind and id of the same one in another event. A record of an event "
        'that is not open is not looked for. Example: `same_as = ["summit-2024/delegations/wang"]` '
        "on a speaker.",
    ),
    Rule(
        "W210",
        "The remark has one statement only.",
        "`remark` says that several statements are the same remark as different sources have it. "
        'Give the others the same id, or leave it out. Example: `remark = "on-trade"` on one '
        'statement, `remark = "trade"` on the other.',
    ),
    Rule(
        "E211",
        "The statements of one remark are by different speakers.",
        "What two people said are two remarks. Correct `speaker`, or give each a remark of its "
        'own. Example: `remark = "on-trade"` on a statement by the minister and on one by her '
        "spokesman.",
    ),
)


_MOST: Final = 20_000
"""Among so many ids of an event the nearest is looked for."""
_COMPARED: Final = 20
"""So many ids that share most of these pairs with the wrong one are compared with it."""
_RAREST: Final = 8
"""So many pairs of neighbouring characters, the rarest of an id, lead to those like it."""
_REFERRING: Final[tuple[Kind, ...]] = ("quotes", "sessions", "speakers", "delegations", "event")
"""Kinds that refer to sources, those first that do most."""


class References:
    """The references of an archive's records."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._events = {event.id for event in archive.info().events}
        self._nearest = lru_cache(maxsize=1_024)(self._find_nearest)
        self._pairs = lru_cache(maxsize=len(KINDS))(self._index_pairs)

    def broken(self, entry: Entry) -> Iterator[Violation]:
        """Yield each reference to a record that does not exist, once."""
        for kind, id in dict.fromkeys(references(entry.record)):
            if entry.link(kind, id) is None:
                is_basis = entry.address.kind == "quotes" and kind == "sources"
                near = self._nearest(entry.address.event, kind, id)
                hint = f"did you mean ‘{near}’?" if near else "correct the id, or add the record"
                message = f"there is no {SINGULAR[kind]} ‘{id}’; {hint}"
                yield Violation("E202" if is_basis else "E201", message)

    def unlike(self, entry: Entry) -> Iterator[Violation]:
        """Yield each `same_as` that names no other record of the same kind."""
        record = entry.record
        for address in record.same_as if isinstance(record, Speaker | Delegation) else ():
            *event, kind, id = address.split("/")
            there = Address(event[0] if event else entry.address.event, entry.address.kind, id)
            if kind != there.kind:
                yield Violation("E209", f"‘{address}’ is no record of {there.kind}", "same_as")
            elif there == entry.address:
                yield Violation("E209", f"‘{address}’ is this record itself", "same_as")
            elif there.event in self._events and self._archive.get(there) is None:
                message = f"there is no record ‘{address}’; correct the address"
                yield Violation("E209", message, "same_as")

    def idle(self, entry: Entry) -> Iterator[Violation]:
        """Yield a source that no record of its event refers to."""
        if entry.address.kind != "sources":
            return
        node = RefersTo(entry.address)
        if not any(self._archive.search(Search(node, kind), limit=1).hits for kind in _REFERRING):
            yield Violation("W203", "nothing rests on this source; name it where it was used")

    def _find_nearest(self, event: str, kind: Kind, id: str) -> str | None:
        """Return the id most like `id`, or None where none is like it.

        To compare two ids is slow: it is done with those that share its rarest characters.
        """
        pairs = self._pairs(event, kind)
        alike = [pairs[pair] for pair in _pairs_of(id) if pair in pairs]
        shared: Counter[str] = Counter()
        for ids in sorted(alike, key=len)[:_RAREST]:
            shared.update(ids)
        likely = [one for one, _ in shared.most_common(_COMPARED)]
        return next(iter(get_close_matches(id, likely, 1)), None)

    def _index_pairs(self, event: str, kind: Kind) -> dict[str, list[str]]:
        pairs: dict[str, list[str]] = {}
        of_event = iterate_hits(self._archive, Search(Facet("event", event), kind))
        for entry in islice(of_event, _MOST):
            for pair in _pairs_of(entry.address.id):
                pairs.setdefault(pair, []).append(entry.address.id)
        return pairs


def _pairs_of(id: str) -> set[str]:
    padded = f" {id[:100]} "
    return {padded[place : place + 2] for place in range(len(padded) - 1)}
