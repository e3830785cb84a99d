"""What readers, programs and GitHub are told of the quotations of a draft."""

import json

import pytest
from click.testing import CliRunner
from drafting import COVERAGE, drafted, opened

from summit_tui.cli.group import cli
from summit_tui.verify.report import render_judgements

DRAFT = """\
The ferry was late, and the “green desk” was closed.

“We will lay the cable together,” Lin Mei said.

“No harbour can wait until the ferry is over, and we will not close twelve schools,” said Lin Mei.
“No harbour can wait until the storm is over, and we will … close twelve schools,” she said.

“Every knot in this rope was tied by somebody,” a fisher said.
"""


@pytest.fixture
def printed(desk):
    """Return a function that renders the judgements of a draft."""

    def render(form, text=DRAFT, **options):
        draft = drafted(text)
        return "".join(render_judgements(draft, desk.judge.judgements(draft), form, **options))

    return render


def test_readers_are_told_of_every_quotation_with_its_line(printed):
    assert printed("text").splitlines() == [
        "draft:1: term: “green desk”",
        "draft:3: exact: “We will lay the cable together,”",
        (
            "  Lin Mei (林梅), Minister of Transport (capacity from the speaker's record), 2"
            " May 2030 · wic-2030/quotes/direct"
        ),
        "draft:5: differs: “No harbour can wait until the ferry is over, and we will not clo…”",
        "  the coverage has other words",
        "  the draft says: said Lin Mei",
        (
            "  No harbour can wait until the [-storm-] {+ferry+} is over, and we will not"
            " close twelve schools,"
        ),
        "  Lin Mei (林梅), Minister of Transport, 2 May 2030 · wic-2030/quotes/storm",
        "draft:6: elision: “No harbour can wait until the storm is over, and we will … close…”",
        "  what the ellipsis leaves out changes the sense, or is long",
        "  the draft says: she said",
        "  left out: “not”",
        "  Lin Mei (林梅), Minister of Transport, 2 May 2030 · wic-2030/quotes/storm",
        "draft:8: in-source: “Every knot in this rope was tied by somebody,”",
        "  a source has these words, but no statement of the coverage does",
        "  the draft says: a fisher said",
        (
            "  Cable panel closes the forum, paragraph 1, in quotation marks there ·"
            " wic-2030/sources/gazette"
        ),
        "  said there by: a fisher said",
    ]


def test_no_quotation_ends_the_script_of_a_page(printed):
    words = "a</script><script> of the cable"
    document = printed("json", f"The minister said: “{words}”.")
    assert "<" not in document
    assert [item["quotation"] for item in json.loads(document)] == [words]


def test_programs_get_one_list_without_what_is_nobodys_words(printed):
    objects = json.loads(printed("json"))
    assert [item["verdict"] for item in objects] == ["exact", "differs", "elision", "in-source"]
    for item in objects:
        assert DRAFT[item["start"] : item["end"]] == item["quotation"]
    exact, differs, elision, in_source = objects
    assert exact["address"] == ["wic-2030/quotes/direct"]
    assert exact["statements"][0]["day"] == "2030-05-02"
    assert {"fate": "new", "words": "ferry "} in differs["diff"]
    assert differs["stated"]["name"] == "Lin Mei"
    assert elision["omitted"] == ["not"]
    assert (in_source["address"], in_source["source"]["in_quotation_marks"]) == ([], True)


def test_github_gets_a_line_for_each_that_needs_a_look(printed):
    lines = printed("github").splitlines()
    assert [line.partition("::“")[0] for line in lines] == [
        "::warning file=draft,line=5,title=differs",
        "::warning file=draft,line=6,title=elision",
        "::warning file=draft,line=8,title=in-source",
    ]
    assert "%0A  " not in lines[0]
    assert "[-storm-] {+ferry+}" in lines[0]


def test_no_draft_steers_the_terminal(printed):
    hostile = "“We will lay the \x1b[31mcable\u202e alone,” Lin \x1b]0;x\x07Mei said."
    for form in ("text", "json", "github"):
        assert not {"\x1b", "\x07", "\u202e"} & set(printed(form, hostile))


def test_an_empty_draft_has_no_quotation(printed):
    assert printed("text", "") == printed("github", "") == ""
    assert json.loads(printed("json", "")) == []


@pytest.mark.parametrize(
    ("text", "code", "notice"),
    [
        ("“We will lay the cable together,” Lin Mei said.", 0, "1 quotation, exact."),
        ("“We will lay the cable alone,” Lin Mei said.", 1, "1 of 1 quotations needs a look."),
        ("Nothing is quoted but “one word”.", 0, "No quotation."),
        (None, 2, "draft.md: No such file or directory"),
        (b"\xff\xfe\xfa", 2, "draft.md: is not UTF-8 in line 1; save it as UTF-8"),
    ],
)
def test_the_exit_code_says_whether_all_is_exact(tmp_path, text, code, notice):
    opened(tmp_path / "coverage", COVERAGE).close()
    draft = tmp_path / "draft.md"
    if text is not None:
        draft.write_bytes(text if isinstance(text, bytes) else text.encode())
    done = CliRunner().invoke(cli, ["verify", str(draft), str(tmp_path / "coverage"), "--no-cache"])
    assert done.exit_code == code
    assert done.stderr.splitlines()[-1].endswith(notice)
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "draft",
    [
        "> “We will lay the cable **alone**,” Lin Mei said.",
        "<!DOCTYPE html><p>&ldquo;We will lay the cable <b>alone</b>,&rdquo; Lin Mei said.",
    ],
)
def test_a_draft_may_come_from_standard_input(tmp_path, draft):
    opened(tmp_path / "coverage", COVERAGE).close()
    arguments = ["verify", "-", str(tmp_path / "coverage"), "--no-cache"]
    done = CliRunner().invoke(cli, arguments, input=draft)
    assert done.exit_code == 1
    assert done.stdout.startswith("<stdin>:1: differs: “We will lay the cable alone,”")
