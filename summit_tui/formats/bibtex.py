"""BibLaTeX: the sources of the records as `@online` entries (biblatex manual, section 2.1.1)."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from summit_tui.archive import Entry
from summit_tui.citations import Name
from summit_tui.citations.item import BABEL_LANGUAGES, creators
from summit_tui.formats.cited import CitedSource, cited_sources, more_notes_of
from summit_tui.model.fields import primary_language

# A brace counts even behind a backslash, so braces need names that hold none unpaired.
_ESCAPES: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "#": r"\#",
        "$": r"\$",
        "%": r"\%",
        "&": r"\&",
        "_": r"\_",
    }
)
# TeX joins these pairs into dashes, quotation marks and guillemets.
_LIGATURES: Final = re.compile(r"([-'`,<>])(?=\1)|([?!])(?=`)")
_NOT_IN_KEY: Final = re.compile(r"[^A-Za-z0-9._:-]")
_NOT_IN_URL: Final = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def write_bibtex(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one entry for each source, each source once."""
    gap = ""
    for source in cited_sources(entries):
        yield gap + _entry(source)
        gap = "\n"


def escape(text: str) -> str:
    """Return one line of plain text so that LaTeX prints it as it is."""
    return _LIGATURES.sub(r"\g<0>{}", text.translate(_ESCAPES))


def _entry(source: CitedSource) -> str:
    # `@online` needs an address; biblatex takes anything as `@misc`.
    kind = "online" if source.publication.web else "misc"
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(source) if value)
    return f"@{kind}{{{_NOT_IN_KEY.sub('-', source.publication.key)},\n{fields}}}\n"


def _fields(source: CitedSource) -> list[tuple[str, str | None]]:
    publication, item = source.publication, source.item
    if not publication.known:
        return [("note", escape(publication.missing_sentence))]
    address = (
        []
        if publication.web or not publication.url
        else [("howpublished", escape(publication.url))]
    )
    archived = [f"archived at {item.archived_at}"] if item.archived_at else []
    return [
        ("author", " and ".join(map(_name, creators(item)))),
        ("translator", " and ".join(map(_name, item.translators))),
        # Inner braces keep a title's capitals as printed.
        ("title", _whole(item.title)),
        ("maintitle", _whole(item.programme)),
        ("organization", _whole(item.publisher)),
        ("date", item.issued),
        ("eventtitle", escape(item.event_title)),
        ("eventdate", item.event_date),
        ("venue", escape(item.event_place)),
        ("number", escape(item.number)),
        ("pages", escape(item.page)),
        ("langid", BABEL_LANGUAGES.get(primary_language(item.language), "")),
        ("url", publication.web and publication.web.translate(_NOT_IN_URL)),
        *address,
        ("urldate", publication.retrieved),
        ("note", escape(item.genre)),
        ("addendum", escape("; ".join((*archived, *more_notes_of(item))))),
    ]


def _name(name: Name) -> str:
    """Return a name in its parts (biblatex manual, 2.3.3: family, suffix, given), or whole."""
    if name.literal:
        return _whole(name.literal)
    parts = (name.family, name.suffix, name.given)
    # A comma or a word `and` inside a part would part it.
    return ", ".join(
        _whole(part) if "," in part or " and " in part else escape(part) for part in parts if part
    )


def _whole(text: str) -> str:
    """Return text in braces: no name, list or title is parted or changed inside them."""
    return f"{{{escape(text)}}}" if text else ""
