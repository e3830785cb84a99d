"""Chinese sentences that report what somebody said: the normal form of Chinese coverage."""

import re
from typing import Final

from summit_tui.attribution.chinese import CUES, simplified, stated_before
from summit_tui.model.text import HAN
from summit_tui.proposals.passage import Reported, printed_speaker

_NUMBER: Final = "[一二三四五六七八九十两几\\d]"
_CUE: Final = re.compile(
    rf"(?:{CUES}|希望|相信|期望)(?!的)|[说称指](?=[,，:：])"
    rf"|(?:提出|分享|发表|谈|从)(?=[^,，。]{{0,40}}{_NUMBER}[大个]?(?:点|项|方面|条|个)[^。]{{0,16}}"
    r"(?:看法|建议|倡议|意见|主张|希望|观点))"
)
_NO_STATEMENT: Final = ("致辞", "总结", "形容", "告诉")
"""Cues that say that somebody spoke, and what only with another cue behind them."""
_SURE: Final = re.compile(r"表示|指出|强调|认为|透露|坦言|直言|重申|[说称指]")
_BARE: Final = re.compile(
    r"表示|指出|强调|透露|认为|呼吁|宣布|提出|重申|坦言|希望|相信|期望|提到|谈|从|发表"
)
"""Cues that need no comma behind them."""
_EDGE: Final = re.compile(r"[,，:：“「]")
_CLAUSE_EDGE: Final = re.compile(r"[,，。；;!！?？:：\n]")
_OCCASION: Final = re.compile(
    r"(?:(?:出席|在|于)[^,，。；]{1,30}?)?(?:致辞|致词|发言|演讲|讲话|受访|回应[^,，。；]{0,12})(?:时|中|上)?$"
    r"|(?:会后|早前)?接受[^,，。；]{1,36}(?:时|中|后)?$"
    r"|(?:在|于)[^,，。；]{1,36}(?:时|中|上|期间|后|前|里|内)$"
    rf"|(?<=[{HAN}]{{2}})就[^,，。；]{{2,20}}$"
    r"|出席[^,，。；]{1,30}(?:时|后)$"
    r"|[今昨当同前](?:[日天晚早]|(?=[（(]))(?:[（(]\d{1,2}日?[）)])?[日天]?(?:[早晚]上?|[上下]午)?$"
    r"|则?(?:对|向)[^,，。；]{1,20}(?:记者|媒体|传媒)$|\d{1,2}[日号]$"
    r"|(?:再次|进一步|随后|同时|特别|着重|一再|多次|明确|公开|坦率地|最后|日前|近日|则|也|还|又|亦|并|续|再|曾)$"
)
"""On what occasion somebody says it, between the name and the verb."""
_CONJUNCTION: Final = re.compile(r"^(?:而|但|不过|因此|此外|另外|同时|其中|对此|会上|随后|当中)")
_NOBODY: Final = re.compile(
    r"^(?:据|有|经|如|若|这|此|不|可以|应)"
    r"|(?:报告|报道|文件|公报|声明|意见|方案|规划|纲要|指引|结果|数据|数字|调查|研究|文章|消息|主题|数据显示"
    r"|精神|措施|政策|建议|倡议|宗旨|目标|会议期间)$"
)
"""What stands before a cue and is nobody: a document, or “as was learnt”."""
_PRONOUNS: Final = frozenset(("他", "她", "它", "他们", "她们", "其", "对方"))
_LONGEST_SUBJECT: Final = 40


def reported(sentence: str) -> Reported | None:
    """Return who a sentence says has said the rest of it, or None."""
    plain = simplified(sentence)
    for cue in _CUE.finditer(plain):
        has_edge = _EDGE.match(plain, cue.end()) is not None
        if cue[0] in _NO_STATEMENT or not (has_edge or _BARE.match(cue[0])):
            continue
        if cue.start() and plain[cue.start() - 1] in "的所被":
            continue
        subject = _subject(sentence[: cue.start()])
        if not subject or _NOBODY.search(simplified(subject)):
            continue
        if simplified(subject) in _PRONOUNS:
            return Reported("subject-first", subject, sentence[slice(*cue.span())], is_pronoun=True)
        speaker = printed_speaker(stated_before(f"{subject}表示"))
        if not speaker or _NOBODY.search(simplified(speaker)) or len(speaker) > _LONGEST_SUBJECT:
            continue
        is_whole = subject.endswith(speaker)
        speaker = speaker if is_whole else subject
        is_sure = has_edge and is_whole and _SURE.fullmatch(cue[0]) and _is_clean(speaker)
        return Reported(
            "subject-first", speaker, sentence[slice(*cue.span())], is_sure=bool(is_sure)
        )
    return None


def _subject(head: str) -> str:
    """Return the subject that ends where a verb begins, without the occasion between them."""
    plain = simplified(head).rstrip()
    start = max((edge.end() for edge in _CLAUSE_EDGE.finditer(plain)), default=0)
    end = len(plain)
    # Whole clauses are cut at their end, one addition after the other.
    while occasion := _OCCASION.search(plain, start, end):
        end = occasion.start()
    if conjunction := _CONJUNCTION.match(plain[start:end]):
        start += conjunction.end()
    return head[start:end].strip()


def _is_clean(speaker: str) -> bool:
    """Return whether the words are a name or an office, not the rest of a longer clause."""
    return re.fullmatch(rf"[{HAN}A-Za-z·・•、.()（） -]{{2,24}}", speaker) is not None
