"""What is said of a quotation beside the statements of a coverage."""

import io
import json
import os
import subprocess
import tarfile
from pathlib import Path

import pytest
from drafting import Desk, opened, records

from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.verify.draft_files import read_draft
from summit_tui.verify.judge import Judge


@pytest.mark.parametrize(
    "draft",
    [
        "“We will lay the cable together,” Lin Mei said.",
        'Lin Mei said: "We will lay the cable together."',
        "‘We will lay the cable together’, said Ms Lin.",
        "“We will lay the cable together,” said Lin Mei, minister of transport, on 2 May 2030.",
        "According to the transport minister, “we will lay the cable together.”",
        "“[W]e will lay the cable together,” she said.",
        "“We will lay\nthe  cable together,” she said.",
        "“We will lay,” Lin told the panel on Thursday, “the cable together.”",
        "“WE WILL LAY THE CABLE TOGETHER!” Lin Mei wrote.",
        "“We will lay the cable (sic) together,” Lin Mei said.",
        "“We will lay the cable [sic] together,” Lin Mei said as Ada Okoro looked on.",
        "“We will lay the cable together,” Lin said, according to a report printed on 9 May.",
        "“We will lay the cable together,” Lin Mei and Ada Okoro said.",
        "“We will lay the cable together,” Lin Mei of Harbour City said.",
        "“We will lay the cable together,” the report said.",
        "“We will lay the cable together,” then-minister of transport Lin Mei said.",
        "“We will lay the cable together,” former Minister of Transport Lin Mei said.",
        "“We will lay the cable¹ together,”² Lin Mei said.",
        "Update: “We will lay the cable together.”",
        "The harbour had a motto: “We will lay the cable together.”",
        "Harbour Gazette: “We will lay the cable together.”",
        "Ada Okoro said Lin Mei had told her: “We will lay the cable together.”",
        "Ada Okoro quoted Lin Mei as saying: “We will lay the cable together.”",
    ],
)
def test_the_words_of_a_statement_are_exact_however_a_newspaper_prints_them(desk, draft):
    assert desk.verdict(draft) == "exact direct"


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ("“We will lay the cable alone,” Lin Mei said.", "differs direct"),
        ("“We will not lay the cable together,” Lin Mei said.", "differs direct"),
        ("“We will lay the cable together, and nobody pays for it,” she said.", "differs direct"),
        ("“We will lay the cable together,” Ada Okoro said.", "other-speaker direct"),
        ("“We will lay the cable together,” Jane Lin said.", "other-speaker direct"),
        ("“We will lay the cable together,” said a spokesman for Lin Mei.", "other-speaker direct"),
        ("“We will lay the cable together,” said an aide to Lin Mei.", "other-speaker direct"),
        ("Ada Okoro: “We will lay the cable together.”", "other-speaker direct"),
        ("A. Okoro: “We will lay the cable together.”", "other-speaker direct"),
        ("M. Lin: “We will lay the cable together.”", "exact direct"),
        ("ADA OKORO — “We will lay the cable together.”", "other-speaker direct"),
        ("SANTA CRUZ — “We will lay the cable together.”", "exact direct"),
        ("“We will lay the cable together.” — Ada Okoro", "other-speaker direct"),
        (
            "“We will lay the cable together” (Lin Mei, minister of agriculture).",
            "other-capacity direct",
        ),
        ("The minister of agriculture: “We will lay the cable together.”", "other-capacity direct"),
        (
            "The minister of agriculture welcomed us, adding: “We will lay the cable together.”",
            "other-capacity direct",
        ),
        (
            "The minister of transport welcomed us, adding: “We will lay the cable together.”",
            "exact direct",
        ),
        (
            "Ministers left. Lin welcomed us, adding: “We will lay the cable together.”",
            "exact direct",
        ),
        (
            "“We will lay the cable together,” said Lin Mei, minister of agriculture.",
            "other-capacity direct",
        ),
        (
            "“We will lay the cable together,” the deputy minister of transport said.",
            "other-capacity direct",
        ),
        (
            "“We will lay the cable together,” the minister of finance said.",
            "other-capacity direct",
        ),
        ("“We will lay the cable together,” Lin Mei said on 4 May.", "other-day direct"),
        ("“We will lay the cable together,” Lin Mei said on Friday.", "other-day direct"),
        ("“We will lay the cable together,” Lin Mei said in June 2030.", "other-day direct"),
        ("In 2029, Lin Mei said: “We will lay the cable together.”", "other-day direct"),
        ("“We will lay the cable together,” Lin Mei said in May.", "exact direct"),
        ("“We will lay the cable together,” Lin Mei said on 2 May 2029.", "other-day direct"),
        ("“Repairs should not become a toll road,” said Okoro.", "widened partial"),
        ("Okoro spoke of “a toll road” for anyone.", "exact partial"),
        ("“Repairs should not become,” said Okoro.", "paraphrase partial"),
        ("“Young engineers want a seat at the table,” the council said.", "paraphrase paraphrase"),
        (
            "“Every harbour wants a better lighthouse and a longer pier,” Lin Mei said.",
            "unknown",
        ),
        ("“We will lay the cable … of this coast alight,” Lin said.", "stitched direct"),
    ],
)
def test_each_kind_of_fault_has_its_verdict(desk, draft, verdict):
    assert " ".join(desk.verdict(draft).split()[: len(verdict.split())]) == verdict


