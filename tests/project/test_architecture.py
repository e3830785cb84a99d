"""Which modules may know which, how long a file may be, and what a start loads."""

import ast
import os
import re
import subprocess
import sys

import pytest

from tests.templates import FUNCTIONS, MODULES, forget_trees, trees  # noqa: F401

LAYERS = """
__main__
cli
mcp
api
serve
app.app
app.writing_actions app.view_actions app.language
app.screens
app.search_controller app.record_controller app.loader app.clipboard app.bookmarks app.last_visit \
app.palette app.authoring app.proposals app.survey app.widgets
app.navigator
app.start_rows
app.source_queries app.queries
app.server_watch
app.archive_worker
app.comparison_lines
app.questions
app.links
app.rows
app.sentences app.messages app.kept_views
app.text_selection app.editor app.held_keys
app.view app.keys app.styles app.tokens app.wrap app.driver
app.panes app.terminal_input app.screen_text
proposals days topics worldmap linear
verify timeline importers
diff authoring
formats lint
attribution bookmarks config storage recent query_history
archive.postgres.push archive.postgres.opener archive.sqlite.joined
archive.base
archive.openers
archive.sqlite.earlier
archive.sqlite.catalog
archive.sqlite.incremental
archive.sqlite.multi
archive.sqlite.multi_hits
archive.sqlite.multi_records
archive.sqlite.searcher archive.sqlite.indexer archive.sqlite.cache
archive.postgres
archive.sqlite
archive.relations
archive
archive.query
archive.doubts
archive.describe archive.progress archive.variance
archive.analysis
readers evidence clipboard
citations
exits writing
canvas
manual model paths
i18n
"""
"""One layer a line, the highest first; a module belongs to the longest prefix that names it.

A module may import from lower layers and from its own room in the same layer; rooms that share a
line do not know each other.
"""
LEVELS = {room: level for level, line in enumerate(LAYERS.split("\n")) for room in line.split()}

LIBRARIES = {"textual": "app", "rich": "app", "pydantic": "readers", "click": "cli"}
LIBRARIES |= {"psycopg": "archive", "aiohttp": "serve", "textual_serve": "serve"}
"""The one room that may import a library."""

LONGEST, SHORTEST = 450, 40
"""Lines of a file."""
MOST_METHODS = 25
"""Methods of a class."""
LONGEST_FUNCTION = 40
"""Lines of a function, from its `def` to its last line."""
SHORT_ALL_THE_SAME = {"paths", "model.problem", "attribution.memo"}
"""Rooms that one looks for by name, however little is in them."""


def room_of(module):
    """Return the longest prefix of a module's name that has a layer, or None."""
    parts = module.split(".")
    prefixes = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((prefix for prefix in prefixes if prefix in LEVELS), None)


def imported(module):
    """Yield the dotted name of everything that a module imports, wherever it does."""
    for node in ast.walk(trees()[module]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} imports relatively"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}".removeprefix("summit_tui.")
                yield f"summit_tui.{inner}" if inner in MODULES else node.module


def arrows(module):
    """Return the modules of the package that a module imports."""
    names = {name.removeprefix("summit_tui.") for name in imported(module) if "summit_tui" in name}
    return (names & set(MODULES)) - {module, "summit_tui"}


def breaches():
    """Yield every import against the directions, as `importer -> imported`."""
    for module in MODULES:
        room = room_of(module)
        for target in arrows(module):
            other = room_of(target)
            if room and other and room != other and LEVELS[other] <= LEVELS[room]:
                yield f"{module} -> {target}"


def circles():
    """Return the groups of modules that import each other, directly or not."""
    reached = {module: arrows(module) for module in MODULES}
    changed = True
    while changed:
        changed = False
        for targets in reached.values():
            more = set().union(*(reached[target] for target in targets)) - targets
            if more:
                targets |= more
                changed = True
    return {module for module, targets in reached.items() if module in targets}


