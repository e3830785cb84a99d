"""What is wrong with a coverage file, in words by which its author can correct it."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from summit_tui.i18n import Sentence


class FieldEdit(NamedTuple):
    """A change of one field of a record that mends a problem."""

    field: str
    """The field, with a dot before a key inside it: `text`, `excerpt.exact`."""
    value: str
    """What it should hold, whole."""


class Problem(NamedTuple):
    """What is wrong at one place of a file; `str()` gives `file:line: code: message`."""

    path: str
    """The file, as it was named by the user or found below a folder they named."""
    line: int
    """The line counted from 1, or 0 where the whole file or folder is meant."""
    where: str
    """The record and field, such as `quotes[3].mode`; empty where no record is meant."""
    code: str
    """A stable code: `E` and three digits for what is wrong, `W` for what is doubtful."""
    sentence: Sentence | str
    """What is wrong and, where it is known, what to do; of a problem that is kept, a `Sentence`."""
    edit: FieldEdit | None = None
    """The change that mends it, where exactly one is sure to."""

    @property
    def message(self) -> str:
        """The sentence in the language of the interface."""
        return str(self.sentence)

    def __str__(self) -> str:
        position = f"{self.path}:{self.line}" if self.line else self.path
        where = f"{self.where}: " if self.where else ""
        return f"{position}: {self.code}: {where}{self.message}"


CODES: Final[Mapping[str, str]] = {
    "E001": "The file or folder cannot be read.",
    "E002": "The text is not UTF-8.",
    "E003": "The text is not valid TOML or JSON.",
    "E004": "Something is nested too deeply, or is too large, to be read.",
    "E005": "The table's name is not that of a kind of record.",
    "E006": "A key occurs twice in the same table.",
    "E007": "The file's top level has the wrong shape.",
    "E008": "The link leads out of the folder that was opened.",
    "E009": "The file has more problems than are listed.",
    "E101": "A required field is missing.",
    "E102": "The record has no such field.",
    "E103": "The value is of the wrong type.",
    "E104": "The value is not one that the field can have.",
    "E105": "The id breaks the rule for ids.",
    "E106": "The id is used twice within one event and kind.",
    "E107": "The record belongs to no event.",
    "E108": "The folder has more than one event.",
    "E109": "The event is in several of the places that were opened.",
}
"""What each code means; codes are stable and never reused."""
