"""How many faults of drafts are named, missed and seen where there are none, kind by kind.

`SUMMIT_DRAFTS=FOLDER python -m tests.bench.verifying COVERAGE`: the folder holds drafts and
`expected.json`, which says what is in each; COVERAGE is what they were made from.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.verify.draft_files import read_draft
from summit_tui.verify.judge import Judge
from summit_tui.verify.verdicts import Judgement

_MISSED: Final = "missed"
_ALARM: Final = "called wrong"


def letters(text: str) -> str:
    """Return the letters and digits of a text, by which quotations are told apart."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def about(judgements: Sequence[Judgement], known: Mapping[str, Any]) -> list[Judgement]:
    """Return the judgements on a quotation that is known, or on one of its pieces."""
    pieces = [letters(part) for part in (known["quotation"], *known["pieces"])]
    return [
        judgement
        for judgement in judgements
        if any(
            part in (own := letters(judgement.quotation.text)) or own in pieces[0]
            for part in pieces
        )
    ]


def outcomes(
    judgements: Sequence[Judgement], draft: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Yield the kind of each known quotation of a draft and what was said of it."""
    for known in draft["wrong"]:
        said = [judgement.verdict.value for judgement in about(judgements, known)]
        named = [verdict for verdict in known["verdicts"] if verdict in said]
        yield known["kind"], named[0] if named else f"{_MISSED}: {', '.join(said) or 'not seen'}"
    for known in draft["right"]:
        own = about(judgements, known)
        wrong = [judgement.verdict.value for judgement in own if judgement.is_wrong]
        yield "right", f"{_ALARM}: {wrong[0]}" if wrong else "exact" if own else "not seen"
    for term in draft["terms"]:
        own = [
            judgement
            for judgement in judgements
            if letters(judgement.quotation.text) == letters(term)
        ]
        yield "term", _ALARM if any(judgement.is_wrong for judgement in own) else "term"


def main() -> None:
    """Judge every draft of the folder and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.bench.verifying")
    parser.add_argument("coverage", type=Path, nargs="+", help="what the drafts were made from")
    folder = os.environ.get("SUMMIT_DRAFTS")
    if folder is None:
        parser.error("SUMMIT_DRAFTS names no folder of drafts")
    archive = open_archive(parser.parse_args().coverage, cache=None)
    drafts = json.loads(Path(folder, "expected.json").read_text("utf-8"))["drafts"]
    table: dict[str, Counter[str]] = defaultdict(Counter)
    judge, start = Judge(archive), time.perf_counter()
    for draft in drafts:
        for kind, outcome in outcomes(
            judge.judgements(read_draft(Path(folder, draft["file"]))), draft
        ):
            table[kind][outcome] += 1
    seconds = time.perf_counter() - start
    for kind, counts in table.items():
        said = ", ".join(f"{outcome} {count}" for outcome, count in counts.most_common())
        print(f"{kind:<18}{counts.total():>6}  {said}")
    print(f"{len(drafts)} drafts in {seconds:.1f} s")


if __name__ == "__main__":
    main()
