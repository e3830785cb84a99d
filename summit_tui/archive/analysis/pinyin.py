"""Names in Han characters as they are typed in Latin letters: 庄荣文 is `zhuang rongwen`, or `zrw`.

`pinyin.txt` beside this file is derived from the table `PINYIN_DICT` of pypinyin
(https://github.com/mozillazg/python-pinyin), Copyright (c) 2016 mozillazg, 闲耘, MIT License
(https://github.com/mozillazg/python-pinyin/blob/master/LICENSE.txt), and changed as follows. To
make it anew, take the first reading of 〇, of the characters from U+3400 to U+4DBF and from U+4E00
to U+9FFF, and of the targets of `traditional.txt` beyond U+FFFF; take the tone off, leave out a
Traditional character that is read as its Simplified one, and write each reading on a line with
its characters, both in the order of code points. How some characters are read in names, which is
not how they are read elsewhere, is below.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Final

from summit_tui.archive.analysis.normalize import INITIALS, normalize

SHORTEST_INITIALS: Final = 3
"""Letters of initials: with fewer, such as `pm` or `hk`, most matches are other words."""
_SORTED_WORDS: Final = 16
"""Words of a name that are sorted by their reading."""
LONGEST_NAME: Final = 4
"""Characters; a longer name is from another language, or an office."""


def _parse_readings(entries: str) -> dict[str, str]:
    """Return the readings by character; the entries are separated by commas."""
    return dict(entry.split(" ", 1) for entry in entries.split(","))


_SURNAMES: Final = _parse_readings(
    "曾 zeng,单 shan,仇 qiu,解 xie,查 zha,区 ou,朴 piao,盖 ge gai,缪 miao,翟 zhai,覃 qin tan,"
    "乐 yue le,种 chong,繁 po,秘 bi,员 yun,贠 yun,郇 xun huan,句 gou,阚 kan,折 she,黑 he hei,"
    "柏 bai bo,薄 bo,隗 wei kui,牟 mu mou,召 shao,祭 zhai,郗 xi chi,谌 chen shen,都 du,能 nai,"
    "佴 nai,卜 bu,郄 xi qie,费 fei bi,洗 xian,重 chong,尉 wei yu,蔚 wei yu,适 kuo shi,"
    "乜 nie,粘 nian,"
    "万俟 mo-qi,尉迟 yu-chi,长孙 zhang-sun,澹台 tan-tai,单于 chan-yu,令狐 ling-hu,"
    "欧阳 ou-yang,司马 si-ma,上官 shang-guan,诸葛 zhu-ge,东方 dong-fang,皇甫 huang-fu,"
    "公孙 gong-sun,慕容 mu-rong,宇文 yu-wen,司徒 si-tu,司空 si-kong,夏侯 xia-hou,"
    "淳于 chun-yu,南宫 nan-gong,端木 duan-mu,百里 bai-li,呼延 hu-yan,独孤 du-gu,"
    "公冶 gong-ye,太史 tai-shi,申屠 shen-tu,轩辕 xuan-yuan,钟离 zhong-li,闻人 wen-ren,"
    "西门 xi-men,赫连 he-lian,濮阳 pu-yang,鲜于 xian-yu,拓跋 tuo-ba,完颜 wan-yan,"
    "纳兰 na-lan,左丘 zuo-qiu,闾丘 lü-qiu,东郭 dong-guo,第五 di-wu"
)
"""Simplified surnames of two characters, and those with readings of their own; some have two."""

_MISREAD: Final = _parse_readings(
    "qu ou,ceng zeng,dan shan,chou qiu,jie xie,cha zha,pu piao,di zhai,qin tan,le yue,"
    "zhong chong,fan po,yuan yun,gai ge,she zhe,zhao shao,du dou,chen shen,xi chi,"
    "weichi yuchi,zhangsun changsun,dantai tantai,danyu chanyu"
)
"""Surnames as they are often read wrongly, or rarely, each with the other reading."""

_GIVEN: Final = _parse_readings(
    "曾 zeng,长 chang,朝 chao zhao,乐 le yue,晟 sheng cheng,茜 qian xi,行 xing hang,"
    "重 zhong chong,柏 bai bo,莘 xin shen,莞 guan wan,隽 jun juan,焘 tao dao,琢 zhuo,仔 zi zai,"
    "都 du,佛 fo,率 shuai,还 huan,卜 bu,颉 jie xie,劲 jin jing,纶 lun guan,伽 jia qie,"
    "翟 zhai di,了 liao,呢 ni,厦 xia"
)
"""Readings in given names that differ from those elsewhere."""


def pinyin_of(name: str) -> list[str]:
    """Return the normalized Latin forms of a name of two to four Han characters, else nothing.

    Those are surname and given name as two words and as one, for each reading, and the initials
    behind `INITIALS`, which match as a whole and not by a prefix.
    """
    characters = "".join(name.split())
    if not 2 <= len(characters) <= LONGEST_NAME:
        return []
    normalized = normalize(characters).replace(" ", "")
    if len(characters) != len(normalized):
        return []
    length = 2 if len(normalized) > 2 and normalized[:2] in _SURNAMES else 1
    surname = _SURNAMES.get(normalized[:length])
    readings = [surname.split() if surname else _reading(characters[0], normalized[0])]
    for character, simplified in zip(characters[length:], normalized[length:], strict=True):
        given = _GIVEN.get(simplified)
        readings.append(given.split() if given else _reading(character, simplified))
    return list(dict.fromkeys(form for reading in product(*readings) for form in _forms(*reading)))


def latin_words(text: str) -> str:
    """Return a text normalized, each Han character a syllable: 世界互联 is `shi jie hu lian`.

    What has no known reading stays. A name of two to four characters is read as a name.
    """
    if forms := pinyin_of(text):
        return forms[0]
    return " ".join(map(_latin_word, normalize(text).split()))


@lru_cache(8_192)
def _latin_word(word: str) -> str:
    return (_reading(word, word) or [word])[0].replace("ü", "u")


def name_key(normalized: str) -> str:
    """Return the key by which a normalized name or text is sorted: Han characters by their pinyin.

    Traditional characters are sorted so, too. What follows the first words stays as it is.
    """
    if normalized.isascii():
        return normalized
    words = normalized.split(" ", _SORTED_WORDS)
    first, rest = words[:_SORTED_WORDS], words[_SORTED_WORDS:]
    forms = pinyin_of(" ".join(first))
    return " ".join((*(forms[:1] or map(_latin_word, first)), *rest))


def with_other_readings(text: str) -> str:
    """Return a text in Latin letters with the other readings of the surnames that have two."""
    return re.sub("[A-Za-z]+", lambda word: _MISREAD.get(word[0].lower(), word[0]), text)


def may_be_initials(tokens: Sequence[str]) -> bool:
    """Say whether normalized words are a single one that may be the initials of a name."""
    *before, last = tokens
    fits = SHORTEST_INITIALS <= len(last) <= LONGEST_NAME
    return not before and fits and last.isascii() and last.isalpha()


def _forms(surname: str, *given: str) -> Iterator[str]:
    """Yield the forms of one reading of a name; `given` are its other syllables."""
    syllables = [*surname.split("-"), *given]
    # Without a key for ü it is typed u, v, or yu as in passports.
    for umlaut in ("u", "v", "yu") if any("ü" in syllable for syllable in syllables) else ("",):
        first, rest = ("".join(part).replace("ü", umlaut) for part in (surname.split("-"), given))
        yield f"{first} {rest}"
        yield first + rest
    if len(syllables) >= SHORTEST_INITIALS:
        yield INITIALS + "".join(syllable[0] for syllable in syllables)


def _reading(character: str, simplified: str) -> list[str]:
    """Return the reading of a character, or nothing where it is not known."""
    readings = _readings()
    known = readings.get(character) or readings.get(simplified)
    return [known] if known else []


class _Readings:
    """The readings of all characters, kept as one text: names need few of them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.get = cache(self._get)

    def _get(self, character: str) -> str | None:
        """Return the reading of a character, or None where it is not known."""
        # The text has Latin letters too, which are no characters of a name.
        position = self._text.find(character) if character > "\u3000" else -1
        if position < 0:
            return None
        line = self._text.rfind("\n", 0, position) + 1
        return self._text[line : self._text.index(" ", line)]


@cache
def _readings() -> _Readings:
    """Return the readings; they are loaded for the first name in Han characters."""
    return _Readings(Path(__file__).with_name("pinyin.txt").read_text(encoding="utf-8"))
