"""Every sentence that a user reads is one template behind gettext or ngettext."""

import ast
import re
from collections import Counter

import pytest

from tests.templates import (
    MODULES,
    calls,
    forget_trees,  # noqa: F401
    functions_of,
    name_of,
    places,
    template_calls,
    trees,
)

SINKS = {"say", "notify", "stop", "print_notice", "echo", "fail", "Problem", "Violation"}
"""Functions whose arguments a user reads, by name; also what the errors of `app` and `cli` say."""
KNOWN_COMPUTED = {
    "app.keys": 2,
    "app.palette": 4,
    "app.record_controller": 2,
    "app.screens.add_record": 1,
    "app.screens.copy_as": 1,
    "app.widgets.bars": 2,
    "archive.progress": 1,
    "archive.query.parser": 2,
    "archive.wording": 2,
    "attribution.source_sheet": 4,
    "cli.program": 1,
    "diff.render": 2,
    "evidence.nearest": 1,
    "importers.prepare": 1,
    "linear.commands": 1,
    "lint.duplicates": 1,
    "lint.rule": 2,
    "readers.validation": 1,
    "recent": 1,
    "verify.report": 2,
}
"""Calls that show a row of some table, whose template stands there, by module, at most."""


def at(module, call):
    """Return where a call is."""
    return f"{module}:{call.lineno}"


def test_there_are_templates():
    assert len(template_calls()) > 100


def test_every_template_is_a_literal():
    computed = Counter(module for module, _, texts in template_calls() if texts is None)
    assert computed - Counter(KNOWN_COMPUTED) == Counter()


def test_nothing_is_translated_when_it_is_imported():
    early = []
    for module, tree in trees().items():
        names = {"gettext", "ngettext", "pgettext"}
        owners = functions_of(tree, names)
        inside = {
            id(node)
            for each in ast.walk(tree)
            if isinstance(each, ast.Lambda)
            for node in ast.walk(each)
        }
        early += [
            at(module, call)
            for call in calls(tree, names)
            if id(call) not in owners and id(call) not in inside
        ]
    assert early == [], "mark it with gettext_noop, and translate it where it is shown"


def test_the_places_of_a_template_are_the_values_that_it_is_given():
    wrong = []
    for module, call, texts in template_calls():
        given = {keyword.arg for keyword in call.keywords}
        # What a mapping holds, and what a table is shown with, is known at run time alone.
        if texts is None or None in given or name_of(call.func) == "gettext_noop":
            continue
        implied = {"number"} if name_of(call.func) == "ngettext" else set()
        used = [places(text) - implied for text in texts]
        if given not in used and given != set().union(*used):
            wrong.append((at(module, call), sorted(set().union(*used) ^ given)))
    assert wrong == []


def test_no_two_templates_differ_in_case_or_full_stop_alone():
    spellings = {}
    for _, _, texts in template_calls():
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
    tree = trees()[module]
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


ROOMS = sorted({module.split(".")[0] for module in MODULES})


@pytest.mark.parametrize("room", ROOMS)
def test_what_a_user_reads_goes_through_gettext(room):
    raw = [
        line for module in MODULES if module.split(".")[0] == room for line in raw_sentences(module)
    ]
    assert raw == []
