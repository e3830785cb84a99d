"""Witnesses in their order, and word by word against the first in their language."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.archive import MAX_REMARK_STATEMENTS, Search
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.attribution.collation import REMARK, collations, difference
from summit_tui.evidence.diff import word_diff
from summit_tui.model.kinds import Address

SOURCES = [
    {"id": "late", "title": "Late", "publisher": "Late Paper", "published": "2025-05-02"},
    {"id": "early", "title": "Early", "publisher": "Early Paper", "published": "2025-04-14"},
    {"id": "undated", "title": "Undated", "publisher": "Undated Paper"},
    {"id": "mid", "title": "Mid", "publisher": "Mid Paper", "published": "2025-04-20"},
]


@pytest.fixture
def archive_of(tmp_path):
    """Return a function that opens an archive of an event with some readings and statements."""
    opened = []

    def make(readings=(), quotes=()):
        tables = {
            "event": {"id": "e", "name": "E"},
            "speakers": [{"id": "ann", "name": "Ann"}],
            "sources": SOURCES,
            "readings": [{"record": "event/e"} | reading for reading in readings],
            "quotes": [
                {"speaker": "ann", "text": "We agree.", "mode": "direct", "remark": "r"} | record
                for record in quotes
            ],
        }
        folder = tmp_path / str(len(opened))
        folder.mkdir()
        (folder / "all.json").write_text(json.dumps(tables), "utf-8")
        opened.append(open_archive([folder], None))
        assert opened[-1].info().problems == []
        return opened[-1]

    yield make
    for archive in opened:
        archive.close()


@pytest.fixture
def collated(archive_of):
    """Return a function that collates some readings of an event."""

    def collate(*rows):
        names = ("value", "source", "language", "field")
        readings = [
            {"field": "countries"}
            | {key: part for key, part in zip(names, row, strict=False) if part}
            for row in rows
        ]
        return list(collations(archive_of(readings).get(Address("e", "event", "e"))))

    return collate


def order(part):
    return [(witness.text, witness.source.publisher.split()[0]) for witness in part.witnesses]


def test_the_most_printed_value_comes_first_then_language_then_day(collated):
    (part,) = collated(
        ("30", "undated", "en"),
        ("50个", "late", "zh"),
        ("over 50", "late", "en"),
        ("Over 50", "early", "en"),
        ("más de 50", "mid", "es"),
        ("über 50", "early", "de"),
        ("40", "mid", "en"),
    )
    assert order(part) == [
        ("Over 50", "Early"),
        ("over 50", "Late"),
        ("über 50", "Early"),
        ("40", "Mid"),
        ("30", "Undated"),
        ("más de 50", "Mid"),
        ("50个", "Late"),
    ]


def test_case_and_script_make_one_value_of_two_spellings(collated):
    (part,) = collated(
        ("莊榮文", "late", "zh-Hant", "name"),
        ("庄荣文", "early", "zh-Hans", "name"),
        ("Zhuang", "mid", "en", "name"),
    )
    assert part.summary == "2 values in 2 languages, 3 sources"
    assert len({(witness.tongue, witness.value) for witness in part.witnesses}) == 2
    assert order(part)[0] == ("庄荣文", "Early")


def test_each_is_compared_with_the_first_in_its_own_language(collated):
    (part,) = collated(
        ("over 50", "early", "en"),
        ("over 50", "mid", "en-GB"),
        ("50多个", "early", "zh-Hans"),
        ("30個", "late", "zh-Hant"),
        ("50", "late"),
        ("30", "undated"),
    )
    bases = {
        witness.text: part.base(n) and part.base(n).text for n, witness in enumerate(part.witnesses)
    }
    # Two sources print the first value, so that it stands against itself as well.
    assert bases["over 50"] == "over 50"
    assert part.base(0) is None
    assert {bases[value] for value in ("50多个", "30個")} == {None, "50多个"}
    assert {bases[value] for value in ("50", "30")} == {None, "50"}


def test_fields_stand_one_after_another_different_numbers_first(collated):
    parts = collated(
        ("Hall A", "early", "en", "venue"),
        ("Hall A", "mid", "en", "venue"),
        ("Hall B", "late", "en", "venue"),
        ("Openness", "early", "en", "theme"),
        ("30", "early", "en"),
        ("50", "late", "es"),
    )
    assert [(collation.label, collation.summary) for collation in parts] == [
        ("countries", "2 values in 2 languages, 2 sources"),
        ("venue", "2 values in 3 sources"),
        ("theme", "1 value in 1 source"),
    ]
    for part in parts:
        assert {reading.reading.field for reading in part.entry.readings} == {part.label}
        assert [collation.label for collation in collations(part.entry)] == [part.label]


def test_a_reading_opens_its_source(collated):
    (part,) = collated(("30", "late", "en"))
    assert part.witnesses[0].address == Address("e", "sources", "late")
    assert part.witnesses[0].statement is None


QUOTES = [
    {"id": "late", "source": "late", "language": "en", "role": "Minister\nof  Trade"},
    {"id": "undated", "source": "undated", "language": "en", "mode": "paraphrase", "text": "Yes"},
    {"id": "early", "source": "early", "language": "zh-Hans", "text": "我们同意"},
    {"id": "mid", "source": "mid", "language": "en", "text": "We agree!"},
]


@pytest.mark.parametrize(
    ("opened", "expected"),
    [
        ("late", ["late", "early", "mid", "undated"]),
        ("undated", ["undated", "early", "mid", "late"]),
        ("early", ["early", "mid", "late", "undated"]),
    ],
)
def test_a_remark_begins_with_the_statement_it_was_opened_on(archive_of, opened, expected):
    entry = archive_of(quotes=QUOTES).get(Address("e", "quotes", opened))
    (part,) = collations(entry)
    assert part.label == REMARK
    assert [witness.address.id for witness in part.witnesses] == expected
    assert part.summary == "in 4 sources: direct in 3, paraphrase in 1"


def test_a_telling_keeps_mode_and_capacity_as_printed(archive_of):
    (part,) = collations(archive_of(quotes=QUOTES).get(Address("e", "quotes", "late")))
    witnesses = {witness.address.id: witness for witness in part.witnesses}
    assert (witnesses["late"].mode, witnesses["late"].capacity) == ("direct", "Minister of Trade")
    assert (witnesses["undated"].mode, witnesses["undated"].capacity) == ("paraphrase", None)
    assert witnesses["late"].text == "“We agree.”"
    assert witnesses["undated"].text == "Yes"
    assert part.base(1) is None  # the only one in Chinese
    assert part.base(2) is part.witnesses[0]


def test_a_statement_with_readings_of_its_own_has_both(archive_of):
    readings = [{"record": "quotes/late", "field": "date", "value": "May 1", "source": "mid"}]
    entry = archive_of(readings, QUOTES).get(Address("e", "quotes", "late"))
    remark, field = collations(entry)
    assert (remark.label, field.label) == (REMARK, "date")
    assert next(iter(collations(remark.entry))).witnesses == remark.witnesses
    assert len(list(collations(remark.entry))) == len(list(collations(field.entry))) == 1


def test_a_remark_told_once_is_no_collation(archive_of):
    entry = archive_of(quotes=QUOTES[:1]).get(Address("e", "quotes", "late"))
    assert list(collations(entry)) == []
    assert entry.statements == ()


def test_the_statements_of_a_remark_know_each_other_and_no_more(archive_of):
    archive = archive_of(quotes=[*QUOTES, {"id": "other", "source": "mid", "remark": "s"}])
    for entry in archive.search(Search(parse_all(), "quotes")).hits:
        ids = sorted(statement.record.id for statement in entry.statements)
        assert ids == ([] if entry.record.id == "other" else ["early", "late", "mid", "undated"])
        assert all(
            statement.statements == () and statement.linked for statement in entry.statements
        )


def test_of_a_remark_told_too_often_only_some_come_along(archive_of):
    many = [{"id": f"q{n}", "source": "mid"} for n in range(MAX_REMARK_STATEMENTS + 20)]
    entry = archive_of(quotes=many).get(Address("e", "quotes", f"q{MAX_REMARK_STATEMENTS + 19}"))
    assert len(entry.statements) == MAX_REMARK_STATEMENTS
    assert sum(statement.address == entry.address for statement in entry.statements) == 1
    (part,) = collations(entry)
    assert part.witnesses[0].address == entry.address


def parse_all():
    from summit_tui.archive.query.tree import And

    return And()


def lit(part, number=1):
    """Return a witness of a collation with what is new in braces, what is gone in brackets."""
    marks = {"same": "{}", "new": "{{{}}}", "gone": "[{}]"}
    base, other = part.base(number), part.witnesses[number]
    return "".join(marks[change].format(words) for change, words in difference(base, other))


@pytest.mark.parametrize(
    ("language", "base", "other", "expected"),
    [
        ("en", "over 50 countries", "30 countries", "[over 50 ]{30 }countries"),
        ("en", "Over 50 countries", "over 50 COUNTRIES!", "over 50 COUNTRIES!"),
        ("en", "nearly 1,000", "nearly 1 000", "nearly 1 000"),
        ("en", "nearly 1,000 guests", "1,000 guests", "[nearly ]1,000 guests"),
        ("en", "a - b", "a — b", "a — b"),
        ("zh", "近千名", "近千位", "近千[名]{位}"),
        ("zh", "國家網信辦主任", "国家网信办副主任", "国家网信办{副}主任"),
        ("ja", "世界インターネット大会", "世界ネット大会", "世界[インター]ネット大会"),
        ("es", "más de 50", "mas de 50", "mas de 50"),
    ],
)
def test_only_words_that_differ_are_lit(collated, language, base, other, expected):
    rows = [(base, "early", language), (base, "undated", language), (other, "mid", language)]
    (part,) = collated(*rows)
    number = [witness.text for witness in part.witnesses].index(other)
    assert lit(part, number) == expected


def test_what_has_next_to_nothing_in_common_is_not_compared(collated):
    long = "The city has become a place where everyone with an idea finds money and people for it"
    rows = [
        (long, "early", "en"),
        (long, "mid", "en"),
        ("Openness is a promise " * 4, "late", "en"),
    ]
    (part,) = collated(*rows)
    assert difference(part.witnesses[0], part.witnesses[2]) == ()


TEXT = st.text(
    st.sampled_from("ab 50,.-“”'会會\n\t\x1b\u202e") | st.characters(codec="utf-8"), max_size=30
)


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT)
def test_what_is_same_and_new_is_the_text_itself(a, b):
    from summit_tui.archive.analysis.normalize import normalize

    for key in (normalize, lambda token: normalize(token) or token.strip()):
        pieces = word_diff(a, b, key=key)
        assert "".join(words for change, words in pieces if change != "gone") == b
        assert (
            "".join(words for change, words in pieces if change == "gone") in a or len(pieces) > 1
        )
