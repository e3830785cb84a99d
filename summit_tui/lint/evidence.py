"""Rules for what a statement says of its source's words, and the source's text does not have."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from summit_tui.archive import Entry
from summit_tui.attribution.wording import Deviation, true_wording
from summit_tui.evidence.locate import MOST, Evidence, Status
from summit_tui.evidence.quotations import fragments, without_marks
from summit_tui.i18n import gettext
from summit_tui.lint.rule import (
    RecordDoubtRule,
    Resource,
    Rule,
    RuleContext,
    StatementRule,
    Violation,
    shorten,
)
from summit_tui.lint.source_texts import PreparedText, SourceTexts
from summit_tui.model.problem import FieldEdit
from summit_tui.model.records import Quote, Source

_MAX_FRAGMENTS: Final = 100
"""This many quoted fragments of a statement are looked for."""

_EXCERPT_MESSAGES: Final = {
    Deviation.SCRIPT: (
        "the excerpt is not in the source: only the script of Chinese differs; "
        "copy it exactly: ‘{passage}’"
    ),
    Deviation.MARKS: (
        "the excerpt is not in the source: only quotation marks differ; "
        "copy it exactly: ‘{passage}’"
    ),
    Deviation.CASE: (
        "the excerpt is not in the source: only capitals differ; copy it exactly: ‘{passage}’"
    ),
    Deviation.PUNCTUATION: (
        "the excerpt is not in the source: only punctuation differs; copy it exactly: ‘{passage}’"
    ),
    Deviation.SPELLING: (
        "the excerpt is not in the source: only punctuation, capitals or script differ; "
        "copy it exactly: ‘{passage}’"
    ),
    Deviation.WORDS: "the excerpt is not in the source; copy it exactly; nearest is ‘{passage}’",
}
_TEXT_MESSAGES: Final = {
    Deviation.SCRIPT: (
        "the text is not word for word in the source: only the script of Chinese differs: "
        "‘{passage}’"
    ),
    Deviation.MARKS: (
        "the text is not word for word in the source: only quotation marks differ: ‘{passage}’"
    ),
    Deviation.CASE: (
        "the text is not word for word in the source: only capitals differ: ‘{passage}’"
    ),
    Deviation.PUNCTUATION: (
        "the text is not word for word in the source: only punctuation differs: ‘{passage}’"
    ),
    Deviation.SPELLING: (
        "the text is not word for word in the source: only punctuation, capitals or script "
        "differ: ‘{passage}’"
    ),
    Deviation.WORDS: "the text is not word for word in the source; nearest is ‘{passage}’",
}


QuotedText = tuple[Quote, Source, PreparedText]
"""A statement, its source, and the text of that."""


class Excerpts(Resource):
    """Where the excerpts of statements are in their sources."""

    def __init__(self, context: RuleContext) -> None:
        super().__init__(context)
        self._latest: tuple[Entry, Evidence | None] | None = None
        self._latest_text: tuple[Entry, QuotedText | None] | None = None

    def quoted_text(self, entry: Entry) -> QuotedText | None:
        """Return a statement, its source and the text of that; None where there is none.

        The latest is kept, since every rule asks for it.
        """
        if self._latest_text is None or self._latest_text[0] is not entry:
            self._latest_text = entry, self._quoted_text(entry)
        return self._latest_text[1]

    def text(self, entry: Entry) -> PreparedText | None:
        """Return the text of a statement's source; None where there is none."""
        quoted = self.quoted_text(entry)
        return quoted and quoted[2]

    def _quoted_text(self, entry: Entry) -> QuotedText | None:
        quote = entry.record
        source = entry.link("sources", quote.source) if isinstance(quote, Quote) else None
        if not isinstance(quote, Quote) or not isinstance(source, Source):
            return None
        text = self.context.resource(SourceTexts).prepared(entry.address.event, quote.source)
        return (quote, source, text) if text else None

    def locate(self, entry: Entry) -> Evidence | None:
        """Return where the excerpt of a statement is; None without excerpt or text.

        The latest is kept, since two rules ask for it one after the other.
        """
        if self._latest is None or self._latest[0] is not entry:
            self._latest = entry, self._locate(entry)
        return self._latest[1]

    def is_excerpt(self, entry: Entry) -> bool:
        """Tell whether the text of a statement is its excerpt, which was found; marks aside."""
        quote, evidence = entry.record, self.locate(entry)
        if not isinstance(quote, Quote) or not quote.excerpt or evidence is None:
            return False
        return evidence.status is Status.FOUND and (
            without_marks(quote.text) == without_marks(quote.excerpt.exact)
        )

    def _locate(self, entry: Entry) -> Evidence | None:
        excerpt = entry.record.excerpt if isinstance(entry.record, Quote) else None
        text = self.text(entry) if excerpt else None
        return text.text.find(excerpt) if text and excerpt else None


