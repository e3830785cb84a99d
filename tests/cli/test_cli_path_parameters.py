"""Every parameter of every command that takes a path, with every path that is at fault.

The parameters are read from the commands themselves, so that a new one is walked, too.
"""

from functools import partial

import click
import pytest
from cli_calls import CALLS, DRAFT
from test_cli_paths import PATHS

from summit_tui.cli import COMMANDS
from summit_tui.cli.group import cli, run
from summit_tui.exits import Exit, exit_code_of
from summit_tui.readers import shown_path


def commands_called(name):
    """Return the command that a call is of, and those beside it in its group."""
    command = cli.get_command(None, name)
    if not isinstance(command, click.Group):
        return command, []
    called = CALLS[name].words[1]
    others = [other for other in command.list_commands(None) if other != called]
    return command.get_command(None, called), [command.get_command(None, it) for it in others]


def takes_path(parameter):
    return isinstance(parameter.type, click.Path)


PARAMETERS = [
    pytest.param(name, parameter, id=f"{name} {parameter.opts[-1]}")
    for name in COMMANDS
    for parameter in commands_called(name)[0].params
    if takes_path(parameter)
]


def with_path(words, command, parameter, path):
    """Return the words of a call in which a parameter has another value."""
    if isinstance(parameter, click.Option):
        return [*words, parameter.opts[-1], path]
    # Click keeps the names of `--help` as the first context of a command has them.
    context = click.Context(command, parent=click.Context(cli, **cli.context_settings))
    given, _, _ = command.make_parser(context).parse_args(words[1:])
    value = given[parameter.name]
    first = value[0] if isinstance(value, tuple) else value
    return [path if word == first else word for word in words] if first else [*words, path]


@pytest.mark.parametrize("fault", PATHS, ids=lambda it: it.__name__)
@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_a_path_at_fault_is_used_or_a_sentence_and_2(
    words, tmp_path, capsys, name, parameter, fault
):
    usual = words(name)
    path = fault(tmp_path)
    before = {entry: entry.lstat().st_ino for entry in tmp_path.iterdir()}
    called = with_path(usual, commands_called(name)[0], parameter, path)
    code = exit_code_of(partial(run, called))
    output, said = capsys.readouterr()
    assert code in (Exit.FOUND, Exit.NOTHING, Exit.UNUSABLE), said
    assert "Traceback" not in output + said
    if code == Exit.UNUSABLE:
        assert output == ""
        # `import` names each file of which nothing is taken.
        beginnings = ("summit-tui: ", "Error: ", f"{shown_path(path)}:", f"{DRAFT}: ")
        assert said.splitlines()[-1].startswith(beginnings)
    after = {entry: entry.lstat().st_ino for entry in tmp_path.iterdir()}
    assert before.items() <= after.items()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_commands_of_a_group_take_the_same_paths(name):
    command, others = commands_called(name)
    taken = {parameter.name for parameter in command.params if takes_path(parameter)}
    for other in others:
        assert {parameter.name for parameter in other.params if takes_path(parameter)} <= taken
