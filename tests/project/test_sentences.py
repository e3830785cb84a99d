"""Every sentence that a user reads is one template behind gettext or ngettext."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

import summit_tui

PACKAGE = Path(summit_tui.__file__).parent
TREES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
        path.read_text("utf-8")
    )
    for path in sorted(PACKAGE.rglob("*.py"))
}
SINKS = {"say", "notify", "stop", "print_notice", "echo", "fail", "Problem", "Violation"}
"""Functions whose arguments a user reads, by name; also what the errors of `app` and `cli` say."""
KNOWN_COMPUTED = {
    "app.keys": 2,
    "app.palette": 4,
    "archive.progress": 1,
    "archive.query.parser": 2,
    "evidence.nearest": 1,
    "lint.duplicates": 1,
    "lint.rule": 2,
    "readers.validation": 1,
}
"""Calls whose template is a field of a row of some table, by module, at most; only shrinks."""
TEMPLATES = {"gettext": 1, "ngettext": 2}
"""The functions that take templates, and how many they take."""


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


def functions_of(tree):
    """Return the innermost function of each call of a module; None where it is in none."""
    owners = {}
    for node in ast.walk(tree):  # outer functions come first
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            owners |= {id(call): node for call in calls(node, TEMPLATES)}
    return owners


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


def template_calls():
    """Yield module, call and its templates, which are None where one is no literal."""
    for module, tree in TREES.items():
        if module == "i18n":
            continue
        owners, constants = functions_of(tree), assignments(tree.body)
        for call in calls(tree, TEMPLATES):
            owner = owners.get(id(call))
            known = constants | (assignments(ast.walk(owner)) if owner else {})
            number = TEMPLATES[name_of(call.func)]
            is_unpacked = any(isinstance(argument, ast.Starred) for argument in call.args)
            arguments = call.args[: 1 if is_unpacked else number]
            found = [templates(argument, known) for argument in arguments]
            literal = None if None in found else [text for part in found for text in part]
            yield module, call, literal


CALLS = list(template_calls())


def at(module, call):
    """Return where a call is."""
    return f"{module}:{call.lineno}"


def test_there_are_templates():
    assert len(CALLS) > 100


def test_every_template_is_a_literal():
    computed = Counter(module for module, _, texts in CALLS if texts is None)
    assert computed - Counter(KNOWN_COMPUTED) == Counter()


def test_the_places_of_a_template_are_the_values_that_it_is_given():
    wrong = []
    for module, call, texts in CALLS:
        given = {keyword.arg for keyword in call.keywords}
        if texts is None or None in given:  # what a mapping holds is known at run time alone
            continue
        implied = {"number"} if name_of(call.func) == "ngettext" else set()
        used = [places(text) - implied for text in texts]
        if given not in used and given != set().union(*used):
            wrong.append((at(module, call), sorted(set().union(*used) ^ given)))
    assert wrong == []


def test_no_two_templates_differ_in_case_or_full_stop_alone():
    spellings = {}
    for _, _, texts in CALLS:
        for text in texts or ():
            if text.count(" ") > 1:  # a label of two words may be a heading elsewhere
                spellings.setdefault(text.casefold().rstrip("."), set()).add(text)
    assert [sorted(texts) for texts in spellings.values() if len(texts) > 1] == []


def is_sentence(node):
    """Return whether an expression is text of more than one word that is written in the code."""
    match node:
        case ast.Constant(value=str() as text):
            return is_prose(text)
        case ast.JoinedStr(values=parts):
            return any(
                is_prose(f" {part.value} ") for part in parts if isinstance(part, ast.Constant)
            )
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return is_sentence(left) or is_sentence(right)
        case ast.IfExp(body=body, orelse=other):
            return is_sentence(body) or is_sentence(other)
        case ast.BoolOp(values=values):
            return any(map(is_sentence, values))
    return False


def is_prose(text):
    """Return whether a text has a word with a space beside it."""
    return re.search(r"[^\W\d_]{2,} | [^\W\d_]{2,}", text) is not None


def raw_sentences(module):
    """Return where a module hands a sentence to a user that is no template."""
    tree = TREES[module]
    sinks = calls(tree, SINKS)
    if module.split(".")[0] in ("app", "cli"):
        raised = (node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise))
        sinks += [error for error in raised if isinstance(error, ast.Call)]
    return [
        at(module, sink)
        for sink in sinks
        if any(
            is_sentence(argument) for argument in [*sink.args, *(k.value for k in sink.keywords)]
        )
    ]


ROOMS = sorted({module.split(".")[0] for module in TREES})


@pytest.mark.parametrize("room", ROOMS)
def test_what_a_user_reads_goes_through_gettext(room):
    raw = [
        line for module in TREES if module.split(".")[0] == room for line in raw_sentences(module)
    ]
    assert raw == []
