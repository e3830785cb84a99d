"""Which back end opens what, by the scheme of the location."""

from pathlib import Path

import pytest

from summit_tui.archive.openers import open_store, scheme_of
from summit_tui.archive.sqlite.catalog import Catalog

SCHEMES = {
    "postgresql://host/name": "postgresql",
    "git+ssh://host/name": "git+ssh",
    "c://folder": "",
    "folder/below": "",
    "": "",
}


@pytest.mark.parametrize(("location", "scheme"), SCHEMES.items())
def test_an_address_has_a_scheme_and_a_path_has_none(location, scheme):
    assert scheme_of(location) == scheme
    assert scheme_of(Path(location)) == ""


def test_files_and_folders_are_opened_through_an_index(coverage):
    store = open_store([coverage()], None)
    assert isinstance(store, Catalog)
    assert store.fresh() is None
    store.build().close()


@pytest.mark.parametrize(
    ("locations", "complaint"),
    [
        (["gopher://host"], "No back end opens gopher://"),
        ([Path("folder"), "gopher://host"], "No back end opens gopher://"),
    ],
)
def test_what_no_back_end_opens_is_said(locations, complaint):
    with pytest.raises(ValueError, match=complaint):
        open_store(locations, None)
