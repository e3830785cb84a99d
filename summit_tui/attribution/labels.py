"""Labels of the turns of a transcript: the name and the office in them, or nobody's."""

import re
from collections.abc import Collection
from typing import Final, NamedTuple

from summit_tui.attribution.titles import HAN_TITLE, has_title
from summit_tui.model.text import HAN


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split("|"))


_NOBODY: Final = _words(
    "Q|A|P|R|QUESTION|ANSWER|AUDIENCE|AUDIENCE MEMBER|AUDIENCE MEMBERS|CROWD|REPORTER|REPORTERS"
    "|JOURNALIST|MODERATOR|OPERATOR|INTERPRETER|INTERVIEWER|SPEAKER|MALE SPEAKER|FEMALE SPEAKER"
    "|PARTICIPANT|PARTICIPANTS|ATTENDEE|ANNOUNCER|QUESTIONER|CORRESPONDENT|CORRESPONDENTS|ALL"
    "|VOICE|VOICES|VOIX|PRESS|HOST|SENIOR ADMINISTRATION OFFICIAL|SENIOR OFFICIAL|OFFICIAL"
    "|STUDENT|STUDENTS|STAFF|REMARK|BOTH"
    "|JOURNALISTE|RÉPONSE|MODÉRATEUR|MODÉRATRICE|INTERVENANT|INTERVENANTE"
    "|FRAGE|ZUSATZFRAGE|ZURUF|ANTWORT|JOURNALISTIN|MODERATORIN|DOMANDA|RISPOSTA|GIORNALISTA"
    "|PREGUNTA|RESPUESTA|PERIODISTA|MODERADOR|MODERADORA|PERGUNTA|RESPOSTA|JORNALISTA"
    "|ВОПРОС|ОТВЕТ|РЕПЛИКА|ВЕДУЩИЙ|ВЕДУЩАЯ"
    "|질문|답변|문|답|기자|사회자|回答"
    "|问|問|答|提问|提問|質問|主持人|司仪|司儀|司会|观众|觀眾|翻译|翻譯"
)
"""Labels that name nobody; a number behind one names nobody either."""
_NOT_NAMED: Final = re.compile(
    r"(?:记者|記者|기자)[问問]?$|^(?:UNIDENTIFIED|UNKNOWN)\b|^(?:ZUSATZ)?FRAGE\b"
    r"|^SENIOR (?:\S+ ){1,3}OFFICIALS?\b"
    r"|^AN? (?:DEPUTY|MEMBER|SENATOR|DELEGATE)$|\bHON(?:\.|OU?RABLE)? MEMBERS?$"
)
"""What is in a label that says for whom somebody asks, or that somebody spoke, and not who."""
_CAPTIONS: Final = _words(
    "DATE|TIME|PLACE|LOCATION|VENUE|TOPIC|SUBJECT|THEME|TITLE|HEADLINE|SOURCE|SOURCES|NOTE|NOTES"
    "|EDITOR|EDITORS|EDITOR'S NOTE|EDITOR’S NOTE|AUTHOR|BYLINE|DATELINE|SECTION|LENGTH|LANGUAGE"
    "|GRAPHIC|CREDIT|COPYRIGHT|KEYWORDS|TAGS|LOAD-DATE|PUBLICATION-TYPE|CORRECTION|TYPE|BODY"
    "|CONTACT|CONTACTS|EMAIL|E-MAIL|TEL|PHONE|FAX|WEBSITE|URL|FROM|TO|CC|RE|EMBARGO|TRANSCRIPT"
    "|UPDATE|UPDATED|PUBLISHED|PHOTO|PHOTOS|VIDEO|SPEAKERS|PARTICIPANTS|ATTENDEES|PANELISTS"
    "|PANELLISTS|MEMBERS|PRESENT|AGENDA|DURATION|FOR IMMEDIATE RELEASE|HINWEIS|QUELLE|LIEU"
    "|时间|時間|日期|地点|地點|主题|主題|议题|議題|嘉宾|嘉賓|来源|來源|出处|出處|编辑|編輯|作者|责编"
    "|责任编辑|文|图|圖|备注|備註|附件|摘要|题目|題目|电话|電話"
)
"""Words before a colon that stand above, below or beside what is said: nobody says these lines."""
_IN_SPEECH: Final = _words(
    "EXAMPLE|FIRST|SECOND|THIRD|FINALLY|LASTLY|ALSO|REMEMBER|LOOK"
    "|例如|比如|譬如|首先|其次|再次|最后|最後|另外|此外|同时|同時|因此|所以|总之|總之|结论|結論"
    "|其一|其二|其三"
)
"""Words that often stand before a colon within speech and are nobody."""
_NO_LABEL: Final = _CAPTIONS | _IN_SPEECH
_OFFICE: Final = _words(
    "THE|PRESIDENT|VICE|PRIME|MINISTER|SECRETARY|GENERAL|CHANCELLOR|AMBASSADOR|SENATOR|GOVERNOR"
    "|MAYOR|ADMIRAL|DIRECTOR|CHAIR|CHAIRMAN|CHAIRWOMAN|CHAIRPERSON|ADMINISTRATOR|PREMIER|KING"
    "|QUEEN|PRINCE|PRINCESS|FIRST|LADY|DEPUTY|ASSISTANT|UNDER|FOREIGN|PRESS|ACTING|FORMER"
    "|REPRESENTATIVE|CONGRESSMAN|CONGRESSWOMAN|ATTORNEY|NATIONAL|SECURITY|ADVISOR|ADVISER"
    "|COMMISSIONER|HIGH|MANAGING|EXECUTIVE|PRESIDENT-ELECT|SECRETARY-GENERAL|CO-CHAIR|OF|STATE"
    "|DEFENSE|TREASURY|COMMERCE|ENERGY|EMPEROR|CROWN|SHEIKH|SPOKESPERSON|SPOKESMAN|SPOKESWOMAN|COUNSELOR|ENVOY"
    "|VICE-PRESIDENT|SEC|GEN|ADM|LT|COL|CAPT|SEN|REP|GOV|AMB|DG"
)
"""Words of offices; what follows them in a label is a name."""
_OFFICE_OF_OTHERS: Final = _words(
    "PRÄSIDENT|PRÄSIDENTIN|VIZEPRÄSIDENT|VIZEPRÄSIDENTIN|ALTERSPRÄSIDENT"
    "|ALTERSPRÄSIDENTIN|BUNDESKANZLER|BUNDESKANZLERIN|BUNDESMINISTER|BUNDESMINISTERIN"
    "|MINISTERPRÄSIDENT|MINISTERPRÄSIDENTIN|PRÉSIDENT|PRÉSIDENTE|PRESIDENTE|PRESIDENTA"
    "|VICEPRESIDENTE|VICEPRESIDENTA|MINISTRE|MINISTRO|MINISTRA|COMMISSAIRE"
)
"""The same in other languages."""
_OF_OTHERS: Final = _words("de|del|della|des|du|da|do|der|für")
"""Words behind such an office with which its name goes on."""
_OFFICES: Final = _OFFICE | _OFFICE_OF_OTHERS
_NO_TITLE: Final = _words(
    "THE|VICE|GENERAL|FIRST|DEPUTY|ASSISTANT|UNDER|FOREIGN|PRESS|ACTING|FORMER|NATIONAL|SECURITY"
    "|HIGH|MANAGING|EXECUTIVE|OF|STATE|DEFENSE|TREASURY|COMMERCE|ENERGY|CROWN"
)
"""Words of offices that make no office by themselves: “The Economy: …”, “Energy Prices: …”."""
_ADDRESSED: Final = _OFFICE | _NOBODY | {"MEMBER", "MEMBERS"}
"""What is no name behind an honorific: Mr Speaker, Hon. Members."""
_HONORIFICS: Final = frozenset(
    [
        "MR",
        "MRS",
        "MS",
        "MISS",
        "DR",
        "SIR",
        "DAME",
        "LORD",
        "PROF",
        "PROFESSOR",
        "JUDGE",
        "HON",
        "RT",
        "M",
        "MME",
        "MLLE",
        "SR",
        "SRA",
        "SEÑOR",
        "SEÑORA",
        "HERR",
        "FRAU",
    ]
)
_TITLES: Final = (_OFFICES - _NO_TITLE) | _HONORIFICS
"""Words that stand before a name or for one."""
_PARTICLES: Final = frozenset(
    (
        *("al", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "la", "le"),
        *("van", "vom", "von", "zu", "y"),
    )
)
_SMALL_WORDS: Final = _PARTICLES | _words("of|the|for|and|on|in|at|to|with|des|et|und|für|e|en")
"""Words in small letters between those of a name or an office."""
_ADDRESSES: Final = _words(
    "MR|MRS|MS|MISS|DR|SIR|SEÑOR|SEÑORA|SR|SRA|SENHOR|SENHORA|MONSIEUR|MADAME|MME|HERR|FRAU"
    "|SIGNOR|SIGNORA|DOMNUL|DOAMNA|GOSPOD|GOSPA|PAN|PANI"
)
"""Words before the name or the office of whoever is spoken to, which may be in small letters."""
_OFFICE_ELSEWHERE: Final = re.compile(
    r"\b(?:vice-?|vize|co-?|bundes|staats|ober|haut-)?(?:pr[eéä]siden|minist|kanzler|sekretär|secr[eé]t"
    r"|commission|kommiss|commissaire|comisari|rapporteu|berichterstatt|ponente|relator|chancel|canciller"
    r"|ambassad|botschaft|embajad|spokes|sprecher|portavoz|porte-parole|gouvern|governo|gobernad"
    r"|depart|deput|diputad|senador|sénat|direct)",
    re.IGNORECASE,
)
"""How words of offices begin in other languages."""
_SPEAKS_FOR: Final = re.compile(
    r"(?:on behalf of|in writing|blue[ -]card|author|au nom d|pour le groupe|par écrit|im Namen"
    r"|schriftlich|en nombre de|por escrito|a nome d|per iscritto|em nome d)",
    re.IGNORECASE,
)
"""How words behind a name and a comma begin that say for whom, or that it was written."""
_CHAIR: Final = re.compile(
    r"(?:(?:the|le|la|el|il|lo|o|a|der|die|de|m|mr|mrs|ms|mme|madam|madame|monsieur|herr|frau|sr|sra"
    r"|señor|señora|senhor|senhora|signor|signora|hon|acting|deputy|vice|co|first|second|third|temporary"
    r"|alters|premier|première)[\s.-]+)*"
    r"(?:president|vice-?president|pr[eé]sidente?|presidenta|vice-présidente?|vicepresident[ea]"
    r"|(?:vize|alters|bundestags)?präsident(?:in)?|(?:co-?)?chair(?:man|woman|person)?|speaker"
    r"|presiding officer|(?:legislative )?clerk|chief justice|voorzitter|talman(?:nen)?|puhemies"
    r"|przewodnicząc[ya]|председатель(?:ствующий)?|主席|议长|議長|委员长|委員長|의장|위원장)"
    r"(?: pro tempore)?",
    re.IGNORECASE,
)
"""Whoever is in the chair, by title alone."""
_PRESIDENTS: Final = _words("PRESIDENT|THE PRESIDENT|VICE PRESIDENT|THE VICE PRESIDENT")
"""What in capitals is the head of state in a transcript of the White House, and no chair."""
_MAC: Final = re.compile(r"^(?:Mc|Mac|Fitz|[DL][ae](?=[A-Z]))")
_HAN_NAME: Final = re.compile(f"[{HAN}·]{{2,6}}")
_HAN_OFFICE: Final = re.compile(
    f"(?:{HAN_TITLE}|委員|議員|議長|委員長|参考人|[局部署省会]長|次官|総裁|總裁|司司長|長官|大統領)$"
)
"""How an office ends in Chinese, in either script, and in Japanese."""
_HAN_HONORIFIC: Final = re.compile(rf"(?<=[{HAN}]{{2}})(?:君|氏|先生|女士|小姐)$")
"""What stands behind a name in Chinese and Japanese, and is no part of it."""
_IN_BRACKETS: Final = re.compile(r"(?:\s*[(（][^()（）]*[)）])+$")
_CLOCK: Final = re.compile(r"\s*\(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?\)")
"""The clock that some transcripts print in a label."""
_LAST_BRACKETS: Final = re.compile(r"[(（]([^()（）]*)[)）]$")
_LANGUAGE: Final = re.compile(
    r"\s*\((?:in (?-i:(?=[A-Z][a-z]+\)))|sp(?:oke|oken|eaking) in|(?:as )?(?:interpret|translat)"
    r"|(?:via|through) |interprét|traduit|parle en|habla en|как переведено|говорит по)[^()]*\)"
    rf"|[(（]以[{HAN}]{{1,5}}[语語](?:发言|發言)[)）]|(?<=[{HAN}]{{2}})(?<![顾顧])[问問答]$",
    re.IGNORECASE,
)
"""How somebody spoke, in a label: in which language, and that it is a question or an answer."""
_NUMBER: Final = re.compile(r"^Q?\d{1,3}\.[ \t]+")
"""The number of a question in the label of whoever asks it."""
_NOT_IN_LABEL: Final = re.compile(r"[?!;…“”«»/<>=@#]|(?<![א-ת])\"|\"(?![א-ת])")
_NOT_IN_HAN_LABEL: Final = re.compile(
    "[我们們他她您的是了在有点點要想说說认認表强強指谈談补補充第几幾这這那]"
)
"""Characters of sentences, in no name and no office: “我想强调三点：” is no label."""
_HAN_SENTENCE: Final = re.compile("[我们們您的是了想说說谈談补補充第几幾认認这這]")
"""Those of them that stand in no name of another language and in no office either."""
_NOTE: Final = re.compile(r"notes? (?:to|for)\b", re.IGNORECASE)
"""How a caption begins, whatever follows: NOTE TO EDITORS."""
_JOINT: Final = re.compile(r",? and |[,/&、]\s*", re.IGNORECASE)
"""What stands between the names of several people."""
_OUTLET: Final = re.compile(rf"[《“][^《》“”]{{1,20}}[》”](?=[{HAN}])")
"""A newspaper or an agency before what its reporter is called in Chinese."""
_MOST_CASELESS: Final = 6
"""The most words of a label in a script without capitals."""
_MOST_HAN: Final = 30
"""The most characters of words in Chinese that may be a label."""
_OF: Final = re.compile(r"\bof(?: the)?$", re.IGNORECASE)
"""What an office does not end with: behind it stands what it is the office of."""


