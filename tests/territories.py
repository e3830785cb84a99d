"""Makes the tables of names of countries anew: `python -m tests.territories FILE`.

The Chinese names are those of Unicode CLDR for the Mainland, Hong Kong and Taiwan, as babel has
them, those of the United Nations in FILE, the table of https://github.com/datasets/country-codes,
and the shorter ones of newspapers below; the English ones those of CLDR, ISO 3166-1 and FILE.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from babel import Locale
from iso3166 import countries_by_alpha2

import summit_tui
from summit_tui.archive.analysis.normalize import normalize

FOLDER: Final = Path(summit_tui.__file__).parent / "archive"
REGIONS: Final = ("zh_Hans", "zh_Hant_HK", "zh_Hant")
"""The Mainland, Hong Kong and Taiwan."""
SHORT: Final = {
    "AE": "阿联酋",
    "BA": "波黑",
    "BN": "汶莱",
    "CD": "刚果民主共和国",
    "CG": "刚果共和国",
    "GB": "联合王国",
    "HK": "香港 香港特区 香港特别行政区 中国香港",
    "ID": "印尼",
    "KR": "大韩民国",
    "ME": "黑山共和国",
    "MO": "澳门 澳门特区 澳门特别行政区 中国澳门",
    "NZ": "新西兰",
    "PG": "巴新",
    "PS": "巴勒斯坦 巴勒斯坦国",
    "RU": "俄国",
    "SA": "沙特",
    "SZ": "史瓦济兰",
    "TR": "土耳其",
    "US": "美利坚",
}
"""Names that neither table has, in simplified characters."""
AMBIGUOUS: Final = ("獅子山", "喬治亞", "查德")
"""Names of Taiwan for a country that are a hill, a state and a person elsewhere."""
SHORTEST: Final = 3
"""Characters of a name that is a term of a region, unless it is part of no other name."""


def territory_names(table: Path) -> dict[str, list[str]]:
    """Return the names of each country by its code (ISO 3166-1 alpha-2), distinct once normalized.

    Those of the three regions come first, in the order of `REGIONS`.
    """
    with table.open(encoding="utf-8", newline="") as file:
        rows = {row["ISO3166-1-Alpha-2"]: row for row in csv.DictReader(file)}
    by_region = [Locale.parse(tag).territories for tag in REGIONS]
    names = {}
    for code in sorted(countries_by_alpha2):
        row: Mapping[str, str] = rows.get(code, {})
        united_nations = [
            row.get(field, "") for field in ("official_name_cn", "UNTERM Chinese Short")
        ]
        known = [region.get(code, "") for region in by_region] + SHORT.get(code, "").split()
        known += [name.split("（")[0].split("(")[0].rstrip("*") for name in united_nations]
        distinct: dict[str, str] = {}
        for name in filter(None, map(str.strip, known)):
            distinct.setdefault(normalize(name), name)
        names[code] = list(distinct.values())
    return names


def english_names(table: Path) -> dict[str, list[str]]:
    """Return the English names of each country by its code, distinct once normalized."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = {row["ISO3166-1-Alpha-2"]: row for row in csv.DictReader(file)}
    names = {}
    for code in sorted(countries_by_alpha2):
        row: Mapping[str, str] = rows.get(code, {})
        known = [Locale("en").territories.get(code, ""), countries_by_alpha2[code].name]
        known += [row.get(field, "") for field in ("UNTERM English Short", "CLDR display name")]
        distinct: dict[str, str] = {}
        for name in known:
            name = name.removesuffix(" (the)").rstrip("*").strip()
            if name:
                distinct.setdefault(normalize(name), name)
        names[code] = list(distinct.values())
    return names


def regional_names(names: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield the names of a country that regions have for it, where they differ.

    Left out are those of `AMBIGUOUS`, short ones that are a part of another country's name, as 尼日
    is of 尼日利亞, and those that another of the same country begins with, as 哈薩克, which is also
    a people.
    """
    by_region = [Locale.parse(tag).territories for tag in REGIONS]
    for code, known in names.items():
        forms = {_words(region.get(code, "")): region.get(code, "") for region in by_region}
        others = [_words(name) for other, each in names.items() if other != code for name in each]
        kept = [
            form
            for words, form in forms.items()
            if form.isalpha()
            and form not in AMBIGUOUS
            and (len(form) >= SHORTEST or not any(words in other for other in others))
            and not any(words != other and other.startswith(words) for other in forms)
        ]
        if len(kept) > 1 and known:
            yield kept


def _words(name: str) -> str:
    return normalize(name).replace(" ", "")


def main() -> None:
    """Write both tables."""
    names = territory_names(Path(sys.argv[1]))
    english = english_names(Path(sys.argv[1]))
    lines = "".join(
        f"{code}\t{';'.join(english[code])}\t{';'.join(known)}\n" for code, known in names.items()
    )
    (FOLDER / "query" / "countries.txt").write_text(lines, encoding="utf-8")
    lines = "".join(f"{' '.join(terms)}\n" for terms in regional_names(names))
    (FOLDER / "analysis" / "regional_countries.txt").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
