"""Doubts about who said it, in which capacity, when, and whether it was speech."""

from contextlib import closing

import pytest
from click.testing import CliRunner
from lint_coverage import clean, problems, record, written

from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.cli.group import cli
from tests.bench.corruptions import CORRUPTIONS, Ground, bundled_coverages, false_alarms, outcomes

NEWS = """\
“We agree on trade,” Diaz told reporters. “We will not act alone.”

Lindqvist, the envoy, said that 30 of 40 members had signed, and Wang left.

“Health comes first,” he added.
"""


def codes(folder, printed=NEWS, source=(), coverage=None, **fields):
    """Return the codes of one statement from a source of its own."""
    coverage = coverage or clean()
    coverage["sources"].append(
        {"id": "news", "title": "News", "publisher": "P", "kind": "news", "text": "news.txt"}
        | {"language": "en"}
        | dict(source)
    )
    quote = {"id": "q", "speaker": "diaz", "mode": "paraphrase", "source": "news", "text": "On."}
    coverage["quotes"].append(quote | fields)
    texts = {"news.txt": printed, "wire.txt": "", "agency.txt": ""}
    reported = problems(written(folder / "c", coverage, texts))
    return [problem.code for problem in reported if problem.where.split()[-1] == "q"]


def at(exact, **fields):
    return {"excerpt": {"exact": exact}} | fields


STATEMENTS = [
    (at("We agree on trade"), []),
    (at("We agree on trade", speaker="lindqvist"), ["W407"]),
    (at("30 of 40 members", speaker="lindqvist"), []),
    (at("30 of 40 members"), ["W407"]),
    # Whom a statement quotes does not say whose it is.
    (at("Health comes first", speaker="lindqvist", quoting=["diaz"]), []),
    (at("30 of 40 members", quoting=["lindqvist"]), ["W407"]),
    # The sentence names nobody: whoever was named last may be speaking.
    (at("Health comes first", speaker="lindqvist"), []),
    (at("Health comes first"), ["W407"]),
    (at("30 of 40 members", speaker="lindqvist", role="the envoy"), []),
    (at("30 of 40 members", speaker="lindqvist", role="ENVOY"), []),
    # A capacity that stands beside another name alone is theirs.
    (at("We agree on trade", role="the envoy"), ["W410"]),
    (at("We agree on trade", role="ENVOY"), ["W410"]),
    (at("We agree on trade", role="members"), []),
    (at("We agree on trade", role="vice envoy"), ["W410"]),
    (at("We agree on trade", attribution="Diaz … reporters"), []),
    (at("We agree on trade", attribution="Diaz told journalists"), ["W411"]),
    ({"mode": "direct", "text": "We will not act alone."}, []),
    ({"mode": "direct", "text": "members had signed", "speaker": "lindqvist"}, ["W314"]),
    ({"mode": "direct", "text": "Wir stimmen überein.", "language": "de"}, ["W315"]),
    ({"mode": "direct", "text": "We agree on trade", "language": "de"}, ["W315"]),
    ({"mode": "direct", "text": "We agree on trade … We will"}, []),
    ({"mode": "direct", "text": "We will … act alone."}, ["W316"]),
    ({"mode": "direct", "text": "We will not act alone … Health comes first"}, ["W316", "W317"]),
    # Direct speech stands where its excerpt does, a report where most of its words are.
    ({"mode": "direct", "text": "agree on trade", **at("We agree")}, []),
    ({"mode": "direct", "text": "on trade", **at("We agree")}, ["W319"]),
    ({"text": "Of 40 members thirty had signed.", "speaker": "lindqvist"}, []),
    ({"text": "Of 45 members thirty had signed.", "speaker": "lindqvist"}, ["W318"]),
    ({"text": "Of 40 members twenty-five had signed.", "speaker": "lindqvist"}, ["W318"]),
    ({"text": "四十个成员中有30个。", "speaker": "lindqvist", "language": "zh-Hans"}, []),
    ({"text": "成员共45个。", "speaker": "lindqvist", "language": "zh-Hans"}, ["W318"]),
    ({"mode": "direct", "text": "We agree on trade", **at("Health comes first")}, ["W319", "W407"]),
]


