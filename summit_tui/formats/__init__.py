"""The forms in which records may leave: one row each in `FORMS`, written by a module of its own.

A new form is a row and its writer; the menus, `--as` and the table of the manual are made from the
rows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from importlib import import_module
from typing import Any, Final, Literal

from summit_tui.archive import Entry
from summit_tui.i18n import gettext_noop
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.text import escape_controls, neutralize

Grouping = Literal["speaker", "session", "topic"]
"""By what a brief groups its statements."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form; the module of its writer is imported when it is first used."""

    name: str
    """What a command or a config file calls it."""
    title: str
    """What a menu calls it."""
    suffix: str
    """How the name of a file in this form ends."""
    writer: str
    """The function, as `module.function` of this package, that writes it.

    It takes the entries and a language, yields a document in parts and, unless the form is
    grouped, keeps no record longer than it needs it; that of a grouped form takes a `Grouping` as
    well, and that of a form that may print passages `passage`.
    """
    _: KW_ONLY
    kinds: Sequence[Kind] = KINDS
    """The kinds of record that it is made for."""
    grouped: bool = False
    """Does it group the records? It then keeps them all until it has the last one."""
    holds: str = ""
    """The function, as `module.function` of this package, that tells whether the form says anything
    of a record; empty for a form that does of every record of its kinds."""
    rare: bool = False
    """Does it say nothing of most records, so that it is offered only where it does?"""
    passage: bool | None = None
    """Does it print the words of the source that a statement rests on, unless it is asked not to?
    None for a form that has no place for them, or always has them."""
    line_end: str = "\n"
    """How the lines of a document end."""
    encoding: str = "utf-8"
    """How a file is encoded, as Python calls it; copies and pipes are always plain UTF-8."""

    @property
    def selective(self) -> bool:
        """Whether it says nothing of some records of its kinds."""
        return bool(self.holds)


_TABLE: Final = (
    Form("text", gettext_noop("Text with attribution"), ".txt", "text.write_text", passage=False),
    Form("markdown", gettext_noop("Markdown"), ".md", "markdown.write_markdown", passage=False),
    Form("html", gettext_noop("HTML"), ".html", "html.write_html", passage=False),
    Form("reference", gettext_noop("Reference, one line"), ".txt", "text.write_reference"),
    Form("csl", gettext_noop("Citation data (CSL-JSON)"), ".json", "csl.write_csl"),
    Form("bibtex", gettext_noop("Citation data (BibLaTeX)"), ".bib", "bibtex.write_bibtex"),
    Form("ris", gettext_noop("Citation data (RIS)"), ".ris", "ris.write_ris"),
    Form("apa", gettext_noop("Bibliography (APA)"), ".txt", "bibliography.write_apa"),
    Form(
        "chicago",
        gettext_noop("Bibliography (Chicago, author-date)"),
        ".txt",
        "bibliography.write_chicago",
    ),
    Form(
        "chicago-notes",
        gettext_noop("Bibliography (Chicago, notes)"),
        ".txt",
        "bibliography.write_chicago_notes",
    ),
    Form(
        "chicago-note", gettext_noop("Notes (Chicago)"), ".txt", "bibliography.write_chicago_note"
    ),
    Form("mla", gettext_noop("Bibliography (MLA)"), ".txt", "bibliography.write_mla"),
    Form(
        "gbt-numeric",
        gettext_noop("Bibliography (GB/T 7714, numeric)"),
        ".txt",
        "bibliography.write_gbt_numeric",
    ),
    Form(
        "gbt-author-date",
        gettext_noop("Bibliography (GB/T 7714, author-date)"),
        ".txt",
        "bibliography.write_gbt_author_date",
    ),
    Form(
        "agency",
        gettext_noop("Sentence of a news agency (AP)"),
        ".txt",
        "agency.write_agency",
        kinds=("quotes",),
        holds="agency.is_statement",
    ),
    Form(
        "agency-bbc",
        gettext_noop("Sentence of a news agency (BBC)"),
        ".txt",
        "agency.write_agency_bbc",
        kinds=("quotes",),
        holds="agency.is_statement",
    ),
    Form("json", gettext_noop("JSON"), ".json", "data.write_json"),
    Form("jsonl", gettext_noop("JSON Lines"), ".jsonl", "data.write_jsonl"),
    Form("toml", gettext_noop("TOML, as in a coverage file"), ".toml", "data.write_toml"),
    Form("csv", gettext_noop("Table (CSV)"), ".csv", "csv.write_csv", encoding="utf-8-sig"),
    Form("jsonld", gettext_noop("Linked data (schema.org)"), ".jsonld", "jsonld.write_jsonld"),
    Form(
        "annotation",
        gettext_noop("Annotations of the sources (W3C)"),
        ".jsonld",
        "annotation.write_annotation",
        kinds=("quotes",),
        holds="annotation.is_on_the_web",
    ),
    Form(
        "obsidian", gettext_noop("Notes for Obsidian"), ".md", "notes.write_obsidian", passage=False
    ),
    Form("org", gettext_noop("Notes for Org mode"), ".org", "notes.write_org", passage=False),
    Form(
        "link",
        gettext_noop("Link to the passage"),
        ".txt",
        "text.write_link",
        holds="text.has_link",
    ),
    Form(
        "readings",
        gettext_noop("Readings, as each source prints it"),
        ".txt",
        "readings.write_readings",
        holds="readings.has_readings",
        rare=True,
    ),
    Form("address", gettext_noop("Address in the coverage"), ".txt", "text.write_address"),
    Form(
        "brief",
        gettext_noop("Brief with footnotes (Markdown)"),
        ".md",
        "markdown.write_brief",
        kinds=("quotes",),
        grouped=True,
        passage=True,
    ),
    Form(
        "brief-html",
        gettext_noop("Brief with footnotes (HTML)"),
        ".html",
        "html.write_brief",
        kinds=("quotes",),
        grouped=True,
        passage=True,
    ),
    Form(
        "icalendar",
        gettext_noop("Sessions for a calendar (iCalendar)"),
        ".ics",
        "icalendar.write_icalendar",
        kinds=("sessions",),
        holds="icalendar.is_dated_session",
        line_end="\r\n",
    ),
)

