"""Random input for everything that reads what a stranger may send.

Every input has a number; the same number is the same input on every machine.
"""

import traceback
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.fuzz.targets import TARGETS

Check = Callable[[Random], None]
"""Makes one input from a source of random numbers and raises where it is not handled well."""


@dataclass
class Outcome:
    """What came of the inputs of one target."""

    inputs: int = 0
    failures: dict[int, str] = field(default_factory=dict)
    """The numbers of the inputs that failed, each with its traceback; the first hundred."""


MOST_FAILURES = 100


def run(name: str, numbers: range, folder: Path) -> Outcome:
    """Give a target its inputs of these numbers; `folder` is empty and for its files."""
    outcome = Outcome()
    with ExitStack() as stack:
        check = stack.enter_context(TARGETS[name].opened(folder))
        for number in numbers:
            outcome.inputs += 1
            try:
                check(Random(f"{name} {number}"))
            except Exception:  # noqa: BLE001 - whatever it is, it is kept with its number
                outcome.failures[number] = traceback.format_exc()
                if len(outcome.failures) >= MOST_FAILURES:
                    break
    return outcome


def shares(inputs: int) -> dict[str, int]:
    """Return how many of some inputs each target gets; the slow ones get few."""
    whole = sum(target.share for target in TARGETS.values())
    return {name: max(1, inputs * target.share // whole) for name, target in TARGETS.items()}
