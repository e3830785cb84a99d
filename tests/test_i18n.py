"""Sentences are templates, and a language is one file."""

import struct

import pytest

from summit_tui import i18n
from summit_tui.i18n import gettext, ngettext

CATALOGUE = {
    "": "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n",
    "Nothing has changed.": "沒有改動。",
    "{count} of {total}": "{total} 之 {count}",
    "{number} record\0{number} records": "{number} 項",
}


def write_catalogue(path, sentences):
    """Write a catalogue in the binary form of GNU gettext (its manual, "MO Files")."""
    pairs = sorted((key.encode(), value.encode()) for key, value in sentences.items())
    texts = [key for key, _ in pairs] + [value for _, value in pairs]
    start = 28 + 8 * len(texts)
    table = b""
    for text in texts:
        table += struct.pack("<II", len(text), start)
        start += len(text) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    path.parent.mkdir(parents=True)
    path.write_bytes(head + table + b"".join(text + b"\0" for text in texts))


@pytest.fixture
def language(tmp_path, monkeypatch):
    """Return a function that chooses a language, of which there is a catalogue for zh_HK."""
    write_catalogue(tmp_path / "zh_HK/LC_MESSAGES/summit-tui.mo", CATALOGUE)
    monkeypatch.setattr(i18n, "_FOLDER", tmp_path)

    def choose(tag):
        monkeypatch.setenv("LANGUAGE", tag)
        i18n._catalogue.cache_clear()

    yield choose
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
    language("zh_HK")
    assert gettext("Nothing has changed.") == "沒有改動。"
    assert gettext("{count} of {total}", count=1, total=2_000) == "2,000 之 1"
    assert ngettext("{number} record", "{number} records", 1) == "1 項"
    assert gettext("A sentence that it lacks") == "A sentence that it lacks"


def test_a_language_without_a_catalogue_is_english(language):
    language("eo")
    assert gettext("Nothing has changed.") == "Nothing has changed."
