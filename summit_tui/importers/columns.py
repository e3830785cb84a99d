"""Which field a column of a table is, by its name in English, Chinese and a few other languages."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from summit_tui.i18n import INTERFACE, gettext
from summit_tui.importers.grid import Grid
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.values import known, language_tag
from summit_tui.model.field_table import fields_of
from summit_tui.model.kinds import KINDS, Kind

_FIRST: Final = 30
"""The rows among which the names of the columns are looked for."""
_ENOUGH: Final = 2
"""The known names that make a row the one with the names."""

_SYNONYMS: Final[Mapping[str, str]] = {
    "id": "id key guid unique_id event_key session_id identifier number nr 编号 編號 序号 序號",
    "name": "name full_name person person_name participant 姓名 名字 名称 名稱 nom nombre",
    "family_name": "family_name last_name surname familyname lastname 姓 nachname",
    "given_name": "given_name first_name firstname givenname 名 vorname",
    "aliases": "aliases alias sort_name also_known_as other_names 别名 別名",
    "role": "role job_title position office capacity function 职务 職務 职位 職位 头衔 頭銜 "
    "职称 職稱 funktion fonction cargo",
    "organization": "organization organisation affiliation company institution employer entity "
    "单位 單位 工作单位 工作單位 机构 機構 组织 組織 公司",
    "delegation": "delegation 代表团 代表團",
    "country": "country country_name 国家 國家 land pays",
    "code": "iso iso2 iso3 iso_code country_code delegation_iso 国家代码 國家代碼",
    "region": "region 地区 地區",
    "kind": "kind group_type 类型 類型 类别 類別",
    "title": "title session_title session_name talk_title event_name headline "
    "标题 標題 题目 題目 议题 議題 titel titre",
    "session": "session 会议 會議",
    "description": "description abstract 简介 簡介 摘要 beschreibung",
    "type": "type format session_type event_type 形式",
    "date": "date day 日期 datum fecha",
    "start": "start time_start start_time starts_at event_start start_date_time begin begins time "
    "from_time 时间 時間 开始 開始 开始时间 開始時間 uhrzeit beginn",
    "end": "end time_end end_time ends_at event_end end_date_time finish until_time "
    "结束 結束 结束时间 結束時間 ende",
    "place": "place room_location room location venue 地点 地點 会场 會場 会议室 會議室 ort raum",
    "topics": "topics topic tags track tracks keywords 主题 主題 话题 話題",
    "speakers": "speakers speaker_names presenters panelists panellists 嘉宾 嘉賓 讲者 講者 "
    "演讲嘉宾 演講嘉賓 主讲人 主講人 演讲人 演講人 报告人 報告人 vortragende referenten",
    "moderators": "moderators moderator moderated_by moderation 主持人",
    "text": "text quote quotation statement 发言 發言 引语 引語 内容 內容 原话 原話 zitat",
    "mode": "mode 方式 引用方式",
    "speaker": "speaker said_by attributed_to 发言人 發言人 讲话人 講話人",
    "attribution": "attribution",
    "occasion": "occasion 场合 場合",
    "language": "language lang 语言 語言 sprache",
    "source": "source source_title 来源 來源 出处 出處 quelle",
    "publisher": "publisher publication_title outlet newspaper media reported_by 媒体 媒體 出版者",
    "author": "author authors 作者",
    "published": "published publication_date published_at 发布日期 發佈日期 发表日期 發表日期",
    "retrieved": "retrieved accessed access_date 访问日期 訪問日期",
    "url": "url link address_on_the_web web 网址 網址 链接 鏈接",
    "locator": "page locator 页码 頁碼",
}
"""The names of columns, as `normal_name` writes them, by the field that they are."""
_FIELD_OF: Final = {
    **{field: field for kind in KINDS for field in fields_of(kind)},
    **{name: field for field, names in _SYNONYMS.items() for name in names.split()},
}
_TRANSLATED: Final = re.compile(r"(?i)(name|title|publisher)[_.]([a-z]{2}(?:[-_][a-z]+)?)")
"""Columns with names in another language, such as `name_zh` and `title.zh-Hant`."""

_IN_LANGUAGE: Final = re.compile(r"(?P<name>.+?)\s*[(（\[](?P<language>[^()（）\[\]]{2,20})[)）\]]")
"""A column that says in which language its names are: “Name (English)”, “姓名（中文）”."""
_LANGUAGES: Final = {
    "中文": "zh",
    "英文": "en",
    "英語": "en",
    "英语": "en",
    "法文": "fr",
    "日文": "ja",
}

_PRIVATE: Final = re.compile(
    r"\b(e ?mails?|mail|phones?|tel|telephones?|mobile|fax|whatsapp|wechat|passport|birth\w*|gender"
    r"|sex|female|photos?|picture|avatar\w*|address|bio|biograph\w*)\b"
    r"|邮箱|郵箱|电话|電話|手机|手機|照片|护照|護照|住址|性别|性別|生日"
)
"""What is in the name of a column that says how somebody is reached, looks or lives."""

_OPTIONAL: Final = re.compile(
    r"\s*[(（](?:optional|required|选填|選填|必填)[)）]|\s*\*\s*$", re.IGNORECASE
)

_SIGNS: Final[tuple[tuple[Kind, frozenset[str]], ...]] = (
    ("quotes", frozenset({"text", "speaker"})),
    ("sources", frozenset({"title", "url"})),
    ("sources", frozenset({"title", "publisher"})),
    ("sessions", frozenset({"title", "start"})),
    ("sessions", frozenset({"session", "start"})),
    # An office stands below “Title” there, and a day is that of arrival.
    ("speakers", frozenset({"name", "title", "delegation"})),
    ("sessions", frozenset({"session", "date"})),
    ("sessions", frozenset({"title", "speaker"})),
    ("sessions", frozenset({"title", "date"})),
    ("sessions", frozenset({"title", "speakers"})),
    ("sessions", frozenset({"title", "place"})),
    ("speakers", frozenset({"name", "role"})),
    ("speakers", frozenset({"name", "organization"})),
    ("speakers", frozenset({"name", "delegation"})),
    ("speakers", frozenset({"family_name", "given_name"})),
    ("speakers", frozenset({"name", "title"})),
    ("sessions", frozenset({"name", "start", "place"})),
    ("delegations", frozenset({"country", "code"})),
    ("delegations", frozenset({"name", "code"})),
    ("delegations", frozenset({"name", "region"})),
    ("delegations", frozenset({"delegation", "code"})),
    ("speakers", frozenset({"name", "aliases"})),
)
"""What the records of a table are, by fields that only they have together; the first fits."""


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns of a table."""

    index: int
    """The index of their row in the grid."""
    names: tuple[str, ...]
    """The names as printed; a column without one is named as spreadsheets do: A, B, … AA."""
    fields: tuple[str | None, ...]
    """The field that each column is, or None."""

    @property
    def known(self) -> list[str]:
        """The names of the columns that are fields."""
        return [name for name, field in zip(self.names, self.fields, strict=True) if field]


