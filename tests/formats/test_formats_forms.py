"""The table of forms: what it promises of every form, whatever the record."""

import gc
import json
import subprocess
import sys
import tracemalloc
from collections import deque
from itertools import islice, repeat

import pytest
from format_records import EVENT, RECORDS, entry_of, quote_of

from summit_tui.attribution import memo
from summit_tui.citations import STYLES
from summit_tui.formats import FORMS, holds, render

ORDER = [
    "text",
    "markdown",
    "html",
    "reference",
    "csl",
    "bibtex",
    "ris",
    "apa",
    "chicago",
    "chicago-notes",
    "chicago-note",
    "mla",
    "gbt-numeric",
    "gbt-author-date",
    "agency",
    "agency-bbc",
    "json",
    "jsonl",
    "toml",
    "csv",
    "jsonld",
    "annotation",
    "obsidian",
    "org",
    "link",
    "readings",
    "address",
    "brief",
    "brief-html",
    "icalendar",
]
BIBLIOGRAPHIES = ["csl", "bibtex", "ris", *STYLES]
ONLY_OF = {
    "icalendar": "sessions",
    "agency": "quotes",
    "agency-bbc": "quotes",
    "annotation": "quotes",
}
BRIEFS = [name for name, form in FORMS.items() if form.grouped]


def said(form, *entries, language=None):
    return "".join(render(form, entries, language))


def test_the_menu_lists_the_forms_in_the_order_of_use():
    assert list(FORMS) == ORDER


@pytest.mark.parametrize("form", FORMS.values(), ids=str)
def test_a_form_names_itself_and_a_file(form):
    assert FORMS[form.name] is form
    assert form.title.strip()
    assert form.suffix.startswith(".")


@pytest.mark.parametrize("kind", RECORDS)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_something_of_every_kind(form, kind):
    entry = entry_of(kind)
    assert holds(form, entry) is (kind == ONLY_OF.get(form, kind))
    document = said(form, entry)
    assert bool(document.strip()) is holds(form, entry)
    assert document.endswith("\n" if document else "")
    assert not document.endswith("\n\n")


@pytest.mark.parametrize("kind", RECORDS)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_survives_a_record_without_what_it_refers_to(form, kind):
    entry = entry_of(kind, without=tuple(RECORDS))
    document = said(form, entry)
    if not holds(form, entry):
        assert form in ("link", *ONLY_OF)
        assert document == ""
    else:
        assert document.strip()


@pytest.mark.parametrize("form", ["text", "markdown", "html", "reference", "jsonld", "csv"])
def test_what_is_not_in_the_coverage_is_shown_as_an_id(form):
    document = said(form, entry_of("quotes", without=("speakers", "sessions", "sources")))
    for id in ("speakers/john-lee", "sessions/opening", "sources/gia-ce"):
        assert id in document


@pytest.mark.parametrize("form", BIBLIOGRAPHIES)
def test_a_citation_of_a_missing_source_says_that_it_is_missing(form):
    document = said(form, entry_of("quotes", without=("sources",)))
    assert "sources/gia-ce is not in the coverage" in document
    assert "HKSAR" not in document


@pytest.mark.parametrize("form", FORMS)
def test_nothing_in_gives_a_document_without_records(form):
    empty = {
        "csl": "[]\n",
        "json": "[]\n",
    }
    document = said(form)
    if form == "csv":
        assert document.count("\n") == 1
    elif form == "jsonld":
        assert json.loads(document)["@graph"] == []
    else:
        assert document == empty.get(form, "")


@pytest.mark.parametrize(
    "form", [name for name in FORMS if name not in (*BIBLIOGRAPHIES, "icalendar", *BRIEFS)]
)
def test_an_endless_result_can_be_taken_piece_by_piece(form):
    pieces = list(islice(render(form, repeat(quote_of())), 5))
    assert len(pieces) == 5
    assert all(pieces)


def peak_of(form, entry, number):
    """Return how many bytes it takes at most to put a record into a form some number of times.

    What only waits to be thrown away, is: of what there is by then, in any generation.
    """
    gc.freeze()  # what other tests have left is no part of it, and takes no time
    tracemalloc.start()
    try:
        for count, _ in enumerate(render(form, repeat(entry, number))):
            if count % 20 == 0:
                gc.collect()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        gc.unfreeze()
    return peak


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_memory_does_not_grow_with_the_number_of_records(form, monkeypatch):
    # What is kept of records that recur is limited: here to a few, so that it does not count.
    monkeypatch.setattr(memo, "MOST", 8)
    entry = quote_of()
    # Python keeps the room of 2,000 tuples that were thrown away.
    deque(render(form, repeat(entry, 2_100)), maxlen=0)
    # A hundred bytes that stay of each record would be more. What pytest-xdist reads meanwhile in a
    # thread of its own counts, too: so it is measured again where it is too much.
    assert any(peak_of(form, entry, 1_100) < peak_of(form, entry, 100) + 100_000 for _ in range(3))


def test_an_unknown_form_is_refused_at_once():
    with pytest.raises(KeyError):
        render("pdf", [])


@pytest.mark.parametrize(
    "form", ["text", "markdown", "html", "reference", "address", "jsonl", "readings"]
)
def test_many_records_say_what_each_says_alone(form):
    entries = [entry_of(kind) for kind in RECORDS]
    together = said(form, *entries).removeprefix('<meta charset="utf-8">\n')
    for entry in entries:
        assert said(form, entry).removeprefix('<meta charset="utf-8">\n') in together


@pytest.mark.parametrize("form", ["reference", "link", "address", "jsonl"])
def test_a_form_of_lines_gives_one_line_a_record(form):
    hostile = quote_of(text="one\ntwo\r\nthree\u2028four", role="a\nb", occasion="c\td\ve")
    assert said(form, hostile, hostile).count("\n") == 2


def test_a_statement_in_text_is_three_lines_whatever_its_line_ends():
    hostile = quote_of(text="one\ntwo\r\nthree\u2028four\x85five", role="a\nb\fc")
    first, second, third = said("text", hostile).splitlines()
    assert first == "“one two three four�five”"
    assert "a b␌c" in second
    assert third.startswith("Source: ")


def test_the_table_loads_no_form_until_one_is_used():
    code = (
        "import sys; import summit_tui.formats as w; "
        "loaded = [m for m in sys.modules if m.startswith('summit_tui.formats.')"
        " or m in ('tomli_w', 'pydantic', 'textual', 'html', 'csv')]; "
        "assert not loaded, loaded; "
        "list(w.render('address', [])); "
        "assert 'summit_tui.formats.csl' not in sys.modules; "
        "assert 'summit_tui.formats.text' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_addresses_are_complete():
    assert said("address", entry_of("sources"), quote_of()) == (
        f"{EVENT}/sources/gia-ce\n{EVENT}/quotes/lee-delighted\n"
    )
