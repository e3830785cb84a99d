"""Chinese sentences that report what somebody said: the normal form of Chinese coverage."""

import re
from typing import Final

from summit_tui.attribution.chinese import CUES, simplified, stated_before
from summit_tui.model.text import HAN
from summit_tui.proposals.passage import Reported, printed_speaker

_CUE: Final = re.compile(rf"(?:{CUES}|希望|相信|期望)(?!的)|[说称指](?=[,，:：])")
_SURE: Final = re.compile(r"表示|指出|强调|认为|透露|坦言|直言|重申|[说称指]")
_BARE: Final = re.compile(r"表示|指出|强调|透露|认为|呼吁|宣布|提出|重申|坦言|希望|相信|期望")
"""Cues that need no comma behind them."""
_NO_STATEMENT: Final = ("致辞", "分享", "总结", "形容", "告诉")
"""Cues that say that somebody spoke, and what only with another cue behind them."""
_EDGE: Final = re.compile(r"[,，:：“「]")
_OPENS_LIST: Final = re.compile(
    r"[^,，。；;]{0,4}[一二三四五六七八九十两幾几数\d]+[大]?[点點项項个個方条條][^,，。；;]{0,8}[:：,，。]"
)
_NOBODY: Final = re.compile(
    r"^(?:据|據|有|经|經|如|若|这|這|此|不|可以|应|應)"
    r"|(?:报告|报道|文件|公报|声明|意见|方案|规划|纲要|指引|结果|数据|数字|调查|研究|文章|消息|主题|数据显示"
    r"|精神|措施|政策|建议|倡议|宗旨|目标)$"
)
"""What stands before a cue and is nobody: a document, or “as was learnt”."""
_PRONOUNS: Final = frozenset(
    ("他", "她", "它", "他们", "她们", "他們", "她們", "其", "对方", "對方")
)
_LONGEST_SUBJECT: Final = 40


def reported(sentence: str) -> Reported | None:
    """Return who a sentence says has said the rest of it, or None.

    The speaker is empty where the sentence has a verb of saying without a subject.
    """
    plain = simplified(sentence)
    for cue in _CUE.finditer(plain):
        if cue[0] in _NO_STATEMENT:
            continue
        has_edge = _EDGE.match(plain, cue.end()) is not None
        opens_list = _OPENS_LIST.match(plain, cue.end()) is not None
        if not (has_edge or opens_list or _BARE.fullmatch(cue[0])):
            continue
        if cue.start() and plain[cue.start() - 1] in "的所被":
            continue
        stated = stated_before(sentence[: cue.end()].rstrip(",，:："))
        if stated is None:
            stated = stated_before(f"{sentence[: cue.start()]}表示")
        speaker = printed_speaker(stated)
        if _NOBODY.search(simplified(speaker)) or len(speaker) > _LONGEST_SUBJECT:
            continue
        verb = sentence[slice(*cue.span())]
        is_pronoun = speaker in _PRONOUNS
        is_named = bool(stated and (stated.name or stated.capacity))
        is_sure = is_named and not is_pronoun and bool(_SURE.fullmatch(cue[0])) and has_edge
        if not _is_clean(speaker):
            is_sure = False
        return Reported("subject-first", speaker, verb, is_pronoun, is_sure)
    return None


def _is_clean(speaker: str) -> bool:
    """Tell whether the words are a name or an office, not the rest of a longer clause."""
    return re.fullmatch(rf"[{HAN}A-Za-z·・•、.()（） -]{{2,24}}", speaker) is not None
