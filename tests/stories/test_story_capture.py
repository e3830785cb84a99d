"""From a passage to a statement at a real terminal, and back again."""

import tomli

TEXT = "The panel met at noon.\n\n“We will lay the cable together,” said Lin Mei, who paid.\n"


def test_someone_takes_a_statement_from_a_text_and_takes_it_back(terminal, tmp_path):
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "gazette.txt").write_text(TEXT, "utf-8")
    file = folder / "all.toml"
    written = (
        '# By hand.\n[event]\nid = "e"\nname = "Forum"\n\n[[speakers]]\nid = "lin"\n'
        'name = "Lin Mei"\n\n[[sources]]\nid = "gazette"\ntitle = "Cable panel"\n'
        'publisher = "Harbour Gazette"\ntext = "gazette.txt"\n'
    )
    file.write_text(written, "utf-8")
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
    assert file.read_text("utf-8") == written


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
