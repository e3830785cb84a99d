"""What the manual says is what the program does."""

import os
import re
import shlex
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from textual.theme import BUILTIN_THEMES

from summit_tui.app.keys import table
from summit_tui.app.panes import PANES
from summit_tui.app.tokens import HIGH_CONTRAST, THEMES, tokens_of
from summit_tui.archive.query import parse
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.cli import COMMANDS
from summit_tui.config import read_config
from summit_tui.lint import lint
from summit_tui.lint.catalog import CODES
from summit_tui.manual import TOPICS, pages, read_page
from summit_tui.manual.layout import cell_width, layout
from tests.manual import MANUAL, PARTS, PICTURES, ROOT, generated_parts, regenerated


def example(topic, name):
    """Return the code between the comments that name an example of a page."""
    text = read_page(topic).text.split(f"<!-- {name}:")[1].split(f"<!-- /{name} -->")[0]
    return re.search(r"```\w+\n(.*?)```", text, re.DOTALL)[1]


def console_commands():
    """Return every command of `summit-tui` in the manual, as its arguments."""
    blocks = re.findall(r"```console\n(.*?)```", "".join(page.text for page in pages()), re.DOTALL)
    lines = "".join(blocks).splitlines()
    ours = [line.split(" | ")[0] for line in lines if "$ summit-tui" in line]
    return [line.removeprefix("$ summit-tui").strip() for line in ours]


@pytest.mark.parametrize("topic", TOPICS)
def test_the_generated_parts_of_a_page_are_as_the_program_has_them(topic):
    text = read_page(topic).text
    assert regenerated(text) == text, "write it anew: python -m tests.manual"


def test_every_generated_part_stands_in_one_page():
    parts = [part for page in pages() for part in generated_parts(page.text)]
    assert sorted(["pages", *parts]) == sorted(PARTS)


def test_every_page_is_listed_and_begins_with_its_title_and_one_sentence():
    assert sorted(TOPICS) == sorted(path.stem for path in MANUAL.glob("*.md"))
    for page in pages():
        assert page.text.startswith(f"# {page.title}\n\n{page.summary}\n\n")
        assert page.summary.endswith(".")
        assert len(page.summary) <= 60  # lists of pages fit into 80 columns


def test_every_pane_and_theme_is_pictured_in_its_colours():
    pictures = {path.stem: path.read_text("utf-8") for path in PICTURES.iterdir()}
    themes = {f"theme-{name}": name for name in THEMES}
    assert pictures.keys() == {*themes, *(pane.name for pane in PANES)}
    assert sum(map(len, pictures.values())) < 600_000
    for pane in PANES:
        assert all(f">{each.title}</text>" in pictures[pane.name] for each in PANES)
    known = {**BUILTIN_THEMES, HIGH_CONTRAST.name: HIGH_CONTRAST}
    for picture, name in themes.items():
        ground, words = (tokens_of(known[name])[token] for token in ("ground", "words"))
        inks = [ink.lower() for ink in (ground, words) if ink.startswith("#")]
        assert [ink for ink in inks if ink not in pictures[picture].lower()] == [], picture
        # Whoever looks at them fetches nothing and runs nothing.
        assert "".join(ET.fromstring(pictures[picture]).itertext())
        assert not re.search(r"<script|href|url\((?!#)|@import", pictures[picture])


def test_every_code_and_command_is_explained():
    assert [code for code in CODES if f"- `{code}`: " not in read_page("checks").text] == []
    commands = read_page("commands").text
    assert [name for name in [*COMMANDS][1:] if f"`summit-tui {name}" not in commands] == []


def test_every_query_in_the_manual_is_understood():
    section = read_page("queries").text.split("## What you can type")[1].split("\n## ")[0]
    queries = [
        query
        for row in re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
        for query in re.findall(r"`(.*?)`", row)
    ]
    assert len(queries) > 8
    assert [(query, parse(query).complaint) for query in queries if parse(query).complaint] == []


def test_the_example_of_the_format_opens_and_checks_clean(tmp_path):
    (tmp_path / "coverage.toml").write_text(example("coverage", "example"), "utf-8")
    with closing(open_archive([tmp_path], None)) as archive:
        assert archive.info().problems == []
        assert [str(problem) for problem in lint(archive)] == []
        assert set(archive.info().counts.values()) == {1}


def test_the_example_of_a_difference_is_what_the_program_prints(git, commit):
    before = example("coverage", "example")
    commit({"my-coverage/coverage.toml": before})
    after = before.replace("open to small", "open to all")
    after = after.replace('role = "Minister', 'role = "Acting Minister')
    Path("my-coverage/coverage.toml").write_text(after, "utf-8")
    command, printed = re.fullmatch(
        r"\$ (.*?)\n(.*)", example("commands", "diff"), re.DOTALL
    ).groups()
    done = subprocess.run(
        [sys.executable, "-m", *command.replace("-tui", "_tui").split()],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, printed), done.stderr


def test_the_example_of_differing_sources_is_valid_and_differs(tmp_path):
    (tmp_path / "coverage.toml").write_text(example("coverage", "differing"), "utf-8")
    with closing(open_archive([tmp_path], None)) as archive:
        assert archive.info().problems == []
        assert [str(problem) for problem in lint(archive)] == []
        assert {reading.field for reading in archive.disagreements()} == {"countries", "remark"}


def test_the_example_config_has_no_wrong_entry(tmp_path):
    (tmp_path / "config.toml").write_text(example("config", "config"), "utf-8")
    config, problems = read_config(tmp_path / "config.toml", [id for _, _, id, _ in table()])
    assert problems == []
    assert config.keys == {"record.copy": "y,c"}


@pytest.mark.parametrize(
    "arguments", [line for line in console_commands() if line.startswith(("search", "show"))]
)
def test_the_commands_of_the_manual_find_something(arguments):
    command = [sys.executable, "-m", "summit_tui", *shlex.split(arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout != "") == (0, True), done.stderr


def test_the_topics_that_pages_refer_to_exist():
    named = {
        topic for page in pages() for topic in re.findall(r"summit-tui help ([a-z-]+)", page.text)
    }
    assert len(named) > 5
    assert named <= {*TOPICS}


@pytest.mark.parametrize("width", [76, 80, 120])
def test_no_line_of_a_page_is_wider_than_the_terminal_but_code(width):
    lines = [line for page in pages() for line in layout(page.text, width, marks=False)]
    texts = ["".join(span.text for span in line) for line in lines if not is_code(line)]
    assert [text for text in texts if cell_width(text) > width] == []


def is_code(line):
    return [span.style for span in line] == ["code"]


def test_no_mark_of_markdown_is_left_in_a_page_as_it_is_shown():
    for page in pages():
        for line in layout(page.text, 80, marks=False):
            text = "".join(span.text for span in line if span.style != "code")
            assert not re.search(r"\*\*|`|^#|<!--|\]\(|^\s*\|", text), (page.topic, text)