@pytest.mark.parametrize(("fields", "expected"), STATEMENTS)
def test_a_statement_is_held_against_who_is_named_around_its_passage(fields, expected, tmp_path):
    assert sorted(codes(tmp_path, **fields)) == expected


@pytest.mark.parametrize("field", ["on_behalf_of", "relayed_by", "addressee", "quoting"])
@pytest.mark.parametrize(
    ("id", "source", "is_doubtful"),
    [
        ("wang", {}, False),
        ("okoro", {}, True),
        ("okoro", {"author": "By Ada Okoro"}, False),
        ("okoro", {"author": [{"family_name": "Okoro", "given_name": "Ada"}]}, False),
        ("official", {}, False),
    ],
)
def test_whoever_has_a_part_in_a_statement_is_named(field, id, source, is_doubtful, tmp_path):
    coverage = clean()
    coverage["speakers"] += [
        {"id": "okoro", "name": "Ada Okoro", "kind": "person"},
        {"id": "official", "name": "A senior official", "naming": "unnamed"},
    ]
    fields = at("30 of 40 members", speaker="lindqvist", **{field: [id]})
    reported = codes(tmp_path, source=source, coverage=coverage, **fields)
    assert ("W414" in reported) is is_doubtful


REPORT = """\
The ports shall be open to ships of all countries, Diaz said. Countries, she said, need roads.

迪亚斯说，DeepSeek 让大家合作。她说，已有800家公司参加，并称之为「数据港」。合作十分重要。
"""


@pytest.mark.parametrize(
    ("text", "exact", "expected"),
    [
        ("Open ports for ships of all countries.", "ports shall be open", []),
        ("Open ports for ships of all countries.", "need roads", ["W319"]),
        ("Countries need more roads.", "need roads", []),
        ("Work with DeepSeek goes on.", "大家合作", []),
        ("Work with DeepSeek goes on.", "已有800家公司参加", ["W319"]),
        ("Eight hundred companies take part.", "800家公司", []),
        ("More than 800 companies take part.", "合作十分重要", ["W319"]),
        ("It is called a 「数据港」.", "数据港", []),
        ("It is called a 「数据港」.", "合作十分重要", ["W319"]),
        ("Working with two others matters.", "合作十分重要", []),
    ],
)
def test_a_report_rests_on_the_passage_that_says_what_it_says(text, exact, expected, tmp_path):
    is_chinese = exact in REPORT.split("\n\n")[1]
    source = {"language": "zh-Hans" if is_chinese else "en"}
    mode = "partial" if "「" in text else "paraphrase"
    reported = codes(tmp_path, REPORT, source, text=text, mode=mode, language="en", **at(exact))
    assert [code for code in reported if code == "W319"] == expected


TRANSLATED = {
    "zh-Hant": (
        "迪亞斯說，各國應合作保護海洋和森林。她說，大學將培訓更多青年使用人工智能。會議在酒店舉行。"
    ),
    "fr": (
        "Les nations protègent océans et forêts, dit Diaz. Universités et intelligence "
        "artificielle aident la formation, dit-elle. La conférence a lieu dans un hôtel."
    ),
}


@pytest.mark.parametrize(
    ("text", "language", "exact", "is_doubtful"),
    [
        (
            "Universities will train young people in artificial intelligence.",
            "zh-Hant",
            "青年",
            False,
        ),
        (
            "Universities will train young people in artificial intelligence.",
            "zh-Hant",
            "海洋",
            True,
        ),
        ("Countries should together protect oceans and forests.", "zh-Hant", "海洋", False),
        ("Countries should together protect oceans and forests.", "zh-Hant", "人工智能", True),
        ("It was good to be there.", "zh-Hant", "海洋", False),
        ("Artificial intelligence helps universities.", "fr", "la formation", False),
        ("Artificial intelligence helps universities.", "fr", "dans un hôtel", True),
    ],
)
def test_a_report_shares_terms_with_its_passage_in_another_language(
    text, language, exact, is_doubtful, tmp_path
):
    source = {"language": language}
    reported = codes(tmp_path, TRANSLATED[language], source, text=text, language="en", **at(exact))
    assert ("W319" in reported) is is_doubtful


