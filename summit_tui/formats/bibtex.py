"""BibLaTeX: the sources of the records as `@online` entries (biblatex manual, section 2.1.1)."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from summit_tui.archive import Entry
from summit_tui.attribution.publications import Publication, cited_publications

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
    for source in cited_publications(entries):
        yield gap + _entry(source)
        gap = "\n"


def escape(text: str) -> str:
    """Return one line of plain text so that LaTeX prints it as it is."""
    return _LIGATURES.sub(r"\g<0>{}", text.translate(_ESCAPES))


def _entry(source: Publication) -> str:
    # `@online` needs an address; biblatex takes anything as `@misc`.
    kind = "online" if source.web else "misc"
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(source) if value)
    return f"@{kind}{{{_NOT_IN_KEY.sub('-', source.key)},\n{fields}}}\n"


def _fields(source: Publication) -> list[tuple[str, str | None]]:
    if not source.known:
        return [("note", escape(f"{source.title} is not in the coverage"))]
    address = [] if source.web or not source.url else [("howpublished", escape(source.url))]
    return [
        # Inner braces keep a name whole and a title's capitals as printed.
        ("author", source.author and f"{{{escape(source.author)}}}"),
        ("title", f"{{{escape(source.title)}}}"),
        ("organization", escape(source.publisher or "")),
        ("date", source.published),
        ("url", source.web and source.web.translate(_NOT_IN_URL)),
        *address,
        ("urldate", source.retrieved),
        ("note", source.kind),
    ]
