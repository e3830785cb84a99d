"""Every recipe of the manual runs as it stands, one after the other in one folder."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from summit_tui.manual import read_page

RECIPES = re.findall(
    r"^\$ (.+)$",
    read_page("commands").text.split("<!-- recipes -->")[1].split("<!-- /recipes -->")[0],
    re.MULTILINE,
)
TOOLS = {"jq", "fzf", "vd", "sqlite-utils", "datasette"}
LIBRARIES = ("pandas", "duckdb")


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory):
    return tmp_path_factory.mktemp("kitchen")


@pytest.fixture
def needs_all(needs, monkeypatch):
    """Skip a recipe whose programs are missing, or fail in CI, where none may be."""
    beside = str(Path(sys.executable).parent)
    monkeypatch.setenv("PATH", f"{beside}{os.pathsep}{os.environ['PATH']}")

    def check(recipe):
        needs(*TOOLS.intersection(shlex.split(recipe)))
        for library in LIBRARIES:
            if f"import {library}" in recipe and not os.environ.get("CI"):
                pytest.importorskip(library)

    return check


def test_there_are_recipes():
    assert len(RECIPES) == 9


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_runs_as_it_stands(recipe, kitchen, needs_all):
    needs_all(recipe)
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", recipe],
        cwd=kitchen,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    written = re.search(r"statements\.(?:csv|json|parquet)(?=[^.]*$)", recipe)
    assert done.stdout or (kitchen / written[0]).stat().st_size or "insert" in recipe
