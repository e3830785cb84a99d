"""How good proposals are: `python -m tests.bench.proposing [TEXTS]`, from the checkout.

The passages of `statement_labels.jsonl` were read by a person, who noted of each who says it: all
sentences of newspapers' texts and a sample of the paragraphs of transcripts, of files that the
rules were not made with. A file is one of these where the first byte of the SHA-256 of its name
is 128 or more. The newspapers' texts are in the folder TEXTS, or are left out.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from summit_tui.attribution.speech import SpeechText
from summit_tui.paths import bundled_coverage
from summit_tui.proposals.engine import proposed_passages
from summit_tui.proposals.passage import ProposedPassage

LABELS: Final = Path(__file__).with_name("statement_labels.jsonl")
OUTCOMES: Final = ("right", "wrong", "nobody", "no statement")
"""The speaker is the one whom a person read, another, or left out; or nothing is said there."""


@dataclass(frozen=True, slots=True)
class Label:
    """A passage as a person read it."""

    start: int
    end: int
    speakers: Sequence[str] | None
    """Whom the text names as the speaker, in any of these words; None where nothing is said."""

    def outcome(self, passage: ProposedPassage) -> str:
        """Return what became of a passage that is proposed here."""
        if self.speakers is None:
            return "no statement"
        speaker = passage.speaker.casefold()
        if not speaker:
            return "nobody"
        names = [name.casefold() for name in self.speakers if name]
        is_right = any(speaker.endswith(name) or speaker in name for name in names)
        return "right" if is_right else "wrong"


def labelled_texts(texts: Path | None) -> Iterator[tuple[str, str, list[Label]]]:
    """Yield the name, the words and the labels of each text that is here, and is as it was."""
    folders = [bundled_coverage("us-summit-remarks"), *([texts] if texts else [])]
    for line in LABELS.read_text("utf-8").splitlines():
        labelled = json.loads(line)
        for path in (path for folder in folders for path in folder.rglob(labelled["text"])):
            data = path.read_bytes()
            if sha256(data).hexdigest() == labelled["sha256"]:
                labels = [Label(*values) for values in labelled["passages"]]
                yield path.name, data.decode(), labels


def outcomes(texts: Path | None) -> tuple[Counter[tuple[str, bool, str]], int, int]:
    """Return outcomes by rule and sureness, the statements, and those that were proposed."""
    counts: Counter[tuple[str, bool, str]] = Counter()
    statements = proposed = 0
    for _, text, labels in labelled_texts(texts):
        passages = proposed_passages(SpeechText(text))
        for passage in passages:
            label = max(labels, key=lambda each: _common(passage, each))
            if _common(passage, label) > 0:
                counts[passage.rule, passage.is_sure, label.outcome(passage)] += 1
        said = [label for label in labels if label.speakers is not None]
        statements += len(said)
        proposed += sum(any(_common(each, label) > 0 for each in passages) for label in said)
    return counts, statements, proposed


def _common(passage: ProposedPassage, label: Label) -> int:
    return min(passage.end, label.end) - max(passage.start, label.start)


def main() -> None:
    """Print the confusion table of each rule, and precision and recall."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.bench.proposing")
    parser.add_argument("texts", nargs="?", type=Path, help="a folder with newspapers' texts")
    counts, statements, proposed = outcomes(parser.parse_args().texts)
    print(f"| rule | sure | {' | '.join(OUTCOMES)} |\n|---|---|{'---:|' * len(OUTCOMES)}")
    for rule, sure in sorted({key[:2] for key in counts}):
        cells = (str(counts[rule, sure, outcome]) for outcome in OUTCOMES)
        print(f"| {rule} | {'yes' if sure else 'no'} | {' | '.join(cells)} |")
    for name, kept in (("sure", {True}), ("all", {True, False})):
        own = [(key[2], number) for key, number in counts.items() if key[1] in kept]
        count = sum(number for _, number in own)
        right = sum(number for outcome, number in own if outcome == "right")
        is_said = sum(number for outcome, number in own if outcome != "no statement")
        print(f"\n{name}: {count} proposals, {is_said} of statements, {right} of the right speaker")
    print(f"\n{statements} statements were labelled, {proposed} of them were proposed")


if __name__ == "__main__":
    main()