@pytest.mark.parametrize(
    ("left_out", "verdict"),
    [
        ("“No harbour … until the storm is over,” Lin said.", "exact"),
        ("“No harbour can wait […] the storm is over,” Lin said.", "exact"),
        ("“[N]o harbour can wait until the storm . . . over,” Lin said.", "exact"),
        (
            "“No harbour can wait until the storm is over, and we will … close,” Lin said.",
            "elision",
        ),
        ("“we will not close … schools for a measure,” Lin said.", "elision"),
        ("“No harbour can wait until the storm is over … We shall mend,” Lin said.", "elision"),
        ("“a measure that nobody has asked for. … mend 1,500 nets,” Lin said.", "exact"),
        ("“No harbour can wait until [it] is over,” Lin said.", "exact"),
        ("“We will [gladly] close twelve schools for a measure,” Lin said.", "differs"),
        ("“No harbour can wait until the storm is [not] over,” Lin said.", "differs"),
    ],
)
def test_an_ellipsis_may_leave_out_no_negation_number_or_sentence(desk, left_out, verdict):
    judgement = desk.judgement(left_out)
    assert (judgement.verdict, judgement.statements[0].address.id) == (verdict, "storm")


def test_what_an_ellipsis_leaves_out_is_told(desk):
    draft = "“No harbour can wait until the storm is over, and we will … close,” Lin said."
    assert desk.judgement(draft).omitted == ("not",)


@pytest.mark.parametrize(
    "draft",
    [
        "“It is the labor of the islands that keeps every lighthouse,” Okoro said.",
        "“We shall mend 1500 nets,” said Lin.",
        "“We shall mend 1 500 nets,” said Lin.".replace("1 5", "1\u202f5"),
    ],
)
def test_neither_a_spelling_nor_how_figures_are_printed_is_another_wording(desk, draft):
    assert desk.judgement(draft).verdict == "exact"


def test_a_changed_figure_is_another_wording(desk):
    judgement = desk.judgement(
        "“We shall mend 1,800 nets for a measure that nobody has,” said Lin."
    )
    assert judgement.verdict != "exact"


