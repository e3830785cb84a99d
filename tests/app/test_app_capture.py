"""From the passage to the statement: selected, described, written, taken back."""

import pytest
import tomli

from summit_tui.app.screens.add_statement import AddStatementScreen
from summit_tui.app.screens.source_text import SourceTextScreen
from summit_tui.app.view import View

TEXT = (
    "The panel met at noon.\n\n"
    "“We will lay the cable together,” said Lin Mei, Minister of Transport, who paid for lunch.\n\n"
    "Ada Okoro warned that repairs cost money. All agreed. All agreed.\n\n"
    "ADA OKORO: Repairs should be free.\n\nLIN MEI: They will be.\n"
)
FILE = """\
# Mine, with comments.
[event]
id = "e"
name = "E"

[[sessions]]
id = "panel"
title = "Panel on cables"

[[speakers]]
id = "lin"
name = "Lin Mei"
names = { zh-Hans = "林梅" }
kind = "person"

[[speakers]]
id = "okoro"
name = "Ada Okoro"
kind = "person"

[[sources]]
id = "gazette"
title = "Cable panel"
publisher = "Harbour Gazette"
language = "en"
text = "gazette.txt"

[[quotes]]
id = "first"
speaker = "okoro"
text = "Repairs cost money."
mode = "paraphrase"
source = "gazette"
session = "panel"
topics = ["repairs"]
excerpt = { exact = "repairs cost money" }
"""


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "c"
    path.mkdir()
    (path / "all.toml").write_text(FILE, "utf-8")
    (path / "gazette.txt").write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def reading(browsing, folder):
    """Return a context in which the text of the gazette is shown."""

    def start(size=(80, 24)):
        return browsing(folder, size=size, view=View("quotes"))

    return start


async def open_text(reader):
    await reader.press("t")
    assert isinstance(reader.app.screen, SourceTextScreen)
    return reader.app.screen


async def select(reader, words):
    """Select the word at some words of the text, as a click with a small pull does."""
    text = reader.app.screen.text
    x, y = text.cell_of(TEXT.index(words))
    left, top = text.region.x, text.region.y
    await reader.pilot.mouse_down(offset=(left + x, top + y))
    await reader.pilot.hover(offset=(left + x + 1, top + y))
    await reader.pilot.mouse_up(offset=(left + x + 1, top + y))
    await reader.rest()


def selected(reader):
    start, end = reader.app.screen.text.span
    return TEXT[start:end]


def records(folder):
    return tomli.loads((folder / "all.toml").read_text("utf-8"))["quotes"]


async def test_words_are_selected_by_keys_and_escape_drops_them(reading):
    async with reading() as reader:
        screen = await open_text(reader)
        await reader.press("v")
        assert selected(reader) == "The"
        await reader.press("w", "w")
        assert selected(reader) == "The panel met"
        await reader.press("b", "right_parenthesis")
        assert selected(reader) == "The panel met at noon."
        assert screen.position._ends[1] == "5 words"
        await reader.press("j", "j", "right_curly_bracket")
        assert selected(reader).endswith("who paid for lunch.")
        await reader.press("escape")
        assert screen.text.span is None
        await reader.press("escape")
        assert reader.app.screen is reader.browse


async def test_words_are_selected_with_the_mouse(reading):
    async with reading() as reader:
        await open_text(reader)
        await select(reader, "repairs")
        assert selected(reader) == "repairs"


