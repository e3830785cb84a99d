"""Files of other programs and folders that take them in."""

import pytest

from summit_tui.importers.commit import commit
from summit_tui.importers.document import Document
from summit_tui.importers.folder import read_folder
from summit_tui.importers.prepare import Request, prepare, remembered_options
from summit_tui.importers.table import importer_named

TODAY = "2030-05-03"


@pytest.fixture
def folder(tmp_path):
    """Return the path of a folder that does not exist yet."""
    return tmp_path / "coverage"


@pytest.fixture
def planned(tmp_path, folder):
    """Return a function that plans the import of a text, or of bytes, under a file's name."""

    def plan(content, name="programme.csv", *, into=None, importer=None, accepts=False, **given):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        state = read_folder(into or folder)
        encoding = given.get("encoding") or remembered_options(state, path.stem).get("encoding")
        request = Request(
            document=Document(path, encoding=encoding),
            importer=importer_named(importer) if importer else None,
            given=given,
            today=TODAY,
            accepts_readings=accepts,
        )
        return prepare(state, request)

    return plan


@pytest.fixture
def imported(planned, folder):
    """Return a function that imports a text, or bytes, and returns the plan."""

    def take(content, name="programme.csv", *, into=None, **options):
        plan = planned(content, name, into=into, **options)
        commit(into or folder, plan.files)
        return plan

    return take


@pytest.fixture
def contents(folder):
    """Return a function that returns all files of the folder with their bytes."""

    def read(path=folder):
        files = (file for file in sorted(path.rglob("*")) if file.is_file())
        return {file.relative_to(path).as_posix(): file.read_bytes() for file in files}

    return read


@pytest.fixture
def edit(folder):
    """Return a function that replaces a text in the file of an import, as an editor would."""

    def replace(old, new, name="imported/programme.toml"):
        path = folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return replace
