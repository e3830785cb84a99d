"""Language tags, country codes and regions beside the lists of their standards."""

import pytest
from lint_coverage import clean, codes_and_records, problems, record, written

RIGHT = ["en", "EN", "zh-Hant", "zh-Hans-HK", "yue", "en-GB", "es-419", "de-1996", "sr-Latn-RS"]
RIGHT += ["qaa", "und", "en-x-wire", "en-GB-oed", "zh-min-nan", "iw"]
WRONG = ["cn", "jp", "eng", "zho", "en-UK", "zh-Hong", "zh-Chinese", "en-US-GB", "xx", "en-a"]
WRONG += ["en-1996-1996", "en" + "-abcdef" * 5_000]


@pytest.mark.parametrize("tag", RIGHT)
def test_a_registered_language_tag_is_right(tag, tmp_path):
    coverage = clean()
    record(coverage, "speakers", "diaz")["names"] = {tag: "Ana"}
    assert codes_and_records(tmp_path / "c", coverage) == []


@pytest.mark.parametrize("tag", WRONG)
def test_a_language_tag_that_is_not_registered_is_wrong(tag, tmp_path):
    coverage = clean()
    record(coverage, "speakers", "diaz")["names"] = {tag: "Ana"}
    assert codes_and_records(tmp_path / "c", coverage) == [("E601", "diaz")]


@pytest.mark.parametrize(
    ("code", "is_right"),
    [("CN", True), ("HK", True), ("TW", True), ("GB", True), ("UK", False), ("EU", False),
     ("ZZ", False), ("SU", False), ("AA", False)],
)  # fmt: skip
def test_a_country_code_is_one_of_iso_3166(code, is_right, tmp_path):
    coverage = clean()
    record(coverage, "delegations", "nicaragua")["code"] = code
    assert codes_and_records(tmp_path / "c", coverage) == (
        [] if is_right else [("E602", "nicaragua")]
    )


REGIONS = """
World, Africa, Northern Africa, Sub-Saharan Africa, Eastern Africa, Middle Africa, Southern Africa,
Western Africa, Americas, Latin America and the Caribbean, Caribbean, Central America,
South America, Northern America, Antarctica, Asia, Central Asia, Eastern Asia, South-eastern Asia,
Southern Asia, Western Asia, Europe, Eastern Europe, Northern Europe, Southern Europe,
Western Europe, Oceania, Australia and New Zealand, Melanesia, Micronesia, Polynesia
"""


@pytest.mark.parametrize("region", REGIONS.replace("\n", " ").strip().split(", "))
def test_every_region_of_the_united_nations_is_known(region, tmp_path):
    coverage = clean()
    record(coverage, "delegations", "nicaragua")["region"] = " ".join(region.split())
    assert codes_and_records(tmp_path / "c", coverage) == []


@pytest.mark.parametrize("region", ["East Asia", "Middle East", "Asia-Pacific", "亚洲", "Latvia"])
def test_a_region_of_another_scheme_is_wrong(region, tmp_path):
    coverage = clean()
    record(coverage, "delegations", "nicaragua")["region"] = region
    assert codes_and_records(tmp_path / "c", coverage) == [("E603", "nicaragua")]


def test_a_message_is_one_line_that_hides_and_turns_nothing(tmp_path):
    coverage = clean()
    record(coverage, "delegations", "nicaragua")["region"] = "Easterly\nAsia\u202e"
    hostile = [
        problem for problem in problems(written(tmp_path, coverage)) if problem.code == "E603"
    ]
    assert [problem.message.count("‘Easterly Asia\ufffd’") for problem in hostile] == [1]


@pytest.mark.parametrize(
    ("address", "is_right"),
    [("https://wire.example/a?b=1#c", True), ("http://wire.example", True),
     ("https://例子.example/路", True), ("javascript:alert(1)", False), ("JavaScript:x", False),
     ("data:text/html,x", False), ("file:///etc/passwd", False), ("wire.example/a", False),
     ("https://wire.example/a b", False), ("https://", False)],
)  # fmt: skip
@pytest.mark.parametrize("field", ["url", "archived_at", "syndicated_from"])
def test_an_address_of_a_source_is_one_of_the_web(field, address, is_right, tmp_path):
    coverage = clean()
    value = {"publisher": "P", "url": address} if field == "syndicated_from" else address
    record(coverage, "sources", "wire")[field] = value
    assert codes_and_records(tmp_path / "c", coverage) == ([] if is_right else [("W609", "wire")])


@pytest.mark.parametrize(
    ("text", "is_right"),
    [("\u200fقال\u200f", True), ("می\u200cخواهم", True), ("\u2068محمد\u2069", True),
     ("葛\U000e0100", True), ("👩\u200d🚀", True), ("x\u202ey", False), ("x\u202ey\u202c", False),
     ("x\u2067y", False), ("x\u2069y", False), ("x\U000e0068", False), ("x\ufe0f\ufe01", False)],
)  # fmt: skip
def test_a_text_may_have_what_spells_it_and_nothing_that_hides(text, is_right, tmp_path):
    coverage = clean()
    record(coverage, "speakers", "diaz")["aliases"] = [text]
    assert codes_and_records(tmp_path / "c", coverage) == ([] if is_right else [("W608", "diaz")])
