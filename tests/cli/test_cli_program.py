"""The program as a whole: its streams, its schema, its skeleton, its keys, its completion."""

import json
import subprocess
import sys
from importlib.metadata import PackageNotFoundError

import jsonschema
import pytest
import tomli

from summit_tui.app.keys import GROUPS, table
from summit_tui.cli import COMMANDS
from summit_tui.model.kinds import KINDS, SINGULAR
from summit_tui.paths import BUNDLED, bundled_coverage


def test_data_goes_to_stdout_and_narration_to_stderr_without_colour(program, coverage):
    done = program("search", "cables", coverage(), environ={"FORCE_COLOR": "1"})
    assert done.returncode == 0
    assert b"We will lay the cable together." in done.stdout
    assert done.stderr == b"1 session, 2 quotes, 1 source\n"
    assert b"\x1b" not in done.stdout + done.stderr


def test_without_a_path_the_bundled_coverage_is_meant(program):
    done = program("search", "deepseek", "--format", "jsonl")
    assert done.returncode == 0
    assert all(json.loads(line)["event"] == "wic-ap-2025" for line in done.stdout.splitlines())


@pytest.mark.parametrize("name", BUNDLED)
def test_a_bundled_coverage_opens_by_its_name_in_every_command(program, name):
    checked = program("check", name)
    assert (checked.returncode, checked.stderr) == (0, b"No problems.\n"), checked.stdout
    result = program("search", "kind:event", name, "--format", "jsonl")
    assert result.returncode == 0, result.stderr
    assert program("export", name, "--as", "jsonl").returncode == 0
    compared = program("diff", name, name)
    assert (compared.returncode, compared.stderr) == (0, b"No record has changed.\n")


def test_a_folder_of_that_name_comes_before_the_bundled_coverage(program, tmp_path):
    folder = tmp_path / BUNDLED[-1]
    folder.mkdir()
    (folder / "event.toml").write_text('[event]\nid = "own"\nname = "Our Own"\n', "utf-8")
    assert b"Our Own" in program("search", "kind:event", BUNDLED[-1]).stdout


