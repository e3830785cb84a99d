"""How the rooms may know each other, and what a start may load."""

import ast
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import summit_tui

PACKAGE = Path(summit_tui.__file__).parent
FLOORS = {
    "__main__": 0,
    "cli": 1,
    "commands": 2,
    "app": 3,
    "config": 4,
    "archive": 5,
    "wording": 5,
    "clipboard": 5,
    "evidence": 5,
    "checking": 5,
    "clippings": 5,
    "exporting": 4,
    "changes": 4,
    "storage": 4,
    "collation": 5,
    "reading": 6,
    "manual": 7,
    "places": 7,
    "exits": 7,
    "writing": 7,
    "scratch": 7,
    "records": 7,
    "rebuilding": 7,
    "values": 7,
    "kinds": 7,
    "problems": 7,
    "controls": 7,
    "__init__": 8,
}
"""A room may import from its own floor and from those below, which have greater numbers."""

ONLY = {"textual": "app", "rich": "app", "pydantic": "reading", "click": ("cli", "commands")}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(module):
    """Return the room in which a module stands."""
    return module.relative_to(PACKAGE).with_suffix("").parts[0]


@cache
def parsed(module):
    """Return the syntax tree of a module, which several tests walk."""
    return ast.parse(module.read_text("utf-8"))


def imports(module):
    """Yield the dotted names of everything that a module imports, wherever it does."""
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} imports relatively"
            yield node.module
            if node.module == "summit_tui":
                yield from (f"summit_tui.{one.name}" for one in node.names)


@pytest.mark.parametrize("module", MODULES, ids=lambda it: str(it.relative_to(PACKAGE)))
def test_a_module_imports_only_from_its_floor_and_below(module):
    room = room_of(module)
    for name in imports(module):
        top, _, rest = name.partition(".")
        assert room in ONLY.get(top, room), f"{room} knows {top}"
        if top == "summit_tui" and rest:
            assert FLOORS[rest.split(".")[0]] >= FLOORS[room], f"{room} imports {rest}"


def test_every_room_has_a_floor():
    assert {room_of(module) for module in MODULES} <= set(FLOORS)


def test_nobody_imports_the_commands_but_their_own_floor():
    for module in MODULES:
        if room_of(module) not in ("__main__", "cli", "commands"):
            rooms = {".".join(name.split(".")[:2]) for name in imports(module)}
            assert not rooms & {"summit_tui.cli", "summit_tui.commands"}


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


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["new", "there"], ["search"]])
def test_what_needs_no_record_loads_nothing_heavy(loaded, arguments):
    assert loaded(*arguments) == []


def test_the_schema_is_written_without_textual(loaded):
    assert "textual" not in loaded("schema")


def test_a_screen_on_a_fresh_index_is_shown_without_pydantic(coverage, root, tmp_path):
    script = (
        "import sys, asyncio\n"
        "from pathlib import Path\n"
        "from summit_tui.app.app import SummitApp\n"
        "async def show():\n"
        "    app = SummitApp([Path(sys.argv[1])], cache=Path(sys.argv[2]))\n"
        "    async with app.run_test():\n"
        "        return app.browse.list_ is not None\n"
        "print(asyncio.run(show()), 'pydantic' in sys.modules)\n"
    )
    folder, cache = str(coverage()), str(tmp_path / "cache")
    environ = {**os.environ, "PYTHONPATH": str(root)}
    index = [sys.executable, "-m", "summit_tui", "search", "cable", folder, "--cache", cache]
    subprocess.run(index, env=environ, check=True, capture_output=True)
    shown = subprocess.run(
        [sys.executable, "-c", script, folder, cache],
        env=environ,
        check=True,
        capture_output=True,
        text=True,
    )
    assert shown.stdout.split() == ["True", "False"]


APP = [module for module in MODULES if room_of(module) == "app"]
TAKEN = {"name", "title", "size", "log", "query", "styles", "region", "loading"}
MARKUP = {"DataTable", "OptionList", "Tree", "ListView", "Markdown", "TabbedContent", "Tabs"}
"""Widgets of Textual that take data for markup, measure every row, or lose the focus."""


def classes(module):
    """Yield every class of a module."""
    return [node for node in ast.walk(parsed(module)) if isinstance(node, ast.ClassDef)]


@pytest.mark.parametrize("module", APP, ids=lambda it: it.name)
def test_no_widget_takes_a_name_that_textual_has_taken(module):
    for one in classes(module):
        if not one.bases or any(ast.unparse(base) == "Message" for base in one.bases):
            continue
        for node in ast.walk(one):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                own = isinstance(node.value, ast.Name) and node.value.id == "self"
                assert not (own and node.attr in TAKEN), f"{one.name}.{node.attr}"


@pytest.mark.parametrize("module", APP, ids=lambda it: it.name)
def test_the_style_of_a_widget_concerns_nobody_else(module):
    for one in classes(module):
        for node in one.body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).endswith("CSS"):
                depth, selectors = 0, []
                for line in node.value.value.splitlines():
                    if not depth and line.strip():
                        selectors.append(line.split()[0])
                    depth += line.count("{") - line.count("}")
                assert {selector.split(".")[0].split(":")[0] for selector in selectors} <= {
                    one.name
                }


@pytest.mark.parametrize("module", APP, ids=lambda it: it.name)
def test_no_widget_is_used_that_takes_data_for_markup(module):
    names = {
        one.name
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual")
        for one in node.names
    }
    assert not names & MARKUP


@pytest.mark.parametrize("module", APP, ids=lambda it: it.name)
def test_every_static_and_every_notification_takes_its_text_as_it_is(module):
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Static", "self.notify"):
            asked = {one.arg: ast.unparse(one.value) for one in node.keywords}
            assert asked.get("markup") == "False", ast.unparse(node)