def test_all_accounts_of_a_remark_are_named_and_one_day_that_is_known_counts(desk):
    words = "“It is the labour of the islands that keeps every lighthouse,” Okoro said"
    assert sorted(desk.verdict(f"{words}.").split()) == ["exact", "labour", "labour-wire"]
    assert desk.verdict(f"{words} on 1 May.").startswith("exact")
    assert desk.verdict(f"{words} on 4 May.").startswith("other-day")


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ("林梅表示：“我们不会让任何一座岛屿独自修复海岸。”", "exact zh"),
        ("「我們不會讓任何一座島嶼獨自修復海岸，」林梅說。", "exact zh"),
        ("交通部部长林梅5月2日指出，“三年之内每个港口都将有自己的灯塔”。", "exact zh"),
        ("“我们不会让任何一座岛屿，”她说，“独自修复海岸。”", "exact zh"),
        ("交通部副部长林梅说：“我们不会让任何一座岛屿独自修复海岸。”", "other-capacity zh"),
        ("渔业局局长说：“我们不会让任何一座岛屿独自修复海岸。”", "other-capacity zh"),
        ("交通部发言人林梅说：“我们不会让任何一座岛屿独自修复海岸。”", "other-capacity zh"),
        ("王海说：“我们不会让任何一座岛屿独自修复海岸。”", "other-speaker zh"),
        ("“我们不会让任何一座岛屿独自修复海岸。”王海说。", "other-speaker zh"),
        ("王海称：\n\n“我们不会让任何一座岛屿独自修复海岸。”", "other-speaker zh"),
        ("林梅的助理说：“我们不会让任何一座岛屿独自修复海岸。”", "other-speaker zh"),
        ("王海引述林梅的话说：“我们不会让任何一座岛屿独自修复海岸。”", "exact zh"),
        ("时任交通部部长林梅说：“我们不会让任何一座岛屿独自修复海岸。”", "exact zh"),
        ("部长林梅感谢各位，并表示：“我们不会让任何一座岛屿独自修复海岸。”", "exact zh"),
        ("渔业局局长感谢各位，并表示：“我们不会让任何一座岛屿独自修复海岸。”", "exact zh"),
        ("林梅5月9日说：“我们不会让任何一座岛屿独自修复海岸。”", "other-day zh"),
        ("林梅说：“我们会让任何一座岛屿独自修复海岸。”", "differs zh"),
        ("林梅说：“我们……会让任何一座岛屿独自修复海岸。”", "elision zh"),
        ("“We shall leave no island to mend its coast alone,” Lin said.", "translation zh"),
        ("林梅说：“下一轮谈判将由带着数据来的人决定。”", "unknown"),
    ],
)
def test_chinese_drafts_are_compared_in_either_script(desk, draft, verdict):
    assert desk.verdict(draft) == verdict


@pytest.mark.parametrize(
    "draft",
    [
        "The concert, “Lights on the Water,” began at nine.",
        'The so-called "green desk" answered questions.',
        "Theme: “Nets for all islands”",
        "The plan, called “Nets for All”, was welcomed.",
        "She read from “A History of the Harbour and Its Fishers in Four Volumes” that night.",
        "One group, the “young engineers”, met in the hall.",
        "会场外设有“咨询角”。",
        "各方支持共建“海上灯塔带”。",
    ],
)
def test_titles_and_catchwords_are_nobodys_words(desk, draft):
    assert not desk.judgement(draft).is_wrong


def test_words_of_a_text_that_no_statement_has_are_told_with_their_place(desk):
    judgement = desk.judgement("“Every knot in this rope was tied by somebody,” a fisher said.")
    assert (judgement.verdict, judgement.passage.location) == ("in-source", "paragraph 1")
    assert judgement.passage.is_quoted
    judgement = desk.judgement("“The ferry would sail on Sundays again,” the mayor said.")
    assert (judgement.verdict, judgement.passage.is_quoted) == ("in-source", False)