def test_a_reader_that_goes_away_early_is_no_crash(root, tmp_path, coverage, records):
    records["speakers"] += [{"id": f"s{n}", "name": "Speaker " * 99} for n in range(900)]
    command = [sys.executable, "-m", "summit_tui", "search", "kind:speakers", coverage(records)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=root
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
    assert b"Traceback" not in said
    assert b"Exception ignored" not in said


def test_a_terminal_that_knows_no_unicode_still_gets_an_answer(program, coverage):
    done = program("show", "lin", coverage(), environ={"PYTHONIOENCODING": "ascii"})
    assert b"Traceback" not in done.stderr
    assert (done.returncode, b"Lin Mei" in done.stdout) == (0, True)


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version_is_one_line(run, option):
    result = run(option)
    assert result.exit_code == 0
    assert result.stdout.startswith("summit-tui ")
    assert len(result.stdout.split()) == 2


def test_a_checkout_that_is_not_installed_says_so(run, monkeypatch):
    def missing(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.version", missing)
    result = run("--version")
    assert (result.exit_code, result.stdout.split()[0]) == (0, "summit-tui,")


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_names_every_command_and_every_option_of_the_browser_uncut(run, option):
    result = run(option)
    assert result.exit_code == 0
    for command in COMMANDS:
        assert f"  {command} " in result.stdout
    for name in ("--watch", "--texts", "--cache", "--no-cache", "--print-on-exit", "-V", "-h"):
        assert f"  {name}" in result.stdout
    assert "..." not in result.stdout.replace("[PATH]...", "")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_the_short_option_for_its_help(run, command):
    result = run(command, "-h")
    assert (result.exit_code, result.stdout.split()[2]) == (0, command)
    assert "-h, --help" in result.stdout


@pytest.mark.parametrize(
    ("typed", "meant"), [("serch", "search"), ("Sohw", "show"), ("chek", "check"), ("hlep", "help")]
)
def test_a_misspelled_command_is_answered_with_the_one_that_is_near(run, typed, meant):
    result = run(typed, "foo")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"‘{typed}’; did you mean {meant}?" in result.stderr


def test_a_word_that_is_a_path_is_never_taken_for_a_command(run, coverage, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    coverage().rename(tmp_path / "serch")
    assert "did you mean" not in run("serch").stderr


@pytest.mark.parametrize("typed", ["gibberish", "./serch", "a/serch"])
def test_a_path_that_is_not_there_is_no_misspelled_command(run, typed):
    result = run(typed)
    assert (result.exit_code, "did you mean" in result.stderr) == (2, False)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [None, *KINDS])
def test_the_schema_is_a_json_schema_of_2020_12(run, kind):
    result = run("schema", *([SINGULAR[kind]] if kind else []))
    described = json.loads(result.stdout)
    assert described["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(described)


@pytest.mark.slow
def test_the_schema_accepts_the_bundled_files_and_refuses_an_unknown_field(run):
    validator = jsonschema.Draft202012Validator(json.loads(run("schema").stdout))
    files = [path for path in bundled_coverage().rglob("*") if path.suffix in (".toml", ".json")]
    assert len(files) >= 6
    for file in files:
        text = file.read_text("utf-8")
        data = json.loads(text) if file.suffix == ".json" else tomli.loads(text)
        validator.validate(data)
    wrong = {"speakers": [{"id": "a", "name": "A", "naem": "A"}]}
    assert not validator.is_valid(wrong)


def test_a_new_folder_opens_without_a_problem(run, tmp_path):
    made = run("new", tmp_path / "a" / "mine")
    assert (made.exit_code, made.stdout) == (0, "")
    assert "mine" in made.stderr
    checked = run("check", tmp_path / "a" / "mine")
    assert (checked.exit_code, checked.stdout) == (0, "")
    shown = run("search", "kind:event", tmp_path / "a" / "mine", "--format", "jsonl")
    assert len(shown.stdout.splitlines()) == 1


def test_a_new_folder_is_not_made_through_a_link_that_leads_nowhere(run, tmp_path):
    folder = tmp_path / "link"
    folder.symlink_to(tmp_path / "nowhere")
    result = run("new", folder)
    assert result.exit_code == 2
    assert f"{folder} is a link to a folder that does not exist" in result.stderr
    assert not (tmp_path / "nowhere").exists()


def test_a_new_folder_in_place_of_an_empty_file_is_refused_as_no_folder(run, tmp_path):
    (tmp_path / "notes").touch()
    result = run("new", tmp_path / "notes")
    assert result.exit_code == 2
    assert f"{tmp_path / 'notes'} exists and is no folder" in result.stderr


def test_a_new_folder_still_opens_when_every_example_is_uncommented(run, tmp_path):
    run("new", tmp_path / "mine")
    for file in (tmp_path / "mine").glob("*.toml"):
        lines = file.read_text("utf-8").splitlines()
        uncommented = [line.removeprefix("# ") if is_code(line) else line for line in lines]
        file.write_text("\n".join(uncommented), "utf-8")
    result = run("check", tmp_path / "mine")
    assert (result.exit_code, result.stdout) == (0, "")
    for kind in KINDS:
        shown = run("search", "", tmp_path / "mine", "--kind", kind, "--format", "jsonl")
        assert len(shown.stdout.splitlines()) == 1
    shown = run("search", "has:readings kind:event", tmp_path / "mine", "--format", "jsonl")
    assert len(shown.stdout.splitlines()) == 1


def is_code(line):
    """Tell whether a comment is an example that is commented out."""
    rest = line.removeprefix("# ")
    return line != rest and (rest.startswith("[") or " = " in rest)


def test_nothing_is_written_over(run, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "event.toml").write_text("mine", "utf-8")
    refusals = {"full": "is not empty", "full/event.toml": "is no folder"}
    for path, refusal in refusals.items():
        result = run("new", tmp_path / path)
        assert (result.exit_code, result.stdout) == (2, "")
        assert refusal in result.stderr
    assert (tmp_path / "full" / "event.toml").read_text("utf-8") == "mine"
    assert run("new", tmp_path / "full" / "event.toml" / "below").exit_code == 2


def test_keys_are_those_of_the_app(run):
    result = run("keys")
    ids = [binding.id for bindings in GROUPS.values() for binding in bindings]
    assert [line.split(maxsplit=1)[0] for line in result.stdout.splitlines()] == [
        group for group, bindings in GROUPS.items() for _ in bindings
    ]
    for line, id, row in zip(result.stdout.splitlines(), ids, table(), strict=True):
        assert f" {id} " in line
        assert line.endswith(row[3])


def test_keys_are_the_users_own_where_the_config_says_so(run):
    from summit_tui.paths import config_file

    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text('[keys]\n"record.copy" = "ctrl+y"\n', "utf-8")
    (line,) = [line for line in run("keys").stdout.splitlines() if " record.copy " in line]
    assert "Ctrl+y" in line


@pytest.mark.parametrize(
    ("command", "code"), [("search cables", 0), ("show lin", 0), ("export cables", 0), ("check", 1)]
)
def test_without_a_path_commands_read_what_the_config_names(run, coverage, command, code):
    from summit_tui.paths import config_file

    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text(f"coverage = [{json.dumps(str(coverage()))}]\n", "utf-8")
    named, given = run(*command.split()), run(*command.split(), coverage())
    assert named.output == given.output
    assert named.exit_code == given.exit_code == code


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_can_complete(program, shell, needs):
    if shell == "bash":
        needs("bash")
    done = program(environ={"_SUMMIT_TUI_COMPLETE": f"{shell}_source"})
    assert done.returncode == 0
    assert b"_SUMMIT_TUI_COMPLETE" in done.stdout


def test_the_shell_completes_commands_and_choices(program):
    def completed(words, number):
        asked = {"COMP_WORDS": words, "COMP_CWORD": str(number)}
        return program(environ={"_SUMMIT_TUI_COMPLETE": "bash_complete", **asked}).stdout.decode()

    assert completed("summit-tui se", 1).splitlines() == ["file,se", "plain,search", "plain,serve"]
    assert completed("summit-tui ./da", 1).splitlines() == ["file,./da"]
    assert "plain,jsonl" in completed("summit-tui search x --format js", 4)


def test_a_folder_that_cannot_be_written_to_is_no_reason_to_stop(program, coverage, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    done = program("search", "cables", coverage(), "--cache", tmp_path / "file" / "cache")
    assert done.returncode == 0
    assert b"cable together" in done.stdout


def test_the_index_is_kept_in_the_cache_folder_and_with_no_cache_nowhere(run, coverage, tmp_path):
    folder, cache = coverage(), tmp_path / "cache"
    run("search", "cables", folder, "--no-cache", "--cache", cache)
    assert not cache.exists()
    run("search", "cables", folder, "--cache", cache)
    assert [path.suffix for path in cache.iterdir()] == [".index"]


@pytest.mark.parametrize("name", ["notes.txt", "event.toml", ".summit-tui/notes.txt"])
def test_a_folder_with_anything_else_is_no_skeleton_that_was_begun(run, tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine", "utf-8")
    assert run("new", tmp_path).exit_code == 2
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / name]
