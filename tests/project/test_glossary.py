"""The glossary defines every term once, and no public name has a word that gave way to one."""

import ast
import re
from pathlib import Path

import pytest

import summit_tui
from summit_tui.archive.sqlite.schema import TABLES

PACKAGE = Path(summit_tui.__file__).parent
GLOSSARY = (PACKAGE / "GLOSSARY.md").read_text("utf-8")
TERMS = re.findall(r"^- \*\*(.+?)\*\*: ", GLOSSARY, re.MULTILINE)
ABANDONED = {
    word
    for line in re.findall(r"not: (.+)$", GLOSSARY, re.MULTILINE)
    for word in re.findall(r"`(\w+)`", line)
}
"""The words that the glossary has after *not*."""

RECORDS = PACKAGE / "model/records.py"
"""Fields of records are named as in coverage files: `place` is a town there."""

OTHER_MEANINGS = {
    "api.py: Coverage",  # an open coverage, for other programs
    "app/bookmarks.py: Selection.entries",  # of class `Entry`
    "app/screens/changes.py: ChangeScreen.words",
    "app/widgets/bars.py: SplitLine.words",
    "app/widgets/overview.py: Line.words",
    "archive/__init__.py: Neighbours.entries",
    "archive/progress.py: Pace.words",
    "archive/query/tree.py: And.parts",  # what a conjunction is made of
    "archive/query/tree.py: Or.parts",
    "archive/sqlite/expressions.py: Both.parts",
    "archive/sqlite/expressions.py: Either.parts",
    "archive/sqlite/indexer/documents.py: DocumentFields.words",
    "archive/sqlite/multi_records.py: MultiRecords.entries",
    "attribution/attribution.py: Attribution.words",  # the words of a document
    "attribution/names.py: Name.words",
    "attribution/publications.py: Publication.words",
    "attribution/quotation.py: QuotationMarks.opening",  # “
    "attribution/source_sheet.py: Stop.parts",
    "attribution/summary.py: Summary.words",
    "attribution/voices.py: Translation.words",
    "attribution/voices.py: Voices.words",
    "bookmarks.py: Bookmarks.entries",
    "bookmarks.py: Bookmarks.mark",  # what the reader does to a record
    "citations/agency.py: Statement.place",  # a town
    "diff/visits.py: VisitChanges.changes",
    "evidence/locate.py: Evidence.words",
    "formats/blocks.py: Notes.words",
    "formats/grouping.py: Brief.words",
    "formats/grouping.py: Group.entries",
    "manual/layout.py: layout",  # of a page
}
"""Names in which the word has its plain meaning, not the one that it had here."""


def public_names(tree):
    """Yield the public names that a module defines: its own, and those in its public classes."""
    for node in tree.body:
        for name in names(node):
            if not name.startswith("_"):
                yield name
                if isinstance(node, ast.ClassDef):
                    members = (member for part in node.body for member in names(part))
                    yield from (
                        f"{name}.{member}" for member in members if not member.startswith("_")
                    )


def names(node):
    """Return the names that a statement defines: a function, a class, a constant, a field."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.AnnAssign):
        return [node.target.id] if isinstance(node.target, ast.Name) else []
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return []


def abandoned_names():
    """Yield every public name that is a word that the glossary has given up."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if path != RECORDS:
            for name in public_names(ast.parse(path.read_text("utf-8"))):
                if name.rpartition(".")[2] in ABANDONED:
                    yield f"{path.relative_to(PACKAGE).as_posix()}: {name}"


def test_every_term_is_defined_once_in_one_or_two_sentences():
    assert len(TERMS) > 80
    assert sorted(set(TERMS)) == sorted(TERMS)
    for line in GLOSSARY.splitlines():
        if line.startswith("- "):
            definition = line.partition(": ")[2].partition(" not: ")[0]
            assert definition.endswith("."), line
            assert len(re.findall(r"\.(?:\s|$)", definition)) <= 2, line


@pytest.mark.parametrize("word", ["desk", "tally", "twins", "one", "told", "Finder"])
def test_words_that_were_given_up_are_listed(word):
    assert word in ABANDONED


def test_no_term_is_a_word_that_was_given_up():
    assert {term for term in TERMS if term in ABANDONED} == set()


def test_no_public_name_is_a_word_that_was_given_up():
    assert set(abandoned_names()) - OTHER_MEANINGS == set()


ARCHITECTURE = (PACKAGE / "ARCHITECTURE.md").read_text("utf-8")


def test_the_architecture_names_every_room_and_no_file_that_is_not_there():
    rooms = ARCHITECTURE.split("## The tree")[1].split("\n## ")[0]
    listed = set(re.findall(r"`([\w/.]+)`", rooms)) - {"tests/project/test_architecture.py"}
    assert [name for name in listed if not (PACKAGE / name).exists()] == []
    expected = {path.name for path in PACKAGE.glob("*.py") if path.name != "__init__.py"}
    expected |= {
        f"{path.relative_to(PACKAGE).as_posix()}/"
        for path in PACKAGE.rglob("*")
        if path.is_dir() and any(file.is_file() for file in path.iterdir())
        if path.name != "__pycache__" and "data" not in path.parts
    }
    assert expected - listed == set()


def test_the_architecture_names_files_that_exist():
    paths = re.findall(r"`((?:\w+/)+\w+\.py)`", ARCHITECTURE)
    assert len(paths) > 15
    root = PACKAGE.parent
    assert [p for p in paths if not (PACKAGE / p).exists() and not (root / p).exists()] == []


def test_the_worked_examples_name_files_that_exist_and_tests_that_show_them():
    root = PACKAGE.parent
    examples = (root / ".github" / "CONTRIBUTING.md").read_text("utf-8").split("\n## How to add ")
    subjects = {example.split("\n")[0] for example in examples[1:]}
    assert subjects >= {"a rule of the linter", "a reader", "a field", "a form", "a pane"}
    assert subjects >= {"a back end", "a language"}
    for example in examples[1:]:
        assert "\nFiles: " in example
        assert "tests/" in example
        paths = re.findall(r"`((?:summit_tui|tests)/[\w/.]*)`", example)
        known = [path for path in paths if "/TAG/" not in path]
        assert [path for path in known if not (root / path).exists()] == []


def test_the_architecture_names_the_tables_of_an_index():
    rows = ARCHITECTURE.split("<!-- tables -->")[1].split("<!-- /tables -->")[0]
    tables = re.findall(r"CREATE (?:VIRTUAL )?TABLE (\w+)", TABLES)
    assert re.findall(r"^\| `(\w+)` \|", rows, re.MULTILINE) == tables
