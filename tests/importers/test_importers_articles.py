"""Articles as the usual programs write them: HTML, DOCX, PDF and text; and what is no article."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from format_samples import document, imported, of_kind, read

from summit_tui.attribution.speech import SpeechText
from summit_tui.importers.child import run_apart
from summit_tui.importers.limits import MissingExtraError, UnreadableError
from summit_tui.importers.table import recognise

PARAGRAPHS = [
    (
        "The minister, Lin Mei, said: “We will lay the cable together.” It is a long paragraph, "
        "with many words, as those of articles are, and is not taken for what surrounds it."
    ),
    (
        "「超級聯繫人」 is a term that another paragraph has, in a sentence that is long enough to "
        "be a part of the article and not of a list of links beside it."
    ),
]
PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><title>Cables | The Gazette</title>
<meta property="og:title" content="Cables"><meta property="og:site_name" content="The Gazette">
<meta name="author" content="Ada Okoro">
<meta property="article:published_time" content="2025-04-14T09:00:00+08:00">
<link rel="canonical" href="https://example.org/cables"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Cables</h1><p>{}</p><blockquote>We go&nbsp;on, <q>keep going</q>, she said, and
again.</blockquote><p>{}</p></article>
<aside>Buy now</aside><footer>All rights reserved</footer></body></html>""".format(*PARAGRAPHS)


def docx_of(*paragraphs, title="", **properties):
    made = docx.Document()
    for name, value in properties.items():
        setattr(made.core_properties, name, value)
    if title:
        made.add_heading(title, 0)
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    return made


def saved(made):
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def pdf_of(*pages, **metadata):
    from fpdf import FPDF  # a second, which every worker would wait for

    made = FPDF()
    made.set_font("Helvetica")
    for page in pages:
        made.add_page()
        made.multi_cell(0, 8, page)
    for name, value in metadata.items():
        getattr(made, f"set_{name}")(value)
    return made


def test_a_page_is_its_article_without_what_surrounds_it():
    result = imported(PAGE, "anything")
    assert result.source == {
        "title": "Cables",
        "publisher": "The Gazette",
        "author": "Ada Okoro",
        "language": "en-GB",
        "published": "2025-04-14",
        "url": "https://example.org/cables",
    }
    assert all(paragraph in result.text for paragraph in PARAGRAPHS)
    assert "“keep going”" in result.text
    assert not any(word in result.text for word in ("Home", "Buy now", "All rights"))
    assert list(result.records) == []


def test_a_page_has_no_date_that_only_its_text_has():
    page = "\n".join(line for line in PAGE.split("\n") if "published_time" not in line)
    page = page.replace("We go", "On 3 May 2024 we go")
    assert "published" not in imported(page).source


def test_a_page_that_a_browser_saved_has_its_address():
    page = PAGE.replace('<link rel="canonical" href="https://example.org/cables">', "")
    page = "<!-- saved from url=(0029)https://news.example.org/x -->\n" + page.replace(
        '<meta property="og:site_name" content="The Gazette">', ""
    )
    source = imported(page).source
    assert source["url"] == "https://news.example.org/x"
    assert "publisher" not in source


def test_a_page_in_chinese_in_another_encoding_is_read():
    words = "部長林梅在論壇上表示，我們將一起鋪設海底電纜，並加強各方合作，推動數字經濟發展。" * 4
    page = f"<html lang=zh><head><title>電纜</title></head><body><p>{words}</p></body></html>"
    assert words in imported(page, encoding="big5hkscs").text


@pytest.mark.parametrize("page", ["<html></html>", "<!doctype html><title>A</title>"])
def test_a_page_without_an_article_is_refused_by_a_sentence(page):
    with pytest.raises(UnreadableError, match="has no article"):
        imported(page)