async def test_a_statement_in_quotation_marks_is_written_and_undone(reading, folder):
    async with reading() as reader:
        screen = await open_text(reader)
        await select(reader, "We will")
        await reader.press(*"wwwww", "a")
        form = reader.app.screen
        assert isinstance(form, AddStatementScreen)
        assert "DIRECT" in reader.screen
        assert "1 Lin Mei named in the sentence" in reader.screen
        assert "F2 takes, as printed: Minister of Transport" in reader.screen
        assert "“We will lay the cable together,”" in reader.screen
        await reader.press("1", "f2")
        assert "Add a statement to c/all.toml" in reader.screen
        assert "check finds nothing wrong with it." in reader.screen
        await reader.press("enter")
        assert reader.app.screen is screen
        assert "Written to" in screen.position._ends[0]
        assert records(folder)[-1] == {
            "id": "lin-we-will-lay-the",
            "speaker": "lin",
            "text": "We will lay the cable together",
            "mode": "direct",
            "language": "en",
            "role": "Minister of Transport",
            "source": "gazette",
            "excerpt": {"exact": "We will lay the cable together"},
        }
        assert screen.stop.statement.quote.id == "lin-we-will-lay-the"
        await reader.press("u")
        assert (folder / "all.toml").read_text("utf-8") == FILE
        assert "is as it was" in screen.position._ends[0]
        assert len(screen.sheet.statements) == 1
        await reader.press("u")
        assert "Nothing was written" in screen.position._ends[0]


async def test_words_without_marks_are_a_paraphrase_in_ones_own_words(reading, folder):
    async with reading() as reader:
        await open_text(reader)
        await select(reader, "All agreed")
        await reader.press("w", "a")
        form = reader.app.screen
        assert "PARAPHRASE" in reader.screen
        await reader.press("enter")
        assert "Who said it?" in reader.screen
        await reader.press("tab", "1", "enter")
        assert "in your own words? Tab goes there." in reader.screen
        await reader.press("tab")
        assert reader.app.focused is form.query_one("#text")
        await reader.press(*"They agree.", "tab", "tab", "1", "tab", "tab", "1", "enter")
        assert records(folder)[-1] == {
            "id": "okoro-they-agree",
            "speaker": "okoro",
            "text": "They agree.",
            "mode": "paraphrase",
            "session": "panel",
            "topics": ["repairs"],
            "source": "gazette",
            "excerpt": {"exact": "All agreed", "prefix": "money."},
        }


async def test_what_is_typed_ahead_of_a_form_that_waits_is_neither_text_nor_a_name(reading, folder):
    async with reading() as reader:
        await open_text(reader)
        await select(reader, "All agreed")
        await reader.press("w", "a", "enter", *"qj4tga", "enter", *"li", "enter")
        form = reader.app.screen
        assert (form.speaker.value, form.query_one("#text").value) == ("", "")
        await reader.press("tab", "1", "enter", *"qj4tga", "enter")
        assert (form.speaker.chosen, form.query_one("#text").value) == ("okoro", "")
        assert (folder / "all.toml").read_text("utf-8") == FILE


async def test_whose_words_follow_what_may_be_a_label_is_left_to_the_user(reading, folder):
    text = TEXT.replace("ADA OKORO: Repairs", "ADA OKORO: Yes.\n\nThe Minister (Bo): Repairs")
    (folder / "gazette.txt").write_text(text, "utf-8")
    async with reading() as reader:
        screen = await open_text(reader)
        start = text.index("Repairs should be free.")
        screen.text.propose((start, start + len("Repairs should be free.")))
        await reader.press("a")
        form = reader.app.screen
        assert form.speaker.chosen == ""
        assert form.query_one("#text").value == "Repairs should be free."
        assert "the turn is ADA OKORO’s" not in reader.screen


async def test_a_turn_offers_whose_it_is_and_keeps_its_words(reading, folder):
    async with reading(size=(120, 40)) as reader:
        await open_text(reader)
        await select(reader, "Repairs should")
        await reader.press("right_parenthesis", "a")
        assert "1 Ada Okoro the turn is ADA OKORO’s" in reader.screen
        assert reader.app.screen.speaker.chosen == "okoro"
        assert 'attribution = "ADA OKORO"' in reader.screen
        assert "DIRECT" in reader.screen
        text = reader.app.screen.query_one("#text")
        assert text.value == "Repairs should be free."
        await reader.press("f3", "f3")
        assert "PARAPHRASE  your choice" in reader.screen
        assert text.value == ""
        await reader.press("f3")
        assert text.value == "Repairs should be free."
        await reader.press("escape")
        assert records(folder)[-1]["id"] == "first"


