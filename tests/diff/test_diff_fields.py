"""Every field of a statement and of a source is searched where it has words, and compared."""

from contextlib import closing
from copy import deepcopy

from summit_tui.archive import Search
from summit_tui.archive.query import parse
from summit_tui.archive.sqlite.catalog import open_archive

PERSON = [{"family_name": "Quorn", "given_name": "Ada"}]
OF_STATEMENTS = {
    "joint_speakers": ["quorn"],
    "on_behalf_of": "quorn",
    "relayed_by": ["quorn"],
    "quoting": ["quorn"],
    "addressee": "quorn",
    "act": "pledge",
    "answer_to": "direct",
    "attribution": "Quorn said",
    "translated_from": "pt",
    "translator": "interpreter",
    "translators": {"zh": "official"},
    "occasion": "Quorn dinner",
    "topics": ["Quorn"],
    "locator": {"timecode": "03:15"},
    "checked": {"by": "Quorn", "date": "2030-09-01"},
}
OF_SOURCES = {
    "genre": "Quorn portrait",
    "author": PERSON,
    "translator": PERSON,
    "interviewer": PERSON,
    "programme": "Quorn tonight",
    "event_title": "Quorn dinner",
    "event_place": "Quorn",
    "event_date": "2030-05-01",
    "medium": "audio",
    "duration": "47:11",
    "number": "Quorn/12",
    "page": "A9",
    "syndicated_from": {"publisher": "Quorn"},
    "corrections": [{"text": "Quorn was misspelled."}],
    "embargo": "2030-05-03T09:00:00Z",
    "licence": "Quorn terms",
    "archived_at": "https://archive.example/x",
    "speech_by": ["quorn"],
    "speakers": ["quorn"],
    "titles": {"zh-Latn": "Quorn"},
    "locator": {"page": "4"},
    "kind": "interview",
}
FIELDS = {"quotes": OF_STATEMENTS, "sources": OF_SOURCES}


def with_fields(records, *, are_set):
    """Return coverage with a record for each field, named after it."""
    records = deepcopy(records)
    records["speakers"].append({"id": "quorn", "name": "Ada Quorn"})
    for kind, fields in FIELDS.items():
        plain = dict(records[kind][0])
        for field, value in fields.items():
            row = plain | {"id": f"with-{field.replace('_', '-')}"}
            if field == "translators":
                row["translations"] = {"zh": "我们一起铺设光缆。"}
            records[kind].append(row | ({field: value} if are_set else {}))
    return records


def test_a_change_of_any_field_is_told(compared, records):
    old, new = (with_fields(records, are_set=are_set) for are_set in (False, True))
    changes = compared(old, new)
    changed = {
        (change.address.kind, change.address.id): {
            field.name.partition(".")[0] for field in change.fields
        }
        for change in changes
        if change.address.kind in FIELDS
    }
    assert changed == {
        (kind, f"with-{field.replace('_', '-')}"): {field}
        for kind, fields in FIELDS.items()
        for field in fields
    }


def test_what_a_field_names_is_found(coverage, records):
    folder = coverage(with_fields(records, are_set=True))
    with closing(open_archive([folder], None)) as archive:
        assert archive.info().problems == []
        for kind, fields in FIELDS.items():
            page = archive.search(Search(parse("quorn*").node, kind), limit=99)
            ids = {hit.address.id.removeprefix("with-").replace("-", "_") for hit in page.hits}
            assert {name for name, value in fields.items() if "uorn" in str(value)} - ids == set()
