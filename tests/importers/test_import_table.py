"""The table of formats: what recognizes a file, and that each row can go without the others."""

import json
import subprocess
import sys

import pytest
from import_samples import SESSIONS, as_csv

from summit_tui.importers import table
from summit_tui.importers.document import Document
from summit_tui.importers.limits import MissingExtraError

SAMPLES = {
    "table": ("a.csv", as_csv(SESSIONS)),
    "json": ("a.json", json.dumps([{"title": "A", "date": "2030-05-01"}])),
}
WITHOUT = """
import sys
from pathlib import Path
from summit_tui.importers import table
from summit_tui.importers.document import Document
rows, loaded = table.IMPORTERS, set(sys.modules)
for gone in rows:
    print(gone.name)
    for name in set(sys.modules) - loaded:
        if name.startswith("summit_tui."):
            del sys.modules[name]
    sys.modules[gone.module] = None
    table.IMPORTERS = tuple(row for row in rows if row is not gone)
    for row in table.IMPORTERS:
        row.recognise(Document(Path(sys.argv[1])))
"""


def test_without_a_format_and_its_module_all_others_work(tmp_path, root):
    path = tmp_path / "a.csv"
    path.write_text(as_csv(SESSIONS), "utf-8")
    command = [sys.executable, "-c", WITHOUT, str(path)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.split() == [importer.name for importer in table.IMPORTERS]


def test_names_are_unique_and_legal():
    names = [importer.name for importer in table.IMPORTERS]
    assert len(set(names)) == len(names)
    assert all(name.isascii() and name.islower() for name in names)


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_recognized_is_recognized_whatever_the_file_is_called(name, tmp_path):
    path = tmp_path / "without-a-suffix"
    path.write_text(SAMPLES[name][1], "utf-8")
    recognized = table.recognise(Document(path))
    assert (recognized[0].name if recognized else "json") == name


def test_a_missing_library_is_said_where_no_other_format_has_the_file(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(2_000))
    with pytest.raises(MissingExtraError, match=r"install summit-tui\[office\]"):
        table.recognise(Document(path))


def test_unknown_xml_is_named_by_its_root(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text("<?xml version='1.0'?>\n<!-- hm --><oddity><a/></oddity>", "utf-8")
    document = Document(path)
    if table.recognise(document) is None:
        assert "its root is oddity" in table.unrecognized(document)


@pytest.mark.parametrize(
    "value",
    [
        [{"address": "e/speakers/a", "kind": "speakers", "event": "e", "id": "a", "name": "A"}],
        {"event": {"id": "e", "name": "E"}, "quotes": []},
    ],
)
def test_a_coverage_file_is_told_to_be_one(value, tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value), "utf-8")
    assert "is a coverage file already" in table.unrecognized(Document(path))


@pytest.mark.parametrize("header", ["[event]", "[[quotes]]", "  [[ readings ]]"])
def test_a_coverage_file_in_toml_is_no_article(header, tmp_path):
    path = tmp_path / "a.toml"
    path.write_text(f'{header}\nsummary = "It opens with some words, and ends with more."', "utf-8")
    assert table.recognise(Document(path)) is None
    assert "is a coverage file already" in table.unrecognized(Document(path))
