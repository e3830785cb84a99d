"""The codes of the problems that end a record's way into the archive, each with its meaning."""

from collections.abc import Mapping
from typing import Final

CODES: Final[Mapping[str, str]] = {
    "E001": "The file or folder cannot be read.",
    "E002": "The text is not UTF-8.",
    "E003": "The text is not valid TOML or JSON.",
    "E004": "Something is nested too deeply, or is too large, to be read.",
    "E005": "The table's name is not that of a kind of record.",
    "E006": "A key occurs twice in the same table.",
    "E007": "The file's top level has the wrong shape.",
    "E008": "The link leads out of the folder that was opened.",
    "E101": "A required field is missing.",
    "E102": "The record has no such field.",
    "E103": "The value is of the wrong type.",
    "E104": "The value is not one that the field can have.",
    "E105": "The id breaks the rule for ids.",
    "E106": "The id is used twice within one event and kind.",
    "E107": "The record belongs to no event.",
    "E108": "The folder has more than one event.",
}
"""What each code means; codes are stable and never reused."""
