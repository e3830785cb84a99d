"""Countries that send delegations: names and regions as the United Nations give them (M49)."""

from typing import Final, NamedTuple


class Country(NamedTuple):
    """A country, as a delegation record needs it."""

    code: str
    """ISO 3166-1 alpha-2."""
    name: str
    """The name in English, as the United Nations write it."""
    chinese: str
    """The name in Simplified Chinese, as newspapers write it."""
    region: str
    """The M49 region, the smallest that has a name."""


_LINES: Final = """\
CN|China|中国|Eastern Asia
US|United States of America|美国|Northern America
JP|Japan|日本|Eastern Asia
DE|Germany|德国|Western Europe
SG|Singapore|新加坡|South-eastern Asia
GB|United Kingdom of Great Britain and Northern Ireland|英国|Northern Europe
FR|France|法国|Western Europe
KR|Republic of Korea|韩国|Eastern Asia
IN|India|印度|Southern Asia
BR|Brazil|巴西|South America
ZA|South Africa|南非|Southern Africa
KE|Kenya|肯尼亚|Eastern Africa
ID|Indonesia|印度尼西亚|South-eastern Asia
MY|Malaysia|马来西亚|South-eastern Asia
TH|Thailand|泰国|South-eastern Asia
VN|Viet Nam|越南|South-eastern Asia
RU|Russian Federation|俄罗斯|Eastern Europe
AE|United Arab Emirates|阿联酋|Western Asia
SA|Saudi Arabia|沙特阿拉伯|Western Asia
EG|Egypt|埃及|Northern Africa
NG|Nigeria|尼日利亚|Western Africa
ET|Ethiopia|埃塞俄比亚|Eastern Africa
TZ|United Republic of Tanzania|坦桑尼亚|Eastern Africa
AU|Australia|澳大利亚|Australia and New Zealand
NZ|New Zealand|新西兰|Australia and New Zealand
CA|Canada|加拿大|Northern America
MX|Mexico|墨西哥|Central America
AR|Argentina|阿根廷|South America
CL|Chile|智利|South America
PE|Peru|秘鲁|South America
CO|Colombia|哥伦比亚|South America
CU|Cuba|古巴|Caribbean
JM|Jamaica|牙买加|Caribbean
ES|Spain|西班牙|Southern Europe
IT|Italy|意大利|Southern Europe
PT|Portugal|葡萄牙|Southern Europe
NL|Netherlands|荷兰|Western Europe
CH|Switzerland|瑞士|Western Europe
AT|Austria|奥地利|Western Europe
BE|Belgium|比利时|Western Europe
SE|Sweden|瑞典|Northern Europe
NO|Norway|挪威|Northern Europe
DK|Denmark|丹麦|Northern Europe
FI|Finland|芬兰|Northern Europe
PL|Poland|波兰|Eastern Europe
CZ|Czechia|捷克|Eastern Europe
HU|Hungary|匈牙利|Eastern Europe
RO|Romania|罗马尼亚|Eastern Europe
GR|Greece|希腊|Southern Europe
RS|Serbia|塞尔维亚|Southern Europe
UA|Ukraine|乌克兰|Eastern Europe
TR|Türkiye|土耳其|Western Asia
IR|Iran (Islamic Republic of)|伊朗|Southern Asia
IL|Israel|以色列|Western Asia
PH|Philippines|菲律宾|South-eastern Asia
PK|Pakistan|巴基斯坦|Southern Asia
BD|Bangladesh|孟加拉国|Southern Asia
LK|Sri Lanka|斯里兰卡|Southern Asia
KZ|Kazakhstan|哈萨克斯坦|Central Asia
UZ|Uzbekistan|乌兹别克斯坦|Central Asia
MA|Morocco|摩洛哥|Northern Africa
GH|Ghana|加纳|Western Africa
SN|Senegal|塞内加尔|Western Africa
FJ|Fiji|斐济|Melanesia
PG|Papua New Guinea|巴布亚新几内亚|Melanesia
"""

COUNTRIES: Final = tuple(Country(*line.split("|")) for line in _LINES.splitlines())
"""Those that come most often first."""
