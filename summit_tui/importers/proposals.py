"""Passages that may be statements, kept in a folder until a person has said whose they are.

They are no records: they lie in a hidden folder, which no reader of coverage looks into, so that
none ever stands in a pane, a count, a search or an export.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from summit_tui.importers.importer import Proposal


def render_proposals(proposals: Iterable[Proposal], source: str) -> bytes:
    """Return proposals as JSON Lines, without what is empty; `source` is the id of the file's own.

    Each says what it stands in, for the same words may stand in another source, said by others.
    """
    lines = (
        json.dumps(dict(_values(proposal, source)), ensure_ascii=False) + "\n"
        for proposal in proposals
    )
    return "".join(lines).encode("utf-8", "replace")


def _values(proposal: Proposal, source: str) -> Iterator[tuple[str, Any]]:
    """Yield the values of a proposal that are not empty; `Any`: they differ in type."""
    excerpt = {
        "exact": proposal.exact,
        "prefix": proposal.prefix,
        "suffix": proposal.suffix,
    }
    values = {
        "key": proposal.key,
        "source": proposal.source or source,
        "excerpt": {name: text for name, text in excerpt.items() if text},
        **proposal.fields,
        "note": proposal.note,
    }
    yield from ((name, value) for name, value in values.items() if value)
