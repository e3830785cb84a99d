"""Rules for language tags that the words themselves contradict."""

import re
from collections.abc import Iterator
from typing import Final

from summit_tui.archive import Entry
from summit_tui.i18n import gettext
from summit_tui.lint.rule import RecordDoubtRule, Rule, Violation
from summit_tui.model.kinds import KINDS
from summit_tui.model.records import Quote, Record, Session, Source
from summit_tui.model.text import is_han

_NARROW_MARK: Final = re.compile(r"[,:;?!]")


class LanguageOfAnotherScript(RecordDoubtRule):
    """A text has no letter of the script in which its language is written."""

    code = "E604"
    title = "The text is not in the script of its language."
    explanation = (
        "The language tag says one script, and the words are in another. Correct the tag, or put "
        "the text where it belongs; for names in Latin letters write `Latn`, as in `ja-Latn`. "
        'Example: `language = "zh"` on “We agree on trade.”'
    )
    bad = 'quotes.paraphrase.language = "zh"'
    good = 'quotes.paraphrase.language = "en"'
    kinds = KINDS


class ChineseOfAnotherScript(RecordDoubtRule):
    """A Chinese text is in Simplified characters and tagged as Traditional, or the reverse."""

    code = "W605"
    title = "The Chinese text is not in the characters that its tag says."
    explanation = (
        "`Hans` means Simplified characters and `Hant` Traditional ones; without either, the "
        "region decides: HK, MO and TW are Traditional, CN and SG Simplified. Correct the tag. "
        "Example: `zh-Hans` on 網絡空間."
    )
    bad = """
speakers.wang.names = {zh-Hans = "王勇與他們"}
speakers.wang.aliases = ["王勇"]
"""
    good = bad.replace("Hans", "Hant")
    kinds = KINDS


class LanguageSeemsAnother(RecordDoubtRule):
    """The short words of a text are those of another language than its tag says."""

    code = "W606"
    title = "The words seem to be in another language than the tag says."
    explanation = (
        "The text has the short words of another language and hardly one of its own. Correct "
        "`language`, or the tag of the translation. "
        'Example: `language = "fr"` on “There should be more of the training that we have.”'
    )
    bad = """
quotes.paraphrase.text = "There should be more of the training that we have in the city."
quotes.paraphrase.language = "fr"
"""
    good = bad.replace('"fr"', '"en"')
    kinds = ("quotes",)


class NarrowMarkInChinese(Rule):
    """A comma, colon or the like of half width is between Chinese characters."""

    code = "W607"
    title = "The Chinese text has marks of half width."
    explanation = (
        "Newspapers print `，`, `：`, `；`, `？` and `！` between Chinese characters; the marks of "
        "ASCII there show that a program has changed the text. Copy it as printed; where the "
        "source prints it so, silence the check. Example: a title with `:` where `：` is printed."
    )
    bad = 'sources.wire.title = "加强交流合作,共享成果"'
    good = 'sources.wire.title = "加强交流合作，共享成果"'
    kinds = ("sessions", "quotes", "sources")

    def check(self, entry: Entry) -> Iterator[Violation]:
        for field, text in _printed_texts(entry.record):
            for narrow in () if text.isascii() else _NARROW_MARK.finditer(text):
                before, after = text[: narrow.start()][-1:], text[narrow.end() :][:1]
                if before and after and is_han(before) and is_han(after):
                    words = text[max(0, narrow.start() - 4) : narrow.end() + 4]
                    template = "‘{words}’ has a mark of half width; copy it as printed"
                    yield Violation(gettext(template, words=words), field)
                    break


def _printed_texts(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the fields of a record that hold what a source prints, with their texts."""
    match record:
        case Quote(text=text, excerpt=excerpt):
            yield "text", text
            if excerpt is not None:
                yield "excerpt", excerpt.exact
        case Session(title=title) | Source(title=title):
            yield "title", title
