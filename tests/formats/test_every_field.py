"""Every field is validated, compared, and in each form but those that the manual excepts.

The exceptions are a table of the manual, and are held in both directions: what it excepts is not
there.
"""

import re
from pathlib import Path

import pytest
from format_records import RECORDS, entry_of

import summit_tui
from summit_tui.diff import changed_fields
from summit_tui.formats import FORMS, render
from summit_tui.model.field_table import choices_of, fields_of
from summit_tui.model.kinds import KINDS
from summit_tui.model.rebuild import record_from
from summit_tui.readers.validation import field_errors

MANUAL = (Path(summit_tui.__file__).parent / "manual/forms.md").read_text("utf-8")
DATA = ("json", "jsonl", "toml")
READERS = ("text", "markdown", "html", "brief", "brief-html")
NOTES = ("obsidian", "org")
TABLES = ("csv", "jsonld")
REFERENCES = ("csl", "bibtex", "ris")
SPEAKER = {"id": "zqx", "name": "Zqx", "kind": "person"}
LINKED = {
    "speakers": SPEAKER,
    "delegations": {"id": "zqx", "name": "Zqx"},
    "sources": {"id": "zqx", "title": "Zqx", "publisher": "Zqx", "url": "https://zqx.example/s"},
    "sessions": RECORDS["sessions"] | {"id": "zqx", "title": "Zqx"},
    "quotes": RECORDS["quotes"] | {"id": "zqx", "text": "Zqx"},
}
"""A record of each kind for what refers to it."""
NAMES = [{"name": "Zqx"}]
LANGUAGES = ("names", "titles", "role_names", "translations", "publisher_names")
BY_LANGUAGE = {name: {"pt": "Zqx"} for name in LANGUAGES}
DAYS = dict.fromkeys(("date", "start", "end", "published", "retrieved", "event_date"), "2001-02-03")
MOMENT = "2001-02-03T09:00:00Z"
VALUES = (
    BY_LANGUAGE
    | DAYS
    | {
        "embargo": MOMENT,
        "country": "BR",
        "code": "BR",
        "language": "pt",
        "translated_from": "pt",
        "same_as": ["zqx/speakers/zqx"],
        "sha256": "a" * 64,
        "archived_at": "https://zqx.example/a",
        "url": "https://zqx.example/u",
        "duration": "47:11",
        "remark": "zqx",
        "locator": {"timecode": "47:11"},
        "excerpt": {"exact": "Zqx"},
        "checked": {"by": "Zqx", "date": "2001-02-03"},
        "syndicated_from": {"publisher": "Zqx"},
        "corrections": [{"text": "Zqx"}],
        "translators": {"zh-Hant": "machine"},
        "roles": [{"title": "Zqx"}],
        "author": NAMES,
        "interviewer": NAMES,
    }
)
OF_KINDS = {
    ("sessions", "start"): MOMENT,
    ("sessions", "end"): MOMENT,
    ("sessions", "type"): "meeting",
    ("sources", "translator"): NAMES,
    ("sources", "kind"): "report",
    ("delegations", "kind"): "company",
}
"""Values of fields that differ from those of the same name elsewhere, or have a word in forms."""
WITHOUT = {
    ("sessions", "date"): {"start": None, "end": None},
    ("sessions", "start"): {"date": None},
    ("sources", "speech_by"): {"author": None},
}
"""What has to be missing where one form has room for one of several fields."""
LISTS = {"organizers", "supporters", "topics", "aliases"}
ONE = {"speaker", "source", "session", "on_behalf_of", "addressee", "answer_to", "delegation"}
OF_NO_VALUE = {"id", "ignore"}
"""The address, which says which record it is, and what is said to the linter alone."""
SOURCE_KINDS = {
    "programme": "broadcast",
    "medium": "broadcast",
    "duration": "broadcast",
    "number": "report",
}
"""The kind of source that has such a field; any other is a speech."""


def value_of(kind, name):
    """Return a value of a field that nothing else of the sample has."""
    if (value := OF_KINDS.get((kind, name)) or VALUES.get(name)) is not None:
        return value
    if fields_of(kind)[name].refers:
        return "zqx" if name in ONE else ["zqx"]
    if choices := choices_of(kind, name):
        return choices[-1]
    return ["Zqx"] if name in LISTS else "Zqx"


def sample(kind, name, value):
    """Return an entry with the value, or without any where a record may lack the field."""
    changes = {name: value} if value is not None or name not in REQUIRED[kind] else {}
    if kind == "sources" and name != "kind":
        changes |= {"kind": SOURCE_KINDS.get(name, "speech")}
        changes |= {"medium": "audio"} if name == "duration" else {}
    changes |= WITHOUT.get((kind, name), {})
    entry = entry_of(kind, readings=[], **changes)
    linked = {(of, "zqx"): record_from(of, data) for of, data in LINKED.items()}
    return entry._replace(linked={**entry.linked, **linked})


REQUIRED = {
    kind: {name for name in fields_of(kind) if field_errors(kind, {**RECORDS[kind], name: None})}
    & {"name", "title", "speaker", "text", "mode", "source", "publisher"}
    for kind in KINDS
}
FIELDS = [(kind, name) for kind in KINDS for name in fields_of(kind) if name not in OF_NO_VALUE]
MORE_FORMS = {"quotes": ("annotation",), "sources": REFERENCES}
SHOWN = {kind: (*READERS, *NOTES, *TABLES, *MORE_FORMS.get(kind, ())) for kind in KINDS}
"""The forms with a place for fields; what a style of citation prints is for its guide to say."""


def shown_in(kind, name):
    """Return the forms in which a value makes a difference, with passages and in any language."""
    with_value, without = sample(kind, name, value_of(kind, name)), sample(kind, name, None)
    return {
        form
        for form in (*DATA, *SHOWN[kind])
        if any(
            written(form, with_value, language) != written(form, without, language)
            for language in (None, "pt", "zh-Hant")
        )
    }


def written(form, entry, language):
    passage = {"passage": True} if FORMS[form].passage is not None else {}
    return "".join(render(form, [entry], language, **passage))


def excepted():
    """Return the fields that a form has no place for, as the manual has them."""
    rows = MANUAL.partition("## What has no place in a form")[2].partition("\n## ")[0]
    exceptions = {}
    for line in re.findall(r"^\| (`.+) \|$", rows, re.MULTILINE):
        forms, fields = (re.findall(r"`([\w. -]+)`", cell) for cell in line.split(" | ")[:2])
        for form in forms:
            exceptions.setdefault(form, set()).update(tuple(field.split(".")) for field in fields)
    return exceptions


EXCEPTED = excepted()


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_a_field_is_in_every_form_but_those_that_the_manual_excepts(kind, name):
    shown = shown_in(kind, name)
    lacking = {form for form in SHOWN[kind] if (kind, name) in EXCEPTED.get(form, ())}
    assert shown == {*DATA, *SHOWN[kind]} - lacking


def test_the_manual_excepts_fields_that_there_are():
    named = {field for fields in EXCEPTED.values() for field in fields}
    assert named <= {*FIELDS}


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_a_field_is_validated_and_compared(kind, name):
    data = RECORDS[kind] | {name: value_of(kind, name)}
    assert not field_errors(kind, data)
    assert field_errors(kind, data | {name: 7})
    old = {key: value for key, value in data.items() if key != name}
    assert {field.name.partition(".")[0] for field in changed_fields(kind, old, data)} == {name}
