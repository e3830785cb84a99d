"""JSON: one object; the names of its fields are stable.

`old` and `new` say what was compared; `counts` how many changes of each sort there are;
`unreadable` holds for `old` and `new` the problems that kept records from being compared;
`changes` a list of objects: `address`, `kind`, `what` (text, capacity, source, gone, new, other),
`label`, `said`, `unreadable` (why it may only seem gone or new, or null) and `fields`, each
`{name, what, old, new}` with the values as in the files, null where there was none.
"""

from collections.abc import Iterator, Mapping
from json import dumps
from typing import Any

from summit_tui.changes import WHATS, Change, what_of
from summit_tui.changes.listing import Changes
from summit_tui.controls import visible


def words(changes: Changes, names: tuple[str, str], _colour: bool) -> Iterator[str]:  # noqa: FBT001 - every form takes it
    """Yield the object, change by change."""
    old, new = map(visible, names)
    head = {
        "old": old,
        "new": new,
        "counts": {what: changes.counts.get(what, 0) for what in WHATS},
        "unreadable": dict(zip(("old", "new"), map(list, changes.unread), strict=True)),
    }
    yield dumps(head, ensure_ascii=False, indent=2)[:-2] + ',\n  "changes": ['
    gap = "\n"
    for change in changes:
        yield f"{gap}    {dumps(_told(change), ensure_ascii=False)}"
        gap = ",\n"
    yield "]\n}\n" if gap == "\n" else "\n  ]\n}\n"


def _told(change: Change) -> Mapping[str, Any]:
    kind = change.address.kind
    return {
        "address": str(change.address),
        "kind": kind,
        "what": change.what,
        "label": change.label,
        "said": change.said or None,
        "unreadable": change.unread or None,
        "fields": [
            {"name": one.name, "what": what_of(kind, one.name), "old": one.old, "new": one.new}
            for one in change.fields
        ],
    }