FORMS: Final[Mapping[str, Form]] = {form.name: form for form in _TABLE}
"""Every form by name, in the order of the menu."""


def render(
    form: str,
    entries: Iterable[Entry],
    language: str | None = None,
    *,
    by: Grouping = "speaker",
    passage: bool | None = None,
) -> Iterator[str]:
    """Yield the parts of a document of `entries` in a form, at flat memory unless it groups.

    A document that is not empty ends with one line end. A form may have nothing to say of a
    record (see `holds`), so a document may be empty. `language` is a language tag (BCP 47): forms
    made for readers are in its words (`i18n.words_in`), with names and translations in it where a
    record has them; forms that carry the record or cite its source are the same in any language.
    `by` says how a grouped form groups; `passage` whether the words of the source are printed that
    a statement rests on, None as the row of the form says.

    Raises `KeyError` for an unknown form, and `ValueError` with a sentence for the user, while the
    parts are taken, where a form cannot hold these records in one document (`toml`, briefs).
    """
    row = FORMS[form]
    write = _function(row.writer)
    options = {}
    if row.passage is not None:
        options["passage"] = row.passage if passage is None else passage
    parts: Iterator[str] = write(entries, language, *((by,) if row.grouped else ()), **options)
    if row.line_end == "\n":
        return map(neutralize, parts)
    # Its lines are folded, which may part a direction from its end; its values are neutralized.
    return (escape_controls(part).replace("\n", row.line_end) for part in parts)


def holds(form: str, entry: Entry) -> bool:
    """Return whether a document in a form says anything of the record.

    `link` and `annotation` are silent where no source is on the web, `icalendar` of what is no
    session with a day, `agency` and `agency-bbc` of what is no statement, `readings` where no
    source prints the record its own way or tells its remark as well. Raises `KeyError` for an
    unknown form.
    """
    row = FORMS[form]
    return not row.selective or bool(_function(row.holds)(entry))


def _function(path: str) -> Callable[..., Any]:
    """Return a function of a module of this package, which is imported when it is first needed."""
    module, _, name = path.partition(".")
    function: Callable[..., Any] = getattr(import_module(f"{__name__}.{module}"), name)
    return function
