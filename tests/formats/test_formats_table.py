"""The table of forms: a new form is a row and its writer, and every list of forms has it."""

import os
import subprocess
import sys
from importlib import import_module

import pytest

from summit_tui.formats import FORMS

ROW = '    Form("shout", gettext_noop("Names in capitals"), ".txt", "shout.write_shout"),\n'
WRITER = '''"""The names of records in capitals."""

from summit_tui.attribution.names import record_name


def write_shout(entries, language):
    for entry in entries:
        yield record_name(entry.record).text.upper() + "\\n"
'''
MENU = """
from summit_tui.app.screens.copy_as import made_for
print(*(form.title for form in made_for(["speakers"])), sep="\\n")
"""


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_the_functions_that_a_row_names_exist(form):
    for path in filter(None, (form.writer, form.holds)):
        module, function = path.split(".")
        assert callable(getattr(import_module(f"summit_tui.formats.{module}"), function))


@pytest.fixture
def python(package, tmp_path):
    """Return a function that runs Python with a program that has one more form."""
    formats = package / "formats"
    table = (formats / "__init__.py").read_text("utf-8")
    before = '    Form("address"'
    assert table.count(before) == 1
    (formats / "__init__.py").write_text(table.replace(before, ROW + before), "utf-8")
    (formats / "shout.py").write_text(WRITER, "utf-8")

    def run(*arguments):
        return subprocess.run(
            [sys.executable, *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    return run


def test_a_new_form_is_in_the_menu_and_can_be_asked_for(python, small):
    asked = ("search", "kind:speaker lin", small, "--as", "shout")
    assert python("-m", "summit_tui", *asked) == "LIN MEI\n"
    assert "shout" in python("-m", "summit_tui", "export", "--help")
    assert "Names in capitals" in python("-c", MENU).splitlines()