class Label(NamedTuple):
    """What a label says of a speaker."""

    name: str
    """The name; empty where there is only an office."""
    office: str
    """The words of an office, as printed; empty where there are none."""


def names_nobody(label: str) -> bool:
    """Tell whether a label names no person and no office of one.

    What stands in square brackets is not printed in the source, and so proves nothing.
    """
    if label.startswith("["):
        return True
    plain = _IN_BRACKETS.sub("", re.sub(r"[\s#]*\d+$", "", label)).rstrip(".").upper()
    return plain in _NOBODY or _NOT_NAMED.search(plain) is not None


def never_labels(label: str) -> bool:
    """Tell whether words before a colon are surely nobody's name: a caption, “First”, “Look”."""
    return label.upper() in _NO_LABEL or _NOTE.match(label) is not None


def is_caption(label: str) -> bool:
    """Tell whether words before a colon begin a line that nobody in a transcript says."""
    return label.upper() in _CAPTIONS or _NOTE.match(label) is not None


def without_manner(label: str) -> str:
    """Return a label without how or for whom somebody spoke: (spoke in French), in writing."""
    name, _, behind = label.partition(", ")
    plain = _NUMBER.sub("", without_clock(name if _SPEAKS_FOR.match(behind) else label))
    return _LANGUAGE.sub("", plain)


