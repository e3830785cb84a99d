"""The templates of sentences that the program's code holds, read from its syntax trees."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import summit_tui

PACKAGE = Path(summit_tui.__file__).parent
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
"""The path of every module by its name, without that of the package."""
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
TEMPLATES = {"gettext": 1, "gettext_lazy": 1, "ngettext": 2, "gettext_noop": 1}
"""The functions that take templates, and how many they take."""


@cache
def trees():
    """Return the syntax tree of every module by its name."""
    return {name: ast.parse(path.read_text("utf-8")) for name, path in MODULES.items()}


@pytest.fixture(scope="module", autouse=True)
def forget_trees():
    """Let go of the trees behind a module of tests: they are half of all objects there are."""
    yield
    trees.cache_clear()
    template_calls.cache_clear()


def name_of(function):
    """Return the last part of the name of what is called."""
    return getattr(function, "attr", None) or getattr(function, "id", None)


def calls(tree, names):
    """Return the calls of functions with these names."""
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and name_of(node.func) in names
    ]


def functions_of(tree, names):
    """Return the innermost function of each call of a module; None where it is in none."""
    owners = {}

    def visit(node, owner):
        for child in ast.iter_child_nodes(node):
            if owner and isinstance(child, ast.Call) and name_of(child.func) in names:
                owners[id(child)] = owner
            visit(child, child if isinstance(child, FUNCTIONS) else owner)

    visit(tree, None)
    return owners


def constants_at(tree, names):
    """Return a function that gives the names and values that a call of a module may use."""
    owners, constants = functions_of(tree, names), assignments(tree.body)

    @cache
    def known_in(owner):
        return constants | (assignments(ast.walk(owner)) if owner else {})

    return lambda call: known_in(owners.get(id(call)))


def assignments(nodes):
    """Return the values that these nodes assign to names, by name."""
    values = {}
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                values.setdefault(name, []).append(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                values.setdefault(name, []).append(value)
    return values


def templates(argument, known):
    """Return all templates that an argument may be, or None where one is no literal.

    An argument is a literal, a choice between literals, or a variable or a table of literals of
    the same function or module.
    """
    match argument:
        case ast.Constant(value=str() as text):
            return [text]
        case ast.IfExp(body=body, orelse=other):
            parts = [templates(body, known), templates(other, known)]
        case ast.Starred(value=value) | ast.Subscript(value=value):
            return templates(value, known)
        case ast.Call(func=ast.Name(id="gettext_noop"), args=[value]):
            return templates(value, known)
        case ast.Name(id=name) if name in known:
            parts = [templates(value, known) for value in known[name]]
        case ast.Dict(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
            parts = [templates(value, known) for value in values]
        case _:
            return None
    return None if None in parts else [text for part in parts for text in part]


def places(template):
    """Return the names of the places in a template; other braces are text, such as JSON."""
    return set(re.findall(r"\{([^\W\d]\w*)(?::[^{}]*)?\}", template))


@cache
def template_calls():
    """Return module, call and its templates, which are None where one is no literal."""
    return list(_template_calls())


def _template_calls():
    for module, tree in trees().items():
        if module == "i18n":
            continue
        known_at = constants_at(tree, TEMPLATES)
        for call in calls(tree, TEMPLATES):
            known = known_at(call)
            number = TEMPLATES[name_of(call.func)]
            is_unpacked = any(isinstance(argument, ast.Starred) for argument in call.args)
            arguments = call.args[: 1 if is_unpacked else number]
            texts = [templates(argument, known) for argument in arguments]
            literal = None if None in texts else [text for part in texts for text in part]
            yield module, call, literal
