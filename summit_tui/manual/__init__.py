"""The user's manual: pages of Markdown, one for each topic, that come with the program."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Final

from summit_tui.i18n import INTERFACE

TOPICS: Final = (
    "first-steps",
    "keys",
    "queries",
    "coverage",
    "format",
    "import",
    "checks",
    "evidence",
    "writing",
    "verify",
    "forms",
    "commands",
    "python",
    "config",
    "accessibility",
    "storage",
    "servers",
    "performance",
    "pictures",
    "changelog",
)
"""The names of the pages in the order of the manual; each is a file, `TOPIC.md`, and
the first ones also `zh_Hans/TOPIC.md` and `zh_Hant/TOPIC.md`."""

_SECTION: Final = re.compile(r"^#{1,3} (.+)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the manual."""

    topic: str
    """Its name, one of `TOPICS`."""
    title: str
    """Its first heading."""
    summary: str
    """What it is about, in one sentence: the line below the title."""
    text: str
    """The whole page as Markdown, title and summary with it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a page with the text below it, up to the next heading."""

    page: Page
    title: str
    """The heading without its signs of Markdown."""
    text: str
    """The Markdown below the heading."""


def read_page(topic: str) -> Page:
    """Return the page on a topic, one of `TOPICS`, in the language of the interface or in English.

    Raises KeyError for any other name.
    """
    return _read_page(topic, INTERFACE.tag.replace("-", "_"))


@cache
def _read_page(topic: str, language: str) -> Page:
    if topic not in TOPICS:
        raise KeyError(topic)
    manual = files("summit_tui.manual")
    page = manual / language / f"{topic}.md"
    text = (page if page.is_file() else manual / f"{topic}.md").read_text("utf-8")
    title, summary = text.split("\n\n", 2)[:2]
    return Page(topic, title.removeprefix("# "), summary, text)


def pages() -> list[Page]:
    """Return all pages in their order."""
    return [read_page(topic) for topic in TOPICS]


def sections(page: Page) -> list[Section]:
    """Return the sections of a page; the first is the one below its title."""
    _, *parts = _SECTION.split(page.text)
    return [
        Section(page, title.replace("`", ""), text)
        for title, text in zip(parts[::2], parts[1::2], strict=True)
    ]


def find_sections(query: str) -> list[Section]:
    """Return the sections that hold all words of `query`, those with a fitting heading first.

    Case does not matter, and what is typed may be any part of a word. No words find nothing.
    """
    words = query.casefold().split()
    hits = [
        section
        for page in pages()
        for section in sections(page)
        if words and all(word in _searched(section) for word in words)
    ]
    return sorted(hits, key=lambda section: _rank(section, words))


def _searched(section: Section) -> str:
    page = section.page
    return f"{page.title} {page.topic} {section.title} {section.text}".casefold()


def _rank(section: Section, words: list[str]) -> tuple[int, int]:
    """Return how many words are not in the heading: as whole words, and in any way."""
    title = section.title.casefold()
    whole = set(re.findall(r"\w+", title))
    return sum(word not in whole for word in words), sum(word not in title for word in words)


def nearest_topic(name: str) -> str | None:
    """Return the topic that a misspelt name may mean, or the one whose page is about that word."""
    near = get_close_matches(name.casefold(), TOPICS, 1)
    if near:
        return near[0]
    hits = find_sections(name)
    return hits[0].page.topic if hits else None
