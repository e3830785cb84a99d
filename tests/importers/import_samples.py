"""A programme as a table, and how a table is written."""

import csv
import io

SESSIONS = [
    ["id", "title", "date", "start", "place", "speakers"],
    ["s-open", "Opening", "2030-05-01", "09:00", "Hall", "Lin Mei"],
    ["s-cable", "On cables", "2030-05-01", "11:00", "Hall", "Lin Mei; Ada Okoro"],
    ["s-ports", "On ports", "2030-05-02", "09:30", "Annex", "Ada Okoro"],
]
"""A programme, the names of its columns first."""


def as_csv(rows, delimiter=","):
    """Return rows as CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()
