"""Bibliographies in the shapes that EndNote, Zotero, Mendeley and JabRef write."""

import pytest
from format_samples import imported, of_kind

pytestmark = pytest.mark.pure

ENDNOTE = """TY  - NEWS
AU  - Ministry of Ports,
DA  - May 1
PY  - 2030
TI  - Ports <i>open</i>
T2  - Harbour Times
Y2  - 2 May 2030
ID  - 12
ER  -
TY  - WEB
TI  - Statement
PY  - last year
UR  - https://ports.example/s
ER  -
"""


def sources(result):
    return of_kind(result, "sources")


def test_endnote_has_the_year_apart_and_days_in_words():
    result = imported(ENDNOTE)
    assert sources(result)["12"] == {
        "title": "Ports open",
        "publisher": "Harbour Times",
        "kind": "news",
        "author": [{"name": "Ministry of Ports"}],
        "published": "2030-05-01",
        "retrieved": "2030-05-02",
    }


def test_a_day_that_cannot_be_read_is_counted():
    assert imported(ENDNOTE).unplaced == {"PY": 1}


TAGGED = """%0 Newspaper Article
%A Okoro, Ada
%A Ministry of Ports,
%T Ports open
again
%B Harbour Times
%D 2030
%8 May 1, 2030
%P A1
%U https://times.example/ports
%X A summary
%F okoro2030

%0 Web Page
%T Statement
"""


def test_what_endnote_tags_is_a_source():
    result = imported(TAGGED, "library.enw")
    assert sources(result)["okoro2030"] == {
        "title": "Ports open again",
        "publisher": "Harbour Times",
        "kind": "news",
        "author": [
            {"family_name": "Okoro", "given_name": "Ada"},
            {"name": "Ministry of Ports"},
        ],
        "page": "A1",
        "published": "2030-05-01",
        "url": "https://times.example/ports",
    }
    assert len(sources(result)) == 2
    assert result.unplaced == {"%X": 1}


PARTS = r"""
@inproceedings{mei, author = {Lin, Mei}, title = {On cables}, crossref = {Ports}}
@inproceedings{own, title = {Earlier}, year = 2029, crossref = {Ports}}
@proceedings{Ports, title = {Papers on Ports}, editor = {Okoro, Ada}, author = {Okoro, Ada},
  year = 2030, month = 5, day = 3, publisher = {Port Press}}
@xdata{common, publisher = {Port Press}, date = {2028}}
@book{with, title = {With shared data}, xdata = {common}}
@online{lost, title = {Lost}, crossref = {nowhere}, urldate = {2 May 2030}, date = {soon}}
"""


def test_a_part_has_what_it_lacks_from_the_book_and_not_its_author():
    result = imported(PARTS)
    assert sources(result)["mei"] == {
        "title": "On cables",
        "publisher": "Papers on Ports",
        "author": [{"family_name": "Lin", "given_name": "Mei"}],
        "published": "2030-05-03",
    }
    assert sources(result)["own"]["published"] == "2029"
    assert "author" not in sources(result)["own"]


def test_data_that_entries_share_are_no_source():
    result = imported(PARTS)
    assert set(sources(result)) == {"mei", "own", "Ports", "with", "lost"}
    assert sources(result)["with"] == {
        "title": "With shared data",
        "publisher": "Port Press",
        "published": "2028",
    }
    assert sources(result)["lost"]["retrieved"] == "2030-05-02"
    assert result.unplaced == {"editor": 1, "crossref": 1, "date": 1}


def test_italics_in_a_title_are_no_part_of_it():
    item = {
        "id": "a",
        "type": "article-newspaper",
        "title": 'On <i>cables</i> and <span class="nocase">ports</span>: 1 < 2',
        "container-title": "The <b>Times</b>",
    }
    assert sources(imported([item]))["a"]["title"] == "On cables and ports: 1 < 2"
    assert sources(imported([item]))["a"]["publisher"] == "The Times"


@pytest.mark.parametrize(
    ("printed", "url"),
    [
        ("https://a.example/1;https://b.example/2", "https://a.example/1"),
        ("https://a.example/1 https://b.example/2", "https://a.example/1"),
        ("https://a.example/1;jsessionid=2", "https://a.example/1;jsessionid=2"),
        ("<Go to ISI>://WOS:1", None),
    ],
)
def test_the_first_of_several_addresses_is_that_of_a_source(printed, url):
    ris = f"TY  - JOUR\nTI  - Ports\nJO  - Port T.\nJF  - The Port Times\nUR  - {printed}\nER  - \n"
    result = imported(ris, "a.ris")
    (source,) = of_kind(result, "sources").values()
    assert source.get("url") == url
    assert source["publisher"] == "The Port Times"
    assert result.unplaced.get("url", 0) == (url != printed)
