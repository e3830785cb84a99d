"""Sentences are templates, and a language is one file."""

import pytest

from summit_tui import i18n
from summit_tui.i18n import gettext, gettext_lazy, ngettext
from tests.catalogues import compiled

CATALOGUE = {
    "": "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n",
    "Nothing has changed.": "沒有改動。",
    "{count} of {total}": "{total} 之 {count}",
    "{number} record\0{number} records": "{number} 項",
}


@pytest.fixture
def language(tmp_path, monkeypatch):
    """Return a function that chooses a language, of which there is a catalogue for zh-Hant."""
    path = tmp_path / "zh_Hant/LC_MESSAGES/summit-tui.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(compiled(CATALOGUE))
    monkeypatch.setattr(i18n, "_FOLDER", tmp_path)
    i18n._catalogue.cache_clear()
    yield i18n.speak
    i18n._catalogue.cache_clear()


def test_numbers_have_their_thousands_apart_and_braces_in_values_stay():
    assert gettext("{count} of {what}", count=12_345, what="{x}") == "12,345 of {x}"
    assert gettext("{nothing} is filled in without values") == (
        "{nothing} is filled in without values"
    )


@pytest.mark.parametrize(
    ("number", "sentence"), [(0, "0 records"), (1, "1 record"), (1_000, "1,000 records")]
)
def test_english_has_two_forms(number, sentence):
    assert ngettext("{number} record", "{number} records", number) == sentence


def test_a_place_without_a_value_is_a_slip():
    with pytest.raises(KeyError):
        gettext("{count} of {total}", count=1)


def test_a_language_is_one_file_with_its_own_order_of_words_and_plurals(language):
    language("zh-HK")
    assert gettext("Nothing has changed.") == "沒有改動。"
    assert gettext("{count} of {total}", count=1, total=2_000) == "2,000 之 1"
    assert ngettext("{number} record", "{number} records", 1) == "1 項"
    assert gettext("A sentence that it lacks") == "A sentence that it lacks"


def test_a_sentence_that_is_kept_is_told_in_the_language_of_the_moment(language):
    kept = gettext_lazy("{count} of {total}", count=gettext_lazy("Nothing has changed."), total=5)
    listed = gettext_lazy("{names}", names=("a", "b"))
    assert (str(kept), f"{listed}") == ("Nothing has changed. of 5", "a, b")
    language("zh-HK")
    assert f"{kept}" == "5 之 沒有改動。"
    assert kept.with_texts(str.upper) == kept
    assert str(listed.with_texts(str.upper)) == "A, B"


def test_a_language_without_a_catalogue_is_english(language):
    language("eo")
    assert gettext("Nothing has changed.") == "Nothing has changed."


@pytest.mark.parametrize(
    ("variables", "tag"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_HK.UTF-8"}, "zh-Hant"),
        ({"LANG": "zh_TW@radical"}, "zh-Hant"),
        ({"LANG": "zh_CN", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US", "LC_ALL": "zh_SG"}, "zh-Hans"),
        ({"LANG": "C", "LANGUAGE": "fr:zh_MO:en"}, "zh-Hant"),
        ({"LANGUAGE": "en:zh_CN"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_environment_names_the_language(variables, tag, monkeypatch):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    i18n.speak()
    assert i18n.INTERFACE.tag == tag
