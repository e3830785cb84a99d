"""Which private parts of Textual the program stands on, each by name."""

import ast
import importlib
import inspect
from pathlib import Path
from textwrap import dedent

import pytest

import summit_tui.app

APP = Path(summit_tui.app.__file__).parent
PAINTING = {"_driver", "_start_widget", "_suggestion", "_vertical_scrollbar"}
"""The private attributes of Textual's objects that `painting` uses."""
BYPASSES = {"driver", "terminal_input", "widgets.painting"}
"""The modules that may use private parts of Textual."""
KNOWN_ELSEWHERE = {"palette": {"_watch__list_visible"}}
"""Private names of Textual that other modules still use; only shrinks."""
NOT_TEXTUALS = {"_abc_impl", "_replace"}
"""Private names that Python itself gives to abstract classes and named tuples."""

MODULES = {
    ".".join(path.relative_to(APP).with_suffix("").parts): ast.parse(path.read_text("utf-8"))
    for path in sorted(APP.rglob("*.py"))
    if path.stem != "__init__"
}


def is_private(name):
    """Return whether a name begins with an underscore and is none of Python's own."""
    return name.startswith("_") and not name.endswith("__")


def attributes(tree, of=None):
    """Return the private attributes used below a node, or only those of the variable `of`."""
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and is_private(node.attr)
        if of is None or (isinstance(node.value, ast.Name) and node.value.id == of)
    }


def definitions(tree):
    """Return the names of all functions, classes, variables and attributes that a tree sets."""
    names = set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                names.add(node.name)
            case ast.Attribute(ctx=ast.Store()):
                names.add(node.attr)
            case ast.Name(ctx=ast.Store()):
                names.add(node.id)
    return names


def names_of_textual(base):
    """Return the names that a class of Textual defines or sets on its instances."""
    return set(vars(base)) | attributes(ast.parse(dedent(inspect.getsource(base))), of="self")


def overridden(module):
    """Return the private names of Textual's classes that classes of a module define or use."""
    used = set()
    loaded = importlib.import_module(f"summit_tui.app.{module}")
    for cls in vars(loaded).values():
        if not inspect.isclass(cls) or cls.__module__ != loaded.__name__:
            continue
        bases = [base for base in cls.__mro__ if base.__module__.startswith("textual")]
        ours = ast.parse(dedent(inspect.getsource(cls)))
        written = attributes(ours, of="self") | {
            name for name in definitions(ours) if is_private(name)
        }
        for base in bases:
            used |= written & names_of_textual(base)
    return used - NOT_TEXTUALS


@pytest.mark.parametrize("module", sorted(MODULES))
def test_private_parts_of_textual_are_used_by_the_bypasses_alone(module):
    if module in BYPASSES:
        return
    ours = set().union(*map(definitions, MODULES.values()))
    foreign = attributes(MODULES[module]) - ours - NOT_TEXTUALS
    assert foreign | overridden(module) == KNOWN_ELSEWHERE.get(module, set())


@pytest.mark.parametrize("module", sorted(set(MODULES) - BYPASSES))
def test_private_modules_of_textual_are_imported_by_the_bypasses_alone(module):
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.ImportFrom) and node.module.startswith("textual"):
            names = [*node.module.split("."), *(alias.name for alias in node.names)]
            assert not [name for name in names if is_private(name)]


def test_the_painting_uses_these_private_parts_of_textual():
    ours = definitions(MODULES["widgets.painting"]) - PAINTING
    foreign = attributes(MODULES["widgets.painting"]) - ours
    assert foreign | overridden("widgets.painting") == PAINTING


def test_textual_has_the_private_parts_that_the_painting_uses():
    from textual.app import App
    from textual.widget import Widget
    from textual.widgets import Input

    assert callable(App._start_widget)
    assert "_suggestion" in vars(Input)
    assert "_vertical_scrollbar" in names_of_textual(Widget)
