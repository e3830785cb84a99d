"""The parts of the manual that are made from the program: tables of keys, fields, codes and more.

`python -m tests.manual` writes them anew, and the picture of the README with them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click

from summit_tui.app.keys import table
from summit_tui.app.panes import PANES
from summit_tui.app.tokens import THEMES
from summit_tui.archive import Sort
from summit_tui.archive.query.tree import FIELDS
from summit_tui.cli import COMMANDS
from summit_tui.cli.group import cli
from summit_tui.exits import meanings
from summit_tui.formats import FORMS
from summit_tui.importers.table import IMPORTERS
from summit_tui.lint.catalog import CODES
from summit_tui.manual import TOPICS, pages
from summit_tui.model.kinds import TABLES
from summit_tui.readers import coverage_schema
from summit_tui.readers.limits import limits
from summit_tui.storage import STORAGE

ROOT: Final = Path(__file__).parents[2]
MANUAL: Final = ROOT / "summit_tui/manual"

PICTURE: Final = MANUAL / "picture.svg"
"""What the README shows."""

TOUR: Final = MANUAL / "tour.svg"
"""What the README leads to: one screen after the other."""

PICTURES: Final = MANUAL / "pictures"
"""The folder of what the manual shows: every pane and every theme."""

DOCUMENTS: Final = (ROOT / "README.md", *(MANUAL / f"{topic}.md" for topic in TOPICS))
"""What may hold generated parts."""

_PART: Final = re.compile(
    r"(?P<begin><!-- (?P<name>\w+): written by python -m tests\.manual -->\n)"
    r".*?(?P<end><!-- /(?P=name) -->)",
    re.DOTALL,
)


def page_list() -> str:
    """Return the pages of the manual, as links from the README."""
    return "".join(
        f"- [{page.title}](summit_tui/manual/{page.topic}.md): {page.summary}\n" for page in pages()
    )


def keys() -> str:
    """Return the table of all keys."""
    rows = "".join(f"| {keys} | `{id}` | {sentence} |\n" for _, keys, id, sentence in table())
    return f"| key | id | what it does |\n|---|---|---|\n{rows}"


def pictures() -> str:
    """Return the pictures of every pane and every theme, each below what it shows."""
    panes = "".join(
        f"**{pane.key} {pane.title}**: {pane.sentence}\n\n"
        f"![The pane {pane.title}](pictures/{pane.name}.svg)\n\n"
        for pane in PANES
    )
    themes = "".join(
        f"**{theme}**\n\n![The theme {theme}](pictures/theme-{theme}.svg)\n\n" for theme in THEMES
    )
    return f"\n## Panes\n\n{panes}## Themes\n\n{themes}"


def fields() -> str:
    """Return the fields that a query may name."""
    return "".join(f"- `{name}:` {meaning}\n" for name, meaning in FIELDS.items())


def orders() -> str:
    """Return the names of the orders of a list."""
    return "".join(f"- `{order.value}`\n" for order in Sort)


def forms() -> str:
    """Return the forms in which records are copied and exported."""
    return "".join(f"- `{form.name}`: {form.title}\n" for form in FORMS.values())


def codes() -> str:
    """Return every code of `check` with its meaning and its explanation."""
    return "".join(
        f"- `{code}`: {' '.join(f'{check.title} {check.explanation}'.split())}\n"
        for code, check in CODES.items()
    )


def importers() -> str:
    """Return the formats of files that are imported."""
    return "".join(f"- `{importer.name}`: {importer.title}\n" for importer in IMPORTERS)


def exits() -> str:
    """Return the exit codes of all commands."""
    rows = "".join(f"| {code:d} | {meaning} |\n" for code, meaning in meanings().items())
    return f"| code | what it means |\n|---:|---|\n{rows}"


def reading_limits() -> str:
    """Return the table of the limits of reading."""
    rows = "".join(
        f"| {limit.subject} | {limit.limit} | {limit.consequence} |\n" for limit in limits()
    )
    return f"| what | at most | beyond that |\n|---|---:|---|\n{rows}"


def storage() -> str:
    """Return the table of all that the program keeps."""
    titles = {
        kind: f"{kind.title}; your own work" if kind.is_own_work else kind.title for kind in STORAGE
    }
    rows = "".join(f"| `{kind.name}` | {titles[kind]} | {kind.home} |\n" for kind in STORAGE)
    return f"| kind | what it is | where |\n|---|---|---|\n{rows}"


def commands() -> str:
    """Return every command with its arguments and the first sentence of its help."""
    return "".join(_command(name) for name in COMMANDS)


def tables() -> str:
    """Return the fields of every table of a coverage file, and of the tables within these."""
    whole = coverage_schema()
    definitions = dict(whole["$defs"])
    sections = []
    for name in TABLES:
        part = whole["properties"][name]
        reference = part.get("items", part)["$ref"].rpartition("/")[2]
        title = f"`[{name}]`" if name == "event" else f"`[[{name}]]`"
        sections.append(_section(title, definitions.pop(reference)))
    sections += [_section(f"{name}, within a field", part) for name, part in definitions.items()]
    return "\n" + "\n".join(sections) + "\n"


PARTS: Final[Mapping[str, Callable[[], str]]] = {
    "pages": page_list,
    "keys": keys,
    "pictures": pictures,
    "fields": fields,
    "orders": orders,
    "forms": forms,
    "codes": codes,
    "commands": commands,
    "exits": exits,
    "importers": importers,
    "storage": storage,
    "limits": reading_limits,
    "tables": tables,
}
"""What makes each part, by the name that stands in the comments around it."""


def regenerated(text: str) -> str:
    """Return a page with its generated parts written anew."""
    return _PART.sub(lambda part: part["begin"] + PARTS[part["name"]]() + part["end"], text)


def generated_parts(text: str) -> list[str]:
    """Return the names of the generated parts of a page."""
    return [part["name"] for part in _PART.finditer(text)]


def _command(name: str) -> str:
    command: click.Command = getattr(
        import_module(f"summit_tui.cli.{COMMANDS[name]}"), f"{name}_command"
    )
    # A command keeps its option for help from the first context that it is asked in.
    context = click.Context(command, parent=click.Context(cli, **cli.context_settings))
    arguments = " ".join(command.collect_usage_pieces(context)[1:])
    called = "summit-tui" if name == "open" else f"summit-tui {name}"
    return f"- `{f'{called} {arguments}'.strip()}`: {command.get_short_help_str(200)}\n"


def _section(title: str, part: Mapping[str, Any]) -> str:
    required = part.get("required", ())
    lines = (
        f"- `{name}`{_shape(field, required=name in required)}: {_sentence(field)}"
        for name, field in part["properties"].items()
    )
    return f"### {title}\n\n{part['description']}\n\n" + "\n".join(lines) + "\n"


def _shape(field: Mapping[str, Any], *, required: bool) -> str:
    """Return the shape of a field's value in a few words, in parentheses, or nothing for text."""
    options = list(_options(field))
    types = {option.get("type") for option in options}
    words = ["required"] if required else []
    if "array" in types:
        words.append("a list" if types == {"array"} else "one or a list")
    if "object" in types or any("$ref" in option for option in options):
        words.append("a table")
    return f" ({', '.join(words)})" if words else ""


def _sentence(field: Mapping[str, Any]) -> str:
    meaning = " ".join(field["description"].split())
    values = [f"`{value}`" for option in _options(field) for value in option.get("enum", ())]
    return f"{meaning} One of {', '.join(values)}." if values else meaning


def _options(field: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for option in field.get("anyOf", [field]):
        if option.get("type") != "null":
            yield option
