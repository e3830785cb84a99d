"""Random queries of every sort, in the words of a coverage's own records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, Final

from summit_tui.model.kinds import Kind
from tests.bench.scanning import LargeScan
from tests.bench.words import TRADITIONAL

_FIXED: Final = (
    "kind:quote|kind:sources|mode:direct|mode:p*|language:zh|language:zh-hant|language:en|"
    "has:quotes|has:readings|has:remark|sources:2|sources:>1|sources:0|remark:r1|remark:r*|"
    "region:asia|region:eu*|country:cn|country:china|date:2020|date:2019-03|date:>=2025|"
    "date:2016..2018|date:<2015-06|topic:new|printed|role:printed"
)
_NAMED: Final[tuple[tuple[str, Kind], ...]] = (
    ("speaker", "speakers"),
    ("delegation", "delegations"),
    ("session", "sessions"),
    ("event", "event"),
)


def questions(scan: LargeScan, number: int, seed: int) -> Iterator[tuple[str, bool]]:
    """Yield queries, each with whether its last word is still being typed."""
    inventor = _Inventor(scan, Random(f"{seed}/questions"))
    for _ in range(number):
        yield inventor.query(), inventor.random.random() < 0.5


class _Inventor:
    """Asks for what stands in random records."""

    def __init__(self, scan: LargeScan, random: Random) -> None:
        self.random = random
        self._rows: Mapping[Kind, list[Mapping[str, Any]]] = {}
        for _, kind, row in scan.records:
            self._rows.setdefault(kind, []).append(row)

    def query(self) -> str:
        """Return one to three parts, joined and negated as queries are."""
        random = self.random
        parts = [self._part() for _ in range(random.choice((1, 1, 1, 2, 2, 3)))]
        if len(parts) == 3 and random.random() < 0.4:
            return f"({parts[0]} OR {parts[1]}) {parts[2]}"
        parts = [
            f"-{part}" if number and random.random() < 0.2 else part
            for number, part in enumerate(parts)
        ]
        return random.choice((" ", " ", " OR ")).join(parts)

    def _part(self) -> str:
        random = self.random
        roll = random.random()
        if roll < 0.2:
            return random.choice(_FIXED.split("|"))
        if roll < 0.4:
            return self._field()
        row = random.choice(self._rows["quotes"])
        if row["language"].startswith("zh"):
            return self._han(row["text"])
        words = row["text"].lower().strip(".").replace(",", "").split()
        if roll < 0.55:
            start = random.randrange(len(words))
            return f'"{" ".join(words[start : start + random.randint(1, 3)])}"'
        word = random.choice(words)
        return word[: random.randint(1, len(word))] + "*" if roll < 0.7 else word

    def _han(self, text: str) -> str:
        """Return a run of Han characters, in either script."""
        kept = "".join(character for character in text if character.isalpha())
        start, length = self.random.randrange(len(kept)), self.random.choice((1, 2, 2, 3, 4))
        run = kept[start : start + length]
        return run.translate(TRADITIONAL) if self.random.random() < 0.3 else run

    def _field(self) -> str:
        random = self.random
        field, kind = random.choice((*_NAMED, ("topic", "sessions"), ("publisher", "sources")))
        row = random.choice(self._rows[kind])
        if field == "publisher":
            value = row["publisher"]
        elif field == "topic":
            value = random.choice(row["topics"])
        else:
            named = (row["id"], row.get("name", row.get("title")), *row.get("names", {}).values())
            value = random.choice(named)
        words = value.lower().split()
        value = random.choice((value, words[0], words[-1]))
        bare = random.random() < 0.2 and field == "speaker"
        quoted = f'"{value}"' if not value.isalnum() else value
        return quoted if bare else f"{field}:{quoted}"
