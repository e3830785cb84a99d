"""An address goes wherever the path of a folder goes, once a back end has its scheme."""

from pathlib import Path

import pytest

from summit_tui.app.app import SummitApp
from summit_tui.archive import openers
from summit_tui.archive.openers import BACK_ENDS, BackEnd
from summit_tui.archive.sqlite.catalog import Catalog
from summit_tui.config import read_config, to_open
from summit_tui.paths import config_file


class ShelfStore(Catalog):
    """What is opened by `shelf://PATH`: the folder, as a server would hold it."""

    def __init__(self, locations, cache):
        super().__init__([Path(location.removeprefix("shelf://")) for location in locations], cache)
        self.paths = ()


@pytest.fixture
def address(coverage, monkeypatch):
    """Return the address of a coverage that a back end of its own opens."""
    row = {"shelf": BackEnd(__name__, "ShelfStore")}
    monkeypatch.setattr(openers, "BACK_ENDS", {**BACK_ENDS, **row})
    return f"shelf://{coverage()}"


@pytest.mark.parametrize(
    "words",
    [("search", "lee", "--format", "address"), ("export", "--as", "csv"), ("check",)],
    ids=" ".join,
)
def test_a_command_reads_an_address_as_it_reads_the_folder(run, coverage, address, words):
    name, *options = words
    query, options = ([options[0]], options[1:]) if name == "search" else ([], options)
    of_address = run(name, *query, address, *options, "--no-cache")
    of_folder = run(name, *query, coverage(), *options, "--no-cache")
    assert of_address.stdout == of_folder.stdout
    assert of_address.exit_code == of_folder.exit_code


def test_an_address_is_compared_with_a_folder(run, coverage, address):
    result = run("diff", address, coverage())
    assert (result.exit_code, result.stderr) == (0, "No record has changed.\n")


async def test_the_browser_opens_an_address(address):
    app = SummitApp([address])
    async with app.run_test() as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.browse.search.info.events
        await pilot.press("q")


def test_the_config_may_name_an_address(address):
    file = config_file()
    file.parent.mkdir(parents=True)
    file.write_text(f'coverage = ["{address}", "gopher://host", "folder"]\n', "utf-8")
    locations, problems = to_open(file, *read_config(file, ()))
    assert locations == [address]
    assert [problem.message for problem in problems] == [
        "No back end opens gopher://",
        "folder does not exist",
    ]
    assert {problem.line for problem in problems} == {1}


MISSPELLED = [
    "postgresql:/desk:secret@host/summits",
    "postgres:/desk:secret@host",
    "postgresql:secret",
    "postgresql//desk:secret@host/summits",
    "postgresql:\\\\desk:secret@host",
    "postgresql ://desk:secret@host/summits",
    " postgresql://desk:secret@host/summits",
    "'postgresql://desk:secret@host/summits'",
    "PostgreSQL://desk:secret@host/summits",
    "POSTGRESQL:/desk:secret@host",
    "postgresql%3A//desk:secret@host/summits",
    "postgresql://desk%3Asecret@host/summits",
    "postgresql://desk:secret%40host/summits",
    "postgresql:///desk:secret@host",
    "jdbc:postgresql://desk:secret@host/summits",
    "DATABASE_URL=postgres://desk:secret@host/summits",
    "mysql:/desk:secret@host",
    "host=db.example.org user=desk password=secret",
]


@pytest.mark.parametrize("address", MISSPELLED)
def test_an_address_is_not_repeated_however_it_is_misspelled(run, coverage, address):
    for words in (
        ("search", "x", address),
        ("search", address),
        ("export", address),
        ("diff", address, coverage()),
        ("verify", address),
        ("push", coverage(), address),
        ("push", address, coverage()),
        ("serve", address),
        ("new", address),
        ("import", address),
        (address,),
    ):
        result = run(*words)
        assert (result.exit_code, "secret" in result.output) == (2, False), words


def test_what_exists_is_a_path_whatever_its_name(run, coverage, monkeypatch):
    folder = coverage()
    monkeypatch.chdir(folder.parent)
    folder.rename("postgresql:summits")
    assert run("export", "postgresql:summits", "--as", "csv").exit_code == 0
