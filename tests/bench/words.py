"""Seeded prose: pseudo-words as frequent as words are in English, and Chinese in both scripts."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from functools import cache
from random import Random
from typing import Final

VOCABULARY: Final = 160_000
"""How many different words the English-like prose draws on."""

_COMMON: Final = (
    "the of to and a in that is for it with as on be by this we are not have from at an or which "
    "will has was but our can more all their they its been one must new other would also there "
    "between people should world through only than these when into such may most so many who "
    "what countries development global if some digital cooperation over work how very each open "
    "technology share security data rights long same internet public future network policy "
    "intelligence artificial economy trust growth access children water energy climate peace "
    "trade health women young cities innovation governance rules common standards community"
)
_ONSETS: Final = "b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sh st t th tr v w"
_VOWELS: Final = "a a e e e i i o o u ai ea io ou y"
_CODAS: Final = ("", "", "", "n", "r", "s", "t", "l", "m", "nd", "st", "ck", "ng", "ct")

_HAN: Final = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作"
    "里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想"
    "实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文"
    "体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立"
    "及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做"
    "接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难"
    "且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争"
    "运笔"
)
TRADITIONAL: Final = str.maketrans(
    "这个们来为国说时会对于过发后里种经么学现当没动还进样开从实军无与长机关点业将两间问并应战头体见产话"
    "内给门儿东声员论处义几认条气题尔别变总电数报结务场计资许统区队决马书则听却达强难权设记类据边张该规"
    "万觉术领确传师观让识带导争运笔陈杨赵黄吴孙罗郑谢韩冯邓萧蒋叶苏吕卢钟谭陆范贾韦邹阎龙贺顾龚钱严汤单"
    "伟静丽杰涛刚辉华红晓云荣兰飞鹏庆庄",
    "這個們來為國說時會對於過發後裡種經麼學現當沒動還進樣開從實軍無與長機關點業將兩間問並應戰頭體見產話"
    "內給門兒東聲員論處義幾認條氣題爾別變總電數報結務場計資許統區隊決馬書則聽卻達強難權設記類據邊張該規"
    "萬覺術領確傳師觀讓識帶導爭運筆陳楊趙黃吳孫羅鄭謝韓馮鄧蕭蔣葉蘇呂盧鍾譚陸範賈韋鄒閻龍賀顧龔錢嚴湯單"
    "偉靜麗傑濤剛輝華紅曉雲榮蘭飛鵬慶莊",
)
"""From Simplified to Traditional, for the characters used here."""


@cache
def vocabulary(seed: int, size: int = VOCABULARY) -> Sequence[str]:
    """Return `size` different words by falling frequency: common English ones, then invented."""
    random = Random(f"{seed}/words")
    words = dict.fromkeys(_COMMON.split())
    while len(words) < size:
        rank = len(words)
        syllables = random.choice(
            (1, 2, 2) if rank < 3_000 else (2, 2, 3) if rank < 30_000 else (2, 3, 4)
        )
        words[invented(random, syllables)] = None
    return list(words)


def invented(random: Random, syllables: int) -> str:
    """Return a word that can be spoken and means nothing."""
    onsets, vowels = _ONSETS.split(), _VOWELS.split()
    parts = (random.choice(onsets) + random.choice(vowels) for _ in range(syllables))
    return "".join(parts) + random.choice(_CODAS)


def chinese_vocabulary(seed: int) -> Sequence[str]:
    """Return 20,000 words of one to four characters by falling frequency."""
    random = Random(f"{seed}/chinese")
    weights = zipf(len(_HAN))
    words = dict.fromkeys(_HAN[:60])
    while len(words) < 20_000:
        length = random.choice((1, 2, 2, 2, 2, 2, 3, 4))
        words["".join(random.choices(_HAN, cum_weights=weights, k=length))] = None
    return list(words)


class Prose:
    """Texts of any length, cut from a stream of words that come as often as Zipf's law says."""

    def __init__(self, words: Sequence[str], joint: str, comma: str, stop: str) -> None:
        """Join `words`, given by falling frequency, by `joint`, a clause by `comma`."""
        self._words = words
        self._weights = zipf(len(words))
        self._joint, self._comma, self._stop = joint, comma, stop

    def texts(self, random: Random, lengths: Iterable[int]) -> Iterable[str]:
        """Yield a text of about each of the lengths, in characters."""
        stream, position = "", 0
        for length in lengths:
            while position + length + 40 > len(stream):
                stream, position = stream[position:] + self._stream(random), 0
            end = position + length - len(self._stop)
            if self._joint:
                end = stream.index(self._joint, max(end - 4, position + 1))
            text = stream[position:end].strip(self._comma)
            position = end
            yield text[:1].upper() + text[1:] + self._stop

    def _stream(self, random: Random) -> str:
        words = iter(random.choices(self._words, cum_weights=self._weights, k=12_000))
        clauses = iter(lambda: self._joint.join(itertools.islice(words, random.randint(6, 16))), "")
        return self._comma.join(clauses) + self._comma


def english(seed: int) -> Prose:
    """Return prose that has English word frequencies."""
    return Prose(vocabulary(seed), " ", ", ", ".")


def chinese(seed: int) -> Prose:
    """Return prose in Simplified Chinese characters."""
    return Prose(chinese_vocabulary(seed), "", "，", "。")


def zipf(size: int) -> Sequence[float]:
    """Return cumulative weights by the law of Zipf and Mandelbrot: rank r weighs 1 / (r + 2)."""
    return list(itertools.accumulate(1 / (rank + 2) for rank in range(size)))
