"""Each check has a coverage that fails it alone, and a clean one fails none."""

import os
from contextlib import closing
from pathlib import Path

import pytest
from lint_coverage import (
    TEXTS,
    clean,
    codes_and_records,
    codes_and_records_in,
    problems,
    record,
    written,
)

from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.lint import CODES
from summit_tui.model.problem import CODES as READING_CODES
from summit_tui.paths import bundled_coverage


def change(kind, id, /, **fields):
    def spoil(coverage):
        target = coverage["event"] if kind == "event" else record(coverage, kind, id)
        target.update(fields)

    return spoil


def add(kind, /, **fields):
    return lambda coverage: coverage[kind].append(fields)


def copied(kind, id, /, **fields):
    return lambda coverage: coverage[kind].append(record(coverage, kind, id) | fields)


def role(**fields):
    return change("speakers", "lindqvist", roles=[{"title": "Envoy", **fields}])


def held(until):
    """Let the capacity of a statement end before it was made."""
    return change("speakers", "diaz", roles=[{"title": "Minister of Trade", "to": until}])


def moved(**fields):
    """Change the day of a session, where no statement has a day of its own."""

    def spoil(coverage):
        record(coverage, "sessions", "forum").update(fields)
        record(coverage, "quotes", "direct")["date"] = None

    return spoil


def backward(coverage):
    """End the event before it begins, where nothing else has a day that is then outside."""
    coverage["event"].update(start="2025-05", end="2025-04")
    for name in ("date", "start", "end"):
        record(coverage, "sessions", "forum")[name] = None
    record(coverage, "quotes", "direct")["date"] = None


UNSOURCED = {"mode": "paraphrase", "speaker": "diaz", "text": "Nothing else."}
SAME_TEXT = {"text": "there should BE more training", "excerpt": {"exact": "more training"}}
TRADITIONAL = {
    "text": "要堅持多邊主義，構建「網絡空間命運共同體」。",
    "language": "zh-Hant",
    "excerpt": {"exact": "真正的多边主义"},
}

TOPIC = {"remark": "on-trade"}
TRADED = {"id": "again", "text": "We do not want it closed.", "mode": "paraphrase"} | TOPIC


def reading(record="speakers/diaz", field="aliases", value="Anna Diaz", source="wire", **more):
    about = {"record": record, "field": field, "value": value, "source": source}
    return lambda coverage: coverage.setdefault("readings", []).append(about | more)


def names(*values, field="aliases"):
    def spoil(coverage):
        for value in values:
            reading("speakers/lindqvist", field, value, language="en", excerpt=None)(coverage)
        # The text would have to print them all.
        for source in coverage["sources"]:
            source.update(text=None, sha256=None)

    return spoil


def remark(id="direct", **fields):
    """Tell the remark of a statement again, differently."""

    def spoil(coverage):
        record(coverage, "quotes", "direct").update(TOPIC)
        coverage["quotes"].append(
            record(coverage, "quotes", id)
            | TRADED
            | {"excerpt": None, "attribution": None}
            | fields
        )

    return spoil