def normal_name(name: str) -> str:
    """Return a column's name in lower case, its words joined by underscores.

    That a column may be left out, as the forms of conferences say, is no part of its name.
    """
    name = _OPTIONAL.sub("", name)
    return "_".join(re.findall(r"\w+", name.casefold().replace("_", " ")))


def field_of(name: str, columns: Mapping[str, str]) -> str | None:
    """Return the field that a column of a name is; `columns` are those that the user has said."""
    said = {normal_name(column): field for column, field in columns.items()}
    if field := said.get(normal_name(name)) or _FIELD_OF.get(normal_name(name)):
        return field
    translated = _TRANSLATED.fullmatch(name.strip())
    if translated and (tag := language_tag(translated[2])):
        return f"{translated[1].lower()}.{tag}"
    spoken = _IN_LANGUAGE.fullmatch(name.strip())
    field = _FIELD_OF.get(normal_name(spoken["name"])) if spoken else None
    if spoken is None or field not in ("name", "title"):
        return None
    tag = _LANGUAGES.get(spoken["language"]) or language_tag(spoken["language"])
    return f"{field}.{tag}" if tag else None


def is_private(name: str) -> bool:
    """Tell whether a column is of what is nobody's business: never imported, nor kept as text."""
    return bool(_PRIVATE.search(normal_name(name).replace("_", " ")))


