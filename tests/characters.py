"""Makes the tables of Chinese characters anew: `python -m tests.characters FOLDER`.

The folder is `data/dictionary` of a checkout of Open Chinese Convert
(https://github.com/BYVoid/OpenCC, Apache-2.0). Each table has characters on one line and what they
become on the next, both in the order of code points.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import summit_tui

TABLES: Final = Path(summit_tui.__file__).parent / "archive" / "analysis"
"""Where the tables stand."""


def lines_of(dictionary: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield each key of a dictionary of Open Chinese Convert with its values."""
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        key, tab, values = line.partition("\t")
        if tab and not line.startswith("#"):
            yield key, values.split()


def simplified_table(folder: Path) -> dict[str, str]:
    """Return the Simplified character for each Traditional one.

    It is the first value of each line; a value that is a key goes on to its own value (薴 to 苧 to
    苎); lines whose value is the key itself are left out.
    """
    first = {key: values[0] for key, values in lines_of(folder / "TSCharacters.txt")}
    return {key: end for key in first if (end := _end(first, key)) != key}


def variant_table(folder: Path, simplified: Mapping[str, str]) -> dict[str, str]:
    """Return the character for each form of Hong Kong, Taiwan and Japan not simplified to it.

    Key and values of a line are forms of one character: the simplified values become the
    simplified key, or the other way round where the value is what a third one is simplified to. Of
    the forms of Japan and the older ones beside them, those are left alone that are Chinese
    characters of their own, such as 芸.
    """
    targets = frozenset(simplified.values())
    table: dict[str, str] = {}
    for name in ("HKVariants.txt", "TWVariants.txt"):
        for key, values in lines_of(folder / name):
            for value in values:
                form, other = simplified.get(value, value), simplified.get(key, key)
                if form in targets and other not in targets:
                    form, other = other, form
                if form != other:
                    table[form] = other
    for key, values in lines_of(folder / "JPShinjitaiCharacters.txt"):
        chinese = next(filter(_is_chinese, (key, *values)), None)
        for form in (key, *values):
            if chinese and not _is_chinese(form) and form not in simplified:
                table.setdefault(form, simplified.get(chinese, chinese))
    return {form: _end(table, form) for form in table}


def _is_chinese(character: str) -> bool:
    """Say whether a character is in everyday use in Chinese: in the sets of either script."""
    for encoding in ("gb2312", "big5"):
        with suppress(UnicodeEncodeError):
            character.encode(encoding)
            return True
    return False


def _end(table: Mapping[str, str], character: str) -> str:
    """Return where a character comes to in the end."""
    while table.get(character, character) != character:
        character = table[character]
    return character


def text_of(table: Mapping[str, str]) -> str:
    """Return a table as its file has it."""
    return "".join(f"{''.join(line)}\n" for line in zip(*sorted(table.items()), strict=True))


def main() -> None:
    """Write both tables."""
    folder = Path(sys.argv[1])
    simplified = simplified_table(folder)
    variants = variant_table(folder, simplified)
    for name, table in (("traditional.txt", simplified), ("variants.txt", variants)):
        (TABLES / name).write_text(text_of(table), encoding="utf-8")


if __name__ == "__main__":
    main()
