"""Every library that the project imports is named in pyproject.toml, with a reason."""

import re
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest

import summit_tui

ROOT = Path(__file__).parents[2]
PYPROJECT = (ROOT / "pyproject.toml").read_text("utf-8")
PROJECT = tomllib.loads(PYPROJECT)["project"]
EXTRAS = PROJECT["optional-dependencies"]
IMPORT = re.compile(
    r"^\s*(?:from (\w+)[\w.]* import|import (\w+)[\w.]*(?: as \w+)?(?:\s*#.*)?$)", re.MULTILINE
)
DISTRIBUTIONS = {
    "docx": "python-docx",
    "fpdf": "fpdf2",
    "markdown_it": "markdown-it-py",
    "PIL": "pillow",
    "pydantic_core": "pydantic",  # part of it: pydantic needs one version of its core
    "rich": "textual",  # part of its interface
    "yaml": "pyyaml",
}
"""Under which name a library is installed, where that is not the name of its module."""


def names(requirements):
    """Return the names of the distributions that requirements ask for."""
    return {re.match(r"[\w.-]+", requirement)[0] for requirement in requirements}


def libraries(folder):
    """Return the distributions that the modules of a folder import, ours and Python's left out."""
    modules = [*folder.rglob("*.py")]
    ours = {path.stem for path in modules} | {"summit_tui", "tests"}
    imported = {
        match[1] or match[2]
        for path in modules
        for match in IMPORT.finditer(path.read_text("utf-8"))
    }
    foreign = imported - ours - sys.stdlib_module_names
    return {DISTRIBUTIONS.get(name, name.replace("_", "-")) for name in foreign}


RUN = names(PROJECT["dependencies"])


@pytest.mark.parametrize(
    ("folder", "named"),
    [
        (Path(summit_tui.__file__).parent, RUN | names(chain.from_iterable(EXTRAS.values()))),
        (ROOT / "tests", RUN | names(EXTRAS["test"])),
    ],
    ids=["the program", "the tests"],
)
def test_every_library_that_is_imported_is_named(folder, named):
    imported = libraries(folder)
    assert len(imported) > 15
    assert imported - named == set()


def test_every_dependency_has_a_reason_beside_it():
    for requirement in [*PROJECT["dependencies"], *chain.from_iterable(EXTRAS.values())]:
        line = next(line for line in PYPROJECT.splitlines() if f'"{requirement}"' in line)
        assert re.search(r'",\s*# \S+', line), line


def test_what_an_extra_needs_is_tested_with_the_same_bounds():
    extras = [EXTRAS[name] for name in EXTRAS if name not in {"test", "recipes"}]
    assert {*chain.from_iterable(extras)} - {*EXTRAS["test"]} == set()
