"""A record in words: the table of forms in which it may leave, each in a module of its own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from summit_tui.archive import Entry
from summit_tui.controls import visible


@dataclass(frozen=True, slots=True)
class Form:
    """One form; its module is imported when it is first used."""

    name: str
    """What a command or a config file calls it."""
    title: str
    """What a menu calls it."""
    suffix: str
    """How the name of a file in this form ends."""

    @property
    def module(self) -> str:
        """The dotted name of the module that writes it.

        It holds `words(entries, language)`, a generator that yields a document in pieces and keeps
        no record longer than it needs it.
        """
        return f"{__name__}.{self.name}"


FORMS: Final[Mapping[str, Form]] = {
    form.name: form
    for form in (
        Form("text", "Text with attribution", ".txt"),
        Form("markdown", "Markdown", ".md"),
        Form("html", "HTML", ".html"),
        Form("reference", "Reference, one line", ".txt"),
        Form("csl", "Citation data (CSL-JSON)", ".json"),
        Form("bibtex", "Citation data (BibLaTeX)", ".bib"),
        Form("ris", "Citation data (RIS)", ".ris"),
        Form("json", "JSON", ".json"),
        Form("jsonl", "JSON Lines", ".jsonl"),
        Form("toml", "TOML, as in a coverage file", ".toml"),
        Form("csv", "Table (CSV)", ".csv"),
        Form("jsonld", "Linked data (schema.org)", ".jsonld"),
        Form("link", "Link to the passage", ".txt"),
        Form("address", "Address in the coverage", ".txt"),
    )
}
"""Every form by name, in the order of the menu."""


def words(form: str, entries: Iterable[Entry], language: str | None = None) -> Iterator[str]:
    """Return a document of `entries` in a form, piece by piece, at flat memory.

    A document that is not empty ends with one line feed. A form may have nothing to say of a
    record (`link` where no source is on the web), so a document may be empty. `language` is a
    language tag (BCP 47): where a statement has a translation into it, forms made for readers give
    that and say so; forms that carry the record or cite its source are the same in any language.

    Raises `KeyError` for an unknown form, and `ValueError` with a sentence for the user, while the
    pieces are taken, where a form cannot hold these records in one document (`toml`).
    """
    pieces: Iterator[str] = import_module(FORMS[form].module).words(entries, language)
    return map(visible, pieces)
