"""Every code that `check` can print, and the rules behind them."""

from collections.abc import Iterator, Mapping
from itertools import chain
from types import MappingProxyType, ModuleType
from typing import Final

from summit_tui.lint import (
    capacities,
    dates,
    duplicates,
    elisions,
    evidence,
    invisible,
    languages,
    passages,
    people,
    readings,
    references,
    remarks,
    source_texts,
    speakers_in_text,
    speech,
    standards,
    voices,
)
from summit_tui.lint import rule as rule_module
from summit_tui.lint.rule import CodeDescription, Rule
from summit_tui.model.problem import CODES as READING_CODES

_MODULES: Final = (
    capacities,
    dates,
    duplicates,
    elisions,
    evidence,
    invisible,
    languages,
    passages,
    people,
    readings,
    references,
    remarks,
    source_texts,
    speakers_in_text,
    speech,
    standards,
    voices,
)

_rules: Final[dict[str, type[Rule]]] = {}
_descriptions: Final[dict[str, CodeDescription]] = {
    code: CodeDescription(code, title) for code, title in READING_CODES.items()
}
RULES: Final[Mapping[str, type[Rule]]] = MappingProxyType(_rules)
"""The rules by their codes, in the order of the numbers in them."""
CODES: Final[Mapping[str, CodeDescription]] = MappingProxyType(_descriptions)
"""What every code means: those of reading files, then those of the rules."""


def unknown_code_message(text: str) -> str:
    """Return the message for a code that is none, with the nearest that is one."""
    return rule_module.unknown_code_message(text, CODES)


def register(rule: type[Rule]) -> None:
    """Add a rule to those that are listed, explained and run.

    Raises `ValueError` where its code is taken.
    """
    if rule.code in _descriptions:
        message = f"the code {rule.code} of {rule.__name__} is taken"
        raise ValueError(message)
    _rules[rule.code] = rule
    _descriptions[rule.code] = CodeDescription(rule.code, rule.title, rule.explanation)


def rules_of(module: ModuleType) -> Iterator[type[Rule]]:
    """Yield the rules that a module defines: its subclasses of `Rule` that have a code."""
    for value in vars(module).values():
        is_rule = isinstance(value, type) and issubclass(value, Rule) and hasattr(value, "code")
        if is_rule and value.__module__ == module.__name__:
            yield value


for _rule in sorted(chain.from_iterable(map(rules_of, _MODULES)), key=lambda rule: rule.code[1:]):
    register(_rule)
