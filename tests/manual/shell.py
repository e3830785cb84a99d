"""What a shell is given with the program: its manual page and its completions.

`python -m tests.manual` writes them into `summit_tui/shell/`, from where the wheel installs them
below `share/`. The page is in the macros of man(7); the completions are click's own scripts.
"""

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Final

import click
from click.shell_completion import get_completion_class

from summit_tui.cli import COMMANDS
from summit_tui.cli.group import cli
from summit_tui.exits import meanings
from tests.manual import ROOT

SHELL: Final = ROOT / "summit_tui/shell"
COMPLETIONS: Final = {
    "bash": "summit-tui.bash",
    "zsh": "_summit-tui",
    "fish": "summit-tui.fish",
}
"""The name of each shell's file, by which that shell finds it."""
PAGE: Final = "summit-tui.1"

_ABOUT: Final = "browse summit coverage: who said what, according to which source"
_VARIABLES: Final = {
    "NO_COLOR": "Nothing is coloured where it is set.",
    "VISUAL, EDITOR": "The editor in which a record is opened.",
    "XDG_CONFIG_HOME, XDG_CACHE_HOME, XDG_STATE_HOME": "Where the program keeps its files; "
    "summit-tui cache lists them.",
}


def shell_files() -> Iterator[tuple[Path, str]]:
    """Yield the path and the text of each file."""
    yield SHELL / PAGE, manual_page()
    for shell, name in COMPLETIONS.items():
        kind = get_completion_class(shell)
        assert kind is not None
        script = kind(cli, {}, "summit-tui", "_SUMMIT_TUI_COMPLETE").source()
        yield SHELL / name, f"{script.strip()}\n"


def manual_page() -> str:
    """Return the manual page: every command with its options, the exit codes, the variables."""
    lines = [
        '.TH "SUMMIT\\-TUI" "1" "" "summit\\-tui" "User commands"',
        ".SH NAME",
        f"summit\\-tui \\- {_escaped(_ABOUT)}",
        ".SH SYNOPSIS",
        r"\fBsummit\-tui\fR [\fIPATH\fR]...",
        ".br",
        r"\fBsummit\-tui\fR \fICOMMAND\fR [\fIOPTION\fR]... [\fIARGUMENT\fR]...",
        ".SH DESCRIPTION",
        *_paragraphs(cli.help or ""),
        ".SH COMMANDS",
    ]
    context = click.Context(cli, info_name="summit-tui", **cli.context_settings)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        lines += _command(command, click.Context(command, context, info_name=name))
    lines += [".SH EXIT STATUS", *_terms((str(int(c)), text) for c, text in meanings().items())]
    lines += [".SH ENVIRONMENT", *_terms(iter(_VARIABLES.items()))]
    lines += [".SH SEE ALSO", r"\fBsummit\-tui help\fR prints the pages of the manual."]
    return "\n".join(lines) + "\n"


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield the section of a command: its usage, what it does, its options."""
    usage = " ".join(command.collect_usage_pieces(context))
    yield f'.SS "{_escaped(f"{command.name} {usage}")}"'
    yield from _paragraphs(command.help or "")
    options = [option for option in command.params if isinstance(option, click.Option)]
    records = (option.get_help_record(context) for option in options)
    yield from _terms(record for record in records if record)


def _terms(rows: Iterator[tuple[str, str]]) -> Iterator[str]:
    """Yield a list of terms, each with what is said of it."""
    for term, text in rows:
        yield from (".TP", rf"\fB{_escaped(term)}\fR", _escaped(" ".join(text.split())))


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a command's help; click's mark keeps the lines of one as they are."""
    for paragraph in text.replace("\r", "").split("\n\n"):
        lines = [line for line in paragraph.strip("\n").splitlines() if line.strip() != "\b"]
        yield ".PP"
        if len(lines) < len(paragraph.strip("\n").splitlines()):
            kept = dedent("\n".join(lines)).strip().splitlines()
            yield from (".nf", *map(_escaped, kept), ".fi")
        else:
            yield _escaped(" ".join(" ".join(lines).split()))


def _escaped(text: str) -> str:
    """Return a line in which nothing is a request or an escape of roff; `-` is that of options."""
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("`", "").replace('"', r"\(dq")
    return rf"\&{text}" if text.startswith((".", "'")) else text
