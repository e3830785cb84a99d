"""Attribution in Chinese sentences: what stands before 表示 or 说, and the day beside it."""

import re
from dataclasses import replace
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
    rf"(?P<subject>[^,，。；;!！?？\n]*?)(?:还|也|又|亦|则|并|曾|都|再次|进一步|随后|同时|如是|如此|这样)?"
    rf"(?:(?:{CUES})(?P<rest>[^。；;!！?？\n]{{0,16}})|所言|(?:{_SHORT_CUES})[ ：:,，]*)$"
)
_IN_CLAUSE: Final = re.compile(
    rf"(?P<subject>[{HAN}·]{{2,40}}?)(?:还|也|又|亦|则|并|曾|都|再次|进一步|随后|同时)?(?:称赞?|说|指)"
    rf"(?P<rest>[{HAN}\w]{{1,16}})$"
)
"""“林梅称港口是”: a cue of one character that a clause parts from the marks."""
_BEHIND_MARKS: Final = re.compile(
    rf"[\s,，]*(?P<subject>[^,，。；;!！?？\n]*?)(?:还|也|又|亦|则|曾|都|再次|进一步|随后|同时|如是|如此|这样)?"
    rf"(?:(?:{CUES})(?P<rest>[^,，。；;!！?？\n]{{0,12}})|(?:{_SHORT_CUES})(?![{HAN}]))"
)
_ALONE: Final = re.compile(
    rf"\s*(?P<subject>[^,，。；;!！?？:：“「『\n]{{1,40}}?)(?:如是|如此|这样|还|也|又|亦|则|曾)?"
    rf"(?:{CUES}|{_SHORT_CUES}|讲|评价)"
    rf"(?P<rest>(?<=告诉)[{HAN}]{{2,10}})?\s*[,，]?\s*$"
)
"""A sentence that says only who spoke: “……。”林梅说。"""
_WORDS_OF: Final = re.compile(
    r"(?:引述|引用|援引|转述|转引|借用|用)(?P<subject>[^,，。；;!！?？:：\n]{2,40}?)"
    r"的(?:话|原话|说法|发言|表述)(?P<rest>(?:来?说|说道|称|指出|表示|讲)?)$"
)
"""“报道引述林梅的话说”: the words are hers."""
_VIEW_OF: Final = re.compile(r"在(?P<subject>[^,，]{2,20})看来(?P<rest>)$")
"""“在林梅看来”: the view is hers."""
_BYLINE: Final = re.compile(
    r"^\s*(?:[^,，。：:（(]{0,24}[（(][^（）()]{0,16}(?:记者|通讯员)[^（）()]{0,24}[）)]"
    rf"|[^,，。：:]{{0,12}}记者[ {HAN}]{{2,10}}?(?:报道|摄影报道|电|讯)[：: ]?)"
)
"""“（记者 林梅）”: who wrote the report."""
_AS_SAID: Final = re.compile(r"^(?:正如|诚如|据|如)(?=.)|所$")
_LABEL: Final = re.compile(rf"[{HAN}A-Za-z·・• .’',，、-]{{2,40}}")
_BULLET: Final = re.compile(r"^[\s●○•·◆◇■□▶►*-]+")
_IN_BRACKETS: Final = re.compile(r"\s*[（(](?P<said>[^（）()]{1,30})[）)]$")
"""What stands behind the name in a label: 林梅（交通部部长）."""
_DAY_BEHIND: Final = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号號]$")
_PRONOUNS: Final = ("他", "她", "它", "他们", "她们", "其", "我", "我们", "对方", "两人", "双方")
_SETTING: Final = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号]|\d{4}年\d{1,2}月(?!\d)|(?:昨|今|当|次|同|前)[日天]|[上下]午|[早晚]上"
    rf"|在[{HAN}\w]{{0,24}}?(?:上|中|时|期间|现场|后|前|里)|(?:对|向|接受)[{HAN}]{{0,12}}$|(?<=[{HAN}]{{2}})就[{HAN}]{{2,20}}$"
    rf"|(?<=[{HAN}]{{2}})(?:会见|会晤|接见|拜会|拜访|探访|出席|参观|考察|访问|视察|回应|回答|谈到|谈及|与|同|和)"
    rf"[{HAN}\w]{{1,24}}时$"
    rf"|(?<=[{HAN}]{{2}})在[{HAN}]{{2,8}}$"
    r"|(?:(?:笑|微笑)着?|发文|发帖|撰文|发表|开门见山|一针见血|(?:动情|激动|坦率|坦诚|明确|郑重|幽默|风趣|严肃|直接|深情"
    r"|自豪|高兴|乐观|感慨|形象|诚恳|坚定|自信|掷地有声)地)$"
    r"|(?:会上|席间|随后|此外|其中|另外|对此|当时|会后|据悉|最后|同时)"
)
_POLITE: Final = re.compile("(?:先生|女士|小姐|同志|太太)$")
"""What follows a name and says nothing of an office."""
_NAME: Final = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,8}}[·・•][{HAN}·・•]{{1,16}}")
_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z.’'-]*(?: [A-Za-z][A-Za-z.’'-]*)*")
_TITLE: Final = re.compile(rf"(?:{HAN_TITLE})")