def check_columns(columns: Mapping[str, str]) -> None:
    """Raise `UnreadableError` where the user has said a field that there is not."""
    for field in columns.values():
        if field not in _FIELD_OF.values() and not _TRANSLATED.fullmatch(field):
            template = "{field} is no field; known are {fields}"
            fields = INTERFACE.items(sorted(set(_FIELD_OF.values())))
            raise UnreadableError(gettext(template, field=field, fields=fields))


def find_header(grid: Grid, columns: Mapping[str, str], row: int | None = None) -> Header | None:
    """Return the names of the columns of a grid, or None where no row has enough of them.

    `row` is the row of the file that the user has said, counted from 1.
    """
    if row is not None:
        indexes: Iterable[int] = [grid.lines.index(row)] if row in grid.lines else []
    else:
        indexes = range(min(_FIRST, len(grid.rows)))
    headers = [_header(grid, index, columns) for index in indexes]
    best = max(headers, key=lambda header: len(set(header.fields) - {None}), default=None)
    if best and best.index + 1 < len(grid.rows):
        best = _with_parts(best, grid.rows[best.index + 1], columns)
    if best is None or row is not None:
        return best
    is_said = columns and set(map(normal_name, columns)) <= set(map(normal_name, best.names))
    return best if is_said or len(set(best.fields) - {None}) >= _ENOUGH else None


def _with_parts(header: Header, below: Sequence[Any], columns: Mapping[str, str]) -> Header:
    """Return a header with the names below it, where all in that row are names of columns.

    So "start" and "end" may stand below one "time".
    """
    parts = {index: cell for index, cell in enumerate(below) if isinstance(cell, str) and cell}
    fields = {index: field_of(cell, columns) for index, cell in parts.items()}
    if not parts or len(parts) < sum(known(cell) is not None for cell in below):
        return header
    if not all(fields.values()) or max(parts) >= len(header.names):
        return header
    names = tuple(str(parts.get(index, name)) for index, name in enumerate(header.names))
    every = tuple(fields.get(index, field) for index, field in enumerate(header.fields))
    return Header(header.index + 1, names, every)


def _header(grid: Grid, index: int, columns: Mapping[str, str]) -> Header:
    above = grid.rows[index - 1] if index else ()
    names, group = [], ""
    for position, cell in enumerate(grid.rows[index]):
        over = known(above[position]) if position < len(above) else None
        own = known(cell)
        # Columns that are only numbered belong to what stands above the first of them.
        group = over or group if isinstance(cell, float | int) else ""
        names.append(group or own or _letters(position))
    fields = [field_of(name, columns) for name in names]
    for field in ("name", "title"):
        # Where each column has a language, the first is the name itself.
        own = next((each for each in fields if each and each.startswith(f"{field}.")), None)
        if own and field not in fields:
            fields[fields.index(own)] = field
    # Wikidata gives an address for each thing, and its name in a column of its own.
    for position, name in enumerate(names):
        if (column := name.removesuffix("Label")) != name:
            fields[position] = field_of(column, columns)
            if column in names:
                fields[names.index(column)] = "id" if fields[position] == "name" else None
    return Header(index, tuple(names), tuple(fields))


def _letters(position: int) -> str:
    """Return the name that a spreadsheet gives a column: A to Z, and so on."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def kind_of(fields: Iterable[str | None]) -> Kind | None:
    """Return what the records of a table with these fields are, or None."""
    present = set(fields)
    return next((kind for kind, signs in _SIGNS if signs <= present), None)


Cells = Mapping[str, Sequence[Any]]
"""The known values of a row by field; several columns may be one field."""


def cells_of(header: Header, row: Sequence[Any]) -> dict[str, list[Any]]:
    """Return the values of a row that say something, by field; `Any`: cells of a sheet."""
    cells: dict[str, list[Any]] = {}
    for field, cell in zip(header.fields, row, strict=False):
        if field and known(cell) is not None:
            cells.setdefault(field, []).append(cell)
    return cells
