"""Bibliographies and notes in the styles: what of a record comes into the line."""

import pytest
from format_records import RECORDS, entry_of, quote_of

from summit_tui.citations import STYLES
from summit_tui.formats import render

LISTS = [name for name in STYLES if name != "chicago-note"]
KINDS = ["press release", "government release", "news", "transcript", "background", None]
URL = "https://www.info.gov.hk/gia/P2025041400123.htm"
TITLE = "Speech by CE at opening ceremony"


def lines(form, *entries, language=None):
    return "".join(render(form, entries, language)).splitlines()


PRINTED = {
    "apa": "Information Services Department. (2025, April 14). Speech by CE at opening ceremony "
    f"[Press release]. HKSAR Government. {URL}",
    "chicago": "Information Services Department. 2025. “Speech by CE at Opening Ceremony.” HKSAR "
    f"Government. Press release, April 14, 2025. {URL}.",
    "mla": "Information Services Department. “Speech by CE at Opening Ceremony.” HKSAR "
    f"Government, 14 Apr. 2025, {URL}. Press release.",
}


@pytest.mark.parametrize("form", PRINTED)
def test_a_statement_cites_its_source_in_the_style(form):
    assert lines(form, quote_of(), entry_of("sessions")) == [PRINTED[form]]


@pytest.mark.parametrize("form", LISTS)
@pytest.mark.parametrize("mode", ["direct", "partial", "paraphrase"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("author", ["A. Reporter", None])
def test_a_speaker_is_no_author_of_what_does_not_say_so(form, mode, kind, author):
    (line,) = lines(form, quote_of(mode=mode, source={"kind": kind, "author": author}))
    assert "John Lee" not in line
    assert ("A. Reporter" in line) == (author is not None)


@pytest.mark.parametrize("form", ["apa", "chicago", "chicago-notes", "mla"])
def test_a_speech_is_cited_by_its_speaker_if_that_is_known(form):
    speech = {"kind": "transcript", "speech_by": "john-lee"}
    name = {"family_name": "Lee", "given_name": "John"}
    assert lines(form, quote_of(source=speech))[0].startswith("John Lee")
    assert lines(form, quote_of(source=speech, speaker=name))[0].startswith("Lee, J")
    (line,) = lines(form, quote_of(source=speech, without=("speakers",)))
    assert "Lee" not in line.removeprefix("Information Services Department")


@pytest.mark.parametrize("form", STYLES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "missing", [(), ("author",), ("published",), ("url",), ("retrieved",), ("language",),
                ("author", "published", "url", "retrieved", "language")]
)  # fmt: skip
def test_a_source_is_cited_once_whatever_it_lacks(form, kind, missing):
    entry = entry_of("sources", kind=kind, **dict.fromkeys(missing))
    (line,) = lines(form, entry, entry)
    assert line.casefold().count(TITLE.casefold()) == 1


def test_a_note_cites_each_passage_once():
    pages = [quote_of(locator={"page": page}) for page in ("4", "4", "7")]
    assert [
        line.count(f", {page}, http")
        for line, page in zip(lines("chicago-note", *pages), ("4", "7"), strict=True)
    ] == [1, 1]
    assert len(lines("chicago", *pages)) == 1


@pytest.mark.parametrize("form", STYLES)
@pytest.mark.parametrize(
    "title",
    ["a < b & c", "<script>x</script>", "100% {of} \\it", "李家超\x1b[31m", "+ (x [y", "A. A. A."],
)
@pytest.mark.parametrize("author", ["A. Reporter", None])
def test_no_title_upsets_it(form, title, author):
    (line,) = lines(form, entry_of("sources", title=title, author=author))
    assert line.isprintable()
    assert URL in line


@pytest.mark.parametrize("form", STYLES)
def test_a_source_that_is_not_in_the_coverage_comes_last_and_says_so(form):
    gone = entry_of("quotes", without=("sources",))
    first, last = lines(form, gone, entry_of("sources", id="b"))
    assert TITLE.casefold() in first.casefold()
    assert last == "sources/gia-ce is not in the coverage"


@pytest.mark.parametrize("form", STYLES)
def test_two_events_may_have_sources_of_one_id(form):
    other = entry_of("sources", event="wic-ap-2026", title="Another speech")
    assert len(lines(form, entry_of("sources"), other)) == 2


@pytest.mark.parametrize("form", STYLES)
def test_nothing_makes_an_empty_bibliography(form):
    assert lines(form) == []


def test_every_kind_of_record_cites_what_it_rests_on():
    for kind in RECORDS:
        assert TITLE in "".join(lines("apa", entry_of(kind)))


def test_an_agency_says_who_reported_what_is_not_first_hand():
    (line,) = lines("agency", quote_of())
    assert line == (
        "“I am delighted to welcome you all,” John Lee, chief executive of the HKSAR, said on "
        "April 14."
    )
    assert lines("agency-bbc", quote_of())[0].endswith(" said on 14 April.")
    copy = {"kind": "news", "syndicated_from": {"publisher": "Example Wire"}}
    assert lines("agency", quote_of(source=copy))[0].endswith(", according to Example Wire.")
    assert lines("agency", entry_of("sources")) == []


def test_an_agency_writes_a_chinese_text_in_chinese_and_says_that_it_is_a_translation():
    (line,) = lines(
        "agency", quote_of(translations={"zh-Hant": "歡迎各位。"}, role=None), language="zh"
    )
    assert line == "李家超4月14日說：「歡迎各位。」（譯自英文（en）。）"


def test_an_english_sentence_has_no_capacity_in_chinese_characters():
    (line,) = lines("agency", quote_of(role="行政長官"))
    assert line == "“I am delighted to welcome you all,” John Lee said on April 14."
