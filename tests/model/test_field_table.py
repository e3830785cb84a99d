"""The table of fields: a new field is one row, and everything that handles fields knows it."""

import json
import os
import re
import shutil
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest
import tomli

import summit_tui
from summit_tui.model.field_table import fields_of, name_fields, text_fields
from summit_tui.model.fields import FieldSpec
from summit_tui.model.kinds import KINDS

PACKAGE = Path(summit_tui.__file__).parent
MOTTO = "Bridges before borders"
ROW = """
    motto: Annotated[
        Text | None, FieldSpec("Motto", change="text", csv="motto", facet="FACET", has="motto")
    ] = None
"""
FACETS = {"Session": "motto", "Quote": "cheer"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_that_names_a_field_names_one_of_its_class(kind):
    specs = fields_of(kind)
    assert {spec.after for spec in specs.values()} <= {"", *specs}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_main_name_and_fields_that_say_nothing_of_themselves(kind):
    assert fields_of(kind)["ignore"] == FieldSpec()
    assert name_fields(kind)[0] in text_fields(kind)


@pytest.fixture(scope="module")
def extended(tmp_path_factory):
    """Return a copy of the package in which sessions and statements have one more field."""
    folder = tmp_path_factory.mktemp("extended")
    shutil.copytree(PACKAGE, folder / "summit_tui")
    records = folder / "summit_tui" / "model" / "records.py"
    text, rows = re.subn(
        r"(class (Session|Quote)\(Value\):.*?)(    ignore: )",
        lambda match: f"{match[1]}{ROW.replace('FACET', FACETS[match[2]])}{match[3]}",
        records.read_text("utf-8"),
        flags=re.DOTALL,
    )
    assert rows == 2
    records.write_text(text, "utf-8")
    return folder


@pytest.fixture
def run(extended, tmp_path):
    """Return a function that runs a command of the extended program and returns its output."""

    def run(*arguments, code=0):
        done = subprocess.run(
            [sys.executable, "-m", "summit_tui", *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(extended)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
        return done.stdout

    return run


@pytest.fixture
def written(coverage, records):
    """Return a function that writes coverage in which a session has the new field."""

    def written(folder, motto):
        data = deepcopy(records)
        data["sessions"][1]["motto"], data["quotes"][0]["motto"] = motto, "Aye"
        return coverage(data, folder)

    return written


@pytest.fixture
def folder(written):
    return written("coverage", MOTTO)


def test_a_new_field_is_searched_and_shown_in_every_form_that_shows_fields(run, folder):
    assert "motto" in json.loads(run("schema", "sessions"))["properties"]
    (record,) = json.loads(run("search", "kind:session borders", folder, "--format", "json"))
    assert record["motto"] == MOTTO
    for form in ("text", "markdown", "html"):
        assert f"Motto: {MOTTO}" in run("show", "sessions/panel", folder, "--format", form)
    toml = run("show", "sessions/panel", folder, "--format", "toml")
    assert tomli.loads(toml)["sessions"][0]["motto"] == MOTTO
    for address, motto in (("sessions/panel", MOTTO), ("quotes/direct", "Aye")):
        head, line = run("show", address, folder, "--format", "csv").splitlines()
        assert dict(zip(head.split(","), line.split(","), strict=True))["motto"] == motto


def test_the_same_row_makes_a_facet_and_a_field_of_queries(run, folder, extended):
    for query in ('motto:"before borders"', "motto:bridges", "has:motto"):
        (record,) = json.loads(run("search", f"kind:session {query}", folder, "--format", "json"))
        assert record["motto"] == MOTTO
    (record,) = json.loads(run("search", "cheer:aye", folder, "--format", "json"))
    assert record["id"] == "direct"
    code = (
        "import sys; from pathlib import Path\n"
        "from summit_tui.archive.query.tree import And\n"
        "from summit_tui.archive.sqlite.catalog import open_archive\n"
        "from summit_tui.archive.wording import facet_labels\n"
        "archive = open_archive([Path(sys.argv[1])], None)\n"
        "for kind, name in (('sessions', 'motto'), ('quotes', 'motto'), ('quotes', 'cheer')):\n"
        "    for value in archive.facets(And(), kind)[name]:\n"
        "        print(kind, facet_labels()[name], value.label, value.count)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, folder],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(extended)},
        capture_output=True,
        text=True,
        check=True,
    )
    # What was said in a session is divided by what the session has.
    assert done.stdout.splitlines() == [
        f"sessions Motto {MOTTO} 1",
        f"quotes Motto {MOTTO} 2",
        "quotes Motto Aye 1",
    ]


def test_a_new_field_is_validated_and_compared(run, folder, written):
    assert "sessions[1].motto panel: must be text" in run("check", written("wrong", 7), code=1)
    other = written("other", "Cables")
    changes = json.loads(run("diff", folder, other, "--format", "json", code=1))["changes"]
    (field,) = next(change["fields"] for change in changes if change["address"].endswith("/panel"))
    assert field == {"name": "motto", "what": "text", "old": MOTTO, "new": "Cables"}
