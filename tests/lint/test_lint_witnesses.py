"""Several sources for one thing: readings, remarks, and who is whom in several events."""

import json

import pytest
from lint_coverage import clean, codes_and_records, problems, record, written

TAGS = {"language": "en", "source": "wire"}


def printed(values, field="name", id="lindqvist"):
    """Return readings of a speaker; each value may come with its language."""
    pairs = [value if isinstance(value, tuple) else (value, "en") for value in values]
    about = {"record": f"speakers/{id}", "field": field, "source": "wire"}
    return [about | {"value": value} | ({"language": tag} if tag else {}) for value, tag in pairs]


def textless():
    """Return the clean coverage, whose sources name no texts."""
    coverage = clean()
    for source in coverage["sources"]:
        source.pop("text", None)
    return coverage


@pytest.mark.parametrize(
    ("names", "are_two"),
    [
        (["Bo Lindqvist"], False),
        (["Bo Lindqvist", "Lindqvist Bo", "BO LINDQVIST"], False),
        (["Bo Lindqvist", "Lindqvist", "Bo"], False),
        (["Bo Lindqvist", "Lindqvist Holm"], True),
        (["Bo Lindqvist", "Lindqvist Holm", "Bo Lindqvist Holm"], False),
        (["Bo Lindqvist Holm", "Bo Lindqvist", "Lindqvist Holm"], False),
        (["Bo Lindqvist", "Bolindqvist"], False),
        (["Hajymyrat Hudaygulyyev", "Hudaygulyyev Shihmyradowich"], True),
        (["Bo Lindqvist", ("林奎斯特", "zh-Hant"), ("林奎斯特", "zh-Hans")], False),
        (["Bo Lindqvist", ("林奎斯特", "zh-Hant"), ("霍尔姆", "zh-Hans")], True),
        (["Bo Lindqvist", ("莊榮文", "zh-Hant"), ("庄荣文", "zh-Hans")], False),
        ([("Bo Lindqvist", "en"), ("Holm", "en-GB")], True),
        ([("Bo Lindqvist", "sv"), ("Holm", "en")], False),
        ([("Bo Lindqvist", ""), ("Holm", "")], True),
        (["Bo Lindqvist", "!?"], False),
    ],
)
def test_names_in_one_language_that_nothing_joins_could_be_of_two_people(names, are_two, tmp_path):
    coverage = textless() | {"readings": printed(names, field="aliases")}
    expected = [("W405", "lindqvist")] if are_two else []
    assert codes_and_records(tmp_path / "c", coverage, texts={}) == expected


def test_names_in_a_language_that_nobody_states_are_not_compared(tmp_path):
    coverage = textless() | {"readings": printed([("Bo", ""), ("Holm", "")], field="aliases")}
    del record(coverage, "sources", "wire")["language"]
    assert codes_and_records(tmp_path / "c", coverage, texts={}) == []


def test_the_titles_of_a_speaker_are_no_names(tmp_path):
    coverage = textless() | {"readings": printed(["Envoy", "Head of Trade"], field="roles")}
    assert codes_and_records(tmp_path / "c", coverage, texts={}) == []


@pytest.mark.parametrize("kind", ["organization", "group"])
def test_an_organization_has_as_many_names_as_it_likes(kind, tmp_path):
    coverage = textless() | {"readings": printed(["The Wire", "Agency"], field="aliases")}
    record(coverage, "speakers", "lindqvist")["kind"] = kind
    assert codes_and_records(tmp_path / "c", coverage, texts={}) == []


def test_very_many_names_are_told_apart_at_once(tmp_path):
    names = [f"Name{number} Other{number}" for number in range(3_000)]
    coverage = textless() | {"readings": printed(names, field="aliases")}
    assert codes_and_records(tmp_path / "c", coverage, texts={}) == [("W405", "lindqvist")]


