"""Invented speakers: the same number and seed make the same person at every event."""

from __future__ import annotations

from random import Random
from typing import Any, Final

from tests.bench.countries import COUNTRIES, Country
from tests.bench.words import TRADITIONAL, invented, zipf

_SURNAMES: Final = (
    "王 wang 李 li 张 zhang 刘 liu 陈 chen 杨 yang 赵 zhao 黄 huang 周 zhou 吴 wu 徐 xu 孙 sun "
    "马 ma 朱 zhu 胡 hu 郭 guo 何 he 罗 luo 林 lin 高 gao 郑 zheng 梁 liang 谢 xie 宋 song 唐 tang "
    "许 xu 韩 han 冯 feng 邓 deng 曹 cao 彭 peng 曾 zeng 萧 xiao 田 tian 董 dong 潘 pan 蒋 jiang "
    "蔡 cai 余 yu 杜 du 叶 ye 程 cheng 魏 wei 苏 su 吕 lü 任 ren 沈 shen 卢 lu 姜 jiang 崔 cui "
    "钟 zhong 谭 tan 陆 lu 范 fan 石 shi 廖 liao 贾 jia 韦 wei 夏 xia 傅 fu 方 fang 邹 zou "
    "熊 xiong 白 bai 孟 meng 秦 qin 邱 qiu 江 jiang 尹 yin 薛 xue 阎 yan 段 duan 雷 lei 龙 long "
    "史 shi 贺 he 顾 gu 龚 gong 万 wan 钱 qian 严 yan 单 shan 仇 qiu 解 xie 查 zha 区 ou 庄 zhuang"
)
_GIVEN: Final = (
    "伟 wei 芳 fang 娜 na 敏 min 静 jing 丽 li 强 qiang 军 jun 洋 yang 勇 yong 杰 jie 娟 juan "
    "涛 tao 明 ming 超 chao 秀 xiu 霞 xia 平 ping 刚 gang 桂 gui 文 wen 辉 hui 玲 ling 建 jian "
    "国 guo 华 hua 红 hong 志 zhi 英 ying 海 hai 燕 yan 晓 xiao 东 dong 云 yun 永 yong 健 jian "
    "荣 rong 兰 lan 梅 mei 新 xin 玉 yu 春 chun 雪 xue 宇 yu 飞 fei 宏 hong 鹏 peng 庆 qing "
    "成 cheng 立 li 德 de"
)
_LATIN: Final = (
    "Ana Amina Ahmed Anders Aiko Boris Carla Carlos Chidi Clara Daniel Dewi Elena Emeka Fatima "
    "Farid Grace Hana Hassan Ines Ivan Jana João Jorge Jürgen Kamal Kofi Laila Léa Lucía Maria "
    "Mariam Marta Mei Miguel Nadia Ngozi Noor Olga Omar Oyelaran Paulo Pierre Priya Rafael Rania "
    "Ravi Rosa Samir Sara Sofia Søren Tariq Tomasz Uma Valentina Viktor Wanjiru Yusuf Zoë Łukasz"
)
_TITLES: Final = (
    "Minister of Digital Affairs|Secretary-General|Director-General|Chief Executive Officer|"
    "Chairman of the Board|President|Vice President|Chief Scientist|Professor of Computer Science|"
    "Ambassador|Permanent Representative|Deputy Minister|Commissioner|Head of Policy|Founder|"
    "Executive Director|Chief Technology Officer|Special Envoy|Member of Parliament|Spokesperson"
)
_BODIES: Final = "Institute Ministry Foundation Group University Authority Association Council Bank"

_COUNTRY_WEIGHTS: Final = zipf(len(COUNTRIES))


def speaker(seed: int, number: int) -> tuple[dict[str, Any], Country]:
    """Return person, organization or group number `number` as a record, and their country."""
    random = Random(f"{seed}/speaker/{number}")
    (country,) = random.choices(COUNTRIES, cum_weights=_COUNTRY_WEIGHTS)
    body = f"{invented(random, 2).title()} {random.choice(_BODIES.split())}"
    if number % 12 == 11:
        record: dict[str, Any] = {"name": body, "kind": random.choice(("organization", "group"))}
    else:
        named = _han if country.code in {"CN", "SG"} else _latin
        record = named(random) | {"kind": "person"}
        title = random.choice(_TITLES.split("|"))
        record["roles"] = [{"title": title, "organization": body}]
        if random.random() < 0.2:
            since = random.randint(2010, 2020)
            record["roles"][0] |= {"from": str(since), "to": f"{since + 4}-06"}
    return {"id": f"s{number:05}", **record, "delegation": country.code.lower()}, country


def _latin(random: Random) -> dict[str, Any]:
    first, family = (
        random.choice(_LATIN.split()),
        invented(random, random.choice((2, 2, 3))).title(),
    )
    name = f"{first} {family}"
    return {"name": name} | (
        {"aliases": [f"{first[0]}. {family}"]} if random.random() < 0.2 else {}
    )


def _han(random: Random) -> dict[str, Any]:
    """Return a name in Latin letters with the Han one beside it, or now and then the other way."""
    surnames, given = _pairs(_SURNAMES), _pairs(_GIVEN)
    family, sound = random.choices(surnames, cum_weights=zipf(len(surnames)))[0]
    chosen = random.sample(given, k=random.choice((1, 2, 2, 2)))
    han = family + "".join(character for character, _ in chosen)
    latin = f"{sound.title()} {''.join(reading for _, reading in chosen).title()}"
    if random.random() < 0.15:
        return {"name": han, "names": {"en": latin}}
    return {"name": latin, "names": {"zh-Hans": han, "zh-Hant": han.translate(TRADITIONAL)}}


def _pairs(text: str) -> list[tuple[str, str]]:
    words = text.split()
    return list(zip(words[::2], words[1::2], strict=True))
