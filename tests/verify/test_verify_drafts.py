"""Drafts are read as text, whatever their form, and each character keeps its place."""

import io
import os
import zipfile

import pytest

from summit_tui.verify.draft import DraftError
from summit_tui.verify.draft_files import MAX_BYTES, read_draft
from summit_tui.verify.quotations import quotations_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body, name="word/document.xml"):
    """Return a Word document with the given XML in its body."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return data.getvalue()


def paragraph(*runs):
    return f"<w:p>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a draft and returns its path."""

    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "draft.md",
            "# Title\n\n> “We will **lay** the [cable](http://a.example/“x”) _together_,” she",
        ),
        (
            "draft.md",
            "---\na: “b”\n---\n\n<!-- “c” --> `“d”`\n\n“We will lay\nthe cable together,”",
        ),
        (
            "draft.md",
            "```\n“code”\n```\n\n[“We will lay the cable together,”][1] she\n\n[1]: “x”",
        ),
        ("draft.md", "&ldquo;We will lay the cable&#32;together,&rdquo; she said."),
        ("draft.txt", "``We will lay the\ncable together,'' she said."),
        ("draft.txt", "\ufeff“We will lay\r\nthe cable together,” she said."),
        ("draft.txt", "One.\r\r“We will lay the\rcable together,” she said."),
        ("draft.html", "<title>“t”</title><p>“We will <b>lay</b>&nbsp;the\n\ncable together,” she"),
        (
            "draft.html",
            "<head><style>“s”</style></head><body><q>We will lay the cable together,</q>",
        ),
        ("draft.html", "<!-- “c” --><p>&#8220;We will lay the cable together,&rdquo; she said."),
    ],
)
def test_markup_is_no_part_of_the_words_and_moves_no_character(written, name, content):
    path = written(name, content)
    draft = read_draft(path)
    (quotation,) = quotations_of(draft)
    assert quotation.text == "We will lay the cable together,"
    content = path.read_bytes().decode("utf-8-sig")
    start, end = draft.offset(quotation.start), draft.offset(quotation.end - 1) + 1
    assert content[start : start + 2] == "We"
    assert content[start:end].replace("_", "").endswith("together,")


@pytest.mark.parametrize(
    "mark", ["<sup>3</sup>", "<sup><a href='#n'>[3]</a></sup>", "<a href='#n'><sup>3</sup></a>"]
)
def test_the_mark_of_a_footnote_on_a_page_is_no_figure(written, mark):
    draft = read_draft(written("draft.html", f"<p>“We will{mark} lay nets{mark},” she said."))
    (quotation,) = quotations_of(draft)
    assert [segment.tokens for segment in quotation.segments] == [("we", "will", "lay", "nets")]


def test_the_notes_below_a_draft_are_read(written):
    note = "The hall was full.[^1]\n\n[^1]: Lin Mei said: “We will lay the cable.”\n"
    (quotation,) = quotations_of(read_draft(written("draft.md", note)))
    assert (quotation.text, quotation.stated.name) == ("We will lay the cable.", "Lin Mei")