@pytest.mark.parametrize(
    ("own", "values", "is_doubtful"),
    [
        ("over 50", ["over 50", "30"], False),
        ("over 50", ["Over 50!"], False),
        ("over 50", ["30"], True),
        ("over 50", ["over 50 countries"], True),
        ("50多個", ["50多个"], False),
        ("?", ["!"], True),
        ("?", ["?"], False),
        (None, ["30"], False),
    ],
)
def test_the_editor_chooses_among_what_sources_print(own, values, is_doubtful, tmp_path):
    about = {"record": "event/summit", "field": "countries", "source": "wire"}
    coverage = textless() | {"readings": [about | {"value": value} for value in values]}
    if own:
        coverage["event"]["countries"] = own
    expected = [("W312", "summit")] if is_doubtful else []
    assert codes_and_records(tmp_path / "c", coverage, texts={}) == expected


@pytest.mark.parametrize("field", ["organizers", "names", "country", "start"])
def test_a_field_that_is_no_plain_text_is_not_held_against_its_readings(field, tmp_path):
    about = {"record": "event/summit", "field": field, "source": "wire"}
    coverage = textless() | {"readings": [about | {"value": "something else"}]}
    assert codes_and_records(tmp_path / "c", coverage, texts={}) == []


@pytest.mark.parametrize(
    ("value", "excerpt", "code"),
    [
        ("Anna Diaz", None, None),
        ("Bo Lindqvist", {"exact": "Bo Lindqvist, who spoke next"}, None),
        ("we agree", None, None),
        ("Lindqvist", {"exact": "Bo … spoke next"}, "E311"),
        ("Anna Dias", None, "E310"),
        ("anna diaz", None, "E310"),
        ("Bo", {"exact": "Bo Lindqvist said"}, "E310"),
    ],
)
def test_a_reading_is_held_against_its_excerpt_and_its_source(value, excerpt, code, tmp_path):
    # The language is not looked at: a value is copied from that very source.
    (reading,) = printed([(value, "zh")], field="roles")
    coverage = clean() | {"readings": [reading | ({"excerpt": excerpt} if excerpt else {})]}
    expected = [(code, "speakers/lindqvist.roles")] if code else []
    assert codes_and_records(tmp_path / "c", coverage) == expected


def test_a_reading_names_its_file_line_record_and_field(tmp_path):
    (reading,) = printed(["Bo Lindqvister, who spoke next"], field="aliases")
    folder = written(tmp_path / "c", clean() | {"readings": [reading]})
    (problem,) = problems(folder)
    lines = (folder / "coverage.json").read_text("utf-8").splitlines()
    assert problem.path == str(folder / "coverage.json")
    assert "speakers/lindqvist" in "".join(lines[problem.line - 1 : problem.line + 1])
    assert problem.where == "readings.value speakers/lindqvist.aliases"
    assert "nearest is ‘Bo Lindqvist" in problem.message


def test_a_reading_of_an_event_that_is_not_open_is_not_looked_for(tmp_path):
    about = {"field": "name", "source": "wire", "value": "Anna Diaz"}
    coverage = textless() | {"readings": [about | {"record": "gone/speakers/diaz"}]}
    assert codes_and_records(tmp_path / "c", coverage) == []


def test_a_field_of_any_name_is_shown_on_one_line(tmp_path):
    (reading,) = printed(["Anna Diaz"], field="a\nb" * 100, id="diaz")
    (problem,) = problems(written(tmp_path / "c", textless() | {"readings": [reading]}))
    assert (problem.code, "\n" in str(problem)) == ("E208", False)
    assert len(problem.where) < 150


def test_a_source_that_only_a_reading_names_is_not_idle(tmp_path):
    coverage = textless()
    coverage["sources"].append({"id": "new", "title": "New", "publisher": "P"})
    (reading,) = printed(["Bo Lindqvist"])
    coverage["readings"] = [reading | {"source": "new"}]
    assert codes_and_records(tmp_path / "c", coverage, texts={}) == []


