"""The command `import`: what it prints, writes and returns."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner
from import_samples import SESSIONS, as_csv

from summit_tui.cli.group import cli

FILES = {"programme.csv": as_csv(SESSIONS), "people.csv": "name,role\nLin Mei,Minister\n"}


NEWER = FILES["programme.csv"].replace("On ports", "On harbours")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Return a function that runs the command where two files lie."""
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")

    def invoke(*arguments):
        return CliRunner().invoke(cli, ["import", *map(str, arguments)])

    return invoke


def written(path):
    files = (file for file in sorted(path.rglob("*")) if file.is_file())
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in files}


def test_a_new_folder_is_written_at_once_and_an_existing_one_only_when_told(run, folder):
    first = run("programme.csv", "--into", folder, "--event", "forum")
    assert (first.exit_code, "sessions     3 new" in first.output) == (0, True)
    before = written(folder)
    looked = run("people.csv", "--into", folder)
    assert (looked.exit_code, written(folder)) == (0, before)
    assert "Nothing is written yet; with --write" in looked.output
    done = run("people.csv", "--into", folder, "--write")
    assert (done.exit_code, written(folder) != before) == (0, True)


def test_a_dry_run_writes_nothing_into_a_new_folder(run, folder):
    assert run("programme.csv", "--into", folder, "--dry-run").exit_code == 0
    assert not folder.exists()


def test_without_a_folder_it_says_what_there_is(run, tmp_path):
    before = written(tmp_path)
    done = run("programme.csv")
    assert (done.exit_code, "3 new" in done.output) == (0, True)
    assert "say where: --into FOLDER" in done.output
    assert written(tmp_path) == before
    assert run("programme.csv", "--write").exit_code == 2


def test_what_is_only_looked_at_is_compared_with_nothing(run, tmp_path):
    (tmp_path / "imported").mkdir()
    (tmp_path / "imported/programme.toml").write_text("broken", "utf-8")
    done = run("programme.csv")
    assert (done.exit_code, "3 new" in done.output) == (0, True)


def test_the_result_passes_check(run, folder):
    run("programme.csv", "people.csv", "--into", folder, "--event", "forum")
    done = CliRunner().invoke(cli, ["check", str(folder), "--no-cache"])
    assert ": E" not in done.output


def test_several_files_go_into_one_folder_together(run, folder):
    done = run("programme.csv", "people.csv", "--into", folder, "--event", "forum")
    assert (done.exit_code, "Perhaps: " in done.output) == (0, True)
    assert {"imported/programme.toml", "imported/people.toml", "event.toml"} < set(written(folder))
    lines = (folder / ".summit-tui/imports.jsonl").read_text("utf-8").splitlines()
    assert sum('"importer"' in line for line in lines) == 2


def test_a_file_that_cannot_be_read_costs_itself_alone(run, folder, tmp_path):
    (tmp_path / "broken.csv").write_bytes(b"PK\x03\x04 no zip")
    done = run("broken.csv", "programme.csv", "--into", folder)
    assert done.exit_code == 2
    assert "broken.csv: is damaged" in done.output
    assert (folder / "imported/programme.toml").exists()


def test_an_empty_file_is_nothing_and_writes_nothing(run, folder, tmp_path):
    (tmp_path / "empty.json").write_text("[]", "utf-8")
    done = run("empty.json", "--from", "json", "--kind", "sessions", "--into", folder)
    assert (done.exit_code, folder.exists()) == (1, False)
    assert "holds nothing" in done.output


def test_conflicts_are_listed_with_their_place_and_the_code_is_1(run, folder, tmp_path):
    run("programme.csv", "--into", folder)
    path = folder / "imported/programme.toml"
    path.write_text(path.read_text("utf-8").replace('"On ports"', '"On the ports"'), "utf-8")
    (tmp_path / "programme.csv").write_text(NEWER)
    done = run("programme.csv", "--into", folder, "--write")
    assert done.exit_code == 1
    assert "title: yours “On the ports”, the file's “On harbours”" in done.output
    accepted = run("programme.csv", "--into", folder, "--write", "--accept-readings")
    assert (accepted.exit_code, "[[readings]]" in path.read_text("utf-8")) == (0, True)


def test_json_has_counts_conflicts_and_places(run, folder):
    done = run("programme.csv", "nothing.csv", "--into", folder, "--format", "json")
    document = json.loads(done.stdout)
    (plan,) = document["files"]
    assert plan["counts"]["sessions"] == {
        "new": 3,
        "changed": 0,
        "same": 0,
        "gone": 0,
        "deleted": 0,
        "moved": 0,
        "conflict": 0,
    }
    assert (plan["times_without_zone"], plan["written"]) == (3, True)
    assert document["errors"][0]["file"] == "nothing.csv"


