"""What is wrong with a coverage file, said so that its author can mend it."""

from typing import NamedTuple


class Problem(NamedTuple):
    """One thing wrong in one place; `str()` gives `file:line: code: message`."""

    path: str
    """The file, as it was named by the user or found below a folder they named."""
    line: int
    """The line counted from 1, or 0 where the whole file or folder is meant."""
    where: str
    """The record and field, such as `quotes[3].mode`; empty where no record is meant."""
    code: str
    """A stable code: `E` and three digits for what is wrong, `W` for what is doubtful."""
    message: str
    """A sentence that says what is wrong and, where it is known, what to do."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        where = f"{self.where}: " if self.where else ""
        return f"{place}: {self.code}: {where}{self.message}"