def remarks(*statements):
    """Return a coverage with statements of one remark, each different in some fields."""
    coverage = textless()
    session = record(coverage, "sessions", "forum")
    coverage["sessions"].append(session | {"id": "second", "date": "2025-04-15", "start": None})
    for row in coverage["sessions"]:
        row.pop("end")
        row.update({key: value for key, value in row.items() if value is not None})
    del coverage["sessions"][1]["start"]
    for number, fields in enumerate(statements):
        own = {"id": f"q{number}", "text": f"Words {number}", "mode": "paraphrase"}
        refers = {"speaker": "diaz", "source": "wire", "remark": "r"}
        coverage["quotes"].append(own | refers | fields)
    return coverage


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([{}], [("W210", "q0")]),
        ([{}, {}], []),
        ([{}, {"remark": "R".lower() * 2}], [("W210", "q0"), ("W210", "q1")]),
        ([{"date": "2025-04-14"}, {"date": "2025-04-15"}], [("W505", "q1")]),
        ([{"date": "2025-04-14"}, {"date": "2025-04"}, {"date": "2025"}], []),
        ([{"date": "2025"}, {"date": "2025-04-14"}, {"date": "2025-04-15"}], [("W505", "q2")]),
        ([{}, {"date": "2025-04-14"}, {}], []),
        ([{"session": "forum"}, {"session": "second"}], [("W505", "q1")]),
        ([{"session": "forum"}, {"date": "2025-04-14"}], []),
        ([{"session": "forum"}, {"session": "second", "date": "2025-04-14"}], [("E508", "q1")]),
        # Sources of different days: when a statement was published says nothing here.
        ([{"source": "agency"}, {"date": "2025-04-14"}], []),
        ([{}, {"speaker": "wang"}, {"speaker": "wang"}], [("E211", "q1"), ("E211", "q2")]),
        ([{"ignore": ["E211"]}, {"speaker": "wang"}, {"speaker": "wang"}], []),
        ([{"ignore": ["W210"]}], []),
    ],
)
def test_statements_of_one_remark_are_of_one_speaker_and_day(statements, expected, tmp_path):
    assert codes_and_records(tmp_path / "c", remarks(*statements), texts={}) == expected


def test_the_same_remark_in_two_events_is_two(tmp_path):
    written(tmp_path / "c" / "other", remarks({}) | {"event": {"id": "other", "name": "Other"}}, {})
    written(tmp_path / "c", remarks({}), {})
    codes = [problem.code for problem in problems(tmp_path / "c", ignore=["W404"])]
    assert codes == ["W210", "W210"]


def editions(folder, *people):
    """Write an event for each of some speakers, the newest first, and return what is said."""
    for number, fields in enumerate(people):
        tables = {
            "event": {"id": f"e{number}", "name": "E", "start": f"{2030 - number}"},
            "speakers": [{"id": "ann", "name": "Ann Lee"} | fields],
        }
        (folder / f"e{number}").mkdir(parents=True)
        (folder / f"e{number}" / "all.json").write_text(json.dumps(tables), "utf-8")
    return [(problem.code, problem.path.split("/")[-2]) for problem in problems(folder)]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([{}, {"name": "Bo"}], []),
        ([{}, {}], [("W404", "e1")]),
        ([{}, {"name": "A. L.", "aliases": ["ANN LEE"]}], [("W404", "e1")]),
        ([{}, {"same_as": ["e0/speakers/ann"]}], []),
        ([{"same_as": ["e1/speakers/ann"]}, {}], []),
        ([{}, {"same_as": ["e0/speakers/ann"]}, {"same_as": ["e1/speakers/ann"]}], []),
        ([{}, {"same_as": ["e0/speakers/ann"]}, {}], [("W404", "e2")]),
        ([{}, {"ignore": ["W404"]}], []),
        ([{"ignore": ["W404"]}, {}], []),
        ([{}, {"same_as": ["e7/speakers/ann"]}], [("W404", "e1")]),
        ([{}, {"same_as": ["e0/speakers/an"]}], [("E209", "e1"), ("W404", "e1")]),
        ([{"name": "莊榮文"}, {"name": "庄荣文"}], [("W404", "e1")]),
    ],
)
def test_namesakes_of_different_events_say_whether_they_are_one(people, expected, tmp_path):
    assert editions(tmp_path / "c", *people) == expected


def test_a_name_that_a_source_prints_may_be_somebody_elses(tmp_path):
    coverage = textless() | {"readings": printed(["王勇"], field="names")}
    assert codes_and_records(tmp_path / "c", coverage, texts={}) == [("W401", "wang")]