SPOILED = [
    ("E201", "direct", change("quotes", "direct", session="forums")),
    ("E201", "paraphrase", change("quotes", "paraphrase", speaker="nobody-at-all")),
    ("E201", "forum", change("sessions", "forum", speakers=["diaz", {"speaker": "dias"}])),
    ("E201", "diaz", change("speakers", "diaz", delegation=["nicaragua", "laos"])),
    ("E201", "lindqvist", role(source="wired")),
    ("E201", "summit", change("event", "", sources=["wire", "wir"])),
    ("E201", "nicaragua", change("delegations", "nicaragua", sources=["gone"])),
    ("E202", "new", add("quotes", id="new", source="wirre", **UNSOURCED)),
    ("W203", "idle", add("sources", id="idle", title="Unused", publisher="The Wire")),
    ("W204", "again", copied("quotes", "paraphrase", id="again", **SAME_TEXT)),
    ("W204", "again", copied("quotes", "paraphrase", id="again", text="He asks for training.")),
    ("W204", "again", copied("quotes", "chinese", id="again", **TRADITIONAL)),
    ("E205", "direct", change("quotes", "direct", ignore=["W999"])),
    ("E205", "wire", change("sources", "wire", ignore=["w302"])),
    ("E205", "speakers/diaz.aliases", reading(ignore=["W1"])),
    ("E206", "speakers/dias.aliases", reading("speakers/dias")),
    ("E206", "sessions/diaz.title", reading("sessions/diaz", "title")),
    ("E206", "summit/speakers/dias.name", reading("summit/speakers/dias", "name")),
    ("E207", "speakers/diaz.aliases", reading(source="wires")),
    ("E208", "speakers/diaz.title", reading(field="title")),
    ("E208", "speakers/diaz.from_", reading(field="from_")),
    ("E208", "quotes/direct.name", reading("quotes/direct", "name")),
    ("E209", "diaz", change("speakers", "diaz", same_as=["summit/speakers/nobody"])),
    ("E209", "diaz", change("speakers", "diaz", same_as=["speakers/nobody"])),
    ("E209", "diaz", change("speakers", "diaz", same_as=["summit/speakers/diaz"])),
    ("E209", "diaz", change("speakers", "diaz", same_as=["gone/delegations/diaz"])),
    ("E209", "nicaragua", change("delegations", "nicaragua", same_as=["speakers/diaz"])),
    ("W210", "direct", change("quotes", "direct", **TOPIC)),
    ("E211", "again", remark(speaker="lindqvist", role=None)),
    ("E301", "paraphrase", change("quotes", "paraphrase", excerpt={"exact": "wants training"})),
    ("E301", "chinese", change("quotes", "chinese", excerpt={"exact": "要坚持多边主义"})),
    ("W302", "paraphrase", change("quotes", "paraphrase", excerpt={"exact": "we agree"})),
    ("E303", "direct", change("quotes", "direct", text="We oppose closed models.")),
    ("E303", "direct", change("quotes", "direct", text="we oppose a closed and exclusive model")),
    ("E304", "partial", change("quotes", "partial", text="There should be no “closed islands”.")),
    ("E304", "partial", change("quotes", "partial", text="It should not “create” islands.")),
    ("E304", "chinese", change("quotes", "chinese", text="要坚持“真正的多边主义”。")),
    ("E305", "partial", change("quotes", "partial", text="There'll be no islands, she's sure.")),
    ("W306", "paraphrase", change("quotes", "paraphrase", text='There should be "training".')),
    ("W306", "chinese", change("quotes", "chinese", mode="paraphrase", text="要「坚持」。")),
    ("E307", "wire", change("sources", "wire", text="../wire.txt")),
    ("E307", "wire", change("sources", "wire", text="/etc/hostname")),
    ("E309", "wire", change("sources", "wire", sha256="0" * 64)),
    ("E310", "speakers/diaz.aliases", reading(value="Ana Diaz")),
    ("E310", "speakers/diaz.aliases", reading(value="Anna", excerpt={"exact": "Anna said"})),
    ("E310", "speakers/wang.names", reading("speakers/wang", "names", "王永", source="agency")),
    ("E311", "speakers/diaz.aliases", reading(value="Ana", excerpt={"exact": "Anna Diaz"})),
    ("W312", "diaz", reading(field="name", value="Anna")),
    ("W312", "summit", reading("event/summit", "name", "the forum")),
    ("W313", "agency", change("sources", "agency", text="gone.txt")),
    ("W401", "bo", add("speakers", id="bo", name="BO LINDQVIST")),
    ("W401", "wang-2", add("speakers", id="wang-2", name="Wang Young", names={"zh-Hant": "王勇"})),
    ("W401", "b", add("speakers", id="b", name="Björn L.", aliases=["Lindqvist"])),
    ("W405", "lindqvist", names("Bo Lindqvist", "Lindqvist Holm")),
    ("W402", "paraphrase", change("quotes", "paraphrase", attribution="Anna Diaz")),
    ("W403", "direct", held("2024")),
    ("W501", "paraphrase", change("quotes", "paraphrase", date="2025-04-13")),
    ("W501", "paraphrase", change("quotes", "paraphrase", date="2025-04-16")),
    ("W501", "forum", moved(date="2024", start=None, end=None)),
    ("W501", "forum", moved(date=None, start="2025-04-13T23:00:00+08:00")),
    ("E502", "forum", change("sessions", "forum", end="2025-04-14T00:59:59Z")),
    ("E503", "summit", backward),
    ("E504", "lindqvist", role(**{"from": "2024-05", "to": "2024-04-30"})),
    ("W505", "again", remark(date="2025-04-15", session=None)),
    ("E506", "forum", moved(date="2025-04-15")),
    ("E601", "speakers/diaz.aliases", reading(language="cn")),
    ("E601", "summit", change("event", "", names={"cn": "峰会"})),
    ("E601", "forum", change("sessions", "forum", titles={"jp": "Forum"})),
    ("E601", "diaz", change("speakers", "diaz", names={"en-UK": "Ann Diaz"})),
    ("E601", "nicaragua", change("delegations", "nicaragua", names={"eng": "Nicaragua"})),
    ("E601", "direct", change("quotes", "direct", translations={"zh-Hong": "我们反对"})),
    ("E601", "agency", change("sources", "agency", language="zh-Chinese")),
    ("E602", "summit", change("event", "", country="UK")),
    ("E602", "nicaragua", change("delegations", "nicaragua", code="EU")),
    ("E603", "nicaragua", change("delegations", "nicaragua", region="Latin America")),
]  # fmt: skip


