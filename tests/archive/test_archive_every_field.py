"""Whatever a field says finds its record: by a word of it, by its own name, or by `has:`."""

from contextlib import closing

import pytest

from summit_tui.archive import Search
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import FIELDS
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.model.field_table import choices_of, fields_of, has_words, text_fields
from summit_tui.model.kinds import KINDS

TEXTS = [(kind, name) for kind in KINDS for name in sorted(text_fields(kind))]
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


def word_of(kind, name):
    """Return a word that no other field has."""
    return f"zq{kind}{name}".replace("_", "")


@pytest.fixture
def archive(coverage, records):
    """Return an archive in which every field that is a text has a word of its own."""
    for kind, name in TEXTS:
        record = records[kind] if kind == "event" else records[kind][0]
        if (kind, name) != ("sources", "text"):
            record[name] = word_of(kind, name)
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


def test_a_word_of_any_text_finds_its_record(archive):
    lost = [
        (k, n)
        for k, n in TEXTS
        if (k, n) != ("sources", "text") and not number_of_hits(archive, word_of(k, n), k)
    ]
    assert lost == []


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
