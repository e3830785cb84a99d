"""A new record goes where an editor would put it, and the reader is told where."""

import json
from contextlib import closing

import pytest

from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.authoring.destination import place_record, writable
from summit_tui.paths import bundled_coverage
from summit_tui.writing import RefusedError

EVENT = '[event]\nid = "e"\nname = "E"\n\n[[sources]]\nid = "wire"\ntitle = "T"\npublisher = "P"\n'
QUOTE = {"id": "new", "speaker": "lin", "text": "We mend.", "mode": "paraphrase", "source": "wire"}


def statements(*ids):
    """Return a file with these statements."""
    return "\n".join(
        f'[[quotes]]\nid = "{id}"\nspeaker = "lin"\ntext = "Words of {id}."\n'
        'mode = "paraphrase"\nsource = "wire"\n'
        for id in ids
    )


@pytest.fixture
def placed(tmp_path):
    def placed(files, table="quotes", record=QUOTE, opened=None):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        paths = opened or [tmp_path]
        with closing(open_archive(paths, None)) as archive:
            return place_record(archive, paths, "e", table, record)

    return placed


def test_the_file_that_holds_most_takes_it(placed, tmp_path):
    files = {"a.toml": EVENT + statements("a"), "b.toml": statements("b", "c")}
    placement = placed(files)
    assert placement.revision.path == tmp_path / "b.toml"
    assert placement.reason == "it holds 2 of the newest of its kind"


def test_a_file_that_cannot_take_it_gives_way(placed, tmp_path):
    quotes = [{**QUOTE, "id": f"q{number}", "text": f"Words {number}."} for number in range(3)]
    files = {"a.toml": EVENT + statements("a"), "b.json": json.dumps({"quotes": quotes})}
    assert placed(files).revision.path == tmp_path / "a.toml"


def test_a_new_file_beside_the_events_takes_what_no_other_can(placed, tmp_path):
    quotes = [{**QUOTE, "id": "q"}]
    files = {"a.toml": EVENT, "quotes.toml": f"quotes = {'[]'}\n", "b.json": ""}
    files["b.json"] = json.dumps({"quotes": quotes})
    placement = placed(files)
    assert placement.revision.path == tmp_path / "quotes-2.toml"
    assert placement.revision.old is None
    assert placement.reason == "it is new, for no other can"


def test_a_new_file_is_never_made_through_a_link_that_leads_nowhere(placed, tmp_path):
    (tmp_path / "c").mkdir()
    (tmp_path / "c/quotes.toml").symlink_to("../elsewhere.toml")
    files = {"c/a.json": json.dumps({"event": {"id": "e", "name": "E"}})}
    placement = placed(files, opened=[tmp_path / "c"])
    placement.revision.write()
    assert placement.revision.path == tmp_path / "c/quotes-2.toml"
    assert not (tmp_path / "elsewhere.toml").exists()


def test_a_file_that_was_opened_alone_gets_no_file_beside_it(placed, tmp_path):
    event = {"event": {"id": "e", "name": "E"}, "quotes": [{**QUOTE, "id": "q"}]}
    with pytest.raises(RefusedError, match="is left as it is"):
        placed({"all.json": json.dumps(event)}, opened=[tmp_path / "all.json"])


def test_a_record_of_a_kind_that_no_file_has_gets_a_file(placed, tmp_path):
    record = {"id": "lin", "name": "Lin Mei"}
    placement = placed({"a.toml": EVENT}, "speakers", record)
    assert placement.revision.path == tmp_path / "speakers.toml"


def test_only_the_files_of_its_event_count(placed, tmp_path):
    other = EVENT.replace('"e"', '"other"') + statements("a", "b", "c")
    files = {"e/a.toml": EVENT + statements("a"), "o/b.toml": other}
    assert placed(files).revision.path == tmp_path / "e" / "a.toml"


def test_what_comes_with_the_program_is_not_changed():
    file = next(bundled_coverage().rglob("*.toml"))
    with pytest.raises(RefusedError, match="comes with the program and is not changed"):
        writable(str(file))


def test_what_is_no_file_is_not_changed():
    with pytest.raises(RefusedError, match="postgresql://desk/e is no file"):
        writable("postgresql://desk/e")


def test_a_file_that_is_named_for_the_kind_takes_the_first_of_it(placed, tmp_path):
    placement = placed({"a.toml": EVENT, "quotes.toml": "# None yet.\n"})
    assert placement.revision.path == tmp_path / "quotes.toml"
    assert placement.revision.new.startswith(b"# None yet.\n\n[[quotes]]\n")
    assert placement.reason == "it is named for its kind"


def test_nothing_is_added_to_a_file_of_that_name_through_a_link(placed, tmp_path):
    (tmp_path / "elsewhere").write_text("# Mine.\n", "utf-8")
    (tmp_path / "quotes.toml").symlink_to(tmp_path / "elsewhere")
    assert placed({"a.toml": EVENT}).revision.path == tmp_path / "quotes-2.toml"
