"""A statement as the sentence of a news agency: AP Stylebook, BBC News style guide, and Chinese.

Speech stands in quotation marks, and nothing else does: a paraphrase has none, a partial quotation
those of its fragments. The comma before the attribution stands inside the marks; the BBC sets it
outside those of a fragment. The capacity has a capital only before a name, so it follows it here in
small letters, names in it excepted. `said` is the only verb: others judge (AP, said).
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from summit_tui.citations.title_case import lowered_words
from summit_tui.citations.typography import (
    capitalized,
    clauses,
    has_spoken_end,
    unstopped,
    with_comma,
    within_marks,
)
from summit_tui.i18n import ENGLISH
from summit_tui.model.dates import in_words

Style = Literal["ap", "bbc"]

_SHORT_MONTHS: Final = ("January", "February", "August", "September", "October", "November")
_TAKES_ARTICLE: Final = re.compile(
    r"^(?:Ministry|Department|Office|Government|Bureau|Secretariat|Commission|Council|Embassy|"
    r"Delegation|Organi[sz]ation|Association|Federation|Republic|Authority|Agency|Committee|"
    r"Chamber|Institute|University|Union|Court|Kingdom)\b.* (?:of|for|on)\b"
    r"|\b(?:Ministry|Department|Secretariat|Commission|Government|Council|Committee|Authority|"
    r"Parliament|Association|Conference|Forum|Union|Nations|Organi[sz]ation|Fund|Agency|Office|"
    r"Bureau|Federation|Foundation|Court|Chamber|White House|(?:World|Development) Bank)$"
)
_INDEFINITE: Final = re.compile(r"An? (?=[a-z])")
_CHINESE_MARK: Final = re.compile("[“”‘「」『』]|(?<![A-Za-z])’|’(?![A-Za-z])")
_INNER_MARKS: Final = {
    False: dict(zip("“”‘’「」『』", "‘’“”‘’“”", strict=True)),
    True: dict(zip("“”‘’「」『』", "『』「」『』「」", strict=True)),
}
"""Marks of speech within that of others, by whether it is in Traditional characters."""
_CHINESE_CLOSING: Final = "”’」』》）\"'"
_CHINESE_ENDS: Final = ("。", "！", "？", "…", "!", "?", ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody who speaks, and in which capacity."""

    name: str
    capacity: str = ""
    """As the source prints it."""
    is_organization: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement, and what an agency says of it; an empty text is what is not known."""

    text: str
    """Without quotation marks round it; a partial quotation has those of its fragments."""
    mode: Literal["direct", "partial", "paraphrase"]
    voices: tuple[Voice, ...]
    """Who said it; several of a joint statement."""
    day: str = ""
    """When it was said, YYYY-MM-DD or as much as is known; never the day of printing."""
    occasion: str = ""
    place: str = ""
    on_behalf_of: str = ""
    reported_by: str = ""
    """Who reported it, where that is not the speaker's own publication."""
    is_news: bool = True
    """Is what reported it news? Of anything else Chinese says only that it is after it."""
    language: str = ""
    """Language of `text` (BCP 47)."""


def sentence(statement: Statement, style: Style = "ap", *, this_year: str = "") -> str:
    """Return an English statement with its attribution, as one sentence or the last of several.

    The year is left out where it is `this_year`, or where none is given (AP, years).
    """
    said = _said(statement, style)
    voices = _voices(statement.voices)
    attribution = " ".join(
        filter(
            None,
            (
                voices,
                "said",
                f"on behalf of {_described(statement.on_behalf_of)}"
                if statement.on_behalf_of
                else "",
                _when(statement.day, style, this_year),
                f"at {_with_article(statement.occasion)}" if statement.occasion else "",
                f"in {statement.place}" if statement.place else "",
            ),
        )
    )
    reporter = _described(statement.reported_by)
    reported = f"according to {reporter}" if reporter else ""
    return f"{said} {clauses(attribution, reported)}".rstrip(".,") + "."