def test_no_import_goes_against_the_directions():
    assert set(breaches()) == set()


def test_no_module_leads_back_to_itself():
    assert circles() == set()


def test_every_module_has_a_layer():
    packages = {"__init__", "app"}
    assert {module for module in MODULES if room_of(module) is None} <= packages


INDEX_TOKEN = re.compile(
    r"(kind|event|mode|topic|region|country|code|has|language|sources|remark|ref|d|m|y)="
)
"""How a token of the index begins."""


def test_no_token_of_the_index_is_spelled_outside_its_package():
    spelled = {
        f"{module}: {node.value}"
        for module, tree in trees().items()
        if not module.startswith("archive.sqlite")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if INDEX_TOKEN.match(node.value)
    }
    assert spelled == set()


def test_a_library_is_known_to_one_room():
    for module in MODULES:
        for name in imported(module):
            library = name.partition(".")[0]
            room = LIBRARIES.get(library)
            assert room is None or module.split(".")[0] == room, f"{module} imports {library}"


def test_no_file_is_too_long():
    lengths = {name: len(path.read_text("utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def is_too_large(node):
    """Return whether a class has too many methods, or a function too many lines."""
    if isinstance(node, ast.ClassDef):
        return sum(isinstance(inner, FUNCTIONS) for inner in node.body) > MOST_METHODS
    return isinstance(node, FUNCTIONS) and node.end_lineno - node.lineno >= LONGEST_FUNCTION


def test_no_class_has_too_many_methods_and_no_function_too_many_lines():
    too_large = [
        f"{module}:{node.name}"
        for module, tree in trees().items()
        for node in ast.walk(tree)
        if is_too_large(node)
    ]
    assert too_large == []


def test_no_file_is_a_door_to_nothing():
    short = {
        name
        for name, path in MODULES.items()
        if path.stem not in ("__init__", "__main__")
        and len(path.read_text("utf-8").splitlines()) < SHORTEST
    }
    assert short - SHORT_ALL_THE_SAME == set()


PROBE = """
import sys
from summit_tui.__main__ import main
try:
    main()
finally:
    heavy = ("textual", "rich", "pydantic", "pydantic_core")
    print(*sorted(set(heavy) & set(sys.modules)), file=sys.stderr)
"""


@pytest.fixture
def loaded(root, tmp_path):
    """Return a function that runs a command and says which heavy modules it has loaded."""

    def run(*arguments, times=1):
        for _ in range(times):
            done = subprocess.run(
                [sys.executable, "-c", PROBE, *arguments],
                env={**os.environ, "PYTHONPATH": str(root)},
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=False,
            )
        assert "Traceback" not in done.stderr
        return done.stderr.splitlines()[-1].split()

    return run


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "cable"],
        ["search", "cable", "--format", "csv"],
        ["show", "quotes/direct"],
        ["check"],
    ],
    ids=" ".join,
)
def test_without_a_screen_neither_textual_nor_with_a_fresh_index_pydantic_is_loaded(
    loaded, coverage, arguments
):
    assert loaded(*arguments, str(coverage()), times=2) == []


def test_records_are_read_by_pydantics_core_alone(loaded, coverage):
    assert loaded("search", "cable", str(coverage()), "--no-cache") == ["pydantic_core"]


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["search"]])
def test_what_needs_no_record_loads_nothing_heavy(loaded, arguments):
    assert loaded(*arguments) == []


def test_the_schema_is_written_without_textual(loaded):
    assert "textual" not in loaded("schema")


