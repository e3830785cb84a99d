"""Values of facets have the names that readers of the interface's language know."""

import pytest

from summit_tui.archive.query.tree import And
from summit_tui.attribution.facet_values import readers_values
from summit_tui.i18n import speak


@pytest.fixture
def archive(coverage, opened, quote):
    """Return an archive of two speakers, one with a Chinese name."""
    named = {"id": "wang", "name": "Wang Yong", "names": {"zh-Hans": "王勇"}, "kind": "person"}
    people = [named, {"id": "wei", "name": "Wei", "kind": "person"}]
    quotes = [quote("q1", speaker="wang"), quote("q2", speaker="wang"), quote("q3", speaker="wei")]
    event = {"id": "e", "name": "Forum"}
    return opened(coverage({"event": event, "speakers": people, "quotes": quotes}))


@pytest.mark.parametrize(
    ("language", "name", "mode"),
    [
        ("en", "Wang Yong", "paraphrase"),
        ("zh-Hans", "王勇", "间接引语"),
        ("zh-Hant", "王勇", "間接引語"),
    ],
)
def test_a_value_has_the_name_that_readers_know(archive, language, name, mode):
    facets = archive.facets(And(), "quotes")
    speak(language)
    for _ in range(2):
        speakers = readers_values(archive, facets["speaker"])
        assert [each.label for each in speakers] == [name, "Wei"]
    assert [each.label for each in readers_values(archive, facets["mode"])] == [mode]
