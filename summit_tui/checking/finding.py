"""What a check says of one record, before it is known where that record stands."""

from typing import NamedTuple


class Finding(NamedTuple):
    """One thing that is wrong or doubtful with a record."""

    code: str
    """One of `CODES`."""
    message: str
    """A sentence that says what is wrong and what to do."""
    field: str = ""
    """The field it is about; empty for the record as a whole."""
