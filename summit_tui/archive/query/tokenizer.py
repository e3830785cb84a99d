"""Splits the text of a query into the tokens of the query language."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import Final, NamedTuple

QUOTATION_MARKS: Final = str.maketrans(
    dict.fromkeys("“”„‟«»「」『』〝〞〟＂", '"')
    | {"（": "(", "）": ")", "：": ":", "＊": "*", "－": "-", "−": "-", "～": "~", "〜": "~"}
    # What parts the names of a list, as a comma with its space does.
    | dict.fromkeys("、，；､﹑،؛", " ")
)
"""Characters of input methods for Chinese and other languages, with their ASCII equivalents."""
_LIST_MARK: Final = re.compile(r"(?<!\d)[,;]|[,;](?!\d)")
"""What parts the names of a list even without a space; between figures it is part of a number."""

CHINESE_FIELDS: Final = {
    name: field
    for field, names in (
        ("kind", "类型 類型 记录类型 記錄類型"),
        ("event", "会议 會議 峰会 峰會"),
        ("speaker", "发言者 發言者 讲者 講者"),
        ("involves", "涉及"),
        ("role", "身份 职务 職銜 職務"),
        ("delegation", "代表团 代表團"),
        ("region", "区域 區域 地区 地區"),
        ("country", "国家 國家"),
        ("group", "国家组 國家組"),
        ("session", "活动 活動"),
        ("topic", "议题 議題 主题 主題"),
        ("mode", "类别 類別 引语 引語 引语类别 引語類別"),
        ("source", "来源 來源"),
        ("publisher", "发布方 發布方 媒体 媒體"),
        ("remark", "同一发言 同一發言"),
        ("sources", "来源数 來源數"),
        ("has", "有"),
        ("language", "语言 語言"),
        ("date", "日期"),
        ("act", "言语行为 言語行為"),
        ("publication", "来源类别 來源類別"),
        ("licence", "许可 許可"),
        ("genre", "体裁 體裁"),
        ("programme", "节目 節目"),
        ("syndicated", "转载自 轉載自"),
        ("author", "作者"),
        ("interviewer", "采访者 訪問者"),
        ("sessionkind", "活动类别 活動類別"),
        ("speakerkind", "发言者类别 發言者類別"),
        ("delegationkind", "代表团类别 代表團類別"),
    )
    for name in names.split()
}
"""The Chinese names of fields, in both scripts."""

_TOKEN: Final = re.compile(
    r"\s*+(?:(?P<close>\))"
    # A hyphen inside a word or behind a phrase is no minus.
    r"|(?P<sign>(?<![^\s(])-++)?"
    # The address of a web page is no field, not even before its second slash is typed.
    rf"(?P<name>(?P<field>[A-Za-z]++|{'|'.join(CHINESE_FIELDS)}):(?!//|/\Z))?"
    r'(?:(?P<open>\()|(?P<number>~)?"(?P<phrase>[^"]*+)(?P<quote>"?)|(?P<word>[^\s"()]*+)))'
)
"""One token; possessive, so that any text is read in one pass."""


class TokenType(Enum):
    """The type of a token."""

    WORD = auto()
    PHRASE = auto()
    OPEN = auto()
    CLOSE = auto()


class Token(NamedTuple):
    """A word, a phrase or a parenthesis, with its field and its minus."""

    type: TokenType
    text: str
    """The word, or the text between the quotation marks, with ASCII equivalents; `~` before either
    asks for singular and plural."""
    start: int
    """Where it begins: with its field, without its minus."""
    end: int
    """Where it ends, closing quotation mark included."""
    field: str | None = None
    """The name before the colon in lower case, known or not, a Chinese one as its English one."""
    negated: bool = False
    """Whether a minus precedes it."""
    closed: bool = True
    """Whether a phrase has its closing quotation mark."""


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of `text` in order; every text can be split."""
    for match in _TOKEN.finditer(_LIST_MARK.sub(" ", text.translate(QUOTATION_MARKS))):
        sign, name, word = match["sign"], match["name"], match["word"]
        if not (sign or name or word) and word is not None:
            continue
        start = match.end("sign") if sign else match.end() - len(match[0].lstrip())
        type_ = TokenType.WORD
        if match["close"]:
            type_ = TokenType.CLOSE
        elif match["open"]:
            type_ = TokenType.OPEN
        elif match["quote"] is not None:
            type_ = TokenType.PHRASE
        yield Token(
            type=type_,
            text=(match["number"] or "") + (match["phrase"] or word or ""),
            start=start,
            end=match.end(),
            field=_field(match["field"]) if name else None,
            negated=bool(sign),
            closed=match["quote"] != "",
        )


def _field(name: str) -> str:
    return CHINESE_FIELDS.get(name) or name.lower()
