"""The program as a library: what `summit_tui` has beside its modules."""

import re
import subprocess
import sys

import pytest

import summit_tui
from summit_tui.manual import read_page

EXAMPLES = re.findall(r"```python\n(.*?)```", read_page("python").text, re.DOTALL)


@pytest.fixture(scope="module")
def coverage():
    with summit_tui.open("us-summit-remarks", cache=False) as opened:
        yield opened


@pytest.mark.slow
def test_the_examples_of_the_manual_run_one_after_the_other(capsys):
    scope = {}
    for example in EXAMPLES:
        exec(example, scope)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Joe Biden President ")
    assert "found in the source, paragraph 7" in lines
    assert [line for line in lines if line.startswith("1 differs ")] != []


def test_importing_the_package_loads_nothing_but_itself():
    script = "import sys, summit_tui; print(*(n for n in sys.modules if 'summit_tui' in n))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["summit_tui"]


@pytest.mark.slow
def test_the_package_has_the_names_of_the_library_and_no_others():
    assert summit_tui.__all__ == ["Coverage", "Quotation", "Record", "open"]
    assert summit_tui.open("us-summit-remarks", cache=False).close() is None
    with pytest.raises(AttributeError):
        summit_tui.shut  # noqa: B018 - asking is the test


@pytest.mark.slow
def test_a_statement_says_who_said_it_and_a_source_does_not(coverage):
    (statement,) = coverage.search("biden-existential-threat", kind="quotes")
    assert (statement.mode, statement.speaker, statement.capacity) == (
        "direct",
        "Joe Biden",
        "President",
    )
    assert statement.text.startswith("“And as I’ve said before")
    (source,) = coverage.search("wh-2023-11-16-biden", kind="sources")
    assert (source.mode, source.speaker, source.capacity) == (None, None, None)
    assert coverage.evidence(source.address) == ""


def test_a_statement_without_others_is_its_own_remark(coverage):
    (statement,) = coverage.same_remark("biden-existential-threat")
    assert statement == coverage.show("quotes/biden-existential-threat")


@pytest.mark.parametrize(
    ("ask", "error", "reason"),
    [
        (lambda asked: asked.search("speaker:"), ValueError, "speaker:"),
        (lambda asked: asked.show("nobody"), LookupError, "there is no record at nobody"),
        (lambda asked: asked.show("remarks"), LookupError, "may be any of"),
        (lambda asked: asked.cite("joe-biden"), LookupError, "may be any of"),
        (lambda asked: asked.cite("biden-existential-threat", "APA"), ValueError, "is no form"),
    ],
)
def test_a_mistake_is_said_in_a_sentence(coverage, ask, error, reason):
    with pytest.raises(error, match=reason):
        ask(coverage)


def test_a_path_or_a_draft_that_cannot_be_read_is_an_error_of_the_system(coverage, tmp_path):
    with pytest.raises(OSError, match="gone does not exist"):
        summit_tui.open(tmp_path / "gone")
    with pytest.raises(OSError, match=r"gone\.md"):
        coverage.verify(tmp_path / "gone.md")
