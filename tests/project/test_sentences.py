"""Every sentence that a user reads is one template behind gettext or ngettext."""

import ast
import re
from collections import Counter

import pytest

from tests.templates import (
    MODULES,
    TEMPLATES,
    assignments,
    calls,
    constants_at,
    forget_trees,  # noqa: F401
    functions_of,
    name_of,
    places,
    template_calls,
    trees,
)

SINKS = {"say", "notify", "stop", "print_notice", "echo", "fail", "Problem", "Violation"}
"""Functions whose arguments a user reads, by name; also what the errors of `app` and `cli` say."""
NO_NAMES = {"one", "found", "told", "mark", "what", "piece", "why"}
"""Places that would leave a translator guessing."""
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
    "cli.coverage": 1,
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


TRANSLATED = {"gettext", "gettext_lazy", "ngettext", "pgettext"}
PART_OF_A_SENTENCE = re.compile(r"[,;、，；]|[^\W\d_]")
"""What separates the items of a list, or says something; not so a space, a dot or a line end."""


def literal_joins(node):
    """Return the calls in a node that join texts by a separator that a language may differ in."""
    return [
        call
        for call in calls(node, {"join"})
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Constant)
        and PART_OF_A_SENTENCE.search(str(call.func.value.value))
    ]


def values_in(node, known):
    """Yield an expression and what the names in it may stand for."""
    yield node
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            yield from known.get(inner.id, ())


def test_the_items_of_a_list_are_joined_as_the_catalogue_has_it():
    joined = []
    for module, tree in trees().items():
        known_at = constants_at(tree, TRANSLATED)
        for call in calls(tree, TRANSLATED):
            known = known_at(call)
            values = [each for given in call.keywords for each in values_in(given.value, known)]
            joined += [at(module, join) for value in values for join in literal_joins(value)]
        joined += [at(module, join) for join in literal_joins(tree) if calls(join, TRANSLATED)]
    assert joined == [], "use items, clauses, groups or alternatives of the words"


def test_no_sentence_is_put_together_from_a_template_and_other_text():
    pieces = []
    for module, tree in trees().items():
        for node in ast.walk(tree):
            match node:
                case ast.JoinedStr(values=parts):
                    texts = [part.value for part in parts if isinstance(part, ast.Constant)]
                    nested = [part for part in parts if calls(part, TRANSLATED)]
                case ast.BinOp(left=left, op=ast.Add(), right=right):
                    texts = [each.value for each in (left, right) if isinstance(each, ast.Constant)]
                    nested = [each for each in (left, right) if each in calls(each, TRANSLATED)]
                case _:
                    continue
            if nested and any(PART_OF_A_SENTENCE.search(str(text)) for text in texts):
                pieces.append(at(module, node))
    assert pieces == []


def test_the_places_of_a_template_say_what_stands_there():
    said = []
    for module, call, texts in template_calls():
        for text in texts or ():
            bare = re.sub(r"\{[^{}]*\}", "", text)
            # A value beside a value, with nothing between them, is half a sentence.
            is_glued = len(places(text)) > 1 and not bare.strip() and not is_name(text)
            if is_glued or places(text) & NO_NAMES:
                said.append((at(module, call), text))
    assert said == []


def is_name(text):
    """Return whether a template is a day or the name of a record."""
    return places(text) <= {"day", "month", "year"} or places(text) == {"kind", "name"}


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


def prose_in(node):
    """Yield the texts of more than one word that an expression holds outside its templates."""
    if isinstance(node, ast.Call) and name_of(node.func) in {*TEMPLATES, "Binding"}:
        return
    if isinstance(node, ast.Constant | ast.JoinedStr) and is_sentence(node):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from prose_in(child)


CAPITAL = re.compile(r"f?['\"](?:\\\\n|\W)*[A-Z][a-z]")
"""How the code of a text begins that is a heading or a sentence, and no part of a query."""


def test_no_module_that_translates_yields_a_sentence_of_its_own():
    raw = []
    for module, tree in trees().items():
        if calls(tree, TRANSLATED) and not module.startswith("importers."):  # names of columns
            yielded = [node.value for node in ast.walk(tree) if isinstance(node, ast.Yield)]
            texts = [text for value in yielded if value for text in prose_in(value)]
            raw += [at(module, text) for text in texts if CAPITAL.match(ast.unparse(text))]
    assert raw == []


def test_what_is_called_a_template_is_in_the_catalogues():
    known = {text for _, _, texts in template_calls() for text in texts or ()}
    unknown = []
    for module, tree in trees().items():
        for name, values in assignments(ast.walk(tree)).items():
            if "template" in name:
                texts = [node for value in values for node in prose_in(value)]
                unknown += [at(module, text) for text in texts if text.value not in known]
    assert unknown == []


@pytest.mark.parametrize("room", ROOMS)
def test_what_a_user_reads_goes_through_gettext(room):
    raw = [
        line for module in MODULES if module.split(".")[0] == room for line in raw_sentences(module)
    ]
    assert raw == []
