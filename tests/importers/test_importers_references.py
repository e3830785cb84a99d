"""Bibliographies: our own three exports come back, and what others write into theirs."""

import tomllib
from pathlib import Path

import pytest
from format_samples import document, imported

import summit_tui
from summit_tui.archive import Entry
from summit_tui.formats import render
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.references import day_from, day_in, host_of, id_of
from summit_tui.importers.table import recognise
from summit_tui.model.kinds import Address
from summit_tui.model.rebuild import record_from

DATA = Path(summit_tui.__file__).parents[1] / "data"
FORMS = ["csl", "ris", "bibtex"]
NOT_CARRIED = {
    "csl": {"event_title"},
    "ris": {"event_date", "interviewer"},
    "bibtex": {"interviewer"},
}
"""Fields of a source that a form has no place for, or not in every type."""
SOURCE = {
    "id": "gazette-1",
    "title": "Cables & Ports: 100 % {safe} — a “study”",
    "publisher": "The Gazette",
    "kind": "news",
    "author": [
        {"family_name": "von der Heide", "given_name": "Anna Maria", "suffix": "Jr."},
        {"name": "Ministry of Trade, Ports and Sea"},
        {"name": "林梅"},
    ],
    "language": "en",
    "published": "2030-05-01",
    "retrieved": "2030-05-02",
    "url": "https://example.org/a_b/?c=%20d~e",
    "page": "A4",
    "medium": "video",
    "duration": "14:20",
    "syndicated_from": {"publisher": "Coast Wire"},
    "translator": [{"family_name": "Okoro", "given_name": "Ada"}],
    "archived_at": "https://archive.example.org/1/https://example.org/a_b/",
}
SPEECH = {
    "id": "speech",
    "title": "Remarks at the Forum",
    "publisher": "Ministry of Trade",
    "kind": "report",
    "genre": "Keynote address",
    "number": "No. 12_b",
    "event_title": "Forum & Fair",
    "event_place": "Wuzhen",
    "published": "2030-05",
    "url": "https://example.org/speech",
}


def entry_of(data, event="forum-30"):
    return Entry(
        Address(event, "sources", data["id"]), record_from("sources", data), data, "a.toml", 1
    )


def exported(form, *sources):
    return "".join(render(form, [entry_of(source) for source in sources]))


def sources(result):
    return {record.id: dict(record.fields) for record in result.records}


def bundled():
    """Yield the sources of the coverage that comes with the program."""
    for path in sorted(DATA.rglob("*.toml")):
        yield from tomllib.loads(path.read_text("utf-8")).get("sources", ())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("source", [SOURCE, SPEECH], ids=lambda source: source["id"])
def test_what_we_export_comes_back_the_same(form, source):
    expected = {name: value for name, value in source.items() if name not in NOT_CARRIED[form]}
    fields = sources(imported(exported(form, source)))[expected.pop("id")]
    fields.pop("event_title", None)
    expected.pop("event_title", None)
    if form == "bibtex":  # has no type for them
        expected.pop("kind")
        fields.pop("kind", None)
    assert fields == expected


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_exported_again_a_bibliography_is_byte_for_byte_the_same(form):
    every = [source for source in bundled() if "speech_by" not in source]
    first = exported(form, *every, SOURCE, SPEECH)
    records = imported(first).records
    assert len(records) == len({source["id"] for source in every}) + 2
    again = "".join(
        render(form, [entry_of({**record.fields, "id": record.id}) for record in records])
    )
    kept = again.splitlines()
    # What is written of a kind that the form does not carry is the genre alone.
    assert [line for line in first.splitlines() if line not in kept] == []


@pytest.mark.parametrize("form", FORMS)
def test_an_open_direction_comes_back_as_it_was(form):
    source = SPEECH | {"title": "\u202bקול \u2066a", "publisher": "b\u202c\u2069"}
    fields = sources(imported(exported(form, source)))[SPEECH["id"]]
    assert (fields["title"], fields["publisher"]) == (source["title"], source["publisher"])


def test_a_newspaper_is_the_publisher_before_the_publisher():
    item = {
        "id": "a",
        "type": "article-newspaper",
        "title": "A",
        "container-title": "The Gazette",
        "publisher": "Gazette Holding",
    }
    assert sources(imported([item]))["a"]["publisher"] == "The Gazette"


def test_a_publisher_that_is_missing_is_the_website_or_said_to_be_unknown():
    items = [
        {"id": "a", "type": "webpage", "title": "A", "URL": "https://www.example.org/a"},
        {"id": "b", "type": "webpage", "title": "B", "DOI": "10.1/b"},
    ]
    result = imported(items)
    assert sources(result)["a"]["publisher"] == "example.org"
    assert sources(result)["b"]["publisher"] == "[publisher not known]"
    assert len(result.remarks) == 2