def without_clock(label: str) -> str:
    """Return a label without the clock that stands in brackets in it."""
    return _CLOCK.sub("", label)


def without_brackets(label: str) -> str:
    """Return a label without what stands in brackets at its end: a group, a seat, a country."""
    return _IN_BRACKETS.sub("", label)


def names_a_chair(label: str) -> bool:
    """Tell whether a label is the title of whoever is in the chair, and so no person."""
    plain = _IN_BRACKETS.sub("", label)
    return plain not in _PRESIDENTS and _CHAIR.fullmatch(plain) is not None


def has_honorific(label: str) -> bool:
    """Tell whether a label begins with an honorific or an office, or ends with one in Chinese."""
    plain = _IN_BRACKETS.sub("", label)
    words = plain.removeprefix("The ").split()
    if _HAN_HONORIFIC.search(plain):
        return True
    return len(words) > 1 and words[0].rstrip(".").upper() in _TITLES


def has_capacity_behind(label: str) -> bool:
    """Tell whether a label is a name and behind a comma an office, or for whom somebody speaks."""
    behind = _IN_BRACKETS.sub("", label).partition(", ")[2]
    return has_office_behind(label) or _SPEAKS_FOR.match(behind) is not None


def is_office(label: str) -> bool:
    """Tell whether a label is an office and nothing else, such as Spokesman."""
    return _has_title(label) and not parse_label(label).name


