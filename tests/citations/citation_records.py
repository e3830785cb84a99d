"""Sources for the tests of citations, read from TOML with the fields of records."""

import tomllib
from pathlib import Path

from summit_tui.citations.item import KINDS, Item, Name
from summit_tui.citations.names import is_family_first

PLAIN = set(Item.__dataclass_fields__) - {"type", "genre", "interviewers", "speech_by", "locator"}
SOURCES = Path(__file__).with_name("sources.toml")


def person(table, people):
    table = people.get(table, {}) if isinstance(table, str) else table
    family = table.get("family_name", "")
    return Name(
        family=family,
        given=table.get("given_name", ""),
        suffix=table.get("suffix", ""),
        literal="" if family else table.get("name", ""),
        handle=table.get("handle", ""),
        variants=table.get("names", {}),
        family_first=is_family_first(table.get("name", ""), family, table.get("given_name", "")),
    )


def item(source, people):
    type_, genre = KINDS.get(source["kind"], ("page", ""))
    locator = source.get("locator", {})
    label = next(iter(locator), "page")
    speech_by = source.get("speech_by", [])
    return Item(
        type=type_,
        genre=source.get("genre", genre),
        issued=source.get("published", ""),
        authors=tuple(person(name, people) for name in source.get("author", [])),
        interviewers=tuple(person(name, people) for name in source.get("interviewer", [])),
        speech_by=tuple(
            person(id, people) for id in ([speech_by] if isinstance(speech_by, str) else speech_by)
        ),
        syndicated_from=source.get("syndicated_from", {}).get("publisher", ""),
        locator=locator.get(label, ""),
        locator_label=label,
        **{field: source[field] for field in source.keys() & PLAIN - {"syndicated_from"}},
    )


def items(path=SOURCES):
    records = tomllib.loads(Path(path).read_text("utf-8"))
    people = {speaker["id"]: speaker for speaker in records["speakers"]}
    return {source["id"]: item(source, people) for source in records["sources"]}
