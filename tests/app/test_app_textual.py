"""The private parts of Textual that the app stands on, each by name: an upgrade is checked here."""

import ast
import importlib
import inspect
import textwrap
from functools import cache
from pathlib import Path

import pytest

import summit_tui.app

APP = Path(summit_tui.app.__file__).parent
MODULES = {
    ".".join(path.relative_to(APP.parent).with_suffix("").parts): path
    for path in sorted(APP.rglob("*.py"))
    if path.stem != "__init__"
}
PRIVATE = {
    "app.driver": {
        "textual._ansi_sequences",
        "textual._keyboard_protocol",
        "textual._xterm_parser",
        "_app",
        "_auto_restart",
        "_debug",
        "_file",
        "_get_terminal_size",
        "_key_thread",
        "_loop",
        "_must_signal_resume",
        "_size",
        "_timeout_time",
    },
    "app.widgets.painting": {
        "_GATHER_COMMANDS_GROUP",
        "_NO_MATCHES",
        "_NO_MATCHES_COUNTDOWN",
        "_driver",
        "_gather_commands",
        "_list_visible",
        "_no_matches_timer",
        "_providers",
        "_refresh_command_list",
        "_screen_resized",
        "_select_or_command",
        "_size",
        "_start_no_matches_countdown",
        "_start_widget",
        "_stop_no_matches_countdown",
        "_suggestion",
        "_vertical_scrollbar",
        "textual._styles_cache",
        # What Textual calls by itself, which a public name would not replace.
        "_handle_exception",
        "_watch__list_visible",
    },
}


PUBLIC = {"_", "_replace", "_exit"}
"""Names with an underscore that Python documents."""


def is_private(name):
    """Return whether a name begins with one underscore."""
    return name.startswith("_") and not name.startswith("__") and name not in PUBLIC


def names_on_self(tree):
    """Return the private names that a class, or a whole module, defines or assigns to `self`."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif (
            isinstance(node, ast.Attribute)
            and isinstance(node.ctx, ast.Store)
            and ast.unparse(node.value) == "self"
        ):
            names.add(node.attr)
    return set(filter(is_private, names))


@cache
def tree_of(module):
    """Return the syntax tree of a module of the app."""
    return ast.parse(MODULES[module].read_text("utf-8"))


@cache
def our_names():
    """Return the private names that the app defines itself."""
    return set().union(*map(names_on_self, map(tree_of, MODULES)))


@pytest.fixture(scope="module", autouse=True)
def _forget_trees():
    """Let go of the trees behind these tests: they are a tenth of all objects there are."""
    yield
    tree_of.cache_clear()


def names_of_textual(cls):
    """Return the private names of the classes of Textual that a class inherits from."""
    bases = [base for base in cls.__mro__ if base.__module__.split(".")[0] == "textual"]
    return set().union(*map(names_of_class, bases))


@cache
def names_of_class(base):
    """Return the private names that a class of Textual has itself."""
    source = ast.parse(textwrap.dedent(inspect.getsource(base)))
    return set(filter(is_private, vars(base))) | names_on_self(source)


def used(tree):
    """Yield every private name that is looked up in something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            yield node.attr


def private_parts(module, tree):
    """Return the private modules of Textual that are imported, and the private names used."""
    parts = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module.startswith("textual."):
            parts |= {node.module} if "._" in node.module else set()
            parts |= {alias.name for alias in node.names if is_private(alias.name)}
        elif isinstance(node, ast.ClassDef):
            cls = getattr(importlib.import_module(f"summit_tui.{module}"), node.name, object)
            theirs = names_of_textual(cls)
            parts |= theirs & (set(used(node)) | names_on_self(node))
    return parts | (set(used(tree)) - our_names())


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
def test_every_private_part_of_textual_is_named(module):
    if module == "app.driver":
        pytest.importorskip("termios")
    assert private_parts(module, tree_of(module)) == PRIVATE.get(module, set())