def parse_label(label: str) -> Label:
    """Return the name and the office in a label, as printed; an honorific is neither.

    In “Minister of Ports Lin” nobody can tell where the office ends: all of it counts as the name.
    """
    if name := _named_in_brackets(label):
        return Label(parse_label(name).name, without_brackets(label))
    if has_office_behind(plain := _IN_BRACKETS.sub("", label)):
        name, office = plain.split(", ", 1)
        return Label(parse_label(name).name or name, office)
    if has_capacity_behind(plain):
        label = plain.partition(", ")[0]
    words = label.split()
    count = 0
    while count < len(words) and words[count].rstrip(".,").upper() in _OFFICES:
        count += 1
    office = " ".join(words[:count]).rstrip(",")
    if _OF.search(office) or _ends_elsewhere(words[:count], words[count:]):
        return Label(_IN_BRACKETS.sub("", label), "")
    rest = words[count:]
    while rest and rest[0].rstrip(".").upper() in _HONORIFICS:
        rest = rest[1:]
    # Behind a name stands in brackets for whom, where from or in which language somebody speaks.
    name = _HAN_HONORIFIC.sub("", _IN_BRACKETS.sub("", " " + " ".join(rest)).strip())
    if office and not name:
        return Label("", office)
    if not office and len(rest) < len(words) and name.upper() in _ADDRESSED:
        return Label(label, "")
    return Label(name or " ".join(rest), office)


