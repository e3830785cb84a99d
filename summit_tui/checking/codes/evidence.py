"""Codes for what stands, or does not stand, in the text of a source."""

from typing import Final

from summit_tui.checking.codes.check import Check

EVIDENCE: Final = (
    Check(
        "E301",
        "The excerpt does not stand in its source.",
        "Every word must be there, in this order and in this case; white space, line ends, the "
        "shape of quotation marks and dashes may differ. Copy it again, with `…` where words are "
        "left out. Example: `benefits the global community` where the source has `benefits the "
        "entire global community`.",
    ),
    Check(
        "W302",
        "The excerpt stands in several places of its source.",
        "Nobody can tell which one is meant. Make the excerpt longer, or add a few words before "
        'and after it as `prefix` and `suffix`. Example: `exact = "we agree"`, said twice; '
        '`prefix = "On trade "` tells which.',
    ),
    Check(
        "E303",
        "A direct quotation is not in its source word for word.",
        "Case and order count, quotation marks around the text do not. Copy it from the source, "
        "with `…` where the source's own words stand between; if the source reports, the mode is "
        "`partial` or `paraphrase`. Checked where the source's text is at hand in the same "
        "language. Example: `We oppose a closed model.` where it prints `opposing a closed model`.",
    ),
    Check(
        "E304",
        "A quoted fragment does not stand in quotation marks in its source.",
        "The mode `partial` promises that fragments in quotation marks are quoted by the source. "
        "Take the marks away, or copy the fragment as printed. Example: `It would not create "
        '"digital islands"` where the source prints "technology islands".',
    ),
    Check(
        "E305",
        "A partial quotation has no fragment in quotation marks.",
        "Put the fragments that the source quotes into quotation marks; if it quotes none, the "
        "mode is `paraphrase`. Example: `Technology should not create islands.` as `partial`.",
    ),
    Check(
        "W306",
        "A paraphrase has quotation marks that its source does not have.",
        "They make a reader believe that these are the speaker's words. Take them away; if the "
        "source quotes the words, the mode is `partial`. Where no text of the source is at hand, "
        'all of them are doubtful. Example: `AI is called "a force for good"` where the source '
        "has no such quotation.",
    ),
    Check(
        "E307",
        "The path of the source's text leads out of its folder.",
        "Such a file is not read. Write a path below the folder of the file that says so, "
        'without `..` and not through a link that leads elsewhere. Example: `text = "../a.txt"`.',
    ),
    Check(
        "E308",
        "The source's text cannot be read.",
        "Save it as UTF-8 plain text. Without it no excerpt of the source can be checked. "
        "Example: a text in GB 18030.",
    ),
    Check(
        "E309",
        "The source's text is not the one whose hash is on record.",
        "It has changed since, so its excerpts may rest on other words. Compare it with the "
        "source; where it is right, write its hash as `sha256`. Example: a text whose line ends "
        "an editor has changed.",
    ),
    Check(
        "E310",
        "What a reading says does not stand in its source.",
        "Its excerpt, or without one its value, must stand in the source's text word for word, in "
        "whatever language the source has. Copy it again. Example: `over 50 countries` where the "
        "source prints `30 countries`.",
    ),
    Check(
        "E311",
        "The value of a reading does not stand in its excerpt.",
        "The excerpt shows where the source prints the value. Copy more of the passage, or correct "
        'the value. Example: `value = "Chief Executive"` with `exact = "said John Lee"`.',
    ),
    Check(
        "W312",
        "No reading of the field has the record's own value.",
        "The record's own field is the editor's choice among what sources print; its readings hold "
        "what each source has, the chosen one too. Case, accents and the script of Chinese make "
        "no difference. Add the reading it was taken from, or choose one. Example: `countries = "
        '"about 50"` where the readings have `over 50` and `30`.',
    ),
    Check(
        "W313",
        "The file of the source's text is not there.",
        "So no excerpt of the source can be checked. Put the text there, correct the path, which "
        "begins at the folder of the file that says so, or name the folder of the texts with "
        '`--texts`. Example: `text = "texts/gazette.txt"` where that file has another name.',
    ),
)