def without_nulls(value):
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("code", "id", "spoil"), SPOILED)
def test_a_coverage_spoiled_in_one_place_has_one_problem_there_unless_its_code_is_ignored(
    code, id, spoil, tmp_path
):
    coverage = clean()
    spoil(coverage)
    folder = written(tmp_path / "c", without_nulls(coverage))
    with closing(open_archive([folder], cache=None)) as archive:
        assert archive.info().problems == []
        assert codes_and_records_in(archive) == [(code, id)]
        assert codes_and_records_in(archive, ignore=[code]) == []


def test_a_text_that_cannot_be_read_is_one_problem(tmp_path):
    texts = TEXTS | {"agency.txt": "王勇".encode("gb18030")}
    assert codes_and_records(tmp_path / "c", clean(), texts) == [("E308", "agency")]


def test_a_clean_coverage_has_no_problem(tmp_path):
    assert codes_and_records(tmp_path / "c", clean()) == []


def test_a_clean_coverage_without_its_texts_only_lacks_them(tmp_path):
    assert codes_and_records(tmp_path / "c", clean(), texts={}) == [
        ("W313", "wire"),
        ("W313", "agency"),
    ]


def about(table):
    """Return what a problem calls a record, or a reading."""
    return table.get("id") or f"{table['record']}.{table['field']}"


@pytest.mark.parametrize(("code", "id", "spoil"), [case for case in SPOILED if case[0] != "E205"])
def test_a_code_that_the_record_ignores_is_silent_there_alone(code, id, spoil, tmp_path):
    coverage = clean()
    spoil(coverage)
    everything = [coverage["event"]] + [
        record for kind, records in coverage.items() if kind != "event" for record in records
    ]
    for table in everything:
        if about(table) == id:
            table["ignore"] = [code]
    assert codes_and_records(tmp_path / "c", without_nulls(coverage)) == []
    for table in everything:
        table["ignore"] = [] if about(table) == id else [code]
    # Twins are silent if either says that it does not matter.
    expected = [] if code in ("W204", "W401", "E211", "W505") else [(code, id)]
    assert codes_and_records(tmp_path / "d", without_nulls(coverage)) == expected


def test_a_code_in_ignore_that_is_none_is_said_with_the_nearest(tmp_path):
    (problem,) = problems(written(tmp_path / "c", clean()), ignore=["E3O1"])
    assert (problem.path, problem.code) == ("ignore", "E205")
    assert "‘E3O1’" in problem.message
    assert "did you mean E301?" in problem.message


def test_codes_of_reading_are_codes(tmp_path):
    assert codes_and_records(tmp_path / "c", clean(), ignore=["E106"]) == []


def test_a_problem_names_file_line_record_and_field(tmp_path):
    coverage = clean()
    record(coverage, "delegations", "nicaragua")["region"] = "East Asia"
    folder = written(tmp_path / "c", coverage)
    (problem,) = problems(folder)
    lines = (folder / "coverage.json").read_text("utf-8").splitlines()
    assert problem.path == str(folder / "coverage.json")
    assert '"id": "nicaragua"' in "".join(lines[problem.line - 1 : problem.line + 1])
    assert problem.where == "delegations.region nicaragua"
    assert "did you mean Eastern Asia?" in problem.message


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained_by_its_severity_and_title(code):
    check = CODES[code]
    assert check.code == code
    assert check.title.endswith(".")
    assert check.severity == ("error" if code[0] == "E" else "warning")
    assert code in READING_CODES or "Example: " in check.explanation


@pytest.mark.slow
def test_the_bundled_coverage_is_clean():
    assert problems(bundled_coverage()) == []


@pytest.mark.skipif("SUMMIT_TEXTS" not in os.environ, reason="the newspapers' texts are not here")
def test_the_bundled_coverage_is_clean_beside_the_texts_of_its_sources():
    assert problems(bundled_coverage(), texts=Path(os.environ["SUMMIT_TEXTS"])) == []