async def test_what_check_calls_an_error_is_said_and_not_written(reading, folder):
    async with reading(size=(120, 40)) as reader:
        await open_text(reader)
        await select(reader, "We will")
        await reader.press("w", "w", "a", "1", "tab", *" not", "enter")
        assert "not word for word in the source" in reader.screen
        await reader.press(*"ga", "enter")
        assert reader.app.screen.query_one("#text").value.endswith(" not")
        assert isinstance(reader.app.screen, AddStatementScreen)
        assert (folder / "all.toml").read_text("utf-8") == FILE


@pytest.mark.parametrize("typed", ["oko", "lin mei", "林"])
async def test_speakers_are_found_while_typing_in_any_script(reading, folder, typed):
    async with reading() as reader:
        await open_text(reader)
        await select(reader, "noon")
        await reader.press("a", *typed)
        name = "Ada Okoro" if typed == "oko" else "Lin Mei"
        assert f"1 {name}" in reader.screen
        await reader.press("enter")
        assert reader.app.screen.speaker.chosen == ("okoro" if typed == "oko" else "lin")


async def test_keys_behind_the_name_of_a_chosen_speaker_make_no_new_one(reading, folder):
    async with reading() as reader:
        await open_text(reader)
        await select(reader, "All agreed")
        await reader.press("a", "1", *"ga", "enter", "enter")
        assert "Nothing has that name: Ada Okoroga" in reader.screen
        assert (folder / "all.toml").read_text("utf-8") == FILE


async def test_a_new_speaker_is_added_by_the_name_alone(reading, folder):
    async with reading() as reader:
        await open_text(reader)
        await select(reader, "All agreed")
        await reader.press("w", "a", *"Bo Ek")
        assert "Enter adds a new speaker, “Bo Ek”" in reader.screen
        await reader.press("enter")
        assert reader.app.screen.speaker.chosen == "bo-ek"
        assert tomli.loads((folder / "all.toml").read_text("utf-8"))["speakers"][-1] == {
            "id": "bo-ek",
            "name": "Bo Ek",
        }
        await reader.press("tab", *"They agree.", "enter")
        assert records(folder)[-1]["speaker"] == "bo-ek"
        await reader.press("u", "u")
        assert (folder / "all.toml").read_text("utf-8") == FILE


async def test_without_a_selection_the_way_to_one_is_said(reading):
    async with reading() as reader:
        screen = await open_text(reader)
        await reader.press("a")
        assert "Select the words first" in screen.position._ends[0]


async def test_a_passage_that_cuts_a_word_is_refused(reading):
    async with reading() as reader:
        screen = await open_text(reader)
        await reader.press("v", "w", "h")
        await reader.press("a")
        assert "cuts a word" in screen.position._ends[0]


async def test_the_bundled_coverage_is_not_written_to(browsing):
    from summit_tui.paths import bundled_coverage

    coverage = bundled_coverage("us-summit-remarks")
    async with browsing(coverage, size=(80, 24), view=View("quotes")) as reader:
        screen = await open_text(reader)
        await reader.press("v", "a")
        assert "comes with the program and is not changed" in screen.position._ends[0]
        await reader.press("escape", "E")
        assert "comes with the program and is not changed" in screen.position._ends[0]
        await reader.press("escape", "E")
        assert "it comes with the program and is not changed" in reader.lines[-1]


