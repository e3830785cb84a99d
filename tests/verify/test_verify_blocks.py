"""Quotations without marks, in a block of their own, and quotations within quotations."""

import zipfile

import pytest

from summit_tui.verify.draft_files import read_draft
from summit_tui.verify.quotations import quotations_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EXACT = "We will lay the cable together."


@pytest.fixture
def judged(desk):
    def judge(text):
        judgements = desk.judgements(text, markdown=True)
        return [(own.verdict, own.quotation.text) for own in judgements]

    return judge


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        (f"Lin Mei said:\n\n> {EXACT}", "exact"),
        (f"Lin Mei said:\n> {EXACT}", "exact"),
        (f"They agreed.\n\n> {EXACT}\n> — Lin Mei", "exact"),
        (f"They agreed.\n\n> {EXACT}\n>\n> — Ada Okoro, envoy", "other-speaker"),
        (f"Ada Okoro said:\n\n> {EXACT}", "other-speaker"),
        (f"> {EXACT}\n\n— Ada Okoro, the envoy", "other-speaker"),
        (f"> {EXACT} (Ada Okoro, 2 May 2030)", "other-speaker"),
        (f"> {EXACT} (Lin Mei, 2 May 2030)", "exact"),
        ("Lin Mei said:\n\n> We will lay the cable alone.", "differs"),
        ("> We will lay the cable alone.", "differs"),
        ("Lin Mei said:\n\n> Bring an umbrella and wait for the bell.", "unknown"),
        ("It rained.\n\n> Bring an umbrella and wait for the bell.", "term"),
    ],
)
def test_a_block_is_a_quotation_without_marks(judged, draft, verdict):
    ((judged_as, _),) = judged(draft)
    assert judged_as == verdict


def test_marks_within_a_block_are_the_quotation(judged):
    ((verdict, words),) = judged(f"> “{EXACT}” Lin Mei said.")
    assert (verdict, words) == ("exact", EXACT)


@pytest.mark.parametrize(
    ("page", "verdict"),
    [
        (f"<blockquote><p>{EXACT[:-1]}</p><cite>Lin Mei</cite></blockquote>", "exact"),
        (f"<blockquote>{EXACT} <cite>Ada Okoro</cite></blockquote>", "other-speaker"),
        (f"<blockquote><p>{EXACT}<footer>— Ada Okoro</footer></blockquote>", "other-speaker"),
        (
            f"<figure><blockquote>{EXACT}</blockquote><figcaption>Ada Okoro</figcaption></figure>",
            "other-speaker",
        ),
        (
            f"<blockquote>{EXACT}</blockquote><figure><figcaption>Ada Okoro</figcaption></figure>",
            "exact",
        ),
        (f"<p>Lin Mei wrote in <cite>Tides</cite>: <q>{EXACT}</q>", "exact"),
    ],
)
def test_a_page_says_whose_words_a_block_has_in_elements_of_its_own(desk, tmp_path, page, verdict):
    file = tmp_path / "page.html"
    file.write_text(page, "utf-8")
    (judgement,) = desk.judge.judgements(read_draft(file))
    assert judgement.verdict == verdict


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        (f"Tamsin Okafor: “{EXACT}”", "other-speaker"),
        (f"“{EXACT}” — Tamsin Okafor", "other-speaker"),
        (f"Tamsin Okafor laughed: “{EXACT}”", "other-speaker"),
        (f"“{EXACT}” — Straits Times, 5 May 2030", "exact"),
        (f"“{EXACT}” (Agence France-Presse)", "exact"),
        (f"Hong Kong: “{EXACT}”", "exact"),
        (f"Key Quote: “{EXACT}”", "exact"),
        (f"The band played at Okafor Park: “{EXACT}”", "exact"),
    ],
)
def test_a_person_whom_nobody_knows_is_another_speaker_where_only_who_speaks_is_named(
    judged, draft, verdict
):
    assert judged(draft) == [(verdict, EXACT)]


@pytest.mark.parametrize(
    ("inner", "verdict"),
    [("we will lay the cable together", "exact"), ("we will lay the cable alone", "differs")],
)
def test_a_quotation_within_another_is_told_where_only_it_is_known(judged, inner, verdict):
    outer = f"She told me that ‘{inner}’ that day"
    assert judged(f"“{outer},” an aide said.") == [("unknown", f"{outer},"), (verdict, inner)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("draft.html", "<p>Lin Mei said:</p><blockquote><p>We will</p><p>lay.</p></blockquote>"),
        ("draft.md", "Lin Mei said:\n\n> We will\n>\n> lay."),
    ],
)
def test_a_block_of_several_paragraphs_is_one_quotation(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, "utf-8")
    (quotation,) = quotations_of(read_draft(path))
    assert (quotation.text, quotation.stated.name) == ("We will lay.", "Lin Mei")


def test_paragraphs_in_words_own_style_of_quotations_are_one(tmp_path):
    style = '<w:pPr><w:pStyle w:val="IntenseQuote"/></w:pPr>'
    paragraphs = (("", "Lin Mei said:"), (style, "We will"), (style, "lay."), ("", "So it is."))
    body = "".join(f"<w:p>{own}<w:r><w:t>{text}</w:t></w:r></w:p>" for own, text in paragraphs)
    with zipfile.ZipFile(tmp_path / "draft.docx", "w") as archive:
        document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
    (quotation,) = quotations_of(read_draft(tmp_path / "draft.docx"))
    assert (quotation.text, quotation.stated.name) == ("We will lay.", "Lin Mei")