def test_what_changes_in_the_folder_is_shown_as_diff_shows_it(run, folder, tmp_path):
    run("programme.csv", "--into", folder)
    (tmp_path / "programme.csv").write_text(NEWER)
    done = run("programme.csv", "--into", folder)
    assert "title: On [-ports-]{+harbours+}" in done.output.replace("-] {+", "-]{+")


def test_records_of_one_event_do_not_slip_into_another(run, folder, tmp_path):
    run("programme.csv", "--into", folder, "--event", "forum")
    header = "address,kind,event,name,text,mode,speaker,role,occasion,date,reported_by,language"
    row = "other/speakers/bo,speakers,other,Bo Berg,,,,,,,,"
    (tmp_path / "own.csv").write_text(f"{header}\n{row}\n", "utf-8")
    done = run("own.csv", "--into", folder, "--write")
    assert (done.exit_code, "--event forum" in done.output) == (2, True)
    assert run("own.csv", "--into", folder, "--event", "elsewhere").exit_code == 2
    assert run("own.csv", "--into", folder, "--event", "forum", "--write").exit_code == 0


def test_an_import_is_taken_back_by_its_name(run, folder):
    run("programme.csv", "--into", folder)
    assert "Nothing is written yet" in run("--undo", "programme", "--into", folder).output
    assert written(folder)
    done = run("--undo", "programme", "--into", folder, "--write")
    assert ": its only edition.\n" in done.output
    assert (done.exit_code, written(folder)) == (0, {})
    missing = run("--undo", "programme", "--into", folder)
    assert (missing.exit_code, "has no import programme" in missing.output) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--undo", "a"],
        ["programme.csv", "--timezone", "Mars/Base"],
        ["programme.csv", "--event", "Not An Id"],
        ["programme.csv", "--map", "Title"],
        ["programme.csv", "--from", "nothing"],
    ],
)
def test_wrong_options_are_wrong_usage(run, arguments):
    assert run(*arguments).exit_code == 2


def test_show_says_where_a_record_came_from(run, folder):
    run("programme.csv", "--into", folder)
    done = CliRunner().invoke(cli, ["show", "s-open", str(folder), "--no-cache"])
    assert "from programme.csv (table), " in done.stderr


def test_zone_and_locale_of_the_machine_change_no_byte(run, folder, root, tmp_path):
    results = []
    for number, (zone, language) in enumerate(
        (("Asia/Kathmandu", "C.UTF-8"), ("America/St_Johns", "tr_TR.UTF-8"))
    ):
        target = tmp_path / f"f{number}" / "coverage"
        target.parent.mkdir()
        environ = {**os.environ, "TZ": zone, "LC_ALL": language, "PYTHONPATH": str(root)}
        command = [sys.executable, "-m", "summit_tui", "import", "programme.csv"]
        subprocess.run(
            [*command, "--into", str(target), "--timezone", "Asia/Shanghai"],
            env=environ,
            check=True,
            cwd=tmp_path,
            capture_output=True,
        )
        results.append(written(target))
    assert results[0] == results[1]


def test_nothing_is_imported_into_a_folder_that_cannot_be_read_whole(run, folder):
    folder.mkdir()
    os.mkfifo(folder / "event.toml")  # its event is not known
    done = run("programme.csv", "--into", folder, "--event", "forum", "--write")
    assert (done.exit_code, [*folder.iterdir()]) == (2, [folder / "event.toml"])
    assert "nothing is imported before the whole folder can be read" in done.output


def test_a_new_coverage_begins_with_an_article(tmp_path, folder):
    (tmp_path / "article.txt").write_text("Cables\n\nLin Mei said that we mend them.\n", "utf-8")
    words = ["new", str(folder), "--article"]
    refused = CliRunner().invoke(cli, [*words, str(tmp_path / "none.txt")])
    assert (refused.exit_code, folder.exists()) == (2, False)
    done = CliRunner().invoke(cli, [*words, str(tmp_path / "article.txt")])
    assert (done.exit_code, "sources      1 new" in done.output) == (0, True)
    assert (folder / "imported/texts/article.txt").read_text("utf-8").startswith("Cables\n")
    assert CliRunner().invoke(cli, ["check", str(folder), "--no-cache"]).exit_code < 2


def test_a_new_coverage_whose_article_is_still_missing_gets_it(tmp_path, folder):
    (tmp_path / "article.txt").write_text("Cables\n\nLin Mei said that we mend them.\n", "utf-8")
    article = str(tmp_path / "article.txt")
    for words, code in ((), 0), (("--article", article), 0), (("--article", article), 2):
        done = CliRunner().invoke(cli, ["new", str(folder), *words])
        assert done.exit_code == code, done.output
    assert (folder / "imported/texts/article.txt").exists()
    assert f"summit-tui import {article} --into {folder} --write" in done.output