FIRST_PICTURE = """
import sys
from pathlib import Path
from summit_tui.cli.launch import import_asyncio

import_asyncio()
import asyncio
from summit_tui.app.app import SummitApp

async def show():
    app = SummitApp([Path(sys.argv[1])], cache=Path(sys.argv[2]))
    loaded = []
    app.post_display_hook = lambda: loaded.append([*sys.modules])
    async with app.run_test():
        print(*loaded[0])

asyncio.run(show())
import ssl  # whoever wants it has it
"""
LIBRARIES_LATER = {"pydantic", "pydantic_core", "tomli", "click", "_ssl", "hashlib", "gettext"}
LATER = {
    *("authoring", "citations", "diff", "formats", "importers", "lint", "manual"),
    *("proposals", "verify", "days", "timeline", "topics", "worldmap", "canvas"),
    *("clipboard.delivery", "evidence.locate"),
    *("readers.schema", "readers.toml", "readers.parsed", "readers.limits"),
    *("archive.query.parser", "archive.query.groups", "archive.query.typed_dates"),
    *(
        "archive.query.tokenizer",
        "archive.sqlite.indexer",
        "archive.sqlite.incremental",
        "archive.sqlite.suggest",
    ),
    *("app.palette", "app.screens.help", "app.widgets.chart_pane", "app.widgets.witness_list"),
}
"""Rooms that the start screen of a fresh index does without: each would hold up every start."""


def test_the_first_picture_of_a_fresh_index_loads_only_what_it_shows(coverage, root, tmp_path):
    folder, cache = str(coverage()), str(tmp_path / "cache")
    environ = {**os.environ, "PYTHONPATH": str(root)}
    index = [sys.executable, "-m", "summit_tui", "search", "cable", folder, "--cache", cache]
    subprocess.run(index, env=environ, check=True, capture_output=True)
    shown = subprocess.run(
        [sys.executable, "-c", FIRST_PICTURE, folder, cache],
        env=environ,
        check=True,
        capture_output=True,
        text=True,
    )
    loaded = {module.removeprefix("summit_tui.") for module in shown.stdout.split()}
    assert "app.widgets.overview" in loaded
    assert loaded & (LIBRARIES_LATER | LATER) == set()
    assert set(MODULES) >= LATER


APP = [module for module in MODULES if module.split(".")[0] == "app"]
TAKEN = {"name", "title", "size", "log", "query", "styles", "region", "loading"}
MARKUP = {"DataTable", "OptionList", "Tree", "ListView", "Markdown", "TabbedContent", "Tabs"}
"""Widgets of Textual that take data for markup, measure every row, or lose the focus."""


def classes(module):
    """Yield every class of a module."""
    return [node for node in ast.walk(trees()[module]) if isinstance(node, ast.ClassDef)]


@pytest.mark.parametrize("module", APP)
def test_no_widget_takes_a_name_that_textual_has_taken(module):
    for cls in classes(module):
        if not cls.bases or any(ast.unparse(base) == "Message" for base in cls.bases):
            continue
        for node in ast.walk(cls):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                own = isinstance(node.value, ast.Name) and node.value.id == "self"
                assert not (own and node.attr in TAKEN), f"{cls.name}.{node.attr}"


@pytest.mark.parametrize("module", APP)
def test_the_style_of_a_widget_concerns_nobody_else(module):
    for cls in classes(module):
        for node in cls.body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).endswith("CSS"):
                depth, selectors = 0, []
                for line in node.value.value.splitlines():
                    if not depth and line.strip():
                        selectors.append(line.split()[0])
                    depth += line.count("{") - line.count("}")
                assert {selector.split(".")[0].split(":")[0] for selector in selectors} <= {
                    cls.name
                }


@pytest.mark.parametrize("module", APP)
def test_no_widget_is_used_that_takes_data_for_markup(module):
    names = {
        alias.name
        for node in ast.walk(trees()[module])
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual")
        for alias in node.names
    }
    assert not names & MARKUP


@pytest.mark.parametrize("module", APP)
def test_every_static_and_every_notification_takes_its_text_as_it_is(module):
    for node in ast.walk(trees()[module]):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Static", "self.notify"):
            asked = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
            assert asked.get("markup") == "False", ast.unparse(node)