KNOTS = "Every knot in this rope was tied by somebody"
CHART = "who could not read a chart"


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        (f"“{KNOTS} {CHART},” Ada Okoro said.", "exact knots chart"),
        (f"“{KNOTS},” Okoro said, “{CHART}.”", "exact knots chart"),
        (f"“{KNOTS} {CHART},” Lin Mei said.", "other-speaker knots chart"),
        (f"“{CHART[0].upper()}{CHART[1:]} … {KNOTS},” Okoro said.", "stitched chart knots"),
    ],
)
def test_statements_that_follow_one_another_in_a_source_may_be_quoted_as_one(
    tmp_path, draft, verdict
):
    changed = records()
    said = {"speaker": "okoro", "mode": "direct", "source": "gazette", "language": "en"}
    changed["quotes"] += [
        said | {"id": "knots", "text": KNOTS},
        said | {"id": "chart", "text": CHART},
    ]
    archive = opened(tmp_path / "coverage", changed)
    assert Desk(archive).verdict(draft) == verdict
    archive.close()


def test_a_word_that_others_have_said_too_is_no_proof_of_who_says_it(desk):
    assert desk.verdict("Lin spoke of “alight”.") == "unknown"
    assert desk.verdict("Okoro spoke of “every lighthouse”.").startswith("exact")


def test_a_quotation_may_run_over_paragraphs(desk):
    draft = (
        "Lin said: “No harbour can wait until the storm is over, and we will not close twelve "
        "schools for a measure that nobody has asked for.\n\n“We shall mend 1,500 nets.”"
    )
    assert desk.verdict(draft) == "exact storm"


def test_a_second_quotation_beside_an_attribution_is_attributed_like_the_first(desk):
    first = "“We will lay the cable together,” Okoro said. “No harbour can wait until the storm.”"
    assert [judgement.verdict for judgement in desk.judgements(first)] == ["other-speaker"] * 2
    apart = first.replace(". “No", ".\n\n“No")
    verdicts = [judgement.verdict for judgement in desk.judgements(apart)]
    assert verdicts == ["other-speaker", "exact"]


@pytest.mark.parametrize(
    ("known", "stated", "verdict"),
    [
        ("CEO", "chief executive", "exact"),
        ("Chief Executive", "CEO", "exact"),
        ("Chief Executive Officer, Harbour Cables", "CEO of Harbour Cables", "exact"),
        ("CEO, Harbour Cables", "CFO of Harbour Cables", "other-capacity"),
        ("Chief Executive", "CTO", "other-capacity"),
    ],
)
def test_an_abbreviated_office_is_the_office(known, stated, verdict, tmp_path):
    changed = records()
    changed["quotes"][0]["role"] = known
    changed["speakers"][0]["roles"] = []
    archive = opened(tmp_path / "coverage", changed)
    said = f"“We will lay the cable together,” said Lin Mei, {stated}."
    assert Desk(archive).verdict(said).startswith(verdict)
    archive.close()


def test_a_capacity_that_was_given_up_before_the_day_is_another(tmp_path):
    changed = records()
    changed["quotes"][0]["date"] = "2030-08-09"
    archive = opened(tmp_path / "coverage", changed)
    later = Desk(archive)
    said = "“We will lay the cable together,” said Lin Mei, minister of {}."
    assert later.verdict(said.format("transport")).startswith("other-capacity")
    assert later.verdict(said.format("finance")).startswith("exact")
    archive.close()


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ("王海笑着说：“{}。”", "other-speaker"),
        ("王海的话掷地有声：“{}。”", "other-speaker"),
        ("来自王海的声音：“{}。”", "other-speaker"),
        ("应林梅邀请，王海出席并表示：“{}。”", "other-speaker"),
        ("王海在日内瓦说道：“{}。”", "other-speaker"),
        ("在王海看来，“{}”。", "other-speaker"),
        ("“{}。”王海告诉本报记者。", "other-speaker"),
        ("司徒清：“{}。”", "other-speaker"),
        ("“{}”——司徒清", "other-speaker"),
        ("> {}。\n>\n> ——王海", "other-speaker"),
        ("林梅笑着说：“{}。”", "exact"),
        ("应王海邀请，林梅出席并表示：“{}。”", "exact"),
        ("（记者 王海）林梅说：“{}。”", "exact"),
        ("本报记者王海报道：林梅说：“{}。”", "exact"),
        ("王海的助理笑着说：“{}。”", "exact"),
        ("白皮书：“{}。”", "exact"),
        ("金句：“{}。”", "exact"),
    ],
)
def test_in_chinese_a_name_is_read_before_what_its_bearer_does(tmp_path, draft, verdict):
    changed = records()
    changed["speakers"].append({"id": "wang", "name": "王海", "kind": "person"})
    archive = opened(tmp_path / "coverage", changed)
    said = draft.format("我们不会让任何一座岛屿独自修复海岸")
    (judgement,) = Desk(archive).judgements(said, markdown=True)
    archive.close()
    assert judgement.verdict == verdict


