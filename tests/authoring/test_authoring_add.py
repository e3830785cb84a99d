"""`summit-tui add`: what a script adds is valid, is written where it belongs, and is said."""

from contextlib import redirect_stdout
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
import tomli
from click.testing import CliRunner

from summit_tui.cli.group import cli, run
from summit_tui.exits import Exit, exit_code_of

TEXT = (
    "Lin Mei, Minister of Transport, told the forum: “We will lay the cable together.” "
    "She said that repairs would follow.\n\n"
    "On trade we agree. On health we agree. On the sea we agree.\n\n"
    "林梅表示，我们共建海底电缆。\n"
)
FILE = f"""\
# Mine.
[event]
id = "e"
name = "E"

[[speakers]]
id = "lin"
name = "Lin Mei"

[[sources]]
id = "wire"
title = "T"
publisher = "River Wire"
language = "en"
text = "wire.txt"
sha256 = "{sha256(TEXT.encode()).hexdigest()}"
"""


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "c"
    path.mkdir()
    (path / "all.toml").write_text(FILE, "utf-8")
    (path / "wire.txt").write_bytes(TEXT.encode())
    return path


@pytest.fixture
def add(folder):
    def run(*words):
        return CliRunner().invoke(cli, ["add", *words, str(folder), "--no-cache"])

    return run


@pytest.fixture
def add_quote(add):
    def run(*words, mode="direct", speaker="lin"):
        options = ["--source", "wire", "--speaker", speaker, "--mode", mode]
        return add("quote", *options, *words)

    return run


def added(folder, kind="quotes", file="quotes.toml"):
    return tomli.loads((folder / file).read_text("utf-8"))[kind][-1]


def test_a_statement_is_added_with_file_and_line(add_quote, folder):
    result = add_quote("--exact", "We will lay the cable together.", "--topic", "cables")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"{folder / 'quotes.toml'}:1: quotes/lin-we-will-lay-the\n"
    assert "takes it: it is new, for no other can." in result.stderr
    assert added(folder) == {
        "id": "lin-we-will-lay-the",
        "speaker": "lin",
        "text": "We will lay the cable together.",
        "mode": "direct",
        "language": "en",
        "topics": ["cables"],
        "source": "wire",
        "excerpt": {"exact": "We will lay the cable together."},
    }
    assert (folder / "all.toml").read_text("utf-8") == FILE


def test_the_next_one_goes_to_the_same_file_under_another_id(add_quote, folder):
    exact = "We will lay the cable together."
    add_quote("--exact", exact)
    result = add_quote("--exact", exact, "--session", "forum")
    assert result.exit_code == 2
    assert "there is no session ‘forum’" in result.stderr
    assert result.stderr.endswith("1 error: nothing was written.\n")
    result = add_quote("--exact", exact)
    assert result.stdout == f"{folder / 'quotes.toml'}:12: quotes/lin-we-will-lay-the-2\n"
    assert "it holds 1 of the newest of its kind" in result.stderr


def test_words_that_stand_there_more_than_once_have_to_be_told_apart(add_quote, folder):
    paraphrase = ("--exact", "we agree", "--text", "They agree.")
    result = add_quote(*paraphrase, mode="paraphrase")
    assert result.exit_code == 2
    assert "found in 3 places of the source" in result.stderr
    assert "say which with --occurrence" in result.stderr
    assert add_quote(*paraphrase, "--occurrence", "2", mode="paraphrase").exit_code == 0
    assert added(folder)["excerpt"] == {"exact": "we agree", "prefix": "health"}


@pytest.mark.parametrize(
    ("words", "settings", "reason"),
    [
        (["--exact", "We shall lay the cable."], {}, "not found word for word in the source"),
        (["--exact", "we agree", "--occurrence", "9"], {}, "found in 3 places"),
        (["--text", "We shall."], {}, "the text is not word for word in the source"),
        (["--text", "They repair."], {"speaker": "lim"}, "did you mean ‘lin’?"),
        (["--text", "They repair."], {"mode": "partial"}, "nothing stands in quotation marks"),
        ([], {"mode": "paraphrase"}, "the field `text` is missing"),
        (["--text", "They repair.", "--set", "colour=red"], {}, "unknown field `colour`"),
        (["--text", "They repair.", "--set", "colour"], {}, "is not of the form FIELD=VALUE"),
        (["--text", "x", "--date", "May"], {"mode": "paraphrase"}, "`May` is not valid"),
        (["--text", "x", "--id", "A B"], {"mode": "paraphrase"}, "an id is made of a-z"),
    ],
)
def test_what_check_calls_an_error_is_not_written(add_quote, folder, words, settings, reason):
    result = add_quote(*words, **settings)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["all.toml", "wire.txt"]