@pytest.mark.parametrize(
    ("issued", "published"),
    [
        ({"date-parts": [[]]}, None),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": []}, None),
        ({"date-parts": [[2018, 10, 21, 13]]}, "2018-10-21"),
        ({"date-parts": [["2018", "10"]]}, "2018-10"),
        ({"date-parts": [[2018, 13]]}, "2018"),
        ({"date-parts": [[2018, 2, 30]]}, "2018-02"),
        ({"date-parts": [[18]]}, None),
        ({"raw": "2018-10-21T09:00:00Z"}, "2018-10-21"),
        ({"raw": "21 October"}, None),
        ("2018-10", "2018-10"),
        ([2018], None),
    ],
)
def test_a_date_is_taken_as_far_as_it_is_known(issued, published):
    item = {"id": "a", "type": "webpage", "title": "A", "issued": issued}
    assert sources(imported([item]))["a"].get("published") == published


@pytest.mark.parametrize(
    ("language", "tag"),
    [("French", "fr"), ("Mandarin Chinese", "cmn"), ("Malay", "ms"), ("fr-FR", "fr-FR")],
)
def test_a_language_may_have_its_english_name(language, tag):
    item = {"id": "a", "type": "webpage", "title": "A", "language": language}
    assert sources(imported([item]))["a"]["language"] == tag


@pytest.mark.parametrize("language", ["French and English", "Multiple languages", "Other", "漢語"])
def test_what_is_not_one_language_is_left_out_and_counted(language):
    item = {"id": "a", "type": "webpage", "title": "A", "language": language, "abstract": "…"}
    result = imported([item])
    assert "language" not in sources(result)["a"]
    assert result.unplaced == {"language": 1, "abstract": 1}


@pytest.mark.parametrize(
    "bibliography",
    [
        "@article{a, title={A}, journal={B}, author={Lin, Mei and others}}",
        "TY  - NEWS\nID  - a\nTI  - A\nJF  - B\nAU  - Lin, Mei\nAU  - et al.\nER  - \n",
    ],
)
def test_authors_who_are_not_named_are_said_to_be_left_out(bibliography):
    result = imported(bibliography)
    assert sources(result)["a"]["author"] == [{"family_name": "Lin", "given_name": "Mei"}]
    assert any("others who are not named" in remark for remark in result.remarks)


def test_an_entry_without_a_key_lends_nothing_to_others():
    text = "@misc{, title={A}, author={Lin, Mei}, year={2030}}\n@misc{b, title={B}}\n"
    by_title = {each["title"]: each for each in sources(imported(text)).values()}
    assert by_title["A"]["author"] == [{"family_name": "Lin", "given_name": "Mei"}]
    assert by_title["B"].keys() == {"title", "publisher"}


def test_names_that_a_program_writes_into_one_tag_are_parted_by_semicolons():
    text = "TY  - NEWS\nID  - a\nTI  - A\nJF  - B\nAU  - 林梅;陈海\nER  - \n"
    assert sources(imported(text))["a"]["author"] == [{"name": "林梅"}, {"name": "陈海"}]


def test_an_answer_of_crossref_has_titles_in_lists():
    item = {
        "DOI": "10.1/x",
        "type": "journal-article",
        "title": ["Ports"],
        "container-title": ["Port Journal"],
    }
    (source,) = sources(imported({"status": "ok", "message": {"items": [item]}})).values()
    assert (source["title"], source["publisher"]) == ("Ports", "Port Journal")
    assert source["url"] == "https://doi.org/10.1/x"


def test_a_date_in_words_that_cannot_be_read_is_counted():
    item = {"id": "a", "type": "webpage", "title": "A", "issued": "in spring"}
    assert imported([item]).unplaced == {"issued": 1}


def test_names_are_parted_only_where_the_file_parts_them():
    authors = [
        {"family": "Heide", "non-dropping-particle": "von der", "given": "Anna", "suffix": "Jr."},
        {"literal": "Ministry of Trade"},
        {"given": "Lin Mei"},
        {},
        "Bo Ek",
        None,
    ]
    item = {"id": "a", "type": "webpage", "title": "A", "author": authors}
    assert sources(imported([item]))["a"]["author"] == [
        {"family_name": "von der Heide", "given_name": "Anna", "suffix": "Jr."},
        {"name": "Ministry of Trade"},
        {"name": "Lin Mei"},
        {"name": "Bo Ek"},
    ]


