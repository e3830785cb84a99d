"""Doubts that the words of a statement leave by themselves."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summit_tui.archive.analysis.language import (
    is_in_other_characters,
    is_in_other_letters,
    is_plainly,
    seems_in,
)
from summit_tui.archive.doubts.claim import Claim, Doubt
from summit_tui.evidence.quotations import is_interrupted, quotes_something
from summit_tui.i18n import gettext
from summit_tui.model.records import Quote, Record


class TaggedText(NamedTuple):
    """A text of a record with the tag of its language."""

    field: str
    tag: str
    text: str
    is_prose: bool
    """Whether it is a whole sentence; a name in Latin letters is one in any language."""


def names_with_tags(record: Record) -> Iterator[TaggedText]:
    """Yield the names of a record that have a language tag; a statement has none."""
    if not isinstance(record, Quote):
        for field in ("names", "titles", "publisher_names"):
            for tag, text in (getattr(record, field, None) or {}).items():
                yield TaggedText(field, tag, text, is_prose=False)


def doubts_about_tag(text: TaggedText) -> Iterator[Doubt]:
    """Yield what the words of a text say against the tag of its language."""
    field, tag, words, is_prose = text
    if is_in_other_letters(tag, words, is_prose=is_prose):
        template = "‘{tag}’ is written in other letters than these; correct the tag"
        yield Doubt("E604", gettext(template, tag=tag), field)
    if is_in_other_characters(tag, words):
        template = "‘{tag}’ stands for other Chinese characters than these; correct the tag"
        yield Doubt("W605", gettext(template, tag=tag), field)
    if is_prose and (other := seems_in(tag, words)):
        template = "the words are those of ‘{other}’, not of ‘{tag}’; correct the tag"
        yield Doubt("W606", gettext(template, other=other, tag=tag), field)


def wrong_tags(claim: Claim) -> Sequence[Doubt]:
    """Return what the words of a statement, its translations and roles say against their tags."""
    tagged = [
        TaggedText(field, tag, words, is_prose=field == "translations")
        for field in ("translations", "role_names")
        for tag, words in getattr(claim, field).items()
    ]
    if claim.language:
        tagged.append(TaggedText("language", claim.language, claim.text, is_prose=True))
    return [
        doubt
        for text in tagged
        if not is_plainly(text.tag, text.text)
        for doubt in doubts_about_tag(text)
    ]


def interrupted(claim: Claim) -> Sequence[Doubt]:
    """Return the doubt about direct speech that holds the words which attribute it."""
    if claim.mode != "direct" or not is_interrupted(claim.text):
        return ()
    message = gettext(
        "quotation marks end and begin again inside the speech; leave out, with `…`, what "
        "stands between"
    )
    return [Doubt("W320", message, "text")]


def without_fragment(claim: Claim) -> Sequence[Doubt]:
    """Return the doubt about a partial quotation that quotes nothing."""
    if claim.mode != "partial" or quotes_something(claim.text):
        return ()
    template = "nothing stands in quotation marks; mark what the source quotes, or say paraphrase"
    return [Doubt("E305", gettext(template), "text")]