def test_the_cells_of_a_row_stand_beside_each_other_in_a_word_document(written):
    cells = "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in ("Lin Mei", "“We will.”"))
    draft = read_draft(written("draft.docx", docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")))
    (quotation,) = quotations_of(draft)
    assert (draft.text, quotation.stated.name) == ("Lin Mei | “We will.”", "Lin Mei")
    assert draft.line(quotation.start) == 2


def test_lines_are_those_of_the_file(written):
    draft = read_draft(
        written("draft.html", "<html>\n<body>\n<p>One.</p>\n<p>Two “three four”.</p>")
    )
    assert [draft.line(quotation.start) for quotation in quotations_of(draft)] == [4]


@pytest.mark.parametrize("break_", ["\n\n", "\n\n   ", "\n \t\n"])
def test_a_quotation_over_paragraphs_begins_each_with_a_mark(written, break_):
    draft = read_draft(written("draft.txt", f"Lin said: “One two.{break_}“Three four.” Five."))
    assert [quotation.text for quotation in quotations_of(draft)] == ["One two. Three four."]


def test_paragraphs_of_a_page_may_be_indented(written):
    draft = read_draft(written("draft.html", "<p>Lin: “One two.</p>\n  <p>\n “Three four.”</p>"))
    assert [quotation.text for quotation in quotations_of(draft)] == ["One two. Three four."]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_names_the_encoding(written, encoding):
    draft = read_draft(written("draft.txt", "“We will”, she said.".encode(encoding)))
    assert draft.text == "“We will”, she said."


def test_a_page_may_name_its_encoding(written):
    page = '<meta charset="gb18030"><p>她说：“你好”。</p>'
    assert "你好" in read_draft(written("draft.html", page.encode("gb18030"))).text


def test_a_word_document_is_read_as_its_reader_sees_it(written):
    body = (
        paragraph("She said: “We will ", "lay the cable.")
        + paragraph("“Together.”")
        + "<w:p><w:del><w:r><w:delText>“gone”</w:delText></w:r></w:del>"
        + "<w:ins><w:r><w:t>“New”</w:t><w:br/><w:t>line</w:t></w:r></w:ins></w:p>"
        + f"<w:tbl><w:tr><w:tc>{paragraph('cell')}</w:tc></w:tr></w:tbl>"
    )
    draft = read_draft(written("draft.docx", docx(body)))
    assert draft.text == ("She said: “We will lay the cable.\n\n“Together.”\n\n“New”\nline\n\ncell")
    quotations = quotations_of(draft)
    assert [draft.line(quotation.start) for quotation in quotations] == [1, 3]
    assert draft.offset(quotations[0].start) is None


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("draft.txt", b"caf\xe9 \x93we\x94", "is not UTF-8 in line 1"),
        ("draft.txt", b"one\n\xff\xfa", "is not UTF-8 in line 2"),
        ("draft.txt", b"a\0b", "is no text"),
        ("draft.html", b'<meta charset="x-none"><p>a', "is not UTF-8"),
        ("draft.md", b"a" * (MAX_BYTES + 1), "is larger than 16 MB"),
        ("draft.docx", b"hello", "is no Word document"),
        ("draft.docx", docx(paragraph("a"))[:200], "is no Word document"),
        ("draft.docx", docx("", "other.xml"), "is no Word document"),
        ("draft.txt", docx("", "xl/workbook.xml"), "is no Word document"),
        ("draft.docx", docx("<w:p>"), "is no Word document"),
    ],
    ids=map(str, range(10)),
)
def test_what_cannot_be_read_is_told_in_a_sentence(written, name, content, reason):
    path = written(name, content)
    with pytest.raises(DraftError) as raised:
        read_draft(path)
    message = str(raised.value)
    assert message.startswith(f"{path}: ")
    assert reason in message
    assert "\n" not in message


def test_a_document_that_unpacks_to_very_much_is_refused(written):
    path = written("draft.docx", docx(f"<w:p>{' ' * 50_000_000}</w:p>"))
    with pytest.raises(DraftError, match="unpacks to more than"):
        read_draft(path)


def test_no_entity_of_a_document_is_resolved(written):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(DraftError, match="is no Word document"):
        read_draft(written("draft.docx", data.getvalue()))


def test_neither_a_folder_nor_a_pipe_nor_nothing_is_a_draft(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    for path in (tmp_path, tmp_path / "pipe.md", tmp_path / "none.md"):
        with pytest.raises(DraftError):
            read_draft(path)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("draft.html", "<!-- a "),
        ("draft.html", "<p <"),
        ("draft.html", "<![CDATA["),
        ("draft.md", "[^"),
        ("draft.md", "<!-- "),
        ("draft.md", "```\n"),
        ("draft.md", "> \n"),
        ("draft.txt", "``"),
        ("draft.txt", "“a” ("),
        ("draft.txt", "‘fishers’ a "),
        ("draft.txt", "“"),
    ],
)
def test_markup_that_never_ends_takes_no_time(written, name, unit):
    draft = read_draft(written(name, unit * 20_000))
    assert quotations_of(draft) is not None
