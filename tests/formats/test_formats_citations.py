"""CSL-JSON, BibLaTeX and RIS: what is cited is the source, and their own libraries read it back."""

import json

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from format_records import RECORDS, SOURCE, entry_of, quote_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from summit_tui.formats import render
from summit_tui.formats.bibtex import escape
from summit_tui.model.text import one_line, value_line

CITATIONS = ("csl", "bibtex", "ris")
TRANSCRIPT = {"kind": "transcript"}
SPEECH = {"kind": "transcript", "speech_by": "john-lee"}


def said(form, *entries):
    return "".join(render(form, entries))


def as_latex_prints():
    """Return a decoder that knows the three symbols which pylatexenc's own table lacks."""
    symbols = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    context = get_default_latex_context_db()
    context.add_context_category(
        "symbols",
        prepend=True,
        macros=[MacroTextSpec(name, sign) for name, sign in symbols.items()],
    )
    return LatexNodes2Text(latex_context=context, keep_braced_groups=False, math_mode="verbatim")


LATEX = as_latex_prints()


def bib_entries(text):
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    return [
        {field.key: field.value for field in entry.fields}
        | {"ENTRYTYPE": entry.entry_type, "ID": entry.key}
        for entry in library.entries
    ]


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_of_any_kind_cites_what_it_rests_on(kind):
    (item,) = json.loads(said("csl", entry_of(kind)))
    assert item["title"] == SOURCE["title"]
    (entry,) = bib_entries(said("bibtex", entry_of(kind)))
    assert entry["title"] == f"{{{SOURCE['title']}}}"
    (reference,) = rispy.loads(said("ris", entry_of(kind)))
    assert reference["title"] == SOURCE["title"]


def test_citation_data_has_the_variables_of_csl():
    assert json.loads(said("csl", quote_of())) == [
        {
            "id": "wic-ap-2025:gia-ce",
            "type": "webpage",
            "genre": "Press release",
            "title": "Speech by CE at opening ceremony",
            "author": [{"literal": "Information Services Department"}],
            "container-title": "HKSAR Government",
            "issued": {"date-parts": [[2025, 4, 14]]},
            "accessed": {"date-parts": [[2025, 5, 1]]},
            "URL": SOURCE["url"],
            "language": "en",
        }
    ]


def test_bibtex_reads_back_as_an_online_entry():
    assert bib_entries(said("bibtex", quote_of())) == [
        {
            "ENTRYTYPE": "online",
            "ID": "wic-ap-2025:gia-ce",
            "author": "{Information Services Department}",
            "title": "{Speech by CE at opening ceremony}",
            "organization": "{HKSAR Government}",
            "date": "2025-04-14",
            "langid": "english",
            "url": SOURCE["url"],
            "urldate": "2025-05-01",
            "note": "Press release",
        }
    ]


def test_ris_reads_back_as_a_web_page():
    assert rispy.loads(said("ris", quote_of())) == [
        {
            "type_of_reference": "ELEC",
            "id": "wic-ap-2025:gia-ce",
            "authors": ["Information Services Department"],
            "title": "Speech by CE at opening ceremony",
            "publisher": "HKSAR Government",
            "year": "2025",
            "date": "2025/04/14/",
            "access_date": "2025/05/01/",
            "urls": [SOURCE["url"]],
            "language": "en",
            "type_of_work": "Press release",
        }
    ]


@pytest.mark.parametrize("form", CITATIONS)
@pytest.mark.parametrize(
    "kind", ["press release", "government release", "news", "background", None]
)
@pytest.mark.parametrize("mode", ["direct", "partial", "paraphrase"])
@pytest.mark.parametrize("author", ["A. Reporter", None])
def test_a_speaker_is_no_author_of_what_others_wrote(form, kind, mode, author):
    document = said(form, quote_of(mode=mode, source={"kind": kind, "author": author}))
    assert "John Lee" not in document
    assert ("A. Reporter" in document) == (author is not None)


@pytest.mark.parametrize("form", CITATIONS)
@pytest.mark.parametrize("mode", ["direct", "paraphrase"])
def test_a_speaker_is_the_author_only_of_what_says_to_be_their_speech(form, mode):
    document = said(form, quote_of(mode=mode, source=TRANSCRIPT))
    assert "John Lee" not in document
    assert "Information Services Department" in document
    document = said(form, quote_of(mode=mode, source=SPEECH))
    assert "John Lee" in document
    assert "Information Services Department" not in document


@pytest.mark.parametrize("form", CITATIONS)
def test_an_unknown_speaker_is_nobodys_author(form):
    document = said(form, quote_of(source=SPEECH, without=("speakers",)))
    assert "john-lee" not in document
    assert "Information Services Department" in document