def test_a_japanese_passage_has_the_terms_of_its_report(tmp_path):
    text = "Diaz氏は、デジタル経済の発展を述べました。また、教育とデータの安全も重視しました。"
    fields = {"text": "The digital economy develops.", "language": "en"}
    assert "W319" in codes(tmp_path, text, {"language": "ja"}, **fields, **at("教育とデータ"))
    assert "W319" not in codes(tmp_path, text, {"language": "ja"}, **fields, **at("経済の発展"))


@pytest.mark.parametrize(
    ("exact", "is_doubtful"),
    [("保护海洋和森林", False), ("各国应合作", False), ("电子支付", True)],
)
def test_within_a_sentence_a_passage_has_some_of_what_its_report_says(exact, is_doubtful, tmp_path):
    text = "迪亚斯表示，各国应合作，保护海洋和森林，并以电子支付降低关税。会议在酒店举行。"
    report = "Oceans, forests and the climate need protection; all should cooperate."
    fields = {"text": report, "language": "en"}
    reported = codes(tmp_path, text, {"language": "zh-Hans"}, **fields, **at(exact))
    assert ("W319" in reported) is is_doubtful


BODIES = """\
Delegates agreed to open the ports. Diaz welcomed that.

The Port Board also said that quays were full. The Port Board has new quays, and they are long.

La fermeture a été annoncée par les délégués des ports.

主办方强调，港口要扩建。迪亚斯离开了。
"""


@pytest.mark.parametrize(
    ("exact", "is_doubtful"),
    [
        ("open the ports", True),
        ("quays were full", True),
        ("they are long", False),
        ("fermeture a été", True),
        ("港口要扩建", True),
        ("welcomed that", False),
    ],
)
def test_a_sentence_whose_subject_is_a_body_is_no_persons(exact, is_doubtful, tmp_path):
    coverage = clean()
    coverage["speakers"] += [
        {"id": "delegates", "name": "Delegates", "kind": "group"}
        | {"aliases": ["les délégués des ports"]},
        {"id": "board", "name": "Port Board", "kind": "organization", "aliases": ["主办方"]},
    ]
    reported = codes(tmp_path, BODIES, coverage=coverage, **at(exact))
    assert ("W407" in reported) is is_doubtful


def test_a_chinese_report_shares_terms_with_an_english_passage(tmp_path):
    text = "Diaz said ports need data. Forests and oceans are at risk, she said."
    fields = {"text": "森林和海洋面临风险。", "language": "zh-Hans"}
    assert "W319" in codes(tmp_path, text, {"language": "en"}, **fields, **at("need data"))
    assert "W319" not in codes(tmp_path, text, {"language": "en"}, **fields, **at("at risk"))


def test_in_a_transcript_words_need_no_marks_and_sentences_may_name_anybody(tmp_path):
    text = "MS. DIAZ: Lindqvist is right. We agree on trade.\n"
    fields = {"mode": "direct", "text": "Lindqvist is right.", **at("Lindqvist is right.")}
    assert codes(tmp_path, text, **fields) == []


def test_a_label_may_be_a_title(tmp_path):
    text = "THE MINISTER: We agree on trade.\n\nTHE ENVOY: On health we agree.\n"
    fields = {"mode": "direct", "text": "We agree on trade.", **at("We agree on trade.")}
    titled = {"title": "Minister Diaz and Lindqvist"}
    assert codes(tmp_path, text, titled, **fields) == []
    assert codes(tmp_path / "b", text, titled, speaker="lindqvist", **fields) == ["W408"]


