"""How long it takes to find many excerpts in many articles, beside plain `str.find`.

Half the articles have broken lines, and all have curly quotation marks and dashes; the excerpts
have none of them, so that plain finding misses what it should.
"""

from __future__ import annotations

import time
from random import Random
from typing import Final

from summit_tui.evidence.locate import SourceText, Status
from summit_tui.model.fields import Excerpt
from tests.bench.machine import Meanwhile, circumstances
from tests.bench.table import Row, markdown
from tests.bench.words import chinese, english

ARTICLES: Final = 1_000
EXCERPTS: Final = 20_000
LENGTH: Final = 5_000
"""Characters in an article."""
_SENTENCE: Final = 125
_MOST: Final = 5.0
"""Seconds of one core that preparing and finding may take."""


def material(seed: int = 0) -> tuple[list[str], list[tuple[int, Excerpt]]]:
    """Return the articles, one in three Chinese, and excerpts with their article's number."""
    random = Random(f"{seed}/evidence")
    prose = english(seed), english(seed), chinese(seed)
    texts: list[str] = []
    asked: list[tuple[int, Excerpt]] = []
    for number in range(ARTICLES):
        joint = "" if number % 3 == 2 else " "
        lengths = [_SENTENCE] * (LENGTH // _SENTENCE)
        sentences = list(prose[number % 3].texts(random, lengths))
        for sentence in random.sample(sentences, EXCERPTS // ARTICLES):
            words = sentence.split() if joint else list(sentence)
            start = random.randrange(len(words) // 2)
            exact = joint.join(words[start : start + random.randint(8, 60)])
            asked.append((number, Excerpt(exact=f'"{exact}')))
            begun = joint.join([*words[:start], f"“{joint.join(words[start:])}”"])
            sentences[sentences.index(sentence)] = begun + " — "
        texts.append(_broken(joint.join(sentences), joint, random.random() < 0.5))
    random.shuffle(asked)
    return texts, asked


def _broken(text: str, joint: str, broken: bool) -> str:
    """Return `text` on one line, or broken in the manner of its script."""
    if not broken:
        return text
    if not joint:
        return "\n".join(text[at : at + 40] for at in range(0, len(text), 40))
    words = text.split(" ")
    return "\n".join(" ".join(words[at : at + 12]) for at in range(0, len(words), 12))


def measure(seed: int = 0) -> dict[str, float]:
    """Time preparing and asking in seconds of one core, and the floor; print both as a row."""
    texts, asked = material(seed)
    meanwhile = Meanwhile()
    began = time.process_time()
    prepared = [SourceText(text) for text in texts]
    ready = time.process_time()
    outcomes = [prepared[number].find(excerpt).status for number, excerpt in asked]
    done = time.process_time()
    plain = [texts[number].find(excerpt.exact) for number, excerpt in asked]
    floor = time.process_time() - done
    label = (
        f"{EXCERPTS:,} excerpts in {ARTICLES:,} articles (preparing {ready - began:.2f} s; "
        f"missing {outcomes.count(Status.MISSING):,}, by `str.find` {plain.count(-1):,})"
    )
    row = Row(label, done - began, "s", "`str.find` of the same", floor, most=_MOST)
    print(markdown([row]))
    print(f"\n{circumstances(meanwhile)}")
    return {"prepare": ready - began, "find": done - ready, "floor": floor}


if __name__ == "__main__":
    measure()