def _named_in_brackets(label: str) -> str:
    """Return the name with an honorific that stands in brackets behind an office, if one does."""
    office, behind = without_brackets(label), _LAST_BRACKETS.search(label)
    if not behind or not (_has_title(office) or ends_with_office(office)):
        return ""
    name = behind[1]
    words = name.split()
    is_named = len(words) > 1 and words[0].rstrip(".").upper() in _HONORIFICS
    return name if is_named or _HAN_HONORIFIC.search(name) else ""


def _ends_elsewhere(office: list[str], rest: list[str]) -> bool:
    """Tell whether an office goes on: SECRETARY | FOR PORTS, PRESIDENTE | DEL GOBIERNO."""
    if not office or not rest:
        return False
    is_foreign = office[-1].upper() in _OFFICE_OF_OTHERS
    return rest[0].lower() in ("for", "to") or (is_foreign and rest[0].lower() in _OF_OTHERS)


def is_in_capitals(text: str) -> bool:
    """Tell whether words before a colon are a label in capitals of any script.

    Only particles of names and Mc have small letters. Of 2,602 transcripts four in five turns have
    such a label; in mixed case "Look, here's the point:" begins more paragraphs than any speaker.
    """
    words = text.split()
    if _NOT_IN_LABEL.search(text) or len(words) > 7:
        return False
    # Hon ANNA LIN
    while len(words) > 1 and words[0].rstrip(".").upper() in _HONORIFICS:
        words = words[1:]
    capitals = [word for word in words if word not in _PARTICLES]
    return all(map(_is_capital, capitals)) and any(word[0].isupper() for word in capitals)


def names_a_speaker(label: str) -> bool:
    """Tell whether a label is surely that of somebody, and no words before a colon.

    It is in capitals, has an honorific or an office before a name, or is a Chinese name.
    """
    if names_nobody(label) or never_labels(label):
        return False
    words = label.split()
    parsed = parse_label(label)
    is_office = not parsed.name and len(words) > 1 and label[0].isupper()
    has_title = (
        0 < len(parsed.name.split()) < len(words) or words[0].upper() in _OFFICES
    ) and parsed.name[:1].isupper()
    has_office = _has_title(label) and (is_office or has_title)
    plain = _IN_BRACKETS.sub("", label)
    is_chinese = _HAN_NAME.fullmatch(label) or _HAN_HONORIFIC.search(plain)
    return is_in_capitals(plain) or has_office or is_chinese is not None


