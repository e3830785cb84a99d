"""Records and files that the tests of reading share."""

import json

from summit_tui.model.problem import Problem
from summit_tui.readers import coverage_files, read_file
from summit_tui.readers.parsed import ParsedRecord

SUFFIXES = ["toml", "json", "jsonl"]

GOOD = {
    "event": {"id": "wic-2025", "name": "The Summit"},
    "sessions": {"id": "opening", "title": "Opening"},
    "speakers": {"id": "diaz", "name": "Diaz"},
    "quotes": {
        "id": "diaz-training",
        "speaker": "diaz",
        "text": "We train.",
        "mode": "paraphrase",
        "source": "mo-0420",
    },
    "delegations": {"id": "laos", "name": "Laos"},
    "sources": {"id": "mo-0420", "title": "A title", "publisher": "A publisher"},
    "readings": {
        "record": "event/wic-2025",
        "field": "attendance",
        "value": "nearly a thousand",
        "source": "mo-0420",
    },
}


def toml_value(value):
    if isinstance(value, dict):
        inside = ", ".join(f"{json.dumps(k)} = {toml_value(v)}" for k, v in value.items())
        return f"{{{inside}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml_value, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def as_toml(kind, data):
    header = "[event]" if kind == "event" else f"[[{kind}]]"
    return "\n".join(["", header, *(f"{json.dumps(k)} = {toml_value(v)}" for k, v in data.items())])


def as_json(kind, data):
    inside = ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in data.items())
    record = f"\n{{{inside}}}"
    return f'{{"{kind}": {record if kind == "event" else f"[{record}]"}}}'


def as_lines(kind, data):
    own = {f"{kind.removesuffix('s')}_kind" if key == "kind" else key: data[key] for key in data}
    return "\n" + json.dumps({"kind": kind} | own)


FORMATS = {"toml": as_toml, "json": as_json, "jsonl": as_lines}


def quote(number, **changes):
    return {
        "id": f"q{number}",
        "speaker": "diaz",
        "text": f"Statement {number}",
        "mode": "direct",
        "source": "mo-0420",
    } | changes


def toml(number):
    lines = [f'{key} = "{value}"' for key, value in quote(number).items()]
    return "\n".join(["[[quotes]]", *lines, ""])


def read_path(path):
    (file,), problems = coverage_files([path])
    assert problems == []
    return list(read_file(file))


def problems_of(results):
    return [
        (result.line, result.code, result.where)
        for result in results
        if isinstance(result, Problem)
    ]


def ids(results):
    return [result.data["id"] for result in results if isinstance(result, ParsedRecord)]


WHOLE = {
    "toml": lambda records: "".join(
        "[[quotes]]\n" + "".join(f'{k} = "{v}"\n' for k, v in record.items()) for record in records
    ),
    "json": lambda records: json.dumps({"quotes": records}, indent=1, ensure_ascii=False),
    "jsonl": lambda records: "".join(
        json.dumps({"kind": "quotes"} | record, ensure_ascii=False) + "\n" for record in records
    ),
}