def test_what_is_doubtful_is_said_and_written(add_quote, folder):
    result = add_quote("--exact", "我们共建海底电缆", "--language", "zh-Hans")
    assert result.exit_code == 0, result.stderr
    assert added(folder)["text"] == "我们共建海底电缆"
    assert added(folder)["id"].startswith("lin-")


def test_a_dry_run_shows_the_change_and_writes_nothing(add_quote, folder):
    result = add_quote("--exact", "We will lay the cable together.", "--dry-run")
    assert result.exit_code == 0
    assert '+text = "We will lay the cable together."' in result.stdout
    assert not (folder / "quotes.toml").exists()


def test_a_speaker_is_added_to_the_file_of_the_speakers(add, folder):
    result = add("speaker", "--name", "Élodie Sørensen", "--set", "roles=[{title = 'Chair'}]")
    assert result.exit_code == 0, result.stderr
    text = (folder / "all.toml").read_text("utf-8")
    assert text.startswith(FILE)
    assert added(folder, "speakers", "all.toml") == {
        "id": "elodie-sørensen".replace("ø", "o"),
        "name": "Élodie Sørensen",
        "roles": [{"title": "Chair"}],
    }


def test_where_the_output_takes_nothing_nothing_is_added(folder):
    words = ["add", "speaker", "--name", "Ada", str(folder), "--no-cache"]
    with Path("/dev/full").open("w") as full, redirect_stdout(full):
        code = exit_code_of(partial(run, words))
    assert code == Exit.UNUSABLE
    assert (folder / "all.toml").read_text("utf-8") == FILE


def test_a_chinese_name_gives_a_readable_id(add, folder):
    add("speaker", "--name", "任贤良")
    assert added(folder, "speakers", "all.toml")["id"] == "ren-xianliang"


def test_a_source_is_added(add, folder):
    words = ["--title", "Cables", "--publisher", "The Gazette", "--published", "2030-05-03"]
    result = add("source", *words)
    assert result.exit_code == 0, result.stderr
    assert "W203" not in result.stderr
    assert added(folder, "sources", "all.toml")["id"] == "the-gazette-2030-05-03"


def test_the_event_is_that_of_the_source_where_several_are_open(add_quote, add, folder):
    other = folder / "other"
    other.mkdir()
    (other / "event.toml").write_text('[event]\nid = "other"\nname = "Other"\n', "utf-8")
    assert add_quote("--exact", "We will lay the cable together.").exit_code == 0
    result = add("speaker", "--name", "Ada")
    assert result.exit_code == 2
    assert "say which event with --event: e, other" in result.stderr
    assert add("speaker", "--name", "Ada", "--event", "other").exit_code == 0
    assert (other / "speakers.toml").exists()


@pytest.mark.slow
def test_the_bundled_coverage_is_not_written_to():
    words = ["add", "speaker", "--name", "Ada", "--event", "quad-2021-03", "us-summit-remarks"]
    result = CliRunner().invoke(cli, [*words, "--no-cache"])
    assert result.exit_code == 2
    assert "comes with the program and is not changed" in result.stderr


def test_a_reading_is_added_and_must_stand_in_its_source(add, folder):
    words = ["--record", "speakers/lin", "--field", "name", "--source", "wire", "--value"]
    refused = add("reading", *words, "Lin May")
    assert refused.exit_code == Exit.UNUSABLE
    assert "the value is not in the source" in refused.output
    assert not (folder / "readings.toml").exists()
    done = add("reading", *words, "林梅", "--language", "zh")
    assert (done.exit_code, "readings.toml:1: readings of speakers/lin" in done.output) == (0, True)
    assert added(folder, "readings", "readings.toml") == {
        "record": "speakers/lin",
        "field": "name",
        "value": "林梅",
        "language": "zh",
        "source": "wire",
    }


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (("--record", "speakers/nobody"), "E206"),
        (("--source", "nowhere"), "E207"),
        (("--field", "nmae"), "E208"),
    ],
)
def test_a_reading_of_what_there_is_not_is_refused(add, changed, code):
    words = [
        "--record",
        "speakers/lin",
        "--field",
        "name",
        "--source",
        "wire",
        "--value",
        "Lin Mei",
    ]
    refused = add("reading", *words, *changed)
    assert (refused.exit_code, code in refused.output) == (Exit.UNUSABLE, True)
