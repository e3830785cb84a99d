"""One thing that `check` can find, with its code."""

from dataclasses import dataclass
from textwrap import fill
from typing import Literal, NamedTuple


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong or doubtful."""

    code: str
    """`E` and three digits for what is wrong, `W` for what is doubtful; never reused."""
    title: str
    """What it means, in one sentence."""
    explanation: str = ""
    """Why it matters and what to do, with an example; empty where the title says it all."""

    @property
    def severity(self) -> Literal["error", "warning"]:
        """Whether it is wrong or doubtful."""
        return "error" if self.code.startswith("E") else "warning"

    def __str__(self) -> str:
        explanation = (
            f"\n\n{fill(self.explanation, 80, break_on_hyphens=False)}" if self.explanation else ""
        )
        return f"{self.code} ({self.severity}): {self.title}{explanation}"


class Violation(NamedTuple):
    """One thing that is wrong or doubtful with a record."""

    code: str
    """One of `CODES`."""
    message: str
    """A sentence that says what is wrong and what to do."""
    field: str = ""
    """The field it is about; empty for the record as a whole."""
