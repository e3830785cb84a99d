"""A citation processor makes a bibliography of what the forms say."""

import pytest
from wording_records import entry_of, quote_of

from summit_tui.wording.citation import bibliography

# The one style that citeproc-py brings along.
STYLE = "harvard-cite-them-right"


def test_the_source_is_cited_by_its_author_and_not_by_the_speaker():
    (line,) = bibliography(STYLE, [quote_of(), entry_of("sessions")])
    assert line.startswith("Information Services Department (2025)")
    assert "Speech by CE at opening ceremony" in line
    assert "https://www.info.gov.hk/gia/P2025041400123.htm" in line
    assert "John Lee" not in line


def test_a_transcript_is_cited_by_its_speaker():
    (line,) = bibliography(STYLE, [quote_of(source={"kind": "transcript"})])
    assert line.startswith("John Lee (2025)")


@pytest.mark.parametrize(
    "kind", ["press release", "government release", "news", "background", None]
)
@pytest.mark.parametrize("missing", ["author", "published", "url", "retrieved", "language"])
def test_a_source_of_any_kind_can_be_cited_whatever_it_lacks(kind, missing):
    (line,) = bibliography(STYLE, [entry_of("sources", kind=kind, **{missing: None})])
    assert "Speech by CE at opening ceremony" in line


@pytest.mark.parametrize(
    "title", ["a < b & c", "<script>x</script>", "100% {of} \\it", "李家超\x1b[31m"]
)
def test_no_title_upsets_it(title):
    (line,) = bibliography(STYLE, [entry_of("sources", title=title)])
    assert "\x1b" not in line
    assert line.isprintable()


def test_a_source_that_is_not_in_the_coverage_does_not_stop_the_others():
    lines = bibliography(
        STYLE, [entry_of("quotes", without=("sources",)), entry_of("sources", id="b")]
    )
    assert any("Speech by CE" in line for line in lines)


def test_nothing_makes_an_empty_bibliography():
    assert bibliography(STYLE, []) == []


def test_an_unknown_style_is_refused():
    with pytest.raises(ValueError, match="no-such-style"):
        bibliography("no-such-style", [quote_of()])
