"""Every code that `check` can print, what it means and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from textwrap import fill
from types import MappingProxyType
from typing import Final, Literal

from summit_tui.reading.codes import CODES as READING_CODES


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that can be wrong or doubtful."""

    code: str
    """`E` and three digits for what is wrong, `W` for what is doubtful; never reused."""
    title: str
    """What it means, in one sentence."""
    explanation: str = ""
    """Why it matters and what to do, with an example; empty where the title says it all."""

    @property
    def severity(self) -> Literal["error", "warning"]:
        """Whether it is wrong or doubtful."""
        return "error" if self.code.startswith("E") else "warning"

    def __str__(self) -> str:
        explanation = (
            f"\n\n{fill(self.explanation, 80, break_on_hyphens=False)}" if self.explanation else ""
        )
        return f"{self.code} ({self.severity}): {self.title}{explanation}"


_LINKS: Final = (
    Check(
        "E201",
        "The record refers to a record that does not exist.",
        "Ids must be those of records of the same event. Correct the id, or add the record that "
        'is missing. Example: `speaker = "ren-xianlang"` where the speaker is `ren-xianliang`.',
    ),
    Check(
        "E202",
        "The statement's source does not exist.",
        "A statement without a source cannot be checked by anybody. Correct the id, or describe "
        'the publication in `sources`. Example: `source = "mo-0402"` where it is `mo-0420`.',
    ),
    Check(
        "W203",
        "Nothing rests on the source.",
        "No statement, no reading and no other record of the event names it. Name it in `source` "
        "or `sources` where something was taken from it, or leave it out. Example: a source whose "
        "only statement was deleted.",
    ),
    Check(
        "W204",
        "The same statement stands twice.",
        "Two statements of the same speaker rest on the same source, with the same text or the "
        "same excerpt; case, punctuation and the script of Chinese make no difference. Keep one. "
        "Example: “We agree.” copied again as “we agree”.",
    ),
    Check(
        "E205",
        "`ignore` names a code that does not exist.",
        "Nothing is silenced by it, or not what was meant. Write a code as it is printed before "
        'the message. Example: `ignore = ["W32"]` where `W302` is meant.',
    ),
    Check(
        "E206",
        "The record of a reading does not exist.",
        "Its `record` must be the kind and id of a record of the same event, or event, kind and "
        "id. A record of an event that is not open is not looked for. Example: `record = "
        '"speakers/wang"` where it is `speakers/wang-yong`.',
    ),
    Check(
        "E207",
        "The source of a reading does not exist.",
        "A reading is what one source prints. Correct the id, or describe the publication in "
        '`sources`. Example: `source = "gia"` where it is `gia-ce`.',
    ),
    Check(
        "E208",
        "The record of a reading has no such field.",
        "Its `field` must be one that the record's kind has. Example: `field = "
        '"title"` on a speaker, whose capacities are `roles`.',
    ),
    Check(
        "E209",
        "`same_as` names no other record of the same kind.",
        "It must be the event, kind and id of the same one in another event. A record of an event "
        'that is not open is not looked for. Example: `same_as = ["summit-2024/delegations/wang"]` '
        "on a speaker.",
    ),
    Check(
        "W210",
        "The remark has one statement only.",
        "`remark` says that several statements are the same remark as different sources have it. "
        'Give the others the same id, or leave it out. Example: `remark = "on-trade"` on one '
        'statement, `remark = "trade"` on the other.',
    ),
    Check(
        "E211",
        "The statements of one remark are by different speakers.",
        "What two people said are two remarks. Correct `speaker`, or give each a remark of its "
        'own. Example: `remark = "on-trade"` on a statement by the minister and on one by her '
        "spokesman.",
    ),
)
_EVIDENCE: Final = (
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
_PEOPLE: Final = (
    Check(
        "W401",
        "Two speakers of one event have the same name.",
        "They may be one. Case, accents and the script of Chinese make no difference, and every "
        "name and alias counts. Keep one record; where they are two people, silence the check on "
        "one of them. Example: 莊榮文 beside 庄荣文.",
    ),
    Check(
        "W402",
        "The attribution names another speaker.",
        "The words by which the source attributes the statement hold the name of another person "
        "on record and no part of this speaker's. Correct `speaker`, or add the spelling that the "
        'source prints to `aliases`. Example: `attribution = "Zhuang Rongwen noted"` on a '
        "statement by Ren Xianliang.",
    ),
    Check(
        "W403",
        "The capacity was not held on that day.",
        "The speaker's role of that title has dates that exclude the day of the statement or its "
        "session. Correct `role`, `date`, or `from` and `to` of the role. Example: `role = "
        '"Chairman"` on 2025-04-14 where the role has `to = "2024"`.',
    ),
    Check(
        "W404",
        "Two speakers of different events have the same name.",
        "They may be one, and nothing is taken for granted from a name. If they are, say so with "
        "`same_as` on one of them; if not, silence the check on one of them. Case, accents and the "
        "script of Chinese make no difference, and every name and alias counts. Example: `same_as "
        '= ["summit-2024/speakers/zhuang-rongwen"]`.',
    ),
    Check(
        "W405",
        "The speaker could be two people.",
        "Sources of one language print names for them of which none holds the words of the other, "
        "whatever their order. Make two records of them, add the longer name that holds both, or "
        "silence the check where it is one. Example: “Anna Diaz” beside “Diaz Moreno”.",
    ),
)
_DATES: Final = (
    Check(
        "W501",
        "The date lies outside the event.",
        "Right for a press conference before it or an interview after it: silence the check on "
        'that record. Else correct the date. Example: `date = "2024-04-14"` where the event '
        "began on 2025-04-14.",
    ),
    Check(
        "E502",
        "The session ends before it begins.",
        "Correct `start` or `end`; mind their zones. Example: from 10:00+08:00 to 03:00+01:00 is "
        "no time at all, to 01:00+00:00 is an hour too early.",
    ),
    Check(
        "E503",
        "The event ends before it begins.",
        'Correct `start` or `end`. Example: `start = "2025-04-15"`, `end = "2025-04-14"`.',
    ),
    Check(
        "E504",
        "The role ends before it begins.",
        'Correct `from` or `to`. Example: `from = "2024-05"`, `to = "2023"`.',
    ),
    Check(
        "W505",
        "The statements of one remark were made on different days.",
        "Then they are two remarks. Correct `date` or `session`, or give each a remark of its own. "
        "The day is that of the statement or its session, not that of publication; `2025-04` and "
        '`2025-04-14` do not differ. Example: `date = "2025-04-14"` on one and `date = '
        '"2025-04-15"` on the other.',
    ),
)
_STANDARDS: Final = (
    Check(
        "E601",
        "The language tag is not in the registry.",
        "Every part must stand in IANA's registry of language subtags (BCP 47), the language by "
        "its shortest code. Example: `cn` or `chi` where `zh` is meant.",
    ),
    Check(
        "E602",
        "The country code is not in ISO 3166-1.",
        "Write the two letters of the standard. Example: `UK` where `GB` is meant.",
    ),
    Check(
        "E603",
        "The region is not one that the United Nations name.",
        "Write its English name in the standard M49, or leave it out. Example: `East Asia` where "
        "`Eastern Asia` is meant.",
    ),
)

CODES: Final[Mapping[str, Check]] = MappingProxyType(
    {code: Check(code, title) for code, title in READING_CODES.items()}
    | {one.code: one for part in (_LINKS, _EVIDENCE, _PEOPLE, _DATES, _STANDARDS) for one in part}
)
"""All checks by their codes, those made while files are read among them."""


def no_code(text: str) -> str:
    """Return what to say of a code that is none."""
    typed = text[:20].upper().replace("O", "0").replace("I", "1")
    near = get_close_matches(typed, CODES, 1, 0.7)
    hint = f"did you mean {near[0]}?" if near else "write it as `check` prints it"
    return f"‘{text}’ is no code of a check; {hint}"
