"""Real files of others, where they are; what they hold was counted by scripts of their own."""

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.importers.commit import commit
from summit_tui.importers.document import Document
from summit_tui.importers.folder import read_folder
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.table import recognise
from summit_tui.importers.undo import undo
from summit_tui.lint import lint

LARGEST = 100_000
"""The most bytes of the files that are all imported; larger ones have tests of their own."""

pytestmark = pytest.mark.skipif("SUMMIT_REAL" not in os.environ, reason="the files are not here")
REAL = Path(os.environ.get("SUMMIT_REAL", "/"))


@pytest.fixture(scope="module")
def truth():
    return json.loads((REAL / "truth.json").read_text("utf-8"))


@pytest.fixture
def taken(imported):
    """Return a function that imports a real file and returns its records by kind."""

    def take(name, **options):
        path = REAL / name
        plan = imported(path.read_bytes(), path.name, **options)
        kinds = {}
        for outcome in plan.outcomes:
            kinds.setdefault(outcome.kind, []).append(outcome.fields)
        return plan, kinds

    return take


def errors(folder):
    archive = open_archive([folder], None)
    try:
        problems = [*archive.info().problems, *lint(archive)]
    finally:
        archive.close()
    return [str(problem) for problem in problems if problem.code.startswith("E")]


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_an_agenda_as_a_sheet(suffix, taken, truth, folder):
    counted = truth[f"spreadsheet/{suffix}"]
    plan, kinds = taken(f"voc-schedule-spreadsheet/schedule-example.{suffix}")
    sessions = kinds["sessions"]
    assert len(sessions) == counted["sessions"] == plan.imported.times_without_zone
    assert {session["date"] for session in sessions} == set(counted["dates"])
    assert {session["place"] for session in sessions} == set(counted["places"])
    assert sum(len(session.get("speakers", ())) for session in sessions) == counted["person_cells"]
    assert len(kinds["speakers"]) == counted["distinct_person_cells"]
    commas = sum("," in speaker["name"] for speaker in kinds["speakers"])
    assert commas == counted["person_cells_with_a_comma"]
    assert all(".0" not in outcome.id for outcome in plan.outcomes)
    assert errors(folder) == []


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_an_agenda_has_its_hours_in_the_zone_that_is_said(suffix, taken, truth):
    counted = truth[f"spreadsheet/{suffix}"]
    name = f"voc-schedule-spreadsheet/schedule-example.{suffix}"
    _, kinds = taken(name, timezone="Europe/Berlin")
    starts = sorted(session["start"] for session in kinds["sessions"])
    assert starts[0] == f"2016-10-27T{counted['first_start']}:00+02:00"
    assert starts[-1] == f"2016-10-27T{counted['last_start']}:00+02:00"


def test_a_list_of_participants_by_its_columns(taken, truth, folder):
    counted = truth["unfccc"]
    columns = {
        "Person_Name": "name",
        "Job_Title": "role",
        "Delegation": "delegation",
        "Delegation_ISO": "code",
    }
    _, kinds = taken(
        "unfccc-inc1-delegations/inc1-first400.csv",
        columns=columns,
        kind="speakers",
        importer="table",
        event="inc-1",
    )
    assert len(kinds["speakers"]) == counted["rows"]
    assert len(kinds["delegations"]) == counted["delegations"]
    codes = [delegation["code"] for delegation in kinds["delegations"] if "code" in delegation]
    assert all(len(code) == 2 for code in codes)
    assert len(codes) >= counted["iso_codes"] - 5  # of states that are no more
    without = sum("roles" not in speaker for speaker in kinds["speakers"])
    assert without == counted["na"]["Job_Title"]
    assert errors(folder) == []


def test_proposals_by_key_in_two_languages(taken, truth, folder):
    counted = truth["g0v-2020"]
    columns = {"title": "title", "title_en": "title.en", "speakers.display_name": "speakers"}
    name = "g0v-summit-2020-ccby/proposals.cc40.json"
    _, kinds = taken(name, columns=columns, kind="sessions")
    assert len(kinds["sessions"]) == counted["sessions"]
    translated = sum("titles" in session for session in kinds["sessions"])
    assert translated == counted["titles_zh_ne_en"] - counted["without_title_en"]
    assert errors(folder) == []


def test_talks_that_are_a_file_each(taken, truth, tmp_path, imported):
    counted = truth["pyvideo"]
    columns = {"recorded": "date", "tags": "topics", "title": "title", "speakers": "speakers"}
    for event, number in counted["per_event"].items():
        files = sorted((REAL / "pyvideo" / event / "videos").glob("*.json"))
        target = tmp_path / event
        for file in files[:12]:
            imported(
                file.read_bytes(),
                file.name,
                into=target,
                columns=columns,
                kind="sessions",
                event=event,
            )
        assert len(files) == number
        archive = open_archive([target], None)
        assert archive.info().counts["sessions"] == len(files[:12])
        archive.close()
        assert errors(target) == []


def test_conferences_of_a_year(taken, truth, imported, tmp_path):
    counted = truth["confs-tech-2024"]
    columns = {"name": "title", "startDate": "start", "city": "place"}
    total = 0
    for file in sorted((REAL / "confs-tech/2024").glob("*.json")):
        plan = imported(
            file.read_bytes(),
            file.name,
            into=tmp_path / "all",
            columns=columns,
            kind="sessions",
            event="conferences-2024",
        )
        total += sum(outcome.kind == "sessions" for outcome in plan.outcomes)
        total += sum(plan.imported.left_out.values())
    assert total == counted["events"]
    assert errors(tmp_path / "all") == []


def test_no_real_file_makes_recognizing_fail():
    digest = sha256()
    for path in sorted(REAL.rglob("*")):
        if path.is_file() and path.stat().st_size < 5_000_000:
            digest.update(str(recognise(Document(path)) is not None).encode())
    assert digest.hexdigest()


def test_every_real_file_says_nothing_new_the_second_time_and_is_taken_back_whole(
    imported, tmp_path, contents
):
    number = 0
    for path in sorted(REAL.rglob("*")):
        if not path.is_file() or path.stat().st_size > LARGEST:
            continue
        number += 1
        target = tmp_path / f"{number}"
        try:
            plan = imported(path.read_bytes(), path.name, into=target)
        except UnreadableError:
            continue
        before = contents(target)
        imported(path.read_bytes(), path.name, into=target)
        assert contents(target) == before, path
        if plan.files:
            commit(target, undo(read_folder(target), plan.name).files)
            assert contents(target) == {}, path
    assert number > 100