def chinese_sentence(
    statement: Statement, *, traditional: bool = False, this_year: str = ""
) -> str:
    """Return a Chinese statement: capacity and name, the day, the place, then what was said.

    Speech follows a colon in its marks, a report a comma and none. The year is left out as in
    `sentence`.
    """
    *others, last = [f"{voice.capacity}{voice.name}" for voice in statement.voices]
    voices = f"{'、'.join(others)}和{last}" if others else last
    voices += f"代表{statement.on_behalf_of}" if statement.on_behalf_of else ""
    when = _chinese_when(statement.day, this_year)
    where = f"在{statement.place}{statement.occasion}"
    occasion = f"{where}上" if statement.occasion else where if statement.place else ""
    text = statement.text.strip().rstrip("，；、,;")
    if statement.mode == "direct":
        opening, closing = "「」" if traditional else "“”"
        said = _with_inner_marks(text, traditional=traditional)
        body = f"{'說' if traditional else '说'}：{opening}{said}{closing}"
    else:
        body = f"表示，{text}"
    reported = ""
    if statement.reported_by:
        report = "" if not statement.is_news else "報道" if traditional else "报道"
        reported = f"{'據' if traditional else '据'}{statement.reported_by}{report}，"
    gap = " " if when and voices.isascii() else ""
    ending = "" if text.rstrip(_CHINESE_CLOSING).endswith(_CHINESE_ENDS) else "。"
    return f"{reported}{voices}{gap}{when}{occasion}{body}{ending}"


def _chinese_when(day: str, this_year: str) -> str:
    """Return a day as 4月14日, with its year where it is another than this one."""
    year, *rest = day.split("-") if day else [""]
    shown = f"{year}年" if this_year and year and this_year != year else ""
    return shown + "".join(map(str.__add__, (number.lstrip("0") for number in rest), ("月", "日")))


def _with_inner_marks(text: str, *, traditional: bool) -> str:
    """Return speech with the marks inside it made inner ones (GB/T 15834, 4.8.3.4).

    Single marks that stand within no others are inner ones as they are.
    """
    if not any(opening in text for opening in "“「"):
        text = text.translate(str.maketrans("『』", "「」"))
        text = re.sub("‘([^’]*)’", "“\\1”", text)
    return _CHINESE_MARK.sub(lambda match: _INNER_MARKS[traditional][match[0]], text)


def _said(statement: Statement, style: Style) -> str:
    """Return the words with the comma that leads to who said them; after ? and ! there is none."""
    text = unstopped(statement.text)
    said = within_marks(text) if statement.mode == "direct" else capitalized(text)
    if has_spoken_end(said):
        return said
    return f"{said}," if style == "bbc" and statement.mode == "partial" else with_comma(said)


def _voices(voices: tuple[Voice, ...]) -> str:
    """Return who speaks; three or more are parted by semicolons where capacities have commas.

    Neither agency has a comma before the conjunction of a simple series (AP, comma).
    """
    *others, last = [_voice(voice) for voice in voices]
    if len(others) > 1 and any(text.endswith(",") for text in (*others, last)):
        return "; ".join([*(text.rstrip(",") for text in others), f"and {last}"])
    return f"{', '.join(others)} and {last}" if others else last


def _voice(voice: Voice) -> str:
    """Return who speaks: an organization with its article, a person with the capacity after.

    Who has no name is described in small letters: a senior official.
    """
    if voice.is_organization:
        return _with_article(voice.name)
    name = voice.name[0].lower() + voice.name[1:] if _INDEFINITE.match(voice.name) else voice.name
    capacity = lowered_words(voice.capacity)
    return with_comma(f"{name}, {capacity}") if capacity else name


def _with_article(name: str) -> str:
    """Return a name with a small `the`, also where it reads as a description."""
    return f"the {name.removeprefix('The ')}" if name.startswith("The ") else _described(name)


def _described(name: str) -> str:
    """Return a name with `the` where it reads as a description: the Ministry of Trade.

    Newspapers keep the capital of their own article (AP, newspaper names).
    """
    return f"the {name}" if _TAKES_ARTICLE.search(name) and not name.startswith("The ") else name


def _when(day: str, style: Style, this_year: str) -> str:
    """Return the day as on May 2 or on 2 May; AP shortens the months over five letters."""
    if not day:
        return ""
    *rest, year = in_words(day, ENGLISH).split()
    shown = f"{year}" if this_year and this_year != year else ""
    if not rest:
        return f"in {year}"
    if len(rest) == 1:
        return " ".join(filter(None, ("in", rest[0], "" if this_year == year else year)))
    number, month = rest
    if style == "bbc":
        return " ".join(filter(None, ("on", number, month, shown)))
    month = _ap_month(month)
    return f"on {month} {number}, {shown}," if shown else f"on {month} {number}"


def _ap_month(month: str) -> str:
    """Return a month with a day as AP has it: March to July are never shortened."""
    if month in _SHORT_MONTHS or month == "December":
        return "Sept." if month == "September" else f"{month[:3]}."
    return month