async def test_a_file_that_changed_while_the_form_was_open_is_kept(reading, folder, monkeypatch):
    from summit_tui.authoring.revision import Revision

    write = Revision.write

    def late(revision):
        (folder / "all.toml").write_text(FILE + "# theirs\n", "utf-8")
        write(revision)

    monkeypatch.setattr(Revision, "write", late)
    async with reading() as reader:
        await open_text(reader)
        await select(reader, "We will")
        await reader.press("w", "a", "1", "enter")
        assert "has changed since it was read; nothing was written" in reader.part(
            reader.app.screen.query_one("#checked")
        )
        assert (folder / "all.toml").read_text("utf-8") == FILE + "# theirs\n"


async def test_the_editor_opens_at_the_line_and_the_file_is_read_again(
    reading, folder, monkeypatch
):
    calls = []

    def edit(_, command):
        calls.append(command)
        path = folder / "all.toml"
        path.write_text(FILE.replace('"Repairs cost money."', '"Repairs are dear."'), "utf-8")

    monkeypatch.setattr("summit_tui.app.editor.run_editor", edit)
    monkeypatch.setenv("EDITOR", "vi -n")
    async with reading(size=(120, 40)) as reader:
        await reader.press("E")
        line = FILE[: FILE.index("[[quotes]]")].count("\n") + 1
        assert calls == [["vi", "-n", f"+{line}", str(folder / "all.toml")]]
        assert "Repairs are dear." in reader.screen


async def test_without_an_editor_that_is_said(reading, monkeypatch):
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    async with reading() as reader:
        await reader.press("E")
        assert "name one in the environment variable EDITOR" in reader.status


@pytest.fixture
def wrong(folder):
    """Return the file with an excerpt that differs from its source in a capital."""
    path = folder / "all.toml"
    path.write_text(
        FILE.replace('"repairs cost money" }', '"Repairs cost money" } # mine'), "utf-8"
    )
    return path


@pytest.mark.parametrize("part", ["list", "text"])
async def test_what_mends_a_record_is_shown_and_written_and_undone(reading, wrong, part):
    before = wrong.read_text("utf-8")
    async with reading(size=(120, 40)) as reader:
        if part == "text":
            await open_text(reader)
        await reader.press("M")
        assert "E301" in reader.screen
        assert "Mend the record" in reader.screen
        await reader.press("escape", "M", "enter")
        assert "Written to c/all.toml" in reader.screen
        assert wrong.read_text("utf-8") == before.replace(
            '"Repairs cost money" }', '"repairs cost money" }'
        )
        if part == "text":
            await reader.press("u")
            assert wrong.read_text("utf-8") == before


async def test_the_keys_stay_below_a_change_that_fills_the_terminal(reading, folder):
    said = "We will lay the cable together, harbour by harbour and coast by coast, and pay for it"
    (folder / "gazette.txt").write_text(f"“{said},” said Ada Okoro.\n", "utf-8")
    wrong = said.replace("coast by coast", "coast to coast")
    quote = FILE.replace("Repairs cost money.", wrong).replace("repairs cost money", wrong)
    (folder / "all.toml").write_text(quote.replace('"paraphrase"', '"direct"'), "utf-8")
    async with reading() as reader:
        await reader.press("M")
        assert "E303" in reader.screen
        assert "Enter Write" in reader.screen


async def test_a_record_that_nothing_mends_for_certain_is_left_alone(reading, folder):
    async with reading() as reader:
        await reader.press("M")
        assert "check knows nothing that is certain to mend this record" in reader.status


async def test_the_form_changes_a_statement_and_u_takes_that_back(reading, folder):
    async with reading() as reader:
        await open_text(reader)
        await reader.press("A")
        await reader.until(lambda: isinstance(reader.app.screen, AddStatementScreen))
        form = reader.app.screen
        assert (form.speaker.chosen, form.session.chosen) == ("okoro", "panel")
        await reader.press("tab", "tab", *"as chair")
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, SourceTextScreen))
        old = tomli.loads(FILE)["quotes"]
        assert records(folder) == [old[0] | {"role": "as chair"}]
        await reader.press("u")
        await reader.until(lambda: (folder / "all.toml").read_text("utf-8") == FILE)