def test_a_docx_is_its_paragraphs_and_those_of_its_tables():
    made = docx_of(*PARAGRAPHS, title="Cables", author="The typist")
    made.add_table(1, 2).cell(0, 1).text = "A cell"
    made.add_paragraph().add_run("One\ttab\nand a break")
    result = imported(saved(made), "anything")
    assert result.source == {"title": "Cables"}
    expected = ["Cables", *PARAGRAPHS, "A cell", "One\ttab\nand a break"]
    assert result.text == "\n\n".join(expected) + "\n"


def test_a_docx_has_the_title_that_it_says_of_itself():
    made = docx_of(PARAGRAPHS[0])
    made.core_properties.title = "Said\nof itself"
    made.styles.add_style("Other", WD_STYLE_TYPE.PARAGRAPH)
    assert imported(saved(made)).source["title"] == "Said of itself"


def test_what_was_deleted_in_a_docx_is_no_part_of_its_text():
    data = _changed_docx(
        lambda xml: xml.replace(
            "<w:r>", '<w:del w:id="1" w:author="a"><w:r><w:t>gone</w:t></w:r></w:del><w:r>', 1
        )
    )
    assert "gone" not in imported(data).text


def _changed_docx(change):
    """Return a DOCX whose text was changed as XML."""
    old, new = zipfile.ZipFile(BytesIO(saved(docx_of(PARAGRAPHS[0])))), BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = change(data.decode()).encode()
            archive.writestr(name, data)
    return new.getvalue()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda xml: xml[: len(xml) // 2], "is not well-formed XML"),
        (
            lambda xml: '<!DOCTYPE a [<!ENTITY b "bomb">]>' + xml.partition("?>")[2].strip(),
            "defines entities",
        ),
        (lambda xml: xml.replace("<w:r>", "<w:r>" * 600), "is nested too deeply"),
        (lambda xml: xml.replace("<w:body>", "<w:body>" + " " * (1 << 26)), "unpacks from"),
    ],
)
def test_a_docx_that_is_broken_or_a_bomb_is_refused_by_a_sentence(change, reason):
    with pytest.raises(UnreadableError, match=reason):
        imported(_changed_docx(change))


def test_a_docx_that_is_cut_off_is_refused_by_a_sentence():
    with pytest.raises(UnreadableError, match="no whole zip"):
        imported(saved(docx_of(*PARAGRAPHS))[:-100])


def test_a_pdf_is_the_text_of_its_pages():
    made = pdf_of("First page, with words.", "Second page.", title="Cables", author="The typist")
    result = imported(bytes(made.output()), "anything")
    assert result.source == {"title": "Cables"}
    assert result.text == "First page, with words.\n\nSecond page.\n"
    assert result.unplaced["Author"] == 1


def scanned_pdf():
    """Return a PDF of one page that is a grey picture, as a scanner makes them."""
    picture = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R"
            " /Resources << /XObject << /I 4 0 R >> >> >>"
        ),
        f"<< {picture} /ColorSpace /DeviceGray /Length 1 >>\nstream\nx\nendstream",
        "<< /Length 5 >>\nstream\n/I Do\nendstream",
    ]
    pdf, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(pdf))
        pdf += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(pdf)}\n%%EOF"
    return f"{pdf}xref\n0 6\n0000000000 65535 f \n{table}{trailer}".encode()


def test_a_page_without_text_is_counted_and_a_pdf_of_them_refused():
    made = pdf_of("Words.")
    made.add_page()
    assert imported(bytes(made.output())).remarks == ("1 page has no text.",)
    with pytest.raises(UnreadableError, match=r"has no text$"):
        imported(bytes(pdf_of("").output()))
    with pytest.raises(UnreadableError, match="holds pictures of pages and no text"):
        imported(scanned_pdf())


def test_a_pdf_that_is_locked_or_broken_is_refused_by_a_sentence():
    made = pdf_of("Words.")
    made.set_encryption(owner_password="a", user_password="b")
    with pytest.raises(UnreadableError, match="protected by a password"):
        imported(bytes(made.output()))
    with pytest.raises(UnreadableError, match="damaged"):
        imported(b"%PDF-1.7\nnothing")