@pytest.mark.parametrize(
    ("text", "is_interrupted"),
    [
        ("We agree,” she said, “to act.", True),
        ("“We agree,” she said, “to act.”", True),
        ('We agree," she said, "to act.', True),
        ("「我們同意」，他說，「合作。」", True),
        ("The plan is a “bridge” and a “pont”.", False),
        ("“The plan is a ‘bridge’.”", False),
        ("We can’t, and won’t.", False),
        ("“We agree.” “We act.”", False),
    ],
)
def test_words_that_nobody_spoke_inside_direct_speech_are_noticed(text, is_interrupted, tmp_path):
    coverage = clean()
    record(coverage, "quotes", "direct").update(text=text, language=None, excerpt=None)
    for source in coverage["sources"]:
        source.pop("text"), source.pop("sha256", None)
    quote = record(coverage, "quotes", "direct")
    del quote["language"], quote["excerpt"]
    reported = [problem.code for problem in problems(written(tmp_path / "c", coverage, {}))]
    assert ("W320" in reported) == is_interrupted


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("zh", "We agree on trade.", ["E604"]),
        ("en", "我们同意合作。", ["E604"]),
        ("ar", "We agree on trade.", ["E604"]),
        ("ja-Latn", "Watashi wa", []),
        ("en", "The “东方之珠” is a pearl.", []),
        ("zh-Hans", "DeepSeek 很开放", []),
        ("zh-Hans", "我們同意開放與合作", ["W605"]),
        ("zh-HK", "我们同意开放与合作", ["W605"]),
        ("zh-Hans-HK", "我们同意开放与合作", []),
        ("zh", "我們同意開放與合作", []),
        ("en", "Wir sind mit dem Plan nicht einverstanden, und das ist auch der Grund.", ["W606"]),
        ("de", "We agree that this is the plan and that it is not for the others.", ["W606"]),
        ("fr", "Thanks go to both guests for speaking at the summit.", ["W606"]),
        ("fr", "The port's traffic grows quickly.", ["W606"]),
        ("es", "Our port remains open to trade and talks.", ["W606"]),
        ("en", "Der Hafen bleibt offen für Handel und Verkehr.", ["W606"]),
        ("fr", "Notre port soutient Tech for Good, Shore to Sea.", []),
        ("fr", "Le port défend l'ouverture, Tech for Good to share.", []),
        ("sv", "Ada läste ur The State of the World i hamnen.", []),
        ("fr", "Nous sommes d'accord avec le plan et la date de cette réunion.", []),
        ("und", "We agree that this is the plan.", []),
    ],
)
def test_a_language_tag_goes_with_letters_and_words(tag, text, expected, tmp_path):
    coverage = clean()
    record(coverage, "quotes", "paraphrase").update(translations={tag: text})
    reported = [problem.code for problem in problems(written(tmp_path / "c", coverage))]
    assert reported == expected


COVERAGES = [pytest.param(*paths, id=paths[0].name) for paths in bundled_coverages()]


@pytest.mark.slow
@pytest.mark.parametrize(("folder", "texts"), COVERAGES)
def test_what_is_made_wrong_in_a_bundled_coverage_is_noticed_and_nothing_else(folder, texts):
    archive = open_archive([folder], cache=None)
    with closing(archive), closing(Ground(archive, texts)) as ground:
        assert false_alarms(ground) == []
        shares = {
            outcome.corruption.name: 1 - len(outcome.missed) / outcome.changed
            for outcome in outcomes(ground)
            if outcome.changed
        }
    least = {corruption.name: corruption.least for corruption in CORRUPTIONS}
    assert {name: share for name, share in shares.items() if share < least[name]} == {}


def test_show_says_what_the_text_of_the_source_leaves_doubtful(tmp_path):
    coverage = clean()
    record(coverage, "quotes", "partial")["excerpt"] = {"exact": "must … create"}
    folder = written(tmp_path, coverage)

    def shown(id):
        return CliRunner().invoke(cli, ["show", id, str(folder), "--no-cache"]).stdout

    assert "doubtful: the ellipsis hides something" in shown("partial")
    assert "doubtful" not in shown("paraphrase")