def test_what_cannot_be_compared_is_not_called_wrong(tmp_path):
    changed = records()
    changed["speakers"][1] = {"id": "okoro", "name": "奥科罗", "roles": [{"title": "灯塔局局长"}]}
    changed["quotes"] = [quote | {"role": None} for quote in changed["quotes"]]
    changed["quotes"] = [
        {key: value for key, value in quote.items() if value} for quote in changed["quotes"]
    ]
    archive = opened(tmp_path / "coverage", changed)
    said = "“It is the labour of the islands that keeps every lighthouse,” {} said."
    for who in ("the head of the lighthouse office", "Ada Okoro", "he"):
        assert Desk(archive).verdict(said.format(who)).startswith("exact")
    archive.close()


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Vice President", "US vice-president Ada Okoro"),
        ("Vice President", "the vice-president, Ada Okoro,"),
    ],
)
def test_an_office_is_the_same_however_it_is_written(tmp_path, title, printed):
    changed = records()
    for quote in changed["quotes"]:
        quote.pop("role", None)
        if quote["speaker"] == "okoro":
            quote["role"] = title
    archive = opened(tmp_path / "coverage", changed)
    said = "“It is the labour of the islands that keeps every lighthouse,” said {}."
    assert Desk(archive).verdict(said.format(printed)).startswith("exact")
    other = printed.replace("vice-", "")
    assert Desk(archive).verdict(said.format(other)).startswith("other-capacity")
    archive.close()


DRAFTS = os.environ.get("SUMMIT_DRAFTS")
COMMIT = "83edb96"
"""The coverage that the drafts were made from is the bundled one as it was then."""


@pytest.mark.skipif(not DRAFTS, reason="needs SUMMIT_DRAFTS, a folder of drafts with their faults")
def test_the_fault_of_every_draft_is_named_and_nothing_else_is_called_wrong(root, tmp_path):
    packed = subprocess.run(
        ["git", "-C", root, "archive", COMMIT, "data"], capture_output=True, check=False
    )
    if packed.returncode:
        pytest.skip("needs the history of the checkout")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as files:
        files.extractall(tmp_path, filter="data")
    archive = open_archive([tmp_path / "data"], cache=None)
    judge = Judge(archive)
    for draft in json.loads(Path(DRAFTS, "expected.json").read_text("utf-8"))["drafts"]:
        judgements = judge.judgements(read_draft(Path(DRAFTS, draft["file"])))
        wrong = [judgement.verdict for judgement in judgements if judgement.is_wrong]
        assert len(wrong) == len(draft["wrong"]), draft["file"]
        for verdict, fault in zip(wrong, draft["wrong"], strict=True):
            assert verdict in fault["verdicts"], draft["file"]
    archive.close()


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ("“We will lay the cable together,” Lin Mei said.", "exact"),
        ("“We will lay the cable together,” Ada Okoro said.", "exact"),
        ("“We will lay the cable together,” Maria Example said.", "other-speaker"),
    ],
)
def test_a_joint_statement_is_of_each_of_its_speakers(tmp_path, draft, verdict):
    changed = records()
    statement = next(quote for quote in changed["quotes"] if quote["id"] == "direct")
    statement["joint_speakers"] = ["okoro"]
    archive = opened(tmp_path / "joint", changed)
    assert Desk(archive).judgement(draft).verdict == verdict
    archive.close()
