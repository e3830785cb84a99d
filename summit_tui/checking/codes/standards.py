"""Codes for values that are not in the standard they follow."""

from typing import Final

from summit_tui.checking.codes.check import Check

STANDARDS: Final = (
    Check(
        "E601",
        "The language tag is not in the registry.",
        "Every part must stand in IANA's registry of language subtags (BCP 47), the language by "
        "its shortest code. Example: `cn` or `chi` where `zh` is meant.",
    ),
    Check(
        "E602",
        "The country code is not in ISO 3166-1.",
        "Write the two letters of the standard. Example: `UK` where `GB` is meant.",
    ),
    Check(
        "E603",
        "The region is not one that the United Nations name.",
        "Write its English name in the standard M49, or leave it out. Example: `East Asia` where "
        "`Eastern Asia` is meant.",
    ),
)