class TextRule(Rule):
    """A rule for statements beside the texts of their sources."""

    kinds = ("quotes",)
    needs = "text"

    def __init__(self, context: RuleContext) -> None:
        super().__init__(context)
        self._excerpts = context.resource(Excerpts)

    def check(self, entry: Entry) -> Iterable[Violation]:
        """Return what is wrong with a statement whose source has a text."""
        quoted = self._excerpts.quoted_text(entry)
        return self.check_text(entry, *quoted) if quoted else ()

    def check_text(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterable[Violation]:
        """Return what is wrong with a statement beside the text of its source."""
        raise NotImplementedError


class ExcerptNotInSource(TextRule):
    """The excerpt of a statement is not in the text of its source."""

    code = "E301"
    title = "The excerpt does not stand in its source."
    explanation = (
        "Every word must be there, in this order and in this case; white space, line ends, the "
        "shape of quotation marks and dashes may differ. Copy it again, with `…` where words are "
        "left out. Example: `benefits the global community` where the source has `benefits the "
        "entire global community`."
    )
    bad = 'quotes.paraphrase.excerpt = {exact = "wants training"}'
    good = 'quotes.paraphrase.excerpt = {exact = "wants … training"}'

    def check_text(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterator[Violation]:
        evidence = self._excerpts.locate(entry)
        if evidence is None or evidence.status is not Status.MISSING or not quote.excerpt:
            return
        if wording := true_wording(text.text, quote.excerpt.exact):
            message = gettext(_EXCERPT_MESSAGES[wording.deviation], passage=shorten(wording.text))
            edit = FieldEdit("excerpt.exact", wording.text) if wording.is_sure else None
            yield Violation(message, "excerpt", edit)
        else:
            message = gettext("the excerpt is not in the source; copy it exactly")
            yield Violation(message, "excerpt")


class AmbiguousExcerpt(TextRule):
    """The excerpt of a statement is in the text of its source more than once."""

    code = "W302"
    title = "The excerpt stands in several places of its source."
    explanation = (
        "Nobody can tell which one is meant. Make the excerpt longer, or add a few words before "
        'and after it as `prefix` and `suffix`. Example: `exact = "we agree"`, said twice; '
        '`prefix = "On trade "` tells which.'
    )
    bad = """
quotes.paraphrase.text = "We agree on trade."
quotes.paraphrase.excerpt = {exact = "we agree"}
"""
    good = bad.replace('agree"}', 'agree", prefix = "On trade "}')

    def check_text(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterator[Violation]:
        evidence = self._excerpts.locate(entry)
        if evidence is None or evidence.status is not Status.AMBIGUOUS:
            return
        number, where = len(evidence.passages), evidence.location()
        if number == MOST:
            template = (
                "the excerpt is found in {number} or more places of the source, {where}: "
                "words before or after it would tell which is meant"
            )
        else:
            template = (
                "the excerpt is found in {number} places of the source, {where}: "
                "words before or after it would tell which is meant"
            )
        yield Violation(gettext(template, number=number, where=where), "excerpt")


class DirectQuoteNotInSource(TextRule):
    """The text of a direct quotation is not in the text of its source."""

    code = "E303"
    title = "A direct quotation is not in its source word for word."
    explanation = (
        "Case and order count, quotation marks around the text do not. Copy it from the source, "
        "with `…` where the source's own words stand between; if the source reports, the mode is "
        "`partial` or `paraphrase`. Checked where the source's text is at hand in the same "
        "language. Example: `We oppose a closed model.` where it prints `opposing a closed model`."
    )
    bad = 'quotes.direct.text = "We oppose closed models."'
    good = 'quotes.direct.text = "We oppose a closed and exclusive model"'

    def check_text(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterator[Violation]:
        if quote.mode != "direct" or not is_same_language(entry):
            return
        words = without_marks(quote.text)
        if not words or self._excerpts.is_excerpt(entry):
            return
        evidence = text.find_words(words)
        if evidence.status is not Status.MISSING:
            return
        if wording := true_wording(text.text, words):
            message = gettext(_TEXT_MESSAGES[wording.deviation], passage=shorten(wording.text))
            # The marks and the stop at its edges are the record's own.
            mended = quote.text.replace(words, without_marks(wording.text), 1)
            edit = FieldEdit("text", mended) if wording.is_sure else None
            yield Violation(message, "text", edit)
        else:
            yield Violation(gettext("the text is not word for word in the source"), "text")


class FragmentNotQuotedBySource(TextRule):
    """A fragment that a partial quotation quotes is not in quotation marks."""

    code = "E304"
    title = "A quoted fragment does not stand in quotation marks in its source."
    explanation = (
        "The mode `partial` promises that fragments in quotation marks are quoted by the source. "
        "Take the marks away, or copy the fragment as printed. Example: `It would not create "
        '"digital islands"` where the source prints "technology islands".'
    )
    bad = "quotes.partial.text = 'There should be no \"closed islands\".'"
    good = "quotes.partial.text = 'There should be no \"technology islands\".'"

    def check_text(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterator[Violation]:
        if quote.mode == "partial" and is_same_language(entry):
            yield from _unquoted_fragments(quote, text)


class PartialQuoteWithoutFragment(RecordDoubtRule):
    """A partial quotation quotes nothing."""

    code = "E305"
    title = "A partial quotation has no fragment in quotation marks."
    explanation = (
        "Put the fragments that the source quotes into quotation marks; if it quotes none, the "
        "mode is `paraphrase`. Example: `Technology should not create islands.` as `partial`."
    )
    bad = 'quotes.partial.text = "There should be no technology islands."'
    good = "quotes.partial.text = 'There should be no \"technology islands\".'"


class ParaphraseWithQuotationMarks(StatementRule):
    """A paraphrase quotes what its source does not quote."""

    code = "W306"
    title = "A paraphrase has quotation marks that its source does not have."
    explanation = (
        "They make a reader believe that these are the speaker's words. Take them away; if the "
        "source quotes the words, the mode is `partial`. Where no text of the source is at hand, "
        'all of them are doubtful. Example: `AI is called "a force for good"` where the source '
        "has no such quotation."
    )
    bad = "quotes.paraphrase.text = 'There should be \"training\".'"
    good = 'quotes.paraphrase.text = "There should be training."'

    def check_statement(self, entry: Entry, quote: Quote) -> Iterator[Violation]:
        if quote.mode != "paraphrase":
            return
        text = self.context.resource(Excerpts).text(entry)
        if text is not None:
            yield from _unquoted_fragments(quote, text) if is_same_language(entry) else ()
            return
        for fragment in islice(fragments(quote.text), _MAX_FRAGMENTS):
            template = "‘{fragment}’ stands in quotation marks; no text of the source is at hand"
            yield Violation(gettext(template, fragment=shorten(fragment)), "text")


def _unquoted_fragments(quote: Quote, text: PreparedText) -> Iterator[Violation]:
    """Yield each quoted fragment of a statement that its source does not quote."""
    for fragment in islice(fragments(quote.text), _MAX_FRAGMENTS):
        if not _is_quoted(fragment, text):
            template = (
                "‘{fragment}’ does not stand in quotation marks in the source; "
                "copy it as printed, or take the marks away"
            )
            yield Violation(gettext(template, fragment=shorten(fragment)), "text")


def _is_quoted(fragment: str, text: PreparedText) -> bool:
    """Tell whether a fragment is in quotation marks at least once; also if that is unsure."""
    if text.text.find_words(f'"{fragment}"').status is not Status.MISSING:
        return True
    evidence = text.text.find_words(fragment)
    return len(evidence.passages) >= MOST or is_in_marks(evidence, text)


def is_in_marks(evidence: Evidence, text: PreparedText) -> bool:
    """Tell whether words are in quotation marks at least once, or all pieces of them do."""
    together = all if evidence.segments else any
    return bool(evidence.passages) and together(
        text.speech.quotation(passage.start, passage.end) is not None
        for passage in evidence.segments or evidence.passages
    )


def is_same_language(entry: Entry) -> bool:
    """Tell whether a statement may be in its source's language: `zh` may be `zh-Hant`."""
    quote = entry.record
    if not isinstance(quote, Quote):
        return False
    source: Source | None = entry.link("sources", quote.source)
    if source is None or quote.language is None or source.language in (None, quote.language):
        return True
    tags = quote.language.lower().split("-"), source.language.lower().split("-")
    return all(own == other for own, other in zip(*tags, strict=False))