@pytest.mark.parametrize("form", CITATIONS)
def test_a_source_is_cited_once(form):
    entries = [quote_of(), *(entry_of(kind) for kind in RECORDS)]
    assert said(form, *entries) == said(form, quote_of())


def test_a_transcript_with_several_voices_is_one_work_and_nobodys():
    other = quote_of(
        source=TRANSCRIPT, speaker={"id": "sun-dong", "name": "Sun Dong"}, by="sun-dong"
    )
    (item,) = json.loads(said("csl", quote_of(source=TRANSCRIPT), other))
    assert item["author"] == [{"literal": "Information Services Department"}]


NAMES = [
    {"family_name": "Okoro", "given_name": "Ada"},
    {"family_name": "Reyes", "given_name": "Martin", "suffix": "Jr."},
    {"name": "Ministry of Trade, Labour and Cables", "kind": "organization"},
    {"name": "Arung"},
]


def test_names_leave_in_the_parts_that_the_record_gives():
    entry = entry_of("sources", author=NAMES)
    assert json.loads(said("csl", entry))[0]["author"] == [
        {"family": "Okoro", "given": "Ada"},
        {"family": "Reyes", "given": "Martin", "suffix": "Jr."},
        {"literal": "Ministry of Trade, Labour and Cables"},
        {"literal": "Arung"},
    ]
    (bib,) = bib_entries(said("bibtex", entry))
    assert bib["author"] == (
        "Okoro, Ada and Reyes, Jr., Martin and {Ministry of Trade, Labour and Cables} and {Arung}"
    )
    (reference,) = rispy.loads(said("ris", entry))
    assert reference["authors"] == [
        "Okoro, Ada",
        "Reyes, Martin, Jr.",
        "Ministry of Trade，Labour and Cables",
        "Arung",
    ]


def test_a_name_of_which_one_text_is_known_is_not_parted():
    entry = entry_of("sources", author="Ada Okoro")
    assert json.loads(said("csl", entry))[0]["author"] == [{"literal": "Ada Okoro"}]


def test_the_day_of_delivery_stands_beside_the_day_of_publication():
    occasion = {"event_title": "Summit", "event_date": "2025-04-13", "event_place": "Hong Kong"}
    entry = entry_of("sources", kind="speech", **occasion)
    (item,) = json.loads(said("csl", entry))
    assert item["event-date"] == {"date-parts": [[2025, 4, 13]]}
    assert item["issued"] == {"date-parts": [[2025, 4, 14]]}
    assert (item["event-title"], item["event-place"]) == ("Summit", "Hong Kong")
    (bib,) = bib_entries(said("bibtex", entry))
    assert (bib["eventtitle"], bib["eventdate"], bib["venue"]) == tuple(occasion.values())
    (reference,) = rispy.loads(said("ris", entry))
    assert (reference["secondary_title"], reference["place_published"]) == ("Summit", "Hong Kong")


TERMS = {
    "archived_at": "https://web.archive.org/web/2025/https://example.org/a",
    "licence": "CC BY 4.0",
    "embargo": "2025-04-14T06:00:00+08:00",
    "corrections": [{"text": "a name", "date": "2025-04-15"}],
}
NOTES = [
    "License: CC BY 4.0",
    "Embargoed until: 2025-04-14T06:00:00+08:00",
    "Corrected: 2025-04-15: a name",
]


def test_copies_terms_and_corrections_of_a_source_have_a_place():
    entry = entry_of("sources", **TERMS)
    (item,) = json.loads(said("csl", entry))
    assert (item["archive"], item["archive_location"]) == ("Internet Archive", TERMS["archived_at"])
    assert item["note"].splitlines() == NOTES
    (bib,) = bib_entries(said("bibtex", entry))
    assert bib["addendum"].endswith("; ".join(NOTES))
    (reference,) = rispy.loads(said("ris", entry))
    assert reference["notes"] == NOTES


def test_a_transcript_of_somebodys_speech_is_a_speech_whoever_wrote_it_down():
    given = {"event_title": "Summit", "event_date": "2025-04-13", "event_place": "Hong Kong"}
    line = said("chicago-notes", quote_of(source=SPEECH | given))
    assert "Speech, Summit, Hong Kong, April 13, 2025. Transcript. HKSAR Government." in line


@pytest.mark.parametrize("form", [*CITATIONS, "apa", "chicago-note", "mla", "gbt-numeric"])
def test_a_description_in_place_of_a_publisher_is_nobodys_name(form):
    source = {"publisher": "[publisher not known]", "publisher_names": {}}
    assert "not known" not in said(form, entry_of("sources", **source))


def test_chinese_names_in_one_text_are_several():
    entry = entry_of("sources", author="记者甲、记者乙")
    assert json.loads(said("csl", entry))[0]["author"] == [
        {"literal": "记者甲"},
        {"literal": "记者乙"},
    ]


