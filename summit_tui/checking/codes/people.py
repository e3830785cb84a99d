"""Codes for who a speaker is and in which capacity they spoke."""

from typing import Final

from summit_tui.checking.codes.check import Check

PEOPLE: Final = (
    Check(
        "W401",
        "Two speakers of one event have the same name.",
        "They may be one. Case, accents and the script of Chinese make no difference, and every "
        "name and alias counts. Keep one record; where they are two people, silence the check on "
        "one of them. Example: 莊榮文 beside 庄荣文.",
    ),
    Check(
        "W402",
        "The attribution names another speaker.",
        "The words by which the source attributes the statement hold the name of another person "
        "on record and no part of this speaker's. Correct `speaker`, or add the spelling that the "
        'source prints to `aliases`. Example: `attribution = "Zhuang Rongwen noted"` on a '
        "statement by Ren Xianliang.",
    ),
    Check(
        "W403",
        "The capacity was not held on that day.",
        "The speaker's role of that title has dates that exclude the day of the statement or its "
        "session. Correct `role`, `date`, or `from` and `to` of the role. Example: `role = "
        '"Chairman"` on 2025-04-14 where the role has `to = "2024"`.',
    ),
    Check(
        "W404",
        "Two speakers of different events have the same name.",
        "They may be one, and nothing is taken for granted from a name. If they are, say so with "
        "`same_as` on one of them; if not, silence the check on one of them. Case, accents and the "
        "script of Chinese make no difference, and every name and alias counts. Example: `same_as "
        '= ["summit-2024/speakers/zhuang-rongwen"]`.',
    ),
    Check(
        "W405",
        "The speaker could be two people.",
        "Sources of one language print names for them of which none holds the words of the other, "
        "whatever their order. Make two records of them, add the longer name that holds both, or "
        "silence the check where it is one. Example: “Anna Diaz” beside “Diaz Moreno”.",
    ),
)