def simplified(text: str) -> str:
    """Return a text in simplified characters, of the same length."""
    return "".join(_simplified(letter) for letter in text)


def stated_before(text: str) -> Stated | None:
    """Return what the clause before a quotation states; None where it says nothing."""
    whole = re.split(r"[。；;!！?？\n]", text.rstrip())[-1]
    byline = _BYLINE.match(simplified(whole))
    whole = whole[byline.end() :] if byline else whole
    clause = whole.rstrip(" ：:,，")
    plain = simplified(clause)
    if match := _WORDS_OF.search(plain) or _VIEW_OF.search(plain):
        return _stated(clause, match)
    match = _BEFORE_MARKS.search(plain)
    if match is None and whole.endswith(("：", ":")):
        return credited(clause)
    if match is None:
        last = re.split("[,，]", clause)[-1]
        within = _IN_CLAUSE.fullmatch(simplified(last))
        # What stands before the cue may be no name at all: 可以说.
        return replace(_stated(last, within), is_weak=True) if within else None
    # “谈到前景，林梅说” has two verbs: the one beside the marks is hers.
    last = re.split("[,，]", clause)[-1]
    own = last != clause and _BEFORE_MARKS.search(simplified(last))
    stated = _stated(last, own) if own else None
    if stated and (stated.name or stated.capacity or stated.pronoun):
        return stated
    return _stated_earlier(clause, stated or _stated(clause, match))


def _stated_earlier(clause: str, stated: Stated) -> Stated:
    """Return what is stated where the verb has its subject in an earlier clause.

    “交通部部长林梅感谢主办方，并表示”: where the name ends is not known, only what it begins with.
    """
    first, *others = re.split("[,，]", clause)
    if stated.name or stated.capacity or stated.pronoun or not others:
        return stated
    return replace(stated, clause=clause, capacity=_SETTING.sub("", first), is_weak=True)


def stated_alone(text: str) -> Stated | None:
    """Return what a sentence states that says only who spoke; None where it says more.

    It is read behind a quotation that ends with a full stop, as Chinese quotations do.
    """
    match = _ALONE.match(simplified(text))
    return _stated(text, match) if match else None


def credited(text: str) -> Stated | None:
    """Return whom a credit names, or a label before a colon; None where it is none of them."""
    text = _BULLET.sub("", text.strip(" ：:,，。"))
    bracketed = _IN_BRACKETS.search(text)
    name = text[: bracketed.start()] if bracketed else text
    # A day, or that it was translated, is no office.
    name = _DAY_BEHIND.sub("", name)
    if not _LABEL.fullmatch(name):
        return None
    first, _, rest = name.replace(",", "，").partition("，")
    if bracketed and not rest and re.search(f"(?:{HAN_TITLE})$", simplified(bracketed["said"])):
        rest = bracketed["said"]
    if rest and not re.search(f"(?:{HAN_TITLE})$", simplified(rest)):
        return None
    capacity, name = _split(first)
    return Stated(text, name, capacity or rest, is_weak=True)


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
    subject = _AS_SAID.sub("", subject.strip(" 　、"))
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
    subject = subject[: len(_POLITE.sub("", simplified(subject)))]
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
