"""Codes for days and times that do not go together."""

from typing import Final

from summit_tui.checking.codes.check import Check

DATES: Final = (
    Check(
        "W501",
        "The date lies outside the event.",
        "Right for a press conference before it or an interview after it: silence the check on "
        'that record. Else correct the date. Example: `date = "2024-04-14"` where the event '
        "began on 2025-04-14.",
    ),
    Check(
        "E502",
        "The session ends before it begins.",
        "Correct `start` or `end`; mind their zones. Example: from 10:00+08:00 to 03:00+01:00 is "
        "no time at all, to 01:00+00:00 is an hour too early.",
    ),
    Check(
        "E503",
        "The event ends before it begins.",
        'Correct `start` or `end`. Example: `start = "2025-04-15"`, `end = "2025-04-14"`.',
    ),
    Check(
        "E504",
        "The role ends before it begins.",
        'Correct `from` or `to`. Example: `from = "2024-05"`, `to = "2023"`.',
    ),
    Check(
        "W505",
        "The statements of one remark were made on different days.",
        "Then they are two remarks. Correct `date` or `session`, or give each a remark of its own. "
        "The day is that of the statement or its session, not that of publication; `2025-04` and "
        '`2025-04-14` do not differ. Example: `date = "2025-04-14"` on one and `date = '
        '"2025-04-15"` on the other.',
    ),
)