def may_be_name(label: str) -> bool:
    """Tell whether words are in form a name: each with a capital, or all Chinese characters."""
    plain = _IN_BRACKETS.sub("", label)
    if names_nobody(label) or never_labels(label) or _NOT_IN_LABEL.search(plain):
        return False
    words = [word for word in plain.split() if word not in _PARTICLES]
    return 0 < len(words) < 7 and all(word[0].isupper() or _has_no_case(word) for word in words)


def _has_no_case(word: str) -> bool:
    """Tell whether a word is in a script without capitals; in Chinese, whether it may be a name."""
    if re.match(f"[{HAN}]", word):
        return _HAN_NAME.match(word) is not None
    return word[0].isalpha() and not word[0].islower()


def ends_with_office(label: str) -> bool:
    """Tell whether a label in Chinese or Japanese ends with the word of an office."""
    return _HAN_OFFICE.search(label) is not None


def may_be_whole_name(label: str) -> bool:
    """Tell whether a label is in form a name of two words and more, or a Chinese one."""
    is_whole = len(label.split()) > 1 or _HAN_NAME.fullmatch(label) is not None
    return is_whole and "(" not in label and may_be_name(label)


def names_several(label: str) -> bool:
    """Tell whether a label names more than one person: MR. LIND AND MS. HOLT."""
    parts = _JOINT.split(_IN_BRACKETS.sub("", label))
    return sum(has_honorific(part) and parse_label(part).name != "" for part in parts) > 1


def office_before(label: str, names: Collection[str]) -> str:
    """Return the words of an office before the one of the names that ends a label, else nothing."""
    name = next((name for name in names if label.endswith((f" {name}", f"\u3000{name}"))), "")
    office = label.removesuffix(name).strip() if name else ""
    if names_several(label) or re.search(r"(?:\band|[,/&、])$", office, re.IGNORECASE):
        return ""
    is_office = has_title(office) or _has_title(office) or ends_with_office(office)
    return office if is_office or names_nobody(office) else ""


def may_label(label: str) -> bool:
    """Tell whether words before a colon are in form a label, where a dialogue has no doubt of it.

    They name nobody, or may be a name, in Chinese behind an office.
    """
    return names_nobody(label) or (
        may_be_name(label) and not _NOT_IN_HAN_LABEL.search(label) and len(label) > 1
    )


def resembles_label(label: str) -> bool:
    """Tell whether words before a colon may be a label, though nothing proves it.

    “The Minister for Ports” and “Trade” may; “The truth is” and “我想强调三点” may not.
    """
    plain = _OUTLET.sub("", _IN_BRACKETS.sub("", label))
    if never_labels(label) or _NOT_IN_LABEL.search(plain):
        return False
    if re.search(f"[{HAN}]", label):
        return len(label) <= _MOST_HAN and ("·" in label or not _HAN_SENTENCE.search(label))
    words = plain.split()
    is_addressed = any(word.rstrip(".").upper() in _ADDRESSES for word in words)
    if is_addressed or re.match(r"\s*\([^\W\d_a-z]", label[len(plain) :]):
        return True
    names = [word for word in words if word[0].isalpha() and word.lower() not in _SMALL_WORDS]
    if names and not label[0].isupper():
        return len(words) <= _MOST_CASELESS and all(map(_has_no_case, names))
    # “Commander of the harbour battalion Major Bo Ek”
    ends_with_name = has_title(plain) and all(word[0].isupper() for word in words[-2:])
    return bool(names) and (ends_with_name or all(word[0].isupper() for word in names))


def has_office_behind(label: str) -> bool:
    """Tell whether a label is a name and behind a comma an office: LIN MEI, MINISTER OF PORTS."""
    before, _, behind = _IN_BRACKETS.sub("", label).partition(", ")
    while before.partition(" ")[0].rstrip(".").upper() in _HONORIFICS:
        before = before.partition(" ")[2]
    first = behind.partition(" ")[0]
    is_office = _has_title(behind) or has_title(first) or bool(_OFFICE_ELSEWHERE.match(behind))
    return is_office and not _has_title(before)


def _has_title(text: str) -> bool:
    return any(word.rstrip(".,").upper() in _TITLES for word in text.split())


def _is_capital(word: str) -> bool:
    return not any(character.islower() for character in _MAC.sub("", word))