def test_references_of_one_key_stay_apart_in_any_order():
    first = {"id": "a", "type": "webpage", "title": "First"}
    second = {"id": "a", "type": "webpage", "title": "Second"}
    keys = [record.key for record in imported([first, second, first]).records]
    assert keys == [record.key for record in imported([second, first]).records]
    assert len(keys) == 2
    assert imported([first, second, first]).left_out == {"reference that is there twice": 1}


def test_an_item_without_a_title_is_described_by_its_key():
    result = imported([{"id": "a", "type": "entry", "issued": {"raw": "2018"}}])
    assert (sources(result)["a"]["title"], result.titles_missing) == ("[a]", 1)


def test_an_empty_item_is_no_source():
    result = imported([{"id": "a", "type": "entry", "title": ""}, {"type": "book", "title": "B"}])
    assert len(result.records) == 1
    assert result.left_out == {"empty reference": 1}


RIS = """\ufeff
Provider: somebody
1.
TY  - NEWS
ID  - 7
T1  - A long
title
A1  - Lin, Mei
T2  - The Gazette
PY  - 1948/07//
UR  - https://example.org/a
UR  - https://example.org/b
XX  - unknown
ER  -
TY  - JOUR
AU  - Okoro
"""


def test_ris_is_read_as_others_write_it():
    result = imported(RIS)
    assert sources(result)["7"] == {
        "title": "A long title",
        "publisher": "The Gazette",
        "kind": "news",
        "author": [{"family_name": "Lin", "given_name": "Mei"}],
        "published": "1948-07",
        "url": "https://example.org/a",
    }
    assert result.unplaced == {"XX": 1, "UR": 1}
    assert [(problem.line, problem.message) for problem in result.problems] == [
        (15, "the reference has no end (ER); the file may be cut off"),
        (0, "2 lines stand outside the references and are left out"),
    ]


BIB = r"""
@string{gaz = "The Gazette"}
@comment{nothing}
@article{Lin2030,
  title = {{C}ables \& {P}orts: \'etude},
  journal = gaz,
  author = {Heide, von der, Jr., Anna and {Ministry of Trade and Ports} and Lin Mei and others},
  year = 2030, month = may, number = 4,
}
@misc{broken, title = {never closed
"""


def test_bibtex_is_read_as_tex_prints_it():
    result = imported(BIB)
    assert sources(result)["lin2030"] == {
        "title": "Cables & Ports: étude",
        "publisher": "The Gazette",
        "author": [
            {"family_name": "Heide", "given_name": "Anna", "suffix": "von der, Jr."},
            {"name": "Ministry of Trade and Ports"},
            {"name": "Lin Mei"},
        ],
        "published": "2030-05",
    }
    assert result.unplaced == {"number": 1}
    assert [problem.line for problem in result.problems] == [10]


def test_bibtex_in_another_encoding_keeps_its_chinese_key():
    text = (
        "@article{凯撒2013,\n  author = {凯撒},\n  title = {测试文章},\n  journal = {测试期刊}\n}\n"
    )
    (record,) = imported(text, encoding="gb18030").records
    assert (record.key, record.fields["publisher"]) == ("凯撒2013", "测试期刊")


def test_bibtex_that_is_too_large_is_refused_before_it_is_read():
    with pytest.raises(UnreadableError, match="too large for BibTeX"):
        imported(b"@article{a, title = {A}}\n" + b" " * (1 << 23))


@pytest.mark.parametrize(
    "data",
    [
        [{"type": "speech", "text": "Words", "creator_id": "a"}],
        {"type": "FeatureCollection", "features": []},
        [],
        [{}],
        {"items": [{"title": "A"}]},
    ],
)
def test_other_json_is_no_bibliography(data):
    recognised = recognise(document(data))
    assert recognised is None or recognised[0].name != "csl"


@pytest.mark.parametrize(
    ("key", "id"),
    [
        ("forum-30:gazette", "gazette"),
        ("arxiv:1407.3561", "arxiv-1407.3561"),
        ("Lin2030", "lin2030"),
        ("", ""),
    ],
)
def test_a_citation_key_is_an_id(key, id):
    assert id_of(key) == id


def test_days_and_websites_are_read_from_texts():
    assert day_in("2018/10/21/") == "2018-10-21"
    assert day_in("2019-03-12TZ") == "2019-03-12"
    assert day_in("20181021") == ""
    assert day_from("2018", "", "3") == "2018"
    assert host_of("https://www.example.org:80/a") == "example.org"
    assert host_of("https://[broken") == ""
    assert host_of("https://dx.doi.org/10.1/a") == ""