def test_sources_of_two_events_with_one_id_are_two():
    entries = [entry_of("sources"), entry_of("sources", event="wic-ap-2026")]
    assert [item["id"] for item in json.loads(said("csl", *entries))] == [
        "wic-ap-2025:gia-ce",
        "wic-ap-2026:gia-ce",
    ]


@pytest.mark.parametrize(
    ("kind", "csl", "container", "ris"),
    [
        ("news", "article-newspaper", "container-title", "NEWS"),
        ("transcript", "speech", "publisher", "ELEC"),
        ("press release", "webpage", "container-title", "ELEC"),
        (None, "webpage", "container-title", "ELEC"),
    ],
)
def test_the_kind_of_source_decides_the_type(kind, csl, container, ris):
    entry = entry_of("sources", kind=kind)
    (item,) = json.loads(said("csl", entry))
    assert (item["type"], item[container]) == (csl, "HKSAR Government")
    assert said("ris", entry).startswith(f"TY  - {ris}\n")


@pytest.mark.parametrize("url", [None, "ftp://example.org/x", "javascript:alert(1)", "paper only"])
def test_without_an_address_on_the_web_a_source_is_not_online(url):
    entry = entry_of("sources", url=url)
    (item,) = json.loads(said("csl", entry))
    assert (item["type"], "URL" in item) == ("document", False)
    (bib,) = bib_entries(said("bibtex", entry))
    assert bib["ENTRYTYPE"] == "misc"
    assert "url" not in bib
    ris = said("ris", entry)
    assert ris.startswith("TY  - GEN\n")
    assert "UR  - " not in ris
    note = f"Address: {url}"
    assert (item.get("note") == note) is (f"N1  - {note}\n" in ris) is bool(url)


@pytest.mark.parametrize(
    ("day", "csl", "ris"),
    [("2025", [[2025]], "2025///"), ("2025-04", [[2025, 4]], "2025/04//")],
)
def test_a_partial_date_stays_partial(day, csl, ris):
    entry = entry_of("sources", published=day)
    assert json.loads(said("csl", entry))[0]["issued"]["date-parts"] == csl
    assert bib_entries(said("bibtex", entry))[0]["date"] == day
    assert rispy.loads(said("ris", entry))[0]["date"] == ris


HOSTILE = st.text(
    st.sampled_from("ab {}\\%$&#_~^\"'`-,<>?!@=()[]\n\r\t\x1b\u202e李é")
    | st.characters(exclude_categories=("Cs", "Cn", "Co", "Mn", "Me")),
    min_size=1,
    max_size=30,
).filter(one_line)


@given(HOSTILE)
@settings(max_examples=150)
def test_latex_prints_what_was_written(text):
    assert LATEX.latex_to_text(escape(one_line(text))) == one_line(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024--2025", "2024-{}-2025"),
        ("---", "-{}-{}-"),
        ("``a''", "`{}`a'{}'"),
        ("?`!`", "?{}`!{}`"),
        ("<<a>>", "<{}<a>{}>"),
        (",,", ",{},"),
        ("a-b, 'c'", "a-b, 'c'"),
    ],
)
def test_latex_joins_no_two_signs_into_another(text, expected):
    assert escape(text) == expected


@given(HOSTILE, HOSTILE)
@settings(max_examples=100)
def test_bibtex_holds_any_text(title, publisher):
    entry = entry_of("sources", title=title, publisher=publisher)
    (item,) = bib_entries(said("bibtex", entry))
    assert LATEX.latex_to_text(item["title"].removeprefix("{").removesuffix("}")) == value_line(
        title
    )
    assert LATEX.latex_to_text(item["organization"][1:-1]) == value_line(publisher)


def test_bibtexparsers_own_decoder_reads_plain_titles():
    text = said("bibtex", entry_of("sources", title="100% of R&D_x #1 – 李家超 $5"))
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    (entry,) = library.entries
    assert entry["title"].strip("{}") == "100% of R&D_x #1 – 李家超 $5"


@given(HOSTILE, HOSTILE)
@settings(max_examples=100)
@example("x", "\u202a")
def test_ris_holds_any_text(title, publisher):
    (item,) = rispy.loads(said("ris", entry_of("sources", title=title, publisher=publisher)))
    assert (item["title"], item["publisher"]) == (value_line(title), value_line(publisher))


@pytest.mark.parametrize("text", ["ER  - ", "x\nER  - \nTY  - BOOK\nTI  - y", "x\rUR  - http://e"])
def test_no_text_begins_a_line_of_ris(text):
    (item,) = rispy.loads(said("ris", entry_of("sources", title=text)))
    assert item["title"] == one_line(text)
    assert item["type_of_reference"] == "ELEC"