def test_the_title_that_a_program_gave_a_pdf_is_none():
    made = pdf_of("Words.", title="Microsoft Word - draft_7.doc")
    assert imported(bytes(made.output())).source == {}


def test_work_that_takes_too_long_is_given_up_with_a_sentence():
    with pytest.raises(UnreadableError, match="took longer than 0 seconds"):
        run_apart("summit_tui.importers.pdf", b"", extra="pdf", library="pypdf", seconds=0.001)


def test_a_library_that_is_missing_is_named_with_its_extra():
    with pytest.raises(MissingExtraError, match=r"summit-tui\[web\]"):
        run_apart("summit_tui.importers.none_such", b"", extra="web", library="trafilatura")


def test_a_text_has_the_title_that_stands_above_it():
    text = "Cables\n\n" + "\n\n".join(PARAGRAPHS) + "\n"
    result = imported(text)
    assert (result.source, result.text) == ({"title": "Cables"}, text)


def test_a_text_without_a_title_has_none():
    assert imported("\n\n".join(PARAGRAPHS)).source == {}


def test_markdown_says_more_of_itself():
    text = (
        "---\ntitle: Cables\nauthor: Ada Okoro\nsite: The Gazette\ndate: 2030-05-01\n"
        "url: https://example.org\nlang: en\nlayout: post\n---\n# Cables\n\n*We* lay the cable, "
        "and more of it than ever before.\n"
    )
    result = imported(text)
    assert result.source == {
        "title": "Cables",
        "publisher": "The Gazette",
        "author": "Ada Okoro",
        "language": "en",
        "published": "2030-05-01",
        "url": "https://example.org",
    }
    assert result.text.startswith("# Cables\n\nWe lay the cable")
    assert result.unplaced == {"layout": 1}


def test_a_chinese_text_in_another_encoding_is_a_text():
    text = (
        "電纜\n\n部長林梅在論壇上表示，我們將一起鋪設海底電纜，並加強各方合作，推動數字經濟發展。\n"
        * 3
    )
    assert imported(text, encoding="big5hkscs").text.startswith("電纜\n\n部長林梅")


@pytest.mark.parametrize(
    "data", [b"", b"1;2;3\n4;5;6\n", b"\0\1\2", b"{\\rtf1 words, and more.}", b"[1]"]
)
def test_what_has_no_sentences_is_no_text(data):
    assert recognise(document(data)) is None


@pytest.mark.parametrize(
    ("data", "name"),
    [(PAGE, "html"), (saved(docx_of("Words.")), "docx"), (bytes(pdf_of("A").output()), "pdf")],
    ids=["html", "docx", "pdf"],
)
def test_an_article_is_recognized_by_its_content(data, name):
    assert recognise(document(data, "notes.csv"))[0].name == name


def test_an_xml_of_another_kind_is_no_article():
    assert recognise(document("<a>Some words, and more words, in a sentence.</a>")) is None
    assert read(document(PAGE))[0] == "html"


@pytest.mark.parametrize(
    "turn",
    [
        "<p><strong>{}</strong></p><p>{}</p>",
        "<p><strong>{}</strong> {}</p>",
        "<h4>{}</h4><p>{}</p>",
        "<dl><dt>{}:</dt><dd>{}</dd></dl>",
        "<p><b>{}:</b> {}</p>",
        "<table><tr><td>{}</td><td>{}</td></tr></table>",
        "<table><tr><td>00:01:02</td><td>{}</td><td>{}</td></tr></table>",
    ],
)
def test_the_speakers_of_a_page_keep_their_turns_however_they_are_set(turn):
    names = ("Anna Holt", "Journalist", "Anna Holt", "Bo Ek", "Journalist")
    turns = "".join(turn.format(name, PARAGRAPHS[0].partition("“")[0] * 3) for name in names)
    page = PAGE.partition("<article>")[0] + f"<article><h1>Cables</h1>{turns}</article></body>"
    text = imported(page, "talk.html").text
    assert [turn.label for turn in SpeechText(text).turns] == list(names)


