"""From a passage to a statement at a real terminal, and back again."""

import pytest
import tomli

TEXT = "The panel met at noon.\n\n“We will lay the cable together,” said Lin Mei, who paid.\n"


FILE = (
    '# By hand.\n[event]\nid = "e"\nname = "Forum"\n\n[[speakers]]\nid = "lin"\n'
    'name = "Lin Mei"\n\n[[sources]]\nid = "gazette"\ntitle = "Cable panel"\n'
    'publisher = "Harbour Gazette"\ntext = "gazette.txt"\n'
)


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "desk"
    path.mkdir()
    (path / "gazette.txt").write_text(TEXT, "utf-8")
    (path / "all.toml").write_text(FILE, "utf-8")
    return path


def test_someone_takes_a_statement_from_a_text_and_takes_it_back(terminal, folder):
    pane = terminal(folder, size=(80, 24))
    pane.press("6")
    pane.until("1 of 1")
    pane.press("t")
    pane.until("The panel met at noon.")
    pane.press("v")
    pane.until("1 word")
    pane.type("jjw")
    pane.until("6 words")
    pane.press("v")
    pane.until("No statement rests on this source.")
    pane.type("v)")
    pane.until("5 words")
    pane.press("a")
    screen = pane.until("Enter Write")
    assert "PARAPHRASE" in screen
    pane.type("lin")
    pane.until("1 Lin Mei")
    pane.type("1")
    pane.until('speaker = "lin"')
    pane.press("Tab")
    pane.type("They met.")
    pane.until("check finds nothing wrong with it.")
    pane.press("Enter")
    pane.until("u undoes")
    (statement,) = tomli.loads((folder / "quotes.toml").read_text("utf-8"))["quotes"]
    assert statement["text"] == "They met."
    assert statement["excerpt"] == {"exact": "The panel met at noon."}
    pane.press("u")
    pane.until("Taken back")
    assert not (folder / "quotes.toml").exists()
    assert (folder / "all.toml").read_text("utf-8") == FILE


def test_a_slow_line_brings_two_statements_and_their_keys_at_once(terminal, folder):
    pane = terminal(folder, size=(80, 24))
    pane.until("1 Start")
    pane.type("6tga\rv)alin mei\r\tThey met.\t\t\t\tcables, ga\rq4")
    pane.until("1 of 2")
    first, second = tomli.loads((folder / "quotes.toml").read_text("utf-8"))["quotes"]
    assert (first["mode"], first["speaker"]) == ("direct", "lin")
    assert first["text"] == "We will lay the cable together,"
    assert (second["mode"], second["speaker"]) == ("paraphrase", "lin")
    assert (second["text"], second["topics"]) == ("They met.", ["cables", "ga"])
    assert second["excerpt"] == {"exact": "The panel met at noon."}


def test_someone_edits_the_file_of_a_record_and_comes_back(terminal, environ, tmp_path, coverage):
    folder = coverage()
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/sh\necho "editing $1"; sed -i "s/toll road/toll gate/" "$2"; read answer\n', "utf-8"
    )
    editor.chmod(0o755)
    environ["EDITOR"] = str(editor)
    pane = terminal(folder, size=(80, 24))
    pane.press("4")
    pane.until("1 of 4")
    pane.press("j", "j")
    pane.until("toll road")
    pane.press("E")
    screen = pane.until("editing +")
    assert "3 of 4" not in screen
    pane.press("Enter")
    pane.until("toll gate")
    pane.until("3 of 4")


@pytest.mark.parametrize(
    ("editor", "sentence"),
    [("/nowhere/editor", "The editor cannot be run"), ("false", "The editor false ended with 1")],
)
def test_an_editor_that_does_not_work_gives_the_screen_back(
    terminal, environ, coverage, editor, sentence
):
    environ["EDITOR"] = editor
    pane = terminal(coverage(), size=(80, 24))
    pane.press("4")
    pane.until("1 of 4")
    pane.press("E")
    pane.until(sentence)
    pane.press("j")
    pane.until("2 of 4")
