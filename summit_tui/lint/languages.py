"""Rules for language tags that the words themselves contradict."""

from summit_tui.lint.rule import RecordDoubtRule
from summit_tui.model.kinds import KINDS


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
