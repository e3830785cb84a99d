"""JSON as it leaves the program."""

import json

import pytest

from summit_tui.model.json_text import dump_json, escape_json, show_as_escapes

pytestmark = pytest.mark.pure

HOSTILE = {"text": "</script><script>alert(1)</script> \u202eturned\u202c <!-- 中文 é \U000e0041"}


@pytest.mark.parametrize("indent", [None, 2])
def test_a_document_holds_the_same_values_and_nothing_that_acts(indent):
    document = dump_json(HOSTILE, indent)
    assert json.loads(document) == HOSTILE
    assert not {"<", "\u202e", "\U000e0041"} & set(document)
    assert "中文 é" in document


def test_a_document_that_was_made_elsewhere_is_escaped_likewise():
    assert escape_json(json.dumps(HOSTILE, ensure_ascii=False)) == dump_json(HOSTILE, None)


def test_a_record_in_a_file_keeps_what_only_a_page_would_misread():
    assert show_as_escapes('{"a": "<\u202e"}') == '{"a": "<\\u202e"}'
