"""Every word that a document prints has a translation in both Chinese scripts."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from summit_tui.archive.query.groups import groups
from summit_tui.attribution.collation import HEADING, label_of_field
from summit_tui.i18n import ENGLISH, LANGUAGES, words_in
from summit_tui.lint.standards import is_region
from summit_tui.model.field_table import choices_of, facet_fields, fields_of, name_fields
from summit_tui.model.fields import Part, SourceKind
from summit_tui.model.kinds import KINDS, SINGULAR, TABLES
from summit_tui.verify.verdicts import Verdict
from tests.catalogues import (
    catalogues,
    compiled_of,
    extracted,
    of_interface,
    read_catalogue,
    sentences_of,
)
from tests.templates import (
    calls,
    constants_at,
    forget_trees,  # noqa: F401
    name_of,
    places,
    templates,
    trees,
)

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
GROUPS = [group.names[0] for group in groups().values()]
REGIONS = list(filter(is_region, GROUPS))
"""Those of the United Nations (M49)."""
LABELS = (
    {
        "label": {
            "Event",
            *(name_fields(kind)[0].capitalize() for kind in KINDS),
            *(label_of_field(kind, field, ENGLISH) for kind in KINDS for field in fields_of(kind)),
        }
        - {HEADING},
        "part": get_args(Part),
        "kind": [SINGULAR[table] for table in TABLES],
        "sources.kind": get_args(SourceKind),
        "short month": MONTHS,
        "region": REGIONS,
        "group": set(GROUPS) - set(REGIONS),
        "verdict": list(Verdict),
        "speakers.kind": choices_of("speakers", "kind"),
    }
    | {
        f"{kind}.{field}": choices_of(kind, field)
        for kind in KINDS
        for field, spec in fields_of(kind).items()
        if spec.label and choices_of(kind, field)
    }
    | {f"{field.kind}.{field.name}": field.choices for field in facet_fields().values()}
)
"""The labels that tables of the model hold, by their contexts."""
CONTEXTS = {"_by_reporter": ("news", "no news")}
"""Methods that hand a template on, and the contexts that they give it."""
FUNCTIONS = ("gettext", "ngettext", "pgettext", *CONTEXTS)
KNOWN_CONTEXTS = {*LABELS, *(context for contexts in CONTEXTS.values() for context in contexts)}


def of_documents():
    """Yield context, template and plural of all that `Words` are asked for."""
    for context, texts in LABELS.items():
        yield from ((context, text, "") for text in texts)
    for module, tree in trees().items():
        known_at = constants_at(tree, FUNCTIONS)
        for call in calls(tree, FUNCTIONS):
            # The interface's functions are called by their bare names.
            if not isinstance(call.func, ast.Attribute):
                continue
            known = known_at(call)
            arguments = [templates(argument, known) for argument in call.args]
            match name_of(call.func):
                case "gettext" if arguments and arguments[0]:
                    yield from (("", text, "") for text in arguments[0])
                case "ngettext" if arguments and arguments[0]:
                    yield "", arguments[0][0], arguments[1][0]
                case "pgettext" if arguments and arguments[0] and arguments[1]:
                    yield from ((arguments[0][0], text, "") for text in arguments[1])
                case "pgettext" if arguments and arguments[0]:
                    assert set(arguments[0]) <= KNOWN_CONTEXTS, (module, call.lineno)
                case name if name in CONTEXTS:
                    yield from (
                        (context, text, "") for context in CONTEXTS[name] for text in arguments[0]
                    )


def key_of(context, text, plural):
    """Return a template as a catalogue has it."""
    return (f"{context}\x04" if context else "") + text + (f"\0{plural}" if plural else "")


@cache
def needed():
    """Return what each catalogue has; what documents say is not said again by the interface."""
    forms = {key_of(*each) for each in of_documents()}
    return {"forms": forms, "summit-tui": {key for _, key in of_interface()} - forms}


CATALOGUES = {f"{path.parts[-3]}/{path.stem}": path for path in catalogues()}
SENTENCES = {name: sentences_of(path) for name, path in CATALOGUES.items()}


def test_a_language_has_as_many_forms_for_numbers_as_its_head_says():
    head = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=n>1;\\n"\n'
    key = "{number} problem\0{number} problems"
    assert f'{empty(key)}msgstr[0] ""\nmsgstr[1] ""\n' in extracted({}, head, ())
    translated = {key: "{number} problème\0{number} problèmes"}
    assert read_catalogue(extracted(translated, head, ()))[key] == translated[key]


def empty(key):
    """Return how the entry of a sentence that counts begins."""
    singular, plural = key.split("\0")
    return f'msgid "{singular}"\nmsgid_plural "{plural}"\n'


def test_every_language_has_both_catalogues():
    names = [f"{tag.replace('-', '_')}/{domain}" for tag in LANGUAGES for domain in needed()]
    assert sorted(CATALOGUES) == names
    assert all(len(keys) > 150 for keys in needed().values())


@pytest.mark.parametrize("name", CATALOGUES)
def test_no_sentence_lacks_a_translation(name):
    missing = [key for key in needed()[Path(name).name] if not SENTENCES[name].get(key)]
    assert sorted(missing) == [], "run python -m tests.catalogues, and translate what it lists"


@pytest.mark.parametrize("name", CATALOGUES)
def test_no_translation_is_left_over(name):
    left_over = set(SENTENCES[name]) - {""} - needed()[Path(name).name]
    assert sorted(left_over) == [], "run python -m tests.catalogues"


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_translation_has_the_places_of_its_template(name):
    wrong = [
        (key, text)
        for key, text in SENTENCES[name].items()
        if key and text and places(text) != places(key.rpartition("\x04")[2].rpartition("\0")[2])
    ]
    assert wrong == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_what_is_compiled_is_what_is_written(name):
    path = CATALOGUES[name]
    assert path.with_suffix(".mo").read_bytes() == compiled_of(path), (
        "run python -m tests.catalogues"
    )


@pytest.mark.parametrize("name", CATALOGUES)
def test_each_catalogue_is_in_its_own_script(name):
    traditional = "報說訊長國會開專題發議譯據來關稱學實網頁題級處華錄採員團體類際檔顯讀"
    simplified = "报说讯长国会开专题发议译据来关称学实网页题级处华录采员团体类际档显读"
    foreign = set(traditional) - set(simplified)
    if "Hant" in name:
        foreign = set(simplified) - set(traditional)
    # Examples of checks are in the other script.
    texts = [
        text for text in SENTENCES[name].values() if not re.search("庄荣文|例：網絡空間", text)
    ]
    assert foreign & set("".join(texts)) == set()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("zh_Hans", "檔案 資料夾 搜尋 開啟 欄位 匯出 剪貼簿"),
        ("zh_Hant", "文件夾 搜索 打開 字段 導出 剪貼板 鏈接 屏幕 默認 程序 復制 爲"),
    ],
)
def test_each_catalogue_has_the_words_of_its_place(name, words):
    text = "".join(SENTENCES[f"{name}/summit-tui"].values())
    assert [word for word in words.split() if word in text] == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_no_half_width_mark_stands_beside_a_chinese_character(name):
    marks = re.compile(r"[㐀-鿿][,;:!?()]|[,;:!?()][㐀-鿿]")
    text = "\n".join(text for key, text in SENTENCES[name].items() if key)
    assert marks.findall(text) == []


@pytest.mark.parametrize(
    ("asked", "tag"),
    [
        ("zh-HK", "zh-Hant"), ("zh-TW", "zh-Hant"), ("zh-MO", "zh-Hant"), ("zh-Hant", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"), ("ZH-hant", "zh-Hant"), ("yue", "en"), ("zh-Hans", "zh-Hans"),
        ("zh-CN", "zh-Hans"), ("zh-SG", "zh-Hans"), ("zh-MY", "zh-Hans"), ("zh", "zh-Hans"),
        ("zh-Hans-HK", "zh-Hans"), ("cmn-Hant", "zh-Hant"), ("zh-Latn", "en"), ("eo", "en"),
        ("en-GB", "en"), ("ja", "en"), (None, "en"),
    ],
)  # fmt: skip
def test_a_language_tag_finds_its_words(asked, tag):
    words = words_in(asked)
    assert (words.tag, words.language) == (tag, asked or "")