LIST = "Provisional list of participants\n\nNORLAND\n\nH.E. Ms. Anna Holt\nMinister of Ports\n"


@pytest.mark.parametrize("form", ["text", "docx", "pdf"])
def test_a_list_of_participants_as_text_keeps_its_lines_and_names_nobody(form):
    content = {
        "text": lambda: LIST,
        "docx": lambda: saved(docx_of(*LIST.split("\n\n"))),
        "pdf": lambda: bytes(pdf_of(LIST).output()),
    }[form]()
    result = imported(content, f"list.{form}")
    assert "H.E. Ms. Anna Holt\nMinister of Ports\n" in result.text
    assert list(result.records) == []
    assert result.source["kind"] == "list of participants"
    assert any("nobody is written" in remark for remark in result.remarks)


def table_of(made, *rows):
    table = made.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    return table


def test_a_list_of_participants_in_tables_of_a_docx_is_read_as_a_sheet_is():
    made = docx_of("List of participants", "Opening on 1 May")
    names = ("Name", "Title", "Delegation", "E-mail")
    table = table_of(
        made,
        names,
        ("Region A", "", "", ""),
        ("Lin Mei", "Minister", "Norland", "lin@example.org"),
        ("Bo Ek", "Envoy", "", ""),
    )
    table.cell(2, 2).merge(table.cell(3, 2))
    table_of(made, names, ("Anna Holt", "Chair", "Borland", ""))
    result = imported(saved(made), "list.docx")
    people = {
        each["name"]: (each["roles"][0]["title"], each["delegation"][1])
        for each in of_kind(result, "speakers").values()
    }
    assert people == {
        "Lin Mei": ("Minister", "Norland"),
        "Bo Ek": ("Envoy", "Norland"),
        "Anna Holt": ("Chair", "Borland"),
    }
    assert result.source["kind"] == "list of participants"
    assert result.text.startswith("List of participants\n\nOpening on 1 May\n\nName\tTitle")
    assert "lin@" not in result.text
    assert any("Region A" in remark for remark in result.remarks)


def test_a_list_of_participants_in_a_table_of_a_page_is_read_as_a_sheet_is():
    rows = (("Name", "Title", "Delegation"), ("Lin Mei", "Minister", "Norland"), ("Bo Ek", "", ""))
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    head = "<h1>List of participants</h1><p>Opening of the ports on the first of May.</p>"
    page = PAGE.partition("<article>")[0] + f"<article>{head}<table>{cells}</table></article>"
    result = imported(f"{page}</body></html>", "list.html")
    (speaker,) = of_kind(result, "speakers").values()
    assert (speaker["name"], speaker["delegation"]) == ("Lin Mei", ("delegations", "Norland"))
    assert result.source["kind"] == "list of participants"
    assert "Lin Mei\tMinister\tNorland\n" in result.text


def test_a_list_of_participants_whose_table_names_nobody_keeps_its_text():
    made = docx_of("List of participants")
    table_of(made, ("Name", "Title", "Delegation"), ("", "Minister", "Norland"))
    result = imported(saved(made), "list.docx")
    assert list(result.records) == []
    assert result.text.endswith("Minister\n\nNorland\n")


def test_a_table_of_speakers_and_words_has_turns_and_another_has_none():
    made = docx_of("Talks on ports")
    table_of(made, ("Lin Mei", "It is open."), ("Question", "Is it?"), ("Lin Mei", "Yes."))
    table_of(made, ("Port", "It is a harbour."), ("Cable", "It lies."), ("Toll", "A fee."))
    text = imported(saved(made), "talk.docx").text
    assert [turn.label for turn in SpeechText(text).turns] == ["Lin Mei", "Question", "Lin Mei"]
    assert "\n\nPort\n\nIt is a harbour.\n\n" in text


def test_an_article_on_participants_is_an_article():
    article = imported(f"List of participants grows\n\n{PARAGRAPHS[0]}\n", "a.txt")
    assert "kind" not in article.source
    assert article.remarks == ()
