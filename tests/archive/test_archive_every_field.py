"""Whatever a field says finds its record: by a word of it, by its own name, or by `has:`."""

from contextlib import closing

import pytest

from summit_tui.archive import Search, iterate_hits
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import FIELDS
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.model.field_table import choices_of, fields_of, has_words
from summit_tui.model.kinds import KINDS
from summit_tui.readers.validation import field_errors

CHOICES = [
    (kind, name, spec)
    for kind in KINDS
    for name, spec in fields_of(kind).items()
    if choices_of(kind, name) and spec.facet
]
MAKERS = [
    {"family_name": "Zqfamily", "given_name": "Zqgiven"},
    {"family_name": "欧阳", "given_name": "修"},
    {"handle": "@zqhandle"},
]


def value_and_query(kind, name, number, record):
    """Return a value that no other field has, and a query for it."""
    if name == "translators":
        return {"fr": "machine"}, "translator:machine"
    word = f"zq{kind}{name}".replace("_", "")
    day = f"19{number:02}-02-03"
    tables = ({"exact": word}, {"by": word, "date": "2030-01-01"}, {"publisher": word})
    texts = (word, {"de": word}, [word], [{"title": word}], [{"text": word}], {"section": word})
    values = (
        *((value, word) for value in (*texts, *tables, [f"zq/{kind}/{word}"])),
        *((text, text) for text in (day, f"{day}T09:00:00Z", "br", "BR", "a" * 64)),
    )
    return next(pair for pair in values if not field_errors(kind, record | {name: pair[0]}))


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_a_field_says_finds_its_record(kind, coverage, records):
    # Each field has a record of its own: some contradict each other.
    record = records[kind] if kind == "event" else records[kind][0]
    values = {
        name: value_and_query(kind, name, number, record)
        for number, name in enumerate(fields_of(kind))
        if name not in ("id", "ignore") and (name == "translators" or not choices_of(kind, name))
    }
    ids = {name: f"zq-{name}".replace("_", "-") for name in values}
    made = [record | {"id": ids[name], name: value} for name, (value, _) in values.items()]
    if kind == "event":
        folders = [coverage({"event": data}, data["id"]) for data in made]
    else:
        folders = [coverage(records | {kind: made})]
    with closing(open_archive(folders, None)) as archive:
        lost = [
            name
            for name, (_, query) in values.items()
            if ids[name] not in ids_of_hits(archive, query, kind)
        ]
    assert lost == []


def ids_of_hits(archive, query, kind):
    hits = iterate_hits(archive, Search(parse(query).node, kind))
    return {hit.address.id for hit in hits}


@pytest.fixture
def archive(coverage, records):
    """Return an archive in which fields of few words have one, and a source its makers."""
    records["quotes"][0] |= {"act": "vote", "translators": {"de": "machine"}}
    records["quotes"][0]["translations"] = {"de": "Zusammen."}
    records["speakers"][0] |= {"naming": "unnamed", "kind": "document"}
    records["delegations"][0]["kind"] = "media"
    records["sessions"][0]["type"] = "exhibition"
    records["quotes"][0]["session"] = records["sessions"][0]["id"]
    records["sources"][0] |= {"kind": "report", "medium": "audio"}
    records["sources"][0] |= {"author": MAKERS, "interviewer": MAKERS[1:]}
    with closing(open_archive([coverage(records)], None)) as archive:
        assert archive.info().problems == []
        yield archive


def number_of_hits(archive, query, kind):
    return archive.search(Search(parse(query).node, kind)).total.number


def test_a_field_of_few_words_is_a_field_of_queries(archive):
    values = {"act": "vote", "translator": "machine", "naming": "unnamed"}
    values |= {"publication": "report", "medium": "audio", "speakerkind": "document"}
    values |= {"delegationkind": "media", "sessionkind": "exhibition"}
    assert values.keys() == {spec.facet for _, _, spec in CHOICES}
    lost = [
        name
        for name, value in values.items()
        if not number_of_hits(archive, f"{name}:{value}", "quotes")
    ]
    assert lost == []
    assert {*values} <= {*FIELDS}
    assert {"translator", "checked"} <= {*has_words()}


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ('author:"zqgiven zqfamily"', True),
        ("author:歐陽修", True),
        ("author:zqhandle", True),
        ("interviewer:zqhandle", True),
        ("interviewer:zqfamily", False),
    ],
)
def test_who_made_a_source_finds_it_and_what_rests_on_it(archive, query, is_found):
    assert number_of_hits(archive, query, "sources") == is_found
    assert bool(number_of_hits(archive, query, "quotes")) == is_found
    labels = [value.label for value in archive.facets(parse(query).node, "sources")["author"]]
    assert sorted(labels) == ["@zqhandle", "Zqgiven Zqfamily", "欧阳修"] * is_found
