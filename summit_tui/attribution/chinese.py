"""Attribution in Chinese sentences: what stands before 表示 or 说, and the day beside it."""

import re
from typing import Final

from summit_tui.archive.analysis.normalize import normalize
from summit_tui.attribution.stated import Stated, stated_days
from summit_tui.attribution.titles import HAN_TITLE
from summit_tui.model.text import HAN

CUES: Final = (
    "说道|表示|指出|强调|认为|透露|介绍|回应|回答|答道|告诉|补充|坦言|坦承|宣布|呼吁|提出|写道|写下|称赞"
    "|问道|直言|承认|否认|重申|解释|谈到|谈及|提到|形容|警告|建议|承诺|笑言|笑称|感叹|总结|分享|致辞|讲道"
)
"""Verbs of saying, in simplified characters."""
_SHORT_CUES: Final = "说|称|指|问|讲|谓|答"
"""Cues of one character, which many other words have: only right beside the marks."""
_BEFORE_MARKS: Final = re.compile(
    rf"(?P<subject>[^,，。；;!！?？\n]*?)(?:还|也|又|亦|则|并|曾|都|再次|进一步|随后|同时)?"
    rf"(?:(?:{CUES})(?P<rest>[^。；;!！?？\n]{{0,16}})|(?:{_SHORT_CUES})[ ：:,，]*)$"
)
_BEHIND_MARKS: Final = re.compile(
    rf"[\s,，]*(?P<subject>[^,，。；;!！?？\n]*?)(?:还|也|又|亦|则|曾|都|再次|进一步|随后|同时)?"
    rf"(?:(?:{CUES})(?P<rest>[^,，。；;!！?？\n]{{0,12}})|(?:{_SHORT_CUES})(?![{HAN}]))"
)
_PRONOUNS: Final = ("他", "她", "它", "他们", "她们", "其", "我", "我们", "对方", "两人", "双方")
_SETTING: Final = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号]|(?:昨|今|当|次|同|前)[日天]|[上下]午|[早晚]上"
    rf"|在[{HAN}\w]{{0,24}}?(?:上|中|时|期间|现场|后|前|里)|(?:对|向|接受)[{HAN}]{{0,12}}$|(?<=[{HAN}]{{2}})就[{HAN}]{{2,20}}$"
    r"|(?:会上|席间|随后|此外|其中|另外|对此|当时|会后|据悉|最后|同时)"
)
_NAME: Final = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,8}}[·・•][{HAN}·・•]{{1,16}}")
_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z.’'-]*(?: [A-Za-z][A-Za-z.’'-]*)*")
_TITLE: Final = re.compile(rf"(?:{HAN_TITLE})")


def simplified(text: str) -> str:
    """Return a text in simplified characters, of the same length."""
    return "".join(_simplified(letter) for letter in text)


def stated_before(text: str) -> Stated | None:
    """Return what the clause before a quotation states; None where it says nothing."""
    clause = re.split(r"[。；;!！?？\n]", text)[-1].rstrip(" ：:,，")
    match = _BEFORE_MARKS.search(simplified(clause))
    return _stated(clause, match) if match else None


def stated_after(text: str) -> Stated | None:
    """Return what the clause behind a quotation states; None where it says nothing."""
    clause = re.split(r"[。；;!！?？\n]", text, maxsplit=1)[0]
    match = _BEHIND_MARKS.match(simplified(clause))
    return _stated(clause, match) if match else None


def _stated(clause: str, match: re.Match[str]) -> Stated:
    first, last = match.span("subject")
    day = next(stated_days(match["subject"]), None) or next(stated_days(match["rest"] or ""), None)
    subject = _SETTING.sub(
        "", clause[first:last] if _same_size(clause, match) else match["subject"]
    )
    subject = subject.strip(" 　、")
    words = clause.strip(" ,，")
    if not subject:
        return Stated(words, day=day)
    if subject in _PRONOUNS:
        return Stated(words, day=day, pronoun=subject)
    capacity, name = _split(subject)
    return Stated(words, name, capacity, day)


def _same_size(clause: str, match: re.Match[str]) -> bool:
    return len(clause) == len(match.string)


def _split(subject: str) -> tuple[str, str]:
    """Return office and name of a subject; the name is what stands behind the last office."""
    latin = _LATIN.search(subject)
    if latin and latin.end() == len(subject):
        return subject[: latin.start()], latin[0]
    titles = list(_TITLE.finditer(simplified(subject)))
    if not titles:
        return ("", subject) if _NAME.fullmatch(subject) else (subject, "")
    end = titles[-1].end()
    name = subject[end:]
    return subject[:end], name if _NAME.fullmatch(name) else ""


def _simplified(letter: str) -> str:
    words = normalize(letter)
    return words if len(words) == 1 and not letter.isascii() and letter.isalpha() else letter
