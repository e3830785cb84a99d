"""Pictures of the app on the bundled coverage; `--snapshot-update` draws them anew."""

import pytest

from summit_tui.app.app import SummitApp
from summit_tui.app.view import View
from summit_tui.places import bundled_coverage


@pytest.mark.parametrize(
    ("pane", "keys", "size"),
    [
        pytest.param("overview", [], (120, 40), id="overview-120x40"),
        pytest.param("quotes", ["j"], (120, 40), id="quotes-120x40"),
        pytest.param("quotes", ["j"], (80, 24), id="quotes-80x24"),
        pytest.param("speakers", ["j"], (80, 24), id="speaker-80x24"),
        pytest.param("quotes", ["j", "enter"], (60, 15), id="record-60x15"),
        pytest.param("quotes", ["question_mark"], (80, 24), id="help-80x24"),
    ],
)
def test_the_app_looks_as_it_did(snap_compare, shelf, open_index, pane, keys, size):
    app = SummitApp([open_index], cache=shelf, view=View(pane))
    app.animation_level = "none"
    assert snap_compare(app, press=keys, terminal_size=size)
    # A picture can also be taken of an app that has failed.
    assert app._exception is None


@pytest.fixture(scope="session")
def open_index(shelf):
    """Return the bundled coverage, which has a fresh index: then the first picture is whole."""
    from summit_tui.archive.opening import open_archive

    open_archive([bundled_coverage()], shelf).close()
    return bundled_coverage()
