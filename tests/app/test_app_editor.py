"""The user's editor is called as it wants to be called."""

from pathlib import Path

import pytest

from summit_tui.app.editor import editor_command

FILE = Path("/c/a b.toml")


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"EDITOR": "vi"}, ["vi", "+7", "/c/a b.toml"]),
        ({"EDITOR": "emacsclient -t"}, ["emacsclient", "-t", "+7", "/c/a b.toml"]),
        ({"EDITOR": "vi", "VISUAL": "code -n"}, "code -n --wait --goto|/c/a b.toml:7"),
        ({"EDITOR": "/usr/bin/hx"}, ["/usr/bin/hx", "/c/a b.toml:7"]),
        ({"EDITOR": "'/opt/my editor' -x"}, ["/opt/my editor", "-x", "+7", "/c/a b.toml"]),
        ({"EDITOR": ""}, None),
        ({}, None),
    ],
)
def test_each_editor_gets_file_and_line_in_its_own_way(environ, words):
    if isinstance(words, str):
        options, _, file = words.partition("|")
        words = [*options.split(), file]
    assert editor_command(environ, FILE, 7) == words


def test_quotation_marks_that_do_not_match_are_an_error():
    with pytest.raises(ValueError, match="quotation"):
        editor_command({"EDITOR": "'vi"}, FILE, 7)
